"""Shares: what the unit holds exactly, how they are written, and how they are read back."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.errors import RecordError
from ontology.shares import PARTS, PERCENT, WHOLE, Share, format_exactly, format_percent, round_percent, to_percent

UNITS = st.integers(0, WHOLE)
NARROW = st.integers(0, 3) | st.integers(0, WHOLE)


@pytest.mark.parametrize("n", range(1, PARTS + 1))
def test_nth_parts_are_exact_and_add_to_the_whole(n: int) -> None:
    part = Share.parse(f"1/{n}")
    assert (part.min, part.exact, part.min_open) == (part.max, True, False)
    assert part.min * n == WHOLE
    assert sum(Share.parse(f"{k}/{n}").min for k in (1, n - 1)) == WHOLE


@given(st.integers(0, 100 * 10**9))
def test_percentages_with_nine_decimals_are_exact(nanopercent: int) -> None:
    text = f"{nanopercent // 10**9}.{nanopercent % 10**9:09d}"
    share = Share.parse(text)
    assert share.min == share.max == Fraction(nanopercent * WHOLE, 100 * 10**9)
    assert Fraction(format_percent(share.min)) == Fraction(text)
    assert to_percent(share.min) == float(text)
    assert share.fraction is None


def test_three_sixths_are_half_and_three_rounded_sixths_are_not() -> None:
    assert 3 * Share.parse("1/6").min == WHOLE // 2 == 3 * Share.parse("16 2/3 %").max
    assert 3 * Share.parse("16.666666667").min > WHOLE // 2 > 3 * Share.parse("16.6666666666").max


def test_ten_thousand_wholes_fit_64_bits_and_a_float_tells_all_shares_apart() -> None:
    assert 10_000 * WHOLE < 2**63
    assert WHOLE < 2**53


@given(UNITS)
def test_percent_as_a_float_leads_back_to_the_units(units: int) -> None:
    """So properties of a graph database, which are floats, lose nothing."""
    assert round(units / PERCENT * PERCENT) == units


@given(UNITS)
def test_what_is_written_without_loss_is_read_back(units: int) -> None:
    read = Share.parse(format_exactly(units))
    assert (read.min, read.max) == (units, units)


@given(UNITS, NARROW, st.booleans(), st.booleans())
def test_intervals_are_read_back_as_they_were_written(low: int, width: int, min_open: bool, max_open: bool) -> None:
    high = min(low + width, WHOLE)
    share = Share(min=low, max=high, min_open=min_open and low < high, max_open=max_open and low < high)
    read = Share.parse(share.interval())
    assert (read.min, read.max, read.min_open, read.max_open) == (share.min, share.max, share.min_open, share.max_open)


@pytest.mark.parametrize(
    ("text", "label", "percent"),
    [
        ("1/3", "1/3", 33.333333333),
        ("2/6", "1/3", 33.333333333),
        ("33 1/3 %", "1/3", 33.333333333),
        ("66 2/3", "2/3", 66.666666667),
        ("1/8", "12.5 %", 12.5),
        ("4/8", "50 %", 50),
        ("1/17", "5.88 %", 5.882352941),
        ("1/300", "0.33 %", 0.333333333),
        ("33.33 %", "33.33 %", 33.33),
        ("33.333333333", "33.333333333 %", 33.333333333),
        ("33.33333333333", "33.33 %", 33.333333333),
        ("33.333333333333", "1/3", 33.333333333),
        ("49.99999999999999", "50 %", 50),
        ("49.9999999999", "49.9999999999 %", 50),
        ("1/3..50", "33.33–50 %", 33.333333333),
        (">1/3", ">33.33 %", 33.333333333),
        ("<=2/3", "≤66.67 %", 0),
        ("(33.333333333..33.333333334)", "33.333333333 %", 33.333333333),
    ],
)
def test_shares_are_written_as_people_write_them(text: str, label: str, percent: float) -> None:
    share = Share.parse(text)
    assert (share.label(), to_percent(share.min)) == (label, percent)
    assert share.text == text


@pytest.mark.parametrize(
    "text", ["1/0", "3/2", "1/3 %", "33 4/3", "33 1/0", "33 1/3 1/3", "1/3/3", "-1/3", "1/-3", "1//3", "/3", "1/3..", "..1/3"]
)
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(RecordError) as refused:
        Share.parse(text)
    assert refused.value.code == "BAD_SHARE"


@given(UNITS)
def test_rounding_for_a_reader_never_makes_a_whole_percent(units: int) -> None:
    assert ("." not in round_percent(units)) == (units % PERCENT == 0)


@pytest.mark.parametrize("n", range(1, PARTS + 1))
def test_a_part_of_the_whole_that_a_machine_computed_is_that_part(n: int) -> None:
    for part in range(1, n + 1):
        for percent in (repr(100 * part / n), f"{100 * part / n:.12f}", Decimal(repr(part / n)) * 100):
            share = Share.point(percent)
            assert (share.min * n, share.max * n) == (WHOLE * part, WHOLE * part)
            assert Share.between(0, percent).max * n == WHOLE * part
