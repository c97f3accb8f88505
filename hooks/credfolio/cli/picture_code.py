"""What `credfolio verify` says of a QR code in a picture that holds no badge.

Its address is shown with the command for it, and not opened, with ``--online`` neither: a code
leads anywhere, and a reader sees an address only where it is shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from credfolio.badges.verification import Report
from credfolio.badges.verification.qr_code import address_in_picture, is_picture

_WITHOUT_BADGE = frozenset({"no-badge", "unreadable"})
# As the page does: no address that a shell would read as more than one word is put into a command.
# cmd.exe takes what stands between two % for a variable, in quotes too: %DATE%20, %CD%20.
_BYTE = r"%(?![A-Za-z][^%]{2,}%|[Cc][Dd]%)[0-9A-Fa-f]{2}"
_PLAIN = re.compile(rf"https://(?:[A-Za-z0-9._~/:-]|{_BYTE})+")
_IN_QUOTES = re.compile(rf"https://(?:[A-Za-z0-9._~/:?=&+,-]|{_BYTE})+")


@dataclass(frozen=True, slots=True)
class PictureCode:
    """The address in a code, or "" where nobody could look for one, and what to do."""

    address: str
    words: str


def look_for_code(data: object, report: Report) -> PictureCode | None:
    """What to say of the code in `data`; None if that is no picture, or shows no https address."""
    if not isinstance(data, bytes) or report.reason.name not in _WITHOUT_BADGE:
        return None
    if not is_picture(data):
        return None
    try:
        address = address_in_picture(data)
    except ImportError:
        return PictureCode(
            "",
            "Nobody looked for a QR code in the picture: install what reads it "
            '(`pip install "credfolio[qr]"`, or `make qr` in a clone), or drop the picture on the '
            "page “Check a badge”.",
        )
    if not address:
        return None
    command = command_for(address)
    todo = f"run: {command}" if command else f"check it on the page “Check a badge”: {address}"
    words = f"The picture shows a QR code. Look at its address, then {todo}"
    return PictureCode(address, words)


def command_for(address: str) -> str:
    """The command that checks the badge at `address`; "" where that is not safe to be copied."""
    if _PLAIN.fullmatch(address):
        return f"credfolio verify --online {address}"
    return f'credfolio verify --online "{address}"' if _IN_QUOTES.fullmatch(address) else ""
