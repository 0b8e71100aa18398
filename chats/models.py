from django.db import models

from organizations.tenancy import OrganizationOwned, TenantOneToOneField


class ChatDetails(OrganizationOwned):
    """What only a chat has: the session as ChatLogger's metadata describe it (contract 4.1)."""

    conversation = TenantOneToOneField(
        "conversations.Conversation",
        models.CASCADE,
        primary_key=True,
        related_name="chat_details",
    )
    user_id = models.DecimalField(max_digits=20, decimal_places=0, null=True)  # 0 … 2⁶⁴−1
    session_id = models.CharField(max_length=255)
    country_code = models.CharField(max_length=64)
    ip_address = models.CharField(max_length=255)
    transcript_link = models.CharField(max_length=2048)
