"""A report on staff: a list as an HR system has it, held to the rules. The list is MADE UP.

python personalrapport.py [DIRECTORY]          # writes its workbook there
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import statsbidrag as sb


def staff() -> dict[str, list[object]]:
    """Two units: in Norr Ask leads nine social workers, in Söder Berg leads five."""
    rows: list[tuple[object, ...]] = [
        ("Ask", "Norr", "1:e socialsekreterare", 1, None),
        ("Berg", "Söder", "1:e socialsekreterare", 1, None),
    ]
    for number in range(1, 15):
        unit, leader = ("Norr", "Ask") if number <= 9 else ("Söder", "Berg")
        fte = "0.75" if number % 5 == 0 else 1
        rows.append((f"p{number:02}", unit, "Socialsekreterare", fte, leader))
    columns = zip(*rows, strict=True)
    names = ("person", "unit", "role", "fte", "supervisor")
    return {name: list(column) for name, column in zip(names, columns, strict=True)}


# Titles are roles because it is said here; those that are not would be listed, and nothing is guessed.
ROLES = {"Socialsekreterare": "social_worker", "1:e socialsekreterare": "supervisor"}

# A goal of one's own; the rule on supervisors ships, with its source.
CASES = sb.RatioRule(
    id="cases", numerator="open_cases", denominator="social_worker_fte", at_most="15",
    hire="social_worker_fte", step="0.5",
)  # fmt: skip


def main(directory: Path) -> None:
    teams = sb.summarise_staff(staff(), by="supervisor", roles=ROLES)
    spans = sb.check_staffing(teams, [sb.rule("molndal-supervisor-span")], id="supervisor", unit="unit")
    print(spans.explain("Ask"))

    units = sb.summarise_staff(staff(), by="unit", roles=ROLES)
    facts = {**units.to_dict(), "open_cases": [150, 60]}
    check = sb.check_staffing(facts, [CASES], id="unit")
    for row in check.table.rows():
        print(f"{row['unit']}: {row['have_num']} ärenden, {row['have_den']} årsarbetare: {row['status']}")
    plan = sb.plan_staffing(facts, [CASES], id="unit", cost={"social_worker_fte": 700_000})
    for row in plan.table.rows():
        print(f"{row['unit']}: anställ {row['hire']} årsarbetare")
    if plan.cost is not None:
        print(f"kostnad: {plan.cost['total']} kr om året")
    check.to_excel(directory / "personalrapport.xlsx")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp()))
