"""What bulk acts do, what they leave alone, and that undoing restores exactly."""

from dataclasses import replace
from decimal import Decimal

import pytest

from annotations import annotate, notes, review, score_configs, scores
from annotations.models import Score, Tag, Tagging
from annotations.places import Place
from annotations.score_configs import Wording
from browsing.bulk import acts
from conversations.delete import delete
from conversations.models import Conversation, SearchRow
from organizations import jobs
from organizations import work as runs
from organizations.actors import Actor
from organizations.models import AuditEvent, Job, Membership
from organizations.tenancy import within
from tests.factories import MembershipFactory, UserFactory
from tests.organizations.test_jobs import die


@pytest.fixture(autouse=True)
def tells_always(monkeypatch):
    monkeypatch.setattr(runs, "TELL_EVERY", 0)


@pytest.fixture
def ada(acme):
    return Actor(MembershipFactory(organization=acme, user=UserFactory(name="Ada")).user)


@pytest.fixture
def vip(acme):
    with within(acme):
        return Tag.objects.create(organization=acme, name="vip", key="vip", folded="vip")


@pytest.fixture
def state(acme):
    """All that acts on annotations may change, but for the history."""

    def read():
        with within(acme):
            told = Conversation.objects.order_by("pk").values(
                "pk", "review_state", "review_by", "review_by_name", "review_at"
            )
            taggings = list(Tagging.objects.order_by("pk").values())
            parts = SearchRow.objects.order_by("pk").values("pk", "notes")
            return list(told), taggings, list(parts)

    return read


def undo(client, job, work):
    answer = client.post(f"/o/acme/bulk/{job.public_id}/undo/")
    assert answer.status_code == 302
    return work()


def test_tags_are_put_where_they_are_not_yet(chats, post, work, vip, there, ada):
    first, second, third = chats(3)
    annotate.tag(first, ["VIP"], ada)
    annotate.tag(second, ["vip"], ada, Place(turn=2))
    post("tag", [first, second], names="Vip")
    job = work()
    assert (job.state, job.done, job.total) == ("done", 2, 2)
    assert job.result == {"changed": 1, "same": 1, "gone": 0}
    assert there(taggings__tag=vip, taggings__turn=None) == ["Chat 0", "Chat 1"]


def test_what_is_tagged_is_found_and_told_in_its_history(chats, post, work, vip, client, acme):
    [one] = chats(1)
    post("tag", [one], names="vip")
    work()
    assert client.get("/o/acme/chats/?q=vip").context["page"].total == 1
    with within(acme):
        event = AuditEvent.objects.get(subject=one.pk, act="conversation.tagged")
        assert event.detail == {"tags": ["vip"], "turn": None}
        assert event.about == one.reference  # no word of what it outlives
        assert AuditEvent.objects.get(act="bulk.tag").about == "Tag 1 chat “vip”"


def test_undoing_tags_takes_off_what_was_put_and_no_more(
    chats, post, work, vip, client, state, ada
):
    first, second = chats(2)
    annotate.tag(first, ["vip"], ada)
    before = state()
    post("tag", [first, second], names="vip")
    undone = undo(client, work(), work)
    assert undone.result == {"changed": 1, "skipped": 0}
    assert state() == before


def test_undoing_a_removal_puts_places_authors_and_times_back(
    chats, post, work, client, state, ada, vip
):
    first, second = chats(2)
    annotate.tag(first, ["vip", "other"], ada)
    annotate.tag(first, ["vip"], ada, Place(turn=2))
    annotate.tag(second, ["vip"], ada, Place(turn=1))
    before = state()
    post("untag", [first, second], names="VIP")
    job = work()
    assert job.result["changed"] == 2
    assert [row["tag_id"] for row in state()[1]] != [row["tag_id"] for row in before[1]]
    undo(client, job, work)
    assert state() == before


def test_undoing_a_removal_minds_what_was_done_since(chats, post, work, client, ada, there, vip):
    first, second, third = chats(3)
    for one in (first, second, third):
        annotate.tag(one, ["vip"], ada)
    post("untag", [first, second, third], names="vip")
    job = work()
    annotate.tag(first, ["vip"], ada)
    undone = undo(client, job, work)
    assert undone.result == {"changed": 2, "skipped": 1}
    assert there(taggings__tag=vip) == ["Chat 0", "Chat 1", "Chat 2"]


def test_undoing_a_state_restores_who_set_it_and_when(chats, post, work, client, state, ada):
    first, second, third = chats(3)
    review.mark(first, "in_review", ada)
    review.mark(second, "reviewed", ada)
    before = state()
    post("review", [first, second, third], state="reviewed")
    job = work()
    assert job.result == {"changed": 2, "same": 1, "gone": 0}
    undo(client, job, work)
    assert state() == before


def test_states_of_many_write_no_search_row(chats, post, work, client, statements):
    post("review", chats(2), state="reviewed")
    with statements() as made:
        undo(client, work(), work)
    assert made
    assert not [sql for sql in made if "search_row" in sql]


def test_undoing_a_state_leaves_what_somebody_set_since(chats, post, work, client, there, ada):
    first, second = chats(2)
    post("review", [first, second], state="reviewed")
    job = work()
    review.mark(first, "in_review", ada)
    assert undo(client, job, work).result == {"changed": 1, "skipped": 1}
    assert there(review_state="in_review") == ["Chat 0"]
    assert there(review_state="new") == ["Chat 1"]


def test_undoing_twice_is_undoing_once(chats, post, work, client, vip):
    post("tag", chats(1), names="vip")
    job = work()
    first = undo(client, job, work)
    assert client.post(f"/o/acme/bulk/{job.public_id}/undo/").url.endswith(f"{first.public_id}/")
    assert client.post(f"/o/acme/bulk/{first.public_id}/undo/").status_code == 404


def test_a_score_is_the_persons_own_and_the_same_again_is_none(
    chats, post, work, acme, ada, member
):
    first, second = chats(2)
    quality = score_configs.make(
        acme,
        "number",
        "conversation",
        Wording("Quality", minimum=Decimal(1), maximum=Decimal(99)),
        ada,
    )
    scores.score(first, quality, Decimal(7), ada)
    scores.score(first, quality, Decimal(2), Actor(member.user))
    scores.score(second, quality, Decimal(7), Actor(member.user))
    post("score", [first, second], config=quality.public_id, value="7.0")
    assert work().result == {"changed": 1, "same": 1, "gone": 0}
    with within(acme):
        current = Score.objects.filter(conversation=first, is_current=True)
        assert sorted(current.values_list("author_name", "number")) == sorted(
            [("Ada", Decimal(7)), (str(member.user), Decimal(7))]
        )
        event = AuditEvent.objects.filter(subject=first.pk, act="score.given").order_by("pk").last()
        assert event.detail == {"config": "Quality", "value": 7, "before": 2, "turn": None}


def test_a_score_of_each_kind_is_stored_as_it_was_given(chats, post, work, acme, ada):
    chosen, given = chats(1), {}
    for kind, typed, value, more in (
        ("boolean", "false", False, {}),
        ("choice", "“Good”, 好", "“Good”, 好", {"choices": ["“Good”, 好", "Bad"]}),
        ("number", "2.5", Decimal("2.5"), {"minimum": Decimal(1), "maximum": Decimal(5)}),
        ("text", 'It\'s "fine" \\', 'It\'s "fine" \\', {}),
    ):
        config = score_configs.make(acme, kind, "conversation", Wording(kind, **more), ada)
        post("score", chosen, config=config.public_id, value=typed)
        assert work().result == {"changed": 1, "same": 0, "gone": 0}
        given[config.pk] = value
    with within(acme):
        assert {score.config_id: score.value for score in Score.objects.all()} == given


def test_a_delete_takes_all_and_what_was_gone_before_is_counted(
    chats, post, work, acme, member, there, ada
):
    member.role = "admin"
    member.save()
    first, second, third = chats(3)
    notes.write(first, "Why?", ada)
    post("delete", [first, second])
    delete(acme, Conversation.objects.filter(pk=second.pk), None)
    job = work()
    assert job.result == {"changed": 1, "same": 0, "gone": 1}
    assert there() == ["Chat 2"]


class Killed(BaseException):
    """As SIGKILL: nothing that catches faults catches it."""


def test_a_killed_workers_act_goes_on_behind_its_last_whole_chunk(
    chats, post, work, acme, vip, monkeypatch, client, state
):
    monkeypatch.setitem(acts.ACTS, "tag", replace(acts.ACTS["tag"], size=2))
    made, before, asked = chats(5), state(), []
    run = acts.ACTS["tag"].run

    def dying(organization, keys, params, by):
        asked.append(keys)
        change = run(organization, keys, params, by)
        if len(asked) == 2:
            raise Killed
        return change

    monkeypatch.setitem(acts.ACTS, "tag", replace(acts.ACTS["tag"], run=dying))
    post("tag", made, names="vip")
    with pytest.raises(Killed):
        work()
    with within(acme):
        job = Job.objects.select_related("organization").get()
        assert Tagging.objects.count() == 2
    die(runs.Work(job))
    job = work()
    assert (job.state, job.runs, job.done) == ("done", 2, 5)
    assert job.result == {"changed": 5, "same": 0, "gone": 0}
    assert [len(keys) for keys in asked] == [2, 2, 2, 1]
    undo(client, job, work)
    assert state() == before


def test_a_cancelled_act_leaves_what_is_done_and_can_be_undone(
    chats, post, work, acme, vip, monkeypatch, client, state
):
    act = acts.ACTS["tag"]

    def cancelling(organization, keys, params, by):
        with within(organization):
            jobs.ask_to_cancel(Job.objects.select_related("organization").get())
        return act.run(organization, keys, params, by)

    monkeypatch.setitem(acts.ACTS, "tag", replace(act, size=2, run=cancelling))
    made, before = chats(5), state()
    post("tag", made, names="vip")
    job = work()
    assert (job.state, job.done, job.result["changed"]) == ("cancelled", 2, 2)
    monkeypatch.setitem(acts.ACTS, "tag", act)
    undo(client, job, work)
    assert state() == before


def test_who_may_no_longer_is_refused_by_the_worker(chats, post, work, member, there, vip):
    post("tag", chats(2), names="vip")
    Membership.objects.filter(pk=member.pk).update(role="viewer")
    job = work()
    assert (job.state, job.error) == ("failed", "Who began it may no longer tag, note and score.")
    assert there(taggings__tag=vip) == []


def test_a_tag_that_was_deleted_meanwhile_is_told(chats, post, work, vip, acme):
    post("tag", chats(2), names="vip")
    with within(acme):
        vip.delete()
    job = work()
    assert job.state == "failed"
    assert job.error.startswith("A tag was deleted")


def test_costs_the_same_statements_however_many(chats, post, work, vip, statements):
    costs = []
    for n in (1, 20):
        post("tag", chats(n), names="vip")
        with statements() as made:
            work()
        costs.append(len(made))
    assert costs[0] == costs[1], "\n".join(made)
