"""The embedded default: PostgreSQL, Valkey, worker and web server as child processes.

`python -m embedded up` runs all of Parley; `python -m embedded services -- COMMAND` runs a
command beside the database and the broker alone. Stands apart: it imports no other app and
needs no settings, since it makes the environment that the settings are read from.
"""
