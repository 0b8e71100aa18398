"""The bar below a list: what it asks, when it asks again, whom and what it refuses."""

from decimal import Decimal

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertTemplateUsed
from uuid_utils.compat import uuid7

from annotations import annotate, notes, score_configs
from annotations.score_configs import Wording
from browsing.bulk import selection
from organizations.actors import Actor
from organizations.models import AuditEvent, Job, Project
from organizations.tenancy import within
from tests.factories import MembershipFactory
from tests.talk import call, chat

LIST = "/o/acme/chats/"


@pytest.fixture
def begun(acme):
    def read():
        with within(acme):
            return list(Job.objects.order_by("pk"))

    return read


def test_the_bar_offers_what_the_role_may(client, chats, member):
    chats(1)
    assertContains(client.get(LIST), "Mark reviewed")
    assertNotContains(client.get(LIST), "Delete…")
    member.role = "admin"
    member.save()
    assertContains(client.get(LIST), "Delete…")
    member.role = "viewer"
    member.save()
    assertNotContains(client.get(LIST), 'name="key"')


def test_a_viewer_may_nothing_and_a_reviewer_may_not_delete(post, chats, member, begun):
    made = chats(1)
    assert post("delete", made).status_code == 403
    member.role = "viewer"
    member.save()
    assert post("tag", made, names="x").status_code == 403
    assert begun() == []


def test_an_outsider_gets_404_and_a_rivals_row_is_none(post, client, rival, chats, begun):
    theirs = chat(Project.objects.of(rival).get(), "Theirs")
    assert client.post("/o/rival/bulk/tag/", {"kind": "chat"}).status_code == 404
    assertContains(post("review", [theirs], state="reviewed"), "somebody else deleted them")
    assert begun() == []


def test_a_rivals_act_is_nowhere(post, client, rival, chats, begun):
    post("review", chats(1), state="reviewed")
    [job] = begun()
    MembershipFactory(organization=rival, user=job.by)
    assert client.get(f"/o/rival/bulk/{job.public_id}/").status_code == 404
    assert client.post(f"/o/rival/bulk/{job.public_id}/undo/").status_code == 404


def test_asks_before_it_begins(post, chats, begun):
    answer = post("tag", chats(2), go="")
    assertContains(answer, "Tag 2 chats")
    assertTemplateUsed(answer, "browsing/bulk.html")
    assert begun() == []


def test_all_that_match_are_those_of_the_filter_that_were_there(
    post, matching, project, work, there
):
    for n in range(60):
        chat(project, f"Chat {n}", tags=["old"] if n % 2 else [])
    call(project, "A call", external_id="c")
    sent = matching("?tag_any=old&sort=title")
    chat(project, "Later", tags=["old"])
    post("review", address="?tag_any=old&sort=title", state="reviewed", **sent)
    job = work()
    assert (job.params["filters"], job.params["seen"]) == ("tag_any=old&sort=title", 30)
    assert job.result["changed"] == 30
    assert "Later" not in there(review_state="reviewed")


def test_asks_again_when_more_than_a_hundredth_more_match(post, matching, chats, begun):
    made = chats(100)
    annotate.tag(made[0], ["x"], Actor())
    sent = matching("?tag_none=x") | {"seen": 98}
    answer = post("review", address="?tag_none=x", state="reviewed", **sent)
    assertContains(answer, "98 chats were selected, and 99 chats match by now")
    assertContains(answer, 'name="seen" value="99"')
    assert begun() == []
    post("review", address="?tag_none=x", state="reviewed", **sent | {"seen": 99})
    assert len(begun()) == 1


def test_asks_again_where_the_count_of_a_later_page_is_old(post, matching, chats, begun, client):
    made = chats(56)
    for one in made[:55]:
        annotate.tag(one, ["x"], Actor())
    older = client.get(f"{LIST}?tag_any=x").context["page"].older
    annotate.tag(made[55], ["x"], Actor())
    sent = matching(f"?tag_any=x&after={older}")
    assert sent["seen"] == 55  # kept for the pages that follow (ADR 0013)
    answer = post("review", address="?tag_any=x", state="reviewed", **sent)
    assertContains(answer, "55 chats were selected, and 56 chats match by now")
    assert begun() == []


def test_one_in_a_hundred_more_is_let_pass(monkeypatch):
    chosen = selection.Selection.__new__(selection.Selection)
    chosen.is_all, chosen.seen = True, 100
    assert not chosen.has_grown(101)
    assert chosen.has_grown(102)


@pytest.mark.parametrize("address", ["?rating_min=x", "?score=Nonesuch", "?sort=colour"])
def test_refuses_while_a_filter_is_in_error(post, matching, chats, begun, address):
    chats(1)
    answer = post("review", address=address, state="reviewed", **matching())
    assertContains(answer, "A filter can’t be understood")
    assert begun() == []


@pytest.mark.parametrize(
    "sent",
    [
        {"kind": "letter"},
        {"key": "x"},
        {"all": "1"},
        {"all": "1", "seen": "²", "newest": "x"},
        {"all": "1", "seen": "9" * 40, "newest": str(uuid7())},
    ],
)
def test_what_selects_nothing_does_nothing(client, member, begun, sent):
    answer = client.post("/o/acme/bulk/review/", {"kind": "chat", "state": "reviewed", **sent})
    assertContains(answer, "Nothing was done")
    assert begun() == []


@pytest.mark.parametrize(
    ("act", "sent", "said"),
    [
        ("tag", {"names": ""}, "required"),
        ("tag", {"names": "a\0b"}, "Null characters"),
        ("tag", {"names": "y" * 300}, "At most 255"),
        ("tag", {"names": "novel"}, "may not make one"),
        ("untag", {"names": "novel"}, "There is no tag “novel”"),
        ("review", {"state": "gone"}, "valid choice"),
        ("score", {"config": str(uuid7()), "value": "1"}, "There is no such score"),
        ("score", {"value": "many"}, "Write a number"),
        ("score", {"value": "0"}, "At least 1"),
    ],
)
def test_a_fault_is_told_beside_its_field_and_what_was_typed_stays(
    post, acme, chats, begun, act, sent, said
):
    quality = score_configs.make(
        acme, "number", "conversation", Wording("Quality", minimum=Decimal(1)), Actor()
    )
    config = {"config": str(quality.public_id)} if act == "score" else {}
    answer = post(act, chats(1), **config | sent)
    assertContains(answer, said)
    assertContains(answer, sent.get("names", ""))
    assert begun() == []


def test_a_delete_names_what_will_be_lost(post, chats, acme, admin, matching):
    first, _ = chats(2)
    by = Actor(admin.user)
    notes.write(first, "Why?", by)
    annotate.tag(first, ["a", "b"], by)
    answer = post("delete", go="", **matching())
    assertContains(answer, "Delete 2 chats?")
    for loss in ("<li>2 chats</li>", "<li>1 note</li>", "<li>2 tags</li>"):
        assertContains(answer, loss)
    assertNotContains(answer, "0 score")


def test_the_same_form_sent_twice_is_one_act(post, chats, begun, acme):
    made, key = chats(1), str(uuid7())
    for _ in range(2):
        post("review", made, state="reviewed", id=key)
    assert [str(job.public_id) for job in begun()] == [key]
    with within(acme):
        assert AuditEvent.objects.filter(act="bulk.review").count() == 1


def test_htmx_gets_the_act_above_the_list_and_its_undoing(htmx, client, member, chats, work, begun):
    sent = {"kind": "chat", "key": [chats(1)[0].pk], "state": "reviewed"}
    answer = client.post("/o/acme/bulk/review/", sent, headers={"HX-Request": "true"})
    assert (answer["HX-Retarget"], answer["HX-Trigger"]) == ("#bulk-job", "bulk-begun")
    [job] = begun()
    here = f"/o/acme/bulk/{job.public_id}/"
    assertContains(htmx(here), 'hx-trigger="every 1s"')
    work()
    ended = htmx(here)
    assertContains(ended, "1 changed")
    assertContains(ended, ">Undo<")
    assert ended["HX-Trigger"] == "bulk-ended"
    assert client.get(here).url == f"/o/acme/jobs/{job.public_id}/"
    assertContains(client.get(f"/o/acme/jobs/{job.public_id}/"), "Mark 1 chat reviewed")


def test_only_who_began_it_or_an_admin_stops_and_undoes_it(client, acme, chats, post, work, begun):
    post("review", chats(1), state="reviewed")
    [job] = begun()
    other = MembershipFactory(organization=acme)
    client.force_login(other.user)
    assert client.post(f"/o/acme/bulk/{job.public_id}/cancel/").status_code == 403
    work()
    assert client.post(f"/o/acme/bulk/{job.public_id}/undo/").status_code == 403
    other.role = "admin"
    other.save()
    assert client.post(f"/o/acme/bulk/{job.public_id}/undo/").status_code == 302


def test_cancelling_what_waits_ends_it(client, chats, post, begun):
    post("review", chats(1), state="reviewed")
    client.post(f"/o/acme/bulk/{begun()[0].public_id}/cancel/")
    assert begun()[0].state == "cancelled"


def test_text_from_outside_is_escaped_in_what_is_asked(client, acme, project, post, admin):
    one = chat(project, '"><b>bold', tags=["<i>tag"])
    assertNotContains(client.get(LIST), "<b>bold")
    answer = post("tag", [one], names="<script>x" * 40)
    assertNotContains(answer, "<script>x")


def test_asking_costs_the_same_statements_however_many(post, chats, admin, statements):
    costs = []
    for chosen in (1, 20):
        made = chats(chosen)
        with statements() as asked:
            post("delete", made, go="")
        costs.append(len(asked))
    assert costs[0] == costs[1], "\n".join(asked)
