"""The one outgoing client: whatever calls a server that a setting, a customer or a member named
goes through `fetch`.

httpx does HTTP, `web/guard.py` decides which addresses it may connect to, and all of it is bounded
in time and size. Packages that wrap httpx for this exist (httpx-secure, safehttpx); they bound
neither, and know no private hosts that are meant.

Proxies, netrc and the like are not read from the environment; a proxy would connect for us,
unchecked.
"""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

import anyio
import certifi
import httpcore
import httpx
from anyio.from_thread import start_blocking_portal
from django.conf import settings

from web.guard import Forbidden, Guard, NotFetched, Resolve, Unreachable, look_up

AGENT = f"Parley/{settings.VERSION}"


class TimedOut(NotFetched):
    pass


class TooLarge(NotFetched):
    pass


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for a connection and for all of it, name and last byte included; bytes of body.

    cut: of a longer body the beginning is enough, and the rest isn't waited for.
    """

    connect: float = 5
    total: float = 15
    size: int = 1_000_000
    redirects: int = 0
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """headers' names are lower case."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


def fetch(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    content: bytes | None = None,
    limits: Limits = Limits(),  # noqa: B008  (frozen)
    resolve: Resolve = look_up,
) -> Answer:
    """Send one request on a connection of its own. Any status is an answer; raises NotFetched.

    A redirect is an answer too, unless limits.redirects allows some; each is checked like the
    first, and other hosts don't get the Authorization header.
    """
    request = _request(method, url, headers, content)
    with start_blocking_portal() as portal:  # a loop of its own, whatever runs in this thread
        return portal.call(_send, request, limits, resolve)


def _request(method, url, headers, content):
    try:
        return httpx.Request(method, check(url), headers=_headers(headers), content=content)
    except (UnicodeError, ValueError):
        raise Forbidden("A header can't be sent.") from None


def check(url: str) -> httpx.URL:
    """The URL, if it is one that may be fetched as far as its looks go; Forbidden says why not."""
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, UnicodeError, ValueError):
        raise Forbidden("That is no valid address.") from None
    if parsed.port is not None and not 0 < parsed.port < 65536:
        raise Forbidden("The address has a port that can't be.")
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise Forbidden("The address must begin with http:// or https:// and name a host.")
    if parsed.userinfo:
        raise Forbidden("The address must not contain a user name or password.")
    return parsed


def _headers(headers):
    # Compressed, a small answer may be a huge one
    return {"user-agent": AGENT, **(headers or {}), "accept-encoding": "identity"}


async def _send(request, limits, resolve):
    host = request.url.host
    try:
        with anyio.fail_after(limits.total):
            async with _client(limits, resolve) as client:
                follow = limits.redirects > 0
                response = await client.send(request, stream=True, follow_redirects=follow)
                return await _read(response, limits)
    except (TimeoutError, httpx.TimeoutException):
        raise TimedOut(f"{host} didn't answer in time.") from None
    except httpx.TooManyRedirects:
        raise Forbidden(f"{host} redirects too often.") from None
    except httpx.UnsupportedProtocol:
        raise Forbidden(f"{host} redirects to what is neither http nor https.") from None
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        # Never the error's own words nor the error itself: some quote a header
        raise Unreachable(f"{host} {_trouble(error)}.") from None


def _client(limits, resolve):
    return httpx.AsyncClient(
        transport=GuardedTransport(resolve),
        timeout=httpx.Timeout(limits.total, connect=limits.connect),
        max_redirects=limits.redirects,
        trust_env=False,
    )


async def _read(response, limits):
    body = bytearray()
    async for piece in response.aiter_raw():
        body += piece
        if len(body) > limits.size:
            if limits.cut:
                break
            raise TooLarge(f"{response.url.host} answered with more than {limits.size:,} bytes.")
    return Answer(response.status_code, dict(response.headers), bytes(body[: limits.size]))


def _trouble(error):
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return "has a certificate that can't be trusted"
    if isinstance(error, httpx.ConnectError):
        return "can't be reached"
    if isinstance(error, (httpx.NetworkError, httpx.RemoteProtocolError)):
        return "broke off, or answered with something else than HTTP"
    return "couldn't be asked"


class GuardedTransport(httpx.AsyncHTTPTransport):
    """httpx's own, on connections that Guard opens."""

    def __init__(self, resolve):
        super().__init__(verify=certificates(), trust_env=False)
        # httpx has no parameter for it; the tests fail if the name changes
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=certificates(),
            network_backend=Guard(resolve),
            max_keepalive_connections=0,
        )


@cache
def certificates() -> ssl.SSLContext:
    """Who is trusted: certifi's authorities and the system's (SSL_CERT_FILE adds to them)."""
    context = ssl.create_default_context(cafile=certifi.where())
    context.load_default_certs()
    return context
