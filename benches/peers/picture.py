"""The picture of the comparison: everyone's time, and whether they are right."""

from __future__ import annotations

from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt
from ink import FAINT, INK, plain, save
from matplotlib.axes import Axes
from row import SIZES, Row

RIGHT, WRONG = "#2a9d5c", "#e07b39"
SHADES = dict(zip(SIZES, (0.35, 0.6, 1.0), strict=True))


def draw(dividing: list[Row], rust: list[Row], deciding: list[Row], path: Path) -> None:
    matplotlib.use("Agg")
    groups = {
        "Dividing a grant, in Python": dividing,
        "Dividing a grant, in Rust": rust,
        "Deciding claim lines, in Python": deciding,
    }
    heights = [len(rows) + 1.2 for rows in groups.values()]
    figure, axes = plt.subplots(
        len(groups),
        1,
        sharex=True,
        figsize=(9.5, 0.27 * sum(heights) + 1.3),
        height_ratios=heights,
        layout="constrained",
    )
    for axis, (title, rows) in zip(axes, groups.items(), strict=True):
        _group(axis, title, rows)
    axes[-1].set_xlabel("times the time of statsbidrag's whole call (logarithmic; left is faster)")
    axes[-1].xaxis.set_major_formatter(plain)
    dots = [axes[0].scatter([], [], s=_area(size), color=INK, alpha=SHADES[size]) for size in SIZES]
    words = [f"{plain(size)} rows" for size in SIZES]
    dots += [axes[0].scatter([], [], s=60, marker="s", color=color) for color in (RIGHT, WRONG)]
    words += ["right in every test", "wrong in some"]
    figure.legend(
        dots, words, loc="outside upper center", ncols=len(dots), frameon=False, fontsize=9, handletextpad=0.2
    )
    save(figure, path)


def _area(size: int) -> float:
    return 20 + 45 * SHADES[size]


def _group(axis: Axes, title: str, rows: list[Row]) -> None:
    # The quickest at the top; who does not do the largest in time stands last.
    rows = sorted(rows, key=lambda row: (len(row.failed), max(row.ratio.values(), default=0)), reverse=True)
    axis.set_title(title, loc="left", fontsize=10, fontweight="bold")
    axis.axvline(1, color=FAINT, linewidth=1.5)
    for place, row in enumerate(rows):
        trouble = wrong_in(row)
        color = WRONG if trouble else RIGHT
        times = [row.ratio[size] for size in SIZES if size in row.ratio]
        axis.plot(times, [place] * len(times), color=color, linewidth=1, zorder=1)
        for size in SIZES:
            if size in row.ratio:
                axis.scatter(row.ratio[size], place, s=_area(size), color=color, alpha=SHADES[size], zorder=2)
        late = [f"{plain(size)}: {why}" for size, why in row.failed.items()]
        said = "; ".join([trouble or "right", *late])
        axis.annotate(
            said,
            (1.01, place),
            xycoords=("axes fraction", "data"),
            va="center",
            fontsize=8.5,
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
