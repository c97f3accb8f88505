"""Changes that look like the hostile ones and are in order: nothing may refuse them."""

from __future__ import annotations

from collections.abc import Mapping

from proposals import Content
from threats import (
    APPROVED,
    GOVERNANCE,
    JUDGED,
    NEW_AWARD,
    OFFICE,
    TOMS_AWARD,
    UNDECIDED,
    Threat,
    approved,
    base_text,
    imported_award,
)
from threats.of_awards import PICTURE_1, PICTURE_2

NOBODY: frozenset[str] = frozenset()


def honest(
    what: str,
    change: Mapping[str, Content],
    author: str = OFFICE,
    before: Mapping[str, Content] | None = None,
    reviewers: tuple[str, ...] = (),
) -> Threat:
    return Threat(what, NOBODY, change, author, before or {}, reviewers)


FROM_ELSEWHERE = imported_award(UNDECIDED)
CORRECTED = JUDGED.replace("2026-05-20", "2026-05-21") + "school: Lake School\n"
WITH_FILE = JUDGED + "evidence:\n  - {id: notes, title: Notes, kind: reflection, file: notes.png}\n"
UNDER_FORMER_NAME = TOMS_AWARD.replace("Tom Berg", "Tom Hill")
EVE = "portfolios/eve-stone/profile.yml"
EVIDENCE = "portfolios/tom-berg/awards/notes.png"
WITH_BOT = {
    GOVERNANCE: base_text(
        GOVERNANCE, ("maintainers: [keeper]", "maintainers: [keeper]\npublishers: [records-bot]")
    )
    + "limits: {lines: 3}\n"
}


def called(name: str) -> str:
    return f"display_name: {name}\nvisibility: unlisted\n"


PUBLISHED = (
    APPROVED.partition("results:")[0] + "judged: {assessors: 2, basis: agreed, records: abc123}\n"
)

CHANGES = (
    honest("a judged award that its approver adds", {NEW_AWARD: approved(JUDGED)}, "rosa-d"),
    honest(
        "a judged award that its approver reviewed",
        {NEW_AWARD: approved(JUDGED)},
        reviewers=("Rosa-D",),
    ),
    honest(
        "results without an assessment, recorded by the office and reviewed by the approver",
        {NEW_AWARD: APPROVED},
        reviewers=("rosa-d",),
    ),
    honest(
        "results without an assessment, approved by one and reviewed by another",
        {NEW_AWARD: APPROVED},
        "rosa-d",
        before={NEW_AWARD: TOMS_AWARD},
        reviewers=("riverside-office",),
    ),
    honest(
        "a recorded award, corrected by the office before anybody approved it",
        {NEW_AWARD: CORRECTED},
        before={NEW_AWARD: JUDGED},
    ),
    honest(
        "a recorded award, corrected by whoever assessed and recorded it",
        {NEW_AWARD: CORRECTED},
        "lee-o",
        before={NEW_AWARD: JUDGED},
    ),
    honest(
        "evidence of a recorded award, exchanged for the right picture",
        {NEW_AWARD: WITH_FILE + "school: Lake School\n", EVIDENCE: PICTURE_2},
        "lee-o",
        before={NEW_AWARD: WITH_FILE, EVIDENCE: PICTURE_1},
    ),
    honest("an award under a former name", {NEW_AWARD: UNDER_FORMER_NAME}),
    honest("a portfolio of somebody with a title", {EVE: called("Dr. Eve Stone")}),
    honest("a name in an alphabet of its own", {EVE: called("\u041e\u043b\u044c\u0433\u0430")}),
    honest(
        "an issuer on the site of its parent",
        {
            "catalog/riverside-lab/issuer.yml": "name: Riverside Lab\nkind: vendor\n"
            "parent: riverside-usd\nurl: https://riverside.example/lab\n"
        },
        "keeper",
    ),
    honest(
        "more lines than one may change, from the bot that publishes",
        {NEW_AWARD: PUBLISHED},
        "records-bot",
        before=WITH_BOT,
    ),
    honest("an award from elsewhere, recorded", {NEW_AWARD: FROM_ELSEWHERE}),
    honest(
        "an award from elsewhere that its approver reviewed",
        {NEW_AWARD: approved(FROM_ELSEWHERE)},
        reviewers=("rosa-d",),
    ),
)
