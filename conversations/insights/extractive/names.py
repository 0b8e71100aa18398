"""The names of people that a text begins with."""

import re

ENDS = ",;:.!?…–—、。，！？،؟"
WORD = re.compile(r"\S+")
NAMES = 60  # characters that a name may have
NAME = re.compile(r"(?:\s+[^\W\d_][\w’'-]*\.?){1,3}\s*[,!.]\s+")


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
