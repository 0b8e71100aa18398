from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from organizations.tenancy import OrganizationOwned, TenantForeignKey


class Agent(OrganizationOwned):
    """A bot or a person who answers, known to one project."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    project = TenantForeignKey(
        "organizations.Project", models.CASCADE, related_name="+", db_index=False
    )
    roark_id = models.UUIDField(null=True)  # the caller's UUID, never a key of ours (contract 5.6)
    custom_id = models.CharField(max_length=255, null=True)
    name = models.CharField(max_length=255)
    description = models.TextField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "id"], name="agent_tenant_key"),
            models.UniqueConstraint(
                fields=["organization", "project", "roark_id"],
                condition=Q(roark_id__isnull=False),
                name="agent_roark_id_is_taken",
            ),
            models.UniqueConstraint(
                fields=["organization", "project", "custom_id"],
                condition=Q(custom_id__isnull=False),
                name="agent_custom_id_is_taken",
            ),
            models.UniqueConstraint(
                fields=["organization", "project", "name"],
                condition=Q(roark_id=None, custom_id=None),
                name="agent_without_id_is_known_by_name",
            ),
        ]
        indexes = [
            # GET /v1/agent
            models.Index(
                fields=["organization", "project", "created_at", "id"], name="agent_by_age"
            )
        ]

    def __str__(self):
        return self.name

    @property
    def wire_id(self):
        """The id that the API shows: the caller's own if it gave one (architecture, keys)."""
        return self.roark_id or self.id


class AgentEndpoint(OrganizationOwned):
    """Where an agent is reached: a phone number, a socket."""

    class Direction(models.TextChoices):
        INCOMING = "INCOMING"
        OUTGOING = "OUTGOING"
        BOTH = "INCOMING_AND_OUTGOING"

    class Type(models.TextChoices):
        """The published ones. A caller may have told another of a call's endpoint."""

        PHONE = "PHONE"
        WEBSOCKET = "WEBSOCKET"
        LIVEKIT = "LIVEKIT"
        SMALL_WEBRTC = "SMALL_WEBRTC"
        ELEVENLABS_WS = "ELEVENLABS_WS"
        KORE = "KORE"
        GOOGLE_CES = "GOOGLE_CES"
        DAILY = "DAILY"

    class OutboundDial(models.TextChoices):
        NONE = "NONE"
        HTTP_REQUEST = "HTTP_REQUEST"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agent = TenantForeignKey(Agent, models.CASCADE, related_name="endpoints", db_index=False)
    type = models.CharField(max_length=32, default=Type.PHONE)
    value = models.CharField(max_length=255)
    direction = models.CharField(max_length=21, choices=Direction, default=Direction.BOTH)
    environment = models.CharField(max_length=64, default="production")
    outbound_dial_type = models.CharField(
        max_length=12, choices=OutboundDial, default=OutboundDial.NONE, db_default="NONE"
    )
    # The caller's own id of the request that dials; kept and told, but never sent from here
    outbound_dial_definition_id = models.CharField(max_length=255, null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "id"], name="agent_endpoint_tenant_key"
            ),
            models.UniqueConstraint(
                fields=["organization", "agent", "type", "value"],
                name="agent_endpoint_is_taken",
            ),
        ]


class Customer(OrganizationOwned):
    """Who asks: known to the organization by phone number, else by label."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    phone = models.CharField(max_length=16, null=True)  # E.164
    label = models.CharField(max_length=255, null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "id"], name="customer_tenant_key"),
            models.UniqueConstraint(
                fields=["organization", "phone"],
                condition=Q(phone__isnull=False),
                name="customer_phone_is_taken",
            ),
            models.UniqueConstraint(
                fields=["organization", "label"],
                condition=Q(phone=None, label__isnull=False),
                name="customer_without_phone_is_known_by_label",
            ),
            models.CheckConstraint(
                condition=Q(phone__isnull=False) | Q(label__isnull=False),
                name="customer_is_known_by_something",
            ),
        ]

    def __str__(self):
        return self.label or self.phone


class Participant(OrganizationOwned):
    """An agent or a customer in one conversation, as the caller described them there."""

    class Role(models.TextChoices):
        AGENT = "agent"
        CUSTOMER = "customer"

    conversation = TenantForeignKey(
        "conversations.Conversation", models.CASCADE, related_name="participants", db_index=False
    )
    number = models.IntegerField()  # its place as sent, from 1
    role = models.CharField(max_length=8, choices=Role)
    agent = TenantForeignKey(Agent, models.PROTECT, null=True, related_name="+", db_index=False)
    endpoint = TenantForeignKey(
        AgentEndpoint, models.PROTECT, null=True, related_name="+", db_index=False
    )
    customer = TenantForeignKey(  # NULL for a customer with neither phone nor label
        Customer, models.PROTECT, null=True, related_name="+", db_index=False
    )
    phone = models.CharField(max_length=16, null=True)
    label = models.CharField(max_length=255, null=True)
    prompt = models.TextField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(  # a turn's participant is one of its conversation
                fields=["organization", "conversation", "id"], name="participant_tenant_key"
            ),
            models.UniqueConstraint(
                fields=["organization", "conversation", "number"],
                name="participant_number_is_its_own",
            ),
            models.CheckConstraint(
                condition=Q(role="agent", agent__isnull=False, customer=None)
                | Q(role="customer", agent=None, endpoint=None),
                name="participant_is_agent_or_customer",
            ),
        ]
        indexes = [
            # The agent's and the customer's pages, and the lists' filters by them
            models.Index(
                fields=["organization", "agent", "conversation"], name="participant_by_agent"
            ),
            models.Index(
                fields=["organization", "customer", "conversation"], name="participant_by_customer"
            ),
        ]

    @property
    def name(self):
        """What people call them."""
        if self.role == self.Role.AGENT:
            return self.agent.name
        return self.label or self.phone or "Customer"
