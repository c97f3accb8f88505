"""The whole way of a proposal, with local repositories: fork, change, check, report, comment."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from credfolio.findings.report import FORMATS
from demo import ROOT
from proposals import check, commit, git, lay, make_base
from threats import base_text

SCRIPTS = ROOT / ".github" / "scripts"
CREDENTIAL = "catalog/riverside-usd/active-listening.yml"
KEPT = "catalog/riverside-usd/versions/active-listening/1.1.yml"
SITE = "https://badges.example/credentials/"
RUN_URL = "https://forge.example/o/r/actions/runs/1"

FAKE_GH = """\
#!/usr/bin/env bash
# Answers as the forge would, and writes down what it was asked to change.
case "$*" in
  *pulls*) [ "$HEAD" = "{head}" ] && echo 7 || true ;;
  *--paginate*) cat "{folder}/id" 2>/dev/null || true ;;
  *) for word in "$@"; do
       case "$word" in body=@*) cp "${{word#body=@}}" "{folder}/body" ;; esac
     done
     echo "$*" >> "{folder}/calls"; echo 41 > "{folder}/id" ;;
esac
"""


@pytest.fixture(scope="module")
def upstream(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The main repository: a project that builds, with the tool in it."""
    folder = make_base(tmp_path_factory.mktemp("upstream") / "project")
    lay(
        folder,
        {
            "mkdocs.yml": f"site_name: Example\nsite_url: {SITE}\n"
            "theme: {name: material, custom_dir: theme, font: false}\n"
            "hooks: [hooks/site_records.py]\nextra_css: [assets/credfolio.css]\n"
            "extra: {credfolio: {forge: 'https://forge.example/o/r'}}\n",
            "docs/about.md": "# About\n",
        },
    )
    for name in ("hooks", "theme", ".github"):
        leave = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=leave)
    commit(folder, "The program")
    git(folder.parent, "clone", "--quiet", "--template=", str(folder), "trusted")
    return folder


class Desk:
    """Where the workflow's steps run: a checkout of the base, one of the change, a folder out."""

    def __init__(self, upstream: Path, folder: Path) -> None:
        self.upstream, self.folder = upstream, folder
        self.fork = folder / "fork"
        git(folder, "clone", "--quiet", "--template=", str(upstream), "fork")
        self.trusted = upstream.parent / "trusted"
        self.change, self.out = folder / "change", folder / "out"

    def check(self, author: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Merge the fork as the forge would, and run the step of check.yml."""
        git(self.folder, "clone", "--quiet", "--template=", str(self.upstream), "change")
        git(self.change, "pull", "--quiet", "--no-rebase", "--no-ff", str(self.fork), "HEAD")
        command = self.folder / "credfolio"
        command.write_text(f'#!/bin/sh\nexec {sys.executable} -m credfolio "$@"\n')
        command.chmod(0o755)
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(self.trusted / "hooks"),
            "CREDFOLIO": str(command),
            "AUTHOR": author,
            "SOURCE_DATE_EPOCH": "1780315200",  # the first of June 2026
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"),
            **more,
        }
        return subprocess.run(
            [
                "bash",
                self.trusted / ".github/scripts/check_change.sh",
                self.trusted,
                "change",
                "out",
            ],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def comment(self, head: str, asked: str | None = None, repo: str = "someone/fork") -> list[str]:
        """Run the step of comment.yml against a forge that is a script; returns its calls."""
        program = self.folder / "bin" / "gh"
        program.parent.mkdir(exist_ok=True)
        program.write_text(FAKE_GH.format(head=head, folder=self.folder))
        program.chmod(0o755)
        script, renderer = "post_comment.sh", ROOT / "hooks/credfolio/findings/comment.py"
        environment = {
            "PATH": f"{program.parent}:{os.environ['PATH']}",
            "REPO": "o/r",
            "SERVER": "https://forge.example",
            "OWNER": "someone",
            "HEAD_REPO": repo,
            "BRANCH": "change",
            "HEAD": asked or head,
            "RUN_URL": RUN_URL,
        }
        subprocess.run(
            [
                *("bash", SCRIPTS / script, self.out / "report.json", renderer),
                self.trusted / "mkdocs.yml",
            ],
            env=environment,
            check=True,
            capture_output=True,
        )
        calls = self.folder / "calls"
        return calls.read_text().splitlines() if calls.exists() else []


@pytest.fixture
def desk(upstream: Path, tmp_path: Path) -> Desk:
    return Desk(upstream, tmp_path)


def test_a_good_change_is_checked_previewed_and_commented(desk: Desk) -> None:
    text = base_text(
        CREDENTIAL,
        ('version: "1.1"', 'version: "1.2"'),
        ("max: 200", "max: 300"),
        ("changelog:", 'changelog:\n  - {version: "1.2", on: 2026-05-30, changes: More words.}'),
    )
    lay(desk.fork, {CREDENTIAL: text, KEPT: base_text(CREDENTIAL)})
    head = commit(desk.fork, "Allow more words")
    done = desk.check("riverside-office")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout == "checked 13 files: no findings\nready\n"
    report = json.loads((desk.out / "report.json").read_text())
    assert (report["ending"], report["change"]["author"]) == ("ready", "riverside-office")
    page = (desk.out / "preview/catalog/riverside-usd/active-listening/index.html").read_text()
    assert "A proposal that nobody has accepted yet" in page
    assert "300" in page
    assert sorted(path.name for path in desk.out.iterdir()) == [
        *("preview", "preview.manifest.json", "report.json")
    ]
    assert desk.comment(head, asked="0" * 40) == [], "the proposal has moved on"
    (first,) = desk.comment(head)
    assert "-X POST repos/o/r/issues/7/comments" in first
    assert "-X PATCH repos/o/r/issues/comments/41" in desk.comment(head)[1]
    body = (desk.folder / "body").read_text()
    assert body.startswith("<!-- credfolio:check -->\n### Ready\n")
    assert "the word limit went from 200 to 300." in body
    assert f"https://forge.example/o/r/blob/{head}/{CREDENTIAL}" in body
    assert RUN_URL in body
    preview = f"{SITE}contribute/preview/?pull=7&repo=someone/fork&commit={head}"
    file = CREDENTIAL.replace("/", "%2F")
    assert f"#### See how it will look\n\n- [`{CREDENTIAL}`]({preview}&file={file})" in body
    desk.comment(head, repo="someone/fork&commit=0")
    assert "contribute/preview" not in (desk.folder / "body").read_text()
    assert (desk.folder / "summary.md").read_text().startswith("<!-- credfolio:check -->")


def test_a_change_of_the_tool_does_not_judge_itself(desk: Desk) -> None:
    marker = desk.folder / "ran"
    hostile = f'import pathlib\npathlib.Path({str(marker)!r}).write_text("")\nraise SystemExit(0)\n'
    lay(
        desk.fork,
        {
            "hooks/credfolio/__init__.py": hostile,
            "hooks/credfolio/__main__.py": hostile,
            "hooks/site_records.py": hostile,
            "credfolio.py": hostile,
            "sitecustomize.py": hostile,
            "json.py": hostile,
            ".github/scripts/check_change.sh": f"#!/usr/bin/env bash\ntouch {marker}\n",
            ".github/scripts/lay_preview.py": hostile,
            "mkdocs.yml": "site_name: Mine\nhooks: [hooks/site_records.py]\n",
        },
    )
    commit(desk.fork, "Improve the tool")
    done = desk.check("stranger")
    assert done.returncode == 1
    assert "title=outside-file::stranger is not a maintainer" in done.stdout
    assert not (desk.out / "preview").exists()
    assert not marker.exists()
    # A maintainer may change the tool; it is still the base's that checks and builds.
    for name in ("change", "out"):
        shutil.rmtree(desk.folder / name)
    assert desk.check("keeper").returncode == 0
    assert not marker.exists()
    assert "Example" in (desk.out / "preview/catalog/index.html").read_text()


def test_a_refused_change_says_where_and_how_in_every_form(desk: Desk) -> None:
    lay(desk.fork, {CREDENTIAL: base_text(CREDENTIAL, ("max: 200", "max: 300"))})
    head = commit(desk.fork, "Allow more words")
    done = desk.check("riverside-office")
    assert done.returncode == 1
    assert done.stdout.startswith(f"::error file={CREDENTIAL},line=40,col=1,title=frozen-version::")
    assert done.stdout.endswith("checked 12 files: 1 error\ncannot be merged yet\n")
    desk.comment(head)
    body = (desk.folder / "body").read_text()
    assert "### Cannot be merged yet: 1 error to fix" in body
    assert f"[line 40](https://forge.example/o/r/blob/{head}/{CREDENTIAL}#L40)" in body
    assert "raise `version`" in body


def test_others_work_that_was_merged_meanwhile_is_not_part_of_the_change(
    upstream: Path, tmp_path: Path
) -> None:
    main, fork = tmp_path / "main", tmp_path / "fork"
    git(tmp_path, "clone", "--quiet", "--template=", str(upstream), "main")
    git(tmp_path, "clone", "--quiet", "--template=", str(upstream), "fork")
    lay(main, {"catalog/hillcrest-university/new.yml": "title: New\n"})
    commit(main, "Somebody else's work")
    git(fork, "fetch", "--quiet", str(main), "HEAD:refs/tags/base")
    lay(fork, {CREDENTIAL: base_text(CREDENTIAL, ("Show students", "Show your students"))})
    commit(fork, "Say it better")
    found = check(fork, "riverside-office")
    assert [file.path for file in found.change.files] == [CREDENTIAL]
    assert not found.checked.has_errors


def test_rights_are_those_of_the_base_today_and_not_of_where_the_change_began(
    upstream: Path, tmp_path: Path
) -> None:
    main, fork = tmp_path / "main", tmp_path / "fork"
    git(tmp_path, "clone", "--quiet", "--template=", str(upstream), "main")
    git(tmp_path, "clone", "--quiet", "--template=", str(upstream), "fork")
    text = base_text("catalog/governance.yml", ("editors: [riverside-office]", "editors: []"))
    lay(main, {"catalog/governance.yml": text})
    commit(main, "The office lost its right")
    git(fork, "fetch", "--quiet", str(main), "HEAD:refs/tags/base")
    lay(fork, {CREDENTIAL: base_text(CREDENTIAL, ("Show students", "Show your students"))})
    commit(fork, "Say it better")
    found = check(fork, "riverside-office")
    assert {finding.rule for finding in found.checked.findings} == {"may-not-change"}


def test_there_is_a_report_in_each_form_that_the_documents_name() -> None:
    assert FORMATS == ("text", "json", "github", "markdown")
