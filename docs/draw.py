"""The picture of the main page, drawn by the package: ``python docs/draw.py`` writes it beside this file."""

from __future__ import annotations

import sys
from pathlib import Path

import statsbidrag as sb

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "py" / "examples"))


def draw(out: Path) -> None:
    """The regions' part of the welfare billions of 2017, per inhabitant, on the data that ships."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot
    from valfardsmiljarder import municipalities, regions

    # 1.4 billion by asylum seekers and 0.9 by inhabitants.
    key = sb.Key({"asylum": ("14/23", "asylum_seekers"), "inhabitants": ("9/23", "population")})
    a = sb.allocate(regions(municipalities()), 2_300_000_000, key, id="id", name="name")
    # Texts as texts, and nothing that differs from run to run: a change of the picture can be read.
    with pyplot.rc_context({"svg.fonttype": "none", "svg.hashsalt": "statsbidrag", "font.size": 8.5}):
        figure, axes = pyplot.subplots(figsize=(8.5, 4.1), layout="constrained")
        a.plot(per="population", ax=axes, language="en")
        axes.set_xlabel("kr per inhabitant (demonstration data: not the real amounts)")
        figure.savefig(out, metadata={"Date": None})
        pyplot.close(figure)


if __name__ == "__main__":
    draw(HERE / "valfardsmiljarderna.svg")
