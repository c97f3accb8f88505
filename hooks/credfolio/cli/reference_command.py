"""``credfolio reference``."""

from __future__ import annotations

from pathlib import Path

import click

from credfolio.checking.change import CHANGE_RULES
from credfolio.checking.change.rights.document import render_rights
from credfolio.checking.reference import render_reference, rule_ids
from credfolio.checking.rules.pairing import PAIR_RULES
from credfolio.cli import main, project_root
from credfolio.cli.generated_files import write_generated
from credfolio.errors import EnvironmentProblem

_GOVERNANCE = Path("docs/contributing/governance.md")
_START = "<!-- The table of rights; written by `credfolio reference`. -->\n"
_END = "<!-- End of the table of rights. -->\n"


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


@main.command()
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a page is out of date.")
@click.pass_context
def reference(ctx: click.Context, check: bool) -> None:
    """Write the reference of rules and rights from the code (for maintainers).

    \b
    Example:
      credfolio reference --check
    """
    root = project_root(ctx)
    folder = root / "docs" / "reference" / "rules"
    command = "credfolio reference"
    write_generated(folder, reference_files(root), check=check, command=command, ending=".md")
    page = {_GOVERNANCE.name: _with_rights((root / _GOVERNANCE).read_text(encoding="utf-8"))}
    write_generated(root / _GOVERNANCE.parent, page, check=check, command=command, ending=None)


def _with_rights(text: str) -> str:
    """The page about governance, with the table of rights as the code has it."""
    before, start, rest = text.partition(_START)
    _, end, after = rest.partition(_END)
    if not start or not end:
        raise EnvironmentProblem(
            f"{_GOVERNANCE} lacks the marks between which the table of rights is written",
            fix=f"put {_START.strip()} and {_END.strip()} on lines of their own",
        )
    return f"{before}{_START}\n{render_rights()}\n{_END}{after}"
