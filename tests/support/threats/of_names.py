"""Threats that lie in a name: of a person, an issuer, a place, a number, or a host."""

from __future__ import annotations

from threats import (
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
EVE = "portfolios/eve-stone/profile.yml"
HILLCREST = "catalog/hillcrest-university/issuer.yml"
CONSENT = "consent: {{by: {by}, method: in-person, on: 2026-05-30, scope: My portfolio.}}\n"
TOM_WITHOUT = base_text(TOM).partition("consent:")[0]
MAPLE = "catalog/jurisdictions/maple.yml"


def called(name: str) -> dict[str, str]:
    return {TOM: base_text(TOM, ("display_name: Tom Berg", f"display_name: {name}"))}


def begun(name: str) -> str:
    """A new portfolio that nobody finds by a search."""
    return f"display_name: {name}\nvisibility: unlisted\n"


def hillcrest(line: str) -> dict[str, str]:
    return {HILLCREST: base_text(HILLCREST) + line}


def with_evidence(fields: str) -> str:
    return TOMS_AWARD + f"evidence:\n  - {{id: work, title: Work, kind: portfolio, {fields}}}\n"


PEOPLE = (
    *(
        Threat(
            f"an approver's name, written as {name}",
            refused("confusable-person"),
            called(name),
            author="tom-b",
        )
        for name in (
            "Dr. Lee Osei",
            "'Osei, Lee'",
            "'Lee Osei, Ph.D.'",
            "'Osei, Prof. Lee, EdD'",
            "Lee Osei Jr.",
            "LEE  OSEI",
            "Lee-Osei",
        )
    ),
    Threat(
        "a name of two alphabets that is nobody's yet",
        refused("confusable-person"),
        {EVE: begun("Ev\u0435 Stone")},
    ),
    Threat(
        "a colleague's name in another alphabet, in a portfolio that no issuer looks after yet",
        refused("namesake", "confusable-person"),
        {EVE: begun("T\u043em Berg")},
    ),
    Threat(
        "a colleague's name with letters that look alike",
        refused("namesake", "confusable-person"),
        {EVE: begun("Torn Berg")},
    ),
    *(
        Threat(
            f"a handle that is {what}",
            refused("confusable-person"),
            {f"portfolios/{handle}/profile.yml": begun("Eve Stone")},
        )
        for handle, what in (
            ("rosa-d", "an approver's account"),
            ("r0sa-d", "an approver's account, but for one letter"),
            ("keeper", "a maintainer's account"),
        )
    ),
    Threat(
        "a handle that looks like one's own account, and like an approver's",
        refused("confusable-person"),
        {"portfolios/r0sa-d/profile.yml": begun("Rae Stone")},
        before={
            GOVERNANCE: base_text(
                GOVERNANCE, ("people:\n", "people:\n  - {account: r0sa-d, educator: r0sa-d}\n")
            )
        },
    ),
    Threat(
        "an approver's account as a handle, of somebody who is listed as a namesake",
        refused("confusable-person"),
        {"portfolios/rosa-d/profile.yml": begun("Rosa Stone")},
        before={GOVERNANCE: base_text(GOVERNANCE) + "namesakes: [rosa-d]\n"},
    ),
    Threat(
        "a handle that is a part of the site",
        refused("reserved-name"),
        {"portfolios/page/profile.yml": begun("Eve Stone")},
    ),
    Threat(
        "an award where the site puts the transcript",
        refused("reserved-address"),
        {"portfolios/tom-berg/awards/transcript.yml": TOMS_AWARD},
    ),
    Threat(
        "a drawing in the place of the badge of an award",
        refused("reserved-address"),
        {
            NEW_AWARD: TOMS_AWARD
            + "evidence:\n  - {id: badge, title: Work, kind: portfolio, file: mine.svg}\n",
            "portfolios/tom-berg/awards/mine.svg": '<svg xmlns="http://www.w3.org/2000/svg" '
            'viewBox="0 0 300 300" width="300" height="300"><rect width="9" height="9"/></svg>\n',
        },
    ),
    Threat(
        "an award in the name of somebody else",
        refused("awarded-name"),
        {NEW_AWARD: TOMS_AWARD.replace("Tom Berg", "Ana López")},
    ),
    Threat(
        "an award in the name of an approver, with a title",
        refused("awarded-name"),
        {NEW_AWARD: TOMS_AWARD.replace("Tom Berg", "'Duarte, Dr. Rosa'")},
    ),
    Threat(
        "an award in a name of two alphabets",
        refused("awarded-name"),
        {NEW_AWARD: TOMS_AWARD.replace("Tom Berg", "T\u043em Berg")},
    ),
    Threat(
        "a recorded award that is put into another's name",
        refused("awarded-name"),
        {NEW_AWARD: TOMS_AWARD.replace("Tom Berg", "Ana López")},
        before={NEW_AWARD: TOMS_AWARD},
    ),
)

ISSUERS = (
    *(
        Threat(
            f"another issuer's {what}",
            refused("confusable-issuer"),
            hillcrest(line)
            if "url" not in line
            else {HILLCREST: base_text(HILLCREST, ("url: https://hillcrest.example", line))},
            author="hillcrest-office",
        )
        for what, line in (
            ("name as a legal name", "legal_name: Riverside Unified School District\n"),
            ("name as a former name", "former_names: [Riverside Unified Schoo1 District]\n"),
            ("address", "url: https://www.riverside.example/"),
            ("site", "url: https://riverside.example/hillcrest"),
        )
    ),
    Threat(
        "another issuer's address, nearly",
        refused("confusable-issuer"),
        {ISSUER: base_text(ISSUER, ("https://riverside.example", "https://hi1lcrest.example"))},
    ),
    Threat(
        "a legal name of two alphabets",
        refused("confusable-issuer"),
        hillcrest("legal_name: Hillcrest Univ\u0435rsity\n"),
        author="hillcrest-office",
    ),
    Threat(
        "a jurisdiction with the name of another",
        refused("confusable-name"),
        {"catalog/jurisdictions/maple-2.yml": base_text(MAPLE)},
        author="keeper",
    ),
    Threat(
        "a jurisdiction in letters that look like another's",
        refused("confusable-name"),
        {"catalog/jurisdictions/oak.yml": base_text(MAPLE).replace("Maple", "M\u0430ple")},
        author="keeper",
    ),
    Threat(
        "the number of another credential",
        refused("id-taken"),
        {NEW: "title: Wait Time\nhuman_code: RU-042\n"},
        before={CREDENTIAL: base_text(CREDENTIAL) + "human_code: ru 042\n"},
    ),
)

HOSTS = (
    *(
        Threat(
            f"evidence on {what}",
            refused("wrong-value"),
            {NEW_AWARD: with_evidence(f'url: "{url}"')},
        )
        for what, url in (
            ("a host with a Cyrillic letter", "https://\u0430pple.com/x"),
            ("an encoded host", "https://xn--pple-43d.com/x"),
            ("a host of other letters only", "https://\u0430\u0440\u0440\u04cf\u0435.com/x"),
            ("a number in hexadecimal", "https://0x7f.0x1/x"),
            ("a number in octal", "https://0177.0.0.01/x"),
            ("a number in full", "https://2130706433/x"),
            ("an address of version 6", "https://[::1]/x"),
            ("a host behind a user name", "https://maple.example@evil.example/x"),
            ("a host with a dot at its end", "https://maple.example./x"),
            ("a port of its own", "https://maple.example:8443/x"),
            ("a host with a percent sign", "https://maple%2eexample.org/x"),
        )
    ),
    Threat(
        "an archived copy on an encoded host",
        refused("wrong-value"),
        {
            NEW_AWARD: with_evidence(
                'url: "https://media.example/x", archived_url: "https://xn--pple-43d.com/x"'
            )
        },
    ),
    Threat(
        "an import from a host of two alphabets",
        refused("wrong-value"),
        {NEW_AWARD: imported_award(UNDECIDED).replace("old.example", "\u043eld.example")},
    ),
    Threat(
        "an issuer's address with a dot at its end",
        refused("wrong-value"),
        {ISSUER: base_text(ISSUER, ("https://riverside.example", "https://riverside.example."))},
    ),
    Threat(
        "a link in prose to an encoded host",
        refused("link-address"),
        {CREDENTIAL: base_text(CREDENTIAL) + "renewal: '[Renew](https://xn--pple-43d.com/)'\n"},
    ),
    Threat(
        "evidence on a host that looks like an issuer's",
        refused("confusable-host"),
        {NEW_AWARD: with_evidence('url: "https://hi11crest.example/x"')},
    ),
)

PLACES = (
    Threat(
        "a person with the name of a state",
        refused("confusable-person"),
        {EVE: begun("State of Maple")},
    ),
    *(
        Threat(
            f"an issuer whose {what} is that of a state",
            refused("confusable-issuer"),
            {HILLCREST: text},
            author="hillcrest-office",
        )
        for what, text in (
            (
                "name",
                base_text(HILLCREST, ("name: Hillcrest University", "name: The State of Maple")),
            ),
            ("legal name", base_text(HILLCREST) + "legal_name: State of Map1e\n"),
        )
    ),
    *(
        Threat(
            f"a consent that {who} gave for somebody",
            refused("wider-visibility"),
            {path: text + CONSENT.format(by=by)},
            author=author,
        )
        for who, by, path, text, author in (
            ("a colleague", "Ana López", TOM, TOM_WITHOUT, "tom-b"),
            ("the office", "The Superintendent", EVE, begun("Eve Stone"), "riverside-office"),
        )
    ),
)

AWARDS = (
    *(
        Threat(
            f"an award of what is {status}",
            refused("may-not-change"),
            {NEW_AWARD: TOMS_AWARD},
            before={CREDENTIAL: base_text(CREDENTIAL, ("status: active", f"status: {status}"))},
        )
        for status in ("retired", "suspended")
    ),
    Threat(
        "credit of a later day than its award, which nobody granted",
        refused("back-dated"),
        {
            NEW_AWARD: TOMS_AWARD + "credits_earned:\n"
            "  - {jurisdiction: maple, unit: ceu, amount: 0.5, category: teaching, "
            "on: 2026-05-31}\n"
        },
    ),
    Threat(
        "another end of the story of an ended award",
        refused("award-add-only"),
        {
            AWARD: base_text(AWARD)
            + "status: revoked\nstatus_on: 2026-05-29\nstatus_reason: Lied.\n"
        },
        before={
            AWARD: base_text(AWARD)
            + "status: revoked\nstatus_on: 2026-05-29\nstatus_reason: A mistake of ours.\n"
        },
    ),
    Threat(
        "another day for an award that ended",
        refused("award-add-only"),
        {AWARD: base_text(AWARD) + "status: revoked\nstatus_on: 2026-01-29\nstatus_reason: No.\n"},
        before={
            AWARD: base_text(AWARD) + "status: revoked\nstatus_on: 2026-05-29\nstatus_reason: No.\n"
        },
    ),
    Threat(
        "credit that counts before the award was made",
        refused("date-order"),
        {
            NEW_AWARD: TOMS_AWARD + "credits_earned:\n"
            "  - {jurisdiction: maple, unit: ceu, amount: 0.5, category: teaching, "
            "on: 2024-01-05}\n"
        },
    ),
    Threat(
        "a private person and a public award of hers in one change",
        refused("wider-visibility"),
        {
            EVE: "display_name: Eve Stone\nvisibility: private\n",
            "portfolios/eve-stone/awards/active-listening.yml": TOMS_AWARD.replace(
                "Tom Berg", "Eve Stone"
            ),
        },
    ),
    *(
        Threat(
            f"an award that {what}",
            refused("award-term"),
            {NEW_AWARD: TOMS_AWARD + line},
            before={CREDENTIAL: base_text(CREDENTIAL) + "expires_after: {years: 3}\n"},
        )
        for what, line in (
            ("is valid for longer than its definition", "expires_on: 2099-01-01\n"),
            ("is valid for ever, and its definition is not", ""),
        )
    ),
    Threat(
        "a recorded award that its earner corrects",
        refused("own-award"),
        {NEW_AWARD: TOMS_AWARD + "school: Another School\n"},
        author="tom-b",
        before={NEW_AWARD: TOMS_AWARD},
    ),
    Threat(
        "a recorded award that is made to last longer",
        refused("award-term"),
        {NEW_AWARD: TOMS_AWARD + "expires_on: 2031-05-20\n"},
        before={
            CREDENTIAL: base_text(CREDENTIAL) + "expires_after: {years: 3}\n",
            NEW_AWARD: TOMS_AWARD + "expires_on: 2029-05-20\n",
        },
    ),
    Threat(
        "a recorded award that passes for older than the rule",
        refused("award-add-only", "approval-act"),
        {NEW_AWARD: TOMS_AWARD.replace("approval: recorded\n", "")},
        before={NEW_AWARD: TOMS_AWARD},
    ),
    Threat(
        "a recorded award that is dated back",
        refused("back-dated"),
        {NEW_AWARD: TOMS_AWARD.replace("2026-05-20", "2025-12-20")},
        before={NEW_AWARD: TOMS_AWARD},
    ),
    Threat(
        "a recorded award that is said later to come from elsewhere",
        refused("award-add-only"),
        {
            NEW_AWARD: TOMS_AWARD
            + "imported_from: {system: Old, url: 'https://old.example/7', on: 2026-05-25}\n"
        },
        before={NEW_AWARD: TOMS_AWARD},
    ),
)

THREATS = (*PEOPLE, *ISSUERS, *HOSTS, *PLACES, *AWARDS)
