"""Version 1 of Roark's API: what changes calls that are stored (contract 1.9–1.12). Frozen."""

from typing import Annotated

from pydantic import Field, model_validator

from calls.wire import examples
from calls.wire.call_in import CallToolIn, EntryIn
from calls.wire.call_out import calls_of
from conversations.delete import delete
from conversations.wire.changes import AddedOut, add, refuse_beyond_time
from conversations.wire.collection import (
    CollectedOut,
    CollectingIn,
    collected_out,
    demand_metrics,
)
from conversations.wire.roark_v1 import find, to_domain
from organizations.models import ApiKey
from organizations.tenancy import within
from organizations.wire.roark_v1 import RoarkView
from web.answers import Out, Uuid, example
from web.api import at, read
from web.fields import Wire, WireList, WireUuid, fault, refuse
from web.openapi.describe import describe, one

MOST_DELETED = 100
MOST_TOOLS = 500
SOME = Field(json_schema_extra={"minItems": 1})


class CallIdsIn(Wire):
    """Which calls to delete: at most 100, of which repeated ones count once."""

    model_config = example({"callIds": ["3c90c3cc-0d44-4b50-8888-8dd25736052a"]})

    call_ids: Annotated[WireList(WireUuid), SOME]

    @model_validator(mode="after")
    def are_some_but_not_too_many(self):
        if not self.call_ids:
            refuse(fault("callIds", message="Input should have at least 1 id"))
        if len(set(self.call_ids)) > MOST_DELETED:
            refuse(fault("callIds", message=f"Input should have at most {MOST_DELETED} ids"))
        return self


class DeletedCallsOut(Out):
    """What became of each call: every id once."""

    deletedCallIds: list[Uuid]
    notFoundCallIds: list[Uuid]
    """Those that are no call of the project's, perhaps no more."""


class CallDeletionsView(RoarkView):
    route = "/v1/call/batch-delete"
    resource = "Calls"

    @describe("Delete calls", takes=CallIdsIn, gives=one(DeletedCallsOut))
    def post(self, request):
        """Delete calls for good, with all that hangs on them. It succeeds if none is found too."""
        wanted = dict.fromkeys(read(CallIdsIn, request).call_ids)
        project = request.auth.project
        calls = calls_of(project).filter(pk__in=list(wanted))
        gone = set(delete(project.organization, calls, request.auth))
        deleted = [str(id) for id in wanted if id in gone]
        missing = [str(id) for id in wanted if id not in gone]
        return self.answer({"data": {"deletedCallIds": deleted, "notFoundCallIds": missing}})


class EntriesIn(Wire):
    """What was said later, or was told only now."""

    model_config = example({"transcript": examples.CALL["transcript"]})

    transcript: WireList(EntryIn)
    """Those with the role, start and text of one that is there are skipped."""


def add_entries(key: ApiKey, id: str, sent: EntriesIn) -> AddedOut:
    """Add to the transcript of the key's call."""
    turns = to_domain(*sent.transcript)
    with within(key.organization):
        call = find(calls_of(key.project), id, "call")
        refuse_beyond_time(call, "transcript", turns)
        return add(call, "call", turns=turns)


class CallToolsIn(CollectingIn):
    """Tools that an agent called, told later than the call."""

    model_config = example({"toolInvocations": examples.CALL["toolInvocations"]})

    tool_invocations: Annotated[WireList(CallToolIn), SOME]
    """At most 500. Those with the name, start and end of one that is there are skipped."""

    @model_validator(mode="after")
    def are_some_but_not_too_many_tools(self):
        if not 1 <= len(self.tool_invocations) <= MOST_TOOLS:
            told = f"Input should have 1 to {MOST_TOOLS} tool invocations"
            refuse(fault("toolInvocations", message=told))
        return self


class AddedToolsOut(CollectedOut, AddedOut):
    """How many tool invocations are new to the call."""

    callId: Uuid


class CallToolsView(RoarkView):
    route = "/v1/call/{id}/tool-invocations"
    resource = "Calls"

    @describe("Add tool invocations", takes=CallToolsIn, gives=one(AddedToolsOut))
    def post(self, request, id):
        """Add tool invocations to a call. To send them again is safe: they are skipped."""
        sent, key = read(CallToolsIn, request), request.auth
        demand_metrics(key, sent)
        tools = to_domain(*sent.tool_invocations)
        with within(key.organization):
            call = find(calls_of(key.project), id, "call")
            refuse_beyond_time(call, "toolInvocations", tools)
            added = add(call, "call", tools=tools)
            collected = collected_out(call, sent)
        data = {"callId": str(call.pk), **added, **collected}
        return self.answer({"data": data}, about=call.pk)


urlpatterns = [at(CallDeletionsView), at(CallToolsView)]
