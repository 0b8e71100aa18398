"""How long pages take, and the API's first page, as people and programs get them.

The common word is the one that most conversations bear, the rare one stands in a single one.
"""

from bench.figures import Figure, in_turn
from bench.subject import SLUG

TITLE = "Lists and pages"
ROUNDS = 20
WORDS = "SELECT word, ndoc FROM ts_stat('SELECT tokens FROM search_row_store')"
COMMON = f"{WORDS} WHERE length(word) > 3 ORDER BY ndoc DESC, word LIMIT 1"
RARE = f"{WORDS} WHERE length(word) > 5 AND ndoc = 1 ORDER BY word DESC LIMIT 1"
MIDDLING = """
SELECT id FROM conversations_conversation WHERE kind = 'chat' ORDER BY turn_count, id
OFFSET (SELECT count(*) / 2 FROM conversations_conversation WHERE kind = 'chat') LIMIT 1
"""


def measure(subject):
    chats, (common, many), (rare, _) = f"/o/{SLUG}/chats/", subject.row(COMMON), subject.row(RARE)
    pages = {
        "first page of the list": chats,
        f"search a common word, in {many:,} chats": f"{chats}?q={common}",
        "search a part of it": f"{chats}?q={common[1:]}",
        "search a rare word, in 1 chat": f"{chats}?q={rare}",
        "a chat's page": f"{chats}{subject.sql(MIDDLING)}/",
    }
    acts = {"GET /v1/me": getter(subject.api, "/v1/me")}
    acts |= {what: getter(subject.browser, address) for what, address in pages.items()}
    acts["GET /v1/chat"] = getter(subject.api, "/v1/chat")
    taken = in_turn(acts, ROUNDS)
    return figures(taken)


def getter(client, address):
    return lambda: client.get(address).raise_for_status()


def figures(taken):
    """Each beside the first, the least that any request takes."""
    least = Figure(*next(iter(taken.items())), "ms")
    for what, values in taken.items():
        figure = Figure(what, values, "ms")
        yield Figure(what, values, "ms", "" if what == least.what else figure.times(least))
