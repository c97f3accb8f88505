"""An office in the browser: its files are in memory, and its keys stay with the page.

The page opens sealed files before a command runs, and seals, moves, and deletes after it: its
library for age cannot be waited for inside a command.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from secrets import token_hex
from tempfile import NamedTemporaryFile, gettempdir
from typing import Any, BinaryIO, ClassVar, Literal, TypeVar, cast

from credfolio.checking.check import Checked
from credfolio.cli.private_records import RecordsHaveErrors, read_without_errors
from credfolio.cli.rounds_command import Office
from credfolio.disk.kept import Kept
from credfolio.disk.sealed_files import (
    OpenKey,
    cut_short,
    damaged,
    no_key,
    other_key,
    wrong_passphrase,
)
from credfolio.findings.report import render_findings
from credfolio.rounds.archive import read_package
from credfolio.rounds.sheet_files import MAX_BYTES

T = TypeVar("T")

KeyFault = Literal["", "phrase", "key"]
"""Why the page could not open the key file: a wrong passphrase, or no key in it."""

FileFault = Literal["other", "damaged", "short"]
"""Why the page could not open a sealed file: of another key, damaged from its start, or later."""

_KEPT = 200_000_000


@dataclass
class Desk:
    """What the page has opened for the next command, and what that leaves the page to do."""

    key: KeyFault = ""
    recipient: str = ""
    opened: dict[str, Any] = field(default_factory=dict)
    """By the name of a sealed file: what was read in it, its bytes, where it is in clear, or why
    it was not opened."""
    take: Callable[[str, str], object] = lambda path, recipient: None
    """Takes the file at a path for a recipient, before it is deleted; the page seals it later."""
    taken: int = 0
    """How many files were taken: so many `placeholder`s there are."""
    to_open: list[str] = field(default_factory=list)
    """Names of sealed files that the command opens, or would."""
    moves: dict[str, str] = field(default_factory=dict)
    """Name of a sealed file → where it goes in its folder; "" to delete it."""
    data: dict[str, Any] | None = None
    done: str = ""
    findings: str = ""
    """What is wrong with the records, as `check` says it."""

    def begin(self) -> None:
        """Forget what the last command left."""
        self.taken, self.to_open, self.moves = 0, [], {}
        self.data, self.done, self.findings = None, "", ""

    def forget_opened(self) -> None:
        self.opened = {}

    def open_package(self, name: str, clear: Path) -> None:
        """Read the archive at `clear`, which was in the sealed file `name`."""
        with clear.open("rb") as stream:
            self.opened[name] = read_package(stream)

    def open_work(self, name: str, clear: Path) -> None:
        """Let the command read the archive at `clear`, which was in the sealed file `name`."""
        self.opened[name] = clear

    def open_sheet(self, name: str, clear: Path) -> None:
        """Keep what was in the sealed file `name`."""
        with clear.open("rb") as stream:
            self.opened[name] = stream.read(MAX_BYTES + 1)

    def cannot_open(self, name: str, why: FileFault) -> None:
        self.opened[name] = _CANNOT[why]()


_CANNOT = {"other": other_key, "damaged": damaged, "short": cut_short}


def placeholder(number: int) -> bytes:
    """The bytes in the place of a file that the page is to seal, the one `taken` as `number`."""
    return b"credfolio-desk: to be sealed, %d\n" % number


class DeskOffice(Office):
    """The office of the page desk/; what is signed was verified where the records come from."""

    desk: ClassVar[Desk] = Desk()
    kept: ClassVar[Kept] = Kept(Path(gettempdir(), "credfolio-parsed"), _KEPT, token_hex(8))
    """For this run of Python alone: nothing here says what program another one was."""

    def records(self, public: Path, day: date) -> Checked:
        try:
            return read_without_errors(
                self.root,
                public,
                day,
                else_said=self.otherwise,
                kept=self.kept,
                signatures=False,
            )
        except RecordsHaveErrors as error:
            found = [one for one in error.checked.findings if one.is_error]
            self.desk.findings = render_findings(found, error.checked.files, "text")
            raise

    def key(self, file: Path, passphrase: Callable[[], str]) -> OpenKey:
        if self.desk.key:
            raise wrong_passphrase(file) if self.desk.key == "phrase" else no_key(file)
        return _DeskKey(self.desk)

    def seal(self, data: bytes, recipient: str) -> bytes:
        with self.draft() as made:
            made.write(data)
            return self._taken(made, recipient)

    @contextmanager
    def draft(self) -> Iterator[BinaryIO]:
        with NamedTemporaryFile("w+b") as made:
            yield cast(BinaryIO, made)

    def seal_to(self, clear: BinaryIO, target: Path, recipient: str) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(self._taken(clear, recipient))

    def _taken(self, draft: BinaryIO, recipient: str) -> bytes:
        draft.flush()
        self.desk.take(draft.name, recipient)
        self.desk.taken += 1
        return placeholder(self.desk.taken - 1)

    def will_open(self, sealed: Path) -> None:
        self.desk.to_open.append(sealed.name)

    def move(self, source: Path, target: Path, fix: str) -> None:
        self.desk.moves[source.name] = target.relative_to(source.parent).as_posix()

    def delete(self, file: Path, fix: str) -> None:
        self.desk.moves[file.name] = ""

    def hear(self, data: dict[str, Any], done: str) -> None:
        self.desk.data, self.desk.done = data, done


class _DeskKey:
    """A key that stays with the page, which has opened everything that is asked for."""

    def __init__(self, desk: Desk) -> None:
        self.recipient = desk.recipient
        self._opened = desk.opened

    def read(self, sealed: Path, read: Callable[[BinaryIO], T]) -> T:
        found = self._opened.get(sealed.name, damaged())
        if isinstance(found, Exception):
            raise found
        if isinstance(found, bytes):
            return read(io.BytesIO(found))
        if isinstance(found, Path):
            with found.open("rb") as clear:
                return read(clear)
        # Archives of many submissions do not fit at once, so each was read when it was opened.
        return cast(T, found)
