"""What the pictures share: ink that shows on light paper and on dark."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

INK = "#57606a"
FAINT = "#9aa1a9"
# Replaced by what the reader's screen asks for.
_INK_ON_DARK = "#b6bec7"
_STYLE = f"<style>@media (prefers-color-scheme: dark) {{ [style*='{INK}'] {{ fill: {_INK_ON_DARK} !important }} }}</style>"

mpl.rcParams.update({
    "svg.fonttype": "none",
    "svg.hashsalt": "statsbidrag",
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "grid.color": FAINT,
    "grid.alpha": 0.35,
    "axes.grid": True,
    "axes.axisbelow": True,
    "font.size": 9,
})  # fmt: skip


def plain(number: float, _: object = None) -> str:
    """A number on a logarithmic axis, written out."""
    return f"{number:,.10g}".replace(",", "\u00a0")


def save(figure: Figure, path: Path) -> None:
    """As SVG on no ground, with what changes from run to run left out."""
    figure.savefig(path, transparent=True, metadata={"Date": None, "Creator": None})
    drawn = path.read_text()
    head, rest = drawn.split("<defs>", 1)
    path.write_text(f"{head}{_STYLE}\n<defs>{rest}")
