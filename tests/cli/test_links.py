"""``credfolio links``: what was found, where it stands, and what is noted in the records."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from test_build import tree

from credfolio.links.link_page import STYLE
from credfolio.links.outer_links import Looked, find_outer_links
from credfolio.links.web_check import load_looked, save_looked
from credfolio.records.loading.loader import load_project
from demo import ROOT
from fake_gh import FakeForge
from html_tree import Page, load_page, parse_page

CREDENTIAL = "catalog/riverside-usd/active-listening.yml"
FINE, OLD, LOST = (f"https://reading.example/{name}" for name in ("fine", "old", "lost"))
RESOURCES = f"""
resources:
  # Rosa's favourite; ask her before you take it out.
  - title: A page that is fine
    kind: article
    url: {FINE}

  - title: A page that moved
    kind: video   # ten minutes
    url: {OLD}
    status: live
    note: |
      Watch it twice.

      And [this]({LOST}#part).
  - title: A page that is lost
    url: {LOST}
    kind: book
# The end.
"""


def of(outcome: str, **more: str) -> Looked:
    why = "" if outcome == "live" else "it was so"
    return Looked(outcome, why, "2026-06-01", "2026-05-01", **more)


@pytest.fixture
def found(project: Path) -> Path:
    """A project whose links were all looked at this morning."""
    file = project / CREDENTIAL
    text = file.read_text("utf-8")
    head, _, rest = text.partition("\nresources:")
    after = rest.split("\n")
    kept = next(n for n, line in enumerate(after) if n and line[:1] not in (" ", "-", "#", ""))
    file.write_text(head + RESOURCES + "\n".join(after[kept:]), "utf-8")
    looked = {
        link.url.partition("#")[0]: of("live")
        for link in find_outer_links(load_project(project).registry, unlisted=True)
    }
    looked |= {OLD: of("moved", now_at="https://reading.example/new"), LOST: of("dead")}
    save_looked(project, looked)
    return file


def test_the_report_says_what_is_lost_and_on_which_line(run, found, project):
    result = run("links")
    assert result.exit_code == 1
    lines = found.read_text("utf-8").splitlines()
    at = lines.index(f"    url: {LOST}") + 1
    assert f'{CREDENTIAL}:{at}: link-dead: "{LOST}": it was so (since 2026-05-01)' in result.output
    assert 'link-moved: "https://reading.example/old": it was so; it is now at' in result.output
    assert result.output.splitlines()[-1].endswith("1 dead, 1 moved")


def test_where_all_is_well_it_says_so_and_ends_with_nought(run, found, project):
    looked = {url: of("live") for url in load_looked(project)}
    save_looked(project, looked)
    result = run("links")
    assert (result.exit_code, result.output.count("\n")) == (0, 1)


def test_as_json_it_is_for_programs(run, found):
    body = json.loads(run("links", "--format", "json").stdout)
    assert body["schema_version"] == 1
    assert body["totals"]["dead"] == 1
    assert {row["outcome"] for row in body["links"]} == {"dead", "moved"}


def test_as_markdown_nothing_of_a_record_is_markup(run, found, project):
    why = "<img src=x> @everyone [x](https://y.example) #1"
    sly = Looked("dead", why, "2026-06-01", "2026-06-01")
    save_looked(project, load_looked(project) | {LOST: sly})
    result = run("links", "--format", "markdown", "-o", "links.md")
    text = (project / "links.md").read_text("utf-8")
    assert "links.md" in result.output
    assert "## Gone" in text
    assert "## Moved" in text
    for alive in (r"(?<!\\)<img", "@everyone", r"(?<!\\)\]\(", r"(?<!\\)#1", "https://"):
        assert not re.search(alive, text), alive


def test_no_record_is_changed_unless_it_is_asked_for(run, found, project):
    before = tree(project / "catalog")
    run("links")
    assert tree(project / "catalog") == before


def test_written_the_resource_says_so_with_the_date_and_all_else_stays(run, found):
    before = found.read_text("utf-8")
    result = run("links", "--write")
    assert "resource 2 is moved" in result.output
    after = found.read_text("utf-8")
    expected = before.replace("    status: live\n", "    status: moved\n")
    part = f"      And [this]({LOST}#part).\n"
    expected = expected.replace(part, f"{part}    checked_on: 2026-06-01\n")
    book = "    kind: book\n"
    expected = expected.replace(book, f"{book}    status: dead\n    checked_on: 2026-06-01\n")
    assert after == expected
    assert run("check").exit_code == 0
    run("links", "--write")
    assert found.read_text("utf-8") == after, "a second run has nothing to add"


def test_what_is_back_is_noted_too(run, found, project):
    run("links", "--write")
    save_looked(project, {url: of("live") for url in load_looked(project)})
    run("links", "--write")
    credential = load_project(project).registry.credentials["riverside-usd/active-listening"]
    assert [one.status for one in credential.resources] == ["live", "live", "live"]


def test_a_lost_page_is_no_link_on_the_site_and_its_copy_is_offered(run, found, project):
    text = found.read_text("utf-8")
    copy = "https://archive.example/lost"
    found.write_text(text.replace("kind: book", f"kind: book\n    archived_url: {copy}"), "utf-8")
    save_looked(project, load_looked(project) | {copy: of("live")})
    run("links", "--write")
    assert run("build", "-q").exit_code == 0
    for address in ("catalog/riverside-usd/active-listening/", "resources/"):
        page = load_page(project / "site", address)
        links = {e["href"] for e in page.main.all("a")}
        assert LOST not in links
        assert copy in links
        assert "no longer online (seen" in page.main.text


def test_links_of_unlisted_portfolios_are_asked_for_only_when_wanted(project):
    file = project / "portfolios/tom-berg/profile.yml"
    file.write_text(file.read_text("utf-8") + "bio: '[Me](https://berg.example/)'\n", "utf-8")
    registry = load_project(project).registry

    def asked(unlisted: bool) -> set[str]:
        return {link.url for link in find_outer_links(registry, unlisted=unlisted)}

    assert asked(True) - asked(False) == {"https://berg.example/"}


def test_a_private_portfolio_is_never_asked_for(project):
    file = project / "portfolios/ana-lopez/profile.yml"
    file.write_text(file.read_text("utf-8").replace("public", "private"), "utf-8")
    links = find_outer_links(load_project(project).registry, unlisted=True)
    assert not [link for link in links if link.path.startswith("portfolios/ana-lopez")]


def test_a_report_that_cannot_be_written_is_said_in_two_lines(run, found):
    result = run("links", "-o", "no-such-folder/links.md")
    assert result.exit_code == 3
    assert result.stderr.count("\n") == 2


# --- the report as a page -----------------------------------------------------------------------


@pytest.fixture
def page(run, found, project) -> Page:
    result = run("links", "--page", "links.html", "--output", "links.txt")
    assert result.exit_code == 1
    assert "The report is in links.html" in result.stderr
    assert result.stdout == ""
    return parse_page((project / "links.html").read_text("utf-8"))


def test_the_page_says_what_is_lost_since_when_and_leads_to_the_line(page, found):
    lost = next(page.main.by_class("at"))
    line = found.read_text("utf-8").splitlines().index(f"    url: {LOST}") + 1
    assert lost.text == LOST
    row = lost.parent.text
    assert "It was so, since 2026-05-01. Look for a copy in a web archive" in row
    assert f"{CREDENTIAL}, line {line}" in row
    edit = f"https://forge.example/badges/edit/main/{CREDENTIAL}"
    assert edit in [link["href"] for link in lost.parent.all("a")]
    assert "it is now at https://reading.example/new" in page.main.text
    numbers = {e.parent.text for e in page.main.all("dt")}
    assert {"Gone 1", "Moved 1"} <= numbers


def test_the_page_loads_nothing_and_is_not_to_be_found_by_search(page):
    head = {(e.get("name") or e.get("http-equiv")): e.get("content") for e in page.root.all("meta")}
    assert head["robots"] == "noindex"
    assert head["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert not [e for e in page.root.all() if e.get("src") or e.name in ("script", "link", "img")]
    assert all("noopener" in e["rel"] for e in page.root.all("a") if "reading.example" in e["href"])


def test_on_the_page_nothing_of_a_record_or_an_answer_is_markup(run, found, project):
    why = "<img src=x onerror=alert(1)>"
    sly = 'javascript:alert("1")'
    save_looked(
        project,
        load_looked(project)
        | {LOST: Looked("dead", why, "2026-06-01", "2026-06-01")}
        | {OLD: Looked("moved", "it was so", "2026-06-01", "2026-06-01", now_at=sly)},
    )
    run("links", "--page", "links.html")
    page = parse_page((project / "links.html").read_text("utf-8"))
    assert not list(page.root.all("img"))
    assert why in page.main.text
    assert not [e for e in page.root.all("a") if not e["href"].startswith("https://")]


def test_where_all_is_well_the_page_says_so(run, found, project):
    save_looked(project, {url: of("live") for url in load_looked(project)})
    assert run("links", "--page", "links.html").exit_code == 0
    text = (project / "links.html").read_text("utf-8")
    assert "Every link leads somewhere." in text
    assert "<section" not in text


def test_the_page_has_the_colors_of_the_site():
    theme = (ROOT / "theme" / "assets" / "credfolio.css").read_text("utf-8")
    token = re.compile(r"(--[a-z-]+):\s*(#[0-9a-f]{6})")
    light, dark = STYLE.split("@media (prefers-color-scheme:dark)")
    for ours, scheme in ((light, "day"), (dark, "night")):
        theirs = re.findall(rf"(--[a-z-]+): [^;]*var\(--{scheme}, (#[0-9a-f]{{6}})\)", theme)
        assert dict(token.findall(ours)).items() <= dict(theirs).items()
        assert token.findall(ours)


# --- the weekly job -----------------------------------------------------------------------------


@pytest.fixture
def weekly(run, tmp_path, monkeypatch):
    """Run the job's command; the forge knows the issue `open_one`; what it was asked, and sent."""

    def run_it(open_one: str) -> tuple[list[str], str]:
        folder = tmp_path / f"tools-{len(list(tmp_path.iterdir()))}"
        numbers = [{"number": int(open_one)}] if open_one else []
        forge = FakeForge(folder, [("issue list", numbers)])
        monkeypatch.setenv("PATH", forge.path)
        monkeypatch.setenv("CREDFOLIO_REPO", "example/badges")
        monkeypatch.setenv("CREDFOLIO_RUN", "https://forge.example/runs/7")
        assert run("ci", "links", "--offline").exit_code == 0
        calls = forge.asked()
        return [" ".join(line.split()[1:3]) for line, _ in calls], calls[-1][1]

    return run_it


def test_the_job_opens_an_issue_once_and_keeps_the_page(found, project, weekly):
    asked, body = weekly(open_one="")
    assert asked == ["list --repo", "create --repo"]
    assert "## Gone" in body
    assert "https://forge.example/runs/7" in body
    assert "Links to elsewhere" in (project / "links.html").read_text("utf-8")
    assert weekly(open_one="12")[0] == ["list --repo", "edit 12"]


def test_the_job_closes_its_issue_when_every_link_leads_somewhere(found, project, weekly):
    save_looked(project, {url: of("live") for url in load_looked(project)})
    assert weekly(open_one="12")[0] == ["list --repo", "close 12"]
    assert weekly(open_one="")[0] == ["list --repo"]
