from django.db import models

from organizations.tenancy import OrganizationOwned, TenantOneToOneField


class CallDetails(OrganizationOwned):
    """What only a call has: how it was made, how it ended, where its recording lies."""

    class Direction(models.TextChoices):
        INBOUND = "INBOUND"
        OUTBOUND = "OUTBOUND"

    class Interface(models.TextChoices):
        PHONE = "PHONE"
        WEB = "WEB"

    conversation = TenantOneToOneField(
        "conversations.Conversation",
        models.CASCADE,
        primary_key=True,
        related_name="call_details",
    )
    direction = models.CharField(max_length=8, choices=Direction)
    interface = models.CharField(max_length=5, choices=Interface)
    ended_status = models.CharField(max_length=64, null=True)
    recording_url = models.TextField()
    stereo_recording_url = models.TextField(null=True)
    vapi_call_id = models.UUIDField(null=True)
    livekit_room_id = models.CharField(max_length=255, null=True)
