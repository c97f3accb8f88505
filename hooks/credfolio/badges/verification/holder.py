"""Whose badge it is, as far as a badge says, compared with an address that the reader gives.

Open Badges 2.0, IdentityObject: ``identity`` is the address or ``algorithm$hash`` of the address
and the salt. Open Badges 3.0, IdentityObject: the same under ``identityHash``. The reader's address
is compared and neither stored nor said.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace
from typing import Any

from credfolio.badges.verification.report import StepBook
from credfolio.badges.verification.shape import holder_name, names, text_at
from credfolio.proof.refusal import Refusal

_ALGORITHMS = ("sha256", "md5")

Identity = tuple[str, str]
"""An address, or a hash of one, and the salt of the hash."""


def identities_of(document: dict[str, Any]) -> list[Identity]:
    """What in a badge can be compared with an e-mail address: addresses, and hashes of them."""
    found: list[Any] = [*names(document.get("recipient"))]
    for subject in names(document.get("credentialSubject")):
        if isinstance(subject, dict):
            found += names(subject.get("identifier"))
    identities = [
        (identity, salt if isinstance(salt := one.get("salt"), str) else "")
        for one in found
        if isinstance(one, dict)
        if isinstance(identity := one.get("identity", one.get("identityHash")), str)
    ]
    return [one for one in identities if _is_comparable(one)]


def is_made_for(identities: list[Identity], address: str) -> bool:
    """Whether one of `identities` is of `address`, as written or in small letters."""
    spellings = {address.strip(), address.strip().lower()}
    return any(_is_of(one, spelling) for one in identities for spelling in spellings)


def note_recipient(document: dict[str, Any], address: str, book: StepBook) -> None:
    """Answer the step "subject" of an assertion of Open Badges 2.0."""
    recipient = document.get("recipient")
    if not isinstance(recipient, dict) or not isinstance(recipient.get("identity"), str):
        raise Refusal("no-subject", "It does not say whose badge it is.")
    identities = identities_of(document)
    if address and identities:
        _compare(identities, address, "", book)
    elif recipient.get("hashed") is True:
        _note_hashed(book)
    else:
        name = text_at(recipient, "identity")
        words = f"Its holder is {name}. Make sure that this is the person."
        book.note("subject", "pass", "named", words)


def note_subject(document: dict[str, Any], address: str, book: StepBook) -> None:
    """Answer the step "subject" of a credential."""
    subject = document["credentialSubject"]
    if isinstance(subject, list):
        if len(subject) != 1:
            book.note("subject", "unknown", "several", "It is about several people or things.")
            return
        subject = subject[0]
    if not isinstance(subject, dict):
        raise Refusal("wrong-type", "What it says about its holder is malformed.")
    holder, name = text_at(subject, "id"), holder_name(subject)
    book.about = replace(book.about, holder=name)
    identities = identities_of(document)
    code = "named-and-coded" if identities else "named"
    ask = " Their e-mail address can be compared, too: ask for it." if identities else ""
    if address and identities:
        _compare(identities, address, name, book)
    elif name:
        at = f" ({holder})" if holder else ""
        words = f"It names its holder as “{name}”{at}. Is that the person before you?{ask}"
        book.note("subject", "pass", code, words)
    elif holder:
        book.note(
            "subject",
            "pass",
            code,
            f"It is about {holder}. No program can tell whether that is the person before you: "
            f"compare the name there.{ask}",
        )
    elif identities:
        _note_hashed(book)
    else:
        book.note(
            "subject",
            "unknown",
            "not-named",
            "It does not name its holder by an address. Ask the holder to show that it is theirs.",
        )


def _compare(identities: list[Identity], address: str, name: str, book: StepBook) -> None:
    called = f" It names them as “{name}”." if name else ""
    if is_made_for(identities, address):
        words = f"It was made out to the holder's address that you gave.{called}"
        book.note("subject", "pass", "matched", words)
    else:
        words = f"It was not made out to the holder's address that you gave.{called}"
        book.note("subject", "unknown", "another-holder", words)


def _note_hashed(book: StepBook) -> None:
    book.note(
        "subject",
        "unknown",
        "hashed",
        "Its holder is named only by a code made from an e-mail address; ask the holder for it.",
    )


def _is_comparable(identity: Identity) -> bool:
    return "@" in identity[0] or identity[0].partition("$")[0].lower() in _ALGORITHMS


def _is_of(identity: Identity, address: str) -> bool:
    text, salt = identity
    algorithm, _, digest = text.partition("$")
    if algorithm.lower() not in _ALGORITHMS:
        return text.strip().lower() == address.lower()
    made = hashlib.new(algorithm.lower(), (address + salt).encode(), usedforsecurity=False)
    return hmac.compare_digest(made.hexdigest().encode(), digest.lower().encode())
