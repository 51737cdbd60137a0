"""Templates: workbooks to fill in, with headings, drop-downs and explanations."""

from __future__ import annotations

import io
import os
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from .._errors import InputError, Problem
from .._grid import MARK
from .._optional import optional
from .._words import FLAGS, KINDS, NUMERIC, Column, Kind, Type, Word

MOST_ROWS = 1_048_575
"""How many rows a sheet has under its headings."""

_TYPES: dict[Type, tuple[str, str, str]] = {
    "text": ("@", "text", "text"),
    "code": ("@", "kod, som text", "code, as text"),
    "number": ("General", "tal", "number"),
    "money": ("#,##0.00", "kronor", "kronor"),
    "part": ("General", "tal eller procent", "number or percentage"),
    "date": ("yyyy-mm-dd", "datum", "date"),
    "flag": ("@", "ja eller nej", "yes or no"),
    "word": ("@", "ett ord ur listan", "a word of the list"),
}
"""Of each type the format of its cells, and what it is called in Swedish and English."""

_WIDTHS = (30, 48, 72, 30, 22, 15)
"""Of the legend's columns, in characters."""

_DARK, _LIGHT, _LINE = "#1F3864", "#DCE6F1", "#BFBFBF"


class _Texts(NamedTuple):
    """What a template says of itself."""

    legend: str
    how: str
    columns: tuple[str, ...]
    words: str
    word_columns: tuple[str, ...]
    required: str
    optional: str
    refused: str
    wanted: str


_SWEDISH = _Texts(
    "Förklaringar",
    "Fyll i bladet {sheet}, en rad i taget. Mörka rubriker måste fyllas i. En tom cell betyder att "
    "uppgiften inte är känd, aldrig noll. Ändra inte rubrikerna; tomma kolumner får stå kvar.",
    ("Rubrik", "Exempelrad", "Vad som ska stå där", "Namn i koden", "Slag", "Måste fyllas i"),
    "Ord i listorna",
    ("Rubrik", "Ord", "Vad det betyder", "Namn i koden"),
    "Måste fyllas i.", "Får vara tom.", "Det går inte att läsa", "Skriv {type}.",
)  # fmt: skip
_ENGLISH = _Texts(
    "Explanations",
    "Fill in the sheet {sheet}, row by row. Dark headings must be filled in. An empty cell says that "
    "something is not known, never that it is zero. Keep the headings; columns may be left empty.",
    ("Heading", "Example row", "What should stand there", "Name in code", "Type", "Required"),
    "Words of the lists",
    ("Heading", "Word", "What it means", "Name in code"),
    "Required.", "May be empty.", "This cannot be read", "Write {type}.",
)  # fmt: skip


def template(kind: str, path: str | os.PathLike[str], *, language: str = "sv", rows: int = 500) -> None:
    """Writes a workbook to fill in, which :func:`read_table` takes back.

    The first sheet has a heading for each column of the kind of table (``claims``, ``staff``,
    ``staffing``, ``grants``, ``recipients``) with a comment on it, formats, and in the first ``rows``
    rows checks of what is typed and lists of words. Codes are text, so that 0180 keeps its zero. The
    second sheet explains columns and words and has an example row. The same template has the same
    bytes each time.

    :raises InputError: ``unknown_name`` for a kind or language (``sv``, ``en``); ``not_in_range`` for
        rows under 1 or over 1,048,575.
    :raises ImportError: without XlsxWriter: ``pip install statsbidrag[excel]``.
    :raises OSError: where the file cannot be written.

    >>> import tempfile, pathlib
    >>> from statsbidrag._read import read_table
    >>> file = pathlib.Path(tempfile.mkdtemp(), "bidrag.xlsx")
    >>> template("grants", file)
    >>> read_table(file)
    Traceback (most recent call last):
    ...
    statsbidrag._errors.InputError: empty: got headings and no rows, want at least one row
    """
    problems = []
    if kind not in KINDS:
        problems.append(Problem("/kind", "unknown_name", kind, f"one of {', '.join(KINDS)}"))
    if language not in ("sv", "en"):
        problems.append(Problem("/language", "unknown_name", language, "sv or en"))
    if not 1 <= rows <= MOST_ROWS:
        problems.append(Problem("/rows", "not_in_range", str(rows), f"1 to {MOST_ROWS}"))
    if problems:
        raise InputError(problems)
    xlsxwriter = optional("xlsxwriter", "pip install statsbidrag[excel]")
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    found = KINDS[kind]
    # A clock would make every template another file.
    about = {"title": found.title(language), "created": datetime(2020, 1, 1)}
    book.set_properties(about)
    _write_table(book, found, language, rows)
    _write_legend(book, found, language)
    book.close()
    Path(path).write_bytes(file.getvalue())


# The table


def _write_table(book: Any, kind: Kind, language: str, rows: int) -> None:
    texts = _texts(language)
    sheet = book.add_worksheet(kind.title(language))
    book.define_name(f"{MARK}{kind.name}", f"='{kind.title(language)}'!$A$1")
    sheet.set_row(0, 33)
    for place, column in enumerate(kind.columns):
        # Without an indent a text would touch the number to the left of it.
        indent = 0 if column.type in (*NUMERIC, "date") else 1
        cells = book.add_format({"num_format": _TYPES[column.type][0], "indent": indent})
        sheet.set_column(place, place, _width(column, language), cells)
        sheet.write_string(0, place, column.heading(language), _head(book, column))
        needed = texts.required if column.required else texts.optional
        comment = f"{column.about(language)}\n{_type(column, language).capitalize()}. {needed}"
        size = {"width": 280, "height": 38 + 17 * (1 + len(comment) // 40), "font_size": 9}
        sheet.write_comment(0, place, comment, {"author": "statsbidrag", **size})
        if check := _check(column, place, language):
            title = texts.refused
            message = _message(column, language)
            sheet.data_validation(
                1, place, rows, place, {**check, "error_title": title, "error_message": message}
            )
    sheet.freeze_panes(1, 1)
    _set_page(sheet)
    sheet.repeat_rows(0)


def _check(column: Column, place: int, language: str) -> dict[str, Any] | None:
    """What Excel lets be typed in a column."""
    if words := _words(column):
        return {"validate": "list", "source": [word.label(language) for word in words]}
    if column.type in NUMERIC:
        return {"validate": "decimal", "criteria": ">=", "value": 0}
    if column.type == "date":
        return {"validate": "date", "criteria": ">=", "value": date(1900, 1, 1)}
    if column.type == "code":
        return {"validate": "custom", "value": f"=ISTEXT({chr(ord('A') + place)}2)"}
    return None


def _message(column: Column, language: str) -> str:
    """What Excel says of a cell that it refuses; there is room for 255 characters."""
    wanted = _texts(language).wanted.format(type=_type(column, language))
    return f"{column.heading(language)}: {wanted}"


def _width(column: Column, language: str) -> int:
    words = [len(word.label(language)) + 3 for word in _words(column)]
    return max([13, min(len(column.heading(language)) + 2, 18), *(min(width, 50) for width in words)])


# The legend


def _write_legend(book: Any, kind: Kind, language: str) -> None:
    texts = _texts(language)
    sheet = book.add_worksheet(texts.legend)
    title = book.add_format({"bold": True, "font_size": 14, "font_color": _DARK})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, kind.title(language), title)
    about = f"{kind.about(language)} {texts.how.format(sheet=kind.title(language))}"
    sheet.merge_range(1, 0, 1, len(texts.columns) - 1, about, wrapped)
    sheet.set_row(1, 33)
    plain_head = _head(book, None)
    for place, heading in enumerate(texts.columns):
        sheet.write_string(3, place, heading, plain_head)
    row, cells = 4, _cells(book)
    for column in kind.columns:
        sheet.write_string(row, 0, column.heading(language), cells["bold"])
        _write_example(sheet, row, column, language, book)
        _write_about(sheet, row, column.about(language), cells)
        sheet.write_string(row, 3, column.name, cells["code"])
        sheet.write_string(row, 4, _type(column, language), cells["wrapped"])
        sheet.write_string(row, 5, _said(column.required, language), cells["wrapped"])
        row += 1
    with_words = [column for column in kind.columns if _words(column)]
    if with_words:
        sheet.write_string(row + 1, 0, texts.words, title)
        for place, heading in enumerate(texts.word_columns):
            sheet.write_string(row + 2, place, heading, plain_head)
        row += 3
    for column in with_words:
        for word in _words(column):
            sheet.write_string(row, 0, column.heading(language), cells["bold"])
            sheet.write_string(row, 1, word.label(language), cells["wrapped"])
            _write_about(sheet, row, word.about(language), cells)
            sheet.write_string(row, 3, word.code, cells["code"])
            row += 1
    sheet.freeze_panes(4, 1)
    _set_page(sheet)


def _write_about(sheet: Any, row: int, text: str, cells: dict[str, Any]) -> None:
    """An explanation, in a row that is high enough: a program that opens it does not see to that."""
    sheet.write_string(row, 2, text, cells["wrapped"])
    sheet.set_row(row, 15 * (1 + len(text) // (_WIDTHS[2] + 4)) + 1)


def _write_example(sheet: Any, row: int, column: Column, language: str, book: Any) -> None:
    """The column's cell of the example row, formatted as in the table."""
    how = {"num_format": _TYPES[column.type][0], "align": "left", "valign": "top"}
    cells = book.add_format({**how, "border": 1, "border_color": _LINE, "text_wrap": True})
    words = {word.code: word.label(language) for word in _words(column)}
    if not column.example:
        sheet.write_blank(row, 1, None, cells)
    elif column.type in NUMERIC:
        sheet.write_number(row, 1, Decimal(column.example), cells)
    elif column.type == "date":
        sheet.write_datetime(row, 1, date.fromisoformat(column.example), cells)
    else:
        sheet.write_string(row, 1, words.get(column.example, column.example), cells)


# What both sheets share


def _texts(language: str) -> _Texts:
    return _SWEDISH if language == "sv" else _ENGLISH


def _type(column: Column, language: str) -> str:
    return _TYPES[column.type][1 if language == "sv" else 2]


def _said(is_so: bool, language: str) -> str:
    return FLAGS[0 if is_so else 1].label(language)


def _words(column: Column) -> tuple[Word, ...]:
    """The words that a column's cells are chosen among."""
    return FLAGS if column.type == "flag" else column.words


def _head(book: Any, column: Column | None) -> Any:
    """How a heading looks: dark where the column must be filled in."""
    look = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1}
    colours = {"bg_color": _DARK, "font_color": "#FFFFFF", "border_color": _LINE}
    if column and not column.required:
        colours |= {"bg_color": _LIGHT, "font_color": _DARK}
    return book.add_format({**look, **colours})


def _cells(book: Any) -> dict[str, Any]:
    look = {"text_wrap": True, "valign": "top", "border": 1, "border_color": _LINE}
    return {
        "wrapped": book.add_format(look),
        "bold": book.add_format({**look, "bold": True}),
        "code": book.add_format({**look, "font_name": "Consolas", "font_size": 10}),
    }


def _set_page(sheet: Any) -> None:
    """Prints on A4, as wide as the page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&R&P (&N)")
