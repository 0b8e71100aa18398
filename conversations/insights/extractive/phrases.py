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
ENDS = ",;:.!?…–—、。，！？،؟"
LEAD = ' \t"“„«*-–—,.:;!…、。，،'
CLAUSES = 12  # of a sentence
TAIL = 80  # characters at the end in which something may be dropped
STRANGE = re.compile(r"[\d_@/.]")  # an id, an address
WORD = re.compile(r"\S+")
TWICE = re.compile(r"\b([^\W\d_]+(?: [^\W\d_]+)?)(?: \1\b)+")
SHOUTED_WORDS = 3  # blanks from which capitals are no mere names
ENGLISH_I = re.compile(r"I(?:$|['’])")
NEVER = "x^"  # matches nothing
NAMES = 60  # characters that a name may have
NAME = re.compile(r"(?:\s+[^\W\d_][\w’'-]*\.?){1,3}\s*[,!.]\s+")
KINDS = """
greetings fillers starters asides introductions affiliations closings openers closers articles
endings tellings subjects counts determiners hesitations joints abbreviations
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
        self.small = words.get("small", "").split()
        self.abbreviations = frozenset(words["abbreviations"])
        self._greeting = compiled(one_of(words["greetings"]))
        self._starter = front(words["starters"])
        filler = one_of([*words["fillers"], *words["greetings"]])
        self._filler = compiled(filler and rf"(?:{filler}\s*)+(?:{GAP}*$|{STOPS}{GAP}*)")
        self._thanks = compiled(filler and rf"\s*{STOPS}{GAP}*(?:{filler}{GAP}*)+$")
        self._closing = front(words["closings"])
        hesitation = one_of(words["hesitations"], before=True)
        self._hesitation = compiled(hesitation and rf"{hesitation}[,.…]*\s+")
        self._offer = compiled(one_of(words["closings"], before=True))
        self._introduction = front(words["introductions"])
        self._affiliation = front(words["affiliations"])
        self._opener = front(words["openers"])
        self._article = front([*words["articles"], *words["determiners"]])
        self._determiner = front(words["determiners"])
        self._closer, self._ending = back(words["closers"]), back(words["endings"])
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
        self._leaning = compiled(joint)
        self._joined = re.compile(rf"\s*$|\s+(?:{joint or NEVER})", re.IGNORECASE)
        self._joint = compiled(
            rf"\s*[,;:–—、，،]\s+|\s+(?={joint})" if joint else r"\s*[,;:–—、，،]\s*"
        )

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
            if match(self._closing, text.lstrip("¿¡")):
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
        """Without "uh" and SHOUTING, what was said twice said once: "my my internet".

        sentence: the one that it is of. Words with digits stay as they are, and German, whose
        nouns would lose their capitals.
        """
        if self._hesitation:
            text = self._hesitation.sub("", text)
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

    def bare(self, text: str) -> str:
        """Without "my" or "the" at its beginning."""
        found = match(self._determiner, text)
        return text[found.end() :] if found and found.end() < len(text) else text

    def leans(self, clause: str) -> bool:
        """Whether a clause begins with "although" or the like, and so can't stand alone."""
        return bool(match(self._leaning, clause))

    def is_farewell(self, text: str) -> bool:
        """Whether an offer of help or the like stands in a sentence: "Nora here, may I help?"."""
        return bool(self._offer and self._offer.search(text))

    def requests(self, text: str) -> Iterator[tuple[str, bool]]:
        """What may be asked for without "Could you please" and the like; whether that was said.

        First of the whole sentence, then of what comes after "…, and I'd like to".
        """
        yield self._closed(*self._opened(text))
        later = self._later and self._later.search(text)
        if later:
            yield self._closed(*self._opened(text[later.end() :]))

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


def named(text: str) -> int:
    """The length of the name that a text begins with, 0 if it doesn't: "Nora Berg, " of both."""
    end = 0
    for word in WORD.finditer(text[:NAMES]):
        if not word[0].istitle():
            break
        end = word.end()
        if word[0][-1] in ENDS:
            break
    return end


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


def back(words) -> re.Pattern | None:
    """These at the end of a text, and what separates them from the rest."""
    some = one_of(words, before=True)
    return compiled(some and rf"{GAP}*{some}{GAP}*$")


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
