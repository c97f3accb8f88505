"""Next to badges: tokens and endorsements that say what the records say, signed in time."""

from __future__ import annotations

from collections.abc import Iterator

from credfolio.badges.openbadges.credential import former_results
from credfolio.badges.openbadges.endorsement import named_endorsements
from credfolio.badges.openbadges.signing_state import (
    endorsement_is_current,
    signing_state,
    token_is_current,
)
from credfolio.badges.openbadges.status_list import is_ended
from credfolio.checking.rules import own_rule, rule
from credfolio.checking.rules.signed import publishes
from credfolio.findings.finding import Finding, quoted
from credfolio.proof.demonstration import DEMONSTRATION_DID
from credfolio.records.model import Award
from credfolio.records.registry import Registry, award_path, issuer_path, signed_path


@rule
def check_signed_token(registry: Registry) -> Iterator[Finding]:
    """A token says the same as the signed credential next to it, with a P-256 key of its issuer.

    Two wallets, one of which reads tokens, must not show different things. An outdated token is
    not published.

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
                words = "there is no signed credential next to it"
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
                "it differs from the signed credential, so it is not published",
                f"run `credfolio sign --jwt --issuer {issuer.id} --key-file FILE`",
                severity="hint",
            )


@rule
def check_signed_endorsement(registry: Registry) -> Iterator[Finding]:
    """A signed endorsement matches the award's record and uses a key of the issuer.

    It is somebody's word about a colleague. If that person or the educator withdraws it, the
    signed file must go, too.

    Delete the signed file. `credfolio sign` writes a new one if the record still has the
    endorsement.
    """
    for (educator, name, file), signed in registry.endorsements.items():
        award = registry.awards.get((educator, name))
        issuer = registry.award_issuer(award) if award else None
        if award is None or issuer is None:
            if award_path(educator, name) in registry.broken:
                continue
            if award and issuer_path(award.issuer or _home(award)) in registry.broken:
                continue
            problem = f"there is no award {quoted(name)} in {educator}'s portfolio"
        elif (said := dict(named_endorsements(award)).get(file)) is None:
            problem = "the award's record has no such endorsement, or it is not accepted"
        elif not endorsement_is_current(said, file, award, issuer, signed):
            problem = "the award's record says something else now"
        elif signed.issuer != DEMONSTRATION_DID and not publishes(
            issuer, signed.issuer, signed.method, "Ed25519"
        ):
            problem = f"it was signed with {signed.method}, which {issuer.id} does not publish"
        else:
            continue
        yield Finding(
            "signed-endorsement",
            signed.path,
            f"this signed endorsement cannot be published: {problem}",
            "delete this file and run `credfolio sign`",
        )


def _home(award: Award) -> str:
    return (award.credential or award.stack or "").partition("/")[0]


@own_rule
def check_late_signature(registry: Registry) -> Iterator[Finding]:
    """An award is signed while the version that was earned is still the definition.

    Former versions are not kept. A badge that is signed later has the levels as
    the award records them, and no rubric to read them by.

    Sign awards before a definition gets a new version. Where it is too late,
    sign all the same: the badge says which version it was.
    """
    for award in registry.awards.values():
        definition = registry.definition_of(award)
        if definition is None or definition.version in (None, award.version) or is_ended(award):
            continue
        if award.version not in {change.version for change in definition.changelog}:
            continue  # a version that never was is another rule's finding
        issuer = registry.award_issuer(award)
        if issuer is None or not any(key.retired is None for key in issuer.keys):
            continue  # an issuer without a key does not sign
        if former_results(award, definition) and signing_state(award, registry).id == "pending":
            yield Finding(
                "late-signature",
                award_path(award.educator, award.id),
                f"it was earned under version {award.version}, the definition is at "
                f"{definition.version}, and it is not signed; its badge will have no rubric",
                f"run `credfolio sign --issuer {issuer.id} --key-file FILE`",
                severity="hint",
                pointer=("version",),
            )


def _finding(path: str, message: str, fix: str) -> Finding:
    return Finding("signed-token", path, message, fix)
