"""A municipality's claim lines of 2017 assessed and settled into Excel: what a stimulus grant pays for, and why.

The lines, the staffing and the amounts are MADE UP: those of the example `stimulans`, of no real municipality. The
conditions are those of the grant for stronger staffing in social care of children and young people (stärkt bemanning),
which ship with their sources. That an increase is held against a baseline is a reading, and the texts say so.

What it shows: words of one's own made those of the library; verdicts with amounts; the draft grounds of lines that are
not paid in full; the settlement; two workbooks and a picture.

    python py/examples/stimulans_till_excel.py [--out DIRECTORY]
"""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path

import statsbidrag as sb
from common import if_installed, out_directory

LISTS = Path(__file__).parents[2] / "core" / "examples" / "stimulans" / "data"
YEAR = 2017

# What the municipality writes, and what it is called here. Nothing is guessed: other words are errors.
WORDS: dict[str, dict[object, str]] = {
    "role": {
        "socialsekreterare": "social_worker", "arbetsledare": "supervisor", "administratör": "administrator",
        "annan roll": "other",
    },
    "activity": {
        "myndighetsutövande barn- och ungdomsvård": "child_youth_authority", "annan verksamhet": "other",
    },
    "cost_kind": {"personalkostnad": "personnel", "löneökning": "pay_rise", "utbildning": "training"},
    "employment": {"anställd": "employed", "inhyrd": "agency"},
    "increase": {
        "utökning": "above_baseline", "förlängning": "renewal_otherwise_ending",
        "vikarie": "absence_otherwise_uncovered", "tillsatt vakans": "vacancy_filled", "ingen ökning": "none",
    },
    "frees_time_for": {"båda": "both", "ingen": "none"},
}  # fmt: skip
VERDICTS = {
    "approved": "godkänd", "part": "delvis godkänd", "refused": "avslagen", "undetermined": "under utredning",
}  # fmt: skip


def read(name: str, kind: str | None = None) -> dict[str, list[object]]:
    """One of the lists, whose first line says that it is made up."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place, name)
        note, rest = (LISTS / name).read_text("utf-8").split("\n", 1)
        file.write_text(rest, "utf-8")
        table = sb.read_table(file, kind=kind)
    print(f"  {note.removeprefix('# ')}")
    return {heading: list(cells) for heading, cells in table.items()}


def claims() -> tuple[dict[str, list[object]], list[object]]:
    """The claim lines in the library's words, and the municipality's notes on them."""
    table = read(f"kostnader-{YEAR}.csv")
    for column, words in WORDS.items():
        table[column] = [None if cell is None else words[cell] for cell in table[column]]
    notes = table.pop("note")
    del table["note_en"]
    return table, notes


def kr(amount: Decimal) -> str:
    """Kronor as they are written in Swedish, with öre where there are any."""
    return f"{amount:,.2f} kr".replace(",", " ").replace(".", ",").replace(",00 kr", " kr")


def print_lines(assessment: sb.Assessment, notes: list[object]) -> None:
    """Each line with its verdict and what is approved; the sums, which must be those of the lines."""
    for row, note in zip(assessment.lines.rows(), notes, strict=True):
        print(f"  {row['id']}  {VERDICTS[row['verdict']]:<15} {kr(row['approved']):>14}  {note}")
    totals = assessment.totals
    for name, told in (("approved", "godkänt"), ("refused", "avslaget"), ("undetermined", "utreds")):
        if sum(assessment.lines[name]) != totals[name]:
            raise ValueError(f"{name}: the lines do not sum to {totals[name]}")
        print(f"  {told:<20} {kr(totals[name]):>14}")
    if totals["approved"] + totals["refused"] + totals["undetermined"] != totals["claimed"]:
        raise ValueError("the parts do not sum to what is claimed")
    print(f"  {'redovisat':<20} {kr(totals['claimed']):>14}  = summan av de tre")


def print_grounds(assessment: sb.Assessment) -> None:
    """The conclusion on each line that is not approved as a whole, and the whole draft of one."""
    lines = [row for row in assessment.lines.rows() if row["refused"] or row["undetermined"]]
    for row in lines:
        _, _, conclusion = assessment.explain(row["id"]).partition("Slutsats\n")
        print(f"  {row['id']}: {conclusion.strip()}".replace("\n", "\n    "))
    print("\nEtt av utkasten i sin helhet\n")
    print(assessment.explain("L08"))


def main(out: Path) -> None:
    print(f"Stärkt bemanning {YEAR}: bedömning och slutavräkning\n\nUnderlaget")
    lines, notes = claims()
    staffing, grants = read(f"bemanning-{YEAR}.csv", "staffing"), read(f"bidrag-{YEAR}.csv", "grants")
    assessment = sb.assess(lines, rulebook=sb.rulebook("starkt-bemanning"), year=YEAR, staffing=staffing)
    print("\nRaderna")
    print_lines(assessment, notes)
    print("\nVarför rader inte godkänns, eller inte kan avgöras")
    print_grounds(assessment)

    settlement = assessment.settle(grants)
    (settled,) = settlement.table.rows()
    print("\nSlutavräkningen")
    for name, told in (
        ("paid", "utbetalt"), ("approved", "godkänt"), ("repayable", "att betala tillbaka"),
        ("pending", "kan tillkomma, väntar på det som utreds"),
        ("own_cost_if_met", "egen kostnad, om allt som utreds godkänns"),
        ("own_cost_if_refused", "egen kostnad, om allt avslås"),
    ):  # fmt: skip
        print(f"  {told:<42} {kr(settled[name]):>14}")
    for row in settlement.findings.rows():
        if row["recipient"] is not None:
            told = {"met": "i tid", "judgement": "bedöms, ändrar inget belopp"}[row["outcome"]]
            print(f"  {row['reason']}: inkom {row['have']}, sista dag {row['need']}: {told} [{row['cite']}]")

    def picture() -> None:
        figure = assessment.plot(by="line").get_figure(root=True)
        if figure is not None:
            figure.savefig(out / "rader.png", bbox_inches="tight")

    print()
    if_installed("Ingen bild", picture)
    if_installed("Ingen arbetsbok", lambda: assessment.to_excel(out / "bedomning.xlsx"))
    if_installed("Ingen arbetsbok", lambda: settlement.to_excel(out / "slutavrakning.xlsx"))
    print(f"Mapp för bild och arbetsböcker: {out}")


if __name__ == "__main__":
    main(out_directory("Kostnadsrader bedömda och avräknade; raderna är påhittade."))
