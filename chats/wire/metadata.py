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
}
OF_DETAILS = (
    "avg_response_time",
    "country_code",
    "ip_address",
    "is_forwarded_to_hr",
    "session_id",
    "token_count",
    "transcript_link",
)


def merged(chat: Conversation) -> dict:
    """The properties of a chat as one object, known and unknown ones."""
    details = getattr(chat, "chat_details", None)
    if details is None:
        return chat.properties
    known = {name: getattr(chat, column) for name, column in OF_CONVERSATION.items()}
    known |= {name: getattr(details, name) for name in OF_DETAILS}
    return known | chat.properties
