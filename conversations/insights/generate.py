"""Letting a generator write, and the offline one in its place where it fails or makes things up."""

import logging
from dataclasses import asdict, dataclass, replace
from time import perf_counter

from conversations.insights.evidence import checked
from conversations.insights.extractive import Extractive
from conversations.insights.generator import Dialogue, Failed, Generator, Written
from conversations.models import Conversation, Insight

log = logging.getLogger(__name__)
SPARE = "The title is the offline generator's: the first one said what nobody had said."
NOTE = 255  # characters that a note has room for


@dataclass(frozen=True, slots=True)
class Generated:
    """What was written of a dialogue, by whom in the end, and how long that took."""

    dialogue: Dialogue
    written: Written
    generator: Generator
    duration_ms: int

    def of(self, conversation: Conversation) -> Insight:
        return Insight(
            organization_id=conversation.organization_id,
            conversation=conversation,
            title=self.written.title,
            sentences=[asdict(sentence) for sentence in self.written.sentences],
            generator=self.generator.name,
            version=self.generator.version,
            model=self.written.model,
            prompt_hash=self.written.prompt_hash,
            tokens=self.written.tokens,
            note=self.written.note,
            input_hash=self.dialogue.hash,
            turn_count=len(self.dialogue.lines),
            duration_ms=self.duration_ms,
        )


def generate(generator: Generator, dialogue: Dialogue) -> Generated | None:
    """By this generator, else by the offline one; None where that breaks too, which is logged."""
    began = perf_counter()
    try:
        return _generated(generator, dialogue, began)
    except Failed as failure:
        note = f"Instead of {generator.name}: {failure}."[:NOTE]
    except Exception:  # one conversation must not hold up all others
        log.exception("The generator %s broke", generator.name)
        note = f"Instead of {generator.name}, which broke."
    try:
        return _generated(Extractive(), dialogue, began, note)
    except Exception:
        log.exception("The offline generator broke")


def _generated(by, dialogue, began, note=None):
    written = by.write(dialogue)
    took = round(1000 * (perf_counter() - began))
    kept = checked(replace(written, note=note or written.note), dialogue)
    if written.title and not kept.title:
        kept = _titled_offline(kept, dialogue)
    return Generated(dialogue, kept, by, took)


def _titled_offline(written, dialogue):
    """With the offline generator's title, where its own said what nobody had said."""
    spare = checked(Extractive().write(dialogue), dialogue).title
    return replace(written, title=spare, note=written.note or SPARE) if spare else written
