"""Changes that look like the hostile ones and are in order: nothing may refuse them."""

from __future__ import annotations

from collections.abc import Mapping

from proposals import Content
from threats import (
    APPROVED,
    CREDENTIAL,
    GOVERNANCE,
    ISSUER,
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
TOM = "portfolios/tom-berg/profile.yml"
CONSENTED = base_text(TOM, ("by: Tom Berg", "by: {by}"), ("2025-11-10", "2026-05-30"))
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
    honest(
        "a judged award that its approver adds and its assessor confirms",
        {NEW_AWARD: approved(JUDGED)},
        "rosa-d",
        reviewers=("lee-o",),
    ),
    honest(
        "an award that its assessor recorded and its approver approves later, alone",
        {NEW_AWARD: approved(JUDGED)},
        "rosa-d",
        before={NEW_AWARD: JUDGED},
    ),
    honest(
        "an award of something retired, earned before and recorded late",
        {
            NEW_AWARD: TOMS_AWARD + "back_dated_for: late-paperwork\n"
            "back_dating_reason: The office found the signed form in another folder.\n"
        },
        before={CREDENTIAL: base_text(CREDENTIAL, ("status: active", "status: retired"))},
    ),
    honest(
        "credit that somebody named granted later",
        {
            NEW_AWARD: TOMS_AWARD + "credits_earned:\n"
            "  - {jurisdiction: maple, unit: ceu, amount: 0.5, category: teaching, "
            "approved_by: Maple Licensing Office, on: 2026-05-25}\n"
        },
    ),
    honest(
        "an issuer with the name of the jurisdiction that it looks after",
        {ISSUER: base_text(ISSUER) + "former_names: [State of Maple]\n"},
        "keeper",
    ),
    honest("a consent in a former family name", {TOM: CONSENTED.format(by="Tom Hill")}, "tom-b"),
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
