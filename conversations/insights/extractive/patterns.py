"""Patterns of phrases: any of some words as whole words, wherever in a text."""

import re

from conversations.text import DENSE

STOPS = r"[,;:.!?…–—、。，！？،؟\-]"
GAP = STOPS[:-1] + r"\s]"


def front(words, dense=False) -> re.Pattern | None:
    """These at the beginning of a text, and what separates them from the rest.

    dense: nothing need do so after a script that is written without blanks.
    """
    some, close = one_of(words), rf"|(?<=[{DENSE}])" if dense else ""
    return compiled(some and rf"{some}(?:{GAP}+|${close})")


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
