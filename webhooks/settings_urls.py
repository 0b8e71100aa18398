"""Settings, Webhooks: below /o/<organization>/settings/."""

from django.urls import path

from webhooks.pages import acts, delivery, webhooks

ONE = "webhooks/<uuid:pk>/"

urlpatterns = [
    path("webhooks/", webhooks.webhook_list, name="webhook_list"),
    path("webhooks/new/", webhooks.add_webhook, name="add_webhook"),
    path(ONE, webhooks.webhook_detail, name="webhook_detail"),
    path(f"{ONE}change/", webhooks.change_webhook, name="change_webhook"),
    path(f"{ONE}rotate/", acts.rotate_webhook, name="rotate_webhook"),
    path(f"{ONE}pause/", acts.pause_webhook, name="pause_webhook"),
    path(f"{ONE}resume/", acts.resume_webhook, name="resume_webhook"),
    path(f"{ONE}test/", acts.test_webhook, name="test_webhook"),
    path(f"{ONE}delete/", acts.delete_webhook, name="delete_webhook"),
    path(f"{ONE}deliveries/<int:number>/", delivery.delivery_detail, name="delivery_detail"),
    path(f"{ONE}deliveries/<int:number>/again/", delivery.redeliver, name="redeliver"),
]
