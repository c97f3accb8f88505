"""Links that hold a plan: readable by theme/assets/plan/link.js, and written here for playlists.

``plan/#list=1.<checksum>.<plan>``: the version of the form, the CRC-32 of the
rest (eight hexadecimal digits; ISO 3309, as in zlib), and the plan as JSON in
base64url without padding (RFC 4648, section 5). The JSON is
``[title, [reference, date, note], …]``; what is empty at an item's end is left
out. A browser sends nothing of a fragment to a server.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable

from credfolio.pages.fragments import addresses

FORM = "1"


def playlist_link(title: str, references: Iterable[str]) -> str:
    """The address, from the site's root, that opens a published path in the reader's plan."""
    return f"{addresses.PLAN}#list={encode_plan(title, references)}"


def encode_plan(title: str, references: Iterable[str]) -> str:
    """A plan without dates and notes in the form that a link holds."""
    body = json.dumps(
        [title, *([reference] for reference in references)],
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()
    packed = base64.urlsafe_b64encode(body).rstrip(b"=").decode()
    return f"{FORM}.{zlib.crc32(packed.encode()):08x}.{packed}"
