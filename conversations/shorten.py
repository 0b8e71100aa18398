"""Cutting a text to the length of a line."""

TITLE = 80  # characters of a title


def shorten(text: str, at_most: int) -> str:
    """The beginning of a text as one line of at most so many characters, cut between words."""
    line = " ".join(text[: 8 * at_most].split())
    if len(line) <= at_most:
        return line
    cut = line[: at_most - 1]
    words = cut.rpartition(" ")[0]
    return (words if len(words) > at_most // 2 else cut).rstrip(" ,;:.-–—") + "…"
