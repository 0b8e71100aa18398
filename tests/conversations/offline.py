"""Dialogues in a line each, and what the offline generator writes of them."""

from conversations.insights.extractive import Extractive
from conversations.insights.generator import Act, Dialogue, Line


def dialogue(*lines, acts=(), language=None):
    """Of "agent: Hello" or a customer's bare words; the keys are 101, 102, …"""
    said = []
    for number, line in enumerate(lines, 1):
        role, colon, text = line.partition(": ")
        known = colon and role in ("agent", "customer")
        said.append(
            Line(100 + number, number, role if known else "customer", text if known else line)
        )
    return Dialogue(tuple(said), tuple(acts), language)


def write(*lines, **options):
    return Extractive().write(dialogue(*lines, **options))


def texts(written):
    return [sentence.text for sentence in written.sentences]


REFUND = (
    "agent: Hello, this is Pip. How can I help you?",
    "Hi Pip, I'd like to return the oak table from order TB-48213, please. One leg is cracked.",
    "agent: I'm sorry. Shall I refund it, or send another one?",
    "Refund please",
    "agent: Done. Your refund of £186.40 will reach your card by Friday. Anything else?",
    "No, that's all. Thanks!",
    "agent: You're welcome, have a nice day!",
)
REFUNDED = (
    Act("get_order", False, 2, {"order_id": "TB-48213"}, {"item": "oak table"}),
    Act("refundOrder", False, 4, {"order_id": "TB-48213", "amount": 186.4}, {"ok": True}),
)
