"""docs/webhooks.md: its recipe is run on what a receiver really got."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.stub import reply, stub
from webhooks.events import DOTTED, NAMES, NEVER, TEST, TOLD
from webhooks.parcel import sign

PAGE = (Path(__file__).parents[2] / "docs" / "webhooks.md").read_text()


def block(language):
    [code] = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return code


@pytest.fixture
def recipe():
    names = {}
    exec(block("python"), names)
    return names


@pytest.fixture
def got(hook, happen, bring):
    """The secret, and the requests of two events, each of which came twice."""
    with stub(reply()) as receiver:
        webhook = hook(receiver.url)
        happen("One")
        happen("Two")
        bring(webhook)
    headers = [{"X-Roark-Signature": a.headers["x-roark-signature"]} for a in receiver.asked]
    return webhook.secret, list(zip(headers, [a.body for a in receiver.asked], strict=True)) * 2


def test_the_recipe_takes_each_event_once_and_restores_the_order(recipe, got):
    secret, requests = got
    seen = set()
    events = [recipe["receive"](secret, headers, body, seen) for headers, body in requests]
    assert events[2:] == [None, None]
    first, second = recipe["in_order"](reversed(events[:2]))
    assert first["sequence"] < second["sequence"]


def test_the_recipe_refuses_what_is_not_signed_so(recipe, got):
    secret, [(headers, body), *_] = got
    for wrong in [("other", headers, body), (secret, headers, body + b" "), (secret, {}, body)]:
        with pytest.raises(ValueError, match="signature"):
            recipe["receive"](*wrong, set())


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
def test_the_line_for_the_shell_signs_alike(tmp_path):
    (tmp_path / "body").write_bytes(b'{"a":1}')
    line = block("sh").replace("$SECRET", "whsec_1")
    signed = subprocess.run(line, shell=True, cwd=tmp_path, capture_output=True, check=True)
    assert signed.stdout.decode().split()[-1] == sign("whsec_1", b'{"a":1}')


def test_the_table_names_every_event_that_is_told():
    told = {DOTTED[name] for name in (*TOLD, TEST)}
    assert {*TOLD, *told} <= set(re.findall(r"`([\w.]+)`", PAGE))
    assert f"names {len(NEVER)} more events" in PAGE
    assert {*TOLD, *NEVER} == set(NAMES)
