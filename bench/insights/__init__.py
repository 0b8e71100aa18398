"""make bench-insights: how good the offline titles and summaries are, in docs/insights.md.

No server is asked; Django is set up for the models' sake.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("SECRET_KEY", "no secret")
os.environ.setdefault("DATABASE_URL", "postgres://nobody@localhost/nothing")
django.setup()
