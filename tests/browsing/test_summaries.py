import pytest
from pytest_django.asserts import assertContains, assertNotContains

from conversations.tasks import write_insights
from organizations.models import Due
from organizations.tenancy import within
from tests.talk import chat

pytestmark = pytest.mark.usefixtures("member")
LINES = ("I want to return my oak table", "agent: Your refund will reach your card by Friday.")


def path(conversation, what=""):
    return f"/o/acme/conversations/{conversation.pk}/summary/{what}"


def detail(conversation):
    return f"/o/acme/chats/{conversation.pk}/"


def test_a_summary_is_said_to_be_written_until_it_is(client, acme, project):
    conversation = chat(project, *LINES)
    assertContains(client.get(detail(conversation)), "are being written")
    write_insights(acme.pk)
    assertNotContains(client.get(detail(conversation)), "are being written")


def test_sentences_link_to_their_turns_and_tell_who_wrote_them(client, acme, htmx, project):
    conversation = chat(project, *LINES)
    write_insights(acme.pk)
    response = htmx(path(conversation))
    assertContains(response, 'href="#turn-2"')
    assertContains(response, "extractive 0.1")
    assertNotContains(response, "<html")


def test_regenerate_makes_it_due_again(client, acme, project):
    conversation = chat(project, *LINES)
    write_insights(acme.pk)
    response = client.post(path(conversation, "again/"))
    assert response.url == detail(conversation)
    assert Due.objects.of(acme).count() == 1
    write_insights(acme.pk)
    assertContains(client.get(detail(conversation)), "Your refund will reach")


def test_a_viewer_may_not_regenerate(client, member, project):
    conversation = chat(project, *LINES)
    member.role = "viewer"
    member.save()
    assert client.post(path(conversation, "again/")).status_code == 403
    assertNotContains(client.get(detail(conversation)), "Regenerate")


def test_another_organizations_summary_is_404(client, rival, project):
    with within(rival):
        theirs = type(project).objects.of(rival).get()
    conversation = chat(theirs, *LINES)
    assert client.get(path(conversation)).status_code == 404
    assert client.post(path(conversation, "again/")).status_code == 404


def test_nothing_said_has_no_summary(client, project):
    assertContains(client.get(detail(chat(project))), "No summary")
