"""A request about a page → the change of the records that it asks for.

What is asked for is derived where the request says it, or the office adds it; nothing is guessed.
What cannot be derived is said as the edit that somebody makes by hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from credfolio.authoring.yaml_edit import (
    parse_or_refuse,
    set_mapping,
    set_values,
    text_or_refuse,
    without_key,
)
from credfolio.errors import UsageError
from credfolio.findings.finding import Finding, quoted
from credfolio.records.model import Award, Educator, Request
from credfolio.records.model.kinds import AWARDS, EDUCATORS, KINDS
from credfolio.records.record_reader import read_record

Files = dict[str, tuple[bytes | None, bytes | None]]
"""Path → the bytes as they are (None for a new file) and as they will be (None: it goes)."""

OF_PROFILE = ("display_name", "headline", "bio", "pronouns", "school", "district")
OF_AWARD = ("name_as_awarded", "role_at_time", "school", "district", "narrative")
"""The facts that a request may correct; the others of an award were decided by its issuer."""

_CALLED = {
    "portfolio": {"name": "display_name", "about_me": "bio", "about": "bio"},
    "award": {"name": "name_as_awarded", "role": "role_at_time"},
}
"""What people call a fact → its field."""

_FACT = re.compile(r"^\s*(?:[-*]\s+)?([A-Za-z][A-Za-z _-]{0,40}?)\s*:\s*(\S.*?)\s*$")


@dataclass(frozen=True)
class Given:
    """What the office adds to the request."""

    facts: Mapping[str, str] = field(default_factory=dict)
    """Field → the right value; where there are none, those that the request says."""
    photo: tuple[str, bytes] | None = None
    """The ending of a photo's name, and its bytes as they are kept."""
    alt: str = ""
    """What the photo shows."""
    drops_photo: bool = False


@dataclass
class RequestedChange:
    """The files that change in the repository of the home, and what is said about them."""

    files: Files = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    """What each change is, also one that is made already."""
    left: list[str] = field(default_factory=list)
    """What nobody can derive: the edit to make by hand."""
    values: dict[str, str] = field(default_factory=dict)
    """What is corrected, or the photo that is shown: field → value."""


def plan_requested(
    request: Request, read: Callable[[str], bytes | None], given: Given
) -> RequestedChange:
    """The change of one profile or one award; not the removal of a portfolio.

    `read` gives the bytes of a file by its path, in the repository that has the home. Raises
    `UsageError` for a text that cannot be edited safely, and for what would be no record.
    """
    _, handle, award = request.about.split("/")[:3]
    path = AWARDS.path(handle, award) if award else EDUCATORS.path(handle)
    before, change = read(path), RequestedChange()
    if before is None:
        change.left.append(f"there is no {path}: perhaps it is called otherwise now")
        return change
    text = text_or_refuse(before, path)
    record = read_or_refuse(path, text)
    if request.what == "correct":
        text = _corrected(change, request, path, text, given)
    elif request.what == "photo":
        text = _with_photo(change, request, path, text, given, read)
    elif record.visibility == "private":
        change.said.append(f"{path} is private already")
    else:
        text = set_values(text, {"visibility": "private"}, path)
        change.said.append(f"`visibility: private` in {path}")
    if text.encode() != before and not change.left:
        read_or_refuse(path, text)
        change.files[path] = before, text.encode()
    if change.left:
        change.files.clear()
    return change


def read_or_refuse(path: str, text: str) -> Educator | Award:
    """The profile or award that `text` says; raises `UsageError` where it would be none."""
    place = KINDS.place(path)
    data = parse_or_refuse(text, path)
    assert place is not None, path
    found: Award | Educator | list[Finding]
    if place.kind == AWARDS.name:
        found = read_record(Award, data, path, place.given)
    else:
        found = read_record(Educator, data, path, place.given)
    if isinstance(found, list):
        raise UsageError(f"{path}: {found[0].message}", fix=found[0].fix)
    return found


def facts_in(request: Request) -> Mapping[str, str]:
    """What the lines of a request correct; nothing unless each line is ``field: value``."""
    known = OF_AWARD if _is_of_award(request) else OF_PROFILE
    names = _CALLED["award" if _is_of_award(request) else "portfolio"]
    found: dict[str, str] = {}
    for line in (request.text or "").splitlines():
        if not line.strip():
            continue
        said = _FACT.match(line)
        key = re.sub(r"[ -]+", "_", said[1].casefold()) if said else ""
        key = names.get(key, key)
        if said is None or key not in known or key in found:
            return {}
        found[key] = said[2]
    return found


def _is_of_award(request: Request) -> bool:
    return request.about.count("/") > 2


def _corrected(
    change: RequestedChange, request: Request, path: str, text: str, given: Given
) -> str:
    known = OF_AWARD if _is_of_award(request) else OF_PROFILE
    facts = given.facts or facts_in(request)
    if not facts:
        change.left.append(
            f"no field is named: say it with `--set FIELD VALUE` ({', '.join(known)}), or "
            f"edit {path}"
        )
        return text
    for name in facts:
        if name not in known:
            why = "is the issuer's to correct" if name in Award.model_fields else "is no field here"
            end = ", and sign it again with `credfolio reissue`" if _is_of_award(request) else ""
            change.left.append(
                f"{quoted(name)} {why}: one of {', '.join(known)}, or edit {path}{end}"
            )
    if change.left:
        return text
    old = parse_or_refuse(text, path)
    change.values = dict(facts)
    values = {name: value for name, value in facts.items() if old.get(name) != value}
    for name, value in facts.items():
        told = f"`{name}: {value}` in {path}"
        change.said.append(told if name in values else f"{told} already")
    return set_values(text, values, path) if values else text


def _with_photo(
    change: RequestedChange,
    request: Request,
    path: str,
    text: str,
    given: Given,
    read: Callable[[str], bytes | None],
) -> str:
    old = parse_or_refuse(text, path).get("photo")
    folder = path.rpartition("/")[0]
    before = f"{folder}/{old['file']}" if isinstance(old, dict) and old.get("file") else ""
    if _is_of_award(request):
        change.left.append(f"an award has no photo: change {EDUCATORS.path(folder.split('/')[1])}")
        return text
    if given.drops_photo:
        if not old:
            change.said.append(f"{path} has no photo already")
            return text
        if before and (found := read(before)) is not None:
            change.files[before] = found, None
        change.said.append(f"no `photo:` in {path}, and {before} is deleted")
        return without_key(text, "photo", path)
    if given.photo is None or not given.alt:
        change.left.append(
            f"give the photo as `--photo FILE` with `--alt` (what it shows), or `--no-photo`; by "
            f"hand: put it next to {path}, and name it under `photo:` with its `alt:`"
        )
        return text
    ending, data = given.photo
    name = f"photo{ending}"
    if before == f"{folder}/{name}" and read(before) != data:
        name = f"photo-2{ending}"  # the name says which of the two a record shows
    elif before and read(before) == data:
        name = before.rpartition("/")[2]
    after = f"{folder}/{name}"
    there = read(after)
    if there != data:
        change.files[after] = there, data
    told = f"`photo:` in {path}, and {after}"
    if before and before != after and (found := read(before)) is not None:
        change.files[before] = found, None
        told += f"; {before} is deleted"
    change.said.append(told)
    wanted = {"file": name, "alt": given.alt}
    change.values = dict(wanted)
    return text if old == wanted else set_mapping(text, "photo", wanted, path)
