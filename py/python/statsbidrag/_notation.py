"""Numbers as people write them: decimal commas, decimal points, and digits in groups."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

SPACES = " \u00a0\u2009\u202f"
"""What groups digits beside signs: spaces, most often no-break ones."""

_NOT_DIGITS = dict.fromkeys(map(ord, SPACES + ",."))

LONGEST = 64
"""The longest number that is read: more is a mistake or an attack, never an amount."""


def _pattern(point: str, group: str) -> re.Pattern[str]:
    grouped = rf"[1-9]\d{{0,2}}([{re.escape(SPACES + group)}])\d{{3}}(?:\3\d{{3}})*"
    decimals = rf"(?:{re.escape(point)}(\d+))?"
    return re.compile(rf"([-\u2212]?)(0|[1-9]\d*|{grouped}){decimals}", re.ASCII)


_NOTATIONS = {",": _pattern(",", "."), ".": _pattern(".", ",")}
"""How a number looks with each decimal sign; the other sign may group digits."""

Number = int | Decimal


def number(text: str, point: str) -> Number | None:
    """The number of a text with this decimal sign; None where it is none.

    Whole numbers without decimals are ``int``, others ``Decimal`` with the decimals that were
    written. Digits that begin with a needless 0 are no number but a code: 0180.

    >>> number("1 234,50", ","), number("1,234", "."), number("0180", ","), number("12 34", ",")
    (Decimal('1234.50'), 1234, None, None)
    """
    if len(text) > LONGEST or not (match := _NOTATIONS[point].fullmatch(text)):
        return None
    sign, whole, _, decimals = match.groups()
    digits = ("-" if sign else "") + whole.translate(_NOT_DIGITS)
    return int(digits) if decimals is None else Decimal(f"{digits}.{decimals}")


def readings(texts: Iterable[str]) -> dict[str, list[Number]]:
    """The numbers of a column's texts under each decimal sign that can read all of them.

    >>> readings(["1,234", "12,5"])
    {',': [Decimal('1.234'), Decimal('12.5')]}
    """
    texts = list(texts)
    read = {point: [number(text, point) for text in texts] for point in _NOTATIONS}
    return {
        point: [value for value in values if value is not None]
        for point, values in read.items()
        if None not in values
    }


def settle(columns: Sequence[Sequence[str]], delimiter: str | None) -> list[list[Number] | str | None]:
    """The numbers of columns of texts; None for a column that has other texts too.

    A column that only one decimal sign can read is read by it, and proves that sign for the file.
    In a column like ``1,234`` both signs can read every cell, and to two different numbers. It is
    settled by what is sure, and else the first such text is returned:

    - a comma is a decimal comma where semicolons part the cells or another column proves the comma;
      it groups digits where another column proves the point and semicolons do not speak against it;
    - a point is a decimal point where commas part the cells or another column proves the point. It is
      never settled that it groups digits, as few group so beside decimal commas;
    - where columns prove both signs, or a column has both, nothing is sure.

    So is the first text returned that does not go with those before it: ``1,5`` and then ``1.5``.

    >>> settle([["1,234"], ["0,5"], ["x"]], ";")
    [[Decimal('1.234')], [Decimal('0.5')], None]
    >>> settle([["1.234"], ["1,5", "1.5"]], ";")
    ['1.234', '1.5']
    """
    read = [readings(texts) for texts in columns]
    proved = {point for found in read if len(found) == 1 for point in found}
    usual = {";": ",", ",": "."}.get(delimiter or "", "")
    settled: list[list[Number] | str | None] = []
    for texts, found in zip(columns, read, strict=True):
        if len({tuple(values) for values in found.values()}) == 1:
            settled.append(next(iter(found.values())))
        elif found:
            doubtful = [text for text in texts if number(text, ",") != number(text, ".")]
            signs = {"," if "," in text else "." for text in doubtful}
            point = _decimal_sign(signs, proved, usual)
            settled.append(found[point] if point else doubtful[0])
        elif all(map(is_number, texts)):
            first = next(point for text in texts if len(only := readings([text])) == 1 for point in only)
            settled.append(next(text for text in texts if number(text, first) is None))
        else:
            settled.append(None)
    return settled


def is_number(text: str) -> bool:
    """Whether a text is a number under either decimal sign."""
    return any(number(text, point) is not None for point in _NOTATIONS)


def _decimal_sign(signs: set[str], proved: set[str], usual: str) -> str | None:
    """The decimal sign of numbers whose signs may be it or group digits."""
    if (proved or {usual}) == signs and len(signs) == 1:
        return next(iter(signs))
    if signs == {","} and proved == {"."} and usual != ",":
        return "."
    return None
