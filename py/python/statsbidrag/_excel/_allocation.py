"""The workbook of an allocation."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ._book import Book, book, width
from ._case import Case, kronor
from ._derivation import Shown, write_derivation
from ._grid import FIRST_ROW, HEADER_ROW, Column, Grid, NumberSheet, letter
from ._inputs import InputSheets
from ._plan import MOST_ORE, Plan, plan
from ._tables import check_language
from ._words import Words
from ._work import Inputs, Work, Worked

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


def write_allocation(
    path: str | os.PathLike[str],
    certificate: Mapping[str, Any],
    *,
    names: Mapping[str, str] | None = None,
    language: str = "sv",
    facts: Mapping[str, Sequence[object]] | None = None,
    key: object = None,
    receipt: Mapping[str, Any] | None = None,
) -> None:
    """Writes an allocation to a workbook that recomputes every amount by live formulas.

    Its first sheet has the amounts, and a cell that says whether all of them follow from the facts
    and the key in the workbook. Then come the facts, the key with its options and receipt, a
    derivation for a recipient that one picks, and the formulas. Everything is computed on whole
    numbers that a spreadsheet keeps exactly; where that is not possible the first sheet says so.

    Args:
        path: The file; it is written over.
        certificate: The certificate of the allocation, as JSON.
        names: The recipients' names by id.
        language: ``"sv"`` or ``"en"``.
        facts: The columns that the key uses, in the certificate's order of recipients.
        key: The key as it was given: a measure, or components with share and measure.
        receipt: The receipt of the allocation.

    Raises:
        ImportError: XlsxWriter is not installed.
        ValueError: a certificate of another version or shape, or facts of another length.

    >>> import tempfile, os.path
    >>> certificate = {"certificate": 1, "unit": "1", "total": "100",
    ...     "rounding": "largest_remainder", "rounding_scope": "combined", "ties": "by_id",
    ...     "tie_order": [], "ids": ["a", "b", "c"],
    ...     "components": [{"name": "", "share": "1", "weights": ["1", "2", "4"], "sum": "7"}],
    ...     "bounds": None, "parts": [], "amounts": ["14", "29", "57"], "unallocated": "0",
    ...     "tied": [], "units_at_stake": "0"}
    >>> path = os.path.join(tempfile.mkdtemp(), "fordelning.xlsx")
    >>> write_allocation(path, certificate, key="weight", facts={"weight": [1, 2, 4]})
    >>> os.path.exists(path)
    True
    """
    check_language(language)
    case = Case.read(certificate)
    for name, cells in (facts or {}).items():
        if len(cells) != len(case.ids):
            raise ValueError(f"facts {name}: got {len(cells)} cells, want {len(case.ids)}")
    with book(path) as made:
        _Workbook(made, case, names or {}, Words(language), facts or {}, key, receipt).write()


#: The last column (from 0) that the verdict and the note under it take.
_LAST_OF_VERDICT = 6


class _Workbook:
    def __init__(
        self,
        made: Book,
        case: Case,
        names: Mapping[str, str],
        words: Words,
        facts: Mapping[str, Sequence[object]],
        key: object,
        receipt: Mapping[str, Any] | None,
    ) -> None:
        self._book, self._case, self._names, self._words = made, case, names, words
        self._plan: Plan = plan(case)
        self._labels = [f"{i} {names[i]}" if i in names else i for i in case.ids]
        is_live = bool(self._plan.portions) and not self._plan.given
        self._inputs = InputSheets(made, case, self._labels, words, facts, key, receipt, is_live)

    def write(self) -> None:
        case, say = self._case, self._words
        rows = len(case.ids)
        amounts, facts = self._sheet("amounts"), self._sheet("facts")
        key, derivation = self._sheet("key"), self._sheet("derivation", landscape=False)
        amount_grid = Grid(self._book, amounts, rows)
        inputs = self._inputs.write(facts, key)
        worked = None
        if self._plan.portions:
            work, numbers = self._sheet("work", fitted=False), self._sheet("numbers")
            work.write_string(1, 0, say("work_note"), self._book.look("note"))
            self._book.header(numbers, 2, ["", say("size"), say("lowest")], 58)
            numbers.set_column(0, 0, 42)
            numbers.set_column(1, 1, 11)
            numbers.set_column(2, 30, 18)
            grid = Grid(self._book, work, rows)
            ids = grid.column(say("id"), inputs.ids.own, case.ids, "plain", 12)
            grid.column(say("recipient"), inputs.labels.own, self._labels, "plain", 28)
            pots = None
            if case.parts:
                pots_sheet = self._sheet("pots")
                pots = Grid(self._book, pots_sheet, len(case.parts))
                pots.stored(say("component"), [part.name for part in case.parts], "plain", 24)
            number_sheet = NumberSheet(self._book, numbers, 3)
            worked = Work(case, self._plan, inputs, grid, number_sheet, say).write(pots)
            grid.finish(2, filtered=False)
            if pots is not None:
                pots.finish(1, filtered=False)
            self._write_amounts(amounts, amount_grid, inputs, worked, ids, number_sheet)
        else:
            self._write_amounts(amounts, amount_grid, inputs, None, None, None)
        write_derivation(self._book, derivation, case, self._plan, inputs, worked, say, *self._shown)
        amounts.activate()

    def _sheet(self, name: str, *, landscape: bool = True, fitted: bool = True) -> Worksheet:
        say = self._words
        title = say(f"sheet_{name}")
        sheet = self._book.sheet(title, language=say.language, landscape=landscape, fitted=fitted)
        sheet.set_row(0, 22)
        sheet.write_string(0, 0, say(f"title_{name}"), self._book.look("title"))
        return sheet

    def _write_amounts(
        self,
        sheet: Worksheet,
        grid: Grid,
        inputs: Inputs,
        worked: Worked | None,
        ids: Column | None,
        numbers: NumberSheet | None,
    ) -> None:
        case, say = self._case, self._words
        fits = abs(case.total) <= MOST_ORE
        has_ore = any(amount % 100 for amount in [*case.amounts, case.total])
        look = "decimal" if has_ore else "whole"
        own_ids = grid.stored(say("id"), case.ids, "text", width(case.ids, 10, 24))
        names = [self._names.get(identity, "") for identity in case.ids]
        grid.stored(say("name"), names, "plain", width(names, 10, 36))
        shares, entitlements = case.shares(), case.entitlements()
        amounts = [_amount(amount, fits) for amount in case.amounts]
        self._stored = grid.stored(say("amount"), amounts, look, 20)
        share_cells = [float(share) for share in shares]
        self._shared = grid.stored(say("share"), share_cells, "percent", 14)
        entitled = [_six(value, fits) for value in entitlements]
        entitled_column = grid.stored(say("entitlement"), entitled, "six", 24)
        self._shown = (
            Shown(self._stored, amounts),
            Shown(entitled_column, entitled),
            Shown(self._shared, share_cells),
        )
        up = [
            say("yes") if abs(amount) > 100 * abs(exact_) else say("no")
            for amount, exact_ in zip(case.amounts, entitlements, strict=True)
        ]
        grid.stored(say("rounded_up"), up, "centre", 11)
        grid.stored(say("bound"), [say(w) if w else "" for w in case.bound()], "centre", 11)
        for part in case.parts:
            cells = [_amount(amount, fits) for amount in part.amounts]
            grid.stored(f"{say('amount')}: {part.name}", cells, look, 18)
        recomputed = agrees = None
        agree = [1] * len(case.ids)
        if worked is not None and ids is not None:
            found = f"INDEX({worked.amount.all},MATCH({own_ids.own},{ids.all},0))"
            if not _are_plain(case.ids):
                found = worked.amount.own
            values = [_amount(value, True) for value in worked.values]
            recomputed = grid.column(say("recomputed"), found, [v for v in values if v is not None], look, 20)
            agree = [int(a == b) for a, b in zip(case.amounts, worked.values, strict=True)]
            agrees = grid.column(
                say("agrees"),
                f"IF({_ore_text(self._stored.own)}={_ore_text(recomputed.own)},1,0)",
                agree,
                "whole",
                11,
            )
        grid.finish(2)
        self._totals(sheet, grid, fits, has_ore, worked, inputs)
        if agrees is not None:
            last = FIRST_ROW + len(case.ids) - 1
            sheet.conditional_format(
                f"A{FIRST_ROW}:{agrees.letters}{last}",
                {
                    "type": "formula",
                    "criteria": f"=${agrees.letters}{FIRST_ROW}=0",
                    "format": self._book.look("bad"),
                },
            )
        sheet.set_row(2, 34)
        sheet.merge_range(2, 0, 2, _LAST_OF_VERDICT, "", self._book.look("verdict"))
        if worked is None:
            self._unsure(sheet, inputs, fits)
        else:
            assert agrees is not None and numbers is not None
            self._verdict(sheet, inputs, worked, agrees, agree, numbers)

    def _totals(
        self,
        sheet: Worksheet,
        grid: Grid,
        fits: bool,
        has_ore: bool,
        worked: Worked | None,
        inputs: Inputs,
    ) -> None:
        """The total and sums stand over the header, where filters and sorting leave them alone."""
        case, say, row = self._case, self._words, HEADER_ROW - 2
        look = self._book.look
        sums_look = look("total_decimal" if has_ore else "total")
        sheet.write_string(row - 1, 0, say("total"), look("label"))
        total_look = look(("decimal" if has_ore else "whole") if fits else "digits")
        total = _amount(case.total, fits)
        sheet.write_formula(row - 1, 2, f"={inputs.total}", total_look, total)
        for column in range(len(grid.titles)):
            sheet.write_blank(row, column, None, look("total_text"))
        sheet.write_string(row, 0, say("sum"), look("total_text"))
        if not fits:
            sheet.write_string(row, 2, kronor(sum(case.amounts)), look("digits"))
            return
        first, last = FIRST_ROW, FIRST_ROW + len(case.ids) - 1
        share = self._shared.letters
        sheet.write_formula(
            row, 3, f"=SUM({share}{first}:{share}{last})", look("total_percent"),
            float(sum(case.shares())),
        )  # fmt: skip
        sums = [(case.amounts, 2), *((part.amounts, 7 + i) for i, part in enumerate(case.parts))]
        if worked is not None:
            sums.append((worked.values, 7 + len(case.parts)))
        for values, column in sums:
            letters = letter(column)
            formula = f"=SUM({letters}{first}:{letters}{last})"
            sheet.write_formula(row, column, formula, sums_look, _amount(sum(values), True))

    def _verdict(
        self,
        sheet: Worksheet,
        inputs: Inputs,
        worked: Worked,
        agrees: Column,
        agree: list[int],
        numbers: NumberSheet,
    ) -> None:
        case, say = self._case, self._words
        count = len(case.ids)
        unallocated = f"{worked.sign}*{case.unallocated}"
        total = f"{worked.total_ore}-{unallocated}"
        given = sum(abs(value) for value in worked.values)
        whole = abs(case.total) - case.sign * case.unallocated
        checks = [
            (f"SUM({agrees.all})={count}", all(agree)),
            (
                f'TEXT({total},"0")=TEXT({worked.unit_ore}*SUM({worked.units.all}),"0")',
                given == whole,
            ),
            *worked.checks,
        ]
        formula, is_same = worked.same
        same = numbers.single(say("inputs_same"), formula, is_same)
        checks.append((same, is_same))
        numbers.heading(say("checks"))
        cells = [
            numbers.single(say("check", n=number), formula, value)
            for number, (formula, value) in enumerate(checks, 1)
        ]
        ok = all(value for _, value in checks)
        is_ok = numbers.single(say("agreement"), f"IFERROR(AND({','.join(cells)}),FALSE)", ok)
        wrong = f"{count}-SUM({agrees.all})"
        good, bad = say("good", n=count), say("bad")
        failing = f'IFERROR({wrong}&"{say("bad_some")}","{say("bad_unknown")}")'
        if fixed := self._plan.given:
            effect = f'"{say("changed_given")}"'
            note = say("check_here_given", what=say(f"is_given_{fixed}"))
            sheet.set_row(3, 42)
        else:
            effect = f'IFERROR({wrong}&"{say("changed_some")}","{say("bad_unknown")}")'
            note = say("check_here")
        failing = f'IF({same},{failing},"{say("changed")}"&{effect})'
        formula = f'=IF({is_ok},"{good}","{bad}"&{failing})'
        value = good if ok else f"{bad}{count - sum(agree)}{say('bad_some')}"
        sheet.write_formula(2, 0, formula, self._book.look("verdict"), value)
        self._book.colour(sheet, 2, 0, f'=LEFT($A$3,{len(bad)})="{bad}"', "bad")
        self._book.colour(sheet, 2, 0, f'=LEFT($A$3,4)="{good[:4]}"', "good")
        sheet.merge_range(3, 0, 3, _LAST_OF_VERDICT, note, self._book.look("remark"))

    def _unsure(self, sheet: Worksheet, inputs: Inputs, fits: bool) -> None:
        case, say = self._case, self._words
        start = say("unsure", why=say(self._plan.why_not))
        good, bad = start + say("sums_good"), start + say("sums_bad")
        if fits:
            ore = case.unallocated
            left = f"ROUND(SUM({self._stored.all})*100,0)+({ore})"
            total = f"ROUND({inputs.total}*100,0)"
            formula = f'IF({left}={total},"{good}","{bad}")'
            changed = start + say("changed").rstrip()
            formula = f'=IFERROR(IF({total}={case.total},{formula},"{changed}"),"{changed}")'
            value = good if sum(case.amounts) + case.unallocated == case.total else bad
            sheet.write_formula(2, 0, formula, self._book.look("verdict"), value)
        else:
            sheet.write_string(2, 0, start + say("sums_text"), self._book.look("verdict"))
        wrong = f'=ISNUMBER(SEARCH("{say("sums_bad")}",$A$3))'
        self._book.colour(sheet, 2, 0, wrong, "bad")
        wrong = f'=ISNUMBER(SEARCH("{say("changed").rstrip()}",$A$3))'
        self._book.colour(sheet, 2, 0, wrong, "bad")
        self._book.colour(sheet, 2, 0, "=LEN($A$3)>0", "unsure")


def _amount(ore: int, fits: bool) -> int | float | str:
    if not fits:
        return kronor(ore)
    return ore / 100 if ore % 100 else ore // 100


def _six(value: Fraction, fits: bool) -> float | str:
    """To six decimals, half away from zero."""
    millionths = abs(value) * 10**6
    whole = int(millionths + Fraction(1, 2)) * (-1 if value < 0 else 1)
    if fits:
        return whole / 10**6
    sign = "-" if whole < 0 else ""
    return f"{sign}{abs(whole) // 10**6}.{abs(whole) % 10**6:06}"


def _ore_text(cell: str) -> str:
    """Kronor as öre in text, which compares by every digit; adding zero takes the sign from −0."""
    return f'TEXT(ROUND({cell}*100,0)+0,"0")'


def _are_plain(ids: Sequence[str]) -> bool:
    """Whether MATCH tells the ids apart: it takes no notice of case, and has wildcards."""
    has_wildcards = any(set(identity) & set("*?~") for identity in ids)
    return not has_wildcards and len({identity.casefold() for identity in ids}) == len(ids)
