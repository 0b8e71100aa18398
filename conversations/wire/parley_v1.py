"""Version 1 of Parley's own API: what its endpoints share.

Roark's conventions (contract 1.0): envelope, cursors, faults, Bearer.
"""

from collections.abc import Mapping
from typing import Any

from conversations.models import Conversation
from conversations.wire.roark_v1 import find
from organizations.actors import Actor
from organizations.tenancy import within
from organizations.wire.roark_v1 import pagination_out
from web import keyset, query
from web.api import ApiView
from web.faults import invalid_field

NEWEST_FIRST = keyset.Sort("createdAt", "created_at", "time", key="public_id")
PAGE = (query.limit_parameter(), query.cursor_parameter())


class ParleyView(ApiView):
    """An endpoint of Parley's own API. request.auth is the key, which is also the author."""

    in_route: Mapping[str, dict[str, Any]] = {}

    def by(self) -> Actor:
        return Actor(api_key=self.request.auth)

    def organization(self):
        return self.request.auth.organization

    def conversation(self, id: str) -> Conversation:
        """A conversation of the key's project; 404 for any other."""
        project = self.request.auth.project
        rows = Conversation.objects.of(project.organization).filter(project=project)
        with within(project.organization):
            conversation = find(rows, id, "conversation")
        conversation.organization = project.organization
        return conversation

    def page(self, rows, out) -> Any:
        """The answer with a page of these rows, the newest first; each as out() tells it."""
        limit, after = query.limit(self.request.GET), self.request.GET.get("after")
        with within(self.organization()):
            try:
                page = keyset.page(rows, NEWEST_FIRST, True, after, limit)
            except keyset.BadCursor as error:
                raise invalid_field("after", str(error)) from None
            data = [out(row) for row in page.rows]
            pagination = pagination_out(rows.count(), page.next)
        return self.answer({"data": data, "pagination": pagination})
