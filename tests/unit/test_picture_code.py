"""The QR code in a picture that holds no badge: its address is said, and nothing is opened."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from bundle import find_node
from code_pictures import HOSTILE_PICTURES, KINDS, NO_ADDRESSES, code_picture
from credfolio.badges.verification import NoResolver, verify
from credfolio.badges.verification.qr_code import address_in_picture
from credfolio.cli.picture_code import PictureCode, command_for, look_for_code
from demo import ROOT
from hostile_badges import GOOD, itxt, png
from made_pictures import raster

NOW = datetime(2026, 6, 1, tzinfo=UTC)
ADDRESS = "https://badges.example/robin/credential.json"


def looked(data: bytes) -> PictureCode | None:
    return look_for_code(data, verify(data, NoResolver(), NOW))


def test_the_address_in_a_code_is_said_with_the_command_for_it() -> None:
    for kind in KINDS:
        found = looked(code_picture(ADDRESS, kind))
        assert found is not None, kind
        assert found.address == ADDRESS
        assert found.words.endswith(f"run: credfolio verify --online {ADDRESS}")


def test_an_address_that_a_shell_would_take_apart_is_quoted_or_left_out_of_the_command() -> None:
    quoted = looked(code_picture("https://badges.example/x?a=1&b=2"))
    assert quoted is not None
    assert quoted.words.endswith('--online "https://badges.example/x?a=1&b=2"')
    spaced = looked(code_picture("https://badges.example/a b.json"))
    assert spaced is not None
    assert spaced.address == "https://badges.example/a%20b.json"
    hostile = ("$(id)", "`id`;x", "%USERNAME%", "x?a=%USERNAME%", "%CD%20", "%date%20", "%A", "%")
    for text in (f"https://badges.example/{end}" for end in hostile):
        found = looked(code_picture(text))
        assert found is not None
        assert found.address == text
        assert "credfolio verify" not in found.words


def test_page_and_command_put_the_same_addresses_into_a_command() -> None:
    """cmd.exe fills %NAME% in, also in quotes, and would send it to the address."""
    ends: tuple[str, ...] = (
        "",
        "a%20b%20c",
        "%C3%A9",
        "%C3%A9%20x",
        "a?b=%2Fc&d",
        "%2g",
        "%USERNAME%",
        "%cd%20",
    )
    ends += ("?a=%DATE%20", "x%", "$x", "a b", "%20USERNAME%20")
    addresses = [f"https://badges.example/{end}" for end in ends]
    words = [command_for(address) for address in addresses]
    node, _ = find_node()
    script = (
        'const { commandFor } = await import("./web/verify/shown.js");'
        f"console.log(JSON.stringify({json.dumps(addresses)}.map((one) => commandFor(one))));"
    )
    done = subprocess.run(
        [node, "--no-warnings", "--input-type=module", "-e", script],
        cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip
    assert words == json.loads(done.stdout)
    assert [bool(one) for one in words] == [True] * 5 + [False] * 7 + [True]


def test_a_code_that_holds_no_https_address_and_a_picture_without_one_are_passed_over() -> None:
    for text in NO_ADDRESSES:
        assert looked(code_picture(text)) is None, text
    for data in (raster("PNG"), raster("JPEG", mode="L"), b"{}", b"GIF89a", b""):
        assert looked(data) is None


def test_a_picture_that_would_harm_shows_no_code() -> None:
    for name, data in HOSTILE_PICTURES.items():
        assert address_in_picture(data) == "", name
        assert verify(data, NoResolver(), NOW).verdict == "unknown", name


def test_a_picture_with_a_badge_inside_is_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zxingcpp", None)
    assert looked(png(itxt(GOOD))) is None


def test_without_the_package_one_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "zxingcpp", None)
    found = looked(code_picture(ADDRESS))
    assert found is not None
    assert found.address == ""
    assert 'pip install "credfolio[qr]"' in found.words
    assert "Check a badge" in found.words
