import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from conversations.models import Conversation, TitleSource
from organizations.models import Role
from organizations.tenancy import within
from tests.talk import chat

HTMX = {"HX-Request": "true"}


def detail(conversation):
    return f"/o/acme/chats/{conversation.pk}/"


def form(conversation):
    return f"/o/acme/conversations/{conversation.pk}/title/"


@pytest.fixture
def conversation(project):
    return chat(project, "Where is it?")


def stored(conversation):
    with within(conversation.organization):
        return Conversation.objects.get(pk=conversation.pk)


def test_a_new_title_answers_with_itself_and_the_focus(client, member, conversation):
    response = client.post(form(conversation), {"title": "The <b>lost</b> parcel"}, headers=HTMX)
    assertContains(response, "The &lt;b&gt;lost&lt;/b&gt; parcel")
    assertContains(response, "autofocus")
    assertNotContains(response, "<html")
    assert stored(conversation).title_source == TitleSource.PERSON


def test_without_a_script_the_form_is_a_page_and_leads_back(client, member, conversation):
    assertContains(client.get(form(conversation)), 'value="Where is it?"')
    response = client.post(form(conversation), {"title": "The lost parcel"})
    assertRedirects(response, detail(conversation))


def test_what_was_typed_stays_beside_what_is_wrong_with_it(client, member, conversation):
    response = client.post(form(conversation), {"title": "x" * 256}, headers=HTMX)
    assertContains(response, f'value="{"x" * 256}"')
    assertContains(response, 'aria-invalid="true"')
    assert stored(conversation).title == "Where is it?"


@pytest.mark.parametrize("wrong", ["a\0b", "x" * 256])
def test_a_title_that_does_not_fit_is_refused(client, member, conversation, wrong):
    response = client.post(form(conversation), {"title": wrong}, headers=HTMX)
    assert response.context["title_form"].errors


def test_a_persons_title_is_told_as_theirs_and_has_a_way_back(client, member, conversation):
    assertNotContains(client.get(detail(conversation)), "Give back")
    saved = client.post(form(conversation), {"title": "Mine"}, headers=HTMX)
    assertContains(saved, "The title was given by a person.")
    assertContains(saved, "Give back")
    back = client.post(form(conversation), {"title": ["Mine again", ""]}, headers=HTMX)
    assertNotContains(back, "given by a person")
    assert stored(conversation).title == "Where is it?"


def test_an_emptied_title_becomes_the_one_before(client, member, conversation):
    client.post(form(conversation), {"title": "Mine"})
    client.post(form(conversation), {"title": ""})
    assert stored(conversation).title == "Where is it?"


def test_a_viewer_sees_no_form_and_may_not_rename(client, member, conversation):
    member.role = Role.VIEWER
    with within(member.organization):
        member.save()
    assertNotContains(client.get(detail(conversation)), "Edit title")
    assert client.post(form(conversation), {"title": "Mine"}).status_code == 403
    assert stored(conversation).title == "Where is it?"
