"""Nobody who knows everything public can work out a cell of the figures that leave."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import outsider_of_attempts
from credfolio.authoring.figures_file import render_figures
from credfolio.checking.rules.figures import check_figures_band
from credfolio.records.model.figures import Band, Figures, TableName
from credfolio.records.model.terms import SupportKind
from credfolio.records.reckoned.agreement import agreement, seen_of
from credfolio.records.reckoned.bands import rate_band, size_band, sum_band
from credfolio.records.reckoned.leaving import Attempts, Counts, Told, fold, leave, leaving
from credfolio.records.record_reader import read_record
from credfolio.records.registry import Registry
from credfolio.records.source_text import parse_yaml
from outsider import SMALL, TABLES, Groups, Outsider, cohort_of
from outsider_of_attempts import People, told_of

Tables = Mapping[TableName, Mapping[str, Counts]]
FRAME = Figures(id="term", counted_on=date(2026, 6, 30), small=SMALL)


@pytest.mark.parametrize(
    "seed", [1, 3] + [pytest.param(seed, marks=pytest.mark.audit) for seed in (0, 2, *range(4, 26))]
)
def test_the_outsider_finds_no_cell(seed: int) -> None:
    """Among cohorts of all sizes; some have a group of nine who are all listed."""
    assert Outsider(cohort_of(seed), seed).looks(200_000) == set()


@pytest.mark.parametrize("seed", [105, pytest.param(103, marks=pytest.mark.audit)])
def test_the_outsider_finds_no_cell_in_a_corrected_file_and_the_one_before(seed: int) -> None:
    assert Outsider(cohort_of(seed, editions=2), seed).looks(200_000) == set()


def test_the_outsider_finds_what_exact_sizes_give_away() -> None:
    def exact(groups: Groups) -> Iterable[tuple[str | None, object]]:
        return ((name, one.cases) for name, one in groups.items())

    found = Outsider(cohort_of(3), 3, exact).looks(4_000)
    assert {cell for cell in found if cell[-2] == "cases" and cell[0] in TABLES}
    assert not {cell for cell in found if cell[-2] == "not_at_first"}


@pytest.mark.parametrize(
    "seed", [2, 9] + [pytest.param(seed, marks=pytest.mark.audit) for seed in range(10, 60)]
)
def test_the_outsider_finds_nothing_in_what_is_said_of_attempts(seed: int) -> None:
    """Days, late decisions, third readings, hours, money, support, and how two readers agree.

    Some people have several cases, and she knows which listed ones are whose.
    """
    people = outsider_of_attempts.people_of(seed)
    seeker = outsider_of_attempts.Outsider(people, random.Random(seed))
    assert seeker.looks(40_000) == set()


@pytest.mark.parametrize(
    "seed", [2] + [pytest.param(seed, marks=pytest.mark.audit) for seed in (3, 5, 14)]
)
def test_the_outsider_finds_nothing_of_attempts_in_whole_percents(seed: int) -> None:
    """From 100 cases on, where rates are said to the percent."""
    people = outsider_of_attempts.people_of(seed, most=140, least=110)
    assert sum(len(one.cases) for one in people) >= 10 * SMALL
    seeker = outsider_of_attempts.Outsider(people, random.Random(seed))
    assert seeker.looks(40_000) == set()


def test_the_outsider_finds_third_readings_where_the_listed_ones_get_no_room() -> None:
    def told(people: People) -> Told:
        return replace(told_of(people), public=Attempts())

    people = outsider_of_attempts.people_of(9)
    seeker = outsider_of_attempts.Outsider(
        people, random.Random(9), lambda one: outsider_of_attempts.published(one, told)
    )
    assert ("third",) in seeker.looks(2_000)


PAIRS = (("pass", "pass"), ("pass", "resubmit"), ("resubmit", "resubmit"))


def said_of_two(alike: int, apart: int, fails: int, *known: tuple[str, str]) -> Figures:
    """What is said of so many pairs, of which those in `known` are public."""
    pairs = [PAIRS[0]] * alike + [PAIRS[1]] * apart + [PAIRS[2]] * fails
    agreed = agreement(pairs)
    assert agreed is not None
    told = Told(agreed=[((), agreed, seen_of(known, pairs))])
    return leaving(FRAME, {"role": {"all": counts(30)}}, told, retries=True)


@pytest.mark.parametrize(
    ("passes", "apart", "fails"),
    [(60, 9, 0)]
    + [
        pytest.param(*known, marks=pytest.mark.audit)
        for known in ((0, 0, 0), (20, 5, 0), (60, 0, 0), (60, 9, 3), (20, 9, 3), (28, 1, 0))
    ],
)
def test_agreement_gives_no_table_of_two_readers_away(passes: int, apart: int, fails: int) -> None:
    """Of pairs that both pass, that differ, and that both fail, every number stays open.

    Also for whoever knows so many of each from listed awards.
    """
    known = [PAIRS[0]] * passes + [PAIRS[1]] * apart + [PAIRS[2]] * fails
    found: defaultdict[str, list[tuple[int, ...]]] = defaultdict(list)
    for n in range(max(30, len(known)), 100):
        for more in range(fails, n - passes - apart + 1):
            for differ in range(apart, n - passes - more + 1):
                said = said_of_two(n - more - differ, differ, more, *known).agreement
                found[repr(said)].append((n, differ, more, n - more - differ))
    found.pop("()", None)  # where nothing is said, there may be fewer pairs as well
    for text, tables in found.items():
        assert all(len(set(numbers)) > 1 for numbers in zip(*tables, strict=True)), text


def test_where_nobody_differs_it_reads_as_where_one_does() -> None:
    assert said_of_two(60, 0, 0) == said_of_two(59, 1, 0)


@pytest.mark.parametrize("times", [1, 2])
def test_agreement_of_few_pairs_may_not_be_finer_than_the_program_says_it(times: int) -> None:
    said = said_of_two(30 * times, 12 * times, 18 * times)  # 60 pairs, or 120
    assert list(check_figures_band(Registry(figures={"term": said}))) == []
    (agreed,) = said.agreement
    for finer in ({"raw": Band(least=70, most=80)}, {"alpha": "0.6"}, {"ac1": "0.2"}):
        older = said.model_copy(update={"agreement": (agreed.model_copy(update=finer),)})
        found = list(check_figures_band(Registry(figures={"term": older})))
        (field,) = finer
        places = [] if times == 2 else [("agreement", 0, field)]
        assert [one.pointer for one in found] == places


def counts(size: int, first: int = 0) -> Counts:
    return Counts(frozenset(f"{first + n}" for n in range(size)), size)


def groups(**sizes: int) -> dict[str, Counts]:
    return {name: counts(size, 1_000 * n) for n, (name, size) in enumerate(sizes.items())}


def test_groups_of_thirty_one_and_one_leave_nothing_to_subtract() -> None:
    folded = fold(groups(a=30, b=1, c=1), SMALL)
    assert {name: len(one.people) for name, one in folded.items()} == {None: 32}
    folded = fold(groups(a=30, b=12, c=1, d=1), SMALL)
    assert {name: len(one.people) for name, one in folded.items()} == {"a": 30, None: 14}


def test_a_person_in_two_small_groups_is_one_person_of_the_folded_one() -> None:
    same = counts(6)
    folded = fold({"a": same, "b": same, "c": counts(12, 50), "d": counts(40, 100)}, SMALL)
    assert {name: len(one.people) for name, one in folded.items()} == {"d": 40, None: 18}


def test_a_group_is_folded_where_folding_would_say_that_there_is_nobody_else() -> None:
    """Whoever knows nine listed people of a group that is "fewer than ten" knows all of it."""
    nine = replace(counts(11), public=8, public_people=frozenset("12345678"))
    folded = fold({"a": nine, "b": counts(30, 50)}, SMALL)
    assert {name: len(one.people) for name, one in folded.items()} == {None: 41}


def test_what_is_left_out_follows_from_the_bands_before() -> None:
    """A rate that is there from ten people on says who has nine."""
    for again in (9, 10):
        said = leave(Counts(frozenset(map(str, range(13))), 13, again), SMALL, retries=True)
        assert (said.not_at_first, said.tried_again) == (band(60, 80), None)


def test_fewer_than_the_smallest_number_of_people_are_not_told_about() -> None:
    assert leaving(FRAME, {"role": groups(a=4, b=5)}, Told(), retries=True) == FRAME
    assert fold(groups(a=4, b=5), SMALL) == {}


def band(least: int, most: int | None) -> Band:
    return Band(least=least, most=most)


def test_a_band_of_sizes_has_room_above_what_is_public() -> None:
    assert size_band(19, 0, SMALL) == band(10, 19)
    assert size_band(19, 19, SMALL) == band(10, 99)
    assert size_band(25, 19, SMALL) == band(10, 99)
    assert size_band(370, 225, SMALL) == band(100, None)


def test_rates_are_coarser_in_smaller_groups_and_coded_at_their_ends() -> None:
    assert rate_band(7, 12, band(10, 19), SMALL) == band(40, 60)
    assert rate_band(12, 12, band(10, 19), SMALL) == band(80, 100)
    assert rate_band(7, 25, band(20, 99), SMALL) == band(20, 30)
    assert rate_band(145, 300, band(100, None), SMALL) == band(48, 48)
    assert rate_band(300, 300, band(100, None), SMALL) == band(95, 100)
    assert rate_band(1, 300, band(100, None), SMALL) == band(0, 5)


def test_a_rate_has_room_above_what_is_public() -> None:
    # Of at most 19 people less than a fifth are 3: who knows 3 would know that there are no more.
    assert rate_band(3, 17, band(10, 19), SMALL, known=3) == band(0, 40)
    assert rate_band(3, 17, band(10, 19), SMALL, known=0) == band(0, 20)
    assert rate_band(16, 19, band(10, 19), SMALL, known_rest=3) == band(60, 100)


def test_a_rate_of_few_people_is_not_said() -> None:
    people = frozenset(map(str, range(30)))
    said = leave(Counts(people, 30, not_at_first=9, passed=25), SMALL, retries=True)
    assert said.tried_again is None
    said = leave(Counts(people, 30, not_at_first=20, tried_again=5), SMALL, retries=True)
    assert said.tried_again is not None
    assert said.passed_later is None
    said = leave(Counts(people, 30, not_at_first=20), SMALL, retries=False)
    assert said.tried_again is None


def test_what_few_report_is_not_told() -> None:
    spent = {("p1", f"a/{n}"): Decimal(5) for n in range(20)}
    people: Tables = {"role": groups(a=40)}
    said = leaving(FRAME, people, Told(spent={"hours": spent}), retries=True)
    assert said.use == ()
    spent = {(f"p{n}", "a/b"): Decimal(n) for n in range(20)}
    (hours,) = leaving(FRAME, people, Told(spent={"hours": spent}), retries=True).use
    assert (hours.reported, hours.typical) == (band(50, 60), band(5, 10))
    assert hours.together == band(100, 200)


def test_support_that_nobody_had_reads_as_support_that_one_had() -> None:
    def said(first: frozenset[SupportKind]) -> object:
        support = {(f"p{n}", "a/b"): first if n == 0 else frozenset() for n in range(20)}
        people: Tables = {"role": groups(a=40)}
        return leaving(FRAME, people, Told(support=support), retries=True).support

    assert said(frozenset()) == said(frozenset({"money"}))


@given(st.lists(st.integers(0, 60), min_size=SMALL, max_size=80))
def test_the_hours_of_one_person_are_open_for_who_knows_all_others(hours: list[int]) -> None:
    """What is said of all hours stays with another number for the last person."""

    def said(last: int) -> object:
        spent = {(f"p{n}", "a/b"): Decimal(one) for n, one in enumerate([*hours[:-1], last])}
        told = Told(spent={"hours": spent})
        return leaving(FRAME, {"role": groups(a=len(hours))}, told, retries=True).use

    true = hours[-1]
    assert any(said(max(0, true + step)) == said(true) for step in (1, -1))


@given(st.integers(0, 1_000_000))
def test_a_sum_is_between_two_round_numbers(total: int) -> None:
    found = sum_band(Decimal(total))
    assert found.most is not None
    assert found.least <= total < found.most
    assert sum_band(Decimal(found.least)) == found


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 60), min_size=1),
    st.integers(0, 100),
    st.sampled_from((5, 10, 20)),
)
def test_what_the_program_writes_is_read_again_and_has_only_its_own_bands(
    sizes: dict[str, int], percent: int, small: int
) -> None:
    frame = FRAME.model_copy(update={"small": small})
    made = {
        name: Counts(one.people, one.cases, n, n, n, n)
        for name, one in groups(**sizes).items()
        for n in [one.cases * percent // 100]
    }
    told = Told(days=[3, 9, 17], late=1, third_readings=2)
    said = leaving(frame, {"role": made, "school": made}, told, retries=True)
    data = parse_yaml(render_figures(said), "catalog/figures/term.json")
    assert isinstance(data, dict)
    assert read_record(Figures, data, "catalog/figures/term.json", {"id": "term"}) == said
    assert list(check_figures_band(Registry(figures={"term": said}))) == []
