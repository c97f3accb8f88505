"""Whether two built sites show the same: page by page, text by text.

A comparison of times means nothing when one of the sites is missing pages or
half of a rubric. The texts looked for come from the records, not from either
site.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import TypeVar

from credfolio.records.model import Award, Educator, MicroCredential
from credfolio.records.registry import Registry
from credfolio.text.prose import plain_text

K = TypeVar("K")
V = TypeVar("V")

_SAMPLE = 25
_TAG = re.compile(r"<(?:script|style|svg)\b.*?</(?:script|style|svg)>|<[^>]*>", re.DOTALL)


def record_pages(registry: Registry) -> set[str]:
    """Addresses that every site must have, each ending in a slash."""
    return {
        *(f"catalog/{reference}/" for reference in registry.credentials),
        *(f"portfolios/{educator}/" for educator in registry.educators),
        *(f"portfolios/{educator}/{award}/" for educator, award in registry.awards),
        *(f"topics/{topic}/" for topic in registry.credentials_by_topic),
        *(f"catalog/{issuer}/" for issuer in registry.issuers),
    }


def count_pages(site: Path) -> int:
    return sum(1 for _ in site.rglob("*.html"))


def differences(registry: Registry, site: Path, seed: int = 1) -> list[str]:
    """What `site` lacks: addresses of all pages, and texts of a sample of them."""
    missing = [
        f"{address} is missing"
        for address in sorted(record_pages(registry))
        if not (site / address / "index.html").is_file()
    ]
    if missing:
        return missing
    found = []
    for address, texts in _sample(registry, Random(seed)):
        page = _words((site / address / "index.html").read_text(encoding="utf-8"))
        found += [f"{address} lacks {text[:80]!r}" for text in texts if _plain(text) not in page]
    return found


def _sample(registry: Registry, random: Random) -> Iterator[tuple[str, list[str]]]:
    for reference, credential in _some(registry.credentials, random):
        yield f"catalog/{reference}/", _credential_texts(credential)
    for educator, person in _some(registry.educators, random):
        texts = _educator_texts(person)
        for award in registry.awards_by_educator.get(educator, ()):
            texts += [registry.credentials[award.credential or ""].title]
            texts += [item.title for item in award.evidence]
        yield f"portfolios/{educator}/", texts
    for (educator, name), award in _some(registry.awards, random):
        credential = registry.credentials[award.credential or ""]
        yield f"portfolios/{educator}/{name}/", _award_texts(award, credential)


def _some(records: Mapping[K, V], random: Random) -> list[tuple[K, V]]:
    items = list(records.items())
    return random.sample(items, min(_SAMPLE, len(items)))


def _credential_texts(credential: MicroCredential) -> list[str]:
    texts = [credential.title, credential.competency, credential.key_method, credential.rationale]
    texts += [r.citation for r in credential.research] + [r.title for r in credential.resources]
    for part in credential.parts:
        texts += [part.title, part.intro, *(prompt.text for prompt in part.prompts)]
        texts += [item.title for item in part.evidence_items]
        for criterion in part.rubric:
            texts += [criterion.name, *criterion.levels.values()]
    return [text for text in texts if text]


def _educator_texts(educator: Educator) -> list[str]:
    texts = [educator.display_name, educator.headline, educator.bio, educator.school]
    return [text for text in (*texts, *(goal.text for goal in educator.goals)) if text]


def _award_texts(award: Award, credential: MicroCredential) -> list[str]:
    texts = [credential.title, credential.competency, award.name_as_awarded, award.narrative]
    texts += [text for item in award.evidence for text in (item.title, item.description)]
    # One level for each criterion: the one that was reached.
    for part in credential.parts:
        texts += [part.title]
        texts += [criterion.levels["demonstrated"] for criterion in part.rubric]
    return [text for text in texts if text]


def _plain(markdown: str) -> str:
    return _letters(plain_text(markdown))


def _words(page: str) -> str:
    return _letters(html.unescape(_TAG.sub(" ", page)))


def _letters(text: str) -> str:
    # Generators differ in quotes, dashes and the spaces around tags.
    return "".join(character for character in text.casefold() if character.isalnum())
