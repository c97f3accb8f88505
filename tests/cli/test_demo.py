"""``credfolio demo remove``: the demonstration goes, what is one's own stays."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from tzlocal import reload_localzone

from credfolio.removing.demo import load_demo, without_demo_settings

ROOT = Path(__file__).parents[2]
DEMO = """\
# A note.
catalog/riverside-usd
catalog/frameworks/teaching-standards.yml
catalog/jurisdictions/maple.yml
portfolios/ana-lopez # another
portfolios/nobody-there
"""


@pytest.fixture
def with_demo(project: Path) -> Path:
    """Riverside and what it stands on are the demonstration; Hillcrest is our own."""
    (project / "catalog" / "demo.txt").write_text(DEMO)
    settings = project / "mkdocs.yml"
    own = "    notice: >-\n      All invented.\n    featured:\n      - riverside-usd/first\n"
    settings.write_text(settings.read_text() + own)
    return project


def files(project: Path) -> set[str]:
    return {f.relative_to(project).as_posix() for f in project.rglob("*.yml")} - {"mkdocs.yml"}


def test_only_what_the_list_names_is_removed(run, with_demo):
    result = run("demo", "remove", "--yes")
    assert result.exit_code == 0
    assert result.output.startswith(
        "The demonstration: 1 issuer, 1 credential, 1 stack, 1 framework, 1 jurisdiction, "
        "1 educator, 1 award.\nRemoved."
    )
    assert files(with_demo) == {
        "catalog/hillcrest-university/issuer.yml",
        "catalog/hillcrest-university/mentoring.yml",
        "portfolios/tom-berg/profile.yml",
        "portfolios/tom-berg/awards/mentoring.yml",
    }
    # What is left refers to what is gone, and is told so.
    assert "catalog/hillcrest-university/mentoring.yml:" in result.output
    assert "error[unknown-framework]" in result.output


@pytest.mark.parametrize(
    ("options", "zone"), [((), "America/Denver"), (("--time-zone", "Asia/Tokyo"), "Asia/Tokyo")]
)
def test_the_sites_time_zone_is_set_and_said(run, with_demo, monkeypatch, options, zone):
    monkeypatch.setenv("TZ", "America/Denver")
    reload_localzone()
    result = run("demo", "remove", "--yes", *options)
    assert f"The time zone of the site is now {zone}; mkdocs.yml names it.\n" in result.output
    assert f"    time_zone: {zone}\n" in (with_demo / "mkdocs.yml").read_text("utf-8")


@pytest.mark.parametrize("zone", ["Tokio", "asia/tokyo", ""])
def test_a_time_zone_that_is_none_removes_nothing(run, with_demo, zone):
    before = files(with_demo)
    result = run("demo", "remove", "--yes", "--time-zone", zone)
    assert result.exit_code == 2
    assert "is not a time zone; write" in result.stderr
    assert files(with_demo) == before


def test_nobody_to_ask_and_no_yes_ends_in_2(run, with_demo):
    before = files(with_demo)
    result = run("demo", "remove")
    assert result.exit_code == 2
    assert "add --yes" in result.stderr
    assert files(with_demo) == before


def test_a_second_time_there_is_nothing_to_remove(run, with_demo):
    run("demo", "remove", "--yes")
    result = run("demo", "remove", "--yes")
    assert result.exit_code == 0
    assert result.output.startswith("There is no catalog/demo.txt")


@pytest.mark.parametrize("path", ["docs", "catalog", "catalog/../hooks", "/etc", "catalog/x/y.yml"])
def test_a_list_that_names_another_place_removes_nothing(run, with_demo, path):
    (with_demo / "catalog" / "demo.txt").write_text(f"catalog/riverside-usd\n{path}\n")
    before = files(with_demo)
    result = run("demo", "remove", "--yes")
    assert result.exit_code == 1
    assert "catalog/demo.txt:2:" in result.stderr
    assert files(with_demo) == before


def test_work_that_git_does_not_have_is_not_deleted(run, with_demo):
    def git(*words: str) -> None:
        author = ["-c", "user.name=A", "-c", "user.email=a@b.example"]
        subprocess.run(["git", *author, *words], cwd=with_demo, check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "first")
    (with_demo / "catalog/riverside-usd/mine.yml").write_text("title: Mine\n")
    before = files(with_demo)
    result = run("demo", "remove", "--yes")
    assert result.exit_code == 2
    assert "catalog/riverside-usd/mine.yml" in result.stderr
    assert files(with_demo) == before
    git("add", ".")
    git("commit", "-q", "-m", "mine")
    assert run("demo", "remove", "--yes").exit_code == 0


def test_the_list_names_every_record_of_this_repository():
    demo = load_demo(ROOT)
    if demo is None:
        pytest.skip("the demonstration has been removed from this repository")
    lines = (ROOT / "catalog" / "demo.txt").read_text(encoding="utf-8").splitlines()
    named = {line for line in lines if line and not line.startswith("#")}
    assert named == set(demo.paths), "the list names what is not there"
    catalog, portfolios = ROOT / "catalog", ROOT / "portfolios"
    places = [f for f in [*catalog.iterdir(), *portfolios.iterdir()] if f.is_dir()]
    places += [*catalog.glob("frameworks/*.yml"), *catalog.glob("jurisdictions/*.yml")]
    places += catalog.glob("figures/*.json")
    there = {place.relative_to(ROOT).as_posix() for place in places}
    there.add("demo-records")
    assert there - {f"catalog/{one}" for one in ("figures", "frameworks", "jurisdictions")} == named


SETTINGS = """\
site_name: X # a note
copyright: >-
  The demonstration is fictional.

extra:
  credfolio:
    # the address
    forge: https://forge.example
    notice: |
      Two
      lines.

    # the branch
    branch: main
    featured: [a/b,
      c/d]
# the end
plugins: []
"""
EXPECTED = """\
site_name: X # a note

extra:
  credfolio:
    # the address
    forge: https://forge.example

    # the branch
    branch: main
# the end
plugins: []
"""


def test_settings_lose_the_demonstrations_lines_and_no_note():
    assert without_demo_settings(SETTINGS) == EXPECTED


@pytest.mark.parametrize(
    "text", ["", "site_name: X\n", "extra: {credfolio: {forge: x}}\n", "- a\n"]
)
def test_settings_without_them_stay_as_they_are(text):
    assert without_demo_settings(text) == text


def test_ones_own_copyright_stays():
    text = "copyright: Example County\n"
    assert without_demo_settings(text) == text
