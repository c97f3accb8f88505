"""What findings say is said in whole sentences, so that each can be translated in one piece."""

from __future__ import annotations

import re

import pytest

from credfolio.findings.words import WORDS


@pytest.mark.parametrize("key", WORDS)
def test_a_message_is_no_piece_of_another(key: str) -> None:
    for text in WORDS[key]:
        assert text == text.strip()
        assert not re.match(r"[,;:.)]", text)
        assert not re.search(r"[,;:(]$", text)


@pytest.mark.parametrize("key", WORDS)
def test_a_place_for_a_value_stands_between_spaces_or_signs(key: str) -> None:
    for text in WORDS[key]:
        assert not re.search(r"(?<!0x)(?<=\w)\{(?!\{)|(?<!\})\}\w", text), (
            "a value would be glued to a word"
        )
