"""ChatLogger's version 1: a member's JWT (contract 4.2). Frozen."""

from typing import Literal

from django.conf import settings

from chats.wire.logged_in import ChatLoggerShape
from chats.wire.organization_key import without_scheme
from organizations import jwt
from organizations.models import User
from web.answers import Out, example
from web.api import ApiView, at, read
from web.faults import Fault
from web.fields import WireText
from web.openapi.describe import bare, describe

WAIT = "60"  # seconds


class LoginIn(ChatLoggerShape):
    """Who logs in, as on the page."""

    model_config = example({"email": "ann@example.com", "password": "a long enough one"})

    email: WireText(1, 254)
    password: WireText(1, 4096)


class RefreshIn(ChatLoggerShape):
    """The token to get the next ones by."""

    refresh_token: WireText(1, 4096)


class TokensOut(Out):
    """Tokens of one session."""

    access_token: str
    """A JWT, for `Authorization: Bearer <token>`."""
    refresh_token: str
    """Gets the next ones, once."""
    token_type: Literal["Bearer"]
    expires_in: int
    """Seconds that the access token lasts."""


class LoginUserOut(Out):
    """Who logged in."""

    id: int
    email: str
    name: str


class LoginOut(TokensOut):
    """Somebody logged in."""

    message: Literal["Login successful"]
    user: LoginUserOut


class LogoutOut(Out):
    """The session is ended, and no token of it is good any more."""

    message: Literal["Logout successful"]


class LoginsView(ApiView):
    resource = "ChatLogger"
    content_type = "application/json; charset=utf-8"
    authentication_classes = []
    permission_classes = []


class LoginView(LoginsView):
    route = "/api/v1/auth/login"

    @describe("Log in", takes=LoginIn, gives=bare(LoginOut), faults=[401, 429])
    def post(self, request):
        """Get a member's tokens. Failed log-ins are limited by address and by e-mail."""
        sent = read(LoginIn, request)
        try:
            user = jwt.authenticate(request._request, sent.email, sent.password)
        except jwt.TooMany:
            told = "Too many failed logins. Try again later."
            raise Fault(429, "throttled", told, headers={"Retry-After": WAIT}) from None
        if user is None:
            raise unknown("Invalid email or password")
        body: LoginOut = {
            "message": "Login successful",
            **tokens_out(jwt.obtain(user)),
            "user": user_out(user),
        }
        return self.answer(body)


class RefreshView(LoginsView):
    route = "/api/v1/auth/refresh"

    @describe("Refresh tokens", takes=RefreshIn, gives=bare(TokensOut), faults=[401])
    def post(self, request):
        """Get the next tokens of the session. A refresh token is good once."""
        tokens = jwt.refresh(read(RefreshIn, request).refresh_token)
        if tokens is None:
            raise unknown("invalid token")
        return self.answer(tokens_out(tokens))


class LogoutView(LoginsView):
    route = "/api/v1/auth/logout"

    @describe("Log out", gives=bare(LogoutOut), faults=[401])
    def post(self, request):
        """End the session of the access token in `Authorization`, at once, with all its tokens."""
        if not jwt.revoke(without_scheme(request.headers.get("Authorization", ""))):
            raise unknown("invalid token")
        body: LogoutOut = {"message": "Logout successful"}
        return self.answer(body)


def tokens_out(tokens: jwt.Tokens) -> TokensOut:
    return {
        "access_token": tokens.access,
        "refresh_token": tokens.refresh,
        "token_type": "Bearer",
        "expires_in": settings.HEADLESS_JWT_ACCESS_TOKEN_EXPIRES_IN,
    }


def user_out(user: User) -> LoginUserOut:
    return {"id": user.pk, "email": user.email, "name": user.name}


def unknown(told: str) -> Fault:
    return Fault(401, "authentication_failed", told, headers={"WWW-Authenticate": "Bearer"})


urlpatterns = [at(LoginView), at(RefreshView), at(LogoutView)]
