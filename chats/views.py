"""The pages of chats."""

from django.views.decorators.http import require_http_methods, require_safe

from browsing.listing import conversation_list, list_filters, list_news
from browsing.opened import conversation_of
from browsing.pages import conversation_detail, conversation_json
from chats.metadata import merged
from chats.models import ChatDetails
from chats.wire.chat_out import chat_out, chats_of
from conversations.models import Kind
from organizations.access import Act, member_required


@require_safe
@member_required(Act.READ)
def chat_list(request, organization):
    return conversation_list(request, organization, Kind.CHAT)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Act.READ)
def chat_filters(request, organization):
    return list_filters(request, organization, Kind.CHAT)


@require_safe
@member_required(Act.READ)
def chat_news(request, organization):
    return list_news(request, organization, Kind.CHAT)


@require_safe
@member_required(Act.READ)
def chat_detail(request, organization, pk):
    details = ChatDetails.objects.of(organization).filter(pk=pk).first()
    return conversation_detail(request, organization, Kind.CHAT, pk, chat_details=details)


@require_safe
@member_required(Act.READ)
def chat_json(request, organization, pk):
    conversation = conversation_of(organization, pk, kind=Kind.CHAT)
    project = conversation.project
    chat = chats_of(project).get(pk=pk)
    return conversation_json(request, conversation, chat_out(project, chat, merged(chat)))
