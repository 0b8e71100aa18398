"""The pages of one conversation, which chats and calls share."""

from django.utils.functional import SimpleLazyObject

from annotations.moment import moment_of
from annotations.panel import Panel
from annotations.threads import Threads
from browsing.neighbours import neighbours
from browsing.opened import context_of, conversation_of
from browsing.reading import Reading
from browsing.summaries import summary_of
from browsing.titles import TitleForm
from organizations.actors import Actor
from web.htmx import render_page


def conversation_detail(request, organization, kind, pk, **more):
    """One conversation of a kind; 404 if the organization has no such one."""
    moment = moment_of(organization, pk)
    conversation = conversation_of(organization, pk, kind=kind)
    reading = Reading(conversation, request.GET, organization.zone)
    target = reading.begin or reading.hit
    reading.read_around(target)
    context = context_of(
        conversation,
        page_title=conversation.title or "Nothing was said",
        reading=reading,
        target=target,
        summary=summary_of(conversation),
        panel=Panel(conversation, Actor.of(request.user)),
        threads=Threads(conversation, Actor.of(request.user)),
        moment=moment,
        title_form=TitleForm(initial={"title": conversation.title}),
        neighbours=SimpleLazyObject(lambda: neighbours(request, conversation)),  # not in a fragment
        **more,
    )
    return render_page(request, "browsing/detail.html", "browsing/_conversation.html", context)


def conversation_json(request, conversation, shown):
    """A conversation as the API shows it, which its kind knows."""
    context = context_of(conversation, raw={"data": shown})
    return render_page(request, "browsing/raw.html", "browsing/_raw.html", context)
