"""Workflows of the forge, as data: those of this repository and those that `init` writes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import click
import yaml

from credfolio.cli import all_commands, main

_RUNS = re.compile(r"^(?:\w+/)?(?:\.venv|program)/bin/credfolio(?:-sign)? (.+)$")


@dataclass(frozen=True)
class Workflow:
    """One file."""

    name: str
    text: str

    @property
    def plain(self) -> dict[Any, Any]:
        loaded: dict[Any, Any] = yaml.safe_load(self.text)
        return loaded

    @property
    def events(self) -> set[str]:
        return set(self.plain[True])  # YAML 1.1 reads the key `on` as true

    @property
    def jobs(self) -> dict[str, dict[str, Any]]:
        jobs: dict[str, dict[str, Any]] = self.plain["jobs"]
        return jobs

    @property
    def steps(self) -> list[dict[str, Any]]:
        return [step for job in self.jobs.values() for step in job["steps"]]

    @property
    def actions(self) -> list[str]:
        return re.findall(r"uses: (.+)", self.text)


def command_of(line: str) -> str | None:
    """What follows `credfolio` in a line of a step; None for another program's line."""
    found = _RUNS.fullmatch(line.strip())
    return found[1] if found else None


def options_missing(line: str, given: set[str]) -> set[str]:
    """The options of a command that do not exist, and the variables given that none reads."""
    all_commands()
    command: click.Command = main
    words = line.split()
    used = {word for word in words if word.startswith("--")}
    known = {option for p in main.params for option in p.opts}
    for word in words:
        if isinstance(command, click.Group) and word in command.commands:
            command = command.commands[word]
    assert not isinstance(command, click.Group), line
    known |= {option for p in command.params for option in p.opts}
    variables = {name for name in given if name.startswith("CREDFOLIO_")} - {"CREDFOLIO_TOKEN"}
    return (used - known) | (variables - {str(p.envvar) for p in command.params})
