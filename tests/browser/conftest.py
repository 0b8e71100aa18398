import pytest

from organizations import jobs


@pytest.fixture
def work(acme):
    """Does what waits of the organization's jobs, as the worker would."""

    def do():
        for public_id in jobs.waiting(acme):
            jobs.run(acme, public_id)

    return do
