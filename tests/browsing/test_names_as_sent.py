from pytest_django.asserts import assertContains

from conversations.new import NewTool
from tests.talk import chat


def test_what_is_named_items_is_shown_like_anything_else(client, member, project):
    tool = NewTool("refund", {"items": ["milk", "eggs"]}, {"keys": 2}, 0)
    conversation = chat(project, "Hello", tools=(tool,), properties={"items": "two things"})
    response = client.get(f"/o/acme/chats/{conversation.pk}/")
    assertContains(response, "milk")
    assertContains(response, "two things")
