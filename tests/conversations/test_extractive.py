"""What the offline generator writes of conversations in several languages."""

import pytest

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


def test_the_title_is_what_the_customer_wants_without_asking_for_it():
    assert write(*REFUND, acts=REFUNDED).title == (
        "Return the oak table from order TB-48213: One leg is cracked"
    )


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("I want £20 back. The renewal in May was not approved by anyone.",
         "£20 back: Renewal in May was not approved by anyone"),
        ("I've just sent the contract to my boss instead of legal. How do I undo that?",
         "Sent the contract to my boss instead of legal; undo that"),
        ("I've been on hold for ages. My Wi-Fi isn't working.", "Wi-Fi isn't working"),
        ("Hi, I'm Tom Barlow and my router is dead", "Router is dead"),
        ("Hi there, this is Marta from Acme, I'm calling about invoice 4711", "Invoice 4711"),
        ("There's a payment of £77.50 in May that I never made.",
         "Payment of £77.50 in May that I never made"),
        ("I don't have a car of my own right now. Can you get me a rental car?",
         "Rental car: I don't have a car of my own right now"),
        ("Order AB-4711: the parcel came open and empty.", "Parcel came open and empty"),
        ("WHERE IS ORDER AB-4711? I WANT MY MONEY BACK",
         "Where is order AB-4711? Money back"),
        ("um yeah hi i want to uh change the the address on my account",
         "Change the address on my account"),
        ("Ich habe meine Karte verloren.", "Karte verloren"),
        ("Hola, soy Marta Vidal. Hay un cargo de 12,00 € que no reconozco.",
         "Cargo de 12,00 € que no reconozco"),
        ("Bonjour, je suis Marie Dupont. Il y a une erreur sur ma facture de mars.",
         "Erreur sur ma facture de mars"),
    ],
)  # fmt: skip
def test_a_title_begins_with_the_point(said, title):
    assert write(said, "agent: …").title == title


def test_a_wish_to_speak_to_somebody_is_not_what_it_is_about():
    found = write("Can I speak to a human please?", "agent: Sure.", "My parcel was stolen")
    assert found.title == "Parcel was stolen"


def test_a_vague_request_is_told_by_what_follows():
    found = write("I have a question about my bill", "agent: Yes?", "Why is it £40 higher in May?")
    assert found.title == "Bill: Why is it £40 higher in May?"


def test_a_question_has_the_beginning_of_its_answer_beside_it():
    found = write(
        "Is there a power cut in M266HJ?",
        "agent: Yes, a fault near M266HJ. It should be back by 7:45 pm.",
        acts=[Act("get_outages", False, 1, {"postcode": "M266HJ"})],
    )
    assert found.title == "Is there a power cut in M266HJ? Fault near M266HJ"


def test_a_request_that_ended_otherwise_says_so():
    found = write(
        "Please cancel account 801993121",
        "agent: Would 20 % less keep you?",
        "Yes",
        "agent: It's on your account from May.",
        acts=[Act("apply_discount", False, 3, {"percent": 20})],
    )
    assert found.title == "Cancel account 801993121 → apply discount"


def test_a_long_trouble_makes_room_at_a_comma_for_what_was_done():
    said = "My debit card is gone, I think I left it at the checkout in the supermarket"
    done = Act("block_card", False, 1, {"reason": "lost"}, {"ok": True})
    assert write(said, "agent: I've blocked it.", acts=[done]).title == (
        "Debit card is gone → block card"
    )


def test_a_number_is_not_cut_at_its_comma():
    said = "The transfer of 5,000 to account 00000000 from Monday is lost on its way"
    done = Act("trace_payment", False, 1, {"value": 1})
    assert write(said, "agent: Done.", acts=[done]).title == f"T{said[5:]}"


@pytest.mark.parametrize(
    ("greeting", "title"),
    [
        ("Hi, I'm Lumi, the Acme assistant. How can I help?", "Nothing asked"),
        ("Guten Tag, ich bin Lumi, die Assistentin von Acme. Wie kann ich helfen?",
         "Nichts gefragt"),
        ("Hola, soy Lumi, la asistente de Acme. ¿En qué puedo ayudarle?", "Sin pregunta"),
        ("Merhaba, ben Lumi, Acme asistanı. Nasıl yardımcı olabilirim?", "Soru sorulmadı"),
        ("Bonjour, je suis Lumi, votre assistante. Comment puis-je vous aider ?",
         "Aucune question"),
    ],
)  # fmt: skip
def test_an_introduction_is_no_topic(greeting, title):
    found = write(f"agent: {greeting}")
    assert (found.title, found.sentences) == (title, ())


def test_where_a_customer_speaks_in_pictures_the_agent_tells():
    found = write(
        "🍌❓",
        "agent: Hello! I see a banana. Is one missing?",
        "👆1️⃣",
        "agent: I've refunded £1.15 for the bananas.",
    )
    assert found.title == "Refunded £1.15 for the bananas"


def test_the_summary_tells_what_was_asked_done_and_how_it_ended():
    assert texts(write(*REFUND, acts=REFUNDED)) == [
        "I'd like to return the oak table from order TB-48213. One leg is cracked.",
        "Done: get order, refund order (TB-48213).",
        "Outcome: Your refund of £186.40 will reach your card by Friday.",
    ]


def test_each_sentence_names_the_turns_it_rests_on():
    found = write(*REFUND, acts=REFUNDED).sentences
    assert [sentence.turns for sentence in found] == [(102,), (102, 103, 104, 105), (105,)]


def test_a_vague_request_gets_the_names_that_the_tools_were_given():
    acts = [
        Act("FindRestaurants", False, 3, {"city": "Berkeley"}, [{"name": "Bistro Liaison"}]),
        Act("ReserveRestaurant", False, 5, {"restaurant_name": "Bistro Liaison", "time": "19:00"}),
    ]
    found = write(
        "Hi, I am looking for a place to eat.",
        "agent: Which city?",
        "Berkeley",
        "agent: Bistro Liaison is a French one in Berkeley. Shall I book a table?",
        "Yes, at 7 pm.",
        "agent: Your table is reserved.",
        acts=acts,
    )
    assert found.title == "Place to eat: Bistro Liaison, Berkeley"
    assert texts(found)[1:] == [
        "Done: find restaurants, reserve restaurant (Bistro Liaison, Berkeley).",
        "Outcome: Your table is reserved.",
    ]


def test_the_tools_name_tells_more_where_it_holds_all_of_the_request():
    found = write(
        "How do I cancel?",
        "agent: Your contract ends on 23 November, I have cancelled it.",
        acts=[Act("cancel_contract", False, 1, {"id": 7})],
    )
    assert found.title == "Cancel contract"


def test_a_second_request_stands_in_the_title_if_there_is_room():
    found = write(
        "I need to find a dentist in Sunnyvale.",
        "agent: There is Amazing Smile Dental.",
        "Great. Can you also check the weather there for me?",
        "agent: It will be 74 degrees.",
        acts=[
            Act("FindProvider", False, 1, {"city": "Sunnyvale"}),
            Act("GetWeather", False, 3, {"place": "here"}),
        ],
    )
    assert found.title == "Find a dentist in Sunnyvale; check the weather there"


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
    ("asked", "title"),
    [
        ("Guten Tag, ich möchte bitte meinen Vertrag kündigen.", "Vertrag kündigen"),
        ("Hallo! Wo bleibt mein Paket?", "Wo bleibt mein Paket?"),
        ("Hola, quería pedir cita para el dentista, por favor.", "Pedir cita para el dentista"),
        ("Merhaba, masayı iade etmek istiyorum.", "Masayı iade etmek"),
        ("ıslak gelen kitabı iade etmek istiyorum", "Islak gelen kitabı iade etmek"),
        ("ilanımı kaldırmak istiyorum lütfen", "İlanımı kaldırmak"),
        ("Bonjour, je voudrais annuler ma commande s'il vous plaît", "Annuler ma commande"),
        ("こんにちは。注文をキャンセルしたいのですが。", "注文をキャンセル"),
        ("مرحباً، أريد إلغاء حجز الفندق من فضلك", "إلغاء حجز الفندق"),
        ("שלום, רציתי לבטל את ההזמנה שלי", "לבטל את ההזמנה שלי"),
        ("สวัสดีค่ะ สินค้าที่สั่งยังไม่ได้รับเลยค่ะ", "สินค้าที่สั่งยังไม่ได้รับเลยค่ะ"),
        ("請問我的訂單什麼時候會到？", "請問我的訂單什麼時候會到？"),
        ("제 주문은 언제 도착하나요?", "제 주문은 언제 도착하나요?"),
        ("Ik wil mijn bestelling annuleren.", "Ik wil mijn bestelling annuleren"),
        ("मेरा ऑर्डर अभी तक नहीं आया है।", "मेरा ऑर्डर अभी तक नहीं आया है।"),
    ],
)
def test_titles_in_other_languages(asked, title):
    assert write(asked, "agent: …").title == title


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
        ("Waar blijft mijn pakje? Het zou gisteren komen.", "Het pakje komt morgen om 14 uur.",
         "→ track.", "Het pakje komt morgen om 14 uur."),
    ],
)  # fmt: skip
def test_labels_are_in_the_conversations_language_or_none(asked, answered, done, outcome):
    found = texts(write(asked, f"agent: {answered}", acts=[Act("track", False, 1)]))
    assert found[1:] == [done, outcome]


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


def test_when_the_agent_called_the_agents_matter_is_the_title():
    found = write(
        "agent: Good morning, you have an appointment for an eye test on Friday. Will you come?",
        "Yes.",
    )
    assert found.title == "Appointment for an eye test on Friday"


def test_a_long_request_is_cut_between_clauses():
    found = write(
        "I ordered it in the spring sale and it came last week after I had rung you three times, "
        "but the walnut bookcase with the glass doors has a deep scratch on its left side"
    )
    assert found.title == (
        "Walnut bookcase with the glass doors has a deep scratch on its left side"
    )


def test_the_same_input_gives_the_same_words():
    assert write(*REFUND, acts=REFUNDED) == write(*REFUND, acts=REFUNDED)


def test_what_the_conversation_does_not_say_is_not_said():
    acts = [Act("find_shop", False, 1, {"city": "Reykjavík"}, {"name": "Blue Lagoon Shop"})]
    found = write(
        "Where is your nearest shop?", "agent: It is in the harbour street 12.", acts=acts
    )
    assert "Reykjavík" not in f"{found}"
    assert "Lagoon" not in f"{found}"
