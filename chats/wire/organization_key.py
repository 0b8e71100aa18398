"""Who calls ChatLogger's API (contract 4.2): a program by a key, a member by a JWT or a session."""

from django.http import QueryDict
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated

from organizations import jwt
from organizations.authentication import recognise
from organizations.models import User
from organizations.visitors import visit

COOKIE = "auth_token"


class OrganizationKey(BaseAuthentication):
    """x-organization-api-key decides alone; else Authorization; else a cookie, of which the last
    need a CSRF token where they change something. request.auth is the ApiKey or a Visitor.
    """

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
            "description": "An API key, or a member's JWT of `POST /api/v1/auth/login`, as"
            " `Authorization: Bearer <key>` or without `Bearer`.",
        },
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": "sessionid",
            "description": "A member who is logged in. What changes something needs the header"
            " `X-CSRFToken` too.",
        },
    }

    def authenticate(self, request):
        if (secret := request.headers.get("x-organization-api-key")) is not None:
            return None, key_of(secret)
        if (sent := request.headers.get("Authorization")) is not None:
            secret = without_scheme(sent)
            if not jwt.is_like_one(secret):
                return None, key_of(secret)
            return visitor(request, person_of(secret))
        return visitor(request, by_cookie(request))

    def authenticate_header(self, request):
        return "Bearer"


class Session(SessionAuthentication):
    def enforce_csrf(self, request):
        """By the header alone: a body that says it is a form may be JSON (contract 4.5 i)."""
        request._request.POST = QueryDict()
        super().enforce_csrf(request._request)


def without_scheme(sent: str) -> str:
    scheme, _, rest = sent.strip().partition(" ")
    return rest.strip() if scheme.lower() == "bearer" else sent.strip()


def key_of(secret: str):
    try:
        return recognise(without_scheme(secret))
    except AuthenticationFailed:
        raise AuthenticationFailed("invalid API key") from None


def person_of(token: str) -> User:
    person = jwt.person_of(token)
    if person is None:
        raise AuthenticationFailed("invalid token")
    return person


def by_cookie(request) -> User:
    """Browsers send cookies by themselves, so a page of another site could have them send some."""
    session = Session()
    if token := request.COOKIES.get(COOKIE):
        person = person_of(token)
        session.enforce_csrf(request)
        return person
    found = session.authenticate(request)
    if found is None:
        raise NotAuthenticated("API key required")
    return found[0]


def visitor(request, person: User):
    slug = request.parser_context["kwargs"].get("slug") or request.GET.get("slug")
    return person, visit(person, slug)
