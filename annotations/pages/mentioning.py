"""Where a member was mentioned: their list, their e-mails, and what completes an @."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_http_methods, require_POST

from annotations import mentions
from annotations.pages.noting import address
from organizations.access import Act, member_required
from web import older
from web.htmx import render_page

ROWS = 50
OFFERED = 7


@require_http_methods(["GET", "HEAD"])
@member_required(Act.READ)
def mention_list(request, organization):
    """The newest first; ?before= is the key of the last row of the page before."""
    page = older.page(request, mentions.of(request.user, organization), ROWS)
    context = {
        "section": "mentions",
        "mentions": page.rows,
        "known": SimpleLazyObject(lambda: mentions.handles(organization)),
        "older": page.older,
        "is_first": page.is_first,
    }
    return render_page(request, "annotations/mentions.html", "annotations/_mentions.html", context)


@require_http_methods(["GET", "HEAD"])
@member_required(Act.READ)
def open_mention(request, organization, pk):
    """Where one was mentioned, which then is read; the list and the e-mail lead here."""
    mention = mentions.of(request.user, organization).filter(public_id=pk).first()
    if mention is None:
        raise Http404("You have no such mention: its note was deleted, or names others by now.")
    if request.method == "GET":
        mentions.read(request.user, organization, [pk])
    mention.note.conversation.organization = organization
    return redirect(address(mention.note.conversation, mention.note))


@require_POST
@member_required(Act.READ)
def read_mentions(request, organization):
    """All of theirs are read."""
    mentions.read(request.user, organization)
    return redirect("mention_list", organization.slug)


@require_POST
@member_required(Act.READ)
def mail_mentions(request, organization):
    """Whether they want an e-mail when somebody mentions them, in whichever organization."""
    request.user.mails_mentions = "mails" in request.POST
    request.user.save(update_fields=["mails_mentions"])
    wanted = request.user.mails_mentions
    text = f"You {'get an email' if wanted else 'get no emails'} when somebody mentions you."
    messages.success(request, text)
    return redirect("mention_list", organization.slug)


@require_http_methods(["GET", "HEAD"])
@member_required(Act.ANNOTATE)
def known_members(request, organization):
    """The members that the word behind an @ may become."""
    typed = request.GET.get("name", "").replace("\0", "").casefold()
    found = mentions.matching(organization, typed)[:OFFERED]
    return render(request, "annotations/_known_members.html", {"known": found, "typed": typed})
