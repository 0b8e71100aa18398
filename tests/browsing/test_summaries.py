import pytest
from pytest_django.asserts import assertContains, assertNotContains

from conversations.insights.extractive import Extractive
from conversations.models import Conversation, Insight
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
    assertContains(response, f"extractive {Extractive.version}")
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


def test_a_fact_that_its_turns_do_not_have_is_marked_and_stays_out_of_lists(client, acme, project):
    conversation = chat(project, *LINES)
    write_insights(acme.pk)
    with within(acme):
        insight = Insight.objects.of(acme).get()
        insight.sentences[1] |= {"text": "It comes on Monday.", "unsupported": ["Monday"]}
        insight.save()
        Conversation.objects.of(acme).update(summary=insight.summary)
    response = client.get(detail(conversation))
    assertContains(response, 'Not found in the transcript: <q dir="auto">Monday</q>')
    assertContains(response, "It comes on Monday.")
    assertNotContains(client.get("/o/acme/chats/"), "It comes on Monday.")
    marked = "It comes on Monday. [Not found in the transcript: “Monday”]"
    for histories in (
        path(conversation, "earlier/"),
        f"/o/acme/conversations/{conversation.pk}/history/",
    ):
        assertContains(client.get(histories), marked)


def test_a_persons_summary_is_marked_as_theirs_and_can_be_given_back(client, acme, htmx, project):
    conversation = chat(project, *LINES)
    write_insights(acme.pk)
    response = client.post(path(conversation, "edit/"), {"summary": "Wants <b>money</b> back"})
    assert response.url == detail(conversation)
    shown = htmx(path(conversation))
    assertContains(shown, "Wants &lt;b&gt;money&lt;/b&gt; back")
    assertContains(shown, "Summary by <b>")
    client.post(path(conversation, "edit/"), {"summary": ""})
    assertContains(htmx(path(conversation)), "Your refund will reach")


def test_every_earlier_one_is_listed_newest_first(client, acme, project):
    conversation = chat(project, *LINES)
    write_insights(acme.pk)
    client.post(path(conversation, "edit/"), {"summary": "My words"})
    client.post(path(conversation, "edit/"), {"summary": ""})
    words = client.get(path(conversation, "earlier/")).context["words"]
    assert [bool(w.given_back) for w in words] == [True, False, False]
    assert words[1].summary == "My words"
    assert words[2].by.startswith("extractive")


def test_what_was_typed_stays_beside_what_is_wrong(client, project):
    conversation = chat(project, *LINES)
    response = client.post(path(conversation, "edit/"), {"summary": "x" * 2001})
    assertContains(response, "x" * 2001)
    assertContains(response, 'aria-invalid="true"')


def test_a_viewer_may_not_give_a_summary(client, member, project):
    conversation = chat(project, *LINES)
    member.role = "viewer"
    member.save()
    assert client.post(path(conversation, "edit/"), {"summary": "Mine"}).status_code == 403
    assert client.get(path(conversation, "earlier/")).status_code == 200


@pytest.mark.parametrize("what", ["edit/", "earlier/"])
def test_another_organizations_words_are_404(client, rival, project, what):
    with within(rival):
        theirs = type(project).objects.of(rival).get()
    assert client.get(path(chat(theirs, *LINES), what)).status_code == 404
