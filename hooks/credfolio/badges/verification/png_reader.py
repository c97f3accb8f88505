"""Find the badge inside a PNG: chunk by chunk, without decoding the picture."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from credfolio.proof.refusal import Refusal

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MAX_PNG = 8 * 1_048_576
MAX_CHUNKS = 10_000
MAX_TEXT = 1_048_576

# Open Badges 3.0, section 5.3.1, and Open Badges 2.0 baking, section 1.
KEYWORDS = (b"openbadgecredential", b"openbadges")


def read_png_badge(data: bytes) -> bytes:
    """The text of the one badge in the picture. Raises `Refusal` for none, or for two."""
    if len(data) > MAX_PNG:
        raise Refusal("too-large", f"The picture is larger than {MAX_PNG:,} bytes.")
    found = [
        text
        for kind, body in _chunks(data)
        if kind in (b"iTXt", b"tEXt", b"zTXt") and (text := _badge_text(kind, body)) is not None
    ]
    if not found:
        raise Refusal(
            "no-badge",
            "The picture has no badge in it. It is only a picture. "
            "If it shows a QR code, scan that and look at its address.",
        )
    if len(found) > 1:
        raise Refusal("two-badges", "The picture has more than one badge in it.")
    return found[0]


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = len(SIGNATURE)
    for _ in range(MAX_CHUNKS):
        if position == len(data):
            raise _broken("it ends before its last part")
        header = data[position : position + 8]
        if len(header) < 8:
            raise _broken("it is cut off")
        length = int.from_bytes(header[:4], "big")
        kind = header[4:]
        end = position + 12 + length
        if length > 0x7FFFFFFF or end > len(data):
            raise _broken("it is cut off")
        body = data[position + 8 : end - 4]
        # The checksum is compared for text only; a picture that is otherwise damaged still shows.
        if kind in (b"iTXt", b"tEXt", b"zTXt"):
            checksum = int.from_bytes(data[end - 4 : end], "big")
            if zlib.crc32(kind + body) != checksum:
                raise _broken("a text in it does not fit its checksum")
        yield kind, body
        if kind == b"IEND":
            if end != len(data):
                raise _broken("something follows after its end")
            return
        position = end
    raise _broken(f"it has more than {MAX_CHUNKS:,} parts")


def _badge_text(kind: bytes, body: bytes) -> bytes | None:
    keyword, separator, rest = body.partition(b"\0")
    if not separator or keyword not in KEYWORDS:
        return None
    if kind == b"tEXt":
        return _limited(rest)
    if kind == b"zTXt":
        return _inflated(rest[1:])
    # iTXt: compression flag, compression method, language tag NUL, translated keyword NUL, text.
    if len(rest) < 2 or rest[0] not in (0, 1):
        raise _broken("the badge's text is malformed")
    parts = rest[2:].split(b"\0", 2)
    if len(parts) != 3:
        raise _broken("the badge's text is malformed")
    return _inflated(parts[2]) if rest[0] else _limited(parts[2])


def _limited(text: bytes) -> bytes:
    if len(text) > MAX_TEXT:
        raise Refusal("too-large", f"The badge in the picture is larger than {MAX_TEXT:,} bytes.")
    return text


def _inflated(packed: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(packed, MAX_TEXT + 1)
    except zlib.error:
        raise _broken("the badge's text cannot be unpacked") from None
    if not unpacker.eof and len(text) <= MAX_TEXT:
        raise _broken("the badge's text is cut off")
    return _limited(text)


def _broken(why: str) -> Refusal:
    return Refusal("broken-png", f"The picture is damaged: {why}.")
