"""Ids: what a file may be called, and when two names are too close.

A file's name is its id and part of a public address, so an id is never reused
and never changes. The pattern keeps ids readable in an address, valid as file
names on every system, and safe to print anywhere.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

ID_PATTERN = r"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
REF_PATTERN = r"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?/[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's digits, five bits each: none that is read as another."""

_ID = re.compile(ID_PATTERN)

# Windows keeps these names for devices, with or without an ending.
DEVICE_NAMES = frozenset(
    {"con", "prn", "aux", "nul"}
    | {f"com{digit}" for digit in range(1, 10)}
    | {f"lpt{digit}" for digit in range(1, 10)}
)

SHARED_FOLDERS = frozenset({"frameworks", "jurisdictions", "figures"})
"""Folders of ``catalog/`` that are no issuer's."""

RESERVED_ISSUERS = SHARED_FOLDERS | {"stacks", "page", "by"}
"""Addresses below ``catalog/`` that the site itself uses."""

RESERVED_DEFINITIONS = frozenset({"issuer", "stacks", "status", "versions"})
"""Names in an issuer's folder, and in its folder of stacks, that mean something else."""

RESERVED_HANDLES = frozenset({"page"})
"""Addresses below ``portfolios/`` that the site itself uses."""

RESERVED_AWARDS = frozenset({"transcript"})
"""Addresses below a portfolio that the site itself uses."""

RESERVED_EVIDENCE = frozenset({"badge.svg", "badge.png"})
"""Pictures next to the page of an award that the site itself makes."""


def is_id(text: str) -> bool:
    """Whether `text` may be used as an id."""
    return _ID.fullmatch(text) is not None and text not in DEVICE_NAMES


def fold(text: str) -> str:
    """The form under which two ids count as the same address.

    Case and the choice of hyphen or underscore are lost on some file systems
    and in people's memory.
    """
    return text.casefold().replace("_", "-")


_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


def fold_account(text: str) -> str:
    """The form under which two names of accounts on a forge are one.

    Forges tell no upper from lower case, and know only A to Z. Unicode's own rules would make
    a "k" of the Kelvin sign, and an account of somebody else's.
    """
    return text.translate(_LOWER)


def fold_name(name: str) -> str:
    """A name without the differences that nobody means, for comparing only.

    These are case, how many spaces there are, and how accents are stored: a Mac may keep "é" as
    two characters.
    """
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def slug(text: str) -> str:
    """An id made from a title, for suggestions and new files; letters lose their accents.

    Empty when no letter of the title can be in an id.
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    words = re.sub(r"[^a-z0-9]+", "-", bare.casefold().replace("'", "").replace("’", ""))
    return words.strip("-")[:64].strip("-")


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that `name` was probably meant to be, if one is close."""
    matches = get_close_matches(name, sorted(known), n=1, cutoff=0.7)
    return matches[0] if matches else None
