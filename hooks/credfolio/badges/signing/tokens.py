"""Write a token next to each signed credential, for wallets that read tokens only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from credfolio.badges.openbadges.signing_state import signing_state, token_is_current
from credfolio.badges.signing.sign_pending import write_signed
from credfolio.badges.signing.signers import Signer
from credfolio.proof.web_token import sign_token, token_claims
from credfolio.records.registry import Registry, token_path


def pending_tokens(registry: Registry, signers: Sequence[Signer]) -> Iterator[tuple[str, Signer]]:
    """The path of every token that is missing, or differs from its credential.

    Leaves out demonstrations and credentials that wait for their own signature.
    """
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
        if token is None or not token_is_current(token, signed):
            yield token_path(*key), signer


def sign_tokens(
    root: Path, registry: Registry, signers: Sequence[Signer], beside: Path | None = None
) -> list[str]:
    """Sign every token of `pending_tokens`; the paths that were written, all of them or none.

    Those of homes in the private repository `beside` are written there.
    """
    by_path = {token_path(*key): signed for key, signed in registry.signed.items()}
    files: dict[str, bytes] = {}
    for path, signer in pending_tokens(registry, signers):
        text = sign_token(token_claims(by_path[path].document), signer.seed, signer.method)
        files[path] = f"{text}\n".encode()
    write_signed(root, registry, files, beside=beside)
    return list(files)
