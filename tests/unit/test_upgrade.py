"""An upgrade keeps what the owner changed, says what it cannot, and can be interrupted."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from credfolio import __version__
from credfolio.cli import main, upgrade_command
from credfolio.disk.shipped import shipped
from credfolio.errors import CredfolioError, EnvironmentProblem
from credfolio.founding.answers import take_answers
from credfolio.founding.doctor import examine
from credfolio.founding.generated import NOTE, Founded, read_note, render_note
from credfolio.founding.kept_texts import keep_texts
from credfolio.founding.locks import locked_version
from credfolio.founding.repository import found
from credfolio.founding.upgrade import BASES, Upgrade, apply_upgrade, plan_upgrade, refuse_older
from kill_steps import Killed
from proposals import commit, git

OLD, NEW = "0.0.9", "9.0.0"
DIGEST = "ab" * 32
ANSWERS = take_answers(
    {"name": "Badges", "address": "https://badges.district.org/", "zone": "America/Denver"}
    | {"maintainers": "robin-example", "owner": "badges@district.org", "language": "en"}
)
README, SETTINGS, LINKS = "README.md", "mkdocs.yml", ".github/workflows/links.yml"
THEME = "theme/README.md"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site as an older version founded it, whose README had other words; all is committed."""
    found(tmp_path, ANSWERS, OLD, {}, DIGEST)
    git(tmp_path, "init", "--quiet", "--template=")
    older(tmp_path, README, "## Work on it", "## How to work on it")
    commit(tmp_path, "Found the site")
    return tmp_path


def test_a_wheel_without_a_hash_ends_an_upgrade_before_an_interrupted_one_is_finished(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(index: str) -> str:
        raise EnvironmentProblem("nothing was changed")

    monkeypatch.setattr(upgrade_command, "own_digest", unknown)
    monkeypatch.setattr(upgrade_command, "plan_records", lambda *_, **__: pytest.fail("too early"))
    done = CliRunner().invoke(main, ["--project", str(site), "upgrade", "--write"])
    assert (done.exit_code, git(site, "status", "--porcelain")) == (3, "")


def older(root: Path, path: str, now: str, then: str) -> None:
    """Let a generated file have been generated with other words, as an older version might."""
    text = (root / path).read_text(encoding="utf-8")
    assert now in text
    (root / path).write_text(text.replace(now, then), encoding="utf-8")
    record(root, path)


def record(root: Path, path: str) -> None:
    note = note_of(root)
    blob = git(root, "hash-object", path)
    known = Founded(note.version, note.answers, {**note.files, path: blob}, note.theme)
    (root / NOTE).write_text(render_note(known), encoding="utf-8")


def note_of(root: Path) -> Founded:
    note = read_note(root)
    assert note
    return note


def plan(root: Path, version: str = NEW) -> Upgrade:
    return plan_upgrade(root, note_of(root), version, {}, DIGEST)


def how(upgrade: Upgrade) -> dict[str, str]:
    return {one.path: one.how for one in upgrade.changes if one.how != "kept"}


def change(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


LOCKED = {
    ".pre-commit-config.yaml": "replaced",
    "requirements.in": "replaced",
    "requirements.txt": "replaced",
    "requirements-sign.txt": "replaced",
}


def test_what_nobody_changed_is_replaced_and_the_lock_follows(site: Path) -> None:
    before = (site / "docs/about.md").read_text("utf-8")
    change(site, "docs/about.md", "FILL IN:", "We say:")
    assert how(plan(site)) == {README: "replaced", **LOCKED}
    apply_upgrade(site, plan(site))
    assert "## Work on it" in (site / README).read_text("utf-8")
    assert note_of(site).version == NEW
    for path in ("requirements.txt", "requirements-sign.txt"):
        assert locked_version((site / path).read_text("utf-8")) == NEW
    assert (site / "docs/about.md").read_text("utf-8") == before.replace("FILL IN:", "We say:")
    assert how(plan(site)) == {}
    assert apply_upgrade(site, plan(site)) == 0


def test_changes_of_both_are_merged_and_so_are_those_of_the_next_upgrade(site: Path) -> None:
    change(site, README, "# Badges", "# Our badges")
    commit(site, "Ours")
    assert how(plan(site))[README] == "merged"
    apply_upgrade(site, plan(site))
    text = (site / README).read_text("utf-8")
    assert "# Our badges" in text
    assert "## Work on it" in text
    # No commit holds what was generated; the next merge begins with what the upgrade kept.
    assert (site / BASES / README).is_file()
    assert f"{BASES}/" in git(site, "status", "--porcelain"), "other computers need it as well"
    assert how(plan(site, "9.1.0")) == LOCKED


def test_the_same_line_changed_by_both_is_left_to_the_owner_and_the_rest_is_done(
    site: Path,
) -> None:
    change(site, README, "## How to work on it", "## Working here")
    upgrade = plan(site)
    assert how(upgrade) == {README: "conflict", **LOCKED}
    apply_upgrade(site, upgrade)
    assert "## Working here" in (site / README).read_text("utf-8")
    assert "## Work on it" in (site / f"{README}.new").read_text("utf-8")
    assert "<<<<<<<" not in (site / f"{README}.new").read_text("utf-8")
    assert note_of(site).version == NEW


def test_where_nobody_has_the_old_text_nothing_of_the_owner_is_lost(site: Path) -> None:
    """As in a shallow clone, or where a file was edited before it was ever committed."""
    note = note_of(site)
    lost = {**note.files, README: "1" * 40}
    (site / NOTE).write_text(render_note(Founded(OLD, ANSWERS, lost)), encoding="utf-8")
    assert how(plan(site))[README] == "conflict"
    apply_upgrade(site, plan(site))
    assert "## How to work on it" in (site / README).read_text("utf-8")


def test_a_file_that_its_owner_deleted_stays_deleted_and_a_new_one_comes(site: Path) -> None:
    (site / LINKS).unlink()
    (site / THEME).unlink()
    note = note_of(site)
    files = {path: blob for path, blob in note.files.items() if path != THEME}
    (site / NOTE).write_text(render_note(Founded(OLD, ANSWERS, files)), encoding="utf-8")
    assert how(plan(site)) == {LINKS: "deleted", THEME: "new", README: "replaced", **LOCKED}


def test_a_file_with_the_line_ends_of_windows_counts_as_it_was(site: Path) -> None:
    for path in (README, SETTINGS):
        data = (site / path).read_bytes()
        (site / path).write_bytes(data.replace(b"\n", b"\r\n"))
    assert how(plan(site)) == {README: "replaced", **LOCKED}


def test_after_a_move_generated_files_name_what_the_settings_say(site: Path) -> None:
    own = 'site_url: "https://badges.district.org/"', "site_url: https://new.district.org/ # moved"
    change(site, SETTINGS, *own)
    change(site, SETTINGS, "America/Denver", "America/Nowhere")  # which is not taken
    for version in (NEW, "9.0.1"):
        apply_upgrade(site, plan(site, version))
        assert "<https://new.district.org/>" in (site / README).read_text("utf-8")
        assert own[1] in (site / SETTINGS).read_text("utf-8")
        assert not list(site.rglob("*.new"))
    assert how(plan(site, "9.0.1")) == {}


def test_an_upgrade_that_was_interrupted_goes_on(site: Path) -> None:
    change(site, README, "# Badges", "# Our badges")
    commit(site, "Ours")
    upgrade = plan(site)
    before = (site / NOTE).read_bytes()
    apply_upgrade(site, upgrade)
    wanted = {path: (site / path).read_bytes() for path in (*LOCKED, README, NOTE)}
    # Files were replaced, and what names the version was not.
    (site / NOTE).write_bytes(before)
    assert set(how(plan(site))) <= {README}
    apply_upgrade(site, plan(site))
    assert {path: (site / path).read_bytes() for path in wanted} == wanted


@pytest.fixture
def kills(tmp_path: Path) -> Killed:
    """An upgrade that replaces, merges and leaves a conflict, to be killed before any step."""
    root = tmp_path / "site"
    root.mkdir()
    found(root, ANSWERS, OLD, {}, DIGEST)
    git(root, "init", "--quiet", "--template=")
    older(root, README, "## Work on it", "## How to work on it")
    older(root, LINKS, "name: links", "name: old links")
    older(root, "theme/README.md", "#", "# Old:")
    commit(root, "Found the site")
    change(root, README, "# Badges", "# Our badges")
    change(root, LINKS, "name: old links", "name: our links")
    commit(root, "Ours")

    def files(at: Path) -> dict[str, bytes]:
        tops = [*note_of(at).files, NOTE, f"{LINKS}.new"]
        paths = [at / path for path in tops] + list((at / BASES).rglob("*"))
        return {str(path.relative_to(at)): path.read_bytes() for path in paths if path.is_file()}

    return Killed(root, lambda: apply_upgrade(root, plan(root)), files)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")
def test_an_upgrade_that_is_killed_goes_on(kills: Killed) -> None:
    assert len(list(kills.at(every=20))) >= 2


@pytest.mark.audit
def test_an_upgrade_that_is_killed_before_every_third_step_goes_on(kills: Killed) -> None:
    assert len(list(kills.at(every=3, again=True))) > 10


def test_an_older_program_is_refused() -> None:
    note = Founded("0.10.0", ANSWERS)
    with pytest.raises(CredfolioError, match=r"0\.9\.0 is older"):
        refuse_older(note, "0.9.0")
    refuse_older(note, "0.10.0")
    refuse_older(note, "1.0")


def test_an_override_whose_original_changed_is_told_until_somebody_edits_it(site: Path) -> None:
    own = site / "theme/page.html"
    own.write_bytes((shipped("theme") / "page.html").read_bytes())
    note = note_of(site)
    theme = {**note.theme, "page.html": "1" * 40}
    (site / NOTE).write_text(render_note(Founded(OLD, ANSWERS, note.files, theme)), "utf-8")
    assert plan(site).drifted == ("page.html",)
    apply_upgrade(site, plan(site))

    def said() -> list[str]:
        return [one.what for one in examine(site, NEW) if one.topic == "theme"]

    assert "theme/page.html replaces the program's file" in said()[0]
    assert plan(site, "9.1.0").drifted == ("page.html",), "it is not forgotten"
    own.write_text(own.read_text("utf-8") + "{# compared #}\n", encoding="utf-8")
    assert said() == []
    assert plan(site, "9.1.0").drifted == ()


def test_a_file_that_was_edited_before_the_first_commit_is_merged(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--template=")
    found(tmp_path, ANSWERS, OLD, {}, DIGEST)
    older(tmp_path, README, "## Work on it", "## How to work on it")
    assert keep_texts(tmp_path, note_of(tmp_path).files)
    change(tmp_path, README, "# Badges", "# Our badges")
    commit(tmp_path, "Ours")
    git(tmp_path, "gc", "--quiet", "--prune=now")
    assert how(plan(tmp_path))[README] == "merged"
    apply_upgrade(tmp_path, plan(tmp_path))
    text = (tmp_path / README).read_text("utf-8")
    assert "# Our badges" in text
    assert "## Work on it" in text
    assert not keep_texts(tmp_path / "..", {}), "outside of a repository nothing happens"


def test_texts_are_kept_where_the_site_is_a_part_of_a_repository(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--template=")
    site = tmp_path / "badges site"
    found(site, ANSWERS, OLD, {}, DIGEST)
    (tmp_path / README).write_text("of the whole\n")
    files = note_of(site).files
    assert keep_texts(site, files)
    assert git(site, "cat-file", "blob", files[README]).startswith("# Badges")
    assert not keep_texts(site, files), "they are kept"


def test_an_own_page_that_was_never_begun_is_written(site: Path) -> None:
    note = note_of(site)
    own = ("LICENSE-content.md", "docs/privacy.md", "docs/about.md")
    files = {path: blob for path, blob in note.files.items() if path not in own[:2]}
    (site / NOTE).write_text(render_note(Founded(OLD, ANSWERS, files)), encoding="utf-8")
    for path in (own[0], own[2]):
        (site / path).unlink()
    assert how(plan(site)) == {own[0]: "new", README: "replaced", **LOCKED}
    apply_upgrade(site, plan(site))
    assert (site / own[0]).is_file()
    assert not (site / own[2]).exists(), "its owner removed it"
    (site / own[0]).write_text("ours\n")
    assert how(plan(site, "9.1.0")) == LOCKED


def test_the_command_shows_first_and_writes_then(
    site: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What pip notes of a wheel that it installed from a file.
    noted = tmp_path_factory.mktemp("site") / f"credfolio-{__version__}.dist-info"
    noted.mkdir()
    (noted / "METADATA").write_text(f"Name: credfolio\nVersion: {__version__}\n")
    archive = {"url": "file:///credfolio.whl", "archive_info": {"hashes": {"sha256": DIGEST}}}
    (noted / "direct_url.json").write_text(json.dumps(archive))
    monkeypatch.syspath_prepend(str(noted.parent))

    def upgrade(*words: str) -> str:
        options = ("--no-compare", *words)
        done = CliRunner().invoke(main, ["--project", str(site), "upgrade", *options])
        assert done.exit_code == 0, done.output
        return done.output

    before = (site / README).read_bytes()
    said = upgrade()
    assert f"replaced: {README}" in said
    assert "Nothing was changed. Add --write to do it." in said
    assert (site / README).read_bytes() == before
    assert "files written" in upgrade("--write")
    assert note_of(site).version == __version__
    assert f"--hash=sha256:{DIGEST}" in (site / "requirements.txt").read_text("utf-8")
    assert "0 files written" in upgrade("--write")


def test_the_command_changes_nothing_where_it_cannot_lock_or_was_not_founded(
    site: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    done = CliRunner().invoke(main, ["--project", str(site), "upgrade", "--write"])
    assert done.exit_code == 3
    assert "nothing was changed" in done.output
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before
    other = tmp_path_factory.mktemp("other")
    (other / SETTINGS).write_text("site_name: X\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["--project", str(other), "upgrade"])
    assert done.exit_code == 2
    assert f"{NOTE} is missing" in done.output
    assert __version__
