"""Letting a generator write, and the offline one in its place where it fails."""

from dataclasses import asdict, dataclass, replace
from time import perf_counter

from conversations.insights.evidence import checked
from conversations.insights.extractive import Extractive
from conversations.insights.generator import Dialogue, Failed, Generator, Written
from conversations.models import Conversation, Insight

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


def generate(generator: Generator, dialogue: Dialogue) -> Generated:
    began = perf_counter()
    try:
        by, written = generator, generator.write(dialogue)
    except Failed as failure:
        by = Extractive()
        note = f"Instead of {generator.name}: {failure}."[:NOTE]
        written = replace(by.write(dialogue), note=note)
    took = round(1000 * (perf_counter() - began))
    return Generated(dialogue, checked(written, dialogue), by, took)
