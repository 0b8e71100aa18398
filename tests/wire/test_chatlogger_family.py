"""ChatLogger's chats, read and changed (contract 4.5 h)."""

import pytest

from annotations.models import Tagging
from conversations.models import Conversation, Turn
from conversations.titles import rename
from organizations.tenancy import within
from tests.factories import ApiKeyFactory
from tests.wire import bodies
from tests.wire.bodies import metadata, session

PATH = "/api/v1/chats"


@pytest.fixture
def chat(api):
    """The path of a stored chat."""
    body = session(metadata=metadata(shoe_size=43))
    return f"{PATH}/{api.post(PATH, body).json()['chat_id']}"


def stored(acme):
    with within(acme):
        return Conversation.objects.of(acme).get()


def page(client, words):
    return client.get(f"/o/acme/chats/?q={words}").content.decode()


class TestReading:
    def test_one_is_answered_as_it_was_sent(self, api, acme, chat):
        answer = api.get(chat)
        told = answer.json()
        times = {told.pop("created_at"), told.pop("updated_at")}
        assert answer.status_code == 200
        assert answer["Content-Type"] == "application/json; charset=utf-8"
        assert told == {
            "id": int(chat.rpartition("/")[2]),
            "user_id": 42,
            "title": "Where is my parcel?",
            "tags": ["delivery"],
            "metadata": metadata(shoe_size=43),
        }
        assert len(times) == 1
        assert times.pop().endswith("Z")

    def test_a_list_is_bare_and_the_newest_comes_first(self, api, chat):
        second = api.post(PATH, session(title="Second", tags=[])).json()["chat_id"]
        rows = api.get(PATH).json()
        assert [row["id"] for row in rows] == [second, int(chat.rpartition("/")[2])]
        assert rows[1] == api.get(chat).json()
        assert [row["id"] for row in api.get(PATH, limit=1, offset=1).json()] == [rows[1]["id"]]
        assert api.get(PATH, offset=100_000).json() == []

    @pytest.mark.parametrize(
        ("query", "name"),
        [
            ({"limit": "0"}, "limit"),
            ({"limit": "101"}, "limit"),
            ({"limit": "ten"}, "limit"),
            ({"offset": "-1"}, "offset"),
            ({"offset": "100001"}, "offset"),
            ({"offset": ""}, "offset"),
        ],
    )
    def test_a_page_that_is_none_is_a_flat_400(self, api, query, name):
        answer = api.get(PATH, **query)
        assert answer.status_code == 400
        assert answer.json()["error"].startswith(f"Invalid request data: {name}: ")

    def test_chats_of_other_apis_are_there_too(self, api):
        said = [bodies.message(), bodies.message(role="AGENT", text="Gladly.")]
        api.post("/v1/chat", bodies.chat(messages=said, properties={"plan": "gold"}))
        [row] = api.get(PATH).json()
        assert (row["user_id"], row["tags"], row["metadata"]) == (None, [], {"plan": "gold"})
        messages = api.get(f"{PATH}/{row['id']}", include_messages="true").json()["messages"]
        assert [(m["id"], m["role"], m["content"]) for m in messages] == [
            (1, "user", "I want my money back."),
            (2, "assistant", "Gladly."),
        ]
        assert messages[0]["created_at"] == "2026-01-15T10:00:05Z"

    def test_calls_are_none(self, api, acme):
        api.post("/v1/call", bodies.call())
        assert api.get(PATH).json() == []
        assert api.get(f"{PATH}/{stored(acme).number}").status_code == 404

    @pytest.mark.parametrize("rows", [1, 20])
    def test_the_statements_do_not_grow_with_the_rows(self, api, statements, rows):
        for _ in range(rows):
            api.post(PATH, session())
        with statements() as made:
            assert len(api.get(PATH).json()) == rows
        assert len(made) <= 10, made


class TestWhose:
    @pytest.mark.parametrize(
        ("id", "status", "told"),
        [
            ("x", 400, "Invalid chat ID"),
            ("-1", 400, "Invalid chat ID"),
            ("1.5", 400, "Invalid chat ID"),
            ("²", 400, "Invalid chat ID"),
            ("0", 404, "Chat not found"),
            ("999999999", 404, "Chat not found"),
            (2**63, 404, "Chat not found"),
            (10**40, 404, "Chat not found"),
        ],
    )
    def test_what_is_no_number_of_any(self, api, id, status, told):
        answer = api.get(f"{PATH}/{id}")
        assert (answer.status_code, answer.json()) == (status, {"error": told})

    def test_of_another_project_or_organization_there_is_nothing(
        self, api, chat, caller, acme, rival, other_project
    ):
        ApiKeyFactory(organization=acme, project=other_project, secret="prl_second")
        ApiKeyFactory(organization=rival, secret="prl_rival")
        for other in (caller("prl_second"), caller("prl_rival")):
            assert other.get(PATH).json() == []
            assert other.get(chat).status_code == 404
            assert other.patch(chat, {"title": "Stolen"}).status_code == 404
            assert other.delete(chat).status_code == 404
            said = {"role": "user", "content": "Hello"}
            assert other.post(f"{chat}/messages", said).status_code == 404
        assert api.get(chat).json()["title"] == "Where is my parcel?"

    def test_below_the_slug_it_is_the_same(self, api, chat):
        below = chat.replace("/v1/", "/v1/orgs/acme/")
        assert api.get(below).json() == api.get(chat).json()
        assert api.get(below.rpartition("/")[0]).json() == api.get(PATH).json()
        assert api.patch(below, {"title": "B"}).json()["title"] == "B"
        said = {"role": "user", "content": "Hello"}
        assert api.post(f"{below}/messages", said).json()["message_id"] == 1
        assert api.delete(below).json() == {"message": "Chat deleted successfully"}

    @pytest.mark.parametrize("path", ["{}?slug=rival", "/api/v1/orgs/rival/chats/1"])
    def test_below_another_slug_it_is_403(self, api, chat, path):
        path = path.format(chat)
        answers = api.get(path), api.patch(path, {}), api.delete(path)
        assert [answer.status_code for answer in answers] == [403, 403, 403]


class TestChanging:
    def test_what_is_left_out_stays(self, api, chat):
        before = api.get(chat).json()
        changed = api.patch(chat, {"title": "Parcel found", "tags": None}).json()
        assert changed == before | {"title": "Parcel found", "updated_at": changed["updated_at"]}
        assert changed["updated_at"] > before["updated_at"]
        assert changed == api.get(chat).json()

    def test_tags_are_replaced_and_the_search_follows(self, client, member, api, acme, chat):
        with within(acme):
            made = Tagging.objects.of(acme).count()
        assert made == 1
        assert api.patch(chat, {"tags": ["found", "vip", "found"]}).json()["tags"] == [
            "found",
            "vip",
        ]
        assert str(stored(acme).pk) in page(client, "vip")
        assert api.patch(chat, {"tags": []}).json()["tags"] == []
        assert str(stored(acme).pk) not in page(client, "vip")

    def test_metadata_are_merged_and_null_removes_a_property(self, api, acme, chat):
        changes = {"sentiment": "positive", "token_count": 7, "shoe_size": None, "hat": True}
        told = api.patch(chat, {"metadata": {**changes, "user_rating": None}}).json()["metadata"]
        assert told == metadata(sentiment="positive", token_count=7, user_rating=None, hat=True)
        assert (stored(acme).sentiment, stored(acme).token_count) == ("positive", 7)

    def test_the_search_and_the_filters_follow_the_metadata(self, client, member, api, acme, chat):
        changes = {"session_id": "zebra-9", "ip_address": "198.51.100.4", "sentiment": "calm"}
        api.patch(chat, {"metadata": changes | {"token_count": 7, "is_forwarded_to_hr": True}})
        id = str(stored(acme).pk)
        for words in ("zebra-9", "198.51.100.4", "calm"):
            assert id in page(client, words)
        for words in ("192.0.2.7", "negative"):
            assert id not in page(client, words)
        narrowed = "sentiment=calm&forwarded=yes&tokens_max=7&response_min=42"
        assert id in client.get(f"/o/acme/chats/?{narrowed}").content.decode()
        known = {"property": "session_id=zebra-9"}
        assert id in client.get("/o/acme/chats/", known).content.decode()

    def test_a_chat_of_another_api_gets_metadata(self, api):
        api.post("/v1/chat", bodies.chat(properties={"plan": "gold"}))
        [row] = api.get(PATH).json()
        told = api.patch(f"{PATH}/{row['id']}", {"metadata": {"sentiment": "calm"}}).json()
        assert (told["metadata"]["sentiment"], told["metadata"]["plan"]) == ("calm", "gold")
        assert told["metadata"]["country_code"] == ""

    def test_a_persons_title_stands_above_it(self, api, acme, chat):
        with within(acme):
            rename(stored(acme), "Ann’s title")
        assert api.patch(chat, {"title": "Parcel found"}).json()["title"] == "Ann’s title"
        with within(acme):
            rename(stored(acme), "")
        assert api.get(chat).json()["title"] == "Parcel found"

    @pytest.mark.parametrize(
        ("changes", "path"),
        [
            ({"title": ""}, "title"),
            ({"title": "x" * 256}, "title"),
            ({"title": "B", "tags": ["a", 5]}, "tags[1]"),
            ({"title": "B", "metadata": {"token_count": -1}}, "metadata.token_count"),
            ({"title": "B", "metadata": {"sentiment": None}}, "metadata.sentiment"),
            ({"title": "B", "metadata": {"is_escalated": 1}}, "metadata.is_escalated"),
            ({"title": "B", "metadata": {"user_rating": "4"}}, "metadata.user_rating"),
            ({"title": "B", "metadata": {"x": "\0"}}, "metadata"),
            ({"title": "B", "metadata": []}, "metadata"),
        ],
    )
    def test_what_is_wrong_is_400_and_changes_nothing(self, api, chat, changes, path):
        before = api.get(chat).json()
        answer = api.patch(chat, changes)
        assert answer.status_code == 400
        assert answer.json()["error"].startswith(f"Invalid request data: {path}: ")
        assert api.get(chat).json() == before


class TestDeleting:
    def test_it_is_gone(self, api, chat):
        answer = api.delete(chat)
        assert (answer.status_code, answer.json()) == (
            200,
            {"message": "Chat deleted successfully"},
        )
        assert api.delete(chat).status_code == api.get(chat).status_code == 404
        assert api.get(PATH).json() == []


class TestMessages:
    def say(self, api, chat, role, content, **more):
        return api.post(f"{chat}/messages", {"role": role, "content": content, **more})

    def test_each_gets_the_next_number(self, api, acme, chat):
        answers = [self.say(api, chat, *one) for one in (("user", "Hi"), ("assistant", "Hello"))]
        assert [answer.status_code for answer in answers] == [201, 201]
        assert [answer.json() for answer in answers] == [
            {"message": "Message created successfully", "message_id": number} for number in (1, 2)
        ]
        with within(acme):
            turns = Turn.objects.of(acme).order_by("number").values_list("role", "text")
            assert list(turns) == [("customer", "Hi"), ("agent", "Hello")]
        assert api.get(f"/v1/chat/{stored(acme).pk}").json()["data"]["durationMs"] > 0

    def test_they_are_answered_with_what_is_known_of_them(self, api, chat):
        known = {"token_count": 5, "response_time": 12.5, "model": "m-1"}
        self.say(api, chat, "assistant", "Hello", metadata=known)
        self.say(api, chat, "system", "Be kind.")
        told = api.get(chat, include_messages="true").json()["messages"]
        assert [(m["role"], m["metadata"]) for m in told] == [("assistant", known), ("system", {})]
        assert "messages" not in api.get(chat).json()

    @pytest.mark.parametrize(
        ("body", "path"),
        [
            ({"role": "user"}, "content"),
            ({"content": "Hi"}, "role"),
            ({"role": "AGENT", "content": "Hi"}, "role"),
            ({"role": "user", "content": ""}, "content"),
            ({"role": "user", "content": "a\0"}, "content"),
            ({"role": "user", "content": "Hi", "metadata": {"token_count": -1}}, "metadata.token"),
        ],
    )
    def test_what_is_wrong_is_a_flat_400(self, api, chat, body, path):
        answer = api.post(f"{chat}/messages", body)
        assert answer.status_code == 400
        assert answer.json()["error"].startswith(f"Invalid request data: {path}")
        assert api.get(chat, include_messages="true").json()["messages"] == []

    def test_sent_again_under_one_key_it_is_stored_once(self, api, chat):
        body, key = {"role": "user", "content": "Hi"}, {"Idempotency-Key": "m-1"}
        answers = [api.post(f"{chat}/messages", body, **key).json() for _ in range(2)]
        assert answers[0] == answers[1]
        assert len(api.get(chat, include_messages="true").json()["messages"]) == 1
