"""`python -m embedded` as somebody at a terminal runs it, in a home of the test's own."""

import os
import signal
import subprocess
import sys
import time

from embedded.home import ROOT

PATIENCE = 240  # seconds: less than pytest's own, so that what was printed is told
OURS = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SECRET_KEY", "DEBUG", "BASE_URL")


def environment(home, **more):
    """That of a stranger: nothing but a home."""
    kept = {key: value for key, value in os.environ.items() if key not in OURS}
    return {**kept, "PARLEY_HOME": str(home), **more}


def embedded(home, *arguments, **more):
    """Run it to its end."""
    return subprocess.run(
        [sys.executable, "-m", "embedded", *arguments],
        cwd=ROOT,
        env=environment(home, **more),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


def python(home, code, **more):
    """Run Python code beside the services."""
    return embedded(home, "services", "--", sys.executable, "-c", code, **more)


class Terminal:
    """A command that goes on; what it printed; the keys that end it."""

    def __init__(self, home, *arguments, **more):
        self.output = home.with_name(home.name + ".output")
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "embedded", *arguments],
                cwd=ROOT,
                env=environment(home, **more),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def wait_for(self, text, seconds=PATIENCE):
        deadline = time.monotonic() + seconds
        while text not in self.output.read_text():
            assert self.process.poll() is None, self.output.read_text()
            assert time.monotonic() < deadline, self.output.read_text()
            time.sleep(0.05)
        return self.output.read_text()

    def wait_for_end(self):
        return self.process.wait(PATIENCE)

    def press_ctrl_c(self):
        os.killpg(self.process.pid, signal.SIGINT)
        return self.wait_for_end()

    def kill(self):
        """As the kernel does when memory is short: no chance to clean up."""
        self.process.kill()
        self.process.wait()


def is_one_sentence(refusal):
    """Exit code 1 and a line for people, not a traceback."""
    return refusal.returncode == 1 and refusal.stderr.startswith("Parley can't run. ")
