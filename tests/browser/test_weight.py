"""How much a page weighs on its way: first loads at most 250 KB, fragments at most 20 KB."""

from functools import partial

import httpx
import pytest

from conversations.tasks import write_insights
from organizations.models import Project
from tests.factories import MembershipFactory, OrganizationFactory, UserFactory
from tests.talk import chat

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FIRST_LOAD, FRAGMENT = 250_000, 20_000  # bytes
LINES = [
    f"{'agent: ' if n % 2 else ''}Order {4711 + n} is a table that came with a cracked leg, number"
    f" {n * 37}, and I would like to know by when the refund of €{n * 13}.40 reaches me"
    for n in range(80)
]


@pytest.fixture
def acme(live):
    user = UserFactory()
    organization = OrganizationFactory(slug=f"weight-{user.pk}", name="Weight")
    MembershipFactory(organization=organization, user=user)
    organization.user = user
    send = partial(chat, Project.objects.of(organization).get())
    organization.chats = [send(*LINES[n : n + 40]) for n in range(20)]
    organization.chats.append(send(*LINES))
    write_insights(organization.pk)
    return organization


@pytest.fixture
def paths(acme):
    return [f"/o/{acme.slug}/chats/", f"/o/{acme.slug}/chats/{acme.chats[-1].pk}/"]


def test_a_first_load_is_light(live, acme, paths, page, sign_in, context):
    sign_in(page, acme.user)
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    received = []
    devtools.on(
        "Network.loadingFinished", lambda event: received.append(event["encodedDataLength"])
    )
    for path in paths:
        received.clear()
        page.goto(live + path)
        page.wait_for_load_state("networkidle")
        assert 20_000 < sum(received) <= FIRST_LOAD, path


@pytest.mark.slow
def test_fragments_are_light(live, acme, paths, page, sign_in):
    sign_in(page, acme.user)
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    headers = {"HX-Request": "true", "Accept-Encoding": "gzip"}
    detail = f"/o/{acme.slug}/conversations/{acme.chats[-1].pk}"
    who = {"cookies": cookies, "headers": headers}
    with httpx.Client(base_url=live, timeout=120, **who) as client:
        for path in (*paths, f"{detail}/blocks/1/", f"{detail}/find/?find=refund"):
            answer = client.get(path)
            assert answer.status_code == 200
            assert answer.headers["Content-Encoding"] == "gzip", path
            assert 500 < answer.num_bytes_downloaded <= FRAGMENT, (
                path,
                answer.num_bytes_downloaded,
            )
