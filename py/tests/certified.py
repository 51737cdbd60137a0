"""Allocations with their certificates, calculated with fractions and nothing of the library, or by hand."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

Certificate = dict[str, Any]
Component = tuple[str, str, Sequence[int]]


def kronor(ore: int) -> str:
    whole, rest = divmod(abs(ore), 100)
    return ("-" if ore < 0 else "") + (f"{whole}.{rest:02}" if rest else str(whole))


def certify(
    ids: Sequence[str],
    components: Sequence[Component],
    total: int,
    amounts: Sequence[int],
    *,
    unit: str = "1",
    rounding: str = "largest_remainder",
    ties: str = "by_id",
    tie_order: Sequence[str] = (),
    bounds: Mapping[str, Any] | None = None,
    parts: Sequence[Mapping[str, Any]] = (),
) -> Certificate:
    """A certificate of these amounts, in öre."""
    return {
        "certificate": 1,
        "unit": unit,
        "total": kronor(total),
        "rounding": rounding,
        "rounding_scope": "component" if parts else "combined",
        "ties": ties,
        "tie_order": list(tie_order),
        "ids": list(ids),
        "components": [
            {"name": n, "share": s, "weights": [str(w) for w in ws], "sum": str(sum(ws))}
            for n, s, ws in components
        ],
        "bounds": bounds,
        "parts": list(parts),
        "amounts": [kronor(amount) for amount in amounts],
        "unallocated": kronor(total - sum(amounts)),
        "tied": [],
        "units_at_stake": "0",
    }


def quotas(components: Sequence[Component], total: Fraction) -> list[Fraction]:
    """Each one's share of the total: Σ share · weight / sum."""
    shares: list[Fraction] = [Fraction(0)] * len(components[0][2])
    for _, share, weights in components:
        below = sum(weights)
        for i, weight in enumerate(weights):
            shares[i] += Fraction(share) * Fraction(weight, below)
    return [share * total for share in shares]


def largest_remainder(exact: Sequence[Fraction], order: Callable[[int], Any]) -> list[int]:
    """Whole parts, and the units left to the largest remainders; equals in an order."""
    whole = [int(quota) for quota in exact]
    left = int(sum(exact)) - sum(whole)
    ranked = sorted(range(len(exact)), key=lambda i: (whole[i] - exact[i], order(i)))
    for i in ranked[:left]:
        whole[i] += 1
    return whole


def rounded(quota: Fraction, rounding: str) -> int:
    whole, rest = int(quota), quota - int(quota)
    half = Fraction(1, 2)
    up = {
        "down": False,
        "up": rest > 0,
        "half_up": rest >= half,
        "half_down": rest > half,
        "half_even": rest > half or (rest == half and whole % 2 == 1),
    }[rounding]
    return whole + int(up)


def by_claims(weights: Sequence[int], seats: int, method: str) -> list[int]:
    """Seats one by one to the largest claim, squared for Huntington–Hill; equals by position."""
    got = [0] * len(weights)
    for _ in range(seats):
        claims = []
        for weight, k in zip(weights, got, strict=True):
            signpost = {
                "webster": Fraction(2 * k + 1),
                "dhondt": Fraction(k + 1),
                "adams": Fraction(k),
                "dean": Fraction(2 * k * (k + 1), 2 * k + 1),
                "huntington_hill": Fraction(k * (k + 1)),
            }[method]
            size = Fraction(weight) ** (2 if method == "huntington_hill" else 1)
            without = signpost == 0 and weight > 0
            claims.append((1, size) if without else (0, size / (signpost or 1)))
        got[claims.index(max(claims))] += 1
    return got


def allocated(
    components: Sequence[Component],
    total: int,
    *,
    ids: Sequence[str] | None = None,
    unit: str = "1",
    rounding: str = "largest_remainder",
    ties: str = "by_id",
    tie_order: Sequence[str] = (),
) -> Certificate:
    """Divides öre, and certifies it."""
    rows = len(components[0][2])
    ids = ids or [f"{row:04}" for row in range(1, rows + 1)]
    size = 100 if unit == "count" else int(Fraction(unit) * 100)
    exact = quotas(components, Fraction(abs(total), size))

    def order(i: int) -> Any:
        if ties == "by_list":
            return tie_order.index(ids[i])
        return (-exact[i] if ties == "by_weight" else 0, ids[i].encode())

    if rounding == "largest_remainder":
        units = largest_remainder(exact, order)
    elif rounding in ("down", "up", "half_up", "half_down", "half_even"):
        units = [rounded(quota, rounding) for quota in exact]
    else:
        below = lcm(*(quota.denominator for quota in exact))
        units = by_claims([int(q * below) for q in exact], abs(total) // size, rounding)
    sign = -1 if total < 0 else 1
    amounts = [sign * count * size for count in units]
    return certify(
        ids, components, total, amounts,
        unit=unit, rounding=rounding, ties=ties, tie_order=tie_order,
    )  # fmt: skip


def by_component(components: Sequence[Component], total: int) -> Certificate:
    """Whole pots by the shares, and every pot by itself, in kronor."""
    names = [name for name, _, _ in components]
    whole = total // 100
    pots = largest_remainder([whole * Fraction(s) for _, s, _ in components], names.__getitem__)
    parts, sums = [], [0] * len(components[0][2])
    for (name, _, weights), pot in zip(components, pots, strict=True):
        exact = [Fraction(pot * weight, sum(weights)) for weight in weights]
        units = largest_remainder(exact, int)
        parts.append({"name": name, "pot": str(pot), "amounts": [str(u) for u in units]})
        sums = [a + b for a, b in zip(sums, units, strict=True)]
    ids = [f"{row:04}" for row in range(1, len(sums) + 1)]
    return certify(ids, components, total, [100 * s for s in sums], parts=parts)


def municipalities() -> list[Component]:
    """Two components over 290 recipients, some without asylum seekers."""
    chance = random.Random(2017)
    people = [chance.randrange(2_400, 990_000) for _ in range(290)]
    seekers = [chance.choice([0, chance.randrange(1, 9_000)]) for _ in range(290)]
    return [("asyl", "8/11", seekers), ("invånare", "3/11", people)]


def near_tie() -> list[Component]:
    """Weights of 60 bits: remainders that doubles cannot tell apart."""
    return [("", "1", [2**60 - 1, 2**60 - 2, 2**60 - 3, 2**60, 1, 0])]


def bounded(**bounds: Any) -> Mapping[str, Any]:
    return {"minimum_for_zero": False, "asked": None, "level": None, **bounds}


def cases() -> dict[str, Certificate]:
    two, near = municipalities(), near_tie()
    people = [(name, share, weights[:40]) for name, share, weights in two]
    equal: list[Component] = [("", "1", [1, 1, 1, 1, 0])]
    # 7 units over 1, 3, 1, 3: 0.875 and 2.625 twice each. Of 6: 0.75 and 2.25. Of 4: 0.5 and 1.5,
    # all remainders alike, two units: by weight they go to the threes.
    halves: list[Component] = [("", "1", [1, 3, 1, 3])]
    made = {
        "small": allocated([("", "1", [1, 2, 4])], 100_00),
        "two": allocated(two, 7_700_000_000_00),
        "charge": allocated(two, -123_456_789_37, unit="0.01"),
        "thousands": allocated(people, 7_700_000_000_00, unit="1000", ties="by_weight"),
        "count": allocated(people, 3_000_00, unit="count"),
        "giants": allocated(near, 10**15, unit="0.01"),
        "giants_kronor": allocated(near, 9_999_999_999_999_00),
        "tie_by_id": allocated(halves, 4_00, ids=["d", "c", "b", "a"]),
        "tie_by_weight": allocated(halves, 4_00, ids=["d", "c", "b", "a"], ties="by_weight"),
        "tie_by_list": allocated(
            equal, 2_00, ids=["d", "c", "b", "a", "e"],
            ties="by_list", tie_order=["e", "b", "d", "a", "c"],
        ),
        "ids_alike": allocated(halves, 7_00, ids=["a", "A", "a*", "=1"]),
        "decimals": allocated(
            [("x", "0.123456789012345678", [3, 5, 0]), ("y", "0.876543210987654322", [7, 1, 9])],
            1_000_003_00,
        ),
        "six": allocated(
            [(c, "1/6", [(7 * i * i + 31 * k * i) % 9973 for i in range(1, 30)]) for k, c in
             enumerate("abcdef", 1)],
            55_555_555_00,
        ),
        "by_component": by_component(two, 7_700_000_001_00),
    }  # fmt: skip
    for rounding in ("down", "up", "half_up", "half_down", "half_even"):
        # 1.5, 4.5, 3 and 3; and öre in halves of kronor with two components.
        made[rounding] = allocated([("", "1", [1, 3, 2, 2])], 12_00, rounding=rounding)
        made[f"{rounding}_two"] = allocated(people, 98_765_432_10, unit="0.5", rounding=rounding)
    for method in ("webster", "dhondt", "adams", "dean", "huntington_hill"):
        made[method] = allocated([("", "1", [53, 24, 23, 1000, 0])], 30_00, unit="count", rounding=method)
    for method in ("webster", "dhondt", "adams"):
        made[f"{method}_two"] = allocated(people, 349_00, unit="count", rounding=method)
        # Four equals and six seats: the last two are tied for.
        made[f"{method}_tie"] = allocated([("", "1", [30, 30, 30, 30])], 6_00, unit="count", rounding=method)
    # 88 over 15, 1, 7 with minimums 0, 29, 9 and maximums 48, none, 25: 885/22, 29 and 413/22, so
    # the level is 885/22 · 23/15 = 1357/22.
    made["water"] = certify(
        ["a", "b", "c"], [("", "1", [15, 1, 7])], 88_00, [40_00, 29_00, 19_00],
        bounds=bounded(policy="water_level", minimums=["0", "29", "9"],
                       maximums=["48", None, "25"], level="1357/22"),
    )  # fmt: skip
    # 100 with 10 each first and at most 40 for c: c has 40, the 40 left are 13 1/3 and 26 2/3 on
    # top, so the level is 40/3 · 7.
    made["base"] = certify(
        ["a", "b", "c"], [("", "1", [1, 2, 4])], 100_00, [23_00, 37_00, 40_00],
        bounds=bounded(policy="base_then_share", minimums=["10"] * 3,
                       maximums=[None, None, "40"], level="280/3"),
    )  # fmt: skip
    # Quotas 1.1, 4.4 and 5.5 of 11: whole parts with a minimum of 2 are 2, 4 and 5, and no more.
    made["top_up"] = certify(
        ["a", "b", "c"], [("", "1", [1, 4, 5])], 11_00, [2_00, 4_00, 5_00],
        bounds=bounded(policy="top_up_original_quota", minimums=["2"] * 3, maximums=[None] * 3),
    )  # fmt: skip
    # Minimums of 3, 3 and 4 on 9: 2.7, 2.7 and 3.6, two units left: to a and b.
    made["reduced"] = certify(
        ["a", "b", "c"], [("", "1", [1, 1, 1])], 9_00, [3_00, 3_00, 3_00],
        bounds=bounded(policy="water_level", minimums=["3", "3", "3"], asked=["3", "3", "4"],
                       maximums=[None] * 3, level="9"),
    )  # fmt: skip
    return made


CASES = cases()
#: What is told and not computed.
TOLD = {
    "nothing": certify(["a", "b"], [("", "1", [1, 2])], 0, [0, 0]),
    "too_large": allocated([("", "1", [1, 2])], 3 * 10**17),
    # 999 over 1 and 2 in öre, of a trillionth of which nothing is left to compare by squares.
    "roots": allocated(
        [("", "1", [2**40 + 1, 2**41 - 1, 10**12])], 50_00, unit="count",
        rounding="huntington_hill",
    ),
}  # fmt: skip
