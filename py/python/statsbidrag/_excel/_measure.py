"""Weights as formulas of the facts, where a measure is a sum of whole multiples of columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from ._grid import Column

#: A measure's parts: a quoted column, a plus, a times, and what stands between them.
_PARTS = re.compile(r'"([^"]*)"|([+*])|([^+*"]+)')
#: The largest weight that is computed so: a formula keeps it exactly.
_MOST = 10**14


def terms(measure: str, parameters: Mapping[str, object]) -> list[tuple[Fraction, list[str]]]:
    """A measure's terms: a factor and the columns that it multiplies.

    >>> terms('adults + 2*"young people"*index', {})
    [(Fraction(1, 1), ['adults']), (Fraction(2, 1), ['young people', 'index'])]

    Raises:
        ValueError: what is no number, column or parameter.
    """
    found: list[tuple[Fraction, list[str]]] = [(Fraction(1), [])]
    for quoted, sign, plain in _PARTS.findall(measure):
        factor, columns = found[-1]
        word = plain.strip()
        if sign == "+":
            found.append((Fraction(1), []))
        elif quoted:
            columns.append(quoted)
        elif word.startswith("$"):
            found[-1] = (factor * Fraction(str(parameters.get(word[1:], ""))), columns)
        elif word and word[0].isdigit():
            found[-1] = (factor * Fraction(word), columns)
        elif word:
            columns.append(word)
    return found


def formula_of(
    measure: str,
    parameters: Mapping[str, object],
    facts: Mapping[str, Sequence[object]],
    columns: Mapping[str, Column],
    weights: Sequence[int],
) -> str | None:
    """A formula for the weights; None unless it gives every one of them, in whole numbers."""
    try:
        read = terms(measure, parameters)
    except (ValueError, ZeroDivisionError):
        return None
    names = {name for _, own in read for name in own}
    if not names or not names <= set(columns) or not all(own for _, own in read):
        return None
    values: list[list[tuple[Fraction, int]]] = []
    for row in range(len(weights)):
        line = []
        for factor, own in read:
            product = 1
            for name in own:
                cell = facts[name][row]
                if not isinstance(cell, int) or isinstance(cell, bool):
                    return None
                product *= cell
            line.append((factor, product))
        values.append(line)
    sums = [sum((f * p for f, p in line), Fraction(0)) for line in values]
    scale = next((w / s for w, s in zip(weights, sums, strict=True) if s), None)
    if scale is None or any(s * scale != w for w, s in zip(weights, sums, strict=True)):
        return None
    factors = [factor * scale for factor, _ in read]
    if any(factor.denominator != 1 for factor in factors) or max(weights) > _MOST:
        return None
    written = []
    for factor, (_, own) in zip(factors, read, strict=True):
        cells = "*".join(columns[name].own for name in own)
        written.append(cells if factor == 1 else f"{factor}*{cells}")
    return "+".join(written)
