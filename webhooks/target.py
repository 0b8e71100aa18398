"""What a webhook may be: its address and its headers, refused with a sentence for people."""

import re
from ipaddress import ip_address
from socket import inet_aton

from django.conf import settings

from web.addresses import may_reach
from web.fetch import check
from web.guard import Forbidden
from webhooks.models import LONGEST_URL

MOST_HEADERS = 20
LONGEST_HEADER = 2000
NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
VALUE = re.compile(r"[!-~]([ -~]*[!-~])?")
OURS = re.compile(
    r"host|content-.*|x-roark-.*|connection|keep-alive|te|trailer|transfer-encoding|upgrade"
    r"|expect|accept-encoding|proxy-.*",
    re.IGNORECASE,
)


class Unfit(ValueError):
    """Why it can't be used; the text is for people."""


def fit_url(url: str) -> str:
    """The URL, if deliveries may go there as far as it tells by itself; else Unfit.

    Where a name leads is known only when a delivery is made, and is checked each time.
    """
    if len(url) > LONGEST_URL:
        raise Unfit(f"An address should have at most {LONGEST_URL} characters.")
    if not url.isascii() or not url.isprintable() or " " in url:
        raise Unfit("An address holds no spaces, and other scripts only in their encoded form.")
    try:
        parsed = check(url)
    except Forbidden as error:
        raise Unfit(str(error)) from None
    port = parsed.port or (443 if parsed.scheme == "https" else 80)
    if not _may_be_asked(parsed.host, port):
        raise Unfit(f"{parsed.host} is no public address, so nothing is sent there.")
    return url


def _may_be_asked(host, port):
    address = _address(host)
    return address is None or may_reach(host, address, port, settings.PRIVATE_HOSTS)


def _address(host) -> str | None:
    """What a host that is an address is as one, in short or in one number (127.1) too."""
    named = host.rstrip(".").lower()
    if f".{named}".endswith(".localhost"):
        return "127.0.0.1"
    try:
        return str(ip_address(named if ":" in named else inet_aton(named)))
    except (OSError, ValueError):
        return None


def fit_headers(headers: dict[str, str]) -> dict[str, str]:
    """The headers, if they may go with deliveries; else Unfit."""
    if len(headers) > MOST_HEADERS:
        raise Unfit(f"At most {MOST_HEADERS} headers can be sent.")
    for name, value in headers.items():
        if not NAME.fullmatch(name):
            raise Unfit(f"“{name[:100]}” is no name of a header.")
        if OURS.fullmatch(name):
            raise Unfit(f"{name} is set by Parley, or may not be set.")
        if len(value) > LONGEST_HEADER or not VALUE.fullmatch(value):
            raise Unfit(
                f"The value of {name} should be 1 to {LONGEST_HEADER} plain characters without"
                " space around them."
            )
    if len({name.lower() for name in headers}) < len(headers):
        raise Unfit("A header stands there twice.")
    return headers
