"""Whatever times callers sent, pages are shown."""

from datetime import UTC, datetime

import pytest

from conversations.new import NewTool, NewTurn, Role
from tests.talk import chat

pytestmark = pytest.mark.usefixtures("member")
FIRST, LAST = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
FAR = 9 * 10**18  # milliseconds


@pytest.mark.parametrize(
    ("moment", "zone"), [(FIRST, "America/New_York"), (LAST, "Europe/Istanbul"), (LAST, "UTC")]
)
def test_the_first_and_the_last_moment_there_is(client, acme, project, moment, zone):
    acme.time_zone = zone
    acme.save()
    turns = (NewTurn(Role.AGENT, "Hi", 0), NewTurn(Role.CUSTOMER, "Later", FAR))
    tools = (NewTool("Earlier", {}, {}, -FAR),)
    times = {"started_at": moment, "ended_at": None, "duration_ms": None}
    conversation = chat(project, turns=turns, tools=tools, **times)
    here = f"/o/acme/chats/{conversation.pk}/"
    text = f"/o/acme/conversations/{conversation.pk}/text/"
    for address in ("/o/acme/chats/", here, f"{here}?find=later", text):
        assert client.get(address).status_code == 200
