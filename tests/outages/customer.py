"""An organization whose programs send, and wait for what the worker makes of it."""

import json
import subprocess
import sys
import time
from contextlib import contextmanager

import httpx
import psycopg

PATIENCE = 300  # seconds: what a killed worker held is due again after one or two minutes
DUE = """
SELECT count(*) FROM organizations_due JOIN organizations_organization o ON o.id = organization_id
WHERE what = 'insight' AND slug = %s
"""
HELD = """
SELECT FROM organizations_due WHERE id IN (
    SELECT due.id FROM organizations_due due
    JOIN organizations_organization o ON o.id = organization_id
    WHERE what = 'insight' AND slug = %s ORDER BY at DESC, due.id DESC LIMIT %s
) FOR UPDATE
"""
ARRIVED = """
SELECT count(*) FROM conversations_conversation
JOIN organizations_organization o ON o.id = organization_id WHERE slug = %s
"""
CONTENTS = """
import json, os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()
from organizations.models import Organization
from tests.contents import contents
print(json.dumps(contents(Organization.objects.get(slug=sys.argv[1])), default=str))
"""


def wait_until(is_so):
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


class Customer:
    def __init__(self, parley, slug):
        self.parley, self.slug = parley, slug
        parley.manage("create_organization", slug, "--name", slug)
        key = parley.manage("create_api_key", slug, "--name", "Programs").splitlines()[-1]
        headers = {"Authorization": f"Bearer {key}"}
        self.http = httpx.Client(base_url=parley.url, headers=headers, timeout=60)

    def send(self, body) -> int:
        """The status of one try."""
        path = "/v1/chat" if "messages" in body else "/v1/call"
        return self.http.post(path, json=body).status_code

    def database(self):
        """A connection that no test has cut, which sees all rows."""
        return psycopg.connect(self.parley.stores.postgres.url("postgres"))

    def due(self) -> int:
        """How many conversations wait for a title."""
        return self.count(DUE)

    def arrived(self) -> int:
        """How many conversations there are."""
        return self.count(ARRIVED)

    def count(self, statement) -> int:
        with self.database() as connection:
            return connection.execute(statement, [self.slug]).fetchone()[0]

    @contextmanager
    def held(self, number):
        """So many of those that wait for a title don't get it meanwhile, the youngest."""
        with self.database() as connection:
            connection.execute(HELD, [self.slug, number])
            yield

    def wait_until_due(self, is_so):
        wait_until(lambda: is_so(self.due()))

    def contents_in_the_end(self):
        self.wait_until_due(lambda due: not due)
        command = [sys.executable, "-c", CONTENTS, self.slug]
        return json.loads(subprocess.check_output(command, **self.parley.how))
