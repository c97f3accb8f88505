"""The quick canonical form is pyld's, whatever stands in a document."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credfolio.errors import EnvironmentProblem
from credfolio.proof import canonical
from credfolio.proof.canonical import CanonicalError, canonical_form, plain_form
from credfolio.proof.contexts import CLR_2, CREDENTIALS_V2, OPEN_BADGES_3, context_document
from credfolio.proof.document_shape import VARIABLE, shape_of
from credfolio.proof.quad_template import QuadTemplate, record_template
from tries import tries

ROOT = Path(__file__).parents[2]
Json = dict[str, Any]


def unsigned(path: Path) -> Json:
    document: Json = json.loads(path.read_text("utf-8"))
    del document["proof"]
    return document


DEMONSTRATION = [
    unsigned(path)
    for pattern in ("portfolios/*/credentials/*.json", "catalog/*/status/*.json")
    for path in sorted(ROOT.glob(pattern))
]
SMALL = min(DEMONSTRATION[:-5], key=lambda one: len(json.dumps(one)))
RICH = max(DEMONSTRATION, key=lambda one: len(json.dumps(one.get("endorsement", ""))))

TRICKY = (
    "", " ", '"', "\\", '\\"', "\\n", "\n", "a\nb\n", "\t", "\r", "\x00", "\x08", "\x7f", "é",
    "e\u0301", "𝒳", "\u2028", "\ufeff", "null", "true", "1", "@id", "@type", "_:b0", "_:c14n0",
    "<x>", "credfolio-token 0", "https://credfolio-token.invalid/0/",
    "https://credfolio-token.invalid/1/",
    "https://a.example/../b",
    "https://a.example/é", "did:web:a.example", "did:key:z6Mk", "http://a.example/", "urn:uuid:1",
    "Achievement", "OpenBadgeCredential", "https://purl.imsglobal.org/spec/vc/ob/vocab.html#Achievement",
    CREDENTIALS_V2, "schema:name", "xsd:string", "x:y", "{}", "^^", "%s", "{0}",
)  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(TRICKY),
    st.text(max_size=12),
    st.text(max_size=12).map(lambda text: f"https://a.example/{text}"),
)


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every text of a document but its contexts."""
    if isinstance(value, dict):
        inner = [(at, key, one) for key, one in value.items() if key != "@context"]
    elif isinstance(value, list):
        inner = [(at, n, one) for n, one in enumerate(value)]
    else:
        return [at] if isinstance(value, str) else []
    return [place for at, key, one in inner for place in places(one, (*at, key))]


def put(document: Json, place: tuple[Any, ...], value: Any) -> None:
    node: Any = document
    for step in place[:-1]:
        node = node[step]
    node[place[-1]] = value


def quick(template: QuadTemplate, document: Json) -> bytes | None:
    text = template.fill(shape_of(document).values)
    return None if text is None else text.encode()


@pytest.mark.parametrize("document", DEMONSTRATION, ids=lambda one: one["id"][-60:])
def test_every_signed_document_of_the_demonstration_comes_out_as_by_pyld(document: Json) -> None:
    assert quick(record_template(document), document) == plain_form(document)


@tries(120)
@given(st.data())
def test_a_template_filled_with_other_values_gives_what_pyld_gives(draw: st.DataObject) -> None:
    original = draw.draw(st.sampled_from([SMALL, RICH]))
    changed = copy.deepcopy(original)
    for place in draw.draw(st.lists(st.sampled_from(places(changed)), max_size=6)):
        put(changed, place, draw.draw(TEXTS))
    try:
        expected = plain_form(changed)
    except CanonicalError:
        expected = None
    first = shape_of(original)
    if shape_of(changed).key == first.key:
        found = quick(record_template(original), changed)
        assert found in (None, expected)
        assert expected is not None
    # Met for the first time, recorded, compared, and then believed: always the same.
    canonical._shapes.clear()
    for _ in range(6):
        try:
            answer = canonical_form(changed)
        except CanonicalError:
            answer = None
        assert answer == expected


@tries(60)
@given(st.data())
def test_equal_values_duplicates_and_twins_are_told_apart(draw: st.DataObject) -> None:
    """Values become equal, items of lists are doubled: what was two nodes may be one."""
    changed = copy.deepcopy(draw.draw(st.sampled_from([SMALL, RICH])))
    found = places(changed)
    for _ in range(draw.draw(st.integers(0, 3))):
        one, other = draw.draw(st.tuples(st.sampled_from(found), st.sampled_from(found)))
        node: Any = changed
        for step in other:
            node = node[step]
        put(changed, one, node)
    if draw.draw(st.booleans()) and "evidence" in changed:
        changed["evidence"] += copy.deepcopy(changed["evidence"])
    if draw.draw(st.booleans()):
        changed["credentialSubject"]["identifier"] *= 2
    try:
        expected = plain_form(changed)
    except CanonicalError:
        expected = None
    canonical._shapes.clear()
    for _ in range(6):
        try:
            assert canonical_form(changed) == expected
        except CanonicalError:
            assert expected is None


def test_nothing_goes_on_when_the_two_ways_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    canonical._shapes.clear()
    canonical_form(SMALL)
    monkeypatch.setattr(QuadTemplate, "fill", lambda self, values: "<a> <b> <c> .\n")
    with pytest.raises(EnvironmentProblem, match="computed in two ways, and they differ"):
        canonical_form(SMALL)
    canonical._shapes.clear()


def test_a_shape_is_recorded_at_the_second_time_and_believed_after_three_comparisons(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    by_pyld = []

    def counted(document: Json) -> bytes:
        by_pyld.append(document["id"])
        return plain_form(document)

    monkeypatch.setattr(canonical, "plain_form", counted)
    canonical._shapes.clear()
    for n in range(10):
        canonical_form({**SMALL, "name": f"Badge {n}"})
    assert len(by_pyld) == 1 + 3


def test_no_context_makes_a_prefix_of_what_we_take_as_an_address() -> None:
    def terms(value: Any) -> set[str]:
        if isinstance(value, list):
            return set().union(*map(terms, value))
        if not isinstance(value, dict):
            return set()
        inner = (terms(one) for one in value.values())
        return set(value).union(*inner)

    for address in (CREDENTIALS_V2, OPEN_BADGES_3, CLR_2):
        known = terms(context_document(address))
        assert not known & {"https", "did", "http"}
        assert known & VARIABLE
