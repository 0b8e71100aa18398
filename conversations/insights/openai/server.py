"""Asking a server for a chat completion: who it is, how long we wait, how often we ask again."""

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from django.core.cache import cache
from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception_type,
    stop_after_attempt,
    wait_random_exponential,
)

from conversations.insights.generator import Failed
from conversations.insights.openai.reply import SCHEMA
from web.fetch import Answer, Limits, NotFetched, Unreachable, fetch
from web.slots import slot

ATTEMPTS = 3
LONGEST_WAIT = 30  # seconds; a server that asks for more is left alone
REST = 60  # seconds without another try after a server failed
SIZE = 500_000  # bytes of an answer
AGAIN = {408, 409, 425, 429, 500, 502, 503, 504, 529}
TOO_MUCH_ASKED = {400, 404, 415, 422, 501}  # perhaps for what isn't in the oldest form of the API
TROUBLE = {
    401: "refuses the key",
    403: "refuses the key",
    404: "knows no such address or model",
    413: "finds the conversation too long",
    429: "asks to wait",
}
backoff = wait_random_exponential(multiplier=1, max=10)


@dataclass(frozen=True)
class Server:
    """Where, by which model, with which key. parallel counts in the whole installation.

    pause is how a wait is spent; rest, for how many seconds it is left alone after a failure;
    attempts, how often it is asked where that may help.
    """

    base_url: str
    model: str
    key: str = field(default="", repr=False)
    timeout: float = 60
    parallel: int = 4
    pause: Callable[[float], None] = time.sleep
    rest: float = REST
    attempts: int = ATTEMPTS

    def complete(self, messages: list[dict]) -> tuple[str, int | None]:
        """The model's words and the tokens it took, None if the server doesn't say. Or Failed."""
        if self.rest and (trouble := cache.get(self._down)):
            raise Failed(trouble)
        try:
            return _completion(self._asked(messages))
        except Failed as failure:
            if failure.lasts and self.rest:
                cache.set(self._down, str(failure), self.rest)
            raise

    def _asked(self, messages):
        """Asked for JSON of our schema; of a server that refuses to know of that, without it.

        Nothing else is asked for: newer models refuse a temperature, or the bounds of older ones.
        """
        plain = {"model": self.model, "messages": messages}
        wanted = {"response_format": {"type": "json_schema", "json_schema": SCHEMA}}
        if not cache.get(self._is_plain):
            answer = self._post(plain | wanted)
            if answer.status not in TOO_MUCH_ASKED:
                return answer
        answer = self._post(plain)
        if answer.status == 200:
            cache.set(self._is_plain, True, 3600)
        return answer

    def _post(self, body):
        """The answer to one request, asked for again while that may help."""
        tries = Retrying(
            stop=stop_after_attempt(self.attempts),
            retry=retry_if_exception_type(Busy),
            wait=_wait,
            sleep=self.pause,
            reraise=True,
        )
        try:
            with self._turn():
                return tries(self._post_once, json.dumps(body).encode())
        except TimeoutError:
            raise Failed("too many questions wait for a server already") from None

    def _turn(self):
        longest = self.attempts * (self.timeout + LONGEST_WAIT)
        return slot("model-server", self.parallel, held=longest, patience=longest)

    def _post_once(self, content) -> Answer:
        key = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        try:
            answer = fetch(
                "POST",
                f"{self.base_url.rstrip('/')}/chat/completions",
                headers={"Content-Type": "application/json", **key},
                content=content,
                limits=Limits(total=self.timeout, size=SIZE),
            )
        except Unreachable as error:
            raise Busy(_told_by(error)) from None
        except NotFetched as error:
            raise Failed(_told_by(error), lasts=True) from None
        if answer.status in AGAIN:
            raise Busy(_told(answer.status), after=_seconds(answer.headers.get("retry-after")))
        return answer

    @property
    def _down(self):
        return f"model-server-down:{self._name}"

    @property
    def _is_plain(self):
        return f"model-server-is-plain:{self._name}"

    @property
    def _name(self):
        who = f"{self.base_url} {self.model} {self.key}"
        return hashlib.sha256(who.encode()).hexdigest()


class Busy(Failed):
    """Perhaps not a moment later; `after` are the seconds that the server asks for."""

    def __init__(self, reason, after=0.0):
        super().__init__(reason, lasts=True)
        self.after = after


def _wait(state: RetryCallState) -> float:
    asked = state.outcome.exception().after
    if asked > LONGEST_WAIT:
        raise state.outcome.exception()
    return max(asked, backoff(state))


def _seconds(retry_after):
    """Of a Retry-After header, which is a number or a date; 0 without one that can be read."""
    if not retry_after:
        return 0
    try:
        if retry_after.strip().isdecimal():
            return int(retry_after)
        when = parsedate_to_datetime(retry_after)
    except (ValueError, OverflowError):
        return 0
    return max(0, (when.replace(tzinfo=when.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


def _completion(answer):
    if answer.status != 200:
        raise Failed(_told(answer.status), lasts=answer.status in (401, 403))
    try:
        data = json.loads(answer.body)
        text, usage = data["choices"][0]["message"]["content"], data.get("usage") or {}
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise Failed("the server's answer is no chat completion") from None
    tokens = usage.get("total_tokens") if isinstance(usage, dict) else None
    if not isinstance(text, str):
        raise Failed("the model said nothing", tokens=_count(tokens))
    return text, _count(tokens)


def _count(tokens):
    return tokens if isinstance(tokens, int) and 0 <= tokens < 10**9 else None


def _told(status):
    trouble = TROUBLE.get(status, "is in trouble" if status >= 500 else "refuses the request")
    return f"the server {trouble} (status {status})"


def _told_by(error):
    return str(error).rstrip(".")
