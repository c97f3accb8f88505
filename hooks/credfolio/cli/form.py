"""Answers for one new record: from options, and on a terminal from questions."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

import click

from credfolio.authoring.layouts import Layout
from credfolio.authoring.scaffold import choices, wrong_answer
from credfolio.errors import UsageError
from credfolio.findings.finding import quoted
from credfolio.ids import nearest

T = TypeVar("T")

ask_option = click.option(
    "--ask/--no-ask",
    "asks",
    default=None,
    help="Ask for what the options leave out. Default: when there is a terminal.",
)


class Form:
    """Collects the answers of one record, by field.

    What an option gives is taken, and refused with `UsageError` when it is
    wrong. The rest is asked for when there is somebody to ask; otherwise
    `complete` raises `UsageError` naming every option that is missing.
    """

    def __init__(self, layout: Layout, asks: bool | None) -> None:
        self.layout = layout
        self.asks = sys.stdin.isatty() if asks is None else asks
        self.answers: dict[str, object] = {}
        self._missing: list[str] = []

    def text(
        self,
        name: str,
        given: str | None,
        question: str,
        *,
        default: str = "",
        required: bool = False,
        known: Sequence[str] = (),
    ) -> str:
        """One line for the field `name`; "" when it is left for later."""
        if known:
            question += f" ({', '.join(known)})"
        answer = self.ask(
            given, question, lambda text: self._valid(name, text), default, required, _option(name)
        )
        if answer:
            self.answers[name] = answer
        return answer

    def word(self, name: str, given: str | None, question: str, default: str = "") -> str:
        """One word of the field's vocabulary; asked for unless there is a default."""
        allowed = choices(self.layout, name)
        answer = self.ask(
            given,
            f"{question} ({', '.join(allowed)})",
            lambda text: _one_of(text, allowed),
            default,
            not default,
            _option(name),
        )
        if answer:
            self.answers[name] = answer
        return answer

    def several(
        self, name: str, given: Sequence[str], question: str, known: Iterable[str] | None = None
    ) -> tuple[str, ...]:
        """A list for the field `name`, each one of `known` when that is given."""
        allowed = known if known is None else sorted(known)

        def listed(text: str) -> str:
            words = _split(text)
            for word in words:
                if allowed is not None:
                    _one_of(word, allowed)
            if words:
                self._valid(name, words)
            return ", ".join(words)

        if allowed is not None and len(allowed) <= 15:
            question += f" ({', '.join(allowed)})"
        answer = self.ask(
            ",".join(given) or None, f"{question}, with commas", listed, "", False, _option(name)
        )
        found = _split(answer)
        if found:
            self.answers[name] = list(found)
        return found

    def day(self, given: date | None, question: str, default: date) -> date:
        """A date; the answer belongs to no field yet."""
        if given is not None or not self.asks:
            return given or default
        text = self.ask(None, f"{question}, as YYYY-MM-DD", _day, str(default), True, "")
        return date.fromisoformat(text)

    def ask(
        self,
        given: str | None,
        question: str,
        valid: Callable[[str], T] | None,
        default: str,
        required: bool,
        option: str,
    ) -> str:
        """An answer that `valid` does not refuse; "" when there is none and none is required."""
        if given is not None:
            if valid is not None:
                try:
                    valid(given)
                except click.BadParameter as error:
                    raise UsageError(f"{option}: {error.message}") from None
            return given
        if not self.asks:
            if required and not default:
                self._missing.append(option)
            return default

        def checked(text: str) -> str:
            text = text.strip()
            if not text and required:
                raise click.BadParameter("this is needed")
            if text and valid is not None:
                valid(text)
            return text

        answer: str = click.prompt(
            question if required or default else f"{question} [Enter: later]",
            default=default,
            show_default=bool(default),
            value_proc=checked,
        )
        return answer

    def complete(self, command: str) -> None:
        """Raise `UsageError` when something needed was neither given nor asked for."""
        if self._missing:
            raise UsageError(
                f"{command} needs {', '.join(dict.fromkeys(self._missing))}",
                fix="give the options, or run it on a terminal and answer its questions",
            )

    def _valid(self, name: str, value: object) -> object:
        if problem := wrong_answer(self.layout, name, value):
            message = problem.message.removeprefix(f"{name}: ")
            raise click.BadParameter(f"{message}; {problem.fix}" if problem.fix else message)
        return value


def choose(known: Iterable[str], text: str, what: str, fix: str) -> str:
    """`text` when it is one of `known`; raises `UsageError` naming the nearest otherwise."""
    names = sorted(known)
    if text in names:
        return text
    guess = nearest(text, names)
    raise UsageError(
        f"there is no {what} {quoted(text)}",
        fix=(f"did you mean {quoted(guess)}? Otherwise " if guess else "") + fix,
    )


def _one_of(text: str, allowed: Sequence[str]) -> str:
    if text not in allowed:
        guess = nearest(text, allowed)
        hint = f"did you mean {quoted(guess)}?" if guess else f"choose from {', '.join(allowed)}"
        raise click.BadParameter(f"{quoted(text)} is not among the choices; {hint}")
    return text


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{quoted(text)} is not a date like 2026-05-31") from None


def _split(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _option(name: str) -> str:
    return "--" + _OPTIONS.get(name, name).replace("_", "-")


_OPTIONS = {
    "display_name": "name",
    "audience_roles": "audience",
    "topics": "topic",
    "members": "member",
    "roles": "role",
    "name_as_awarded": "name",
}
"""Fields whose option has a shorter name."""
