"""What people say around the matter, in the languages that have a file here.

A conversation in another language gets no fixed phrases and keeps its greetings.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path

from conversations.insights.extractive.names import ENDS, after_name, named
from conversations.insights.extractive.patterns import (
    GAP,
    STOPS,
    back,
    compiled,
    front,
    match,
    one_of,
    sub,
)

FILES = Path(__file__).with_name("phrases")
SPOKEN = frozenset(file.stem for file in FILES.glob("*.toml"))
LEAD = ' \t"“„«*-–—,.:;!…、。，،'
CLAUSES = 12  # of a sentence
TAIL = 80  # characters at the end in which something may be dropped
STRANGE = re.compile(r"[\d_@/.]")  # an id, an address
TWICE = re.compile(r"\b([^\W\d_]+(?: [^\W\d_]+)?)(?: \1\b)+")
SHOUTED_WORDS = 3  # blanks from which capitals are no mere names
ENGLISH_I = re.compile(r"I(?:$|['’])")
LINK = re.compile(r"(?:https?://|www\.)\S+")
PICTURES = re.compile("[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]+")
UNMARKED = re.compile(r"(?:^|(?<=[.:;!?] ))((?:[^¿.:;!?]|[.:](?!\s))+\?)")
CLOSING = ")]}»”"
DENSE_STOP = "。"  # of scripts that put no blank after a sentence
SPANISH = ("¿", "¡")
NEVER = "x^"  # matches nothing
KINDS = """
greetings fillers starters asides introductions affiliations closings offers openers closers
articles endings tellings subjects counts determiners hesitations joints troubles pronouns anaphors
abbreviations
"""
EMPTY = dict.fromkeys(KINDS.split(), [])


class Phrases:
    """One language's phrases. Each of its functions returns a part of the text it was given."""

    def __init__(self, code: str | None, words: dict):
        words = EMPTY | words
        self._all = [phrase for name in EMPTY for phrase in words[name] if name != "abbreviations"]
        self._code = code
        self.turkish = code in ("tr", "az")
        self.asks_last = not words["openers"] or self.turkish  # "… please" is all that tells
        self.silent = words.get("silent")
        self.done = words.get("done", "→ {}.")
        self.failed = words.get("failed", "✗ {}.")
        self.outcome = words.get("outcome", "{}")
        self.unanswered = words.get("unanswered", "{}")
        self.waiting = words.get("waiting", "{}")
        self.stop = words.get("stop", ".")
        self.between = "" if self.stop == DENSE_STOP else " "  # of two sentences
        self.after = f"{self.stop}{self.between}"
        self.small = words.get("small", "").split()
        self.abbreviations = frozenset(words["abbreviations"])
        self._greeting = compiled(one_of(words["greetings"]))
        self._starter = front(words["starters"], dense=True)
        filler = one_of([*words["fillers"], *words["greetings"]])
        self._filler = compiled(filler and rf"(?:{filler}\s*)+(?:{GAP}*$|{STOPS}{GAP}*)")
        self._thanks = compiled(filler and rf"\s*{STOPS}{GAP}*(?:{filler}{GAP}*)+$")
        self._closing = front(words["closings"], dense=True)
        hesitation = one_of(words["hesitations"], before=True)
        self._hesitation = compiled(hesitation and rf"{hesitation}[,.…]*\s+")
        self._offer = front(words["offers"], dense=True)
        self._farewell = compiled(one_of([*words["closings"], *words["offers"]], before=True))
        self._introduction = front(words["introductions"])
        self._affiliation = front(words["affiliations"])
        self._opener = front(words["openers"], dense=True)
        self._article = front([*words["articles"], *words["determiners"]])
        self._determiner = front(words["determiners"])
        self._closer, self._ending = back(words["closers"]), back(words["endings"])
        closer = one_of(words["closers"])
        self._polite = compiled(closer and rf"\s+{closer}(?=\s*[:;])")
        opener, joint = one_of(words["openers"]), one_of(words["joints"])
        aside, until = one_of(words["asides"]), rf"(?:[{ENDS}]+\s*|\s(?={joint or NEVER})|$)"
        self._aside = compiled(aside and rf"{aside}[^{ENDS}]*?{until}")
        self._until = compiled(rf"[^{ENDS}]*?{until}")
        telling, counts = one_of(words["tellings"]), one_of(words["counts"]) or NEVER
        article = one_of([*words["articles"], *words["determiners"]]) or NEVER
        self._telling = compiled(telling and rf"{telling}\s+(?:{article}\s+|(?={counts}|[\d£$€₺]))")
        self._subject = front(words["subjects"])
        ahead = rf"(?:[,;:–—]\s*(?:{joint or NEVER})?|\s{joint or NEVER})\s*(?={opener})"
        self._later = compiled(opener and ahead)
        self._leaning = compiled(one_of([*words["joints"], *words["pronouns"]]))
        self._trouble = compiled(one_of(words["troubles"], before=True))
        self._anaphor = back(words["anaphors"])
        self._joined = re.compile(rf"\s*$|\s+(?:{joint or NEVER})", re.IGNORECASE)
        self._joint = compiled(rf"\s*[,;:–—،]\s+|[、，]\s*|\s+(?={joint or NEVER})")

    def words(self) -> set[str]:
        """The words of all its phrases."""
        return {word for phrase in self._all for word in phrase.split()}

    def matter(self, text: str, by_agent: bool = False) -> str:
        """A sentence without its greeting, its "yes, but" and its thanks; empty if that is all.

        Of an agent's, what follows their name belongs to it: "I'm Nora, the assistant of Example".
        """
        before = None
        while text != before:
            before = text
            bare = text.lstrip("¿¡")
            if match(self._closing, bare) or (by_agent and match(self._offer, bare)):
                return ""
            text = self._introduced(self._dropped(text), by_agent)
        at = max(0, len(text) - TAIL)
        return text[:at] + sub(self._thanks, text[at:])

    def _dropped(self, text):
        text = text.lstrip(LEAD)
        greeting = match(self._greeting, text)
        if greeting:
            text = after_name(text[greeting.end() :])
        for pattern in (self._filler, self._starter, self._aside):
            found = match(pattern, text)
            text = text[found.end() :] if found else text
        return text

    def _introduced(self, text, by_agent):
        """Without "I'm Nora from Example," at its beginning."""
        found = match(self._introduction, text)
        after = found and found.end() + named(text[found.end() :])
        if not found or after == found.end():
            return text
        rest = text[after:].lstrip()
        if match(self._affiliation, rest) or (by_agent and match(self._article, rest)):
            return rest[match(self._until, rest).end() :]
        return rest if text[after - 1] in ENDS or match(self._joined, text[after:]) else text

    def headline(self, text: str) -> str:
        """Without "There is a", "I was" or "my", as a title begins."""
        bare = text
        for pattern in (self._telling, self._subject, self._determiner):
            found = match(pattern, bare)
            bare = bare[found.end() :] if found else bare
        return bare if any(map(str.isalnum, bare)) else text

    def smooth(self, text: str, sentence: str | None = None) -> str:
        """Without "uh", links, pictures and SHOUTING, what was said twice said once: "my my".

        sentence: the one that it is of. Words with digits stay as they are, and German, whose
        nouns would lose their capitals.
        """
        plain = " ".join(PICTURES.sub(" ", LINK.sub(" ", text)).split())
        text = plain if any(map(str.isalnum, plain)) else text
        for pattern in (self._hesitation, self._polite):
            text = pattern.sub("", text) if pattern else text
        text = TWICE.sub(r"\1", text)
        whole = sentence or text
        if self._code == "de" or not whole.isupper() or whole.count(" ") < SHOUTED_WORDS:
            return text
        return " ".join(w if STRANGE.search(w) else self._small(w) for w in text.split())

    def _small(self, word):
        if self.turkish:
            word = word.replace("İ", "i").replace("I", "ı")
        is_i = self._code == "en" and ENGLISH_I.match(word)
        return word[0] + word[1:].lower() if is_i else word.lower()

    def unasked(self, text: str) -> str:
        """Without "please" at its end."""
        at = max(0, len(text) - TAIL)
        return text[:at] + sub(self._closer, text[at:]) or text

    def marked(self, title: str) -> str:
        """With what a Spanish question begins with, though it may have been typed without."""
        return UNMARKED.sub(r"¿\1", title) if self._code == "es" else title

    def closed(self, text: str) -> str:
        """A sentence with its full stop."""
        return text + self.stop if text[-1].isalnum() or text[-1] in CLOSING else text

    def bare(self, text: str) -> str:
        """Without "my" or "the" at its beginning."""
        found = match(self._determiner, text)
        return text[found.end() :] if found and found.end() < len(text) else text

    def leans(self, clause: str) -> bool:
        """Whether a clause begins with "although" or "it", and so can't stand alone."""
        return bool(match(self._leaning, clause))

    def troubled(self, text: str) -> bool:
        """Whether a text says that something is amiss."""
        return bool(self._trouble and self._trouble.search(text))

    def refers(self, text: str) -> bool:
        """Whether a text ends with "there", and so leaves open where that is."""
        return bool(self._anaphor and self._anaphor.search(text[-TAIL:]))

    def is_farewell(self, text: str) -> bool:
        """Whether an offer of help or the like stands in a sentence: "Nora here, may I help?"."""
        return bool(self._farewell and self._farewell.search(text))

    def requests(self, text: str) -> Iterator[tuple[str, bool]]:
        """What may be asked for without "Could you please" and the like; whether that was said.

        First of the sentence, then of what comes after "…, and I'd like to", if that is in it.
        """
        later = self._later and self._later.search(text)
        apart = later and self._is_apart(later.group(), text[later.end() :])
        yield self._closed(*self._opened(text[: later.start()] if apart else text))
        if later:
            yield self._closed(*self._opened(text[later.end() :]))

    def _is_apart(self, between, rest):
        """Whether a request begins anew: not after "because", with more than "to", not of "it"."""
        between = between.strip(LEAD)
        core = self._opened(rest)[0]
        if not core or self.leans(core):
            return False
        opener = rest.removesuffix(core).strip(LEAD)
        return " " in opener and (not between or bool(match(self._starter, between)))

    def _closed(self, core, asks):
        at, short, before = max(0, len(core) - TAIL), core, None
        while short != before:
            before = sub(self._ending, short[at:])
            tail = sub(self._closer, before)
            asks = asks or tail != before
            before, short = short, short[:at] + tail
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
            start = len(text) - len(self.unstarted(text[start:])) if n else start
            yield from (text[start:end] for end in ends if start < end <= start + at_most)

    def unstarted(self, text: str) -> str:
        """Without "but" and the like at its beginning."""
        return sub(self._starter, text) if match(self._starter, text) else text

    def capital(self, text: str) -> str:
        mark, text = (text[0], text[1:]) if text[:1] in SPANISH else ("", text)
        first = text[:1]
        if first == "i" and self.turkish:
            return "İ" + text[1:]
        word = text.split(maxsplit=1)[0].rstrip(ENDS) if text.strip() else ""
        plain = STRANGE.search(word) or not word.partition("-")[0].islower()
        return mark + (text if plain else first.upper() + text[1:])


@lru_cache(maxsize=64)
def phrases(code: str | None) -> Phrases:
    if code not in SPOKEN:
        return Phrases(code, {})
    return Phrases(code, tomllib.loads((FILES / f"{code}.toml").read_text(encoding="utf-8")))
