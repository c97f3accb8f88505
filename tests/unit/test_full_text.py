"""Passages into the index of their words, without a site; what is kept between builds."""

from __future__ import annotations

import json
from hashlib import sha256
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
    assert len(entries(tmp_path)) == 2  # the index, and what was read of each text
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
    for new, synonyms, language in ((1, NO_SYNONYMS, "en"), (2, groups, "en"), (2, groups, "de")):
        site = staged(tmp_path / f"other-{len(seen)}", "Pedagogy")
        write_full_text(site, ADDRESSES, synonyms, language, kept)
        assert len(entries(tmp_path) - seen) == new
        seen = entries(tmp_path)


def test_after_a_change_only_other_texts_are_read_and_the_bytes_are_the_same(
    tmp_path: Path,
) -> None:
    kept, synonyms = shelf(tmp_path), SynonymGroups([["care", "kindness"], ["families"]])
    write_full_text(staged(tmp_path / "first"), ADDRESSES, synonyms, "en", kept)
    texts = ("Care, care, cared, care for families", "", "Pedagogy", "Families\n家庭")
    for n, text in enumerate(texts):
        new, again = (staged(tmp_path / f"{name}-{n}", text) for name in ("new", "again"))
        write_full_text(new, ADDRESSES, synonyms, "en")
        known = {
            path.relative_to(again).as_posix(): sha256(path.read_bytes()).hexdigest()
            for path in (again / "search/text").rglob("*.txt")
        }
        (again / "search/text/a/two.txt").unlink()
        write_full_text(again, ADDRESSES, synonyms, "en", kept, digests=known)
        assert files(again) == files(new), text


def test_what_is_kept_and_damaged_is_made_anew(tmp_path: Path) -> None:
    kept = shelf(tmp_path)
    write_full_text(staged(tmp_path / "first"), ADDRESSES, NO_SYNONYMS, "en", kept)
    index, texts = sorted(
        (tmp_path / "kept").iterdir(), key=lambda file: b"words-0" not in file.read_bytes()
    )
    for place, word in ((index, b"family"), (texts, b"families")):
        whole = place.read_bytes()
        assert word in whole
        for damage in (b"", whole[:-9], whole.replace(word, word.upper()), b"\xff"):
            index.unlink(missing_ok=True)
            place.write_bytes(damage)
            site = staged(tmp_path / f"{place.name}-{word in damage}-{len(damage)}")
            write_full_text(site, ADDRESSES, NO_SYNONYMS, "en", kept)
            assert files(site) == files(tmp_path / "first")
            assert place.read_bytes() == whole
