import pytest

from conversations.text import LONGEST, bounded, dense_grams, idents, normalise, terms


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("ŞİRKETİ", "sirketi"),
        ("IŞIK", "isik"),
        ("ısrarla", "ISRARLA"),
        ("Straße", "STRASSE"),
        ("envío", "envio"),
        ("ﬁrst", "first"),
        ("Ⅻ", "xii"),
        ("مَرْحَبًا", "مرحبا"),
    ],
)
def test_two_ways_to_write_a_word_are_one(written, asked):
    assert normalise(written) == normalise(asked)


@pytest.mark.parametrize("word", ["が", "도착", "हिन्दी", "ไทย"])
def test_marks_that_are_letters_to_their_readers_stay(word):
    assert normalise(word) == word


def test_normalising_twice_is_as_good_as_once():
    once = normalise("ǅ İıŞ ﬀ ΐ Ⅷ 한글 がぎ")
    assert normalise(once) == once


def test_terms_are_runs_of_letters():
    assert terms("don't pay cminh730@mail.example") == {
        "don", "t", "pay", "cminh", "mail", "example"
    }  # fmt: skip


def test_any_part_of_a_long_run_lies_in_one_of_its_pieces():
    run = "".join(chr(97 + i * 7 % 26) for i in range(300))
    pieces = terms(run)
    assert all(len(piece) <= LONGEST for piece in pieces)
    assert all(any(run[i : i + 32] in piece for piece in pieces) for i in range(300 - 31))


def test_dense_scripts_are_cut_into_one_and_two_characters():
    assert list(dense_grams("订单还 ab")) == ["订", "单", "还", "订单", "单还"]
    assert terms("订单") == set()


def test_idents_are_words_with_a_digit_or_an_at():
    assert list(idents("order rt-90127, mail jo@x.example or rt-90127,")) == [
        "rt-90127,",
        "jo@x.example",
    ]


def test_tokens_stay_below_what_a_tsvector_holds():
    assert bounded(["a", "b"]) == (["a", "b"], False)
    kept, cut = bounded(f"{n:09}" for n in range(70_000))
    assert cut
    assert len(kept) == 60_000
    kept, cut = bounded("字" * 60 + str(n) for n in range(10_000))
    assert cut
    assert sum(len(token.encode()) for token in kept) <= 600_000
