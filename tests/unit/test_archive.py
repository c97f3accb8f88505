"""An archive from a stranger is taken whole or refused in one sentence, and never unpacked."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from collections.abc import Callable

import pytest

from credfolio.rounds.archive import MOST_JSON, Package, RequestPackage, read_package, read_request
from credfolio.rounds.packet import write_packet
from sealed import archive, manifest

FILES = {"evidence/001.mp3": b"sound" * 2_000, "evidence/002": b""}


def read(data: bytes) -> Package | RequestPackage | str:
    return read_package(io.BytesIO(data))


def test_what_the_page_makes_is_read_with_its_digests() -> None:
    found = read(archive(FILES))
    assert isinstance(found, Package)
    assert [(one.name, one.bytes) for one in found.manifest.files] == [
        ("evidence/001.mp3", 10_000),
        ("evidence/002", 0),
    ]
    assert json.loads(found.worksheet)["credfolio_worksheet"] == 1


def test_half_a_character_in_an_answer_becomes_a_question_mark_in_the_packet() -> None:
    clear, out = io.BytesIO(archive()), io.BytesIO()
    package = read_package(clear)
    assert isinstance(package, Package)
    write_packet(out, {"answers": {"a": "half \ud800"}}, clear, package)
    with zipfile.ZipFile(out) as made:
        assert json.loads(made.read("packet.json")) == {"answers": {"a": "half ?"}}


def test_work_in_clear_is_no_request() -> None:
    assert "not sealed" in str(read_request(json.dumps(manifest({})).encode()))


Entries = list[tuple[zipfile.ZipInfo | str, bytes]]
OWN: Entries = [("worksheet.json", b"{}"), ("manifest.json", json.dumps(manifest({})).encode())]


def packed(entries: Entries, how: int = zipfile.ZIP_STORED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", how) as out:
        for name, data in entries:
            out.writestr(name, data)
    return made.getvalue()


def link() -> bytes:
    info = zipfile.ZipInfo("evidence/001")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return packed([*OWN, (info, b"/etc/passwd")])


def changed_byte() -> bytes:
    data = bytearray(archive(FILES))
    data[data.index(b"sound") + 7] ^= 1
    return bytes(data)


def overlapping() -> bytes:
    """Two entries of the directory that lead to the same bytes."""
    data = packed([*OWN, ("evidence/001", b"x" * 64), ("evidence/002", b"x" * 64)])
    made = bytearray(data)
    first = data.index(b"PK\x03\x04", data.index(b"manifest.json"))
    where = data.rindex(b"evidence/002") - 46  # its entry in the directory
    made[where + 42 : where + 46] = first.to_bytes(4, "little")
    return bytes(made)


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a way up": (lambda: packed([*OWN, ("../up", b"")]), '"../up", which the page does not make'),
    "a whole path": (lambda: packed([*OWN, ("/etc/x", b"")]), "which the page does not make"),
    "a link": (link, "is a link or something else that is no file"),
    "a name twice": (lambda: packed([*OWN, OWN[0]]), '"worksheet.json" twice'),
    "900 files": (
        lambda: packed([*OWN, *((f"evidence/{n:03d}", b"") for n in range(900))]),
        "it has 902 files, and 60 are the most",
    ),
    "a bomb of JSON": (
        lambda: packed([("worksheet.json", b" " * (MOST_JSON * 5)), OWN[1]], zipfile.ZIP_DEFLATED),
        "far too many for answers",
    ),
    "a million brackets": (
        lambda: packed([OWN[0], ("manifest.json", b"[" * 1_000_000)], zipfile.ZIP_DEFLATED),
        "manifest.json",
    ),
    "packed evidence": (
        lambda: packed([*OWN, ("evidence/001", b"x" * 999)], zipfile.ZIP_DEFLATED),
        "is packed, and evidence is stored as it is",
    ),
    "an unlisted file": (
        lambda: packed([*OWN, ("evidence/001", b"x")]),
        "the manifest does not list it",
    ),
    "a missing file": (
        lambda: packed([OWN[0], ("manifest.json", json.dumps(manifest(FILES)).encode())]),
        "2 files of the manifest missing, evidence/001.mp3 first",
    ),
    "cut off": (lambda: archive(FILES)[:-40], "its archive is damaged"),
    "a changed byte": (changed_byte, "its archive is damaged"),
    "another kind": (lambda: b"Rar!\x1a\x07\x01\x00" + bytes(99), "its archive is damaged"),
    "nothing": (lambda: b"", "its archive is damaged"),
    "an empty archive": (lambda: packed([]), "its archive is empty"),
    "shared bytes": (overlapping, "evidence/002"),
    "other bytes": (
        lambda: packed(
            [
                OWN[0],
                ("manifest.json", json.dumps(manifest({"evidence/001": b"a"})).encode()),
                ("evidence/001", b"b"),
            ]
        ),
        "evidence/001 is not the file that was sealed",
    ),
    "a list as manifest": (
        lambda: packed([OWN[0], ("manifest.json", b"[]")]),
        "does not describe a submission",
    ),
    "a word that nobody knows": (
        lambda: archive(FILES, extra_word=1),
        "manifest.json: ",
    ),
    "another person's path": (
        lambda: archive({"evidence/001.MP3": b"x"}),
        "which the page does not make",
    ),
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_archive_ends_in_one_sentence(case: str) -> None:
    make, expected = HOSTILE[case]
    found = read(make())
    assert isinstance(found, str)
    assert expected in found or (case == "shared bytes" and "damaged" in found)
    assert "\n" not in found
