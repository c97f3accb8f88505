"""Several files in one folder that are the same work: which one counts.

Names of files decide nothing: a browser adds "(1)" to the newer of two downloads, and a mail
program adds what it likes. What counts is in the files: the number, and when they were sealed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from credfolio.findings.finding import counted
from credfolio.records.model import Person
from credfolio.records.model.submission import SEALED_AT_PATTERN
from credfolio.rounds.archive import Package
from credfolio.rounds.manifest import Manifest
from credfolio.text.listed import listed

CLOCK = "by the clock of the educator's device"


@dataclass(frozen=True, eq=False)
class InFolder:
    """A submission in the folder, whose it is, and its number; `person` is why nobody knows."""

    name: str
    number: str
    package: Package
    person: Person | str

    @property
    def manifest(self) -> Manifest:
        return self.package.manifest

    @property
    def work(self) -> tuple[str, str]:
        """The person and the credential: of two such files, the office asks which counts."""
        owner = self.person.id if isinstance(self.person, Person) else f"? {self.number}"
        return owner, self.manifest.ref


@dataclass(frozen=True)
class NotThis:
    """Why a file does not count, and whether it never will or somebody has to settle it."""

    why: str
    place: Literal["same", "refused", "waits"]
    as_file: str = ""
    """Where `place` is ``same``: the file that it is the same as."""


def sealed_at(manifest: Manifest, today: date) -> str | None:
    """When it was sealed, to the second and in UTC; None where it says no time that can be."""
    found = _time_in(manifest)
    return None if found is None or is_to_come(found, today) else found


def to_come(manifest: Manifest, today: date) -> str | None:
    """The time at which it says that it was sealed, where that is later than `today`."""
    found = _time_in(manifest)
    return found if found is not None and is_to_come(found, today) else None


def is_to_come(time: str, today: date) -> bool:
    """Whether a time of a submission is later than `today`, by more than the zones differ."""
    return time[:10] > (today + timedelta(days=1)).isoformat()


def _time_in(manifest: Manifest) -> str | None:
    try:
        found = datetime.fromisoformat(manifest.sealed_at)
        if found.tzinfo is None:
            return None
        text = found.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
    except (OverflowError, ValueError):
        return None
    return text if re.fullmatch(SEALED_AT_PATTERN, text) else None


def in_words(time: str) -> str:
    """A time of `sealed_at` as a clerk reads it."""
    return f"{time[:10]}, {time[11:16]} UTC"


def not_these(
    files: Sequence[InFolder], named: Collection[str], today: date
) -> Mapping[str, NotThis]:
    """The files that do not count beside another one, by name; `named` were named by the office."""
    found: dict[str, NotThis] = {}
    of_number: defaultdict[str, list[InFolder]] = defaultdict(list)
    for one in files:
        of_number[one.number].append(one)
    unlike: list[InFolder] = []
    for same in of_number.values():
        # They are the same to the last byte, so any of them will do.
        first, *others = sorted(same, key=lambda one: (one.name not in named, len(one.name)))
        unlike.append(first)
        for other in others:
            why = f"it is the same file as {first.name}, {first.number}"
            found[other.name] = NotThis(why, "same", first.name)
    of_work: defaultdict[tuple[str, str], list[InFolder]] = defaultdict(list)
    for one in unlike:
        of_work[one.work].append(one)
    for own in of_work.values():
        if len(own) > 1:
            found |= dict(_of_one_person(own, today))
    return found


def _of_one_person(own: Sequence[InFolder], today: date) -> Iterator[tuple[str, NotThis]]:
    """Of work sealed several times the last one counts; of several pieces of work, nobody knows."""
    of_package: defaultdict[str, list[InFolder]] = defaultdict(list)
    for one in own:
        of_package[one.manifest.id].append(one)
    left: list[InFolder] = []
    for again in of_package.values():
        times = {one.name: sealed_at(one.manifest, today) or "" for one in again}
        last = max(times.values())
        newest = [one for one in again if times[one.name] == last]
        if len(newest) > 1 or "" in times.values():
            left += again
            continue
        left += newest
        for one in again:
            if one is not newest[0]:
                why = (
                    f"it was sealed on {in_words(times[one.name])}, and again on "
                    f"{in_words(last)}, {CLOCK}: {newest[0].name} counts"
                )
                yield one.name, NotThis(why, "refused")
    if len(left) > 1:
        for one in left:
            others = listed([other.name for other in left if other is not one])
            person = one.work[0]
            why = (
                f"{person} has {others} in this folder, too: ask which counts, and take "
                f"{'the other one' if len(left) == 2 else 'the others'} out"
            )
            yield one.name, NotThis(why, "waits")


def evidence_of(files: Iterable[InFolder]) -> Mapping[str, list[InFolder]]:
    """The SHA-256 of each piece of evidence → the files of the folder that it is in."""
    found: defaultdict[str, list[InFolder]] = defaultdict(list)
    for one in files:
        for digest in {file.sha256 for file in one.manifest.files}:
            found[digest].append(one)
    return found


def seen_in(one: InFolder, evidence: Mapping[str, Sequence[InFolder]]) -> Iterator[str]:
    """What is in `one` twice, or in others of `evidence_of` the folder, too, a sentence each."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for file in one.manifest.files:
        places[file.sha256].append(f"part {file.part}" + (f", {file.item}" if file.item else ""))
    for where in places.values():
        if len(where) > 1:
            yield f"the same file is given {len(where)} times: for {listed(where)}"
    others: Counter[InFolder] = Counter(
        other
        for digest in places
        for other in evidence.get(digest, ())
        if other.work != one.work and other.number != one.number
    )
    for other, seen in others.items():
        owner = other.person.id if isinstance(other.person, Person) else "somebody unknown"
        is_in = "is" if seen == 1 else "are"
        yield f"{counted(seen, 'file')} of it {is_in} also in {other.name} of {owner}"
