"""All of Parley by `python -m embedded up`, from the first start to the last Ctrl-C."""

import json
import os
import shlex
import signal
import subprocess

import pytest

from embedded import port
from tests.embedded.terminal import Terminal, embedded, is_one_sentence

pytestmark = pytest.mark.slow
READY = "Ctrl-C stops it"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("up")
    folder.chmod(0o755)
    return folder / "home"


@pytest.fixture(scope="module")
def number():
    return port.free()


@pytest.fixture
def parley(home, number):
    """Running, for the length of a test; only the first start has the demo to make."""
    terminal = Terminal(home, "up", PORT=str(number))
    terminal.wait_for(READY)
    yield terminal
    if terminal.process.poll() is None:
        assert terminal.press_ctrl_c() == 0


def test_printed_curl_sends_a_chat(parley):
    printed = parley.output.read_text()
    curl = next(line for line in printed.splitlines() if line.startswith("curl "))
    answer = subprocess.run(shlex.split(curl), capture_output=True, text=True, check=True)
    assert json.loads(answer.stdout)["data"]["durationMs"] == 90_000


def test_next_start_prints_the_same_login_and_key(parley, home, number):
    demo = json.loads((home / "demo.json").read_text())
    assert parley.press_ctrl_c() == 0
    again = Terminal(home, "up", PORT=str(number))
    printed = again.wait_for(READY)
    assert again.press_ctrl_c() == 0
    assert "demo organization" not in printed
    assert demo["email"] in printed
    assert demo["api_key"] in printed


def test_second_one_at_once_is_refused_with_the_address(parley, home, number):
    refusal = embedded(home, "up", PORT=str(number))
    assert is_one_sentence(refusal)
    assert f"http://localhost:{number}" in refusal.stderr


def test_ctrl_c_ends_every_child(parley, home):
    assert parley.press_ctrl_c() == 0
    assert not [child for child in children(home) if is_running(child)]
    for worker in ("worker", "deliveries"):
        assert "Traceback" not in (home / "log" / f"{worker}.log").read_text()


def test_dead_child_is_named_with_its_log_and_the_rest_ends(parley, home):
    os.kill(children(home)[-1], signal.SIGKILL)
    assert parley.wait_for_end() == 1
    said = parley.output.read_text().splitlines()[-1]
    assert said.startswith("Parley can't run. Web ended with code -9")
    assert said.endswith(f"see {home}/log/web.log")


def test_killed_run_is_followed_by_a_good_one(parley, home, number):
    parley.kill()
    after = Terminal(home, "up", PORT=str(number))
    after.wait_for(READY)
    assert after.press_ctrl_c() == 0


def children(home):
    """PostgreSQL, Valkey, workers, web."""
    return json.loads((home / "children").read_text())


def is_running(process):
    """Not as a zombie that nobody has buried yet."""
    status = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True)
    return status.stdout.strip()[:1] not in (b"", b"Z")
