"""Tokens beside signed credentials, and what is signed too late to say everything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from credfolio.finding import Finding, quoted
from credfolio.openbadges.credential import definition_of, former_results
from credfolio.openbadges.signing_state import signing_state, token_is_current
from credfolio.registry import Registry, award_path, signed_path
from credfolio.rules import rule
from credfolio.rules.signed import publishes


@rule
def check_signed_token(registry: Registry, today: date) -> Iterator[Finding]:
    """A token says what the signed credential beside it says, with a P-256 key of its issuer.

    A wallet that reads tokens must not hear something else than one that reads
    the credential. A token that has fallen behind is not published.

    Run `credfolio sign --jwt` with the issuer's P-256 key.
    """
    for key, token in registry.tokens.items():
        award, signed = registry.awards.get(key), registry.signed.get(key)
        issuer = registry.award_issuer(award) if award else None
        if award is None or issuer is None:
            if award_path(*key) not in registry.broken:
                yield _finding(token.path, "there is no award that it belongs to", "delete it")
        elif signed is None:
            if signed_path(*key) not in registry.broken:
                words = "there is no signed credential beside it"
                yield _finding(
                    token.path, words, "delete it, or run `credfolio sign` and then again"
                )
        elif not publishes(issuer, signed.issuer, token.method, "P-256"):
            yield _finding(
                token.path,
                f"it was signed with {quoted(token.method)}, which {issuer.id} does not publish "
                "as a P-256 key",
                "put the key back into `keys:` of the issuer; or delete this file and run "
                "`credfolio sign --jwt`",
            )
        elif not token_is_current(token, signed):
            yield Finding(
                "signed-token",
                token.path,
                "it says something else than the signed credential, so it is not published",
                f"run `credfolio sign --jwt --issuer {issuer.id} --key-file FILE`",
                severity="hint",
            )


@rule
def check_late_signature(registry: Registry, today: date) -> Iterator[Finding]:
    """An award is signed while the version that was earned is still the definition.

    Former versions are not kept. A badge that is signed later has the levels as
    the award records them, and no rubric to read them by.

    Sign awards before a definition gets a new version. Where it is too late,
    sign all the same: the badge says which version it was.
    """
    for award in registry.awards.values():
        definition = definition_of(award, registry)
        if definition is None or definition.version in (None, award.version):
            continue
        if former_results(award, definition) and signing_state(award, registry).id == "pending":
            issuer = registry.award_issuer(award)
            yield Finding(
                "late-signature",
                award_path(award.educator, award.id),
                f"it was earned under version {award.version}, the definition is at "
                f"{definition.version}, and it is not signed; its badge will have no rubric",
                f"run `credfolio sign --issuer {issuer.id if issuer else 'ISSUER'}`",
                severity="hint",
                pointer=("version",),
            )


def _finding(path: str, message: str, fix: str) -> Finding:
    return Finding("signed-token", path, message, fix)
