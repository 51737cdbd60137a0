"""The municipalities' part of the welfare billions of 2017 (välfärdsmiljarderna), by two keys.

The pot (7.7 billion kronor) and its shares (8/11 and 3/11) are the real ones. The key for asylum seekers is for
DEMONSTRATION: one column, of December 2014, reconstructed from published rates. The amounts of single municipalities
are therefore not the real ones.

    python valfardsmiljarder.py [DIRECTORY]        # draws its picture there
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import statsbidrag as sb

POT = 7_700_000_000


def municipalities() -> dict[str, list[object]]:
    """The facts that ships: population at the end of 2016, and asylum seekers for demonstration."""
    population = sb.facts("population").to_dict()
    seekers = sb.facts("asylum_seekers_demonstration").to_dict()
    if population["id"] != seekers["id"]:
        raise ValueError("the two tables have other municipalities")
    return {
        "code": population["id"],
        "name": population["name"],
        "population": population["population_2016_12_31"],
        "asylum_seekers": seekers["asylum_seekers"],
    }


def main(directory: Path) -> None:
    facts = municipalities()
    key = sb.Key({"asylum": ("8/11", "asylum_seekers"), "inhabitants": ("3/11", "population")})
    by_key = sb.allocate(facts, POT, key, id="code", name="name")
    by_head = sb.allocate(facts, POT, "population", id="code", name="name")
    by_key.verify()
    print(f"{len(by_key)} kommuner, summa {sum(by_key.amounts):,.0f} kr (demonstration, inte riktiga belopp)")
    print(by_key.explain("1480"))

    # Who would get more, and who less, by inhabitants alone?
    change = by_key.compare(by_head, per="population")
    rows = sorted(change.table.rows(), key=lambda row: str(row["id"]))
    ranked = sorted(rows, key=lambda row: row["difference_per_unit"])
    print("\nEfter enbart folkmängd, kr per invånare mer eller mindre:")
    for row in (*ranked[:3], *ranked[-3:]):
        print(f"  {row['id']}  {row['difference_per_unit']:>12}")

    axes = change.plot(highlight=["1480"])
    picture = directory / "valfardsmiljarder.png"
    figure = axes.get_figure(root=True)
    if figure is not None:
        figure.savefig(picture)
    by_key.to_excel(directory / "valfardsmiljarder.xlsx")
    print(f"\nBild och arbetsbok: {directory}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp()))
