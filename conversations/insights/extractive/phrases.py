"""What people say around the matter, in the languages that have a file here.

A conversation in another language gets no fixed phrases and keeps its greetings.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path

from conversations.text import DENSE

FILES = Path(__file__).with_name("phrases")
SPOKEN = frozenset(file.stem for file in FILES.glob("*.toml"))
STOPS = r"[,;:.!?…–—、。，！？،؟\-]"
GAP = STOPS[:-1] + r"\s]"
LEAD = ' \t"“„«*-–—,.:;!…、。，،'
CLAUSES = 12  # of a sentence
TAIL = 80  # characters at the end in which something may be dropped
STRANGE = re.compile(r"[\d_@/.]")  # an id, an address
NAME = re.compile(r"(?:\s+[^\W\d_][\w’'-]*\.?){1,3}\s*[,!.]\s+")
EMPTY = dict.fromkeys(
    "greetings fillers starters closings openers closers articles abbreviations joints".split(), []
)


class Phrases:
    """One language's phrases. Each of its functions returns a part of the text it was given."""

    def __init__(self, code: str | None, words: dict):
        words = EMPTY | words
        self._all = [phrase for name in EMPTY for phrase in words[name] if name != "abbreviations"]
        self.turkish = code in ("tr", "az")
        self.done = words.get("done", "→ {}.")
        self.failed = words.get("failed", "✗ {}.")
        self.outcome = words.get("outcome", "{}")
        self.unanswered = words.get("unanswered", "{}")
        self.waiting = words.get("waiting", "{}")
        self.small = words.get("small", "").split()
        self.abbreviations = frozenset(words["abbreviations"])
        self._greeting = compiled(one_of(words["greetings"]))
        self._starter = front(words["starters"])
        filler = one_of([*words["fillers"], *words["greetings"]])
        self._filler = compiled(filler and rf"(?:{filler}\s*)+(?:{GAP}*$|{STOPS}{GAP}*)")
        self._thanks = compiled(filler and rf"\s*{STOPS}{GAP}*(?:{filler}{GAP}*)+$")
        self._closing = front(words["closings"])
        self._opener = front(words["openers"])
        self._article = front(words["articles"])
        closer = one_of(words["closers"], before=True)
        self._closer = compiled(closer and rf"{GAP}*{closer}{GAP}*$")
        opener, joint = one_of(words["openers"]), one_of(words["joints"])
        ahead = rf"(?:[,;:–—]\s*(?:{joint or 'x^'})?|\s{joint or 'x^'})\s*(?={opener})"
        self._later = compiled(opener and ahead)
        self._joint = compiled(
            rf"\s*[,;:–—、，،]\s+|\s+(?={joint})" if joint else r"\s*[,;:–—、，،]\s*"
        )

    def words(self) -> set[str]:
        """The words of all its phrases."""
        return {word for phrase in self._all for word in phrase.split()}

    def matter(self, text: str) -> str:
        """A sentence without its greeting, its "yes, but" and its thanks; empty if that is all."""
        before = None
        while text != before:
            before = text
            if match(self._closing, text):
                return ""
            text = self._dropped(text)
        at = max(0, len(text) - TAIL)
        return text[:at] + sub(self._thanks, text[at:])

    def _dropped(self, text):
        text = text.lstrip(LEAD)
        greeting = match(self._greeting, text)
        if greeting:
            text = after_name(text[greeting.end() :])
        for pattern in (self._filler, self._starter):
            found = match(pattern, text)
            text = text[found.end() :] if found else text
        return text

    def requests(self, text: str) -> Iterator[tuple[str, bool]]:
        """What may be asked for without "Could you please" and the like; whether that was said.

        First of the whole sentence, then of what comes after "…, and I'd like to".
        """
        yield self._closed(*self._opened(text))
        later = self._later and self._later.search(text)
        if later:
            yield self._closed(*self._opened(text[later.end() :]))

    def _closed(self, core, asks):
        at = max(0, len(core) - TAIL)
        short = core[:at] + sub(self._closer, core[at:])
        asks = asks or short != core
        article = match(self._article, short) if asks else None
        return short[article.end() if article else 0 :].strip(), asks

    def _opened(self, text):
        bare, asks = text.lstrip("¿¡"), False
        while found := match(self._opener, bare):
            bare, asks = bare[found.end() :], True
        return (bare, True) if asks else (text, False)

    def clauses(self, text: str, at_most: int) -> Iterator[str]:
        """The runs of a long sentence's clauses of at most so many characters, the first first."""
        cuts = list(islice(self._joint.finditer(text), CLAUSES))
        ends = [*(cut.start() for cut in cuts), len(text)]
        for n, start in enumerate([0, *(cut.end() for cut in cuts)]):
            starter = match(self._starter, text[start:])
            start += starter.end() if starter and n else 0
            yield from (text[start:end] for end in ends if start < end <= start + at_most)

    def capital(self, text: str) -> str:
        first = text[:1]
        if first == "i" and self.turkish:
            return "İ" + text[1:]
        word = text.split(maxsplit=1)[0] if text.strip() else ""
        return text if STRANGE.search(word) or not word.islower() else first.upper() + text[1:]


@lru_cache(maxsize=64)
def phrases(code: str | None) -> Phrases:
    if code not in SPOKEN:
        return Phrases(code, {})
    return Phrases(code, tomllib.loads((FILES / f"{code}.toml").read_text(encoding="utf-8")))


def after_name(rest: str) -> str:
    """Without the name that is greeted, if that is what follows: " Ms Fairbairn, I'm Siân."."""
    name = NAME.match(rest)
    if name and all(word[0].isupper() for word in name.group().split() if word[0].isalpha()):
        return rest[name.end() :]
    return rest


def front(words) -> re.Pattern | None:
    """These at the beginning of a text, and what separates them from the rest."""
    some = one_of(words)
    return compiled(some and rf"{some}(?:{GAP}+|$)")


def one_of(words, before=False) -> str:
    """A pattern for any of these as whole words, the longest first; empty without words."""
    bound = f"(?![^\\W{DENSE}])"
    start = f"(?<![^\\W{DENSE}])" if before else ""
    some = sorted(words, key=len, reverse=True)
    return f"{start}(?:{'|'.join(map(written, some))}){bound}" if some else ""


def written(phrase: str) -> str:
    return re.escape(phrase).replace(r"\ ", r"\s+").replace("'", "['’]")


def compiled(pattern: str) -> re.Pattern | None:
    return re.compile(pattern, re.IGNORECASE) if pattern else None


def match(pattern, text):
    return pattern.match(text) if pattern else None


def sub(pattern, text):
    return pattern.sub("", text, count=1) if pattern else text
