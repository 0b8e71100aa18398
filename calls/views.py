"""The pages of calls."""

from django.views.decorators.http import require_http_methods, require_safe

from browsing.listing import conversation_list, list_filters, list_news
from browsing.opened import conversation_of
from browsing.pages import conversation_detail, conversation_json
from calls.models import CallDetails
from calls.wire.call_out import call_out, calls_of
from conversations.models import Kind
from organizations.access import Act, member_required


@require_safe
@member_required(Act.READ)
def call_list(request, organization):
    return conversation_list(request, organization, Kind.CALL)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Act.READ)
def call_filters(request, organization):
    return list_filters(request, organization, Kind.CALL)


@require_safe
@member_required(Act.READ)
def call_news(request, organization):
    return list_news(request, organization, Kind.CALL)


@require_safe
@member_required(Act.READ)
def call_detail(request, organization, pk):
    details = CallDetails.objects.of(organization).filter(pk=pk).first()
    return conversation_detail(request, organization, Kind.CALL, pk, call_details=details)


@require_safe
@member_required(Act.READ)
def call_json(request, organization, pk):
    conversation = conversation_of(organization, pk, kind=Kind.CALL)
    project = conversation.project
    call = calls_of(project).get(pk=pk)
    return conversation_json(request, conversation, call_out(project, call, may_listen=True))
