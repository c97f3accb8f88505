"""What a form in the browser is made from and what it checks by, as one file next to its page.

Fields come from the JSON Schema, help from the notes of `credfolio new`, and
sentences, patterns and lists from the rules themselves: the form keeps none of
its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from credfolio.authoring.layouts import AWARD, CREDENTIAL, EDUCATOR, Layout
from credfolio.checking.rules import definitions, links, pictures, privacy, text
from credfolio.checking.rules.rows import ROWS
from credfolio.drawing.contrast import ENOUGH, PAPERS
from credfolio.drawing.picture_canvas import Keep
from credfolio.findings.words import WORDS
from credfolio.ids import DEVICE_NAMES, RESERVED_HANDLES
from credfolio.pages.contribute.browser_patterns import browser_pattern
from credfolio.records.model import base
from credfolio.records.model.kinds import KINDS
from credfolio.records.model.schema import form_schema
from credfolio.records.model.terms import EvidenceType, values
from credfolio.records.reckoned.definition import NEEDED_TO_BE_ACTIVE
from credfolio.records.reckoned.passing import DEFAULT_LEVELS
from credfolio.records.record_reader import pattern_kind
from credfolio.records.registry import Registry
from credfolio.records.source_text import CONTROL, MAX_BYTES, MAX_DEPTH

LAYOUTS: Mapping[str, Layout] = {
    "credential": CREDENTIAL,
    "award": AWARD,
    "educator": EDUCATOR,
}
"""The kinds of record that can be written in the browser."""


def render_form(kind: str, registry: Registry, derived: Keep = lambda _, make: make()) -> bytes:
    """Everything that the form for `kind` needs, as JSON.

    Only what the site shows anyway: no portfolio that is not listed is named.
    """
    layout = LAYOUTS[kind]
    fixed = json.loads(derived(f"form {kind}", lambda: _fixed(layout)))
    listed = (one for one in registry.listed_educators)
    form: dict[str, Any] = {
        "schema": fixed["schema"],
        "schema_name": layout.schema,
        "notes": dict(layout.notes),
        "needed": [list(one) for one in NEEDED_TO_BE_ACTIVE] if kind == "credential" else [],
        "issuers": [[issuer.id, issuer.name] for _, issuer in sorted(registry.issuers.items())],
        "credentials": [
            [ref, one.title]
            for ref, one in sorted(registry.credentials.items())
            # What is awarded elsewhere is imported, and not recorded by hand.
            if kind != "award" or one.status != "cataloged"
        ],
        "stacks": [[ref, s.title, s.version or ""] for ref, s in sorted(registry.stacks.items())],
        "jurisdictions": [[j.id, j.name] for _, j in sorted(registry.jurisdictions.items())],
        "handles": sorted(one.id for one in listed) if kind == "educator" else [],
        "kept": _kept(registry) if kind == "award" else {},
        "offices": sorted(i.email.lower() for i in registry.issuers.values() if i.email),
        "rows": [row._asdict() for row in ROWS if row.kind == KINDS.of_model(layout.model).name],
        "told": fixed["told"],
    }
    # In the order of the models, which is the order in which a new file is written.
    return json.dumps(form, ensure_ascii=False, separators=(",", ":")).encode()


def _fixed(layout: Layout) -> bytes:
    """What a form needs that is in no record: the schema, and what it tells."""
    schema = form_schema(layout.schema)
    told = {**_told(), "pattern_kinds": _pattern_kinds(schema)}
    return json.dumps({"schema": schema, "told": told}).encode()


def _kept(registry: Registry) -> dict[str, dict[str, str]]:
    """The reference of each definition → its kept versions and the digests of their texts."""
    found: dict[str, dict[str, str]] = {}
    for several in registry.kept_versions.values():
        for one in several:
            path = KINDS.of(one).path(f"{one.ref}/{one.version}")
            if digest := registry.text_digests.get(path):
                found.setdefault(one.ref, {})[one.version or ""] = digest
    return dict(sorted(found.items()))


@cache
def _told() -> dict[str, Any]:
    """Words, patterns and lists that a form checks by."""
    patterns = {
        **base.PATTERNS,
        **text.PATTERNS,
        **privacy.PATTERNS,
        **links.PATTERNS,
        **definitions.PATTERNS,
        "control": CONTROL,
    }
    return {
        "words": {key: list(words) for key, words in WORDS.items()},
        "patterns": {name: list(browser_pattern(one)) for name, one in patterns.items()},
        "roles": sorted(privacy.ROLES),
        "hidden_names": _hidden_names(),
        "open_statuses": sorted(definitions.OPEN_STATUSES),
        "evidence_types": list(values(EvidenceType)),
        "default_levels": {
            scale: [{"id": one.id, "name": one.name, "passing": one.passing} for one in levels]
            for scale, levels in DEFAULT_LEVELS.items()
        },
        "empty_picture_words": sorted(pictures.EMPTY_WORDS),
        "papers": list(PAPERS),
        "contrast": ENOUGH,
        "most_bytes": MAX_BYTES,
        "most_depth": MAX_DEPTH,
        "most_brackets": text.MOST_BRACKETS,
        "reserved_handles": sorted(DEVICE_NAMES | RESERVED_HANDLES),
    }


def _hidden_names() -> dict[str, str]:
    """What is said of each character that hides something, by its number in hexadecimal.

    Characters beyond the basic plane are left out; nearly nobody meets them.
    """
    one_font, none = text.kind_of("\ue000"), text.kind_of("\uffff")
    found = {"one font": one_font, "none": none}
    for number in range(0x10000):
        sign = chr(number)
        if not (0x300 <= number <= 0x36F or text.PATTERNS["hidden"].match(sign)):
            continue
        name = text.HIDDEN_NAMES.get(sign) or text.kind_of(sign)
        if name not in (one_font, none):
            found[f"{number:X}"] = name
    return found


def _pattern_kinds(schema: Any) -> dict[str, str]:
    """Each pattern of a schema and what text that fits it is expected to be."""
    found: dict[str, str] = {}
    if isinstance(schema, dict):
        if isinstance(pattern := schema.get("pattern"), str):
            found[pattern] = pattern_kind(pattern)
        for value in schema.values():
            found |= _pattern_kinds(value)
    elif isinstance(schema, list):
        for value in schema:
            found |= _pattern_kinds(value)
    return found
