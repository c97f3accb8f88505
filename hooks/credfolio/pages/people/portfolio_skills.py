"""Skills: the topics and standards that an educator's badges support."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from credfolio.pages.fragments import addresses, words
from credfolio.pages.fragments.lookups import Lookups, anchor
from credfolio.pages.fragments.shown import ShownAward
from credfolio.records.model import MicroCredential
from credfolio.records.reckoned.award_state import award_state
from credfolio.records.registry import Registry

_WORDS = re.compile(r"[a-z]{4,}(-[a-z]+)*")


@dataclass(frozen=True, slots=True)
class Skill:
    """A topic or a standard, its page, and the badges that support it."""

    name: str
    text: str
    href: str
    badges: tuple[ShownAward, ...]


@dataclass(frozen=True, slots=True)
class SkillGroup:
    """The skills of one kind: all topics, or the standards of one framework."""

    title: str
    href: str
    skills: tuple[Skill, ...]


def held(
    shown: Iterable[ShownAward], registry: Registry, day: date
) -> Iterable[tuple[ShownAward, MicroCredential]]:
    """The credentials that are valid on `day`, each once, with its newest badge."""
    seen: set[str] = set()
    for item in shown:
        reference = item.award.credential or ""
        credential = registry.credentials.get(reference)
        is_valid = award_state(item.award, day).is_active
        if credential is not None and is_valid and reference not in seen:
            seen.add(reference)
            yield item, credential


def skill_groups(
    shown: Sequence[ShownAward], registry: Registry, lookups: Lookups, day: date
) -> tuple[SkillGroup, ...]:
    """Topics first, then the standards by framework; each group begins with the best supported."""
    topics: defaultdict[str, list[ShownAward]] = defaultdict(list)
    standards: defaultdict[str, defaultdict[str, list[ShownAward]]]
    standards = defaultdict(lambda: defaultdict(list))
    for item, credential in held(shown, registry, day):
        for topic in credential.topics:
            topics[topic].append(item)
        for alignment in credential.alignments:
            framework = alignment.framework or ""
            if framework in registry.frameworks and alignment.code:
                supported = standards[framework][alignment.code]
                if item not in supported:
                    supported.append(item)
    groups = []
    if topics:
        by_topic = (
            Skill(words.title_of(topic), "", addresses.topic(topic), tuple(badges))
            for topic, badges in topics.items()
        )
        groups.append(SkillGroup("Topics", addresses.TOPICS, _in_order(by_topic)))
    for framework_id in sorted(standards):
        at = addresses.framework(framework_id)
        by_code = (
            Skill(
                # A code may be a name written as an id.
                words.title_of(code) if _WORDS.fullmatch(code) else code,
                lookups.statement_of(framework_id, code),
                f"{at}#{anchor(code)}",
                tuple(badges),
            )
            for code, badges in standards[framework_id].items()
        )
        title = registry.frameworks[framework_id].title
        groups.append(SkillGroup(title, at, _in_order(by_code)))
    return tuple(groups)


def _in_order(skills: Iterable[Skill]) -> tuple[Skill, ...]:
    return tuple(sorted(skills, key=lambda skill: (-len(skill.badges), skill.name)))
