"""What the panel asks for again and again, and what it costs."""

import pytest
from django.db import connection

from annotations import annotate, review, scores
from annotations.moment import moment_of
from annotations.places import Place
from organizations.audit import event
from organizations.tenancy import within
from tests.annotations.panel.sent import FIVE, text
from tests.talk import chat


def test_news_come_once_something_was_done(htmx, member, conversation, ada, statements):
    address = f"/o/acme/conversations/{conversation.pk}/annotate/news/?moment="
    annotate.tag(conversation, ["late"], ada)
    news = text(htmx(address))
    moment = news.partition('data-moment="')[2].partition('"')[0]
    with statements() as made:
        assert htmx(address + moment).status_code == 204
    assert len(made) == 5
    review.mark(conversation, "reviewed", ada)
    news = text(htmx(address + moment))
    assert 'id="review"' in news
    assert 'id="head-tags"' in news
    assert 'id="tags"' in news


def test_what_is_done_while_a_page_is_made_is_news_to_it(htmx, member, conversation, ada):
    address = f"/o/acme/conversations/{conversation.pk}/annotate/news/?moment="
    done = []

    def meanwhile(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if "annotations_tagging" in sql and not done:  # they are read: what comes now comes late
            done.append(sql)
            annotate.tag(conversation, ["late"], ada)
        return result

    with connection.execute_wrapper(meanwhile):
        page = text(htmx(f"/o/acme/chats/{conversation.pk}/"))
    assert done
    moment = page.partition('annotation-panel id="annotate"')[2].partition('data-moment="')[2]
    assert "late" in text(htmx(address + moment.partition('"')[0]))


def test_what_began_earlier_and_is_stored_later_is_news(conversation, ada):
    organization, pk = conversation.organization, conversation.pk
    annotate.tag(conversation, ["newest"], ada)
    with within(organization):
        before = moment_of(organization, pk)
        late = event(organization, ada, "conversation.tagged", "late", subject=pk)
        late.pk = -1  # smaller than the newest's
        late.save(force_insert=True)
        assert moment_of(organization, pk) != before


@pytest.mark.slow
def test_300_annotations_on_200_turns_cost_no_statement_more_than_3(
    client, member, project, ada, bob, config, statements
):
    right = config("Right", "boolean", level="turn")
    config("Tone", "number", **FIVE)
    few, many = (chat(project, *(f"Line {n}" for n in range(200))) for _ in range(2))
    for conversation, count in ((few, 1), (many, 100)):
        for number in range(1, count + 1):
            place = Place(turn=2 * number)
            annotate.tag(conversation, [f"tag {number}"], ada, place)
            scores.score(conversation, right, True, bob, place)
            scores.score(conversation, right, False, ada, place)
    for path in ("", "?turn=2"):
        cost = []
        for conversation in (few, many):
            there = f"/o/acme/conversations/{conversation.pk}/annotate/{path}"
            with statements() as page:
                assert client.get(f"/o/acme/chats/{conversation.pk}/").status_code == 200
            with statements() as panel:
                client.get(there, headers={"HX-Request": "true"})
            cost.append((len(page), len(panel)))
        assert cost[0] == cost[1]
