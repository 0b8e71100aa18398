"""Who takes part in conversations that arrive together, stored in so many statements as for one."""

from conversations import agents, customers
from conversations.models import Conversation, Participant
from conversations.new import NewAgent, NewConversation, NewCustomer, NewTool, NewTurn

AGENT, CUSTOMER = Participant.Role.AGENT, Participant.Role.CUSTOMER


class Parties:
    """Who takes part in one conversation: those listed, then those that only a turn names."""

    def __init__(self, conversation: Conversation):
        self.conversation = conversation
        self.agents: dict[tuple, Participant] = {}
        self.customers: dict[NewCustomer, Participant] = {}
        self.all: list[Participant] = []
        self.joined: list[Participant] = []

    def fill(self, agents_found, endpoints, listed, customers_found, asking):
        prompts = {agents.key(new): new.prompt for new in reversed(listed) if new.prompt}
        rows = {}  # two names of one agent are one participant
        for k, agent in agents_found.items():
            row = rows.setdefault(agent.pk, self._row(AGENT, agent=agent))
            row.endpoint = row.endpoint or endpoints.get(k)
            row.prompt = row.prompt or prompts.get(k)
            self.agents[k] = row
        for new in dict.fromkeys(asking):
            known = customers_found.get(customers.key(new))
            self.customers[new] = self._row(
                CUSTOMER, customer=known, phone=new.phone, label=new.label
            )
        self.all = [*rows.values(), *self.customers.values()]
        for number, participant in enumerate(self.all, 1):
            participant.number = number

    def _row(self, role, **columns):
        return Participant(
            organization=self.conversation.organization,
            conversation=self.conversation,
            role=role,
            **columns,
        )

    def joining(self, role, **columns) -> Participant:
        """The one who takes part already, or a new one."""
        new = self._row(role, number=len(self.all) + 1, **columns)
        same = (p for p in self.all if p.role == role and _is(p) == _is(new))
        present = next(same, None)
        if present is None:
            self.all.append(new)
            self.joined.append(new)
        return present or new

    def speaker(self, part: NewTurn | NewTool, role) -> Participant | None:
        """Who said or did it: the one it names, else the only one of the role, else unknown."""
        if role == AGENT and part.agent:
            return self.agents[agents.key(NewAgent(part.agent))]
        if role == CUSTOMER and part.customer:
            return self.customers[part.customer]
        of_role = [p for p in self.all if p.role == role]
        return of_role[0] if len(of_role) == 1 else None


def _is(participant):
    """What tells the participants of one conversation apart."""
    return participant.agent_id or (participant.phone, participant.label)


def take_part(conversations: list[Conversation], news: list[NewConversation]) -> list[Parties]:
    """Store the participants of conversations of one project, and whom they are."""
    project = conversations[0].project
    listed = [_listed(new) for new in news]
    asking = [_asking(new) for new in news]
    agents_found = agents.agents_of(project, listed)
    endpoints = agents.endpoints_of(agents_found, listed)
    everybody = [customer for of_one in asking for customer in of_one]
    customers_found = customers.customers_of(project.organization, everybody)
    found = [Parties(conversation) for conversation in conversations]
    for n, parties in enumerate(found):
        parties.fill(agents_found[n], endpoints[n], listed[n], customers_found, asking[n])
    Participant.objects.bulk_create(row for parties in found for row in parties.all)
    return found


def _listed(new):
    parts = (*new.turns, *new.tools)
    return [*new.agents, *(NewAgent(part.agent) for part in parts if part.agent)]


def _asking(new):
    return [*new.customers, *(turn.customer for turn in new.turns if turn.customer)]


def join(conversation: Conversation, turns: list[NewTurn], tools: list[NewTool]) -> Parties:
    """The parties of a stored conversation to which more comes; who is new there joins it.

    They come back with those who joined, in their order, as joined.
    """
    rows = Participant.objects.of(conversation.organization).filter(conversation=conversation)
    parties = Parties(conversation)
    parties.all = list(rows.order_by("number"))
    conversation.project.organization = conversation.organization
    named = [NewAgent(part.agent) for part in (*turns, *tools) if part.agent]
    [found] = agents.agents_of(conversation.project, [named])
    for k, agent in found.items():
        parties.agents[k] = parties.joining(AGENT, agent=agent)
    asking = dict.fromkeys(turn.customer for turn in turns if turn.customer)
    customers_found = customers.customers_of(conversation.organization, list(asking))
    for new in asking:
        known = customers_found.get(customers.key(new))
        parties.customers[new] = parties.joining(
            CUSTOMER, customer=known, phone=new.phone, label=new.label
        )
    Participant.objects.bulk_create(parties.joined)
    return parties
