"""A whole grant year (bidragsår) of one municipality, 2017, tied out to the pot: stärkt bemanning.

From its source: the pot, the conditions and the last days are the rulebook's, each cited there. How the pot was divided
is not published: frames by POPULATION are an assumption of this example. MADE UP: who requisitions what and who wants
more, the municipality's costs, its staff, and the days on which its papers came in. Göteborg stands for any.

What it shows: frames, requisitions, the second round, cost lines, the report's figures, what is repayable, the draft of
a decision; and in every step that the sums are those of the step before, to the öre, or it stops.

    python py/examples/bidragsar.py [--out DIRECTORY]
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import statsbidrag as sb
from common import if_installed, out_directory

YEAR = 2017
OWN = "1480"
RULEBOOK = sb.rulebook("starkt-bemanning")

Columns = dict[str, list[object]]

# Made up: new posts, and a pay rise, which is no increase of staff.
COSTS: Columns = {
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

# Made up: årsarbetare before the programme and in the year, as the report asks for them.
STAFF: Columns = {
    "recipient": [OWN] * 3,
    "role": ["social_worker", "supervisor", "administrator"],
    "baseline_fte": [400, 40, 20],
    "actual_fte": [424, 43, 24],
}


def kr(amount: Decimal) -> str:
    """Kronor as they are written in Swedish, with öre where there are any."""
    return f"{amount:,.2f} kr".replace(",", " ").replace(".", ",").replace(",00 kr", " kr")


def agree(what: str, one: Decimal, other: Decimal) -> None:
    """Two sums that must be the same to the öre."""
    if one != other:
        raise ValueError(f"{what}: {one} is not {other}")
    print(f"  {what:<64} {kr(one):>14}  = lika")


def the_pot() -> Decimal:
    """The pot of the year, told with its source."""
    (dated,) = (own for own in RULEBOOK.document["pot"] if own["from"] == f"{YEAR}-01-01")
    source = RULEBOOK.document["sources"][dated["cite"]["source"]]
    pot = Decimal(dated["value"])
    print(f"  potten {YEAR}: {kr(pot)} [{source['publisher']}: {source['title']}]")
    return pot


def frames_of(pot: Decimal) -> sb.Allocation:
    """The frame of every municipality, by population: the example's assumption."""
    population = sb.facts("population").to_dict()
    facts = {name: population[name] for name in ("id", "name", "population_2016_12_31")}
    frames = sb.allocate(facts, pot, "population_2016_12_31", id="id", name="name")
    agree("ramarnas summa = potten", sum(frames.amounts, Decimal(0)), pot)
    return frames


def requisitions(frames: sb.Allocation) -> Columns:
    """Made up: every tenth municipality asks for nine tenths of its frame in whole kronor, the others for all of it;
    every hundredth, and the own one, would have more."""
    asked: list[object] = []
    wants_more: list[object] = []
    for place, (code, frame) in enumerate(zip(frames.ids, frames.amounts, strict=True)):
        asked.append(int(frame) * 9 // 10 if place % 10 == 5 else frame)
        wants_more.append(code == OWN or place % 100 == 0)
    frame_column: list[object] = list(frames.amounts)
    return {"id": list(frames.ids), "frame": frame_column, "requisitioned": asked, "wants_more": wants_more}


def two_rounds(table: Columns, pot: Decimal) -> sb.SecondRound:
    """What is paid to every municipality: what it requisitioned, and its part of what others left."""
    rounds = sb.second_round(
        table, id="id", frame="frame", requisitioned="requisitioned", wants_more="wants_more"
    )
    sums = {name: sum(rounds.table[name], Decimal(0)) for name in ("requisitioned", "second_round", "amount")}
    agree("rekvirerat + inte rekvirerat = potten", sums["requisitioned"] + rounds.unclaimed, pot)
    agree(
        "andra fördelningen + kvar = inte rekvirerat",
        sums["second_round"] + rounds.unallocated,
        rounds.unclaimed,
    )
    agree(
        "utbetalt = rekvirerat + andra fördelningen",
        sums["amount"],
        sums["requisitioned"] + sums["second_round"],
    )
    agree("utbetalt + kvar = potten", sums["amount"] + rounds.unallocated, pot)
    return rounds


def assessed() -> sb.Assessment:
    """The cost lines against the conditions, and the figures of the report."""
    assessment = sb.assess(COSTS, rulebook=RULEBOOK, year=YEAR, staffing=STAFF)
    words = {"approved": "godkänd", "refused": "avslagen"}
    for row in assessment.lines.rows():
        print(
            f"  {row['id']}  {words[row['verdict']]:<9} {kr(row['approved']):>14}  {', '.join(row['reasons'])}"
        )
    for row in assessment.room.rows():
        print(
            f"  {row['role']}: ökning {row['cap']} årsarbetare mot utgångsläget, redovisat {row['claimed']}"
        )
    totals = assessment.totals
    parts = totals["approved"] + totals["refused"] + totals["undetermined"]
    agree("godkänt + avslaget + under utredning = redovisat", parts, totals["claimed"])
    return assessment


def settled(assessment: sb.Assessment, own: dict[str, object]) -> sb.Settlement:
    """What is repayable of what was paid to the municipality."""
    settlement = assessment.settle({
        "recipient": [OWN], "paid": [own["amount"]], "frame": [own["frame"]],
        "requisitioned": [own["requisitioned"]], "requisition_received_on": [f"{YEAR}-10-20"],
        "report_received_on": [f"{YEAR + 1}-02-01"],
    })  # fmt: skip
    (row,) = settlement.table.rows()
    refused = assessment.totals["refused"]
    agree("utbetalt − redovisat = outnyttjat", row["paid"] - row["claimed"], row["unused"])
    agree("outnyttjat + avslaget = att betala tillbaka", row["unused"] + refused, row["repayable"])
    agree(
        "godkänt + outnyttjat + avslaget = utbetalt", row["approved"] + row["unused"] + refused, row["paid"]
    )
    agree(
        "fakturans rader = att betala tillbaka",
        sum(settlement.invoice["amount"], Decimal(0)),
        row["repayable"],
    )
    for finding in settlement.findings.rows():
        if finding["recipient"] == OWN:
            told = {"met": "i tid", "judgement": "bedöms, ändrar inget belopp"}[finding["outcome"]]
            print(f"  {finding['reason']}: inkom {finding['have']}, sista dag {finding['need']}: {told}")
    return settlement


def main(out: Path) -> None:
    print(f"Stärkt bemanning, bidragsåret {YEAR}\n\n1. Ramar efter folkmängd (exemplets antagande)")
    pot = the_pot()
    frames = frames_of(pot)
    print("\n2. Rekvisitioner (påhittade) och andra fördelningen")
    rounds = two_rounds(requisitions(frames), pot)
    (own,) = (row for row in rounds.table.rows() if row["id"] == OWN)
    for name, told in (
        ("frame", "ram"), ("requisitioned", "rekvirerat"), ("second_round", "andra fördelningen"), ("amount", "utbetalt"),
    ):  # fmt: skip
        print(f"  {OWN} {told:<20} {kr(own[name]):>14}")
    print("\n3. Kostnader och redovisningens uppgifter (påhittade)")
    assessment = assessed()
    print("\n4. Slutavräkning")
    settlement = settled(assessment, own)
    (row,) = settlement.table.rows()
    # Back to the pot: what the others got, and what this municipality keeps and repays.
    others = sum(rounds.table["amount"], Decimal(0)) - own["amount"]
    kept = others + row["approved"] + row["repayable"] + rounds.unallocated
    agree("de andras + godkänt + att betala tillbaka + kvar = potten", kept, pot)
    print(f"  att betala tillbaka: {kr(row['repayable'])}")
    print("\n5. Utkast till skäl, raden som avslås\n")
    print(assessment.explain("L4") + "\n")

    def picture() -> None:
        figure = settlement.plot().get_figure(root=True)
        if figure is not None:
            figure.savefig(out / "bidragsar.png", bbox_inches="tight")

    if_installed("Ingen bild", picture)
    if_installed("Ingen arbetsbok", lambda: settlement.to_excel(out / "bidragsar.xlsx"))
    print(f"Mapp för bild och arbetsbok: {out}")


if __name__ == "__main__":
    main(out_directory("Ett bidragsår, avstämt mot potten; delvis påhittade tal."))
