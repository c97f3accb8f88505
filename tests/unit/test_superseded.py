"""Which badge took the place of another: in a file that the signed list names by its digest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from credfolio.badges.openbadges.home import Home
from credfolio.badges.openbadges.status_list import superseded_digest
from credfolio.badges.signing.keystore import SigningKey
from credfolio.badges.signing.plan import plan_signing
from credfolio.badges.signing.sign_pending import sign_plans
from credfolio.badges.signing.signers import Signer
from credfolio.checking.rules.signed import check_status_list
from credfolio.findings.finding import Finding
from credfolio.proof.digests import digest_of_bytes
from credfolio.records.loading.loader import load_project
from credfolio.records.registry import Registry
from credfolio.records.superseded_file import (
    Newer,
    SupersededFile,
    read_superseded,
    render_superseded,
)
from demo import small_project

BASE = Path(__file__).parents[1] / "examples" / "base"
HOME = Home("https://badges.example/credentials/")
SIGNER = Signer("riverside-usd", HOME, HOME.method("riverside-usd", "key-1"), SigningKey(bytes(32)))
OLD, NEW = (f"{HOME.base}portfolios/ana-lopez/{name}/credential.json" for name in ("old", "new"))
PATH = "catalog/riverside-usd/status/superseded/1.json"
WHOLE = render_superseded({OLD: Newer(NEW, "2026-05-01")})
CREATED = "2026-06-01T12:00:00Z"


def registry(**changes: object) -> Registry:
    """Two awards of one educator; the older one was superseded by the newer."""
    found = load_project(BASE).registry
    award = found.awards[("ana-lopez", "active-listening")]
    old = award.model_copy(
        update={"id": "old", "status": "superseded", "superseded_by": "new",
                "status_on": date(2026, 5, 1), **changes}
    )  # fmt: skip
    awards = {
        ("ana-lopez", "old"): old,
        ("ana-lopez", "new"): award.model_copy(update={"id": "new"}),
    }
    return replace(found, awards=awards)


def test_the_signed_list_names_the_file_by_its_digest(tmp_path: Path) -> None:
    small_project(tmp_path)
    plans = plan_signing(registry(), [SIGNER])
    assert [one.superseded for one in plans[0].lists] == [WHOLE]
    sign_plans(tmp_path, registry(), plans, CREATED, jobs=1)
    assert (tmp_path / PATH).read_bytes() == WHOLE
    (tmp_path / "portfolios/ana-lopez/awards").mkdir(parents=True)
    written = load_project(tmp_path)
    signed = written.registry.status_lists[("riverside-usd", 1)]
    beside = written.registry.superseded[("riverside-usd", 1)]
    assert superseded_digest(signed.document) == beside.digest == digest_of_bytes(WHOLE)
    [resource] = signed.document["relatedResource"]
    assert resource["id"] == f"{HOME.base}issuers/riverside-usd/status/superseded/1.json"

    # With the same records there is nothing to do; with others the list is signed again.
    again = replace(
        registry(),
        signed=written.registry.signed,
        status_lists=written.registry.status_lists,
        superseded=written.registry.superseded,
    )
    assert not plan_signing(again, [SIGNER])[0]
    gone = {key: one for key, one in again.awards.items() if key[1] == "new"}
    [planned] = plan_signing(replace(again, awards=gone), [SIGNER])[0].lists
    assert planned.superseded == render_superseded({})

    other = {("riverside-usd", 1): SupersededFile(PATH, render_superseded({}))}
    assert [f.path for f in check_status_list(again)] == []
    [hint] = check_status_list(replace(again, superseded=other))
    assert (hint.rule, hint.severity) == ("status-list", "hint")


@pytest.mark.parametrize("changes", [{"visibility": "unlisted"}, {"superseded_by": "another"}])
def test_a_badge_that_is_not_public_or_has_no_newer_one_is_not_named(
    changes: dict[str, str],
) -> None:
    plans = plan_signing(registry(**changes), [SIGNER])
    assert [one.superseded for one in plans[0].lists] == [b""]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"null\n",
        b'{"schema_version":1}\n',
        b'{"schema_version":1,"superseded":[]}\n',
        WHOLE.replace(b'"2026-05-01"', b'"May"'),
        WHOLE.replace(b'"2026-05-01"', b"7"),
        WHOLE.replace(b'"by"', b'"more":1,"by"'),
        WHOLE.replace(b":1,", b":2,"),
        WHOLE.removesuffix(b"\n"),
        b"[" * 100_000,
        WHOLE.replace(b"\n", b"\r\n"),
    ],
)
def test_a_file_that_is_written_otherwise_is_refused(data: bytes) -> None:
    found = read_superseded(data, PATH)
    assert isinstance(found, Finding)
    assert found.rule == "bad-signed-file"
    assert isinstance(read_superseded(WHOLE, PATH), SupersededFile)
