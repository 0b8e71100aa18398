"""Notes as people read them: their Markdown as safe HTML."""

from html import unescape

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_block.table import table

TAGS = set(
    "p br hr em strong s code pre blockquote ul ol li a h1 h2 h3 h4 h5 h6"
    " table thead tbody tr th td".split()
)
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
MOST_CELLS = 5000  # of tables, of which 65,000 take seconds

# No HTML, no images: what a note shows comes from the note, and no foreign server hears of it.
PARSER = MarkdownIt("commonmark", {"html": False, "breaks": True})
PARSER.enable(["strikethrough", "table"]).disable("image")


def bounded_table(state, start, end, silent):
    """markdown-it's own, unless a few characters could make thousands of empty cells of it."""
    cells = state.getLines(start, start + 1, 0, False).count("|") * (end - start)
    return cells <= MOST_CELLS and table(state, start, end, silent)


PARSER.block.ruler.at("table", bounded_table, {"alt": ["paragraph", "reference"]})


def rendered(body: str) -> SafeString:
    """HTML of a note's Markdown: links leave no referrer, everything else is text."""
    clean = nh3.clean(
        PARSER.render(body),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )
    return mark_safe(clean)


def excerpt(body: str, length: int = 140) -> str:
    """The first words of a note, as text: without what Markdown makes of them."""
    html = PARSER.render(body[: 2 * length])
    words = " ".join(unescape(nh3.clean(html, tags=set())).split())
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"
