"""Version 1 of Roark's API: what changes calls that are stored (contract 1.9–1.12). Frozen."""

from typing import Annotated

from pydantic import Field, model_validator

from calls.wire.call_out import calls_of
from conversations.delete import delete
from organizations.wire.roark_v1 import RoarkView
from web.answers import Out, Uuid, example
from web.api import at, read
from web.fields import Wire, WireList, WireUuid, fault, refuse
from web.openapi.describe import describe, one

MOST_DELETED = 100
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


urlpatterns = [at(CallDeletionsView)]
