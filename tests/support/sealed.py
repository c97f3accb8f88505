"""Sealed submissions as the page makes them, and archives that it would never make."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import pyrage

DEMONSTRATION_KEYS = (
    "AGE-SECRET-KEY-1P362HZZ5UTA6GXA5KFWVT4LTYZWP4PW7N86E7R3URYJ5CSH64F5QYNNK0T",
    "AGE-SECRET-KEY-1TRQMKYC5CDGVPY7HU63YYRLZMLGHCH3J8T94PZTN03UM45G8L4YQVXYDX0",
)
"""The secret halves of the keys that lake-harlow-schools seals for."""

PACKAGE = "3b241101-e2bb-4255-8caf-4136c566a962"


def post_quantum_recipient() -> str:
    """A recipient of the kind that age 1.3 makes, with its checksum (BIP 173)."""
    letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
    human, data = "age1pq", [7] * 1946
    expanded = [ord(one) >> 5 for one in human] + [0] + [ord(one) & 31 for one in human]
    check = 1
    for value in (*expanded, *data, *[0] * 6):
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for n, part in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= part if top >> n & 1 else 0
    check ^= 1
    own = [*data, *[check >> 5 * (5 - n) & 31 for n in range(6)]]
    return f"{human}1{''.join(letters[one] for one in own)}"


def sealing(keys: Sequence[pyrage.x25519.Identity]) -> str:
    """The lines of issuer.yml for the public halves of `keys`, each held by an office."""
    return "sealing:\n" + "".join(
        f"  - {{id: seal-{n}, recipient: {key.to_public()}, created: 2026-01-05, "
        f"held_by: Office {n}}}\n"
        for n, key in enumerate(keys)
    )


def manifest(
    files: Mapping[str, bytes], place: tuple[int, str] = (1, "recording"), **changes: Any
) -> dict[str, Any]:
    """The manifest of these files, by their names in the archive; `place`: part and item."""
    return {
        "credfolio_submission": 1,
        "id": PACKAGE,
        "issuer": "riverside-usd",
        "ref": "riverside-usd/active-listening",
        "version": "1.1",
        "attempt": 1,
        "sealed_at": "2026-05-03T20:15:00Z",
        "person": {"name": "Eva Lund", "district_address": "eva@district.example"},
        "files": [
            {
                "name": name,
                "original": f"My recording {n}.mp3",
                "part": place[0],
                "item": place[1],
                "bytes": len(data),
                "sha256": hashlib.sha256(data).hexdigest(),
                "student_data": "consented",
                "consent": True,
            }
            for n, (name, data) in enumerate(files.items())
        ],
        "hours_reported": 5,
        "statement_agreed": True,
        **changes,
    }


def archive(
    files: Mapping[str, bytes] | None = None,
    answers: Mapping[str, Any] | None = None,
    **changes: Any,
) -> bytes:
    """A zip with a worksheet, a manifest, and the files stored as they are."""
    found = {"evidence/001.mp3": b"sound"} if files is None else files
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        worksheet = json.dumps({"credfolio_worksheet": 1, "fields": dict(answers or {})})
        out.writestr("worksheet.json", worksheet, zipfile.ZIP_DEFLATED)
        listed = json.dumps(manifest(found, **changes))
        out.writestr("manifest.json", listed, zipfile.ZIP_DEFLATED)
        for name, data in found.items():
            out.writestr(name, data)
    return made.getvalue()


def sealed(data: bytes, *recipients: str) -> bytes:
    keys = [pyrage.x25519.Recipient.from_str(one) for one in recipients]
    made: bytes = pyrage.encrypt(data, keys)
    return made
