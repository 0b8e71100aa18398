"""Questions to score by, and the panel's forms as htmx sends them."""

import pytest

from annotations import score_configs
from annotations.score_configs import Wording
from tests.annotations.panel.sent import FIVE, HTMX


@pytest.fixture
def config(acme, ada):
    """config("Tone", "number", minimum=…): a question of the whole, unless of a level."""

    def make(name, kind, level="conversation", **wording):
        return score_configs.make(acme, kind, level, Wording(name, **wording), ada)

    return make


@pytest.fixture
def tone(config):
    return config("Tone", "number", **FIVE)


@pytest.fixture
def post(client, member, conversation):
    """post("tags/", name="late"): as htmx does from the panel."""

    def send(path, of=conversation, headers=HTMX, **fields):
        address = f"/o/acme/conversations/{of.pk}/{path}"
        return client.post(address, fields, headers=headers)

    return send
