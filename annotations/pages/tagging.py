"""Putting tags on and taking them off, and what completes the word that is being typed."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from annotations import annotate, tags
from annotations.models import Tagging
from annotations.pages import undo
from annotations.pages.opened import answer, id_of, number_of, panel_of
from annotations.places import Place
from annotations.refused import Refused
from organizations.access import Act, may, member_required
from web.values import parse_uuid

OFFERED = 7


@require_POST
@member_required(Act.ANNOTATE)
def add_tag(request, organization, pk):
    """Put a tag in the panel's place, or at another; answer with the tags, or what is wrong."""
    panel = panel_of(request, organization, pk)
    name = request.POST.get("name", "")
    there = set(panel.conversation.taggings.values_list("pk", flat=True))
    try:
        how = {"may_make": may(request.membership, Act.MANAGE_TAGS), "public_id": id_of(request)}
        name = tags.plain(name)
        [tagging] = annotate.tag(panel.conversation, [name], panel.by, place_of(request), **how)
    except Refused as refused:
        return _tags(request, panel, fault=str(refused), typed=name)
    more = {} if tagging.pk in there else {"undo": undo.of_tag(panel, tagging)}
    return _tags(request, panel, saved=timezone.now(), **more)


def place_of(request):
    """`at`: where a tag that was taken off goes back to; else what the panel is about."""
    return Place(turn=number_of(request.POST.get("at", request.POST.get("turn", ""))))


@require_POST
@member_required(Act.ANNOTATE)
def remove_tag(request, organization, pk):
    """Take a tag off; it is no fault if somebody did so before."""
    panel = panel_of(request, organization, pk)
    taggings = Tagging.objects.of(organization).filter(conversation=panel.conversation)
    try:
        key = parse_uuid(request.POST.get("tagging", ""))
    except ValueError:
        key = None
    tagging = taggings.filter(public_id=key).select_related("tag", "turn").first()
    more = {"saved": timezone.now()}
    if tagging:
        tagging.conversation = panel.conversation
        if annotate.untag(tagging, panel.by):
            more["undo"] = undo.of_untag(panel, tagging)
    return _tags(request, panel, **more)


@require_http_methods(["GET", "HEAD"])
@member_required(Act.ANNOTATE)
def known_tags(request, organization, pk):
    """The tags that what is typed may become, those that are used most first."""
    panel = panel_of(request, organization, pk)
    typed = " ".join(request.GET.get("name", "").replace("\0", "").split())
    known = tags.with_uses(organization).filter(archived_at=None)
    known = known.filter(key__contains=typed.casefold()).order_by("-uses", "key")[:OFFERED]
    is_known = any(tag.key == typed.casefold() for tag in known)
    makes = typed and not is_known and may(request.membership, Act.MANAGE_TAGS)
    context = {"known": known, "typed": typed, "makes": makes, "panel": panel}
    return render(request, "annotations/_known_tags.html", context)


def _tags(request, panel, **more):
    return answer(request, "annotations/_tags.html", panel, **more)
