"""The database of each released version is restored, migrated and read.

make upgrade-dump writes what is restored; it is never written anew for a version that is out.
"""

import gzip
import json
from pathlib import Path

import pytest

from annotations.models import Tagging
from conversations.models import Conversation, ReviewState
from organizations.models import Organization, User
from organizations.tenancy import within
from tests.database import restored

pytestmark = pytest.mark.slow
DUMPS = sorted(Path(__file__).parent.glob("v*.sql.gz"))
OWNER = "demo@parley.example"


@pytest.fixture(scope="module", params=DUMPS, ids=lambda path: path.name.removesuffix(".sql.gz"))
def upgraded(request, django_db_setup, django_db_blocker):
    """Of the version before: organization, secret of a key, answers of the APIs by address."""
    with django_db_blocker.unblock(), restored(unpacked(request.param)):
        yield json.loads(unpacked(Path(str(request.param).replace(".sql.", ".json."))))


def unpacked(path):
    return gzip.decompress(path.read_bytes()).decode()


def test_the_apis_answer_what_they_did_before(upgraded, client):
    key = {"Authorization": f"Bearer {upgraded['secret']}"}
    for address, before in upgraded["answers"].items():
        now = client.get(address, headers=key).json()["data"]
        assert without_more(now, before) == before, address


def without_more(now, before):
    """Of an answer the fields that it had before: they may become more."""
    if isinstance(now, dict) and isinstance(before, dict):
        return {name: without_more(now[name], before[name]) for name in before if name in now}
    if isinstance(now, list) and isinstance(before, list) and len(now) == len(before):
        return [without_more(*both) for both in zip(now, before, strict=True)]
    return now


def test_its_pages_open(upgraded, client):
    organization = Organization.objects.get(slug=upgraded["organization"])
    client.force_login(User.objects.get(email=OWNER))
    with within(organization):
        talks = list(Conversation.objects.order_by("pk").values_list("kind", "pk", "title"))
    for kind, pk, title in talks:
        page = client.get(f"/o/{organization.slug}/{kind}s/{pk}/")
        assert page.status_code == 200
        found = client.get(f"/o/{organization.slug}/{kind}s/", {"q": title})
        assert str(pk) in found.text


def test_lists_filter_by_what_chatlogger_told(upgraded, client):
    told = {
        chat["id"]: chat["properties"]
        for chat in upgraded["answers"]["/v1/chat?limit=50"]
        if "token_count" in chat["properties"]
    }
    client.force_login(User.objects.get(email=OWNER))
    for pk, known in told.items():
        exactly = {
            "forwarded": "yes" if known["is_forwarded_to_hr"] else "no",
            "tokens_min": known["token_count"],
            "tokens_max": known["token_count"],
            "response_min": known["avg_response_time"],
            "response_max": known["avg_response_time"],
            "property": f"session_id={known['session_id']}",
        }
        assert pk in client.get(f"/o/{upgraded['organization']}/chats/", exactly).text
    assert told


def test_what_bears_a_tag_is_found_by_its_name(upgraded, client):
    organization = Organization.objects.get(slug=upgraded["organization"])
    client.force_login(User.objects.get(email=OWNER))
    with within(organization):
        tagged = Tagging.objects.values_list("conversation__kind", "conversation", "tag__name")
        tagged = list(tagged)
    assert tagged
    for kind, pk, name in tagged:
        found = client.get(f"/o/{organization.slug}/{kind}s/", {"q": name})
        assert str(pk) in found.text


def test_lists_filter_by_the_review_state_that_was_set(upgraded, client):
    organization = Organization.objects.get(slug=upgraded["organization"])
    client.force_login(User.objects.get(email=OWNER))
    with within(organization):
        chats = Conversation.objects.chats()
        stored = {
            state: set(chats.filter(review_state=state).values_list("pk", flat=True))
            for state in ReviewState
        }
    assert stored[ReviewState.NEW]
    assert stored[ReviewState.REVIEWED]
    for state, keys in stored.items():
        page = client.get(f"/o/{organization.slug}/chats/", {"review": state.value}).context["page"]
        assert {conversation.pk for conversation in page.conversations} == keys
        assert page.total == len(keys)
