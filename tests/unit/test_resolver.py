"""Where documents come from: only from the site's folder, and only from the public network."""

from __future__ import annotations

from pathlib import Path

import pytest

from credfolio.badges.resolver import NetworkResolver, SiteResolver, is_public, site_resolver
from credfolio.badges.verification import Unresolved

BASE = "https://badges.example/b/"


@pytest.fixture
def site(tmp_path: Path) -> SiteResolver:
    folder = tmp_path / "site"
    (folder / "a").mkdir(parents=True)
    (folder / "a" / "x.json").write_bytes(b"{}")
    (folder / "big.json").write_bytes(b" " * 1_048_577)
    (folder / "index.html").write_text(f'<link rel="canonical" href="{BASE}">')
    (tmp_path / "secret.json").write_bytes(b"secret")
    (folder / "link.json").symlink_to(tmp_path / "secret.json")
    (folder / "up").symlink_to(tmp_path)
    return site_resolver(folder)


def test_the_sites_own_address_is_read_from_its_home_page(site: SiteResolver) -> None:
    assert site.bases[0] == BASE
    assert site.fetch(BASE + "a/x.json") == b"{}"


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/b/a/x.json",
        "http://badges.example/b/a/x.json",
        BASE + "nothing.json",
        BASE + "a",
        BASE,
        BASE + "a/../../secret.json",
        BASE + "../secret.json",
        BASE + "a/%2e%2e/%2e%2e/secret.json",
        BASE + "/etc/passwd",
        BASE + "link.json",
        BASE + "up/secret.json",
        BASE + "big.json",
        BASE + "a/x.json?y",
        BASE + "a\\x.json",
        BASE + "a/x.json\0",
    ],
)
def test_nothing_else_is_read(site: SiteResolver, address: str) -> None:
    with pytest.raises(Unresolved):
        site.fetch(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://badges.example/",
        "https://badges.example:8443/",
        "https://user@badges.example/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://10.0.0.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://0x7f000001/",
        "https://localhost/",
        "https:///x",
        "https://badges.example/a b",
        "file:///etc/passwd",
        "https://[",
    ],
)
def test_the_network_is_not_asked_for_what_is_not_public(address: str) -> None:
    with pytest.raises(Unresolved):
        NetworkResolver(timeout=2).fetch(address)


@pytest.mark.parametrize(
    ("ip", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("2002:7f00:0001::", False),
        ("64:ff9b::7f00:1", False),
    ],
)
def test_private_addresses_are_told_from_public_ones(ip: str, public: bool) -> None:
    assert is_public(ip) is public
