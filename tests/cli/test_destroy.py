"""Sealed work goes when its days are over, not before, and the records say so."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from credfolio.cli import main
from pairs import TwoRepositories, make_pair
from proposals import lay

NUMBER = "k7qm3-xw9t2"
PLACE = f"submissions/2026/{NUMBER}"


@pytest.fixture
def pair(tmp_path: Path) -> TwoRepositories:
    """Ana was told on 23 March; sealed work is kept for 75 days."""
    made = make_pair(tmp_path)
    made.settle(more="keep_sealed_days: 75\n")
    decision = (made.private / PLACE / "decision.yml").read_text()
    lay(made.private, {f"{PLACE}/decision.yml": decision + "told_on: 2026-03-23\n"})
    (tmp_path / "drop").mkdir()
    (tmp_path / "drop" / f"{NUMBER}.age").write_bytes(b"age")
    (tmp_path / "drop" / "notes.txt").write_text("keep")
    return made


def destroy(pair: TwoRepositories, today: str, *options: object) -> Result:
    arguments = ["--project", pair.private, "destroy", "--with", pair.public]
    arguments += ["--today", today, "--sealed", pair.work.with_name("drop"), *options]
    done = CliRunner().invoke(main, [str(one) for one in arguments])
    assert not isinstance(done.exception, Exception), done.exception
    return done


def sealed(pair: TwoRepositories) -> Path:
    return pair.work.with_name("drop") / f"{NUMBER}.age"


def events(pair: TwoRepositories) -> str:
    file = pair.private / PLACE / "events.yml"
    return file.read_text() if file.exists() else ""


def test_work_is_kept_to_the_last_of_its_days(pair: TwoRepositories) -> None:
    done = destroy(pair, "2026-06-06", "--by", "p-rosa", "--write")
    assert "recorded it for 0 submissions" in done.output
    assert sealed(pair).exists()


def test_after_them_the_file_is_gone_and_the_record_says_who_and_when(
    pair: TwoRepositories,
) -> None:
    done = destroy(pair, "2026-06-07", "--by", "p-rosa", "--write")
    assert done.exit_code == 0, done.output
    assert "Destroyed 1 file, and recorded it for 1 submission\n" in done.output
    assert not sealed(pair).exists()
    assert (pair.work.with_name("drop") / "notes.txt").exists()
    assert "what: destroyed" in events(pair)
    assert "by: p-rosa" in events(pair)
    assert "0 submissions" in destroy(pair, "2026-06-08", "--by", "p-rosa", "--write").output


def test_what_happened_before_stays_in_the_file_with_its_notes(pair: TwoRepositories) -> None:
    before = "# Kept by Rosa.\nevents:\n  - what: triaged\n    on: 2026-03-03\n"
    lay(pair.private, {f"{PLACE}/events.yml": before})
    destroy(pair, "2026-06-07", "--by", "p-rosa", "--write")
    assert events(pair).startswith(before)
    assert events(pair).count("what:") == 2


def test_an_open_appeal_stops_the_days(pair: TwoRepositories) -> None:
    lay(pair.private, {f"{PLACE}/events.yml": "events:\n  - {what: appealed, on: 2026-03-30}\n"})
    assert NUMBER not in destroy(pair, "2026-06-30").output


def test_work_that_is_not_in_the_folder_is_recorded_only_when_somebody_says_it_is_gone(
    pair: TwoRepositories,
) -> None:
    sealed(pair).unlink()
    done = destroy(pair, "2026-06-07", "--by", "p-rosa", "--write")
    assert f"{NUMBER}: no sealed file is in the folder" in done.output
    assert events(pair) == ""
    destroy(pair, "2026-06-07", "--by", "p-rosa", "--write", "--gone")
    assert "what: destroyed" in events(pair)


def test_a_file_that_comes_back_from_a_backup_goes_again(pair: TwoRepositories) -> None:
    destroy(pair, "2026-06-07", "--by", "p-rosa", "--write")
    sealed(pair).write_bytes(b"age")
    told = destroy(pair, "2026-06-08")
    assert "recorded as destroyed, and still in the folder" in told.output
    destroy(pair, "2026-06-08", "--by", "p-rosa", "--write")
    assert not sealed(pair).exists()
    assert events(pair).count("what: destroyed") == 1


def test_nothing_is_destroyed_without_being_asked_or_by_nobody(pair: TwoRepositories) -> None:
    assert "Nothing is destroyed yet" in destroy(pair, "2026-06-07").output
    assert destroy(pair, "2026-06-07", "--write").exit_code == 2
    assert sealed(pair).exists()
