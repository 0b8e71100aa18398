"""Version 1 of Roark's call API: its lists' query, its views, its URLs. Frozen."""

from dataclasses import replace
from typing import get_args

from django.http import QueryDict

from browsing.search import ID
from browsing.wire.roark_v1 import ListQuery, list_parameters, read_page
from calls.receive import receive_call
from calls.wire import changes, measures, properties
from calls.wire.call_in import CallIn
from calls.wire.call_out import (
    CallOut,
    CallTranscriptOut,
    CreatedCallOut,
    Source,
    call_out,
    call_transcript_out,
    calls_of,
    created_call_out,
)
from conversations.models import Kind
from conversations.new import Duplicate
from conversations.wire.changes import AddedOut, DeletedOut, delete_one
from conversations.wire.roark_v1 import find, path_id, taken
from organizations.access import granted
from organizations.tenancy import within
from organizations.wire.roark_v1 import RoarkView
from web import query
from web.api import at, read
from web.keyset import Sort
from web.openapi.describe import describe, many, one

SORTS = {
    "createdAt": Sort("createdAt", "created_at", "time"),
    "startedAt": Sort("startedAt", "started_at", "time"),
    "endedAt": Sort("endedAt", "ended_at", "time", nullable=True),
    "duration": Sort("duration", "duration_ms", "number", nullable=True),
    "title": Sort("title", "title_key", "text", nullable=True),
    "status": Sort("status", "status", "text"),
}
STATUSES = {name: name for name in ("RINGING", "IN_PROGRESS", "ENDED")}
SOURCES = {name: name for name in get_args(Source)}
EITHER = {"true": True, "false": False}
SEARCHED = (ID, "said", "about")  # unlike a chat's, without its notes (contract 1.6)


def read_query(params: QueryDict) -> ListQuery:
    """The query of GET /v1/call. Its calls are live ones: no run has any, or hides any."""
    wanted = ListQuery.read(params, SORTS)
    runs = query.identifiers(params, "simulationRunPlanJobIds")
    plans = query.identifiers(params, "simulationRunPlanIds")
    counted = query.optional(params, "countedInResults", EITHER)
    query.optional(params, "excludeHiddenRuns", EITHER)
    return replace(
        wanted,
        status=query.optional(params, "status", STATUSES),
        simulated=bool(wanted.simulated or runs or plans or counted is not None),
        parts=SEARCHED,
    )


QUERY = (
    *list_parameters(SORTS, "id, title, summary and transcript"),
    query.choice_parameter("status", STATUSES, "Calls that were sent have ENDED."),
    query.identifiers_parameter("simulationRunPlanJobIds", "Nothing here was simulated."),
    query.identifiers_parameter("simulationRunPlanIds", "Nothing here was simulated."),
    query.choice_parameter("countedInResults", EITHER, "Calls that were sent match neither."),
    query.choice_parameter("excludeHiddenRuns", EITHER, "Calls that were sent stay."),
)
SOURCE = query.choice_parameter("source", SOURCES, "Whose transcript; else the best that there is.")


def may_listen(key) -> bool:
    """Whether the key is shown where recordings are."""
    return "recording:read" in granted(key.scopes)


class CallsView(RoarkView):
    route = "/v1/call"
    resource = "Calls"

    @describe("Create a call", takes=CallIn, gives=one(CreatedCallOut), status=201, faults=[409])
    def post(self, request):
        """Store a call with what was said in it, all of it or nothing."""
        sent = read(CallIn, request)
        project = request.auth.project
        try:
            call = receive_call(project, sent.to_domain(), sent.details())
        except Duplicate as duplicate:
            raise taken(duplicate) from None
        data = created_call_out(project, call, sent.call_direction)
        return self.answer({"data": data}, 201, about=call.pk)

    @describe("List calls", gives=many(CallOut), query=QUERY)
    def get(self, request):
        """The calls of the key's project, page by page: `after` gives the next one."""
        wanted = read_query(request.GET)
        project, listens = request.auth.project, may_listen(request.auth)
        with within(project.organization):
            keys, pagination = read_page(project, Kind.CALL, wanted)
            calls = calls_of(project).in_bulk(keys)
        data = [call_out(project, calls[key], listens) for key in keys if key in calls]
        return self.answer({"data": data, "pagination": pagination})


class CallView(RoarkView):
    route = "/v1/call/{id}"
    resource = "Calls"

    @describe("Get a call", gives=one(CallOut))
    def get(self, request, id):
        project = request.auth.project
        with within(project.organization):
            call = find(calls_of(project), id, "call")
        return self.answer({"data": call_out(project, call, may_listen(request.auth))})

    @describe("Delete a call", gives=one(DeletedOut))
    def delete(self, request, id):
        """Delete a call for good, with all that hangs on it; its `externalId` is free again."""
        calls = calls_of(request.auth.project)
        return self.answer({"data": delete_one(request.auth, calls, id, "call")})


class CallTranscriptView(RoarkView):
    route = "/v1/call/{id}/transcript"
    resource = "Calls"

    @describe("Get a call's transcript", gives=one(CallTranscriptOut), query=[SOURCE])
    def get(self, request, id):
        source = query.optional(request.GET, "source", SOURCES)
        project = request.auth.project
        with within(project.organization):
            call = find(calls_of(project), id, "call")
            transcript = call_transcript_out(project, call, source)
        return self.answer({"data": transcript})

    @describe("Add to a call's transcript", takes=changes.EntriesIn, gives=one(AddedOut))
    def post(self, request, id):
        """Add what was said later. To send it again is safe: it is skipped."""
        sent = read(changes.EntriesIn, request)
        added = changes.add_entries(request.auth, id, sent)
        return self.answer({"data": added}, about=path_id(id, "call"))


urlpatterns = [
    at(CallsView),
    *changes.urlpatterns,  # before a call, which "batch-delete" would name
    at(CallView),
    at(CallTranscriptView),
    *measures.urlpatterns,
    *properties.urlpatterns,
]
