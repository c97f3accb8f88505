"""An office on the disk that goes through a round of judging, day by day, without git."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from credfolio.checking.check import check_project
from credfolio.findings.finding import Finding
from credfolio.records.loading.loader import load_project
from credfolio.rounds.blind import blind_number
from credfolio.rounds.record import plan_recording
from credfolio.rounds.round import Round
from credfolio.rounds.said import Outcome, Said
from credfolio.rounds.sheet_files import read_sheet_file
from proposals import TESTS, TODAY, lay

CREDENTIAL = "riverside-usd/active-listening"
SECRET = bytes(range(32))
PASS = "  - {part: 1, criterion: waiting, level: demonstrated}\n  - {part: 2, level: 'yes'}\n"
FAIL = "  - {part: 1, criterion: waiting, level: progressing}\n  - {part: 2, level: 'yes'}\n"


class Desk:
    """The examples' catalog with an `office/` of its own; nothing is kept between two reads."""

    def __init__(self, root: Path, people: Mapping[str, str], settings: str = "") -> None:
        self.root = root
        shutil.copytree(TESTS / "examples" / "base", root)
        lay(root, {"office/records.yml": f"assessors: 2\n{settings}"})
        for name, text in people.items():
            lay(root, {f"office/people/{name}.yml": text})

    def submit(self, number: str, person: str, on: str, more: str = "") -> None:
        text = f'person: {person}\ncredential: {CREDENTIAL}\nversion: "1.1"\nsubmitted_on: {on}\n'
        lay(self.root, {f"submissions/2026/{number}/submission.yml": text + more})

    def on(self, day: str) -> Round:
        """The round as the files are now, on that day."""
        loaded = load_project(self.root)
        assert [one for one in loaded.findings if one.is_error] == []
        return Round(loaded.registry, date.fromisoformat(day), self.read)

    def read(self, path: str) -> bytes | None:
        file = self.root / path
        return file.read_bytes() if file.is_file() else None

    def write(self, outcome: Outcome) -> dict[str, Said]:
        """Put the changes in their places; the lines by what they are about, the last one each."""
        for path, (before, after) in outcome.changes.items():
            assert self.read(path) == before
            lay(self.root, {path: after})
        return {one.about: one for one in outcome.lines}

    def findings(self) -> tuple[Finding, ...]:
        return check_project(self.root, TODAY, 1).findings


def sheet(number: str, reader: str, on: str, results: str = PASS, decision: str = "") -> bytes:
    """A sheet that a reader filled in; the decision follows from the results if not said."""
    said = decision or ("resubmit" if "progressing" in results else "pass")
    head = f'number: "{number}"\nreader: {reader}\non: {on}\ndecision: {said}\n'
    return f"{head}feedback: I saw the work.\nresults:\n{results}".encode()


def record(desk: Desk, day: str, *sheets: bytes) -> dict[str, Said]:
    files = [(f"{n}.yml", read_sheet_file(f"{n}.yml", raw)) for n, raw in enumerate(sheets)]
    return desk.write(plan_recording(desk.on(day), SECRET, files))


def judge(desk: Desk, name: str, on: str, *results: str) -> dict[str, Said]:
    return judge_all(desk, on, {name: results})


def judge_all(desk: Desk, on: str, results: Mapping[str, Sequence[str]]) -> dict[str, Said]:
    """Sheets of those who are asked and have sent none, in their order."""
    of, sheets = desk.on(on), list[bytes]()
    for name, own in results.items():
        found = of.find(name)
        assert not isinstance(found, Said)
        readers = [one.assessor for one in found.waits_for]
        blind = blind_number(SECRET, name)
        sheets += [sheet(blind, who, on, said) for who, said in zip(readers, own, strict=True)]
    return record(desk, on, *sheets)
