"""Who calls ChatLogger's API (contract 4.2)."""

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated

from organizations.authentication import recognise


class OrganizationKey(BaseAuthentication):
    """x-organization-api-key decides alone; else Authorization, with or without Bearer."""

    schemes = {
        "organizationKey": {
            "type": "apiKey",
            "in": "header",
            "name": "x-organization-api-key",
            "description": "An API key. Where it is sent, `Authorization` is not looked at.",
        },
        "authorization": {
            "type": "http",
            "scheme": "bearer",
            "description": "An API key as `Authorization: Bearer <key>`, or without `Bearer`.",
        },
    }

    def authenticate(self, request):
        secret = request.headers.get("x-organization-api-key")
        if secret is None:
            secret = request.headers.get("Authorization")
        if secret is None:
            raise NotAuthenticated("API key required")
        scheme, _, rest = secret.strip().partition(" ")
        try:
            return None, recognise(rest.strip() if scheme.lower() == "bearer" else secret.strip())
        except AuthenticationFailed:
            raise AuthenticationFailed("invalid API key") from None

    def authenticate_header(self, request):
        return "Bearer"
