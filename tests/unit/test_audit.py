"""What vanished between two sites, and whether the records say why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from credfolio.cli import main
from credfolio.publishing.audit import compare, explain
from credfolio.records.model import Award, Educator, Issuer, MicroCredential, Stack
from credfolio.records.registry import Registry
from pages_remote import make_project, make_site


def educator(id_: str, **more: Any) -> Educator:
    return Educator.model_construct(
        **{"id": id_, "visibility": "public", "former_handles": (), **more}
    )


def award(id_: str, **more: Any) -> Award:
    base: dict[str, Any] = {"id": id_, "educator": "ana", "status": "active", "status_on": None}
    return Award.model_construct(**base | {"visibility": "public"} | more)


AWARDS = [award("kept"), award("ended", status="revoked", status_on="2026-05-01")]
AWARDS += [award("private", visibility="private")]
REGISTRY = Registry(
    educators={
        "ana": educator("ana", former_handles=("anna",)),
        "shy": educator("shy", visibility="private"),
    },
    awards={("ana", one.id): one for one in AWARDS},
    issuers={"us": Issuer.model_construct(id="us", name="Us", kind="state", former_ids=("them",))},
    credentials={
        "us/new": MicroCredential.model_construct(
            id="new", title="New", issuer="us", aliases=("alias",), former_ids=("old",)
        )
    },
    stacks={
        "us/tower": Stack.model_construct(
            id="tower", title="Tower", issuer="us", aliases=(), former_ids=("pile",)
        )
    },
)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("portfolios/anna/index.html", "renamed: now portfolios/ana/"),
        ("portfolios/anna/kept/credential.json", "renamed: now portfolios/ana/"),
        ("portfolios/shy/index.html", "the portfolio was made private"),
        ("api/v1/portfolios/shy.json", "the portfolio was made private"),
        ("portfolios/ana/ended/badge.svg", "the award was revoked on 2026-05-01"),
        ("portfolios/ana/private/index.html", "the award was made private"),
        ("portfolios/ana/kept/index.html", ""),
        ("portfolios/ana/never/index.html", ""),
        ("portfolios/ana/index.html", ""),
        ("portfolios/lost/index.html", ""),
        ("portfolios/index.html", ""),
        ("catalog/us/old/index.html", "renamed: now us/new"),
        ("catalog/us/alias/badge.svg", "renamed: now us/new"),
        ("catalog/us/stacks/pile/index.html", "renamed: now us/tower"),
        ("catalog/us/stacks/old/index.html", ""),
        ("catalog/them/new/index.html", "renamed: the issuer is now us"),
        ("issuers/them/did.json", "renamed: the issuer is now us"),
        ("catalog/us/lost/index.html", ""),
        ("catalog/us/index.html", ""),
        ("topics/x/index.html", "a list with nothing in it: no topic 'x' any more"),
        ("audiences/x/index.html", ""),  # all of these lists are gone: that is no empty list
        ("assets/main.css", "a part of pages, not an address of its own"),
        ("about/index.html", ""),
        ("CNAME", ""),
    ],
)
def test_a_file_that_vanished_is_explained_by_the_records_or_by_nothing(
    path: str, reason: str
) -> None:
    assert [one.reason for one in explain([path], ["topics/y/index.html"], REGISTRY)] == [reason]


def test_two_listings_are_compared_by_content() -> None:
    found = compare({"a": "1", "b": "1", "c": "1"}, {"b": "1", "c": "2", "d": "1"})
    assert (found.appeared, found.changed, found.vanished, found.kept) == (
        ("d",), ("c",), ("a",), 1
    )  # fmt: skip


# --- the command --------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = make_project(tmp_path / "project")
    make_site(folder / "old", {"index.html": "home", "x/index.html": "x"}, "a" * 40)
    return folder


def audit(project: Path, *arguments: str) -> tuple[int, str]:
    names = [one if one.startswith("-") else str(project / one) for one in arguments]
    result = CliRunner().invoke(main, ["--project", str(project), "audit", *names])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


def test_an_unexplained_loss_ends_in_1_and_is_named(project: Path) -> None:
    make_site(project / "new", {"index.html": "home"}, "b" * 40)
    code, output = audit(project, "old", "new.manifest.json")
    assert code == 1
    assert "  0 new, 0 changed, 1 removed, 1 as before\n" in output
    assert "  removed  x/index.html  (nothing in the records says why)\n" in output
    assert output.endswith("1 file is gone without a reason in the records.\n")
    code, output = audit(project, "old", "new", "--format=json")
    assert code == 1
    assert '"path": "x/index.html"' in output


def test_the_same_site_is_said_to_be_the_same(project: Path) -> None:
    assert audit(project, "old", "old.manifest.json") == (
        0,
        "  0 new, 0 changed, 0 removed, 2 as before\nThe two are the same, byte for byte.\n",
    )


def test_what_is_no_manifest_is_told_in_words(project: Path) -> None:
    assert "there is no" in audit(project, "nothing", "old")[1]
    (project / "damaged.json").write_text("{")
    code, output = audit(project, "damaged.json", "old")
    assert code == 1
    assert "damaged.json is not the list of a site's files" in output
