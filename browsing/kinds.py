"""What the pages of chats and of calls call their own."""

from conversations.models import Kind


def words_of_kind(one):
    """The word in both numbers, and the names of the kind's URLs."""
    urls = {name: f"{one}_{name}" for name in ("list", "detail", "filters", "news", "json")}
    return {"one": one, "many": f"{one}s", **urls}


WORDS = {Kind.CHAT: words_of_kind("chat"), Kind.CALL: words_of_kind("call")}
