"""make bench goes through, at a small size; what it finds out is nobody's to assert."""

import os
import subprocess
import sys

import pytest

from embedded.home import ROOT


@pytest.mark.slow
@pytest.mark.timeout(900)  # most of a minute where nothing else runs
def test_every_measurement_has_its_figures():
    command = [sys.executable, "-m", "bench"]
    size = {**os.environ, "BENCH_CHATS": "60", "BENCH_DATA": ""}
    printed = subprocess.check_output(command, cwd=ROOT, env=size, text=True)
    for title in (
        "PostgreSQL",
        "Import",
        "Titles",
        "Lists and pages",
        "Ingest of a chat",
        "Acts on many",
    ):
        assert f"\n{title} " in printed
    assert " statements" in printed
