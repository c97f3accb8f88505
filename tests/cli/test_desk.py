"""The desk's own Python says what the command says; the test of its page has it in a browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyrage
import pytest
from click.testing import CliRunner

from credfolio.cli import main
from credfolio.desk.office import Desk, DeskOffice, placeholder
from credfolio.desk.own_words import in_desk_words
from credfolio.desk.run import desk, run
from credfolio.rounds.blind import SECRET_FILE
from pairs import TwoRepositories, make_pair, make_toms
from proposals import git, lay
from sealed import archive, sealed

KEY = pyrage.x25519.Identity.generate()
EVA = {
    "office/people/p-eva1.yml": "name: Eva Lund\naddress: eva@district.example\n",
    SECRET_FILE: "07" * 32 + "\n",
}

SEALED = f"""\
sealed:
  id: 3b241101-e2bb-4255-8caf-4136c566a962
  digest: uEi{"A" * 44}
  bytes: 5
  reply_to: {KEY.to_public()}
  identity: office
"""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    pair = make_pair(tmp_path)
    lay(pair.private, EVA)
    (tmp_path / "key.txt").write_text(str(KEY))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(DeskOffice, "desk", Desk())  # what one command left is not there for all
    return tmp_path


def words_of(*words: str) -> list[str]:
    return ["--project", "private", *words, "--with", "public", "--today", "2026-05-05"]


def at_desk(office: Path, *words: str) -> Any:
    return json.loads(run(words_of(*words), str(office)))


def printed(*words: str) -> str:
    return in_desk_words(CliRunner().invoke(main, words_of(*words)).output)


def test_a_sealed_submission_is_taken_as_the_page_opened_it(office: Path) -> None:
    (office / "in").mkdir()
    data = archive(reply_to=str(KEY.to_public()))
    (office / "in/eva.age").write_bytes(sealed(data, str(KEY.to_public())))
    for name in ("other", "torn", "damaged"):
        (office / f"in/{name}.age").write_bytes(name.encode())
    (office / "clear.zip").write_bytes(data)
    desk().recipient = str(KEY.to_public())
    desk().open_package("eva.age", office / "clear.zip")
    desk().cannot_open("other.age", "other")
    desk().cannot_open("torn.age", "short")
    said = at_desk(office, "intake", "in", "--key", "key.txt", "--write")
    assert "it is sealed for other keys than this one" in said["text"]
    assert "it is damaged: its end is missing" in said["text"]
    assert "it is damaged or no sealed file" in said["text"]
    [path] = said["data"]["changes"]
    assert said["changed"] == [f"private/{path}"]
    number = Path(path).parent.name
    assert said["moves"]["eva.age"] == f"in/{number}.age"
    assert said["moves"]["torn.age"].startswith("refused/")
    assert "other.age" not in said["moves"]  # it waits for the key's other holder
    assert len(list((office / "in").iterdir())) == 4  # the page moves them

    desk().key = "phrase"
    said = at_desk(office, "intake", "in", "--key", "key.txt")
    assert said["errors"].startswith("credfolio: key.txt cannot be opened with this passphrase")
    desk().key = "key"
    said = at_desk(office, "intake", "in", "--key", "key.txt")
    assert "holds no key" in said["errors"]


def test_letters_are_left_for_the_page_to_seal(office: Path) -> None:
    settled = office / "private/submissions/2026/k7qm3-xw9t2"
    text = (settled / "submission.yml").read_text()
    (settled / "submission.yml").write_text(f"{text}{SEALED}")
    letter = ("letter", "--out", "letters")
    dry = at_desk(office, *letter)
    assert (dry["text"], dry["done"], dry["data"]["written"]) == (printed(*letter), "", False)
    taken: list[tuple[bytes, str]] = []
    desk().take = lambda path, recipient: taken.append((Path(path).read_bytes(), recipient))
    said = at_desk(office, *letter, "--write")
    name = "letters/k7qm3-xw9t2.letter.age"
    assert said["to_seal"] == {name: 0}
    assert said["done"]
    assert said["data"]["written"]
    assert (office / name).read_bytes() == placeholder(0)
    [(data, recipient)] = taken
    assert json.loads(data)["credfolio_letter"] == 1
    assert recipient == str(KEY.to_public())
    assert "private/submissions/2026/k7qm3-xw9t2/decision.yml" in said["changed"]


def test_errors_in_the_records_are_said_with_their_places(office: Path) -> None:
    (office / "private/office/people/p-bad1.yml").write_text("nme: Ida\n")
    said = at_desk(office, "due")
    assert said["errors"] == printed("due")
    assert (said["code"], said["data"]) == (1, None)
    assert "office/people/p-bad1.yml" in said["findings"]


def test_awards_are_published_from_the_zip_into_a_folder(office: Path) -> None:
    pair = TwoRepositories(office / "public", office / "private", office / "laid")
    make_toms(pair)
    git(pair.public, "archive", "--format=zip", "--prefix=c/", "-o", "../public.zip", "HEAD")
    (office / "awards").mkdir()
    common = ("--project", "private", "publish", "--to", "awards", "--with", "public.zip")
    words = [*common, "--commit", git(pair.private, "rev-parse", "HEAD")]
    words += ["--today", "2026-05-05"]
    dry = json.loads(run(words, str(office)))
    assert dry["text"] == in_desk_words(CliRunner().invoke(main, words).output)
    award = "portfolios/tom-berg/awards/active-listening.yml"
    kept = "catalog/riverside-usd/versions/active-listening/1.1.yml"
    assert dry["data"]["changes"] == ["catalog/records.yml", kept, award]
    assert dry["changed"] == []
    said = json.loads(run([*words, "--write"], str(office)))
    assert said["done"].endswith("propose it as a publisher")
    written = ("catalog/records.yml", kept, award)
    assert said["changed"] == [f"awards/{one}" for one in written]


def test_sealed_work_past_its_days_is_left_for_the_page_to_delete(office: Path) -> None:
    settled = office / "private/submissions/2026/k7qm3-xw9t2/decision.yml"
    settled.write_text(f"{settled.read_text()}told_on: 2026-03-23\n")
    settings = office / "private/office/records.yml"
    settings.write_text(f"{settings.read_text()}keep_sealed_days: 20\n")
    (office / "sealed").mkdir()
    (office / "sealed/k7qm3-xw9t2.age").write_bytes(b"age")
    words = ("destroy", "--sealed", "sealed", "--by", "p-rosa")
    dry = at_desk(office, *words)
    assert (dry["text"], dry["moves"], dry["changed"]) == (printed(*words), {}, [])
    said = at_desk(office, *words, "--write")
    assert said["moves"] == {"k7qm3-xw9t2.age": ""}
    assert said["changed"] == ["private/submissions/2026/k7qm3-xw9t2/events.yml"]
    assert said["done"] == "Destroyed 1 file, and recorded it for 1 submission"
    assert (office / "sealed/k7qm3-xw9t2.age").exists()  # the page deletes it


def test_a_readers_key_is_noted_and_a_slip_in_it_is_said(office: Path) -> None:
    recipient = str(KEY.to_public())
    words = ["--project", "private", "sealing", "admit", "p-lee1", recipient]
    dry = json.loads(run([*words, "--dry-run"], str(office)))
    assert dry["data"]["summary"].startswith("office/people/p-lee1.yml: packets would be sealed")
    assert dry["changed"] == []
    said = json.loads(run(words, str(office)))
    assert said["changed"] == ["private/office/people/p-lee1.yml"]
    assert said["done"] == said["text"].strip()
    slip = json.loads(run([*words[:-1], recipient[:-1]], str(office)))
    assert (slip["data"], slip["changed"]) == (None, [])
    assert "has a slip, or is no key of a reader" in slip["errors"]
