"""What an import gives back: rows to mend, the handles it allotted, whom a badge was made for."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest

from credfolio.records.loading.loader import load_project
from credfolio.records.reckoned.passing import passing_rule_in_words

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


def test_rows_with_errors_come_back_in_a_file_with_their_reasons_and_the_others_are_written(
    run, project, table
):
    table.write_text(TABLE + "ana-lopez,Ana López,Juggling,3/5/2026\n", encoding="utf-8")
    arguments = ("import", "csv", "awards.csv", "--map", "map.yml", "--rejects", "again.csv")
    assert run(*arguments, "--write").exit_code == 1
    with (project / "again.csv").open(encoding="utf-8-sig", newline="") as stream:
        rejected = list(csv.DictReader(stream))
    assert [(row["Teacher"], row["Badge"]) for row in rejected] == [("Ana López", "Juggling")]
    assert "Juggling" in rejected[0]["What to correct"]
    assert not (project / "portfolios/mira-sand").exists()
    (project / "again.csv").unlink()
    assert run(*arguments, "--partial", "--write").exit_code == 1  # not every row is in
    assert (project / "portfolios/mira-sand/awards/active-listening-2026.yml").exists()
    # What is mended in the file of rejects goes in by itself.
    mended = (project / "again.csv").read_text("utf-8-sig").replace("Juggling", "Mentoring")
    (project / "again.csv").write_text(mended, encoding="utf-8")
    assert run("import", "csv", "again.csv", "--map", "map.yml", "--write").exit_code == 0
    assert (project / "portfolios/ana-lopez/awards/mentoring-2026.yml").exists()


ROSTER = """\
Email,Teacher,Badge,Date earned
mira@maple.example,Mira Sand,Active Listening,3/25/2026
"""


def test_the_list_of_handles_finds_people_again_and_holds_no_address(run, project):
    mapping = MAPPING.replace("  educator: Handle\n", "  educator: Email\n")
    (project / "map.yml").write_text(mapping + "handles: random\n", encoding="utf-8")
    (project / "awards.csv").write_text(ROSTER, encoding="utf-8")
    kept = project.parent / "handles.csv"
    arguments = ("import", "csv", "awards.csv", "--map", "map.yml", "--handles", str(kept))
    before = files_of(project)
    shown = run(*arguments)
    assert shown.exit_code == 0, shown.output
    assert not kept.exists()
    assert files_of(project) == before
    written = run(*arguments, "--write")
    assert written.exit_code == 0, written.output
    assert "mira@" not in kept.read_text(encoding="utf-8")
    assert not [path for path, data in files_of(project).items() if b"mira@" in data]
    assert "1 there already" in run(*arguments, "--write").stdout
    people = [path for path in files_of(project) if path.endswith("profile.yml")]
    assert len(people) == len([path for path in before if path.endswith("profile.yml")]) + 1


@pytest.mark.parametrize(
    ("address", "word"), [("ana@maple.example", ""), ("tom@x.example", "not ")]
)
def test_the_recipient_is_compared_and_no_address_is_kept(run, project, address, word):
    digest = hashlib.sha256(b"ana@maple.example").hexdigest()
    recipient = {"type": "email", "hashed": True, "identity": f"sha256${digest}"}
    (project / "badge.json").write_text(json.dumps({**HOSTED, "recipient": recipient}), "utf-8")
    arguments = ["import", "badge", "badge.json", "--educator", "tom-berg", "--recipient", address]
    before = files_of(project)
    refused = run(*arguments, "--write")
    assert refused.exit_code == 1
    assert f"The badge was {word}made for this e-mail address." in refused.stdout
    assert files_of(project) == before
    assert run(*arguments, "--unverified", "--write").exit_code == 0
    assert not [path for path, data in files_of(project).items() if address.encode() in data]


CATALOG = """\
Title,Status,Percent,Of,Evidence,Adapted from
Privacy Essentials,cataloged,80,25,test,Privacy Basics
"""
CATALOG_MAP = """\
records: credentials
columns:
  title: Title
  status: Status
  passing_rule.points.percent: Percent
  passing_rule.points.maximum: Of
  evidence_types: Evidence
  adapted_from.1.title: Adapted from
fixed:
  issuer: riverside-usd
"""


def test_a_definition_of_others_comes_in_from_a_table_and_goes_out_as_it_came(run, project):
    (project / "map.yml").write_text(CATALOG_MAP, encoding="utf-8")
    (project / "catalog.csv").write_text(CATALOG, encoding="utf-8")
    done = run("import", "csv", "catalog.csv", "--map", "map.yml", "--write")
    assert done.exit_code == 0, done.output
    one = load_project(project).registry.credentials["riverside-usd/privacy-essentials"]
    assert (one.status, one.evidence_types) == ("cataloged", ("test",))
    assert passing_rule_in_words(one.model_copy(update={"parts": ()})) == (
        "You pass with at least 80 percent of 25 points."
    )
    assert [source.title for source in one.adapted_from] == ["Privacy Basics"]
    assert run("check", "--strict").exit_code == 0
    again = run("import", "csv", "catalog.csv", "--map", "map.yml", "--write")
    assert "nothing new" in again.stdout
    run("export", "csv", "--credentials", "--output", "out.csv")
    with (project / "out.csv").open(encoding="utf-8-sig", newline="") as stream:
        row = next(row for row in csv.DictReader(stream) if row["title"] == "Privacy Essentials")
    assert row["status"] == "cataloged"
    assert {row.get("passing_rule.points.percent"), row.get("passing_rule.points.maximum")} == {
        "80",
        "25",
    }
