"""What somebody wrote on a worksheet, and whether it tells readers whose it is."""

from __future__ import annotations

import json
import re

from credfolio.records.model import Person

BLANK = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""What browsers take for no text, so that the office and the page agree which answer is empty."""

_WORD = re.compile(r"[^\W\d_]{3,}")


def answers_of(worksheet: bytes) -> dict[str, str]:
    """What was written on a worksheet, by the keys of its fields; nothing where it is damaged."""
    try:
        found = json.loads(worksheet)
    except (ValueError, RecursionError):
        return {}
    fields = found.get("fields") if isinstance(found, dict) else None
    return {
        str(key): one["v"]
        for key, one in (fields.items() if isinstance(fields, dict) else ())
        if isinstance(one, dict) and isinstance(one.get("v"), str) and one["v"].strip(BLANK)
    }


def named_in(worksheet: bytes, person: Person | None) -> tuple[str, ...]:
    """The words of somebody's name that occur in what they wrote; readers should not know it."""
    own = {one.casefold(): one for one in _WORD.findall(person.name)} if person else {}
    written = {
        one.casefold() for text in answers_of(worksheet).values() for one in _WORD.findall(text)
    }
    return tuple(word for folded, word in own.items() if folded in written)
