"""The two locks, each tried with the other one open."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection

from conversations.models import Conversation, SearchRow, Turn
from organizations.audit import record
from organizations.models import ApiKey, AuditEvent, Project
from organizations.tenancy import within
from tests.factories import ApiKeyFactory, ProjectFactory
from tests.talk import chat


@pytest.fixture
def two_chats(acme, rival):
    ours, theirs = Project.objects.of(acme).get(), Project.objects.of(rival).get()
    return chat(ours, "Where is my parcel?"), chat(theirs, "Our secret")


@pytest.mark.parametrize("model", [Conversation, Turn, SearchRow, AuditEvent])
def test_a_query_without_its_organization_filter_sees_no_foreign_row(model, acme, two_chats):
    with within(acme):
        assert {row.organization_id for row in model.objects.all()} == {acme.pk}


def test_outside_every_organization_no_row_is_seen(two_chats):
    assert not Conversation.objects.exists()
    assert not SearchRow.objects.exists()
    assert not Turn.objects.exists()


def test_a_row_of_another_organization_can_not_be_written(acme, rival):
    with pytest.raises(ProgrammingError, match="row-level security"), within(acme):
        AuditEvent.objects.create(organization=rival, act="member.joined", about="Mallory")


def test_rows_of_another_organization_can_not_be_changed_or_deleted(acme, rival, two_chats):
    with within(acme):
        assert Conversation.objects.filter(organization=rival).update(title="Ours") == 0
        assert Turn.objects.filter(organization=rival)._raw_delete("default") == 0


def test_a_key_of_one_organization_can_not_belong_to_a_project_of_another(acme, rival):
    ApiKeyFactory(organization=acme, project=Project.objects.of(rival).get())
    with pytest.raises(IntegrityError, match="project_id_tenant_fk"):
        connection.check_constraints()


def test_a_turn_can_not_sit_in_a_conversation_of_another_organization(acme, two_chats):
    _, theirs = two_chats
    with within(acme):
        Turn.objects.of(acme).update(conversation_id=theirs.pk)
    with pytest.raises(IntegrityError, match="conversation_id_tenant_fk"):
        connection.check_constraints()


def test_a_stray_row_joins_nothing(acme, rival):
    stray = ApiKeyFactory(organization=acme, project=ProjectFactory(organization=rival))
    assert list(ApiKey.objects.of(acme).select_related("project")) == []
    stray.delete()


def test_within_another_organization_the_first_is_put_back(acme, rival):
    with within(acme):
        record(rival, None, "member.joined", "Mallory")
        record(acme, None, "member.joined", "Alice")
        assert [e.about for e in AuditEvent.objects.filter(act="member.joined")] == ["Alice"]


def test_a_failure_within_another_organization_puts_the_first_back(acme, rival):
    with within(acme):
        with pytest.raises(ZeroDivisionError), within(rival):
            raise ZeroDivisionError
        assert {e.organization_id for e in AuditEvent.objects.all()} == {acme.pk}


def test_the_app_may_not_change_tables_or_policies(db):
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="must be owner"):
        cursor.execute("ALTER TABLE conversations_turn DISABLE ROW LEVEL SECURITY")


def test_nobody_touches_the_search_rows_but_by_their_view(db):
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="denied"):
        cursor.execute("SELECT 1 FROM search_row_store")
