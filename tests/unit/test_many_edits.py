"""After any edits in a row, a site is the same as one that was built from nothing."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from credfolio.disk.kept import CACHE
from credfolio.disk.spare import spare_of
from credfolio.records.loading.loader import load_project
from credfolio.records.registry import award_path, credential_path, educator_path
from rebuilt import Project
from synth_catalog import TODAY
from synthesize import Size, synthesize

pytestmark = pytest.mark.slow


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    synthesize(project.folder / "records", Size(7, 6, 15), 1)
    (project.folder / "theme").mkdir()
    name_an_approver(project)
    return project


def name_an_approver(project: Project) -> None:
    """Let an educator's account have approved every award."""
    records = project.folder / "records"
    educator = min(load_project(records).registry.educators)
    (records / "catalog/governance.yml").write_text(
        f"people:\n  - {{account: zed-z, educator: {educator}}}\n", encoding="utf-8"
    )
    for award in project.awards():
        file = records / award_path(award.educator, award.id)
        text = re.sub("(?m)^approved_by:.*$", "approved_by: zed-z", file.read_text("utf-8"))
        assert "approved_by: zed-z" in text
        file.write_text(text, encoding="utf-8")


def another_word(project: Project, chance: random.Random) -> None:
    fields = (
        "name_as_awarded: ", "display_name: ", "title: ", "name: ", "competency: >-\n  ",
        "privacy_rules: >-\n  ", "demonstrated: ",
    )  # fmt: skip
    files = sorted((project.folder / "records").rglob("*.yml"))
    while True:
        file, field = chance.choice(files), chance.choice(fields)
        text = file.read_text(encoding="utf-8")
        if field in text:
            file.write_text(text.replace(field, f"{field}Other ", 1), encoding="utf-8")
            return


def without_an_award(project: Project, chance: random.Random) -> None:
    award = chance.choice(project.awards())
    (project.folder / "records" / award_path(award.educator, award.id)).unlink()


def another_award_id(project: Project, chance: random.Random) -> None:
    award = chance.choice(project.awards())
    file = project.folder / "records" / award_path(award.educator, award.id)
    file.rename(file.with_name(f"{file.stem}-b.yml"))


def definitions(project: Project) -> list[Path]:
    found = load_project(project.folder / "records").registry.credentials
    return [project.folder / "records" / credential_path(ref) for ref in sorted(found)]


def another_definition(project: Project, chance: random.Random) -> None:
    file = chance.choice(definitions(project))
    shutil.copy(file, file.with_name(f"{file.stem}-b.yml"))


def without_a_definition(project: Project, chance: random.Random) -> None:
    if len(found := definitions(project)) > 4:
        chance.choice(found).unlink()


def another_status(project: Project, chance: random.Random) -> None:
    file = chance.choice(definitions(project))
    text, statuses = file.read_text(encoding="utf-8"), ("active", "retired", "beta", "draft")
    for status in statuses:
        text = text.replace(f"status: {status}\n", f"status: {chance.choice(statuses)}\n", 1)
    file.write_text(text, encoding="utf-8")


def another_visibility(project: Project, chance: random.Random) -> None:
    registry = load_project(project.folder / "records").registry
    educators = sorted(registry.educators)
    file = project.folder / "records" / educator_path(chance.choice(educators[:2]))
    text = file.read_text(encoding="utf-8")
    hidden = text.replace("visibility: public\n", "visibility: unlisted\n")
    shown = text.replace("visibility: unlisted\n", "visibility: public\n")
    file.write_text(hidden if hidden != text else shown, encoding="utf-8")


def another_translation(project: Project, chance: random.Random) -> None:
    file, twin = chance.sample(definitions(project), 2)
    ref = f"{twin.parent.name}/{twin.stem}"
    text = file.read_text(encoding="utf-8").partition("translations:\n")[0]
    file.write_text(
        f"{text}translations:\n  - {{language: es, credential: {ref}}}\n", encoding="utf-8"
    )


def as_in_the_beginning(project: Project, chance: random.Random) -> None:
    shutil.rmtree(project.folder / "records")
    shutil.copytree(project.folder / "origin", project.folder / "records")


def only_touched(project: Project, chance: random.Random) -> None:
    for file in (project.folder / "records").rglob("*.yml"):
        os.utime(file, (1_000_000_000, chance.randrange(1_000_000_000)))


def another_date(project: Project, chance: random.Random) -> None:
    project.site = replace(project.site, today=TODAY + timedelta(days=chance.randrange(800)))


def the_next_day(project: Project, chance: random.Random) -> None:
    project.site = replace(project.site, today=project.site.today + timedelta(days=1))


def the_day_before(project: Project, chance: random.Random) -> None:
    project.site = replace(project.site, today=project.site.today - timedelta(days=1))


def lost(*names: str) -> Callable[[Project, random.Random], None]:
    def lose(project: Project, chance: random.Random) -> None:
        for name in names:
            shutil.rmtree(project.folder / name, ignore_errors=True)

    return lose


def meddled_with(folder: Callable[[Project], Path]) -> Callable[[Project, random.Random], None]:
    def meddle(project: Project, chance: random.Random) -> None:
        files = sorted(path for path in folder(project).rglob("*") if path.is_file())
        for file in chance.sample(files, min(3, len(files))):
            chance.choice((lambda f: f.write_bytes(b"edited"), Path.unlink))(file)

    return meddle


RANDOM_EDITS = (
    *(another_word,) * 8, *(without_an_award,) * 2, another_award_id, another_definition,
    without_a_definition, *(another_status,) * 2, another_visibility,
    another_translation, as_in_the_beginning, only_touched, another_date,
    the_next_day, the_day_before,
    lost(".cache"), lost("site"), lost(".site.spare"),
    meddled_with(lambda project: project.folder / "site"),
    meddled_with(lambda project: spare_of(project.folder / "site")),
    meddled_with(lambda project: project.folder / CACHE),
)  # fmt: skip


@pytest.mark.audit
def test_after_each_of_two_hundred_edits_the_site_is_that_of_a_build_from_nothing(
    project: Project,
) -> None:
    chance = random.Random(200)
    shutil.copytree(project.folder / "records", project.folder / "origin")
    for number in range(200):
        edit = chance.choice(RANDOM_EDITS)
        edit(project, chance)
        project.publish(program=chance.choice("112"))
        assert project.differences() == [], f"edit {number}: {edit.__qualname__}"


@pytest.mark.parametrize("edit", [another_visibility, another_translation])
def test_what_is_known_of_all_records_changes_where_it_is_said(
    project: Project, edit: Callable[[Project, random.Random], None]
) -> None:
    project.publish(program="1")
    edit(project, random.Random(1))
    project.publish(program="1")
    assert project.differences() == []
