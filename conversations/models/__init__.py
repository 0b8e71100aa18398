from conversations.models.conversation import (
    Conversation,
    Kind,
    NextVal,
    ReviewState,
    SummarySource,
    TitleSource,
)
from conversations.models.insight import Insight
from conversations.models.participants import Agent, AgentEndpoint, Customer, Participant
from conversations.models.property_type import PropertyType
from conversations.models.search import SearchRow, SearchTerm
from conversations.models.tally import Tally
from conversations.models.turns import ToolInvocation, Turn
from conversations.models.wording import Wording

__all__ = [
    "Agent",
    "AgentEndpoint",
    "Conversation",
    "Customer",
    "Insight",
    "Kind",
    "NextVal",
    "Participant",
    "PropertyType",
    "ReviewState",
    "SearchRow",
    "SearchTerm",
    "SummarySource",
    "Tally",
    "TitleSource",
    "ToolInvocation",
    "Turn",
    "Wording",
]
