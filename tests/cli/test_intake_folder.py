"""What lies in one folder: which of several files counts, what is equal, what is passed over.

Names of files decide nothing, so each case is tried with the names turned round.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from credfolio.cli import main
from drop import drop, eva, intake, office_with_drop, put
from pairs import TwoRepositories
from sealed import PACKAGE

ANOTHER = "5b241101-e2bb-4255-8caf-4136c566a962"
EARLY, LATE = "2026-05-03T20:15:00.120Z", "2026-05-03T20:16:10.000Z"


@pytest.fixture
def pair(tmp_path: Path) -> TwoRepositories:
    return office_with_drop(tmp_path)


def lines(pair: TwoRepositories, *options: str, day: str = "2026-05-04") -> dict[str, Any]:
    done = intake(pair, "--json", *options, day=day)
    return {one["about"]: one for one in json.loads(done.stdout)["lines"]}


def names(pair: TwoRepositories) -> set[str]:
    return {one.relative_to(drop(pair)).as_posix() for one in drop(pair).rglob("*.*")}


@pytest.mark.parametrize(("old", "new"), [("a.age", "a (1).age"), ("b (1).age", "a.age")])
def test_of_work_sealed_again_the_later_one_counts_whatever_its_name(
    pair: TwoRepositories, old: str, new: str
) -> None:
    early, late = put(pair, old, eva(sealed_at=EARLY)), put(pair, new, eva(sealed_at=LATE))
    said = lines(pair, "--write")
    assert (said[new]["number"], said[new]["is_new"]) == (late, True)
    assert said[old]["says"] == (
        "it was sealed on 2026-05-03, 20:15 UTC, and again on 2026-05-03, 20:16 UTC, by the clock "
        f"of the educator's device: {new} counts"
    )
    assert not said[old]["is_problem"]
    assert names(pair) == {f"in/{late}.age", f"refused/{early}-{old}"}
    sealed = pair.check().registry.submissions[f"2026/{late}"].sealed
    assert sealed is not None
    assert (sealed.id, sealed.sealed_at) == (PACKAGE, "2026-05-03T20:16:10Z")


def test_an_older_file_that_comes_later_does_not_replace_the_newer_one(
    pair: TwoRepositories,
) -> None:
    late = put(pair, "a.age", eva(sealed_at=LATE))
    lines(pair, "--write")
    early = put(pair, "b.age", eva(sealed_at=EARLY))
    said = lines(pair, "--write")["b.age"]
    assert f"and {late}, which is in, again on 2026-05-03, 20:16 UTC" in said["says"]
    assert said["says"].endswith("that one counts")
    assert f"2026/{late}" in pair.check().registry.submissions
    assert f"refused/{early}-b.age" in names(pair)


@pytest.mark.parametrize("times", [(EARLY, EARLY), (EARLY, "some day"), ("2026-05-03T20:15", LATE)])
def test_where_no_time_tells_them_apart_somebody_is_asked(
    pair: TwoRepositories, times: tuple[str, str]
) -> None:
    for name, time in zip(("a.age", "b.age"), times, strict=True):
        put(pair, name, eva(sealed_at=time))
    said = lines(pair, "--write")
    assert said["a.age"]["says"] == (
        "p-eva1 has b.age in this folder, too: ask which counts, and take the other one out"
    )
    assert all(one["is_problem"] for one in said.values())
    assert names(pair) == {"a.age", "b.age"}


def test_two_pieces_of_work_for_the_same_wait_both(pair: TwoRepositories) -> None:
    put(pair, "a.age", eva(sealed_at=EARLY))
    put(pair, "b.age", eva(id=ANOTHER, sealed_at=LATE))
    put(pair, "c.age", eva("ida"))
    said = lines(pair, "--write")
    assert "p-eva1 has b.age in this folder, too" in said["a.age"]["says"]
    assert "p-eva1 has a.age in this folder, too" in said["b.age"]["says"]
    assert said["c.age"]["is_new"]
    (drop(pair) / "a.age").unlink()
    assert lines(pair, "--write")["b.age"]["is_new"]


def test_the_same_file_twice_is_one_submission(pair: TwoRepositories) -> None:
    number = put(pair, "work.age", eva())
    (drop(pair) / "work (1).age").write_bytes((drop(pair) / "work.age").read_bytes())
    said = lines(pair, "--write")
    assert said["work.age"]["is_new"]
    assert said["work (1).age"]["says"] == f"it is the same file as work.age, {number}"
    assert not said["work (1).age"]["is_problem"]
    assert names(pair) == {f"in/{number}.age"}


def test_the_same_file_twice_waits_as_one_for_whoever_it_is_of(pair: TwoRepositories) -> None:
    number = put(pair, "work.age", eva("eve"))
    (drop(pair) / "work (1).age").write_bytes((drop(pair) / "work.age").read_bytes())
    assert lines(pair, "--write")["work (1).age"]["says"] == (
        f"it is the same file as work.age, {number}"
    )
    assert names(pair) == {"work.age", "work (1).age"}
    # The office may name either of the two.
    said = lines(pair, "--person", "work (1).age", "p-eva1", "--write")
    assert said["work (1).age"]["is_new"]
    assert names(pair) == {f"in/{number}.age"}


def test_equal_evidence_in_one_folder_is_named_on_both_sides(pair: TwoRepositories) -> None:
    put(pair, "a.age", eva())
    put(pair, "b.age", eva("ida", id=ANOTHER))
    put(pair, "c.age", eva("ida", id=ANOTHER, files={"evidence/001.mp3": b"other"}))
    (drop(pair) / "c.age").unlink()
    said = lines(pair)
    assert "1 file of it is also in b.age of p-ida1" in said["a.age"]["notes"]
    assert "1 file of it is also in a.age of p-eva1" in said["b.age"]["notes"]


def test_a_file_that_is_given_for_two_parts_is_named(pair: TwoRepositories) -> None:
    twice = {"evidence/001.mp3": b"sound", "evidence/002.mp3": b"sound"}
    put(pair, "a.age", eva(files=twice))
    put(pair, "b.age", eva("ida", files={"evidence/001.mp3": b"1", "evidence/002.mp3": b"2"}))
    said = lines(pair)
    twice_said = "the same file is given 2 times: for part 1, recording and part 1, recording"
    assert twice_said in said["a.age"]["notes"]
    assert not any("same file" in one for one in said["b.age"]["notes"])


def test_what_is_no_submission_is_named_and_stays(pair: TwoRepositories) -> None:
    for name in ("note.txt", "Work.PDF", ".DS_Store", "Thumbs.db", "~$work.docx"):
        (drop(pair) / name).write_bytes(b"1")
    (drop(pair) / "from Ida").mkdir()
    (drop(pair) / "in").mkdir()
    (drop(pair) / "link.age").symlink_to(drop(pair) / "note.txt")
    done = intake(pair, "--write")
    assert done.exit_code == 0
    said = lines(pair)
    assert set(said) == {"note.txt", "Work.PDF", "from Ida", "link.age"}
    assert said["note.txt"]["says"] == (
        "it is neither sealed work nor a request, so it stays as it is"
    )
    assert "it is not sealed" in said["Work.PDF"]["says"]
    assert "put its files here" in said["from Ida"]["says"]
    assert "it leads elsewhere" in said["link.age"]["says"]
    assert "note.txt" in names(pair)


def test_a_return_says_why(pair: TwoRepositories) -> None:
    number = put(pair, "a.age", eva())
    intake(pair, "--write")
    words = ["--project", pair.private, "triage", number, "--with", pair.public, "--return"]
    for why in ("", "  "):
        done = CliRunner().invoke(main, [str(one) for one in [*words, why, "--write"]])
        assert done.exit_code == 2
        assert "nothing says why it goes back" in done.output
        assert "write why after --return" in done.output
    assert not (pair.private / f"submissions/2026/{number}/events.yml").exists()


TOO_LATE = "2099-05-03T20:15:00Z"


def test_a_clock_that_runs_ahead_is_asked_about_and_makes_no_later_file_old(
    pair: TwoRepositories,
) -> None:
    put(pair, "a.age", eva(sealed_at=TOO_LATE))
    said = lines(pair, "--write")["a.age"]
    assert said["is_problem"]
    assert (
        "it was sealed on 2099-05-03, 20:15 UTC, by the clock of the educator's device"
        in (said["says"])
    )
    assert said["says"].endswith("say --person a.age p-eva1")
    assert names(pair) == {"a.age"}
    asked = lines(pair, "--write", "--person", "a.age", "p-eva1")["a.age"]
    assert asked["is_new"]
    taken = pair.check().registry.submissions[f"2026/{asked['number']}"].sealed
    assert taken is not None
    assert taken.sealed_at is None
    put(pair, "b.age", eva(sealed_at=EARLY))
    assert lines(pair, "--write")["b.age"]["is_new"]


def test_a_clock_that_runs_ahead_settles_nothing_in_a_folder(pair: TwoRepositories) -> None:
    put(pair, "a.age", eva(sealed_at=TOO_LATE))
    put(pair, "b.age", eva(sealed_at=EARLY))
    said = lines(pair, "--write")
    assert "ask which counts" in said["a.age"]["says"]
    assert "ask which counts" in said["b.age"]["says"]
    assert names(pair) == {"a.age", "b.age"}


def test_an_evening_that_is_the_next_day_elsewhere_is_no_wrong_clock(pair: TwoRepositories) -> None:
    put(pair, "a.age", eva(sealed_at="2026-05-04T21:30:00-10:00"))
    assert lines(pair, "--write", day="2026-05-04")["a.age"]["is_new"]
