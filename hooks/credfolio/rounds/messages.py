"""The e-mails of a round: what an office writes to whom at each step.

`messages.yml` has each sentence once, with named places. The page messages/ shows them, and a test
finds a step, a state, or an event of the round that nobody is told about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

import yaml

Recipient = Literal["educator", "assessor", "approver", "coach", "requester", "everybody"]
Group = Literal["coming-in", "reading", "answer", "appeals", "after", "requests"]
GROUPS: tuple[Group, ...] = get_args(Group)

_PLACE = re.compile(r"\{([a-z_]+)\}")
SITE = "site"
"""The place that the page fills in: the address of the site."""


@dataclass(frozen=True, slots=True)
class Message:
    """One e-mail. `paragraphs` and `subject` have places, as in ``{number}``."""

    id: str
    group: Group
    to: Recipient
    when: str
    """What happened, in words for the office."""
    step: str
    """The command after which it is sent."""
    happens: tuple[str, ...]
    """Events of a submission, and outcomes of a request, that it tells of."""
    states: tuple[str, ...]
    """States in which the submission then is."""
    subject: str
    paragraphs: tuple[str, ...]

    @property
    def places(self) -> tuple[str, ...]:
        """The names of its places, each once, in the order in which they are met."""
        texts = (self.subject, *self.paragraphs)
        return tuple(dict.fromkeys(found[1] for text in texts for found in _PLACE.finditer(text)))


def pieces(text: str) -> list[tuple[str, str]]:
    """`text` cut at its places: pairs of words and the name of the place after them, or ""."""
    cut = _PLACE.split(text)
    return list(zip(cut[::2], [*cut[1::2], ""], strict=True))


@cache
def messages() -> tuple[Message, ...]:
    """All e-mails, in the order of a round."""
    return tuple(
        Message(
            **{key: row[key] for key in ("id", "group", "to", "when", "step", "subject")},
            happens=tuple(row["happens"]),
            states=tuple(row["states"]),
            paragraphs=tuple(row["text"].split("\n")),
        )
        for row in _table()["messages"]
    )


def places() -> Mapping[str, str]:
    """What an office fills in at each place, by its name, in the order in which they are met."""
    found: Mapping[str, str] = _table()["places"]
    return {name: found[name] for name in dict.fromkeys(_met())}


def places_of_lines() -> frozenset[str]:
    """The names of the places whose text may have several lines."""
    return frozenset(_table()["lines"])


def _met() -> Iterator[str]:
    for message in messages():
        yield from message.places


@cache
def _table() -> dict[str, Any]:
    text = files(__package__).joinpath("messages.yml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.safe_load(text)
    return table
