"""make upgrade-dump: the database of a version, kept for the tests of upgrades."""

import os

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
os.environ["DEBUG"] = "true"
django.setup()
