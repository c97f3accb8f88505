"""Figures → the text of their file, a line for each group."""

from __future__ import annotations

import json
from typing import Any

from credfolio.records.model.figures import Figures

_NARROW = 96


def render_figures(figures: Figures) -> str:
    """JSON that the loader reads again as the same record."""
    data = figures.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    del data["id"]
    first = {"credfolio_figures": int(figures.credfolio_figures)}
    return _laid_out({**first, **data}, "") + "\n"


def _laid_out(value: Any, indent: str) -> str:
    plain = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or (indent and len(indent) + len(plain) < _NARROW):
        return plain
    inner = indent + "  "
    if isinstance(value, dict):
        rows = [
            f"{inner}{json.dumps(key, ensure_ascii=False)}: {_laid_out(one, inner)}"
            for key, one in value.items()
        ]
        return "{\n" + ",\n".join(rows) + f"\n{indent}}}"
    return "[\n" + ",\n".join(inner + _laid_out(one, inner) for one in value) + f"\n{indent}]"
