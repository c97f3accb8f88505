"""Threats that lie in a claim: to be part of somebody, to be known, or to have been so before."""

from __future__ import annotations

from threats import (
    APPROVED,
    AWARD,
    CREDENTIAL,
    GOVERNANCE,
    ISSUER,
    NEW,
    NEW_AWARD,
    TOMS_AWARD,
    UNDECIDED,
    Threat,
    base_text,
    imported_award,
    refused,
)

TOM = "portfolios/tom-berg/profile.yml"
HILLCREST = "catalog/hillcrest-university/issuer.yml"
MAPLE = "catalog/jurisdictions/maple.yml"
MENTORING = "catalog/hillcrest-university/mentoring.yml"
MENTORING_AWARD = "portfolios/tom-berg/awards/mentoring.yml"


def hillcrest(was: str, now: str, more: str = "") -> dict[str, str]:
    return {HILLCREST: base_text(HILLCREST, (was, now)) + more}


ISSUERS = (
    *(
        Threat(
            f"a parent that knows nothing of it, and with it {what}",
            refused("may-not-change"),
            change,
            author="hillcrest-office",
        )
        for what, change in (
            (
                "its legal name",
                {
                    HILLCREST: base_text(HILLCREST) + "parent: riverside-usd\n"
                    "legal_name: Riverside Unified School District\n"
                },
            ),
            (
                "its site",
                hillcrest(
                    "https://hillcrest.example",
                    "https://riverside.example/u",
                    "parent: riverside-usd\n",
                ),
            ),
        )
    ),
    *(
        Threat(
            f"another issuer's name {how}",
            refused("confusable-issuer"),
            hillcrest("name: Hillcrest University", f"name: {name}"),
            author="hillcrest-office",
        )
        for how, name in (
            ("in another order", "Unified School District Riverside"),
            ("with an article", "The Riverside Unified School District"),
        )
    ),
    *(
        Threat(
            f"another issuer's approver on one's own list, by {name}",
            refused("people-lists"),
            hillcrest("approvers:\n", f"approvers:\n  - {{account: eve, name: {name}}}\n"),
            author="hillcrest-office",
        )
        for name in ("Rosa Duarte", "Dr. Rosa Duarte")
    ),
    Threat(
        "another issuer's official as one's own",
        refused("people-lists"),
        {HILLCREST: base_text(HILLCREST) + "official: {name: Rosa Duarte, title: President}\n"},
        author="hillcrest-office",
    ),
    Threat(
        "a name of two alphabets on one's own list",
        refused("confusable-person"),
        {ISSUER: base_text(ISSUER, ("name: Lee Osei", "name: L\u0435n Osei"))},
    ),
    Threat(
        "a mail address on an encoded host",
        refused("confusable-host"),
        {ISSUER: base_text(ISSUER, ("@riverside.example", "@xn--rverside-9za.example"))},
    ),
    Threat(
        "a jurisdiction that is another one, the other way round",
        refused("confusable-name"),
        {
            "catalog/jurisdictions/oak.yml": base_text(MAPLE).replace(
                "State of Maple", "Maple State"
            )
        },
        author="keeper",
    ),
)

PEOPLE = (
    Threat(
        "a person with the name of an issuer",
        refused("confusable-person"),
        {TOM: base_text(TOM, ("Tom Berg", "Riverside Unified School District"))},
        author="tom-b",
    ),
    Threat(
        "a handle that looks like a colleague's",
        refused("namesake"),
        {"portfolios/ana-1opez/profile.yml": "display_name: Eve Stone\nvisibility: unlisted\n"},
        author="hillcrest-office",
    ),
    Threat(
        "an assessor whose time is over as the second of two",
        refused("approval-act"),
        {NEW_AWARD: APPROVED},
        author="rosa-d",
        reviewers=("lee-o",),
        before={
            ISSUER: base_text(
                ISSUER, ("    name: Lee Osei\n", "    name: Lee Osei\n    until: 2026-01-01\n")
            )
        },
    ),
    Threat(
        "a publisher as the second of two",
        refused("approval-act"),
        {NEW_AWARD: APPROVED},
        author="rosa-d",
        reviewers=("bot",),
        before={
            GOVERNANCE: base_text(
                GOVERNANCE, ("maintainers: [keeper]", "maintainers: [keeper]\npublishers: [bot]")
            )
        },
    ),
)

DEFINITIONS = (
    *(
        Threat(
            f"a definition in the folder's own name {name}",
            refused("reserved-address"),
            {f"catalog/riverside-usd/{name}.yml": "title: A New One\n"},
        )
        for name in ("stacks", "versions", "status")
    ),
    Threat(
        "an alias where the folder of stacks is",
        refused("reserved-address"),
        {NEW: "title: Wait Time\naliases: [stacks]\n"},
    ),
    Threat(
        "a title in letters that look like another title's",
        refused("confusable-name"),
        {NEW: "title: Activ\u0435 Listening\n"},
    ),
    Threat(
        "a title of two alphabets",
        refused("confusable-name"),
        {NEW: "title: W\u0430it Time\n"},
    ),
    *(
        Threat(
            f"another past for a version that was awarded: {what}",
            refused("awarded-terms"),
            {CREDENTIAL: base_text(CREDENTIAL, (was, now))},
        )
        for what, was, now in (
            ("its day", "on: 2025-08-18", "on: 2024-10-18"),
            ("its words", "Part 2 asks for two students.", "Nothing that matters."),
            ("the first day of all", "released: 2024-09-02", "released: 2020-09-02"),
        )
    ),
)

AWARDS = (
    Threat(
        "a new award that was signed again before it was signed",
        refused("award-add-only"),
        {NEW_AWARD: TOMS_AWARD + "reissues: [{on: 2026-05-30, reason: A slip.}]\n"},
    ),
    Threat(
        "a new award that ended before anybody saw it",
        refused("award-add-only"),
        {
            NEW_AWARD: TOMS_AWARD
            + "status: revoked\nstatus_on: 2026-05-30\nstatus_reason: A mistake.\n"
        },
    ),
    Threat(
        "an end that is dated back",
        refused("back-dated"),
        {
            AWARD: base_text(AWARD) + "status: revoked\nstatus_on: 2025-12-02\n"
            "status_by: riverside-office\nstatus_reason: So.\n"
        },
    ),
    Threat(
        "an endorsement that the office accepts for somebody",
        refused("may-not-change"),
        {
            NEW_AWARD: TOMS_AWARD + "endorsements:\n"
            "  - {by: Rosa Duarte, relation: chief, text: Best., on: 2026-05-20, accepted: yes}\n"
        },
    ),
    Threat(
        "words that the office puts into somebody's mouth",
        refused("may-not-change"),
        {NEW_AWARD: TOMS_AWARD + "narrative: I was helped.\n"},
        before={NEW_AWARD: TOMS_AWARD + "narrative: I did it.\n"},
    ),
    Threat(
        "an award in the name of an issuer",
        refused("awarded-name"),
        {NEW_AWARD: TOMS_AWARD.replace("Tom Berg", "Hillcrest University")},
    ),
    Threat(
        "an award said to come from another issuer of the catalog",
        refused("imported-check"),
        {NEW_AWARD: imported_award(UNDECIDED, system="Hillcrest University")},
    ),
)

REPLACED = "status: superseded\nstatus_on: 2026-05-31\nstatus_reason: Newer.\n"
REPLACED += "status_by: hillcrest-office\nsuperseded_by: "
AGAIN = base_text(MENTORING_AWARD).replace("2026-02-02", "2026-05-20")
NETWORK = 'linkedin_organization_id: "12345"\n'
CTID = "external_ids: {ctid: ce-11111111-2222-3333-4444-555555555555}\n"

BORROWED = (
    Threat(
        "an award that is signed again in the name of somebody else",
        refused("awarded-name"),
        {
            AWARD: base_text(AWARD, ("name_as_awarded: Ana López", "name_as_awarded: Tom Berg"))
            + "reissues:\n  - {on: 2026-05-31, reason: A slip.}\n"
        },
        author="keeper",
    ),
    Threat(
        "an endorsement that somebody else writes in an approver's name",
        refused("may-not-change"),
        {
            NEW_AWARD: TOMS_AWARD + "endorsements:\n  - {by: 'Duarte, Dr. Rosa', "
            "relation: Superintendent, text: The best., on: 2026-05-20}\n"
        },
    ),
    *(
        Threat(
            f"an award that is said to be replaced by one {what}",
            refused("award-end"),
            {MENTORING_AWARD: base_text(MENTORING_AWARD) + REPLACED + name},
            author="hillcrest-office",
            before={f"portfolios/tom-berg/awards/{name}.yml": newer},
        )
        for what, name, newer in (
            ("that nobody has approved", "again", AGAIN + "approval: recorded\n"),
            ("of something else", "active-listening", APPROVED),
        )
    ),
    Threat(
        "an address for mail at another issuer",
        refused("confusable-issuer"),
        {ISSUER: base_text(ISSUER, ("badges@riverside", "badges@hi1lcrest"))},
    ),
    Threat(
        "another issuer's page on a network",
        refused("confusable-issuer"),
        {ISSUER: base_text(ISSUER) + NETWORK},
        before={HILLCREST: base_text(HILLCREST) + NETWORK},
    ),
    Threat(
        "the number of another issuer's credential in a registry",
        refused("id-taken"),
        {NEW: f"title: Wait Time\n{CTID}"},
        before={MENTORING: base_text(MENTORING) + CTID},
    ),
    Threat(
        "a link in a profile to a host that looks like an issuer's",
        refused("confusable-host"),
        {TOM: base_text(TOM) + "links: [{title: My work, url: 'https://hi11crest.example/'}]\n"},
        author="tom-b",
    ),
    Threat(
        "a link in prose to a host that looks like an issuer's",
        refused("confusable-host"),
        {NEW: "title: Wait Time\nsummary: '[Apply](https://hi11crest.example/apply)'\n"},
    ),
)

THREATS = (*ISSUERS, *PEOPLE, *DEFINITIONS, *AWARDS, *BORROWED)
