"""Odd values of every field of a manifest: one educator's file never stops the others."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from credfolio.records.reckoned.submission_number import number_of_sha256
from credfolio.rounds.archive import read_package
from credfolio.rounds.intake import Opened, plan_intake
from drop import eva, intake, office_with_drop, put
from pairs import TwoRepositories
from proposals import lay
from round_desk import Desk
from sealed import PACKAGE, manifest


@pytest.fixture
def pair(tmp_path: Path) -> TwoRepositories:
    return office_with_drop(tmp_path)


TIMES = ["0099-05-03T20:15:00Z", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"]
TIMES += ["2026-05-03T20:15:00+00:00:30", "20260503T201500Z", "2026-W18-7", "\u0662\u0660", "-1"]
WORDS: tuple[object, ...] = ("", "\0", "\ud800", "x" * 501, "a\nb", "\u202e", -1, 1.5, [], {}, None)
NUMBERS: tuple[object, ...] = (
    10**9,
    10**30,
    -1,
    0.1,
    float("nan"),
    "1e3",
    "\u0661",
    True,
    [],
    None,
)
FIELDS: dict[str, tuple[object, ...]] = {
    "id": (*WORDS, PACKAGE.upper()),
    "issuer": (*WORDS, "hillcrest-university"),
    "ref": (*WORDS, "a/b", "riverside-usd/../x"),
    "version": (*WORDS, "1.1.1.1", "99999999999999999999.1", 1.1),
    "definition_digest": WORDS,
    "attempt": NUMBERS,
    "follows": (*WORDS, "2026-0001"),
    "sealed_at": (*TIMES, *WORDS),
    "person": (*WORDS, {"name": "\0"}, {"name": "Eva", "district_address": "\ud800"}),
    "reply_to": WORDS,
    "links": ([{"part": one, "url": "https://a.example/"} for one in NUMBERS], [{"part": 1}]),
    "files": ([], [{"name": "../x"}], [{"name": "evidence/001.mp3", "bytes": 10**9}]),
    "ai_use": tuple([{"part": one, "level": "none"}] for one in NUMBERS),
    "hours_reported": NUMBERS,
    "coaching_hours": NUMBERS,
    "money_spent": NUMBERS,
    "statement_agreed": (*WORDS, "maybe", "no"),
}


@pytest.mark.parametrize("field", FIELDS)
def test_one_educators_file_never_stops_the_others(pair: TwoRepositories, field: str) -> None:
    for n, value in enumerate(FIELDS[field]):
        odd = f"name: Odd Lund {n}\naddress: odd{n}@d.example\n"
        lay(pair.private, {f"office/people/p-odd{n}.yml": odd})
        who = {"name": f"Odd Lund {n}", "district_address": f"odd{n}@d.example"}
        own = {"id": f"{n:08x}{PACKAGE[8:]}", "person": who}
        put(pair, f"odd-{n}.age", _with(own, {field: value}))
    put(pair, "zzz.age", eva())
    done = intake(pair, "--json", "--write", day="2026-05-04")
    said = {one["about"]: one for one in json.loads(done.stdout)["lines"]}
    assert said["zzz.age"]["is_new"]
    assert len(said) == len(FIELDS[field]) + 1
    assert all(one["says"] for one in said.values())
    found = pair.check().findings
    assert [one for one in found if one.is_error and one.path.startswith("submissions/")] == []


def _with(own: dict[str, Any], odd: dict[str, object]) -> bytes:
    """An archive as the page makes it, but for what its manifest says under one key."""
    made, data = io.BytesIO(), b"sound"
    with zipfile.ZipFile(made, "w") as out:
        out.writestr("worksheet.json", '{"credfolio_worksheet": 1, "fields": {}}')
        listed = {**manifest({"evidence/001.mp3": data}, **own), **odd}
        out.writestr("manifest.json", json.dumps(listed))
        out.writestr("evidence/001.mp3", data)
    return made.getvalue()


def test_a_value_that_no_record_can_have_refuses_its_own_file_alone(tmp_path: Path) -> None:
    """Records have rules of their own, whatever a manifest may say."""
    people = {f"p-{one}1": f"address: {one}@d.example\nname: A\n" for one in ("eva", "ida")}
    of = Desk(tmp_path / "office", people).on("2026-05-04")
    found = {one: read_package(io.BytesIO(eva(one))) for one in ("eva", "ida")}
    sizes = {"eva": 10**12, "ida": 100}
    files = [
        Opened(f"{one}.age", number_of_sha256(one.encode() * 8), b"x" * 32, sizes[one], package)
        for one, package in found.items()
    ]
    outcome, places = plan_intake(of, files, {})
    assert places == {"eva.age": "refused", "ida.age": "taken"}
    said = 'its manifest has a value for "sealed.bytes" that no record can have'
    assert outcome.lines[0].text == said
