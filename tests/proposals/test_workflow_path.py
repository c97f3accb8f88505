"""The whole way of a proposal, with local repositories: fork, change, check, report, comment."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from credfolio.cli import main
from credfolio.findings.comment import MARK
from credfolio.findings.report import FORMATS
from demo import ROOT
from fake_gh import FakeForge
from proposals import check, commit, git, lay, make_base
from threats import base_text

CREDENTIAL = "catalog/riverside-usd/active-listening.yml"
KEPT = "catalog/riverside-usd/versions/active-listening/1.1.yml"
SITE = "https://badges.example/credentials/"
RUN_URL = "https://forge.example/o/r/actions/runs/1"


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
    for name in ("hooks", "theme"):
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
        self.forge = FakeForge(folder / "bin", [])

    def check(self, author: str) -> subprocess.CompletedProcess[str]:
        """Merge the fork as the forge would, and run the two commands of check.yml's step."""
        git(self.folder, "clone", "--quiet", "--template=", str(self.upstream), "change")
        git(self.change, "pull", "--quiet", "--no-rebase", "--no-ff", str(self.fork), "HEAD")
        done = self.run(
            *("--project", "change", "ci", "check"),
            *("--format", "github", "--report", "out/report.json"),
            CREDFOLIO_AUTHOR=author,
            CREDFOLIO_EVENT="pull_request",
            CREDFOLIO_BASE="",
        )
        if done.returncode == 0:
            preview = ("ci", "preview", "change", "--output", "out/preview")
            built = self.run("--project", str(self.trusted), *preview)
            assert built.returncode == 0, built.stdout + built.stderr
        return done

    def run(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        # As its installed program does, the command looks for no module in the current folder.
        start = "import sys; sys.path.pop(0); from credfolio.cli import main; main()"
        return subprocess.run(
            [sys.executable, "-c", start, *words],
            cwd=self.folder,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(self.trusted / "hooks"),
                "SOURCE_DATE_EPOCH": "1780315200",  # the first of June 2026
                "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"),
                **more,
            },
            capture_output=True,
            text=True,
            check=False,
        )

    def comment(
        self, head: str, asked: str | None = None, repo: str = "someone/fork"
    ) -> list[tuple[str, str]]:
        """Run the command of comment.yml in the base; what it sent to the forge."""
        mine = {"user": {"login": "github-actions[bot]"}, "body": f"{MARK}\nold", "id": 41}
        others = {"user": {"login": "stranger"}, "body": f"{MARK}\nfake", "id": 40}
        has_written = any(line.startswith("api -X POST") for line, _ in self.forge.asked())
        self.forge.answer(
            [
                ("head=someone:change", [{"head": {"sha": head}, "number": 7}]),
                ("--paginate", [others, mine] if has_written else [others]),
            ]
        )
        result = CliRunner().invoke(
            main,
            ["--project", str(self.trusted), "ci", "comment", str(self.out / "report.json")],
            env={
                "PATH": self.forge.path,
                "GH_TOKEN": "s3cret",
                "CREDFOLIO_REPO": "o/r",
                "CREDFOLIO_SERVER": "https://forge.example",
                "CREDFOLIO_OWNER": "someone",
                "CREDFOLIO_SOURCE": repo,
                "CREDFOLIO_BRANCH": "change",
                "CREDFOLIO_HEAD": asked or head,
                "CREDFOLIO_RUN": RUN_URL,
            },
        )
        assert result.exit_code == 0, result.output
        return [(line, sent) for line, sent in self.forge.asked() if sent]


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
    ((first, _),) = desk.comment(head)
    assert "-X POST repos/o/r/issues/7/comments" in first
    again, sent = desk.comment(head)[1]
    assert "-X PATCH repos/o/r/issues/comments/41" in again
    body = json.loads(sent)["body"]
    assert body.startswith("<!-- credfolio:check -->\n### Ready\n")
    assert "the word limit went from 200 to 300." in body
    assert f"https://forge.example/o/r/blob/{head}/{CREDENTIAL}" in body
    assert RUN_URL in body
    preview = f"{SITE}contribute/preview/?pull=7&repo=someone/fork&commit={head}"
    file = CREDENTIAL.replace("/", "%2F")
    assert f"#### See how it will look\n\n- [`{CREDENTIAL}`]({preview}&file={file})" in body
    assert "contribute/preview" not in desk.comment(head, repo="someone/fork&commit=0")[-1][1]
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
    body = json.loads(desk.comment(head)[-1][1])["body"]
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
