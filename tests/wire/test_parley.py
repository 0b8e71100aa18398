"""Parley's own API: tags, a conversation's tags and notes, and what all of it has alike."""

import pytest

from conversations.models import Conversation
from organizations.tenancy import within
from tests.factories import ApiKeyFactory
from tests.wire.parley import BASE, ID, NONE, config, made, of, without


class TestTags:
    def test_a_tag_is_answered_whole(self, api):
        sent = {"name": "Late", "colour": "RED", "description": "Too late", "id": ID}
        told = made(api.post(f"{BASE}/tags", sent))
        assert without(told, "createdAt") == {**sent, "isArchived": False, "uses": 0}
        assert api.get(f"{BASE}/tags/{ID}").json()["data"] == told

    def test_the_same_id_again_is_the_same_tag(self, api):
        sent = {"name": "Late", "id": ID}
        assert made(api.post(f"{BASE}/tags", sent)) == made(api.post(f"{BASE}/tags", sent))
        assert api.get(f"{BASE}/tags").json()["pagination"]["total"] == 1

    def test_a_name_that_is_taken_is_409(self, api):
        api.post(f"{BASE}/tags", {"name": "Late"})
        answer = api.post(f"{BASE}/tags", {"name": "LATE"})
        assert (answer.status_code, answer["x-should-retry"]) == (409, "false")
        assert answer.json()["error"]["code"] == "name_taken"

    def test_pages_follow_one_another(self, api):
        names = [made(api.post(f"{BASE}/tags", {"name": f"t {n}"}))["name"] for n in range(5)]
        found, after = [], {}
        for _ in range(3):
            page = api.get(f"{BASE}/tags", limit=2, **after).json()
            found += [tag["name"] for tag in page["data"]]
            after = {"after": page["pagination"]["nextCursor"]}
        assert found == names[::-1]
        assert page["pagination"] == {"total": 5, "hasMore": False, "nextCursor": None}

    def test_what_is_absent_stays(self, api):
        tag = made(api.post(f"{BASE}/tags", {"name": "Late", "description": "d"}))
        path = f"{BASE}/tags/{tag['id']}"
        told = api.patch(path, {"name": "Later", "isArchived": True}).json()["data"]
        assert told == tag | {"name": "Later", "isArchived": True}
        assert api.patch(path, {}).json()["data"] == told
        assert api.get(f"{BASE}/tags", archived="false").json()["data"] == []
        assert api.get(f"{BASE}/tags", archived="true").json()["data"] == [told]

    @pytest.mark.parametrize("field", ["name", "colour", "description", "isArchived"])
    def test_null_is_no_change(self, api, field):
        tag = made(api.post(f"{BASE}/tags", {"name": "Late"}))
        answer = api.patch(f"{BASE}/tags/{tag['id']}", {field: None})
        assert answer.json()["error"]["parameter"] == field

    def test_only_a_tag_that_is_nowhere_is_deleted(self, api, place):
        tagging = made(api.post(f"{place}/tags", {"name": "Late"}))
        path = f"{BASE}/tags/{tagging['tagId']}"
        assert api.delete(path).status_code == 409
        api.delete(f"{place}/tags/{tagging['id']}")
        assert api.delete(path).json() == {"data": {"id": tagging["tagId"], "deleted": True}}
        assert api.delete(path).status_code == 404

    @pytest.mark.parametrize(
        ("body", "path"),
        [
            ({}, "name"),
            ({"name": " "}, "name"),
            ({"name": "x" * 256}, "name"),
            ({"name": "a\0"}, "name"),
            ({"name": "a", "colour": "red"}, "colour"),
            ({"name": "a", "id": "1"}, "id"),
        ],
    )
    def test_what_is_no_tag_is_400(self, api, body, path):
        answer = api.post(f"{BASE}/tags", body)
        assert (answer.status_code, answer.json()["error"]["parameter"]) == (400, path)

    def test_a_rival_sees_none_and_may_take_the_id(self, api, strangers):
        tag = made(api.post(f"{BASE}/tags", {"name": "Late", "id": ID}))
        rival = strangers[1]
        assert rival.get(f"{BASE}/tags/{tag['id']}").status_code == 404
        assert rival.get(f"{BASE}/tags").json()["data"] == []
        assert made(rival.post(f"{BASE}/tags", {"name": "Late", "id": ID}))["id"] == ID


class TestTaggings:
    def test_a_tagging_is_answered_whole(self, api, place, key):
        told = made(api.post(f"{place}/tags", {"name": "Late", "id": ID}))
        common = of(place, key, id=ID, name="Late", tagId=told["tagId"])
        assert without(told, "createdAt") == common
        assert api.get(f"{place}/tags").json()["data"] == [told]

    def test_it_may_sit_on_words_of_a_turn(self, api, place):
        span = {"start": 0, "end": 5, "quote": "Where"}
        told = made(api.post(f"{place}/tags", {"name": "a", "turnNumber": 1, "span": span}))
        assert (told["turnNumber"], without(told["span"], "textHash")) == (1, span)

    @pytest.mark.parametrize(
        ("body", "path"),
        [
            ({"turnNumber": 3}, "turnNumber"),
            ({"turnNumber": 0}, "turnNumber"),
            ({"span": {"start": 0, "end": 5}}, "turnNumber"),
            ({"turnNumber": 1, "span": {"start": 0, "end": 99}}, "span"),
            ({"turnNumber": 1, "span": {"start": 0, "end": 5, "quote": "No"}}, "span.quote"),
            ({"timeRange": {"startMs": 5, "endMs": 5}}, "timeRange.endMs"),
            ({"timeRange": {"startMs": -1, "endMs": 5}}, "timeRange.startMs"),
            ({"name": "  "}, "name"),
        ],
    )
    def test_what_is_no_place_is_400(self, api, place, body, path):
        answer = api.post(f"{place}/tags", {"name": "a"} | body)
        assert (answer.status_code, answer.json()["error"]["parameter"]) == (400, path)

    def test_anothers_id_is_refused_without_telling(self, api, other, place):
        api.post(f"{place}/tags", {"name": "a", "id": ID})
        answer = other.post(f"{place}/tags", {"name": "b", "id": ID})
        assert answer.status_code == 409
        assert answer.json()["error"]["message"] == "This id can’t be used. Make another one."


class TestNotes:
    def test_a_note_is_answered_whole(self, api, place, key):
        told = made(api.post(f"{place}/notes", {"body": "*Hm*", "id": ID}))
        nothing = ("threadId", "editedAt", "deletedAt", "resolvedAt", "resolvedBy")
        common = of(place, key, id=ID, body="*Hm*", **dict.fromkeys(nothing))
        assert without(told, "createdAt") == common
        assert api.get(f"{place}/notes").json()["data"] == [told]
        assert made(api.post(f"{place}/notes", {"body": "*Hm*", "id": ID})) == told

    def test_a_reply_names_its_thread_and_no_place(self, api, other, place):
        thread = made(api.post(f"{place}/notes", {"body": "Why?"}))["id"]
        reply = made(other.post(f"{place}/notes", {"body": "So.", "threadId": thread}))
        assert (reply["threadId"], reply["author"]["name"]) == (thread, "Other")
        wrong = {"body": "So.", "threadId": thread, "turnNumber": 1}
        assert api.post(f"{place}/notes", wrong).json()["error"]["parameter"] == "threadId"
        nowhere = {"body": "So.", "threadId": NONE}
        assert api.post(f"{place}/notes", nowhere).json()["error"]["parameter"] == "threadId"

    def test_it_is_edited_settled_and_deleted(self, api, place, key):
        note = made(api.post(f"{place}/notes", {"body": "Hm"}))
        path = f"{place}/notes/{note['id']}"
        told = api.patch(path, {"body": "Aha", "isResolved": True}).json()["data"]
        assert (told["body"], told["resolvedBy"]) == ("Aha", key.name)
        assert told["editedAt"]
        assert api.delete(path).json() == {"data": {"id": note["id"], "deleted": True}}
        [tombstone] = api.get(f"{place}/notes").json()["data"]
        assert (tombstone["body"], bool(tombstone["deletedAt"])) == ("", True)
        assert api.patch(path, {"body": "Again"}).status_code == 404

    def test_anothers_note_is_403(self, api, other, place):
        path = f"{place}/notes/{made(api.post(f'{place}/notes', {'body': 'Hm'}))['id']}"
        for answer in (other.patch(path, {"body": "Mine"}), other.delete(path)):
            assert answer.status_code == 403
        assert other.patch(path, {"isResolved": True}).status_code == 200

    def test_it_is_found_by_roarks_search(self, api, place):
        api.post(f"{place}/notes", {"body": "confidential"})
        assert api.get("/v1/chat", searchText="fidenti").json()["pagination"]["total"] == 1


@pytest.mark.parametrize("what", ["tags", "notes", "scores"])
def test_a_conversation_of_another_project_is_404(api, strangers, place, what):
    body = {"name": "a", "body": "a", "configId": NONE, "value": True}
    for stranger in strangers:
        assert stranger.get(f"{place}/{what}").status_code == 404
        assert stranger.post(f"{place}/{what}", body).status_code == 404
        assert stranger.send("delete", f"{place}/{what}/{NONE}", b"").status_code == 404


@pytest.mark.parametrize("what", ["tags", "notes", "scores"])
def test_a_key_that_reads_writes_nothing(caller, acme, project, place, what):
    ApiKeyFactory(organization=acme, project=project, secret="prl_reader", scopes=["READ"])
    reader = caller("prl_reader")
    assert reader.get(f"{place}/{what}").status_code == 200
    answer = reader.post(f"{place}/{what}", {})
    assert answer.status_code == 403
    assert "annotation:write" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("what", "body"), [("tags", {"name": "t {}"}), ("notes", {"body": "n {}"})]
)
def test_a_list_costs_the_same_however_long(api, place, statements, what, body):
    costs = []
    for number in range(20):
        [(field, text)] = body.items()
        api.post(f"{place}/{what}", {field: text.format(number), "turnNumber": 1})
        if number in (0, 19):
            with statements() as asked:
                api.get(f"{place}/{what}", limit=100)
            costs.append(len(asked))
    assert costs[0] == costs[1]


def test_another_body_with_an_idempotency_key_is_422(api, place):
    key = {"Idempotency-Key": "once-1"}
    first = api.post(f"{place}/notes", {"body": "One"}, **key)
    assert api.post(f"{place}/notes", {"body": "One"}, **key).content == first.content
    answer = api.post(f"{place}/notes", {"body": "Two"}, **key)
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "idempotency_mismatch"


def test_a_conversation_that_is_deleted_takes_its_annotations_along(api, acme, place):
    api.post(f"{place}/tags", {"name": "a", "turnNumber": 1})
    thread = made(api.post(f"{place}/notes", {"body": "a", "turnNumber": 1}))
    api.patch(f"{place}/notes/{thread['id']}", {"body": "b"})
    api.post(f"{place}/notes", {"body": "c", "threadId": thread["id"]})
    api.post(f"{place}/scores", {"configId": config(api)["id"], "value": True})
    assert api.delete(f"/v1/chat/{place.rpartition('/')[2]}").status_code == 200
    assert api.get(f"{place}/notes").status_code == 404
    with within(acme):
        assert not Conversation.objects.of(acme).exists()
