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
"""Where those stand that have no ratio, along the axis from left to right: beyond every number, or aside."""


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
    checked: list[dict[str, Any]] = [
        {**row, "status": _status(row)} for row in result.table.rows() if row["rule"] == told["id"]
    ]
    checked.sort(key=_rank)
    rows = [Row(row[id], names.get(row[id]) or row[id]) for row in checked]
    wanted = _axes.highlighted(highlight, rows)
    ax = _axes.axes(ax, len(rows))
    named = _axes.label_rows(ax, rows, wanted)

    for status, (marker, colour) in _MARKS.items():
        own = [(place, _ratio(row)) for place, row in enumerate(checked) if row["status"] == status]
        if own:
            aside = _WITHOUT_RATIO.get(status)
            ax.plot(
                [float(ratio or 0) if aside is None else aside for _, ratio in own], [place for place, _ in own],
                linestyle="none", marker=marker, color=colour, markersize=7 if len(named) == len(rows) else 4,
                label=f"{say(status, language)} ({len(own)})", clip_on=False, zorder=3,
                transform=ax.transData if aside is None else ax.get_yaxis_transform(),
            )  # fmt: skip
    for place, y in named.items():
        ratio = _ratio(checked[place])
        if ratio is not None and (len(named) == len(rows) or rows[place].id in wanted):
            _axes.beside(ax, f" {_written(checked[place], ratio, language)}", float(ratio), y)
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


def _status(row: Mapping[str, Any]) -> str:
    """The status, where a statistic has nobody to divide by too."""
    if row["status"] != "reference" or row["have_den"]:
        return str(row["status"])
    return "no_denominator" if row["have_num"] else "vacuous"


def _rank(row: Mapping[str, Any]) -> tuple[int, Fraction]:
    """A demand on nobody is beyond every ratio, and what has none comes last."""
    ratio = _ratio(row)
    group = (
        1 if ratio is not None else ("no_denominator", "", "vacuous", "not_evaluated").index(row["status"])
    )
    return group, -(ratio or Fraction(0))


def _written(row: Mapping[str, Any], ratio: Fraction, language: str) -> str:
    """The ratio, and what it is made of."""
    have = [number(row[name], language) for name in ("have_num", "have_den")]
    if row["have_den"] == 1:
        return have[0]
    return f"{number(ratio, language, 0 if ratio.denominator == 1 else 2)} ({' / '.join(have)})"
