"""The QR code in a picture that holds no badge: its address is said, and nothing is opened."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import pytest

from code_pictures import HOSTILE_PICTURES, KINDS, NO_ADDRESSES, code_picture
from credfolio.badges.verification import NoResolver, verify
from credfolio.badges.verification.qr_code import address_in_picture
from credfolio.cli.picture_code import PictureCode, look_for_code
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
    for text in ("https://badges.example/$(id)", "https://badges.example/`id`;x"):
        found = looked(code_picture(text))
        assert found is not None
        assert found.address == text
        assert "credfolio verify" not in found.words


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
