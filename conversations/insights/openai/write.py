"""Titles and summaries by a model on a server."""

from dataclasses import dataclass, field
from threading import Lock

from conversations.insights.generator import SERVER, Dialogue, Failed, Written
from conversations.insights.openai.prompt import HASH, VERSION, prompt
from conversations.insights.openai.reply import read_reply
from conversations.insights.openai.server import Server

ANSWER = 600  # tokens, about


@dataclass
class Budget:
    """How many tokens may be spent, None for any number; threads share it."""

    left: int | None = None
    spent: int = 0
    lock: Lock = field(default_factory=Lock, repr=False)

    def take(self, tokens):
        """Set so many aside before the question."""
        with self.lock:
            if self.left is not None and self.left < tokens:
                raise Failed("the organization’s tokens of today are used up")
            self.left = None if self.left is None else self.left - tokens

    def take_spent(self) -> int:
        """What was spent since this was asked last."""
        with self.lock:
            spent, self.spent = self.spent, 0
            return spent

    def settle(self, taken, used):
        with self.lock:
            self.spent += used
            self.left = None if self.left is None else self.left + taken - used


@dataclass
class OpenAI:
    """Asks a server, which takes seconds, so outside of transactions; threads may share it.

    characters is how much of a conversation is sent.
    """

    server: Server
    budget: Budget = field(default_factory=Budget)
    characters: int = 24_000

    name = SERVER
    version = VERSION
    is_slow = True

    @property
    def parallel(self) -> int:
        return self.server.parallel

    def write(self, dialogue: Dialogue) -> Written:
        """Raises Failed, with a reason that may be shown."""
        asked = prompt(dialogue, self.characters)
        if not asked.keys:
            return Written(None, ())
        expected = asked.tokens + ANSWER
        self.budget.take(expected)
        used = 0
        try:
            text, tokens = self.server.complete(asked.messages)
            used = expected if tokens is None else tokens
        except Failed as failure:
            used = failure.tokens or 0
            raise
        finally:
            self.budget.settle(expected, used)
        title, sentences = read_reply(text, asked.keys)
        return Written(title, sentences, self.server.model, HASH, used)
