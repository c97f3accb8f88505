"""What page and command say of a badge that a newer one replaced, to the letter."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import badge_site
from badge_site import BASE, LIST, REVOKED_INDEX, credential, signed, status_list
from credfolio.proof.digests import digest_of_bytes
from page_verifier import as_bytes, both

NOW = datetime(2026, 6, 1, tzinfo=UTC)
FILE = f"{BASE}issuers/riverside/status/superseded/1.json"
OLD, NEW = (f"{BASE}portfolios/robin/{name}/credential.json" for name in ("old", "new"))

Json = dict[str, Any]


def beside(by: Any = NEW, on: Any = "2026-05-01", at: str = OLD, version: Any = 1) -> Json:
    return {"schema_version": version, "superseded": {at: {"by": by, "on": on}}}


def published(file: bytes | Json | None, named: Json | None = None, **changes: Any) -> Json:
    """The issuer's site with `file` next to its list, which names it with its digest."""
    digest = digest_of_bytes(as_bytes(file or b""))
    resource = {"id": FILE, "mediaType": "application/json", "digestMultibase": digest}
    listed = status_list(**changes, relatedResource=[{**resource, **(named or {})}])
    files = {} if file is None else {FILE: file}
    return {**badge_site.documents(), LIST: signed(listed), **files}


def test_a_badge_that_was_replaced_is_verified_and_the_newer_one_is_named() -> None:
    worlds = {
        "replaced": published(beside()),
        "another": published(beside(at=NEW)),
        "nothing": published({"schema_version": 1, "superseded": {}}),
        # A list may name related files of any kind: only what lies next to it is read.
        "elsewhere": published(beside(), {"id": f"{BASE}superseded/1.json"}),
        "another host": published(beside(), {"id": "https://tracker.example/superseded/1.json"}),
        "revoked": published(beside(), credentialSubject=status_list(
            badge_site.encoded_list([5, REVOKED_INDEX]))["credentialSubject"]),
    }  # fmt: skip
    cases = dict.fromkeys(worlds, signed(credential("old")))
    reports = both(cases, worlds, NOW, of_each=True)
    assert {name: report.reason.name for name, report in reports.items()} == {
        "replaced": "replaced",
        "another": "verified",
        "nothing": "verified",
        "elsewhere": "verified",
        "another host": "verified",
        "revoked": "revoked",
    }
    assert not any("newer" in reports[n].step("status").words for n in ("elsewhere", "nothing"))
    report = reports["replaced"]
    assert report.verdict == "verified"
    assert report.step("status").code == "superseded"
    assert report.step("status").words.endswith(
        f"On 2026-05-01 a newer badge took its place: {NEW}"
    )


def test_what_cannot_be_had_or_was_not_signed_changes_no_verdict_and_is_said() -> None:
    file = beside()
    worlds = {
        "missing": published(None),
        "changed": {**published(file), FILE: beside(by=f"{BASE}another.json")},
        "no digest": published(file, {"digestMultibase": "u"}),
        "digest in another form": published(file, {"digestMultibase": "zQm"}),
        "not json": published(b"{"),
        "a list": published(b"[]"),
        "large": published(b" " * 2_000_000),
        "deep": published(b"[" * 100_000),
        "later version": published(beside(version=2)),
        "no address": published(beside(by="javascript:alert(1)")),
        "no text": published(beside(by=7)),
        "no day": published(beside(on="2026-02-30")),
        "a moment": published(beside(on="2026-05-01T00:00:00Z")),
    }
    reports = both(dict.fromkeys(worlds, signed(credential("old"))), worlds, NOW, of_each=True)
    for name, report in reports.items():
        assert report.reason.name == "verified", name
        assert report.step("status").code == "not-revoked", name
        assert "could not be found out" in report.step("status").words, name
