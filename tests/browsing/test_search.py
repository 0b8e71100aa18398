import pytest

from browsing.search import API_PARTS, matching
from conversations.models import SearchRow
from conversations.new import NewAgent, NewCustomer, NewTool
from organizations.tenancy import within
from tests.talk import chat


@pytest.fixture
def found(acme):
    def search(text, *parts):
        with within(acme):
            rows = matching(SearchRow.objects.of(acme), acme, text, *parts)
            return rows.count()

    return search


@pytest.mark.parametrize(
    "asked",
    [
        "refundable",
        "efundab",
        "REFUND ord",
        "ord refund",
        "RT-90127",
        "t-901",
        "90127",
        "jo@fjord",
        "50%",
        "(50%",
        "o",
        "n't",
        "erstattung",
        "STRASSE",
        "订单",
        "订单还没",
        "单",
        "도착",
        "ıade",
    ],
)
def test_any_part_of_any_word_finds_its_chat(project, found, asked):
    chat(
        project,
        "Is my non-refundable order RT-90127 (50% off) really gone? I don't know.",
        "Write to jo@fjordpost.example, Rückerstattung, Straße 5",
        "我的订单还没到 · 도착했어요 · İADE",
    )
    chat(project, "Pst!")
    assert found(asked) == 1


@pytest.mark.parametrize("asked", ["refundabel", "refund xyz", "5_%", "RT-90128", "单订", "%"])
def test_what_does_not_occur_finds_nothing(project, found, asked):
    chat(project, "Is my non-refundable order RT-90127 gone? 我的订单")
    assert found(asked) == 0


def test_no_word_finds_all(project, found):
    chat(project, "Hello")
    assert found("  ") == 1


@pytest.mark.parametrize(
    "asked", ["nora", "+49151", "e-77", "goldmember", "findorder", "vip", "hal"]
)
def test_people_ids_properties_tools_and_tags_are_searched(project, found, asked):
    chat(
        project,
        "Hello",
        agents=(NewAgent(name="Nora"),),
        customers=(NewCustomer("+4915112345", "Halvard"),),
        external_id="E-77",
        properties={"tier": {"deep": ["GoldMember"]}},
        tools=(NewTool("FindOrder", {}, {}, 0),),
        tags=["VIP"],
    )
    assert found(asked) == 1
    assert found(asked, API_PARTS) == 0


def test_the_api_finds_a_chat_by_its_id_in_any_case(project, found):
    conversation = chat(project, "Hello")
    assert found(str(conversation.pk).upper(), API_PARTS) == 1
    assert found(str(conversation.pk)[5:20], API_PARTS) == 1


def test_a_part_of_a_very_long_word_finds_it(project, found):
    word = "".join(chr(97 + i * 7 % 26) + chr(97 + i * 11 % 26) for i in range(200))
    chat(project, word)
    assert found(word) == found(word[150:350]) == found(word[70:80]) == 1


def test_what_tokens_could_not_hold_is_found_by_the_text(project, found):
    chat(project, " ".join(f"{n}{'x' * 60}" for n in range(12_000)), "zebra")
    assert found("zebr") == found("11999xx") == 1


def test_a_common_letter_pair_is_found_though_no_index_knows_it(project, found):
    chat(project, " ".join(f"{a}in{b}" for a in "abcdefghijklmnop" for b in "abcdefghijklmnop"))
    assert found("in") == found("kin") == found("ing") == 1


def test_another_organizations_rows_are_not_seen_though_the_filter_is_dropped(rival, project):
    chat(project, "Hello")
    with within(rival):
        assert matching(SearchRow.objects.all(), rival, "").count() == 0
