"""PostgreSQL and Valkey of `python -m embedded services`, by their real programs."""

import os
import socket
import sys

import pytest

from embedded import port
from tests.embedded.terminal import Terminal, embedded, is_one_sentence, python

ASK = """
import os, psycopg
with psycopg.connect(os.environ["DATABASE{}_URL"]) as c:
    print(*c.execute("{}").fetchone())
"""
WHO_MAY = "select current_user, rolsuper or rolbypassrls or rolcreatedb from pg_roles"
OWNS = "select count(*) from pg_class where pg_get_userbyid(relowner) = current_user"


pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """One that these tests share, as days of use do."""
    folder = tmp_path_factory.mktemp("services")
    folder.chmod(0o755)
    return folder / "home"


@pytest.fixture
def fresh(tmp_path):
    tmp_path.chmod(0o755)
    return tmp_path / "home"


@pytest.mark.parametrize(("url", "role"), [("", "parley_app"), ("_OWNER", "parley_owner")])
def test_neither_role_stands_above_the_rules(home, url, role):
    done = python(home, ASK.format(url, f"{WHO_MAY} where rolname = current_user"))
    assert done.stdout == f"{role} False\n", done.stderr


def test_app_owns_nothing(home):
    assert python(home, ASK.format("", OWNS)).stdout == "0\n"


@pytest.mark.slow
def test_data_outlives_a_start(home):
    python(home, ASK.format("_OWNER", "select lo_create(2611)"))
    kept = "select count(*) from pg_largeobject_metadata"
    assert python(home, ASK.format("", kept)).stdout == "1\n"


def test_secret_key_stays_and_is_for_its_owner_alone(home):
    code = "import os; print(os.environ['SECRET_KEY'])"
    assert python(home, code).stdout == python(home, code).stdout
    assert (home / "secret_key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["log", "valkey", "postgres/data"])
def test_logs_and_data_are_for_their_owner_alone(home, name):
    assert python(home, "").returncode == 0
    assert (home / name).stat().st_mode & 0o777 == 0o700


def test_servers_that_the_environment_names_are_not_started(fresh):
    named = {"DATABASE_URL": "postgresql://db.example/parley", "REDIS_URL": "redis://r.example/0"}
    code = "import os; print(os.environ['DATABASE_URL'], os.environ['REDIS_URL'])"
    assert python(fresh, code, **named).stdout.split() == list(named.values())
    assert not (fresh / "postgres").exists()
    assert not (fresh / "valkey").exists()


@pytest.mark.slow
def test_home_may_be_deep_and_have_spaces(tmp_path):
    home = tmp_path / ("a room " * 16)
    assert python(home, ASK.format("", "select 1")).stdout == "1\n"


def test_exit_code_is_the_commands_own(home):
    assert python(home, "raise SystemExit(7)").returncode == 7


@pytest.mark.slow
def test_command_beside_a_running_parley_uses_its_servers(home):
    first = Terminal(home, "services", "--", "sh", "-c", "echo up; exec sleep 60")
    first.wait_for("up")
    assert python(home, ASK.format("", "select 1")).stdout == "1\n"
    first.process.terminate()
    assert first.wait_for_end() == 130


def test_second_up_at_once_is_refused(home):
    first = Terminal(home, "services", "--", "sh", "-c", "echo up; exec sleep 60")
    first.wait_for("up")
    second = embedded(home, "up", PORT=str(port.free()))
    first.process.terminate()
    first.wait_for_end()
    assert is_one_sentence(second), second.stderr
    assert f"already runs in {home} (process {first.process.pid}" in second.stderr


def test_taken_port_is_told_before_anything_starts(fresh):
    with socket.create_server(("127.0.0.1", 0)) as other:
        number = other.getsockname()[1]
        refusal = embedded(fresh, "up", PORT=str(number))
    assert is_one_sentence(refusal), refusal.stderr
    assert f"Port {number} is taken" in refusal.stderr
    assert not (fresh / "postgres").exists()


@pytest.mark.parametrize("number", ["0", "65536", "http", "-1"])
def test_port_must_be_one(fresh, number):
    assert is_one_sentence(embedded(fresh, "up", PORT=number))


def test_home_that_cannot_be_written_is_told():
    refusal = python("/proc/parley", "")
    assert is_one_sentence(refusal)
    assert "Set PARLEY_HOME" in refusal.stderr


@pytest.mark.slow
def test_killed_run_leaves_nothing_in_the_way(home):
    first = Terminal(home, "services", "--", "sh", "-c", "echo up; exec sleep 3")
    first.wait_for("up")
    first.kill()
    assert python(home, ASK.format("", "select 1")).stdout == "1\n"


@pytest.mark.slow
def test_process_id_that_now_is_another_programs_does_not_stop_postgres(home):
    assert python(home, "").returncode == 0
    (home / "postgres" / "data" / "postmaster.pid").write_text(f"{os.getpid()}\n")
    assert python(home, ASK.format("", "select 1")).stdout == "1\n"


@pytest.mark.slow
def test_cut_first_start_is_made_good(fresh):
    half = fresh / "postgres" / "data.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18")
    assert python(fresh, ASK.format("", "select 1")).stdout == "1\n"


def test_data_of_another_postgres_is_told(fresh):
    data = fresh / "postgres" / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("11\n")
    refusal = python(fresh, "")
    assert is_one_sentence(refusal)
    assert "made by PostgreSQL 11" in refusal.stderr


@pytest.mark.slow
def test_throwaway_home_is_gone_afterwards():
    code = "import os; print(os.environ['PARLEY_HOME'])"
    done = embedded("/nowhere", "services", "--throwaway", "--", sys.executable, "-c", code)
    assert done.returncode == 0, done.stderr
    assert not os.path.exists(done.stdout.strip())
