"""What is done to a webhook by one button."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.text import Truncator
from django.views.decorators.http import require_POST

from organizations.access import Act, member_required
from webhooks import endpoints
from webhooks.pages.one import show_once, webhook_of
from webhooks.publish import send_test


def act(only_if_on=False):
    """A view, by POST, of what does something to a webhook and gives a sentence that says so.

    It gets the webhook in the place of its organization and key; its page is shown afterwards.
    """

    def viewed(do):
        @require_POST
        @member_required(Act.WEBHOOKS)
        @wraps(do)
        def view(request, organization, pk, **more):
            webhook = webhook_of(organization, pk, held=True)
            if only_if_on and not webhook.is_on:
                messages.error(request, "Turn it on first.")
            else:
                messages.success(request, do(request, webhook, **more))
            return redirect("webhook_detail", organization.slug, pk)

        return view

    return viewed


@act()
def pause_webhook(request, webhook):
    endpoints.pause(webhook, request.user)
    return "Paused: nothing is sent there."


@act()
def resume_webhook(request, webhook):
    endpoints.resume(webhook, request.user)
    return "On again."


@act(only_if_on=True)
def test_webhook(request, webhook):
    send_test(webhook)
    return "A test event is on its way."


@require_POST
@member_required(Act.WEBHOOKS)
def rotate_webhook(request, organization, pk):
    webhook = webhook_of(organization, pk, held=True)
    return show_once(request, webhook, endpoints.rotate(webhook, request.user))


@require_POST
@member_required(Act.WEBHOOKS)
def delete_webhook(request, organization, pk):
    webhook = webhook_of(organization, pk, held=True)
    shown = Truncator(webhook.url).chars(160)
    endpoints.delete(organization, pk, request.user)
    messages.success(request, f"{shown} is deleted: nothing is sent there any more.")
    return redirect("webhook_list", organization.slug)
