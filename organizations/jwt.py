"""JWTs of people: one for an hour, and one that gets the next, both of one session.

django-allauth makes and reads them (HEADLESS_JWT_… of the settings). A session is ended by
revoking it, by another password and with the account, and its tokens with it at once.
"""

from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from allauth.headless.contrib.rest_framework.authentication import JWTTokenAuthentication
from allauth.headless.tokens.strategies.jwt import JWTTokenStrategy
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from rest_framework.exceptions import AuthenticationFailed

from organizations.locks import wait_for
from organizations.models import User


class TooMany(Exception):
    """Too many log-ins failed, from this address or for this e-mail."""


@dataclass(frozen=True)
class Tokens:
    access: str
    refresh: str


def authenticate(request: HttpRequest, email: str, password: str) -> User | None:
    """Who logs in so, as on the page and limited with it; TooMany."""
    try:
        user = get_adapter(request).authenticate(request, email=email, password=password)
    except ValidationError:
        raise TooMany from None
    return user if user and user.is_active else None


def obtain(user: User) -> Tokens:
    """Tokens of a new session, which no browser gets a cookie of."""
    request = HttpRequest()
    request.session, request.user = SessionStore(), AnonymousUser()
    login(request, user, settings.AUTHENTICATION_BACKENDS[0])
    strategy = JWTTokenStrategy()
    strategy.create_session_token(request)
    tokens = strategy.create_access_token_payload(request)
    request.session.save()
    return Tokens(tokens["access_token"], tokens["refresh_token"])


@transaction.atomic
def refresh(token: str) -> Tokens | None:
    """The next tokens; this one is used up. None if it is not, or no more, one to refresh by.

    Of two at the same moment the second waits and then gets None.
    """
    wait_for(f"refresh {token}")
    found = JWTTokenStrategy().refresh_token(token)
    return found and Tokens(*found)


def is_like_one(text: str) -> bool:
    return text.count(".") == 2


def person_of(token: str) -> User | None:
    """Whose access token it is; None if it is expired, revoked or none."""
    try:
        user, _ = JWTTokenAuthentication().authenticate_credentials(token)
    except AuthenticationFailed:
        return None
    return user


def revoke(token: str) -> bool:
    """End the session of an access token; False if it is none that stands."""
    request = HttpRequest()
    request.META["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    strategy = JWTTokenStrategy()
    key = strategy.get_session_token(request)
    session = key and strategy.lookup_session(key)
    if not session:
        return False
    session.flush()
    return True
