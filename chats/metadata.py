"""ChatLogger's known metadata: where each is kept (contract 4.5 g).

A known one stands in a typed column alone, of the conversation or of its ChatDetails; unknown
ones are the chat's properties.
"""

from conversations.models import Conversation

OF_CONVERSATION = {
    "language_code": "language",
    "sentiment": "sentiment",
    "user_rating": "rating",
    "is_escalated": "is_escalated",
    "question_category": "category",
    "is_forwarded_to_hr": "is_forwarded",
    "token_count": "token_count",
    "avg_response_time": "response_time",
}
OF_DETAILS = ("country_code", "ip_address", "session_id", "transcript_link")
ABOUT = ("country_code", "ip_address", "transcript_link")


def known_of(chat: Conversation) -> dict:
    """The known metadata of a chat, by their names; none of a chat that didn't come with any."""
    details = getattr(chat, "chat_details", None)
    if details is None:
        return {}
    known = {name: getattr(chat, column) for name, column in OF_CONVERSATION.items()}
    return known | {name: getattr(details, name) for name in OF_DETAILS}


def merged(chat: Conversation) -> dict:
    """The properties of a chat as one object, known and unknown ones."""
    return known_of(chat) | chat.properties


def about(chat: Conversation) -> tuple[str, ...]:
    """Words of the known metadata that search finds a chat by, beside those of its columns."""
    known = known_of(chat)
    return tuple(known[name] for name in ABOUT if name in known)
