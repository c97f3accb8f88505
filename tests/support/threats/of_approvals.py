"""Threats that lie in an approval: whose act it is, on which day, and what it rests on."""

from __future__ import annotations

from threats import (
    APPROVED,
    GOVERNANCE,
    ISSUER,
    JUDGED,
    NEW,
    NEW_AWARD,
    TOMS_AWARD,
    UNDECIDED,
    Threat,
    approved,
    base_text,
    imported_award,
    refused,
)

STACK_AWARD = "portfolios/tom-berg/awards/people-first.yml"
DRAFT = {NEW: "title: Wait Time\nsummary: Wait.\nstatus: draft\n"}
LISTED = ("    name: Rosa Duarte\n", "    name: Rosa Duarte\n    until: 2026-05-25\n")
ENDED = {ISSUER: base_text(ISSUER, LISTED)}
KIM_APPROVES = {
    GOVERNANCE: base_text(GOVERNANCE, ("approvers: [rosa-d]", "approvers: [rosa-d, kim-p]")),
    ISSUER: base_text(ISSUER, ("approvers:\n", "approvers:\n  - {account: kim-p, name: Kim}\n")),
}
KELVIN = "\u212aim-p"
"""An account that is another to a forge, and the same to Unicode, where it folds case."""

ON = "approved_on: 2026-05-30"


def on(day: str) -> str:
    """A judged award, approved on a day."""
    return approved(JUDGED).replace(ON, f"approved_on: {day}")


def made_elsewhere(change: str) -> str:
    """An award from elsewhere with the words "was -> now" exchanged."""
    was, _, now = change.partition(" -> ")
    return imported_award(UNDECIDED).replace(was, now)


LEE_OTHERWISE = JUDGED.replace("on: 2026-05-11", "on: 2026-05-12")
ONE_PERSON = {
    GOVERNANCE: base_text(
        GOVERNANCE, ("approvers: [rosa-d]", "approvers: [rosa-d]\n    one_person: yes")
    )
}
TWO_ACCOUNTS = {
    GOVERNANCE: base_text(
        GOVERNANCE,
        ("editors: [riverside-office]", "editors: [riverside-office, rosa-d-2]"),
        ("people:\n", "people:\n  - {account: rosa-d-2, name: Rosa Duarte}\n"),
    )
}
ALONE = (
    *(
        Threat(
            f"an assessment in somebody else's name that {what}",
            refused("approval-act"),
            {NEW_AWARD: award},
            author="rosa-d",
            before=before,
            reviewers=reviewers,
        )
        for what, award, before, reviewers in (
            ("the approver types and approves", approved(JUDGED), {}, ()),
            ("the approver records, to approve it later", JUDGED, {}, ()),
            ("the approver rewrites, to approve it later", LEE_OTHERWISE, {NEW_AWARD: JUDGED}, ()),
            ("the only person of an issuer types", approved(JUDGED, "one-person"), ONE_PERSON, ()),
            ("another issuer confirms", approved(JUDGED), {}, ("hillcrest-office", "uma-n")),
            ("the earner confirms", approved(JUDGED), {}, ("tom-b",)),
            (
                "the approver's second account confirms",
                approved(JUDGED),
                TWO_ACCOUNTS,
                ("rosa-d-2",),
            ),
        )
    ),
)

THREATS = (
    *ALONE,
    Threat(
        "an assessment of somebody else, recorded by an approver whose time is over",
        refused("award-authority"),
        {NEW_AWARD: JUDGED},
        author="rosa-d",
        before={
            GOVERNANCE: base_text(
                GOVERNANCE, ("assessors: [tom-b, lee-o]", "assessors: [tom-b, lee-o, rosa-d]")
            ),
            ISSUER: base_text(
                ISSUER, LISTED, ("assessors:\n", "assessors:\n  - {account: rosa-d}\n")
            ),
        },
    ),
    Threat(
        "a recorded award that stops saying so, as if it were from before approvals",
        refused("approval-act"),
        {
            NEW_AWARD: TOMS_AWARD.replace("approval: recorded\n", "")
            + "reissues:\n  - {on: 2026-05-31, reason: The name had a slip.}\n"
        },
        author="keeper",
        before={NEW_AWARD: TOMS_AWARD},
    ),
    Threat(
        "an approval that is years older than its award",
        refused("date-order", "approval-act"),
        {NEW_AWARD: on("2023-05-30")},
        author="rosa-d",
        reviewers=("lee-o",),
    ),
    Threat(
        "an approval of long ago, made today",
        refused("approval-act"),
        {
            NEW_AWARD: on("2025-12-22").replace("2026-05-", "2025-12-").replace("12-20", "12-21")
            + "back_dated_for: late-paperwork\n"
            "back_dating_reason: The office found the signed form in another folder.\n"
        },
        author="rosa-d",
        reviewers=("lee-o",),
    ),
    Threat(
        "an approval of a day to come",
        refused("future-date", "approval-act"),
        {NEW_AWARD: on("2026-07-01")},
        author="rosa-d",
        reviewers=("lee-o",),
    ),
    Threat(
        "a reviewer who was an approver when the award was dated",
        refused("approval-act"),
        {NEW_AWARD: on("2026-05-24")},
        before=ENDED,
        reviewers=("rosa-d",),
    ),
    Threat(
        "an approver's last day, before the day of the approval",
        refused("approval-act", "approver-not-listed"),
        {NEW_AWARD: on("2026-05-30")},
        before=ENDED,
        reviewers=("rosa-d",),
    ),
    Threat(
        "an award that one account gives, with results that nobody assessed",
        refused("approval-act"),
        {NEW_AWARD: APPROVED},
        author="rosa-d",
    ),
    Threat(
        "results that nobody assessed, recorded first and approved alone",
        refused("approval-act"),
        {NEW_AWARD: APPROVED},
        author="rosa-d",
        before={NEW_AWARD: TOMS_AWARD},
    ),
    Threat(
        "a second account that has nothing to do with the issuer",
        refused("approval-act"),
        {NEW_AWARD: APPROVED},
        author="rosa-d",
        reviewers=("hillcrest-office", "stranger", "rosa-d"),
    ),
    Threat(
        "the earner as the second of two",
        refused("approval-act"),
        {NEW_AWARD: APPROVED},
        author="rosa-d",
        reviewers=("tom-b",),
    ),
    Threat(
        "an approval that is typed for what was made elsewhere",
        refused("approval-act"),
        {NEW_AWARD: made_elsewhere("recorded -> approved\napproved_on: 2026-05-30")},
    ),
    Threat(
        "an award from elsewhere that passes for older than the rule",
        refused("approval-act"),
        {NEW_AWARD: made_elsewhere("approval: recorded\n -> ")},
    ),
    Threat(
        "an award from elsewhere of what is still a draft",
        refused("award-of-draft"),
        {NEW_AWARD: made_elsewhere("active-listening\nversion -> wait-time\nversion")},
        before=DRAFT,
    ),
    Threat(
        "an award from elsewhere of a stack that is not complete",
        refused("stack-not-complete"),
        {
            STACK_AWARD: made_elsewhere(
                'credential: riverside-usd/active-listening\nversion: "1.1" -> '
                'stack: riverside-usd/people-first\nversion: "1"'
            )
        },
    ),
    Threat(
        "a reviewer in letters that only Unicode takes for the approver",
        refused("approval-act"),
        {NEW_AWARD: approved(JUDGED).replace("rosa-d", "kim-p")},
        before=KIM_APPROVES,
        reviewers=(KELVIN,),
    ),
)
