"""A transcript by itself: around a hit, block by block, as plain text."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from annotations.threads import Threads
from browsing.opened import context_of, conversation_of
from browsing.reading import Reading
from conversations.transcript import transcript
from organizations.access import Act, member_required
from organizations.actors import Actor


@require_safe
@member_required(Act.READ)
def find_in_transcript(request, organization, pk):
    """The transcript around the first hit of `find` from a turn on; puts the find in the URL."""
    conversation = conversation_of(organization, pk)
    reading = Reading(conversation, request.GET, organization.zone)
    target = reading.hit or reading.begin
    reading.read_around(target)
    threads = Threads(conversation, Actor.of(request.user))
    context = context_of(conversation, reading=reading, target=target, threads=threads)
    response = render(request, "browsing/_found_transcript.html", context)
    detail = reverse(context["kind"]["detail"], args=[organization.slug, pk])
    response["HX-Replace-Url"] = f"{detail}?{reading.query()}"
    return response


@require_safe
@member_required(Act.READ)
def transcript_block(request, organization, pk, number):
    """One block of a transcript, for the place that the page keeps for it."""
    conversation = conversation_of(organization, pk)
    reading = Reading(conversation, request.GET, organization.zone)
    block = reading.read_one(number)
    if block is None:
        raise Http404("This conversation has no such block.")
    threads = Threads(conversation, Actor.of(request.user))
    context = context_of(conversation, reading=reading, block=block, threads=threads)
    return render(request, "browsing/_block.html", context)


@require_safe
@member_required(Act.READ)
def transcript_text(request, organization, pk):
    """All of it as plain text, to be pasted elsewhere."""
    conversation = conversation_of(organization, pk)
    context = context_of(conversation, items=transcript(conversation, organization.zone))
    return render(request, "browsing/transcript.txt", context, "text/plain; charset=utf-8")
