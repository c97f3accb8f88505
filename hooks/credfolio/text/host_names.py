"""Host names that a reader takes for others: in other scripts, encoded, or written oddly.

A browser shows an international name in its letters or in its encoded form,
xn--…, which nobody can read. It also accepts spellings that are no name at
all, such as a percent sign or full-width letters, and reads them as another.
"""

from __future__ import annotations

import re
import unicodedata

from credfolio.text.look_alikes import looks_ascii, mixed_word

ODD_HOST = re.compile(r"(?:.*\.)?xn--.*|.*%.*|.*\.|.*\.\..*|\..*", re.IGNORECASE)
"""Encoded names, percent signs and empty labels: names that no reader can compare."""

_ASCII_NAME = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*", re.ASCII)


def is_odd_host(host: str) -> bool:
    """Whether the host of an address, in lower case, can be taken for another.

    A name in one script that is not made of letters that look like a to z is none of these.
    """
    if ODD_HOST.fullmatch(host):
        return True
    if host.isascii():
        return _ASCII_NAME.fullmatch(host) is None
    if unicodedata.normalize("NFKC", host) != host:
        return True
    return any(_is_odd(label) for label in host.split("."))


def _is_odd(label: str) -> bool:
    if label.isascii():
        return _ASCII_NAME.fullmatch(label) is None
    for character in label:
        kind = unicodedata.category(character)
        if character != "-" and kind[0] not in "LM" and not (kind == "Nd" and character.isascii()):
            return True
    return bool(mixed_word(label)) or looks_ascii(label)
