"""The derivation of one recipient's amount, step by step, for whoever is picked from a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ._book import Book
from ._case import DIVISORS, Case
from ._grid import FIRST_ROW, Cell, Column
from ._limbs import as_cell
from ._plan import Plan
from ._setting import Divided
from ._words import Words
from ._work import Inputs, Worked

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

#: Where one picks, and the row number that follows from it.
_PICK, _ROW = "$B$3", "$B$4"


@dataclass(frozen=True)
class Shown:
    """A column of the sheet of amounts, and what is in it."""

    column: Column
    values: Sequence[Cell]


def write_derivation(
    book: Book,
    sheet: Worksheet,
    case: Case,
    plan: Plan,
    inputs: Inputs,
    worked: Worked | None,
    words: Words,
    stored: Shown,
    entitled: Shown,
    shared: Shown,
) -> None:
    """Writes the sheet; the first recipient is picked."""
    say, look = words, book.look
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, 1, 26)
    sheet.set_column(2, 2, 72)
    if not case.ids:
        return
    sheet.write_string(2, 0, say("pick"), look("label"))
    labels = inputs.labels
    sheet.data_validation(
        2, 1, 2, 1,
        {
            "validate": "list",
            "source": f"={labels.all}",
            "input_title": say("pick_help"),
            "input_message": say("pick_help"),
            "error_message": say("pick_error"),
        },
    )  # fmt: skip
    money = "total_decimal" if any(ore % 100 for ore in case.amounts) else "total"
    steps = _Steps(book, sheet, case)
    # Texts are compared to the letter: MATCH would not tell "a" from "A", and has wildcards.
    place = f"(ROW({labels.all})-{FIRST_ROW - 1})"
    formula = f"=SUMPRODUCT(MAX(EXACT({labels.all},{_PICK})*{place}))"
    sheet.write_formula(3, 1, formula, look("whole"), 1)
    sheet.write_string(3, 0, say("row"), look("note"))
    book.header(sheet, 5, [say("step"), say("value"), say("explained")], 20)
    sheet.freeze_panes(6, 0)
    if not steps.facts(inputs, say):
        steps.add(say("share"), steps.of(shared.column), shared.values[0], "percent", "")
    note = say("exact_note")
    if case.bounds is not None and case.bounds.level is not None:
        note = say("level_note") + "; " + note
    steps.add(say("exact"), steps.of(entitled.column), entitled.values[0], "six", note)
    steps.bounds(inputs, say)
    steps.add(say("place"), steps.of(inputs.order), case.order()[0], "whole", say(case.ties))
    if worked is not None:
        for portion, divided in zip(plan.portions, worked.divided, strict=True):
            if len(plan.portions) > 1:
                steps.title(case.components[portion.components[0]].name)
            steps.division(divided, say)
        steps.add(
            say("recomputed"), steps.of(worked.amount), worked.values[0] / 100, money,
            say("amount_note"),
        )  # fmt: skip
    value = stored.values[0]
    steps.add(say("stored"), steps.of(stored.column), value, money, say("stored_note"))
    sheet.write_string(2, 1, inputs.first_label, look("pick"))


class _Steps:
    def __init__(self, book: Book, sheet: Worksheet, case: Case) -> None:
        self._book, self._sheet, self._case = book, sheet, case
        self._row = 6

    @staticmethod
    def of(column: Column) -> str:
        """The cell of a column for the one that is picked."""
        return f"INDEX({column.all},{_ROW})"

    def title(self, text: str) -> None:
        self._row += 1
        self._sheet.write_string(self._row, 0, text, self._book.look("heading"))
        self._row += 1

    def add(self, label: str, formula: str, value: Cell, look: str, note: str) -> None:
        """A step: what, how much, why."""
        self._sheet.write_string(self._row, 0, label.removesuffix(": "), self._book.look("wrapped"))
        self._sheet.write_formula(self._row, 1, f"={formula}", self._book.look(look), value)
        self._sheet.write_string(self._row, 2, note, self._book.look("remark"))
        self._row += 1

    def facts(self, inputs: Inputs, say: Words) -> bool:
        """The weight, the sum, and what part of the total the component is, of every component.

        Gives whether the share of the whole weight is among them: it is that of the only component.
        """
        has_share = False
        case = self._case
        total = inputs.total
        many = len(case.components) > 1
        for k, (component, column) in enumerate(zip(case.components, inputs.weights, strict=True)):
            name = component.name
            cells = [as_cell(weight) for weight in component.weights]
            whole = all(isinstance(cell, int) for cell in cells) and component.sum < 10**15
            if many:
                part = f"INDEX({inputs.parts.all},{k + 1})"
                share = f"VALUE({part})/SUMPRODUCT(VALUE({inputs.parts.all}))"
                self.add(
                    say("component_share", name=name), share, float(component.share), "percent",
                    str(component.share),
                )  # fmt: skip
                if abs(case.total) <= 10**15:
                    self.add(
                        say("component_part", name=name), f"{total}*{share}",
                        float(component.share * case.total / 100), "decimal", "",
                    )  # fmt: skip
            self.add(say("own_fact", name=name), self.of(column), cells[0], "whole", "")
            if not whole:
                continue
            sums = f"SUM({column.all})"
            self.add(say("all_fact", name=name), sums, component.sum, "whole", "")
            own = f"{self.of(column)}/{sums}"
            own_share = component.weights[0] / component.sum if component.sum else 0.0
            formula = f"IF({sums}=0,0,{own})"
            self.add(say("fact_share", name=name), formula, own_share, "percent", "")
            has_share = not many
            if many and abs(case.total) <= 10**15:
                self.add(
                    say("component_own", name=name), f"{total}*{share}*{own}",
                    float(component.share * case.total / 100) * own_share, "decimal", "",
                )  # fmt: skip
        return has_share

    def bounds(self, inputs: Inputs, say: Words) -> None:
        """The recipient's minimum and maximum."""
        bounds = self._case.bounds
        if bounds is None or inputs.minimum is None or inputs.maximum is None:
            return
        policy = say(bounds.policy)
        low, high = as_cell(bounds.minimums[0]), bounds.maximums[0]
        self.add(say("minimum_units"), self.of(inputs.minimum), low, "whole", policy)
        most = self.of(inputs.maximum)
        shown = "–" if high is None else as_cell(high)
        self.add(say("maximum_units"), f'IF({most}="","–",{most})', shown, "whole", policy)

    def division(self, divided: Divided, say: Words) -> None:
        """Whole units, remainder, its rank, the cut, the tie, the unit more."""
        case = self._case
        first = divided.first
        whole_note = say("divided" if case.rounding in DIVISORS else "whole_note")
        self._count(say("floor"), divided.quotient, first["quotient"], whole_note)
        if case.bounds is not None:
            self._count(say("held"), divided.held, first["held"], say("held_note"))
        rest = self._joined([self.of(column) for column in divided.remainder])
        shown: Cell = first["rest"] / first["below"]
        self.add(say("remainder"), f"{rest}/{divided.below}", shown, "six", say("rest_note"))
        if case.rounding == "largest_remainder":
            self._rank(divided, say)
        self._count(say("award"), divided.award, first["award"], say("more_note"))
        self._count(say("units"), divided.amount, divided.units[0], say("units_note"))

    def _rank(self, divided: Divided, say: Words) -> None:
        """Where the remainder stands among all, the cut, and a tie at it."""
        first = divided.first
        greater, equal = [], ""
        for column in divided.remainder:
            greater.append(f"{equal}({column.all}>{self.of(column)})")
            equal += f"({column.all}={self.of(column)})*"
        rank = f"SUMPRODUCT(1*({'+'.join(greater)}))+1"
        self.add(say("rank"), rank, first["rank"], "whole", say("rank_note"))
        left, tied, stake = divided.left, divided.tied, divided.stake
        self.add(say("left"), left, first["left"], "whole", say("left_note"))
        has_cut = first["left"] > 0
        cut = f'IF({left}<=0,"–",{self._joined(divided.cuts)}/{divided.below})'
        shown: Cell = first["cut"] / first["below"] if has_cut else "–"
        self.add(say("cut_rest"), cut, shown, "six", "")
        is_tie = f"AND({stake}>0,{tied}>{stake})"
        in_tie = has_cut and first["tied"] > first["stake"]
        rule = say("stake_note", rule=say(self._case.ties))
        for label, cell, name, note in (
            ("tie_step", tied, "tied", say("tie_note")),
            ("at_stake", stake, "stake", rule),
        ):
            shown = first[name] if in_tie else "–"
            self.add(say(label), f'IF({is_tie},{cell},"–")', shown, "whole", note)

    @staticmethod
    def _joined(cells: Sequence[str]) -> str:
        """Parts of 12 digits as one double, highest first."""
        last = len(cells) - 1
        parts = (f"{cell}*1E{12 * (last - place)}" for place, cell in enumerate(cells))
        return f"({'+'.join(parts)})"

    def _count(self, label: str, column: Column, value: int, note: str) -> None:
        self.add(label, self.of(column), value, "whole", note)
