"""One division by live formulas: quotients, remainders, bounds, who gets a unit more, and amounts.

A recipient's entitlement in units is N / B with whole N and B, both too large for a cell. The
quotient is estimated in doubles, which misses by less than one (from 10**13 units on, by a few, and
it is then mended once more); the remainder N − quotient · B is computed exactly by limbs, and says
whether the quotient was one too large or one too small. Only the lowest limbs are needed for that:
the remainder is known to be small, so its highest limb tells its sign.
"""

from __future__ import annotations

from collections.abc import Sequence

from ._case import STATUTORY
from ._choice import Chooser
from ._grid import Column, Grid, NumberSheet
from ._limbs import BASE, at_least, centred, normal, split
from ._setting import Divided, Limits, Setting
from ._words import Words

#: From here on, sums are compared in two parts, and estimates are mended twice.
BIG = 10**13
#: A maximum that never binds.
_NO_MAXIMUM = 9 * 10**14


class Division:
    """Writes a division: a table by recipient, and what all rows share on the sheet of numbers."""

    def __init__(
        self, grid: Grid, numbers: NumberSheet, setting: Setting, words: Words, prefix: str = ""
    ) -> None:
        self._grid, self.numbers, self._set, self.words = grid, numbers, setting, words
        self.prefix = prefix
        below = setting.below
        self._below = [*below.cells[: setting.limbs], *["0"] * (setting.limbs - len(below.cells))]
        self._exact = [
            sum(f.value * w for f, w in zip(setting.factors, row, strict=True))
            for row in zip(*(weight.values for weight in setting.weights), strict=True)
        ]
        largest = max([setting.unit_count, *(n // below.value for n in self._exact)], default=0)
        self._is_big = min(largest, setting.unit_count + 1) >= BIG

    def write(self) -> Divided:
        """Writes everything; gives where it stands."""
        quotient, quotients, rests, rest_values = self._quotients()
        if self._set.rounding == "largest_remainder":
            return self._by_remainder(quotient, quotients, rests, rest_values)
        if self._set.rounding in STATUTORY:
            return self._by_statute(quotient, quotients, rests, rest_values)
        return self._by_divisor(quotient, quotients, rests, rest_values)

    # Quotient and remainder

    def _quotients(self) -> tuple[Column, list[int], list[Column], list[int]]:
        setting, say = self._set, self.words
        below, count = setting.below, setting.limbs
        terms = [
            f"{weight.about}*{factor.about}"
            for weight, factor in zip(setting.weights, setting.factors, strict=True)
        ]
        estimate = f"MAX(0,INT(({'+'.join(terms)})/{below.about}))"
        guesses = [exact // below.value for exact in self._exact]
        if setting.limits is not None:
            # One held at its maximum may be far above it.
            estimate = f"MIN({setting.units}+1,{estimate})"
            guesses = [min(setting.unit_count + 1, guess) for guess in guesses]
        guess = self.column(say("estimate"), estimate, guesses)
        parts, part_values = self._parts_of(guess, guesses)

        sums = []
        for place in range(count):
            formulas, values = [], [0] * len(guesses)
            for weight, factor in zip(setting.weights, setting.factors, strict=True):
                for i, (limb, limb_values) in enumerate(zip(weight.limbs, weight.limb_values, strict=True)):
                    if 0 <= place - i < len(factor.cells):
                        formulas.append(f"+{factor.cells[place - i]}*{limb.own}")
                        multiple = factor.limbs[place - i]
                        values = [v + multiple * w for v, w in zip(values, limb_values, strict=True)]
            for i, (part, own_values) in enumerate(zip(parts, part_values, strict=True)):
                if 0 <= place - i < len(below.cells):
                    formulas.append(f"-{part.own}*{self._below[place - i]}")
                    multiple = below.limbs[place - i]
                    values = [v - multiple * q for v, q in zip(values, own_values, strict=True)]
            sums.append(("".join(formulas).removeprefix("+") or "0", values))
        rests = [
            _signed(exact - guess * below.value, count)
            for exact, guess in zip(self._exact, guesses, strict=True)
        ]
        limbs = self._carried("R", sums, rests)

        mended = [guess.own]
        if self._is_big:
            about = "+".join(f"{limb.own}*1E{6 * i}" for i, limb in enumerate(limbs))
            steps = [rest // below.value for rest in rests]
            step = self.column(say("mend"), f"INT(({about})/{below.about})", steps)
            limbs, rests = self._less(limbs, rests, step, steps, "R'")
            guesses = [guess + step for guess, step in zip(guesses, steps, strict=True)]
            mended.append(step.own)
        top = limbs[-1].own
        over = at_least([limb.own for limb in limbs], self._below)
        steps = [-1 if rest < 0 else int(rest >= below.value) for rest in rests]
        step = self.column(say("mend"), f"IF({top}<0,-1,{over})", steps)
        limbs, rests = self._less(limbs, rests, step, steps, say("remainder"))
        quotients = [guess + step for guess, step in zip(guesses, steps, strict=True)]
        quotient = self.column(say("floor"), "+".join([*mended, step.own]), quotients)
        return quotient, quotients, limbs, rests

    def _parts_of(self, column: Column, values: list[int]) -> tuple[list[Column], list[list[int]]]:
        """A number under 10**13 in a limb and what is over it; a larger one in three limbs."""
        if self._is_big:
            padded = f'TEXT({column.own},"{"0" * 18}")'
            made = [f"VALUE(MID({padded},{13 - 6 * place},6))" for place in range(3)]
            limbs = [split(value, 3) for value in values]
        elif self._set.unit_count <= BASE:
            return [column], [values]
        else:
            made = [normal(column.own), f"INT({column.own}/1E6)"]
            limbs = [[value % BASE, value // BASE] for value in values]
        columns = [
            self.column(f"q{place}", formula, [limb[place] for limb in limbs])
            for place, formula in enumerate(made)
        ]
        return columns, [list(values) for values in zip(*limbs, strict=True)]

    def _less(
        self, limbs: list[Column], rests: list[int], step: Column, steps: list[int], title: str
    ) -> tuple[list[Column], list[int]]:
        """The remainder less a few times ``below``."""
        count, below = self._set.limbs, self._set.below
        ours = [*below.limbs, *[0] * (count - len(below.limbs))]
        sums = []
        for place, limb in enumerate(limbs):
            values = [
                centred(rest, count)[place] - step * ours[place]
                for rest, step in zip(rests, steps, strict=True)
            ]
            sums.append((f"{limb.own}-{step.own}*{self._below[place]}", values))
        lessened = [
            _signed(rest - step * below.value, count) for rest, step in zip(rests, steps, strict=True)
        ]
        return self._carried(title, sums, lessened), lessened

    def _carried(self, title: str, sums: list[tuple[str, list[int]]], totals: list[int]) -> list[Column]:
        """Sums by limb with what the limb below carries; and limbs, the highest with the sign."""
        raw: list[Column] = []
        carry = [0] * len(totals)
        for place, (formula, values) in enumerate(sums):
            if raw:
                formula += f"+INT({raw[-1].own}/1E6)"
            carried = [value + over for value, over in zip(values, carry, strict=True)]
            raw.append(self.column(f"{title} Σ{place}", formula, carried, width=19))
            carry = [value // BASE for value in carried]
        limbs = []
        last = len(raw) - 1
        for place, column in enumerate(raw):
            own = column.own
            formula = normal(own) if place < last else f"{own}-1E6*ROUND({own}/1E6,0)"
            values = [centred(total, len(raw))[place] for total in totals]
            limbs.append(self.column(f"{title} {place}", formula, values))
        return limbs

    # Bounds

    def _within(
        self, quotient: Column, quotients: list[int]
    ) -> tuple[Column, list[int], Column | None, list[int]]:
        """Quotients held within their bounds, and who is free."""
        limits, say = self._set.limits, self.words
        if limits is None:
            return quotient, quotients, None, [1] * len(quotients)
        most, mosts = self._maximum(limits)
        least, own = limits.minimum.own, quotient.own
        rows = list(zip(quotients, limits.minimums, mosts, strict=True))
        if limits.on_top:
            held = self.column(
                say("held"),
                f"{least}+MIN({own},{most.own}-{least})",
                [low + min(q, high - low) for q, low, high in rows],
            )
            is_free = f"IF({own}<{most.own}-{least},1,0)"
            free_values = [int(q < high - low) for q, low, high in rows]
        else:
            held = self.column(
                say("held"),
                f"MAX({least},MIN({own},{most.own}))",
                [max(low, min(q, high)) for q, low, high in rows],
            )
            is_free = f"IF(AND({own}>={least},{own}<{most.own}),1,0)"
            free_values = [int(low <= q < high) for q, low, high in rows]
        values = [
            low + min(q, high - low) if limits.on_top else max(low, min(q, high)) for q, low, high in rows
        ]
        free = self.column(say("free"), is_free, free_values)
        return held, values, free, free_values

    def _maximum(self, limits: Limits) -> tuple[Column, list[int]]:
        """Maximums that hold: without a weight the minimum, and where there is none a large one."""
        has_weight = "+".join(weight.about for weight in self._set.weights)
        has = [any(row) for row in zip(*(w.values for w in self._set.weights), strict=True)]
        mosts = [
            low if not has[i] else (_NO_MAXIMUM if high is None else high)
            for i, (low, high) in enumerate(zip(limits.minimums, limits.maximums, strict=True))
        ]
        formula = (
            f"IF({has_weight}=0,{limits.minimum.own},"
            f'IF({limits.maximum.own}="",{_NO_MAXIMUM},{limits.maximum.own}))'
        )
        return self.column(self.words("most"), formula, mosts), mosts

    # Roundings

    def _packed(
        self, limbs: list[Column], rests: list[int], free: Column | None, frees: list[int]
    ) -> tuple[list[Column], list[list[int]]]:
        """The remainder in parts of 12 digits, highest first; zero for one that is held."""
        columns: list[Column] = []
        all_values: list[list[int]] = []
        for low in reversed(range(0, self._set.limbs, 2)):
            parts = limbs[low : low + 2]
            formula = parts[0].own if len(parts) == 1 else f"{parts[1].own}*1E6+{parts[0].own}"
            if free is not None:
                formula = f"{free.own}*({formula})"
            span = BASE ** len(parts)
            values = [
                is_free * (rest // BASE**low % span) for rest, is_free in zip(rests, frees, strict=True)
            ]
            title = f"{self.words('rank_key')} {len(columns) + 1}"
            columns.append(self.column(title, formula, values, width=17))
            all_values.append(values)
        return columns, all_values

    def _by_remainder(
        self, quotient: Column, quotients: list[int], limbs: list[Column], rests: list[int]
    ) -> Divided:
        say, setting = self.words, self._set
        held, values, free, frees = self._within(quotient, quotients)
        keys, key_values = self._packed(limbs, rests, free, frees)
        left, left_value = self._left(held, values)
        chooser = Chooser(self, left, left_value)
        for key, own_values in zip(keys, key_values, strict=True):
            chooser.by_larger(say("cut"), key, own_values)
        cuts = list(chooser.cuts)
        tied, stake = chooser.tie()
        if setting.by_weight:
            for key, own_values in self._sizes(held, values):
                chooser.by_larger(say("larger"), key, own_values)
        award, awards = chooser.by_order(setting.order, setting.places)
        ranked = [rest * is_free for rest, is_free in zip(rests, frees, strict=True)]
        at_cut = sorted(ranked, reverse=True)[left_value - 1] if left_value > 0 else 0
        first = {
            "quotient": quotients[0],
            "rest": ranked[0],
            "rank": 1 + sum(rest > ranked[0] for rest in ranked),
            "left": left_value,
            "cut": at_cut,
            "tied": ranked.count(at_cut),
            "stake": left_value - sum(rest > at_cut for rest in ranked),
        }
        return self._finish(
            quotient, held, values, keys, award, awards, first, left, cuts, tied, stake, whole=True
        )

    def _by_statute(
        self, quotient: Column, quotients: list[int], limbs: list[Column], rests: list[int]
    ) -> Divided:
        held, values, free, frees = self._within(quotient, quotients)
        keys, _ = self._packed(limbs, rests, free, frees)
        rounding, below = self._set.rounding, self._set.below.value
        over, half = "+".join(limb.own for limb in limbs), ""
        if rounding.startswith("half"):
            over, half = self._halves(limbs)
        formula = {
            "down": "0",
            "up": f"IF({over}>0,1,0)",
            "half_up": f"IF(OR({over},{half}),1,0)",
            "half_down": f"IF({over},1,0)",
            "half_even": f"IF(OR({over},AND({half},{self._odd(held)})),1,0)",
        }[rounding]
        awards = []
        for rest, value, is_free in zip(rests, values, frees, strict=True):
            up = {
                "down": False,
                "up": rest > 0,
                "half_up": 2 * rest >= below,
                "half_down": 2 * rest > below,
                "half_even": 2 * rest > below or (2 * rest == below and value % 2 == 1),
            }[rounding]
            awards.append(int(up and is_free))
        if free is not None:
            formula = f"{free.own}*{formula}"
        award = self.column(self.words("award"), formula, awards)
        first = {"quotient": quotients[0], "rest": rests[0] * frees[0]}
        return self._finish(quotient, held, values, keys, award, awards, first)

    def _halves(self, limbs: list[Column]) -> tuple[str, str]:
        """Formulas that are true where the remainder is over, and exactly, half a unit."""
        count, below = self._set.limbs, self._below
        halves = [
            f"INT(({below[i]}+1E6*MOD({below[i + 1] if i + 1 < count else 0},2))/2)" for i in range(count)
        ]
        value = self._set.below.value // 2
        below_value = self._set.below.value
        half = self.numbers.big(
            self.words("half"), halves, f"{self._set.below.about}/2", value, below_value / 2
        ).cells
        own = [limb.own for limb in limbs]
        over = f"({at_least(own, half, strictly=True)}=1)"
        equal = ",".join(f"{a}={b}" for a, b in zip(own, half, strict=True))
        return over, f"AND(MOD({below[0]},2)=0,{equal})"

    def _odd(self, held: Column) -> str:
        """A formula that is true for an odd number of units; the last digit tells."""
        if self._is_big:
            return f'MOD(VALUE(RIGHT(TEXT({held.own},"0"),1)),2)=1'
        return f"{held.own}-2*INT({held.own}/2)=1"

    def _by_divisor(
        self, quotient: Column, quotients: list[int], limbs: list[Column], rests: list[int]
    ) -> Divided:
        say, method, below = self.words, self._set.rounding, self._set.below.value
        keys, _ = self._packed(limbs, rests, None, [1] * len(rests))
        some = "(" + "+".join(limb.own for limb in limbs) + ">0)"
        q, r, b = quotient.own, keys[-1].own, self._set.below.about
        # Seats that follow from the divisor, and whether one more is exactly at its signpost.
        if method == "webster":
            over, half = self._halves(limbs)
            seats, at_signpost = f"{q}+IF({over},1,0)", half
        elif method == "dhondt":
            at_signpost = f"AND({q}>0,NOT{some})"
            seats = f"{q}-IF({at_signpost},1,0)"
        elif method == "adams":
            seats, at_signpost = f"{q}+IF({some},1,0)", f"AND({q}>0,NOT{some})"
        else:
            # The quotient over the signpost after q seats, multiplied out: for dean R·(2q+1) over
            # q·B, for huntington_hill 2·q·B·R + R² over q·B². The plan keeps them small.
            left, right = (
                (f"{r}*(2*{q}+1)", f"{q}*{b}")
                if method == "dean"
                else (f"2*{q}*{b}*{r}+{r}*{r}", f"{q}*{b}*{b}")
            )
            seats, at_signpost = f"{q}+IF({left}>{right},1,0)", f"AND({q}>0,{left}={right})"
        values, candidates = [], []
        for whole, rest in zip(quotients, rests, strict=True):
            seat, at = _seats(method, whole, rest, below)
            values.append(seat)
            candidates.append(int(at))
        own = self.column(say("seats"), seats, values)
        limits = self._set.limits
        candidate = f"IF({at_signpost},1,0)"
        held = own
        if limits is not None:
            most, mosts = self._maximum(limits)
            base = limits.minimum.own if limits.on_top else "0"
            least = "0" if limits.on_top else limits.minimum.own
            held = self.column(
                say("held"),
                f"{base}+MAX({least},MIN({own.own},{most.own}-{base}))",
                values := [
                    low + min(s, high - low) if limits.on_top else max(low, min(s, high))
                    for s, low, high in zip(values, limits.minimums, mosts, strict=True)
                ],
            )
            # What a bound gave is not contested.
            inside = f"AND({own.own}>={least},{own.own}<{most.own}-{base})"
            candidate = f"IF(AND({at_signpost},{inside}),1,0)"
            candidates = [
                int(bool(at) and held_at == (low if limits.on_top else 0) + seat < high)
                for at, held_at, seat, low, high in zip(
                    candidates,
                    values,
                    [_seats(method, w, r, below)[0] for w, r in zip(quotients, rests, strict=True)],
                    limits.minimums,
                    mosts,
                    strict=True,
                )
            ]
        left, left_value = self._left(held, values)
        chooser = Chooser(self, left, left_value)
        equal = self.column(say("at_signpost"), candidate, candidates)
        chooser.by_larger(say("cut"), equal, candidates)
        tied, stake = chooser.tie()
        if self._set.by_weight:
            chooser.by_larger(say("larger"), quotient, quotients)
        award, awards = chooser.by_order(self._set.order, self._set.places)
        first = {"quotient": quotients[0], "rest": rests[0]}
        return self._finish(
            quotient, held, values, keys, award, awards, first, left, [], tied, stake, whole=True
        )

    # Sums

    def _sizes(self, column: Column, values: list[int]) -> list[tuple[Column, list[int]]]:
        """Numbers in parts that compare exactly and add up exactly, the higher first."""
        if not self._is_big:
            return [(column, values)]
        low_values = [value % BASE for value in values]
        high_values = [value // BASE for value in values]
        low = self.column("lo", f'VALUE(RIGHT(TEXT({column.own},"000000"),6))', low_values)
        high = self.column("hi", f"ROUND(({column.own}-{low.own})/1E6,0)", high_values)
        return [(high, high_values), (low, low_values)]

    def _left(self, held: Column, values: list[int]) -> tuple[str, int]:
        """The units less those that are given: in two parts where they are many."""
        units, parts = self._set.units, self._sizes(held, values)
        left = self._set.unit_count - sum(values)
        if not self._is_big:
            formula = f"{units}-SUM({held.all})"
        else:
            low = f'VALUE(RIGHT(TEXT({units},"000000"),6))'
            high = f"ROUND(({units}-{low})/1E6,0)"
            formula = f"({high}-SUM({parts[0][0].all}))*1E6+({low}-SUM({parts[1][0].all}))"
        label = f"{self.prefix}{self.words('left')}"
        return self.numbers.single(label, formula, left), left

    def _finish(
        self,
        quotient: Column,
        held: Column,
        values: list[int],
        keys: list[Column],
        award: Column,
        awards: list[int],
        first: dict[str, int],
        left: str = "",
        cuts: Sequence[str] = (),
        tied: str = "",
        stake: str = "",
        whole: bool = False,
    ) -> Divided:
        units = [value + more for value, more in zip(values, awards, strict=True)]
        amount = self.column(self.words("units"), f"{held.own}+{award.own}", units, look="result", width=18)
        below, limbs = self._set.below, self._set.limbs
        # A single limb holds seven digits before products have more than 14.
        limit = 10**15 if self._is_big else BIG if self._set.unit_count > BASE else 10 * BASE
        checks = [
            # Larger facts than there is room for would be computed wrongly: they are told.
            (f"16*{below.about}<1E{6 * limbs}", 16 * below.value < BASE**limbs),
            (f"{self._set.units}<={limit}", self._set.unit_count <= limit),
        ]
        if whole:
            given = sum(units) == self._set.unit_count
            checks.append((f"{left}=SUM({award.all})", given))
        first = {**first, "held": values[0], "award": awards[0], "below": below.value}
        return Divided(
            quotient, held, keys, award, amount, units, left, list(cuts), tied, stake,
            below.about, first, checks,
        )  # fmt: skip

    @property
    def rows(self) -> int:
        """How many recipients there are."""
        return self._grid.rows

    def column(
        self,
        title: str,
        formula: str,
        values: Sequence[int],
        look: str = "whole",
        width: float = 12,
    ) -> Column:
        return self._grid.column(f"{self.prefix}{title}", formula, values, look, width)


def _signed(value: int, count: int) -> int:
    """What limbs keep of a number: the one next to zero that has the same lowest limbs."""
    span: int = BASE**count
    return (value + span // 2) % span - span // 2


def _seats(method: str, whole: int, rest: int, below: int) -> tuple[int, bool]:
    """Seats by a divisor, and whether one more is exactly at its signpost."""
    if method == "dhondt":
        at = whole > 0 and rest == 0
        return whole - int(at), at
    if method == "adams":
        return whole + int(rest > 0), whole > 0 and rest == 0
    sides: dict[str, tuple[int, int]] = {
        "webster": (2 * rest, below),
        "dean": (rest * (2 * whole + 1), whole * below),
        "huntington_hill": (2 * whole * below * rest + rest * rest, whole * below * below),
    }
    left, right = sides[method]
    return whole + int(left > right), left == right and (whole > 0 or method == "webster")
