"""A report on staff (personalrapport): a list as an HR system exports it, held to the rules about it.

The list and the cases are MADE UP: those of the example `bemanning`, with no real municipality, unit or person. The
goal of 15 cases and the costs are the example's own. The other rules ship, each with its source.

What it shows: reading a Swedish list, with its words; a table of units and one of supervisors; rules with what is short of each; the
least joint hire with its cost; figures by factor; a picture and a workbook.

    python py/examples/personalrapport.py [--out DIRECTORY]
"""

from __future__ import annotations

import tempfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Literal

import statsbidrag as sb
from common import if_installed, out_directory

LISTS = Path(__file__).parents[2] / "core" / "examples" / "bemanning" / "data"
DAY = "2017-12-31"

# A goal of one's own; a rule that says it is law or an agreement must have a source.
CASES = sb.RatioRule(
    id="cases-per-worker", numerator="open_cases", denominator="social_worker_fte", at_most=15, about="unit",
    hire="social_worker_fte", step="0.5",
    name={"sv": "högst 15 ärenden per årsarbetare (exemplets eget mål)",
          "en": "at most 15 cases for each FTE (the example's own goal)"},
)  # fmt: skip
QUALIFIED, SPAN = sb.rule("behorighet-barn-unga"), sb.rule("molndal-supervisor-span")
TITLES = {
    CASES.id: "högst 15 ärenden per årsarbetare (exemplets eget mål)",
    QUALIFIED.id: "ingen utan behörighet för barn och unga (lag)",
    SPAN.id: "högst sex per arbetsledare (Mölndals lokala mål)",
}
HIRED = {"social_worker_fte": "årsarbetare socialsekreterare", "supervisor_heads": "arbetsledare"}
COSTS = {"social_worker_fte": 700_000, "supervisor_heads": 800_000}
"""Kronor a year, made up."""


def read(name: str, kind: str | None = None, **headings: str) -> dict[str, list[object]]:
    """One of the lists: its first line says that it is made up, and headings are given the names wanted here."""
    note, heading, rows = (LISTS / name).read_text("utf-8").split("\n", 2)
    heading = ";".join(headings.get(own, own) for own in heading.split(";"))
    with tempfile.TemporaryDirectory() as place:
        file = Path(place, name)
        file.write_text(f"{heading}\n{rows}", "utf-8")
        table = sb.read_table(file, kind=kind)
    print(f"  {note.removeprefix('# ')}")
    return {column: list(cells) for column, cells in table.items()}


def summaries() -> tuple[sb.StaffSummary, sb.StaffSummary]:
    """The list of staff by unit and by supervisor, on the day."""
    staff = read("personal.csv", "staff", title="Befattning")
    roles = read("roller.csv")
    titles = {str(title): str(role) for title, role in zip(roles["title"], roles["role"], strict=True)}

    def summary(by: Literal["unit", "supervisor"]) -> sb.StaffSummary:
        return sb.summarise_staff(
            staff, by=by, roles=titles, fte_unit="percent", at=DAY,
            agency="count", new_within=1, transition=("2014-07-01", "2022-06-30"),
        )  # fmt: skip

    return summary("unit"), summary("supervisor")


def of_those_who_lead(teams: sb.StaffSummary) -> dict[str, list[object]]:
    """The teams without the managers, who lead supervisors: they have no room for the social workers of others."""
    leads = [heads != 0 for heads in teams.table["social_worker_heads"]]
    columns = ("supervisor", "unit", "supervisor_heads", "social_worker_heads")
    return {
        name: [cell for cell, own in zip(teams.table[name], leads, strict=True) if own] for name in columns
    }


def open_cases(units: list[object]) -> list[object]:
    """The open cases of each unit on the day, of the list of dated figures."""
    table = read("arenden.csv")
    rows = zip(table["unit"], table["to"], table["cases"], strict=True)
    last = {unit: cases for unit, to, cases in rows if to is None}
    return [last[unit] for unit in units]


def number(value: Decimal | Fraction | None) -> str:
    """A number as it is written in Swedish; a fraction with two decimals, for reading."""
    if value is None:
        return "–"
    if isinstance(value, Fraction):
        value = (Decimal(value.numerator) / value.denominator).quantize(Decimal("0.01"))
    return f"{value:f}".replace(".", ",")


def print_check(check: sb.StaffingCheck, rule: sb.RatioRule, column: str) -> None:
    """How the rows stand to a rule, what is too much and what must be hired."""
    rows = [row for row in check.table.rows() if row["rule"] == rule.id]
    print(f"  {TITLES[rule.id]}")
    for row in rows:
        if row["status"] == "breach":
            have = f"{number(row['have_num'])} / {number(row['have_den'])}"
            hire = f", anställ {number(row['hire'])}" if row["hire"] is not None else ""
            print(f"    bryts av {row[column]}: {have}, {number(row['excess'])} för mycket{hire}")
    for status, told in (("met", "hålls av"), ("not_evaluated", "kan inte prövas")):
        if ids := [str(row[column]) for row in rows if row["status"] == status]:
            print(f"    {told}: {', '.join(ids)}")


def main(out: Path) -> None:
    print(f"Personalrapport {DAY}\n\nUnderlaget")
    units, teams = summaries()
    facts = {**units.to_dict(), "open_cases": open_cases(units.table["unit"])}
    # The law is about those whose tasks it reserves: here the social workers.
    facts["unqualified_heads"] = facts["social_worker_unqualified_heads"]
    facts["regulated_heads"] = facts["social_worker_heads"]
    for remark in units.remarks:
        print(f"  {remark['text']}")

    print("\nSocialsekreterare per enhet: årsarbetare, personer, vakanta")
    for row in units.table.rows():
        told = (row[f"social_worker_{what}"] for what in ("fte", "heads", "vacant_fte"))
        print(f"  {row['unit']:<10} {'  '.join(f'{number(value):>5}' for value in told)}")
    print("\nSocialsekreterare per arbetsledare, de som leder några")
    led = of_those_who_lead(teams)
    for leader, unit, heads in zip(led["supervisor"], led["unit"], led["social_worker_heads"], strict=True):
        print(f"  {leader}  {unit:<10} {heads:>2}")

    print("\nReglerna")
    by_unit = sb.check_staffing(facts, [CASES, QUALIFIED], id="unit", at=DAY)
    by_team = sb.check_staffing(led, [SPAN], id="supervisor", unit="unit", at=DAY)
    print_check(by_unit, CASES, "unit")
    print_check(by_unit, QUALIFIED, "unit")
    print_check(by_team, SPAN, "supervisor")
    print(f"\n{by_unit.explain('Väst')}\n\n{by_team.explain('p02')}")

    print("\nPlanen: minsta anställning för att alla regler ska hållas på en gång")
    plan = sb.plan_staffing(
        facts, [CASES, SPAN], id="unit", at=DAY, cost=COSTS, fundable=["social_worker_fte"]
    )
    for row in plan.table.rows():
        vacant = f", varav vakanta {number(row['vacancies'])}" if row["vacancies"] else ""
        print(f"  {row['unit']}: {number(row['hire'])} {HIRED[row['role']]}{vacant}: {TITLES[row['rule']]}")
    if plan.cost is not None:
        total, fundable = (f"{int(plan.cost[name]):,} kr".replace(",", " ") for name in ("total", "fundable"))
        print(f"  Kostnad om året (påhittade priser): {total}, varav socialsekreterare {fundable}")

    report = sb.staffing_report(facts, "stability-factors", id="unit", at=DAY)
    print("\nNyckeltalen för hela organisationen, utan sammanvägt betyg")
    for row in report.table.rows():
        if row["unit"] is None:
            factor = next(own for own in report.factors if own["id"] == row["factor"])
            limit = (
                f" (att jämföra med: högst {number(row['at_most'])})" if row["at_most"] is not None else ""
            )
            value = number(row["value"]) if row["status"] == "known" else "uppgift saknas"
            print(f"  {factor['name']['sv']}, {row['figure']}: {value}{limit}")

    def picture() -> None:
        figure = by_team.plot(rule=SPAN).get_figure(root=True)
        if figure is not None:
            figure.savefig(out / "arbetsledare.png", bbox_inches="tight")

    print()
    if_installed("Ingen bild", picture)
    if_installed("Ingen arbetsbok", lambda: by_unit.to_excel(out / "personalrapport.xlsx"))
    print(f"Mapp för bild och arbetsbok: {out}")


if __name__ == "__main__":
    main(out_directory("En personallista mot reglerna; listan är påhittad."))
