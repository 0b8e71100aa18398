"""Settings, Tags: the organization's vocabulary, made, changed, archived, deleted."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.db.models.lookups import IsNull
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import tags
from annotations.models import Tag
from annotations.pages.act_form import ActForm
from annotations.refused import Refused
from organizations.access import Act, member_required
from organizations.actors import Actor
from web.htmx import render_page

PER_PAGE = 100
SORTS = {"name": ["key"], "uses": ["-uses", "key"]}
ARCHIVED_LAST = IsNull(F("archived_at"), False)


class TagForm(ActForm):
    name = forms.CharField(max_length=tags.LONGEST, help_text="Upper and lower case are the same.")
    colour = forms.ChoiceField(choices=Tag.Colour.choices, widget=forms.RadioSelect)
    description = forms.CharField(
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="When to use it: people read this where the tag stands.",
    )


@require_safe
@member_required(Act.READ)
def tag_list(request, organization):
    return show_tags(request, organization)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Act.MANAGE_TAGS)
def make_tag(request, organization):
    form = TagForm(request.POST or None, initial={"colour": Tag.Colour.GREY})
    by = Actor.of(request.user)
    if tag := form.attempt(lambda: tags.make(organization, by=by, **form.cleaned_data)):
        messages.success(request, f"“{tag}” is there, and offered to everybody.")
        return redirect("tag_list", organization.slug)
    return show_tags(request, organization, form=form, page_title="New tag")


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Act.MANAGE_TAGS)
def change_tag(request, organization, pk):
    """Rename, recolour, describe."""
    tag = tag_of(organization, pk)
    initial = {"name": tag.name, "colour": tag.colour, "description": tag.description}
    form = TagForm(request.POST or None, initial=initial)
    by = Actor.of(request.user)
    if changed := form.attempt(lambda: tags.change(tag, by, **form.cleaned_data)):
        messages.success(request, saved(tag, changed))
        return redirect("tag_list", organization.slug)
    return show_tags(request, organization, form=form, about=tag, page_title=f"Change {tag}")


@require_POST
@member_required(Act.MANAGE_TAGS)
def archive_tag(request, organization, pk):
    """Offer it no more; the list then shows the way back."""
    tag = tag_of(organization, pk)
    tags.archive(tag, Actor.of(request.user))
    back = reverse("tag_list", args=[organization.slug])
    return redirect(f"{back}?{urlencode({'archived': tag.public_id})}")


@require_POST
@member_required(Act.MANAGE_TAGS)
def restore_tag(request, organization, pk):
    tag = tag_of(organization, pk)
    tags.unarchive(tag, Actor.of(request.user))
    messages.success(request, f"“{tag}” is offered again.")
    return redirect("tag_list", organization.slug)


@require_POST
@member_required(Act.MANAGE_TAGS)
def delete_tag(request, organization, pk):
    tag = tag_of(organization, pk)
    try:
        tags.delete(tag, Actor.of(request.user))
    except Refused as refused:
        return show_tags(request, organization, refused=refused)
    messages.success(request, f"“{tag}” is deleted.")
    return redirect("tag_list", organization.slug)


def tag_of(organization, pk) -> Tag:
    """With its uses; Http404 if the organization has no such one."""
    tag = tags.with_uses(organization).filter(public_id=pk).first()
    if tag is None:
        raise Http404("This organization has no such tag.")
    tag.organization = organization
    return tag


def saved(before: Tag, tag: Tag) -> str:
    if before.name == tag.name:
        return f"“{tag}” is saved."
    return f"“{before}” is now “{tag}”."


def show_tags(request, organization, **more):
    """more: form, with about for the tag that it changes; merging; refused (why an act was)."""
    typed = " ".join(request.GET.get("q", "").replace("\0", "").split())
    sort = request.GET.get("sort") if request.GET.get("sort") in SORTS else "name"
    rows = tags.with_uses(organization).filter(key__contains=typed.casefold())
    pages = Paginator(rows.order_by(ARCHIVED_LAST, *SORTS[sort]), PER_PAGE)
    context = {
        "section": "settings",
        "tab": "tags",
        "page_title": f"Tags of {organization}",
        "tags": pages.get_page(request.GET.get("page")),
        "typed": typed,
        "sort": sort,
        "archived": just_archived(request, tags.with_uses(organization)),
        **more,
    }
    return render_page(request, "annotations/tags.html", "annotations/_tag_settings.html", context)


def just_archived(request, rows) -> Tag | None:
    """The tag that the address says was archived a moment ago, if it still is."""
    try:
        key = UUID(request.GET.get("archived", ""))
    except ValueError:
        return None
    return rows.filter(public_id=key, archived_at__isnull=False).first()
