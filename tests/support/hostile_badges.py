"""Badges made to harm or to fool, and the code under which each has to be refused."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from badge_site import credential, good, signed, without
from credfolio.badges.verification.png_reader import SIGNATURE

GOOD = json.dumps(good()).encode()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(*texts: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return SIGNATURE + head + b"".join(texts) + body + chunk(b"IEND", b"")


def itxt(text: bytes, keyword: bytes = b"openbadgecredential", packed: int = 0) -> bytes:
    return chunk(b"iTXt", keyword + b"\0" + bytes([packed, 0]) + b"\0\0" + text)


def svg(inside: str) -> bytes:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" '
        f'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">{inside}<circle r="1"/></svg>'
    ).encode()


def baked(text: str) -> str:
    return f"<openbadges:credential><![CDATA[{text}]]></openbadges:credential>"


WRAPPED: dict[str, bytes] = {
    "json": GOOD,
    "bom": b"\xef\xbb\xbf" + GOOD,
    "spaces": b"\n " + GOOD + b"\r\n",
    "itxt": png(itxt(GOOD)),
    "packed itxt": png(itxt(zlib.compress(GOOD), packed=1)),
    "text": png(chunk(b"tEXt", b"openbadges\0" + GOOD)),
    "svg": svg(baked(GOOD.decode())),
}
"""A sound badge in every wrapping that there is."""

HOSTILE_WRAPPINGS: list[tuple[bytes, str]] = [
    (png(itxt(GOOD), itxt(GOOD)), "two-badges"),
    (png(itxt(GOOD), chunk(b"tEXt", b"openbadges\0" + GOOD)), "two-badges"),
    (png(), "no-badge"),
    (png(itxt(GOOD))[:-20], "broken-png"),
    (png(itxt(GOOD)) + b"more", "broken-png"),
    (SIGNATURE, "broken-png"),
    (SIGNATURE + b"\xff\xff\xff\xffiTXt", "broken-png"),
    (png(itxt(GOOD)).replace(b"Active listening", b"Passive listenin"), "broken-png"),
    (png(chunk(b"iTXt", b"openbadgecredential\0")), "broken-png"),
    (png(itxt(zlib.compress(b" " * 3_000_000), packed=1)), "too-large"),
    (png(itxt(b"junk", packed=1)), "broken-png"),
    (png(*[chunk(b"gAMA", b"0000")] * 10_001), "broken-png"),
    (svg(baked(GOOD.decode()) * 2), "two-badges"),
    (svg(""), "no-badge"),
    (svg("<openbadges:credential/>"), "no-badge"),
    (b'<!DOCTYPE svg [<!ENTITY a "aa">]>' + svg(baked("&a;")), "hostile-svg"),
    (b'<!DOCTYPE svg SYSTEM "file:///etc/passwd">' + svg(""), "hostile-svg"),
    (b"<svg", "broken-svg"),
    (b"<html></html>", "no-badge"),
    (b"<a>" * 200_000, "broken-svg"),
    (b"", "empty"),
    (b"\0" * 100, "not-json"),
    (b"\xff\xfe{}", "not-json"),
    (b"\xff{}", "not-utf-8"),
    (b"a.b.c", "bad-encoding"),
]

_DOCTYPE = (
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
    '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!-- drawn -->\n'
_PICTURE = svg(baked(GOOD.decode())).decode()


def _in_a_text() -> str:
    """A document type in a text of a badge, which is text."""
    badge = signed({**without(credential("x"), "credentialStatus"), "name": _DOCTYPE})
    return svg(baked(json.dumps(badge))).decode()


DRAWINGS: dict[str, bytes] = {
    "the public document type": f"{_DOCTYPE}{_PICTURE}".encode(),
    "the public one behind a comment": f"{_HEAD}{_DOCTYPE}\n{_PICTURE}".encode(),
    "a document type without a name": f"<!DOCTYPE svg>{_PICTURE}".encode(),
    "a document type in CDATA": _in_a_text().encode(),
}
"""Sound drawings with a document type that defines nothing."""

HOSTILE_DRAWINGS: dict[str, bytes] = {
    f"{n}": f"{before}{_PICTURE}".encode()
    for n, before in enumerate(
        (
            '<!DOCTYPE svg [<!ENTITY a "aa">]>',
            _DOCTYPE[:-1] + ' [<!ENTITY a "aa">]>',
            _DOCTYPE + '<!DOCTYPE svg [<!ENTITY a "aa">]>',
            _DOCTYPE + _DOCTYPE,
            "<!-- a --><!DOCTYPE svg><!-- b --><!DOCTYPE svg>",
            '<!DOCTYPE svg SYSTEM "file:///etc/passwd">',
            '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "file:///etc/passwd">',
            "<![CDATA[<!DOCTYPE svg>]]>",
        )
    )
}
"""Document types that could define something, two of them, and one where none may stand."""

HOSTILE_JSON: list[tuple[bytes, str]] = [
    (b'{"a":"' + b"x" * 1_100_000 + b'"}', "too-large"),
    (b"[" * 33, "too-deep"),
    (b'{"a":' * 100_000, "too-deep"),
    (b'{"a":1,"a":1}', "duplicate-key"),
    (GOOD[:-1] + b',"id":"https://badges.example/x"}', "duplicate-key"),
    (b'{"a":"\\u0007"}', "control-character"),
    (b'{"a":"\\u007f"}', "control-character"),
    (b'{"a\\u0000":1}', "control-character"),
    (b'{"a":"\\ud800"}', "broken-unicode"),
    (b'{"a":NaN}', "not-json"),
    (b'{"a":1e999}', "number-too-large"),
    (b'{"a":' + b"9" * 5_000 + b"}", "number-too-large"),
    (b'{"a":9007199254740993}', "number-too-large"),
    (b"[]", "wrong-type"),
    (b"7", "wrong-type"),
    (b"{}", "not-a-badge"),
    (b'{"type":["VerifiableCredential"]}', "not-a-badge"),
    (b'{"type":["VerifiableCredential"],"@context":[]}', "not-a-badge"),
]


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value inside `value`."""
    found = [at] if at else []
    pairs: Iterable[tuple[Any, Any]] = value.items() if isinstance(value, dict) else ()
    pairs = enumerate(value) if isinstance(value, list) else pairs
    for key, inner in pairs:
        found += places(inner, (*at, key))
    return found


def exchanged(document: Any, place: tuple[Any, ...], value: Any) -> Any:
    """`document` with `value` at `place`."""
    changed = deepcopy(document)
    node = changed
    for key in place[:-1]:
        node = node[key]
    node[place[-1]] = value
    return changed
