"""Version 1 of Roark's API: /v1/agent (contract 1.17). Frozen."""

from contextlib import contextmanager
from functools import reduce
from operator import and_, or_

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from pydantic.alias_generators import to_camel

from conversations import register
from conversations.models import Agent, AgentEndpoint
from conversations.register import Taken, Undialable
from conversations.wire.roark_v1 import NAME, conflict, path_id
from organizations.tenancy import within
from organizations.wire.roark_v1 import RoarkView, pagination_out
from web import keyset, query
from web.answers import Out, Time, Uuid
from web.api import at, read
from web.faults import invalid_field, not_found
from web.fields import PARTIAL, Wire, WireText
from web.openapi.describe import describe, many, one
from web.values import wire_time

NEWEST_FIRST = keyset.Sort("createdAt", "created_at", "time")
QUERY = (
    query.limit_parameter(),
    query.cursor_parameter(),
    query.words_parameter("searchText", "the name, the description or one of the ids"),
)
SEARCHED = ("name", "custom_id", "description", "id_text", "roark_id_text")


class AgentCreateIn(Wire):
    """An agent to register."""

    name: NAME
    custom_id: NAME | None = None
    """Your own id of the agent. A second agent with it is refused with 409."""
    description: WireText() | None = None


class AgentBuildIn(Wire):
    """An agent of whom is told what it is for."""

    name: NAME
    job_description: WireText(1)
    """Kept as its description."""
    voice: WireText() | None = None
    """Not kept."""


class AgentUpdateIn(Wire):
    """What is absent stays as it is."""

    model_config = PARTIAL

    name: NAME = ""
    description: WireText() | None = None


class AgentOut(Out):
    """An agent."""

    id: Uuid
    """The `roarkId` that it was first sent with, or one of ours."""
    name: str
    customId: str | None
    description: str | None
    createdAt: Time
    updatedAt: Time


def agent_out(agent: Agent) -> AgentOut:
    return {
        "id": str(agent.wire_id),
        "name": agent.name,
        "customId": agent.custom_id,
        "description": agent.description,
        "createdAt": wire_time(agent.created_at),
        "updatedAt": wire_time(agent.updated_at),
    }


def matching(rows, words: list[str], columns: tuple[str, ...]):
    """The rows in which each word occurs, in one of these columns and in any case."""
    found = (reduce(or_, (Q(**{f"{c}__icontains": word}) for c in columns)) for word in words)
    return rows.filter(reduce(and_, found, Q()))


@contextmanager
def told():
    """Tell the caller what the register objects to."""
    try:
        yield
    except Agent.DoesNotExist:
        raise not_found("agent") from None
    except AgentEndpoint.DoesNotExist:
        raise not_found("agent endpoint") from None
    except Taken as error:
        raise conflict(f"{error.field}_taken", to_camel(error.field), str(error)) from None
    except Undialable as error:
        raise invalid_field("outboundDialHttpRequestDefinitionId", str(error)) from None


class AgentsView(RoarkView):
    route = "/v1/agent"
    resource = "Agents"

    @describe("Create an agent", takes=AgentCreateIn, gives=one(AgentOut), status=201, faults=[409])
    def post(self, request):
        sent = read(AgentCreateIn, request)
        with told():
            agent = register.add_agent(request.auth.project, **sent.model_dump())
        return self.answer({"data": agent_out(agent)}, 201)

    @describe("List agents", gives=many(AgentOut), query=QUERY)
    def get(self, request):
        """The agents of the key's project, the newest first."""
        limit, words = query.limit(request.GET), query.words(request.GET, "searchText")
        project = request.auth.project
        with within(project.organization):
            rows = matching(register.agents_of(project).annotate(**ids_as_text()), words, SEARCHED)
            page = page_of(rows, request.GET.get("after"), limit)
            pagination = pagination_out(rows.count(), page.next)
        data = [agent_out(agent) for agent in page.rows]
        return self.answer({"data": data, "pagination": pagination})


def ids_as_text():
    return {f"{id}_text": Cast(id, TextField()) for id in ("id", "roark_id")}


def page_of(rows, after: str | None, limit: int) -> keyset.Page:
    try:
        return keyset.page(rows, NEWEST_FIRST, True, after, limit)
    except keyset.BadCursor as error:
        raise invalid_field("after", str(error)) from None


class AgentBuildView(RoarkView):
    route = "/v1/agent/build"
    resource = "Agents"

    @describe("Build an agent", takes=AgentBuildIn, gives=one(AgentOut), status=201, faults=[409])
    def post(self, request):
        """Register an agent by what it is for. Nothing is hosted here: it answers nobody."""
        sent, project = read(AgentBuildIn, request), request.auth.project
        with told():
            agent = register.add_agent(project, sent.name, None, sent.job_description)
        return self.answer({"data": agent_out(agent)}, 201)


class AgentView(RoarkView):
    route = "/v1/agent/{id}"
    resource = "Agents"

    @describe("Get an agent", gives=one(AgentOut))
    def get(self, request, id):
        project = request.auth.project
        with within(project.organization), told():
            agent = register.agent_of(project, path_id(id, "agent"))
        return self.answer({"data": agent_out(agent)})

    @describe("Change an agent", takes=AgentUpdateIn, gives=one(AgentOut), faults=[409])
    def put(self, request, id):
        changes = read(AgentUpdateIn, request).model_dump(exclude_unset=True)
        with told():
            key = path_id(id, "agent")
            agent = register.change_agent(request.auth.project, key, request.auth, **changes)
        return self.answer({"data": agent_out(agent)})


urlpatterns = [at(AgentsView), at(AgentBuildView), at(AgentView)]
