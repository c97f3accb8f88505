"""Threats that lie in an award: who gives it, on whose word, when, and what it was made from."""

from __future__ import annotations

import io

from PIL import Image

from threats import (
    APPROVED,
    AWARD,
    CREDENTIAL,
    GENUINE,
    ISSUER,
    JUDGED,
    NEW_AWARD,
    OLD_BADGE,
    OLD_BADGE_AT,
    PROFILE,
    TOMS_AWARD,
    UNDECIDED,
    Threat,
    approved,
    base_text,
    imported_award,
    refused,
)

GOVERNANCE = "catalog/governance.yml"
TOM = "portfolios/tom-berg/profile.yml"
ROSA_ASSESSES = {
    GOVERNANCE: base_text(GOVERNANCE, ("[tom-b, lee-o]", "[tom-b, lee-o, rosa-d]")),
    ISSUER: base_text(
        ISSUER,
        ("  - account: lee-o", "  - {account: rosa-d, trained_on: 2024-08-20}\n  - account: lee-o"),
    ),
}
EVIDENCE = "portfolios/ana-lopez/awards/notes.png"
ENDED = base_text(AWARD) + "status: revoked\nstatus_on: 2026-05-29\nstatus_reason: A grudge.\n"
WITH_FILE = base_text(
    AWARD,
    (
        "evidence:\n",
        "evidence:\n  - {id: notes, title: Notes, kind: reflection, file: notes.png}\n",
    ),
)


def _picture(shade: int) -> bytes:
    stream = io.BytesIO()
    Image.new("L", (300, 300), shade).save(stream, "PNG")
    return stream.getvalue()


PICTURE_1, PICTURE_2 = _picture(80), _picture(90)

AWARDS = (
    Threat("an award for oneself", refused("own-award"), {NEW_AWARD: TOMS_AWARD}, author="tom-b"),
    Threat(
        "an award that its earner judged",
        refused("same-person"),
        {
            NEW_AWARD: TOMS_AWARD + "submissions:\n  - submitted_on: 2026-05-04\n    assessments:\n"
            "      - {assessor: tom-berg, on: 2026-05-11, decision: pass}\n"
        },
    ),
    Threat(
        "an approver whom the same change appoints",
        refused("approval-act"),
        {
            ISSUER: base_text(
                ISSUER,
                ("  - account: rosa-d", "  - account: eve\n    name: Eve\n  - account: rosa-d"),
            ),
            NEW_AWARD: APPROVED.replace("rosa-d", "eve"),
        },
    ),
    Threat(
        "an approver's name in place of an approver's account",
        refused("approval-act"),
        {NEW_AWARD: APPROVED.replace("rosa-d", "Rosa Duarte")},
    ),
    Threat(
        "an official who is no approver",
        refused("approval-act", "approver-not-listed"),
        {NEW_AWARD: APPROVED.replace("rosa-d", "Eve")},
        before={ISSUER: base_text(ISSUER, ("  name: Rosa Duarte", "  name: Eve"))},
    ),
    Threat(
        "an approval that somebody else types",
        refused("approval-act"),
        {NEW_AWARD: APPROVED},
    ),
    Threat(
        "an approval typed later, in a second change",
        refused("approval-act"),
        {NEW_AWARD: APPROVED},
        before={NEW_AWARD: TOMS_AWARD},
    ),
    Threat(
        "an approval by another issuer's approver",
        refused("may-not-change", "approval-act", "approver-not-listed"),
        {NEW_AWARD: APPROVED.replace("rosa-d", "ivo-l")},
        author="ivo-l",
        before={NEW_AWARD: TOMS_AWARD},
    ),
    Threat(
        "an approval by an approver whose time is over",
        refused("approval-act", "approver-not-listed", "may-not-change"),
        {NEW_AWARD: APPROVED},
        author="rosa-d",
        before={
            ISSUER: base_text(
                ISSUER,
                ("    name: Rosa Duarte\n", "    name: Rosa Duarte\n    until: 2026-05-01\n"),
            ),
            NEW_AWARD: TOMS_AWARD.replace("approved_by: rosa-d\n", ""),
        },
    ),
    Threat(
        "an approval by whoever assessed it",
        refused("approval-act", "same-person"),
        {NEW_AWARD: approved(JUDGED.replace("lee-o", "rosa-d"), "approved")},
        author="rosa-d",
        before={**ROSA_ASSESSES},
    ),
    Threat(
        "one person for both, where governance.yml does not say so",
        refused("approval-act"),
        {NEW_AWARD: approved(JUDGED.replace("lee-o", "rosa-d"), "one-person")},
        author="rosa-d",
        before={**ROSA_ASSESSES},
    ),
    Threat(
        "an award that passes for older than the rule",
        refused("approval-act"),
        {NEW_AWARD: TOMS_AWARD.replace("approval: recorded\n", "")},
    ),
    Threat(
        "an approval that is taken back",
        refused("award-add-only"),
        {NEW_AWARD: TOMS_AWARD},
        before={NEW_AWARD: APPROVED},
    ),
    Threat(
        "an award from a private repository that nobody has",
        refused("award-authority"),
        {
            NEW_AWARD: APPROVED.partition("results:")[0]
            + "judged: {assessors: 2, basis: agreed, records: abc123}\n"
        },
    ),
    Threat(
        "a reason of one letter for an earlier date",
        refused("back-dated"),
        {
            NEW_AWARD: TOMS_AWARD.replace("2026-05-20", "2025-12-20")
            + "back_dated_for: late-paperwork\nback_dating_reason: x\n"
        },
    ),
    Threat(
        "an award judged outside of what the list lets the assessor judge",
        refused("award-authority", "assessor-credential"),
        {NEW_AWARD: JUDGED},
        before={
            ISSUER: base_text(
                ISSUER,
                (
                    "    name: Lee Osei\n",
                    "    name: Lee Osei\n    credentials: [hillcrest-university/mentoring]\n",
                ),
            )
        },
    ),
    Threat(
        "an award judged by an account that governance.yml does not let judge",
        refused("award-authority"),
        {NEW_AWARD: JUDGED},
        before={GOVERNANCE: base_text(GOVERNANCE, ("[tom-b, lee-o]", "[tom-b]"))},
    ),
    Threat(
        "an approver's name that an account has given itself",
        refused("confusable-person"),
        {TOM: base_text(TOM, ("display_name: Tom Berg", "display_name: Ivo Lind"))},
        author="tom-b",
        # He holds an award that Ivo Lind approved.
        refused_then_by=refused("same-person"),
    ),
    Threat(
        "an assessor's name in another alphabet",
        refused("confusable-person"),
        {TOM: base_text(TOM, ("display_name: Tom Berg", "display_name: L\u0435e Osei"))},
        author="tom-b",
    ),
    Threat(
        "an award recorded by an account that bears an approver's name",
        refused("may-not-change"),
        {NEW_AWARD: TOMS_AWARD},
        author="ana-l",
        before={
            PROFILE: base_text(PROFILE, ("display_name: Ana López", "display_name: Ivo Lind")),
            GOVERNANCE: base_text(GOVERNANCE) + "namesakes: [ana-lopez]\n",
        },
    ),
    Threat(
        "an award that nobody approved",
        refused("approval-act"),
        {NEW_AWARD: APPROVED.replace("approved_by: rosa-d\n", "")},
    ),
    Threat(
        "an award by a stranger, with the right names in it",
        refused("may-not-change"),
        {NEW_AWARD: TOMS_AWARD},
        author="stranger",
    ),
    Threat(
        "an award that an earlier date moves into a licence cycle",
        refused("back-dated"),
        {NEW_AWARD: TOMS_AWARD.replace("2026-05-20", "2025-12-20")},
    ),
    Threat(
        "an award dated ahead",
        refused("future-date"),
        {NEW_AWARD: TOMS_AWARD.replace("2026-05-20", "2026-07-01")},
    ),
    Threat(
        "an award of more than was shown",
        refused("award-does-not-pass"),
        {NEW_AWARD: TOMS_AWARD.replace("level: demonstrated", "level: not-met")},
    ),
    Threat(
        "more credit than the definition gives",
        refused("credit-differs"),
        {
            NEW_AWARD: TOMS_AWARD + "credits_earned:\n"
            "  - {jurisdiction: maple, unit: ceu, amount: 2, category: teaching}\n"
        },
    ),
    Threat(
        "other words in an award that was given",
        refused("award-add-only"),
        {AWARD: base_text(AWARD, ("name_as_awarded: Ana López", "name_as_awarded: Eve"))},
    ),
    *(
        Threat(
            f"an award ended by {who}",
            rules,
            {AWARD: f"{ENDED}status_by: {author}\n"},
            author=author,
        )
        for who, author, rules in (
            ("somebody who only assesses", "lee-o", refused("award-end")),
            ("its earner, for another reason than her wish", "ana-l", refused("own-award")),
        )
    ),
    *(
        Threat(
            f"an award ended by {who}",
            refused("may-not-change", "award-end"),
            {AWARD: ENDED},
            author=author,
        )
        for who, author in (
            ("another issuer", "hillcrest-office"),
            ("another issuer's approver", "ivo-l"),
            ("a stranger", "stranger"),
        )
    ),
    Threat(
        "an award ended by a partner's editor",
        refused("may-not-change", "award-end"),
        {AWARD: ENDED},
        author="hillcrest-office",
        before={CREDENTIAL: base_text(CREDENTIAL) + "co_issuers: [hillcrest-university]\n"},
    ),
    Threat(
        "an award for a friend, said to have been made elsewhere",
        refused("award-authority"),
        {
            NEW_AWARD: TOMS_AWARD.partition("results:")[0]
            + "imported_from: {system: Old Platform, url: 'https://old.example/7', "
            "on: 2026-05-25}\n"
        },
        author="lee-o",
    ),
    Threat(
        "an award that an assessor records without having assessed it",
        refused("award-authority"),
        {NEW_AWARD: TOMS_AWARD},
        author="lee-o",
    ),
    Threat(
        "evidence exchanged after the award",
        refused("award-add-only"),
        {EVIDENCE: PICTURE_2, AWARD: WITH_FILE + "narrative: I did it.\n"},
        author="ana-l",
        before={EVIDENCE: PICTURE_1, AWARD: WITH_FILE},
    ),
    Threat(
        "another place for the issuer's evidence",
        refused("award-add-only"),
        {
            AWARD: base_text(
                AWARD,
                (
                    "    student_data: consented",
                    "    archived_url: https://other.example/mine\n    student_data: consented",
                ),
            )
        },
        author="ana-l",
    ),
    Threat(
        "an award that is shown for somebody who shows nothing",
        refused("wider-visibility"),
        {NEW_AWARD: TOMS_AWARD},
        before={TOM: base_text(TOM, ("visibility: unlisted", "visibility: private"))},
    ),
    Threat(
        "an award that disappears",
        refused("award-add-only"),
        {AWARD: None, PROFILE: base_text(PROFILE, ("pinned: [active-listening]\n", ""))},
    ),
    Threat(
        "an end in somebody else's name",
        refused("award-end"),
        {AWARD: f"{ENDED}status_by: rosa-d\n"},
    ),
    Threat(
        "an end that is nobody's act",
        refused("award-end"),
        {AWARD: ENDED},
    ),
    Threat(
        "somebody else's name on an end from before",
        refused("award-end", "award-add-only"),
        {AWARD: f"{ENDED}status_by: rosa-d\n"},
        before={AWARD: f"{ENDED}status_by: keeper\n"},
    ),
    Threat(
        "a revoked award that comes back",
        refused("award-add-only"),
        {AWARD: base_text(AWARD)},
        before={
            AWARD: base_text(AWARD)
            + "status: revoked\nstatus_on: 2026-05-29\nstatus_reason: A mistake.\n"
        },
    ),
)

IMPORTED = (
    Threat(
        "a check of a badge that nobody has",
        refused("imported-check"),
        {NEW_AWARD: imported_award(GENUINE)},
    ),
    Threat(
        "a check that found more than the badge shows",
        refused("imported-check"),
        {NEW_AWARD: imported_award(GENUINE), OLD_BADGE_AT: OLD_BADGE},
    ),
    Threat(
        "words that sound like a check",
        refused("imported-check"),
        {NEW_AWARD: imported_award("{outcome: undecided, words: Confirmed by telephone.}")},
    ),
    Threat(
        "somebody else's badge beside an award",
        refused("imported-check"),
        {
            NEW_AWARD: imported_award(UNDECIDED, system="Famous University"),
            OLD_BADGE_AT: OLD_BADGE,
        },
    ),
    Threat(
        "a badge of another day beside an award",
        refused("imported-check"),
        {
            NEW_AWARD: imported_award(UNDECIDED, awarded_on="2026-05-21"),
            OLD_BADGE_AT: OLD_BADGE,
        },
    ),
    Threat(
        "a badge with its holder's address in it",
        refused("imported-check"),
        {
            NEW_AWARD: imported_award(UNDECIDED),
            OLD_BADGE_AT: OLD_BADGE.replace('"id"', '"recipient": "tom@old.example", "id"', 1),
        },
    ),
    Threat(
        "a badge exchanged for another after the award was merged",
        refused("imported-check"),
        {OLD_BADGE_AT: OLD_BADGE.replace("Active Listening", "Leading a School")},
        before={NEW_AWARD: imported_award(UNDECIDED), OLD_BADGE_AT: OLD_BADGE},
    ),
)

THREATS = (*AWARDS, *IMPORTED)
