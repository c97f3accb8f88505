"""A synthetic catalog → queries made from its own topics, with the records that answer each.

The answers are counted straight from the records, apart from the search. Rows as in queries.tsv.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from random import Random

from credfolio.pages.fragments import addresses
from credfolio.pages.fragments.words import title_of
from credfolio.records.model import MicroCredential
from credfolio.records.reckoned.definition import evidence_types
from credfolio.records.registry import Registry
from credfolio.text.search_words import small_words, words_of

_ROLES = {"coach": "coaches", "principal": "principals", "librarian": "librarians"}
_NOWHERE = ("xylophone", "swimming", "plumbing", "wildfire")
_MOST_ANSWERS = 400

Fits = Callable[[MicroCredential], bool]


def made_queries(registry: Registry, seed: int = 1) -> Iterator[tuple[str, str, str]]:
    """``(kind, query, answers)``: eleven or so of each topic; the same records give the same."""
    random = Random(seed)
    credentials = sorted(registry.credentials.values(), key=lambda one: one.ref)
    by_topic = {topic: topic for one in credentials for topic in one.topics}
    for topic in sorted(by_topic):
        name = title_of(topic).lower()
        of_topic = [one for one in credentials if topic in one.topics]
        yield "topic", name, _all(_about(topic, credentials))
        if slip := _misspelled(name, random):
            yield "misspelled", slip, _all(_about(topic, credentials))
        for asked, fits in _sentences(random):
            if found := [one for one in of_topic if fits(one)]:
                yield "sentence", asked.format(topic=name), _all(found)
        one = random.choice(of_topic)
        same = [other for other in credentials if other.title == one.title]
        yield "title", one.title, _all(same)
        yield "title, shouted", one.title.upper(), _all(same)
        telling = [word for word in words_of(one.title) if word not in small_words()]
        two = random.sample(telling, 2)
        holding = [other for other in credentials if set(two) <= set(words_of(other.title))]
        yield "words of a title", " ".join(two), _all(holding)
        stacks = sorted(
            s.ref for s in registry.stacks.values() if topic in _topics(s.ref, registry)
        )
        if stacks:
            rows = " ".join(addresses.stack(registry.stacks[ref]).rstrip("/") for ref in stacks)
            yield "stack", f"{name} stack", rows
        yield "honest nothing", f"{random.choice(_NOWHERE)} {name}", "-"


def table(rows: Iterable[tuple[str, str, str]]) -> str:
    """The rows as a file of `benchmarks/finding/`."""
    return "".join("\t".join(row) + "\n" for row in rows)


def _topics(reference: str, registry: Registry) -> set[str]:
    stack = registry.stacks[reference]
    members = [registry.credentials[m.credential] for m in stack.members if m.credential]
    return {*stack.topics, *(topic for member in members for topic in member.topics)}


def _about(topic: str, credentials: list[MicroCredential]) -> list[MicroCredential]:
    """What has the topic, or goes by its name as a level or subject: "leadership"."""
    name = title_of(topic).lower()
    return [
        one
        for one in credentials
        if topic in one.topics or name in {one.level, *(s.lower() for s in one.subjects)}
    ]


def _sentences(random: Random) -> list[tuple[str, Fits]]:
    """What may be asked for besides a topic, and who fits it."""
    hours = random.choice((8, 10, 12, 14))
    role = random.choice(tuple(_ROLES))
    return [
        (
            f"free {{topic}} under {hours} hours",
            lambda one: _is_free(one) and _most(one) <= hours,
        ),
        (f"{{topic}} for {_ROLES[role]}", lambda one: role in one.audience_roles),
        ("{topic} without students", lambda one: one.requires_students is False),
        ("{topic}, no video", lambda one: "video" not in evidence_types(one)),
        (
            f"{hours - 2}-{hours + 4} hours, {{topic}}, online",
            lambda one: hours - 2 <= _most(one) <= hours + 4 and one.remote_ok is True,
        ),
    ]


def _is_free(one: MicroCredential) -> bool:
    return one.cost is not None and one.cost.amount == 0


def _most(one: MicroCredential) -> float:
    return float(one.time_estimate.max_hours) if one.time_estimate else float("inf")


def _misspelled(name: str, random: Random) -> str:
    """The name with two letters of its longest word swapped, never the first; "" if too short."""
    word = max(name.split(), key=len)
    places = [n for n in range(1, len(word) - 1) if word[n] != word[n + 1]]
    if len(word) < 6 or not places:
        return ""
    at = random.choice(places)
    slip = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return name.replace(word, slip)


def _all(found: list[MicroCredential]) -> str:
    return " ".join(addresses.credential(one).rstrip("/") for one in found[:_MOST_ANSWERS])
