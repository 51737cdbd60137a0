"""What commands have in common: their options for files and output, and columns by name."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Any

from .._errors import Problem
from .._run import escaped
from .._words import FLAGS, KINDS, by_word, plain
from ._answer import Answer
from ._files import Files, Table
from ._parser import Parser
from ._say import Say

Command = Callable[[argparse.Namespace, Files, Say], Answer]
"""Carries a command out."""


def pairs(given: list[list[Any]] | None) -> dict[str, Any] | None:
    """Options that were given as a name and a value, any number of times.

    >>> pairs([["n", "1"]])
    {'n': '1'}
    """
    return {name: value for name, value in given} if given else None


def listed(text: str | None) -> list[str] | None:
    """Words that are parted by commas.

    >>> listed("a, b")
    ['a', 'b']
    """
    return [word.strip() for word in text.split(",")] if text else None


def add_output(parser: Parser) -> None:
    """The options of what is printed and written."""
    say = parser.say
    group = parser.add_argument_group(say("ut", "output"))
    group.add_argument(
        "--out", metavar=say("FIL", "FILE"), type=parser.values.written, action="append", default=[],
        help=say("skriver till en fil, som .csv, .xlsx eller .json; får upprepas; finns filen skrivs den över",
                 "writes to a file, as .csv, .xlsx or .json; may be repeated; a file that is there is replaced"),
    )  # fmt: skip
    group.add_argument(
        "--format", choices=("table", "csv", "json"), default="table",
        help=say("vad som skrivs ut: en läsbar tabell (annars), csv eller json",
                 "what is printed: a table to read (unless said), csv or json"),
    )  # fmt: skip
    group.add_argument(
        "--csv-excel", action="store_true",
        help=say("CSV som Excel med svenska inställningar öppnar rätt: semikolon, decimalkomma och UTF-8 med BOM; "
                 "annars komma, decimalpunkt och UTF-8. Excel tar bort nollan i 0180 ur CSV: .xlsx behåller den",
                 "CSV for Excel with Swedish settings: semicolons, decimal commas and UTF-8 with a BOM; otherwise "
                 "commas, decimal points and UTF-8. Excel drops the zero of 0180 in CSV: .xlsx keeps it"),
    )  # fmt: skip
    group.add_argument(
        "--table", metavar=say("NAMN", "NAME"),
        help=say("vilken av resultatets tabeller som skrivs ut eller till CSV; annars den viktigaste",
                 "which table of the result is printed, or written as CSV; the main one unless said"),
    )  # fmt: skip
    group.add_argument(
        "--rows", metavar=say("ANTAL", "NUMBER"), type=parser.values.whole,
        help=say("högst så många rader i läsbara tabeller, 0: alla; annars 40 på en terminal",
                 "at most so many rows in tables to read, 0: all; 40 on a terminal unless said"),
    )  # fmt: skip


def add_input(parser: Parser) -> None:
    """The options of files that are read."""
    say = parser.say
    group = parser.add_argument_group(
        say("filer in", "files in"),
        say(
            "CSV (eller annan avgränsad text), .xlsx eller Parquet.",
            "CSV (or other parted text), .xlsx or Parquet.",
        ),
    )
    group.add_argument(
        "--sheet", metavar=say("BLAD", "SHEET"), help=say("bladet i en arbetsbok", "the sheet of a workbook")
    )
    group.add_argument(
        "--encoding", metavar=say("NAMN", "NAME"),
        help=say("teckenkodningen, annars UTF-8 eller Windows-1252", "the encoding, else UTF-8 or Windows-1252"),
    )  # fmt: skip
    group.add_argument(
        "--delimiter", metavar=say("TECKEN", "SIGN"),
        help=say("vad som skiljer celler åt, annars det som filen har", "what parts cells, else what the file has"),
    )  # fmt: skip
    group.add_argument(
        "--decimals", metavar=(say("KOLUMN", "COLUMN"), say("ANTAL", "NUMBER")), nargs=2, action="append",
        help=say("avrundar en kolumns binära tal till så många decimaler, vilket kvittot visar",
                 "rounds the binary numbers of a column to so many decimals, which the receipt shows"),
    )  # fmt: skip


def decimals(options: argparse.Namespace) -> dict[str, int] | None:
    """The roundings of columns that were declared."""
    given = pairs(options.decimals)
    return {name: int(text) if text.isdecimal() else -1 for name, text in given.items()} if given else None


def add_explain(parser: Parser) -> None:
    """The option of explanations."""
    say = parser.say
    parser.add_argument(
        "--explain", metavar=say("KOD", "ID"), action="append", default=[],
        help=say("varför det blev som det blev för en rad: kod eller namn; får upprepas",
                 "why it is as it is for a row: an id or a name; may be repeated"),
    )  # fmt: skip


def recipients(
    files: Files, path: str, pointer: str, id: str | None, name: str | None
) -> tuple[Table, str, str | None]:
    """A table of recipients with its columns of ids and names.

    With ``id`` the file's headings stand. Without it they are those of recipients, in Swedish or English
    (*Kommunkod*, *Folkmängd*); columns may then be called by the Swedish heading too.
    """
    if id is not None:
        table = files.table(path, pointer)
        texts(table, id)
        return table, id, name
    read = files.table(path, pointer, "recipients")
    known = {column.sv: column.name for column in KINDS["recipients"].columns}
    swedish = {sv: read[own] for sv, own in known.items() if own in read and sv not in read}
    return {**read, **swedish}, "id", name or ("name" if "name" in read else None)


def flags(files: Files, pointer: str, table: Table, column: str | None, *, or_amounts: bool = False) -> None:
    """Makes yes and no of a column's words, in Swedish or English; what is neither is noted, and is empty then.

    :param or_amounts: whether the column may say amounts instead: one without any yes or no stays as it is.
    """
    if column is None or column not in table:
        return
    words = [None if cell is None else _FLAGS.get(plain(str(cell))) for cell in table[column]]
    if or_amounts and not any(words):
        return
    cells = enumerate(zip(table[column], words, strict=True))
    files.refuse(
        Problem(f"{pointer}/{escaped(column)}/{row}", "malformed", str(cell), "yes or no")
        for row, (cell, word) in cells
        if cell is not None and word is None
    )
    table[column] = [None if word is None else word.code == "yes" for word in words]


def texts(table: Table, column: str | None) -> None:
    """Makes texts of a column's cells, as of ids that are numbers in the file and of years that name groups."""
    if column is not None and column in table:
        table[column] = [None if cell is None else str(cell) for cell in table[column]]


_FLAGS = by_word(FLAGS)


def named(asked: str, ids: list[str], names: Sequence[object] | None) -> str:
    """The id of what was asked for by id or name; as it stands where it is neither, or several.

    >>> named("göteborg", ["0180", "1480"], ["Stockholm", "Göteborg"])
    '1480'
    """
    if asked in ids or names is None:
        return asked
    same = {id for id, name in zip(ids, names, strict=True) if str(name).casefold() == asked.casefold()}
    return same.pop() if len(same) == 1 else asked
