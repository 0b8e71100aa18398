"""docs/deploy.md on real servers."""

import subprocess

import pytest

from embedded.home import ROOT
from tests.embedded.terminal import environment


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_program_runs_on_servers_of_its_own():
    command = [ROOT / "scripts" / "prove-servers"]
    done = subprocess.run(command, env=environment("var"), capture_output=True, text=True)
    if done.returncode == 77:
        pytest.skip(done.stderr)
    assert done.returncode == 0, done.stdout + done.stderr
