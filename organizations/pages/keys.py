"""Settings, API keys: made, shown once, rotated, revoked."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations import keys, scopes
from organizations.access import Act, member_required
from organizations.curl import curl
from organizations.keys import HIGHEST_RATE
from organizations.models import ApiKey, Project
from web.htmx import render_page

LIFETIMES = {"30": "in 30 days", "90": "in 90 days", "365": "in a year", "never": "never"}
MOST = 500  # rows of the list: the revoked ones, which come last, only grow


class NewKeyForm(forms.Form):
    name = forms.CharField(max_length=100, help_text="The program that will use it.")
    project = forms.ModelChoiceField(
        Project.objects.none(), empty_label=None, help_text="The key sees this project only."
    )
    scopes = forms.MultipleChoiceField(choices=scopes.CHOICES, widget=forms.CheckboxSelectMultiple)
    expires = forms.ChoiceField(choices=list(LIFETIMES.items()))
    requests_a_minute = forms.IntegerField(
        label="Requests a minute", min_value=1, max_value=HIGHEST_RATE, required=False
    )

    def __init__(self, *args, organization, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = Project.objects.of(organization)
        usual = intcomma(settings.API_REQUESTS_A_MINUTE)
        self.fields["requests_a_minute"].help_text = f"Left empty: {usual}. Beyond, it gets 429."

    @property
    def all_of_it(self):
        """The boxes of the coarse scopes, each with what it allows."""
        boxes = {box.data["value"]: box for box in self["scopes"]}
        return [(boxes[name], allows) for name, allows in scopes.ALL_OF_IT.items()]

    @property
    def scope_groups(self):
        return scopes.groups(self["scopes"])

    @property
    def is_fine(self):
        """Whether scopes are chosen one by one."""
        return bool(set(self["scopes"].value() or []) & set(scopes.FINE))

    @property
    def expires_at(self):
        days = self.cleaned_data["expires"]
        return None if days == "never" else timezone.now() + timedelta(days=int(days))


@require_safe
@member_required(Act.KEYS)
def api_key_list(request, organization):
    return show_keys(request, organization)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Act.KEYS)
def make_key(request, organization):
    initial = {"scopes": ["WRITE"], "expires": "365"}
    form = NewKeyForm(request.POST or None, initial=initial, organization=organization)
    if not form.is_valid():
        return show_keys(request, organization, form=form, page_title="New API key")
    given = form.cleaned_data
    made = keys.make(
        given["project"],
        given["name"],
        given["scopes"],
        request.user,
        form.expires_at,
        given["requests_a_minute"],
    )
    return show_once(request, organization, *made)


@require_POST
@member_required(Act.KEYS)
def rotate_key(request, organization, pk):
    made = keys.rotate(unrevoked(organization, pk), by=request.user)
    return show_once(request, organization, *made)


@require_POST
@member_required(Act.KEYS)
def revoke_key(request, organization, pk):
    key = unrevoked(organization, pk)
    keys.revoke(key, by=request.user)
    messages.success(request, f"“{key.name}” is revoked: no request with it is answered any more.")
    return redirect("api_key_list", organization.slug)


def unrevoked(organization, pk):
    live = ApiKey.objects.of(organization).filter(revoked_at=None)
    return get_object_or_404(live.select_related("organization", "project"), pk=pk)


def show_once(request, organization, key, secret):
    """The one answer that bears the secret: nothing keeps it, the browser's cache neither."""
    made = {"key": key, "secret": secret, "curl": curl(secret, key.scopes)}
    response = show_keys(request, organization, made=made, page_title=f"API key {key.name}")
    patch_cache_control(response, no_store=True, private=True)
    return response


def show_keys(request, organization, **more):
    """more: form (of a new key, open), or made (key, secret, curl)."""
    found = ApiKey.objects.of(organization).select_related("project", "created_by", "revoked_by")
    context = {
        "section": "settings",
        "tab": "api_keys",
        "page_title": f"API keys of {organization}",
        "keys": found.order_by(F("revoked_at").desc(nulls_first=True), "-created_at", "-pk")[:MOST],
        "has_projects": Project.objects.of(organization).count() > 1,
        **more,
    }
    page, fragment = "organizations/api_keys.html", "organizations/_api_keys.html"
    return render_page(request, page, fragment, context)
