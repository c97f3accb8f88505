"""What the commands of a round share: reading both repositories, saying, and writing."""

from __future__ import annotations

import json
import secrets
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from contextvars import ContextVar
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, BinaryIO

import click

from credfolio.checking.check import Checked
from credfolio.cli import today_option
from credfolio.cli.pair_options import private_root
from credfolio.cli.private_records import public_day, public_option, read_without_errors
from credfolio.disk.new_file import write_new_file
from credfolio.disk.replaced_files import delete_file, finish_replacing, replace_files
from credfolio.disk.sealed_files import OpenKey, SealingKey, seal, seal_to
from credfolio.disk.systems import rename
from credfolio.errors import EnvironmentProblem, UsageError
from credfolio.findings.finding import counted, printable, quoted
from credfolio.records.model import Person
from credfolio.rounds.blind import SECRET_FILE
from credfolio.rounds.round import Round
from credfolio.rounds.said import Outcome

_STAGING = ".credfolio-rounds"
_SECRET_DIGITS = 64


class Office:
    """The private repository that a command runs in, and how it speaks.

    What needs more than records (keys, and files that are too large to copy) is a method of its
    own, because the page desk/ does it with the browser's means.
    """

    def __init__(
        self,
        root: Path,
        public: Path,
        day: date,
        *,
        as_json: bool,
        writes: bool,
        otherwise: str = "nothing is done with them",
    ) -> None:
        """`otherwise` is what follows for the command when the records have errors."""
        self.root, self.as_json, self.writes = root, as_json, writes
        self.otherwise = otherwise
        if writes:
            finish_replacing(root, _STAGING)
        self.round = Round(self.records(public, day).registry, day, self._read)

    def records(self, public: Path, day: date) -> Checked:
        """Both repositories' records; raises `CredfolioError` when they have errors."""
        return read_without_errors(self.root, public, day, else_said=self.otherwise)

    def key(self, file: Path, passphrase: Callable[[], str]) -> OpenKey:
        """The key in a key file; raises what `SealingKey` raises."""
        return SealingKey(file, passphrase)

    def seal(self, data: bytes, recipient: str) -> bytes:
        """`data`, sealed for one recipient."""
        return seal(data, recipient)

    def draft(self) -> AbstractContextManager[BinaryIO]:
        """A file, on Unix without a name, so that nothing in clear is left whatever happens."""
        return tempfile.TemporaryFile()

    def seal_to(self, clear: BinaryIO, target: Path, recipient: str) -> None:
        """What is in a `draft`, sealed in a new file; raises what `sealed_files.seal_to` raises."""
        seal_to(clear, target, recipient)

    def will_open(self, sealed: Path) -> None:
        """Hear which sealed file this run opens, or would."""

    def move(self, source: Path, target: Path, fix: str) -> None:
        """Move a sealed file; raises `EnvironmentProblem`, with `fix`, when the disk refuses."""
        try:
            target.parent.mkdir(exist_ok=True)
            rename(source, target)
        except OSError as error:
            raise EnvironmentProblem(
                f"{source.name} cannot be moved to {target.parent}: {error.strerror}", fix=fix
            ) from error

    def delete(self, file: Path, fix: str) -> None:
        """Delete a file that came in; raises `EnvironmentProblem`, with `fix`, when it cannot."""
        delete_file(file, fix)

    def _read(self, path: str) -> bytes | None:
        file = self.root / path
        return file.read_bytes() if file.is_file() else None

    def refuse_inside(self, folder: Path, fix: str) -> None:
        """Raise `UsageError` for a folder in the repository, where nothing in clear may be."""
        if self.root.resolve() in (folder.resolve(), *folder.resolve().parents):
            raise UsageError(
                f"{folder} is inside the repository, which never forgets what was in it", fix=fix
            )

    def person(self, name: str) -> Person:
        """The person whose id is `name`; raises `UsageError` where there is none."""
        found = self.round.registry.people.get(name)
        if found is None:
            raise UsageError(
                f"{quoted(name)} is not in office/people/",
                fix="write the name of a file there, without .yml",
            )
        return found

    @property
    def has_secret(self) -> bool:
        return self._read(SECRET_FILE) is not None

    def secret(self) -> bytes:
        """The secret of blind numbers; made where there is none and the command writes.

        Raises `UsageError` for a file that holds no secret.
        """
        found = self._read(SECRET_FILE)
        if found is None:
            made = new_secret()
            if self.writes:
                write_new_file(self.root, SECRET_FILE, made)
            return bytes.fromhex(made.strip())
        try:
            secret = bytes.fromhex(found.decode("ascii").strip())
        except ValueError:
            secret = b""
        if len(secret) * 2 != _SECRET_DIGITS:
            raise UsageError(
                f"{SECRET_FILE} does not hold {_SECRET_DIGITS} hexadecimal digits",
                fix="take it from the history of the repository: blind numbers follow from it",
            )
        return secret

    def hear(self, data: dict[str, Any], done: str) -> None:
        """Hear what ``--json`` prints of this run, and its last word when it has written."""

    def finish(self, command: str, outcome: Outcome, *, waits: bool = True) -> None:
        """Write what changes, say everything, and exit with 1 where something is left to do."""
        written = self.writes and bool(outcome.changes)
        if written:
            replace_files(self.root, dict(outcome.changes), _STAGING)
        data = {**self.as_data(command, outcome), "written": written}
        self.tell(data, outcome.done if written else "", _lines(outcome, written=written))
        if waits and outcome.has_problems:
            sys.exit(1)

    def tell(self, data: dict[str, Any], done: str, text: Iterable[str]) -> None:
        """Say `data` as JSON where that was asked for, else the lines of `text`.

        `done` is the last word of a run that has written, and "" of any other.
        """
        self.hear(data, done)
        if self.as_json:
            click.echo(json.dumps(data, indent=2))
        else:
            for line in text:
                click.echo(line)

    def as_data(self, command: str, outcome: Outcome) -> dict[str, Any]:
        """What ``--json`` prints, but for whether it is written."""
        return {
            "credfolio_round": 1,
            "command": command,
            "day": self.round.today.isoformat(),
            "lines": [
                {
                    "about": one.about,
                    "says": one.text,
                    "is_problem": one.is_problem,
                    **one.facts,
                }
                for one in outcome.lines
            ],
            "summary": outcome.summary,
            "changes": sorted(outcome.changes),
        }


def _lines(outcome: Outcome, *, written: bool) -> Iterator[str]:
    for line in outcome.lines:
        mark = "!" if line.is_problem else " "
        said = "\n".join(map(printable, line.text.split("\n")))
        yield f"{mark} {printable(line.about)}  {said}"
    if outcome.summary:
        yield outcome.summary
    if written:
        yield outcome.done or f"Wrote {counted(len(outcome.changes), 'file')}"
    elif outcome.changes:
        yield "Nothing is written yet. Run it again with --write."


OFFICE: ContextVar[type[Office]] = ContextVar("OFFICE", default=Office)
"""The office that commands of a round work for."""


def new_secret() -> str:
    """The text of `SECRET_FILE`, made by chance."""
    return f"{secrets.token_hex(_SECRET_DIGITS // 2)}\n"


def office_options(
    *, writes: bool, names_public: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add the options that all commands of a round have; the command gets an `Office` first.

    With `names_public`, it gets the path after ``--with`` as well.
    """

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def with_office(
            ctx: click.Context,
            *arguments: Any,
            public: Path,
            as_json: bool,
            today: date | None,
            write: bool = False,
            **rest: Any,
        ) -> Any:
            root, day = private_root(ctx, "submissions are judged"), public_day(public, today)
            office = OFFICE.get()(root, public, day, as_json=as_json, writes=write)
            if names_public:
                rest["public"] = public
            return command(office, *arguments, **rest)

        wrapped: Callable[..., Any] = click.pass_context(with_office)
        options = [
            public_option,
            click.option("--json", "as_json", is_flag=True, help="Say it as JSON."),
            today_option,
        ]
        if writes:
            options.append(
                click.option("--write", is_flag=True, help="Write it. Without it, nothing is.")
            )
        for option in reversed(options):
            wrapped = option(wrapped)
        return wrapped

    return decorate
