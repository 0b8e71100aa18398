"""Settings, Organization: name, time zone, links; and the way from /settings/ to a page."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from organizations.access import Act, member_required
from organizations.audit import record
from organizations.models import Organization
from organizations.zones import zone_choices

LINKS = ["trace_url", "vapi_url", "livekit_url"]


class OrganizationForm(forms.ModelForm):
    class Meta:
        model = Organization
        fields = ["name", "time_zone", *LINKS]
        labels = {"trace_url": "Traces", "vapi_url": "Vapi calls", "livekit_url": "LiveKit rooms"}
        help_texts = {"time_zone": "Times are shown in it, and days begin at its midnight."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        zones = zone_choices(timezone.now(), also=self.instance.time_zone)
        self.fields["time_zone"] = forms.ChoiceField(
            choices=zones, help_text=self.fields["time_zone"].help_text
        )


@require_safe
@member_required(Act.READ)
def settings_home(request, organization):
    return redirect("member_list", organization.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Act.ORGANIZATION)
def organization_settings(request, organization):
    form = OrganizationForm(request.POST or None, instance=organization)
    if form.is_valid():
        form.save()
        if changed := {field: form.cleaned_data[field] for field in form.changed_data}:
            record(organization, request.user, "organization.changed", organization.name, changed)
        messages.success(request, "Saved.")
        return redirect("organization_settings", organization.slug)
    context = {"section": "settings", "tab": "organization", "form": form}
    return render(request, "organizations/settings.html", context)
