"""Writes docs/insights.md: figures of the offline titles and summaries, and twenty of them.

BENCH_DATA  a file of dialogues {services, turns, tools}, one JSON a line, .gz or not; without
            it only the demo is judged, and the page keeps what it says of dialogues
"""

import os
from collections import defaultdict
from pathlib import Path

from bench.insights import page
from bench.insights.judge import Judged, judge, untitled
from bench.insights.talks import SAMPLE, Talk, demo_talks, sampled
from conversations.insights.extractive import Extractive

HERE = Path(__file__).resolve().parent
PAGE = HERE.parents[1] / "docs" / "insights.md"
SPOKEN = ("en", "de", "es", "tr")


def main():
    demo, file = by_language(judged(demo_talks())), os.environ.get("BENCH_DATA")
    before = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    dialogues = of_file(Path(file)) if file else page.between(before) or "Not measured yet."
    text = (
        (HERE / "page.md")
        .read_text(encoding="utf-8")
        .format(
            version=Extractive.version,
            begin=page.BEGIN,
            end=page.END,
            dialogues=dialogues,
            demo=page.figures(demo),
            examples=page.examples(demo["all"]),
        )
    )
    PAGE.write_text(text, encoding="utf-8")
    print(text)


def judged(talks: list[Talk]) -> list[Judged]:
    generator = Extractive()
    judge(generator, talks[0])  # the lists of words are read once
    return [judge(generator, talk) for talk in talks]


def by_language(demo: list[Judged]) -> dict[str, list[Judged]]:
    found = defaultdict(list)
    for each in demo:
        found[each.talk.language].append(each)
    return {"all": demo} | {code: found[code] for code in SPOKEN}


def of_file(file: Path) -> str:
    """The figures of both halves of the sample, beside those of the first line alone."""
    talks = sampled(file)
    seen, held_out = judged(talks[: SAMPLE // 2]), judged(talks[SAMPLE // 2 :])
    first_lines = [untitled(talk) for talk in talks[SAMPLE // 2 :]]
    columns = {"looked at": seen, "held out": held_out, "held out, first line": first_lines}
    return page.figures(columns, plain=("held out, first line",))


if __name__ == "__main__":
    main()
