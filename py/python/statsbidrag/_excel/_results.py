"""Results as workbooks."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from .._vocabulary import CODED, heading, word
from .._words import KINDS
from ._allocation import write_allocation
from ._measure import terms
from ._tables import write_tables

#: What the tables of results are called on their sheets.
TITLES = {
    "result": ("Resultat", "Result"),
    "lines": ("Rader", "Lines"),
    "findings": ("Skäl", "Findings"),
    "room": ("Utrymme", "Room"),
    "recipients": ("Mottagare", "Recipients"),
    "invoice": ("Faktura", "Invoice"),
    "totals": ("Summor", "Totals"),
    "moves": ("Flyttar", "Moves"),
    "tasks": ("Uppgifter", "Tasks"),
    "years": ("År", "Years"),
    "by_role": ("Roller", "Roles"),
    "dates": ("Datum", "Dates"),
    "frame": ("Fakta", "Facts"),
}

#: The codes that tables are read with. Of the two words for "other", "en annan" and "ett annat", one serves here.
_CODES = {one.code: one for kind in KINDS.values() for column in kind.columns for one in column.words}


def write_result(
    path: str | os.PathLike[str],
    tables: Mapping[str, Mapping[str, list[object]]],
    receipt: Mapping[str, Any] | None,
    language: str,
    unit: object,
) -> None:
    """Writes the tables of a result, a sheet each, and its receipt; by the unit amounts are kronor or counted."""
    at = 0 if language == "sv" else 1
    sheets = [
        (TITLES.get(name, (name, name))[at], told(name, shown(table), language, unit))
        for name, table in tables.items()
    ]
    if receipt is not None:
        flat = [
            (name, json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value))
            for name, value in receipt.items()
        ]
        names, values = [list(column) for column in zip(*flat, strict=True)]
        sheets.append(
            (("Kvitto", "Receipt")[at], {("uppgift", "field")[at]: names, ("värde", "value")[at]: values})
        )
    write_tables(path, sheets, language=language)


def shown(table: Mapping[str, list[object]]) -> dict[str, list[object]]:
    """A table with its lists and documents as texts."""

    def cell(value: object) -> object:
        match value:
            case list() if all(isinstance(item, str) for item in value):
                return ", ".join(value)
            case list() | dict():
                return json.dumps(value, ensure_ascii=False)
        return value

    return {name: [cell(value) for value in cells] for name, cells in table.items()}


def told(
    name: str, table: Mapping[str, list[object]], language: str, unit: object = None
) -> dict[str, list[object]]:
    """A table with headings and codes as people read them; facts keep the names that keys speak of.

    >>> told("lines", {"id": ["L1"], "verdict": ["part"], "reasons": ["AGENCY_STAFF"]}, "sv")
    {'kod': ['L1'], 'bedömning': ['delvis godkänd'], 'skäl': ['AGENCY_STAFF']}
    """
    if name == "frame":
        return dict(table)
    read: dict[str, list[object]] = {}
    for column, cells in table.items():
        title = heading(column, language, name, unit)
        if title in read:
            title = f"{title} ({column})"
        if column in CODED:
            cells = [word(c, language) if isinstance(c, str) else c for c in cells]
        elif column in ("have", "need"):
            cells = [_labels(c, language) if isinstance(c, str) else c for c in cells]
        read[title] = cells
    return read


def _labels(codes: str, language: str) -> str:
    """The labels of codes that tables are read with, where all of a text is such codes.

    >>> _labels("social_worker, supervisor", "sv"), _labels("2017-10-31", "sv")
    ('socialsekreterare, arbetsledare', '2017-10-31')
    """
    found = [_CODES.get(code) for code in codes.split(", ")]
    labels = [one.label(language) for one in found if one is not None]
    return ", ".join(labels) if len(labels) == len(found) else codes


def write_divided(
    path: str | os.PathLike[str],
    document: Mapping[str, Any],
    certificate: Mapping[str, Any],
    receipt: Mapping[str, Any],
    language: str,
) -> None:
    """Writes an allocation, with the facts that its key reads."""
    frame = document["frame"]
    key = receipt["rules"]["key"]
    measures = [key] if isinstance(key, str) else [measure for _, measure in key.values()]
    facts = {name: [fact(cell) for cell in frame[name]] for name in columns_of(measures) if name in frame}
    named = frame.get(document.get("name"), [])
    names = {id: str(name) for id, name in zip(certificate["ids"], named, strict=False) if name is not None}
    write_allocation(path, certificate, names=names, language=language, facts=facts, key=key, receipt=receipt)


def columns_of(measures: Iterable[str]) -> list[str]:
    """The columns that measures read, each once.

    >>> columns_of(["adults + 2*minors", '3*"young people"*adults'])
    ['adults', 'minors', 'young people']
    """
    found: dict[str, None] = {}
    for measure in measures:
        found |= {name: None for _, own in terms(measure, _AnyNumber()) for name in own}
    return list(found)


class _AnyNumber(dict[str, object]):
    """Some number for every parameter: only the columns of a measure are looked for."""

    def get(self, name: str, default: object = None) -> object:
        return 1


def fact(cell: object) -> object:
    """A cell of a document: a whole number where it is one."""
    if isinstance(cell, str):
        try:
            number = Fraction(cell)
        except ValueError:
            return cell
        return int(number) if number.denominator == 1 else cell
    return cell
