"""The page of one webhook, with its deliveries; its secret is shown on it once."""

from django.shortcuts import get_object_or_404, resolve_url
from django.utils.cache import patch_cache_control

from web.htmx import render_page
from webhooks.models import Webhook
from webhooks.pages.deliveries import page_of_deliveries

IN_SETTINGS = {"section": "settings", "tab": "webhooks"}


def webhook_of(organization, pk, held=False):
    """404 without it. held: nobody else changes or deletes it until the transaction ends."""
    rows = Webhook.objects.of(organization).select_related("organization", "project")
    if held:
        rows = rows.select_for_update(of=("self",), no_key=True)
    return get_object_or_404(rows, pk=pk)


def show(request, webhook, **more):
    """more: secret, which is shown here and never again."""
    context = {**IN_SETTINGS, "webhook": webhook, **page_of_deliveries(request, webhook), **more}
    return render_page(request, "webhooks/webhook.html", "webhooks/_webhook.html", context)


def show_once(request, webhook, secret):
    """The one answer that bears the secret: nothing keeps it, the browser's cache neither."""
    response = show(request, webhook, secret=secret)
    patch_cache_control(response, no_store=True, private=True)
    response["HX-Push-Url"] = resolve_url("webhook_detail", webhook.organization.slug, webhook.pk)
    return response
