"""``credfolio import`` and ``export``: everything or nothing, and the same again is nothing new."""

from __future__ import annotations

import csv
import json
import re
import uuid
import zipfile
from pathlib import Path

import pytest

import badge_site
from credfolio.disk.new_files import STAGING, finish_interrupted
from credfolio.records.loading.loader import load_project

MAPPING = """\
records: awards
columns:
  educator: Handle
  name_as_awarded: Teacher
  credential: Badge
  awarded_on: Date earned
fixed:
  imported_from.system: Old platform
date_format: m/d/y
award_id: "{credential}-{year}"
new_educators: yes
"""
TABLE = """\
Handle,Teacher,Badge,Date earned
tom-berg,Tom Berg,Active Listening,3/4/2026
mira-sand,Mira Sand,riverside-usd/active-listening,3/25/2026
"""


@pytest.fixture
def table(project: Path) -> Path:
    (project / "map.yml").write_text(MAPPING, encoding="utf-8")
    (project / "awards.csv").write_text(TABLE, encoding="utf-8")
    return project / "awards.csv"


def files_of(project: Path) -> dict[str, bytes]:
    tops = (project / "catalog", project / "portfolios")
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for top in tops
        for path in top.rglob("*")
        if path.is_file()
    }


def add_line(path: Path, line: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")


def test_without_write_it_says_what_it_would_write(run, project, table):
    before = files_of(project)
    result = run("import", "csv", "awards.csv", "--map", "map.yml")
    assert result.exit_code == 0
    assert result.stdout == (
        "awards.csv:3:1: hint[consent-missing]: the portfolio is unlisted, but no consent is "
        "recorded\n  fix: add `consent:` with `by`, `method`, `on` and `scope`, or set "
        "`visibility: private`\n"
        "  + portfolios/mira-sand/profile.yml (row 3)\n"
        "  + portfolios/tom-berg/awards/active-listening-2026.yml (row 2)\n"
        "  + portfolios/mira-sand/awards/active-listening-2026.yml (row 3)\n"
        "2 rows: 2 new awards for 2 people (1 of them new), 0 there already\n"
        "Nothing is written yet. Run it again with --write.\n"
    )
    assert files_of(project) == before


def test_what_it_writes_passes_the_check_and_is_nothing_new_the_next_time(run, project, table):
    assert run("import", "csv", "awards.csv", "--map", "map.yml", "--write").exit_code == 0
    assert run("check").exit_code == 0
    award = load_project(project).registry.awards["tom-berg", "active-listening-2026"]
    assert (award.credential, str(award.awarded_on), award.version) == (
        "riverside-usd/active-listening", "2026-03-04", "1.1",
    )  # fmt: skip
    assert award.imported_from is not None
    assert award.imported_from.file == "awards.csv"
    after = files_of(project)
    result = run("import", "csv", "awards.csv", "--map", "map.yml", "--write")
    assert result.stdout == "2 rows: nothing new, 2 there already\n"
    assert files_of(project) == after


def test_a_row_that_contradicts_a_record_never_overwrites_it(run, project, table):
    run("import", "csv", "awards.csv", "--map", "map.yml", "--write")
    after = files_of(project)
    table.write_text(TABLE.replace("3/4/2026", "3/5/2026"), encoding="utf-8")
    result = run("import", "csv", "awards.csv", "--map", "map.yml", "--write")
    assert result.exit_code == 1
    assert (
        "awards.csv:2:4: error[import-differs]: Date earned: portfolios/tom-berg" in result.stdout
    )
    assert files_of(project) == after


def test_one_bad_row_keeps_everything_back_unless_partial(run, project, table):
    before = files_of(project)
    table.write_text(TABLE + "tom-berg,Tom Berg,Active Listning,4/4/2025\n", encoding="utf-8")
    result = run("import", "csv", "awards.csv", "--map", "map.yml", "--write")
    assert result.exit_code == 1
    assert 'awards.csv:4:3: error[import-unknown]: Badge: no credential is called "Active List' in (
        result.stdout
    )
    assert files_of(project) == before
    result = run("import", "csv", "awards.csv", "--map", "map.yml", "--write", "--partial")
    assert result.exit_code == 1
    assert (
        "3 rows: 2 new awards for 2 people (1 of them new), 0 there already\nWrote 3 files\n"
        in result.stdout
    )


def test_what_the_rules_find_is_said_of_the_row(run, project, table):
    table.write_text(TABLE.replace("3/4/2026", "3/4/2031"), encoding="utf-8")
    result = run("import", "csv", "awards.csv", "--map", "map.yml", "--write")
    assert result.exit_code == 1
    assert "awards.csv:2:4: error[" in result.stdout
    assert not (project / "portfolios/mira-sand").exists()


def test_a_starter_mapping_can_be_used_at_once(run, project, table):
    (project / "map.yml").unlink()
    assert run("import", "csv", "awards.csv", "--write-map", "map.yml").exit_code == 0
    text = (project / "map.yml").read_text(encoding="utf-8")
    assert "  awarded_on: Date earned\n" in text
    result = run("import", "csv", "awards.csv", "--map", "map.yml")
    assert "awards.csv:2:4: error[import-date]" in result.stdout  # 3/4/2026 may be two days
    assert "write `date_format: m/d/y`" in result.stdout


def test_a_mistake_in_the_mapping_is_found_in_the_mapping(run, project, table):
    text = MAPPING.replace("  awarded_on:", "  awarded:")
    (project / "map.yml").write_text(text, encoding="utf-8")
    result = run("import", "csv", "awards.csv", "--map", "map.yml")
    assert result.exit_code == 1
    assert 'map.yml:6:3: error[import-mapping]: "awarded" is no single value' in result.stdout
    assert 'did you mean "awarded_on"?' in result.stdout


def test_an_interrupted_import_is_finished_or_thrown_away(project):
    staged = project / STAGING / "files" / "catalog" / "new-one.yml"
    staged.parent.mkdir(parents=True)
    staged.write_text("title: X\n", encoding="utf-8")
    assert finish_interrupted(project) == 0  # not complete, so it never was
    assert not (project / STAGING).exists()
    staged.parent.mkdir(parents=True)
    staged.write_text("title: X\n", encoding="utf-8")
    new = json.dumps({"catalog/new-one.yml": ""})
    (project / STAGING / "digests.json").write_text(new, encoding="utf-8")
    (project / STAGING / "complete").touch()
    assert finish_interrupted(project) == 1
    assert (project / "catalog/new-one.yml").read_text(encoding="utf-8") == "title: X\n"
    assert not (project / STAGING).exists()


def test_what_is_exported_as_csv_is_imported_as_nothing_new(run, project):
    for kind in ("awards", "credentials"):
        assert run("export", "csv", f"--{kind}", "--output", "all.csv").exit_code == 0
        result = run("import", "csv", "all.csv", f"--{kind}")
        assert result.stdout == "2 rows: nothing new, 2 there already\n"


def test_the_zip_of_a_person_holds_her_files_and_is_the_same_twice(run, project):
    add_line(project / "portfolios/ana-lopez/profile.yml", "extra: {own: kept}")
    for name in ("a.zip", "b.zip"):
        result = run("export", "zip", "--educator", "ana-lopez", "--output", name)
        assert result.exit_code == 0, result.output
    assert (project / "a.zip").read_bytes() == (project / "b.zip").read_bytes()
    with zipfile.ZipFile(project / "a.zip") as archive:
        inside = set(archive.namelist())
        profile = archive.read("records/portfolios/ana-lopez/profile.yml")
        assert json.loads(archive.read("export.json"))["educators"][0]["extra"] == {"own": "kept"}
    assert profile == (project / "portfolios/ana-lopez/profile.yml").read_bytes()
    assert "records/portfolios/ana-lopez/awards/active-listening.yml" in inside
    assert "records/catalog/riverside-usd/active-listening.yml" in inside
    assert not any("tom-berg" in name for name in inside)


def test_an_issuer_takes_its_awards_along(run, project):
    assert run("export", "json", "--issuer", "riverside-usd", "--output", "x.json").exit_code == 0
    document = json.loads((project / "x.json").read_text(encoding="utf-8"))
    assert [one["id"] for one in document["credentials"]] == ["active-listening"]
    assert {one["educator"] for one in document["awards"]} == {"ana-lopez"}


def test_the_table_of_an_issuer_has_its_awards_and_one_beside_it_the_definitions(run, project):
    result = run("export", "csv", "--issuer", "riverside-usd", "--output", "x.csv")
    assert result.stdout == "Wrote x-definitions.csv (1 definition)\nWrote x.csv (1 award)\n"
    with (project / "x.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [row["educator"] for row in csv.DictReader(stream)] == ["ana-lopez"]
    with (project / "x-definitions.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [row["title"] for row in csv.DictReader(stream)] == ["Active Listening"]


def test_no_cell_of_an_export_is_a_formula(run, project):
    path = project / "portfolios/ana-lopez/awards/active-listening.yml"
    add_line(path, "school: \"=cmd|' /C calc'!A0\"")
    run("export", "csv", "--output", "x.csv")
    with (project / "x.csv").open(encoding="utf-8-sig", newline="") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    assert "'=cmd|' /C calc'!A0" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_ctdl_comes_back_as_nothing_new_and_elsewhere_as_drafts(run, project):
    result = run("export", "ctdl", "--output", "x.json")
    assert "CTDL has no place for: " in result.stdout
    assert "parts" in result.stdout
    assert run("import", "ctdl", "x.json").stdout == "2 definitions: nothing new, 2 there already\n"
    document = json.loads((project / "x.json").read_text(encoding="utf-8"))
    one = next(n for n in document["@graph"] if n.get("ceterms:name") == {"en": "Active Listening"})
    [condition] = one["ceterms:requires"]
    assert [n["ceterms:targetNodeName"] for n in condition["ceterms:audienceType"]] == [
        {"en": "teacher"}
    ]
    kinds = [n["@type"] for n in document["@graph"]]
    assert "ceasn:Rubric" in kinds
    by_id = {n["@id"]: n for n in document["@graph"]}
    rubric = next(n for n in document["@graph"] if n["@type"] == "ceasn:Rubric")
    criterion = by_id[rubric["ceasn:hasRubricCriterion"][0]]
    assert criterion["ceasn:hasCriterionLevel"][0]["ceasn:benchmarkLabel"] == {"en": "Demonstrated"}
    one |= {"ceterms:name": {"en": "Waiting Well"}, "ceterms:ctid": f"ce-{uuid.UUID(int=7)}"}
    (project / "y.json").write_text(json.dumps(one), encoding="utf-8")
    assert run("import", "ctdl", "y.json", "--issuer", "riverside-usd", "--write").exit_code == 0
    record = load_project(project).registry.credentials["riverside-usd/waiting-well"]
    assert record.competency == "Educator listens to students so that they go on to say more."
    assert record.external_ids == {"ctid": f"ce-{uuid.UUID(int=7)}"}
    assert record.audience_roles == ("teacher",)


def test_the_example_of_the_guide_works_as_it_is_printed(run, project):
    guide = Path(__file__).parents[2] / "docs/guides/moving-in-and-out.md"
    found = re.findall(r"```(csv|yaml)\n(.*?)```", guide.read_text("utf-8"), re.DOTALL)
    blocks = dict(reversed(found))  # the first of each
    (project / "spring-awards.csv").write_text(blocks["csv"], encoding="utf-8")
    (project / "spring-awards.yml").write_text(blocks["yaml"], encoding="utf-8")
    arguments = ["import", "csv", "spring-awards.csv", "--map", "spring-awards.yml", "--write"]
    assert run(*arguments).exit_code == 0
    award = load_project(project).registry.awards["tom-berg", "active-listening"]
    assert award.submissions[0].assessments[0].assessor == "Lee Osei"
    assert run("check", "--strict").exit_code == 0


HOSTED = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "Assertion",
    "id": "https://old.example/assertions/7",
    "issuedOn": "2026-02-03T10:00:00Z",
    "badge": {"type": "BadgeClass", "name": "Active Listening",
              "issuer": {"type": "Issuer", "name": "Old Platform"}},
    "narrative": "<img src=x onerror=alert(1)> I waited.",
    "evidence": [{"id": "javascript:alert(1)"}, {"id": "https://old.example/work", "name": "Work"}],
}  # fmt: skip


def test_a_badge_that_cannot_be_checked_is_taken_only_when_told_to_and_says_so(run, project):
    (project / "badge.json").write_text(json.dumps(HOSTED), encoding="utf-8")
    arguments = ["import", "badge", "badge.json", "--educator", "tom-berg", "--write"]
    before = files_of(project)
    result = run(*arguments)
    assert result.exit_code == 1
    assert "the badge could not be checked, so it is not imported" in result.stderr
    assert "add --online" in result.stderr
    assert "The badge names no recipient" in result.stdout
    assert files_of(project) == before
    arguments.append("--unverified")
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    award = load_project(project).registry.awards["tom-berg", "active-listening"]
    source = award.imported_from
    assert source is not None
    assert source.checked is not None
    assert (source.system, source.url, source.file) == (
        "Old Platform", "https://old.example/assertions/7", "active-listening.json",
    )  # fmt: skip
    kept = project / "portfolios/tom-berg/imported/active-listening.json"
    assert kept.read_bytes() == (project / "badge.json").read_bytes()
    assert source.checked.online is None
    assert run("check").exit_code == 0
    assert source.checked.outcome == "undecided"
    assert [(piece.url, piece.visible) for piece in award.evidence] == [
        ("https://old.example/work", False)
    ]
    assert run(*arguments).stdout.endswith("1 badge: nothing new, 1 there already\n")


def test_a_badge_with_an_address_of_its_holder_is_not_kept(run, project):
    recipient = {"type": "email", "hashed": True, "identity": "sha256$" + "0a" * 32}
    named = {**HOSTED, "recipient": recipient}
    (project / "badge.json").write_text(json.dumps(named), encoding="utf-8")
    arguments = ["import", "badge", "badge.json", "--educator", "tom-berg", "--write"]
    result = run(*arguments, "--unverified")
    assert result.exit_code == 0, result.output
    assert "It was not compared with anybody; --recipient ADDRESS does it" in result.stdout
    award = load_project(project).registry.awards["tom-berg", "active-listening"]
    assert award.imported_from.file == "badge.json"
    assert not (project / "portfolios/tom-berg/imported").exists()
    assert run("check").exit_code == 0


UNSIGNED = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"id": "did:web:old.example", "name": "Old Platform"},
    "validFrom": "2026-02-03T10:00:00Z",
    "credentialSubject": {"achievement": {"name": "Active Listening"}},
}
CHANGED = {**badge_site.badges()["unknown-issuer"], "name": "Other"}


@pytest.mark.parametrize(
    ("forged", "words", "outcome"),
    [
        (CHANGED, "the check failed, so the badge is not imported", "failed"),
        (UNSIGNED, "the badge could not be checked, so it is not imported", "undecided"),
    ],
)
def test_a_forged_badge_is_refused_and_unverified_marks_it(run, project, forged, words, outcome):
    (project / "badge.json").write_text(json.dumps(forged), encoding="utf-8")
    before = files_of(project)
    arguments = ["import", "badge", "badge.json", "--educator", "tom-berg", "--write"]
    result = run(*arguments)
    assert result.exit_code == 1
    assert words in result.stderr
    assert ("--online" in result.stderr) is False
    assert files_of(project) == before
    assert run(*arguments, "--unverified").exit_code == 0
    award = load_project(project).registry.awards["tom-berg", "active-listening"]
    assert award.imported_from is not None
    assert award.imported_from.checked is not None
    assert award.imported_from.checked.outcome == outcome


@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG\r\n\x1a\nno badge", b"<svg/>", b"[1, 2]", b"GIF89a"]
)
def test_what_only_claims_to_be_a_badge_is_refused_in_two_lines(run, project, data):
    (project / "badge.png").write_bytes(data)
    result = run("import", "badge", "badge.png", "--educator", "tom-berg", "--unverified")
    assert result.exit_code == 1
    assert result.stderr.startswith("credfolio: no badge can be read from badge.png: ")
