"""Bars, the longest first: one to a row, or parts that sum to it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from ._axes import BLUE, ORANGE, RED, Row, beside, label_rows

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class Bar(NamedTuple):
    """A row with its exact number, None where there is no figure, and what is written beside it."""

    row: Row
    value: Decimal | Fraction | None
    written: str


class Part(NamedTuple):
    """A part of every bar of a stack: told apart by colour and by hatching."""

    label: str
    values: Sequence[Decimal]
    colour: str
    hatch: str


LOOKS = {
    "approved": (BLUE, ""), "undetermined": (ORANGE, "////"), "pending": (ORANGE, "////"),
    "refused": (RED, "xx"), "repayable": (RED, "xx"),
}  # fmt: skip
"""The colour and hatching of what became of money."""


def draw(ax: Axes, bars: Sequence[Bar], wanted: set[str]) -> None:
    """A bar for each row, the largest first, equals by id, those without a figure last.

    Those under zero and those wanted have colours of their own.
    """
    bars = sorted(bars, key=lambda bar: (bar.value is None, -Fraction(bar.value or 0), bar.row.id))
    named = label_rows(ax, [bar.row for bar in bars], wanted)
    lengths = [float(bar.value or 0) for bar in bars]
    colours = [
        ORANGE if bar.row.id in wanted else RED if length < 0 else BLUE
        for bar, length in zip(bars, lengths, strict=True)
    ]
    ax.barh(range(len(bars)), lengths, _height(bars, named), color=colours, linewidth=0)
    for place, y in named.items():
        if len(named) == len(bars) or bars[place].row.id in wanted:
            # Right of zero for bars that go left: their own side is where the names stand.
            beside(ax, bars[place].written, max(lengths[place], 0), y)


def stack(
    ax: Axes, rows: Sequence[Row], parts: Sequence[Part], written: Sequence[str], wanted: set[str]
) -> None:
    """A bar for each row in parts that follow one another, with the text of their sum beside it."""
    named = label_rows(ax, rows, wanted)
    ends = [Decimal(0)] * len(rows)
    for part in parts:
        ax.barh(
            range(len(rows)), list(map(float, part.values)), _height(rows, named), left=list(map(float, ends)),
            color=part.colour, hatch=part.hatch, edgecolor="white", linewidth=0, label=part.label,
        )  # fmt: skip
        ends = [end + value for end, value in zip(ends, part.values, strict=True)]
    for place, y in named.items():
        if len(named) == len(rows) or rows[place].id in wanted:
            beside(ax, written[place], float(ends[place]), y)


def _height(rows: Sequence[object], named: dict[int, float]) -> float:
    """How much of its row a bar fills: all of it where rows are too many to name."""
    return 0.75 if len(named) == len(rows) else 1.0
