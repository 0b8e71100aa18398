"""Makes up support conversations, and yields them as the bodies that an integrator would send.

`generate(now, seed)` yields about 340 items {"path": "/v1/chat" | "/v1/call" | "/api/v1/chats",
"body": {…}} over the 30 days before now, oldest first. ChatLogger's format tells no times, so
its items have "at" as well; the others have "about", words that name their subject. The same
seed and now give the same items. What is said is in demo/scenarios; script.py tells how to read
it.
"""

import itertools
import json
import random

from demo import metadata, schedule, wire
from demo.cast import Cast

COUNTS = {
    ("chat", "en"): 150,
    ("chat", "de"): 44,
    ("chat", "es"): 38,
    ("chat", "tr"): 30,
    ("chat", "ja"): 1,
    ("chat", "ar"): 1,
    ("call", "en"): 22,
    ("call", "de"): 8,
    ("call", "es"): 6,
    ("call", "tr"): 4,
}
SUBMISSIONS, SUBMITTED = 36, ("submitted", None)
WRITERS = {"chat": ("/v1/chat", wire.chat_body), "call": ("/v1/call", wire.call_body)}


def generate(now, seed=1):
    """Items in the order in which the conversations began. now: aware, UTC."""
    rng = random.Random(f"parley-{seed}")
    kinds = [key for key, count in COUNTS.items() for _ in range(count)]
    kinds += [SUBMITTED] * SUBMISSIONS
    rng.shuffle(kinds)
    running = list(zip(schedule.starts(len(kinds), now, rng), kinds, strict=True))
    cast = Cast(seed, now, {key: [m for m, kind in running if kind == key] for key in COUNTS})
    submitted = metadata.submissions(SUBMISSIONS, random.Random(f"parley-{seed}-submitted"))
    for moment, (kind, language) in running:
        if (kind, language) == SUBMITTED:
            yield {"path": "/api/v1/chats", "at": moment, "body": next(submitted)}
        else:
            path, body = WRITERS[kind]
            talk = cast.talk(kind, language, moment)
            yield {"path": path, "body": body(talk), "about": talk.about}


def write(file, now, seed=1, chats=None):
    """Write the body of each chat and call as a line of JSON; how many.

    With a number of chats that many of them and no call, from as many seeds as that takes.
    """
    count = 0
    for body in many_chats(now, seed, chats) if chats else bodies(now, seed):
        file.write(json.dumps(body, ensure_ascii=False) + "\n")
        count += 1
    return count


def bodies(now, seed):
    return (item["body"] for item in generate(now, seed) if item["path"].startswith("/v1/"))


def many_chats(now, seed, chats):
    """External ids of further seeds bear the seed, so that all of them are different."""
    for further in itertools.count():
        for body in (body for body in bodies(now, seed + further) if "messages" in body):
            if chats == 0:
                return
            chats -= 1
            if further:
                body["externalId"] += f"-{seed + further}"
            yield body
