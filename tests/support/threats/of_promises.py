"""Threats to what an awarded version asks for and promises, and to addresses that it once had."""

from __future__ import annotations

from threats import CREDENTIAL, GOVERNANCE, ISSUER, OFFICE, PROFILE, Threat, base_text, refused

MENTORING = "catalog/hillcrest-university/mentoring.yml"
STACK = "catalog/riverside-usd/stacks/people-first.yml"
UNIVERSITY = "hillcrest-office"
STACK_AWARD = {
    "portfolios/ana-lopez/awards/people-first.yml": "stack: riverside-usd/people-first\n"
    'version: "1"\nawarded_on: 2026-05-20\nname_as_awarded: Ana López\napproved_by: Rosa Duarte\n',
    "portfolios/ana-lopez/awards/mentoring.yml": base_text(
        "portfolios/tom-berg/awards/mentoring.yml", ("Tom Berg", "Ana López")
    ),
}
_CEU = "unit: ceu, amount: 0.5, category: teaching, effective_from: 2024-09-02"
_HOURS = "unit: contact-hour, amount: 5, category: teaching, effective_from: 2024-09-02"


def ended(day: str) -> str:
    """The credential with its running credit ended on a day."""
    end = f", effective_until: {day}"
    return base_text(CREDENTIAL, (_CEU, _CEU + end), (_HOURS, _HOURS + end))


ASKED = (
    Threat(
        "a way around what had to be earned first",
        refused("frozen-version"),
        {
            MENTORING: base_text(
                MENTORING, ("prerequisites: [riverside-usd/active-listening]\n", "")
            )
        },
        author=UNIVERSITY,
    ),
    Threat(
        "a stack whose order no longer counts",
        refused("frozen-version"),
        {STACK: base_text(STACK)},
        before={STACK: base_text(STACK) + "ordered: yes\n", **STACK_AWARD},
    ),
)

PROMISED = (
    Threat(
        "a higher level than the one that was earned",
        refused("awarded-terms"),
        {CREDENTIAL: base_text(CREDENTIAL) + "level: leadership\n"},
    ),
    Threat(
        "more hours of work than were asked of anybody",
        refused("awarded-terms"),
        {CREDENTIAL: base_text(CREDENTIAL, ("max_hours: 6", "max_hours: 60"))},
    ),
    Threat(
        "a distinction made of a stack",
        refused("awarded-terms"),
        {STACK: base_text(STACK) + "level: distinction\n"},
        before=STACK_AWARD,
    ),
    Threat(
        "a credit that had ended, before anybody was told",
        refused("awarded-terms"),
        {CREDENTIAL: ended("2026-05-31")},
    ),
    Threat(
        "a credit that the state has not ended",
        refused("awarded-terms"),
        {CREDENTIAL: ended("2026-12-31")},
        before={GOVERNANCE: base_text(GOVERNANCE, ("    jurisdictions: [maple]\n", ""))},
    ),
    Threat(
        "a credit in a state that never heard of it",
        refused("awarded-terms"),
        {
            MENTORING: base_text(MENTORING)
            + "credit_values: [{jurisdiction: maple, unit: ceu, amount: 1, category: teaching}]\n"
        },
        author=UNIVERSITY,
    ),
    Threat(
        "a stipend out of somebody else's money",
        refused("awarded-terms"),
        {
            MENTORING: base_text(MENTORING)
            + "incentives: [{district: Maple City Schools, kind: stipend, amount: $500}]\n"
        },
        author=UNIVERSITY,
    ),
    Threat(
        "a license that the issuer cannot give",
        refused("awarded-terms"),
        {STACK: base_text(STACK) + "grants: [{kind: licence-endorsement, text: Lead teacher.}]\n"},
        before=STACK_AWARD,
    ),
    Threat(
        "a partner dropped whose name is on the awards",
        refused("awarded-terms"),
        {CREDENTIAL: base_text(CREDENTIAL)},
        before={CREDENTIAL: base_text(CREDENTIAL) + "co_issuers: [hillcrest-university]\n"},
    ),
)

ADDRESSES = tuple(
    Threat(
        f"an address that leads nowhere afterward: {what}",
        refused("claimed-address"),
        {path: base_text(path)},
        author=OFFICE,
        before={path: base_text(path) + f"{line}\n"},
    )
    for what, path, line in (
        ("a credential's former id", CREDENTIAL, "former_ids: [listening]"),
        ("a credential's alias", CREDENTIAL, "aliases: [listening]"),
        ("a stack's former id", STACK, "former_ids: [people]"),
        ("an issuer's former id", ISSUER, "former_ids: [riverside]"),
        ("somebody's former handle", PROFILE, "former_handles: [ana-vega]"),
    )
)

THREATS = (*ASKED, *PROMISED, *ADDRESSES)
