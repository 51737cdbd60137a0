"""A workbook in the house's style: formats, headers, widths, and how it prints."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

FONT = "Calibri"
DARK, LIGHT, INPUT, RULE = "#1F3864", "#DCE6F1", "#FFF8E1", "#BFBFBF"
GOOD, BAD, UNSURE = ("#C6EFCE", "#006100"), ("#FFC7CE", "#9C0006"), ("#FFEB9C", "#7F6000")

#: The looks that cells have, by name.
LOOKS: Mapping[str, Mapping[str, Any]] = {
    "text": {"num_format": "@"},
    "plain": {},
    "wrapped": {"text_wrap": True, "valign": "top"},
    "title": {"bold": True, "font_size": 14, "font_color": DARK},
    "heading": {"bold": True, "font_size": 12, "font_color": DARK},
    "note": {"italic": True, "font_color": "#595959"},
    "header": {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": DARK,
        "text_wrap": True,
        "valign": "vcenter",
        "border": 1,
        "border_color": RULE,
    },
    "remark": {"italic": True, "font_color": "#595959", "indent": 1, "text_wrap": True},
    "label": {"bold": True, "valign": "top"},
    "whole": {"num_format": "#,##0", "align": "right"},
    # Formulas mark who is out of a ranking by -1 or 1E15.
    "rank": {"num_format": '[<0]"–";[>=1000000000000000]"–";#,##0', "align": "right"},
    "centre": {"align": "center"},
    "result": {"bold": True, "bg_color": LIGHT, "num_format": "#,##0"},
    "result_decimal": {"bold": True, "bg_color": LIGHT, "num_format": "#,##0.00"},
    "decimal": {"num_format": "#,##0.00"},
    "six": {"num_format": "#,##0.000000"},
    "general": {"num_format": "General"},
    "percent": {"num_format": "0.0000%"},
    "date": {"num_format": "yyyy-mm-dd", "align": "center"},
    "digits": {"num_format": "@", "align": "right"},
    "estimate": {"num_format": "0.000E+00", "font_color": "#7F7F7F"},
    "input": {"num_format": "#,##0", "bg_color": INPUT},
    "input_decimal": {"num_format": "#,##0.00", "bg_color": INPUT},
    "input_digits": {"num_format": "@", "align": "right", "bg_color": INPUT},
    "pick": {
        "bold": True,
        "font_size": 12,
        "bg_color": INPUT,
        "border": 2,
        "border_color": DARK,
        "num_format": "@",
    },
    "total": {"bold": True, "top": 1, "bg_color": LIGHT, "num_format": "#,##0"},
    "total_decimal": {"bold": True, "top": 1, "bg_color": LIGHT, "num_format": "#,##0.00"},
    "total_percent": {"bold": True, "top": 1, "bg_color": LIGHT, "num_format": "0.0000%"},
    "total_text": {"bold": True, "top": 1, "bg_color": LIGHT},
    "verdict": {"bold": True, "font_size": 12, "text_wrap": True, "valign": "vcenter", "border": 1},
    "good": {"bg_color": GOOD[0], "font_color": GOOD[1]},
    "bad": {"bg_color": BAD[0], "font_color": BAD[1]},
    "unsure": {"bg_color": UNSURE[0], "font_color": UNSURE[1]},
}
#: Looks that only colour what stands under them.
_COLOURS = ("good", "bad", "unsure")
_NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_LONGEST_SHEET_NAME = 31


class Book:
    """A workbook that is being written. Formats are made once, when they are first asked for."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._formats: dict[str, Format] = {}
        self._titles: set[str] = set()

    def look(self, name: str) -> Format:
        """The format of a name in :data:`LOOKS`."""
        if name not in self._formats:
            base = {} if name in _COLOURS else {"font_name": FONT, "font_size": 10}
            self._formats[name] = self._workbook.add_format({**base, **LOOKS[name]})
        return self._formats[name]

    def sheet(
        self, title: str, *, language: str = "sv", landscape: bool = True, fitted: bool = True
    ) -> Worksheet:
        """A new sheet that prints on the width of an A4 page, with its title and page numbers.

        One that is not ``fitted`` is wider than a page that can be read.

        Titles are cut to the 31 characters that Excel takes, and told apart by a number.
        """
        name = self._own_title(title)
        sheet = self._workbook.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        if fitted:
            sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
        # In a header an ampersand begins a code; two are one.
        sheet.set_header(f"&L&B{name.replace('&', '&&')}&R&F")
        page, of = ("Sida", "av") if language == "sv" else ("Page", "of")
        sheet.set_footer(f"&Lstatsbidrag&R{page} &P {of} &N")
        return sheet

    def _own_title(self, title: str) -> str:
        clean = title.translate(_NOT_IN_SHEET_NAMES).strip().strip("'") or "Tabell"
        name, number = clean[:_LONGEST_SHEET_NAME], 1
        while name.casefold() in self._titles:
            number += 1
            suffix = f" {number}"
            name = clean[: _LONGEST_SHEET_NAME - len(suffix)] + suffix
        self._titles.add(name.casefold())
        return name

    def header(self, sheet: Worksheet, row: int, titles: Iterable[str], height: float = 32) -> None:
        """A row of column titles."""
        sheet.set_row(row, height)
        for column, title in enumerate(titles):
            sheet.write_string(row, column, title, self.look("header"))

    def colour(self, sheet: Worksheet, row: int, column: int, formula: str, look: str) -> None:
        """Colours a cell where a formula is true."""
        options = {"type": "formula", "criteria": formula, "format": self.look(look)}
        sheet.conditional_format(row, column, row, column, options)


@contextmanager
def book(path: str | os.PathLike[str]) -> Iterator[Book]:
    """Opens a workbook, and writes the file at the end unless something went wrong.

    Raises:
        ImportError: XlsxWriter is not installed.
    """
    try:
        from xlsxwriter.workbook import Workbook
    except ImportError as error:
        raise ImportError("Writing workbooks needs XlsxWriter: pip install statsbidrag[excel]") from error
    # Texts are texts: an id such as "0180" or a name that begins with "=" is no number or formula.
    plain = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = Workbook(os.fspath(path), plain)
    yield Book(workbook)
    workbook.close()


def width(texts: Iterable[object], least: float = 8, most: float = 44) -> float:
    """A column's width for its texts, in characters."""
    longest = max((len(str(text)) for text in texts), default=0)
    return min(most, max(least, longest + 2))
