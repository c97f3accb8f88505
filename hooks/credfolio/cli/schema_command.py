"""``credfolio schema``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from credfolio.cli import main, project_root
from credfolio.cli.generated_files import write_generated
from credfolio.records.model.schema import json_schemas


def schema_files() -> dict[str, str]:
    """The text of each schema file by its name."""
    return {
        f"{name}.schema.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in json_schemas().items()
    }


@main.command()
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a file is out of date.")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write to. Default: docs/schema/ in the project.",
)
@click.pass_context
def schema(ctx: click.Context, check: bool, output: Path | None) -> None:
    """Write the JSON Schemas that editors use.

    The first line of each record names its schema, and an editor that knows
    YAML schemas then completes keys and marks mistakes while you type.

    Exits with 1 when --check finds a file out of date.

    \b
    Example:
      credfolio schema --check
    """
    folder = output or project_root(ctx) / "docs" / "schema"
    command = "credfolio schema"
    write_generated(folder, schema_files(), check=check, command=command, ending=".schema.json")
