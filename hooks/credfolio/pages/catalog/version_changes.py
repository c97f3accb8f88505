"""What is said otherwise in two texts of one definition, passage by passage and word by word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from credfolio.pages.fragments import words
from credfolio.records.model import MicroCredential, Stack
from credfolio.records.model.part import Part
from credfolio.records.reckoned.passing import part_levels, passing_rule_in_words
from credfolio.text.prose import plain_text
from credfolio.text.word_changes import Run, runs

Key = tuple[str | int, ...]
Passages = dict[Key, tuple[str, str, str]]
"""The key of each passage → the group it is in, what it is called, and its text."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One passage that is not the same."""

    label: str
    runs: tuple[Run, ...]


Groups = tuple[tuple[str, tuple[Changed, ...]], ...]
"""Changed passages under the headings of the parts that they are in."""


def changes(before: MicroCredential | Stack, after: MicroCredential | Stack) -> Groups:
    """Every passage that differs: of the whole first, then part by part, then of the rule."""
    old, new = _passages(before, _twins(before, after)), _passages(after, {})
    groups: dict[str | int, str] = {}
    for passages in (new, old):
        for key, (group, _, _) in passages.items():
            groups.setdefault(_group_key(key), group)
    found: dict[str, list[Changed]] = {name: [] for name in sorted(groups.values(), key=_order)}
    for key in {**new, **old}:
        was, now = old.get(key), new.get(key)
        said = now or was
        assert said is not None
        texts = was[2] if was else "", now[2] if now else ""
        if texts[0] != texts[1]:
            group = groups[_group_key(key)]
            found[group].append(Changed(said[1], tuple(runs(*texts))))
    return tuple((group, tuple(several)) for group, several in found.items() if several)


def _group_key(key: Key) -> str | int:
    return key[0] if isinstance(key[0], int) or key == ("rule",) else _WHOLE


_WHOLE = "The whole"


def _order(group: str) -> int:
    return 0 if group == _WHOLE else 2 if group == _PASSING else 1


_PASSING = "Passing"


def _twins(before: MicroCredential | Stack, after: MicroCredential | Stack) -> dict[int, int]:
    """The number of each part before → its number after: by its title, else by its number."""
    if isinstance(before, Stack) or isinstance(after, Stack):
        return {}
    by_title = {part.title.casefold(): part.number for part in after.parts}
    twins = {
        part.number: by_title[part.title.casefold()]
        for part in before.parts
        if part.title.casefold() in by_title
    }
    taken = set(twins.values())
    left = {part.number for part in after.parts} - taken
    for part in before.parts:
        if part.number not in twins:
            # One that nothing follows on gets a number that no part has.
            twins[part.number] = part.number if part.number in left else -part.number - 1
    return twins


def _passages(definition: MicroCredential | Stack, twins: dict[int, int]) -> Passages:
    found: Passages = {}

    def add(group: str, label: str, text: str | None, *key: str | int) -> None:
        if text:
            found[key] = group, label, plain_text(text)

    add(_WHOLE, "Title", definition.title, "title")
    if isinstance(definition, Stack):
        for member in definition.members:
            name = member.credential or member.stack or ""
            needed = "required" if member.required else "may be chosen"
            add(_WHOLE, "Member", f"{name} ({needed})", "member", name)
        if definition.minimum is not None:
            add(_WHOLE, "How many complete it", str(definition.minimum), "minimum")
        return found
    add(_WHOLE, "Competency", definition.competency, "competency")
    add(_WHOLE, "Method", definition.key_method, "method")
    add(_WHOLE, "How to earn it", definition.how_to_earn, "earn")
    if definition.time_estimate:
        add(_WHOLE, "Time", words.hours(definition.time_estimate), "time")
    for part in definition.parts:
        _add_part(add, part, twins.get(part.number, part.number))
    add(_PASSING, "The rule", passing_rule_in_words(definition), "rule")
    return found


def _add_part(put: Callable[..., None], part: Part, number: int) -> None:
    group = f"Part {part.number} · {part.title}"
    put(group, "Title", part.title, number, "title")
    for name in ("purpose", "intro", "scoring_guide", "notes"):
        label = {"scoring_guide": "How it is scored", "notes": "Note"}.get(name, name.capitalize())
        put(group, label, getattr(part, name), number, name)
    limit = words.word_limit(part.word_limit) if part.word_limit else None
    put(group, "Length", limit, number, "limit")
    for prompt in part.prompts:
        put(group, "Question", prompt.text, number, "prompt", prompt.id)
        if prompt.word_limit:
            length = words.word_limit(prompt.word_limit)
            put(group, "Length of an answer", length, number, "prompt", prompt.id, "limit")
    for item in part.evidence_items:
        counted = f" ({item.count} {item.unit or ''})".replace(" )", ")") if item.count else ""
        put(group, "Evidence", f"{item.title}{counted}", number, "evidence", item.id)
        told = (number, "evidence", item.id, "told")
        put(group, f"Evidence, {item.title}", item.description, *told)
    for check in part.completeness_checks:
        put(group, "Check for completeness", check, number, "check", check)
    for level in part_levels(part):
        said = f"{level.name}{' (passes)' if level.passing else ''}"
        put(group, "Level", said, number, "level", level.id)
    names = {level.id: level.name for level in part_levels(part)}
    for criterion in part.rubric:
        put(group, "Criterion", criterion.name, number, "criterion", criterion.id)
        put(group, criterion.name, criterion.text, number, "criterion", criterion.id, "text")
        for level_id, text in criterion.levels.items():
            label = f"{criterion.name}, {names.get(level_id, level_id)}"
            put(group, label, text, number, "criterion", criterion.id, level_id)
