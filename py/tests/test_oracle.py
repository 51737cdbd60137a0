"""Allocation and ratio rules against Python's fractions: drawn cases, and an oracle that shares nothing with the package.

The oracle follows the definitions alone: the entitlement q = T · Σ sₖ · xₖ / Xₖ as a fraction, its floor, and the
units left to the largest fractions, equals by the bytes of their ids.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Any

import pytest
import statsbidrag as sb

pytest.importorskip("hypothesis")
from hypothesis import HealthCheck, assume, given, settings, strategies as st  # noqa: E402

drawn_cases = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])

# --- the oracle of allocation ---------------------------------------------------------------------------------


def entitlements(
    total: Fraction, components: Sequence[tuple[Fraction, Sequence[Fraction]]]
) -> list[Fraction]:
    """T · Σ sₖ · xₖ / Xₖ for each recipient."""
    rows = len(components[0][1])
    return [
        total * sum(share * column[row] / sum(column) for share, column in components) for row in range(rows)
    ]


def largest_remainder(ids: Sequence[str], quotas: Sequence[Fraction], unit: Fraction) -> list[Fraction]:
    """Whole units whose sum is that of the quotas."""
    if sum(quotas) < 0:
        return [-amount for amount in largest_remainder(ids, [-quota for quota in quotas], unit)]
    units = [quota / unit for quota in quotas]
    floors = [floor(number) for number in units]
    left = sum(units) - sum(floors)
    assert left.denominator == 1
    order = sorted(range(len(ids)), key=lambda row: (floors[row] - units[row], ids[row].encode()))
    for row in order[: int(left)]:
        floors[row] += 1
    return [number * unit for number in floors]


def rounded(quota: Fraction, unit: Fraction, rounding: str) -> Fraction:
    """One quota in whole units by itself, on its size, with the sign restored."""
    size = abs(quota) / unit
    below, rest = floor(size), size - floor(size)
    half = Fraction(1, 2)
    goes_up = {
        "down": False, "up": rest > 0, "half_up": rest >= half, "half_down": rest > half,
        "half_even": rest > half or (rest == half and below % 2 == 1),
    }[rounding]  # fmt: skip
    return (below + goes_up) * unit * (-1 if quota < 0 else 1)


# --- drawn facts ----------------------------------------------------------------------------------------------

ID_LETTERS = st.sampled_from("01ABab ÅåÖ💰")
UNITS = st.sampled_from(["0.01", "0.1", "1", "100", "1000"])
TOTALS = st.one_of(st.integers(0, 50), st.integers(0, 10**13))
WEIGHT = st.one_of(
    st.integers(0, 9),
    st.integers(0, 10**6),
    st.integers(10**15, 10**25),
    st.decimals(0, 10**6, places=4),
    st.fractions(0, 1000, max_denominator=12),
)


@st.composite
def facts(draw: st.DrawFn, most: int = 12) -> tuple[list[str], list[list[Any]], list[Fraction]]:
    """Ids, columns of weights that each have one over zero, and shares that sum to 1."""
    ids = draw(st.lists(st.text(ID_LETTERS, min_size=1, max_size=4), min_size=1, max_size=most, unique=True))
    parts = draw(st.lists(st.integers(1, 20), min_size=1, max_size=4))
    column = st.lists(WEIGHT, min_size=len(ids), max_size=len(ids)).filter(any)
    columns = [draw(column) for _ in parts]
    return ids, columns, [Fraction(part, sum(parts)) for part in parts]


def frame_and_key(
    ids: list[str], columns: list[list[Any]], shares: list[Fraction]
) -> tuple[dict[str, Any], Any]:
    names = [f"c{place}" for place in range(len(columns))]
    key: Any = {name: (share, name) for name, share in zip(names, shares, strict=True)}
    return {"id": ids, **dict(zip(names, columns, strict=True))}, names[0] if len(names) == 1 else key


def in_units(total: int, unit: str) -> Fraction:
    return total * Fraction(unit)


def kronor(amount: Fraction) -> Decimal:
    """Whole öre as kronor."""
    assert (amount * 100).denominator == 1
    return Decimal(int(amount * 100)).scaleb(-2)


def oracle(
    ids: list[str], columns: list[list[Any]], shares: list[Fraction], total: Fraction
) -> list[Fraction]:
    exact = [[Fraction(cell) for cell in column] for column in columns]
    return entitlements(total, list(zip(shares, exact, strict=True)))


def fractions(amounts: Sequence[Decimal]) -> list[Fraction]:
    return [Fraction(amount) for amount in amounts]


# --- allocation -----------------------------------------------------------------------------------------------


def test_the_oracle_by_hand() -> None:
    # 100 by 1, 2, 4: 14 2/7, 28 4/7, 57 1/7; the krona left goes to 4/7.
    quotas = entitlements(Fraction(100), [(Fraction(1), [Fraction(1), Fraction(2), Fraction(4)])])
    assert largest_remainder(["a", "b", "c"], quotas, Fraction(1)) == [14, 29, 57]
    # 1 by 1, 1: the first id. "Å" stands after all of ASCII.
    halves = [Fraction(1, 2)] * 2
    assert largest_remainder(["Å", "z"], halves, Fraction(1)) == [0, 1]
    assert [
        rounded(Fraction(-5, 2), Fraction(1), way)
        for way in ("down", "up", "half_up", "half_down", "half_even")
    ] == [-2, -3, -3, -2, -2]


@drawn_cases
@given(facts(), TOTALS, UNITS, st.booleans())
def test_the_largest_remainder(drawn: Any, total: int, unit: str, is_charge: bool) -> None:
    ids, columns, shares = drawn
    sum_ = in_units(-total if is_charge else total, unit)
    assume(abs(sum_) < 10**15)
    frame, key = frame_and_key(ids, columns, shares)
    a = sb.allocate(frame, total=kronor(sum_), key=key, id="id", unit=unit, ties="by_id")
    quotas = oracle(ids, columns, shares, sum_)
    assert fractions(a.amounts) == largest_remainder(ids, quotas, Fraction(unit))
    assert a.unallocated == 0
    assert a.table["rounded_up"] == [
        abs(amount) > abs(quota) for amount, quota in zip(fractions(a.amounts), quotas, strict=True)
    ]
    for told, quota in zip(a.table["entitlement"], quotas, strict=True):
        assert abs(Fraction(told) - quota) <= Fraction(1, 2 * 10**6)  # type: ignore[arg-type]
    a.verify()


@drawn_cases
@given(facts(), TOTALS, UNITS)
def test_equals_are_told_and_decided_by_id(drawn: Any, total: int, unit: str) -> None:
    # Two columns of equal weights in turn, so that remainders are often equal.
    ids, _, _ = drawn
    columns, shares = [[1 + row % 2 for row in range(len(ids))]], [Fraction(1)]
    frame, key = frame_and_key(ids, columns, shares)
    sum_ = in_units(total, unit)
    a = sb.allocate(frame, total=kronor(sum_), key=key, id="id", unit=unit, ties="by_id")
    quotas = oracle(ids, columns, shares, sum_)
    expected = largest_remainder(ids, quotas, Fraction(unit))
    assert fractions(a.amounts) == expected
    rests = [quota / Fraction(unit) % 1 for quota in quotas]
    won = {rest for rest, amount, quota in zip(rests, expected, quotas, strict=True) if amount > quota}
    lost = {
        rest for rest, amount, quota in zip(rests, expected, quotas, strict=True) if rest and amount < quota
    }
    tied = [id for id, rest in zip(ids, rests, strict=True) if rest in won & lost]
    assert sorted(a.tied) == sorted(tied)
    if tied:
        with pytest.raises(sb.RuleError):
            sb.allocate(frame, total=kronor(sum_), key=key, id="id", unit=unit, ties="refuse")


@drawn_cases
@given(
    facts(),
    TOTALS,
    UNITS,
    st.sampled_from(["down", "up", "half_up", "half_down", "half_even"]),
    st.booleans(),
)
def test_roundings_of_a_statute(drawn: Any, total: int, unit: str, rounding: str, is_charge: bool) -> None:
    ids, columns, shares = drawn
    sum_ = Fraction(-total if is_charge else total, 100)  # in öre, and not in the unit
    frame, key = frame_and_key(ids, columns, shares)
    a = sb.allocate(frame, total=kronor(sum_), key=key, id="id", unit=unit, rounding=rounding)
    expected = [rounded(quota, Fraction(unit), rounding) for quota in oracle(ids, columns, shares, sum_)]
    assert fractions(a.amounts) == expected
    assert Fraction(a.unallocated) == sum_ - sum(expected)


@drawn_cases
@given(facts(), TOTALS, UNITS)
def test_components_that_are_rounded_each_by_itself(drawn: Any, total: int, unit: str) -> None:
    ids, columns, shares = drawn
    assume(len(columns) > 1)
    sum_ = in_units(total, unit)
    frame, key = frame_and_key(ids, columns, shares)
    a = sb.allocate(
        frame, total=kronor(sum_), key=key, id="id", unit=unit, ties="by_id", rounding_scope="component"
    )
    names = [f"c{place}" for place in range(len(columns))]
    pots = largest_remainder(names, [sum_ * share for share in shares], Fraction(unit))
    parts = [
        largest_remainder(ids, oracle(ids, [column], [Fraction(1)], pot), Fraction(unit))
        for pot, column in zip(pots, columns, strict=True)
    ]
    assert fractions(a.amounts) == [sum(row) for row in zip(*parts, strict=True)]
    for name, part in zip(names, parts, strict=True):
        assert [Fraction(cell) for cell in a.table[f"amount_{name}"]] == part  # type: ignore[arg-type]


@drawn_cases
@given(facts(most=8), st.lists(TOTALS, min_size=1, max_size=3))
def test_groups_are_allocations_of_their_own(drawn: Any, totals: list[int]) -> None:
    ids, columns, shares = drawn
    frame, key = frame_and_key(ids, columns, shares)
    groups = [f"g{place}" for place in range(len(totals))]
    stacked = {name: column * len(groups) for name, column in frame.items()}
    stacked["group"] = [group for group in groups for _ in ids]
    g = sb.allocate(stacked, total=dict(zip(groups, totals, strict=True)), key=key, id="id", by="group")
    expected = [
        amount
        for total in totals
        for amount in largest_remainder(ids, oracle(ids, columns, shares, Fraction(total)), Fraction(1))
    ]
    assert fractions(g.amounts) == expected


# --- minimums and maximums ------------------------------------------------------------------------------------


def water_level(
    total: Fraction, weights: Sequence[Fraction], least: Sequence[Fraction], most: Sequence[Fraction | None]
) -> list[Fraction]:
    """clamp(λ·w, l, u) with the sum T, where λ is between two breakpoints: found among all of them."""

    def held(level: Fraction) -> list[Fraction]:
        shares = [level * weight for weight in weights]
        over = [max(share, low) for share, low in zip(shares, least, strict=True)]
        return [share if high is None else min(share, high) for share, high in zip(over, most, strict=True)]

    bounds = [
        *zip(least, weights, strict=True),
        *((high, w) for high, w in zip(most, weights, strict=True) if high is not None),
    ]
    points = sorted({bound / weight for bound, weight in bounds if weight} | {Fraction(0)})
    below = max(point for point in points if sum(held(point)) <= total)
    if sum(held(below)) == total:
        return held(below)
    # The sum is a straight line up to the next point, or for ever.
    above = min((point for point in points if point > below), default=below + 1)
    slope = (sum(held(above)) - sum(held(below))) / (above - below)
    return held(below + (total - sum(held(below))) / slope)


def test_the_water_level_by_hand() -> None:
    # 88 by 15, 1, 7 with at least 0, 29, 9 and at most 48, none, 25: 59 is left for 15 and 7.
    F = Fraction
    weights, least, most = [F(15), F(1), F(7)], [F(0), F(29), F(9)], [F(48), None, F(25)]
    assert water_level(F(88), weights, least, most) == [F(885, 22), 29, F(413, 22)]


@drawn_cases
@given(
    st.lists(
        st.tuples(st.integers(1, 30), st.integers(0, 40), st.one_of(st.none(), st.integers(0, 40))),
        min_size=1,
        max_size=7,
    ),
    st.data(),
)
def test_minimums_and_maximums_by_water_level(rows: list[tuple[int, int, int | None]], data: Any) -> None:
    weights = [Fraction(weight) for weight, _, _ in rows]
    least = [Fraction(low) for _, low, _ in rows]
    bounded = all(more is not None for _, _, more in rows)
    most = [low + more if more is not None else None for _, low, more in rows]
    ceiling = sum(high for high in most if high is not None) if bounded else int(sum(least)) + 200
    total = data.draw(st.integers(int(sum(least)), ceiling))
    ids = [f"r{row}" for row in range(len(rows))]
    frame = {"id": ids, "w": [int(weight) for weight in weights], "low": [int(low) for low in least],
             "high": [10**9 if high is None else high for high in most]}  # fmt: skip
    a = sb.allocate(frame, total=total, key="w", id="id", minimum="low", maximum="high")
    exact = water_level(
        Fraction(total), weights, least, [Fraction(high) if high is not None else None for high in most]
    )
    amounts = [int(amount) for amount in a.amounts]
    assert sum(amounts) == total
    for amount, quota, low, high in zip(amounts, exact, least, most, strict=True):
        assert floor(quota) <= amount <= ceil(quota)
        assert low <= amount and (high is None or amount <= high)
    # Those whom no bound holds divide what is left by their remainders.
    free = [row for row, quota in enumerate(exact) if quota.denominator > 1]
    left = largest_remainder([ids[row] for row in free], [exact[row] for row in free], Fraction(1))
    assert [amounts[row] for row in free] == left


@drawn_cases
@given(st.lists(st.integers(1, 20), min_size=1, max_size=5), st.integers(0, 100), st.integers(0, 100))
def test_minimums_that_do_not_fit_are_infeasible(lows: list[int], total: int, most: int) -> None:
    assume(not sum(lows) <= total <= sum(max(low, most) for low in lows))
    frame = {"id": [f"r{row}" for row in range(len(lows))], "w": [1] * len(lows), "low": lows,
             "high": [max(low, most) for low in lows]}  # fmt: skip
    with pytest.raises(sb.InfeasibleError):
        sb.allocate(frame, total=total, key="w", id="id", minimum="low", maximum="high")


# --- ratio rules ----------------------------------------------------------------------------------------------

Row = dict[str, object]


def at_most(num: Fraction, den: Fraction, limit: Fraction, step: Fraction) -> Row:
    """num/den ≤ L: what is lacking is of the denominator."""
    if den == 0 and num > 0:
        status = "no_denominator"
    elif den == 0:
        status = "vacuous"
    else:
        status = "met" if num <= limit * den else "breach"
    gap = max(Fraction(0), num / limit - den)
    return {"status": status, "gap": gap, "hire": ceil(gap / step) * step, "headroom": max(Fraction(0), limit * den - num),
            "excess": max(Fraction(0), num - limit * den)}  # fmt: skip


def at_least(num: Fraction, den: Fraction, limit: Fraction, step: Fraction) -> Row:
    """num/den ≥ L: what is lacking is of the numerator."""
    if den == 0 and num > 0:
        status = "no_denominator"
    elif den == 0:
        status = "vacuous"
    else:
        status = "met" if num >= limit * den else "breach"
    gap = max(Fraction(0), limit * den - num)
    return {"status": status, "gap": gap, "hire": ceil(gap / step) * step}


PEOPLE = st.one_of(st.integers(0, 40), st.decimals(0, 60, places=4), st.fractions(0, 30, max_denominator=7))
LIMITS = st.one_of(st.integers(1, 30), st.fractions(Fraction(1, 20), 30, max_denominator=20))
STEPS = st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(1, 4), Fraction(1, 10)])


def checked(rows: list[tuple[Any, Any]], hire: str, step: Fraction, **limit: Fraction) -> list[Row]:
    frame = {
        "unit": [f"u{row}" for row in range(len(rows))],
        "n": [n for n, _ in rows],
        "d": [d for _, d in rows],
    }
    rule = sb.RatioRule(id="r", numerator="n", denominator="d", hire=hire, step=step, **limit)
    c = sb.check_staffing(frame, [rule], id="unit")
    assert [
        (Fraction(num), Fraction(den))
        for num, den in zip(c.table["have_num"], c.table["have_den"], strict=True)
    ] == [(Fraction(n), Fraction(d)) for n, d in rows]  # type: ignore[arg-type]
    return list(c.table.rows())


@pytest.mark.parametrize(
    ("limit", "hire", "by_definition"), [("at_most", "d", at_most), ("at_least", "n", at_least)]
)
@drawn_cases
@given(st.lists(st.tuples(PEOPLE, PEOPLE), min_size=1, max_size=6), LIMITS, STEPS)
def test_ratio_rules(
    limit: str, hire: str, by_definition: Callable[..., Row], rows: Any, value: Any, step: Fraction
) -> None:
    for told, (n, d) in zip(checked(rows, hire, step, **{limit: value}), rows, strict=True):
        expected = by_definition(Fraction(n), Fraction(d), Fraction(value), step)
        assert told["status"] == expected.pop("status")
        for name, number in expected.items():
            assert Fraction(told[name] or 0) == number, name  # type: ignore[arg-type]


def test_the_limit_itself_is_allowed_and_the_least_more_is_not() -> None:
    # 30 people at 20 % are 6 FTE; 1:6 allows them one supervisor, and 6.0001 breaks it by 0.0001.
    rows = checked([("6", 1), ("6.0001", 1)], "d", Fraction(1), at_most=Fraction(6))
    assert [row["status"] for row in rows] == ["met", "breach"]
    assert [row["hire"] for row in rows] == [0, 1]
    assert rows[1]["excess"] == Decimal("0.0001")


@drawn_cases
@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 20)), min_size=1, max_size=12))
def test_parts_of_posts_sum_exactly(staff: list[tuple[str, int]]) -> None:
    # Each person has one row; a float sum of twentieths would not be exact.
    units, twentieths = zip(*staff, strict=True)
    frame = {"person": [f"p{row}" for row in range(len(staff))], "unit": list(units), "role": ["social_worker"] * len(staff),
             "fte": [str(Decimal(number) / 20) for number in twentieths]}  # fmt: skip
    s = sb.summarise_staff(frame, by="unit")
    sums = dict(zip(s.table["unit"], s.table["social_worker_fte"], strict=True))
    heads = dict(zip(s.table["unit"], s.table["social_worker_heads"], strict=True))
    for unit in set(units):
        own = [number for other, number in staff if other == unit]
        assert (Fraction(sums[unit]), heads[unit]) == (Fraction(sum(own), 20), len(own))  # type: ignore[arg-type]
