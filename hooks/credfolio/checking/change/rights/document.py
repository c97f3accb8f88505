"""The table of rights as Markdown, for docs/contributing/governance.md."""

from __future__ import annotations

from collections.abc import Mapping

from credfolio.checking.change.rights import Role, Roles, Row
from credfolio.checking.change.rights.table import TABLE

_TITLES: Mapping[str, str] = {
    "governance": "Governance (`catalog/governance.yml`)",
    "synonyms": "Synonyms (`catalog/synonyms.yml`)",
    "frameworks": "Frameworks of standards",
    "jurisdictions": "Jurisdictions",
    "issuers": "Issuers (`issuer.yml`)",
    "credentials": "Micro-credentials",
    "stacks": "Stacks",
    "credential_versions": "Kept texts of micro-credentials (`versions/`)",
    "stack_versions": "Kept texts of stacks (`stacks/versions/`)",
    "educators": "Profiles (`profile.yml`)",
    "awards": "Awards",
    "tombstones": "What is left of a portfolio that was taken down",
    "published": "What the public knows of private records (`catalog/records.yml`)",
    "figures": "Figures of private records (`catalog/figures/`)",
    "office": "Settings of the private repository (`office/records.yml`)",
    "office folder": "Notes in the private repository",
    "people": "People in the private repository",
    "submissions": "Submissions",
    "assignments": "Assignments (`assigned.yml`)",
    "sheets": "Sheets",
    "decisions": "Decisions",
    "events": "Events",
    "requests": "Requests (`requests/`)",
    "site folder": "Notes at the top of the records",
    "issuer folder": "Pictures and notes of an issuer",
    "portfolio folder": "Pictures and notes of a portfolio",
    "evidence files": "Files of evidence",
    "originals": "Badges from elsewhere (`imported/`)",
    "signed files": "Signed badges and status lists",
    "outside": "Everything outside `catalog/` and `portfolios/`",
}


_NAMES: Mapping[Role, str] = {
    Role.MAINTAINER: "maintainer",
    Role.PUBLISHER: "publisher",
    Role.EDITOR: "editor",
    Role.APPROVER: "approver",
    Role.ASSESSOR: "assessor",
    Role.CARER: "caretaker",
    Role.HERSELF: "owner",
    Role.EDITOR_ELSEWHERE: "outside editor",
}
"""Roles as the page introduces them; a role that no row names has no short name."""


def render_rights() -> str:
    """The table, a section for each kind of file, in the order of the code.

    Kinds with the same rows share a section.
    """
    sections: dict[tuple[str, ...], list[str]] = {}
    for kind in dict.fromkeys(row.kind for row in TABLE):
        lines = dict.fromkeys(_line(row) for row in TABLE if row.kind == kind)
        sections.setdefault(tuple(lines), []).append(_TITLES[kind])
    return "\n".join(
        line
        for rows, titles in sections.items()
        for line in (f"### {'; '.join(titles)}\n", *_HEAD, *rows, "")
    )


_USUAL = "may-not-change"
_HEAD = ("| What | Who may | With a hint | Rule |", "|---|---|---|---|")


def _line(row: Row) -> str:
    act = f"{row.act[0].upper()}{row.act[1:]}"
    fields = ", ".join(f"`{field}`" for field in row.fields) if len(row.fields) < 9 else ""
    what = f"{act} ({fields})" if fields and not row.is_base else act
    but = f"; never {_names(row.never)}" if row.never and (row.may or row.hint) else ""
    rule = "" if row.rule == _USUAL else f"`{row.rule}`"
    return f"| {what} | {_names(row.may)}{but} | {_names(row.hint, '')} | {rule} |"


def _names(roles: Roles, nobody: str = "nobody") -> str:
    return ", ".join(_NAMES[role] for role in Role if role in roles) or nobody
