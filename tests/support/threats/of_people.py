"""Threats that lie in who does something: authority, awards, definitions, keys, privacy."""

from __future__ import annotations

from threats import (
    CREDENTIAL,
    ISSUER,
    NEW,
    NEW_AWARD,
    OFFICE,
    OLD_BADGE,
    OLD_BADGE_AT,
    PROFILE,
    TOMS_AWARD,
    Threat,
    base_text,
    refused,
)

GOVERNANCE = "catalog/governance.yml"
MENTORING = "catalog/hillcrest-university/mentoring.yml"
TOM = "portfolios/tom-berg/profile.yml"
SIGNED = '{"id": "https://badges.example/credentials/x.json"}\n'
SUMMARY = ("Show students", "Show your students")

FILES = (
    Threat(
        "a workflow that prints the key",
        refused("outside-file"),
        {".github/workflows/publish.yml": "on: push\n"},
    ),
    Threat("a hook that runs in the build", refused("outside-file"), {"hooks/site_x.py": "1\n"}),
    Threat(
        "settings with another theme", refused("outside-file"), {"mkdocs.yml": "site_name: X\n"}
    ),
    Threat("a page of one's own", refused("outside-file"), {"docs/index.md": "<base href=//x>\n"}),
    Threat("the site's domain", refused("outside-file"), {"docs/CNAME": "attacker.example\n"}),
    Threat("a dependency", refused("outside-file"), {"requirements/site.txt": "evil==1\n"}),
    Threat(
        "a note that a forged signature was verified already",
        refused("outside-file"),
        {".cache/credfolio/verified.json": '{"verified": []}'},
    ),
    Threat("a folder that differs in case", refused("outside-file"), {"Catalog/x.yml": "a: b\n"}),
    Threat(
        "so many files that nobody reads them",
        refused("change-size"),
        {f"catalog/riverside-usd/c-{n}.yml": f"title: Number {n} {n * 7}\n" for n in range(61)},
    ),
    Threat(
        "so many lines that nobody reads them",
        refused("change-size"),
        {f"catalog/riverside-usd/c-{n}.yml": "title: A\n" + "# b\n" * 3_000 for n in range(3)},
    ),
)

AUTHORITY = (
    Threat(
        "a handle that somebody else may want",
        refused("claimed-address"),
        {PROFILE: base_text(PROFILE) + "former_handles: [maria-garcia]\n"},
        author="ana-l",
    ),
    Threat(
        "the id of an issuer that has not come yet",
        refused("claimed-address"),
        {ISSUER: base_text(ISSUER) + "former_ids: [state-board]\n"},
    ),
    Threat(
        "somebody else's folder for imported badges",
        refused("may-not-change"),
        {OLD_BADGE_AT: OLD_BADGE},
        author="hillcrest-office",
    ),
    Threat(
        "a note at the top of everybody's portfolios",
        refused("may-not-change"),
        {"portfolios/README.md": "Write to me.\n"},
    ),
    Threat(
        "the portfolio of somebody whom the district does not look after",
        refused("may-not-change"),
        {TOM: base_text(TOM) + "headline: I like it here.\n"},
    ),
    Threat(
        "a stranger in an issuer's folder",
        refused("may-not-change"),
        {CREDENTIAL: base_text(CREDENTIAL, SUMMARY)},
        author="stranger",
    ),
    Threat(
        "one issuer in another's folder",
        refused("may-not-change"),
        {MENTORING: base_text(MENTORING, ("Help one", "Help a"))},
    ),
    Threat(
        "a right that the change gives itself",
        refused("may-not-change"),
        {GOVERNANCE: base_text(GOVERNANCE, ("[keeper]", "[keeper, riverside-office]"))},
    ),
    Threat(
        "governance brought along where there was none",
        refused("no-governance"),
        {GOVERNANCE: "maintainers: [stranger]\n"},
        author="stranger",
        before={GOVERNANCE: None},
    ),
    Threat(
        "rules of a jurisdiction that is not one's own",
        refused("may-not-change"),
        {
            "catalog/frameworks/teaching-standards.yml": "title: Our Standards\n"
            + base_text("catalog/frameworks/teaching-standards.yml").partition("\n")[2]
        },
    ),
    Threat(
        "a key of the attacker's in an issuer's record",
        refused("issuer-keys"),
        {
            ISSUER: base_text(ISSUER)
            + "keys: [{id: key-x, created: 2026-05-30, public_key_multibase: "
            "z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw}]\n"
        },
    ),
    Threat(
        "oneself as an assessor",
        refused("people-lists"),
        {
            ISSUER: base_text(
                ISSUER,
                ("  - account: lee-o", "  - account: eve\n    name: Eve\n  - account: lee-o"),
            )
        },
        author="eve",
        before={
            GOVERNANCE: base_text(
                GOVERNANCE,
                ("[riverside-office]", "[riverside-office, eve]"),
                ("people:", "people:\n  - {account: eve, name: Eve}"),
            )
        },
    ),
    Threat(
        "another issuer's good name on one's own badge",
        refused("co-issuer"),
        {CREDENTIAL: base_text(CREDENTIAL) + "co_issuers: [hillcrest-university]\n"},
    ),
    Threat(
        "two issuers in one change",
        refused("one-issuer"),
        {
            CREDENTIAL: base_text(CREDENTIAL, SUMMARY),
            MENTORING: base_text(MENTORING, ("Help one", "Help a")),
        },
        before={GOVERNANCE: base_text(GOVERNANCE, ("[hillcrest-office]", "[riverside-office]"))},
    ),
    Threat(
        "a definition that names another issuer from one's own folder",
        refused("issuer-differs"),
        {NEW: "title: Wait Time\nissuer: hillcrest-university\n"},
    ),
)

KEPT = "catalog/riverside-usd/versions/active-listening/1.1.yml"
_NEXT_VERSION = (
    ('version: "1.1"\nstatus', 'version: "1.2"\nstatus'),
    ("changelog:\n", 'changelog:\n  - {version: "1.2", on: 2026-05-04, changes: More.}\n'),
)

_SECONDS = "You leave three seconds"


def _correction(approver: str) -> str:
    """The beginning of a changelog, with a correction above it."""
    return (
        'corrections:\n  - {version: "1.1", on: 2026-05-30, kind: spelling, '
        f"says: A letter., approved_by: {approver}}}\nchangelog:\n"
    )


DEFINITIONS = (
    Threat(
        "less credit for those who earned it",
        refused("awarded-terms", "credit-ratio"),
        {CREDENTIAL: base_text(CREDENTIAL, ("amount: 0.5,", "amount: 0.25,"))},
        refused_then_by=refused("credit-differs"),
    ),
    Threat(
        "a price for those who were promised none",
        refused("awarded-terms"),
        {CREDENTIAL: base_text(CREDENTIAL, ("cost: {amount: 0}", "cost: {amount: 90}"))},
    ),
    Threat(
        "a version that asks for less after it was earned",
        refused("frozen-version"),
        {CREDENTIAL: base_text(CREDENTIAL, ("requires: demonstrated", "requires: progressing"))},
    ),
    Threat(
        "a stack that asks for less after it was earned",
        refused("frozen-version"),
        {
            "catalog/riverside-usd/stacks/people-first.yml": base_text(
                "catalog/riverside-usd/stacks/people-first.yml",
                ("  - credential: hillcrest-university/mentoring\n", ""),
            )
        },
        before={
            "portfolios/ana-lopez/awards/people-first.yml": "stack: riverside-usd/people-first\n"
            'version: "1"\nawarded_on: 2026-05-20\nname_as_awarded: Ana López\n'
            "approved_by: Rosa Duarte\n",
            "portfolios/ana-lopez/awards/mentoring.yml": base_text(
                "portfolios/tom-berg/awards/mentoring.yml", ("Tom Berg", "Ana López")
            ),
        },
    ),
    Threat(
        "a version that goes back",
        refused("version-order", "unkept-version"),
        {CREDENTIAL: base_text(CREDENTIAL, ('version: "1.1"', 'version: "1.0"'))},
    ),
    Threat(
        "a version that is replaced before anybody kept what it asked for",
        refused("unkept-version"),
        {CREDENTIAL: base_text(CREDENTIAL, *_NEXT_VERSION)},
    ),
    Threat(
        "a kept text that asks for less than people were judged by",
        refused("kept-version"),
        {KEPT: base_text(CREDENTIAL, ("requires: demonstrated", "requires: progressing"))},
        before={KEPT: base_text(CREDENTIAL)},
        refused_then_by=refused("version-differs"),
    ),
    Threat(
        "a correction that its author alone has compared",
        refused("correction"),
        {CREDENTIAL: base_text(CREDENTIAL, ("changelog:\n", _correction(OFFICE)))},
        before={
            CREDENTIAL: base_text(CREDENTIAL, (_SECONDS, f"{_SECONDS}s")),
            KEPT: base_text(CREDENTIAL, (_SECONDS, f"{_SECONDS}s")),
        },
    ),
    Threat(
        "a correction that was compared by an approver whose time is over",
        refused("correction"),
        {CREDENTIAL: base_text(CREDENTIAL, ("changelog:\n", _correction("rosa-d")))},
        before={
            CREDENTIAL: base_text(CREDENTIAL, (_SECONDS, f"{_SECONDS}s")),
            KEPT: base_text(CREDENTIAL, (_SECONDS, f"{_SECONDS}s")),
            ISSUER: base_text(
                ISSUER,
                ("    name: Rosa Duarte\n", "    name: Rosa Duarte\n    until: 2026-05-25\n"),
            ),
        },
        reviewers=("rosa-d",),
    ),
    Threat(
        "another demand that is called a correction",
        refused("correction", "frozen-version"),
        {
            CREDENTIAL: base_text(
                CREDENTIAL,
                ("changelog:\n", _correction("rosa-d")),
                (_SECONDS, _SECONDS.replace("three seconds", "no seconds")),
            )
        },
    ),
    Threat(
        "a kept text that disappears",
        refused("kept-version"),
        {KEPT: None},
        before={KEPT: base_text(CREDENTIAL)},
    ),
    Threat(
        "an older text that asks for next to nothing",
        refused("kept-version"),
        {
            KEPT.replace("1.1", "1.0"): base_text(
                CREDENTIAL,
                ('version: "1.1"\nstatus', 'version: "1.0"\nstatus'),
                ("requires: demonstrated", "requires: not-met"),
            )
        },
    ),
    Threat(
        "a stack that disappears from under its awards",
        refused("definition-removed"),
        {"catalog/riverside-usd/stacks/people-first.yml": None},
        refused_then_by=refused("unknown-stack"),
        before={
            "portfolios/ana-lopez/awards/people-first.yml": "stack: riverside-usd/people-first\n"
            'version: "1"\nawarded_on: 2026-05-20\nname_as_awarded: Ana López\n'
            "approved_by: Rosa Duarte\n",
            "portfolios/ana-lopez/awards/mentoring.yml": base_text(
                "portfolios/tom-berg/awards/mentoring.yml", ("Tom Berg", "Ana López")
            ),
        },
    ),
)

SIGNATURES = (
    Threat(
        "a signed credential of the attacker's making",
        refused("signed-file", "bad-signed-file"),
        {"portfolios/ana-lopez/credentials/active-listening.json": SIGNED},
    ),
    Threat(
        "a status list in which nothing is revoked",
        refused("signed-file", "bad-signed-file"),
        {"catalog/riverside-usd/status/1.json": SIGNED},
        author="keeper",
    ),
    Threat(
        "a log of endings that is made up",
        refused("signed-file", "bad-signed-file"),
        {"catalog/riverside-usd/status/1.jsonl": SIGNED},
        author="keeper",
    ),
    Threat(
        "anything at all where signed files lie",
        refused("signed-file"),
        {"portfolios/ana-lopez/credentials/README.md": "Nothing.\n"},
        author="keeper",
    ),
)

PRIVACY = (
    Threat(
        "the address of somebody who asked to be forgotten, with a consent of one's own making",
        refused("may-not-change", "wider-visibility"),
        {
            "portfolios/eve-stone/tombstone.yml": None,
            "portfolios/eve-stone/profile.yml": "display_name: Eve Stone\nvisibility: public\n"
            "consent: {by: Eve Stone, method: in-person, on: 2026-05-30, scope: All.}\n",
        },
        before={"portfolios/eve-stone/tombstone.yml": "taken_down_on: 2026-01-05\n"},
    ),
    Threat(
        "a page for search engines that its owner kept from them",
        refused("wider-visibility"),
        {PROFILE: base_text(PROFILE)},
        author=OFFICE,
        before={PROFILE: base_text(PROFILE) + "search_indexing: no\n"},
    ),
    Threat(
        "a photograph that its owner had left out",
        refused("wider-visibility"),
        {PROFILE: base_text(PROFILE)},
        author=OFFICE,
        before={PROFILE: base_text(PROFILE) + "hide: [photo]\n"},
    ),
    Threat(
        "somebody else's profile",
        refused("may-not-change"),
        {PROFILE: base_text(PROFILE, ("I teach", "I do not teach"))},
        author="tom-b",
    ),
    Threat(
        "a portfolio for somebody who knows nothing of it",
        refused("may-not-change"),
        {"portfolios/eve-stone/profile.yml": "display_name: Eve Stone\nvisibility: unlisted\n"},
        author="stranger",
    ),
    Threat(
        "somebody made public by another",
        refused("wider-visibility"),
        {TOM: base_text(TOM, ("visibility: unlisted", "visibility: public"))},
        author="keeper",
    ),
    Threat(
        "a public portfolio without consent",
        refused("consent-missing"),
        {TOM: "display_name: Tom Berg\nvisibility: public\n"},
        author="tom-b",
    ),
    Threat(
        "a telephone number for everybody",
        refused("personal-data"),
        {PROFILE: base_text(PROFILE, ("I teach science", "Call (415) 555-0132, science"))},
        author="ana-l",
    ),
    Threat(
        "evidence that shows students without their consent",
        refused("evidence-consent"),
        {
            NEW_AWARD: TOMS_AWARD
            + "evidence:\n  - {id: film, title: A lesson, kind: video, part: 1, "
            'url: "https://media.example/film", student_data: consented}\n'
        },
    ),
    Threat(
        "somebody's profile deleted",
        refused("profile-removed"),
        {PROFILE: None},
        refused_then_by=refused("no-profile", "governance-entry"),
    ),
)

THREATS = (*FILES, *AUTHORITY, *DEFINITIONS, *SIGNATURES, *PRIVACY)
