"""Rules that run in parts: they find what they find in all records, and everything that they read
of other parts is noted."""

from __future__ import annotations

import random
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from credfolio.checking import kept_findings
from credfolio.checking.check import check_project
from credfolio.checking.part import Answers, NotNoted, PartOfRegistry, parts_of
from credfolio.checking.rules import RULES, check_registry
from credfolio.disk.kept import Kept
from credfolio.findings.finding import Finding
from credfolio.records.loading.loader import load_project
from credfolio.records.model.kinds import KINDS
from credfolio.records.reckoned.persons import joined
from credfolio.records.registry import Registry
from demo import ROOT
from example_projects import EXAMPLES, lay
from synth_catalog import TODAY as MADE_ON
from synthesize import Size, synthesize

TODAY = date(2026, 6, 1)
BAD = sorted(one for one in (EXAMPLES / "bad").iterdir() if one.is_dir())


def read_parts(registry: Registry, today: date = TODAY) -> list[PartOfRegistry]:
    return [part.read(today) for part in parts_of(registry)]


def refuse_difference(registry: Registry) -> set[str]:
    """Fail where a rule finds other things in parts than in all; the rules that found anything."""
    found, parts = set(), read_parts(registry)
    for name in RULES.own:
        whole = set(RULES.run(name, registry, TODAY))
        assert {one for part in parts for one in RULES.run(name, part, part.today)} == whole, name
        found |= {one.rule for one in whole}
    return found


@pytest.mark.slow
def test_every_rule_finds_in_parts_what_it_finds_in_all(tmp_path: Path) -> None:
    found = set()
    for example in BAD:
        lay(example, tmp_path / example.name)
        found |= refuse_difference(load_project(tmp_path / example.name).registry)
    assert set(RULES.own) <= found


@pytest.mark.parametrize("beside", [None, ROOT / "demo-records"], ids=["public", "both"])
def test_so_it_is_in_the_demonstration(beside: Path | None) -> None:
    registry = load_project(ROOT, beside=beside).registry
    refuse_difference(registry)
    assert len(parts_of(registry)) > 6


def test_all_parts_together_have_every_record_once() -> None:
    registry = load_project(ROOT, beside=ROOT / "demo-records").registry
    parts = read_parts(registry)
    for kind in KINDS:
        if kind.parts and kind.name != "originals":
            keys = sorted(str(key) for part in parts for key in part.all_of(kind))
            assert keys == sorted(map(str, registry.all_of(kind))), kind.name
    assert sorted(path for part in parts for path in part.pictures) == sorted(registry.pictures)


# --- nothing can be read that nobody notes ---------------------------------------------------


@pytest.fixture(scope="module")
def base() -> Registry:
    return load_project(EXAMPLES / "base").registry


NOTED = {kind.name for kind in KINDS} - {"originals"} | {
    "pictures", "text_digests", "broken", "more", "awards_by_educator", "whole",
}  # fmt: skip


def test_a_part_has_only_what_notes_who_reads_it(base: Registry) -> None:
    part = read_parts(base)[0]
    known = {field.name for field in fields(Registry)}
    known |= {name for name, found in vars(Registry).items() if isinstance(found, cached_property)}
    for name in known:
        if name in NOTED:
            getattr(part, name)
        else:
            with pytest.raises(NotNoted):
                getattr(part, name)
    with pytest.raises(NotNoted):
        _ = part.whole.pictures
    with pytest.raises(NotNoted):
        part.look_up(lambda registry: {}, "ana")


def other_digests(registry: Registry) -> Registry:
    """`registry` as if every file in it were another."""
    files = {path: f"{found}x" for path, found in registry.file_digests.items()}
    folders = {folder: f"{found}x" for folder, found in registry.digests.items()}
    return replace(registry, file_digests=files, digests=folders)


def test_a_record_that_is_looked_up_elsewhere_is_noted(base: Registry) -> None:
    """Whatever it is: the answer is another one when its file is."""
    before, after = Answers(base, TODAY), Answers(other_digests(base), TODAY)
    looked = 0
    for kind in KINDS:
        if not kind.parts or kind.name == "originals":
            continue
        for key in base.all_of(kind):
            for part in read_parts(base):
                if key in set(part.all_of(kind)):
                    continue
                assert part.all_of(kind).get(key) is base.all_of(kind)[key]
                notes = part.all_notes()
                assert notes, f"{kind.name} {key}"
                assert before.digest(notes) != after.digest(notes), f"{kind.name} {key}"
                looked += 1
                break
    assert looked > 10


def test_a_record_that_is_not_there_is_noted_too(base: Registry) -> None:
    part = read_parts(base)[0]
    assert "riverside-usd/to-come" not in part.credentials
    assert "portfolios/nobody/profile.yml" not in part.broken
    notes = part.all_notes()
    path = "catalog/riverside-usd/to-come.yml"
    come = replace(base, file_digests={**base.file_digests, path: "x"})
    broken = replace(base, broken=frozenset({"portfolios/nobody/profile.yml"}))
    now = Answers(base, TODAY).digest(notes)
    assert now != Answers(come, TODAY).digest(notes)
    assert now != Answers(broken, TODAY).digest(notes)


def test_going_through_all_records_of_a_kind_is_noted(base: Registry) -> None:
    part = read_parts(base)[0]
    assert list(part.whole.educators) == list(base.educators)
    notes = part.all_notes()
    fewer = dict(list(base.educators.items())[1:])
    now = Answers(base, TODAY).digest(notes)
    assert now != Answers(replace(base, educators=fewer), TODAY).digest(notes)
    assert now != Answers(other_digests(base), TODAY).digest(notes)


def test_of_what_follows_from_all_records_only_what_was_asked_for_is_noted(base: Registry) -> None:
    part = read_parts(base)[0]
    first, *others = base.educators
    part.look_up(joined, f"educator:{first}")
    notes = part.all_notes()
    now = Answers(base, TODAY).digest(notes)
    without = {name: one for name, one in base.educators.items() if name != first}
    fewer = {name: one for name, one in base.educators.items() if name != others[0]}
    issuers: dict[str, Any] = {}
    assert now != Answers(replace(base, educators=without, issuers=issuers), TODAY).digest(notes)
    assert now == Answers(replace(base, educators=fewer), TODAY).digest(notes)


@pytest.mark.parametrize("moved", [-400, -1, 0, 1, 400])
def test_the_day_may_move_as_far_as_the_answers_hold(base: Registry, moved: int) -> None:
    part = read_parts(base)[0]
    assert part.today > date(2026, 5, 31)
    assert part.today < date(2026, 6, 4)
    assert part.today != date(2020, 1, 1)
    day = TODAY + timedelta(moved)
    same = Answers(base, day).digest(part.all_notes()) == Answers(base, TODAY).digest(
        part.all_notes()
    )
    assert same == (date(2026, 5, 31) < day < date(2026, 6, 4))


# --- findings that were kept -----------------------------------------------------------------


Rows = dict[str, kept_findings.Row]


def read_again(before: Rows, after: Rows) -> int:
    """How many parts were read between two states of what is kept."""
    return sum(before.get(part) != row for part, row in after.items())


class Project:
    """A project that is edited at random, and checked with what was kept."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.root = folder / "records"
        self.kept = Kept(folder / "kept", 500_000_000, "this program")
        self.chance = random.Random(seed)

    def files(self) -> list[Path]:
        return sorted(file for file in self.root.rglob("*.yml") if file.name != "mkdocs.yml")

    def mix(self) -> str:
        """Give one line of a file the value that the same key has elsewhere; what was done."""
        values: defaultdict[str, set[str]] = defaultdict(set)
        for file in self.files():
            for key, value in LINE.findall(file.read_text("utf-8")):
                values[key].add(value)
        file = self.chance.choice(self.files())
        text = file.read_text("utf-8")
        lines = list(LINE.finditer(text))
        if not lines:
            return "nothing"
        line = self.chance.choice(lines)
        value = self.chance.choice(sorted(values[line[1]]))
        file.write_text(text[: line.start(2)] + value + text[line.end(2) :], "utf-8", newline="\n")
        return f"{file.relative_to(self.root)}: {line[1]} {value}"

    def remove(self) -> str:
        file = self.chance.choice(self.files())
        file.unlink()
        return f"{file.relative_to(self.root)} is gone"

    def move(self) -> str:
        """Give a portfolio another name."""
        home = self.chance.choice(sorted((self.root / "portfolios").iterdir()))
        home.rename(home.with_name(f"{home.name}-b"))
        return f"{home.name} is {home.name}-b"

    def copy(self) -> str:
        file = self.chance.choice(self.files())
        shutil.copyfile(file, file.with_name(f"{file.stem}-c.yml"))
        return f"{file.relative_to(self.root)} is there twice"


LINE = re.compile(r"^[ -]*([a-z_]+): ([^|>\[{\n][^\n]*)$", re.MULTILINE)
EDITS = ("mix", "mix", "mix", "mix", "remove", "mix", "copy", "mix", "mix", "move")


@pytest.mark.slow
@pytest.mark.parametrize("seed", [pytest.param(1, marks=pytest.mark.audit), 2])
def test_after_any_edits_and_days_the_findings_are_those_of_all_rules(
    tmp_path: Path, seed: int
) -> None:
    read = 0
    project = Project(tmp_path, seed)
    if seed == 1:
        synthesize(project.root, Size(6, 30, 60), seed)
    else:
        shutil.copytree(EXAMPLES / "base", project.root)
    day, most, parts = TODAY, 0, 0
    for number in range(60):
        before = {file: file.read_bytes() for file in project.files()}
        done = getattr(project, EDITS[number % len(EDITS)])()
        day += timedelta(project.chance.choice([0, 0, 0, 1, 40, -41]))
        without = check_project(project.root, day, 1, settings=False, signatures=False)
        rows = kept_findings.read_rows(project.kept)
        found = check_project(
            project.root, day, 1, settings=False, signatures=False, kept=project.kept
        )
        read += read_again(rows, kept_findings.read_rows(project.kept))
        assert found.findings == without.findings, f"edit {number} on {day}: {done}"
        most, parts = max(most, len(found.findings)), len(parts_of(found.registry))
        if len(found.findings) > 40:  # so that there is something to break again
            for file in project.files():
                file.unlink()
            for file, data in before.items():
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
        assert not kept_findings.rules_of_whole(kept_findings.read_rows(project.kept))
    assert most > 5, f"{most} findings say little"
    assert 0 < read < 60 * parts, f"{read} parts were read in 60 checks of {parts}"


def test_after_one_edit_one_part_is_read_again(tmp_path: Path) -> None:
    root, kept = tmp_path / "records", Kept(tmp_path / "kept", 500_000_000)
    synthesize(root, Size(6, 80, 160), 1)
    everything = len(parts_of(load_project(root).registry))
    assert everything > 6
    award = min(root.glob("portfolios/*/awards/*.yml"))
    known: Rows = {}
    for day, edited, expected in ((0, "", everything), (0, "", 0), (0, "# seen\n", 1), (1, "", 0)):
        award.write_text(award.read_text("utf-8") + edited, "utf-8", newline="\n")
        check_project(root, MADE_ON + timedelta(day), 1, kept=kept)
        now = kept_findings.read_rows(kept)
        assert not kept_findings.rules_of_whole(now)
        assert read_again(known, now) == expected, (day, edited)
        assert len(now) == everything
        known = now


def test_what_was_kept_by_two_processes_is_what_one_keeps(tmp_path: Path) -> None:
    synthesize(tmp_path / "records", Size(6, 40, 80), 1)
    registry = load_project(tmp_path / "records").registry
    one, two = (Kept(tmp_path / f"kept-{jobs}", 500_000_000) for jobs in (1, 2))
    first = set(kept_findings.check_in_parts(registry, MADE_ON, 1, one))
    assert set(kept_findings.check_in_parts(registry, MADE_ON, 2, two)) == first
    assert kept_findings.read_rows(one) == kept_findings.read_rows(two)
    assert kept_findings.read_rows(one)


def check_of_whole(registry: Registry) -> Iterator[Finding]:
    """In some parts it reads what nobody notes, after it has found something there."""
    for name in registry.educators:
        yield Finding("made-up", f"portfolios/{name}/profile.yml", "found", "")
        if name == min(registry.whole.educators) and not registry.digests:
            return


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_rule_that_reads_what_nobody_notes_runs_on_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    """With the findings of a check without anything kept, the first time and later."""
    monkeypatch.setitem(RULES, "of-whole", check_of_whole)
    monkeypatch.setattr(RULES, "_own", {*RULES._own, "of-whole"})
    kept = Kept(tmp_path / "kept", 500_000_000)
    synthesize(tmp_path / "records", Size(6, 40, 80), 1)
    award = min((tmp_path / "records").glob("portfolios/*/awards/*.yml"))
    for edited in ("", "", "colour: green\n", ""):
        award.write_text(award.read_text("utf-8") + edited, "utf-8", newline="\n")
        registry = load_project(tmp_path / "records").registry
        found = list(kept_findings.check_in_parts(registry, MADE_ON, jobs, kept))
        assert sorted(found, key=repr) == sorted(check_registry(registry, MADE_ON), key=repr)
        assert sum(one.rule == "made-up" for one in found) == len(registry.educators)
        assert kept_findings.rules_of_whole(kept_findings.read_rows(kept)) == {"of-whole"}
