"""The titles that the offline generator writes, in several languages."""

import pytest

from conversations.insights.generator import Act
from tests.conversations.offline import REFUND, REFUNDED, texts, write


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
         "Sent the contract to my boss instead of legal. How do I undo that?"),
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
        "I want to cancel.",
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
        ("請問我的訂單什麼時候會到？", "我的訂單什麼時候會到？"),
        ("您好，麻烦帮我取消订单，谢谢", "取消订单"),
        ("안녕하세요. 주문을 취소해 주세요.", "주문을 취소"),
        ("Buongiorno, vorrei disdire il mio abbonamento, grazie", "Disdire il mio abbonamento"),
        ("Olá, bom dia. Queria trocar os meus sapatos, por favor", "Trocar os meus sapatos"),
        ("제 주문은 언제 도착하나요?", "제 주문은 언제 도착하나요?"),
        ("Ik wil mijn bestelling annuleren.", "Bestelling annuleren"),
        ("Jag vill avboka min tid på fredag.", "Jag vill avboka min tid på fredag"),
        ("मेरा ऑर्डर अभी तक नहीं आया है।", "मेरा ऑर्डर अभी तक नहीं आया है।"),
    ],
)
def test_titles_in_other_languages(asked, title):
    assert write(asked, "agent: …").title == title


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
