"""Settings, Tags: merging one into another, after a look at what changes."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from annotations.merge import conversations, doubles, is_many, merge
from annotations.models import Tag
from annotations.pages.vocabulary import show_tags, tag_of
from annotations.refused import Refused
from organizations.access import Act, member_required
from organizations.actors import Actor

OFFERED = 200  # names that complete what is typed


class MergeForm(forms.Form):
    into = forms.CharField(
        label="Into", max_length=255, help_text="The tag that stays. Choose one, or type its name."
    )

    def __init__(self, *args, tag, **kwargs):
        super().__init__(*args, **kwargs)
        self.organization = tag.organization
        others = Tag.objects.of(self.organization).filter(archived_at=None).exclude(pk=tag.pk)
        self.others = others.order_by("key")
        self.fields["into"].widget.attrs["list"] = "other-tags"

    def clean_into(self) -> Tag:
        name = " ".join(self.cleaned_data["into"].split())
        found = self.others.filter(key=name.casefold()).first()
        if found is None:
            raise forms.ValidationError(f"No other tag that is in use is called “{name}”.")
        found.organization = self.organization
        return found

    @property
    def offered(self):
        return self.others.values_list("name", flat=True)[:OFFERED]


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Act.MANAGE_TAGS)
def merge_tag(request, organization, pk):
    """A GET with ?into= says what would change; a POST does it, or has a job do it."""
    tag = tag_of(organization, pk)
    sent = request.POST if request.method == "POST" else request.GET
    form = MergeForm(sent if "into" in sent else None, tag=tag)
    into = form.cleaned_data["into"] if form.is_valid() else None
    if request.method == "POST" and into:
        try:
            return merged(request, tag, into)
        except Refused as refused:
            form.add_error("into", str(refused))
    merging = {"tag": tag, "into": into, **(told(tag, into) if into else {})}
    title = f"Merge {tag}"
    return show_tags(request, organization, merging=merging, form=form, page_title=title)


def merged(request, tag, into):
    count = conversations(tag).count()
    job = merge(tag, into, Actor.of(request.user))
    if job:
        return redirect("job_detail", tag.organization.slug, job.public_id)
    changed = f"{count:,} conversation{' was' if count == 1 else 's were'} changed"
    messages.success(request, f"“{tag}” is merged into “{into}”: {changed}.")
    return redirect("tag_list", tag.organization.slug)


def told(tag, into):
    return {
        "conversations": conversations(tag).count(),
        "doubles": doubles(tag, into),
        "is_long": is_many(tag),
    }
