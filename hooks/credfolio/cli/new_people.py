"""``credfolio new educator`` and ``credfolio new award``."""

from __future__ import annotations

import secrets
from datetime import date
from pathlib import Path

import click

from credfolio.authoring.layouts import LAYOUTS
from credfolio.cli import DATE, project_root
from credfolio.cli.award_form import award_examples, earned_for, people_for, results_given
from credfolio.cli.form import Form, ask_option, choose
from credfolio.cli.kept_texts import keep_text
from credfolio.cli.new_command import new, split_place, write
from credfolio.cli.private_records import beside_option, registry_at
from credfolio.cli.recorded_day import day_to_record
from credfolio.disk.new_file import refuse_existing
from credfolio.disk.systems import as_word
from credfolio.errors import UsageError
from credfolio.findings.finding import quoted
from credfolio.ids import is_id
from credfolio.project import is_private
from credfolio.records.model import Stack
from credfolio.records.model.terms import AudienceRole, ConsentMethod, Visibility, values
from credfolio.records.registry import award_path, educator_path

_SCOPE = "Name, school, awards and the evidence marked as visible, on this site."


@new.command()
@click.argument("educator", required=False)
@click.option("--random-handle", is_flag=True, help="Use an id that nobody can guess.")
@click.option("--name", help="The name on the page.")
@click.option(
    "--role",
    multiple=True,
    metavar="ROLE",
    help=f"May be repeated. {', '.join(values(AudienceRole))}.",
)
@click.option(
    "--visibility",
    metavar="WORD",
    help=f"One of {', '.join(values(Visibility))}; the default is unlisted.",
)
@click.option(
    "--consent-method",
    metavar="WORD",
    help=f"How the educator agreed to publication: {', '.join(values(ConsentMethod))}.",
)
@click.option("--consent-by", metavar="NAME", help="Who agreed. Default: the educator's own name.")
@click.option("--consent-on", type=DATE, help="The day of the agreement. Default: today.")
@click.option("--consent-scope", metavar="TEXT", help="What the agreement covers.")
@beside_option
@ask_option
@click.pass_context
def educator(
    ctx: click.Context,
    educator: str | None,
    random_handle: bool,
    name: str | None,
    role: tuple[str, ...],
    visibility: str | None,
    consent_method: str | None,
    consent_by: str | None,
    consent_on: date | None,
    consent_scope: str | None,
    public: Path | None,
    asks: bool | None,
) -> None:
    """Write portfolios/EDUCATOR/profile.yml, unlisted.

    A home that should not be public begins in the private repository: run it there.

    EDUCATOR is the handle: the folder's name and the end of the address. Leave
    it out to be offered one that nobody can guess.

    \b
    Example:
      credfolio new educator ana-lopez --name "Ana López"
    """
    root = project_root(ctx)
    if is_private(root) or public is not None:
        registry_at(root, public)
    form = Form(LAYOUTS["educator"], asks)
    if random_handle and educator is not None:
        raise UsageError(
            "a handle and --random-handle exclude each other", fix="leave one of the two out"
        )
    if random_handle:
        educator = new_handle()
    elif educator is None:
        if form.asks:
            click.echo("The handle is the end of the address. A random one cannot be guessed.")
        educator = form.ask(
            None,
            "Handle",
            None,
            new_handle() if form.asks else "",
            True,
            "a handle (or --random-handle)",
        )
    if educator:
        if not is_id(educator):
            raise UsageError(
                f"{quoted(educator)} cannot be a handle",
                fix="use lower-case letters, digits and hyphens",
            )
        refuse_existing(root, educator_path(educator))
    shown = form.text("display_name", name, "Name on the page", required=True)
    form.several("roles", role, "Roles", values(AudienceRole))
    form.word("visibility", visibility, "Visibility", default="unlisted")
    form.complete("new educator")
    agreed = consent_method or consent_by or consent_on or consent_scope
    if agreed or (
        form.asks
        and click.confirm("Has the educator agreed to be published, and is that on record?")
    ):
        form.answers["consent"] = _consent(
            public or root, form, shown, consent_method, consent_by, consent_on, consent_scope
        )
    elif form.answers["visibility"] == "public":
        if not form.asks:
            raise UsageError(
                "a public portfolio needs the educator's recorded consent",
                fix="add --consent-method and --consent-scope, or --visibility unlisted",
            )
        click.echo("A public portfolio needs that, so this one is unlisted for now.")
        form.answers["visibility"] = "unlisted"
    write(root, "educator", educator_path(educator), form, public=public)
    beside = f" --with {as_word(public)}" if public else ""
    click.echo(f"Next: credfolio new award {educator}/…{beside}")


def new_handle() -> str:
    """A handle of three groups of four that nobody can guess (about 59 bits)."""
    letters = "23456789abcdefghijkmnpqrstuvwxyz"  # none that is taken for another
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(3))


def _consent(
    root: Path,
    form: Form,
    name: str,
    method: str | None,
    by: str | None,
    on: date | None,
    scope: str | None,
) -> dict[str, object]:
    words = values(ConsentMethod)

    def known(text: str) -> None:
        if text not in words:
            raise click.BadParameter(f"choose from {', '.join(words)}")

    today = day_to_record(root, on)
    consent = {
        "by": form.ask(by, "Who agreed", None, name, True, "--consent-by"),
        "method": form.ask(
            method, f"How ({', '.join(words)})", known, "", True, "--consent-method"
        ),
        "on": form.day(on, "When", today),
        "scope": form.ask(
            scope, "To what", None, _SCOPE if form.asks else "", True, "--consent-scope"
        ),
    }
    form.complete("new educator")
    return consent


@new.command()
@click.argument("award", required=False, metavar="EDUCATOR/AWARD")
@click.option(
    "--credential",
    metavar="ISSUER/ID",
    help="The credential that was earned. Default: the one with the award's id.",
)
@click.option("--stack", metavar="ISSUER/ID", help="The stack that was completed, instead.")
@click.option("--version", help="The version that was earned. Default: the current one.")
@click.option(
    "--awarded-on", type=DATE, metavar="YYYY-MM-DD", help="The day of the award. Default: today."
)
@click.option("--name", help="The name on the certificate. Default: the one in the profile.")
@click.option("--approved-by", metavar="ACCOUNT", help="One of the issuer's approvers.")
@click.option("--assessor", metavar="ACCOUNT", help="One of the issuer's assessors.")
@click.option("--submitted-on", type=DATE, metavar="YYYY-MM-DD", help="With --assessor.")
@click.option("--assessed-on", type=DATE, metavar="YYYY-MM-DD", help="With --assessor.")
@click.option(
    "--result",
    multiple=True,
    metavar="PART=LEVEL",
    help="The level reached in a part, as 1=demonstrated; may be repeated.",
)
@beside_option
@ask_option
@click.pass_context
def award(
    ctx: click.Context,
    award: str | None,
    credential: str | None,
    stack: str | None,
    version: str | None,
    awarded_on: date | None,
    name: str | None,
    approved_by: str | None,
    assessor: str | None,
    submitted_on: date | None,
    assessed_on: date | None,
    result: tuple[str, ...],
    public: Path | None,
    asks: bool | None,
) -> None:
    """Write portfolios/EDUCATOR/awards/AWARD.yml.

    \b
    Example:
      credfolio new award ana-lopez/active-listening --result 1=clear
    """
    root = project_root(ctx)
    registry = registry_at(root, public)
    form = Form(LAYOUTS["award"], asks)
    place = form.ask(award, "EDUCATOR/AWARD", None, "", True, "EDUCATOR/AWARD")
    form.complete("new award")
    person, id_ = split_place(place, "EDUCATOR/AWARD")
    if form.asks and person not in registry.educators and is_id(person):
        click.echo(f"There is no educator {person} yet.")
        if click.confirm("Begin the portfolio?", default=True):
            ctx.invoke(educator, educator=person, public=public)
            registry = registry_at(root, public)
    choose(registry.educators, person, "educator", f"run `credfolio new educator {person}`")
    path = award_path(person, id_)
    refuse_existing(root, path)
    earned = earned_for(form, registry, id_, credential, stack)
    kind = "stack" if isinstance(earned, Stack) else "credential"
    form.answers[kind] = earned.ref
    form.text("version", version, "Version", default=earned.version or "", required=True)
    on = form.day(awarded_on, "Awarded on", day_to_record(public or root, awarded_on))
    form.answers["awarded_on"] = on
    display_name = registry.educators[person].display_name
    form.text("name_as_awarded", name, "Name on the certificate", default=display_name)
    assessors = people_for(registry, earned, person, "assessors", on)
    judge = form.ask(
        assessor,
        f"Assessed by ({', '.join(assessors)})" if assessors else "Assessed by",
        None,
        "",
        False,
        "--assessor",
    )
    approvers = [
        one for one in people_for(registry, earned, person, "approvers", on) if one != judge
    ]
    form.text("approved_by", approved_by, "Approved by", known=approvers)
    form.answers["approval"] = "recorded"  # the approver confirms it with `credfolio approve`
    results = results_given(form, earned, result)
    form.complete("new award")
    if judge:
        assessed = form.day(assessed_on, "Assessed on", on)
        submitted = form.day(submitted_on, "Submitted on", assessed)
        assessment = {"assessor": judge, "on": assessed, "decision": "pass"}
        form.answers["submissions"] = [
            {
                "submitted_on": submitted,
                "attempt": 1,
                "assessments": [{**assessment, "results": results} if results else assessment],
            }
        ]
    if results:
        form.answers["results"] = results
    keep_text(root, registry, path, earned, form, public)
    examples = award_examples(earned, on, approvers, assessors)
    write(root, "award", path, form, examples, public)
    beside = f" --with {as_word(public)}" if public else ""
    click.echo(f"Next: the approver runs credfolio approve {place} --as ACCOUNT{beside}")
