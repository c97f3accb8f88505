"""``credfolio reference``."""

from __future__ import annotations

from pathlib import Path

import click

from credfolio.badges.verification.known import render_known
from credfolio.checking.change import CHANGE_RULES
from credfolio.checking.change.rights.document import render_rights
from credfolio.checking.reference import render_reference, rule_ids
from credfolio.checking.rules.pairing import PAIR_RULES
from credfolio.cli import main, project_root
from credfolio.cli.generated_files import write_generated
from credfolio.disk.shipped import is_installed
from credfolio.errors import EnvironmentProblem

_GOVERNANCE = Path("docs/contributing/governance.md")
_COMMANDS = Path("docs/reference/commands.md")
_RIGHTS = "The table of rights"
_KNOWN = "What the check of badges knows"


def reference_files(root: Path) -> dict[str, str]:
    """The text of each page of the rules' reference by its name.

    Raises `EnvironmentProblem` where the examples are not at hand: they are
    part of credfolio's own repository only.
    """
    tests = root / "tests"
    try:
        reports = {
            rule_id: (tests / _examples_of(rule_id))
            .joinpath("bad", rule_id, "expected.txt")
            .read_text(encoding="utf-8")
            for rule_id in rule_ids()
        }
    except OSError as error:
        raise EnvironmentProblem(
            f"{error.filename} cannot be read: {error.strerror}",
            fix="run this in credfolio's own repository, which holds the examples",
        ) from error
    return render_reference(reports)


def _examples_of(rule_id: str) -> str:
    if rule_id in PAIR_RULES:
        return "pairs"
    return "proposals" if rule_id in CHANGE_RULES else "examples"


@main.command(hidden=is_installed())  # nobody else has the examples
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a page is out of date.")
@click.pass_context
def reference(ctx: click.Context, check: bool) -> None:
    """Write the reference of rules and rights from the code (for maintainers).

    Exits with 1 when --check finds a file out of date.

    \b
    Example:
      credfolio reference --check
    """
    root = project_root(ctx)
    folder = root / "docs" / "reference" / "rules"
    command = "credfolio reference"
    write_generated(folder, reference_files(root), check=check, command=command, ending=".md")
    for path, name, text in (
        (_GOVERNANCE, _RIGHTS, render_rights()),
        (_COMMANDS, _KNOWN, render_known()),
    ):
        page = {path.name: _with_part(root / path, name, text)}
        write_generated(root / path.parent, page, check=check, command=command, ending=None)


def _with_part(path: Path, name: str, text: str) -> str:
    """The page at `path`, with the part called `name` as the code has it."""
    start = f"<!-- {name}; written by `credfolio reference`. -->\n"
    end = f"<!-- End of {name[0].lower()}{name[1:]}. -->\n"
    before, found, rest = path.read_text(encoding="utf-8").partition(start)
    _, found_end, after = rest.partition(end)
    if not found or not found_end:
        raise EnvironmentProblem(
            f"{path} lacks the marks between which {name[0].lower()}{name[1:]} is written",
            fix=f"put {start.strip()} and {end.strip()} on lines of their own",
        )
    return f"{before}{start}\n{text.strip()}\n\n{end}{after}"
