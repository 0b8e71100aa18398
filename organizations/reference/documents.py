"""The two OpenAPI documents: Roark's API, and everything else. They are public."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from django.urls import URLPattern, get_resolver

from organizations.access import API_PERMISSIONS
from web.api import ApiView
from web.openapi.document import Endpoint, build, endpoints_of
from web.openapi.shapes import words

COMMON = """
Times are ISO 8601. Sent without an offset they are UTC; answered they are UTC with `Z`, with six
digits of a second's fraction or none. Ids are UUIDs, in any case when sent. Text holds no U+0000.

Bodies and answers are JSON, whatever `Content-Type` and `Accept` say. Types are strict: `"42"` is
no number and `1` no boolean, but `42.0` is a whole number. What is not named here, in a body or a
query, is ignored. Paths have no slash at the end. Other methods than those told here get 405.
"""
ROARK = f"""
Roark's API, version 1: chats and calls as its published clients send and read them.

A key goes as `Authorization: Bearer <key>`. It belongs to one project and sees nothing else: things
of other projects answer 404. What was asked for stands in `data`, where a list's page stands in
`pagination`, and what is wrong in `error`.
{COMMON}"""
REST = f"""
What is served below `/api/`: two APIs.

**ChatLogger's**, version 1, below `/api/v1/`, as its published clients send it: finished chats with
their title, tags and metadata, but without what was said. A key goes as
`x-organization-api-key: <key>`. What is wrong is a flat map of strings.

**Parley's own**, version 1, below `/api/parley/v1/`: what people and programs think of the
conversations that came by any of the APIs. Tags and score configs belong to the organization;
taggings, notes and scores sit on a conversation, on one of its turns, on a part of that turn's
text or on a part of the recording. An insight is a title and a summary that a generator wrote,
each sentence with the turns that it rests on. It follows the rules of Roark's API: a key goes as
`Authorization: Bearer <key>` and sees the conversations of its project; what was asked for stands
in `data`, a list's page in `pagination`, what is wrong in `error`. A `POST` may bring an `id` made
by you: sent again, it is answered with what is there and makes no second one.
{COMMON}"""


@dataclass(frozen=True)
class Api:
    """One document: where it stands, and the routes that it tells of."""

    name: str
    title: str
    text: str
    path: str

    def holds(self, route: str) -> bool:
        return route.startswith("/api/") == self.path.startswith("/api/")


APIS = {
    "roark": Api("roark", "Roark’s API", ROARK, "/v1/openapi.json"),
    "rest": Api("rest", "ChatLogger’s API and Parley’s own", REST, "/api/openapi.json"),
}


def api_views(patterns=None) -> Iterator[type[ApiView]]:
    """The views of all the APIs, in the order of their addresses in the URLconf."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if not isinstance(entry, URLPattern):
            yield from api_views(entry.url_patterns)
        elif issubclass(getattr(entry.callback, "cls", object), ApiView):
            yield entry.callback.cls


def endpoints(api: Api) -> list[Endpoint]:
    views = [view for view in api_views() if api.holds(view.route)]
    return endpoints_of(views, API_PERMISSIONS)


@cache
def document(name: str) -> dict[str, Any]:
    """The document of an API; made once a process."""
    api = APIS[name]
    return build(api.title, words(api.text), endpoints(api))


@cache
def published(name: str) -> tuple[bytes, str]:
    """The document's bytes, the same from every process, and their ETag."""
    text = json.dumps(document(name), ensure_ascii=False, indent=1)
    body = f"{text}\n".encode()
    return body, f'"{sha256(body).hexdigest()[:32]}"'
