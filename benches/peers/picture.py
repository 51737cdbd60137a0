"""The picture of the comparison: everyone's time, and whether they are right."""

from __future__ import annotations

import sys
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt
from row import SIZES, Row

sys.path.append(str(Path(__file__).parent.parent))
from ink import FAINT, INK, save  # noqa: E402

RIGHT, WRONG = "#2a9d5c", "#e07b39"
SHADES = dict(zip(SIZES, (0.35, 0.6, 1.0), strict=True))


def draw(dividing: list[Row], rust: list[Row], deciding: list[Row], path: Path) -> None:
    matplotlib.use("Agg")
    groups = {
        "Dividing, Python": dividing,
        "Dividing, Rust": rust,
        "Claim lines, Python": deciding,
    }
    heights = [len(rows) + 1 for rows in groups.values()]
    figure, axes = plt.subplots(
        len(groups), 1, sharex=True, figsize=(9.5, 0.3 * sum(heights) + 1.2), height_ratios=heights, layout="constrained"
    )
    for axis, (title, rows) in zip(axes, groups.items(), strict=True):
        _group(axis, title, rows)
    axes[-1].set_xlabel("times the time of statsbidrag's whole call (1: the same; left: faster)", color=INK)
    save(figure, path)


def _group(axis: plt.Axes, title: str, rows: list[Row]) -> None:
    rows = sorted(rows, key=lambda row: -max(row.ratio.values(), default=1e9))
    axis.set_title(title, loc="left", color=INK, fontsize=10, fontweight="bold")
    axis.axvline(1, color=FAINT, linewidth=1)
    for place, row in enumerate(rows):
        trouble = wrong_in(row)
        color = WRONG if trouble else RIGHT
        times = [row.ratio[size] for size in SIZES if size in row.ratio]
        axis.plot(times, [place] * len(times), color=color, linewidth=1, zorder=1)
        for size in SIZES:
            if size in row.ratio:
                axis.scatter(row.ratio[size], place, s=22 + 40 * SHADES[size], color=color, alpha=SHADES[size], zorder=2)
        left_out = [why for why in row.failed.values()]
        said = trouble or "right"
        axis.annotate(
            said + (f"; a million: {left_out[0]}" if left_out else ""),
            (1.01, place),
            xycoords=("axes fraction", "data"),
            va="center",
            fontsize=8,
            color=color,
        )
    axis.set_yticks(range(len(rows)), [row.name for row in rows], fontsize=9)
    for label, row in zip(axis.get_yticklabels(), rows, strict=True):
        label.set_fontweight("bold" if row.ours else "normal")
    axis.set_xscale("log")
    axis.set_ylim(-0.6, len(rows) - 0.4)


def wrong_in(row: Row) -> str:
    """In a few words; empty where all is right."""
    words = {
        "sizes": "wrong at 10¹² öre",
        "10^15": "wrong at 10¹⁵ öre",
        "10^17": "wrong at 10¹⁷ öre",
        "near ties": "near ties wrong",
        "ordinary": "wrong verdicts",
        "empty": "empty cells wrong",
        "large": "large amounts wrong",
    }
    if "input order" in row.declared:
        return "another rule for the rest"
    return next((told for name, told in words.items() if name in row.judged and row.wrong(name)), "")
