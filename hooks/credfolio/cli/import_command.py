"""``credfolio import``: records from spreadsheets, badges, registries and forms."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable, Sequence
from functools import partial as bound
from pathlib import Path

import click

from credfolio.authoring.kept_versions import digest_for, with_digest
from credfolio.cli import main, project_root
from credfolio.cli.form import choose
from credfolio.cli.kept_texts import kept_with
from credfolio.cli.new_people import new_handle
from credfolio.cli.output_file import write_output
from credfolio.cli.progress import show_progress
from credfolio.cli.recorded_day import day_to_record
from credfolio.disk.new_file import write_new_file
from credfolio.disk.new_files import finish_interrupted, write_new_files
from credfolio.errors import EnvironmentProblem, UsageError
from credfolio.exchange.importing.additions import Addition, check_additions, render_addition
from credfolio.exchange.importing.ctdl import plan_ctdl
from credfolio.exchange.importing.encoding import MAX_BYTES
from credfolio.exchange.importing.handle_list import HandleList, read_handle_list
from credfolio.exchange.importing.issue_form import plan_form
from credfolio.exchange.importing.mapping import (
    ColumnMap,
    guess_columns,
    knows_heading,
    parse_mapping,
    render_starter,
)
from credfolio.exchange.importing.partial import check_plan
from credfolio.exchange.importing.rejects import rejected_rows, render_rejects
from credfolio.exchange.importing.rows import Plan, plan_rows
from credfolio.exchange.importing.table import NoTable, Table, read_csv
from credfolio.exchange.importing.workbook import read_xlsx
from credfolio.findings.finding import Finding, counted, sort_findings
from credfolio.findings.report import FORMATS, render_findings
from credfolio.project import project_date, site_url
from credfolio.records.loading.loader import load_project, place_findings
from credfolio.records.model import Award, Educator
from credfolio.records.registry import Registry
from credfolio.records.source_text import locate

_MOST_HINTS = 20
_MOST_PATHS = 40


@main.group("import")
def import_group() -> None:
    """Import records from elsewhere.

    Each command says what it would write, and writes it with --write: everything or nothing.
    Existing records are never changed, so a command can run again.
    """


write_option = click.option(
    "--write", "writes", is_flag=True, help="Write the records. Without it, nothing changes."
)


@import_group.command("csv")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--awards", "kind", flag_value="awards", help="One award per row (the default).")
@click.option("--credentials", "kind", flag_value="credentials", help="One definition per row.")
@click.option(
    "--map",
    "map_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The mapping of columns to fields. Without it, the headings are guessed.",
)
@click.option(
    "--write-map",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Only write a first mapping, made from the headings.",
)
@write_option
@click.option("--partial", is_flag=True, help="Leave out rows with errors; write the others.")
@click.option(
    "--rejects",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the rows with errors to this CSV file, with a column of reasons.",
)
@click.option(
    "--handles",
    "handles_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The list of handles that imports allot; read if it exists, and completed by --write.",
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True,
              help="The format of findings.")  # fmt: skip
@click.pass_context
def csv_command(
    ctx: click.Context,
    file: Path,
    kind: str | None,
    map_file: Path | None,
    write_map: Path | None,
    writes: bool,
    partial: bool,
    rejects: Path | None,
    handles_file: Path | None,
    form: str,
) -> None:
    """Import awards or definitions from a spreadsheet; FILE is CSV or .xlsx.

    Exits with 1 when a row has an error.

    \b
    Examples:
      credfolio import csv awards.csv --write-map map.yml
      credfolio import csv awards.csv --map map.yml --write
    """
    root = project_root(ctx)
    today = day_to_record(root)
    mapping = _mapping(map_file, kind, form)
    listed = _handles(handles_file, mapping, root, writes, form)
    table = _table(file, mapping, form)
    if write_map is not None:
        text = render_starter(mapping.records, table.headings)
        write_new_file(write_map.parent, write_map.name, text)
        click.echo(f"Wrote {write_map}")
        return
    if map_file is None:
        columns = guess_columns(mapping.records, table.headings)
        mapping = mapping.model_copy(update={"columns": columns})
        _say_guess(columns, table.headings)
    _finish_interrupted(root)
    show_progress("Reading the records")
    try:
        registry = load_project(root).registry
        show_progress("Reading the table")
        plan = plan_rows(table, mapping, registry, today, listed)
        check_plan(plan, registry, today, partial=partial, progress=show_progress)
    finally:
        show_progress("")
    if rejects is not None and not plan.is_blocked:
        _write_rejects(rejects, table, plan)
    if handles_file is not None and writes and (partial or not plan.has_errors):
        # First the list: a handle that is listed and not used harms nobody.
        write_output(handles_file, listed.render(_is_known(registry, plan)), "handle list")
    rows = counted(plan.rows, "row")
    report_plan(root, registry, plan, rows, writes=writes, partial=partial, form=form)


@import_group.command("ctdl")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--issuer", metavar="ISSUER", help="The issuer of the definitions.")
@write_option
@click.pass_context
def ctdl_command(ctx: click.Context, file: Path, issuer: str | None, writes: bool) -> None:
    """Import drafts of definitions from CTDL, the JSON-LD of Credential Engine's registry.

    Exits with 1 when a definition has an error.

    \b
    Example:
      credfolio import ctdl catalog.jsonld --issuer example-district --write
    """
    root = project_root(ctx)
    registry = load_project(root).registry
    if issuer is not None:
        choose(registry.issuers, issuer, "issuer", f"run `credfolio new issuer {issuer}`")
    data = read_input(file, MAX_BYTES)
    plan = plan_ctdl(data, file.name, registry, issuer or "", site_url(root))
    if not plan.has_errors:
        check_plan(plan, registry, project_date(root), partial=False)
    count = f"{plan.rows:,} definition{'s' * (plan.rows != 1)}"
    report_plan(root, registry, plan, count, writes=writes)


@import_group.command("issue-form")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@write_option
@click.pass_context
def form_command(ctx: click.Context, file: Path, writes: bool) -> None:
    """Import a record from an issue that was made with the forge's form.

    FILE holds the issue's text as the forge shows it for editing. It understands the forms for a
    new credential and for an award. A record of an award says nothing yet of who judged it, so
    the check names what to add, and it is written all the same.

    Exits with 1 when an answer has an error.

    \b
    Example:
      credfolio import issue-form issue.md --write
    """
    root = project_root(ctx)
    registry = load_project(root).registry
    plan = plan_form(read_input(file, 1_048_576), file.name, registry)
    report_plan(root, registry, plan, "1 form", writes=writes)
    found = check_additions(registry, plan.additions, project_date(root))
    if found:
        click.echo("The check says of it:")
        _show([finding for _, finding in found])


def report_plan(
    root: Path,
    registry: Registry,
    plan: Plan,
    source: str,
    *,
    writes: bool,
    partial: bool = False,
    form: str = "text",
) -> None:
    """Show the findings and what is new; write it if asked. Ends the command when it may not."""
    findings = sort_findings(place_findings(root, plan.findings))
    refused = plan.is_blocked or (plan.has_errors and not partial)
    if form != "text":
        click.echo(render_findings(findings, 1, form), nl=False)
    elif findings:
        _show(findings)
    new = [] if refused else plan.additions
    say = form == "text"
    if say and not refused:
        _list(new)
        click.echo(f"{source}: {_counts(new)}, {plan.unchanged:,} there already")
    elif say:
        click.echo(f"{source}: {_errors(findings)}; nothing is written")
    if writes and new:
        files = _texts(root, registry, new) | plan.files
        write_new_files(root, files)
        if say:
            click.echo(f"Wrote {len(files):,} file{'s' * (len(files) != 1)}")
    elif new and say:
        click.echo("Nothing is written yet. Run it again with --write.")
    if plan.has_errors:
        sys.exit(1)


def _counts(new: Sequence[Addition]) -> str:
    """What is new, in awards, people, and definitions."""
    awards = [one.record for one in new if isinstance(one.record, Award)]
    people = sum(isinstance(one.record, Educator) for one in new)
    others = len(new) - len(awards) - people
    found = [counted(others, "new definition")] if others else []
    if awards:
        owners = len({award.educator for award in awards})
        who = "1 person" if owners == 1 else f"{owners:,} people"
        begun = f" ({people:,} of them new)" if people else ""
        found.append(f"{counted(len(awards), 'new award')} for {who}{begun}")
    elif people:
        found.append(counted(people, "new portfolio"))
    return " and ".join(found) or "nothing new"


def _errors(findings: Sequence[Finding]) -> str:
    errors = [finding for finding in findings if finding.is_error]
    rows = {(finding.path, finding.line) for finding in errors if finding.line}
    return counted(len(errors), "error") + (f" in {counted(len(rows), 'row')}" if rows else "")


def _texts(root: Path, registry: Registry, new: Sequence[Addition]) -> dict[str, bytes]:
    """The new files by path: the records, and the texts that the awards among them are of."""
    # Where the source does not say which version was earned, nobody claims that it was this text.
    awards = [one.record for one in new if isinstance(one.record, Award) and "version" in one.given]
    kept = kept_with(root, registry, awards)
    files = {path: text.encode() for path, text in kept.items()}
    for one in new:
        text = render_addition(one)
        if isinstance(one.record, Award) and "version" in one.given:
            digest = digest_for(registry, one.record, kept)
            text = with_digest(text, digest, one.path) if digest else text
        files[one.path] = text.encode()
    return files


def stop_with(findings: Sequence[Finding], form: str = "text") -> None:
    """Show what is wrong with the input and end."""
    click.echo(render_findings(findings, 1, form), nl=False)
    sys.exit(1)


def read_input(file: Path, limit: int) -> bytes:
    """At most `limit` + 1 bytes of a file of the user's own."""
    try:
        with file.open("rb") as stream:
            return stream.read(limit + 1)
    except OSError as error:
        raise EnvironmentProblem(f"{file} cannot be read: {error.strerror}") from error


def _handles(
    file: Path | None, mapping: ColumnMap, root: Path, writes: bool, form: str
) -> HandleList:
    """The list of handles in `file`, or an empty one with a number of its own."""
    if file is None and mapping.handles and writes:
        raise UsageError(
            "the next import would not find the people who get handles now",
            fix="name a file outside the project, such as --handles ../handles.csv",
        )
    if file is not None and root.resolve() in file.resolve().parents:
        raise UsageError(
            f"{file} is inside the project, which is published",
            fix="keep the list of handles elsewhere, such as --handles ../handles.csv",
        )
    if file is None or not file.exists():
        return HandleList(secrets.token_hex(8), new_handle)
    found = read_handle_list(read_input(file, MAX_BYTES), file.name, new_handle)
    if isinstance(found, Finding):
        stop_with([found], form)
        raise AssertionError
    return found


def _is_known(registry: Registry, plan: Plan) -> Callable[[str], bool]:
    new = {one.record.id for one in plan.additions if isinstance(one.record, Educator)}
    return lambda handle: handle in new or handle in registry.educators


def _write_rejects(file: Path, table: Table, plan: Plan) -> None:
    if count := len(rejected_rows(plan, table.path)):
        write_output(file, render_rejects(table, plan), counted(count, "row"), err=True)
    else:
        click.echo(f"No row has an error, so {file} is not written", err=True)


def _finish_interrupted(root: Path) -> None:
    if placed := finish_interrupted(root):
        click.echo(f"Finished an import that had been interrupted: {placed:,} files", err=True)


def _mapping(file: Path | None, kind: str | None, form: str) -> ColumnMap:
    if file is None:
        return ColumnMap.model_validate({"records": kind or "awards"})
    try:
        text = read_input(file, 65_536).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{file} is not UTF-8", fix="save it as UTF-8") from None
    found = parse_mapping(text, file.name)
    if isinstance(found, list):
        places = locate(text)
        placed = []
        for finding in found:
            at = places.find(finding.pointer, at_key=finding.at_key) if places else None
            placed.append(finding.located(at.line, at.column) if at and not finding.line
                          else finding)  # fmt: skip
        stop_with(placed, form)
        raise AssertionError
    if kind is not None and kind != found.records:
        raise UsageError(
            f"the mapping is for {found.records}, the command for {kind}",
            fix="leave the option out, or change `records:` in the mapping",
        )
    return found


def _table(file: Path, mapping: ColumnMap, form: str) -> Table:
    raw = read_input(file, MAX_BYTES)
    try:
        knows = bound(knows_heading, mapping)
        if file.suffix.lower() in (".xlsx", ".xlsm"):
            return read_xlsx(raw, file.name, mapping.sheet, knows)
        return read_csv(raw, file.name, mapping.encoding, mapping.delimiter, knows)
    except NoTable as error:
        stop_with([error.finding], form)
        raise AssertionError from error


def _say_guess(columns: dict[str, str], headings: Sequence[str]) -> None:
    for name, heading in columns.items():
        if name != heading:
            click.echo(f"Taking “{heading}” as {name}", err=True)
    left = [heading for heading in headings if heading and heading not in columns.values()]
    if left:
        click.echo(f"Not imported: {', '.join(left)}", err=True)


def _show(findings: Sequence[Finding]) -> None:
    hints = 0
    for finding in findings:
        hints += not finding.is_error
        if finding.is_error or hints <= _MOST_HINTS:
            click.echo(render_findings([finding], 1, "text").rpartition("checked")[0], nl=False)
    if hints > _MOST_HINTS:
        click.echo(f"and {hints - _MOST_HINTS:,} more hints")


def _list(additions: Sequence[Addition]) -> None:
    for addition in additions[:_MOST_PATHS]:
        place = f" (row {addition.origin.row})" if addition.origin.row else ""
        click.echo(f"  + {addition.path}{place}")
    if len(additions) > _MOST_PATHS:
        click.echo(f"  and {len(additions) - _MOST_PATHS:,} more")
