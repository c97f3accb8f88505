"""A copy of the program's repository becomes small, and nothing of its owner's is lost."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from credfolio.building.moved_addresses import parse_moved
from credfolio.cli import main
from credfolio.errors import CredfolioError, UsageError
from credfolio.founding.doctor import examine
from credfolio.founding.generated import read_note
from credfolio.founding.migrate import (
    MOVED,
    Migration,
    apply_migration,
    plan_migration,
    small_settings,
)
from credfolio.founding.program_files import ProgramFiles
from credfolio.founding.upgrade import NEVER_REPLACED, apply_upgrade, plan_upgrade
from demo import ROOT
from proposals import commit, git, make_base

DIGEST = "ab" * 32
OWNER = {"owner": "badges@district.org"}
LENT = ("glossary.md",)
RECORDS = ("catalog", "portfolios")
PROGRAM_SITE = "    documentation: https://docs.state.org/credfolio\n"
UPSTREAM = {
    "hooks/credfolio/__init__.py": "",
    "hooks/credfolio/__main__.py": "print()\n",
    "hooks/site_records.py": "import sys\n",
    "Makefile": "site:\n",
    ".github/workflows/check.yml": "name: check\n",
    ".github/workflows/tests.yml": "name: tests\n",
    "docs/about.md": "# About Tamarack\n",
    "docs/privacy.md": "# Privacy\n",
    "docs/adr/0001.md": "# 0001\n",
    "docs/glossary.md": "# Glossary\n",
    "theme/page.html": "{% extends 'base.html' %}\n",
    "theme/parts.html": "x\n",
    "README.md": "# credfolio\n",
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A small copy whose owner changed a page, a template and the settings, and added a page."""
    folder = make_base(tmp_path / "copy")
    for path, text in UPSTREAM.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    (folder / "tests/bad").mkdir(parents=True)
    (folder / "tests/bad/link.yml").symlink_to("../../Makefile")
    # One commit, as "Use this template" makes it.
    shutil.rmtree(folder / ".git")
    git(folder, "init", "--quiet", "--initial-branch=main", "--template=")
    commit(folder, "Initial commit")
    settings = (folder / "mkdocs.yml").read_text("utf-8")
    settings = settings.replace("Tamarack Educator Credentials", "Badges of a District")
    settings = settings.replace("  credfolio:\n", f"  credfolio:\n{PROGRAM_SITE}", 1)
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (folder / "docs/about.md").write_text("# About us\n", encoding="utf-8")
    (folder / "docs/own.md").write_text("# Ours\n", encoding="utf-8")
    (folder / "theme/parts.html").write_text("ours\n", encoding="utf-8")
    commit(folder, "Ours")
    return folder


def plan(copy: Path, given: Mapping[str, str] = OWNER) -> Migration:
    """What becomes of the copy, whose first commit is the program's."""
    first = git(copy, "rev-list", "--max-parents=0", "HEAD")
    return plan_migration(copy, given, "1.2.3", {}, DIGEST, LENT, first)


def files(root: Path, *tops: str) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for top in tops
        for path in sorted((root / top).rglob("*"))
        if path.is_file()
    }


def test_records_and_what_is_the_owners_stay_and_the_program_goes(copy: Path) -> None:
    before = files(copy, *RECORDS)
    migration = plan(copy)
    assert migration.own == ("docs/about.md", "docs/own.md", "theme/parts.html")
    assert migration.changed_program == ()
    made = ("hooks/credfolio/__pycache__/__main__.pyc", "theme/assets/built/plan.js")
    for path in made:  # git ignores both
        (copy / path).parent.mkdir(parents=True)
        (copy / path).touch()
    apply_migration(copy, migration)
    assert not (copy / "hooks/credfolio").exists()
    assert {path: files(copy, *RECORDS).get(path) for path in before} == before
    left = set(files(copy, "hooks", "docs", "theme", ".github/workflows"))
    assert left == {
        "hooks/site_records.py",
        *("docs/about.md", "docs/own.md", "docs/privacy.md", "docs/accessibility.md"),
        *("theme/parts.html", "theme/README.md"),
        *(f".github/workflows/{n}.yml" for n in ("check", "comment", "daily", "links", "publish")),
    }
    assert not (copy / "Makefile").exists()
    assert not (copy / "tests").exists()
    assert (copy / "docs/about.md").read_text("utf-8") == "# About us\n"
    assert (copy / "README.md").read_text("utf-8").startswith("# Badges of a District\n")
    note = read_note(copy)
    assert note
    assert (note.version, note.answers.owner) == ("1.2.3", OWNER["owner"])
    topics = {one.topic for one in examine(copy, "1.2.3")}
    assert not topics & {"program", "note", "version", "lock", "files", "rights"}
    commit(copy, "Small")
    with pytest.raises(UsageError, match="no copy of the program's repository"):
        plan(copy)


def test_the_settings_keep_what_is_the_sites() -> None:
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    small = small_settings(text)
    before, after = yaml.safe_load(text), yaml.safe_load(small)
    assert after["theme"] == {"name": "credfolio", "custom_dir": "theme", "language": "en"}
    for name in ("site_name", "site_url", "copyright", "extra", "plugins", "hooks", "validation"):
        assert after[name] == before[name]
    assert not {"nav", "not_in_nav", "watch"} & set(after)
    assert "See ADR 0002" not in small, "a note goes with what it is about"
    assert "Whose day it is" in small


def test_a_note_in_the_midst_of_a_setting_belongs_to_it() -> None:
    text = "extra:\n# where we are\n  credfolio:\n    time_zone: X\nnav:\n - a\n# more\n\n - b\n"
    small = small_settings(f"{text}# ours\nplugins: []\n", leads_on=True)
    assert yaml.safe_load(small) == {
        "extra": {"credfolio": {"time_zone": "X", "moved_pages": MOVED}},
        "plugins": [],
    }
    assert "# where we are" in small
    assert small.endswith("# ours\nplugins: []\n")


def test_addresses_go_to_the_file_that_the_settings_name(copy: Path) -> None:
    settings = copy / "mkdocs.yml"
    text = settings.read_text("utf-8")
    named = text.replace("  credfolio:\n", "  credfolio:\n    moved_pages: docs/old.txt\n", 1)
    assert named != text
    settings.write_text(named, encoding="utf-8")
    commit(copy, "Name a file")
    with pytest.raises(CredfolioError, match=r"docs/old\.txt, which is not committed"):
        plan(copy)
    ours = "old/ about/\nadr/0001/ about/"
    (copy / "docs/old.txt").write_text(ours, encoding="utf-8")
    commit(copy, "Write it")
    apply_migration(copy, plan(copy))
    moved = (copy / "docs/old.txt").read_text("utf-8")
    assert moved.startswith(f"{ours}\nstyleguide/ https://")
    assert not (copy / MOVED).exists()
    assert settings.read_text("utf-8").count("moved_pages:") == 1
    assert parse_moved(moved, "docs/old.txt")


def test_changes_of_the_program_are_never_lost_unasked(copy: Path) -> None:
    (copy / "hooks/credfolio/__main__.py").write_text("print('ours')\n", encoding="utf-8")
    (copy / ".github/workflows/check.yml").write_text("name: ours\n", encoding="utf-8")
    commit(copy, "We changed the program")
    migration = plan(copy)
    changed = (".github/workflows/check.yml", "hooks/credfolio/__main__.py")
    assert migration.changed_program == changed
    words = ["--project", str(copy), "migrate", "--owner", OWNER["owner"], "--program", "HEAD~2"]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 1
    assert all(path in done.output for path in changed)
    assert "add --drop-program-changes" in done.output
    assert git(copy, "status", "--porcelain") == ""


def test_the_programs_files_are_known_whatever_the_history_is(copy: Path) -> None:
    """In a full clone, a template, a shallow clone, and where a zip was unpacked."""
    makefile = git(ROOT, "hash-object", "Makefile")
    known = ProgramFiles()
    rows = [line.partition("\t") for line in git(ROOT, "ls-tree", "-r", "HEAD").splitlines()]
    found = [path for about, _, path in rows if known.has(path, about.split()[2])]
    # What was written since the last `make history` is not known.
    assert len(found) > 1000
    assert not any(path.startswith(("catalog/", "portfolios/", "mkdocs.yml")) for path in found)
    assert known.has_path("docs/about.md")
    assert not known.has_path("docs/ours.md")
    assert not known.has("docs/about.md", "1" * 40)
    assert ProgramFiles([("docs/ours.md", makefile)]).has("docs/ours.md", makefile)


def test_pages_that_go_lead_on_and_the_others_do_not(copy: Path) -> None:
    apply_migration(copy, plan(copy))
    text = (copy / MOVED).read_text("utf-8")
    home = "https://docs.state.org/credfolio/"
    assert parse_moved(text, MOVED) == (
        ("adr/0001/", f"{home}adr/0001/"),
        ("styleguide/", f"{home}styleguide/"),
    )
    settings = yaml.safe_load((copy / "mkdocs.yml").read_text("utf-8"))
    assert settings["extra"]["credfolio"]["moved_pages"] == MOVED


def test_pages_that_go_are_not_led_to_an_address_that_nobody_has(copy: Path) -> None:
    settings = copy / "mkdocs.yml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace(PROGRAM_SITE, ""), encoding="utf-8")
    commit(copy, "Unnamed")
    with pytest.raises(CredfolioError, match="no published address to lead on to") as refused:
        plan(copy)
    assert "extra.credfolio.documentation" in (refused.value.fix or "")


def test_an_upgrade_leaves_the_settings_and_owners_of_a_migrated_site_alone(copy: Path) -> None:
    apply_migration(copy, plan(copy))
    commit(copy, "Small")
    note = read_note(copy)
    assert note
    before = {path: (copy / path).read_bytes() for path in NEVER_REPLACED}
    upgrade = plan_upgrade(copy, note, "9.0.0", {}, DIGEST)
    assert not {one.path for one in upgrade.changes} & {*NEVER_REPLACED}
    apply_upgrade(copy, upgrade)
    assert {path: (copy / path).read_bytes() for path in NEVER_REPLACED} == before
    assert not upgrade.conflicts


def test_a_commit_that_is_none_is_refused(copy: Path) -> None:
    for name in ("--output=x", "nowhere"):
        with pytest.raises(UsageError, match="no commit"):
            plan_migration(copy, OWNER, "1.2.3", {}, DIGEST, LENT, name)


def test_what_it_needs_and_lacks_is_said(copy: Path) -> None:
    with pytest.raises(UsageError, match="E-mail address for questions") as missing:
        plan(copy, {})
    assert "--owner" in str(missing.value.fix)
    (copy / "docs/own.md").write_text("not committed", encoding="utf-8")
    with pytest.raises(CredfolioError, match="not committed"):
        plan(copy)
    done = CliRunner().invoke(main, ["--project", str(copy), "migrate", "--write"])
    assert done.exit_code == 2
    assert "would be deleted under it" in done.output
