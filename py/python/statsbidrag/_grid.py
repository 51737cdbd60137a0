"""Files as grids: headings and cells as they stand there, with where each of them stands."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from ._errors import InputError, Problem
from ._optional import optional
from ._words import KINDS


class Unreadable(NamedTuple):
    """A cell that holds nothing readable, and what should stand there."""

    got: str
    want: str
    code: str = "malformed"


Cell = str | int | Decimal | date | bool | Unreadable | None
"""A cell: ``datetime`` (a ``date``) where there is a time of the day; None where it is empty."""

MARK = "statsbidrag_"
"""What begins the defined name that marks a template; the kind of table follows, and the name refers
to the cell of the first heading."""


class Grid(NamedTuple):
    """The cells of a file."""

    headings: list[str]
    columns: list[list[Cell]]
    place: Callable[[int, int | None], str]
    """Where a column's cell in a row (None: its heading) stands in the file: ``B7`` or ``line 7``."""
    delimiter: str | None = None
    """What parts the cells of a text; None where the file itself says what is text and what number."""
    kind: str | None = None
    """The kind of table that the file says that it has."""


class Told:
    """Problems, all of them: the first 1,000 and a count."""

    KEPT = 1_000

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.count = 0

    def add(self, path: str, code: str, got: str, want: str) -> None:
        """Notes a problem."""
        self.count += 1
        if self.count <= self.KEPT:
            self.problems.append(Problem(path, code, got, want))

    def check(self) -> None:
        """Raises :class:`InputError` if there is any."""
        if self.count:
            raise InputError(self.problems, self.count)


def pointer(*steps: str | int) -> str:
    """A JSON pointer.

    >>> pointer("a/b", 3)
    '/a~1b/3'
    """
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in steps)


def shorten(text: str) -> str:
    """At most 80 characters of a text, so that a message stays readable."""
    return text if len(text) <= 80 else f"{text[:80]}…"


def refuse(got: str, want: str, path: str = "", code: str = "malformed") -> NoReturn:
    """Raises the only problem of a file that cannot be looked into."""
    raise InputError([Problem(path, code, got, want)])


def open_grid(path: Path, sheet: str | None, encoding: str | None, delimiter: str | None, told: Told) -> Grid:
    """Reads a file as what its first bytes say that it is."""
    data = path.read_bytes()
    if not data.strip():
        refuse("an empty file", "a heading for each column and at least one row", code="empty")
    is_text = False
    if data.startswith(b"PK\x03\x04"):
        grid = _workbook(data, sheet)
    elif data.startswith(b"PAR1"):
        grid = _parquet(data)
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        refuse("a workbook of the old kind (.xls), or one with a password", "an .xlsx workbook")
    elif path.suffix.lower() in {".xlsx", ".xlsm", ".parquet"}:
        refuse(f"a file that is no {path.suffix}, whatever its name", "what its name says")
    else:
        grid, is_text = _text(data, encoding, delimiter, told), True
    options = {"encoding": encoding, "delimiter": delimiter} if not is_text else {"sheet": sheet}
    for name, value in options.items():
        if value is not None:
            told.add(pointer(name), "conflict", repr(value), "nothing for a file of this kind")
    return _without_blank_edges(grid, told)


def _without_blank_edges(grid: Grid, told: Told) -> Grid:
    """Leaves out columns that have neither heading nor cells; cells without a heading are told."""
    kept = []
    for place, (heading, cells) in enumerate(zip(grid.headings, grid.columns, strict=True)):
        filled = sum(cell is not None for cell in cells)
        if heading:
            kept.append(place)
        elif filled:
            got = f"{grid.place(place, None)}: no heading over {filled} filled cells"
            told.add("/", "missing", got, "a heading")
    if not kept:
        told.add("", "empty", "no headings", "a heading for each column")
        told.check()
    if not any(grid.columns[place] for place in kept):
        told.add("", "empty", "headings and no rows", "at least one row")

    def place_of(column: int, row: int | None) -> str:
        return grid.place(kept[column], row)

    headings = [grid.headings[place] for place in kept]
    return grid._replace(headings=headings, columns=[grid.columns[place] for place in kept], place=place_of)


def _from_rows(
    rows: Iterable[tuple[int, Sequence[Cell]]], place: Callable[[int, int], str], **about: Any
) -> Grid:
    """A grid of numbered rows, the first of which that is not blank has the headings."""
    filled = ((number, row) for number, row in rows if any(cell is not None for cell in row))
    head_number, head = next(filled, (1, ()))
    numbers, body = [], []
    for number, row in filled:
        numbers.append(number)
        body.append(row)
    columns = list(zip_longest(head, *body)) if body else [(cell,) for cell in head]
    headings = [" ".join(_heading(column[0]).split()) for column in columns]

    def place_of(column: int, row: int | None) -> str:
        return place(column, head_number if row is None else numbers[row])

    return Grid(headings, [list(column[1:]) for column in columns], place_of, **about)


def _heading(cell: Cell) -> str:
    if cell is None:
        return ""
    return cell.got if isinstance(cell, Unreadable) else str(cell)


# Text


_DELIMITERS = ("\t", ";", ",")


def _text(data: bytes, encoding: str | None, delimiter: str | None, told: Told) -> Grid:
    text = _decoded(data, encoding)
    said = re.match(r"sep=(.)\r?\n", text)
    first_line = 1
    if said:  # Excel's own way to say it.
        text, delimiter, first_line = text[said.end() :], delimiter or said[1], 2
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n'):
        refuse(repr(delimiter), "one character, such as ;", "/delimiter")
    for number, line in enumerate(text.split("\n"), first_line):
        if control := re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", line):
            refuse(f"line {number}: the control character {control[0]!r}", "a table as text")
    found = delimiter or _delimiter(text)
    records = list(_records(text, found, first_line))
    grid = _from_rows(
        ((line, [cell.strip() or None for cell in record]) for line, record in records),
        lambda _, line: f"line {line}",
        delimiter=found,
    )
    lines = [record for record in records if any(cell.strip() for cell in record[1])]
    _check_lengths(lines, grid.headings, told)
    return grid


def _check_lengths(lines: list[tuple[int, list[str]]], headings: list[str], told: Told) -> None:
    """Tells of rows with more or fewer cells than there are headings: they may have shifted."""
    wanted = len(lines[0][1]) if lines else 0
    for row, (line, record) in enumerate(lines[1:]):
        if len(record) != wanted:
            column = headings[min(len(record), wanted - 1)]
            got = f"line {line}: {len(record)} cells"
            told.add(pointer(column, row), "length_mismatch", got, f"{wanted}, as the headings")


def _decoded(data: bytes, encoding: str | None) -> str:
    """The text of a file: in the encoding that is named, else UTF-8, else Windows-1252.

    Bytes that are UTF-8 with letters outside ASCII are hardly ever anything else. What is not UTF-8
    is Windows-1252 only where nothing speaks against it: nothing in it is UTF-8 all the same, and no
    word has signs in it that are letters in the code pages of DOS.
    """
    is_guess = encoding is None
    if encoding is None:
        encoding = "utf-8"
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            encoding = "utf-16"
        elif not _is_utf8(data):
            encoding = "cp1252"
            if re.search(rb"[\xc3-\xf4][\x80-\xbf]", data):
                bad = _lines_of_bad_bytes(data)
                refuse(f"bytes that are not UTF-8, among text that is, in {bad}", "one encoding")
    try:
        text = data.decode(encoding)
    except UnicodeError as error:
        at = error.start if isinstance(error, UnicodeDecodeError) else 0
        line = data.count(b"\n", 0, at) + 1
        got = f"line {line}: the byte 0x{data[at]:02x}, which is nothing in {encoding}"
        refuse(got, "the right encoding=")
    except (LookupError, ValueError):
        refuse(repr(encoding), "an encoding such as utf-8 or cp1252", "/encoding", "unknown_name")
    if is_guess and encoding == "cp1252" and (odd := re.search(r"\w[†‡„”]\w", text)):
        line = text.count("\n", 0, odd.start()) + 1
        refuse(f"line {line}: {odd[0]!r} in a word", "encoding=: cp1252 if that is right, or cp850")
    return text.removeprefix("\ufeff")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _lines_of_bad_bytes(data: bytes) -> str:
    bad = [str(number) for number, line in enumerate(data.split(b"\n"), 1) if not _is_utf8(line)]
    more = f" and {len(bad) - 8} more" if len(bad) > 8 else ""
    return f"line{'s' if len(bad) > 1 else ''} {', '.join(bad[:8])}{more}"


def _delimiter(text: str) -> str:
    """Tab, semicolon or comma: the first that gives every row as many cells as there are headings.

    Where none does, the first that stands in the headings, under which rows are told that have too
    few cells or too many. A text without any has one column, whose commas are decimal signs.
    """
    candidates = []
    for delimiter in _DELIMITERS:
        try:
            widths = [len(record) for _, record in _records(text, delimiter, 1) if any(record)]
        except InputError:
            continue
        if widths and widths[0] > 1:
            candidates.append(delimiter)
            if len(set(widths)) == 1:
                return delimiter
    return candidates[0] if candidates else ";"


def _records(text: str, delimiter: str, first_line: int) -> Iterator[tuple[int, list[str]]]:
    """The rows, each with the line where it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + first_line
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            refuse(f"line {line}: {error}", "a table as text, with quotes that are closed")
        yield line, record


# Workbooks


def _workbook(data: bytes, sheet: str | None) -> Grid:
    openpyxl = optional("openpyxl", "pip install statsbidrag[excel]")
    try:
        # Of what a workbook may have, it warns of what it does not keep: nothing is written here.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # Values do not say whether they were computed, formulas do not say to what.
            values = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
            return _sheet(values, formulas, sheet)
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001
        # Parts of a broken workbook are read by many modules, each of which raises errors of its own.
        refuse(shorten(f"no readable workbook ({type(error).__name__}: {error})"), "an .xlsx workbook")


def _sheet(values: Any, formulas: Any, name: str | None) -> Grid:
    kind, marked, first_row = _mark(values)
    names = [ws.title for ws in values.worksheets]
    if name is not None and name not in names:
        refuse(repr(name), f"one of {', '.join(names)}", "/sheet", "unknown_name")
    if name is None:
        name = marked or _only_sheet(values)
    if name != marked:
        kind, first_row = None, 1

    def rows(book: Any) -> Iterator[Any]:
        worksheet = book[name]
        worksheet.reset_dimensions()  # They may claim a million columns that are not there.
        return iter(worksheet.iter_rows())

    pairs = enumerate(zip(rows(values), rows(formulas), strict=True), 1)
    cells = (
        (number, [_value(*both) for both in zip(*pair, strict=True)])
        for number, pair in pairs
        if number >= first_row
    )
    return _from_rows(cells, lambda column, row: f"{_letters(column)}{row}", kind=kind)


def _mark(book: Any) -> tuple[str | None, str | None, int]:
    """The kind of table, the sheet and the row of the headings that a template is marked with."""
    for name, defined in book.defined_names.items():
        kind = name.removeprefix(MARK)
        if name.startswith(MARK) and kind in KINDS:
            for sheet, cell in defined.destinations:
                row = re.fullmatch(r"\$?[A-Z]+\$?(\d+)", cell)
                if row and sheet in book.sheetnames:
                    return kind, sheet, int(row[1])
    return None, None, 1


def _only_sheet(book: Any) -> str:
    """The visible sheet that has anything in it; several are not chosen among."""
    filled = []
    for worksheet in book.worksheets:
        worksheet.reset_dimensions()
        rows = worksheet.iter_rows(values_only=True)
        if worksheet.sheet_state == "visible" and any(c is not None for row in rows for c in row):
            filled.append(worksheet.title)
    if len(filled) > 1:
        refuse(f"{len(filled)} sheets: {', '.join(filled)}", "sheet=", "/sheet", "missing")
    if not filled:
        refuse("no sheet with anything in it", "headings and rows", code="empty")
    return str(filled[0])


def _value(cell: Any, written: Any) -> Cell:
    """What stands in a cell, given its value and what was written there, which may be a formula."""
    value = cell.value
    if cell.data_type == "e":
        return Unreadable(str(value), "a value and no error")
    if value is None:
        # A formula whose value is an empty text says so by its type.
        if written.data_type == "f" and cell.data_type == "n":
            want = "a computed value: open the workbook, compute and save it"
            return Unreadable("a formula without a value", want)
        return None
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, float) or (type(value) is int and abs(value) >= 2**53):
        return _of_double(float(value))
    return _plain_value(value)


def _of_double(value: float) -> Cell:
    """A cell's double as the shortest decimal that is that double, which is what was typed."""
    if value.is_integer() and abs(value) < 2**53:
        return int(value)
    shortest = Decimal(repr(value))
    if not shortest.is_finite():
        return Unreadable(repr(value), "a number")
    return Decimal(f"{shortest:f}")


def _plain_value(value: Any) -> Cell:
    """A value of Python's that a cell may be; a day at midnight is a day."""
    if isinstance(value, datetime):
        return value if value.time().replace(tzinfo=None) != time() else value.date()
    if value is None or isinstance(value, bool | int | str | Decimal | date):
        return value
    return Unreadable(shorten(str(value)), "a text, a number, a day, or yes or no", "wrong_type")


def _letters(column: int) -> str:
    """A column's letters: A for 0, AA for 26."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


# Parquet


def _parquet(data: bytes) -> Grid:
    parquet = optional("pyarrow.parquet", "pip install pyarrow")
    try:
        table = parquet.read_table(io.BytesIO(data))
        columns = [column.to_pylist() for column in table.columns]
    except Exception as error:  # noqa: BLE001
        # As with workbooks: a broken file is told by whatever stumbles over it.
        refuse(shorten(f"no readable Parquet file ({error})"), "a Parquet file")

    def place(column: int, row: int | None) -> str:
        return "the schema" if row is None else f"row {row}"

    headings = [" ".join(str(name).split()) for name in table.column_names]
    return Grid(headings, [[_of_parquet(value) for value in column] for column in columns], place)


def _of_parquet(value: Any) -> Cell:
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 2**53:
            return int(value)
        # What a program computed, not what someone typed: it has no decimals to go by.
        return Unreadable(repr(value), "a whole number, or a column of decimals", "float")
    if isinstance(value, str):
        return value.strip() or None
    return _plain_value(value)
