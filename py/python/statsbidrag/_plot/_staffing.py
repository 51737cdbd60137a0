"""A picture of a staffing check: each row's ratio against the limit."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from .._catalog import entry
from .._errors import InputError, Problem
from . import _axes
from ._axes import BLUE, GREY, ORANGE, RED, Row
from ._words import each, number, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .._staffing import StaffingCheck

_MARKS = {
    "no_denominator": (">", RED), "breach": ("X", RED), "met": ("o", BLUE), "reference": ("D", BLUE),
    "vacuous": ("_", GREY), "not_evaluated": ("$?$", GREY),
}  # fmt: skip
"""The shape and colour of each status, in the order of the legend."""

_WITHOUT_RATIO = {"no_denominator": 1.0, "vacuous": 0.015, "not_evaluated": 0.015}
"""Where those stand that never have a ratio, along the axis from left to right: beyond every number, or aside."""

_UNRANKED = ("vacuous", "reference", "not_evaluated")
"""Those without a ratio that come after all that have one, in order."""


def plot_check(
    result: StaffingCheck,
    rule: str | None,
    ax: Axes | None,
    highlight: str | Iterable[str] | None,
    language: str,
) -> Axes:
    """Ratios against their limit, the highest first; each status has a shape and a colour of its own."""
    _axes.check_word("language", language, ("sv", "en"))
    asked = json.loads(result._native.document())
    told = _rule(asked["rules"], rule)
    id, name, frame = asked["id"], asked.get("name"), asked["frame"]
    names = dict(zip(frame[id], frame[name], strict=True)) if name else {}
    checked = sorted((row for row in result.table.rows() if row["rule"] == told["id"]), key=_rank)
    rows = [Row(row[id], names.get(row[id]) or row[id]) for row in checked]
    wanted = _axes.highlighted(highlight, rows)
    ax = _axes.axes(ax, len(rows))
    named = _axes.label_rows(ax, rows, wanted)

    for status, (marker, colour) in _MARKS.items():
        own = [(place, _along(row)) for place, row in enumerate(checked) if row["status"] == status]
        if own:
            drawn = [(along, place) for place, along in own if along is not None]
            ax.plot(
                [along for along, _ in drawn], [place for _, place in drawn],
                linestyle="none", marker=marker, color=colour, markersize=7 if len(named) == len(rows) else 4,
                label=f"{say(status, language)} ({len(own)})", clip_on=False, zorder=3,
                transform=ax.get_yaxis_transform() if status in _WITHOUT_RATIO else ax.transData,
            )  # fmt: skip
    for place, y in named.items():
        row, ratio = checked[place], _ratio(checked[place])
        if not (len(named) == len(rows) or rows[place].id in wanted):
            continue
        if ratio is not None:
            _axes.beside(ax, f" {_written(row, ratio, language)}", float(ratio), y)
        elif row["status"] == "reference":
            _axes.beside(ax, say("no_ratio", language, have=number(row["have_num"], language)), 0, y)
    for side, limit in sorted({(row["side"], row["limit"]) for row in checked if row["limit"] is not None}):
        word = "reference_limit" if told.get("force") == "statistic" else side
        ax.axvline(
            float(limit), color=ORANGE, linewidth=1.5, linestyle="-" if side == "at_most" else "--", zorder=1,
            label=say(word, language, limit=number(limit, language)),
        )  # fmt: skip
    across = [float(value) for row in checked for value in (_ratio(row), row["limit"]) if value is not None]
    ax.set_xlim(0, 1.12 * max(across, default=0) or 1)

    along = each(told["numerator"], told["denominator"], language)
    ax.set_xlabel(_axes.scale(ax, "x", Fraction(0), along, language))
    _axes.title(ax, told.get("name", {}).get(language) or f"{told['id']}: {along}")
    remarks = [say(told.get("force", "local"), language), *_axes.cited(told.get("sources", {}).values())]
    _axes.source(ax, language, [("", result.receipt)], remarks)
    return ax


def _rule(rules: list[Any], asked: str | None) -> Mapping[str, Any]:
    """The document of the rule that is asked for, or of the only one."""
    documents = [entry("rule", rule) if isinstance(rule, str) else rule for rule in rules]
    chosen = [rule for rule in documents if asked in (None, rule["id"])]
    if len(chosen) == 1:
        told: Mapping[str, Any] = chosen[0]
        return told
    want = "one of " + ", ".join(rule["id"] for rule in documents)
    if asked is None:
        raise InputError([Problem("/rule", "missing", f"{len(documents)} rules and none named", want)])
    raise InputError([Problem("/rule", "unknown_name", asked, want)])


def _ratio(row: Mapping[str, Any]) -> Fraction | None:
    """The exact ratio, where there is one."""
    return Fraction(row["have_num"]) / Fraction(row["have_den"]) if row["have_den"] else None


def _along(row: Mapping[str, Any]) -> float | None:
    """Where a row's point stands: at its ratio, or aside. A statistic with nobody to divide by has no point."""
    if row["status"] in _WITHOUT_RATIO:
        return _WITHOUT_RATIO[row["status"]]
    ratio = _ratio(row)
    return None if ratio is None else float(ratio)


def _rank(row: Mapping[str, Any]) -> tuple[int, Fraction]:
    """A demand on nobody is beyond every ratio, and what has none comes last."""
    ratio = _ratio(row)
    if ratio is not None:
        return 1, -ratio
    return (2 + _UNRANKED.index(row["status"]) if row["status"] in _UNRANKED else 0), Fraction(0)


def _written(row: Mapping[str, Any], ratio: Fraction, language: str) -> str:
    """The ratio, and what it is made of."""
    have = [number(row[name], language) for name in ("have_num", "have_den")]
    if row["have_den"] == 1:
        return have[0]
    return f"{number(ratio, language, 0 if ratio.denominator == 1 else 2)} ({' / '.join(have)})"
