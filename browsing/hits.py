"""Where the words of a search stand in a text as it was written."""

from conversations.text import normalise


def spans(text: str, words: list[str]) -> list[tuple[int, int]]:
    """The stretches of text that hold one of the normalised words: sorted, none overlapping."""
    folded, origin = _fold(text)
    found = sorted(hit for word in words for hit in _occurrences(folded, word))
    merged = []
    for start, end in ((origin[start], origin[end - 1] + 1) for start, end in found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _fold(text):
    """The text normalised letter by letter, and for each of its letters the place it comes from."""
    letters = [(letter, at) for at, char in enumerate(text) for letter in normalise(char)]
    return "".join(letter for letter, _ in letters), [at for _, at in letters]


def _occurrences(folded, word):
    at = folded.find(word)
    while at >= 0:
        yield at, at + len(word)
        at = folded.find(word, at + len(word))
