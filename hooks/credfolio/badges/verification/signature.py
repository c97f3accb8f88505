"""Check the Data Integrity proofs of a badge with the keys that its issuer publishes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from credfolio.badges.verification.issuer import FoundKey, resolve_key
from credfolio.badges.verification.resolving import Resolver
from credfolio.proof.data_integrity import is_shown_in_part, verify_document
from credfolio.proof.limits import FOREIGN
from credfolio.proof.public_key import PublicKey


def check_proof(document: dict[str, Any], issuer: str, resolver: Resolver) -> FoundKey:
    """Check every proof of `document`; one must have a known kind. Returns the first one's key.

    Raises `Refusal` when a proof does not hold, `Undecided` when that cannot be found out.
    """
    found: list[FoundKey] = []

    def key_of(method: Any) -> PublicKey:
        found.append(resolve_key(method, issuer, resolver))
        return found[-1].key

    verify_document(document, key_of, FOREIGN)
    return replace(found[0], is_part=is_shown_in_part(document))
