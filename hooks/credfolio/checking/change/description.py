"""A change as plain data for reports: its files, its effect on definitions, what to look at."""

from __future__ import annotations

from typing import Any

from credfolio.checking.change import Change
from credfolio.checking.change.checklist import build_checklist
from credfolio.checking.change.summary import summarize_definition

_KINDS = ("credentials", "stacks")
RENAMED = "It was {former}. That address leads on, and what named it names it by its new id."


def describe_change(change: Change, base: str) -> dict[str, Any]:
    """What a report says about a change in addition to its findings, as JSON types."""
    return {
        "author": change.author,
        "base": base,
        "files": [{"path": f.path, "how": f.how, "lines": f.lines} for f in change.files],
        "definitions": [
            _definition(kind, file.path, old, new, change.renamed.get(file.path, ""))
            for kind in _KINDS
            for file, old, new in change.records(kind)
            if old is not None or new is not None
        ],
    }


def _definition(kind: str, path: str, old: Any, new: Any, former: str) -> dict[str, Any]:
    if new is None:
        sentences = ["It is removed, or cannot be read any more."]
    elif old is None:
        sentences = ["It is new."]
    else:
        sentences = summarize_definition(old, new) or ([] if former else ["Nothing that is shown."])
    if former:
        sentences.insert(0, RENAMED.format(former=former))
    items = build_checklist(new) if kind == "credentials" and new is not None else ()
    return {
        "path": path,
        "title": (new or old).title,
        "changes": sentences,
        "checklist": [{"section": i.section, "state": i.state, "text": i.text} for i in items],
    }
