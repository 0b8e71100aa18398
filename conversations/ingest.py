"""Storing what arrives: conversations and all they said, whole or not at all.

The caller holds the transaction (ADR 0002). Statements are plain inserts, so that the
database decides on doubles; their number does not grow with the turns, nor with the
conversations that come together.
"""

from django.db import IntegrityError

from conversations import document
from conversations.insert import insert_all
from conversations.insights import due
from conversations.models import Conversation, Participant, ToolInvocation, Turn
from conversations.new import Duplicate, NewConversation
from conversations.parties import take_part
from conversations.said import details, provisional_title, said, tools_text, who
from conversations.totals import count
from organizations.models import Project

TAKEN = "conversation_external_id_is_taken"
AGENT = Participant.Role.AGENT


def save(project: Project, new: NewConversation) -> Conversation:
    """Store new; Duplicate when its external id is taken, and then the transaction must end.

    The conversation comes back with its participants in their order, as took_part.
    """
    try:
        [conversation] = save_many(project, [new])
    except IntegrityError as error:
        if TAKEN in str(error):
            raise Duplicate(new.external_id) from error
        raise
    return conversation


def save_many(project: Project, news: list[NewConversation]) -> list[Conversation]:
    """Store several of one project as save() does each, in the statements of one.

    IntegrityError when one of their external ids is taken, also by one another: then the
    transaction must end, and none of them is stored.
    """
    if not news:
        return []
    conversations = [_conversation(project, new) for new in news]
    Conversation.objects.bulk_create(conversations)
    parties = take_part(conversations, news)
    for conversation, of_one in zip(conversations, parties, strict=True):
        conversation.took_part = of_one.all
    arrived = list(zip(conversations, news, parties, strict=True))
    insert_all(Turn, [row for one in arrived for row in _turns(*one)])
    insert_all(ToolInvocation, [row for one in arrived for row in _tools(*one)])
    opened = [(one[0], _parts(*one), one[1].known) for one in arrived]
    document.open_rows(project.organization, opened)
    count(conversations)
    due.ask([conversation for conversation, new, _ in arrived if new.has_words])
    return conversations


def _conversation(project, new):
    return Conversation(
        organization=project.organization,
        project=project,
        kind=new.kind,
        external_id=new.external_id,
        trace_id=new.trace_id,
        started_at=new.started_at,
        ended_at=new.ended_at,
        duration_ms=new.duration_ms,
        title=new.title or provisional_title(new),
        title_source=new.title_source,
        language=new.language,
        sentiment=new.sentiment,
        rating=new.rating,
        is_escalated=new.is_escalated,
        category=new.category,
        is_forwarded=new.is_forwarded,
        token_count=new.token_count,
        response_time=new.response_time,
        properties=new.properties,
        turn_count=len(new.turns),
        **({"created_at": new.created_at, "updated_at": new.created_at} if new.created_at else {}),
    )


TURN = "role text start_ms end_ms started_at ended_at language payload".split()
TOOL = "name description parameters result start_ms end_ms started_at ended_at".split()


def _turns(conversation, new, parties):
    return [
        row_of(conversation, number, turn, TURN, parties.speaker(turn, turn.role))
        for number, turn in enumerate(new.turns, 1)
    ]


def _tools(conversation, new, parties):
    return [
        row_of(conversation, number, tool, TOOL, parties.speaker(tool, AGENT))
        for number, tool in enumerate(new.tools, 1)
    ]


def row_of(conversation, number, part, columns, speaker) -> dict:
    """A turn or a tool invocation, as insert_all takes it."""
    return {
        "organization_id": conversation.organization_id,
        "conversation_id": conversation.pk,
        "number": number,
        "participant_id": speaker and speaker.pk,
        **{column: getattr(part, column) for column in columns},
    }


def _parts(conversation, new, parties):
    """The parts of its search document that an arriving conversation has."""
    return {
        "said": said(new.turns),
        "about": conversation.title or "",
        "who": who(conversation, new.known_as, parties.all),
        "tools": tools_text(new.tools),
        "details": details(new, new.about),
    }
