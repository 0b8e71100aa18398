"""Settings, Webhooks: listed, added, changed; their secrets shown once."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations.access import Act, member_required
from organizations.models import Project
from web.htmx import render_page
from web.seal import Unreadable
from webhooks import endpoints
from webhooks.events import USUAL
from webhooks.models import Webhook
from webhooks.pages.deliveries import page_of_deliveries
from webhooks.pages.form import ChangeForm, WebhookForm
from webhooks.publish import send_test

MOST = 500  # rows of the list
IN_SETTINGS = {"section": "settings", "tab": "webhooks"}


@require_safe
@member_required(Act.WEBHOOKS)
def webhook_list(request, organization):
    found = webhooks_of(organization).select_related("project", "created_by")
    has_projects = Project.objects.of(organization).count() > 1
    rows = list(found.newest_first()[:MOST])
    context = {**IN_SETTINGS, "webhooks": rows, "has_projects": has_projects}
    return render(request, "webhooks/webhooks.html", context)


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


@require_safe
@member_required(Act.WEBHOOKS)
def webhook_detail(request, organization, pk):
    """Its deliveries, the newest first; ?before= is the key of the last one of the page before."""
    return show(request, webhook_of(organization, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Act.WEBHOOKS)
def change_webhook(request, organization, pk):
    webhook = webhook_of(organization, pk)
    form = ChangeForm(request.POST or None, webhook=webhook, headers=readable_headers(webhook))
    if not form.is_valid():
        return show_form(request, form, webhook)
    endpoints.change(webhook, request.user, **form.cleaned_data)
    messages.success(request, "Saved.")
    return redirect("webhook_detail", organization.slug, pk)


@require_POST
@member_required(Act.WEBHOOKS)
def rotate_webhook(request, organization, pk):
    webhook = webhook_of(organization, pk)
    return show_once(request, webhook, endpoints.rotate(webhook, request.user))


@require_POST
@member_required(Act.WEBHOOKS)
def pause_webhook(request, organization, pk):
    endpoints.pause(webhook_of(organization, pk), request.user)
    messages.success(request, "Paused: nothing is sent there.")
    return redirect("webhook_detail", organization.slug, pk)


@require_POST
@member_required(Act.WEBHOOKS)
def resume_webhook(request, organization, pk):
    endpoints.resume(webhook_of(organization, pk), request.user)
    messages.success(request, "On again.")
    return redirect("webhook_detail", organization.slug, pk)


@require_POST
@member_required(Act.WEBHOOKS)
def test_webhook(request, organization, pk):
    webhook = webhook_of(organization, pk)
    if webhook.is_on:
        send_test(webhook)
        messages.success(request, "A test event is on its way.")
    else:
        messages.error(request, "Turn it on first.")
    return redirect("webhook_detail", organization.slug, pk)


@require_POST
@member_required(Act.WEBHOOKS)
def delete_webhook(request, organization, pk):
    webhook = webhook_of(organization, pk)
    endpoints.delete(organization, pk, request.user)
    messages.success(request, f"{webhook.url} is deleted: nothing is sent there any more.")
    return redirect("webhook_list", organization.slug)


def webhooks_of(organization):
    return Webhook.objects.of(organization).select_related("organization")


def webhook_of(organization, pk):
    return get_object_or_404(webhooks_of(organization).select_related("project"), pk=pk)


def readable_headers(webhook):
    """None of them where SECRET_KEY has changed since."""
    try:
        return endpoints.headers_of(webhook)
    except Unreadable:
        return {}


def show_form(request, form, webhook=None):
    context = {**IN_SETTINGS, "form": form, "webhook": webhook}
    page, fragment = "webhooks/webhook_form.html", "webhooks/_webhook_form.html"
    return render_page(request, page, fragment, context)


def show_once(request, webhook, secret):
    """The one answer that bears the secret: nothing keeps it, the browser's cache neither."""
    response = show(request, webhook, secret=secret)
    patch_cache_control(response, no_store=True, private=True)
    response["HX-Push-Url"] = resolve_url("webhook_detail", webhook.organization.slug, webhook.pk)
    return response


def show(request, webhook, **more):
    """more: secret, which is shown here and never again."""
    context = {**IN_SETTINGS, "webhook": webhook, **page_of_deliveries(request, webhook), **more}
    page, fragment = "webhooks/webhook.html", "webhooks/_webhook.html"
    return render_page(request, page, fragment, context)
