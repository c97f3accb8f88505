"""A link names a host by its name: browsers read more as a number than four decimal ones."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from credfolio.records.model.base import Link

LINK: TypeAdapter[str] = TypeAdapter(Link)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.0.0.1.",
        "0x7f.0x1",
        "0X7F.1",
        "0x7f.0.0.0x1",
        "0177.0.0.01",
        "127.1",
        "badges.example.0x",
        "badges.example.1",
        "2130706433",
    ],
)
def test_a_host_that_is_a_number_in_any_spelling_is_refused(host: str) -> None:
    for scheme in ("http", "https"):
        with pytest.raises(ValidationError):
            LINK.validate_python(f"{scheme}://{host}/x")


@pytest.mark.parametrize(
    "host",
    ["badges.example", "0x7f.example", "127.example", "1.0xyz", "a1.b2c", "xn--p1ai.example"],
)
def test_a_name_with_digits_in_it_is_a_name(host: str) -> None:
    assert LINK.validate_python(f"https://{host}/x") == f"https://{host}/x"
