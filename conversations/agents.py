"""Finding the agents of an arriving conversation, and making the new ones (contract 1.1, 5.6).

An agent is found by the caller's UUID, else by the caller's id, else by its exact name in the
project; who is found by none of them is made. Two arrivals may bring the same new agent at
once: the insert then leaves it to the other one, and a second look finds what that one made.
"""

from django.db.models import Q

from conversations.insert import insert_missing
from conversations.models import Agent, AgentEndpoint
from conversations.new import NewAgent, NewEndpoint


def key(new: NewAgent) -> tuple:
    """What tells the agents of one conversation apart."""
    ref = new.ref
    if ref.roark_id:
        return ("roark_id", ref.roark_id)
    if ref.custom_id:
        return ("custom_id", ref.custom_id)
    return ("name", new.name)


def agents_of(project, described: list[list[NewAgent]]) -> list[dict[tuple, Agent]]:
    """The agents of each conversation by their key(), the unknown ones made.

    Conversations are looked at in their order: an agent that one of them brings, or adds an id
    to, is known to the next. The statements don't grow with their number.
    """
    wanted = [_first_by_key(of_one) for of_one in described]
    if not any(wanted):
        return wanted
    while True:
        known = _look(project, wanted)
        stored = len(known)
        found = [_take(project, of_one, known) for of_one in wanted]
        made = sorted(known[stored:], key=_order)  # no ring of waiting writers
        if not made or len(insert_missing(Agent, made)) == len(made):
            _keep_learnt(known[:stored])
            return found
        # Another arrival has made one of them meanwhile: the next look finds it.


def _first_by_key(described):
    wanted = {}
    for new in described:
        wanted.setdefault(key(new), new)
    return wanted


def _look(project, wanted):
    """The stored agents that may be meant, the oldest first."""
    all_wanted = [new for of_one in wanted for new in of_one.values()]
    roark_ids = {new.ref.roark_id for new in all_wanted if new.ref.roark_id}
    custom_ids = {new.ref.custom_id for new in all_wanted if new.ref.custom_id}
    names = {new.name for new in all_wanted if new.name}
    return list(
        Agent.objects.of(project.organization)
        .filter(
            Q(roark_id__in=roark_ids)
            | Q(id__in=roark_ids)
            | Q(custom_id__in=custom_ids)
            | Q(name__in=names),
            project=project,
        )
        .order_by("id")
    )


def _take(project, wanted, known):
    """One conversation's agents by key; who is not among the known joins them."""
    found = {k: _match(new, known) for k, new in wanted.items()}
    for k, new in wanted.items():
        if found[k]:
            _complete(found[k], new)
        else:
            found[k] = _agent(project, new)
            known.append(found[k])
    return found


def _order(agent):
    return (str(agent.roark_id or ""), agent.custom_id or "", agent.name)


def _match(new, agents):
    ref = new.ref
    tests = []
    if ref.roark_id:
        tests += [lambda a: a.roark_id == ref.roark_id, lambda a: a.id == ref.roark_id]
    if ref.custom_id:
        tests += [lambda a: a.custom_id == ref.custom_id]
    if new.name and (ref.roark_id or ref.custom_id):
        # Of its name, but known by no id yet: it learns the id. One with another id is another.
        tests += [lambda a: a.name == new.name and not a.roark_id and not a.custom_id]
    elif new.name:
        tests += [lambda a: a.name == new.name]
    return next((a for test in tests for a in agents if test(a)), None)


def _agent(project, new):
    return Agent(
        organization=project.organization,
        project=project,
        roark_id=new.ref.roark_id,
        custom_id=new.ref.custom_id,
        name=new.name or placeholder(new),
        description=new.description,
    )


def placeholder(new: NewAgent) -> str:
    """The name of an agent of whom only an id is known."""
    return new.ref.custom_id or f"Agent {str(new.ref.roark_id)[:8]}"


def _complete(agent, new):
    """Let an agent who was known by name, or by id alone, learn what it lacked."""
    if new.ref.custom_id and not agent.custom_id and not new.ref.roark_id:
        agent.custom_id = new.ref.custom_id
        agent.has_learnt = True
    if new.name and agent.name == placeholder(new) and agent.name != new.name:
        agent.name = new.name
        agent.has_learnt = True


def _keep_learnt(agents):
    for agent in agents:
        if getattr(agent, "has_learnt", False):
            agent.save(update_fields=["custom_id", "name", "updated_at"])


def endpoints_of(
    agents: list[dict[tuple, Agent]], described: list[list[NewAgent]]
) -> list[dict[tuple, AgentEndpoint]]:
    """Where each conversation's agents were reached, by the agents' key(); new ones are made."""
    rows = {}

    def row(agent, endpoint):
        if (agent.pk, endpoint) not in rows:
            rows[agent.pk, endpoint] = _endpoint(agent, endpoint)
        return rows[agent.pk, endpoint]

    asked = [{key(new): new.endpoint for new in of_one if new.endpoint} for of_one in described]
    return [
        {k: row(found[k], endpoint) for k, endpoint in of_one.items()}
        for found, of_one in zip(agents, asked, strict=True)
    ]


def _endpoint(agent, new: NewEndpoint):
    known = AgentEndpoint.objects.of(agent.organization).filter(agent=agent)
    if new.id:
        found = known.filter(id=new.id).first()
        # An id that nobody knows still says that there was one (contract 5.6, by analogy).
        new = NewEndpoint(type="UNKNOWN", value=str(new.id))
        if found:
            return found
    row = AgentEndpoint(
        organization=agent.organization,
        agent=agent,
        type=known_type(new.type),
        value=new.value,
        direction=new.direction or AgentEndpoint.Direction.BOTH,
    )
    found = known.filter(type=row.type, value=row.value).first()
    if found or row.pk in insert_missing(AgentEndpoint, [row]):
        return found or row
    return known.get(type=row.type, value=row.value)


def known_type(told: str | None) -> str:
    """An endpoint's type; the published ones in any case are the same (phone is PHONE)."""
    upper = (told or AgentEndpoint.Type.PHONE).upper()
    return upper if upper in AgentEndpoint.Type else told
