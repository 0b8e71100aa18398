"""What a page calls itself: in its head, and to htmx, which shows a part of it."""

import pytest
from pytest_django.asserts import assertContains

from annotations import tags
from organizations.actors import Actor
from organizations.models import Project, Role
from tests.talk import chat
from web.htmx import titled

SETTINGS = "/o/acme/settings/"


@pytest.fixture(autouse=True)
def owner(member):
    member.role = Role.OWNER
    member.save()
    return member


@pytest.fixture
def titles(client, htmx):
    """The title of a whole page, which its fragment begins with."""

    def check(path, title):
        assertContains(client.get(path), titled(title), count=1)
        assert htmx(path).text.startswith(titled(title))

    return check


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("members/", "Members of Acme"),
        ("members/invite/", "Invite to Acme"),
        ("keys/", "API keys of Acme"),
        ("keys/new/", "New API key"),
        ("projects/", "Projects of Acme"),
        ("projects/new/", "New project"),
        ("tags/", "Tags of Acme"),
        ("tags/new/", "New tag"),
        ("scores/", "Scores of Acme"),
        ("scores/new/", "New score"),
        ("webhooks/new/", "New webhook"),
    ],
)
def test_a_form_is_called_by_what_it_makes(titles, path, title):
    titles(f"{SETTINGS}{path}", title)


def test_a_form_is_called_by_what_it_changes(titles, acme, owner):
    tag = tags.make(acme, "<vip>", Actor(owner.user))
    titles(f"{SETTINGS}tags/{tag.public_id}/edit/", "Change <vip>")
    titles(f"{SETTINGS}tags/{tag.public_id}/merge/", "Merge <vip>")
    titles(f"{SETTINGS}members/{owner.pk}/role/", f"Role of {owner.user}")
    default = Project.objects.of(acme).get()
    titles(f"{SETTINGS}projects/{default.pk}/rename/", "Rename Default")


def test_a_list_is_called_by_its_search_and_a_conversation_by_its_title(titles, project):
    conversation = chat(project, "Where is <b>")
    titles("/o/acme/chats/", "Chats")
    titles("/o/acme/chats/?q=%3Cb%3E", "Chats: <b>")
    titles("/o/acme/chats/filters/", "Filter chats")
    titles(f"/o/acme/chats/{conversation.pk}/", "Where is <b>")
