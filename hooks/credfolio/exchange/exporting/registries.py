"""Issuers → what registries of issuers ask for, so that wallets and verifiers know their names.

Two kinds are read by the DCC's verifiers: its own list, and OpenID Federation.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, Literal

from credfolio.badges.openbadges.home import Home
from credfolio.proof.demonstration import DEMONSTRATION_DID
from credfolio.records.model import Issuer
from credfolio.records.registry import Registry, issuer_path

RegistryKind = Literal["dcc", "oidf"]

# What each asks for, by the field of issuer.yml.
ASKED: dict[RegistryKind, tuple[str, ...]] = {
    "dcc": ("name", "url", "region"),
    "oidf": ("name", "legal_name", "url"),
}


def listable(registry: Registry, home: Home | None) -> Iterator[tuple[str, Issuer]]:
    """The issuers with published keys, each with its DID; a demonstration is in no registry."""
    for name, issuer in sorted(registry.issuers.items()):
        lists = sorted(key for key in registry.status_lists if key[0] == name)
        signed = registry.status_lists[lists[0]].issuer if lists else ""
        did = signed or (home.did(name) if home else "")
        if issuer.keys and did and did != DEMONSTRATION_DID:
            yield did, issuer


def missing(kind: RegistryKind, issuer: Issuer) -> list[str]:
    """What the registry asks for and the record lacks, as places of the record."""
    return [
        f"{issuer_path(issuer.id)} has no `{field}`"
        for field in ASKED[kind]
        if not getattr(issuer, field)
    ]


def render_listing(kind: RegistryKind, issuers: list[tuple[str, Issuer]]) -> bytes:
    """The entries of `issuers`, in the form of the registry."""
    entry = _ENTRIES[kind]
    entries = {did: entry(issuer) for did, issuer in issuers}
    document = {"registry": entries} if kind == "dcc" else entries
    return json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"


def _dcc(issuer: Issuer) -> dict[str, Any]:
    return {"name": issuer.name, "url": issuer.url, "location": issuer.region}


def _oidf(issuer: Issuer) -> dict[str, Any]:
    return {
        "federation_entity": {"organization_name": issuer.name, "homepage_uri": issuer.url},
        "institution_additional_information": {"legal_name": issuer.legal_name},
    }


_ENTRIES: dict[RegistryKind, Callable[[Issuer], dict[str, Any]]] = {"dcc": _dcc, "oidf": _oidf}
