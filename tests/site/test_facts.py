"""The facts beside each definition: complete, of one type each, and a plan in a link."""

from __future__ import annotations

import json
from decimal import Decimal

from credfolio.pages.catalog.facts import SCHEMA_VERSION, credential_facts, stack_facts
from credfolio.pages.contribute.plan_link import encode_plan, playlist_link
from credfolio.pages.fragments import addresses
from credfolio.records.reckoned.definition import evidence_types
from credfolio.records.reckoned.one_credit import credit_once
from credfolio.records.reckoned.stack_tree import credentials_of

OPTIONAL = {"hours", "cost", "requires_students", "remote_ok", "past_evidence_ok"}
OPTIONAL |= {"answer_in_business_days", "attempts.most"}


def types(value: object, path: str = "") -> dict[str, set[str]]:
    """The JSON type at each path; list items share one."""
    found = {path: {type(value).__name__.replace("float", "int")}}
    inner = value.items() if isinstance(value, dict) else ()
    if isinstance(value, list):
        inner = (("[]", item) for item in value)
    for name, item in inner:
        for key, kinds in types(item, f"{path}.{name}".lstrip(".")).items():
            found.setdefault(key, set()).update(kinds)
    return found


def test_each_definition_has_its_facts_beside_it(demo, demo_site) -> None:
    for credential in demo.credentials.values():
        path = demo_site / addresses.facts(addresses.credential(credential))
        facts = json.loads(path.read_text(encoding="utf-8"))
        assert facts == json.loads(json.dumps(credential_facts(credential, demo)))
        assert facts["schema_version"] == SCHEMA_VERSION
        assert [part["number"] for part in facts["parts"]] == [p.number for p in credential.parts]
        assert [one["type"] for one in facts["evidence"]] == list(evidence_types(credential))
        amounts = [Decimal(str(one["amount"])) for one in facts["credit"]]
        once = credit_once(credential.credit_values, demo.jurisdictions)
        assert amounts == [stated[0].amount for stated in once]
        assert (demo_site / facts["address"] / "index.html").is_file()
    for stack in demo.stacks.values():
        path = demo_site / addresses.facts(addresses.stack(stack))
        facts = json.loads(path.read_text(encoding="utf-8"))
        assert [one["ref"] for one in facts["credentials"]] == list(credentials_of(stack.ref, demo))
        assert len(facts["members"]) == len(stack.members)


def test_a_fact_has_one_type_or_is_null(demo) -> None:
    seen: dict[str, set[str]] = {}
    for credential in demo.credentials.values():
        for path, kinds in types(credential_facts(credential, demo)).items():
            seen.setdefault(path, set()).update(kinds)
    for path, kinds in seen.items():
        assert len(kinds - {"NoneType"}) <= 1, (path, kinds)
        assert "NoneType" not in kinds or path in OPTIONAL, path
    stacks: dict[str, set[str]] = {}
    for stack in demo.stacks.values():
        for path, kinds in types(stack_facts(stack, demo)).items():
            stacks.setdefault(path, set()).update(kinds)
    assert all(len(kinds - {"NoneType"}) <= 1 for kinds in stacks.values())


def test_the_caps_of_a_jurisdiction_are_with_its_dates(demo, demo_site) -> None:
    facts = json.loads((demo_site / "jurisdictions/facts.json").read_text(encoding="utf-8"))
    assert {one["id"] for one in facts["jurisdictions"]} == set(demo.jurisdictions)
    (ridgeline,) = [one for one in facts["jurisdictions"] if one["id"] == "ridgeline"]
    assert ridgeline["caps"] == [
        {
            "title": "At most 30 clock hours from micro-credentials",
            "unit": "clock-hour",
            "amount": 30,
            "from": "2022-09-01",
            "until": "",
        }
    ]


def test_a_playlist_is_a_link_with_a_checksum() -> None:
    # base64url of ["A path",["a/b"]], with its CRC-32 as any zlib gives it.
    assert encode_plan("A path", ["a/b"]) == "1.4646c221.WyJBIHBhdGgiLFsiYS9iIl1d"
    assert playlist_link("A path", ["a/b"]).startswith("plan/#list=1.")


def test_every_published_playlist_can_be_opened_as_a_plan(demo, pages) -> None:
    shown = 0
    for educator in demo.educators.values():
        if educator.visibility == "private" or "playlists" in educator.hide:
            continue
        links = {a["href"] for a in pages(addresses.educator(educator.id)).main.all("a")}
        for playlist in educator.playlists:
            wanted = playlist_link(playlist.title, playlist.credentials)
            assert any(link.endswith(wanted) for link in links), (educator.id, playlist.title)
            shown += 1
    assert shown >= 10
