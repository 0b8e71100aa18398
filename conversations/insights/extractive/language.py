"""In which language a conversation is: as told, else by its script, else by its small words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

import stopwordsiso

from conversations.insights.extractive.phrases import SPOKEN, phrases
from conversations.text import letter_runs, normalise

FAVOUR = 0.2  # for the languages that have phrases here: few words of Spanish may be Galician too
ENOUGH = 400  # words that are asked for their language
SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
)
CODE = re.compile(r"[A-Za-z]{2,3}(?![A-Za-z])")


def language_of(told: str | None, texts: Iterable[str]) -> str | None:
    """An ISO 639-1 code, None if nothing tells."""
    code = CODE.match(told or "")
    return code.group().lower() if code else guess(texts)


def guess(texts: Iterable[str]) -> str | None:
    said = sample(texts)
    if not said.isascii():
        letters = sum(map(str.isalpha, said)) or 1
        for code, script in SCRIPTS:
            if len(script.findall(said)) > letters / 5:
                return code
    found, known = defaultdict(float), small_words()
    for word in letter_runs(normalise(said)):
        for code, vote in known.get(word, ()):
            found[code] += vote
    return max(sorted(found, key=_by_likelihood), key=found.get, default=None)


def _by_likelihood(code):
    """Of languages that have a word equally ("hi"), English is the likeliest."""
    return (code != "en", code)


def sample(texts: Iterable[str]) -> str:
    """The beginning of the conversation, the beginning of each turn."""
    said, words = [], 0
    for text in texts:
        said.append(text[:400])
        words += 1 + text[:400].count(" ")
        if words > ENOUGH:
            break
    return " ".join(said)


@lru_cache(maxsize=1)
def small_words() -> dict[str, tuple[tuple[str, float], ...]]:
    """Each function word and each word of a phrase, and its votes for the languages with it."""
    found = defaultdict(set)
    for code in stopwordsiso.langs():
        for word in stopwordsiso.stopwords(code):
            found[normalise(word)].add(code)
    for code in SPOKEN:
        for word in phrases(code).words():
            found[normalise(word)].add(code)
    return {word: tuple(votes(codes)) for word, codes in found.items()}


def votes(codes: set[str]) -> Iterator[tuple[str, float]]:
    """One vote is shared by all, and some of them are favoured."""
    for code in codes:
        yield code, (1 + FAVOUR * (code in SPOKEN)) / len(codes)
