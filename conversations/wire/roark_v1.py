"""Version 1 of Roark's API: the shapes that chats and calls share. Frozen."""

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Prefetch
from pydantic import model_validator

from conversations.models import Conversation, Participant
from conversations.new import AgentRef, Duplicate, NewAgent, NewCustomer
from organizations.models import Organization
from organizations.wire.roark_v1 import path_id
from web.answers import Out, Phone
from web.faults import Fault, not_found
from web.fields import (
    Wire,
    WireList,
    WireObject,
    WirePhone,
    WireResult,
    WireText,
    WireUuid,
    fault,
    refuse,
)

NAME = WireText(1, 255)
LANGUAGE = WireText(0, 64)


class AgentRefIn(Wire):
    """Which of the agents spoke or acted."""

    roark_id: WireUuid | None = None
    custom_id: NAME | None = None
    """Your own id of the agent."""

    def to_domain(self) -> AgentRef | None:
        if self.roark_id or self.custom_id:
            return AgentRef(self.roark_id, self.custom_id)
        return None


class PromptIn(Wire):
    """What an agent was told to do."""

    resolved_prompt: WireText() | None = None
    """The prompt as it was used, with its gaps filled."""


class AgentIn(Wire):
    """An agent who took part: an existing one by id, or one to find or make.

    It needs a `roarkId`, a `customId` or a `name`.
    """

    roark_id: WireUuid | None = None
    """The id of an agent. With one that nobody has, an agent is made that goes by it."""
    custom_id: NAME | None = None
    """Your own id of the agent."""
    name: NAME | None = None
    description: WireText() | None = None
    prompt: PromptIn | None = None

    @model_validator(mode="after")
    def is_identified(self):
        if not (self.roark_id or self.custom_id or self.name):
            refuse(fault(message="An agent needs a roarkId, a customId or a name"))
        return self

    def to_domain(self) -> NewAgent:
        return NewAgent(
            ref=AgentRef(self.roark_id, self.custom_id),
            name=self.name,
            description=self.description,
            prompt=self.prompt and self.prompt.resolved_prompt,
        )


class CustomerIn(Wire):
    """A customer who took part."""

    phone_number_e164: WirePhone | None = None
    """In E.164 form."""
    label: WireText(0, 255) | None = None
    """What you know them by."""

    def to_domain(self) -> NewCustomer:
        return NewCustomer(self.phone_number_e164, self.label)


class ToolIn(Wire):
    """A tool invocation, but for its times: chats have timestamps, calls offsets."""

    name: WireText(0, 255)
    parameters: WireObject
    """What the tool was called with."""
    result: WireResult
    description: WireText() | None = None
    agent: AgentRefIn | None = None

    def told(self) -> dict:
        return {
            "name": self.name,
            "parameters": self.parameters,
            "result": self.result,
            "description": self.description,
            "agent": self.agent and self.agent.to_domain(),
        }


class PartiesIn(Wire):
    """Who took part. The singular and the plural form may come together (contract 5.5)."""

    agent: AgentIn | None = None
    """The agent, where there was one. May come together with `agents`."""
    agents: WireList(AgentIn) | None = None
    customer: CustomerIn | None = None
    """The customer, where there was one. May come together with `customers`."""
    customers: WireList(CustomerIn) | None = None

    def parties(self) -> dict:
        return {
            "agents": to_domain(self.agent, *(self.agents or ())),
            "customers": to_domain(self.customer, *(self.customers or ())),
        }


def to_domain(*shapes: Wire | None) -> tuple:
    """Those that were sent; storing drops the doubles."""
    return tuple(shape.to_domain() for shape in shapes if shape)


def participants_of(organization: Organization) -> Prefetch:
    """The participants of conversations in their order, as took_part; one statement."""
    participants = Participant.objects.of(organization).select_related("agent", "endpoint")
    return Prefetch("participants", participants.order_by("number"), to_attr="took_part")


def agents_in(conversation: Conversation) -> list[Participant]:
    return [p for p in conversation.took_part if p.role == Participant.Role.AGENT]


class CustomerOut(Out):
    """A customer who took part."""

    phoneNumberE164: Phone | None
    label: str | None


def customers_out(conversation: Conversation) -> list[CustomerOut]:
    return [
        {"phoneNumberE164": participant.phone, "label": participant.label}
        for participant in conversation.took_part
        if participant.role == Participant.Role.CUSTOMER
    ]


def find(rows, id: str, what: str):
    """The one of these rows that a path names; 404 if there is none."""
    try:
        return rows.get(pk=path_id(id, what))
    except ObjectDoesNotExist:
        raise not_found(what) from None


def taken(duplicate: Duplicate) -> Fault:
    return conflict("external_id_taken", "externalId", str(duplicate))


def conflict(code: str, path: str, message: str) -> Fault:
    """409, which the SDK would repeat twice if it weren't told not to (contract 2.3)."""
    details = [{"path": path, "message": message}]
    return Fault(409, code, message, details, headers={"x-should-retry": "false"})
