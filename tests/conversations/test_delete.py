"""What a delete takes along, and what it leaves (ADR 0014)."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import CASCADE

from annotations import notes, review, score_configs, scores
from annotations.annotate import tag
from annotations.places import Place
from annotations.score_configs import Wording
from conversations import summaries, titles
from conversations.delete import delete, hanging
from conversations.models import Agent, Conversation, Customer, SearchRow, Tally
from conversations.new import AgentRef, NewAgent, NewCustomer, NewTool
from conversations.tasks import write_insights
from conversations.totals import total
from organizations.actors import Actor
from organizations.models import AuditEvent, Due, Project
from organizations.tenancy import OrganizationOwned, within
from tests.factories import ApiKeyFactory, MembershipFactory
from tests.talk import call, chat

STAYS = {Agent, Customer}  # who they are is known to others too


@pytest.fixture
def ada(acme):
    return Actor(MembershipFactory(organization=acme).user)


@pytest.fixture
def full(acme, project, ada):
    """A chat on which a row of every table hangs."""
    bo = AgentRef(custom_id="bo")
    conversation = chat(
        project,
        "Where is my parcel?",
        "agent: It is late, sorry.",
        tags=["late"],
        details={
            "session_id": "s",
            "country_code": "NL",
            "ip_address": "",
            "transcript_link": "",
        },
        agents=(NewAgent(bo),),
        customers=(NewCustomer("+14155550100", "Ann"),),
        tools=(NewTool("find", {}, "found", 500, agent=bo),),
        external_id="e-1",
    )
    write_insights(acme.pk)
    titles.rename(conversation, "The late parcel", ada.person)
    tag(conversation, ["vip"], ada, Place(turn=1))
    note = notes.write(conversation, f"@{ada.person.email} look", ada, Place(turn=1, span=(0, 5)))
    notes.edit(notes.reply(note, "Yes", ada), "No", ada)
    config = score_configs.make(acme, "boolean", "conversation", Wording("Solved"), ada)
    scores.score(conversation, config, True, ada)
    return conversation


def everything(acme):
    rows = Conversation.objects.all()
    return delete(acme, rows, None)


def rows_of(acme, model, way):
    with within(acme):
        return model.objects.filter(organization=acme, **{f"{way}__isnull": False}).count()


def test_nothing_that_hangs_on_it_stays(acme, full):
    filled = [model.__name__ for model, way in hanging() if rows_of(acme, model, way)]
    assert {"Turn", "NoteRevision", "Score", "Tagging", "Wording", "ChatDetails"} <= set(filled)
    assert everything(acme) == [full.pk]
    connection.check_constraints()
    assert not [model for model, way in hanging() if rows_of(acme, model, way)]
    with within(acme):
        for model in (Conversation, SearchRow):
            assert not model.objects.exists()


KEPT = {"search_term"}  # words without what they were said in, of all conversations together


def tables():
    """All that the web may read."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p', 'v') AND NOT relispartition"
            " AND relnamespace = 'public'::regnamespace AND has_table_privilege(oid, 'SELECT')"
        )
        return {name for (name,) in cursor.fetchall()} - KEPT


def tables_with(organization, word):
    with within(organization), connection.cursor() as cursor:
        found = set()
        for table in tables():
            cursor.execute(f"SELECT 1 FROM {table} AS t WHERE t::text ILIKE %s LIMIT 1", [word])
            found |= {table} if cursor.fetchone() else set()
        return found


def test_no_word_of_it_stays_anywhere(acme, project, ada):
    told = chat(project, "My zqsecret is out", properties={"zqsecret": "zqsecret"})
    titles.rename(told, "The zqsecret", ada.person)
    summaries.reword(told, "A zqsecret is out", ada.person)
    tag(told, ["vip"], ada, Place(turn=1))
    note = notes.write(told, "zqsecret!", ada, Place(turn=1, span=(3, 11), quote="zqsecret"))
    notes.edit(note, "zqsecret?", ada)
    notes.resolve(note, ada)
    config = score_configs.make(acme, "text", "conversation", Wording("Why"), ada)
    scores.score(told, config, "zqsecret", ada)
    scores.withdraw(scores.score(told, config, "the zqsecret", ada), ada)
    review.mark(told, "reviewed", ada)
    assert len(tables_with(acme, "%zqsecret%")) > 5
    everything(acme)
    assert tables_with(acme, "%zqsecret%") == set()
    with within(acme):
        lines = AuditEvent.objects.of(acme).filter(subject=told.pk)
        assert {line.about for line in lines} == {f"Chat {told.number}"}


def test_who_took_part_stays_known(acme, full):
    everything(acme)
    with within(acme):
        assert all(model.objects.exists() for model in STAYS)


def test_every_key_to_a_conversation_lets_it_go():
    keys = [
        field
        for model in apps.get_models()
        if issubclass(model, OrganizationOwned) and model._meta.managed
        for field in model._meta.concrete_fields
        if field.related_model is Conversation
    ]
    assert len(keys) > 8
    assert not [field for field in keys if field.remote_field.on_delete is not CASCADE]


def test_the_total_goes_down(acme, project, full):
    other = chat(project, "Another one")
    delete(acme, Conversation.objects.filter(pk=full.pk), None)
    with within(acme):
        assert total(acme, "chat") == 1
        assert Tally.objects.of(acme).filter(delta=-1).count() == 1
        assert Conversation.objects.get().pk == other.pk


def test_its_external_id_is_free_again(acme, project, full):
    everything(acme)
    assert chat(project, "Hello", external_id="e-1").pk != full.pk


def test_work_that_was_due_is_forgotten(acme, project):
    chat(project, "Where is my parcel?")
    everything(acme)
    assert not Due.objects.of(acme).exists()
    write_insights(acme.pk)


def test_a_worker_that_comes_too_late_finds_nothing(acme, project):
    gone = chat(project, "Where is my parcel?")
    everything(acme)
    Due.objects.create(organization=acme, what=Due.INSIGHT, key=gone.pk)
    write_insights(acme.pk)
    assert not Due.objects.of(acme).exists()


def test_the_audit_keeps_a_line_without_a_word_of_it(acme, project):
    key = ApiKeyFactory(organization=acme, project=project, name="CRM")
    gone = call(project, "My secret")
    delete(acme, Conversation.objects.filter(pk=gone.pk), key)
    with within(acme):
        line = AuditEvent.objects.of(acme).get(act="conversation.deleted")
    assert (line.about, line.subject, line.api_key_id, line.detail) == (
        f"Call {gone.number}",
        gone.pk,
        key.pk,
        {},
    )


def test_again_it_deletes_nothing(acme, full):
    everything(acme)
    assert everything(acme) == []
    with within(acme):
        assert AuditEvent.objects.of(acme).filter(act="conversation.deleted").count() == 1


def test_another_organizations_stays(acme, rival, full):
    theirs = chat(Project.objects.of(rival).get(), "Our secret", external_id="e-1")
    delete(acme, Conversation.objects.filter(pk=theirs.pk), None)
    with within(rival):
        assert Conversation.objects.get().pk == theirs.pk


@pytest.mark.parametrize("many", [1, 20])
def test_the_statements_do_not_grow(acme, project, statements, many):
    for n in range(many):
        chat(project, *[f"Turn {t}" for t in range(n + 1)], tags=[f"tag {n}"])
    with statements() as made:
        assert len(everything(acme)) == many
    assert len(made) == len(hanging()) + 7, made
