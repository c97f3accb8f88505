"""A rule is registered under its own name and is given the day only if it is dated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from credfolio.checking.change import CHANGE_RULES
from credfolio.checking.registrar import Rules
from credfolio.checking.rules import RULES
from credfolio.findings.finding import Finding

DAY = date(2026, 6, 1)


def check_too_long(subject: str) -> Iterator[Finding]:
    if len(subject) > 3:
        yield Finding("too-long", subject, "it is too long")


def check_too_late(subject: str, today: date) -> Iterator[Finding]:
    if subject < today.isoformat():
        yield Finding("too-late", subject, "the day is over")


def test_a_rule_is_called_as_its_function_is() -> None:
    rules: Rules[str] = Rules()
    assert rules.rule(check_too_long) is check_too_long
    assert list(rules) == ["too-long"]


def test_only_a_dated_rule_gets_the_day() -> None:
    rules: Rules[str] = Rules()
    rules.rule(check_too_long)
    assert rules.dated_rule(check_too_late) is check_too_late
    assert [one.rule for one in rules.run("too-long", "abcd", DAY)] == ["too-long"]
    assert [one.rule for one in rules.run("too-late", "2026-05-31", DAY)] == ["too-late"]


def test_two_rules_cannot_have_one_name() -> None:
    rules: Rules[str] = Rules()
    rules.rule(check_too_long)
    with pytest.raises(ValueError, match="two rules are called too-long"):
        rules.rule(check_too_long)
    rules.dated_rule(check_too_late)
    with pytest.raises(ValueError, match="two rules are called too-late"):
        rules.dated_rule(check_too_late)


def test_rules_of_records_and_of_changes_have_no_name_in_common() -> None:
    assert not set(RULES) & set(CHANGE_RULES)
