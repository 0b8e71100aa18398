"""The addresses of the APIs. What else stands below their prefixes answers 404 as JSON."""

from django.urls import re_path

from annotations.wire import notes as parley_notes
from annotations.wire import score_configs as parley_score_configs
from annotations.wire import scores as parley_scores
from annotations.wire import taggings as parley_taggings
from annotations.wire import tags as parley_tags
from calls.wire import roark_v1 as roark_calls
from chats.wire import chatlogger_v1 as chatlogger
from chats.wire import roark_v1 as roark_chats
from conversations.wire import agents as roark_agents
from conversations.wire import endpoints as roark_endpoints
from conversations.wire import insights as parley_insights
from organizations.wire import openapi
from organizations.wire import roark_v1 as roark_identity
from web import health
from web.faults import nothing_here
from webhooks.wire import roark_v1 as roark_webhooks

urlpatterns = [
    *roark_chats.urlpatterns,
    *roark_calls.urlpatterns,
    *roark_endpoints.urlpatterns,  # before agents, one of which "endpoint" would name
    *roark_agents.urlpatterns,
    *roark_webhooks.urlpatterns,
    *roark_identity.urlpatterns,
    *health.urlpatterns,
    *chatlogger.urlpatterns,
    *parley_tags.urlpatterns,
    *parley_score_configs.urlpatterns,
    *parley_taggings.urlpatterns,
    *parley_notes.urlpatterns,
    *parley_scores.urlpatterns,
    *parley_insights.urlpatterns,
    *openapi.urlpatterns,
    re_path(r"^(?:v1|api|health)(?:/|$)", nothing_here),
]
