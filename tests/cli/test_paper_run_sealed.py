"""The paper run with sealed work: each step as an office does it, and the figures at its end.

Everything is sealed by the code of the worksheet's page, run in Node. What 300 people submit comes
to the figures that were counted on paper; `make test` does the same with a tenth of them.
"""

from __future__ import annotations

import io
import json
import subprocess
import uuid
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyrage
import pytest
from click.testing import CliRunner

from bundle import find_node
from credfolio.cli import main
from demo import ROOT
from pairs import TwoRepositories, make_pair
from sealed import sealed, sealing

REF = "riverside-usd/active-listening"
OFFICE = tuple(pyrage.x25519.Identity.generate() for _ in range(2))
READERS = {f"p-read{n}": pyrage.x25519.Identity.generate() for n in range(14)}
SEAL = ROOT / "tests" / "support" / "seal_many.mjs"
GONE = "assesses: {trained_on: 2024-08-20, until: 2026-05-01}\n"
MAY = ("2026-05-05", "2026-05-14", "2026-05-15", "2026-05-18", "2026-05-19")
"""The days on which readers are asked and answer, a third one is and does, and it is decided."""
JUNE = ("2026-05-26", "2026-06-04", "2026-06-05", "2026-06-08", "2026-06-09")


@dataclass(frozen=True)
class Cohort:
    """How many pass at first, try again and pass, never do, and how many readings differ."""

    first: int
    again: int
    never: int
    thirds: int
    shown: Sequence[str]

    @property
    def people(self) -> int:
        return self.first + self.again + self.never


WHOLE = Cohort(
    *(155, 70, 75, 111),
    (
        "Cases whose first attempt is decided: 300",
        "Not at first try: 145 of 300 (48.3 %)",
        "Tried again, of those: 70 of 145 (48.3 %)",
        "Passed then: 70 of 70 (100.0 %)",
        "Passed in the end: 225 of 300 (75.0 %)",
        "Attempts decided: 370",
        "Read by a third person: 111 of 370 (30.0 %)",
    ),
)
TENTH = Cohort(
    *(5, 2, 3, 4),
    (
        "Cases whose first attempt is decided: 10",
        "Not at first try: 5 of 10 (50.0 %)",
        "Tried again, of those: 2 of 5 (40.0 %)",
        "Passed then: 2 of 2 (100.0 %)",
        "Passed in the end: 7 of 10 (70.0 %)",
        "Attempts decided: 12",
        "Read by a third person: 4 of 12 (33.3 %)",
    ),
)


@dataclass
class Run:
    """An office, its cohort, and what each submission is going to be."""

    pair: TwoRepositories
    cohort: Cohort
    receipts: dict[int, dict[str, str]] = field(default_factory=dict)
    passes: dict[str, bool] = field(default_factory=dict)
    differ: set[str] = field(default_factory=set)

    @property
    def folder(self) -> Path:
        return self.pair.work.parent

    def do(self, day: str, *words: object, code: int = 0) -> str:
        arguments = ["--project", self.pair.private, *words, "--with", self.pair.public]
        arguments += ["--today", day]
        done = CliRunner().invoke(main, [str(one) for one in arguments])
        assert not isinstance(done.exception, Exception), done.exception
        assert done.exit_code == code, done.output
        return done.output

    def seal(self, people: Iterable[int], attempt: int) -> list[str]:
        """Work of these people, in the drop; its numbers."""
        jobs = []
        for person in people:
            before = self.receipts.get(person)
            said: dict[str, Any] = {
                "credfolio_submission": 1,
                "id": str(uuid.uuid4()),
                "issuer": REF.partition("/")[0],
                "ref": REF,
                "version": "1.1",
                "attempt": attempt,
                "sealed_at": "2026-05-04T08:00:00.000Z",
                "person": {"name": f"Earner {person}", "district_address": f"e{person}@d.example"},
                "ai_use": [{"part": 1, "level": "none"}],
                "hours_reported": 6.5,
                "statement_agreed": True,
            }
            if before:
                said["follows"] = before["number"]
            fields = {"1/prompt/what-changed": {"v": f"I waited, {person} times.", "t": 1}}
            jobs.append(
                {
                    "recipients": [str(one.to_public()) for one in OFFICE],
                    "replyKey": before["replyKey"] if before else "",
                    "worksheet": json.dumps({"credfolio_worksheet": 1, "fields": fields}),
                    "said": said,
                    "files": [
                        {"name": "a.mp3", "bytes": 30_000, "part": 1, "item": "recording"},
                        {"name": "b.pdf", "bytes": 10_000, "part": 2, "item": "reflections"},
                    ],
                }
            )
        done = subprocess.run(
            [find_node()[0], SEAL],
            input=json.dumps({"folder": str(self.folder / "drop"), "jobs": jobs}),
            capture_output=True,
            text=True,
            check=True,
        )
        made = json.loads(done.stdout)
        self.receipts |= dict(zip(people, made, strict=True))
        return [one["number"] for one in made]

    def packets(self, day: str) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """What readers get, by blind number, in the order of their names."""
        self.do(
            *(day, "packets", self.folder / "packets", "--sealed", self.folder / "drop/in"),
            *("--key", self.folder / "key", "--write"),
        )
        found: dict[str, list[dict[str, Any]]] = {}
        for file in sorted((self.folder / "packets").rglob("*.age")):
            clear = pyrage.decrypt(file.read_bytes(), [READERS[file.parent.name]])
            with zipfile.ZipFile(io.BytesIO(clear)) as archive:
                packet = json.loads(archive.read("packet.json"))
                assert len(archive.namelist()) == 3
            assert "Earner" not in json.dumps(packet)
            found.setdefault(packet["number"], []).append(packet)
        return found

    def judge(self, days: Sequence[str], numbers: Sequence[str], start: int) -> None:
        """From readers to letters; the first readers of the first `thirds` of all differ."""
        asked, sent, third, settled, decided_on = days
        blind = self.assign(asked)
        assert set(blind) == set(numbers)
        differ = {one for n, one in enumerate(numbers, start) if n < self.cohort.thirds}
        named = {mark: number for number, mark in blind.items()}
        sheets = []
        for mark, packets in self.packets(asked).items():
            number = named[mark]
            said = [self.passes[number], self.passes[number] ^ (number in differ)]
            assert len(packets) == 2
            sheets += [sheet(one, passed) for one, passed in zip(packets, said, strict=True)]
        told = self.record(sent, sheets)
        assert told.count("they disagree on part 1") == len(differ)
        if differ:
            assert set(self.assign(third)) == differ
            thirds = self.packets(third)
            assert {named[mark] for mark in thirds} == differ
            self.record(
                settled,
                [sheet(one, self.passes[named[m]]) for m, own in thirds.items() for one in own],
            )
        decided = self.do(decided_on, "decide", "--by", "p-head", "--write")
        assert f"{len(numbers):,} decisions by p-head" in decided
        self.do(decided_on, "letter", "--out", self.folder / "letters", "--write")

    def assign(self, day: str) -> dict[str, str]:
        """Blind numbers of those that got readers now, by their own."""
        lines = json.loads(self.do(day, "assign", "--write", "--json"))["lines"]
        assert not any(one["is_problem"] for one in lines)
        return {one["about"]: one["blind"] for one in lines}

    def record(self, day: str, sheets: Sequence[dict[str, Any]]) -> str:
        folder = self.folder / f"sheets-{day}-{len(sheets)}"
        folder.mkdir()
        for n, one in enumerate(sheets):
            one["fields"]["on"] = {"v": day}
            data = sealed(json.dumps(one).encode(), str(OFFICE[0].to_public()))
            (folder / f"{n}.sheet.age").write_bytes(data)
        files = sorted(folder.iterdir())
        return self.do(day, "record", *files, "--key", self.folder / "key", "--write")


def sheet(packet: Mapping[str, Any], passed: bool) -> dict[str, Any]:
    """What assess/ makes of a packet, with the levels of its open parts."""
    kept = {one["part"] for one in packet["sheet"]["kept"]}
    fields = {
        "1/criterion/waiting": "demonstrated" if passed else "progressing",
        "2/level": "yes",
        "decision": "pass" if passed else "resubmit",
        "feedback": "I saw it.",
        "minutes": "20",
    }
    return {
        "credfolio_assessment": 1,
        **{key: packet[key] for key in ("number", "reader", "token")},
        "fields": {
            key: {"v": value}
            for key, value in fields.items()
            if key.partition("/")[0] not in map(str, kept)
        },
    }


@pytest.fixture
def pair(tmp_path: Path) -> TwoRepositories:
    made = make_pair(tmp_path)
    issuer = "catalog/riverside-usd/issuer.yml"
    text = (made.public / issuer).read_text().rstrip("\n")
    made.settle(made.commit_public({issuer: f"{text}\n{sealing(OFFICE)}"}))
    (tmp_path / "key").write_text(str(OFFICE[0]))
    (tmp_path / "drop").mkdir()
    return made


def people(cohort: Cohort) -> dict[str, str]:
    """An approver, fourteen readers with keys, and the educators, who let their awards appear."""
    made = {"p-head": "name: Rosa Duarte\n"}
    for name, key in READERS.items():
        made[name] = (
            f"name: {name}\nassesses: {{trained_on: 2025-01-10, most_open: 99, "
            f"recipient: {key.to_public()}}}\n"
        )
    for n in range(cohort.people):
        made[f"p-earn{n}"] = (
            f"name: Earner {n}\naddress: e{n}@d.example\neducator: earner-{n}\n"
            "consent_to_publish: {by: Earner, method: online-form, on: 2026-01-05, scope: All}\n"
        )
    return made


def home(n: int) -> str:
    return (
        f"display_name: Earner {n}\nvisibility: public\n"
        "consent: {by: Earner, method: online-form, on: 2026-01-05, scope: All}\n"
    )


@pytest.mark.parametrize(
    "cohort",
    [
        pytest.param(TENTH, id="a tenth"),
        pytest.param(WHOLE, id="all", marks=pytest.mark.audit),
    ],
)
def test_sealed_work_ends_in_the_figures_that_were_counted_on_paper(
    cohort: Cohort, pair: TwoRepositories
) -> None:
    run = Run(pair, cohort)
    number = range(cohort.people)
    homes = {f"portfolios/earner-{n}/profile.yml": home(n) for n in number}
    pair.settle(pair.commit_public(homes))
    old = {
        f"office/people/{one}1.yml": f"name: {one}\n{GONE}" for one in ("p-lee", "p-max", "p-tom")
    }
    files = {f"office/people/{name}.yml": text for name, text in people(cohort).items()}
    pair.commit_private({**old, **files})

    first = run.seal(number, 1)
    run.passes = {one: n < cohort.first for n, one in enumerate(first)}
    took = run.do(
        "2026-05-04", "intake", run.folder / "drop", "--key", run.folder / "key", "--write"
    )
    assert f"{cohort.people:,} new submissions, 0 refused, 0 waiting" in took
    run.do("2026-05-05", "triage", *first, "--write")
    run.judge(MAY, first, 0)

    # The letter is sealed for the receipt, and says what the next try keeps.
    letter = (run.folder / "letters" / f"{first[cohort.first]}.letter.age").read_bytes()
    receipt = run.receipts[cohort.first]
    opened = pyrage.decrypt(letter, [pyrage.x25519.Identity.from_str(receipt["replyKey"])])
    assert json.loads(opened)["kept_parts"] == [2]

    again = range(cohort.first, cohort.first + cohort.again)
    second = run.seal(again, 2)
    run.passes |= dict.fromkeys(second, True)
    taken = ("intake", run.folder / "drop", "--key", run.folder / "key", "--write")
    assert f"{cohort.again:,} new submissions" in run.do("2026-05-25", *taken)
    run.do("2026-05-25", "triage", *second, "--write")
    run.judge(JUNE, second, cohort.people)

    pair.commit_private({})
    words = ("publish", "--to", pair.public, "--write", "--today", "2026-06-10")
    done = CliRunner().invoke(main, ["--project", str(pair.private), *map(str, words)])
    assert f"{cohort.first + cohort.again:,} new awards" in done.output
    awards = list(pair.public.glob("portfolios/earner-*/awards/active-listening.yml"))
    assert len(awards) == cohort.first + cohort.again
    told = run.do("2026-06-10", "figures", "--from", "2026-05-01").splitlines()
    assert [one for one in cohort.shown if one not in told] == []
