"""Everything that a person or an issuer owns in a project."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from credfolio.exchange.exporting.flat import render_table
from credfolio.records.model import Award, Educator, Issuer, MicroCredential, Record, Stack
from credfolio.records.model.as_read import plain
from credfolio.records.registry import (
    Registry,
    award_path,
    credential_path,
    educator_path,
    issuer_path,
    signed_path,
    stack_path,
    status_list_path,
)

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Holdings:
    """The records of one owner, each kind in the order of its ids, and the files next to them."""

    owner: str
    issuers: tuple[Issuer, ...] = ()
    credentials: tuple[MicroCredential, ...] = ()
    stacks: tuple[Stack, ...] = ()
    educators: tuple[Educator, ...] = ()
    awards: tuple[Award, ...] = ()
    signed: tuple[tuple[str, str], ...] = ()
    """Educator and award of each signed file."""
    other_paths: tuple[str, ...] = ()
    """Pictures and status lists."""

    @property
    def paths(self) -> tuple[str, ...]:
        """The project's files that hold these records, sorted."""
        return tuple(
            sorted(
                {
                    *(issuer_path(one.id) for one in self.issuers),
                    *(credential_path(one.ref) for one in self.credentials),
                    *(stack_path(one.ref) for one in self.stacks),
                    *(educator_path(one.id) for one in self.educators),
                    *(award_path(one.educator, one.id) for one in self.awards),
                    *(signed_path(*key) for key in self.signed),
                    *self.other_paths,
                }
            )
        )


def holdings_of_educator(registry: Registry, educator: str) -> Holdings:
    """An educator's portfolio, with the definitions of its awards."""
    awards = tuple(award for key, award in sorted(registry.awards.items()) if key[0] == educator)
    earned = {award.credential for award in awards} | {award.stack for award in awards}
    credentials = tuple(c for ref, c in sorted(registry.credentials.items()) if ref in earned)
    stacks = tuple(s for ref, s in sorted(registry.stacks.items()) if ref in earned)
    issuers = {one.issuer for one in credentials} | {one.issuer for one in stacks}
    return Holdings(
        educator,
        issuers=tuple(one for key, one in sorted(registry.issuers.items()) if key in issuers),
        credentials=credentials,
        stacks=stacks,
        educators=(registry.educators[educator],),
        awards=awards,
        signed=tuple(key for key in sorted(registry.signed) if key[0] == educator),
        other_paths=_files(registry, f"portfolios/{educator}/"),
    )


def holdings_of_issuer(registry: Registry, issuer: str) -> Holdings:
    """The issuer's definitions and stacks, and every award that it made, with the signed files."""
    awards = tuple(
        award
        for _, award in sorted(registry.awards.items())
        if (own := registry.award_issuer(award)) is not None and own.id == issuer
    )
    keys = {(award.educator, award.id) for award in awards}
    lists = (status_list_path(*key) for key in sorted(registry.status_lists) if key[0] == issuer)
    return Holdings(
        issuer,
        issuers=(registry.issuers[issuer],),
        credentials=tuple(c for _, c in sorted(registry.credentials.items()) if c.issuer == issuer),
        stacks=tuple(s for _, s in sorted(registry.stacks.items()) if s.issuer == issuer),
        awards=awards,
        signed=tuple(key for key in sorted(registry.signed) if key in keys),
        other_paths=(*_files(registry, f"catalog/{issuer}/"), *lists),
    )


def holdings_of_all(registry: Registry) -> Holdings:
    """Everything in the project except frameworks and jurisdictions, which no issuer or educator
    owns.
    """
    return Holdings(
        "everything",
        issuers=tuple(one for _, one in sorted(registry.issuers.items())),
        credentials=tuple(one for _, one in sorted(registry.credentials.items())),
        stacks=tuple(one for _, one in sorted(registry.stacks.items())),
        educators=tuple(one for _, one in sorted(registry.educators.items())),
        awards=tuple(one for _, one in sorted(registry.awards.items())),
        signed=tuple(sorted(registry.signed)),
        other_paths=(
            *_files(registry, ""),
            *(status_list_path(*key) for key in sorted(registry.status_lists)),
        ),
    )


def _files(registry: Registry, folder: str) -> tuple[str, ...]:
    """Pictures, and badges from elsewhere, below `folder`."""
    kept = (*registry.pictures, *registry.originals.values())
    return tuple(path for path in sorted(kept) if path.startswith(folder))


# --- one file ---------------------------------------------------------------------------------


def render_json(holdings: Holdings, registry: Registry) -> bytes:
    """All records in one JSON document, and each signed credential as it was signed."""
    document = {
        "schema_version": SCHEMA_VERSION,
        "owner": holdings.owner,
        "issuers": [_whole(one) for one in holdings.issuers],
        "credentials": [_whole(one) for one in holdings.credentials],
        "stacks": [_whole(one) for one in holdings.stacks],
        "educators": [_whole(one) for one in holdings.educators],
        "awards": [_whole(one) for one in holdings.awards],
        "signed": [
            {"educator": key[0], "award": key[1], "credential": registry.signed[key].document}
            for key in holdings.signed
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _whole(record: Record) -> dict[str, Any]:
    found: dict[str, Any] = plain(record)
    return {**found, "extra": plain(record.extra)} if record.extra else found


def render_awards_csv(holdings: Holdings) -> bytes:
    """One row for each award."""
    return render_table(holdings.awards, Award)


def render_credentials_csv(holdings: Holdings) -> bytes:
    """One row for each definition."""
    return render_table(holdings.credentials, MicroCredential)
