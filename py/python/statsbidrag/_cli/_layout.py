"""Tables and numbers as one reads them in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import islice, zip_longest

from .. import _html
from .._vocabulary import CODED
from ._say import Say

Columns = Mapping[str, Sequence[object]]

_GROUPS = "\N{NO-BREAK SPACE}"
"""What groups digits: the narrow one that a notebook has is missing in many terminals."""


def number(value: int | Decimal | Fraction, say: Say) -> str:
    """A number for reading; a fraction is rounded to six decimals, half away from zero.

    >>> number(Decimal("1234567.50"), Say("sv")).replace(_GROUPS, " ")
    '1 234 567,50'
    >>> number(Decimal("-14.00"), Say("en")), number(Fraction(2, 3), Say("en"))
    ('-14', '0.666667')
    """
    value = rounded(value) if isinstance(value, Fraction) else value
    told = _html.number(value)
    if say.language == "sv":
        return told.replace("\N{NARROW NO-BREAK SPACE}", _GROUPS)
    return told.translate({0x202F: ",", ord(","): ".", 0x2212: "-"})


def rounded(value: Fraction) -> Decimal:
    """A fraction with six decimals, rounded half away from zero.

    >>> rounded(Fraction(-1, 3))
    Decimal('-0.333333')
    """
    scaled = abs(value) * 10**6
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal((int(value < 0), tuple(map(int, str(whole))), -6))


def kronor(value: int | Decimal, say: Say) -> str:
    """An amount of money."""
    return f"{number(value, say)}{_GROUPS}kr"


def amount(value: Decimal, unit: object, say: Say) -> str:
    """An amount with what it is of, by the unit that was asked for: kronor, or persons and seats that are counted."""
    return number(value, say) if unit == "count" else kronor(value, say)


def cell(value: object, say: Say, column: str = "") -> str:
    """A cell for reading: codes of a column that has them are words, and what came from a file stays as it is.

    >>> cell("missing", Say("sv"), "status"), cell("missing", Say("sv"), "unit"), cell(2017, Say("sv"), "year")
    ('uppgift saknas', 'missing', '2017')
    """
    match value:
        case int() if column == "year":
            return str(value)
        case None:
            return ""
        case bool():
            return say("ja", "yes") if value else say("nej", "no")
        case int() | Decimal() | Fraction():
            return number(value, say)
        case date():
            return value.isoformat()
        case list() | tuple():
            return ", ".join(cell(item, say, column) for item in value)
    text = say.word(str(value)) if column in CODED else str(value)
    # A letter that moves the cursor would let a file write over what stands there.
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def table(columns: Columns, say: Say, limit: int = 0, name: str = "", unit: object = None) -> str:
    """A table for reading: headings, rows, and how many rows there are beyond the limit (0: none).

    Columns with nothing in them are left out. The name of the table tells headings apart that are in several, and the
    unit those of kronor from those of persons and seats.

    >>> print(table({"id": ["a", "b"], "amount": [Decimal(1), Decimal(1200)], "bound": ["", ""]}, Say("en")))
    id  amount
    a        1
    b    1,200
    """
    filled = {own: cells for own, cells in columns.items() if any(c not in (None, "", []) for c in cells)}
    rows = max((len(cells) for cells in columns.values()), default=0)
    if not rows:
        return say("Inga rader.", "No rows.")
    shown = rows if limit == 0 else min(limit, rows)
    texts = [
        [say.heading(own, name, unit), *(cell(c, say, own) for c in cells[:shown])]
        for own, cells in filled.items()
    ]
    leans = [_is_right(cells) for cells in filled.values()]
    lines = grid(zip(*texts, strict=True), leans)
    if shown < rows:
        more = number(rows - shown, say)
        lines.append(
            say(
                f"… och {more} rader till: --rows 0 eller --out", f"… and {more} more rows: --rows 0 or --out"
            )
        )
    return "\n".join(lines)


def grid(rows: Iterable[Sequence[str]], leans: Sequence[bool]) -> list[str]:
    """Lines of cells in columns, which lean to the right where that is said.

    >>> grid([["a", "10"], ["bcd", "1"]], [False, True])
    ['a    10', 'bcd   1']
    """
    rows = list(rows)
    widths = [max(map(len, column)) for column in zip_longest(*rows, fillvalue="")]
    told = []
    for row in rows:
        cells = zip(row, widths, leans, strict=False)
        line = "  ".join(text.rjust(width) if right else text.ljust(width) for text, width, right in cells)
        told.append(line.rstrip())
    return told


def _is_right(cells: Sequence[object]) -> bool:
    """Whether a column is of numbers, by its first cells that are not empty."""
    some = islice((c for c in cells if c is not None), 20)
    return any(isinstance(c, int | Decimal | Fraction) and not isinstance(c, bool) for c in some)
