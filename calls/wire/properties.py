"""Version 1 of Roark's API: PATCH /v1/call/{id}/properties (contract 1.9). Frozen."""

from calls.wire.call_out import calls_of
from conversations.properties import as_text, plain_name
from conversations.wire.collection import demand_metrics
from conversations.wire.properties import ChangedOut, PropertyChangesIn, change
from conversations.wire.roark_v1 import find
from organizations.tenancy import within
from organizations.wire.roark_v1 import RoarkView
from web.answers import Uuid
from web.api import at, read
from web.openapi.describe import describe, one


class CallPropertiesOut(ChangedOut):
    """What became of the changes to a call."""

    callId: Uuid
    properties: dict[str, str]
    """All of the call's; those that were written now where the key lacks `call:read`."""


class CallPropertiesView(RoarkView):
    route = "/v1/call/{id}/properties"
    resource = "Calls"

    @describe(
        "Change a call's properties",
        takes=PropertyChangesIn,
        gives=one(CallPropertiesOut),
        faults=[409],
    )
    def patch(self, request, id):
        """Write or remove properties, all of them or none. Their names are stored in snake_case.

        A property keeps the type that it was first stored with in the project.
        """
        sent, key = read(PropertyChangesIn, request), request.auth
        demand_metrics(key, sent)
        with within(key.organization):
            call = find(calls_of(key.project), id, "call")
            data = change(key, call, sent, stored_as=plain_name, shown=as_text)
        return self.answer({"data": data})


urlpatterns = [at(CallPropertiesView)]
