"""An upload in Chromium: which lines were bad and why, and the way to have them."""

import json

import pytest
from playwright.sync_api import expect

from tests.factories import MembershipFactory, OrganizationFactory, UserFactory
from tests.imports.samples import CALL, CHAT, chats, jsonl

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("live")]

BAD = [b"{", {**CHAT, "messages": "Hi"}, {**CALL, "callDirection": "<b>UP</b>"}]


@pytest.fixture
def acme(live, page, sign_in):
    user = UserFactory()
    acme = OrganizationFactory(slug=f"imports-{user.pk}")
    MembershipFactory(organization=acme, user=user, role="admin")
    sign_in(page, user)
    return acme


def file(data):
    return {"name": "support.jsonl", "mimeType": "", "buffer": data}


def test_three_bad_lines_are_told_with_their_reasons_and_the_rest_is_in(live, page, acme, work):
    page.goto(f"{live}/o/{acme.slug}/chats/")
    page.get_by_role("link", name="Import it").click()
    page.get_by_label("File", exact=True).set_input_files(file(jsonl(*chats(12), *BAD)))
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("heading", name="Import of support.jsonl")).to_be_visible()
    expect(page.locator("#job [role=status]")).to_have_text("Waiting")
    work()
    expect(page.locator("#job [role=status]")).to_have_text("Done")
    rows = page.get_by_role("table", name="Refused lines").get_by_role("row").all_inner_texts()
    assert [row.split("\t")[0] for row in rows[1:]] == ["13", "14", "15"]
    assert "Invalid JSON: EOF while parsing" in rows[1]
    assert "messages: Input should be a valid" in rows[2]
    assert "callDirection: Input should be 'INBOUND' or 'OUTBOUND'" in rows[3]
    with page.expect_download() as begun:
        page.get_by_role("link", name="Refused lines").click()
    saved = begun.value.path().read_text().splitlines()
    assert begun.value.suggested_filename == "support.jsonl.rejects.jsonl"
    assert [json.loads(row)["line"] for row in saved] == [13, 14, 15]
    page.goto(f"{live}/o/{acme.slug}/chats/")
    expect(page.get_by_role("heading", name="My parcel?")).to_have_count(0)
    expect(page.get_by_text("My parcel?").first).to_be_visible()


@pytest.mark.slow
def test_what_is_wrong_stands_beside_the_file_and_the_rest_is_kept(live, page, acme):
    page.goto(f"{live}/o/{acme.slug}/imports/new/")
    page.get_by_label("File", exact=True).set_input_files(file(b"no JSON"))
    page.get_by_label("Day of the first").fill("2026-03-01")
    page.get_by_role("button", name="Import", exact=True).click()
    wrong = page.get_by_label("File", exact=True)
    expect(wrong).to_be_focused()
    expect(wrong).to_have_accessible_description(
        "One conversation a line, packed by gzip or not; at most 512 MB."
        " Error No format fits its first lines. It should have one JSON object a line."
    )
    expect(page.get_by_label("Day of the first")).to_have_value("2026-03-01")


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1440])
def test_no_page_is_wider_than_the_screen(live, page, acme, work, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{live}/o/{acme.slug}/imports/new/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    long = {**CHAT, "messages": [{"role": "x" * 200}] * 9}
    page.get_by_label("File", exact=True).set_input_files(file(jsonl(long)))
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("heading", name="Import of support.jsonl")).to_be_visible()
    work()
    expect(page.get_by_role("table", name="Refused lines")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
