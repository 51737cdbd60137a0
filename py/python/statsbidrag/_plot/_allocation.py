"""Pictures of allocations: who gets how much, and two against each other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import _native
from .._errors import InputError, Problem
from .._run import escaped
from . import _axes
from ._axes import BLUE, GREY, ORANGE, Row
from ._bars import Bar, draw
from ._words import each, number, say, unit

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .._allocation import Allocation, Comparison

MOST_NAMED = 8
"""How many of the largest differences are named among points, where there is room."""


def plot_allocation(
    result: Allocation, per: str | None, ax: Axes | None, highlight: str | Iterable[str] | None, language: str
) -> Axes:
    """Ranked kronor, or kronor per unit of a column."""
    _axes.check_word("language", language, ("sv", "en"))
    asked = json.loads(result._native.document())
    rules, names = result.receipt["rules"], _names(asked)
    units = _units(asked, per) if per else [None] * len(result)
    takes_part = asked["frame"][asked["only"]] if "only" in asked else ["yes"] * len(result)
    shares = [
        (_row(id, names), amount, count)
        for id, amount, count, taking in zip(result.ids, result.amounts, units, takes_part, strict=True)
        if taking == "yes"
    ]
    wanted = _axes.highlighted(highlight, [row for row, *_ in shares])
    counted = "count" if asked["unit"] == "count" else "kr"
    money = unit(counted, language)
    along = each(counted, per, language) if per else money

    ax = _axes.axes(ax, len(shares))
    if per:
        bars = [_per_unit(row, amount, count, language) for row, amount, count in shares]
        _mean(ax, [(amount, count) for _, amount, count in shares if count], language)
    else:
        bars = [Bar(row, amount, f"{number(amount, language)} {money}") for row, amount, _ in shares]
    draw(ax, bars, wanted)
    most = max((Fraction(bar.value or 0) for bar in bars), default=Fraction(0))
    ax.set_xlabel(_axes.scale(ax, "x", most, along, language))
    total = number(Fraction(rules["total"]), language)
    heading = say("division", language, total=total if counted == "count" else f"{total} {money}")
    _axes.title(ax, f"{heading}: {along}" if per else heading)
    remarks = [say(rules["status"], language)] if "status" in rules else []
    remarks += [f"{column} {day}" for column, day in rules.get("facts_on", {}).items()]
    remarks += _counted("without_figure", sum(bar.value is None for bar in bars), language)
    remarks += _counted("left_out", len(result) - len(shares), language)
    _axes.source(ax, language, [("", result.receipt)], remarks)
    return ax


class _Pair(NamedTuple):
    """What a recipient gets in two allocations, and in which of them it is if only in one."""

    row: Row
    before: Decimal | None
    after: Decimal | None
    difference: Decimal | None
    only_in: str | None


def plot_comparison(
    result: Comparison,
    kind: str,
    ax: Axes | None,
    highlight: str | Iterable[str] | None,
    labels: tuple[str, str] | None,
    language: str,
) -> Axes:
    """Ranked differences, or points of one result against the other."""
    _axes.check_word("language", language, ("sv", "en"))
    _axes.check_word("kind", kind, ("ranked", "scatter"))
    asked = json.loads(result._native.document())
    per = asked.get("per")
    counted = "count" if asked["before"]["unit"] == "count" else "kr"
    money = each(counted, per, language) if per else unit(counted, language)
    sides = labels or (say("before", language), say("after", language))
    names = _names(asked["after"]) | _names(asked["before"])
    figures = [f"{name}_per_unit" if per else name for name in ("before", "after", "difference")]
    columns: list[list[Any]] = [result.table[name] for name in ["id", *figures, "only_in"]]
    pairs = [_Pair(_row(id, names), *cells) for id, *cells in zip(*columns, strict=True)]
    wanted = _axes.highlighted(highlight, [pair.row for pair in pairs])
    ax = _axes.axes(ax, len(pairs) if kind == "ranked" else None)
    if kind == "ranked":
        _differences(ax, pairs, wanted, sides, money, 2 if per else None, language)
    else:
        _points(ax, [pair for pair in pairs if not pair.only_in], wanted, sides, money, language)
    receipts = [(side, _receipt(asked[name])) for side, name in zip(sides, ("before", "after"), strict=True)]
    without = sum(pair.difference is None for pair in pairs)
    _axes.source(ax, language, receipts, _counted("without_figure", without, language))
    return ax


def _differences(
    ax: Axes,
    pairs: Sequence[_Pair],
    wanted: set[str],
    sides: tuple[str, str],
    money: str,
    decimals: int | None,
    language: str,
) -> None:
    """A bar for each difference, with both figures beside it."""

    def written(pair: _Pair) -> str:
        if pair.difference is None or pair.before is None or pair.after is None:
            return say("no_figure", language)
        told = ("+" if pair.difference > 0 else "") + number(pair.difference, language, decimals)
        if pair.only_in:
            return f"{told} ({say('only_in', language, side=sides[pair.only_in == 'after'])})"
        return (
            f"{told} ({number(pair.before, language, decimals)} → {number(pair.after, language, decimals)})"
        )

    draw(ax, [Bar(pair.row, pair.difference, written(pair)) for pair in pairs], wanted)
    ax.axvline(0, color=GREY, linewidth=0.8)
    most = max((abs(pair.difference or Decimal(0)) for pair in pairs), default=Decimal(0))
    ax.set_xlabel(_axes.scale(ax, "x", most, money, language))
    _axes.title(ax, say("difference", language, unit=money, before=sides[0], after=sides[1]))


def _points(
    ax: Axes, pairs: Sequence[_Pair], wanted: set[str], sides: tuple[str, str], money: str, language: str
) -> None:
    """A point for each recipient; on the diagonal both give the same."""
    points = [
        (pair.row, pair.before, pair.after)
        for pair in pairs
        if pair.before is not None and pair.after is not None
    ]
    most = max((max(was, becomes) for _, was, becomes in points), default=Decimal(0))
    for marker, colour, size, own in (
        ("o", BLUE, 4, [point for point in points if point[0].id not in wanted]),
        ("D", ORANGE, 7, [point for point in points if point[0].id in wanted]),
    ):
        ax.plot([float(was) for _, was, _ in own], [float(becomes) for *_, becomes in own], marker,
                color=colour, markersize=size, alpha=0.8)  # fmt: skip
    ax.axline((0, 0), slope=1, color=GREY, linewidth=1, linestyle="--", label=say("equal", language))
    edge = float(most) * 1.05 or 1.0
    ax.set(xlim=(0, edge), ylim=(0, edge))

    gap = edge / 32
    ours = sorted((point for point in points if point[0].id in wanted), key=lambda point: point[2])
    heights = _axes.spread([float(becomes) for *_, becomes in ours], gap, edge)
    named = list(zip(ours, heights, strict=True))
    for point in sorted(points, key=lambda point: -abs(point[2] - point[1]))[:MOST_NAMED]:
        if all(abs(float(point[2]) - height) >= gap for _, height in named):
            named.append((point, float(point[2])))
    for (row, was, _), height in named:
        _axes.beside(ax, row.label, float(was), height, bold=row.id in wanted)
    ax.set_xlabel(f"{sides[0]}, {_axes.scale(ax, 'x', most, money, language)}")
    ax.set_ylabel(f"{sides[1]}, {_axes.scale(ax, 'y', most, money, language)}")
    _axes.title(ax, say("against", language, unit=money, before=sides[0], after=sides[1]))


def _per_unit(row: Row, amount: Decimal, units: Fraction | None, language: str) -> Bar:
    if not units:
        return Bar(row, None, say("no_figure", language))
    value = Fraction(amount) / units
    return Bar(row, value, number(value, language, 2))


def _mean(ax: Axes, pairs: Sequence[tuple[Decimal, Fraction]], language: str) -> None:
    """A line at what all who have figures get, per unit of them all."""
    if pairs:
        mean = sum((Fraction(amount) for amount, _ in pairs), Fraction(0)) / sum(units for _, units in pairs)
        told = say("mean", language, mean=number(mean, language, 2))
        ax.axvline(float(mean), color=GREY, linestyle="--", linewidth=1.2, label=told)


def _row(id: str, names: Mapping[str, str]) -> Row:
    return Row(id, names.get(id) or id)


def _names(asked: Mapping[str, Any]) -> dict[str, str]:
    """The names of recipients by id, where the allocation has a column of names."""
    frame, name = asked["frame"], asked.get("name")
    return dict(zip(frame[asked["id"]], frame[name], strict=True)) if name else {}


def _units(asked: Mapping[str, Any], per: str) -> list[Fraction | None]:
    """How many units each recipient has; None where its cell is empty."""
    frame = asked["frame"]
    if per not in frame:
        columns = ", ".join(name for name in frame if name != asked["id"])
        raise InputError([Problem("/per", "unknown_column", per, f"a column of the table: {columns}")])
    units: list[Fraction | None] = []
    problems = []
    for place, cell in enumerate(frame[per]):
        try:
            units.append(None if cell is None else Fraction(cell))
        except (ValueError, ZeroDivisionError):
            path = f"/frame/{escaped(per)}/{place}"
            problems.append(Problem(path, "malformed", cell, "a number such as 0.70 or 7/11"))
    if problems:
        raise InputError(problems)
    return units


def _counted(word: str, n: int, language: str) -> list[str]:
    return [say(word, language, n=n)] if n else []


def _receipt(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The receipt of one of the allocations that were compared."""
    receipt: dict[str, Any] = json.loads(_native.run(json.dumps(asked), [], {}).values())["receipt"]
    return receipt
