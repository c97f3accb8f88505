"""Keys that submissions are sealed for, and a folder of sealed submissions that is taken in."""

from __future__ import annotations

import errno
import io
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyrage
import pytest
from click.testing import CliRunner, Result

from credfolio.cli import main
from credfolio.disk.sealed_files import SealingKey
from credfolio.proof.age_key import recipient_kind
from credfolio.proof.digests import digest_of_text
from credfolio.records.model import Submission
from credfolio.records.reckoned.submission_number import number_of
from drop import DAY, OTHER, drop, eva, intake, office_with_drop, put
from pairs import TwoRepositories
from proposals import lay
from sealed import PACKAGE, archive


def test_a_new_key_is_in_the_issuers_record_and_its_secret_half_is_protected(
    project: Path, run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    monkeypatch.setenv("PHRASE", "six words are enough")
    # At the factor of real keys, which tests/unit/test_age_key.py looks at, this takes seconds.
    monkeypatch.setattr("credfolio.proof.age_key.WORK_FACTOR", 10)
    out = project.with_name("keys") / "office.age"
    words = ("sealing", "new", "riverside-usd", "--held-by", "Office of Recognition", "--on", DAY)
    inside = run(*words, "--passphrase-env", "PHRASE", "--out", "key.age")
    assert (inside.exit_code, "must never be committed" in inside.output) == (2, True)
    assert "sealing" not in (project / "catalog/riverside-usd/issuer.yml").read_text()

    done = run(*words, "--passphrase-env", "PHRASE", "--out", str(out))
    assert done.exit_code == 0, done.output
    assert done.output.index("Two holders keep a key each") < done.output.index("Wrote ")
    assert "Next, for the second holder: credfolio sealing new" in done.output
    listed = run("sealing", "list", "riverside-usd").output
    assert listed.startswith("riverside-usd seal-2026 in use, held by Office of Recognition: ")
    assert "AGE-SECRET-KEY" not in done.output + out.read_bytes().decode("latin-1")
    key = SealingKey(out, lambda: "six words are enough")
    assert recipient_kind(key.recipient) == "x25519"
    assert key.recipient in (project / "catalog/riverside-usd/issuer.yml").read_text()
    assert "[sealing-keys]" in run("check").output

    assert run("sealing", "retire", "riverside-usd", "seal-2026", "--on", DAY).exit_code == 0
    assert "retired 2026-05-04" in run("sealing", "list").output
    assert run("sealing", "retire", "riverside-usd", "seal-2026").exit_code == 2


@pytest.fixture
def pair(tmp_path: Path) -> TwoRepositories:
    return office_with_drop(tmp_path)


def submission(pair: TwoRepositories, number: str) -> Submission:
    return pair.check().registry.submissions[f"2026/{number}"]


def test_what_is_in_order_is_taken_and_what_is_not_stops_nothing(pair: TwoRepositories) -> None:
    text = "catalog/riverside-usd/versions/active-listening/1.1.yml"
    source = (pair.public / "catalog/riverside-usd/active-listening.yml").read_text()
    pair.settle(pair.commit_public({text: source}))
    pair.commit_private({})
    said = {"definition_digest": digest_of_text("other"), "ai_use": [{"part": 1, "level": "ideas"}]}
    number = put(pair, "b from eva.age", eva(**said))
    hostile = put(pair, "a.age", b"Rar!")
    put(pair, "c.age", eva("ida"), OTHER)
    put(pair, "d.age", eva("eve"))
    (drop(pair) / "e.age").write_bytes(b"no age")
    (drop(pair) / "notes.txt").write_text("Keep.")
    dry = intake(pair)
    assert "Nothing is written yet" in dry.output
    assert sorted(file.name for file in drop(pair).iterdir())[0] == "a.age"

    done = intake(pair, "--write")
    assert done.exit_code == 1
    assert "1 new submission, 2 refused, 2 waiting\n" in done.output
    assert "! a.age  its archive is damaged, or is not one that the page makes" in done.output
    assert f"{number}, attempt 1; to be looked through by 2026-05-05" in done.output
    assert "its page had another text of version 1.1 than the project" in done.output
    assert "! c.age  it is sealed for other keys than this one" in done.output
    assert '! d.age  nobody in office/people/ has the address "eve@d.example"' in done.output
    assert {file.relative_to(drop(pair)).as_posix() for file in drop(pair).rglob("*.*")} == {
        f"in/{number}.age",
        f"refused/{hostile}-a.age",
        f"refused/{number_of(b'no age')}-e.age",
        "c.age",
        "d.age",
        "notes.txt",
    }
    found = submission(pair, number)
    assert (found.person, str(found.submitted_on), str(found.hours)) == ("p-eva1", DAY, "5")
    assert found.sealed is not None
    assert (found.sealed.id, found.evidence[0].bytes) == (PACKAGE, 5)
    assert found.sealed.identity == "roster-address"
    assert found.ai_use[0].level == "ideas"
    text = (pair.private / f"submissions/2026/{number}/submission.yml").read_text()
    assert "Lund" not in text
    assert "recording.mp3" not in text
    assert pair.check().findings == ()

    settled = intake(pair, "--person", "d.age", "p-ida1", "--write", "--json")
    lines = {one["about"]: one for one in json.loads(settled.stdout)["lines"]}
    assert lines["d.age"]["person"] == "p-ida1"
    settled_one = submission(pair, lines["d.age"]["number"]).sealed
    assert settled_one is not None
    assert settled_one.identity == "office"
    assert "1 file of it came with" in lines["d.age"]["notes"][0]


def test_in_person_is_said_of_the_files_that_somebody_brought(pair: TwoRepositories) -> None:
    put(pair, "eva.age", eva())
    put(pair, "ida.age", eva("ida"))
    in_person = ("--known-by", "in-person")
    refused = intake(pair, *in_person)
    assert refused.exit_code == 2
    assert "names no file" in refused.output
    assert (drop(pair) / "eva.age").exists()
    done = intake(pair, *in_person, "--person", "ida.age", "p-ida1", "--write", "--json")
    known = {}
    for one in json.loads(done.stdout)["lines"]:
        sealed = submission(pair, one["number"]).sealed
        assert sealed is not None
        known[one["about"]] = sealed.identity
    assert known == {"eva.age": "roster-address", "ida.age": "in-person"}


def test_what_a_submission_has_nothing_for_is_named(pair: TwoRepositories) -> None:
    put(pair, "eva.age", eva(files={}))
    answers = {"1/prompt/what-changed": {"v": "They say more.", "t": 1}}
    put(pair, "ida.age", eva("ida", answers=answers))
    said = json.loads(intake(pair, "--json").stdout)["lines"]
    notes = {one["about"]: one["notes"] for one in said}
    assert notes["eva.age"] == [
        'part 1 has nothing for "question 1"',
        'part 1 has nothing for "A recording of one conversation"',
        'part 2 has nothing for "Reflections of two students"',
    ]
    assert notes["ida.age"] == notes["eva.age"][2:]


def test_the_same_file_again_is_in_already_and_the_same_work_again_takes_its_place(
    pair: TwoRepositories,
) -> None:
    number = put(pair, "one.age", eva())
    same = (drop(pair) / "one.age").read_bytes()
    intake(pair, "--write")
    (drop(pair) / "again.age").write_bytes(same)
    done = intake(pair, "--write")
    assert f"again.age  {number} is in already, since {DAY}" in done.output
    assert not (drop(pair) / "again.age").exists()

    newer = put(pair, "two.age", eva())
    assert f"in the place of {number}" in intake(pair, "--write").output
    assert set(pair.check().registry.submissions) == {"2026/k7qm3-xw9t2", f"2026/{newer}"}
    asked = "assessors:\n  - {assessor: p-tom1, on: 2026-05-05, due: 2026-05-19}\n"
    lay(pair.private, {f"submissions/2026/{newer}/assigned.yml": asked})
    put(pair, "three.age", eva())
    done = intake(pair, "--write", day="2026-05-05")
    assert f"it is {newer}, sealed again after readers were asked" in done.output
    assert (drop(pair) / "three.age").exists()


@pytest.mark.parametrize("how", ["returned", "withdrawn"])
def test_what_was_returned_or_withdrawn_is_no_attempt_that_another_one_follows(
    pair: TwoRepositories, how: str
) -> None:
    first = put(pair, "one.age", eva())
    intake(pair, "--write")
    another = "5b241101-e2bb-4255-8caf-4136c566a962"
    second = put(pair, "two.age", eva(id=another, attempt=2, follows="k7qm3-xw9t2"))
    assert f"the attempt before, {first}, is not decided yet" in intake(pair, "--write").output
    events = f"events:\n  - {{what: {how}, on: 2026-05-05, note: No recording.}}\n"
    lay(pair.private, {f"submissions/2026/{first}/events.yml": events})
    done = intake(pair, "--write", day="2026-05-06")
    assert f"{second}, attempt 1; to be looked through" in done.output
    assert 'it says that it follows "k7qm3-xw9t2", which is not the last attempt' in done.output
    record = submission(pair, second)
    assert (record.attempt, record.follows) == (1, None)
    assert pair.check().findings == ()


def test_an_opened_submission_has_no_name_of_hers_where_readers_get_it(
    pair: TwoRepositories, run: Callable[..., Result]
) -> None:
    put(pair, "one.age", eva())
    words = ["sealing", "open", str(drop(pair) / "one.age")]
    words += ["--key", str(pair.work.with_name("key.txt"))]
    out = pair.work.with_name("opened")
    assert run(*words, "--out", str(out), "--blind").exit_code == 0
    assert {file.relative_to(out).as_posix() for file in out.rglob("*.*")} == {
        "worksheet.json",
        "evidence/001.mp3",
    }
    assert (out / "evidence/001.mp3").read_bytes() == b"sound"
    again = run(*words, "--out", str(out))
    assert (again.exit_code, "exists already" in again.output) == (2, True)
    inside = run(*words, "--out", str(pair.private / "opened"))
    assert (inside.exit_code, "never forgets" in inside.output) == (2, True)


def test_sealed_files_stay_out_of_the_repository(pair: TwoRepositories) -> None:
    words = ["--project", pair.private, "intake", pair.private / "office", "--with", pair.public]
    words += ["--key", pair.work.with_name("key.txt")]
    done = CliRunner().invoke(main, [str(one) for one in words])
    assert (done.exit_code, "never forgets" in done.output) == (2, True)


def test_a_small_sealed_file_is_opened_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity = pyrage.x25519.Identity.generate()
    (tmp_path / "key").write_text(str(identity))
    (tmp_path / "a.age").write_bytes(pyrage.encrypt(b"a sheet", [identity.to_public()]))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    key = SealingKey(tmp_path / "key", str)
    assert key.read(tmp_path / "a.age", lambda clear: clear.read()) == b"a sheet"


def full_after(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk without room for more than so many bytes of one temporary file."""

    class Small(io.BytesIO):
        def write(self, data: Any, /) -> int:
            if self.tell() + len(data) > most:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return super().write(data)

    monkeypatch.setattr("tempfile.SpooledTemporaryFile", lambda *_: Small())


def test_without_room_to_open_one_it_waits_and_the_others_go_on(
    pair: TwoRepositories, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = {"evidence/001.mp3": b"film" * 100_000}
    put(pair, "film.age", archive(film, person={"name": "Ida Lund"}))
    number = put(pair, "text.age", eva())
    full_after(300_000, monkeypatch)
    done = intake(pair, "--write")
    assert done.exit_code == 1
    assert "! film.age  it waits, because film.age cannot be opened: No space left" in done.output
    assert "1 new submission, 0 refused, 1 waiting" in done.output
    assert [one.name for one in drop(pair).iterdir() if one.is_file()] == ["film.age"]
    assert submission(pair, number).person == "p-eva1"


def test_a_file_that_goes_while_others_are_taken_stops_nothing(
    pair: TwoRepositories, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(pair, "gone.age", eva("ida"))
    put(pair, "here.age", eva())
    found = Path.open

    def once(file: Path, *how: Any, **named: Any) -> Any:
        if file.name == "gone.age":
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        return found(file, *how, **named)

    monkeypatch.setattr(Path, "open", once)
    done = intake(pair, "--write")
    assert "! gone.age  it cannot be read: No such file" in done.output
    assert "1 new submission, 0 refused, 1 waiting" in done.output


def test_without_room_for_the_records_nothing_is_written_or_moved(
    pair: TwoRepositories, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(pair, "text.age", eva())

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("os.fsync", full)
    done = intake(pair, "--write")
    assert done.exit_code == 3
    assert "No space left on device" in done.output
    assert [one.name for one in drop(pair).iterdir()] == ["text.age"]
    assert not list((pair.private / "submissions").rglob("*/submission.yml"))[1:]
    monkeypatch.undo()
    assert "1 new submission, 0 refused, 0 waiting" in intake(pair, "--write").output
