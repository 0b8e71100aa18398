"""Notes as people read them: their Markdown as safe HTML, their mentions by name."""

from collections.abc import Mapping
from html import escape, unescape
from itertools import count

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_block.table import table
from markdown_it.token import Token

from annotations.mentions import AT, meant
from organizations.models import User

TAGS = set(
    "p br hr em strong s code pre blockquote ul ol li a h1 h2 h3 h4 h5 h6"
    " table thead tbody tr th td span".split()
)
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "span": {"class", "title"}}
SCHEMES = {"http", "https", "mailto"}
MOST_CELLS = 5000  # of tables, of which 65,000 take seconds
MOST_NAMES = 200  # of members in one note; more stand as they were typed

# No HTML, no images: what a note shows comes from the note, and no foreign server hears of it.
PARSER = MarkdownIt("commonmark", {"html": False, "breaks": True})
PARSER.enable(["strikethrough", "table"]).disable("image")

LONG, LONG_LINES = 1200, 20  # beyond this much a note is folded …
SHOWN, SHOWN_LINES = 600, 10  # … and this much of it shows


def bounded_table(state, start, end, silent):
    """markdown-it's own, unless a few characters could make thousands of empty cells of it."""
    cells = state.getLines(start, start + 1, 0, False).count("|") * (end - start)
    return cells <= MOST_CELLS and table(state, start, end, silent)


PARSER.block.ruler.at("table", bounded_table, {"alt": ["paragraph", "reference"]})


def _name_members(state):
    """A rule of the parser: words behind an @ that mean a member of env["known"] become names."""
    if known := state.env.get("known"):
        left = count(MOST_NAMES, -1)
        for token in state.tokens:
            if token.type == "inline":
                token.children = list(_with_names(token.children, known, left))


def _with_names(children, known, left):
    depth = 0  # of links, which keep their words
    for child in children:
        depth += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        is_free = child.type == "text" and not depth
        yield from _parted(child.content, known, left) if is_free else [child]


def _parted(text, known, left):
    at = 0
    for match in AT.finditer(text):
        word, person = meant(match[1], known)
        if person and next(left) > 0:
            yield Token("text", "", 0, content=text[at : match.start()])
            yield Token("html_inline", "", 0, content=_mention(person))
            at = match.start(1) + len(word)
    yield Token("text", "", 0, content=text[at:])


def _mention(person):
    return f'<span class="mention" title="{escape(person.email)}">@{escape(str(person))}</span>'


PARSER.core.ruler.push("members", _name_members)


def rendered(body: str, known: Mapping[str, User] | None = None) -> SafeString:
    """HTML of a note's Markdown: links leave no referrer, everything else is text.

    known are annotations.mentions.handles(): who is named in it stands there by name.
    """
    clean = nh3.clean(
        PARSER.render(body, _env(body, known)),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )
    return mark_safe(clean)


def _env(body, known):
    return {"known": known if "@" in body else None}  # known may be lazy, and cost a statement


def is_long(body: str) -> bool:
    return len(body) > LONG or body.count("\n") > LONG_LINES


def beginning(body: str) -> str:
    """What shows of a long note: some of its lines, as Markdown."""
    lines = "\n".join(body.split("\n")[:SHOWN_LINES])
    return lines[:SHOWN].rstrip() + " …"


def excerpt(body: str, known: Mapping[str, User] | None = None, length: int = 140) -> str:
    """The first words of a note, as text: without what Markdown makes of them."""
    start = body[: 2 * length]
    html = PARSER.render(start, _env(start, known))
    words = " ".join(unescape(nh3.clean(html, tags=set())).split())
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"
