"""What a preview in the browser is made from: the site's own templates, taken apart, and its words.

A preview runs the same templates as the build. They are published as the
parser of Jinja leaves them, without a line of their own in any script, so that
a page and its preview cannot drift apart, and a theme's own template holds for
both. The words that functions put together come along as tables.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product
from typing import Any

from jinja2 import nodes
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from credfolio.drawing.badge_small import own_glyphs
from credfolio.drawing.picture_canvas import Keep
from credfolio.pages.catalog import credential_page
from credfolio.pages.fragments import addresses, words
from credfolio.pages.fragments.page import Asset
from credfolio.pages.fragments.renderer import Renderer
from credfolio.pages.fragments.sentences import SENTENCES
from credfolio.pages.people import award_page, portfolio_page
from credfolio.pages.proposal.drawing_data import drawing_data
from credfolio.records.model import Award, Educator, MicroCredential
from credfolio.records.model.base import Piece
from credfolio.records.model.credential import Cost, Research
from credfolio.records.model.part import Part, WordLimit
from credfolio.records.model.schema import json_schema
from credfolio.records.model.terms import LimitKind, LimitScope, values
from credfolio.records.reckoned.account_names import account_names
from credfolio.records.reckoned.award_state import STATE_WORDS
from credfolio.records.reckoned.definition import four_criteria, missing_for_active
from credfolio.records.reckoned.passing import DEFAULT_LEVELS
from credfolio.records.reckoned.translations import Translations
from credfolio.records.registry import Registry

DATA = f"{addresses.PROPOSAL}page.json"
GLYPHS = f"{addresses.PROPOSAL}glyphs.json"
KINDS = {"micro-credential": "credential", "award": "award", "educator": "portfolio"}
"""The kinds of record that can be previewed, and the template of each."""

_NOTES = {
    "micro-credential": "",
    "award": "The signature and what hangs on it come when the award is published.",
    "educator": "Badges, evidence, skills and hours come from the awards, each a file of its own.",
}
_TABLES = (
    *("ROLES", "ROLE", "EVIDENCE", "EVIDENCE_ICON", "EVIDENCE_MEANING", "GRADES", "STATUS"),
    *("STACK_LEVEL", "RESOURCE", "RESOURCE_ICON", "PART_AUTHOR", "SCALE", "UNITS", "WHO_PAYS"),
    *("SUBMISSION", "INCENTIVE", "SUPPORT", "LEVEL", "LANGUAGE"),
)
_LOW, _HIGH = 77_001, 77_002  # mark the numbers in a sentence that scripts fill in

Json = dict[str, Any]


def build_preview_data(
    renderer: Renderer,
    registry: Registry,
    translations: Translations,
    derived: Keep = lambda _, make: make(),
) -> Asset:
    """``contribute/preview/page.json``; `translations` are those of `registry`."""
    fixed = json.loads(derived(f"preview {renderer.digest()}", lambda: _fixed(renderer)))
    data = {
        **fixed,
        "site": renderer.site.name,
        "icons": {name: str(renderer.icon(name)) for name in fixed["icons"]},
        "names": _names(registry, translations),
    }
    return Asset(DATA, _written(data))


def _fixed(renderer: Renderer) -> bytes:
    """What is the same for every site of this program with the same templates."""
    templates = _templates(renderer)
    return _written(
        {
            "schema_version": 1,
            "kinds": KINDS,
            "notes": _NOTES,
            "templates": {name: taken_apart(tree.body) for name, tree in templates.items()},
            "icons": _icons(templates.values()),
            "words": _words(),
            "view": _view(),
            "drawing": drawing_data(),
            "schemas": {kind: json_schema(kind) for kind in KINDS},
            "defaults": _defaults((MicroCredential, Award, Educator)),
        }
    )


def build_glyphs() -> Asset:
    """``contribute/preview/glyphs.json``: the paths that a definition's own glyph may name."""
    return Asset(GLYPHS, _written(dict(own_glyphs())))


def _written(data: Json) -> bytes:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _templates(renderer: Renderer) -> dict[str, nodes.Template]:
    """The template of each kind by its name, and those that they import by their paths."""
    found: dict[str, nodes.Template] = {}
    waiting = list(KINDS.values())
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = renderer.parse(name.removeprefix("records/").removesuffix(".html"))
            waiting += [one.template.as_const() for one in found[name].find_all(nodes.Import)]
    return found


def taken_apart(tree: object) -> Any:
    """Nodes of a template as lists: the name of a node, then its fields in Jinja's order."""
    if isinstance(tree, nodes.Node):
        fields = [getattr(tree, name) for name in tree.fields if name != "ctx"]
        return [type(tree).__name__, *map(taken_apart, fields)]
    if isinstance(tree, list | tuple):
        return [taken_apart(one) for one in tree]
    return tree


def _icons(templates: Any) -> list[str]:
    named = {*words.EVIDENCE_ICON.values(), *words.RESOURCE_ICON.values()}
    for template in templates:
        for call in template.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "icon":
                consts = [one for argument in call.args for one in _constants(argument)]
                named.update(one for one in consts if isinstance(one, str))
    return sorted(named)


def _constants(node: nodes.Node) -> Iterator[object]:
    """The values that an expression can come to, where each is written out."""
    if isinstance(node, nodes.Const):
        yield node.value
    elif isinstance(node, nodes.CondExpr):
        yield from _constants(node.expr1)
        if node.expr2 is not None:
            yield from _constants(node.expr2)


def _words() -> Json:
    example = MicroCredential(id="x", issuer="x", title="x")
    students = {
        word: words.students(example.model_copy(update={"requires_students": value}))
        for word, value in (("yes", True), ("no", False))
    }
    free = words.money(Cost.model_validate({"amount": "0"}))
    limits = {}
    for kind, scope, low, high in product(
        values(LimitKind), values(LimitScope), (None, _LOW), (None, _HIGH)
    ):
        if low or high:
            said = words.word_limit(WordLimit(min=low, max=high, kind=kind, applies_to=scope))
            which = f"{kind} {'min' if low else ''}{'max' if high else ''} {scope}"
            limits[which] = said.replace(str(_LOW), "{min}").replace(str(_HIGH), "{max}")
    tables = {name: getattr(words, name) for name in _TABLES}
    return {
        "sentences": dict(SENTENCES),
        "tables": {**tables, "STUDENTS": students, "FREE": free},
        "months": words.MONTHS,
        "limits": limits,
    }


def _view() -> Json:
    empty = MicroCredential(id="x", issuer="x", title="x")
    unjudged = Part(number=_LOW, title="x")
    full = empty.model_copy(
        update={
            "competency": "x",
            "key_method": "x",
            "research": (Research(citation="x"),),
            "parts": (Part.model_validate(_JUDGED),),
        }
    )
    lacking = empty.model_copy(update={"parts": (unjudged,), "image": "x.svg"})
    last = {one.key: one.words for one in missing_for_active(lacking)}
    return {
        "criteria": [
            {"id": yes.id, "name": yes.name, "yes": yes.why, "no": no.why}
            for yes, no in zip(four_criteria(full), four_criteria(empty), strict=True)
        ],
        "needed": [[one.key, one.words] for one in missing_for_active(empty)],
        "unjudged": last["parts"].replace(str(_LOW), "{number}"),
        "no_evidence": last["evidence_types"],
        "no_image_words": last["image_alt"],
        "image_alt": credential_page.IMAGE_ALT,
        "glance": credential_page.ANSWERS,
        "and_more": credential_page.AND_MORE,
        "letters_of_two": credential_page.LETTERS_OF_TWO,
        "students": {
            "own": credential_page.OWN_STUDENTS,
            "yes": credential_page.WITH_STUDENTS,
            "no": credential_page.WITHOUT_STUDENTS,
        },
        "sections": [[anchor, name] for anchor, name in credential_page.SECTIONS.items()],
        "levels": {
            scale: [_plain(level) for level in levels] for scale, levels in DEFAULT_LEVELS.items()
        },
        "states": STATE_WORDS,
        "proof": award_page.PROOF,
        "approval": award_page.APPROVAL,
        "untitled": "Without a title",
        "unnamed": "Your name",
        "portfolio": {
            "headings": [[name, heading] for name, heading in portfolio_page.SECTIONS.items()],
            "orders": portfolio_page.ORDER,
        },
    }


_JUDGED = {
    "number": 1,
    "title": "x",
    "scoring_guide": "x",
    "prompts": [{"id": "x", "text": "x"}],
}


def _names(registry: Registry, translations: Translations) -> Json:
    """What a page calls the records that it names; of people only those who are listed."""
    return {
        "issuers": {
            issuer.id: {
                "name": issuer.name,
                "kind": issuer.kind,
                "official": {"name": issuer.official.name, "title": issuer.official.title}
                if issuer.official
                else None,
            }
            for issuer in registry.issuers.values()
        },
        "credentials": {ref: c.title for ref, c in registry.credentials.items()},
        "stacks": {ref: s.title for ref, s in registry.stacks.items()},
        "translations": dict(translations),
        "kept": {
            addresses.definition(versions[0]): [one.version for one in versions]
            for versions in registry.kept_versions.values()
        },
        "educators": {e.id: e.display_name for e in registry.listed_educators},
        "accounts": account_names(registry),
        "jurisdictions": {
            one.id: {
                "name": one.name,
                "categories": {c.id: c.name for c in one.categories},
                "units": [[u.unit, float(u.hours) if u.hours else None] for u in one.units],
            }
            for one in registry.jurisdictions.values()
        },
        "frameworks": {
            one.id: {
                "id": one.id,
                "title": one.title,
                "strands": [{"id": strand.id, "title": strand.title} for strand in one.strands],
                "statements": {
                    statement.code: statement.text
                    for strand in one.strands
                    for statement in strand.statements
                },
            }
            for one in registry.frameworks.values()
        },
        "topics": sorted(registry.credentials_by_topic),
        "audiences": sorted(
            {role for c in registry.credentials.values() for role in c.audience_roles}
        ),
    }


def _plain(piece: BaseModel) -> Json:
    data: Json = json.loads(piece.model_dump_json(by_alias=True))
    # Amounts are kept as texts, so that no digit is lost; a page only counts with them.
    return {key: float(one) if key == "points" and one else one for key, one in data.items()}


def _defaults(models: tuple[type[BaseModel], ...]) -> Json:
    """What a key of each kind of piece is when it is not written; null for one that must be."""
    found: Json = {}
    waiting: list[type[BaseModel]] = [*models, *_pieces(Piece)]
    for model in waiting:
        found[model.__name__] = {
            field.alias or name: _default(
                field.get_default(call_default_factory=True, validated_data={})
            )
            for name, field in model.model_fields.items()
        }
    named = json.dumps([json_schema(kind) for kind in KINDS])
    wanted = {model.__name__ for model in models}
    return {
        name: keys
        for name, keys in sorted(found.items())
        if name in wanted or f'"#/$defs/{name}"' in named
    }


def _pieces(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for below in model.__subclasses__():
        yield below
        yield from _pieces(below)


def _default(value: object) -> Any:
    if value is PydanticUndefined:
        return None
    if isinstance(value, BaseModel):
        return _plain(value)
    return list(value) if isinstance(value, tuple) else value
