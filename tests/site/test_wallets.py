"""Keeping badges in a wallet: the file for all of them, and the code that a wallet can read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from credfolio.badges.resolver import site_resolver
from credfolio.badges.verification import verify
from credfolio.drawing.qr import qr_svg
from demo import build_once
from signed_project import BASE, signed_project

NOW = datetime(2026, 6, 2, tzinfo=UTC)
ANA = "portfolios/ana-lopez/"
AWARD = f"{ANA}active-listening/"


@pytest.fixture(scope="session")
def signed_site(shared_folder: Path) -> Path:
    return build_once(shared_folder / "signed", signed_project)


def page(site: Path, path: str) -> str:
    return (site / path / "index.html").read_text(encoding="utf-8")


def test_one_file_holds_the_badges_in_force_and_each_is_verified(signed_site: Path) -> None:
    data = (signed_site / ANA / "wallet.json").read_bytes()
    document = json.loads(data)
    assert document["type"] == ["VerifiablePresentation"]
    assert "proof" not in document  # each badge in it has its own
    credential = json.loads((signed_site / AWARD / "credential.json").read_bytes())
    assert credential in document["verifiableCredential"]
    report = verify(data, site_resolver(signed_site), NOW)
    assert report.reason.name == "list"
    assert {badge.verdict for badge in report.badges} == {"verified"}


def test_a_portfolio_with_nothing_in_force_has_no_such_file(signed_site: Path) -> None:
    assert (signed_site / "portfolios/tom-berg/mentoring/credential.json").is_file()
    assert not (signed_site / "portfolios/tom-berg/wallet.json").exists()
    assert "Keep it in your wallet" not in page(signed_site, "portfolios/tom-berg/mentoring")


def test_the_codes_are_the_addresses_of_files_that_wallets_read(signed_site: Path) -> None:
    for path, file, what in (
        (AWARD, f"{AWARD}credential.json", "this badge"),
        (ANA, f"{ANA}wallet.json", "this badge"),
    ):
        html = page(signed_site, path)
        address = BASE + file
        assert (signed_site / file).is_file()
        assert qr_svg(address, f"Code that gives a wallet {what}") in html, path
        assert f'href="{address}"' in html
        for name in ("Learner Credential Wallet", "LearnCard", "Backpacks"):
            assert f"<h3>{name}</h3>" in html, path
        # With this, Learner Credential Wallet asks a server that a static site does not have.
        assert "iuv=" not in html


def test_a_backpack_gets_a_file_that_it_reads_and_a_portfolio_says_what_its_file_holds(
    signed_site: Path,
) -> None:
    award, portfolio = page(signed_site, AWARD), page(signed_site, ANA)
    address = f"{BASE}{AWARD}assertion.json"
    assert f'href="{address}"' in award
    assertion = json.loads((signed_site / AWARD / "assertion.json").read_bytes())
    assert assertion["id"] == address
    assert "one badge at a time" in portfolio
    assert "in force when this site was last built" in portfolio
    assert "in force when this site was last built" not in award


def test_nothing_on_a_site_is_called_a_credential_without_a_proof(
    signed_site: Path, demo_site: Path
) -> None:
    """Whatever it is inside of: a file, a list, a picture or a data block of a page."""
    found = 0
    for path in (*signed_site.rglob("*"), *demo_site.rglob("*")):
        if path.suffix not in (".json", ".svg", ".html") or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8")
        if "VerifiableCredential" not in text or "/assets/" in path.as_posix():
            continue
        for credential in credentials_in(text):
            found += 1
            assert "proof" in credential, path
    assert found > 200


def credentials_in(text: str) -> Iterator[dict[str, Any]]:
    """Each object in a text that says of itself that it is a VerifiableCredential."""
    starts = [match.start() for match in re.finditer(r"\{", text)]
    named = [match.start() for match in re.finditer(r'"VerifiableCredential"', text)]
    for at in named:
        # The innermost object around the word is the one that is called so.
        for start in reversed([start for start in starts if start < at]):
            try:
                value, length = json.JSONDecoder().raw_decode(text[start:])
            except ValueError:
                continue
            if isinstance(value, dict) and start + length > at:
                yield value
                break


def test_a_demonstration_is_kept_in_no_wallet(demo_site: Path) -> None:
    assert list(demo_site.glob("portfolios/*/wallet.json")) == []
    pages = list(demo_site.glob("portfolios/*/*/index.html"))
    assert len(pages) > 20
    for path in pages:
        assert "Keep it in your wallet" not in path.read_text(encoding="utf-8"), path
