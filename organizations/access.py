"""Who may do what: the acts of people by role, and the permissions of API keys by route.

Two tables, each the only one of its kind. The members page shows the first; tests walk both.
"""

from contextlib import nullcontext
from enum import StrEnum
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import resolve_url
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from organizations.models import Membership, Role
from organizations.tenancy import within


class Act(StrEnum):
    """What a member may do to the organization, worded as the members page shows it."""

    READ = "read conversations"
    ANNOTATE = "tag, note and score"
    EDIT_TITLES = "edit titles and summaries"
    MANAGE_TAGS = "manage tags and score configs"
    BULK_DELETE = "delete conversations"
    IMPORT = "import conversations"
    JOBS = "cancel others’ jobs"
    KEYS = "manage API keys"
    GENERATOR = "choose what writes titles"
    WEBHOOKS = "manage webhooks"
    MEMBERS = "manage members"
    ORGANIZATION = "change the organization"


EVERYBODY = frozenset(Role)
ADMINS = frozenset({Role.OWNER, Role.ADMIN})

ACTS = {
    Act.READ: EVERYBODY,
    Act.ANNOTATE: EVERYBODY - {Role.VIEWER},
    Act.EDIT_TITLES: EVERYBODY - {Role.VIEWER},
    Act.MANAGE_TAGS: ADMINS,
    Act.BULK_DELETE: ADMINS,
    Act.IMPORT: ADMINS,
    Act.JOBS: ADMINS,
    Act.KEYS: ADMINS,
    Act.GENERATOR: ADMINS,
    Act.WEBHOOKS: ADMINS,
    Act.MEMBERS: ADMINS,
    Act.ORGANIZATION: frozenset({Role.OWNER}),
}


def may(membership, act):
    """Whether this member's role allows the act."""
    return membership.role in ACTS[act]


def member_required(act, waits=False):
    """Guard a page of an organization, and run it within that organization.

    The view gets the Organization in place of its slug, and request.membership; times are
    shown in the organization's zone. A slug that nobody has and an organization of others
    both answer 404, a role that does not allow the act 403; who is not logged in is sent
    to log in.

    waits is for a view that waits for a server of somebody else's: it enters the organization
    by itself, for as long as it needs the database and no longer.
    """

    def guard(view):
        @wraps(view)
        def guarded(request, organization, **kwargs):
            if not request.user.is_authenticated:
                return ask_to_log_in(request)
            membership = membership_of(request.user, organization)
            if not may(membership, act):
                raise PermissionDenied(f"Your role, {membership.role}, may not {act}.")
            request.membership = membership
            organization = membership.organization
            entered = nullcontext() if waits else within(organization)
            with entered, timezone.override(organization.zone):
                return view(request, organization, **kwargs)

        guarded.scoped_to_organization = act
        return guarded

    return guard


def ask_to_log_in(request):
    """Send to the login page and back; htmx would put a plain redirect's page into a fragment."""
    if request.htmx:
        back = request.htmx.current_url_abs_path or resolve_url("home")
        return HttpResponseClientRedirect(redirect_to_login(back).url)
    return redirect_to_login(request.get_full_path())


def membership_of(user, slug):
    memberships = Membership.objects.select_related("organization")
    try:
        membership = memberships.get(organization__slug=slug, user=user)
    except Membership.DoesNotExist:
        raise Http404("No such organization, or you are not a member of it.") from None
    membership.user = user
    return membership


# Method and path → permission, for every endpoint that a key can call. READ and WRITE are the
# coarse scopes; each grants what stands below it (contract 1.0, 1.1).
API_PERMISSIONS = {
    ("POST", "/v1/chat"): "chat:create",
    ("GET", "/v1/chat"): "chat:read",
    ("GET", "/v1/chat/{id}"): "chat:read",
    ("DELETE", "/v1/chat/{id}"): "chat:delete",
    ("GET", "/v1/chat/{id}/transcript"): "chat:read",
    ("POST", "/v1/chat/{id}/messages"): "chat:update",
    ("GET", "/v1/chat/{id}/metrics"): "chat:read",
    ("PATCH", "/v1/chat/{id}/properties"): "chat:update",
    ("POST", "/v1/call"): "call:create",
    ("GET", "/v1/call"): "call:read",
    ("GET", "/v1/call/{id}"): "call:read",
    ("DELETE", "/v1/call/{id}"): "call:delete",
    ("POST", "/v1/call/batch-delete"): "call:delete",
    ("GET", "/v1/call/{id}/transcript"): "call:read",
    ("POST", "/v1/call/{id}/transcript"): "call:update",
    ("POST", "/v1/call/{id}/tool-invocations"): "call:update",
    ("GET", "/v1/call/{id}/metrics"): "call:read",
    ("PATCH", "/v1/call/{id}/properties"): "call:update",
    ("GET", "/v1/call/{id}/sentiment-run"): "call:read",
    ("GET", "/v1/call/{id}/cost"): "billing:read",
    ("POST", "/v1/agent"): "agent:create",
    ("GET", "/v1/agent"): "agent:read",
    ("POST", "/v1/agent/build"): "agent:create",
    ("GET", "/v1/agent/{id}"): "agent:read",
    ("PUT", "/v1/agent/{id}"): "agent:update",
    ("POST", "/v1/agent/endpoint"): "agent:create",
    ("GET", "/v1/agent/endpoint"): "agent:read",
    ("GET", "/v1/agent/endpoint/{id}"): "agent:read",
    ("PUT", "/v1/agent/endpoint/{id}"): "agent:update",
    ("POST", "/v1/webhook"): "webhook:create",
    ("GET", "/v1/webhook"): "webhook:read",
    ("GET", "/v1/webhook/{id}"): "webhook:read",
    ("DELETE", "/v1/webhook/{id}"): "webhook:delete",
    ("GET", "/v1/me"): None,  # any key may ask what it is, and where
    ("GET", "/v1/projects"): None,
    ("POST", "/api/v1/chats"): "chat:create",
    ("GET", "/api/v1/chats"): "chat:read",
    ("GET", "/api/v1/chats/{chat_id}"): "chat:read",
    ("PATCH", "/api/v1/chats/{chat_id}"): "chat:update",
    ("DELETE", "/api/v1/chats/{chat_id}"): "chat:delete",
    ("POST", "/api/v1/chats/{chat_id}/messages"): "chat:update",
    ("POST", "/api/v1/orgs/{slug}/chats"): "chat:create",
    ("GET", "/api/v1/orgs/{slug}/chats"): "chat:read",
    ("GET", "/api/v1/orgs/{slug}/chats/{chat_id}"): "chat:read",
    ("PATCH", "/api/v1/orgs/{slug}/chats/{chat_id}"): "chat:update",
    ("DELETE", "/api/v1/orgs/{slug}/chats/{chat_id}"): "chat:delete",
    ("POST", "/api/v1/orgs/{slug}/chats/{chat_id}/messages"): "chat:update",
    ("GET", "/api/parley/v1/tags"): "annotation:read",
    ("POST", "/api/parley/v1/tags"): "annotation:write",
    ("GET", "/api/parley/v1/tags/{id}"): "annotation:read",
    ("PATCH", "/api/parley/v1/tags/{id}"): "annotation:write",
    ("DELETE", "/api/parley/v1/tags/{id}"): "annotation:write",
    ("GET", "/api/parley/v1/score-configs"): "annotation:read",
    ("POST", "/api/parley/v1/score-configs"): "annotation:write",
    ("GET", "/api/parley/v1/score-configs/{id}"): "annotation:read",
    ("PATCH", "/api/parley/v1/score-configs/{id}"): "annotation:write",
    ("DELETE", "/api/parley/v1/score-configs/{id}"): "annotation:write",
    ("GET", "/api/parley/v1/conversations/{id}/tags"): "annotation:read",
    ("POST", "/api/parley/v1/conversations/{id}/tags"): "annotation:write",
    ("DELETE", "/api/parley/v1/conversations/{id}/tags/{taggingId}"): "annotation:write",
    ("GET", "/api/parley/v1/conversations/{id}/notes"): "annotation:read",
    ("POST", "/api/parley/v1/conversations/{id}/notes"): "annotation:write",
    ("PATCH", "/api/parley/v1/conversations/{id}/notes/{noteId}"): "annotation:write",
    ("DELETE", "/api/parley/v1/conversations/{id}/notes/{noteId}"): "annotation:write",
    ("GET", "/api/parley/v1/conversations/{id}/scores"): "annotation:read",
    ("POST", "/api/parley/v1/conversations/{id}/scores"): "annotation:write",
    ("PATCH", "/api/parley/v1/conversations/{id}/scores/{scoreId}"): "annotation:write",
    ("DELETE", "/api/parley/v1/conversations/{id}/scores/{scoreId}"): "annotation:write",
    ("GET", "/api/parley/v1/conversations/{id}/insight"): "insight:read",
}

READING = frozenset(
    {
        "chat:read",
        "call:read",
        "agent:read",
        "recording:read",
        "billing:read",
        "annotation:read",
        "insight:read",
    }
)
WRITING = frozenset(
    {
        "chat:create",
        "chat:update",
        "chat:delete",
        "call:create",
        "call:update",
        "call:delete",
        "agent:create",
        "agent:update",
        "metric:create",
        "webhook:create",
        "webhook:read",
        "webhook:delete",
        "config:apply",
        "annotation:write",
    }
)
# What a member may do by an API where they come without a key: no more than on the pages
BY_ACT = {
    Act.READ: "chat:read",
    Act.IMPORT: "chat:create",
    Act.EDIT_TITLES: "chat:update",
    Act.BULK_DELETE: "chat:delete",
}
COARSE = {"READ": READING, "WRITE": WRITING}
SCOPES = (*COARSE, *sorted(READING | WRITING))


def granted_to(membership):
    """The fine permissions that a member's role amounts to."""
    return {permission for act, permission in BY_ACT.items() if may(membership, act)}


def granted(scopes):
    """The fine permissions that a key's scopes amount to."""
    fine = set(scopes) - set(COARSE)
    return fine.union(*(COARSE[scope] for scope in scopes if scope in COARSE))
