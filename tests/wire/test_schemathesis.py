"""Requests that schemathesis makes of the OpenAPI documents, right ones and wrong ones.

The same ones each time, thousands, to a running server. test_fuzz.py sends what is no JSON at all.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from organizations.reference.documents import APIS
from tests.talk import chat
from tests.wire.live import make_tenant

# Not positive_data_acceptance: what JSON Schema can't say (an end after its start, a cursor that
# is one, no U+0000 deep inside) is refused with 400, and is tested field by field
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "ignored_auth",
    "unsupported_method",
    "allow_header_conformance",
    "missing_required_header",
    "use_after_free",
    "object_level_authorization",
)
CONFIG = """
[auth.wfc]
path = "{folder}/auth.json"
user = "ours"
peers = ["ours", "theirs"]

[[operations]]
include-path-regex = "/conversations/"
parameters = {{ "path.id" = "{conversation}" }}

[[operations]]
include-path-regex = "/orgs/"
parameters = {{ "path.slug" = "{slug}" }}
"""
ST = Path(sys.executable).parent / "st"
OPTIONS = [  # one worker: Python 3.11 can't parse in two threads, which hypothesis does
    *("--phases", "examples,coverage,fuzzing", "--checks", ",".join(CHECKS)),
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
    path.write_text(CONFIG.format(folder=tmp_path, conversation=conversation.pk, slug=slug))
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
    done = subprocess.run(
        [*command, "--report-json-path", report], cwd=folder, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr
    assert json.loads(report.read_text())["test_cases"]["generated"] >= least
