"""What the command says about itself."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from credfolio import __version__
from credfolio.cli import all_commands, main

COMMANDS = Path(__file__).parents[2] / "docs" / "reference" / "commands.md"


def walk(command: click.Command, name: str) -> list[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        return [(name, command)]
    return [
        pair
        for word, inner in sorted(command.commands.items())
        for pair in walk(inner, f"{name} {word}".strip())
    ]


all_commands()
EVERY = walk(main, "")


def test_help_names_every_command_and_the_exit_codes(run):
    result = run("--help")
    assert result.exit_code == 0
    assert set(main.commands) >= {"build", "check", "demo", "new", "schema", "serve"}
    for name in main.commands:
        assert f"\n  {name} " in result.output
    for code in "0123":
        assert f"\n    {code}  " in result.output


@pytest.mark.parametrize(("name", "command"), EVERY, ids=[name for name, _ in EVERY])
def test_every_command_has_a_help_of_its_own(run, name, command):
    result = run(*name.split(), "-h")
    assert result.exit_code == 0
    assert command.help
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.opts[0] in result.output
            assert option.help, f"{name} {option.opts[0]} says nothing"


@pytest.mark.parametrize(("name", "command"), EVERY, ids=[name for name, _ in EVERY])
def test_every_help_has_an_example_with_options_that_there_are(run, name, command):
    shown = run(*name.split(), "-h").output
    section = re.search(r"Examples?:(.*?)(?:\n\s*\n|\Z)", shown, re.DOTALL)
    assert section, shown
    words = section[1].split()
    assert {"credfolio", *name.split()} <= set(words)
    every = (*command.params, *main.params)
    known = {option for one in every for option in (*one.opts, *one.secondary_opts)}
    for word in words:
        assert not word.startswith("--") or word in known, f"{name}: {word}"
    given = {param.name for param in command.params if set(param.opts) & set(words)}
    needed = {one.name for one in command.params if isinstance(one, click.Option) and one.required}
    assert needed <= given, f"{name} needs {needed - given}"


@pytest.mark.parametrize(("name", "command"), EVERY, ids=[name for name, _ in EVERY])
def test_the_reference_describes_every_command_and_option(name, command):
    text = COMMANDS.read_text(encoding="utf-8")
    assert f"credfolio {name}" in text
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.opts[0] in text, f"{name} {option.opts[0]}"


def test_version_is_one_line(run):
    result = run("--version")
    assert (result.exit_code, result.output) == (0, f"credfolio, version {__version__}\n")


@pytest.mark.parametrize("words", [["chekc"], ["check", "--color"], ["new"], ["new", "badge"]])
def test_an_unknown_word_ends_in_2(run, words):
    assert run(*words).exit_code == 2
