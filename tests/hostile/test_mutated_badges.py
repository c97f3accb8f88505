"""Files of every form and container, changed at random: no traceback, and no false "verified".

6,000 of them in the audit, 400 otherwise; page and command say the same about each.
"""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime
from typing import Any

import pytest

import badge_site
from credfolio.badges.verification import verify
from credfolio.badges.verification.badge_words import read_document
from credfolio.badges.verification.resolving import FixedResolver
from credfolio.badges.verification.shape import names
from credfolio.proof.refusal import NotProven
from hostile_badges import exchanged
from mutation import OUTSIDE, Changed, changed, internet, samples
from other_forms import old_badge, old_documents
from page_verifier import as_bytes, both, code_of
from signature_words import SPEAKS, computed_signatures
from tries import examples

NOW = datetime(2026, 6, 1, tzinfo=UTC)
HOLDER = "robin@school.example"


def said_by(data: bytes) -> Any:
    """What a file says, as far as it can be opened; whether a proof repeats the contexts of the
    document says nothing (see `credfolio.proof.data_integrity`).
    """
    try:
        document = read_document(data, FixedResolver(internet()))
    except NotProven:
        return None
    for proof in names(document.get("proof")):
        if isinstance(proof, dict):
            proof.pop("@context", None)
    return _as_a_graph(document)


def _as_a_graph(value: Any) -> Any:
    """A value as JSON-LD takes it: a list says the same in any order, twice, and of one item."""
    if isinstance(value, dict):
        members = {name: _as_a_graph(inner) for name, inner in value.items()}
        return {name: inner for name, inner in members.items() if inner not in (None, [])}
    if not isinstance(value, list):
        return value
    items = {json.dumps(one, sort_keys=True): one for one in map(_as_a_graph, value)}
    found = [items[text] for text in sorted(items)]
    return found[0] if len(found) == 1 else found


@pytest.mark.hypothesis  # `make audit` takes ten times as many of what has this mark
def test_no_changed_file_is_verified_or_ends_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(16)
    number = examples(400, in_audit=6_000)
    kinds = [name for name in samples() if name != "svg"]  # the page reads it in a browser only
    cases: dict[str, Changed] = {}
    for n in range(number):
        case = changed(kinds[n % len(kinds)], dice)
        if not case.data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            cases[f"{case.name} {n}"] = case
    files = {name: case.data for name, case in cases.items()}
    published = {name: {**internet(), **case.published} for name, case in cases.items()}
    reports = both(files, published, NOW, of_each=True, holder=HOLDER)
    assert len(reports) > number * 0.9
    for name, report in reports.items():
        case = cases[name]
        if report.verdict == "verified" and not case.is_theirs:
            # What is left of a list of two badges may be one of them.
            original = samples()["json" if case.name == "array" else case.name]
            assert said_by(case.data) == said_by(original.data), name
    assert len({report.reason.name for report in reports.values()}) > 7
    # No headline speaks of a signature unless one was computed.
    computed = computed_signatures(monkeypatch)
    for name, report in reports.items():
        is_published = report.step("signature").code == "hosted"
        if not SPEAKS.search(report.summary.removeprefix("Genuine" if is_published else "")):
            continue
        computed.clear()
        verify(files[name], FixedResolver(published[name]), NOW, holder=HOLDER)
        assert computed, name


def test_every_sample_was_sound_before_it_was_changed() -> None:
    cases: dict[str, Any] = {name: one.data for name, one in samples().items() if name != "svg"}
    reports = both(cases, internet(), NOW, holder=HOLDER)
    assert {name for name, one in reports.items() if one.verdict != "verified"} == {
        "presentation", "enveloped", "transcript", "array", "unknown signer", "1.x",
    }  # fmt: skip


def test_what_such_changes_once_found_stays_mended() -> None:
    """A change that one reader took and the other did not, or that no signature covered."""
    of_1_1 = OUTSIDE["badges"]["Ed25519Signature2020, 1.1, 3.0.1"]
    shown = OUTSIDE["badges"]["shown in part"]
    listed = json.loads(internet()[badge_site.LIST])
    odd_list = {**listed, "type": [1e21, *listed["type"][1:]]}
    cases: dict[str, Any] = {
        "an address as a proof inside": exchanged(
            of_1_1, ("evidence", 0, "proof"), "https://a.org"
        ),
        "nothing as a proof inside": exchanged(of_1_1, ("evidence", 0, "proof"), {}),
        "a number as a proof inside": exchanged(of_1_1, ("evidence", 0, "proof"), 7),
        "a name twice, and no JSON": b'{"a":1,"a":2}]',
        "a name twice, a name twice inside": b'{"a":1,"a":{"b":1,"b":2}}',
        "a number, then a name twice": b'{"a":[1e999],"a":1}',
        "a list of another type": samples()["json"].data,
        "a word of the proof": exchanged(badge_site.good(), ("proof", 0, "grade"), "A"),
        "a word of a part's proof": exchanged(shown, ("proof", "grade"), "A"),
    }
    published: dict[str, Any] = dict.fromkeys(cases, internet())
    undated = old_badge(issuedOn="2026-02-30")
    cases["published, without a date that can be read"] = undated
    published["published, without a date that can be read"] = old_documents(undated)
    published["a list of another type"] = {**internet(), badge_site.LIST: as_bytes(odd_list)}
    reports = both(cases, published, NOW, of_each=True)
    assert {name: code_of(report) for name, report in reports.items()} == {
        "an address as a proof inside": "undefined-term",
        "nothing as a proof inside": "undefined-term",
        "a number as a proof inside": "undefined-term",
        "a name twice, and no JSON": "not-json",
        "a name twice, a name twice inside": "duplicate-key",
        "a number, then a name twice": "number-too-large",
        "a list of another type": "status-list-not-json-ld",
        "a word of the proof": "unknown-proof",
        "a word of a part's proof": "unknown-proof",
        "published, without a date that can be read": "bad-date",
    }
    headline = reports["published, without a date that can be read"].summary
    assert headline.startswith("Its issuer publishes exactly this, but whether it is still")
