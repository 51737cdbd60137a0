"""Results as notebooks show them: Swedish numbers, the first rows, no colours of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._errors import Problem
    from ._table import Table

ROWS = 10
"""How many rows are shown."""

NARROW = "\N{NARROW NO-BREAK SPACE}"

_READ = 6
"""To how many decimals a fraction that no decimal is is shown."""

CAPTIONS = {
    "Allocation": "Fördelning",
    "Assessment": "Bedömning av kostnadsrader",
    "Catalog": "Datum att hålla",
    "Comparison": "Två fördelningar jämförda",
    "Facts": "Underlag",
    "GroupedAllocation": "Fördelning i grupper",
    "PublishedCheck": "Kontroll av en publicerad tabell",
    "SchemeAllocation": "Bidragets fördelning",
    "SecondRound": "Andra fördelningen",
    "Settlement": "Slutavräkning",
    "StaffSummary": "Personal",
    "StaffingCheck": "Bemanning mot regler",
    "StaffingComparison": "Två bemanningar jämförda",
    "StaffingPlan": "Att anställa",
    "StaffingReport": "Nyckeltal",
    "StaffingSeries": "Bemanning mot regler över tid",
    "Tail": "Kvar att betala när bidraget upphör",
    "TimeFreed": "Frigjord tid",
    "Workload": "Arbetsbelastning",
}
"""What stands over the table of each kind of result."""

_PADDING = "padding: 0.15em 0.6em"
_NUMBERS = f"text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; {_PADDING}"
_TEXTS = f"text-align: left; {_PADDING}"


def number(value: int | Decimal | Fraction, decimals: int | None = None) -> str:
    """A number as it is written in Swedish: 1 234 567,50.

    With ``decimals`` it has so many, rounded half away from zero. Without, a Decimal has its own, or none where they
    are zero, and a fraction that is no whole number is written as one.

    >>> number(Decimal("1234567.50")).replace(NARROW, " ")
    '1 234 567,50'
    >>> number(Decimal("-14.00")), number(Fraction(1, 3)), number(Fraction(2, 3), 2), number(14, 2)
    ('−14', '1/3', '0,67', '14,00')
    """
    if decimals is None and isinstance(value, Fraction):
        if value.denominator > 1:
            return str(value).replace("-", "\N{MINUS SIGN}")
        value = value.numerator
    if decimals is not None:
        scaled = Fraction(value) * 10**decimals
        away = int(abs(scaled) + Fraction(1, 2))
        value = Decimal(f"{'-' if scaled < 0 and away else ''}{away}e-{decimals}")
    text = format(value, ",f" if isinstance(value, Decimal) else ",d")
    whole, _, fraction = text.partition(".")
    if decimals is None and not fraction.strip("0"):
        fraction = ""
    whole = whole.replace(",", NARROW).replace("-", "\N{MINUS SIGN}")
    return f"{whole},{fraction}" if fraction else whole


def amount(value: Decimal, unit: object) -> str:
    """An amount with what it is of, by the unit of its document: kronor, or persons and seats that are counted.

    >>> amount(Decimal("14.50"), "0.01"), amount(Decimal("14.00"), "count")
    ('14,50 kr', '14')
    """
    return number(value) if unit == "count" else f"{number(value)} kr"


def _column(name: str, cells: Sequence[object]) -> tuple[str, list[str]]:
    """The heading and the cells of a column: numbers to the right, with the same decimals; years are no numbers."""
    if name == "year":
        cells = [None if cell is None else str(cell) for cell in cells]
    numbers = [
        cell for cell in cells if isinstance(cell, int | Decimal | Fraction) and not isinstance(cell, bool)
    ]
    style = _NUMBERS if numbers else _TEXTS
    decimals = max(map(_decimals, numbers), default=0)
    heading = f'<th style="{style}">{escape(name)}</th>'
    return heading, [_cell(cell, style, decimals) for cell in cells]


def _decimals(value: int | Decimal | Fraction) -> int:
    """How many decimals a number has, and a fraction that no decimal is is shown with."""
    if isinstance(value, Decimal):
        return max(0, -int(value.normalize().as_tuple().exponent))
    return 0 if isinstance(value, int) or value.denominator == 1 else _READ


def _cell(cell: object, style: str, decimals: int) -> str:
    exact = ""
    match cell:
        case None:
            text = ""
        case bool():
            text = "ja" if cell else "nej"
        case Fraction() if cell.denominator > 1:
            text, exact = f"≈ {number(cell, decimals)}", f' title="{number(cell)}"'
        case int() | Decimal() | Fraction():
            text = number(cell, decimals)
        case list():
            text = escape(", ".join(map(str, cell)))
        case _:
            text = escape(str(cell))
    return f'<td style="{style}"{exact}>{text}</td>'


def grid(columns: Mapping[str, Sequence[object]], caption: str = "") -> str:
    """Columns as a table, under a caption that is HTML already."""
    made = [_column(name, cells) for name, cells in columns.items()]
    head = "".join(heading for heading, _ in made)
    body = "".join(f"<tr>{''.join(cells)}</tr>" for cells in zip(*(cells for _, cells in made), strict=True))
    over = (
        f'<caption style="caption-side: top; white-space: nowrap; {_TEXTS}">{caption}</caption>'
        if caption
        else ""
    )
    return f"<table>{over}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def table(rows: Table, caption: str = "", limit: int = ROWS) -> str:
    """The first rows of a table, and how many there are more."""
    more = len(rows) - limit
    left = "1 rad" if more == 1 else f"{number(more)} rader"
    foot = f"<p>… och {left} till</p>" if more > 0 else ""
    return grid({name: rows._native.head(name, limit) for name in rows.columns}, caption) + foot


def result(kind: str, heading: Iterable[tuple[str, str]], rows: Table, before: str = "") -> str:
    """A result of a kind: its values in the caption of its table, with other tables before it."""
    told = "".join(f" · {escape(name)}: <b>{escape(value)}</b>" for name, value in heading)
    return f"<div>{before}{table(rows, f'{escape(CAPTIONS.get(kind, kind))}{told}')}</div>"


def problems(found: Sequence[Problem], count: int) -> str:
    """What is wrong with an input: the first problems, and how many there are in all."""
    named = {"path": "var", "code": "fel", "got": "fanns", "want": "väntades"}
    caption = "1 fel" if count == 1 else f"{number(count)} fel"
    if count > len(found):
        caption += f", de första {number(len(found))}"
    return grid({told: [getattr(one, name) for one in found] for name, told in named.items()}, caption)
