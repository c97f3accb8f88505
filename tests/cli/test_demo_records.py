"""The demonstration of private records: every state, clean with the catalog, figures from it."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
import yaml
from click.testing import CliRunner

from credfolio.checking.check import Checked, check_project
from credfolio.checking.pair import check_pair_proposal
from credfolio.cli import main
from credfolio.records.model import Office
from credfolio.records.reckoned.submission import State, cases
from pairs import TwoRepositories
from proposals import commit, git

ROOT = Path(__file__).parents[2]
RECORDS = ROOT / "demo-records"

pytestmark = pytest.mark.skipif(
    not RECORDS.is_dir(), reason="the demonstration has been removed from this repository"
)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> TwoRepositories:
    """The demonstration's catalog and portfolios, and beside them its private records."""
    folder = tmp_path_factory.mktemp("demo")
    public, private = folder / "public", folder / "private"
    for top in ("catalog", "portfolios"):
        shutil.copytree(ROOT / top, public / top)
    shutil.copy(ROOT / "mkdocs.yml", public)
    shutil.copytree(RECORDS, private)
    git(public, "init", "--quiet", "--initial-branch=main", "--template=")
    pinned = commit(public, "The demonstration")
    settings = private / "office/records.yml"
    settings.write_text(re.sub(r'commit: "0+"', f"commit: {pinned}", settings.read_text()))
    return TwoRepositories(public, private, folder / "laid")


@pytest.fixture(scope="module")
def checked(pair: TwoRepositories) -> Checked:
    return pair.check(date.today())


def test_it_is_clean_together_with_the_catalog(checked: Checked) -> None:
    assert [one for one in checked.findings if not one.path.startswith(("catalog", "port"))] == []
    assert not checked.has_errors


def test_the_public_repository_alone_is_clean_too(pair: TwoRepositories) -> None:
    assert not check_project(pair.public, date.today()).has_errors


def test_a_request_that_a_maintainer_answers_is_ready_and_a_strangers_answer_is_not(
    pair: TwoRepositories,
) -> None:
    git(pair.private, "init", "--quiet", "--initial-branch=main", "--template=")
    base = commit(pair.private, "The records")
    path = "requests/2025/d9t4x-0mzs7.yml"
    answer = "answered: {outcome: declined, on: 2025-12-04, by: p-173f70}\n"
    pair.commit_private({path: (pair.private / path).read_text() + answer})
    governance = yaml.safe_load((pair.public / "catalog/governance.yml").read_text())
    ready, refused = (
        check_pair_proposal(pair.opened(), date.today(), base, author, 1)
        for author in (governance["maintainers"][0], "nobody-known")
    )
    assert not ready.checked.has_errors
    assert {one.path for one in refused.checked.findings if one.is_error} == {path}


def test_forty_submissions_are_in_every_state_that_there_is(checked: Checked) -> None:
    office = checked.registry.office
    assert isinstance(office, Office)
    states = Counter(case.state(office) for case in cases(checked.registry).values())
    assert sum(states.values()) == 40
    assert set(states) == set(get_args(State))


def test_figures_are_made_from_it(pair: TwoRepositories) -> None:
    arguments = ["--project", pair.private, "figures", "--with", pair.public]
    arguments += ["--today", date.today().isoformat()]
    told = CliRunner().invoke(main, [str(one) for one in arguments])
    assert told.exit_code == 0, told.output
    assert "Cases whose first attempt is decided: 22\n" in told.output
    assert "Not at first try: 8 of 22 (36.4 %)\n" in told.output
    assert "Tried again, of those: 4 of 8 (50.0 %)\n" in told.output


def test_the_figures_of_the_catalog_are_what_comes_of_it(pair: TwoRepositories) -> None:
    """The file in catalog/figures/ was made from these records, and nobody typed into it."""
    published = ROOT / "catalog/figures/lake-harlow-schools-2025.json"
    out = pair.work.with_name("figures.json")
    arguments = ["--project", pair.private, "figures", "--with", pair.public, "--out", out]
    arguments += ["--issuer", "lake-harlow-schools", "--until", "2025-12-31"]
    arguments += ["--today", "2026-11-20"]
    told = CliRunner().invoke(main, [str(one) for one in arguments])
    assert told.exit_code == 0, told.output
    assert out.read_text() == published.read_text()


def test_its_readme_says_what_makes_the_commands_run(
    pair: TwoRepositories, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command of it, in order, in a copy; the folders are called as it calls them."""
    shutil.copytree(RECORDS, tmp_path / "demo-office")
    shutil.copytree(pair.public, tmp_path / "credfolio")
    monkeypatch.chdir(tmp_path / "demo-office")
    commands = re.findall(r"^credfolio (.+)$", (RECORDS / "README.md").read_text(), re.M)
    assert [one.split()[0] for one in commands] == ["pin", "due"]
    for one in commands:
        day = ["--today", date.today().isoformat()] if one.startswith("due") else []
        told = CliRunner().invoke(main, [*one.split(), *day])
        assert not told.stderr, (one, told.stderr)
        assert told.stdout


def test_what_was_done_shows_on_the_page_that_a_request_is_about(checked: Checked) -> None:
    """Whoever looks at both sees no correction that the page does not have."""
    done = [
        one
        for one in checked.registry.requests.values()
        if one.what == "correct" and one.answered and one.answered.outcome == "done"
    ]
    assert done
    for one in done:
        school = checked.registry.educators[one.about.split("/")[1]].school
        assert school
        assert school in (one.text or "")
