"""What the words of a conversation weigh.

Words are compared by their first five letters, a stemmer that needs no rules of any language
and does well on agglutinating ones (F5; Can et al., 2008); scripts without spaces by two
neighbouring characters. A stem weighs more, the more turns say it, as in the centroid of
Radev et al. (2004); function words weigh nothing.
"""

import re
import string
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

import stopwordsiso

from conversations.insights.extractive.phrases import phrases
from conversations.text import DENSE, dense_grams, letter_runs, normalise

STEM = 5  # letters
READ = 2_000  # characters of a turn; what comes after them weighs nothing
SPACES = str.maketrans(
    dict.fromkeys(string.punctuation + "“”„‘’«»…–—¿¡、。，！？：；（）「」『』・،؟؛", " ")
)
KANA = re.compile("[\u3040-\u309f]")
DIGIT = re.compile(r"\d")
SPECIFIC = re.compile(r"\d|(?<=.)[A-Z]")  # a number, a name
CROWDED = re.compile(f"[{DENSE}]")


class Words:
    """The weights of one conversation's stems.

    What the tools are called after their verb ("get_order") is never a function word; told is
    all that they are called.
    """

    def __init__(self, language: str | None, texts: Iterable[str], tools: Iterable[str] = ()):
        called = [normalise(tool).partition(" ") for tool in tools]
        self.empty = function_words(language or "en") - {w for *_, n in called for w in n.split()}
        self.told = self.stems(" ".join(map("".join, called)))
        self.turns = Counter(stem for text in texts for stem in self.stems(text))

    def stems(self, text: str) -> set[str]:
        """What a text is about: the stems of its words, without the function words."""
        folded = normalise(text[:READ])
        if not folded.isascii() and CROWDED.search(folded):
            words = {run for run in letter_runs(folded) if len(run) > 1} - self.empty
            return {word[:STEM] for word in words} | {g for g in dense_grams(folded) if len(g) == 2}
        if DIGIT.search(folded):
            folded = " ".join(word for word in folded.split() if not DIGIT.search(word))
        words = set(folded.translate(SPACES).split()) - self.empty
        return {word[:STEM] for word in words if len(word) > 1 and word[0].isalpha()}

    def weight(self, text: str) -> float:
        """How much a text says; a sentence that names its matter is above 2."""
        return sum(map(self.of, self.stems(text)))

    def of(self, stem: str) -> float:
        if CROWDED.match(stem):
            return 0.1 if KANA.search(stem) else 0.6
        return min(1 + 0.25 * (self.turns[stem] - 1), 2)


@lru_cache(maxsize=64)
def function_words(language: str) -> frozenset[str]:
    if not stopwordsiso.has_lang(language):
        return frozenset()
    words = phrases(language).small or stopwordsiso.stopwords(language)
    return frozenset(run for word in words for run in letter_runs(normalise(word)))
