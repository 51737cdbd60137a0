"""Whether an allocation can be recomputed by formulas, and with which numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, prod

from ._case import DIVISORS, STATUTORY, Case
from ._divisor import Seats, divisor
from ._limbs import BASE, MOST_LIMBS

#: The largest total that is recomputed, in öre: its cells keep every öre.
MOST_ORE = 10**15
#: The largest sum of weights in a row that is multiplied by limbs without being split.
_UNSPLIT = 10**7
#: Numbers of more digits than this are too near the end of doubles to be estimated.
_LONGEST = 280


@dataclass(frozen=True)
class Portion:
    """One division: of units by weights, over a denominator that needs so many limbs."""

    components: list[int]
    """Which components of the key it is by."""
    scale: Fraction
    """What shares of the weight are multiplied by: the total or level in units, or 1 / divisor."""
    units: int
    limbs: int
    is_split: bool
    by_sum: bool
    """Whether the weights are divided by their sums; a divisor of one component divides them."""


@dataclass(frozen=True)
class Plan:
    """What is written as formulas: portions, or why there are none."""

    portions: list[Portion]
    why_not: str = ""
    given: str = ""
    """What formulas take as it was found, so that other inputs need another: ``level``,
    ``divisor``, ``minimum``; empty where everything is recomputed."""


def plan(case: Case) -> Plan:
    """Plans the formulas of a certificate."""
    if abs(case.total) > MOST_ORE:
        return Plan([], "too_large")
    if case.total == 0 or not case.ids or any(c.sum == 0 for c in case.components):
        return Plan([], "no_money")
    total = Fraction(abs(case.total), case.unit)
    if case.parts:
        wanted = [([k], Fraction(abs(p.pot), case.unit)) for k, p in enumerate(case.parts)]
    else:
        wanted = [(list(range(len(case.components))), total)]
    if total.denominator != 1 and (case.parts or case.rounding not in STATUTORY):
        return Plan([], "not_whole")
    portions = []
    for which, amount in wanted:
        units = int(amount)
        scale: Fraction | None = amount
        if case.bounds is not None and case.bounds.level is not None:
            scale = case.bounds.level
        if case.rounding in DIVISORS and amount:
            scale = _one_over_divisor(case, which)
        if scale is None:
            return Plan([], "no_divisor")
        by_sum = case.rounding not in DIVISORS or len(which) > 1 or not amount
        if not by_sum:
            scale /= case.components[which[0]].sum
        tops, below = _numbers(case, which, scale, by_sum)
        limbs = next(n for n in range(1, 10**6) if BASE**n >= 64 * below)
        if limbs > MOST_LIMBS or len(str(max([below, *tops]))) > _LONGEST:
            return Plan([], "too_long")
        largest = max(max(case.components[k].weights) for k in which)
        is_split = largest * len(which) > _UNSPLIT
        places = len(str(largest)) // 6 + 2
        if len(which) * places > 80:
            return Plan([], "too_long")
        if case.rounding in ("dean", "huntington_hill"):
            most = max(abs(amount) for amount in case.amounts) // case.unit + 2
            size = below if case.rounding == "dean" else below * below
            if limbs > 2 or 4 * most * size > 10**14:
                return Plan([], "no_divisor")
        portions.append(Portion(which, scale, units, limbs, is_split, by_sum))
    given, bounds = "", case.bounds
    if bounds is not None and (bounds.level is not None or bounds.policy != "top_up_original_quota"):
        given = "level"
    elif bounds is not None and bounds.asked is not None:
        given = "minimum"
    if case.rounding in DIVISORS and any(portion.units for portion in portions):
        given = "divisor"
    return Plan(portions, given=given)


def _numbers(case: Case, which: Sequence[int], scale: Fraction, by_sum: bool) -> tuple[list[int], int]:
    """The factors of the weights, and the denominator, that the formulas will lead to."""
    if not by_sum:
        return [scale.numerator], scale.denominator
    components = [case.components[k] for k in which]
    if len(components) == 1:
        parts, whole = [1], 1
    else:
        parts, whole = case.parts_of_share(), case.denominator
    sums = [component.sum for component in components]
    below = scale.denominator * whole * prod(sums)
    tops = [scale.numerator * part * prod(sums[:k] + sums[k + 1 :]) for k, part in enumerate(parts)]
    return tops, below


def _one_over_divisor(case: Case, which: list[int]) -> Fraction | None:
    """One over a divisor of shares of the weight, by which the seats follow."""
    components = [case.components[k] for k in which]
    shares = case.shares()
    amounts = case.amounts
    if case.parts:
        (component,) = components
        shares = [Fraction(weight, component.sum) for weight in component.weights]
        amounts = case.parts[which[0]].amounts
    zero_first = int(case.rounding in ("adams", "dean", "huntington_hill"))
    bounds = case.bounds
    rows = []
    for i, (share, amount) in enumerate(zip(shares, amounts, strict=True)):
        low, high = 0, None
        if bounds is not None:
            low, high = bounds.minimums[i], bounds.maximums[i]
        if share == 0:
            high = low
        base = low if bounds is not None and bounds.policy == "base_then_share" else 0
        most = None if high is None else high - base
        least = max(low - base, zero_first)
        least = least if most is None else min(least, most)
        rows.append(Seats(base, least, most, abs(amount) // case.unit - base))
    # Sought for the weights themselves, in the smallest whole numbers: a simpler divisor.
    common = _common(shares)
    found = divisor(case.rounding, [share / common for share in shares], rows)
    return None if found is None else 1 / (found * common)


def _common(shares: Sequence[Fraction]) -> Fraction:
    """The largest number of which all shares are whole multiples."""
    below = 1
    for share in shares:
        below = below * share.denominator // gcd(below, share.denominator)
    return Fraction(gcd(*(int(share * below) for share in shares)), below)
