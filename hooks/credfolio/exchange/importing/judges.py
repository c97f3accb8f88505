"""Who approved and who assessed, as a table names them → accounts of governance.yml.

Rights belong to accounts, so an award names accounts. A table has names, which
are looked up in the issuer's lists first: there a name is next to its account.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from credfolio.exchange.importing.people import folded_name
from credfolio.findings.finding import Pointer, quoted
from credfolio.ids import fold_account
from credfolio.records.model import Educator
from credfolio.records.registry import Registry


class Judges:
    """Accounts by handle and name, for one import; each name is spoken of once."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._told: set[str] = set()

    def name_accounts(self, data: dict[str, Any], issuer: str) -> Iterator[tuple[str, str, str]]:
        """Put accounts in the place of names in the data of one award of `issuer`.

        Yields the field, what to say of it and how to fix it. Nothing happens where the project
        has no governance.yml, because then no account is known.
        """
        if self._registry.governance is None:
            return
        for inside, key, at in _named(data):
            written = inside[key]
            accounts = self._accounts(written, issuer, key)
            if len(accounts) == 1:
                (inside[key],) = accounts
            spoken = f"{issuer} {key} {written}"
            if fold_account(written) in accounts or spoken in self._told:
                continue
            self._told.add(spoken)
            field = ".".join(map(str, at))
            if len(accounts) == 1:
                yield (
                    field,
                    f"{quoted(written)} is taken for the account {inside[key]}",
                    f"if that is somebody else, write the account under {key}",
                )
            else:
                several = f"several accounts ({', '.join(sorted(accounts))})"
                yield (
                    field,
                    f"{quoted(written)} is the name of {several if accounts else 'no account'}",
                    "write the account that governance.yml names; a name gives no right",
                )

    def is_same(self, was: str | None, now: str | None, issuer: str) -> bool:
        """Whether an approver, as an older award names them, is this account."""
        is_governed = self._registry.governance is not None
        return is_governed and now in self._accounts(was or "", issuer, "approved_by")

    def _accounts(self, written: str, issuer: str, key: str) -> set[str]:
        governance = self._registry.governance
        assert governance is not None  # see `name_accounts`
        people = governance.people
        known = {one.account for one in people}
        for access in governance.issuers:
            known |= {*access.editors, *access.assessors, *access.approvers}
        if fold_account(written) in known:
            return {fold_account(written)}
        if written in self._registry.educators:
            return {one.account for one in people if one.educator == written}
        name = folded_name(written)
        record = self._registry.issuers.get(issuer)
        entries = (
            () if record is None else record.approvers if key == "approved_by" else record.assessors
        )
        listed = {
            one.account for one in entries if one.account and folded_name(one.name or "") == name
        }
        return listed or {
            one.account
            for one in people
            if name in (folded_name(one.name or ""), folded_name(self._shown(one.educator)))
        }

    def _shown(self, handle: str | None) -> str:
        person: Educator | None = self._registry.educators.get(handle or "")
        return person.display_name if person else ""


def _named(data: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str, Pointer]]:
    """Where somebody judges in the data of an award: the mapping, its key, and the way there."""
    if isinstance(data.get("approved_by"), str):
        yield data, "approved_by", ("approved_by",)
    for n, submission in enumerate(_items(data.get("submissions"))):
        for m, one in enumerate(_items(submission.get("assessments"))):
            if isinstance(one.get("assessor"), str):
                yield one, "assessor", ("submissions", n + 1, "assessments", m + 1, "assessor")


def _items(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
