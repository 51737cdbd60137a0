"""A whole grant year (2017) of the grant for stronger staffing, for one municipality, tied out to the pot.

From frames and requisitions through the second round and the costs to what is repayable, and the draft text. The pot is
the rulebook's, with its source. How it was divided is not published: frames by POPULATION are an assumption of this
example, and who requisitioned what, and the costs, are MADE UP. Every step is checked against the pot.

    python bidragsar.py
"""

from __future__ import annotations

from decimal import Decimal

import statsbidrag as sb

YEAR = 2017
OWN = "1480"


def pot(rulebook: sb.Rulebook) -> Decimal:
    """The pot of the year, which the rulebook has with its source."""
    (value,) = (own["value"] for own in rulebook.document["pot"] if own["from"] == f"{YEAR}-01-01")
    return Decimal(value)


def requisitions(frames: sb.Allocation) -> dict[str, list[object]]:
    """Made up: every tenth municipality asks for nine tenths of its frame, the others for all of it; every
    hundredth, and the own one, would have more."""
    asked: list[object] = []
    wants_more: list[object] = []
    for place, (code, frame) in enumerate(zip(frames.ids, frames.amounts, strict=True)):
        asked.append(int(frame) * 9 // 10 if place % 10 == 5 else frame)
        wants_more.append(code == OWN or place % 100 == 0)
    return {
        "id": list(frames.ids),
        "frame": list(frames.amounts),
        "requisitioned": asked,
        "wants_more": wants_more,
    }


COSTS: dict[str, list[object]] = {
    "id": ["L1", "L2", "L3", "L4"],
    "recipient": [OWN] * 4,
    "role": ["social_worker", "supervisor", "administrator", "social_worker"],
    "activity": ["child_youth_authority"] * 4,
    "cost_kind": ["personnel", "personnel", "personnel", "pay_rise"],
    "employment": ["employed"] * 4,
    "from": [f"{YEAR}-01-01"] * 4,
    "to": [f"{YEAR}-12-31"] * 4,
    "fte": [24, 3, 4, 300],
    "increase": ["above_baseline", "above_baseline", "above_baseline", "none"],
    "frees_time_for": [None, None, "social_worker", None],
    "amount": [15_360_000, 2_400_000, 1_900_000, 900_000],
}

# Before the programme and in the year, as the reports ask for them (årsarbetare).
STAFF: dict[str, list[object]] = {
    "recipient": [OWN] * 3,
    "role": ["social_worker", "supervisor", "administrator"],
    "baseline_fte": [400, 40, 20],
    "actual_fte": [424, 43, 24],
}


def agree(what: str, one: object, other: object) -> None:
    """Two sums that must be the same to the öre."""
    if one != other:
        raise ValueError(f"{what}: {one} is not {other}")
    print(f"  {what}: {one} kr = lika")


def main() -> None:
    rulebook = sb.rulebook("starkt-bemanning")
    whole = pot(rulebook)
    population = sb.facts("population").to_dict()
    facts = {"id": population["id"], "population": population["population_2016_12_31"]}

    print(f"1. Ramar, potten {YEAR} efter folkmängd (exemplets antagande)")
    frames = sb.allocate(facts, whole, "population", id="id")
    agree("ramarnas summa och potten", sum(frames.amounts), whole)

    print("2. Rekvisitioner och andra fördelningen")
    table = requisitions(frames)
    rounds = sb.second_round(
        table, id="id", frame="frame", requisitioned="requisitioned", wants_more="wants_more"
    )
    first, second = (sum(rounds.table[name]) for name in ("requisitioned", "second_round"))
    agree("rekvirerat och inte rekvirerat", first + rounds.unclaimed, whole)
    agree("andra fördelningen och det som inte rekvirerats", second + rounds.unallocated, rounds.unclaimed)
    (own,) = (row for row in rounds.table.rows() if row["id"] == OWN)
    print(f"  {OWN}: ram {own['frame']}, därtill {own['second_round']}, utbetalt {own['amount']} kr")

    print("3. Kostnader och uppgifter i redovisningen")
    assessment = sb.assess(COSTS, rulebook=rulebook, year=YEAR, staffing=STAFF)
    for row in assessment.lines.rows():
        print(f"  {row['id']}: {row['verdict']}, godkänt {row['approved']} kr")
    for row in assessment.room.rows():
        print(f"  {row['role']}: ökning {row['cap']} årsarbetare, redovisat {row['claimed']}")
    totals = assessment.totals
    parts = totals["approved"] + totals["refused"] + totals["undetermined"]
    agree("radernas delar och det redovisade", parts, totals["claimed"])

    print("4. Slutavräkning")
    grants = {
        "recipient": [OWN],
        "frame": [own["frame"]],
        "requisitioned": [own["requisitioned"]],
        "paid": [own["amount"]],
        "requisition_received_on": [f"{YEAR}-10-20"],
        "report_received_on": [f"{YEAR + 1}-02-01"],
    }
    settlement = assessment.settle(grants)
    (settled,) = settlement.table.rows()
    agree(
        "godkänt och återbetalning, mot utbetalt", settled["approved"] + settled["repayable"], settled["paid"]
    )
    others = sum(rounds.table["amount"]) - own["amount"]
    agree(
        "alla utbetalningar och det som blev kvar, mot potten",
        others + settled["paid"] + rounds.unallocated,
        whole,
    )
    print(f"  återbetalas: {settled['repayable']} kr")
    print()
    print(assessment.explain("L4"))


if __name__ == "__main__":
    main()
