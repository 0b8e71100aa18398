"""Notes beside a transcript: written, answered, edited, deleted, settled by people."""

from functools import partial
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from annotations import notes
from annotations.models import Note
from annotations.moment import moment_of
from annotations.pages.opened import DETAIL, conversation_of, id_of, turn_of
from annotations.places import Place
from annotations.refused import Invalid, Refused
from annotations.threads import Threads
from organizations.access import Act, member_required
from organizations.actors import Actor
from web.htmx import render_page, wants_fragment


@require_http_methods(["GET", "HEAD"])
@member_required(Act.READ)
def notes_panel(request, organization, pk):
    """The notes as they are now; 204 if nothing was done since ?moment=."""
    moment = moment_of(organization, pk)
    threads = threads_of(request, organization, pk)
    if request.GET.get("moment") == moment:
        return HttpResponse(status=204)
    return answer(request, threads)


@require_POST
@member_required(Act.ANNOTATE)
def write_note(request, organization, pk):
    """Start a thread where the form says."""
    threads = threads_of(request, organization, pk)

    def write():
        body, place = body_of(request), place_of(request)
        return notes.write(threads.conversation, body, threads.by, place, id_of(request))

    return done(request, threads, "write", None, write)


@require_POST
@member_required(Act.ANNOTATE)
def reply_to_note(request, organization, pk, note):
    threads = threads_of(request, organization, pk)
    note = note_of(threads, note)
    verb = partial(notes.reply, note, body_of(request), threads.by, id_of(request))
    return done(request, threads, "reply", note, verb)


@require_POST
@member_required(Act.ANNOTATE)
def edit_note(request, organization, pk, note):
    threads = threads_of(request, organization, pk)
    note = note_of(threads, note)
    verb = partial(notes.edit, note, body_of(request), threads.by)
    return done(request, threads, "edit", note, verb)


@require_POST
@member_required(Act.ANNOTATE)
def delete_note(request, organization, pk, note):
    threads = threads_of(request, organization, pk)
    note = note_of(threads, note)
    return done(request, threads, "delete", note, partial(notes.delete, note, threads.by))


@require_POST
@member_required(Act.ANNOTATE)
def settle_note(request, organization, pk, note):
    """Resolve a thread, or with settled=no reopen it."""
    threads = threads_of(request, organization, pk)
    note = note_of(threads, note)
    settle = notes.reopen if request.POST.get("settled") == "no" else notes.resolve
    return done(request, threads, "settle", note, partial(settle, note, threads.by))


@require_http_methods(["GET", "HEAD"])
@member_required(Act.READ)
def earlier_notes(request, organization, pk, note):
    """What a note said before; what a deleted one said only its author reads."""
    threads = threads_of(request, organization, pk)
    note = note_of(threads, note)
    if note.is_deleted and note.author_key != threads.by.key:
        raise Http404("The note was deleted.")
    context = {
        "conversation": threads.conversation,
        "section": f"{threads.conversation.kind}s",
        "note": note,
        "earlier": notes.earlier(note),
        "known": threads.known,
    }
    page, fragment = "annotations/earlier_notes.html", "annotations/_earlier_notes.html"
    return render_page(request, page, fragment, context)


def threads_of(request, organization, pk) -> Threads:
    return Threads(conversation_of(organization, pk), Actor.of(request.user))


def note_of(threads, public_id) -> Note:
    """A note of the conversation; Http404 if it has no such one."""
    conversation = threads.conversation
    rows = Note.objects.of(conversation.organization).filter(conversation=conversation)
    note = rows.select_related("turn", "author").filter(public_id=public_id).first()
    if note is None:
        raise Http404("This conversation has no such note.")
    note.organization, note.conversation = conversation.organization, conversation
    return note


def body_of(request) -> str:
    """What was typed; browsers send the ends of its lines in two ways."""
    return request.POST.get("body", "").replace("\r\n", "\n").strip()


def place_of(request) -> Place:
    """Where the form says that the note sits; Invalid where that makes no sense."""
    turn, start, end = turn_of(request), *(request.POST.get(n, "") for n in ("start", "end"))
    if request.POST.get("turn", "").strip() and turn is None:
        raise Invalid("turn", "The number of a turn, please, or nothing for the whole.")
    if not start and not end:
        return Place(turn=turn)
    if not all(n.isascii() and n.isdecimal() and len(n) < 10 for n in (start, end)):
        raise Invalid("span", "Select the words again.")
    return Place(turn=turn, span=(int(start), int(end)), quote=request.POST.get("quote"))


def done(request, threads, act, note, verb):
    """Do it, and answer with the notes: which was saved, or what is wrong and what was typed."""
    about = note and note.public_id
    try:
        note = verb()
    except Refused as refused:
        told = {"fault": str(refused), "typed": request.POST.get("body", "")}
        return answer(request, threads, note, act=act, about=about, **told)
    return answer(request, threads, note, act=act, about=note.public_id, saved=timezone.now())


def answer(request, threads, note=None, **more):
    """The notes of a conversation; without a script the page that they are on, at the note."""
    conversation = threads.conversation
    moment = moment_of(conversation.organization, conversation.pk)  # before the notes are read
    context = {"conversation": conversation, "threads": threads, "moment": moment, **more}
    if wants_fragment(request):
        return render(request, "annotations/_notes.html", context)
    if more.get("fault"):
        context["section"] = f"{conversation.kind}s"
        return render(request, "annotations/notes.html", context)
    return redirect(address(conversation, note))


def address(conversation, note=None) -> str:
    """Where the conversation is read, at a note."""
    slug = conversation.organization.slug
    path = reverse(DETAIL[conversation.kind], args=[slug, conversation.pk])
    turn = note and (note.thread.turn if note.thread_id else note.turn)
    query = f"?{urlencode({'turn': turn.number})}" if turn else ""
    return f"{path}{query}#note-{note.public_id}" if note else f"{path}#notes"
