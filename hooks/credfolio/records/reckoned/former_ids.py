"""What a definition was called before: texts that nobody edits go on naming it so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from credfolio.records.model import KeptCredential, KeptStack
from credfolio.records.model.base import Piece, Ref
from credfolio.records.model.hints import hints_of, is_piece, item_of, without_none
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
    found = {}
    for name, hint in _referring(type(record)):
        value = getattr(record, name)
        after = _renamed(hint, value, names)
        if after is not value:
            found[name] = after
    return found


@cache
def _referring(model: type[Piece]) -> tuple[tuple[str, Any], ...]:
    """The fields of a model in which a reference may be, however deep, with their annotations."""
    hints = hints_of(model)
    return tuple((n, hints[n]) for n in model.model_fields if _may_refer(hints[n], (model,)))


def _may_refer(hint: Any, above: tuple[Any, ...]) -> bool:
    hint = without_none(hint)
    if (item := item_of(hint)) is not None:
        return _may_refer(item, above)
    if is_piece(hint) and hint not in above:  # an item of a list may hold such items
        inner = hints_of(hint)
        return any(_may_refer(inner[name], (*above, hint)) for name in hint.model_fields)
    return hint is Ref


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
