"""Addresses that were given out once lead on, and what is signed stays where it says it is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from test_signing import key_file as key_file

from html_tree import Page, load_page

BASE = "https://badges.example/credentials/"
OLD, NEW = "portfolios/ana-lopez", "portfolios/ana-berg"
SIGNED = "credentials/active-listening.json"


def built(run, project: Path) -> Path:
    result = run("build", "-q")
    assert result.exit_code == 0, result.output
    return project / "site"


def leads_to(page: Page) -> str:
    """Where a page that has moved sends its readers, in each of the ways that it says so."""
    assert not page.is_indexed
    refresh = next(
        element["content"]
        for element in page.root.all("meta")
        if element.get("http-equiv") == "refresh"
    )
    canonical = next(e["href"] for e in page.root.all("link") if e.get("rel") == "canonical")
    (link,) = [e["href"] for e in page.root.all("a") if "data-moved" in e.attributes]
    assert refresh == f"0; url={link}"
    place = canonical.removeprefix(BASE)
    assert link == "../" * page.address.count("/") + place
    return place


def rename(project: Path) -> None:
    """What a clerk does when somebody marries: a new folder, the old handle kept."""
    (project / OLD).rename(project / NEW)
    profile = project / NEW / "profile.yml"
    profile.write_text(profile.read_text("utf-8") + "former_handles: [ana-lopez]\n", "utf-8")


def rename_definition(project: Path) -> None:
    """An active credential gets another id; records that name it follow."""
    for file in (*project.glob("catalog/**/*.yml"), *project.glob("portfolios/**/*.yml")):
        text = file.read_text("utf-8")
        file.write_text(text.replace("riverside-usd/active-listening", "riverside-usd/hearing"))
    old = project / "catalog/riverside-usd/active-listening.yml"
    old.write_text(old.read_text("utf-8") + "former_ids: [active-listening]\n", "utf-8")
    old.rename(old.with_name("hearing.yml"))


def test_a_former_handle_leads_to_the_portfolio_and_to_each_award(run, project):
    rename(project)
    site = built(run, project)
    assert leads_to(load_page(site, f"{OLD}/")) == f"{NEW}/"
    assert leads_to(load_page(site, f"{OLD}/active-listening/")) == f"{NEW}/active-listening/"
    assert OLD not in (site / "sitemap.xml").read_text("utf-8")


def test_a_page_that_has_moved_does_not_say_whose_it_is(run, project):
    rename(project)
    for address in (f"{OLD}/", f"{OLD}/active-listening/"):
        assert "Ana" not in load_page(built(run, project), address).source


def test_a_private_portfolio_has_no_page_at_any_of_its_handles(run, project):
    rename(project)
    profile = project / NEW / "profile.yml"
    text = profile.read_text("utf-8").replace("visibility: public", "visibility: private")
    profile.write_text(text, "utf-8")
    site = built(run, project)
    assert not (site / OLD).exists()
    assert not (site / NEW).exists()


def test_aliases_and_former_ids_lead_to_the_definition(run, project):
    rename_definition(project)
    file = project / "catalog/riverside-usd/hearing.yml"
    file.write_text(file.read_text("utf-8") + "aliases: [listening]\n", "utf-8")
    stack = project / "catalog/riverside-usd/stacks/people-first.yml"
    stack.write_text(stack.read_text("utf-8") + "former_ids: [first-people]\n", "utf-8")
    site = built(run, project)
    new = "catalog/riverside-usd/hearing/"
    assert leads_to(load_page(site, "catalog/riverside-usd/active-listening/")) == new
    assert leads_to(load_page(site, "catalog/riverside-usd/listening/")) == new
    old_stack = load_page(site, "catalog/riverside-usd/stacks/first-people/")
    assert leads_to(old_stack) == "catalog/riverside-usd/stacks/people-first/"


def test_a_former_id_of_an_issuer_leads_on_for_all_that_it_issues(run, project):
    issuer = project / "catalog/riverside-usd/issuer.yml"
    issuer.write_text(issuer.read_text("utf-8") + "former_ids: [river-schools]\n", "utf-8")
    site = built(run, project)
    for rest in ("", "active-listening/", "stacks/people-first/"):
        old = load_page(site, f"catalog/river-schools/{rest}")
        assert leads_to(old) == f"catalog/riverside-usd/{rest}"
    assert (site / "issuers/river-schools/profile.json").is_file()
    # What is left of an address when a reader deletes its end.
    for shortened in ("issuers/riverside-usd/", "catalog/riverside-usd/stacks/"):
        assert leads_to(load_page(site, shortened)) == "catalog/riverside-usd/"


# --- signed files -------------------------------------------------------------------------------


@pytest.fixture
def signed(run, project: Path, key_file: Path) -> dict[str, bytes]:
    """What the site published about the award before anything was renamed, by path."""
    assert run("sign", "--key-file", key_file).exit_code == 0
    site = built(run, project)
    files = [
        *(site / OLD / "active-listening").glob("*.*"),
        *(site / "catalog/riverside-usd/active-listening").glob("*.*"),
    ]
    named = {file.relative_to(site).as_posix(): file.read_bytes() for file in files}
    assert f"{OLD}/active-listening/credential.json" in named
    shutil.rmtree(site)
    # No signed file names these; pages alone show the small drawing.
    about_pages = ("index.html", "oembed.json", "facts.json", "preview.png", "definition.yml")
    about_pages += ("badge-small.svg",)
    return {path: data for path, data in named.items() if not path.endswith(about_pages)}


def test_after_a_rename_each_badge_file_is_still_where_it_says_it_is(run, project, signed):
    rename(project)
    rename_definition(project)
    assert run("check").exit_code == 0, run("check").output
    site = built(run, project)
    for path, data in signed.items():
        now = (site / path).read_bytes()
        if path.endswith("credential.json"):
            assert now == data, "what is signed is the same to the byte"
            assert (site / NEW / "active-listening/credential.json").read_bytes() == data
        if path.endswith(".json"):
            assert json.loads(now)["id"] == json.loads(data)["id"] == f"{BASE}{path}"
    assert len(signed) == 7


def test_what_was_renamed_is_signed_and_verifies(run, project, signed):
    rename(project)
    rename_definition(project)
    site = built(run, project)
    told = run("verify", project / NEW / SIGNED, "--site", site)
    assert told.exit_code == 0, told.output


def test_a_change_after_a_rename_is_still_noticed(run, project, signed):
    rename(project)
    award = project / NEW / "awards/active-listening.yml"
    award.write_text(award.read_text("utf-8") + "narrative: Another.\n", "utf-8")
    assert "drifted-credential" in run("check").output


def test_signed_again_after_a_rename_it_keeps_its_id_and_its_place(run, project, signed, key_file):
    rename(project)
    rename_definition(project)
    before = json.loads((project / NEW / SIGNED).read_bytes())
    award = project / NEW / "awards/active-listening.yml"
    award.write_text(award.read_text("utf-8") + "narrative: I listened.\n", "utf-8")
    assert run("reissue", "ana-berg/active-listening", "--reason", "Said more").exit_code == 0
    told = run("sign", "--key-file", key_file)
    assert told.exit_code == 0, told.output
    after = json.loads((project / NEW / SIGNED).read_bytes())
    assert after["credentialSubject"]["narrative"] == "I listened."
    for key in ("id", "credentialStatus"):
        assert after[key] == before[key]
    assert after["credentialSubject"]["achievement"]["id"].endswith(
        "/active-listening/achievement.json"
    )
    assert run("check").exit_code == 0, run("check").output


# --- tombstones ---------------------------------------------------------------------------------


def test_a_tombstone_has_a_page_that_names_nobody(run, project):
    stone = project / "portfolios/k7m2/tombstone.yml"
    stone.parent.mkdir()
    stone.write_text("taken_down_on: 2026-05-02\n", "utf-8")
    page = load_page(built(run, project), "portfolios/k7m2/")
    assert "This portfolio was taken down" in page.main.text
    assert "2 May 2026" in page.main.text or "May 2, 2026" in page.main.text
    assert not page.is_indexed
    assert "k7m2" not in (project / "site/sitemap.xml").read_text("utf-8")
    assert "k7m2" not in page.main.text


# --- links inside the site ----------------------------------------------------------------------


def test_a_link_of_a_guide_to_nothing_stops_the_build_and_says_where(run, project):
    assert built(run, project)
    kept = (project / "site/index.html").read_bytes()
    (project / "docs/about.md").write_text("# About\n\n[Gone](../catalog/gone/)\n", "utf-8")
    result = run("build", "-q")
    assert result.exit_code == 1
    assert 'docs/about.md: error[broken-link]: the page "about/" leads to "catalog/gone/"' in (
        result.output
    )
    assert "1 link of the site leads nowhere; the site was left as it was" in result.output
    assert (project / "site/index.html").read_bytes() == kept
