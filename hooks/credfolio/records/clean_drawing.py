"""Drawings from drawing programs → drawings of plain shapes, or why they are refused.

What can act (scripts, events, links, anything loaded from elsewhere) is refused. What draws by
reference is refused too, since a drawing without it would be another one. Style rules become
attributes. What is left that is not on the short list of drawing instructions, such as a
program's own notes, is dropped and named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from defusedxml import DTDForbidden, EntitiesForbidden
from defusedxml import ElementTree as SafeElementTree
from defusedxml.common import DefusedXmlException

from credfolio.findings.finding import quoted

_SVG = "{http://www.w3.org/2000/svg}"
_MARKUP = ("{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/1998/Math/MathML}")
_EVENTS = "{http://www.w3.org/2001/xml-events}"
_ELEMENTS = frozenset({
    "svg", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon", "text",
    "tspan", "title", "desc", "defs", "linearGradient", "radialGradient", "stop", "clipPath",
    "mask",
})  # fmt: skip
_ACTS = frozenset({
    "script", "handler", "listener", "foreignobject", "iframe", "object", "embed", "a",
    "animate", "set", "animatetransform", "animatemotion", "animatecolor", "audio", "video",
    "canvas", "feimage",
})  # fmt: skip
_REFERS = frozenset({
    "use", "image", "pattern", "marker", "symbol", "switch",
})  # fmt: skip
_ATTRIBUTES = frozenset({
    "viewBox", "width", "height", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry",
    "fx", "fy", "d", "points", "transform", "fill", "fill-opacity", "fill-rule", "stroke",
    "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-dasharray", "stroke-dashoffset",
    "stroke-miterlimit", "stroke-opacity", "opacity", "offset", "stop-color",
    "stop-opacity", "gradientUnits", "gradientTransform", "clipPathUnits", "maskUnits",
    "clip-path", "clip-rule", "mask", "id", "font-size", "font-weight", "font-family",
    "text-anchor",
    "letter-spacing", "dominant-baseline", "dx", "dy", "version", "role", "preserveAspectRatio",
    "spreadMethod",
})  # fmt: skip
_LOCAL_REFERENCE = re.compile(r"url\(#[A-Za-z][\w-]{0,63}\)")
_PLAIN_VALUE = re.compile(r"[^<>&;\\{}@]*")
_QUOTED_REFERENCE = re.compile(r"""url\((["'])(#[A-Za-z][\w-]{0,63})\1\)""")
_DOCTYPE = re.compile(
    rb"""\s*<!DOCTYPE\s+svg(?:\s+PUBLIC\s+["']-//W3C//DTD SVG [\w. ]{1,20}//EN["']"""
    rb"""\s+["']https?://www\.w3\.org/[\w./-]{1,80}["'])?\s*>"""
)
_BEFORE = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"([.#]?)([A-Za-z_][\w-]*)")
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DEEPEST = 100
"""Writing a drawing takes a call for each level, and Python allows about a thousand."""
_MOST_ELEMENTS = 5_000
_MOST_RULES = 500


class NoDrawing(Exception):
    """The bytes are no drawing that can be read; says why."""


class UnsafeDrawing(Exception):
    """The drawing holds what cannot be shown; says what, in "the drawing holds …"."""


def clean_drawing(raw: bytes) -> tuple[ElementTree.Element, tuple[str, ...]]:
    """The drawing as plain shapes, and the names of what was dropped, in the order of the file.

    Raises `NoDrawing` and `UnsafeDrawing`.
    """
    root = _parse(raw)
    if root.tag != f"{_SVG}svg":
        raise NoDrawing("the outermost element is not svg")
    _measure(root)
    dropped: dict[str, None] = {}
    rules = list(_rules(root))
    _clean(root, rules, dropped)
    return root, tuple(dropped)


def _parse(raw: bytes) -> ElementTree.Element:
    # The document type that drawing programs write is never loaded and changes nothing.
    start = _BEFORE.match(raw[:10_000])
    plain = _DOCTYPE.match(raw, start.end() if start else 0)
    try:
        root: ElementTree.Element = SafeElementTree.fromstring(raw, forbid_dtd=plain is None)
    except DTDForbidden as error:
        raise NoDrawing("it has a document type of its own") from error
    except EntitiesForbidden as error:
        raise NoDrawing("it defines entities, which are not read") from error
    except (ElementTree.ParseError, DefusedXmlException, ValueError, LookupError) as error:
        words = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise NoDrawing(quoted(words, 80)) from error
    return root


def _measure(root: ElementTree.Element) -> None:
    elements = [(root, 1)]
    count = 0
    while elements:
        element, depth = elements.pop()
        count += 1
        if count > _MOST_ELEMENTS:
            raise NoDrawing(f"it has more than {_MOST_ELEMENTS:,} elements")
        if depth > _DEEPEST:
            raise NoDrawing(f"its elements are nested over {_DEEPEST} deep")
        elements.extend((child, depth + 1) for child in element)


def _clean(
    element: ElementTree.Element, rules: list[tuple[str, dict[str, str]]], dropped: dict[str, None]
) -> None:
    """Make `element` and all inside it plain shapes."""
    _refuse_acting(element)
    _style(element, rules, dropped)
    for attribute, value in list(element.attrib.items()):
        if attribute not in _ATTRIBUTES:
            del element.attrib[attribute]
            if attribute != "class":
                dropped[quoted(_bare(attribute))] = None
            continue
        value = _QUOTED_REFERENCE.sub(r"url(\2)", value)
        element.attrib[attribute] = value
        if not _PLAIN_VALUE.fullmatch(value):
            raise UnsafeDrawing(
                f"a value of {quoted(attribute)} that is not a plain number, color or path"
            )
    before: ElementTree.Element | None = None
    for child in list(element):
        name = _bare(child.tag)
        if child.tag == _SVG + name and name in _ELEMENTS:
            _clean(child, rules, dropped)
            before = child
            continue
        for inner in child.iter():
            _refuse_acting(inner)
        if child.tag == _SVG + name and name in _REFERS:
            raise UnsafeDrawing(f"the element {quoted(name)}, which is not a plain shape")
        if not child.tag.startswith("{"):
            raise UnsafeDrawing("something that is not SVG")
        _cut_out(element, child, before)
        if name != "style":
            dropped[f"<{name[:40]}>"] = None


def _cut_out(
    element: ElementTree.Element, child: ElementTree.Element, before: ElementTree.Element | None
) -> None:
    """Take `child` out, and keep the text behind it."""
    if child.tail and child.tail.strip():
        if before is None:
            element.text = (element.text or "") + child.tail
        else:
            before.tail = (before.tail or "") + child.tail
    element.remove(child)


def _refuse_acting(element: ElementTree.Element) -> None:
    """Refuse an element that does something, or has an attribute that does."""
    tag = element.tag
    name = _bare(tag)
    if name.lower() in _ACTS:
        raise UnsafeDrawing(f"the element {quoted(name)}, which is not a plain shape")
    if tag.startswith((*_MARKUP, _EVENTS)):
        raise UnsafeDrawing("something that is not SVG")
    for attribute, value in element.attrib.items():
        bare = _bare(attribute)
        if bare.lower().startswith("on") or bare.lower() in ("href", "src", "base"):
            if bare.lower() == "href" and value.startswith("#"):
                continue  # within the drawing; the element itself is judged by its name
            raise UnsafeDrawing(f"the attribute {quoted(bare)}, which is not allowed")
        if attribute.startswith(_EVENTS):
            raise UnsafeDrawing(f"the attribute {quoted(bare)}, which is not allowed")
        _refuse_outside(bare, value)


def _refuse_outside(attribute: str, value: str) -> None:
    """Refuse a value that refers to something outside of the drawing, however it is written."""
    value = _QUOTED_REFERENCE.sub(r"url(\2)", value)
    plain = re.sub(r"[\s\\]|/\*.*?\*/", "", value).lower()
    if "url(" in plain and attribute != "style" and not _LOCAL_REFERENCE.fullmatch(value.strip()):
        raise UnsafeDrawing(f"a reference to something outside it in {quoted(attribute)}")
    if "javascript:" in plain or "@import" in plain or "expression(" in plain:
        raise UnsafeDrawing(f"a reference to something outside it in {quoted(attribute)}")


# --- styles -----------------------------------------------------------------------------------


def _rules(root: ElementTree.Element) -> Iterator[tuple[str, dict[str, str]]]:
    """Each selector of the drawing's style sheets, and what it sets; weaker ones first."""
    found: list[tuple[str, dict[str, str]]] = []
    for sheet in root.iter(f"{_SVG}style"):
        text = _CSS_COMMENT.sub(" ", "".join(sheet.itertext()))
        _refuse_style("style", text)
        if _RULE.sub("", text).strip():
            raise UnsafeDrawing("a style sheet that is more than plain rules")
        for match in _RULE.finditer(text):
            for selector in match[1].split(","):
                if not _SELECTOR.fullmatch(selector.strip()):
                    raise UnsafeDrawing(f"the style rule {quoted(selector.strip(), 40)}")
                found.append((selector.strip(), _declarations(match[2])))
    if len(found) > _MOST_RULES:
        raise UnsafeDrawing(f"more than {_MOST_RULES} style rules")
    yield from sorted(found, key=lambda rule: {".": 1, "#": 2}.get(rule[0][0], 0))


def _refuse_style(where: str, text: str) -> None:
    if "\\" in text or "<" in text or "@" in text:
        raise UnsafeDrawing(f"a value of {quoted(where)} that is not a plain style")


def _declarations(text: str) -> dict[str, str]:
    found = {}
    for declaration in text.split(";"):
        name, colon, value = declaration.partition(":")
        if colon and name.strip():
            found[name.strip().lower()] = value.replace("!important", "").strip()
    return found


def _style(
    element: ElementTree.Element, rules: list[tuple[str, dict[str, str]]], dropped: dict[str, None]
) -> None:
    """Turn what style sheets and the element's own style set into attributes."""
    classes = element.get("class", "").split()
    name, own = _bare(element.tag), element.get("id", "")
    style: dict[str, str] = {}
    for selector, declarations in rules:
        kind, word = selector[0], selector.lstrip(".#")
        if (kind == "." and word in classes) or (kind == "#" and word == own) or selector == name:
            style |= declarations
    if (text := element.attrib.pop("style", None)) is not None:
        _refuse_style("style", text)
        style |= _declarations(text)
    for key, value in style.items():
        _refuse_outside(key, value)
        if key in _ATTRIBUTES and key not in ("id", "d", "transform"):
            element.set(key, value)
        else:
            dropped[f"the style {quoted(key, 40)}"] = None


def _bare(name: str) -> str:
    return name.rpartition("}")[2]
