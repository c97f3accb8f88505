"""Proofs that show a part: ecdsa-sd-2023, in the derived form (vc-di-ecdsa, section 3.5).

The issuer signed some statements together, and each other one by itself with a key made for this
badge alone. A holder leaves statements of the second kind out.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from typing import Any

from credfolio.proof.cbor import read_cbor
from credfolio.proof.multikey import split_public_key
from credfolio.proof.public_key import PublicKey, read_base64url
from credfolio.proof.refusal import Refusal, Undecided

_DERIVED = b"\xd9\x5d\x01"
_BASE = b"\xd9\x5d\x00"
_MAX_BYTES = 262_144
_SIGNATURE = 64
# A blank node that names the graph of a line. A text ends with its quotation mark.
_GRAPH = re.compile(r" _:(\S+) \.$")


def verify_selective(
    value: Any, options_form: bytes, content_form: Callable[[], bytes], key: PublicKey
) -> None:
    """Raise `Refusal` unless `key` signed what is shown.

    `value` is the proof's value, `options_form` the canonical form of its options; `content_form`
    gives that of what is shown.
    """
    if not isinstance(value, str) or not value.startswith("u"):
        raise Refusal("bad-encoding", "The signature is not written as base64url.")
    data = read_base64url(value[1:], _MAX_BYTES)
    if data.startswith(_BASE):
        raise Undecided(
            "unknown-proof",
            "It is the holder's own copy, from which a part is shown. Ask for the part.",
        )
    if not data.startswith(_DERIVED):
        raise Refusal("bad-encoding", "The signature is not written as its kind asks for.")
    base, own_key, signatures, labels, indexes = _parts(read_cbor(data[3:]))
    lines, is_whole = _relabeled(content_form(), labels)
    mandatory = [line for n, line in enumerate(lines) if n in indexes]
    shown = [line for n, line in enumerate(lines) if n not in indexes]
    hashes = [hashlib.sha256(form).digest() for form in (options_form, "".join(mandatory).encode())]
    key.must_accept(base, hashes[0] + own_key + hashes[1])
    found = split_public_key(own_key)
    if found is None or found[0] != "P-256":
        raise Refusal("wrong-key-kind", "The key is not of the kind that this signature needs.")
    one_by_one = PublicKey(*found)
    if not is_whole or len(signatures) != len(shown) or max(indexes, default=-1) >= len(lines):
        # What the issuer signed holds, and here is more or less than that.
        key.must_accept(b"", b"")
    for signature, line in zip(signatures, shown, strict=True):
        one_by_one.must_accept(signature, line.encode())


def _parts(
    value: Any,
) -> tuple[bytes, bytes, list[bytes], dict[str, str], set[int]]:
    refusal = Refusal("bad-encoding", "The signature is not written as its kind asks for.")
    if not isinstance(value, list) or len(value) != 5:
        raise refusal
    base, key, signatures, labels, indexes = value
    if not isinstance(base, bytes) or not isinstance(key, bytes):
        raise refusal
    if not isinstance(signatures, list) or not isinstance(indexes, list):
        raise refusal
    if not all(isinstance(each, bytes) and len(each) == _SIGNATURE for each in signatures):
        raise refusal
    if not all(isinstance(each, int) for each in indexes) or not isinstance(labels, dict):
        raise refusal
    if not all(isinstance(each, bytes) for each in labels.values()):
        raise refusal
    names = {
        f"c14n{number}": "u" + base64.urlsafe_b64encode(label).rstrip(b"=").decode()
        for number, label in labels.items()
    }
    if len(set(names.values())) < len(names):
        raise refusal
    return base, key, signatures, names, set(indexes)


def _relabeled(form: bytes, labels: dict[str, str]) -> tuple[list[str], bool]:
    """The lines with the issuer's names for blank nodes, sorted, and whether each has one."""
    missing: list[str] = []

    def named(name: str) -> str:
        if name not in labels:
            missing.append(name)
        return f"_:{labels.get(name, name)}"

    def relabeled(line: str) -> str:
        subject, predicate, rest = line.split(" ", 2)
        subject = named(subject[2:]) if subject.startswith("_:") else subject
        if rest.startswith("_:"):
            target, _, after = rest.partition(" ")
            rest = f"{named(target[2:])} {after}"
        rest = _GRAPH.sub(lambda match: f" {named(match[1])} .", rest)
        return f"{subject} {predicate} {rest}\n"

    lines = form.decode().split("\n")[:-1]
    return sorted(map(relabeled, lines)), not missing
