"""Who gets the units that are left: the first of many in an order, found without sorting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._grid import Column

if TYPE_CHECKING:
    from ._division import Division

#: Larger than any number that is ranked, in a formula.
OVER = "1E15"


class Chooser:
    """Who is first among many: the largest by a first number, equals by a second, and so on.

    Nothing is sorted: the number that the last chosen one has is sought, and those who have more
    are in. Among those who have just that, the next number decides about what is left.
    """

    def __init__(self, division: Division, left: str, left_value: int) -> None:
        self._division = division
        self._numbers, self._rows = division.numbers, division.rows
        self._left, self._left_value = left, left_value
        self._equal = ""
        self._equals = [True] * self._rows
        self._chosen: list[str] = []
        self._awards = [False] * self._rows
        self.cuts: list[str] = []

    def by_larger(self, title: str, key: Column, values: list[int]) -> None:
        """The larger go first."""
        if self._equal:
            values = [v if e else -1 for v, e in zip(values, self._equals, strict=True)]
            key = self._division.column(title, f"IF({self._equal},{key.own},-1)", values, "rank", 17)
        left, count = self._left, self._left_value
        formula = f"IF({left}<=0,{OVER},IF({left}>{self._rows},-2,LARGE({key.all},{left})))"
        ranked = sorted(values, reverse=True)
        value = 10**15 if count <= 0 else -2 if count > self._rows else ranked[count - 1]
        cut = self._numbers.single(self._label(title), formula, value)
        above = sum(v > value for v in values)
        self._left = self._numbers.single(
            self._label(self._division.words("left_among")),
            f"MAX(0,{left}-SUMPRODUCT(--({key.all}>{cut})))",
            max(0, count - above),
        )
        self._left_value = max(0, count - above)
        self._chosen.append(f"{key.own}>{cut}")
        self._awards = [a or v > value for a, v in zip(self._awards, values, strict=True)]
        self._equal, self._equal_all = f"{key.own}={cut}", f"{key.all}={cut}"
        self._equals = [v == value for v in values]
        self.cuts.append(cut)

    def tie(self) -> tuple[str, str]:
        """How many are equal so far, and how many units there are for them."""
        say = self._division.words
        tied = self._numbers.single(
            self._label(say("equal")), f"SUMPRODUCT(--({self._equal_all}))", sum(self._equals)
        )
        return tied, self._left

    def by_order(self, order: Column, places: list[int]) -> tuple[Column, list[int]]:
        """The first in an order go first: nobody is equal any more."""
        division, left, count = self._division, self._left, self._left_value
        over = 10**15
        values = [p if e else over for p, e in zip(places, self._equals, strict=True)]
        key = division.column(
            division.words("order"), f"IF({self._equal},{order.own},{OVER})", values, "rank"
        )
        value = sorted(values)[count - 1] if 0 < count <= self._rows else 0
        formula = f"IF(AND({left}>0,{left}<={self._rows}),SMALL({key.all},{left}),0)"
        cut = self._numbers.single(self._label(division.words("last_in_order")), formula, value)
        self._chosen.append(f"{key.own}<={cut}")
        awards = [int(a or v <= value) for a, v in zip(self._awards, values, strict=True)]
        chosen = ",".join(self._chosen)
        return division.column(division.words("award"), f"IF(OR({chosen}),1,0)", awards), awards

    def _label(self, title: str) -> str:
        return f"{self._division.prefix}{title}"
