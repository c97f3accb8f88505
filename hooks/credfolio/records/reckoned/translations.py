"""Definitions that are the same in different languages, whichever of them says so."""

from __future__ import annotations

from collections.abc import Mapping

from credfolio.records.registry import Registry

Translations = Mapping[str, tuple[tuple[str, str], ...]]
"""The reference of each translated definition → the language and reference of the others."""


def translations_here(registry: Registry) -> Translations:
    """Which definitions of `registry` are translations of one another.

    One that names another is enough: each leads to all that either of them names.
    """
    groups: dict[str, frozenset[str]] = {}
    languages = {ref: one.language or "" for ref, one in registry.credentials.items()}
    for credential in registry.credentials.values():
        for one in credential.translations:
            if (twin := one.credential) and twin in registry.credentials:
                languages[twin] = languages[twin] or one.language
                both = (credential.ref, twin)
                group = frozenset(ref for name in both for ref in groups.get(name, {name}))
                groups.update(dict.fromkeys(group, group))
    return {
        ref: tuple(sorted((languages[other], other) for other in group if other != ref))
        for ref, group in sorted(groups.items())
    }
