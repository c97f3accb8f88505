"""The rules that read words: what they find, and the honest text that they leave alone."""

from __future__ import annotations

from datetime import date

import pytest

from credfolio.checking.rules import check_registry
from credfolio.checking.rules.definitions import sentences
from credfolio.checking.rules.links import targets
from credfolio.checking.rules.privacy import personal_data
from credfolio.checking.rules.record_text import is_worth_a_look
from credfolio.checking.rules.text import hidden_character
from credfolio.records.model import KeptCredential, KeptStack
from credfolio.records.registry import Registry


def kinds(text: str) -> set[str]:
    return {what for what, _, _ in personal_data(text)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Write to ana.lopez@mail.example.", "an e-mail address"),
        ("[mail me](mailto:ana@mail.example)", "an e-mail address"),
        ("<a.b+c@mail.example>", "an e-mail address"),
        ("(415) 555-2671", "a telephone number"),
        ("415-555-2671", "a telephone number"),
        ("415.555.2671", "a telephone number"),
        ("+1 415 555 2671", "a telephone number"),
        ("+44 20 7946 0958", "a telephone number"),
        ("Call me at 555-0142", "a telephone number"),
        ("Born on 3 May 1988", "a birth date"),
        ("date of birth: 05/03/1988", "a birth date"),
        ("DOB 1988-05-03", "a birth date"),
        ("123-45-6789", "a personal number"),
        ("student ID 4471203", "a personal number"),
        ("Employee number: E448812", "a personal number"),
        ("I live at 14 Maple Street.", "a home address"),
        ("221 N. Harbor View Road, Riverside", "a home address"),
    ],
)
def test_personal_data_is_seen(text: str, kind: str) -> None:
    assert kind in kinds(text)
    assert is_worth_a_look(text)


@pytest.mark.parametrize(
    "text",
    [
        "Write to badges@district.example or licensing.office@state.example.",
        "See https://social.example/@ana.lopez for pictures.",
        "1 to 1 support, 25:1 ratios, 3-4 sessions of 45-60 minutes",
        "pp. 132-141, 88(4), 547-588, https://doi.org/10.3102/0034654318759268",
        "doi 10.1126/science.1207998, ISBN 978-0-13-235088-4, ISBN 0-415-55267-1",
        "ISSN 0034-6543 and ORCID 0000-0002-1825-0097",
        "NCEE 2014-4012, standard 2.a, code 5.1.2, article 415.210",
        "In 2023-2024 we had 1,250 students; 2024-09-02 to 2025-06-13.",
        "From 1999 2000 to 2019 2020",
        "She was born in 1896. Vygotsky (born 1896) wrote it.",
        "The birthday problem has 23 people.",
        "Grade 5 Reading Street, Unit 12",
        "The 2014 Supreme Court ruling",
        "250 words for the part, 200 words each",
        "Room 210 555 seats 2671 books",
        "License CC BY 4.0, version 3.0.1",
        "Scores were 82, 91, 77 and 85 in 4 classes",
        "@everyone reads @home",
    ],
)
def test_honest_text_is_left_alone(text: str) -> None:
    assert kinds(text) == set()


def test_the_address_of_an_office_is_known_from_its_issuer() -> None:
    address = "lakeharlow@schools.example"
    assert kinds(f"Write to {address}.") == {"an e-mail address"}
    assert not list(personal_data(f"Write to {address}.", frozenset({address})))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One sentence", 1),
        ("One. Two.", 2),
        ("One! Two? Three…", 3),
        ("Wait, e.g. three seconds, as Dr. M. Rowe found. Then ask.", 2),
        ("It costs 0.5 units. *Really.* Yes.", 3),
        ("Lines\nthat are\nfolded.", 1),
        ("He said “no.” She left.", 2),
        ("K. Rogers vs. C. Farson", 1),
    ],
)
def test_sentences_are_counted(text: str, count: int) -> None:
    assert sentences(text) == count


@pytest.mark.parametrize(
    "text",
    [
        "zero\u200bwidth",
        "over\u202eride",
        "\u2066isolate",
        "soft\u00ad\u00adhyphens",
        "joiner\u200dinside",
        "tag\U000e0041",
        "private\ue000",
        "lost \ufffd letter",
        "z\u0301\u0302\u0303\u0304algo",
        "byte\ufeffmark",
        "line\u2028separator",
        "filler \u3164",
    ],
)
def test_hidden_characters_are_seen(text: str) -> None:
    assert hidden_character(text) is not None
    assert is_worth_a_look(text)


@pytest.mark.parametrize(
    "text",
    [
        "naïve café — “quoted” … ½ × 3 → done",
        "hyphen\u00adation",
        "teacher \U0001f469\U0001f3fd\u200d\U0001f3eb",
        "family \U0001f468\u200d\U0001f469\u200d\U0001f467",
        "heart \u2764\ufe0f\u200d\U0001f525",
        "flag \U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "می\u200cخواهم",
        "क्\u200dष",
        "Tiếng Việt, Ελληνικά, Українська, 中文, العربية",
    ],
)
def test_letters_of_every_language_and_emoji_may_stand(text: str) -> None:
    assert hidden_character(text) is None


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("[a](https://x.example/y)", ["https://x.example/y"]),
        ("[a]( <https://x.example/y z> )", ["https://x.example/yz"]),
        ("[a](java&#115;cript:alert(1))", ["javascript:alert(1)"]),
        ("[a](jav\tascript:x)", ["jav"]),
        ("[a][b]\n\n[b]: vbscript:x", ["vbscript:x"]),
        ("<data:text/html,x>", ["data:text/html,x"]),
        ("`[a](javascript:x)` and ```\n[a](javascript:x)\n```", []),
        ("a[1](see note) x < y", ["see"]),
        ("[a](https://x.example/wait_(1))", ["https://x.example/wait_(1)"]),
    ],
)
def test_links_are_read_as_a_browser_would(prose: str, expected: list[str]) -> None:
    assert list(targets(prose)) == expected


def test_kept_texts_are_read_like_the_others_and_only_what_harms_is_an_error() -> None:
    """Nobody edits a kept text, so the fix is another, and what only looks wrong is a hint."""
    number, hidden = "Call 555-867-5309 at home.", "a\u200bb and [here](x)"
    own = {"issuer": "city", "version": "1.0", "title": "Listening"}
    registry = Registry(
        credential_versions={
            "city/listening/1.0": KeptCredential(id="listening", competency=number, **own)
        },
        stack_versions={"city/people/1.0": KeptStack(id="people", summary=hidden, **own)},
    )
    rules = ("personal-data", "hidden-text", "link-address")
    found = [one for one in check_registry(registry, date(2026, 11, 28)) if one.rule in rules]
    assert {(one.path, one.rule, one.severity) for one in found} == {
        ("catalog/city/versions/listening/1.0.yml", "personal-data", "error"),
        ("catalog/city/stacks/versions/people/1.0.yml", "hidden-text", "hint"),
        ("catalog/city/stacks/versions/people/1.0.yml", "link-address", "hint"),
    }
    assert {one.fix for one in found} == {
        "a maintainer takes the words out with `credfolio versions redact`, which keeps the digest"
    }
