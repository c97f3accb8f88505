"""Write a token beside each signed credential, for wallets that read tokens only."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from credfolio.badges.openbadges.signing_state import signing_state, token_is_current
from credfolio.badges.signing.sign_pending import Signer, put_signed
from credfolio.proof.web_token import sign_token, token_claims
from credfolio.records.registry import Registry, token_path


def sign_tokens(root: Path, registry: Registry, signers: Sequence[Signer]) -> list[str]:
    """Sign a token for every signed credential of the `signers` that has none, or one that says
    something else; the paths that were written.

    A credential that waits for its own signature is left for later, and so is a demonstration.
    """
    written = []
    by_issuer = {signer.issuer: signer for signer in signers}
    for key, signed in sorted(registry.signed.items()):
        award = registry.awards.get(key)
        issuer = registry.award_issuer(award) if award else None
        signer = by_issuer.get(issuer.id) if issuer else None
        if award is None or signer is None or signed.issuer != signer.home.did(signer.issuer):
            continue
        token = registry.tokens.get(key)
        if signing_state(award, registry).id != "signed":
            continue
        if token is not None and token_is_current(token, signed):
            continue
        claims = token_claims(signed.document)
        path = token_path(*key)
        text = sign_token(claims, signer.key.seed, signer.method)
        put_signed(root, path, f"{text}\n".encode(), exists=token is not None)
        written.append(path)
    return written
