"""Badges in force → one file that a wallet takes them all from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from credfolio.proof.contexts import CREDENTIALS_V2
from credfolio.proof.demonstration import DEMONSTRATION_DID
from credfolio.records.model import Award
from credfolio.records.signed_file import SignedFile

THIS_COMPUTER = "did:web:localhost%3A"
"""How the DID of an issuer begins that no other computer reaches (ADR 0069)."""


def is_for_wallets(award: Award, signed: SignedFile | None, today: date) -> bool:
    """Whether a badge belongs in a wallet: signed by a real issuer, in force, and not private.

    A wallet on a phone reaches no issuer that exists on one computer only.
    """
    return (
        signed is not None
        and signed.issuer != DEMONSTRATION_DID
        and not signed.issuer.startswith(THIS_COMPUTER)
        and award.visibility != "private"
        and award.status == "active"
        and (award.expires_on is None or award.expires_on >= today)
    )


def build_wallet_file(badges: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A presentation of the signed `badges`. It has no proof: each badge has its own."""
    return {
        "@context": [CREDENTIALS_V2],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": list(badges),
    }
