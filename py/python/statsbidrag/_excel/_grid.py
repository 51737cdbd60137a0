"""Sheets of formulas: numbers by row, limbs across; and a table with a row for each recipient."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ._book import Book
from ._limbs import Big, split

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

#: The row of column titles in every table by recipient, and its first row below (from 1). It is the
#: same on all sheets, so that a formula beside a recipient speaks of the same row everywhere.
HEADER_ROW, FIRST_ROW = 7, 8

Cell = int | float | str | bool


def letter(column: int) -> str:
    """The letters of a column, from 0.

    >>> letter(0), letter(27)
    ('A', 'AB')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def quoted(title: str) -> str:
    """A sheet's title as formulas write it."""
    return "'" + title.replace("'", "''") + "'"


class NumberSheet:
    """Numbers that all rows share, each in a row: label, size as a double, and limbs."""

    def __init__(self, book: Book, sheet: Worksheet, first_row: int) -> None:
        self._book, self._sheet = book, sheet
        self._row = first_row
        self._title = quoted(sheet.get_name())

    def next_row(self) -> int:
        """The row (from 0) that is written next."""
        return self._row

    def cell(self, row: int, place: int) -> str:
        """The cell of a limb."""
        return f"{self._title}!${letter(2 + place)}${row + 1}"

    def heading(self, text: str) -> None:
        """A heading over what follows."""
        self._row += 1
        self._sheet.write_string(self._row, 0, text, self._book.look("heading"))
        self._row += 1

    def write(self, label: str, formulas: Sequence[str], values: Sequence[Cell]) -> int:
        """A row of formulas; gives the row."""
        row = self._row
        self._sheet.write_string(row, 0, label, self._book.look("plain"))
        for place, (formula, value) in enumerate(zip(formulas, values, strict=True)):
            look = self._book.look("rank")
            self._sheet.write_formula(row, 2 + place, f"={formula}", look, value)
        self._row += 1
        return row

    def single(self, label: str, formula: str, value: Cell) -> str:
        """A number in one cell; gives the cell."""
        return self.cell(self.write(label, [formula], [value]), 0)

    def given(self, label: str, value: int | str) -> str:
        """A number as it was given, or as text where it has too many digits; gives the cell."""
        row = self._row
        self._sheet.write_string(row, 0, label, self._book.look("plain"))
        if isinstance(value, int):
            self._sheet.write_number(row, 2, value, self._book.look("whole"))
        else:
            self._sheet.write_string(row, 2, value, self._book.look("digits"))
        self._row += 1
        return self.cell(row, 0)

    def big(
        self, label: str, limbs: Sequence[str], about: str, value: int, size_of: float | None = None
    ) -> Big:
        """A number by limbs, lowest first, with its size as a double."""
        row = self.write(label, limbs, split(value, len(limbs)))
        size = self._book.look("estimate")
        self._sheet.write_formula(row, 1, f"={about}", size, float(value if size_of is None else size_of))
        cells = [self.cell(row, place) for place in range(len(limbs))]
        return Big(value, cells, f"{self._title}!$B${row + 1}")


class Grid:
    """A table by recipient that is written column by column."""

    def __init__(self, book: Book, sheet: Worksheet, rows: int) -> None:
        self._book, self._sheet, self.rows = book, sheet, rows
        self._title = quoted(sheet.get_name())
        self._columns = 0
        self.titles: list[str] = []

    def column(
        self,
        title: str,
        formula: str | Sequence[str],
        values: Sequence[Cell],
        look: str = "whole",
        width: float = 11,
    ) -> Column:
        """A column of formulas, in which ``{r}`` is the row; with the values that they have."""
        column = self._columns
        cell_look = self._book.look(look)
        self._head(title, width)
        for i, value in enumerate(values):
            text = formula if isinstance(formula, str) else formula[i]
            row = FIRST_ROW - 1 + i
            filled = "=" + text.replace("{r}", str(row + 1))
            self._sheet.write_formula(row, column, filled, cell_look, value)
        return Column(self._title, letter(column), self.rows)

    def stored(
        self, title: str, values: Sequence[Cell | None], look: str = "text", width: float = 11
    ) -> Column:
        """A column of values: numbers, and texts; None is an empty cell."""
        column = self._columns
        digits = {"input": "input_digits", "input_decimal": "input_digits"}.get(look, "digits")
        self._head(title, width)
        for i, value in enumerate(values):
            row = FIRST_ROW - 1 + i
            if value is None:
                self._sheet.write_blank(row, column, None, self._book.look(look))
            elif isinstance(value, str):
                is_text = look in ("text", "plain", "wrapped", "centre")
                text_look = look if is_text else digits
                self._sheet.write_string(row, column, value, self._book.look(text_look))
            else:
                self._sheet.write_number(row, column, value, self._book.look(look))
        return Column(self._title, letter(column), self.rows)

    def finish(self, frozen: int, *, filtered: bool = True) -> None:
        """Column titles, a frozen header with so many frozen columns, and an autofilter."""
        self._book.header(self._sheet, HEADER_ROW - 1, self.titles, 44)
        self._sheet.freeze_panes(HEADER_ROW, frozen)
        self._sheet.repeat_rows(HEADER_ROW - 1)
        last = FIRST_ROW - 2 + self.rows
        if filtered:
            self._sheet.autofilter(HEADER_ROW - 1, 0, last, self._columns - 1)

    def _head(self, title: str, width: float) -> None:
        self._sheet.set_column(self._columns, self._columns, width)
        self.titles.append(title)
        self._columns += 1


class Column:
    """A column of a table, as formulas speak of it."""

    def __init__(self, sheet: str, letters: str, rows: int) -> None:
        self.letters = letters
        #: The cell in the formula's own row.
        self.own = f"{sheet}!${letters}{{r}}"
        #: All of its cells.
        self.all = f"{sheet}!${letters}${FIRST_ROW}:${letters}${FIRST_ROW + rows - 1}"
