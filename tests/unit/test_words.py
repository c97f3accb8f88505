"""Words: every vocabulary has them, and quantities read as a person would say them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credfolio.pages.fragments import words
from credfolio.records.model import Stack
from credfolio.records.model.credential import Cost, CreditValue, ExpiresAfter, TimeEstimate
from credfolio.records.model.part import WordLimit
from credfolio.records.model.stack import Member


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (7, "7"),
        (1000, "1,000"),
        (100, "100"),
        (Decimal("0.5"), "0.5"),
        (Decimal("1.50"), "1.5"),
        (Decimal("3.00"), "3"),
        (Decimal("10"), "10"),
        (Decimal("1200.25"), "1,200.25"),
    ],
)
def test_a_number_has_no_needless_digits(value: Decimal | int, text: str) -> None:
    assert words.number(value) == text


@given(st.decimals(0, 10**8, places=4, allow_nan=False))
def test_a_number_says_its_value(value: Decimal) -> None:
    assert Decimal(words.number(value).replace(",", "")) == value


def test_a_day_cannot_be_mistaken() -> None:
    assert words.day(date(2026, 3, 4)) == "4 March 2026"
    assert words.month(date(2026, 12, 31)) == "December 2026"


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0 badges"), (1, "1 badge"), (2, "2 badges"), (1200, "1,200 badges")],
)
def test_a_count_agrees_with_its_noun(value: int, text: str) -> None:
    assert words.count(value, "badge") == text


@pytest.mark.parametrize(
    ("members", "needed", "said"),
    [
        (["credential", "credential"], 2, "2 micro-credentials"),
        (["credential", "credential", "credential"], 2, "2 of 3 complete it"),
        (["stack", "stack", "credential"], 3, "2 stacks and 1 micro-credential"),
        (["stack"], 1, "1 stack"),
    ],
)
def test_a_stack_says_what_it_is_made_of(members: list[str], needed: int, said: str) -> None:
    stack = Stack(
        id="a",
        issuer="x",
        title="A",
        members=tuple(Member(**{kind: f"x/{n}"}) for n, kind in enumerate(members)),
    )
    assert words.stack_members(stack, needed) == said


def test_a_count_takes_an_irregular_plural() -> None:
    assert words.count(2, "person", "people") == "2 people"


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [(1, 1, "1 hour"), (3, 3, "3 hours"), (8, 12, "8–12 hours"), ("0.5", "1.5", "0.5–1.5 hours")],
)
def test_hours_are_one_figure_or_a_range(low: object, high: object, text: str) -> None:
    estimate = TimeEstimate.model_validate({"min_hours": low, "max_hours": high})
    assert words.hours(estimate) == text
    assert words.hours(None) == ""


@pytest.mark.parametrize(
    ("cost", "text"),
    [
        ({"amount": 0}, "Free"),
        ({"amount": "0.00"}, "Free"),
        ({"amount": 45}, "$45"),
        ({"amount": "45.5"}, "$45.50"),
        ({"amount": 1200}, "$1,200"),
        ({"amount": 30, "currency": "EUR"}, "EUR 30"),
    ],
)
def test_money_is_written_as_on_a_price_tag(cost: dict[str, object], text: str) -> None:
    assert words.money(Cost.model_validate(cost)) == text
    assert words.money(None) == ""


@pytest.mark.parametrize(
    ("amount", "unit", "text"),
    [
        ("1", "ceu", "1 CEU"),
        ("0.5", "ceu", "0.5 CEUs"),
        ("12", "contact-hour", "12 contact hours"),
        ("1.00", "graduate", "1 graduate credit"),
    ],
)
def test_credit_is_an_amount_with_its_unit(amount: str, unit: str, text: str) -> None:
    value = CreditValue.model_validate({"jurisdiction": "maple", "unit": unit, "amount": amount})
    assert words.amount(value) == text


@pytest.mark.parametrize(
    ("items", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_ends_with_and(items: list[str], text: str) -> None:
    assert words.join(items) == text
    assert words.join(iter(items)) == text


@pytest.mark.parametrize(
    ("limit", "text"),
    [
        ({"max": 200}, "at most 200 words for each response"),
        ({"min": 50}, "at least 50 words for each response"),
        ({"min": 50, "max": 200, "applies_to": "part"}, "50 to 200 words for the part"),
        ({"min": 150, "max": 300, "kind": "guide"}, "about 150–300 words for each response"),
        ({"max": 300, "kind": "guide", "applies_to": "item"}, "about 300 words for each item"),
        ({"min": 300, "kind": "guide"}, "about 300 words for each response"),
    ],
)
def test_a_word_limit_says_how_strict_it_is_and_what_it_counts(
    limit: dict[str, object], text: str
) -> None:
    assert words.word_limit(WordLimit.model_validate(limit)) == text


@pytest.mark.parametrize(
    ("after", "text"),
    [
        ({"years": 1}, "1 year"),
        ({"years": 5}, "5 years"),
        ({"months": 6}, "6 months"),
        ({"years": 1, "months": 1}, "1 year and 1 month"),
    ],
)
def test_how_long_an_award_is_valid_is_said_in_years_and_months(
    after: dict[str, int], text: str
) -> None:
    assert words.expiry(ExpiresAfter.model_validate(after)) == text


def test_an_id_becomes_a_heading() -> None:
    assert words.title_of("formative-assessment") == "Formative assessment"
    assert words.title_of("ai") == "Ai"


TABLES = {
    name: table
    for name, table in vars(words).items()
    if isinstance(table, dict) and re.fullmatch("[A-Z_]+", name)
}


@pytest.mark.parametrize("name", TABLES)
def test_no_two_words_of_a_table_are_alike_and_none_is_empty(name: str) -> None:
    texts = list(TABLES[name].values())
    assert all(texts)
    if not name.endswith("_ICON"):
        assert len(set(texts)) == len(texts)
