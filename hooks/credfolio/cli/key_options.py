"""The options of commands that sign: where the key comes from, and what time it is."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from credfolio.badges.signing.keystore import (
    DEMONSTRATION_KEY,
    SigningKey,
    load_key_file,
    load_key_variable,
    parse_key,
)
from credfolio.disk.secret_commands import ask_program
from credfolio.errors import UsageError
from credfolio.proof.multikey import KeyKind

_PASSPHRASE_OPTIONS = (
    click.option(
        "--passphrase-env", metavar="NAME", help="The environment variable with its passphrase."
    ),
    click.option(
        "--passphrase-command",
        metavar="COMMAND",
        help="A program that prints its passphrase, such as a password manager.",
    ),
)

_KEY_OPTIONS = (
    click.option(
        "--key-file",
        type=click.Path(dir_okay=False, path_type=Path),
        help="The file with the private key.",
    ),
    click.option(
        "--key-env", metavar="NAME", help="The environment variable with the private key."
    ),
    click.option("--key-stdin", is_flag=True, help="Read the private key from standard input."),
    click.option(
        "--key-command",
        metavar="COMMAND",
        help="A program that prints the private key, such as a password manager or a key agent.",
    ),
    *_PASSPHRASE_OPTIONS,
    click.option(
        "--demonstration",
        is_flag=True,
        help="Sign for issuers without keys, with the public demonstration key.",
    ),
    click.option(
        "--created",
        type=click.DateTime(["%Y-%m-%dT%H:%M:%SZ"]),
        metavar="YYYY-MM-DDTHH:MM:SSZ",
        help="The time that the signature states. Default: SOURCE_DATE_EPOCH, else the clock.",
    ),
)


@dataclass(frozen=True, slots=True)
class Passphrase:
    """Where the passphrase of a protected key comes from: a variable, a program, or a person."""

    variable: str | None = None
    command: str | None = None

    @property
    def is_named(self) -> bool:
        """Whether an option says where it comes from; else a person types it."""
        return bool(self.variable or self.command)

    def __call__(self) -> str:
        """The passphrase; raises `UsageError` when nobody gives one."""
        if self.variable and self.command:
            raise UsageError("more than one source of the passphrase is named", fix="give one")
        if self.variable:
            if found := os.environ.get(self.variable, ""):
                return found
            raise UsageError(
                f"the environment variable {self.variable} is empty or not set",
                fix="pass the passphrase to this step, or use --passphrase-command",
            )
        if self.command:
            return ask_program(self.command, "the passphrase")
        if not sys.stdin.isatty():
            raise UsageError(
                "the key is protected by a passphrase, and there is no terminal to type it on",
                fix="give --passphrase-env or --passphrase-command",
            )
        return str(click.prompt("Passphrase of the key", hide_input=True, err=True))


@dataclass(frozen=True, slots=True)
class KeyOptions:
    """The key options as they were given."""

    file: Path | None
    variable: str | None
    is_on_stdin: bool
    command: str | None
    demonstration: bool
    passphrase: Passphrase

    def load(self, kind: KeyKind = "Ed25519") -> SigningKey | None:
        """The key that the options name; None when they name none.

        Raises `UsageError` when they name two, or one that is not of `kind`.
        """
        key = self._named()
        if key is None or key.kind == kind:
            return key
        if kind == "P-256":
            raise UsageError(
                f"tokens are signed with a P-256 key, and this is an {key.kind} key",
                fix="make one with `credfolio keys new ISSUER --curve p256`",
            )
        raise UsageError(
            f"badges are signed with an Ed25519 key, and this is a {key.kind} key",
            fix="give the issuer's Ed25519 key; this one is for `credfolio sign --jwt`",
        )

    def _named(self) -> SigningKey | None:
        given = (self.file, self.variable, self.is_on_stdin, self.command, self.demonstration)
        if sum(map(bool, given)) > 1:
            raise UsageError("more than one key is named", fix="give one of the key options")
        if self.file:
            return load_key_file(self.file, self.passphrase)
        if self.variable:
            return load_key_variable(self.variable, self.passphrase)
        if self.is_on_stdin:
            return parse_key(sys.stdin.read(1_000), "standard input", self.passphrase)
        if self.command:
            return parse_key(ask_program(self.command, "the key"), "the program", self.passphrase)
        return DEMONSTRATION_KEY if self.demonstration else None


def key_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the key options, which reach `command` as `keys`, and ``--created``."""

    @wraps(command)
    def with_keys(
        *arguments: Any,
        key_file: Path | None,
        key_env: str | None,
        key_stdin: bool,
        key_command: str | None,
        passphrase_env: str | None,
        passphrase_command: str | None,
        demonstration: bool,
        **rest: Any,
    ) -> Any:
        passphrase = Passphrase(passphrase_env, passphrase_command)
        keys = KeyOptions(key_file, key_env, key_stdin, key_command, demonstration, passphrase)
        return command(*arguments, keys=keys, **rest)

    wrapped: Callable[..., Any] = with_keys
    for option in reversed(_KEY_OPTIONS):
        wrapped = option(wrapped)
    return wrapped


def passphrase_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--protect`` and where its passphrase comes from; `command` gets it as `protect`."""

    @wraps(command)
    def with_passphrase(
        *arguments: Any,
        protect: bool,
        passphrase_env: str | None,
        passphrase_command: str | None,
        **rest: Any,
    ) -> Any:
        named = bool(passphrase_env or passphrase_command)
        asked = Passphrase(passphrase_env, passphrase_command)
        source = (asked if named else new_passphrase) if protect or named else None
        return command(*arguments, protect=source, **rest)

    wrapped: Callable[..., Any] = with_passphrase
    for option in reversed(_PASSPHRASE_OPTIONS):
        wrapped = option(wrapped)
    return click.option(
        "--protect", is_flag=True, help="Protect the private half with a passphrase (PKCS#8)."
    )(wrapped)


def passphrase_sources(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add where a passphrase comes from; `command` gets a `Passphrase` as `passphrase`."""

    @wraps(command)
    def with_passphrase(
        *arguments: Any,
        passphrase_env: str | None,
        passphrase_command: str | None,
        **rest: Any,
    ) -> Any:
        return command(
            *arguments, passphrase=Passphrase(passphrase_env, passphrase_command), **rest
        )

    wrapped: Callable[..., Any] = with_passphrase
    for option in reversed(_PASSPHRASE_OPTIONS):
        wrapped = option(wrapped)
    return wrapped


def new_passphrase() -> str:
    """A passphrase that a person types twice; raises `UsageError` without a terminal."""
    if not sys.stdin.isatty():
        raise UsageError(
            "there is no terminal to type a passphrase on",
            fix="give --passphrase-env or --passphrase-command",
        )
    return str(
        click.prompt("Passphrase for the key", hide_input=True, confirmation_prompt=True, err=True)
    )
