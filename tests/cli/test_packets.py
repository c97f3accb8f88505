"""Sealed packets for readers, without whose work it is; and the sheets that come back sealed."""

from __future__ import annotations

import errno
import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pyrage
import pytest
from click.testing import CliRunner, Result

from credfolio.cli import main
from credfolio.disk.sealed_files import SealingKey
from credfolio.proof.age_key import recipient_kind
from credfolio.records.reckoned.submission_number import number_of
from pairs import TwoRepositories, make_pair
from proposals import lay
from sealed import archive, post_quantum_recipient, sealed

OFFICE, TOM, LEE = (pyrage.x25519.Identity.generate() for _ in range(3))
DAY = "2026-05-05"


@pytest.fixture
def pair(tmp_path: Path) -> TwoRepositories:
    """Eva's sealed work is in, Tom and Lee are asked to read it, and only Tom has a key."""
    made = make_pair(tmp_path)
    issuer = "catalog/riverside-usd/issuer.yml"
    keys = f"  - {{id: seal-a, recipient: {OFFICE.to_public()}, created: 2026-01-05, held_by: A}}\n"
    keys += f"  - {{id: seal-b, recipient: {LEE.to_public()}, created: 2026-01-05, held_by: B}}\n"
    text = (made.public / issuer).read_text().rstrip("\n")
    made.settle(made.commit_public({issuer: f"{text}\nsealing:\n{keys}"}))
    eva = "name: Eva Lund\naddress: eva@district.example\n"
    people = {"office/people/p-eva1.yml": eva, "office/people/p-max1.yml": "name: Max Hale\n"}
    lay(made.private, people)
    (tmp_path / "key").write_text(str(OFFICE))
    (tmp_path / "drop").mkdir()
    answers = {
        "1/prompt/what-changed": {"v": "I, Eva, waited.", "t": 1},
        "notes": {"v": "Call Rosa", "t": 1},
    }
    work = archive({"evidence/001.mp3": b"sound" * 1000}, answers=answers)
    (tmp_path / "drop/one.age").write_bytes(sealed(work, str(OFFICE.to_public())))
    run(made, "intake", tmp_path / "drop", "--key", tmp_path / "key", "--write")
    number = next((tmp_path / "drop/in").iterdir()).stem
    run(made, "triage", number, "--write")
    run(made, "assign", "--write")
    done = run(made, "sealing", "admit", "p-tom1", TOM.to_public(), plain=True)
    assert "packets are sealed for" in done.output
    return made


def run(
    pair: TwoRepositories, *words: object, day: str = DAY, code: int = 0, plain: bool = False
) -> Result:
    common = () if plain else ("--with", pair.public, "--today", day)
    arguments = ["--project", pair.private, *words, *common]
    done = CliRunner().invoke(main, [str(one) for one in arguments])
    assert not isinstance(done.exception, Exception), done.exception
    assert done.exit_code == code, done.output
    return done


def packets(pair: TwoRepositories, *more: str, code: int = 0, day: str = DAY) -> str:
    folder = pair.work.parent
    words = ("packets", folder / "packets", "--sealed", folder / "drop/in")
    return run(pair, *words, "--key", folder / "key", *more, code=code, day=day).output


def opened(file: Path, key: Any) -> tuple[dict[str, Any], zipfile.ZipFile]:
    found = zipfile.ZipFile(io.BytesIO(pyrage.decrypt(file.read_bytes(), [key])))
    return json.loads(found.read("packet.json")), found


def the_packet(pair: TwoRepositories) -> Path:
    [file] = (pair.work.parent / "packets").rglob("*.age")
    return file


def sheet(packet: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """What assess/ seals for the office."""
    fields = {
        "on": "2026-05-12",
        "decision": "pass",
        "feedback": "I saw it.",
        "1/criterion/waiting": "demonstrated",
        "2/level": "yes",
    }
    return {
        "credfolio_assessment": 1,
        **{key: packet[key] for key in ("number", "reader", "token")},
        "fields": {key: {"v": value} for key, value in fields.items()},
        **changes,
    }


def test_a_packet_has_the_work_and_the_rubric_and_no_name(pair: TwoRepositories) -> None:
    dry = packets(pair, code=1)
    assert "p-lee1  has no key, and waits for" in dry
    assert not (pair.work.parent / "packets").exists()
    said = packets(pair, "--write", code=1)
    assert "1 packet, 0 deleted; 1 to settle" in said
    assert "its answers contain Eva, a word of the educator's name" in said

    file = the_packet(pair)
    packet, found = opened(file, TOM)
    with pytest.raises(pyrage.DecryptError):
        opened(file, LEE)
    assert file.relative_to(pair.work.parent / "packets").as_posix() == (
        f"p-tom1/{packet['number']}.packet.age"
    )
    assert found.read("evidence/001.mp3") == b"sound" * 1000
    assert (packet["reader"], packet["due"]) == ("p-tom1", "2026-05-19")
    [part, _] = packet["sheet"]["parts"]
    assert packet["sheet"]["version"] == "1.1"
    assert [one["id"] for one in part["rubric"]] == ["waiting"]
    assert [one["id"] for one in part["levels"] if one["passing"]] == ["demonstrated"]
    assert packet["office"]["keys"][0]["recipient"] == str(OFFICE.to_public())
    assert packet["conversation"] == ""
    assert packet["answers"] == {"1/prompt/what-changed": "I, Eva, waited."}
    told = json.dumps({**packet, "answers": None})
    for word in ("Eva", "Lund", "district", "My recording", "p-eva1", "Rosa"):
        assert word not in told
    before = file.read_bytes()
    assert "0 packets, 0 deleted" in packets(pair, "--write", code=1)
    assert file.read_bytes() == before


def test_a_sealed_sheet_is_taken_and_then_the_packet_goes(pair: TwoRepositories) -> None:
    packets(pair, "--write", code=1)
    folder, file = pair.work.parent, the_packet(pair)
    packet, _ = opened(file, TOM)
    forged = {
        "other": sheet(packet, reader="p-lee1"),
        "none": sheet(packet, token=""),
        "guess": sheet(packet, token="0" * 32),
    }
    forged["half"] = sheet(packet, token="\ud800")
    forged["none"]["fields"] |= {
        "who": {"v": packet["number"]},
        "assessor": {"v": "p-tom1"},
    }
    for name, data in {**forged, "good": sheet(packet)}.items():
        made = sealed(json.dumps(data).encode(), str(OFFICE.to_public()))
        (folder / f"{name}.sheet.age").write_bytes(made)
    (folder / "lee.sheet.age").write_bytes(sealed(b"{}", str(LEE.to_public())))
    names = ("other", "none", "guess", "lee", "half", "good")
    files = [folder / f"{name}.sheet.age" for name in names]
    assert "is sealed" in run(pair, "record", files[-1], code=2).output
    done = run(pair, "record", *files, "--key", folder / "key", "--write", code=1, day="2026-05-12")
    lines = done.output.splitlines()
    assert "made for p-lee1" in lines[0]
    assert "nothing in it proves that p-tom1 sent it" in lines[1]
    assert "made for p-tom1" in lines[2]
    assert "sealed for other keys" in lines[3]
    assert "made for p-tom1" in lines[4]
    assert "waits for p-lee1" in done.output
    assert "1 sheet; 5 cannot be taken" in done.output

    assert file.is_file()
    (file.parent / "mine.packet.age").touch()
    said = packets(pair, "--write", code=1, day="2026-05-12")
    assert "nobody has to read it any more, so it is deleted" in said
    assert [one.name for one in file.parent.iterdir()] == ["mine.packet.age"]


def test_a_packet_stays_while_its_reader_has_no_key(pair: TwoRepositories) -> None:
    packets(pair, "--write", code=1)
    file, person = the_packet(pair), pair.private / "office/people/p-tom1.yml"
    text = person.read_text().replace(f"recipient: {TOM.to_public()}", "").replace(", }", "}")
    person.write_text(text)
    said = packets(pair, "--write", code=1)
    assert "p-tom1  has no key" in said
    assert "0 packets, 0 deleted" in said
    assert file.is_file()


def test_without_room_for_a_packet_it_says_so(
    pair: TwoRepositories, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    assert "a packet cannot be made: No space left" in packets(pair, "--write", code=3)


def test_a_readers_key_is_made_and_admitted(
    pair: TwoRepositories, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PHRASE", "six words are enough")
    monkeypatch.setattr("credfolio.proof.age_key.WORK_FACTOR", 10)  # real keys take seconds
    out = pair.work.parent / "reader.key"
    words = ("sealing", "reader", "--passphrase-env", "PHRASE", "--out")
    assert run(pair, *words, pair.private / "key", plain=True, code=2)
    done = run(pair, *words, out, plain=True)
    recipient = SealingKey(out, lambda: "six words are enough").recipient
    assert (recipient_kind(recipient), f"office: {recipient}" in done.output) == ("x25519", True)

    person = pair.private / "office/people/p-lee1.yml"
    run(pair, "sealing", "admit", "p-lee1", recipient, plain=True)
    assert person.read_text() == (
        f"name: Lee Osei\naccount: lee-o\nassesses: {{trained_on: 2024-08-20, "
        f"recipient: {recipient}}}\n"
    )
    text = "name: Lee Osei\nassesses:\n  # since\n  trained_on: 2024-08-20\nroles: [teacher]\n"
    person.write_text(text)
    for one in (recipient, str(TOM.to_public())):
        run(pair, "sealing", "admit", "p-lee1", one, plain=True)
    line = f"  trained_on: 2024-08-20\n  recipient: {TOM.to_public()}\n"
    assert person.read_text() == text.replace("  trained_on: 2024-08-20\n", line)
    assert pair.check().findings == ()
    other = f"{recipient[:-1]}{'q' if recipient[-1] != 'q' else 'p'}"
    person.write_text(person.read_text().replace(str(TOM.to_public()), other))
    [slip] = [one for one in pair.check().findings if one.is_error]
    assert (slip.rule, slip.line) == ("sealing-keys", 5)
    assert slip.message == 'the recipient of "Lee Osei" has a slip'
    # A key that no version here opens is no slip, and typing it again would not help.
    quantum = post_quantum_recipient()
    person.write_text(person.read_text().replace(other, quantum))
    [kind] = [one for one in pair.check().findings if one.is_error]
    assert kind.message.endswith("is post-quantum, which this version cannot open")
    assert kind.fix == "ask the reader for another: the page assess/ makes a key that can be opened"
    person.write_text(person.read_text().replace(quantum, recipient))
    said = run(pair, "sealing", "admit", "p-lee1", quantum, plain=True, code=2)
    assert "is a post-quantum key, which this version cannot open" in said.output
    assert "ask the reader for another" in said.output
    for who, what in (("p-lee1", recipient[:-1]), ("p-no", recipient), ("p-rosa", recipient)):
        run(pair, "sealing", "admit", who, what, plain=True, code=2)


def test_what_cannot_be_opened_stops_no_other_packet(pair: TwoRepositories) -> None:
    folder = pair.work.parent
    [file] = (folder / "drop/in").iterdir()
    data = file.read_bytes()
    file.unlink()
    assert "its sealed file is not in" in packets(pair, code=1)
    file.write_bytes(data[:-20])
    assert "is damaged" in packets(pair, "--write", code=1)
    assert not list(folder.glob("packets/**/*.age"))
    assert number_of(data) == file.stem
    words = ("packets", pair.private / "out", "--sealed", folder, "--key", folder / "key")
    assert "inside the repository" in run(pair, *words, code=2).output
