"""The sheets of formulas of an allocation: weights by limbs, factors, and every division."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd

from ._case import DIVISORS, Case
from ._division import Division
from ._grid import FIRST_ROW, Column, Grid, NumberSheet
from ._limbs import Big, as_cell, carried, digits_of, places, product, split
from ._plan import Plan, Portion
from ._setting import Divided, Limits, Setting, Weight
from ._words import Words


@dataclass(frozen=True)
class Inputs:
    """The cells that everything is computed from."""

    total: str
    unit: str
    parts: Column
    """The components' shares over their common denominator, a row a component."""
    ids: Column
    labels: Column
    weights: list[Column]
    order: Column
    minimum: Column | None
    maximum: Column | None
    asked: Column | None
    first_label: str
    kept: list[tuple[Column, Column]]
    """Columns of inputs, each with a copy of what the amounts were computed from."""


@dataclass
class Worked:
    """Where the recomputed amounts stand."""

    units: Column
    amount: Column
    values: list[int]
    """Amounts in öre, with their sign, by whole numbers in Python."""
    divided: list[Divided]
    total_ore: str
    unit_ore: str
    sign: str
    same: tuple[str, bool]
    """A formula that is true where the inputs are those that the amounts were computed from."""
    pots: Divided | None = None
    checks: list[tuple[str, bool]] = field(default_factory=list)


class Work:
    """Writes the formulas that recompute an allocation."""

    def __init__(
        self, case: Case, plan: Plan, inputs: Inputs, grid: Grid, numbers: NumberSheet, words: Words
    ) -> None:
        self._case, self._plan, self._in = case, plan, inputs
        self._grid, self._numbers, self._words = grid, numbers, words
        self._checks: list[tuple[str, bool]] = []

    def write(self, pots_grid: Grid | None) -> Worked:
        """Writes them; a grid for the pots is given where components are rounded by themselves."""
        case, say, numbers = self._case, self._words, self._numbers
        total, unit = abs(case.total), case.unit
        common = gcd(total, unit)
        total_ore = numbers.single(say("total_ore"), f"ROUND(ABS({self._in.total})*100,0)", total)
        unit_ore = numbers.single(say("unit_ore"), f"ROUND({self._in.unit}*100,0)", unit)
        sign = numbers.single(say("sign"), f"IF({self._in.total}<0,-1,1)", case.sign)
        divisor = numbers.single(say("gcd"), f"GCD({total_ore},{unit_ore})", common)
        units = numbers.single(say("units_total"), f"INT({total_ore}/{unit_ore}+1E-9)", total // unit)
        over = numbers.single(say("T"), f"{total_ore}/{divisor}", total // common)
        under = numbers.single(say("u"), f"{unit_ore}/{divisor}", unit // common)
        self._T = self._from_cell("T", over, total // common, 3)
        self._u = self._from_cell("u", under, unit // common, 3)
        if unit == common:
            self._checks.append((f"{under}=1", True))
        pots = self._pots(pots_grid, units) if pots_grid is not None else None
        divided = []
        for number, portion in enumerate(self._plan.portions):
            divided.append(self._portion(number, portion, units, pots))
        if case.bounds is not None and case.bounds.asked is not None:
            self._asked(case.bounds.asked, case.bounds.minimums, units)
        together = [sum(row) for row in zip(*(d.units for d in divided), strict=True)]
        own = divided[0].amount
        if len(divided) > 1:
            own = self._grid.column(
                say("units"), "+".join(d.amount.own for d in divided), together, "result", 18
            )
        values = [case.sign * count * unit for count in together]
        look = "result" if all(value % 100 == 0 for value in values) else "result_decimal"
        amount = self._grid.column(
            say("amount"),
            f"IF({own.own}=0,0,{sign}*{own.own}*{unit_ore}/100)",
            [_number(value) for value in values],
            look,
            18,
        )
        for one in divided:
            self._checks += one.checks
        same = self._same(f"{sign}*{total_ore}", unit_ore)
        return Worked(own, amount, values, divided, total_ore, unit_ore, sign, same, pots, self._checks)

    def _same(self, total_ore: str, unit_ore: str) -> tuple[str, bool]:
        """Whether the total, the unit, parts, weights and bounds are those computed from."""
        case, say, numbers = self._case, self._words, self._numbers
        numbers.heading(say("inputs_same"))
        pairs: list[tuple[str, str, int | str]] = [
            (say("total_ore_signed"), total_ore, case.total),
            (say("unit_ore"), unit_ore, case.unit),
        ]
        for k, part in enumerate(case.parts_of_share()):
            cell = self._in.parts.own.replace("{r}", str(_row_of(k)))
            pairs.append((f"{say('parts')} {case.components[k].name}".rstrip(), cell, as_cell(part)))
        equal = [
            f"{cell}={numbers.given(say('computed_from', name=name), value)}" for name, cell, value in pairs
        ]
        # An empty cell equals zero, but no maximum is another thing than the maximum zero.
        equal += [
            f"SUMPRODUCT(({ours.all}<>{kept.all})+(ISBLANK({ours.all})<>ISBLANK({kept.all})))=0"
            for ours, kept in self._in.kept
        ]
        return f"IFERROR(AND({','.join(equal)}),FALSE)", True

    def _portion(self, number: int, portion: Portion, units: str, pots: Divided | None) -> Divided:
        case, say, numbers = self._case, self._words, self._numbers
        names = [case.components[k].name for k in portion.components]
        numbers.heading(", ".join(filter(None, names)) or say("key"))
        weights = [self._weight(k, portion) for k in portion.components]
        count, unit_count = portion.limbs, portion.units
        if pots is not None:
            units = pots.amount.own.replace("{r}", str(_row_of(number)))
            over, under = self._from_cell(say("units"), units, unit_count, 3), None
        else:
            over, under = self._T, self._u
        if case.rounding in DIVISORS and unit_count:
            over, under = self._scale("divisor", portion.scale, flipped=True)
        elif case.bounds is not None and case.bounds.level is not None:
            over, under = self._scale("level", portion.scale)
        if portion.by_sum:
            factors, below = self._factors(portion, weights, over, under, count)
        else:
            assert under is not None
            factors, below = [over], under
        limits = self._limits()
        prefix = f"{names[0]}: " if len(self._plan.portions) > 1 else ""
        setting = Setting(
            weights,
            factors,
            below,
            count,
            units,
            unit_count,
            case.rounding,
            case.ties == "by_weight",
            self._in.order,
            case.order(),
            limits,
        )
        return Division(self._grid, numbers, setting, say, prefix).write()

    def _pots(self, grid: Grid, units: str) -> Divided:
        """Pots by the shares, by the largest remainder; equal ones by name."""
        case, say = self._case, self._words
        self._numbers.heading(say("sheet_pots"))
        parts, whole = case.parts_of_share(), case.denominator
        length = max(places(part) for part in parts) + 1
        weight = self._columns_of(grid, say("parts"), self._in.parts, parts, length, True)
        total = self._sum(say("parts_sum"), weight)
        names = sorted(component.name for component in case.components)
        order = [names.index(component.name) + 1 for component in case.components]
        placed = grid.stored(say("place"), order, "whole")
        limbs = next(n for n in range(1, 99) if 10 ** (6 * n) >= 64 * whole)
        unit_count = abs(case.total) // case.unit
        setting = Setting(
            [weight], [self._T], total, limbs, units, unit_count,
            "largest_remainder", False, placed, order,
        )  # fmt: skip
        divided = Division(grid, self._numbers, setting, say, f"{say('sheet_pots')}: ").write()
        self._checks += divided.checks
        return divided

    def _asked(self, asked: list[int], minimums: list[int], units: str) -> None:
        """Minimums that were cut to fit: the whole total by those asked for."""
        assert self._in.asked is not None and self._in.minimum is not None
        case, say = self._case, self._words
        self._numbers.heading(say("asked_units"))
        length = max(places(value) for value in asked) + 1
        weight = self._columns_of(self._grid, say("asked_units"), self._in.asked, asked, length, True)
        total = self._sum(say("asked_units"), weight)
        limbs = next(n for n in range(1, 99) if 10 ** (6 * n) >= 64 * sum(asked))
        setting = Setting(
            [weight], [self._T], total, limbs, units, abs(case.total) // case.unit,
            "largest_remainder", case.ties == "by_weight", self._in.order, case.order(),
        )  # fmt: skip
        divided = Division(self._grid, self._numbers, setting, say, say("asked_block")).write()
        self._checks += divided.checks
        agree = divided.units == minimums
        ours, theirs = divided.amount.all, self._in.minimum.all
        self._checks.append((f"SUMPRODUCT(--({ours}<>{theirs}))=0", agree))

    # Numbers

    def _weight(self, k: int, portion: Portion) -> Weight:
        component = self._case.components[k]
        source, values = self._in.weights[k], component.weights
        length = max(places(value) for value in values) + 1
        title = component.name or self._words("weight")
        if not portion.is_split:
            most = 9 * 10**7 // len(portion.components)
            self._checks.append((f"MAX({source.all})<{most}", max(values) < most))
        self._checks.append(_whole(source.all, values))
        return self._columns_of(self._grid, title, source, values, length, portion.is_split)

    def _columns_of(
        self, grid: Grid, title: str, source: Column, values: list[int], length: int, is_split: bool
    ) -> Weight:
        """A measure as it stands, or its limbs in columns."""
        if not is_split:
            return Weight(values, [source], [values], source.own)
        limbs = [split(value, length) for value in values]
        by_place = [[row[place] for row in limbs] for place in range(length)]
        columns = [
            grid.column(f"{title} {place}", digits_of(source.own, length, place), by_place[place])
            for place in range(length)
        ]
        about = "+".join(f"{column.own}*1E{6 * i}" for i, column in enumerate(columns))
        return Weight(values, columns, by_place, f"({about})")

    def _sum(self, label: str, weight: Weight) -> Big:
        """The sum of a measure."""
        sums = [
            (f"SUM({limb.all})", sum(values))
            for limb, values in zip(weight.limbs, weight.limb_values, strict=True)
        ]
        about = "+".join(f"SUM({limb.all})*1E{6 * i}" for i, limb in enumerate(weight.limbs))
        sums += [("0", 0)] * 2
        return carried(self._numbers, label, sums, about, sum(weight.values))

    def _from_cell(self, label: str, cell: str, value: int, count: int) -> Big:
        limbs = [digits_of(cell, count, place) for place in range(count)]
        return self._numbers.big(label, limbs, f"VALUE({cell})", value)

    def _scale(self, name: str, scale: Fraction, flipped: bool = False) -> tuple[Big, Big]:
        """A given fraction in two cells, as numbers or as digits; a divisor is one over it."""
        made = []
        sides = ("_under", "_over") if flipped else ("_over", "_under")
        for side, value in zip(sides, (scale.numerator, scale.denominator), strict=True):
            label = self._words(name + side)
            cell = self._numbers.given(label, as_cell(value))
            made.append(self._from_cell(label, cell, value, places(value)))
        return made[0], made[1]

    def _factors(
        self, portion: Portion, weights: Sequence[Weight], over: Big, under: Big | None, limit: int
    ) -> tuple[list[Big], Big]:
        """Factors of the weights and their denominator, from live sums and shares."""
        say, numbers, case = self._words, self._numbers, self._case
        names = [case.components[k].name for k in portion.components]
        labels = [f"{say('sum_of')} {name}" if name else say("weight_sum") for name in names]
        sums = [self._sum(n, w) for n, w in zip(labels, weights, strict=True)]
        if len(weights) == 1:
            below = sums[0]
            if under is not None:
                below = self._times(say("denominator"), below, under, limit)
            return [over], below
        parts, whole = case.parts_of_share(), case.denominator
        length = max(places(part) for part in parts) + 1
        shares = [
            self._from_cell(
                f"{say('parts')} {name}",
                self._in.parts.own.replace("{r}", str(_row_of(k))),
                part,
                length,
            )
            for k, name, part in zip(portion.components, names, parts, strict=True)
        ]
        added = [
            ("+".join(share.cells[place] for share in shares), sum(s.limbs[place] for s in shares))
            for place in range(length)
        ]
        about = "+".join(share.about for share in shares)
        below = carried(numbers, say("parts_sum"), [*added, ("0", 0)], about, whole)
        factors = []
        for k, share in enumerate(shares):
            factor = self._times(f"{say('factor_of')} {names[k]}", share, over, limit)
            for other, total in enumerate(sums):
                if other != k:
                    factor = self._times(f"{say('factor_of')} {names[k]}", factor, total, limit)
            factors.append(factor)
        for total in [*sums, *([] if under is None else [under])]:
            below = self._times(say("denominator"), below, total, limit)
        return factors, below

    def _times(self, label: str, a: Big, b: Big, limit: int) -> Big:
        return product(self._numbers, label, a, b, limit)

    def _limits(self) -> Limits | None:
        bounds = self._case.bounds
        if bounds is None:
            return None
        assert self._in.minimum is not None and self._in.maximum is not None
        return Limits(
            self._in.minimum,
            bounds.minimums,
            self._in.maximum,
            bounds.maximums,
            bounds.policy == "base_then_share",
        )


def _row_of(component: int) -> int:
    """The row of a component on the sheet of the key."""
    return FIRST_ROW + component


def _whole(cells: str, values: Sequence[int]) -> tuple[str, bool]:
    """That a measure has no gaps, and that its numbers are whole and not under zero."""
    texts = sum(isinstance(as_cell(value), str) for value in values)
    formula = f'COUNT({cells})={len(values) - texts},COUNTIF({cells},"<0")=0'
    if not texts:
        formula += f",SUMPRODUCT(ABS({cells}-INT({cells})))=0"
    return f"AND({formula})", True


def _number(ore: int) -> float | int:
    return ore // 100 if ore % 100 == 0 else ore / 100
