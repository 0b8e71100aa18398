"""A generator that asks a server: chosen by whom, worked off by the worker, failing well."""

import threading

import pytest
from django.db import IntegrityError, transaction

from conversations import tasks
from conversations.insights import due
from conversations.insights.choice import generator_for
from conversations.insights.write import write
from conversations.models import Conversation, Insight, Turn
from conversations.summaries import reword
from conversations.titles import rename
from organizations import generators, tokens
from organizations.models import Due, GeneratorChoice, TokensUsed
from organizations.tenancy import within
from tests.models import KEY, TITLE, completion
from tests.stub import reply, stub
from tests.talk import chat
from web.seal import Unreadable

pytestmark = pytest.mark.usefixtures("loopback")


LINES = (
    "Hello!",
    "I want a refund for the cracked oak table of order 48213.",
    "agent: Your refund of 186.40 arrives by Friday.",
)


@pytest.fixture
def installation(settings):
    """installation(server): the installation has titles written by this server."""

    def use(server):
        settings.INSIGHTS_GENERATOR = "openai"
        settings.OPENAI_BASE_URL, settings.OPENAI_MODEL = f"{server.url}/v1", "tiny-1"
        settings.OPENAI_API_KEY, settings.OPENAI_TIMEOUT = "installation-key", 60

    return use


def insight_of(conversation):
    """The newest one."""
    with within(conversation.organization):
        found = Insight.objects.filter(conversation=conversation)
        return found.order_by("-created_at", "-pk").first()


def own_server(acme, server, key=KEY, **more):
    with within(acme):
        generators.use_server(acme, None, f"{server.url}/v1", "tiny-2", key, **more)


def test_the_worker_has_the_installations_server_write(acme, project, installation):
    conversation = chat(project, *LINES)
    with stub(completion(tokens=321)) as server:
        installation(server)
        tasks.write_insights(acme.pk)
    insight = insight_of(conversation)
    assert (insight.generator, insight.model, insight.tokens) == ("openai", "tiny-1", 321)
    assert (insight.title, insight.note) == (TITLE, None)
    assert not Due.objects.exists()
    with within(acme):
        conversation.refresh_from_db()
        assert conversation.title == TITLE
        assert tokens.used(acme) == 321


def test_sentences_name_turns_of_this_conversation(acme, project, installation):
    conversation = chat(project, *LINES)
    with stub(completion()) as server:
        installation(server)
        tasks.write_insights(acme.pk)
    with within(acme):
        keys = dict(Turn.objects.filter(conversation=conversation).values_list("number", "pk"))
    turns = [sentence["turns"] for sentence in insight_of(conversation).sentences]
    assert turns == [[keys[2]], [keys[2], keys[3]]]


def test_an_organizations_own_server_gets_its_own_key_alone(acme, project, installation):
    chat(project, *LINES)
    with stub(completion()) as server, stub(completion()) as own:
        installation(server)
        own_server(acme, own)
        tasks.write_insights(acme.pk)
    assert server.asked == []
    assert own.asked[0].headers["authorization"] == f"Bearer {KEY}"


def test_nor_does_an_own_server_without_a_key_get_the_installations(acme, project, installation):
    chat(project, *LINES)
    with stub(completion()) as server, stub(completion()) as own:
        installation(server)
        own_server(acme, own, key="")
        tasks.write_insights(acme.pk)
    assert "authorization" not in own.asked[0].headers


def test_an_organization_may_stay_offline(acme, rival, project, installation):
    conversation = chat(project, *LINES)
    with stub(completion()) as server:
        installation(server)
        with within(acme):
            generators.use(acme, None, "extractive")
        tasks.write_insights(acme.pk)
        assert generator_for(rival).name == "openai"
    assert server.asked == []
    assert insight_of(conversation).generator == "extractive"


def test_a_failing_server_leaves_an_offline_title_that_says_so(acme, project, installation):
    conversation = chat(project, *LINES)
    with stub(reply(status="401 Unauthorized")) as server:
        installation(server)
        tasks.write_insights(acme.pk)
    insight = insight_of(conversation)
    assert (insight.generator, insight.model) == ("extractive", None)
    assert insight.note == "Instead of openai: the server refuses the key (status 401)."
    assert not Due.objects.exists()


def test_it_says_so_too_where_it_wrote_the_same_before(acme, project, installation):
    conversation = chat(project, *LINES)
    tasks.write_insights(acme.pk)
    with stub(reply(status="401 Unauthorized")) as server:
        installation(server)
        with within(acme):
            due.ask([conversation])
        tasks.write_insights(acme.pk)
    with within(acme):
        [insight] = Insight.objects.all()
    assert "status 401" in insight.note


@pytest.fixture
def back_from_a_server(acme, project, installation):
    """A chat whose titles came from the offline generator, from a server, and are offline again.

    Each time in a transaction of its own, as in life; here they are one, so times are set.
    """
    conversation = chat(project, *LINES)
    tasks.write_insights(acme.pk)
    with within(acme):
        Insight.objects.update(created_at="2026-01-01T00:00Z")
    with stub(completion()) as server:
        installation(server)
        with within(acme):
            due.ask([conversation])
        tasks.write_insights(acme.pk)
    with within(acme):
        Insight.objects.filter(generator="openai").update(created_at="2026-01-02T00:00Z")
        write(acme, [conversation.pk])
        return Conversation.objects.get(pk=conversation.pk)


def test_going_back_makes_the_offline_title_the_newest(back_from_a_server):
    assert insight_of(back_from_a_server).generator == "extractive"


def test_what_a_person_gives_back_is_written_by_the_generator_gone_back_to(back_from_a_server):
    talk = back_from_a_server
    offline = talk.title, talk.summary
    for give, text in ((rename, "Mine"), (reword, "Mine"), (rename, ""), (reword, "")):
        give(talk, text)
    assert (talk.title, talk.summary) == offline


def test_a_title_that_says_what_nobody_said_makes_room_for_the_offline_one(
    acme, project, installation
):
    conversation = chat(project, *LINES)
    said = {"title": "Refund of order 99999", "sentences": [{"text": "Refund.", "turns": [2]}]}
    with stub(completion(said)) as server:
        installation(server)
        tasks.write_insights(acme.pk)
    insight = insight_of(conversation)
    assert insight.title == "Refund for the cracked oak table of order 48213"
    assert (insight.generator, insight.sentences[0]["text"]) == ("openai", "Refund.")
    assert insight.note.startswith("The title is the offline generator's")


def test_a_model_that_is_not_named_is_told(acme, project, settings):
    settings.INSIGHTS_GENERATOR = "openai"
    conversation = chat(project, *LINES)
    tasks.write_insights(acme.pk)
    assert insight_of(conversation).note == "Instead of openai: no model server is set."


def test_a_key_of_another_secret_key_is_told(acme, project, settings):
    conversation = chat(project, *LINES)
    with stub(completion()) as server:
        own_server(acme, server)
        settings.SECRET_KEY = "another"
        tasks.write_insights(acme.pk)
    assert server.asked == []
    assert "must be entered again" in insight_of(conversation).note


def test_a_day_has_only_so_many_tokens(acme, project, installation, settings):
    settings.OPENAI_TOKENS_A_DAY = 1400
    conversations = [chat(project, *LINES) for _ in range(2)]
    with stub(completion(tokens=1300)) as server:
        installation(server)
        settings.OPENAI_PARALLEL = 1
        tasks.write_insights(acme.pk)
    assert [insight_of(c).generator for c in conversations] == ["openai", "extractive"]
    assert "tokens of today are used up" in insight_of(conversations[1]).note
    assert len(server.asked) == 1


def test_an_own_server_has_a_limit_of_its_own(acme, settings):
    settings.OPENAI_TOKENS_A_DAY = 10
    with stub(completion()) as server:
        own_server(acme, server, tokens_a_day=5000)
    tokens.count(acme, 4000)
    assert generator_for(acme).budget.left == 1000


def test_yesterdays_tokens_are_forgotten_and_zero_is_no_limit(acme, installation, settings):
    with stub(completion()) as server:
        installation(server)
    with within(acme):
        TokensUsed.objects.create(organization=acme, day="2026-01-01", tokens=10**12)
    assert generator_for(acme).budget.left == settings.OPENAI_TOKENS_A_DAY
    settings.OPENAI_TOKENS_A_DAY = 0
    assert generator_for(acme).budget.left is None


def test_several_are_asked_at_once(acme, project, installation):
    together = threading.Barrier(3, timeout=60)
    conversations = [chat(project, *LINES) for _ in range(3)]

    def answer(asked, connection):
        together.wait()
        completion()(asked, connection)

    with stub(answer) as server:
        installation(server)
        tasks.write_insights(acme.pk)
    assert {insight_of(c).generator for c in conversations} == {"openai"}


def test_a_batch_costs_the_same_statements_however_large(
    acme, project, installation, settings, statements
):
    settings.OPENAI_PARALLEL = 20
    with stub(completion()) as server:
        installation(server)
        chat(project, *LINES)
        with statements() as for_one:
            due.write_batch(acme)
        for _ in range(20):
            chat(project, *LINES)
        with statements() as for_twenty:
            due.write_batch(acme)
    assert len(for_twenty) - len(for_one) == 19  # a row is taken off the list if it is ours still
    assert not Due.objects.exists()


def test_a_choice_is_one_an_organization_and_names_its_server(acme):
    broken = "generator_choice_of_a_server_names_it"
    with pytest.raises(IntegrityError, match=broken), transaction.atomic(), within(acme):
        GeneratorChoice.objects.create(
            organization=acme, uses="openai", base_url="https://a.example"
        )


def test_the_stored_key_is_encrypted_and_bound_to_its_organization(acme, rival):
    with stub(completion()) as server:
        own_server(acme, server)
    with within(acme):
        choice = GeneratorChoice.objects.get()
    assert KEY not in str(vars(choice))
    assert (generators.key_of(choice), choice.key_end) == (KEY, KEY[-4:])
    choice.organization_id = rival.pk
    with pytest.raises(Unreadable):
        generators.key_of(choice)
