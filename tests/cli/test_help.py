"""What the command says about itself."""

from __future__ import annotations

import inspect
import re
import shlex
import sys
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
        if isinstance(option, click.Option) and not option.hidden:
            assert option.opts[0] in result.output
            assert option.help, f"{name} {option.opts[0]} says nothing"


@pytest.mark.parametrize(("name", "command"), EVERY, ids=[name for name, _ in EVERY])
def test_the_reference_describes_every_command_and_option(name, command):
    text = COMMANDS.read_text(encoding="utf-8")
    assert f"credfolio {name}" in text
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.opts[0] in text, f"{name} {option.opts[0]}"


def examples_of(command: click.Command) -> list[str]:
    """The commands in a command's help, each joined with the lines that continue it."""
    text = (command.help or "").replace("\\\n", " ")
    return re.findall(r"^ +(credfolio .+)$", text.partition("Example")[2], re.MULTILINE)


@pytest.mark.parametrize(("name", "command"), EVERY, ids=[name for name, _ in EVERY])
def test_every_command_shows_an_example_that_it_would_take(name, command):
    shown = 0
    for line in examples_of(command):
        words = shlex.split(line)
        if words[1] == "--project":
            del words[1:3]
        if words[: len(name.split()) + 1] != ["credfolio", *name.split()]:
            continue  # what comes after it, or goes before
        shown += 1
        # A command keeps the option for help as it was first asked for.
        context = click.Context(command, help_option_names=["-h", "--help"])
        given = words[len(name.split()) + 1 :]
        values, _, order = command.make_parser(context).parse_args(given)
        assert all(param.name in values for param in order)
        needed = [one for one in command.params if one.required and not one.envvar]
        assert all(values.get(one.name) is not None for one in needed), line
    assert shown


GOES_ON = [(name, command) for name, command in EVERY if " \\\n" in (command.help or "")]


@pytest.mark.parametrize(("name", "command"), GOES_ON, ids=[name for name, _ in GOES_ON])
def test_a_long_example_goes_on_as_the_shell_of_the_system_has_it(run, monkeypatch, name, command):
    words = [*name.split(), "-h"]
    assert re.search(r" \\\n", run(*words).output)
    monkeypatch.setattr(sys, "platform", "win32")
    said = run(*words).output
    assert re.search(r" `\n", said)
    assert not re.search(r" \\\n", said)


ANSWERING = {"init", "demo remove", "takedown"}


@pytest.mark.parametrize(("name", "command"), EVERY, ids=[name for name, _ in EVERY])
def test_write_does_it_and_yes_answers_in_every_command(name, command):
    options = {one.opts[0]: one for one in command.params}
    assert not {"--apply", "--do-it", "--force-write", "--confirm", "-y"} & set(options)
    if "--yes" in options:
        assert name in ANSWERING
        assert options["--yes"].hidden or "sk" in options["--yes"].help, "it answers questions"
    if "--write" in options:
        assert options["--write"].is_flag
    if options.get("--yes") and options["--yes"].hidden:
        assert "--write" in options


SAYS_1 = (
    *("audit", "build", "check", "ci check", "ci deploy", "deploy", "doctor", "import badge"),
    *("import cohort", "import csv", "import ctdl", "import issue-form", "links", "sign"),
    *("upgrade-records", "verify", "versions recover", "codeowners", "reference", "schema"),
)


@pytest.mark.parametrize("name", SAYS_1)
def test_a_command_whose_exit_code_says_something_tells_it(run, name):
    text = " ".join(run(*name.split(), "-h").output.split())
    assert re.search(r"[Ee]xits? (?:code is|with) 1", text) or "1 not verified" in text


def test_a_person_of_an_office_is_an_id_of_one_kind_in_every_example():
    named = [
        (name, found)
        for name, command in EVERY
        for line in examples_of(command)
        for found in re.findall(r"--(?:by|approved-by|person) (\S+)", line)
    ]
    wrong = [one for one in named if one[1] not in ("p-rosa1", "p-ana1")]
    assert (wrong, bool(named)) == ([], True)


def test_decide_says_who_confirms(run):
    said = " ".join(run("decide", "-h").output.split())
    assert "Only an approver of the issuer (`approvers:` in its issuer.yml) confirms" in said


@pytest.mark.parametrize(("name", "command"), EVERY, ids=[name for name, _ in EVERY])
def test_a_command_that_ends_with_1_by_itself_tells_it(name, command):
    code = inspect.getsource(inspect.unwrap(command.callback))
    # A round's `finish` exits with 1, unless it is told not to.
    if re.search(r"(?:sys\.exit|SystemExit)\(1\)|office\.finish\((?!.*waits=False)", code):
        assert re.search(r"[Ee]xits? |1 not verified", command.help), name


def test_a_former_spelling_goes_on_with_a_notice(run):
    result = run("takedown", "ana-lopez", "--unlist", "--yes")
    assert "--yes is called --write now" in result.output


def test_version_is_one_line(run):
    result = run("--version")
    assert (result.exit_code, result.output) == (0, f"credfolio, version {__version__}\n")


@pytest.mark.parametrize("words", [["chekc"], ["check", "--color"], ["new"], ["new", "badge"]])
def test_an_unknown_word_ends_in_2(run, words):
    assert run(*words).exit_code == 2
