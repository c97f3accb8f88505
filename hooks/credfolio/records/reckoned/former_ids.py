"""What a definition was called before: texts that nobody edits go on naming it so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from credfolio.records.model import KeptCredential, KeptStack
from credfolio.records.model.base import Piece, Ref
from credfolio.records.model.hints import hints_of, item_of, without_none
from credfolio.records.registry import Registry


def present_ids(registry: Registry) -> Mapping[str, str]:
    """Each former ``issuer/id`` of a definition → the one that it has today."""
    return {
        f"{one.issuer}/{former}": one.ref
        for definitions in (registry.credentials, registry.stacks)
        for one in definitions.values()
        for former in one.former_ids
        if f"{one.issuer}/{former}" not in definitions
    }


def with_present_ids(registry: Registry) -> Registry:
    """The registry in which kept texts name definitions as they are called today.

    The files stay as they are, and so do their digests.
    """
    present = present_ids(registry)
    if not present:
        return registry
    credentials: dict[str, KeptCredential] = {
        key: text.model_copy(update=_changes(text, present))
        for key, text in registry.credential_versions.items()
    }
    stacks: dict[str, KeptStack] = {
        key: text.model_copy(update=_changes(text, present))
        for key, text in registry.stack_versions.items()
    }
    return replace(registry, credential_versions=credentials, stack_versions=stacks)


def _changes(record: Piece, names: Mapping[str, str]) -> dict[str, Any]:
    """The fields of `record` in which a reference in `names` has to be replaced."""
    model: type = type(record)
    hints = hints_of(model)
    found = {}
    for name in type(record).model_fields:
        value = getattr(record, name)
        after = _renamed(hints[name], value, names)
        if after is not value:
            found[name] = after
    return found


def _renamed(hint: Any, value: Any, names: Mapping[str, str]) -> Any:
    hint = without_none(hint)
    if not value:
        return value
    if hint is Ref:
        return names.get(value, value)
    if (item := item_of(hint)) is not None:
        items = tuple(_renamed(item, one, names) for one in value)
        is_same = all(now is was for now, was in zip(items, value, strict=True))
        return value if is_same else items
    if isinstance(value, Piece) and (update := _changes(value, names)):
        return value.model_copy(update=update)
    return value
