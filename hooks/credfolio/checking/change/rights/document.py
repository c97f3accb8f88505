"""The table of rights as Markdown, for docs/contributing/governance.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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
    "site folder": "Notes at the top of the records",
    "issuer folder": "Pictures and notes of an issuer",
    "portfolio folder": "Pictures and notes of a portfolio",
    "evidence files": "Files of evidence",
    "originals": "Badges from elsewhere (`imported/`)",
    "signed files": "Signed badges and status lists",
    "outside": "Everything outside `catalog/` and `portfolios/`",
}


def render_rights() -> str:
    """The table, a section for each kind of file, in the order of the code."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    kinds = dict.fromkeys(row.kind for row in TABLE)
    for kind in kinds:
        yield f"### {_TITLES[kind]}\n"
        yield "| What | Who may | Who may, and the reviewer is told | Rule |"
        yield "|---|---|---|---|"
        told = set()
        for row in TABLE:
            if row.kind == kind and (line := _line(row)) not in told:
                told.add(line)
                yield line
        yield ""


def _line(row: Row) -> str:
    act = f"{row.act[0].upper()}{row.act[1:]}"
    fields = ", ".join(f"`{field}`" for field in row.fields) if len(row.fields) < 9 else ""
    what = f"{act} ({fields})" if fields and not row.is_base else act
    but = f"; never {_names(row.never)}" if row.never and (row.may or row.hint) else ""
    return f"| {what} | {_names(row.may)}{but} | {_names(row.hint, '')} | `{row.rule}` |"


def _names(roles: Roles, nobody: str = "nobody") -> str:
    return ", ".join(role for role in Role if role in roles) or nobody
