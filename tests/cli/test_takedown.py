"""``credfolio takedown``: gone from the records at once, and honest about everything else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from test_build import tree
from test_signing import key_file as key_file

from credfolio.badges.openbadges.status_list import decode_bits, set_indexes
from credfolio.cli import main
from credfolio.disk.replaced_files import STAGING
from credfolio.records.loading.loader import load_project
from html_tree import load_page
from proposals import lay, make_base

ANA = "portfolios/ana-lopez"
PROPOSALS = Path(__file__).parents[1] / "proposals/base"
STATUS = "catalog/riverside-usd/status/1.json"
HERS = ("Ana", "López", "ana-lopez", "water-cycle", "conversation about the water")


@pytest.fixture
def signed(run, key_file: Path) -> Path:
    assert run("sign", "--key-file", key_file).exit_code == 0
    return key_file


def mentions(project: Path) -> list[str]:
    """Files of the records that have a word of hers, in name or content."""
    return [
        path
        for path in tree(project)
        if path.startswith(("catalog/", "portfolios/"))
        and any(word in path.partition("/")[2] or word in read(project, path) for word in HERS)
    ]


def read(project: Path, path: str) -> str:
    return (project / path).read_text("utf-8", errors="replace")


def marked(project: Path, index: int) -> bool:
    document = json.loads((project / STATUS).read_text("utf-8"))
    return index in set_indexes(decode_bits(document["credentialSubject"]["encodedList"]))


# --- before anything is written -----------------------------------------------------------------


@pytest.mark.parametrize("way", ["--remove", "--anonymise", "--unlist"])
def test_without_write_it_only_says_what_it_would_do(run, project, way):
    before = tree(project)
    result = run("takedown", "ana-lopez", way)
    assert result.exit_code == 0
    assert "Would " in result.output
    assert "Add --write to do it." in result.output
    assert tree(project) == before


def test_one_has_to_say_what_is_to_become_of_the_portfolio(run):
    result = run("takedown", "ana-lopez", "--write")
    assert result.exit_code == 2
    assert "add --unlist, --anonymise or --remove" in result.output


@pytest.mark.parametrize("more", [[], ["--revoke", "--keep-valid"]])
def test_one_has_to_say_what_is_to_become_of_signed_badges(run, project, signed, more):
    before = tree(project)
    result = run("takedown", "ana-lopez", "--remove", "--write", *more)
    assert result.exit_code == 2
    assert "1 signed badge; say what happens" in result.output
    assert tree(project) == before


def test_nobody_of_that_name_is_said_in_two_lines(run):
    result = run("takedown", "ana-lopes", "--remove", "--write")
    assert (result.exit_code, result.output.count("\n")) == (2, 2)


# --- removed ------------------------------------------------------------------------------------


def test_removed_she_is_nowhere_in_the_records_and_the_site_builds(run, project):
    result = run("takedown", ANA, "--remove", "--write", "--build")
    assert result.exit_code == 0, result.output
    # The address keeps its word: that a portfolio was here, and no more.
    assert mentions(project) == [f"{ANA}/tombstone.yml"]
    assert tree(project / ANA) == {"tombstone.yml": tree(project / ANA)["tombstone.yml"]}
    site = project / "site"
    page = load_page(site, f"{ANA}/")
    assert "This portfolio was taken down" in page.main.text
    assert not page.is_indexed
    # The desk is of other people's programs, whose licenses name their authors.
    for path in (one for one in tree(site) if not one.startswith("assets/desk/")):
        text = (site / path).read_text("utf-8", errors="replace")
        named = [word for word in HERS if word in text]
        # A page's own address is in its canonical link.
        assert named == (["ana-lopez"] if path == f"{ANA}/index.html" else []), path


def test_an_address_that_names_her_can_be_forgotten_too(run, project):
    told = run("takedown", "ana-lopez", "--remove")
    assert "names the person" in told.output
    assert run("takedown", "ana-lopez", "--remove", "--forget-address", "--write").exit_code == 0
    assert mentions(project) == []
    assert run("build", "-q").exit_code == 0
    assert not (project / "site" / ANA).exists()


def test_a_handle_that_was_taken_down_goes_to_nobody_else(run, project):
    run("takedown", "ana-lopez", "--remove", "--write")
    result = run("new", "educator", "ana-lopez", "--name", "Another", "--no-ask")
    assert "taken-down" in run("check").output
    assert "taken-down" in result.output
    assert "was taken down already" in run("takedown", "ana-lopez", "--remove").output


def test_an_assessor_is_replaced_by_neutral_words_in_the_records_of_others(run, project):
    issuer = "catalog/riverside-usd/issuer.yml"
    noted = read(project, issuer) + "# Reviewed in May.\n"
    (project / issuer).write_text(noted, "utf-8")
    result = run("takedown", "tom-berg", "--remove", "--write")
    assert result.exit_code == 0, result.output
    assert "The check now reports" not in result.output
    assert read(project, issuer) == noted.replace("educator: tom-berg", "name: Former assessor 1")
    assert "assessor: Former assessor 1" in read(project, f"{ANA}/awards/active-listening.yml")
    assert run("check").exit_code == 0


def test_lines_that_name_her_in_other_words_are_listed(run, project):
    about = project / "docs" / "about.md"
    about.write_text("# About\n\nThanks to Ana López.\n", "utf-8")
    result = run("takedown", "ana-lopez", "--remove", "--write")
    assert "docs/about.md:3" in result.output
    assert f"{ANA}/" not in result.output.partition("What is left")[2].partition("filter-repo")[0]


@pytest.mark.parametrize("words", ["filter-repo", "Forks", "Search engines", "backups", "wallets"])
def test_what_no_command_can_reach_is_said(run, words):
    assert words in run("takedown", "ana-lopez", "--remove", "--write").output


# --- badges -------------------------------------------------------------------------------------


def test_revoked_with_the_key_wallets_learn_of_it_at_once(run, project, signed):
    assert not marked(project, 0)
    result = run("takedown", "ana-lopez", "--remove", "--revoke", "--write", "--key-file", signed)
    assert result.exit_code == 0, result.output
    assert marked(project, 0)
    assert not (project / ANA / "credentials").exists()


def test_a_key_that_signs_for_nobody_is_refused_before_anything_is_gone(
    run, project, signed, tmp_path
):
    issuer = project / "catalog/riverside-usd/issuer.yml"
    kept = issuer.read_text("utf-8")
    other = tmp_path / "other.key"
    run("keys", "new", "riverside-usd", "--out", other)
    issuer.write_text(kept, "utf-8")
    before = tree(project / "portfolios")
    result = run("takedown", "ana-lopez", "--remove", "--revoke", "--write", "--key-file", other)
    assert result.exit_code == 1
    assert tree(project / "portfolios") == before


def test_revoked_without_the_key_the_next_run_of_sign_says_so(run, project, signed):
    result = run("takedown", "ana-lopez", "--remove", "--revoke", "--write")
    assert "Run `credfolio sign` with the issuer's key" in result.output
    assert not marked(project, 0)
    assert run("sign", "--key-file", signed).exit_code == 0
    assert marked(project, 0)


def test_kept_valid_her_badge_keeps_its_place_and_nobody_else_gets_it(run, project, signed):
    assert run("takedown", "ana-lopez", "--remove", "--keep-valid", "--write").exit_code == 0
    award = "portfolios/tom-berg/awards/active-listening.yml"
    (project / award).write_text(
        "credential: riverside-usd/active-listening\nversion: '1.1'\nawarded_on: 2026-05-20\n"
        "name_as_awarded: Tom Berg\napproved_by: Rosa Duarte\nresults:\n"
        "  - {part: 1, criterion: waiting, level: demonstrated}\n  - {part: 2, level: 'yes'}\n",
        "utf-8",
    )
    told = run("sign", "--key-file", signed)
    assert told.exit_code == 0, told.output
    credential = json.loads(read(project, "portfolios/tom-berg/credentials/active-listening.json"))
    assert credential["credentialStatus"]["statusListIndex"] == "1"
    assert not marked(project, 0)


# --- anonymised and unlisted --------------------------------------------------------------------


def test_anonymised_what_was_earned_stays_and_nothing_says_by_whom(run, project, signed):
    result = run("takedown", "ana-lopez", "--anonymise", "--keep-valid", "--write")
    assert result.exit_code == 0, result.output
    assert "The check now reports" not in result.output
    assert mentions(project) == [f"{ANA}/tombstone.yml"]
    registry = load_project(project).registry
    (kept,) = [one for one in registry.awards.values() if one.name_as_awarded == "An educator"]
    assert kept.credential == "riverside-usd/active-listening"
    assert kept.awarded_on.isoformat() == "2025-12-01"
    assert kept.credits_earned
    assert kept.visibility == "private"
    assert run("check", "--strict").exit_code == 0
    assert run("build", "-q").exit_code == 0


def test_unlisted_only_one_line_changes(run, project):
    before = read(project, f"{ANA}/profile.yml")
    assert run("takedown", "ana-lopez", "--unlist", "--write").exit_code == 0
    assert read(project, f"{ANA}/profile.yml") == before.replace(
        "visibility: public", "visibility: unlisted"
    )


# --- her account --------------------------------------------------------------------------------

GOVERNANCE = "catalog/governance.yml"


@pytest.fixture
def governed(project: Path) -> Path:
    shutil.copy(PROPOSALS / GOVERNANCE, project / GOVERNANCE)
    issuer = "catalog/riverside-usd/issuer.yml"
    text = read(project, issuer).replace("educator: tom-berg", "account: tom-b\n    name: Tom Berg")
    (project / issuer).write_text(text, "utf-8")
    award = f"{ANA}/awards/active-listening.yml"
    text = read(project, award).replace("assessor: tom-berg", "assessor: tom-b")
    (project / award).write_text(text, "utf-8")
    return project


def test_her_account_goes_where_it_says_that_she_judged(run, governed: Path):
    before = read(governed, GOVERNANCE)
    told = run("takedown", "tom-berg", "--remove")
    assert f"Would take the entries of tom-berg out of {GOVERNANCE}" in told.output
    result = run("takedown", "tom-berg", "--remove", "--write")
    assert result.exit_code == 0, result.output
    assert "by hand" not in result.output
    assert read(governed, GOVERNANCE) == before.replace(
        "  - {account: tom-b, educator: tom-berg}\n", ""
    ).replace("assessors: [tom-b, lee-o]", "assessors: [lee-o]")
    assert "name: Former assessor 1\n" in read(governed, "catalog/riverside-usd/issuer.yml")
    assert "assessor: Former assessor 1" in read(governed, f"{ANA}/awards/active-listening.yml")
    for path in tree(governed):
        if path.startswith(("catalog/", "portfolios/")):
            assert "tom-b" not in read(governed, path), path


def test_a_right_that_is_more_than_judging_is_left_and_said(run, governed: Path):
    text = read(governed, GOVERNANCE).replace("[keeper]", "[keeper, tom-b]")
    (governed / GOVERNANCE).write_text(text, "utf-8")
    result = run("takedown", "tom-berg", "--remove", "--write")
    assert "maintainers: [keeper, tom-b]" in read(governed, GOVERNANCE)
    assert f"{GOVERNANCE}:1" in result.output


@pytest.mark.parametrize(
    ("author", "refused"), [("keeper", set()), ("riverside-office", {"award-add-only"})]
)
def test_a_maintainer_may_propose_a_takedown_of_somebody_who_judged(
    tmp_path: Path, author: str, refused: set[str]
):
    clone = make_base(tmp_path / "clone")
    lay(clone, {".git/info/exclude": ".cache\n"})
    words = ("--project", str(clone))
    done = CliRunner().invoke(main, [*words, "takedown", "tom-berg", "--remove", "--write"])
    assert done.exit_code == 0, done.output
    form = ("--author", author, "--format", "json", "--today", "2026-06-01")
    result = CliRunner().invoke(main, [*words, "check", "--base", "main", *form])
    errors = {
        one["rule"]
        for one in json.loads(result.stdout)["findings"]
        if one["severity"] == "error" and one["path"].endswith("active-listening.yml")
    }
    assert errors == refused
    assert result.exit_code == (1 if refused else 0), result.stdout


# --- interrupted; every step is killed in test_commands_killed.py -------------------------------


def test_done_already_it_says_so_and_signs_what_waits(run, project, signed):
    run("takedown", "ana-lopez", "--remove", "--revoke", "--write")
    again = ("takedown", "ana-lopez", "--remove", "--revoke", "--write", "--key-file", signed)
    result = run(*again)
    assert (result.exit_code, "was taken down already" in result.output) == (0, True)
    assert marked(project, 0)


def test_links_and_hidden_files_in_the_folder_go_too(run, project):
    (project / ANA / "link").symlink_to(project / "mkdocs.yml")
    (project / ANA / ".DS_Store").write_bytes(b"x")
    (project / ANA / "empty").mkdir()
    assert run("takedown", "ana-lopez", "--remove", "--write").exit_code == 0
    assert [path.name for path in (project / ANA).iterdir()] == ["tombstone.yml"]
    assert (project / "mkdocs.yml").is_file()


def test_where_the_disk_refuses_the_portfolio_is_there_as_before(run, project):
    before = tree(project / ANA)
    taken = project / STAGING
    taken.write_text("a file where a folder is to be")
    result = run("takedown", "ana-lopez", "--remove", "--write")
    assert result.exit_code == 3
    assert tree(project / ANA) == before
