"""Version 1 of Roark's API: what is measured of a chat (contract 1.4). Frozen."""

from chats.wire.chat_out import chats_of
from conversations.wire.metrics import QUERY, MetricsOut, metrics_out
from conversations.wire.roark_v1 import find
from organizations.tenancy import within
from organizations.wire.roark_v1 import RoarkView
from web.api import at
from web.openapi.describe import describe, one


class ChatMetricsView(RoarkView):
    route = "/v1/chat/{id}/metrics"
    resource = "Chats"

    @describe("Get a chat's metrics", gives=one(MetricsOut), query=QUERY)
    def get(self, request, id):
        """What can be told of the messages' times and the tools, computed as it is read."""
        project = request.auth.project
        with within(project.organization):
            metrics = metrics_out(project, find(chats_of(project), id, "chat"), request.GET)
        return self.answer({"data": metrics})


urlpatterns = [at(ChatMetricsView)]
