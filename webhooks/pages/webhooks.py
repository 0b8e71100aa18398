"""Settings, Webhooks: listed, looked at, added, changed."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from organizations.access import Act, member_required
from organizations.models import Project
from web.htmx import render_page
from webhooks import endpoints
from webhooks.events import USUAL
from webhooks.models import Webhook
from webhooks.pages.form import ChangeForm, WebhookForm
from webhooks.pages.one import IN_SETTINGS, show, show_once, webhook_of

MOST = 500  # rows of the list


@require_safe
@member_required(Act.WEBHOOKS)
def webhook_list(request, organization):
    found = Webhook.objects.of(organization).select_related("project", "created_by")
    has_projects = Project.objects.of(organization).count() > 1
    rows = list(found.newest_first()[:MOST])
    context = {**IN_SETTINGS, "webhooks": rows, "has_projects": has_projects}
    return render(request, "webhooks/webhooks.html", context)


@require_safe
@member_required(Act.WEBHOOKS)
def webhook_detail(request, organization, pk):
    """Its deliveries, the newest first; ?before= is the key of the last one of the page before."""
    return show(request, webhook_of(organization, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Act.WEBHOOKS)
def add_webhook(request, organization):
    initial = {"events": list(USUAL)}
    form = WebhookForm(request.POST or None, initial=initial, organization=organization)
    if not form.is_valid():
        return show_form(request, form)
    given = form.cleaned_data
    webhook, secret = endpoints.add(given.pop("project"), request.user, **given)
    return show_once(request, webhook, secret)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Act.WEBHOOKS)
def change_webhook(request, organization, pk):
    webhook = webhook_of(organization, pk, held=request.method == "POST")
    headers = endpoints.readable_headers_of(webhook)
    form = ChangeForm(request.POST or None, webhook=webhook, headers=headers)
    if not form.is_valid():
        return show_form(request, form, webhook)
    endpoints.change(webhook, request.user, **form.cleaned_data)
    messages.success(request, "Saved.")
    return redirect("webhook_detail", organization.slug, pk)


def show_form(request, form, webhook=None):
    title = "Change a webhook" if webhook else "New webhook"
    context = {**IN_SETTINGS, "form": form, "webhook": webhook, "page_title": title}
    page, fragment = "webhooks/webhook_form.html", "webhooks/_webhook_form.html"
    return render_page(request, page, fragment, context)
