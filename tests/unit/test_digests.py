"""Digests in records have one form, and the same text has the same digest on every system."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credfolio.proof.digests import digest_of_bytes, digest_of_file, digest_of_text, is_digest

# sha256 of nothing, as a multihash in base64url: made with `openssl dgst -sha256 -binary`.
OF_NOTHING = "uEiDjsMRCmPwcFJr79MiZb7kkJ65B5GSbk0yklZkbeFK4VQ"


def test_the_digest_of_nothing_is_known() -> None:
    assert digest_of_bytes(b"") == OF_NOTHING
    assert hashlib.sha256(b"").hexdigest().startswith("e3b0c442")


@given(st.binary(max_size=200))
def test_every_digest_is_one_in_form(data: bytes) -> None:
    assert is_digest(digest_of_bytes(data))


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_text_has_one_digest_whatever_ends_its_lines(ending: str) -> None:
    assert digest_of_text(f"\ufeffone{ending}two{ending}") == digest_of_text("one\ntwo\n")


def test_a_file_is_taken_byte_for_byte() -> None:
    assert digest_of_bytes(b"one\r\n") != digest_of_bytes(b"one\n")


def test_a_drawing_has_one_digest_and_a_photograph_counts_by_its_bytes() -> None:
    assert digest_of_file("a.SVG", b"<svg>\r\n</svg>") == digest_of_file("b.svg", b"<svg>\n</svg>")
    assert digest_of_file("a.png", b"\r\n") != digest_of_file("a.png", b"\n")
    assert digest_of_file("a.svg", b"\xff") == digest_of_bytes(b"\xff")


@pytest.mark.parametrize(
    "text",
    [
        "",
        OF_NOTHING[:-1],
        OF_NOTHING + "A",
        OF_NOTHING.replace("uEi", "zEi"),
        OF_NOTHING[:-1] + "R",  # decodes to the same bytes, and is not how they are written
        "sha256:" + hashlib.sha256(b"").hexdigest(),
        OF_NOTHING[:10] + "+" + OF_NOTHING[11:],
        OF_NOTHING + "\n",
    ],
)
def test_another_spelling_is_no_digest(text: str) -> None:
    assert not is_digest(text)
