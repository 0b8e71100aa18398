"""Parley's own API: score configs, and a conversation's scores."""

import pytest

from tests.wire.parley import BASE, ID, NONE, config, made, of, without


class TestScores:
    def test_a_config_is_answered_whole(self, api):
        sent = {
            "id": ID,
            "name": "Politeness",
            "kind": "NUMBER",
            "level": "TURN",
            "help": "1 is rude",
            "minimum": 1,
            "maximum": 5,
            "step": 0.5,
        }
        told = made(api.post(f"{BASE}/score-configs", sent))
        known = {"choices": None, "version": 1, "isArchived": False}
        assert without(told, "createdAt") == sent | known
        assert made(api.post(f"{BASE}/score-configs", sent)) == told
        assert api.get(f"{BASE}/score-configs/{ID}").json()["data"] == told
        assert api.get(f"{BASE}/score-configs").json()["data"] == [told]

    def test_a_config_in_use_gets_another_version(self, api, place):
        one = config(api)
        path = f"{BASE}/score-configs/{one['id']}"
        assert api.patch(path, {"help": "?"}).json()["data"]["version"] == 1
        api.post(f"{place}/scores", {"configId": one["id"], "value": True})
        assert api.patch(path, {"help": "!"}).json()["data"]["version"] == 2
        assert api.delete(path).status_code == 409

    def test_an_unused_config_is_deleted(self, api):
        path = f"{BASE}/score-configs/{config(api)['id']}"
        assert [api.delete(path).status_code for _ in range(2)] == [200, 404]

    @pytest.mark.parametrize(
        ("body", "path"),
        [
            ({"kind": "STARS"}, "kind"),
            ({"kind": "CHOICE"}, "choices"),
            ({"kind": "CHOICE", "choices": ["a", 1]}, "choices[1]"),
            ({"kind": "NUMBER", "minimum": 2, "maximum": 1}, "maximum"),
            ({"kind": "NUMBER", "minimum": 1e300}, "minimum"),
            ({"minimum": 2}, "minimum"),
        ],
    )
    def test_what_is_no_config_is_400(self, api, body, path):
        answer = api.post(f"{BASE}/score-configs", {"name": "A", "kind": "BOOLEAN"} | body)
        assert (answer.status_code, answer.json()["error"]["parameter"]) == (400, path)

    def test_a_score_is_answered_whole(self, api, place, key):
        one = config(api)
        sent = {"configId": one["id"], "value": True, "id": ID}
        told = made(api.post(f"{place}/scores", sent))
        common = of(place, key, **sent, name="Solved", version=1, isCurrent=True)
        assert without(told, "createdAt") == common
        assert made(api.post(f"{place}/scores", sent)) == told

    def test_scores_of_two_stand_side_by_side_and_former_ones_in_history(self, api, other, place):
        one = config(api)["id"]
        for caller, value in ((api, True), (other, False), (api, False)):
            made(caller.post(f"{place}/scores", {"configId": one, "value": value}))
        now = api.get(f"{place}/scores").json()["data"]
        ever = api.get(f"{place}/scores", history="true").json()["data"]
        assert [score["value"] for score in now] == [False, False]
        assert [(score["value"], score["isCurrent"]) for score in ever] == [
            (False, True),
            (False, True),
            (True, False),
        ]

    def test_ones_own_is_changed_and_taken_back(self, api, other, place):
        sent = {"configId": config(api, kind="NUMBER")["id"], "value": 1.5}
        path = f"{place}/scores/{made(api.post(f'{place}/scores', sent))['id']}"
        assert other.patch(path, {"value": 2}).status_code == 403
        assert other.delete(path).status_code == 403
        told = api.patch(path, {"value": 2}).json()["data"]
        assert (told["value"], told["isCurrent"]) == (2, True)
        assert api.patch(path, {"value": 3}).status_code == 404
        path = f"{place}/scores/{told['id']}"
        assert [api.delete(path).status_code for _ in range(2)] == [200, 404]
        assert api.get(f"{place}/scores").json()["data"] == []

    @pytest.mark.parametrize(
        ("body", "path"),
        [
            ({"value": "yes"}, "value"),
            ({"value": None}, "value"),
            ({"value": [True]}, "value"),
            ({"value": 10**400}, "value"),
            ({"turnNumber": 1}, "turnNumber"),
            ({"configId": NONE}, "configId"),
        ],
    )
    def test_what_is_no_score_is_400(self, api, place, body, path):
        sent = {"configId": config(api)["id"], "value": True} | body
        answer = api.post(f"{place}/scores", sent)
        assert (answer.status_code, answer.json()["error"]["parameter"]) == (400, path)

    def test_an_archived_config_takes_none(self, api, place):
        one = config(api)["id"]
        api.patch(f"{BASE}/score-configs/{one}", {"isArchived": True})
        answer = api.post(f"{place}/scores", {"configId": one, "value": True})
        assert (answer.status_code, answer["x-should-retry"]) == (409, "false")
