"""Whether the issuer has revoked or suspended a badge: its bit in the issuer's status list."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from credfolio.badges.verification.dates import read_moment
from credfolio.badges.verification.json_web_token import check_token, token_document
from credfolio.badges.verification.package import is_token
from credfolio.badges.verification.replaced import NOT_FOUND_OUT, replaced_by
from credfolio.badges.verification.report import StepBook
from credfolio.badges.verification.resolving import Resolver
from credfolio.badges.verification.revocation_list import REVOCATION_LIST, is_listed
from credfolio.badges.verification.shape import names, text_at
from credfolio.badges.verification.signature import check_proof
from credfolio.proof.limits import FOREIGN
from credfolio.proof.public_key import read_base64url
from credfolio.proof.refusal import Refusal, Undecided
from credfolio.proof.strict_json import read_json
from credfolio.proof.web_token import read_token

# Bitstring Status List 1.0, section 6.1: never shorter, so that one badge hides among many.
MIN_BITS = 131_072
MAX_BITS = 8 * 1_048_576
_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")
_MAX_ENTRIES = 5


@dataclass(frozen=True, slots=True)
class ListForm:
    """The words that a kind of status list uses, and what its bits are written behind."""

    entry: str
    credential: str
    subject: str
    prefix: str


BITSTRING = ListForm(
    "BitstringStatusListEntry", "BitstringStatusListCredential", "BitstringStatusList", "u"
)
# Its draft of 2023: the same bits, without the mark of their encoding.
_LIST_2021 = ListForm("StatusList2021Entry", "StatusList2021Credential", "StatusList2021", "")
FORMS = (BITSTRING, _LIST_2021)
_PURPOSES = ("revocation", "suspension")


def check_status(
    document: dict[str, Any],
    issuer: str,
    resolver: Resolver,
    now: datetime,
    book: StepBook,
) -> None:
    """Answer the step "status"."""
    if "credentialStatus" not in document:
        book.note(
            "status", "pass", "no-status", "The issuer keeps no list of revoked badges for it."
        )
        return
    value = document["credentialStatus"]
    entries = value if isinstance(value, list) else [value]
    if not entries or len(entries) > _MAX_ENTRIES:
        raise Refusal("wrong-type", "Its status is malformed.")
    others = [one for one in map(_other_purpose, entries) if one]
    read = [entry for entry in entries if not _other_purpose(entry)]
    if not read:
        raise Undecided("unknown-status", "Its status list is for a purpose that is not known.")
    newer = ""
    for entry in read:
        if isinstance(entry, dict) and entry.get("type") == REVOCATION_LIST:
            purpose, is_set = "revocation", is_listed(entry, document, issuer, resolver)
        else:
            purpose, is_set, found = _read_bit(entry, issuer, resolver, now)
            if not is_set:
                newer = newer or replaced_by(document, found.document, found.address, resolver)
        if is_set:
            code = "suspended" if purpose == "suspension" else "revoked"
            book.note("status", "fail", code, f"The issuer's list says that it is {code}.")
            return
    words = "The issuer's list says that it is not revoked."
    if others:
        words += f" Its issuer also keeps a list that was not read, for “{others[0]}”."
    is_replaced = newer not in ("", NOT_FOUND_OUT)
    book.note("status", "pass", "superseded" if is_replaced else "not-revoked", words + newer)


def _other_purpose(entry: Any) -> str:
    """The purpose of an entry that says nothing about being in force, such as "refresh"."""
    if not isinstance(entry, dict) or entry.get("type") not in [form.entry for form in FORMS]:
        return ""
    purpose = entry.get("statusPurpose")
    return "" if purpose in _PURPOSES else text_at(entry, "statusPurpose") or "nothing known"


class StatusList(NamedTuple):
    """A list whose signature holds: its bits, what it says besides, and where it is."""

    bits: bytes
    document: dict[str, Any]
    address: str


def _read_bit(
    entry: Any, issuer: str, resolver: Resolver, now: datetime
) -> tuple[str, bool, StatusList]:
    if not isinstance(entry, dict):
        raise Refusal("wrong-type", "Its status is malformed.")
    form = next((form for form in FORMS if form.entry == entry.get("type")), None)
    if form is None:
        raise Undecided(
            "unknown-status", "Its status is kept in a way that this program cannot look up."
        )
    purpose = str(entry.get("statusPurpose"))
    if entry.get("statusSize", 1) != 1:
        raise Undecided("unknown-status", "Its status list is of a kind that is not known.")
    index = _index(entry.get("statusListIndex"))
    address = entry.get("statusListCredential")
    if not isinstance(address, str) or not address.startswith("https://"):
        raise Refusal("bad-address", "Its status list has no sound address.")
    found = read_status_list(resolver.fetch(address), address, issuer, purpose, resolver, now, form)
    bits = found.bits
    if index >= len(bits) * 8:
        raise Refusal("index-out-of-range", "Its place is outside the issuer's status list.")
    # The first bit is the left-most (section 6.2).
    return purpose, bool(bits[index // 8] >> (7 - index % 8) & 1), found


def read_status_list(
    data: bytes,
    address: str,
    issuer: str,
    purpose: str,
    resolver: Resolver,
    now: datetime,
    form: ListForm = BITSTRING,
) -> StatusList:
    """A status list, once its own signature, issuer, purpose and dates hold."""
    token = read_token(data.strip().decode(), FOREIGN) if is_token(data) else None
    document = read_json(data, FOREIGN) if token is None else token_document(token)
    if not isinstance(document, dict) or form.credential not in names(document.get("type")):
        raise Refusal("not-a-status-list", "What the issuer publishes as status list is none.")
    if document.get("id") not in (None, address):
        raise Refusal("status-list-of-another", "The status list belongs at another address.")
    owner = document.get("issuer")
    if (owner.get("id") if isinstance(owner, dict) else owner) != issuer:
        raise Refusal("status-list-of-another", "The status list was issued by somebody else.")
    subject = document.get("credentialSubject")
    if not isinstance(subject, dict) or subject.get("type") != form.subject:
        raise Refusal("not-a-status-list", "What the issuer publishes as status list is none.")
    if purpose not in names(subject.get("statusPurpose")):
        raise Refusal("status-purpose", "The status list is for another purpose.")
    if token is None and "proof" not in document:
        raise Refusal("status-list-unsigned", "The issuer's status list is not signed.")
    try:
        if token is None:
            check_proof(document, issuer, resolver)
        elif check_token(token, issuer, resolver) is None:
            raise Undecided(
                "status-list-unknown-key", "Nothing shows that the status list is the issuer's."
            )
    except Refusal as refusal:
        raise Refusal(
            "status-list-" + refusal.code, f"In the issuer's status list: {refusal.words}"
        ) from None
    if "validFrom" in document and read_moment(document["validFrom"], "validFrom") > now:
        raise Undecided("status-list-early", "The issuer's status list is dated in the future.")
    if "validUntil" in document and read_moment(document["validUntil"], "validUntil") < now:
        raise Undecided("status-list-stale", "The issuer's status list is out of date.")
    text = subject.get("encodedList")
    if not isinstance(text, str) or not text.startswith(form.prefix):
        raise Refusal("status-list-encoding", "The status list cannot be read.")
    text = text.removeprefix(form.prefix)
    return StatusList(_unpack(text if form.prefix else text.rstrip("=")), document, address)


def _unpack(text: str) -> bytes:
    packed = read_base64url(text, MAX_BITS // 8)
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        bits = unpacker.decompress(packed, MAX_BITS // 8 + 1)
    except zlib.error:
        raise Refusal("status-list-encoding", "The status list cannot be unpacked.") from None
    if not MIN_BITS <= len(bits) * 8 <= MAX_BITS:
        raise Refusal(
            "status-list-length",
            f"The status list has not the length that it must have ({MIN_BITS:,} bits or more).",
        )
    if not unpacker.eof or unpacker.unused_data:
        raise Refusal("status-list-encoding", "The status list cannot be unpacked.")
    return bits


def _index(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not value.isascii() or not _INDEX.fullmatch(value):
        raise Refusal("bad-index", "Its place in the status list is not a number.")
    return int(value)
