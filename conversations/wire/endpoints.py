"""Version 1 of Roark's API: /v1/agent/endpoint (contract 1.17). Frozen."""

from typing import Literal

from django.db.models import TextField
from django.db.models.functions import Cast
from pydantic import ConfigDict

from conversations import register
from conversations.models import AgentEndpoint
from conversations.wire.agents import matching, told
from conversations.wire.roark_v1 import path_id
from organizations.tenancy import within
from organizations.wire.roark_v1 import RoarkView, pagination_out
from web import query
from web.answers import Out, Time, Uuid
from web.api import at, read
from web.fields import PARTIAL, Wire, WirePhone, WireText, WireUuid
from web.openapi.describe import describe, many, one
from web.values import wire_time

Direction = Literal["INCOMING", "OUTGOING", "INCOMING_AND_OUTGOING"]
Dial = Literal["NONE", "HTTP_REQUEST"]
Type = Literal[
    "PHONE",
    "WEBSOCKET",
    "LIVEKIT",
    "SMALL_WEBRTC",
    "ELEVENLABS_WS",
    "KORE",
    "GOOGLE_CES",
    "DAILY",
]
ENVIRONMENT = WireText(1, 64)
DEFINITION = WireText(1, 255)
MOST = 50  # a page
QUERY = (
    query.limit_parameter(at_most=MOST),
    # An id and no cursor, as Roark's SDK documents it
    query.identifier_parameter("after", "`nextCursor` of the page before: an endpoint's id."),
    query.identifier_parameter("agentId", "Only those of this agent."),
    query.words_parameter("searchText", "the id, the value, the environment or the agent's name"),
)
SEARCHED = ("value", "environment", "agent__name", "id_text")


BY_HTTP = {"properties": {"outboundDialType": {"const": "HTTP_REQUEST"}}}
ITS_DEFINITION = {"outboundDialHttpRequestDefinitionId": {"type": "string"}}


class AgentEndpointCreateIn(Wire):
    """A phone number of an agent, to register."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {**BY_HTTP, "required": ["outboundDialType"]},
            "then": {"properties": ITS_DEFINITION, "required": [*ITS_DEFINITION]},
        }
    )

    agent_id: WireUuid
    value: WirePhone
    """In E.164 form."""
    direction: Direction
    environment: ENVIRONMENT = "production"
    outbound_dial_type: Dial = "NONE"
    outbound_dial_http_request_definition_id: DEFINITION | None = None


class AgentEndpointUpdateIn(Wire):
    """What is absent stays as it is."""

    model_config = PARTIAL

    environment: ENVIRONMENT = ""
    outbound_dial_type: Dial = "NONE"
    outbound_dial_http_request_definition_id: DEFINITION | None = None


def columns_of(sent: Wire, **options) -> dict:
    columns = sent.model_dump(**options)
    if "outbound_dial_http_request_definition_id" in columns:
        id = columns.pop("outbound_dial_http_request_definition_id")
        columns["outbound_dial_definition_id"] = id
    return columns


class AgentEndpointOut(Out):
    """Where an agent can be reached."""

    id: Uuid
    agentId: Uuid
    type: Type
    value: str
    direction: Direction
    environment: str
    outboundDialType: Dial
    outboundDialHttpRequestDefinitionId: str | None
    createdAt: Time
    updatedAt: Time


def endpoint_out(endpoint: AgentEndpoint) -> AgentEndpointOut:
    return {
        "id": str(endpoint.pk),
        "agentId": str(endpoint.agent.wire_id),
        "type": type_out(endpoint),
        "value": endpoint.value,
        "direction": endpoint.direction,
        "environment": endpoint.environment,
        "outboundDialType": endpoint.outbound_dial_type,
        "outboundDialHttpRequestDefinitionId": endpoint.outbound_dial_definition_id,
        "createdAt": wire_time(endpoint.created_at),
        "updatedAt": wire_time(endpoint.updated_at),
    }


def type_out(endpoint: AgentEndpoint) -> Type:
    """One of the published types, also of an endpoint whose caller told another: the likelier."""
    if endpoint.type in AgentEndpoint.Type:
        return endpoint.type
    return "WEBSOCKET" if endpoint.value.lower().startswith(("ws:", "wss:")) else "PHONE"


class AgentEndpointsView(RoarkView):
    route = "/v1/agent/endpoint"
    resource = "Agents"

    @describe(
        "Create an agent endpoint",
        takes=AgentEndpointCreateIn,
        gives=one(AgentEndpointOut),
        status=201,
        faults=[404, 409],
    )
    def post(self, request):
        columns = columns_of(read(AgentEndpointCreateIn, request))
        with told():
            endpoint = register.add_endpoint(request.auth.project, **columns)
        return self.answer({"data": endpoint_out(endpoint)}, 201)

    @describe("List agent endpoints", gives=many(AgentEndpointOut), query=QUERY)
    def get(self, request):
        """The endpoints of the project's agents, the newest first."""
        limit, after = (
            query.limit(request.GET, at_most=MOST),
            query.identifier(request.GET, "after"),
        )
        project = request.auth.project
        with within(project.organization):
            rows = endpoints_like(project, request.GET)
            beyond = rows.filter(pk__lt=after) if after else rows
            found = list(beyond.order_by("-pk")[: limit + 1])
            total = rows.count()
        shown = found[:limit]
        next_cursor = str(shown[-1].pk) if len(found) > limit else None
        data = [endpoint_out(endpoint) for endpoint in shown]
        return self.answer({"data": data, "pagination": pagination_out(total, next_cursor)})


def endpoints_like(project, params):
    agent, words = query.identifier(params, "agentId"), query.words(params, "searchText")
    rows = register.endpoints_of(project).annotate(id_text=Cast("id", TextField()))
    rows = rows.filter(register.known_as(agent, "agent__")) if agent else rows
    return matching(rows, words, SEARCHED)


class AgentEndpointView(RoarkView):
    route = "/v1/agent/endpoint/{id}"
    resource = "Agents"

    @describe("Get an agent endpoint", gives=one(AgentEndpointOut))
    def get(self, request, id):
        project = request.auth.project
        with within(project.organization), told():
            endpoint = register.endpoints_of(project).get(pk=path_id(id, "agent endpoint"))
        return self.answer({"data": endpoint_out(endpoint)})

    @describe("Change an agent endpoint", takes=AgentEndpointUpdateIn, gives=one(AgentEndpointOut))
    def put(self, request, id):
        changes = columns_of(read(AgentEndpointUpdateIn, request), exclude_unset=True)
        key = path_id(id, "agent endpoint")
        with told():
            endpoint = register.change_endpoint(request.auth.project, key, **changes)
        return self.answer({"data": endpoint_out(endpoint)})


urlpatterns = [at(AgentEndpointsView), at(AgentEndpointView)]
