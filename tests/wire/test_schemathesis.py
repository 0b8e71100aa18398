"""Requests that schemathesis makes of the OpenAPI documents, right ones and wrong ones.

The same ones each time, thousands, to a running server. test_fuzz.py sends what is no JSON at all,
and U+0000, which is refused wherever there is text.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from embedded.home import ROOT
from organizations.reference.documents import APIS
from tests.talk import chat
from tests.wire import formats
from tests.wire.live import make_tenant

CONFIG = """
suppress-health-check = ["too_slow"]

[generation]
allow-x00 = false

[checks.positive_data_acceptance]
expected-statuses = [200, 201, 401, 403, 404, 409, 422, 429]

[auth.wfc]
path = "{folder}/auth.json"
user = "ours"
peers = ["ours", "theirs"]

[[operations]]
include-path-regex = "/conversations/"
parameters = {{ "path.id" = "{conversation}" }}

[[operations]]
include-name-regex = "^(GET|POST|PATCH) /v1/chat/.id."
parameters = {{ "path.id" = "{conversation}" }}

[[operations]]
include-path-regex = "/orgs/"
parameters = {{ "path.slug" = "{slug}" }}
"""
# Where right data may be refused, by a rule that JSON Schema can't say: it is tested by itself
UNSAID = {
    "GET /v1/(chat|call)": "a cursor is of its sort",
    "POST /v1/(chat|call|call/.*/(transcript|tool-invocations))": "an end after its start",
    "PATCH /v1/.*/properties": "a property keeps its type",
    "PUT /v1/agent/endpoint/.*": "what is dialled needs a definition, which may be there",
    "POST /v1/webhook": "an address is public",
    "(POST|PATCH) .*/score-configs(/.*)?": "choices have another shape than numbers",
    "POST .*/conversations/.*": "a place is in the conversation, a thread there",
    "(POST|PATCH) /api/v1/.*chats.*": "integers deep inside have 64 bits; a key is for one body",
}
UNSAID_CONFIG = """
[[operations]]
include-name-regex = "^{name}$"
checks.positive_data_acceptance.enabled = false
"""
ST = Path(sys.executable).parent / "st"
OPTIONS = [  # one worker: Python 3.11 can't parse in two threads, which hypothesis does
    *("--phases", "examples,coverage,fuzzing"),
    # Every check but one, since other requests delete what was made. Not by --checks: what it
    # names, no operation can do without
    *("--exclude-checks", "ensure_resource_availability"),
    *("--seed", "1", "--max-examples", "4", "--generation-database", "none"),
    *("--continue-on-failure", "--no-shrink", "--no-color", "--report", "json"),
]


@pytest.fixture
def configuration(live, tmp_path):
    """Ours has a conversation; theirs is a key of another organization."""
    ours, secret = make_tenant()
    conversation = chat(ours.project, "Where is my parcel?", "agent: It is late, sorry.")
    people = {"ours": secret, "theirs": make_tenant()[1]}
    (tmp_path / "auth.json").write_text(json.dumps({"auth": [*map(wfc, people.items())]}))
    path, slug = tmp_path / "schemathesis.toml", ours.organization.slug
    told = CONFIG.format(folder=tmp_path, conversation=conversation.pk, slug=slug)
    path.write_text(told + "".join(UNSAID_CONFIG.format(name=name) for name in UNSAID))
    return path


def wfc(person):
    name, secret = person
    header = {"name": "Authorization", "value": f"Bearer {secret}"}
    return {"name": name, "fixedHeaders": [header]}


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize(("name", "least"), [("roark", 1500), ("rest", 1000)])
def test_no_request_made_of_the_document_finds_a_fault(live, configuration, name, least):
    folder, document = configuration.parent, f"{live}{APIS[name].path}"
    report = folder / "report.json"
    command = [ST, "--config-file", configuration, "run", document, *OPTIONS]
    hooks = {"SCHEMATHESIS_HOOKS": formats.__name__, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*command, "--report-json-path", report],
        cwd=folder,
        env={**os.environ, **hooks},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr
    assert json.loads(report.read_text())["test_cases"]["generated"] >= least
