"""Passages into the index of their words, without a site; what is kept between builds."""

from __future__ import annotations

import json
from pathlib import Path

from credfolio.building.full_text import BUNDLE, HEAD, write_full_text
from credfolio.disk.kept import Kept
from credfolio.text.search_words import SynonymGroups

ADDRESSES = ["catalog/a/one/", "catalog/a/two/", "catalog/a/stacks/three/"]
NO_SYNONYMS = SynonymGroups([])


def staged(folder: Path, one: str = "Pedagogy & <b>care</b>") -> Path:
    for name, text in (("one", one), ("two", "Families\n家庭"), ("stacks/three", "")):
        file = folder / f"search/text/a/{name}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "search/index.json").write_text('{"pieces": "0123456789"}')
    return folder


def files(folder: Path) -> dict[str, bytes]:
    home = folder / BUNDLE
    return {f.relative_to(home).as_posix(): f.read_bytes() for f in home.rglob("*") if f.is_file()}


def test_the_files_say_of_which_publication_and_which_records_they_are(tmp_path: Path) -> None:
    written = write_full_text(staged(tmp_path), ADDRESSES, NO_SYNONYMS, "en")
    head = json.loads((tmp_path / HEAD).read_bytes())
    assert (head["of"], head["size"], head["starts"]) == ("0123456789", 3, ["b"])
    assert {file.path for file in written} == {BUNDLE + name for name in files(tmp_path)}
    known = files(tmp_path)[f"{head['pieces']}/known-0.txt"].decode().split()
    assert known == ["care", "family", "pedagogy"]


def shelf(folder: Path) -> Kept:
    return Kept(folder / "kept", 1_000_000)


def entries(folder: Path) -> set[str]:
    return {entry.name for entry in (folder / "kept").iterdir()}


def test_nothing_to_index_writes_nothing(tmp_path: Path) -> None:
    assert write_full_text(tmp_path, [], NO_SYNONYMS, "en") == []
    assert list(tmp_path.iterdir()) == []


def test_an_index_that_was_kept_gives_the_same_bytes_as_a_new_one(tmp_path: Path) -> None:
    for name, kept in (("new", None), ("first", shelf(tmp_path)), ("again", shelf(tmp_path))):
        write_full_text(staged(tmp_path / name), ADDRESSES, NO_SYNONYMS, "en", kept)
    assert len(entries(tmp_path)) == 1
    assert files(tmp_path / "new") == files(tmp_path / "first") == files(tmp_path / "again")


def test_what_is_not_written_anew_is_read_from_the_old_site(tmp_path: Path) -> None:
    old, new = staged(tmp_path / "old"), tmp_path / "new"
    write_full_text(old, ADDRESSES, NO_SYNONYMS, "en")
    write_full_text(new, ADDRESSES, NO_SYNONYMS, "en", old_site=old)
    assert files(new) == files(old)


def test_what_is_kept_is_taken_when_nothing_has_changed_and_only_then(tmp_path: Path) -> None:
    kept = shelf(tmp_path)
    write_full_text(staged(tmp_path / "first"), ADDRESSES, NO_SYNONYMS, "en", kept)
    seen = entries(tmp_path)
    write_full_text(staged(tmp_path / "same"), ADDRESSES, NO_SYNONYMS, "en", kept)
    assert entries(tmp_path) == seen
    groups = SynonymGroups([["care", "kindness"]])
    for n, (text, synonyms, language) in enumerate(
        [("Pedagogy", NO_SYNONYMS, "en"), ("Pedagogy", groups, "en"), ("Pedagogy", groups, "de")]
    ):
        site = staged(tmp_path / f"other-{n}", text)
        write_full_text(site, ADDRESSES, synonyms, language, kept)
        assert len(entries(tmp_path) - seen) == 1
        seen = entries(tmp_path)


def test_what_is_kept_and_damaged_is_made_anew(tmp_path: Path) -> None:
    kept = shelf(tmp_path)
    write_full_text(staged(tmp_path / "first"), ADDRESSES, NO_SYNONYMS, "en", kept)
    (place,) = (tmp_path / "kept").iterdir()
    whole = place.read_bytes()
    for n, damage in enumerate([b"", whole[:-9], whole.replace(b"family", b"famine"), b"\xff"]):
        place.write_bytes(damage)
        site = staged(tmp_path / f"again-{n}")
        write_full_text(site, ADDRESSES, NO_SYNONYMS, "en", kept)
        assert files(site) == files(tmp_path / "first")
        assert place.read_bytes() == whole
