import pytest
from django.db import IntegrityError, connection

from conversations.models import Agent, Conversation, Customer, Participant, SearchRow, Turn
from conversations.new import AgentRef, Duplicate, NewAgent, NewCustomer, NewTurn, Role
from conversations.totals import fold, total
from organizations.models import Due
from organizations.tenancy import within
from tests.factories import NOON
from tests.talk import call, chat, names_on


def test_stores_turns_in_their_order(acme, project):
    chat(project, "Hello", "agent: Good day", "Bye")
    with within(acme):
        turns = Turn.objects.order_by("number").values_list("number", "role", "text")
        assert list(turns) == [
            (1, "customer", "Hello"),
            (2, "agent", "Good day"),
            (3, "customer", "Bye"),
        ]


def test_external_id_twice_is_a_duplicate_and_nothing_is_stored(acme, project):
    chat(project, "First", external_id="e-1")
    with pytest.raises(Duplicate):
        chat(project, "Second", external_id="e-1")
    with within(acme):
        assert Conversation.objects.count() == Turn.objects.count() == 1
        assert total(acme, "chat") == 1


def test_a_chat_and_a_call_may_share_an_external_id(acme, project):
    chat(project, external_id="e-1")
    call(project, external_id="e-1")
    with within(acme):
        assert Conversation.objects.count() == 2


def test_first_customer_line_is_the_provisional_title(project):
    long = "My parcel has not come although the shop said it would be here on Monday morning"
    assert chat(project, "agent: Hi!", " \n", "I want\nmy money back").title == (
        "I want my money back"
    )
    assert chat(project, long).title == long
    assert chat(project, long + " at nine").title == (
        "My parcel has not come although the shop said it would be here on Monday…"
    )


def test_nothing_said_has_no_title_and_nothing_is_due(acme, project):
    assert chat(project).title is None
    assert not Due.objects.exists()
    chat(project, "Hello")
    assert Due.objects.get().organization == acme


def test_same_agent_and_customer_again_are_the_same_rows(acme, project):
    people = {
        "agents": (NewAgent(AgentRef(custom_id="n-1"), name="Nora"),),
        "customers": (NewCustomer("+4915112345", "Jo"),),
    }
    chat(project, "Hello", **people)
    chat(project, "Hello again", **people)
    with within(acme):
        assert (Agent.objects.count(), Customer.objects.count()) == (1, 1)
        assert Participant.objects.count() == 4


def test_agent_known_by_name_learns_its_id(acme, project):
    chat(project, agents=(NewAgent(name="Nora"),))
    chat(project, agents=(NewAgent(AgentRef(custom_id="n-1"), name="Nora"),))
    with within(acme):
        assert Agent.objects.get().custom_id == "n-1"


def test_two_ids_of_one_name_are_two_agents(acme, project):
    chat(project, agents=(NewAgent(AgentRef(custom_id="n-1"), name="Nora"),))
    chat(project, agents=(NewAgent(AgentRef(custom_id="n-2"), name="Nora"),))
    with within(acme):
        assert Agent.objects.count() == 2


def test_agent_that_only_a_turn_names_takes_part(acme, project):
    spoken = NewTurn(Role.AGENT, "Hello", 0, agent=AgentRef(custom_id="bot-7"))
    chat(project, turns=(spoken,))
    with within(acme):
        agent = Turn.objects.get().participant.agent
        assert agent.custom_id == agent.name == "bot-7"


def test_the_only_agent_speaks_the_agents_turns(acme, project):
    chat(project, "agent: Hello", "Hi", agents=(NewAgent(name="Nora"),))
    with within(acme):
        first, second = Turn.objects.order_by("number")
        assert first.participant.name == "Nora"
        assert second.participant is None


def test_search_row_holds_every_part(acme, project):
    chat(project, "Größe 42?", properties={"planTier": "Gold"}, external_id="E-9")
    with within(acme):
        row = SearchRow.objects.get()
        assert (row.said, row.about) == ("grosse 42?", "grosse 42?")
        assert "e-9" in row.who.split()
        assert row.properties == {"plan_tier": "Gold"}
        assert row.started_at == NOON


def test_tags_are_one_ignoring_case(acme, project):
    conversation = chat(project, tags=["VIP", "vip", "İade", "iade", " "])
    with within(acme):
        assert names_on(conversation) == ["VIP", "İade", "iade"]


def test_totals_fold_to_the_same_sum(acme, project):
    for _ in range(3):
        chat(project)
    with within(acme):
        fold(acme)
        fold(acme)
        assert total(acme, "chat") == 3


def test_a_conversation_too_large_for_a_tsvector_is_taken_and_found_by_its_text(acme, project):
    words = " ".join(f"{n}{'x' * 60}" for n in range(12_000))
    chat(project, words, "needle at the very end")
    with within(acme):
        row = SearchRow.objects.get()
        assert row.search_partial
        assert "needle" in row.said


def test_end_before_start_is_refused_by_the_database(acme, project):
    with pytest.raises(IntegrityError, match="conversation_ends_after_start"):
        chat(project, started_at=NOON, ended_at=NOON.replace(hour=11))


def test_a_turn_cannot_sit_in_another_organizations_chat(acme, rival, project):
    theirs = chat(project, "Hello")
    with pytest.raises(IntegrityError, match="conversation_id_tenant_fk"):
        add_turn(rival, theirs.pk)


def add_turn(organization, key):
    with within(organization):
        Turn.objects.create(
            organization=organization, conversation_id=key, number=9, role="agent", start_ms=0
        )
        connection.check_constraints()


def test_a_search_row_of_another_organization_is_refused(acme, rival, project):
    chat(project, "Hello")
    with within(rival):
        assert not SearchRow.objects.exists()
        assert not SearchRow.objects.of(acme).update(said="changed")


def test_who_speaks_takes_part_in_that_conversation(acme, project):
    one, other = (chat(project, "Hello", customers=(NewCustomer(label="Ann"),)) for _ in "12")
    with pytest.raises(IntegrityError, match="participant_id_tenant_fk"):
        let_speak(acme, one, other.took_part[0])


def let_speak(organization, conversation, participant):
    with within(organization), connection.cursor() as cursor:
        Turn.objects.filter(conversation=conversation).update(participant=participant)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
