"""Types that every record is built from.

All records are frozen pydantic models that refuse unknown keys: a datum is
parsed once, at the border, into something that cannot change afterwards.
Scalars arrive here as the text the author typed (see `credfolio.records.source_text`),
so ``no`` stays "no" for a word and becomes False only where a truth value is
asked for.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from credfolio.findings.words import expected
from credfolio.ids import ID_PATTERN, REF_PATTERN
from credfolio.proof.digests import DIGEST_PATTERN
from credfolio.records.model.terms import CreditUnit
from credfolio.text.host_names import ODD_HOST, is_odd_host

T = TypeVar("T")


_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_AMOUNT = re.compile(r"\d{1,9}(\.\d{1,4})?", re.ASCII)
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_NOT_IN_A_LINK = re.compile(r'[\s<>"\\^`{|}]')
# Browsers read a host as an IP address when its last label is a number (URL Standard, 3.5).
_NUMERIC_HOST = re.compile(r"(?:.*\.)?(?:[0-9]+|0[xX][0-9A-Fa-f]*)\.?")
_COLOR = re.compile(r"#?[0-9A-Fa-f]{6}", re.ASCII)
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", re.ASCII)


def _wrong(kind: str) -> PydanticCustomError:
    """The error of a value that is not of `kind`, worded by `credfolio.findings.words`."""
    return PydanticCustomError("expected", expected(kind)[0], {"kind": kind})


def _iso_date(value: object) -> date:
    if isinstance(value, date):
        return value
    text = str(value).strip()
    # date.fromisoformat also takes 20240101 and 2024-W01-1, which no clerk would read as a date.
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise _wrong("date")


def _decimal(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    text = str(value).strip()
    if _AMOUNT.fullmatch(text):
        return Decimal(text)
    raise _wrong("amount")


def _whole_number(value: object) -> int:
    text = str(value).strip()
    if _WHOLE.fullmatch(text):
        return int(text)
    raise _wrong("count")


_YES = frozenset({"yes", "true", "on"})
_NO = frozenset({"no", "false", "off"})


def _yes_no(value: object) -> bool:
    text = str(value).strip().lower()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise _wrong("yes or no")


def _link(value: str) -> str:
    try:
        parts = urlsplit(value)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise _wrong("link") from None
    if parts.scheme not in ("https", "http") or not host or _NOT_IN_A_LINK.search(value):
        raise _wrong("link")
    if parts.username is not None or parts.password is not None:
        raise _wrong("link, user")
    if port is not None:
        raise _wrong("link, port")
    # An address by number names no publisher, and a bare name leads nowhere outside one network.
    if _NUMERIC_HOST.fullmatch(host) or ":" in host or "." not in host:
        raise _wrong("link, host")
    if is_odd_host(host):
        raise _wrong("link, name")
    return value


def _one_line(value: str) -> str:
    if "\n" in value or "\r" in value:
        raise _wrong("one line")
    return value


def _file_name(value: str) -> str:
    if not _FILE_NAME.fullmatch(value) or ".." in value:
        raise _wrong("file name")
    return value


def _color(value: object) -> str:
    text = str(value).strip()
    if not _COLOR.fullmatch(text):
        raise _wrong("color")
    return f"#{text.removeprefix('#').lower()}"


def _empty_list(value: object) -> object:
    # `goals:` with nothing behind it is how a half-filled form looks; it means "none".
    return () if value is None else value


def _empty_table(value: object) -> object:
    return {} if value is None else value


# Editors read 2.1 and yes as a number and a truth value before the text reaches us, so the
# schemas of plain words admit those types too.
_WORD = ["string", "number", "boolean"]


def _as(kind: str, **shape: Any) -> WithJsonSchema:
    """The schema of a value that is expected to be of `kind` (in `credfolio.findings.words`).

    The form in the browser reads the kind; `records.model.schema` leaves it out for editors.
    """
    return WithJsonSchema({**shape, "$comment": kind})


Line = Annotated[
    str,
    Field(min_length=1, max_length=500),
    AfterValidator(_one_line),
    _as("one line", type=_WORD, minLength=1, maxLength=500),
]
"""One line of plain text, never Markdown."""

Prose = Annotated[
    str,
    Field(min_length=1, max_length=20_000),
    _as("text", type=_WORD, minLength=1, maxLength=20_000),
]
"""Markdown, shown through `credfolio.text.prose` (raw HTML in it is shown as text)."""

Id = Annotated[
    str, Field(pattern=ID_PATTERN), WithJsonSchema({"type": _WORD, "pattern": ID_PATTERN})
]
"""Lower-case words joined by hyphens; see `credfolio.ids`."""

Ref = Annotated[str, Field(pattern=REF_PATTERN)]
"""``issuer/credential`` or ``issuer/stack``: the two ids that make an address."""

Link = Annotated[
    str,
    Field(max_length=2_000),
    AfterValidator(_link),
    _as("link", type="string", format="uri", pattern="^https?://"),
]
FileName = Annotated[str, AfterValidator(_file_name), _as("file name", type="string")]
IsoDate = Annotated[
    date,
    BeforeValidator(_iso_date),
    _as("date", type="string", format="date"),
]
Amount = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    PlainSerializer(str, return_type=str),
    _as("amount", type=["number", "string"]),
]
Count = Annotated[
    int,
    BeforeValidator(_whole_number),
    _as("count", type="integer", minimum=0),
]
YesNo = Annotated[
    bool,
    BeforeValidator(_yes_no),
    _as("yes or no", enum=["yes", "no", True, False]),
]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
"""A BCP 47 language tag such as en or es-MX."""

Color = Annotated[
    str,
    BeforeValidator(_color),
    _as("color", type=["string", "number"], pattern="^#?[0-9A-Fa-f]{6}$"),
]
"""``2a6f62``, red, green and blue in hexadecimal; kept as ``#2a6f62``."""

VERSION_PATTERN = r"^\d{1,4}(\.\d{1,4}){0,2}$"

Version = Annotated[
    str,
    Field(pattern=VERSION_PATTERN),
    _as("version", type=["string", "number"]),
]
"""``1``, ``1.2`` or ``1.2.3``."""

UNKNOWN_VERSION = "unknown"
"""What an award that was made elsewhere says where nobody knows its version."""

AwardVersion = Annotated[
    str,
    Field(pattern=rf"{VERSION_PATTERN}|^{UNKNOWN_VERSION}$"),
    _as("version of an award", type=["string", "number"]),
]
"""A version, or ``unknown``."""

Digest = Annotated[
    str,
    Field(pattern=DIGEST_PATTERN),
    WithJsonSchema({"type": "string", "pattern": DIGEST_PATTERN}),
]
"""``uEi…``, as `credfolio.proof.digests` writes it."""

Many = Annotated[tuple[T, ...], BeforeValidator(_empty_list)]
"""A list that may be left empty."""

Table = Annotated[dict[str, T], BeforeValidator(_empty_table)]
"""A mapping whose keys the author chooses."""


PATTERNS = {
    "date": _DATE,
    "amount": _AMOUNT,
    "count": _WHOLE,
    "not_in_a_link": _NOT_IN_A_LINK,
    "numeric_host": _NUMERIC_HOST,
    "odd_host": ODD_HOST,
    "color": _COLOR,
    "file_name": _FILE_NAME,
    "version": re.compile(VERSION_PATTERN),
}
"""By name, for the form in the browser."""


class Piece(BaseModel):
    """A piece of a record: frozen, and closed to keys it does not know."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        str_strip_whitespace=True,
        cache_strings="keys",  # values are prose, rarely alike; caching them only costs memory
    )


class Record(Piece):
    """A record that has a file of its own."""

    id: Id = Field(description="The name of the file (or its folder). Leave it out.")
    extra: Table[Any] = Field(
        default_factory=dict, description="Your own keys. Kept as they are, shown nowhere."
    )


class Alignment(Piece):
    """Where something fits in a published framework (Open Badges 3.0, Alignment)."""

    framework: Id | None = Field(None, description="Id of a framework in catalog/frameworks/.")
    strand: Id | None = Field(None, description="Id of a strand of that framework.")
    code: Line | None = Field(None, description="The framework's own code, such as 3.b.")
    statement: Line | None = Field(None, description="The standard in words.")
    url: Link | None = None


class Credit(Piece):
    """An amount of credit, in a unit that a jurisdiction counts."""

    jurisdiction: Id = Field(description="Id of a jurisdiction in catalog/jurisdictions/.")
    unit: CreditUnit
    amount: Amount
    category: Id | None = Field(None, description="Id of a category of that jurisdiction.")
