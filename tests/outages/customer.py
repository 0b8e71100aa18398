"""An organization whose programs send, and wait for what the worker makes of it."""

import json
import subprocess
import sys
import time

import httpx
import psycopg

DUE = """
SELECT count(*) FROM organizations_due JOIN organizations_organization o ON o.id = organization_id
WHERE what = 'insight' AND slug = %s
"""
CONTENTS = """
import json, os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()
from organizations.models import Organization
from tests.contents import contents
print(json.dumps(contents(Organization.objects.get(slug=sys.argv[1])), default=str))
"""


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

    def due(self) -> int:
        """How many conversations wait for a title; by a connection that no test has cut."""
        with psycopg.connect(self.parley.stores.postgres.url("postgres")) as connection:
            return connection.execute(DUE, [self.slug]).fetchone()[0]

    def wait_until_due(self, is_so, seconds=90):
        end = time.monotonic() + seconds
        while not is_so(due := self.due()):
            assert time.monotonic() < end, f"{due} are due still"
            time.sleep(0.01)

    def contents_in_the_end(self):
        self.wait_until_due(lambda due: not due)
        command = [sys.executable, "-c", CONTENTS, self.slug]
        return json.loads(subprocess.check_output(command, **self.parley.how))
