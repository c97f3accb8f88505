"""Who may read a submission: who is trained and allowed, and who has an interest in it."""

from __future__ import annotations

from datetime import date

from credfolio.findings.finding import quoted
from credfolio.ids import fold_name
from credfolio.records.model import Person


def interest(one: Person, earner: Person) -> str:
    """Why `one` should not judge the work of `earner`, in words; "" where nothing is known."""
    if is_same(one, earner):
        return f"{quoted(one.id)} submitted it"
    if one.id in earner.coached_by:
        return f"{quoted(one.id)} coached {quoted(earner.id)}"
    if one.school and earner.school and fold_name(one.school) == fold_name(earner.school):
        return f"{quoted(one.id)} works at the same school as {quoted(earner.id)}"
    return ""


def is_same(one: Person, other: Person) -> bool:
    """Whether two files may be about one person: here yes is the safer answer."""
    if one.id == other.id or (one.account and one.account == other.account):
        return True
    if one.educator and one.educator == other.educator:
        return True
    return fold_name(one.name) == fold_name(other.name)


def may_not_read(reader: Person, credential: str, day: date) -> str:
    """Why `reader` is no assessor of `credential` on `day`, in words; "" for one who is."""
    right = reader.assesses
    if right is None:
        return f"{quoted(reader.id)} is no assessor"
    if day < right.trained_on:
        return f"{quoted(reader.id)} was trained on {right.trained_on}, after the sheet"
    if right.until and day > right.until:
        return f"{quoted(reader.id)} assessed until {right.until} only"
    if right.credentials and credential not in right.credentials:
        return f"{quoted(reader.id)} does not assess {quoted(credential)}"
    return ""
