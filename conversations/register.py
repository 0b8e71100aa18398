"""Registering agents, and where they are reached, before they speak; and changing them.

Arrivals find or make theirs by conversations.agents.
"""

from contextlib import contextmanager
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Q, QuerySet

from conversations.agent_names import follow
from conversations.models import Agent, AgentEndpoint
from organizations.models import ApiKey, Project
from organizations.tenancy import within

DIAL = AgentEndpoint.OutboundDial


class Taken(Exception):
    """Another one of the project has it. field is what they would share."""

    def __init__(self, field: str, message: str):
        super().__init__(message)
        self.field = field


class Undialable(Exception):
    """An endpoint that is to be dialled by an HTTP request, but by which?"""

    def __init__(self):
        super().__init__("Dialling by HTTP_REQUEST needs the id of the request's definition.")


SHARED = {  # constraint → what is shared
    "agent_custom_id_is_taken": ("custom_id", "Another agent has this custom id."),
    "agent_without_id_is_known_by_name": (
        "name",
        "Another agent without a custom id has this name.",
    ),
    "agent_endpoint_is_taken": ("value", "The agent has an endpoint of this value."),
}


@contextmanager
def _registering(project):
    """A transaction within the organization; Taken where the database says so."""
    try:
        with within(project.organization):
            yield
    except IntegrityError as error:
        constraint = error.__cause__.diag.constraint_name
        if constraint not in SHARED:
            raise
        raise Taken(*SHARED[constraint]) from error


def agents_of(project: Project) -> QuerySet[Agent]:
    return Agent.objects.of(project.organization).filter(project=project)


def endpoints_of(project: Project) -> QuerySet[AgentEndpoint]:
    """With their agents."""
    endpoints = AgentEndpoint.objects.of(project.organization).select_related("agent")
    return endpoints.filter(agent__project=project)


def known_as(id: UUID, agent: str = "") -> Q:
    """The agent of the caller's UUID or of ours; agent is the prefix of the way to it."""
    return Q(**{f"{agent}roark_id": id}) | Q(**{f"{agent}id": id})


def agent_of(project: Project, id: UUID) -> Agent:
    """The caller's UUID comes before ours, as in arrivals; Agent.DoesNotExist."""
    found = sorted(agents_of(project).filter(known_as(id)), key=lambda agent: agent.pk == id)
    if not found:
        raise Agent.DoesNotExist
    return found[0]


def add_agent(project: Project, name: str, custom_id: str | None, description: str | None) -> Agent:
    """Taken when the project has an agent of this custom id, or without one of this name."""
    with _registering(project):
        return Agent.objects.create(
            organization=project.organization,
            project=project,
            name=name,
            custom_id=custom_id,
            description=description,
        )


def change_agent(
    project: Project, id: UUID, by: ApiKey | None = None, **columns: str | None
) -> Agent:
    """Change its name or description; Agent.DoesNotExist, or Taken as add_agent says.

    By another name its conversations are found by that.
    """
    with _registering(project):
        agent = agent_of(project, id)
        agent.organization = project.organization
        before = agent.name
        _change(agent, columns)
        if agent.name != before:
            follow(agent, before, by)
        return agent


def add_endpoint(project: Project, agent_id: UUID, **columns: str | None) -> AgentEndpoint:
    """Of a phone; Agent.DoesNotExist, Undialable, or Taken when the agent has one of its value."""
    _refuse_undialable(columns)
    with _registering(project):
        agent = agent_of(project, agent_id)
        return AgentEndpoint.objects.create(
            organization=project.organization, agent=agent, **columns
        )


def change_endpoint(project: Project, id: UUID, **columns: str | None) -> AgentEndpoint:
    """Change its environment, or how it is dialled; AgentEndpoint.DoesNotExist, Undialable."""
    with _registering(project):
        endpoint = endpoints_of(project).select_for_update(of=["self"]).get(pk=id)
        _refuse_undialable(vars(endpoint) | columns)
        return _change(endpoint, columns)


def _refuse_undialable(columns):
    dials = columns.get("outbound_dial_type") == DIAL.HTTP_REQUEST
    if dials and columns.get("outbound_dial_definition_id") is None:
        raise Undialable


def _change(row, columns):
    for name, value in columns.items():
        setattr(row, name, value)
    if columns:
        row.save(update_fields=[*columns, "updated_at"])
    return row
