"""What a command answers, and how that is printed or written."""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from textwrap import fill
from typing import Any

from .._result import Result
from .._run import plain
from ._files import reason
from ._layout import Columns, grid, rounded, table
from ._problems import Refused
from ._say import Say


@dataclass
class Answer:
    """What a command answers."""

    tables: dict[str, Columns]
    """Its tables, the main one first."""
    title: str = ""
    notes: list[str] = field(default_factory=list)
    """What one must know before the figures are used."""
    figures: list[tuple[str, str]] = field(default_factory=list)
    """Names and values, which stand over the table."""
    texts: dict[str, str] = field(default_factory=dict)
    """Explanations by what they are about; they stand instead of the tables."""
    values: Mapping[str, object] = field(default_factory=dict)
    """What the JSON document has beside the tables."""
    shown: tuple[str, ...] = ()
    """The tables that are printed, in order and where they have rows; just the main one unless said."""
    unit: object = None
    """What the amounts of its tables are whole numbers of, where that was asked for: kronor, or ``count``."""
    workbook: Callable[[Path], None] | None = None
    """Writes a workbook; where there is none it has the title, notes, figures and tables."""
    status: int = 0


def of_result(result: Result, say: Say, **how: Any) -> Answer:
    """The answer that has all the tables and values of a result."""
    names = result._native.table_names()
    names.sort(key=lambda name: name != result._main)
    how.setdefault("tables", {name: result._table(name).to_dict() for name in names})
    how.setdefault("values", json.loads(result._native.values()))
    how.setdefault("workbook", lambda path: result.to_excel(path, language=say.language))
    return Answer(**how)


# Printing


def printed(answer: Answer, options: argparse.Namespace, say: Say) -> tuple[str, str]:
    """What goes to standard output, and to standard error."""
    notes = "".join(f"{note}\n" for note in answer.notes)
    if options.format == "json":
        return _json(answer), notes
    if options.format == "csv":
        return _csv(_chosen(answer, options, say), options.csv_excel, say), notes
    notes_to_read = [fill(note, 100, subsequent_indent="  ", break_on_hyphens=False) for note in answer.notes]
    parts = ["\n".join(part) for part in (_heading(answer), notes_to_read, _figures(answer)) if part]
    if answer.texts:
        parts += answer.texts.values()
    elif not options.out:
        parts += _tables(answer, options, say)
    return "\n\n".join(parts) + "\n" if parts else "", ""


def _heading(answer: Answer) -> list[str]:
    return [answer.title, "=" * len(answer.title)] if answer.title else []


def _figures(answer: Answer) -> list[str]:
    return grid(answer.figures, [False, True]) if answer.figures else []


def _tables(answer: Answer, options: argparse.Namespace, say: Say) -> Iterator[str]:
    """The table that was asked for, or the main one and those after it. On a terminal long ones are cut."""
    is_watched = sys.stdout is not None and sys.stdout.isatty()
    limit = options.rows if options.rows is not None else 40 if is_watched else 0
    if options.table:
        yield table(_chosen(answer, options, say), say, limit, options.table, answer.unit)
        return
    main = next(iter(answer.tables))
    for name in answer.shown or (main,):
        columns = answer.tables.get(name, {})
        if name == main:
            if any(columns.values()) or not answer.title:
                yield table(columns, say, limit, name, answer.unit)
        elif any(columns.values()):
            yield f"{say.title(name)}\n{table(columns, say, limit, name, answer.unit)}"


def _chosen(answer: Answer, options: argparse.Namespace, say: Say) -> Columns:
    name = options.table or next(iter(answer.tables))
    if name not in answer.tables:
        names = ", ".join(answer.tables)
        raise Refused(
            [say(f"--table {name}: finns inte; välj bland {names}", f"--table {name}: choose from {names}")]
        )
    return answer.tables[name]


# Writing


def write(answer: Answer, options: argparse.Namespace, say: Say) -> list[str]:
    """Writes the files that were asked for; says of each that it is written.

    :raises Refused: where a file cannot be written.
    """
    told = []
    for path in options.out:
        with replacing(path, say) as own:
            match path.suffix.lower():
                case ".json":
                    own.write_text(_json(answer), "utf-8")
                case ".csv":
                    text = _csv(_chosen(answer, options, say), options.csv_excel, say)
                    with own.open(
                        "w", encoding="utf-8-sig" if options.csv_excel else "utf-8", newline=""
                    ) as file:
                        file.write(text)
                case _:
                    _write_workbook(answer, own, say)
        told.append(say(f"Skrev {path}", f"Wrote {path}"))
    return told


@contextmanager
def replacing(path: Path, say: Say) -> Iterator[Path]:
    """A file that takes the place of another when all of it is written, so that no half one is left."""
    own = path.with_name(f".{path.name}.{os.getpid()}{path.suffix}")
    try:
        yield own
        os.replace(own, path)
    except FileNotFoundError:
        raise Refused([f"{path}: {say('mappen finns inte', 'there is no such directory')}"]) from None
    except (OSError, ImportError) as error:
        raise Refused([f"{path}: {reason(error, say)}"]) from None
    finally:
        own.unlink(missing_ok=True)


def _write_workbook(answer: Answer, path: Path, say: Say) -> None:
    from xlsxwriter.exceptions import XlsxFileError

    try:
        if answer.workbook is not None:
            answer.workbook(path)
        else:
            write_sheets(path, answer, say)
    except XlsxFileError as error:
        raise OSError(None, str(error)) from None


def write_sheets(path: Path, answer: Answer, say: Say) -> None:
    """Writes the tables of an answer to a workbook, after a sheet of its title, notes and figures."""
    from .._excel._results import shown
    from .._excel._tables import write_tables

    about: dict[str, list[object]] = {
        say("uppgift", "item"): [answer.title, *answer.notes, *(name for name, _ in answer.figures)]
    }
    about[say("värde", "value")] = [
        *[None] * (1 + len(answer.notes)),
        *(value for _, value in answer.figures),
    ]
    sheets = [(say("Om uppgifterna", "About the figures"), about)]
    for name, columns in answer.tables.items():
        read = shown({column: list(cells) for column, cells in columns.items()})
        sheets.append((say.title(name), read))
    write_tables(path, sheets, language=say.language)


def _json(answer: Answer) -> str:
    """The answer as the library's documents have it: numbers are texts, so that nothing is lost."""
    document = {**answer.values, **{name: _texts(columns) for name, columns in answer.tables.items()}}
    if answer.notes:
        document["notes"] = answer.notes
    if answer.texts:
        document["explain"] = answer.texts
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _texts(columns: Columns) -> dict[str, object]:
    return {name: [_text(cell) for cell in cells] for name, cells in columns.items()}


def _text(cell: object) -> object:
    """A cell as the library writes it: kronor without needless zeros."""
    text = plain(cell)
    return (
        text.rstrip("0").rstrip(".")
        if isinstance(cell, Decimal) and isinstance(text, str) and "." in text
        else text
    )


def _csv(columns: Columns, for_excel: bool, say: Say) -> str:
    """A table as CSV: for programs, or as Excel with Swedish settings opens it."""
    file = io.StringIO(newline="")
    writer = csv.writer(
        file, delimiter=";" if for_excel else ",", lineterminator="\r\n" if for_excel else "\n"
    )
    writer.writerow(columns)
    for cells in zip(*columns.values(), strict=True):
        writer.writerow([_csv_cell(cell, for_excel, say) for cell in cells])
    return file.getvalue()


def _csv_cell(cell: object, for_excel: bool, say: Say) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return ("ja" if cell else "nej") if for_excel else ("true" if cell else "false")
        case Fraction() if for_excel:  # 1/3 would be the first of March
            return f"{rounded(cell):f}".replace(".", ",")
        case Decimal():
            return f"{cell:f}".replace(".", ",") if for_excel else f"{cell:f}"
        case date():
            return cell.isoformat()
        case list() | tuple():
            return " ".join(map(str, cell))
        case dict():
            return say.of(cell) if set(cell) == {"sv", "en"} else json.dumps(cell, ensure_ascii=False)
    return str(cell)
