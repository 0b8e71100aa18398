from datetime import timedelta

import pytest
from django.utils import timezone

from organizations import keys
from organizations.models import ApiKey, AuditEvent
from organizations.tenancy import within
from tests.factories import ApiKeyFactory


def test_of_a_key_its_hash_is_kept_and_its_secret_nowhere(project):
    key, secret = keys.make(project, "Bot", ["WRITE"])
    kept = ApiKey.objects.values().get(pk=key.pk)
    assert kept["hash"] == keys.digest(secret)
    assert kept["prefix"] == secret[:8]
    assert secret not in str(kept)


def test_the_secret_finds_its_key_and_no_other_does(project):
    key, secret = keys.make(project, "Bot", ["WRITE"])
    assert keys.find(secret) == key
    assert keys.find(secret[:-1]) is None
    assert keys.find("") is None


def test_finding_costs_one_statement(project, django_assert_num_queries):
    _, secret = keys.make(project, "Bot", ["WRITE"])
    with django_assert_num_queries(1):
        found = keys.find(secret)
        assert found.project.organization_id == found.organization.pk


@pytest.mark.parametrize("gone", ["expires_at", "revoked_at"])
def test_an_expired_or_revoked_key_is_not_found(acme, gone):
    ApiKeyFactory(organization=acme, secret="prl_x", **{gone: timezone.now()})
    assert keys.find("prl_x") is None


def test_use_is_noted_at_most_once_a_minute(acme, django_assert_num_queries):
    key = ApiKeyFactory(organization=acme)
    keys.note_use(key)
    key.refresh_from_db()
    with django_assert_num_queries(0):
        keys.note_use(key)


def test_of_two_first_uses_at_once_one_is_written(acme):
    key = ApiKeyFactory(organization=acme)
    stale = ApiKey.objects.get(pk=key.pk)
    keys.note_use(key)
    first = ApiKey.objects.get(pk=key.pk).last_used_at
    keys.note_use(stale)
    assert ApiKey.objects.get(pk=key.pk).last_used_at == first


def test_use_is_noted_again_after_a_minute(acme):
    before = timezone.now() - timedelta(seconds=61)
    key = ApiKeyFactory(organization=acme, last_used_at=before)
    keys.note_use(key)
    key.refresh_from_db()
    assert key.last_used_at > before


def test_revoking_shuts_out_and_says_who_did_it(acme, member):
    key = ApiKeyFactory(organization=acme, secret="prl_x")
    keys.revoke(key, by=member.user)
    key.refresh_from_db()
    assert keys.find("prl_x") is None
    assert (key.state, key.revoked_by) == ("revoked", member.user)


def test_revoking_again_changes_nothing(acme, member):
    key = ApiKeyFactory(organization=acme)
    keys.revoke(key, by=member.user)
    keys.revoke(key, by=None)
    key.refresh_from_db()
    assert key.revoked_by == member.user
    with within(acme):
        assert AuditEvent.objects.filter(act="api_key.revoked").count() == 1


def test_rotating_makes_a_key_of_the_same_kind_and_revokes_the_old(acme, project):
    old = ApiKeyFactory(organization=acme, project=project, secret="prl_x", scopes=["READ"])
    new, secret = keys.rotate(old, by=None)
    assert (new.name, new.scopes, new.project) == (old.name, ["READ"], project)
    assert keys.find("prl_x") is None
    assert keys.find(secret) == new


def test_a_rotated_key_lives_as_long_again(acme):
    born = timezone.now() - timedelta(days=80)
    old = ApiKeyFactory(organization=acme, expires_at=born + timedelta(days=90))
    ApiKey.objects.filter(pk=old.pk).update(created_at=born)
    old.refresh_from_db()
    new, _ = keys.rotate(old, by=None)
    assert new.days_left == 90


def test_what_happens_to_keys_is_written_down(acme, project, member):
    keys.rotate(keys.make(project, "Bot", ["READ"], by=member.user)[0], by=member.user)
    with within(acme):
        acts = AuditEvent.objects.filter(actor=member.user).order_by("pk")
        assert [e.act for e in acts] == ["api_key.made", "api_key.revoked", "api_key.made"]
