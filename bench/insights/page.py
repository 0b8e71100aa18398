"""The page docs/insights.md."""

import random
from statistics import mean, median

from bench.insights.judge import Judged

TABLE = 20
BEGIN, END = "<!-- dialogues -->", "<!-- /dialogues -->"


def share(judged: list[Judged], rule, among=None) -> str:
    some = [each for each in judged if among is None or among(each)]
    if not some:
        return "–"
    return f"{100 * sum(map(rule, some)) / len(some):.0f} %"


ROWS = (
    ("conversations", len),
    ("titles that name what is asked for", lambda j: share(j, Judged.names_what_is_asked)),
    ("… by a word of the service or the tool", lambda j: share(j, Judged.names_service)),
    ("titles with a word that the agent takes up",
     lambda j: share(j, Judged.names_what_the_agent_takes_up)),
    ("titles that are the first line's beginning", lambda j: share(j, Judged.begins_first_line)),
    ("titles that are a piece of the first line", lambda j: share(j, Judged.is_of_first_line)),
    ("letters of a title", lambda j: round(mean(len(each.title) for each in j))),
)  # fmt: skip
SUMMED = (
    ("summaries that tell the outcome",
     lambda j: share(j, Judged.tells_outcome, Judged.has_outcome)),
    ("sentences of a summary", lambda j: f"{mean(len(e.written.sentences) for e in j):.1f}"),
    ("letters of a summary", lambda j: round(mean(map(length, j)))),
    ("facts that the turns don't have", lambda j: sum(len(each.unsupported()) for each in j)),
    ("ms of CPU a conversation, median", lambda j: f"{median(each.ms for each in j):.1f}"),
)  # fmt: skip


def length(judged: Judged) -> int:
    return len(" ".join(sentence.text for sentence in judged.written.sentences))


def figures(columns: dict[str, list[Judged]], plain=()) -> str:
    """A table of figures; the columns that are plain have no summaries."""
    lines = [row("", *columns), row("---", *("---:" for _ in columns))]
    for name, figure in ROWS:
        lines.append(row(name, *map(figure, columns.values())))
    for name, figure in SUMMED:
        cells = ("–" if key in plain else figure(judged) for key, judged in columns.items())
        lines.append(row(name, *cells))
    return "\n".join(lines)


def examples(judged: list[Judged]) -> str:
    """Some at random, the good and the bad."""
    some = random.Random(TABLE).sample(judged, TABLE)
    lines = [row("title", "summary"), row("---", "---")]
    lines += [
        row(cell(each.title), cell(" ".join(s.text for s in each.written.sentences)))
        for each in some
    ]
    return "\n".join(lines)


def row(*cells) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def cell(text: str) -> str:
    """Text as text: neither markup nor a border of the table."""
    for sign in "\\|<>*_`[]":
        text = text.replace(sign, f"&#{ord(sign)};")
    return text


def between(page: str) -> str | None:
    """What an earlier page tells of dialogues that are not here now."""
    _, begin, rest = page.partition(BEGIN)
    found, end, _ = rest.partition(END)
    return found.strip() if begin and end else None
