"""The offline generator: a conversation's own words, chosen and trimmed (ADR 0012).

The title is the core of the customer's request; the summary is that request, the tools that
were used, and what the agent said when the last of them had answered. Nothing is said that
the conversation doesn't say, but the labels of `phrases/`.
"""

from conversations.insights.extractive.reading import read
from conversations.insights.extractive.summaries import done, summary
from conversations.insights.extractive.titles import title, untold
from conversations.insights.extractive.wishes import wish
from conversations.insights.generator import Dialogue, Written


class Extractive:
    name, version = "extractive", "1.3"

    def write(self, dialogue: Dialogue) -> Written:
        if not any(line.text.strip() for line in dialogue.lines):
            return Written(None, ())
        reading = read(dialogue)
        asked = wish(reading)
        if asked is None:
            return Written(untold(reading), done(reading))
        return Written(title(reading, asked), summary(reading, asked))
