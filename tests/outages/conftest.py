"""A whole Parley whose parts the tests kill, and what comes of a day without any trouble."""

import json
from contextlib import ExitStack

import pytest

from conversations.insights.due import BATCH
from embedded.trial import trial
from tests.outages.customer import Customer

OURS = (
    "DATABASE_URL DATABASE_OWNER_URL REDIS_URL PARLEY_HOME SECRET_KEY BASE_URL"
    " DEBUG DATABASE_POOL DJANGO_ALLOW_ASYNC_UNSAFE DJANGO_SETTINGS_MODULE"
).split()


@pytest.fixture(scope="session")
def parley():
    """As `make run` has it, but that a lost nudge is made up for sooner."""
    with ExitStack() as ends:
        with pytest.MonkeyPatch.context() as shell:
            for name in OURS:
                shell.delenv(name, raising=False)
            told = {"SWEEP_SECONDS": "2", "PARLEY_PRIVATE_HOSTS": "127.0.0.1"}
            parts = ends.enter_context(trial(**told))
        for name in ("Worker", "Deliveries", "Web"):
            parts.start(name)
        yield parts


@pytest.fixture(scope="session")
def bodies(parley):
    """What is sent, of the demo's chats and calls: some batches of titles."""
    lines = parley.manage("demo", "--write", "-").splitlines()
    return [json.loads(line) for line in lines[: 5 * BATCH]]


@pytest.fixture(scope="session")
def undisturbed(parley, bodies):
    """What an organization has when all of it arrived and was titled without any trouble."""
    calm = Customer(parley, "calm")
    assert {calm.send(body) for body in bodies} == {201}
    return calm.contents_in_the_end()


@pytest.fixture
def customer(parley, request):
    """An organization of the test's own."""
    name = request.node.name.removeprefix("test_").replace("_", "-")[:50].strip("-")
    return Customer(parley, name)


@pytest.fixture(autouse=True)
def logs(parley):
    """Printed for a test that failed."""
    sizes = {log: log.stat().st_size for log in parley.stores.home.logs.glob("*.log")}
    yield
    for log, size in sizes.items():
        print(f"--- {log.name}", log.read_text(errors="replace")[size:][-4000:], sep="\n")
