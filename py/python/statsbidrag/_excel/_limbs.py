"""Whole numbers of any size in cells: limbs of six digits, since a spreadsheet counts in doubles.

Excel shows and compares numbers to 15 significant digits, and LibreOffice takes numbers for equal
that differ by less than 2**-48 of themselves. So no number that a formula computes exactly has more
than 14 digits: a product of two limbs is under 10**12, and fewer than 90 of them are added. With
numerators under 10**14 the floor of a quotient by 10**6 is exact in both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._grid import NumberSheet

BASE = 10**6
#: The most limbs of a denominator: longer formulas would be slow, and hard to follow.
MOST_LIMBS = 16
#: The largest number that stands in a cell as a number; its digits are all shown.
MOST_DIGITS = 15


def split(value: int, count: int) -> list[int]:
    """The lowest ``count`` limbs of a number, lowest first.

    >>> split(1_234_567, 3)
    [234567, 1, 0]
    """
    return [value // BASE**place % BASE for place in range(count)]


def centred(value: int, count: int) -> list[int]:
    """Limbs of a number that may be under zero: the highest carries the sign.

    >>> centred(-1, 2)
    [999999, -1]
    """
    return [*split(value, count - 1), value // BASE ** (count - 1)]


def places(value: int) -> int:
    """How many limbs a number has.

    >>> places(999_999), places(1_000_000)
    (1, 2)
    """
    return max(1, -(-len(str(value)) // 6))


def as_cell(value: int) -> int | str:
    """A number where all its digits are kept, otherwise its digits as text.

    >>> as_cell(10**15 - 1), as_cell(10**15)
    (999999999999999, '1000000000000000')
    """
    return value if len(str(abs(value))) <= MOST_DIGITS else str(value)


def digits_of(cell: str, count: int, place: int) -> str:
    """A formula for one limb of a cell that holds a whole number, or its digits as text."""
    text = f'IF(ISTEXT({cell}),{cell},TEXT({cell},"0"))'
    padded = f'RIGHT(REPT("0",{6 * count})&{text},{6 * count})'
    return f"VALUE(MID({padded},{1 + 6 * (count - 1 - place)},6))"


def normal(raw: str) -> str:
    """A formula for what stays in a limb when its carry has gone to the next."""
    return f"{raw}-1E6*INT({raw}/1E6)"


def at_least(left: Sequence[str], right: Sequence[str], *, strictly: bool = False) -> str:
    """A formula that is 1 where one number is at least (or over) another, lowest limbs first.

    >>> at_least(["A1", "B1"], ["A2", "B2"])
    'IF(B1>B2,1,IF(B1<B2,0,IF(A1>=A2,1,0)))'
    """
    formula = f"IF({left[0]}{'>' if strictly else '>='}{right[0]},1,0)"
    for a, b in zip(left[1:], right[1:], strict=True):
        formula = f"IF({a}>{b},1,IF({a}<{b},0,{formula}))"
    return formula


@dataclass(frozen=True)
class Big:
    """A number in a row of the sheet of numbers: its limbs, and it as a double."""

    value: int
    cells: list[str]
    """The cells of its limbs, lowest first; of a product, only as many as its limit."""
    about: str
    """The cell with its size as a double, for estimates."""

    @property
    def limbs(self) -> list[int]:
        """What is in the cells."""
        return split(self.value, len(self.cells))


def product(sheet: NumberSheet, label: str, a: Big, b: Big, limit: int) -> Big:
    """Multiplies by long multiplication, to the lowest ``limit`` limbs."""
    count = min(limit, len(a.cells) + len(b.cells))
    sums = []
    for place in range(count):
        pairs = [(i, place - i) for i in range(place + 1) if i < len(a.cells) and place - i < len(b.cells)]
        formula = "+".join(f"{a.cells[i]}*{b.cells[j]}" for i, j in pairs) or "0"
        sums.append((formula, sum(a.limbs[i] * b.limbs[j] for i, j in pairs)))
    return carried(sheet, label, sums, f"{a.about}*{b.about}", a.value * b.value)


def carried(sheet: NumberSheet, label: str, sums: Sequence[tuple[str, int]], about: str, value: int) -> Big:
    """Two rows: sums by limb with what the limb below carries, and the limbs that remain."""
    row = sheet.next_row()
    formulas, values, carry = [], [], 0
    for place, (formula, amount) in enumerate(sums):
        if place:
            formula += f"+INT({sheet.cell(row, place - 1)}/1E6)"
        formulas.append(formula)
        values.append(amount + carry)
        carry = (amount + carry) // BASE
    sheet.write(f"{label} …", formulas, values)
    limbs = [normal(sheet.cell(row, place)) for place in range(len(sums))]
    return sheet.big(label, limbs, about, value)
