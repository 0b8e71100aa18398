"""What the documents point at is there: files, decisions, targets of make."""

import re
from pathlib import Path

import pytest

from tests.test_architecture import FILES

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
DECISIONS = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
CITED = re.compile(r"\bADR (\d{4})\b")
CALLED = re.compile(r"\bmake ([a-z-]+)(?=[`\s])")
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)


def name(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_links_lead_somewhere(path):
    links = LINK.findall(path.read_text())
    assert not [link for link in links if not (path.parent / link).exists()]


def test_every_decision_that_is_cited_exists():
    numbers = {path.name[:4] for path in DECISIONS}
    cited = {(n, name(p)) for p in [*FILES, *PAGES] for n in CITED.findall(p.read_text())}
    assert {number for number, _ in cited} > {"0002", "0005"}
    assert not {(number, place) for number, place in cited if number not in numbers}


def test_decisions_are_numbered_without_gaps_and_listed():
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    contents = (ROOT / "docs" / "adr" / "README.md").read_text()
    assert not [path.name for path in DECISIONS if f"({path.name})" not in contents]


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_targets_of_make_exist(page):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    called = set(CALLED.findall(" ".join(CODE.findall((ROOT / page).read_text()))))
    assert {"run", "test"} <= called <= targets
