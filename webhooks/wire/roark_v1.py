"""Version 1 of Roark's API: /v1/webhook (contract 1.16). Frozen."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, PlainValidator, WithJsonSchema

from organizations.tenancy import within
from organizations.wire.roark_v1 import RoarkView, pagination_out, path_id
from web import query
from web.answers import Out, Time, Uuid, example
from web.api import at, read
from web.faults import not_found
from web.fields import Wire, WireList, WireText
from web.openapi.describe import describe, many, one
from web.values import wire_time
from webhooks import endpoints
from webhooks.events import NAMES
from webhooks.models import LONGEST_URL, Webhook
from webhooks.target import LONGEST_HEADER, MOST_HEADERS, NAME, VALUE, fit_headers, fit_url

FEW, MOST = 20, 50
QUERY = (
    query.limit_parameter(FEW, MOST),
    query.identifier_parameter("after", "The id of the last webhook of the page before."),
)
EVENT = Literal[*NAMES]
URL = Annotated[
    WireText(),
    AfterValidator(fit_url),
    WithJsonSchema({"type": "string", "format": "uri", "maxLength": LONGEST_URL}),
]


def parse_headers(value: object) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise ValueError("Input should be an object of strings")
    return fit_headers(value)


HEADERS = Annotated[
    dict[str, str],
    PlainValidator(parse_headers),
    WithJsonSchema(
        {
            "type": "object",
            "maxProperties": MOST_HEADERS,
            "propertyNames": {"pattern": f"^{NAME.pattern}$"},
            "additionalProperties": {
                "type": "string",
                "maxLength": LONGEST_HEADER,
                "pattern": f"^{VALUE.pattern}$",
            },
            "examples": [{"Authorization": "Bearer 4d1f"}],
        }
    ),
]


class WebhookCreateIn(Wire):
    """A server that is to be told of what happens in the key's project."""

    model_config = example(
        {"url": "https://hooks.example.com/parley", "events": ["CHAT_ANALYSIS_COMPLETED"]}
    )

    url: URL
    """`http` or `https`. Private, loopback and link-local addresses are refused, here or when a
    delivery is made; redirects are not followed."""
    events: Annotated[WireList(EVENT), Field(min_length=1)]
    description: WireText(0, 1000) | None = None
    headers: HEADERS = {}
    """Sent with each delivery, to authorize it for instance. `Host`, `Content-*`, `X-Roark-*` and
    headers of the connection can't be set."""


class WebhookOut(Out):
    """A webhook."""

    id: Uuid
    url: str
    events: list[EVENT]
    description: str | None
    headers: dict[str, str]
    createdAt: Time
    updatedAt: Time


class NewWebhookOut(WebhookOut):
    """A webhook, with what its deliveries are signed with."""

    signingSecret: str
    """Told here and never again. `X-Roark-Signature` is the HMAC-SHA256 of a delivery's body
    with it, in hexadecimal digits."""


class GoneOut(Out):
    success: Literal[True]


def webhook_out(webhook: Webhook) -> WebhookOut:
    return {
        "id": str(webhook.pk),
        "url": webhook.url,
        "events": webhook.events,
        "description": webhook.description,
        "headers": endpoints.readable_headers_of(webhook),
        "createdAt": wire_time(webhook.created_at),
        "updatedAt": wire_time(webhook.updated_at),
    }


def webhooks_of(project):
    return Webhook.objects.of(project.organization).filter(project=project)


class WebhooksView(RoarkView):
    route = "/v1/webhook"
    resource = "Webhooks"

    @describe("Create a webhook", takes=WebhookCreateIn, gives=one(NewWebhookOut), status=201)
    def post(self, request):
        """Every name of an event is taken. Sent are those of analyses, and of metrics that were
        collected; of simulations, evaluations and issues Parley has none."""
        sent = read(WebhookCreateIn, request)
        webhook, secret = endpoints.add(request.auth.project, request.auth, **sent.model_dump())
        answer = self.answer({"data": {**webhook_out(webhook), "signingSecret": secret}}, 201)
        answer.is_secret = True  # organizations.answers
        return answer

    @describe("List webhooks", gives=many(WebhookOut), query=QUERY)
    def get(self, request):
        """The webhooks of the key's project, the newest first."""
        limit, after = query.limit(request.GET, FEW, MOST), query.identifier(request.GET, "after")
        project = request.auth.project
        with within(project.organization):
            found = webhooks_of(project)
            older = found.filter(pk__lt=after) if after else found
            rows, total = list(older.newest_first()[: limit + 1]), found.count()
        next_cursor = str(rows[limit - 1].pk) if len(rows) > limit else None
        data = [webhook_out(webhook) for webhook in rows[:limit]]
        return self.answer({"data": data, "pagination": pagination_out(total, next_cursor)})


class WebhookView(RoarkView):
    route = "/v1/webhook/{id}"
    resource = "Webhooks"

    @describe("Get a webhook", gives=one(WebhookOut))
    def get(self, request, id):
        project = request.auth.project
        with within(project.organization):
            webhook = webhooks_of(project).filter(pk=path_id(id, "webhook")).first()
        if webhook is None:
            raise not_found("webhook")
        return self.answer({"data": webhook_out(webhook)})

    @describe("Delete a webhook", gives=one(GoneOut))
    def delete(self, request, id):
        """What waits to be delivered is dropped."""
        key, project = path_id(id, "webhook"), request.auth.project
        if not endpoints.delete(project.organization, key, request.auth, project):
            raise not_found("webhook")
        return self.answer({"data": {"success": True}})


urlpatterns = [at(WebhooksView), at(WebhookView)]
