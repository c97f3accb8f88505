"""The day where the site is: what commands record and judge by, around midnight."""

from __future__ import annotations

import ast
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml

from credfolio.authoring.site_settings import with_setting
from credfolio.errors import CredfolioError, UsageError
from credfolio.project import build_date, site_day, zone_names, zone_of
from credfolio.records.loading.loader import load_project

ROOT = Path(__file__).parents[2]
HOOKS = ROOT / "hooks" / "credfolio"

# The last second of a day in a zone, and the first of the next: in summer and in winter time.
MIDNIGHTS = [
    ("Pacific/Auckland", "2026-05-31T11:59:59Z", "2026-05-31"),
    ("Pacific/Auckland", "2026-05-31T12:00:00Z", "2026-06-01"),
    ("Pacific/Auckland", "2026-12-31T10:59:59Z", "2026-12-31"),
    ("Pacific/Auckland", "2026-12-31T11:00:00Z", "2027-01-01"),
    ("America/New_York", "2026-06-01T03:59:59Z", "2026-05-31"),
    ("America/New_York", "2026-06-01T04:00:00Z", "2026-06-01"),
    ("America/New_York", "2027-01-01T04:59:59Z", "2026-12-31"),
    ("America/New_York", "2027-01-01T05:00:00Z", "2027-01-01"),
    ("Pacific/Honolulu", "2026-06-01T09:59:59Z", "2026-05-31"),
    ("Pacific/Honolulu", "2026-06-01T10:00:00Z", "2026-06-01"),
]


@pytest.fixture
def at(project: Path, monkeypatch: pytest.MonkeyPatch):
    """``at(zone, instant)`` puts the project there and then."""

    def put(zone: str, instant: str) -> None:
        settings = project / "mkdocs.yml"
        settings.write_text(with_setting(settings.read_text("utf-8"), "time_zone", zone), "utf-8")
        moment = datetime.fromisoformat(instant)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))

    return put


def new_award(run):
    return run(
        *("new", "award", "tom-berg/listening", "--credential", "riverside-usd/active-listening"),
        *("--result", "1=demonstrated", "--assessor", "Sam", "--approved-by", "Rosa"),
    )


@pytest.mark.parametrize(("zone", "instant", "day"), MIDNIGHTS)
def test_a_new_award_bears_the_sites_day_and_says_so(run, project, at, zone, instant, day):
    at(zone, instant)
    result = new_award(run)
    year, month, number = day.split("-")
    words = f"{int(number)} {date(1, int(month), 1):%B} {year}"
    assert f"Today is {words} in {zone}.\n" in result.stderr
    assert result.stderr.count("Today is") == 1
    award = yaml.safe_load((project / "portfolios/tom-berg/awards/listening.yml").read_bytes())
    assert award["awarded_on"] == date.fromisoformat(day)
    assert "future-date" not in run("check").output


@pytest.mark.parametrize(
    ("command", "path", "key"),
    [
        (
            ("revoke", "ana-lopez/active-listening", "--reason", "x"),
            "portfolios/ana-lopez/awards/active-listening.yml",
            "status_on",
        ),
        (
            ("takedown", "ana-lopez", "--remove", "--write"),
            "portfolios/ana-lopez/tombstone.yml",
            "taken_down_on",
        ),
        (
            ("approve", "ana-lopez/active-listening", "--as", "rosa-d"),
            "portfolios/ana-lopez/awards/active-listening.yml",
            "approved_on",
        ),
    ],
)
@pytest.mark.parametrize(("zone", "instant", "day"), [MIDNIGHTS[1], MIDNIGHTS[4], MIDNIGHTS[8]])
def test_what_a_command_dates_bears_the_sites_day(
    run, project, at, zone, instant, day, command, path, key
):
    at(zone, instant)
    file = project / path
    if command[0] == "approve":
        file.write_text(file.read_text("utf-8") + "approval: recorded\n", "utf-8")
    result = run(*command)
    assert result.exit_code == 0, result.output
    assert f"in {zone}." in result.stderr
    assert str(yaml.safe_load(file.read_bytes())[key]) == day


def test_an_import_bears_the_sites_day(run, project, at):
    at("Pacific/Auckland", "2026-05-31T12:00:00Z")
    (project / "map.yml").write_text(
        "records: awards\ncolumns: {educator: Who, credential: What, awarded_on: When}\n"
        "fixed:\n  imported_from.system: Old platform\ndate_format: y-m-d\n",
        "utf-8",
    )
    (project / "in.csv").write_text(
        "Who,What,When\ntom-berg,Active Listening,2026-03-04\n", "utf-8"
    )
    result = run("import", "csv", "in.csv", "--map", "map.yml", "--write")
    assert result.exit_code == 0, result.output
    assert "Today is 1 June 2026 in Pacific/Auckland." in result.stderr
    awards = load_project(project).registry.awards_by_educator["tom-berg"]
    imported = [award.imported_from.on for award in awards if award.imported_from]
    assert imported == [date(2026, 6, 1)]


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Pacific/Honolulu"])
def test_the_check_and_the_build_judge_by_the_same_day(run, project, at, command, zone):
    # The first of June has come in Auckland; in Honolulu it is the 31st of May.
    at(zone, "2026-05-31T13:00:00Z")
    award = project / "portfolios/ana-lopez/awards/active-listening.yml"
    lines = award.read_text("utf-8").splitlines()
    lines = [line for line in lines if not line.startswith("awarded_on:")]
    award.write_text("\n".join([*lines, "awarded_on: 2026-06-01", ""]), "utf-8")
    result = run(command)
    assert ("future-date" in result.output) is (zone == "Pacific/Honolulu"), result.output


def test_without_a_zone_the_command_says_which_it_used_and_where_to_set_it(run, project):
    stderr = new_award(run).stderr
    assert "Today is 1 June 2026 in UTC." in stderr
    assert "set extra.credfolio.time_zone in mkdocs.yml" in stderr


def test_a_day_that_is_given_needs_no_saying(run, project):
    result = run("revoke", "ana-lopez/active-listening", "--reason", "x", "--on", "2026-05-30")
    assert "Today is" not in result.output


# --- a zone that is none ------------------------------------------------------------------------


def with_zone(project: Path, written: str) -> int:
    """Put a line into the settings as it is written; its number."""
    settings = project / "mkdocs.yml"
    lines = settings.read_text("utf-8").splitlines()
    settings.write_text("\n".join([*lines, f"    time_zone: {written}", ""]), "utf-8")
    return len(lines) + 1


@pytest.mark.parametrize(
    ("written", "words", "fix"),
    [
        ("Amerca/Los_Angeles", "is 'Amerca/Los_Angeles', which is not", "America/Los_Angeles"),
        ("america/los_angeles", "is 'america/los_angeles', which is not", "America/Los_Angeles"),
        ("Los Angeles", "is 'Los Angeles', which is not", "write America/Los_Angeles"),
        ("honolulu", "is 'honolulu', which is not", "write Pacific/Honolulu"),
        ("", "is empty", "write a name such as America/Los_Angeles"),
        ('"  "', "is empty", "write a name such as America/Los_Angeles"),
        ("Factory", "is 'Factory', which is not", "write"),
        ("../../../etc/passwd", "which is not a time zone", "write a name such as"),
        ("/etc/localtime", "which is not a time zone", "write"),
        ("5", "is '5', which is not", "write a name such as"),
        ("[America/Chicago]", "is 'a list', which is not", "write a name such as"),
    ],
)
def test_a_zone_that_is_none_is_said_with_its_line_and_near_names(project, written, words, fix):
    line = with_zone(project, written)
    for given in (None, date(2026, 6, 1)):  # also where the zone would not be needed
        with pytest.raises(CredfolioError) as error:
            site_day(project, given)
        assert f"mkdocs.yml:{line}: extra.credfolio.time_zone " in error.value.message
        assert words in error.value.message
        assert fix in str(error.value.fix)


@pytest.mark.parametrize("command", ["check", "check --today 2026-06-01"])
def test_the_check_finds_a_zone_that_is_none_and_goes_on(run, project, command):
    line = with_zone(project, "Amerca/Los_Angeles")
    (project / "catalog/riverside-usd/active-listening.yml").write_text("tittle: A\n")
    result = run(*command.split())
    assert result.exit_code == 1
    assert f"mkdocs.yml:{line}:16: error[unknown-time-zone]: " in result.stdout
    assert "fix: write America/Los_Angeles" in result.stdout
    assert "active-listening.yml:1:1: error[unknown-key]" in result.stdout


@pytest.mark.parametrize("command", ["build", "sign", "new"])
def test_no_other_command_goes_on_in_a_zone_that_is_none(run, project, command):
    line = with_zone(project, "Amerca/Los_Angeles")
    before = sorted(project.rglob("*.yml"))
    if command == "sign":
        result = run("sign", "--demonstration")
    else:
        result = new_award(run) if command == "new" else run(*command.split())
    assert result.exit_code == 1
    assert f"mkdocs.yml:{line}: extra.credfolio.time_zone is 'Amerca/Los" in result.stderr
    assert "fix: write America/Los_Angeles" in result.stderr
    assert sorted(project.rglob("*.yml")) == before


def test_every_name_in_the_list_is_a_zone_with_a_day():
    for name in sorted(zone_names()):
        assert datetime(2026, 6, 1, 12, tzinfo=UTC).astimezone(zone_of(name)).year == 2026


def test_the_zones_data_is_that_of_the_lock_and_not_of_the_computer(monkeypatch):
    monkeypatch.setattr("zoneinfo.TZPATH", ())
    assert zone_of("America/New_York").key == "America/New_York"
    with pytest.raises(CredfolioError, match=r"mkdocs\.yml:7: .*which is not a time zone"):
        zone_of("America/Nowhere", 7)


# --- the clock ----------------------------------------------------------------------------------


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/New_York", "Pacific/Honolulu"])
def test_the_clock_is_read_in_the_sites_zone(monkeypatch, zone):
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    before = datetime.now(zone_of(zone)).date()
    day = build_date(None, zone_of(zone))
    assert before <= day <= datetime.now(zone_of(zone)).date()


def test_the_clock_is_asked_in_two_places():
    """The day is settled at the edge (ADR 0006), so that no command forgets the zone."""
    asking = set()
    for file in HOOKS.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = getattr(node.func.value, "id", "")
                if node.func.attr in ("now", "today", "utcnow") and owner in ("date", "datetime"):
                    asking.add(file.relative_to(HOOKS).as_posix())
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "build_date":
                asking.add(f"build_date in {file.relative_to(HOOKS).as_posix()}")
    assert asking == {
        "project.py",
        "cli/verify_command.py",  # a moment and no day
        "build_date in project.py",
    }


# --- setting up ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "extra:\n  credfolio:\n    time_zone: Asia/Tokyo\n"),
        ("a: 1", "a: 1\nextra:\n  credfolio:\n    time_zone: Asia/Tokyo\n"),
        (
            "extra:\n  b: !ENV [X, y] # note\nz: 1\n",
            "extra:\n  credfolio:\n    time_zone: Asia/Tokyo\n  b: !ENV [X, y] # note\nz: 1\n",
        ),
        (
            "extra:\n  credfolio:\nz: 1\n",
            "extra:\n  credfolio:\n    time_zone: Asia/Tokyo\nz: 1\n",
        ),
        (
            "extra:\n   credfolio:\n      # a\n      time_zone: 'UTC' # b\n      f: x\n",
            "extra:\n   credfolio:\n      # a\n      time_zone: Asia/Tokyo # b\n      f: x\n",
        ),
        (
            "extra:\n  credfolio:\n    time_zone:\n    f: x",
            "extra:\n  credfolio:\n    time_zone: Asia/Tokyo\n    f: x\n",
        ),
    ],
)
def test_the_setting_is_written_and_every_other_line_stays(text, expected):
    assert with_setting(text, "time_zone", "Asia/Tokyo") == expected
    assert with_setting(expected, "time_zone", "Asia/Tokyo") == expected


@pytest.mark.parametrize("text", ["extra: {credfolio: {f: x}}\n", "- a\n", "extra: x\n"])
def test_settings_in_another_layout_are_left_alone_with_the_line_to_write(text):
    with pytest.raises(UsageError) as error:
        with_setting(text, "time_zone", "Asia/Tokyo")
    assert "write time_zone: Asia/Tokyo" in str(error.value.fix)
