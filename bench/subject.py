"""What is measured: a Parley with one organization, seen by its programs, its people and SQL."""

import re
import time
from functools import cached_property

import httpx
import psycopg

from bench import cpu

SLUG = "bench"
OWNER = "owner@parley.example"


class Subject:
    """Web and worker run once they are asked for."""

    def __init__(self, parts, file):
        self.parts, self.file = parts, file
        parts.manage("create_organization", SLUG, "--name", "Bench")

    def sql(self, statement):
        """The first column of the first row."""
        return self.row(statement)[0]

    def row(self, statement):
        """The first row, asked past every lock."""
        return self.database.execute(statement).fetchone()

    @cached_property
    def database(self):
        url = self.parts.stores.postgres.url("postgres")
        return psycopg.connect(url, autocommit=True)

    @cached_property
    def web(self):
        return self.parts.start("Web")

    @cached_property
    def api(self):
        """A program, with a key to the organization's project Default."""
        assert self.web
        secret = self.parts.manage("create_api_key", SLUG, "--name", "Bench").splitlines()[-1]
        headers = {"Authorization": f"Bearer {secret}"}
        return httpx.Client(base_url=self.parts.url, headers=headers, timeout=60)

    @cached_property
    def browser(self):
        """A person who is logged in."""
        assert self.web
        told = self.parts.manage("create_member", SLUG, OWNER, "--role", "owner")
        password = told.splitlines()[-1]
        client = httpx.Client(base_url=self.parts.url, follow_redirects=True, timeout=60)
        form = client.get("/accounts/login/").text
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
        sent = {"login": OWNER, "password": password, "csrfmiddlewaretoken": token}
        answer = client.post("/accounts/login/", data=sent)
        assert f"/o/{SLUG}/" in str(answer.url), answer.url
        return client

    def database_cpu(self) -> float:
        """Seconds of processor that PostgreSQL took so far, all its processes."""
        [child] = [one for one in self.parts.nursery.children if one.name == "PostgreSQL"]
        return cpu.of_family(child.process.pid)

    def count(self, table) -> int:
        return self.sql(f"SELECT count(*) FROM {table}")

    def due(self) -> int:
        """How many conversations wait for a title."""
        return self.sql("SELECT count(*) FROM organizations_due WHERE what = 'insight'")

    def wait_until_due(self, is_so) -> int:
        """Poll until so many are due; how many that are."""
        while not is_so(due := self.due()):
            time.sleep(0.02)
        return due
