"""``credfolio build``: the same site every time, whole or not at all."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from credfolio.building import site_commands
from credfolio.errors import CredfolioError
from demo import ROOT


def tree(folder: Path) -> dict[str, str]:
    """Every file below `folder`, with its digest."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def hidden(folder: Path) -> list[str]:
    """What a build may have left beside the site."""
    return [
        file.name
        for file in folder.iterdir()
        if file.name.startswith(".") and file.name not in (".cache", ".site.spare")
    ]


def stamps(folder: Path) -> dict[str, int]:
    return {str(file): file.stat().st_mtime_ns for file in sorted(folder.rglob("*"))}


def test_the_site_holds_the_records_and_the_pages_of_docs(run, project):
    result = run("build", "-q")
    assert (result.exit_code, result.output) == (0, "")
    site = tree(project / "site")
    for page in (
        "",
        "about/",
        "catalog/",
        "catalog/riverside-usd/active-listening/",
        "portfolios/ana-lopez/active-listening/",
    ):
        assert f"{page}index.html" in site
    manifest = json.loads((project / "site.manifest.json").read_text())
    assert {file["path"]: file["sha256"] for file in manifest["files"]} == site
    assert hidden(project) == []


def test_a_build_of_the_same_is_left_out_and_says_the_same(run, project, monkeypatch):
    (project / "portfolios/tom-berg/profile.yml").write_text("display_name: Tom Berg\n")
    hints = run("build", "-q").output
    assert "hint" in hints

    def build_again(root, **options):
        raise CredfolioError("built again")

    monkeypatch.setattr(site_commands, "build_site", build_again)
    assert run("build").output == hints + "The site is in site\n"
    (project / "docs/about.md").write_text("# About\n\nWho you are.\n", encoding="utf-8")
    assert "built again" in run("build").output


def test_without_quiet_it_says_where_the_site_is(run):
    assert run("build").stdout.endswith("The site is in site\n")


def test_no_progress_is_written_where_there_is_no_terminal(run):
    output = run("build").output
    assert "\r" not in output
    assert "\x1b" not in output


def test_two_builds_are_alike_to_the_byte_and_so_is_that_of_mkdocs(run, project):
    run("build", "-q", "-o", "one")
    run("build", "-q", "-o", "two")
    subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "mkdocs", "build", "-q", "-d", "three"],
        cwd=project,
        check=True,
    )
    first = tree(project / "one")
    assert len(first) > 30
    assert tree(project / "two") == first
    assert tree(project / "three") == first


def test_it_builds_from_a_folder_inside_the_project(run, project, monkeypatch):
    monkeypatch.chdir(project / "portfolios" / "ana-lopez")
    assert run("build", "-q").exit_code == 0
    assert (project / "site" / "index.html").is_file()


def test_output_is_seen_from_where_the_command_is_run(run, project, monkeypatch):
    monkeypatch.chdir(project / "catalog")
    assert run("build", "-q", "--output", "../elsewhere").exit_code == 0
    assert (project / "elsewhere" / "index.html").is_file()
    assert not (project / "site").exists()


@pytest.mark.parametrize(
    ("path", "text", "words"),
    [
        ("catalog/riverside-usd/bad.yml", "title: [", "error[yaml-syntax]"),
        (
            "docs/catalog/riverside-usd/active-listening.md",
            "# Mine\n",
            "two things would be published at catalog/riverside-usd/active-listening/index.html",
        ),
    ],
    ids=["broken record", "page in a record's place"],
)
def test_a_failed_build_leaves_the_last_site_as_it_was(run, project, path, text, words):
    run("build", "-q")
    bytes_before, stamps_before = tree(project / "site"), stamps(project / "site")
    (project / path).parent.mkdir(parents=True, exist_ok=True)
    (project / path).write_text(text)
    result = run("build", "-q")
    assert result.exit_code == 1
    assert words in result.stderr
    assert "Traceback" not in result.output
    assert tree(project / "site") == bytes_before
    assert stamps(project / "site") == stamps_before
    assert hidden(project) == []


def test_a_build_with_findings_says_so_once(run, project):
    (project / "catalog/riverside-usd/bad.yml").write_text("titel: x\n")
    result = run("build")
    assert result.exit_code == 1
    assert result.stderr.count("the records have findings that stop a build") == 1
    assert result.stderr.endswith("  fix: correct the findings above, then build again\n")


def test_strict_stops_at_hints(run, project):
    (project / "portfolios/tom-berg/profile.yml").write_text("display_name: Tom Berg\n")
    assert run("build", "-q", "--strict").exit_code == 1
    assert not (project / "site").exists()
    assert run("build", "-q").exit_code == 0


def test_strict_stops_at_a_dead_link_in_docs_and_keeps_the_last_site(run, project):
    run("build", "-q")
    before = tree(project / "site")
    (project / "docs" / "about.md").write_text("# About\n\n[gone](gone.md)\n")
    result = run("build", "-q", "--strict")
    assert result.exit_code == 1
    assert "gone.md" in result.output
    assert tree(project / "site") == before


def test_a_place_that_cannot_be_written_ends_in_3(run, project):
    (project / "a-file").write_text("")
    result = run("build", "-q", "-o", "a-file/site")
    assert result.exit_code == 3
    assert f"cannot write {project}/a-file/site: Not a directory" in result.stderr
    assert "Traceback" not in result.output


def test_an_unknown_setting_is_named_with_those_there_are(run, project):
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("forge:", "forgee:"))
    result = run("build", "-q")
    assert result.exit_code == 1
    assert (
        "extra.credfolio.forgee is not known\n  fix: there are badge_files, branch, "
        in result.stderr
    )


def test_settings_that_are_no_yaml_are_no_traceback(run, project):
    (project / "mkdocs.yml").write_text("site_name: [\n")
    result = run("build", "-q")
    assert result.exit_code in (1, 2)
    assert "Traceback" not in result.output


def test_an_interrupted_build_leaves_nothing_in_the_way(run, project):
    run("build", "-q")
    (project / ".site.building" / "half").mkdir(parents=True)
    (project / "site").rename(project / ".site.retired")
    assert run("build", "-q").exit_code == 0
    assert hidden(project) == []


def test_an_empty_catalog_gives_a_site(run, project):
    shutil.rmtree(project / "catalog")
    shutil.rmtree(project / "portfolios")
    (project / "catalog").mkdir()
    result = run("build", "-q", "--strict")
    assert (result.exit_code, result.output) == (0, "")
    assert "The catalog is empty" in (project / "site" / "index.html").read_text()


def test_a_catalog_of_drafts_is_not_called_empty(run, project):
    shutil.rmtree(project / "portfolios")
    shutil.rmtree(project / "catalog")
    (project / "catalog" / "us").mkdir(parents=True)
    (project / "catalog" / "us" / "issuer.yml").write_text("name: Us\nkind: district\n")
    (project / "catalog" / "us" / "first.yml").write_text("title: First\n")
    assert run("build", "-q").exit_code == 0
    home = (project / "site" / "index.html").read_text()
    assert "The catalog is empty" not in home
    assert "Nothing is on offer yet" in home


def test_a_build_without_the_bundled_scripts_stops_and_says_what_to_run(run, project):
    leave = shutil.ignore_patterns("built")
    shutil.copytree(ROOT / "theme", project / "theme", ignore=leave)
    settings = (project / "mkdocs.yml").read_text("utf-8")
    (project / "mkdocs.yml").write_text(settings.replace(str(ROOT / "theme"), "theme"), "utf-8")
    result = run("build", "-q")
    assert result.exit_code == 3
    assert "the theme has no scripts in assets/built" in result.stderr
    assert "run `make bundle`" in result.stderr
    assert not (project / "site").exists()
