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
    ["badges.example", "0x7f.example", "127.example", "1.0xyz", "a1.b2c"],
)
def test_a_name_with_digits_in_it_is_a_name(host: str) -> None:
    assert LINK.validate_python(f"https://{host}/x") == f"https://{host}/x"


@pytest.mark.parametrize(
    "host",
    [
        "xn--pple-43d.com",  # аpple.com, encoded
        "www.XN--pple-43d.com",
        "xn--p1ai.example",
        "\u0430pple.com",  # a Cyrillic a among Latin letters
        "\u0430\u0440\u0440\u04cf\u0435.com",  # Cyrillic letters only, and each looks Latin
        "\u0251pple.com",  # a Latin letter that looks like another
        "g\u0131thub.com",
        "\uff41pple.com",  # full width
        "a\u3002example.com",  # a full stop of another script
        "a\u200bpple.com",  # nothing that anybody sees
        "\u0661\u0662\u0667.example",
        "badges%2eexample.org",
        "badges.example.",
        "badges..example",
        ".badges.example",
        "bad~ges.example",
    ],
)
def test_a_host_that_a_reader_takes_for_another_is_refused(host: str) -> None:
    with pytest.raises(ValidationError):
        LINK.validate_python(f"https://{host}/x")


@pytest.mark.parametrize(
    "host",
    [
        "schule-m\u00fcnchen.example",
        "stra\u00dfe.example",
        "\u0448\u043a\u043e\u043b\u0430.example",
        "\u5b66\u6821.example",
        "\u0e42\u0e23\u0e07\u0e40\u0e23\u0e35\u0e22\u0e19.example",
        "my_site.example",
    ],
)
def test_an_honest_name_of_another_script_is_a_name(host: str) -> None:
    assert LINK.validate_python(f"https://{host}/x") == f"https://{host}/x"
