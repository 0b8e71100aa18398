"""When things were said, made up for formats that don't tell it."""

from datetime import datetime, timedelta

PAUSE_MS = 1_000
LETTER_MS = 40
SHORTEST_MS = 1_000
LONGEST_MS = 60_000


class Clock:
    """Gives each thing of a conversation its times, one after the other; the same each time."""

    def __init__(self, start: datetime):
        self.start = start
        self.ms = self.ended_ms = 0

    def take(self, ms: int) -> dict:
        """The times of the next thing, which takes so long."""
        begun, ended = self.ms, self.ms + ms
        self.ended_ms, self.ms = ended, ended + PAUSE_MS
        return {
            "start_ms": begun,
            "end_ms": ended,
            "started_at": self.start + timedelta(milliseconds=begun),
            "ended_at": self.start + timedelta(milliseconds=ended),
        }

    def say(self, text: str) -> dict:
        return self.take(min(max(len(text) * LETTER_MS, SHORTEST_MS), LONGEST_MS))

    def act(self) -> dict:
        return self.take(SHORTEST_MS)

    def whole(self) -> dict:
        """The times of the conversation, once all of it was said."""
        return {
            "started_at": self.start,
            "ended_at": self.start + timedelta(milliseconds=self.ended_ms),
            "duration_ms": self.ended_ms,
        }
