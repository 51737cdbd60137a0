"""The sheets that everything is computed from: facts by recipient, and the key with its options."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ._book import Book, width
from ._case import Case, kronor
from ._grid import FIRST_ROW, HEADER_ROW, Cell, Column, Grid, quoted
from ._limbs import as_cell
from ._measure import formula_of, terms
from ._plan import MOST_ORE
from ._tables import exact
from ._words import Words
from ._work import Inputs

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


class InputSheets:
    """Writes the facts, and the key with options and receipt."""

    def __init__(
        self,
        made: Book,
        case: Case,
        labels: list[str],
        words: Words,
        facts: Mapping[str, Sequence[object]],
        key: object,
        receipt: Mapping[str, Any] | None,
        is_live: bool,
    ) -> None:
        self._book, self._case, self._labels, self._words = made, case, labels, words
        self._is_live = is_live
        self._facts, self._key, self._receipt = facts, key, receipt

    def write(self, facts: Worksheet, key: Worksheet) -> Inputs:
        """Writes both sheets; gives their cells."""
        return self._write_key(key, self._write_facts(facts, Grid(self._book, facts, len(self._case.ids))))

    def _write_facts(self, sheet: Worksheet, grid: Grid) -> dict[str, Any]:
        case, say = self._case, self._words
        note = "inputs" if self._is_live else "inputs_given"
        sheet.write_string(1, 0, say(note), self._book.look("note"))
        found: dict[str, Any] = {}
        found["ids"] = grid.stored(say("id"), case.ids, "text", width(case.ids, 10, 24))
        labels = self._labels
        found["first_label"] = labels[0] if labels else ""
        found["labels"] = grid.stored(say("recipient"), labels, "plain", width(labels, 12, 36))
        found["weights"] = self._write_weights(sheet, grid)
        titles = grid.titles[-len(case.components) :]
        inputs: list[tuple[str, Column, Sequence[Cell | None]]] = [
            (title, column, [as_cell(weight) for weight in component.weights])
            for title, column, component in zip(titles, found["weights"], case.components, strict=True)
        ]
        of_bounds: dict[str, Sequence[int | None] | None] = {}
        if (bounds := case.bounds) is not None:
            of_bounds = {
                "minimum": bounds.minimums,
                "maximum": bounds.maximums,
                "asked": bounds.asked,
            }
        for name in ("minimum", "maximum", "asked"):
            found[name] = None
            values = of_bounds.get(name)
            if values is not None:
                cells_ = [None if value is None else as_cell(value) for value in values]
                found[name] = grid.stored(say(f"{name}_units"), cells_, "input", 14)
                self._allow_whole(sheet, grid)
                inputs.append((grid.titles[-1], found[name], cells_))
        found["order"] = grid.stored(say("place"), list(case.order()), "whole", 11)
        # Beside the inputs, so that sorting moves both.
        found["kept"] = [
            (column, grid.stored(say("computed_from", name=title), cells, "whole", 16))
            for title, column, cells in inputs
        ]
        grid.finish(2)
        return found

    def _write_weights(self, sheet: Worksheet, grid: Grid) -> list[Column]:
        """Facts, and weights by formulas of them where that is possible."""
        case, say = self._case, self._words
        titles = [say("weight") + (f": {c.name}" if c.name else "") for c in case.components]
        facts = {name: [_whole(value) for value in cells] for name, cells in self._facts.items()}
        # A fact that is a weight stands there once, as the weight.
        weights = [component.weights for component in case.components]
        shown = {name: cells for name, cells in facts.items() if cells not in weights}
        used = {
            name
            for measure, own in zip(self._measures(), weights, strict=True)
            if (columns := _linked(measure, self._parameters(), shown, own)) is not None
            for name in columns
        }
        columns_of = {}
        for name, cells in shown.items():
            values = [_shown(value) for value in cells]
            look = "input" if name in used else "general"
            room = width([name, *map(str, values)], 12)
            columns_of[name] = grid.stored(name, values, look, room)
            if name in used:
                self._allow_whole(sheet, grid)
        if set(shown) - used:
            sheet.write_string(2, 0, say("only_shown"), self._book.look("note"))
        made = []
        for title, measure, own in zip(titles, self._measures(), weights, strict=True):
            formula = formula_of(measure, self._parameters(), shown, columns_of, own)
            cells_ = [as_cell(value) for value in own]
            if formula is None:
                made.append(grid.stored(title, cells_, "input", width(cells_, 14)))
                self._allow_whole(sheet, grid)
            else:
                made.append(grid.column(title, formula, cells_, "whole", width(cells_, 14)))
        return made

    def _parameters(self) -> Mapping[str, object]:
        rules = (self._receipt or {}).get("rules") or {}
        parameters = rules.get("parameters") if isinstance(rules, Mapping) else None
        return parameters if isinstance(parameters, Mapping) else {}

    def _allow_whole(self, sheet: Worksheet, grid: Grid) -> None:
        """Inputs are whole numbers, not under zero; digits as text are let through."""
        column = len(grid.titles) - 1
        options = {
            "validate": "decimal",
            "criteria": ">=",
            "value": 0,
            "error_type": "warning",
        }
        sheet.data_validation(FIRST_ROW - 1, column, FIRST_ROW + grid.rows - 2, column, options)

    def _write_key(self, sheet: Worksheet, found: dict[str, Any]) -> Inputs:
        case, say, look = self._case, self._words, self._book.look
        grid = Grid(self._book, sheet, len(case.components))
        title = quoted(sheet.get_name())
        fits = abs(case.total) <= MOST_ORE
        for row, name, ore, changes in (
            (2, "total", case.total, True),
            (3, "unit", case.unit, False),
        ):
            sheet.write_string(row, 0, say(name), look("label"))
            kind = "decimal" if ore % 100 else "whole"
            if changes:
                kind = "input_decimal" if ore % 100 else "input"
            if fits:
                sheet.write_number(row, 1, ore / 100 if ore % 100 else ore // 100, look(kind))
            else:
                sheet.write_string(row, 1, kronor(ore), look("digits"))
            word = say("persons") if case.is_count else say("kr")
            sheet.write_string(row, 2, word, look("plain"))
        measures = self._measures()
        grid.stored(say("component"), [c.name or "–" for c in case.components], "plain", 30)
        grid.stored(say("measure"), measures, "wrapped", 34)
        grid.stored(say("share_of_total"), [str(c.share) for c in case.components], "text", 16)
        parts = grid.stored(say("parts"), [as_cell(part) for part in case.parts_of_share()], "input", 14)
        sums = [
            f"SUM({column.all})" if all(isinstance(as_cell(w), int) for w in c.weights) else ""
            for column, c in zip(found["weights"], case.components, strict=True)
        ]
        shown = [as_cell(component.sum) for component in case.components]
        if all(sums) and all(isinstance(value, int) for value in shown):
            grid.column(say("weight_sum"), sums, shown, "whole", 20)
        else:
            grid.stored(say("weight_sum"), shown, "whole", 24)
        if fits and all(isinstance(as_cell(p), int) for p in case.parts_of_share()):
            values = [float(c.share * case.total / 100) for c in case.components]
            formula = f"{title}!$B$3*{parts.own}/SUM({parts.all})"
            grid.column(say("part_of_total"), formula, values, "decimal", 22)
        self._book.header(sheet, HEADER_ROW - 1, grid.titles)
        self._write_options(sheet, FIRST_ROW + len(case.components))
        return Inputs(f"{title}!$B$3", f"{title}!$B$4", parts, **found)

    def _measures(self) -> list[str]:
        if self._key is None:
            return ["–"] * len(self._case.components)
        names = [component.name for component in self._case.components]
        if isinstance(self._key, Mapping) and all(name in self._key for name in names):
            given = [self._key[name] for name in names]
            return [str(g[1]) if isinstance(g, (list, tuple)) and len(g) == 2 else str(g) for g in given]
        return [str(self._key)] * len(names)

    def _write_options(self, sheet: Worksheet, row: int) -> None:
        case, say, look = self._case, self._words, self._book.look
        scope = "scope_component" if case.scope == "component" else "combined"
        lines: list[tuple[str, str]] = [
            (say("rounding"), say(case.rounding)),
            (say("rounding_scope"), say(scope)),
            (say("ties"), say(case.ties)),
            (say("tied"), ", ".join(case.tied[:20]) + (" …" if len(case.tied) > 20 else "") or "–"),
            (say("at_stake"), str(case.units_at_stake)),
            (say("unallocated"), money(case.unallocated, unit_of(case), say.language)),
        ]
        if case.bounds is not None:
            lines.append((say("policy"), say(case.bounds.policy)))
            if case.bounds.level is not None:
                lines.append((say("level"), f"{case.bounds.level}"))
                lines.append(("", say("given_level")))
        if case.rounding in ("webster", "dhondt", "adams", "dean", "huntington_hill"):
            lines.append(("", say("given_divisor")))
        for label, text in lines:
            sheet.write_string(row, 0, label, look("label"))
            sheet.write_string(row, 1, text, look("plain"))
            row += 1
        if self._key is not None:
            sheet.write_string(row, 0, say("key"), look("label"))
            sheet.write_string(row, 1, _json(self._key), look("plain"))
            row += 1
        if self._receipt is not None:
            sheet.write_string(row + 1, 0, say("receipt"), look("heading"))
            row += 2
            for name, value in _flat(self._receipt):
                sheet.write_string(row, 0, name, look("label"))
                sheet.write_string(row, 1, value[:32000], look("plain"))
                row += 1


def unit_of(case: Case) -> str:
    """What an amount is of, after a number."""
    return "" if case.is_count else "\u00a0kr"


def money(ore: int, unit: str, language: str) -> str:
    """An amount as it is read: ``12 345,50 kr``, or ``12,345.50 kr``."""
    whole, _, rest = kronor(abs(ore)).partition(".")
    group, point = ("\u00a0", ",") if language == "sv" else (",", ".")
    grouped = f"{int(whole):,}".replace(",", group) + (point + rest if rest else "")
    return ("\u2212" if ore < 0 else "") + grouped + unit


def _whole(value: object) -> object:
    """A whole number as an integer, anything else as it is."""
    number = exact(value)
    return int(number) if number is not None and number == int(number) else value


def _linked(
    measure: str,
    parameters: Mapping[str, object],
    facts: Mapping[str, Sequence[object]],
    weights: Sequence[int],
) -> list[str] | None:
    """The columns of facts that weights are formulas of; None where they are not."""
    columns = {name: Column("", "A", 1) for name in facts}
    if formula_of(measure, parameters, facts, columns, weights) is None:
        return None
    return [name for _, names in terms(measure, parameters) for name in names]


def _shown(value: object) -> int | float | str | None:
    if value is None:
        return None
    number = exact(value)
    if number is None or isinstance(value, bool):
        return str(value)
    return int(number) if number == int(number) else float(number)


def _json(value: object) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)[:32000]


def _flat(document: Mapping[str, Any], before: str = "") -> list[tuple[str, str]]:
    lines = []
    for name, value in document.items():
        if isinstance(value, Mapping) and name != "key":
            lines += _flat(value, f"{before}{name}.")
        elif value not in (None, [], {}):
            lines.append((f"{before}{name}", _json(value)))
    return lines
