"""Who calls the API, and whether their key allows it."""

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import BasePermission

from organizations import keys
from organizations.access import API_PERMISSIONS, granted
from organizations.models import ApiKey


class BearerKey(BaseAuthentication):
    """Authorization: Bearer <key> (contract 1.0). request.auth is the ApiKey.

    schemes tells of it in the OpenAPI documents, by a name of its own.
    """

    schemes = {
        "bearerKey": {
            "type": "http",
            "scheme": "bearer",
            "description": "An API key as `Authorization: Bearer <key>`. Admins make them under"
            " Settings, API keys.",
        }
    }

    def authenticate(self, request):
        scheme, _, secret = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() != "bearer" or not secret.strip():
            return None
        return None, recognise(secret.strip())

    def authenticate_header(self, request):
        return "Bearer"


def recognise(secret):
    """The key of this secret, its use noted; AuthenticationFailed if it is not an active one."""
    key = keys.find(secret)
    if key is None:
        raise AuthenticationFailed("This API key is unknown, expired or revoked.")
    keys.note_use(key)
    key.project.organization = key.organization  # the same row: no second look for it
    return key


class MayCall(BasePermission):
    """What API_PERMISSIONS asks for this method and route is among the key's permissions."""

    def has_permission(self, request, view):
        if request.auth is None:
            return False  # 401: no credential
        method = "GET" if request.method == "HEAD" else request.method
        if (method, view.route) in API_PERMISSIONS:
            demand(request.auth, API_PERMISSIONS[method, view.route])
        return True  # else the method is unknown here: 405


def demand(key, permission):
    """PermissionDenied, naming it, if the key lacks the permission."""
    if permission and permission not in granted(key.scopes):
        who = "This API key" if isinstance(key, ApiKey) else "Your role"
        raise PermissionDenied(f"{who} lacks the permission {permission}.")
