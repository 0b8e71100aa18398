"""The summaries that the offline generator writes: what was asked, done, and how it ended."""

import pytest

from conversations.insights.generator import Act
from tests.conversations.offline import REFUND, REFUNDED, texts, write


def test_the_summary_tells_what_was_asked_done_and_how_it_ended():
    assert texts(write(*REFUND, acts=REFUNDED)) == [
        "I'd like to return the oak table from order TB-48213. One leg is cracked.",
        "Done: get order, refund order (TB-48213).",
        "Outcome: Your refund of £186.40 will reach your card by Friday.",
    ]


def test_each_sentence_names_the_turns_it_rests_on():
    found = write(*REFUND, acts=REFUNDED).sentences
    assert [sentence.turns for sentence in found] == [(102,), (102, 103, 104, 105), (105,)]


def test_a_tool_that_failed_says_so():
    found = write(
        "My internet is down since noon.",
        "agent: The engineers' calendar doesn't answer, I will call you back.",
        acts=[Act("line_test", False, 1), Act("book_engineer", True, 1)],
    )
    assert texts(found)[1:3] == ["Done: line test.", "Failed: book engineer."]


def test_a_tool_that_failed_and_then_worked_has_worked():
    acts = [Act("block_card", True, 1), Act("block_card", False, 1)]
    found = write("Block my card!", "agent: Your card is blocked now.", acts=acts)
    assert texts(found)[1] == "Done: block card."


@pytest.mark.parametrize(
    ("asked", "answered", "done", "outcome"),
    [
        ("Wo ist mein Paket? Es sollte gestern kommen.", "Es kommt am 3. Mai um 14 Uhr.",
         "Erledigt: track.", "Ergebnis: Es kommt am 3. Mai um 14 Uhr."),
        ("¿Dónde está mi paquete? Tenía que llegar ayer.", "Llega mañana a las 14:00.",
         "Hecho: track.", "Resultado: Llega mañana a las 14:00."),
        ("Kargom nerede, hâlâ gelmedi?", "Kargonuz yarın saat 14.00'te teslim edilecek.",
         "Yapılan: track.", "Sonuç: Kargonuz yarın saat 14.00'te teslim edilecek."),
        ("荷物がまだ届いていません。", "明日の午後に配達いたします。",
         "対応：track。", "結果：明日の午後に配達いたします。"),
        ("أين الطرد الخاص بي؟ لم يصل بعد.", "سيصل الطرد غداً الساعة 14:00.",
         "تم: track.", "النتيجة: سيصل الطرد غداً الساعة 14:00."),
        ("איפה החבילה שלי? היא עוד לא הגיעה.", "החבילה תגיע מחר בשעה 14:00.",
         "בוצע: track.", "תוצאה: החבילה תגיע מחר בשעה 14:00."),
        ("我的包裹在哪里？昨天就该到了。", "包裹明天14:00送到。",
         "已处理：track。", "结果：包裹明天14:00送到。"),
        ("제 택배가 어디 있나요? 어제 왔어야 해요.", "택배는 내일 14:00에 도착합니다.",
         "처리: track.", "결과: 택배는 내일 14:00에 도착합니다."),
        ("Waar blijft mijn pakje? Het zou gisteren komen.", "Het pakje komt morgen om 14 uur.",
         "Gedaan: track.", "Resultaat: Het pakje komt morgen om 14 uur."),
        ("Dov'è il mio pacco? Doveva arrivare ieri.", "Il pacco arriva domani alle 14:00.",
         "Fatto: track.", "Esito: Il pacco arriva domani alle 14:00."),
        ("Onde está a minha encomenda? Não chegou ontem.", "A encomenda chega amanhã às 14:00.",
         "Feito: track.", "Resultado: A encomenda chega amanhã às 14:00."),
        ("Var är mitt paket? Det skulle komma igår.", "Paketet kommer i morgon klockan 14.",
         "→ track.", "Paketet kommer i morgon klockan 14."),
    ],
)  # fmt: skip
def test_labels_are_in_the_conversations_language_or_none(asked, answered, done, outcome):
    found = texts(write(asked, f"agent: {answered}", acts=[Act("track", False, 1)]))
    assert found[1:] == [done, outcome]


def test_a_word_of_many_languages_is_english():
    assert write("agent: hi").title == "Nothing asked"
    assert write("agent: hallo").title == "Nichts gefragt"


def test_the_language_that_was_told_counts():
    assert write("Karte sperren bitte", language="de-DE").title == "Karte sperren"


def test_greetings_and_fillers_are_no_outcome():
    found = write(
        "Do you ship to Norway?",
        "agent: Yes, we ship to Norway within six days.",
        "ok great, thanks",
        "agent: Happy to help. Enjoy the rest of your week!",
    )
    assert texts(found)[-1] == "Outcome: We ship to Norway within six days."


def test_a_last_question_without_an_answer_is_told():
    found = write(
        "My invoice 4711 is wrong.",
        "agent: I have corrected invoice 4711.",
        "And when will the money be back?",
        "agent: Have a nice day!",
    )
    assert texts(found)[-1] == "Unanswered: When will the money be back?"


def test_an_agents_question_that_the_customer_left_open_is_told():
    found = write("The heating is cold in my flat.", "agent: Which floor is your flat on?")
    assert texts(found)[-1] == "Waiting for an answer: Which floor is your flat on?"


def test_the_same_input_gives_the_same_words():
    assert write(*REFUND, acts=REFUNDED) == write(*REFUND, acts=REFUNDED)


def test_what_the_conversation_does_not_say_is_not_said():
    acts = [Act("find_shop", False, 1, {"city": "Reykjavík"}, {"name": "Blue Lagoon Shop"})]
    found = write(
        "Where is your nearest shop?", "agent: It is in the harbour street 12.", acts=acts
    )
    assert "Reykjavík" not in f"{found}"
    assert "Lagoon" not in f"{found}"
