"""Plain tables: staffing checks, assessments, settlements."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from numbers import Integral
from typing import TYPE_CHECKING

from ._book import Book, book, width
from ._limbs import MOST_DIGITS

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

#: Excel's first day that is counted alike everywhere: before it stands a 29 February 1900.
_FIRST_DAY = date(1900, 3, 1)


def write_tables(
    path: str | os.PathLike[str],
    tables: Sequence[tuple[str, Mapping[str, Sequence[object]]]],
    *,
    language: str = "sv",
) -> None:
    """Writes tables to a workbook, a sheet each.

    Numbers that a spreadsheet keeps exactly (15 significant digits) are numbers, others texts with
    all their digits; days are dates, ``None`` is an empty cell. Texts stay texts: ``"0180"`` keeps
    its zero.

    Args:
        path: The file; it is written over.
        tables: Sheet titles with columns, which are equally long in a table.
        language: ``"sv"`` or ``"en"``, for yes and no and for the page footer.

    Raises:
        ImportError: XlsxWriter is not installed.
        ValueError: columns of different lengths, no tables, or another language.

    >>> import tempfile, os.path
    >>> path = os.path.join(tempfile.mkdtemp(), "t.xlsx")
    >>> write_tables(path, [("Kontroll", {"enhet": ["A", "B"], "antal": [1, None]})])
    >>> os.path.exists(path)
    True
    """
    check_language(language)
    if not tables:
        raise ValueError("no tables to write: at least one is wanted")
    for title, columns in tables:
        lengths = {name: len(cells) for name, cells in columns.items()}
        if len(set(lengths.values())) > 1:
            raise ValueError(f"columns of different lengths in {title}: {lengths}")
    with book(path) as made:
        for title, columns in tables:
            sheet = made.sheet(title, language=language)
            write_table(made, sheet, 0, columns, language)


def check_language(language: str) -> None:
    """Raises ValueError for a language that there are no words in."""
    if language not in ("sv", "en"):
        raise ValueError(f"language {language!r}: want 'sv' or 'en'")


def write_table(
    made: Book,
    sheet: Worksheet,
    row: int,
    columns: Mapping[str, Sequence[object]],
    language: str,
) -> None:
    """A table from a row downwards, with a frozen header and an autofilter."""
    made.header(sheet, row, columns)
    rows = max((len(cells) for cells in columns.values()), default=0)
    for column, (name, cells) in enumerate(columns.items()):
        shown = [write_cell(made, sheet, row + 1 + i, column, cell, language) for i, cell in enumerate(cells)]
        # A long title takes two lines.
        sheet.set_column(column, column, width([*shown, name[: len(name) // 2 + 4]]))
    sheet.freeze_panes(row + 1, 1)
    sheet.repeat_rows(row)
    if columns:
        sheet.autofilter(row, 0, row + max(rows, 1), len(columns) - 1)


def write_cell(made: Book, sheet: Worksheet, row: int, column: int, value: object, language: str) -> str:
    """Writes a value as what it is; gives about what is shown, for the width."""
    if value is None:
        return ""
    if isinstance(value, bool):
        words = ("ja", "nej") if language == "sv" else ("yes", "no")
        text = words[0] if value else words[1]
        sheet.write_string(row, column, text, made.look("plain"))
        return text
    if isinstance(value, (date, datetime)):
        day = value.date() if isinstance(value, datetime) else value
        has_time = isinstance(value, datetime) and value.time() != datetime.min.time()
        if day < _FIRST_DAY or has_time:
            sheet.write_string(row, column, value.isoformat(), made.look("text"))
        else:
            sheet.write_datetime(row, column, day, made.look("date"))
        return value.isoformat()
    number = exact(value)
    if number is None:
        text = str(value)
        look = "digits" if isinstance(value, (Integral, Decimal, Fraction)) else "text"
        sheet.write_string(row, column, text, made.look(look))
        return text
    decimals = max(0, -int(number.as_tuple().exponent))
    look = {0: "whole", 1: "decimal", 2: "decimal"}.get(decimals, "general")
    sheet.write_number(row, column, int(number) if decimals == 0 else float(number), made.look(look))
    return f"{number:,}"


def exact(value: object) -> Decimal | None:
    """A number with at most 15 significant digits, which a cell keeps; otherwise None."""
    if isinstance(value, Integral):
        number = Decimal(int(value))
    elif isinstance(value, Decimal) and value.is_finite():
        number = value
    else:
        return None
    _, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    digits_needed = str(int("".join(map(str, digits)))).rstrip("0") or "0"
    whole_digits = len(digits) + exponent
    if len(digits_needed) > MOST_DIGITS or whole_digits > MOST_DIGITS or exponent < -MOST_DIGITS:
        return None
    return number
