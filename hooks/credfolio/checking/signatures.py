"""Verify every signed file of a project, each version of it once.

What was verified is kept by the hash of the file and the key, never by its
date, so a change of either verifies it again.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from credfolio.disk.kept import make_cache_folder
from credfolio.disk.own_cache import believed_cache, own_secret
from credfolio.disk.slices import run_slices, useful_jobs
from credfolio.disk.systems import rename
from credfolio.findings.finding import Finding
from credfolio.proof import OURS, NotProven, PublicKey, decode_public_key, verify_document
from credfolio.proof.demonstration import DEMONSTRATION_METHOD, DEMONSTRATION_PUBLIC
from credfolio.proof.multikey import KeyKind, MultikeyError
from credfolio.proof.web_token import read_token, verify_token
from credfolio.records.model import Issuer
from credfolio.records.registry import Registry
from credfolio.records.signed_file import SignedFile, SignedToken

NOTES = "verified.json"
_WORTH_SPLITTING = 100
_IN_A_SLICE = 50


_Key = TypeVar("_Key")
_AnySigned = TypeVar("_AnySigned", SignedFile, SignedToken)
_Work = list[tuple[SignedFile | SignedToken, bytes]]
"""Signed files, each with the key that its issuer publishes for it."""


def check_signatures(
    root: Path, registry: Registry, jobs: int = 1, settled: Container[str] = ()
) -> Iterator[Finding]:
    """A finding for each signed file that does not verify; those at `settled` paths are left out.

    Whoever calls answers for it that what was found there before is found again. What verifies
    is noted below `root`.
    """
    work: _Work = [*_work(registry), *_tokens(registry)]
    work = [(signed, key) for signed, key in work if signed.path not in settled]
    if not work:
        return
    secret = own_secret()
    cache = believed_cache(root, secret)
    known = _read(cache / NOTES, secret) if cache else frozenset()
    bad: set[str] = set()
    yield from _findings(work, known, bad, jobs)
    good = sorted({_digest(signed, key) for signed, key in work} - bad)
    if cache and good != sorted(known):
        _write(cache / NOTES, good, secret)


def check_changed_signatures(
    before: Registry, after: Registry, changed: Container[str]
) -> Iterator[Finding]:
    """A finding for each signed file that a change may have spoiled, and that does not verify.

    That is each whose path is in `changed`, and each that has another key now. No notes of
    earlier runs are read: a change could bring them along. `before` need not hold signed files:
    those that did not change are the same as in `after`.
    """
    same = replace(
        before,
        signed=_unchanged(after.signed, changed),
        endorsements=_unchanged(after.endorsements, changed),
        status_lists=_unchanged(after.status_lists, changed),
        tokens=_unchanged(after.tokens, changed),
    )
    was: _Work = [*_work(same), *_tokens(same)]
    known = frozenset(_digest(signed, key) for signed, key in was)
    yield from _findings([*_work(after), *_tokens(after)], known, set(), 1)


def _unchanged(
    files: Mapping[_Key, _AnySigned], changed: Container[str]
) -> Mapping[_Key, _AnySigned]:
    return {key: one for key, one in files.items() if one.path not in changed}


def _findings(work: _Work, known: Container[str], bad: set[str], jobs: int) -> Iterator[Finding]:
    """A finding for each of `work` that is not `known` and does not verify; `bad` gets it, too."""
    new = [(signed, key) for signed, key in work if _digest(signed, key) not in known]
    slices = [new[n : n + _IN_A_SLICE] for n in range(0, len(new), _IN_A_SLICE)]

    def verify(number: int) -> list[str]:
        return [_problem(signed, key) for signed, key in slices[number]]

    jobs = useful_jobs(jobs, len(new), _WORTH_SPLITTING)
    problems = [text for done in run_slices(verify, len(slices), jobs) for text in done]
    for (signed, key), problem in zip(new, problems, strict=True):
        if problem:
            bad.add(_digest(signed, key))
            yield Finding(
                "bad-signature",
                signed.path,
                f"the signature does not verify: {problem}",
                "restore the file from git's history, or delete it and run `credfolio sign`",
            )


def _work(registry: Registry) -> Iterator[tuple[SignedFile, bytes]]:
    """Each signed file with the key that its issuer publishes for it.

    A method that nobody publishes is another rule's finding.
    """
    for key, signed in sorted(registry.signed.items()):
        award = registry.awards.get(key)
        if award is not None and (public := _key(signed, registry.award_issuer(award))):
            yield signed, public
    for (educator, name, _), signed in sorted(registry.endorsements.items()):
        award = registry.awards.get((educator, name))
        if award is not None and (public := _key(signed, registry.award_issuer(award))):
            yield signed, public
    for (name, _), signed in sorted(registry.status_lists.items()):
        if public := _key(signed, registry.issuers.get(name)):
            yield signed, public


def _tokens(registry: Registry) -> Iterator[tuple[SignedToken, bytes]]:
    for at, token in sorted(registry.tokens.items()):
        award = registry.awards.get(at)
        issuer = registry.award_issuer(award) if award else None
        if public := _published(token.method, issuer, "P-256"):
            yield token, public


def _digest(signed: SignedFile | SignedToken, key: bytes) -> str:
    return hashlib.sha256(signed.data + key).hexdigest()


def _key(signed: SignedFile, issuer: Issuer | None) -> bytes:
    if signed.method == DEMONSTRATION_METHOD:
        return DEMONSTRATION_PUBLIC
    return _published(signed.method, issuer, "Ed25519")


def _published(method: str, issuer: Issuer | None, kind: KeyKind) -> bytes:
    name = method.rpartition("#")[2]
    for key in issuer.keys if issuer else ():
        if key.id == name:
            with suppress(MultikeyError):
                return decode_public_key(key.public_key_multibase, kind)
    return b""


def _problem(signed: SignedFile | SignedToken, key: bytes) -> str:
    try:
        if isinstance(signed, SignedToken):
            verify_token(read_token(signed.text, OURS), PublicKey("P-256", key))
        else:
            verify_document(signed.document, lambda method: PublicKey("Ed25519", key), OURS)
    except NotProven as error:
        return error.reason
    return ""


def _read(notes: Path, secret: bytes) -> frozenset[str]:
    # Notes that cannot be read, or that somebody else wrote, cost time, never trust.
    with suppress(OSError, ValueError, KeyError, TypeError):
        found = json.loads(notes.read_text(encoding="utf-8"))
        hashes = [str(one) for one in found["verified"]]
        if hmac.compare_digest(found["seal"], _seal(hashes, secret)):
            return frozenset(hashes)
    return frozenset()


def _seal(hashes: Sequence[str], secret: bytes) -> str:
    text = "\n".join((NOTES, *hashes)).encode("utf-8", "surrogatepass")
    return hmac.digest(secret, text, "sha256").hex()


def _write(path: Path, hashes: Sequence[str], secret: bytes) -> None:
    draft = path.with_name(f".{path.name}.tmp")
    with suppress(OSError):
        make_cache_folder(path.parent)
        draft.write_text(
            json.dumps(
                {"schema_version": 1, "verified": list(hashes), "seal": _seal(hashes, secret)}
            ),
            encoding="utf-8",
            newline="\n",
        )
        rename(draft, path)
