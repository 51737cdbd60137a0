"""The axes of a picture: numbers along them, rows down them, a title above and the source below."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import _native
from .._errors import InputError, Problem
from .._optional import optional
from ._words import number, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

REMEDY = "pip install statsbidrag[plot]"

BLUE, ORANGE, RED, GREY = "#0072B2", "#E69F00", "#D55E00", "#999999"
"""Colours that the colour-blind tell apart, on light and on dark ground (Okabe and Ito)."""

_MILLIONS = 10**7
"""From here on kronor are told in millions along an axis."""

_WIDTH = 0.56
"""How wide a letter is, about, to its size."""


class Row(NamedTuple):
    """One row of a picture."""

    id: str
    label: str


def check_word(name: str, value: str, words: Sequence[str]) -> None:
    """:raises ValueError: for a word that is not among those that are known."""
    if value not in words:
        raise ValueError(f"{name} {value!r}: want {' or '.join(map(repr, words))}")


def axes(ax: Axes | None, rows: int | None) -> Axes:
    """The axes that were given, or those of a new figure, which is as high as its rows need."""
    if ax is None:
        pyplot = optional("matplotlib.pyplot", REMEDY)
        height = 6.5 if rows is None else min(2.2 + 0.24 * rows, 9.5)
        ax = pyplot.subplots(figsize=(8.5, height), layout="constrained")[1]
    ax.spines[["top", "right"]].set_visible(False)
    return ax


def highlighted(highlight: str | Iterable[str] | None, rows: Iterable[Row]) -> set[str]:
    """The ids to draw the eye to.

    :raises InputError: for ids that are not there.
    """
    asked = [highlight] if isinstance(highlight, str) else list(highlight or ())
    known = {row.id for row in rows}
    wrong = [
        Problem(f"/highlight/{place}", "unknown_id", str(id), "an id of the result")
        for place, id in enumerate(asked)
        if id not in known
    ]
    if wrong:
        raise InputError(wrong)
    return set(asked)


def label_rows(ax: Axes, rows: Sequence[Row], wanted: set[str]) -> dict[int, float]:
    """Names the rows from the top down: all, or where that cannot be read, those wanted and some between.

    :returns: where the name of each row that is named stands, which is where there is room for its number too.
    """
    room = _points(ax)[1] / (1.25 * _size("small"))
    gap = 1.0 if len(rows) <= room else len(rows) / room
    chosen = [place for place, row in enumerate(rows) if row.id in wanted]
    named = dict(zip(chosen, spread(chosen, gap, len(rows) - 1), strict=True))
    step = 1 if gap == 1 else round(2 * gap)
    for place in [0, len(rows) - 1, *range(0, len(rows), step)] if rows else []:
        if all(abs(place - other) >= gap for other in named.values()):
            named[place] = place
    named = dict(sorted(named.items()))
    ax.set_yticks(list(named.values()), [rows[place].label for place in named], fontsize="small")
    for place, tick in zip(named, ax.get_yticklabels(), strict=True):
        tick.set_fontweight("bold" if rows[place].id in wanted else "normal")
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(len(rows) - 0.4, -0.6)
    return named


def spread(places: Sequence[float], gap: float, last: float) -> list[float]:
    """Ascending places moved as little as keeps them a gap apart, and none beyond the last.

    >>> spread([2, 3, 9], 2, 10)
    [2, 4, 9]
    >>> spread([8, 9, 10], 2, 10)
    [6, 8, 10]
    """
    spaced: list[float] = []
    for place in places:
        spaced.append(max(place, spaced[-1] + gap) if spaced else place)
    for index in range(len(spaced) - 1, -1, -1):
        spaced[index] = min(spaced[index], last)
        last = spaced[index] - gap
    return spaced


def scale(ax: Axes, axis: str, most: Decimal | Fraction, unit: str, language: str) -> str:
    """Writes the numbers along an axis as the language does, kronor in millions where they are many.

    :returns: the unit that they stand in.
    """
    divisor = 10**6 if unit == say("kr", language) and most >= _MILLIONS else 1

    def written(value: float, _: object) -> str:
        return number(Decimal(f"{value / divisor:.9g}"), language)

    along = ax.xaxis if axis == "x" else ax.yaxis
    along.set_major_formatter(optional("matplotlib.ticker", REMEDY).FuncFormatter(written))
    along.grid(True, alpha=0.3)
    ax.set_axisbelow(True)
    return f"{say('millions', language)} {unit}" if divisor > 1 else unit


def beside(ax: Axes, text: str, x: float, y: float, *, bold: bool = False) -> None:
    """A text to the right of a point."""
    ax.annotate(text, (x, y), xytext=(4, 0), textcoords="offset points", va="center", fontsize="small",
                fontweight="bold" if bold else "normal")  # fmt: skip


def legend(ax: Axes) -> int:
    """The legend, above the axes where it covers nothing: how many lines it has."""
    _, labels = ax.get_legend_handles_labels()
    if not labels:
        return 0
    widest = (max(map(len, labels)) + 6) * _WIDTH * _size("small")
    columns = min(max(1, int(_points(ax)[0] / widest)), len(labels))
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=columns, frameon=False, fontsize="small",
              borderpad=0.2, borderaxespad=0.2)  # fmt: skip
    return -(-len(labels) // columns)


def title(ax: Axes, *lines: str) -> None:
    """The title at the left, over the legend, in as many lines as it needs."""
    width = int(_points(ax)[0] / (1.15 * _WIDTH * _size("medium")))
    text = "\n".join(part for line in lines for part in textwrap.wrap(line, width))
    pad = 6 + 1.55 * _size("small") * legend(ax)
    ax.set_title(text, loc="left", fontsize="medium", fontweight="bold", pad=pad)


def source(
    ax: Axes, language: str, receipts: Iterable[tuple[str, Mapping[str, Any]]], remarks: Iterable[str] = ()
) -> None:
    """The line below that says what the picture was computed from: version, hashes, and what else there is.

    :param receipts: each with what it is the receipt of, if there are several.
    """
    told = [f"{say('source', language)}: {say('made_by', language)} {_native.VERSION}"]
    for of, receipt in receipts:
        hashes = ", ".join(
            f"{say(name, language)} {receipt[f'{name}_sha256'][:10]}" for name in ("rules", "facts")
        )
        told.append(f"{of}: {hashes}" if of else hashes)
    width = int(_points(ax)[0] / (_WIDTH * _size("x-small")))
    # A part is broken only where it is longer than a line.
    parts = [
        part.replace(" ", "\N{NO-BREAK SPACE}") if len(part) < width else part for part in [*told, *remarks]
    ]
    text = textwrap.fill(" · ".join(parts), width, break_long_words=False, break_on_hyphens=False)
    ax.annotate(
        text, xy=(0, 0), xycoords=("axes fraction", ax.xaxis.label), xytext=(0, -8), textcoords="offset points",
        va="top", fontsize="x-small", alpha=0.75, annotation_clip=False,
    )  # fmt: skip


def cited(sources: Iterable[Mapping[str, Any]]) -> list[str]:
    """The sources of rules, each as its publisher and title."""
    return [": ".join(part for part in (own.get("publisher"), own.get("title")) if part) for own in sources]


def _points(ax: Axes) -> tuple[float, float]:
    """How wide and high the axes are, in points."""
    box = ax.get_window_extent()
    scale = 72 / ax.figure.dpi
    return max(box.width * scale, 1), max(box.height * scale, 1)


def _size(name: str) -> float:
    """A size of letters, in points."""
    font = optional("matplotlib.font_manager", REMEDY).FontProperties(size=name)
    size: float = font.get_size_in_points()
    return size
