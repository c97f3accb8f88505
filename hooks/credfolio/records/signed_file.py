"""A signed file in the repository: its bytes, read strictly, not yet verified."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from credfolio.findings.finding import Finding
from credfolio.proof import OURS, NotProven, Refusal, peek_proofs, read_object, render_json
from credfolio.proof.web_token import read_token


@dataclass(frozen=True, slots=True)
class SignedFile:
    """What a signing command wrote. Only `data` is kept; the rest is what everybody asks."""

    path: str
    data: bytes
    id: str
    issuer: str
    method: str
    created: str
    status_list: str
    status_index: int

    @property
    def document(self) -> dict[str, Any]:
        """The document. Everybody who asks shares it, so change a copy only."""
        return _parsed(self.data)


@dataclass(frozen=True, slots=True)
class SignedToken:
    """A token that `credfolio sign --jwt` wrote next to a signed credential."""

    path: str
    data: bytes
    method: str

    @property
    def text(self) -> str:
        """The token itself."""
        return self.data.decode("ascii").rstrip("\n")


# About 15 KB each: a project of 150,000 awards must not hold all of them parsed.
_MOST_PARSED = 2_000


@lru_cache(_MOST_PARSED)
def _parsed(data: bytes) -> dict[str, Any]:
    # Outside of SignedFile, which is sent between processes: only the bytes travel.
    return read_object(data, OURS)


def read_signed_token(data: bytes, path: str) -> SignedToken | Finding:
    """Read a token; what is wrong becomes a finding. The signature is not asked after here."""
    try:
        text = data.decode("ascii")
        if not text.endswith("\n") or text.count("\n") != 1:
            raise Refusal("wrong-type", "It is not one line.")
        return SignedToken(path, data, read_token(text[:-1], OURS).header["kid"])
    except (NotProven, UnicodeDecodeError) as error:
        words = error.reason if isinstance(error, NotProven) else "it is not a token"
        return Finding(
            "bad-signed-file",
            path,
            f"this token cannot be used: {words}",
            "delete it and run `credfolio sign --jwt`",
        )


def read_signed_file(data: bytes, path: str) -> SignedFile | Finding:
    """Read a signed credential or status list; what is wrong becomes a finding.

    The file must be exactly as it was written, byte for byte. Whether the
    signature holds is not asked here.
    """
    try:
        document = _parsed(data)
        if render_json(document) != data:
            raise Refusal("wrong-type", "The file is not as the signing command wrote it.")
        [proof] = peek_proofs(document, OURS)
        identifier, issuer, status = (
            document.get("id"),
            _id_of(document.get("issuer")),
            document.get("credentialStatus", {}),
        )
        if not isinstance(identifier, str) or not issuer:
            raise Refusal("wrong-type", "The document has no id, or its issuer has none.")
        if not isinstance(status, dict):
            raise Refusal("wrong-type", "credentialStatus is not an object.")
        index = status.get("statusListIndex", "-1")
        is_number = isinstance(index, str) and index.isascii() and index.isdigit()
        if index != "-1" and not is_number:
            raise Refusal("wrong-type", "The place in the status list is not a number.")
        at = status.get("statusListCredential", "")
        if not isinstance(at, str) or len(index) > 6:
            raise Refusal("wrong-type", "credentialStatus does not name a status list.")
    except NotProven as error:
        return Finding(
            "bad-signed-file",
            path,
            f"this signed file cannot be used: {error.reason}",
            "restore it from git's history, or delete it and run `credfolio sign`",
        )
    return SignedFile(
        path,
        data,
        identifier,
        issuer,
        proof["verificationMethod"],
        proof.get("created", ""),
        at,
        int(index),
    )


def _id_of(issuer: object) -> str:
    if isinstance(issuer, dict):
        issuer = issuer.get("id")
    return issuer if isinstance(issuer, str) else ""
