"""``credfolio new``: the file of a new record, with notes in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from credfolio.authoring.layouts import LAYOUTS
from credfolio.authoring.scaffold import render_record
from credfolio.checking.check import check_project
from credfolio.cli import main
from credfolio.cli.form import Form, ask_option, choose
from credfolio.cli.pair_options import public_root
from credfolio.cli.private_records import read_both
from credfolio.disk.new_file import refuse_existing, write_new_file
from credfolio.errors import UsageError
from credfolio.findings.finding import quoted
from credfolio.findings.report import render_findings
from credfolio.ids import RESERVED_ISSUERS, is_id, slug
from credfolio.project import project_date
from credfolio.records.loading.loader import load_project
from credfolio.records.model.terms import AudienceRole, IssuerKind, StackLevel, values
from credfolio.records.reckoned.definition import missing_for_active
from credfolio.records.registry import Registry, credential_path, issuer_path, stack_path


@main.group()
def new() -> None:
    """Write the file of a new record, with notes in it.

    On a terminal it asks for what it needs. It never overwrites a file.
    """


@new.command()
@click.argument("issuer", required=False)
@click.option("--name", help="As it appears on badges and pages.")
@click.option("--kind", metavar="KIND", help=f"One of {', '.join(values(IssuerKind))}.")
@click.option("--url", help="Its website.")
@click.option("--email", help="The address of a role, such as badges@…, never a person's.")
@click.option("--description", help="A sentence or two about it.")
@ask_option
@click.pass_context
def issuer(
    ctx: click.Context,
    issuer: str | None,
    name: str | None,
    kind: str | None,
    url: str | None,
    email: str | None,
    description: str | None,
    asks: bool | None,
) -> None:
    """Write catalog/ISSUER/issuer.yml.

    \b
    Example:
      credfolio new issuer example-district --kind district
    """
    root = public_root(ctx)
    form = Form(LAYOUTS["issuer"], asks)
    if issuer is not None:
        check_new_issuer(root, issuer)
    elif not form.asks:
        form.ask(None, "", None, "", True, "ISSUER")
    title = form.text("name", name, "Name of the issuer", required=True)
    if issuer is None:
        issuer = form.ask(None, "Id: its folder and address", None, slug(title), True, "ISSUER")
    form.word("kind", kind, "Kind")
    form.text("url", url, "Web site")
    form.text("email", email, "E-mail address of a role")
    form.text("description", description, "Description")
    form.complete("new issuer")
    check_new_issuer(root, issuer)
    write(root, "issuer", issuer_path(issuer), form)
    click.echo(f"Next: credfolio new credential {issuer}/…")


@new.command()
@click.argument("credential", required=False, metavar="[ISSUER/CREDENTIAL]")
@click.option("--title", help="Two to eight words.")
@click.option("--summary", help="At most two sentences.")
@click.option("--competency", help="One competency, in one sentence.")
@click.option(
    "--audience",
    multiple=True,
    metavar="ROLE",
    help=f"Who it is for; may be repeated. {', '.join(values(AudienceRole))}.",
)
@click.option("--topic", multiple=True, help="A word to find it by; may be repeated.")
@click.option("--language", help="The language it is written in, such as en.")
@click.option("--licence", help="Such as CC-BY-4.0.")
@ask_option
@click.pass_context
def credential(
    ctx: click.Context,
    credential: str | None,
    title: str | None,
    summary: str | None,
    competency: str | None,
    audience: tuple[str, ...],
    topic: tuple[str, ...],
    language: str | None,
    licence: str | None,
    asks: bool | None,
) -> None:
    """Write catalog/ISSUER/CREDENTIAL.yml, as a draft.

    \b
    Example:
      credfolio new credential example-district/active-listening
    """
    root = public_root(ctx)
    registry = load_project(root).registry
    form = Form(LAYOUTS["credential"], asks)
    issuer, id_ = place_in_issuer(form, registry, credential, "CREDENTIAL")
    if id_:
        check_new_definition(root, credential_path(f"{issuer}/{id_}"), id_)
    words = form.text("title", title, "Title", required=True)
    id_ = id_ or form.ask(None, "Id: its file's name and address", None, slug(words), True, "")
    form.text("summary", summary, "Summary, at most two sentences")
    form.text("competency", competency, "Competency: what the educator can do, in one sentence")
    form.several("audience_roles", audience, "For whom", values(AudienceRole))
    form.several("topics", topic, "Topics, such as family-partnership")
    form.text("language", language, "Language", default="en" if form.asks else "")
    form.text("licence", licence, "License", default="CC-BY-4.0" if form.asks else "")
    form.complete("new credential")
    path = credential_path(f"{issuer}/{id_}")
    check_new_definition(root, path, id_)
    form.answers |= {"version": "0.1", "status": "draft"}
    written = write(root, "credential", path, form)
    record = written.credentials.get(f"{issuer}/{id_}")
    if record and (left := missing_for_active(record)):
        click.echo("Before its status can be active it needs:")
        for missing in left:
            click.echo(f"  - {missing.words} ({missing.key})")


@new.command()
@click.argument("stack", required=False, metavar="[ISSUER/STACK]")
@click.option("--title", help="What the stack is called.")
@click.option("--summary", help="At most two sentences.")
@click.option("--level", metavar="LEVEL", help=f"One of {', '.join(values(StackLevel))}.")
@click.option(
    "--member",
    multiple=True,
    metavar="ISSUER/ID",
    help="A credential or a smaller stack; may be repeated.",
)
@ask_option
@click.pass_context
def stack(
    ctx: click.Context,
    stack: str | None,
    title: str | None,
    summary: str | None,
    level: str | None,
    member: tuple[str, ...],
    asks: bool | None,
) -> None:
    """Write catalog/ISSUER/stacks/STACK.yml, as a draft.

    \b
    Example:
      credfolio new stack example-district/family-work --title "Work with Families"
    """
    root = public_root(ctx)
    registry = load_project(root).registry
    form = Form(LAYOUTS["stack"], asks)
    issuer, id_ = place_in_issuer(form, registry, stack, "STACK")
    if id_:
        check_new_definition(root, stack_path(f"{issuer}/{id_}"), id_)
    words = form.text("title", title, "Title", required=True)
    id_ = id_ or form.ask(None, "Id: its file's name and address", None, slug(words), True, "")
    form.text("summary", summary, "Summary, at most two sentences")
    form.word("level", level, "Level", default="stack")
    known = [*registry.credentials, *registry.stacks]
    members = [
        choose(known, one, "credential or stack", "write it as ISSUER/ID")
        for one in member or _asked_members(form, known)
    ]
    form.complete("new stack")
    path = stack_path(f"{issuer}/{id_}")
    check_new_definition(root, path, id_)
    form.answers |= {"version": "0.1", "status": "draft"}
    if members:
        form.answers["members"] = [
            {"credential" if one in registry.credentials else "stack": one} for one in members
        ]
    write(root, "stack", path, form)


# --- shared with the commands for people ------------------------------------------------------


def write(
    root: Path,
    kind: str,
    path: str,
    form: Form,
    examples: Mapping[str, str] | None = None,
    public: Path | None = None,
) -> Registry:
    """Write the record, say so and what `credfolio check` says of it; return all records.

    A private repository is checked with `public`.
    """
    today = project_date(public or root)
    write_new_file(root, path, render_record(LAYOUTS[kind], path, form.answers, examples))
    click.echo(f"Wrote {path}")
    checked = check_project(root, today) if public is None else read_both(root, public, today)
    if own := [finding for finding in checked.findings if finding.path == path]:
        click.echo("The check says of it:")
        for line in render_findings(own, 1, "text").splitlines()[:-1]:
            click.echo(f"  {line}")
    return checked.registry


def split_place(text: str, form: str) -> tuple[str, str]:
    """The two ids in ``a/b``; raises `UsageError` when they are not two ids."""
    first, slash, second = text.partition("/")
    if not slash or not is_id(first) or not is_id(second):
        raise UsageError(
            f"{quoted(text)} is not of the form {form}",
            fix="write two ids and a slash: lower-case letters, digits and hyphens",
        )
    return first, second


def place_in_issuer(
    form: Form, registry: Registry, given: str | None, word: str
) -> tuple[str, str]:
    """The issuer and the id that `given` names; the id is "" when it is still to be asked for."""
    id_ = ""
    if given is not None:
        issuer, id_ = split_place(given, f"ISSUER/{word}")
    else:
        known = sorted(registry.issuers)
        question = f"Issuer ({', '.join(known)})" if known else "Issuer"
        default = known[0] if len(known) == 1 else ""
        issuer = form.ask(
            None, question, None, default if form.asks else "", True, f"ISSUER/{word}"
        )
        form.complete(f"new {word.lower()}")
    # One whose file has findings is there, too.
    folders = {path.split("/")[1] for path in registry.broken if path.endswith("/issuer.yml")}
    choose({*registry.issuers, *folders}, issuer, "issuer", f"run `credfolio new issuer {issuer}`")
    return issuer, id_


def check_new_issuer(root: Path, issuer: str) -> None:
    """Raise `UsageError` when no new issuer may have this id."""
    if not is_id(issuer):
        raise UsageError(
            f"{quoted(issuer)} cannot be an id",
            fix="use lower-case letters, digits and hyphens, as in example-district",
        )
    if issuer in RESERVED_ISSUERS:
        raise UsageError(
            f"{quoted(issuer)} cannot be an issuer's folder; the site uses the address",
            fix="choose another id",
        )
    refuse_existing(root, issuer_path(issuer))


def check_new_definition(root: Path, path: str, id_: str) -> None:
    """Raise `UsageError` when no new credential or stack may be at `path`."""
    if not is_id(id_):
        raise UsageError(
            f"{quoted(id_)} cannot be an id",
            fix="use lower-case letters, digits and hyphens, as in active-listening",
        )
    if path.count("/") == 2 and id_ in ("issuer", "stacks"):
        raise UsageError(f"a credential cannot be called {id_}", fix="choose another id")
    refuse_existing(root, path)


def _asked_members(form: Form, known: list[str]) -> tuple[str, ...]:
    if not form.asks:
        return ()

    def listed(text: str) -> None:
        for one in text.split(","):
            try:
                choose(known, one.strip(), "credential or stack", "write it as ISSUER/ID")
            except UsageError as error:
                raise click.BadParameter(f"{error.message}; {error.fix}") from None

    answer = form.ask(None, "Members as ISSUER/ID, with commas", listed, "", False, "--member")
    return tuple(one.strip() for one in answer.split(",") if one.strip())
