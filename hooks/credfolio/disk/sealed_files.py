"""Sealed files (age) on the disk: opened with a key file, never kept in clear."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO, Protocol, TypeVar, cast

from credfolio.disk.systems import rename
from credfolio.errors import CredfolioError, EnvironmentProblem, UsageError

ENDINGS = (".age", ".age.txt")
"""How names of sealed files end; the second where a mail program takes no others."""

_MOST_KEY_BYTES = 20_000
_MOST_BLANK = 1_024
_MOST_IN_MEMORY = 8_000_000
_BEGIN = (b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE-----")
_SECRET = "AGE-SECRET-KEY-1"

T = TypeVar("T")


class CannotOpen(CredfolioError):
    """A file that is not sealed for this key, or is damaged; the message says which."""

    is_other_key = False


def make_identity() -> tuple[str, str]:
    """A new key: its secret half and its recipient.

    Raises `EnvironmentProblem` where the library is not installed.
    """
    identity = _pyrage().x25519.Identity.generate()
    return str(identity), str(identity.to_public())


class _OtherKey(CannotOpen):
    is_other_key = True


def other_key() -> CannotOpen:
    return _OtherKey(
        "is sealed for other keys than this one",
        fix="open it with the other holder's key, or send it to its office",
    )


def damaged() -> CannotOpen:
    return CannotOpen("is damaged or no sealed file", fix="ask for the file again")


def cut_short() -> CannotOpen:
    return CannotOpen("is damaged: its end is missing")


def wrong_passphrase(file: Path) -> UsageError:
    return UsageError(
        f"{file} cannot be opened with this passphrase",
        fix="type it again; without it, ask the holder of the second key",
    )


def no_key(file: Path) -> UsageError:
    return UsageError(
        f"{file} holds no key", fix="give the file that `credfolio sealing new` wrote"
    )


class OpenKey(Protocol):
    """A key that sealed files are opened with; see `SealingKey`, and the page desk/ has another."""

    @property
    def recipient(self) -> str: ...

    def read(self, sealed: Path, read: Callable[[BinaryIO], T]) -> T: ...


def seal(data: bytes, recipient: str) -> bytes:
    """`data`, sealed for one recipient.

    Raises `EnvironmentProblem` where the library is not installed.
    """
    pyrage = _pyrage()
    sealed: bytes = pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(recipient)])
    return sealed


def seal_to(clear: BinaryIO, target: Path, recipient: str) -> None:
    """What is in `clear`, sealed for one recipient in a new file at `target`, whole or not at all.

    Raises `EnvironmentProblem` where the disk refuses, or the library is not installed.
    """
    pyrage = _pyrage()
    draft = target.with_name(f".{target.name}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as out:
            pyrage.encrypt_io(clear, out, [pyrage.x25519.Recipient.from_str(recipient)])
        rename(draft, target)
    except OSError as error:
        raise EnvironmentProblem(
            f"{target} cannot be written: {error.strerror or error}",
            fix="make room, and run it again: what is written stays",
        ) from error
    finally:
        draft.unlink(missing_ok=True)


class SealingKey:
    """The secret half of a key, from a key file; nothing prints it."""

    def __init__(self, file: Path, passphrase: Callable[[], str]) -> None:
        """Raises `UsageError` for a file that holds no key, or for a wrong passphrase."""
        pyrage = _pyrage()
        try:
            with file.open("rb") as stream:
                raw = stream.read(_MOST_KEY_BYTES)
        except OSError as error:
            raise EnvironmentProblem(f"{file} cannot be read: {error.strerror}") from error
        if raw.startswith(_BEGIN):
            try:
                raw = pyrage.passphrase.decrypt(raw, passphrase())
            except pyrage.DecryptError as error:
                raise wrong_passphrase(file) from error
        lines = raw.decode("ascii", "replace").split()
        secret = next((line for line in lines if line.startswith(_SECRET)), "")
        try:
            self._identity: Any = pyrage.x25519.Identity.from_str(secret)
        except pyrage.IdentityError as error:
            raise no_key(file) from error
        self.recipient = str(self._identity.to_public())

    def open(self, sealed: Path, out: BinaryIO) -> None:
        """Write what is in `sealed` to `out`; only when this returns may it be believed.

        Raises `CannotOpen` for a file of another key or a damaged one.
        """
        pyrage = _pyrage()
        try:
            with sealed.open("rb") as stream:
                # Mail programs put blank lines before an armored file, which the library refuses.
                head = stream.read(_MOST_BLANK)
                blank = len(head) - len(head.lstrip())
                stream.seek(blank if head[blank:].startswith(_BEGIN[1]) else 0)
                pyrage.decrypt_io(stream, out, [self._identity])
        except pyrage.DecryptError as error:
            if "No matching keys" in str(error):
                raise other_key() from error
            raise damaged() from error
        except OSError as error:
            if error.errno is None:  # the library's own word for a stream that ends early
                raise cut_short() from error
            raise EnvironmentProblem(
                f"{sealed.name} cannot be opened: {error.strerror or error}",
                fix="run it again; on a full disk, make room for temporary files first",
            ) from error

    def read(self, sealed: Path, read: Callable[[BinaryIO], T]) -> T:
        """What `read` makes of what is in `sealed`, which it gets when that was opened to its end.

        Raises what `open` raises.
        """
        # What is small stays in memory. On Unix the file of others has no name, so nothing in clear
        # is left whatever happens.
        with tempfile.SpooledTemporaryFile(_MOST_IN_MEMORY) as clear:
            out = cast(BinaryIO, clear)
            self.open(sealed, out)
            clear.seek(0)
            return read(out)


def files_of_submission(folder: Path, number: str) -> list[Path]:
    """The files in `folder` that have the number of a submission as their name."""
    files = (folder / f"{number}{ending}" for ending in ENDINGS)
    return [file for file in files if file.is_file()]


def _pyrage() -> ModuleType:
    try:
        # Only offices need it; see the extra `rounds` in pyproject.toml and ADR 0085.
        import pyrage
    except ModuleNotFoundError as error:
        raise EnvironmentProblem(
            "the package that opens sealed files is not installed",
            fix='install it: `pip install "credfolio[rounds]"`, or `make rounds` in a clone',
        ) from error
    found: ModuleType = pyrage
    return found
