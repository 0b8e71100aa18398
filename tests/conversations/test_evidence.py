"""Facts of a summary are looked up in its turns, however they are written there."""

import pytest

from conversations.insights.evidence import checked
from conversations.insights.generator import Act, Dialogue, Line, Sentence, Written


def missing(sentence, *texts, language=None, model="some-model", acts=()):
    """What the sentence says that its turns don't."""
    lines = tuple(Line(n, n, "customer", text) for n, text in enumerate(texts, 1))
    written = Written(None, (Sentence(sentence, tuple(range(1, len(lines) + 1))),), model=model)
    dialogue = Dialogue(lines, tuple(Act(name, False, 0) for name in acts), language)
    return checked(written, dialogue).sentences[0].unsupported


@pytest.mark.parametrize(
    ("sentence", "said", "language"),
    [
        ("The visit is at 11:30.", "Half past 11 would suit me.", None),
        ("The visit is at 11:30.", "half past eleven please", "en"),
        ("The visit is at half past 11.", "Let us say 11:30 am.", "en"),
        ("The visit is at 11:30 pm.", "It starts at 23:30.", "en"),
        ("The visit is at 11:15.", "A quarter past eleven.", "en"),
        ("Der Besuch ist um 11:30 Uhr.", "Sagen wir halb zwölf.", "de"),
        ("La visita es a las 11:30.", "A las once y media.", "es"),
        ("It begins at 3 pm.", "Come at 15:00.", "en"),
        ("It costs $1,234.50.", "That makes 1234.50 dollars.", "en"),
        ("It costs 1.234,50 €.", "Das macht EUR 1,234.50.", "de"),
        ("It costs 25 euros.", "The fee is 25.", "en"),
        ("A refund of 25.00 was made.", "You get $25 back.", "en"),
        ("A table for 2 was booked.", "a table for two", "en"),
        ("Two tickets were bought.", "I want 2 tickets", "en"),
        ("It is due on March 3rd.", "It is due on 3 March.", "en"),
        ("It is due on March 3rd.", "It is due on 2026-03-03.", "en"),
        ("It is due on the 3rd.", "the 3rd of March", "en"),
        ("It is due on 3/3/2026.", "Fällig am 3. März 2026", "de"),
        ("Es para el 3 de marzo.", "el 03/03/2026", "es"),
        ("The order ORD-2231 is lost.", "my order is ord 2231", "en"),
        ("The order #77A is lost.", "order 77a", "en"),
        ("They may call +1 415 555 0100.", "my number is (415) 555-0100", "en"),
        ("They may write to ann@example.com.", "Ann@Example.com is mine", "en"),
        ("They may write to ann@example.com.", "ann at example dot com", "en"),
        ("The customer met Dr. Weiß in İzmir.", "dr. weiss in izmir, please", "en"),
        ("The customer flies to Ankara.", "Ankara'ya uçacağım", "tr"),
        ("The customer has been to Berlin.", "Berlins Flughafen", "en"),
        ("The room is 12 m wide.", "١٢ متر", "ar"),
        ("Anna asked for a refund.", "This is Anna.", "en"),
    ],
)
def test_the_same_fact_in_another_form_is_supported(sentence, said, language):
    assert missing(sentence, said, language=language) == ()


@pytest.mark.parametrize(
    ("sentence", "said", "fact"),
    [
        ("The visit is at 11:45.", "Half past 11 would suit me.", "11:45"),
        ("The visit is at 11:30 pm.", "11:30 am would suit me.", "11:30 pm"),
        ("It costs $25.", "It costs 25 euros.", "$25"),
        ("It costs 1,250.", "It costs 1,205.", "1,250"),
        ("It is due on March 4.", "It is due on 3 March.", "March 4"),
        ("The order ORD-2232 is lost.", "my order is ORD-2231", "ORD-2232"),
        ("They may call +1 415 555 0199.", "my number is 415 555 0100", "+1 415 555 0199"),
        ("They may write to bo@example.com.", "ann@example.com", "bo@example.com"),
        ("The customer met Bertha.", "I met Ann.", "Bertha"),
        ("Bertha asked for a refund.", "A refund, please", "Bertha"),
        ("The PIN was sent.", "The code was sent.", "PIN"),
        ("A table for 3 was booked.", "a table for two", "3"),
        ("It takes 5 days.", "It takes 15 days and 50 cents.", "5"),
    ],
)
def test_a_fact_that_nobody_said_is_told_as_it_is_written(sentence, said, fact):
    assert missing(sentence, said, language="en") == (fact,)


def test_only_the_turns_that_a_sentence_names_count():
    lines = (Line(7, 1, "customer", "Order 4711"), Line(8, 2, "agent", "It is lost."))
    written = Written(None, (Sentence("The order 4711 is lost.", (8,)),), model="m")
    assert checked(written, Dialogue(lines)).sentences[0].unsupported == ("4711",)


def test_a_title_that_says_what_nobody_said_is_not_taken():
    lines = (Line(1, 1, "customer", "Where is order 4711?"),)
    assert checked(Written("Order 4712", (), model="m"), Dialogue(lines)).title is None
    assert checked(Written("Order 4711", (), model="m"), Dialogue(lines)).title == "Order 4711"


def test_first_words_of_a_quoting_generator_are_no_names():
    assert missing("Booked and done.", "I want a table", model=None) == ()
    assert missing("Booked and done.", "I want a table") == ("Booked",)


def test_german_nouns_are_no_names():
    said = "Der Kunde hat die Lampe im Laden am Markt mit der Karte bezahlt und die Rechnung bekam"
    told = "Der Kunde will eine Erstattung."
    assert missing(told, said + " er per Post an die Wohnung.", language="de") == ()


def test_names_of_tools_may_be_said():
    assert missing("→ Get 2FA code.", "I can't log in", acts=["Get2FACode"]) == ()


@pytest.mark.parametrize(
    "text",
    ["", "9" * 5000, "1," * 5000, "a-" * 5000, "A" * 100_000, "+1 " * 5000, "٣.٣" * 999, "İ" * 999],
)
def test_any_text_can_be_checked(text):
    assert missing(text, text, language="tr") == ()
