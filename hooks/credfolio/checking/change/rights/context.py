"""What the table needs to know of one changed file: its kind, its owner, what it said before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from credfolio.checking.change import RECORD_FOLDERS, Change, ChangedFile
from credfolio.checking.change.rights import How
from credfolio.ids import SHARED_FOLDERS
from credfolio.records.model import Award, Submission
from credfolio.records.model.kinds import KINDS, PRIVATE_TOPS

PLACE_FIELDS = frozenset({"id", "issuer", "educator"})
"""Fields that follow from a record's place: a file that contradicts them is refused, or is another
record.
"""


def kind_of(path: str) -> str:
    """The kind of a file in the words of the table."""
    if not path.startswith(RECORD_FOLDERS):
        return "outside"
    if KINDS.is_signed(path):
        return "signed files"
    if place := KINDS.place(path):
        return place.kind
    top, *rest = path.split("/")
    if top in PRIVATE_TOPS:
        return "office folder"
    if len(rest) == 1 or (top == "catalog" and rest[0] in SHARED_FOLDERS):
        return "site folder"
    if top == "catalog":
        return "issuer folder"
    return {"awards": "evidence files", "imported": "originals"}.get(rest[1], "portfolio folder")


@dataclass(frozen=True, eq=False)
class Context:
    """One changed file, with the record before and after (None if there is none)."""

    change: Change
    file: ChangedFile
    today: date
    kind: str
    key: Any = None
    old: Any = None
    new: Any = None

    @property
    def author(self) -> str:
        return self.change.author

    @property
    def record(self) -> Any:
        """The record before the change, else after it: a change does not change its owner."""
        return self.old if self.old is not None else self.new

    @cached_property
    def how(self) -> How:
        """Whether the file is added, changed or removed.

        An unreadable file before the change counts as new. A record that came from the public
        repository into the private one is the same record.
        """
        if self.file.how == "added" and self.old is not None and self.new is not None:
            return "changed"
        if self.file.how == "changed" and self.old is None and self.new is not None:
            return "added"
        return self.file.how

    @property
    def is_private(self) -> bool:
        """Whether it is a file that only a private repository has."""
        return self.file.path.partition("/")[0] in PRIVATE_TOPS

    @cached_property
    def submission(self) -> Submission | None:
        """The submission that a file of a private repository is about, as it was or is to be."""
        _, *steps = self.file.path.split("/")
        key = "/".join(steps[:2])
        before, after = self.change.before.submissions, self.change.after.submissions
        return before.get(key) or after.get(key)

    @cached_property
    def educator(self) -> str:
        """The portfolio that the file is in, or the person whose submission it is; "" for none."""
        if self.is_private:
            return self.submission.person if self.submission else ""
        top, _, rest = self.file.path.partition("/")
        return rest.partition("/")[0] if top == "portfolios" and "/" in rest else ""

    @cached_property
    def issuer(self) -> str:
        """The issuer of the folder, or of the award that the file is or belongs to; "" for none."""
        if isinstance(self.record, Award):
            return self.record.issuer_id
        if self.is_private:
            return self.submission.credential.partition("/")[0] if self.submission else ""
        if self.kind in ("evidence files", "originals"):
            return next((award.issuer_id for award in self.awards), "")
        top, *rest = self.file.path.split("/")
        is_own = top == "catalog" and len(rest) > 1 and rest[0] not in SHARED_FOLDERS
        return rest[0] if is_own else ""

    @cached_property
    def awards(self) -> tuple[Award, ...]:
        """The awards, before and after, that name a file of evidence or a badge from elsewhere."""
        name = self.file.path.rpartition("/")[2]
        return tuple(
            award
            for registry in (self.change.before, self.change.after)
            for award in registry.awards_by_educator.get(self.educator, ())
            if name in _files_of(award, self.kind)
        )

    def was(self, award: Award) -> Award | None:
        """`award` as of the base."""
        return self.change.before.awards.get((award.educator, award.id))

    @cached_property
    def changed(self) -> tuple[str, ...]:
        """The fields, in the words of the table, that the change changes or a new record has."""
        if self.new is None:
            return ()
        after = parts(self.new)
        if self.old is None:
            plain = type(self.new).model_fields
            return tuple(
                name
                for name, value in after.items()
                if name not in plain or value != plain[name].get_default(call_default_factory=True)
            )
        before = parts(self.old)
        return tuple(name for name, value in before.items() if after[name] != value)


def _files_of(award: Award, kind: str) -> Iterator[str]:
    if kind == "evidence files":
        yield from (one.file for one in award.evidence if one.file and one.source == "issuer")
    elif award.imported_from is not None and award.imported_from.file:
        yield award.imported_from.file


def parts(record: Any) -> Mapping[str, Any]:
    """A record's fields by the names of the table, which splits some fields of an award in two."""
    found = {name: getattr(record, name) for name in type(record).model_fields}
    if isinstance(record, Award):
        said = tuple(one for one in record.evidence if one.source == "issuer")
        found |= {
            "evidence": tuple(
                one.model_copy(update={"visible": True, "digest": None}) for one in said
            ),
            "evidence.digest": tuple((one.id, one.digest) for one in said),
            "evidence.visible": frozenset(one.id for one in said if one.visible),
            "evidence.holder": tuple(one for one in record.evidence if one.source != "issuer"),
            "endorsements": tuple(
                one.model_copy(update={"accepted": False}) for one in record.endorsements
            ),
            "endorsements.accepted": tuple(one.accepted for one in record.endorsements),
        }
    return found


def contexts(change: Change, today: date) -> Iterator[Context]:
    """Every file of a change, as the table sees it."""
    for file in change.files:
        kind, place = kind_of(file.path), file.place
        if place is None or kind != place.kind:
            yield Context(change, file, today, kind)
            continue
        row = KINDS.by_name[kind]
        old = change.before.all_of(row).get(place.key)
        new = None if file.how == "removed" else change.after.all_of(row).get(place.key)
        yield Context(change, file, today, kind, place.key, old, new)


Condition = Callable[[Context, str], bool]
"""``condition(context, field)``: whether it holds; the field is "" for a whole file."""
