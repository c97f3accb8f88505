"""What is made from the code and committed is what the code makes; records name their schema."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from credfolio.cli import main
from credfolio.records.model.schema import json_schemas

ROOT = Path(__file__).parents[2]
RECORDS = sorted(
    path
    for folder in ("catalog", "portfolios", "tests/examples/base")
    for path in (ROOT / folder).rglob("*.yml")
    if path.name != "mkdocs.yml"
)
VALIDATORS = {name: Draft202012Validator(schema) for name, schema in json_schemas().items()}


def kind_of(path: Path) -> str:
    """The name of the schema for a record, by its place."""
    is_kept = "versions" in path.parts
    parent, name = (path.parents[2] if is_kept else path.parent).name, path.stem
    by_folder = {
        "frameworks": "framework",
        "jurisdictions": "jurisdiction",
        "stacks": "stack",
        "awards": "award",
    }
    by_name = {
        "issuer": "issuer",
        "profile": "educator",
        "tombstone": "tombstone",
        "governance": "governance",
        "synonyms": "synonyms",
    }
    return by_folder.get(parent) or by_name.get(name) or "micro-credential"


class EditorLoader(yaml.SafeLoader):
    """Types scalars as the YAML 1.2 readers of editors do: `yes` and `on` are words, and a date
    is a text, but a number is a number.
    """


EditorLoader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern) for tag, pattern in resolvers if not tag.endswith((":bool", ":timestamp"))
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
EditorLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(?:true|false)$", re.IGNORECASE), list("tTfF")
)


def as_an_editor_reads(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), EditorLoader)


@pytest.mark.parametrize("command", ["schema", "reference", "codeowners"])
def test_committed_files_are_what_the_code_makes(command: str) -> None:
    result = CliRunner().invoke(main, ["--project", str(ROOT), command, "--check"])
    assert result.exit_code == 0, result.output


def test_a_record_fits_the_schema_of_its_kind() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {error.json_path}: {error.message[:200]}"
        for path in RECORDS
        for error in VALIDATORS[kind_of(path)].iter_errors(as_an_editor_reads(path))
    ]
    assert found == []


def test_a_record_names_its_schema_on_the_first_line() -> None:
    for path in RECORDS:
        if "examples" in path.parts:
            continue
        # A kept text is a copy of the definition, two folders above.
        folders = len(path.relative_to(ROOT).parts) - 1 - 2 * ("versions" in path.parts)
        schema = f"{'../' * folders}docs/schema/{kind_of(path)}.schema.json"
        expected = f"# yaml-language-server: $schema={schema}"
        assert path.read_text(encoding="utf-8").partition("\n")[0] == expected, path


def test_make_bundles_again_when_a_source_of_a_script_changes() -> None:
    """Every module that may be in a bundle is a prerequisite of the bundles."""
    database = subprocess.run(
        ["make", "--dry-run", "--print-data-base", "bundle"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    rule = re.search(r"^web/node_modules/\.made: ([^|\n]*)", database, re.MULTILINE)
    assert rule
    sources = {
        path.relative_to(ROOT).as_posix()
        for folder in ("web", "theme/assets")
        for path in (ROOT / folder).rglob("*.js")
        if not {"node_modules", "built"} & set(path.parts)
    }
    assert len(sources) > 80
    assert sources <= set(rule[1].split())
