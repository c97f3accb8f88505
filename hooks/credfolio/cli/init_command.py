"""``credfolio init`` and ``credfolio doctor``: found a site, and see what it still lacks."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from credfolio import __version__
from credfolio.cli import main
from credfolio.cli.own_wheel import index_option, told_desk
from credfolio.cli.pair_options import private_option, public_root
from credfolio.cli.schema_command import schema_files
from credfolio.cli.this_zone import zone_of_this_computer
from credfolio.disk.git_commands import run_git
from credfolio.errors import EnvironmentProblem, UsageError
from credfolio.findings.finding import counted, first_of
from credfolio.founding.answers import QUESTIONS, Answers, Question, WrongAnswer, take_answers
from credfolio.founding.doctor import changed_files, examine, without_desk
from credfolio.founding.first_run import PRIVATE_TICKS, PUBLIC_TICKS, TICKS, Tick, look, web_address
from credfolio.founding.generated import NOTE, read_note
from credfolio.founding.kept_texts import keep_texts
from credfolio.founding.locks import LOCKS, NoDigest, is_incomplete, wheel_digest
from credfolio.founding.repository import begin_git, found
from credfolio.project import other_version, public_address
from credfolio.records.model.kinds import PUBLISHED

_TRIES = 3
_IN_SETTINGS = "change the settings in mkdocs.yml, then run `credfolio upgrade`"
_CHANGED_LATER = {
    "maintainers": "change maintainers in catalog/governance.yml, then run `credfolio codeowners`",
    "owner": "change the address in SECURITY.md, docs/about.md, docs/accessibility.md and "
    "docs/privacy.md",
}
"""Answer → how it is changed once the site is founded, where that is not `_IN_SETTINGS`."""


@main.command()
@click.argument(
    "folder", type=click.Path(file_okay=False, path_type=Path), default=Path(), required=False
)
@click.option("--name", help="Name of the site.")
@click.option("--address", metavar="URL", help="Address that the site will have.")
@click.option("--forge", metavar="URL", help="Address of the repository; empty for none.")
@click.option("--maintainer", "maintainers", multiple=True, help="An account; may be repeated.")
@click.option("--zone", help="Time zone, such as America/Chicago. Default: this computer's.")
@click.option("--language", help="Language of the pages. Default: en.")
@click.option("--owner", metavar="EMAIL", help="Who answers about privacy and access.")
@index_option
@click.option("--yes", is_flag=True, help="Ask nothing; take the defaults.")
def init(
    folder: Path,
    name: str | None,
    address: str | None,
    forge: str | None,
    maintainers: tuple[str, ...],
    zone: str | None,
    language: str | None,
    owner: str | None,
    index: str,
    yes: bool,
) -> None:
    """Found a site: a small repository of records, own pages and settings.

    Asks seven questions, each of which is an option, too, and writes the files
    into FOLDER; all of them or none. What is there is never overwritten. Run
    again, it asks nothing and writes what is missing.

    \b
    Example:
      credfolio init our-badges --name "Badges of Example District" \\
        --address https://badges.example-district.org/ --maintainer robin-example \\
        --owner badges@example-district.org --yes
    """
    given = {
        "name": name,
        "address": address,
        "forge": forge,
        "maintainers": ", ".join(maintainers) or None,
        "zone": zone,
        "language": language,
        "owner": owner,
    }
    note = read_note(folder)
    if note is not None:
        answers = note.answers
        asked = [name for name, value in given.items() if value is not None]
        if asked:
            click.echo(f"The answers are those of {NOTE}.")
        for fix in dict.fromkeys(_CHANGED_LATER.get(name, _IN_SETTINGS) for name in asked):
            click.echo(f"  fix: {fix}")
    else:
        answers = _ask(given, asks=not yes and sys.stdin.isatty())
    digest, reason = _own_digest(folder, note.version if note else __version__, index)
    desk = told_desk(folder, index) if digest else ""
    result = found(folder, answers, __version__, schema_files(), digest, desk)
    has_begun, lack = False, None
    try:
        has_begun = begin_git(folder, answers.forge)
        if (known := read_note(folder)) is not None:
            keep_texts(folder, known.files)
    except EnvironmentProblem as error:
        lack = error
    click.echo(f"{counted(len(result.written), 'file')} written to {folder.resolve().name}.")
    for path in result.kept:
        click.echo(f"  kept as it is: {path}")
    if result.written and note is None:
        click.echo(f"The time zone is {answers.zone}; a day begins there.")
        if has_begun:
            origin = f", and its remote `origin` is {answers.forge}" if answers.forge else ""
            click.echo(f"The folder is a git repository now{origin}; nothing is committed.")
        click.echo("Next: credfolio doctor, then credfolio new issuer")
    if lack:
        click.echo(f"This folder is no git repository yet: {lack.message}.")
        click.echo("  fix: install git, open a new window and run `credfolio init` again")
    if reason:
        click.echo(f"The lock is incomplete, so workflows cannot install the program: {reason}.")
        click.echo("  fix: run `credfolio init` again where it can be asked for")


def _own_digest(folder: Path, wanted: str, index: str) -> tuple[str, str]:
    """The hash of the wheel of the `wanted` version, or why it is not known.

    Nothing is asked without need.
    """
    locks = [folder / path for path in LOCKS]
    try:
        if all(not is_incomplete(path.read_text(encoding="utf-8")) for path in locks):
            return "", ""
    except (OSError, UnicodeDecodeError):
        pass
    if wanted != __version__:
        return "", other_version(wanted, __version__)[0]
    try:
        return wheel_digest(__version__, index), ""
    except NoDigest as unknown:
        return "", str(unknown)


@main.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="For people or for programs.",
)
@click.option(
    "--first-run",
    is_flag=True,
    help="List what has to be set on the forge; `gh`, where it is there, says what is done.",
)
@private_option
@click.pass_context
def doctor(ctx: click.Context, form: str, first_run: bool, private: Path | None) -> None:
    """Say what this repository still lacks. Nothing is changed.

    Exits with 1 when there is something to do.

    \b
    Examples:
      credfolio doctor
      credfolio doctor --first-run
      credfolio doctor --first-run --with ../records
    """
    root = public_root(ctx)
    if private is not None and not first_run:
        raise UsageError("--with is for --first-run", fix="leave it out, or add --first-run")
    if first_run:
        here = public_address(root)
        if private is not None:
            found = run_git(private, "remote", "get-url", "origin")
            other = web_address(found.text.strip()) if found.code == 0 else ""
            _tell_first_run([(here, PUBLIC_TICKS), (other, PRIVATE_TICKS)], form)
            return
        if (root / PUBLISHED.path()).is_file():
            told = "Awards of private records are here: --with ../records lists both."
            click.echo(told, err=True)
        _tell_first_run([(here, TICKS)], form)
        return
    advice = examine(root, __version__)
    if form == "json":
        click.echo(json.dumps([one.as_plain() for one in advice], ensure_ascii=False, indent=2))
    else:
        for one in advice:
            click.echo(f"{one.topic}: {one.what}\n  fix: {one.fix}")
        note = read_note(root) if not any(one.topic == "note" for one in advice) else None
        if note and (own := changed_files(root, note)):
            click.echo(f"Changed by you, and kept by an upgrade: {', '.join(own)}")
        if note and (offices := without_desk(root)):
            click.echo(
                f"This site has no desk, for offices without a terminal: {first_of(offices, 3)}"
            )
            click.echo('  if wanted: pip install "credfolio[desk]", then credfolio upgrade --write')
        click.echo(_count(len(advice)))
    if advice:
        sys.exit(1)


def _tell_first_run(lists: Iterable[tuple[str, Iterable[Tick]]], form: str) -> None:
    """Say what to set in each repository, by its address on the forge."""
    seen = [(forge, *one) for forge, ticks in lists for one in look(forge, ticks)]
    if form == "json":
        plain = [
            {"what": one.what, "place": one.place, "done": done, "repository": forge}
            for forge, one, done in seen
        ]
        click.echo(json.dumps(plain, ensure_ascii=False, indent=2))
    else:
        if any(done is None for _, _, done in seen):
            click.echo(
                "[?] could not be asked: install `gh`, and log in with an account that sees the "
                "repository; or look yourself"
            )
        for forge, one, done in seen:
            place = f"{forge}/{one.place}" if forge else one.place
            click.echo(f"[{_BOXES[done]}] {one.what}\n    {place}")
            click.echo(f"    why: {one.why}\n    it worked when: {one.see}")
    if not all(done for _, _, done in seen):
        sys.exit(1)


_BOXES = {True: "x", False: " ", None: "?"}


def _count(number: int) -> str:
    if number == 0:
        return "Nothing to do."
    return "1 thing to do." if number == 1 else f"{number} things to do."


def _ask(given: dict[str, str | None], *, asks: bool) -> Answers:
    """The answers from options, and on a terminal from questions.

    Raises `UsageError` for an option that is missing or cannot be taken.
    """
    taken: dict[str, str] = {}
    for question in QUESTIONS:
        default = zone_of_this_computer() if question.name == "zone" else question.default
        answer = given[question.name]
        if answer is None and asks:
            answer = _put(question, default)
        if answer is None:
            if question.is_needed and not default:
                raise UsageError(
                    f"{question.text}: there is no terminal to ask on",
                    fix=f"add {_option(question)} to the command",
                )
            answer = default
        taken[question.name] = answer
    try:
        return take_answers(taken)
    except WrongAnswer as wrong:
        name, _, reason = str(wrong).partition(": ")
        asked = next(question for question in QUESTIONS if question.name == name)
        raise UsageError(f"{_option(asked)} cannot be taken", fix=reason) from None


def _put(question: Question, default: str) -> str:
    """An answer to `question`, which is put up to three times.

    Raises `UsageError` when none of the answers can be taken.
    """
    for _ in range(_TRIES):
        answer: str = click.prompt(question.text, default=default, show_default=bool(default))
        try:
            if question.is_needed and not answer.strip():
                raise WrongAnswer("it is empty")
            question.take(answer)
        except WrongAnswer as wrong:
            click.echo(f"  {wrong}")
        else:
            return answer
    raise UsageError(
        f"{question.text}: three answers could not be taken",
        fix="nothing was written; run it again",
    )


def _option(question: Question) -> str:
    return "--maintainer" if question.name == "maintainers" else f"--{question.name}"
