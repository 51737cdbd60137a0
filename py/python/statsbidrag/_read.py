"""Tables from files: exact numbers, days and texts, with Swedish headings and words understood."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple, cast

from ._grid import Grid, Told, Unreadable, open_grid, pointer, shorten
from ._notation import Number, is_number, settle
from ._words import FLAGS, KINDS, NUMERIC, Column, Kind, Type, Word, by_heading, by_word, plain

Value = str | int | Decimal | date | bool | None
"""What a table's cell is."""

Reader = Callable[[Value], Value]
"""Reads a cell; None where it cannot."""


def read_table(
    path: str | os.PathLike[str],
    *,
    kind: str | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> dict[str, list[Value]]:
    """Reads a table from CSV or other parted text, an Excel workbook or Parquet.

    The answer is a mapping of columns, which is a frame for this package, pandas and polars. A column
    is of one type: ``int``, or ``Decimal`` as soon as one cell has decimals; ``date``; ``bool``; or
    ``str``. An empty cell is None, and blank rows are left out. Rows count from 0.

    **Kinds.** With ``kind`` (``claims``, ``staff``, ``staffing``, ``grants``, ``recipients``) Swedish
    headings and words become the names that this package has, whatever their case and spaces: *Roll*
    and *socialsekreterare* are ``role`` and ``social_worker``. English ones stay. Other headings are
    problems, except among ``recipients``, who may have columns of their own. Columns that may be
    absent and are empty are left out. A filled-in template says of what kind it is. Without a kind
    headings stay as they are.

    **Text** is UTF-8 (or UTF-16 that says so) and else Windows-1252, unless ``encoding`` is given;
    cells are parted by tabs, semicolons or commas. ``1 234,50`` and ``1,234.50`` are numbers.
    ``1,234`` is one and a bit where semicolons part the cells; where neither that nor another column
    settles it, it is a problem. Digits with a leading zero are text.

    **Workbooks** (``pip install statsbidrag[excel]``) hold binary numbers. A whole one under 2⁵³ is
    an ``int``; another is the shortest decimal that is that number, which is what was typed. What a
    formula has computed may so have many decimals: 0.1 + 0.2 is 0.30000000000000004. Texts are texts,
    also those that look like numbers, except under headings of numbers. ``sheet`` names the sheet
    where several have something.

    **Parquet** needs pyarrow. Binary numbers must be whole; decimal columns are exact.

    Columns of recipients' codes (*kommunkod*, *region*, *recipient*, *id* ...) are text. Codes of 3
    digits, or of 1, have lost a leading zero and are problems: nothing is guessed.

    :raises InputError: with every problem: ``malformed``, ``missing``, ``duplicate``,
        ``length_mismatch``, ``unknown_column``, ``unknown_word``, ``unknown_name``, ``empty``,
        ``conflict``, ``float``, ``wrong_type``. Paths are ``/column/row``; what was found says where it stands in the file, such
        as ``B7`` or ``line 7``.
    :raises ImportError: where a package is wanted that is not installed, with how to install it.
    :raises OSError: where the file cannot be opened.

    >>> import tempfile, pathlib
    >>> file = pathlib.Path(tempfile.mkdtemp(), "bidrag.csv")
    >>> _ = file.write_text("Bidragsmottagare;Utbetalt\\n0180;1 234 567,50\\n", encoding="cp1252")
    >>> read_table(file, kind="grants")
    {'recipient': ['0180'], 'paid': [Decimal('1234567.50')]}
    """
    read = read_with_faults(path, kind=kind, sheet=sheet, encoding=encoding, delimiter=delimiter)
    read.told.check()
    return read.table


class Read(NamedTuple):
    """What could be read of a table."""

    table: dict[str, list[Value]]
    """The table; a cell that could not be read is empty, but a code is as it stands."""
    told: Told
    """What could not be read."""
    is_whole: bool
    """Whether all that could not be read is single cells, so that the others are as they would be without them."""


def read_with_faults(
    path: str | os.PathLike[str],
    *,
    kind: str | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> Read:
    """Reads a table as :func:`read_table` does, with what is wrong beside it, so that the rest can be looked into.

    :raises InputError: where the file has no table.
    """
    told = Told()
    grid = open_grid(Path(path), sheet, encoding, delimiter, told)
    heads = list(_heads(grid, _kind(kind, grid, told), told))
    is_whole = not told.count
    columns = [_readable(head, grid, told) for head in heads]
    before = told.count
    numbers = list(_numbers(columns, grid.delimiter, told))
    is_whole = is_whole and told.count == before
    table: dict[str, list[Value]] = {}
    for column, found in zip(columns, numbers, strict=True):
        values = column.read(found, told)
        if not (column.head.is_optional and all(cell is None for cell in grid.columns[column.head.place])):
            table.setdefault(column.head.name, values)
    return Read(table, told, is_whole and told.count <= Told.KEPT)


def places(
    path: str | os.PathLike[str],
    *,
    kind: str | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> Callable[[str, int | None], tuple[str, str] | None]:
    """Where the cells of what :func:`read_table` gives stand in the file, for problems that are told of it.

    The answer takes a column, by its name or a heading of its kind, and a row (None: its heading). It says ``B7`` or
    ``line 7``, and the heading as it stands there; None for a column that is not there.

    >>> import tempfile, pathlib
    >>> file = pathlib.Path(tempfile.mkdtemp(), "bidrag.csv")
    >>> _ = file.write_text("Bidragsmottagare;Utbetalt\\n\\n0180;1 234 567,50\\n", encoding="cp1252")
    >>> places(file, kind="grants")("paid", 0)
    ('line 3', 'Utbetalt')
    """
    told = Told()
    grid = open_grid(Path(path), sheet, encoding, delimiter, told)
    of_kind = _kind(kind, grid, told)
    known = by_heading(of_kind) if of_kind else {}
    found = {head.name: head.place for head in reversed(list(_heads(grid, of_kind, told)))}

    def place(column: str, row: int | None) -> tuple[str, str] | None:
        name = known[plain(column)].name if column not in found and plain(column) in known else column
        return (grid.place(found[name], row), grid.headings[found[name]]) if name in found else None

    return place


# Headings


class _Head(NamedTuple):
    """A heading, and what is known of its column."""

    place: int
    name: str
    type: Type | None = None
    """None where the cells are to say it."""
    words: tuple[Word, ...] = ()
    is_optional: bool = False
    is_sure: bool = False
    """Whether the type is known by the kind of table, and not just by the heading."""


def _kind(name: str | None, grid: Grid, told: Told) -> Kind | None:
    found = name or grid.kind
    if name and grid.kind and name != grid.kind:
        told.add("/kind", "conflict", name, f"{grid.kind}, which the template is for")
    if found is not None and found not in KINDS:
        told.add("/kind", "unknown_name", found, f"one of {', '.join(KINDS)}")
        told.check()
    return KINDS[found] if found else None


def _heads(grid: Grid, kind: Kind | None, told: Told) -> Iterator[_Head]:
    known = by_heading(kind) if kind else {}
    seen: dict[str, str] = {}
    for place, heading in enumerate(grid.headings):
        column = known.get(plain(heading))
        at = grid.place(place, None)
        if column:
            head = _Head(place, column.name, column.type, column.words, not column.required, is_sure=True)
        else:
            if kind and not kind.is_open:
                want = f"one of {', '.join(c.sv for c in kind.columns)}; leave out other columns"
                told.add(pointer(heading), "unknown_column", f"{at}: {shorten(heading)}", want)
            head = _Head(place, heading, _type_by_heading(heading))
        if head.name in seen:
            got = f"{at}: {shorten(heading)}, which stands in {seen[head.name]}"
            told.add(pointer(head.name), "duplicate", got, "a heading that stands once")
        seen.setdefault(head.name, at)
        yield head
    for missing in kind.columns if kind else ():
        if missing.required and missing.name not in seen:
            told.add(pointer(missing.name), "missing", "no such column", missing.sv)


def _number_headings() -> dict[str, Type]:
    """Headings that are a column of numbers in every kind of table that has them."""
    columns: dict[str, list[Column]] = {}
    for kind in KINDS.values():
        for heading, column in by_heading(kind).items():
            columns.setdefault(heading, []).append(column)
    return {
        heading: "part" if any(column.type == "part" for column in found) else "number"
        for heading, found in columns.items()
        if all(column.type in NUMERIC for column in found)
    }


_NUMBERS = _number_headings()
_CODES = {
    "id", "code", "kod", "recipient", "recipients", "bidragsmottagare", "mottagare", "entity",
    "juridisk person", "municipality", "municipality code", "kommun", "kommunkod", "kommunnummer",
    "kommunnr", "region", "region code", "regionkod", "county", "county code", "län", "länskod",
    "länsnummer",
}  # fmt: skip
"""Headings of recipients' codes."""


def _type_by_heading(heading: str) -> Type | None:
    heading = plain(heading.replace("_", " "))
    if heading in _CODES:
        return "code"
    return _NUMBERS.get(heading) or _NUMBERS.get(heading.replace(" ", "_"))


# Columns


class _Column(NamedTuple):
    """A column whose unreadable cells have been told and are empty."""

    head: _Head
    cells: list[Value]
    grid: Grid

    def tell(self, told: Told, row: int, want: str, code: str = "malformed") -> None:
        """Tells of a cell."""
        at = self.grid.place(self.head.place, row)
        got = f"{at}: {shorten(_text(self.cells[row]) or '')}"
        told.add(pointer(self.head.name, row), code, got, want)

    def filled(self) -> Iterator[tuple[int, Value]]:
        """The cells that are not empty, with their rows."""
        return ((row, cell) for row, cell in enumerate(self.cells) if cell is not None)

    @property
    def is_text(self) -> bool:
        """Whether it is of a file that is nothing but text."""
        return self.grid.delimiter is not None

    @property
    def has_numbers(self) -> bool:
        """Whether its texts may be numbers."""
        known = self.head.type in NUMERIC
        return known or (self.head.type is None and self.is_text)

    def number_texts(self) -> list[str]:
        """The texts that are to be read as numbers: of an unknown column, all or none."""
        texts = [cell for _, cell in self.filled() if isinstance(cell, str)]
        if not self.has_numbers:
            return []
        return texts if self.head.type is None else [text for text in texts if is_number(text)]

    def read(self, numbers: list[Number] | None, told: Told) -> list[Value]:
        """The values, of one type; what is not of it is told."""
        match self.head.type:
            case None:
                return self._inferred(numbers, told)
            case "number" | "money" | "part" as type_:
                return self._numbers(numbers or [], type_, told)
            case "code":
                return self._codes(told)
            case "date":
                return self._each(_day, "a day such as 2016-01-31", told)
            case "flag":
                return self._each(_flag, "ja or nej", told)
            case "word":
                return self._words(told)
            case _:
                return [_text(cell) for cell in self.cells]

    def _inferred(self, numbers: list[Number] | None, told: Told) -> list[Value]:
        filled = [cell for _, cell in self.filled()]
        if not filled:
            return list(self.cells)
        if numbers is not None and len(numbers) == len(filled):
            return _placed(self.cells, numbers)
        if all(_is_number(cell) for cell in filled):
            return _placed(self.cells, cast("list[Number]", filled))
        if all(isinstance(cell, bool) for cell in filled):
            return list(self.cells)
        has_days = self.is_text and all(_DAY.fullmatch(str(cell)) for cell in filled)
        if has_days or all(isinstance(c, date) and not isinstance(c, datetime) for c in filled):
            return self._each(_day, "a day that there is", told)
        return [_text(cell) for cell in self.cells]

    def _numbers(self, numbers: list[Number], type_: Type, told: Told) -> list[Value]:
        read = iter(numbers)
        values: list[Value] = list(self.cells)
        odd = []
        for row, cell in self.filled():
            if isinstance(cell, str) and is_number(cell):
                values[row] = next(read, None)
            elif not _is_number(cell):
                odd.append(row)
        parts = [row for row in odd if type_ == "part" and _PART.fullmatch(str(self.cells[row]))]
        # Without a kind a heading alone makes no numbers of a column that has none.
        if not self.head.is_sure and len(odd) == sum(1 for _ in self.filled()):
            return [_text(cell) for cell in self.cells]
        for row in sorted(set(odd) - set(parts)):
            values[row] = None
            self.tell(told, row, "a number such as 1234,50")
        if parts:
            return [_text(value) for value in values]
        return _placed(values, [cast(Number, value) for value in values if value is not None])

    def _codes(self, told: Told) -> list[Value]:
        codes = {row: str(_text(cell)) for row, cell in self.filled()}
        for row in _without_zero(codes, is_sure=self.head.is_sure, heading=self.head.name):
            want = f"0{codes[row]}, as text, if that is the code: its leading zero is lost"
            self.tell(told, row, want)
        for row, code in codes.items():
            if re.fullmatch(r"\d+[.,]\d+", code):
                self.tell(told, row, "a code, as text and without decimals")
        return [_text(cell) for cell in self.cells]

    def _words(self, told: Told) -> list[Value]:
        known = by_word(self.head.words)
        values: list[Value] = [None] * len(self.cells)
        for row, cell in self.filled():
            if word := known.get(plain(str(_text(cell)))):
                values[row] = word.code
            else:
                want = f"one of {', '.join(word.sv for word in self.head.words)}"
                self.tell(told, row, want, "unknown_word")
        return values

    def _each(self, read: Reader, want: str, told: Told) -> list[Value]:
        values: list[Value] = [None] * len(self.cells)
        for row, cell in self.filled():
            values[row] = read(cell)
            if values[row] is None:
                self.tell(told, row, want)
        return values


def _readable(head: _Head, grid: Grid, told: Told) -> _Column:
    cells: list[Value] = []
    for row, cell in enumerate(grid.columns[head.place]):
        if isinstance(cell, Unreadable):
            got = f"{grid.place(head.place, row)}: {cell.got}"
            told.add(pointer(head.name, row), cell.code, got, cell.want)
            cells.append(None)
        else:
            cells.append(cell)
    return _Column(head, cells, grid)


def _numbers(columns: list[_Column], delimiter: str | None, told: Told) -> Iterator[list[Number] | None]:
    """Each column's numbers; a notation that cannot be settled is told once for the column."""
    settled = settle([column.number_texts() for column in columns], delimiter)
    for column, found in zip(columns, settled, strict=True):
        if isinstance(found, str):
            row = column.cells.index(found)
            want = "one notation: , and . may each be a decimal sign or group digits here"
            column.tell(told, row, want)
            yield None
        else:
            yield found


def _without_zero(codes: dict[int, str], *, is_sure: bool, heading: str) -> list[int]:
    """The rows whose codes have lost a leading zero: 3 digits for 4, or 1 for 2.

    A column that is named ``id``, of a table of no known kind, may also number its rows. It has codes
    if all of it may be codes, of municipalities or of counties; no county's number is 02.
    """
    lost = [row for row, code in codes.items() if re.fullmatch(r"\d|\d{3}", code, re.ASCII)]
    if is_sure or plain(heading) != "id":
        return lost
    widths = {len(code) for code in codes.values()}
    may_be = all(re.fullmatch(r"0?[13-9]|[1-9]\d|0?[13-9]\d\d|[1-9]\d{3}", c) for c in codes.values())
    return lost if may_be and (widths <= {3, 4} or widths == {1, 2}) else []


# Cells

_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
_PART = re.compile(r"\d+(?:[.,]\d+)?\s*%|\d+/\d+", re.ASCII)
_FLAGS = by_word(FLAGS)


def _is_number(cell: Value) -> bool:
    return isinstance(cell, int | Decimal) and not isinstance(cell, bool)


def _placed(cells: Iterable[Value], numbers: list[Number]) -> list[Value]:
    """Numbers in the places of what is not empty: all of them Decimal where one is."""
    if any(isinstance(number, Decimal) for number in numbers):
        numbers = [Decimal(number) for number in numbers]
    read = iter(numbers)
    return [None if cell is None else next(read, None) for cell in cells]


def _text(cell: Value) -> str | None:
    """A cell as text: numbers without exponents, ISO days, yes and no."""
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, date):
        return cell.isoformat()
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def _day(cell: Value) -> date | None:
    if isinstance(cell, str) and _DAY.fullmatch(cell):
        try:
            return date.fromisoformat(cell[:10])
        except ValueError:
            return None
    is_day = isinstance(cell, date) and not isinstance(cell, datetime)
    return cast(date, cell) if is_day else None


def _flag(cell: Value) -> bool | None:
    if isinstance(cell, bool):
        return cell
    word = _FLAGS.get(plain(cell)) if isinstance(cell, str) else None
    return None if word is None else word.code == "yes"
