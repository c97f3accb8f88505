"""Entries of somebody who is taken down, out of records in every way that they are written."""

from __future__ import annotations

import pytest

from credfolio.removing.entries import Person, without_person

TOM = Person("tom-berg", frozenset({"tom-b"}))
GOVERNANCE = "catalog/governance.yml"
ISSUER = "catalog/acme/issuer.yml"
AWARD = "portfolios/ana/awards/one.yml"


def without(text: str, path: str) -> str | None:
    return without_person(text, path, TOM, "Former assessor 1")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "people:\n  - {account: tom-b, educator: tom-berg}  # Tom\n  - {account: ana}\n",
            "people:\n  - {account: ana}\n",
        ),
        (
            "people:\n- account: ana\n# His.\n- account: Tom-B\n  name: T\n\n# E.\n- account: e\n",
            "people:\n- account: ana\n# His.\n\n# E.\n- account: e\n",
        ),
        ("people:\n  - account: tom-b\nlimits: {}\n", "people:\nlimits: {}\n"),
        ("people: [{account: ana}, {account: tom-b, name: Tom}]\n", "people: [{account: ana}]\n"),
        (
            "issuers:\n  - issuer: acme\n    editors: [tom-b]\n    assessors: [tom-b, ana]\n",
            "issuers:\n  - issuer: acme\n    editors: [tom-b]\n    assessors: [ana]\n",
        ),
        (
            "issuers:\n  - issuer: acme\n    approvers:\n      [ana,\n       'tom-b']\n",
            "issuers:\n  - issuer: acme\n    approvers:\n      [ana]\n",
        ),
        (
            "issuers:\n  - issuer: acme\n    assessors:\n      - ana\n      - tom-b # 2019\n",
            "issuers:\n  - issuer: acme\n    assessors:\n      - ana\n",
        ),
        (
            "namesakes: [tom-berg]\nissuers:\n  - {issuer: acme, educators: [ana, tom-berg]}\n",
            "namesakes: []\nissuers:\n  - {issuer: acme, educators: [ana]}\n",
        ),
        ("maintainers: [tom-b]\n",) * 2,
    ],
)
def test_rights_to_judge_and_what_is_owned_go(before: str, after: str) -> None:
    assert without(before, GOVERNANCE) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "assessors:\n  - educator: tom-berg\n    trained_on: 2024-01-01\n",
            "assessors:\n  - name: Former assessor 1\n    trained_on: 2024-01-01\n",
        ),
        (
            "approvers:\n  - account: tom-b\n    name: Berg, Tom # his\n    title: Head\n",
            "approvers:\n  - name: Former assessor 1\n    title: Head\n",
        ),
        (
            "assessors:\n  - trained_on: 2024-01-01\n    name: Tom Berg\n    account: tom-b\n",
            "assessors:\n  - trained_on: 2024-01-01\n    name: Former assessor 1\n",
        ),
        (
            'assessors: [{account: tom-b, name: "Berg, Tom", until: 2026-01-01}, {account: ana}]\n',
            "assessors: [{name: Former assessor 1, until: 2026-01-01}, {account: ana}]\n",
        ),
        ("assessors:\n  - name: Tom Berg\n",) * 2,
    ],
)
def test_an_issuer_says_that_somebody_judged(before: str, after: str) -> None:
    assert without(before, ISSUER) == after


def test_awards_of_others_keep_what_was_judged() -> None:
    before = (
        "approved_by: tom-b\nsubmissions:\n  - submitted_on: 2026-01-01\n    assessments:\n"
        "      - {assessor: tom-berg, on: 2026-01-02, decision: pass} # first\n"
        "      - assessor: 'Tom-B'\n        on: 2026-01-03\nnarrative: tom-b\n"
    )
    after = without(before, AWARD)
    assert after == (
        "approved_by: Former assessor 1\nsubmissions:\n  - submitted_on: 2026-01-01\n"
        "    assessments:\n      - {assessor: Former assessor 1, on: 2026-01-02, decision: pass} "
        "# first\n      - assessor: Former assessor 1\n        on: 2026-01-03\nnarrative: tom-b\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "people: [{account: tom-b, name: 'a } b'}]\n",
        "people: [\n",
    ],
)
def test_a_text_that_cannot_be_edited_safely_is_left_alone(text: str) -> None:
    assert without(text, GOVERNANCE) is None
