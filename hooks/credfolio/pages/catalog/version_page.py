"""The page of one kept version: what it asked for, and how it differs from its neighbors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from credfolio.badges.openbadges.home import version_yaml
from credfolio.pages.catalog.version_changes import Groups, changes
from credfolio.pages.fragments import addresses, words
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.pages.fragments.page import Page
from credfolio.records.model import KeptCredential, KeptStack, MicroCredential, Stack
from credfolio.records.model.kept import version_number
from credfolio.records.reckoned.account_names import account_name
from credfolio.records.reckoned.as_earned import last_day, life_of
from credfolio.records.reckoned.passing import part_levels, passing_rule_in_words
from credfolio.records.registry import Registry, credential_path, stack_path

TITLE = "{title}, version {version}"
DESCRIPTION = "What version {version} of {title} asked for, and what has changed since."


@dataclass(frozen=True, slots=True)
class Neighbor:
    """The version before or after, where its page is, and what is said otherwise in the two."""

    version: str
    address: str
    changes: Groups


def build_version_pages(definition: MicroCredential | Stack, view: CatalogView) -> list[Page]:
    """A page for each kept version of `definition`."""
    path = stack_path if isinstance(definition, Stack) else credential_path
    kept = view.registry.kept_versions.get(path(definition.ref), ())
    texts: list[MicroCredential | Stack] = [
        *(one for one in kept if one.version != definition.version),
        definition,
    ]
    texts.sort(key=lambda one: version_number(one.version or "0"))
    return [_page(one, definition, texts, view) for one in kept]


def _page(
    kept: KeptCredential | KeptStack,
    definition: MicroCredential | Stack,
    texts: Sequence[MicroCredential | Stack],
    view: CatalogView,
) -> Page:
    version = kept.version or ""
    at = next(n for n, one in enumerate(texts) if one.version == version)
    before = texts[at - 1] if at else None
    after = texts[at + 1] if at + 1 < len(texts) else None
    life = life_of(definition, version)
    last: date | None = last_day(life, view.registry.issuers.get(definition.issuer))
    own = [entry for entry in definition.changelog if entry.version == version]
    titles = {
        item.id: item.title for part in getattr(kept, "parts", ()) for item in part.evidence_items
    }
    is_stack = isinstance(kept, Stack)
    title = TITLE.format(title=kept.title, version=version)
    body = view.renderer.speaking(getattr(kept, "language", None)).render(
        "version",
        competency=getattr(kept, "competency", None),
        asked=getattr(kept, "parts", ()),
        d=definition,
        title=title,
        home=addresses.definition(definition),
        file=version_yaml(addresses.definition(definition), version),
        version=version,
        corrected=[
            _name(view.registry, one.approved_by)
            for one in definition.corrections
            if one.version == version
        ],
        set_right=changes(kept, definition) if definition.version == version else (),
        is_present=definition.version == version,
        redacted=kept.redacted,
        life=life,
        last=last,
        entries=own,
        before=_neighbor(before, kept, before, definition),
        after=_neighbor(kept, after, after, definition),
        today=_neighbor(kept, definition, definition, definition)
        if after is not None and after is not definition
        else None,
        rule=passing_rule_in_words(kept) if isinstance(kept, MicroCredential) else "",
        levels_of=part_levels,
        evidence_title=lambda evidence_id: titles.get(evidence_id, evidence_id),
        members=[
            view.registry.credentials.get(member.credential or "")
            or view.registry.stacks.get(member.stack or "")
            for member in (kept.members if isinstance(kept, Stack) else ())
        ],
        asks=words.stack_members(kept, _needed(kept)) if isinstance(kept, Stack) else "",
    )
    return Page(
        "version",
        addresses.version(kept),
        title,
        DESCRIPTION.format(version=version, title=kept.title),
        body,
        source=(stack_path if is_stack else credential_path)(kept.ref),
    )


def _name(registry: Registry, account: str) -> str:
    """Whoever approved a correction, by name; "a second person" for one who is not listed."""
    written = registry.educators.get(account)
    name = account_name(registry, account)
    if name is None and written is None:
        name = account
    if written is not None and written.visibility == "public":
        name = written.display_name
    return name or "a second person"


def _needed(stack: Stack) -> int:
    return stack.minimum or sum(member.required for member in stack.members)


def _neighbor(
    old: MicroCredential | Stack | None,
    new: MicroCredential | Stack | None,
    other: MicroCredential | Stack | None,
    definition: MicroCredential | Stack,
) -> Neighbor | None:
    if old is None or new is None or other is None:
        return None
    is_present = other is definition
    at = addresses.definition(definition) if is_present else addresses.version(other)
    return Neighbor(other.version or "", at, changes(old, new))
