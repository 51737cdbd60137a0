"""Results as notebooks show them: Swedish numbers, the first rows."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._table import Table

ROWS = 10
"""How many rows are shown."""

_NARROW = "\N{NARROW NO-BREAK SPACE}"


def number(value: int | Decimal | Fraction) -> str:
    """A number as it is written in Swedish: 1 234 567,50; a fraction as one.

    >>> number(Decimal("1234567.50")).replace(_NARROW, " ")
    '1 234 567,50'
    >>> number(Decimal("-14.00"))
    '−14'
    """
    if isinstance(value, Fraction):
        return str(value)
    text = format(value, ",f" if isinstance(value, Decimal) else ",d")
    whole, _, fraction = text.partition(".")
    fraction = fraction if fraction.strip("0") else ""
    whole = whole.replace(",", _NARROW).replace("-", "\N{MINUS SIGN}")
    return f"{whole},{fraction}" if fraction else whole


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "<td>ja</td>" if value else "<td>nej</td>"
    if isinstance(value, int | Decimal | Fraction):
        return f'<td style="text-align: right">{number(value)}</td>'
    if isinstance(value, list):
        return f"<td>{escape(', '.join(map(str, value)))}</td>"
    return f"<td>{'' if value is None else escape(str(value))}</td>"


def table(rows: Table, limit: int = ROWS) -> str:
    """The first rows of a table, and how many there are."""
    columns = {name: rows._native.head(name, limit) for name in rows.columns}
    head = "".join(f"<th>{escape(name)}</th>" for name in columns)
    body = "".join(f"<tr>{''.join(map(_cell, cells))}</tr>" for cells in zip(*columns.values(), strict=True))
    more = len(rows) - limit
    foot = f"<p>… och {number(more)} rader till</p>" if more > 0 else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{foot}"


def result(heading: Iterable[tuple[str, str]], rows: Table) -> str:
    """A heading of names and values over a table."""
    told = "".join(f"<li>{escape(name)}: <b>{escape(value)}</b></li>" for name, value in heading)
    return f"<div>{f'<ul>{told}</ul>' if told else ''}{table(rows)}</div>"
