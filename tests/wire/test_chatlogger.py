"""ChatLogger's POST /api/v1/chats (contract 4)."""

import pytest

from chats.models import ChatDetails
from chats.wire.chatlogger_v1 import LoggedChatIn
from conversations.models import Conversation
from organizations.tenancy import within
from tests.factories import ApiKeyFactory
from tests.talk import names_on
from tests.wire.bodies import chat, metadata, session, without
from tests.wire.shapes import paths_of, refused

PATH = "/api/v1/chats"
TEXTS = [
    "country_code",
    "language_code",
    "ip_address",
    "question_category",
    "sentiment",
    "session_id",
    "transcript_link",
]
MISSING = [
    *((without(session(), name), name) for name in ("title", "tags", "metadata")),
    *((session(**{name: None}), name) for name in ("title", "tags", "metadata")),
    *(
        (session(metadata=without(metadata(), name)), f"metadata.{name}")
        for name in metadata()
        if name != "user_rating"
    ),
    *((session(metadata=metadata(**{name: None})), f"metadata.{name}") for name in TEXTS),
]
WRONG = [
    (session(title=""), "title"),
    (session(title=5), "title"),
    (session(tags="delivery"), "tags"),
    (session(tags=["a", 5]), "tags[1]"),
    (session(tags=["a", None]), "tags[1]"),
    (session(metadata=[]), "metadata"),
    *((session(metadata=metadata(**{name: 5})), f"metadata.{name}") for name in TEXTS),
    *((session(user_id=value), "user_id") for value in (-1, 2**64, 4.5, "42", True)),
    *(
        (session(metadata=metadata(**{name: value})), f"metadata.{name}")
        for name, values in {
            "avg_response_time": (-0.1, "42", True, None, 10**400),
            "token_count": (-1, 42.5, "42", True, None, 2**63),
            "user_rating": (4.5, "4", True, 2**63, -(2**63) - 1),
            "is_escalated": (1, 0, "yes", "true", None),
            "is_forwarded_to_hr": (1, "no", None),
        }.items()
        for value in values
    ),
]
RIGHT = [
    session(tags=[]),
    session(tags=["a", "b", "a", "A", ""]),
    session(user_id=None),
    without(session(), "user_id"),
    session(user_id=0),
    session(user_id=2**64 - 1),
    session(user_id=42.0),
    session(metadata=metadata(user_rating=None)),
    session(metadata=without(metadata(), "user_rating")),
    session(metadata=metadata(user_rating=-42)),
    session(metadata=metadata(avg_response_time=0)),
    session(metadata=metadata(avg_response_time=1e300)),
    session(metadata=metadata(token_count=42.0)),
    session(metadata=metadata(**dict.fromkeys(TEXTS, "string"))),
    session(metadata=metadata(**dict.fromkeys(TEXTS, ""))),
    session(anything={"else": 1}),
]


@pytest.mark.parametrize(("body", "path"), MISSING + WRONG)
def test_is_refused_with_the_path_of_the_fault(body, path):
    assert paths_of(refused(LoggedChatIn, body)) == [path]


def test_what_is_refused_is_not_stored(api, acme):
    answer = api.post(PATH, session(tags=["a", 5]))
    assert answer.status_code == 400
    told = "Invalid request data: tags[1]: Input should be a valid string"
    assert answer.json() == {"error": told}
    with within(acme):
        assert not Conversation.objects.of(acme).exists()


@pytest.mark.parametrize("body", RIGHT)
def test_is_accepted(api, body):
    answer = api.post(PATH, body)
    assert answer.status_code == 201
    assert isinstance(answer.json()["chat_id"], int)


def test_two_identical_posts_make_two_chats(api):
    first, second = api.post(PATH, session()).json(), api.post(PATH, session()).json()
    assert first["chat_id"] != second["chat_id"]


def test_what_is_known_has_columns_and_what_is_not_is_a_property(api, acme):
    api.post(PATH, session(user_id=2**64 - 1, metadata=metadata(shoe_size=43, _x=[None])))
    with within(acme):
        chat, details = Conversation.objects.of(acme).get(), ChatDetails.objects.of(acme).get()
    assert chat.properties == {"shoe_size": 43, "_x": [None]}
    assert (chat.title, chat.title_source) == ("Where is my parcel?", "api")
    assert (chat.language, chat.sentiment, chat.rating) == ("tr", "negative", 4)
    assert (chat.is_escalated, chat.category) == (True, "billing")
    assert (details.user_id, details.session_id) == (2**64 - 1, "s-1")
    assert chat.external_id is None


def test_v1_shows_both_merged_and_the_chat_is_one_moment_long(api):
    api.post(PATH, session(metadata=metadata(shoe_size=43)))
    (chat,) = api.get("/v1/chat").json()["data"]
    assert chat["properties"] == metadata(shoe_size=43)
    assert chat["startTimestamp"] == chat["endTimestamp"] == chat["createdAt"]
    assert (chat["durationMs"], chat["title"]) == (0, "Where is my parcel?")
    assert (chat["agents"], chat["customers"]) == ([], [])


def test_known_metadata_are_properties_to_filters(api, client, member, acme):
    api.post(PATH, session(metadata=metadata(user_rating=None, shoe_size=43)))
    api.post("/v1/chat", chat())

    def totals(*names):
        asked = [f"/v1/chat?properties[{name}][exists]=true" for name in names]
        return [api.get(address).json()["pagination"]["total"] for address in asked]

    assert totals("countryCode", "session_id", "shoe_size", "user_rating") == [1, 1, 1, 0]
    for asked in ("country_code=NL", "isForwardedToHr=false", "avg_response_time = 42"):
        assert client.get("/o/acme/chats/", {"property": asked}).context["page"].total == 1


def test_tags_become_tags_in_their_order_and_once_each(api, acme):
    api.post(PATH, session(tags=["vip", "late", "VIP", "", "late", "x"]))
    with within(acme):
        assert names_on(Conversation.objects.of(acme).get()) == ["vip", "late", "x"]


def test_the_chat_is_found_by_its_title_in_the_api(api):
    api.post(PATH, session(title="Lost umbrella"))
    found = api.get("/v1/chat", searchText="mbrell").json()["data"]
    assert [chat["title"] for chat in found] == ["Lost umbrella"]


def test_lax_takes_what_the_original_takes(api, settings):
    settings.CHATLOGGER_STRICT = False
    assert api.post(PATH, {}).status_code == 201
    assert api.post(PATH, {"metadata": {"channel": "web"}}).status_code == 201
    assert api.post(PATH, {"title": 5}).status_code == 400


class TestCredentials:
    """Contract 4.2: the public key's header decides alone, else Authorization."""

    @pytest.mark.parametrize(
        "headers",
        [
            {"x-organization-api-key": "prl_of-acme"},
            {"Authorization": "prl_of-acme"},
            {"Authorization": "Bearer prl_of-acme"},
            {"Authorization": "bearer  prl_of-acme"},
            {"x-organization-api-key": "prl_of-acme", "Authorization": "prl_of-acme"},
            {"x-organization-api-key": "prl_of-acme", "Authorization": "Bearer nonsense"},
        ],
    )
    def test_taken(self, client, key, headers):
        answer = client.post(PATH, session(), "application/json", headers=headers)
        assert answer.status_code == 201

    @pytest.mark.parametrize(
        ("headers", "told"),
        [
            ({}, "API key required"),
            ({"x-organization-api-key": "prl_wrong"}, "invalid API key"),
            ({"x-organization-api-key": ""}, "invalid API key"),
            ({"Authorization": ""}, "invalid API key"),
            ({"Authorization": "Bearer"}, "invalid API key"),
            ({"Authorization": "Basic prl_of-acme"}, "invalid API key"),
            ({"Authorization": "a.b.c"}, "invalid token"),
            ({"Authorization": "prl_of-acmé"}, "invalid API key"),
            (
                {"x-organization-api-key": "prl_wrong", "Authorization": "prl_of-acme"},
                "invalid API key",
            ),
        ],
    )
    def test_not_taken(self, client, key, headers, told):
        answer = client.post(PATH, session(), "application/json", headers=headers)
        assert (answer.status_code, answer.json()) == (401, {"error": told})
        assert answer["WWW-Authenticate"]

    def test_the_key_must_allow_chats(self, caller, acme):
        ApiKeyFactory(organization=acme, secret="prl_reader", scopes=["READ"])
        answer = caller("prl_reader").post(PATH, session())
        assert answer.status_code == 403
        assert answer.json() == {"error": "This API key lacks the permission chat:create."}


class TestSlug:
    @pytest.mark.parametrize(
        "path", [PATH, f"{PATH}?slug=acme", f"{PATH}?slug=", "/api/v1/orgs/acme/chats"]
    )
    def test_of_the_keys_organization_or_none(self, api, path):
        assert api.post(path, session()).status_code == 201

    @pytest.mark.parametrize("slug", ["rival", "nobody", "ACME", "acme "])
    @pytest.mark.parametrize("path", [PATH + "?slug={}", "/api/v1/orgs/{}/chats"])
    def test_of_another_is_403_whether_it_exists_or_not(self, api, rival, path, slug):
        answer = api.post(path.format(slug), session())
        assert answer.status_code == 403
        assert answer.json() == {"error": "this API key cannot access this organization"}
