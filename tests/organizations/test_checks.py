import os
import subprocess
import sys

import pytest
from django.db import connections

from embedded.home import ROOT
from organizations.checks import faults_of

SERVER = {
    "BASE_URL": "https://parley.example.com",
    "ALLOWED_HOSTS": "parley.example.com",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "DEBUG": "false",
}


def check(**changes):
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    environment = {**os.environ, **SERVER, **changes}
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # for the browser tests alone
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def test_the_role_of_the_app_has_no_way_around_row_level_security(db):
    assert faults_of(connections["default"]) == []


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_role_that_owns_the_tables_is_refused():
    (fault,) = faults_of(connections["owner"])
    assert "The role parley_owner owns tables" in fault.msg


@pytest.mark.slow
def test_the_deploy_check_is_clean_on_a_server_and_fails_without_a_database():
    assert check().returncode == 0
    away = check(DATABASE_URL="postgres://nobody@127.0.0.1:9/none")
    assert away.returncode == 1
    assert "could not be asked" in away.stderr
