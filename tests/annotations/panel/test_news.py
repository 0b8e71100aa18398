"""What the panel asks for again and again, and what it costs."""

import pytest

from annotations import annotate, review, scores
from annotations.places import Place
from tests.annotations.panel.sent import FIVE, text
from tests.talk import chat


def test_news_come_once_something_was_done(htmx, member, conversation, ada, statements):
    address = f"/o/acme/conversations/{conversation.pk}/annotate/news/?mark="
    annotate.tag(conversation, ["late"], ada)
    news = text(htmx(address))
    mark = news.partition('data-mark="')[2].partition('"')[0]
    with statements() as made:
        assert htmx(address + mark).status_code == 204
    assert len(made) == 5
    review.mark(conversation, "reviewed", ada)
    news = text(htmx(address + mark))
    assert 'id="review"' in news
    assert 'id="head-tags"' in news
    assert 'id="tags"' in news


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
