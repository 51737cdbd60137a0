"""The welfare billions of 2017 (välfärdsmiljarderna): ten billion kronor to 290 municipalities and 21 regions.

The total, the pots and their shares are the real ones, with their sources. The key for asylum seekers is for
DEMONSTRATION: one column, of December 2014, reconstructed from published rates per 1,000 inhabitants, where the real
one also counts the newly arrived and tells adults from minors. The amounts of single recipients are therefore not the
real ones.

What it shows: a whole grant with pots within pots, tied out to its total; two keys for the municipalities' 7.7 billion
compared recipient by recipient; a derivation; a picture; a workbook that recomputes every amount.

    python py/examples/valfardsmiljarder.py [--out DIRECTORY]
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import statsbidrag as sb
from common import if_installed, out_directory

GRANT = sb.scheme("valfardsmiljarderna-demonstration", year=2017)
MUNICIPALITIES = Decimal(7_700_000_000)
"""The municipalities' part of both pots, 5.6 and 2.1 billion kronor."""

Columns = dict[str, list[object]]


def municipalities() -> Columns:
    """The facts that ship: population at the end of 2016, and asylum seekers for demonstration."""
    register, population = sb.facts("municipalities").to_dict(), sb.facts("population").to_dict()
    seekers = sb.facts("asylum_seekers_demonstration").to_dict()
    if not register["id"] == population["id"] == seekers["id"]:
        raise ValueError("the tables have other municipalities")
    return {
        **{name: register[name] for name in ("id", "name", "county", "entity")},
        "population": population["population_2016_12_31"],
        "asylum_seekers": seekers["asylum_seekers"],
    }


def regions(facts: Columns) -> Columns:
    """The regions, with what the municipalities of their counties have together. Gotland is one legal entity with
    its municipality."""
    register = sb.facts("regions").to_dict()
    summed: Columns = {}
    for column in ("population", "asylum_seekers"):
        of_county: dict[object, Decimal] = {}
        for county, count in zip(facts["county"], facts[column], strict=True):
            of_county[county] = of_county.get(county, Decimal(0)) + Decimal(str(count))
        summed[column] = [of_county[region] for region in register["id"]]
    return {**{name: register[name] for name in ("id", "name", "entity")}, **summed}


def kr(amount: Decimal) -> str:
    """Kronor as they are written in Swedish, with öre where there are any."""
    return f"{amount:,.2f} kr".replace(",", " ").replace(".", ",").replace(",00 kr", " kr")


def whole_grant(facts: Columns) -> None:
    """The grant pot by pot, each tied out to the sum of its recipients."""
    frames = {"municipality": facts, "region": regions(facts)}
    grant = sb.allocate_scheme(GRANT, frames, id="id", entity="entity", status="preliminary")
    paid: dict[object, Decimal] = {}
    for row in grant.table.rows():
        paid[row["pot"]] = paid.get(row["pot"], Decimal(0)) + row["amount"]
    for pot in grant.pots:
        if (of_pot := paid.get(pot["pot"])) is None:
            continue  # A pot of pots.
        if of_pot != pot["amount"]:
            raise ValueError(f"{pot['pot']}: the amounts sum to {of_pot}, not to {pot['amount']}")
        print(f"  {pot['pot']:<26} {kr(pot['amount']):>20}  = mottagarnas summa")
    print(f"  {'alla potter':<26} {kr(sum(paid.values(), Decimal(0))):>20}")
    print(f"  {'betalas ut':<26} {kr(grant.payable):>20}")
    print(f"  {'inom generellt bidrag':<26} {kr(grant.inside_other_grants):>20}")
    gotland = grant.by_entity["0980"]
    print(f"  Gotland, som kommun och region: betalas ut {kr(gotland['payable'])}")


def two_keys(facts: Columns) -> tuple[sb.Allocation, sb.Comparison]:
    """The municipalities' part by the key of the grant, and what inhabitants alone would change."""
    key = sb.Key({"asylum": ("8/11", "asylum_seekers"), "inhabitants": ("3/11", "population")})
    by_key = sb.allocate(facts, MUNICIPALITIES, key, id="id", name="name", recipients="municipalities")
    by_head = sb.allocate(facts, MUNICIPALITIES, "population", id="id", name="name")
    by_key.verify()
    change = by_key.compare(by_head, per="population")
    names = dict(zip(facts["id"], facts["name"], strict=True))
    ranked = sorted(change.table.rows(), key=lambda row: row["difference_per_unit"])
    for row in (*ranked[:3], *ranked[-3:]):
        per_head, name = round(Decimal(row["difference_per_unit"]), 2), str(names[row["id"]])
        print(f"  {row['id']}  {name:<14} {kr(row['difference']):>16} {kr(per_head):>14} per invånare")
    print(f"  alla kommuner: {kr(Decimal(change.totals['difference'] or 0))}\n")
    print(by_key.explain("1480"))
    return by_key, change


def main(out: Path) -> None:
    print("Välfärdsmiljarderna 2017")
    print("DEMONSTRATION: beloppen för enskilda kommuner och regioner är inte de riktiga.")
    for source in ("population", "asylum_seekers_demonstration"):
        print(f"  {sb.facts(source).about['about']['sv']}")
    facts = municipalities()
    print(f"\nPotterna, {len(facts['id'])} kommuner och 21 regioner")
    whole_grant(facts)
    print("\nKommunernas del efter enbart folkmängd i stället: mest mindre, och mest mer")
    by_key, change = two_keys(facts)

    def picture() -> None:
        axes = change.plot(labels=("nyckeln", "folkmängd"), highlight="1480")
        axes.set_xlabel("kr per invånare (demonstrationsdata: inte de riktiga beloppen)")
        figure = axes.get_figure(root=True)
        if figure is not None:
            figure.savefig(out / "valfardsmiljarder.png", bbox_inches="tight")

    print()
    if_installed("Ingen bild", picture)
    if_installed("Ingen arbetsbok", lambda: by_key.to_excel(out / "valfardsmiljarder.xlsx"))
    print(f"Mapp för bild och arbetsbok: {out}")


if __name__ == "__main__":
    main(out_directory("Välfärdsmiljarderna 2017, på demonstrationsdata."))
