"""``allocate --scheme``: a whole grant over its recipients, also on the demonstration data that ships."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from .._allocation import Language
from .._catalog import entry, facts
from .._read import Value
from .._scheme import Scheme, SchemeAllocation, allocate_scheme, scheme
from ._answer import Answer, of_result
from ._common import decimals, named, pairs, recipients
from ._division import parameters
from ._files import Files, Table
from ._layout import kronor
from ._parser import Parser
from ._say import Say

REAL = "valfardsmiljarderna"
DEMONSTRATION = "valfardsmiljarderna-demonstration"
"""The grant whose key asks for what does not ship, and the one that runs on a column of asylum seekers."""


def add_scheme(parser: Parser) -> None:
    """The options of whole grants."""
    say, values = parser.say, parser.values
    group = parser.add_argument_group(
        say("hela bidrag", "whole grants"),
        say(
            "allocate --scheme valfardsmiljarderna --year 2017 utan uppgifter körs på inbyggda\n"
            "demonstrationsuppgifter. Beloppen för enskilda mottagare är då inte de riktiga.",
            "allocate --scheme valfardsmiljarderna --year 2017 without facts runs on embedded\n"
            "demonstration data. The amounts of single recipients are then not the real ones.",
        ),
    )
    group.add_argument(
        "--scheme",
        metavar=say("BIDRAG", "GRANT"),
        help=say(
            "ett bidrags id, se catalog; eller en JSON-fil med ett eget",
            "the id of a grant, see catalog; or a JSON file of your own",
        ),
    )
    group.add_argument(
        "--year", type=values.whole, metavar=say("ÅR", "YEAR"), help=say("bidragsår", "grant year")
    )
    group.add_argument(
        "--date",
        type=values.day,
        metavar=say("DAG", "DAY"),
        help=say(
            "dagen vars regler gäller, i stället för ett år", "the day whose rules hold, instead of a year"
        ),
    )
    group.add_argument(
        "--facts",
        nargs=2,
        action="append",
        metavar=(say("MÄNGD", "SET"), say("FIL", "FILE")),
        help=say(
            "uppgifterna för en mängd mottagare, som municipality eller region; upprepas",
            "the facts of a recipient set, such as municipality or region; repeated",
        ),
    )
    group.add_argument("--sum-regions", action="store_true",
                       help=say("regionernas uppgifter är summan av länens kommuners",
                                "the regions' facts are the sums of their counties' municipalities"))  # fmt: skip


def run_scheme(options: argparse.Namespace, files: Files, say: Say) -> Answer:
    """Divides a whole grant, on the facts that are given or for demonstration."""
    for option in ("key", "component", "by", "total_of", "instalments", "certificate", "only", "register", "unit",
                   "rounding", "rounding_scope", "ties", "tie_order", "minimum", "maximum", "bounds",
                   "minimum_per_unit", "maximum_per_unit", "minimum_share_of", "maximum_share_of",
                   "reduce_minimums", "minimum_for_zero"):  # fmt: skip
        if getattr(options, option):
            files.conflict(f"--{option.replace('_', '-')}", "--scheme")
    is_own = options.scheme.lower().endswith(".json")
    if options.year is None and options.date is None:
        files.note("--scheme", say("ange också --year eller --date", "give --year or --date too"))
    elif options.year is not None and options.date is not None:
        files.conflict("--year", "--date")
    document = files.document(options.scheme) if is_own else options.scheme
    given = parameters(options, files)
    is_demonstration = not (is_own or options.facts or options.file or options.sum_regions)
    files.check()
    when = {"year": options.year, "date": options.date}
    if is_demonstration:
        # An unknown id is told as such, before what is missing beside it.
        entry("scheme", options.scheme)
        if options.scheme not in (REAL, DEMONSTRATION):
            files.note("--scheme", say(f"uppgifter måste anges (--facts): bara {REAL} har demonstrationsuppgifter",
                                       f"facts must be given (--facts): only {REAL} has demonstration data"))  # fmt: skip
        if given or options.id or options.name:
            files.conflict(
                "--parameter, --id, --name", say("demonstrationsuppgifterna", "the demonstration data")
            )
        files.check()
        when_is = options.year if options.year is not None else options.date.year
        frames, notes = _shipped(when_is, say)
        chosen, id = scheme(DEMONSTRATION, **when), "id"
        entity: str | None = "entity"
    else:
        chosen = Scheme(document, **when) if is_own else scheme(options.scheme, **when)
        frames, id = _given(options, files, _sets(chosen), say)
        notes = []
        entity = options.entity
        if entity is None and frames and all("entity" in frame for frame in frames.values()):
            entity = "entity"
    with files.operation(say("Fördelar", "Allocating")):
        result = allocate_scheme(
            chosen, frames, id=id, entity=entity, total=options.total, parameters=given, status=options.status,
            facts_on=pairs(options.facts_on), decimals=decimals(options),
        )  # fmt: skip
    if is_demonstration:
        notes = _warning(result, notes, say)
    return _answer(result, chosen, frames, id, notes, options, say)


def _sets(chosen: Scheme) -> list[str]:
    """The recipient sets that a grant asks for."""
    about = chosen.about
    if "recipient_sets" in about:
        return [str(name) for name in about["recipient_sets"]]

    def of(pots: list[Any]) -> list[str]:
        found = [pot["recipients"] for pot in pots if isinstance(pot, dict) and "recipients" in pot]
        return found + [name for pot in pots if isinstance(pot, dict) for name in of(pot.get("pots") or [])]

    return list(dict.fromkeys(of(about.get("pots") or [])))


def _given(
    options: argparse.Namespace, files: Files, sets: list[str], say: Say
) -> tuple[dict[str, Table], str]:
    """The tables that were given, by recipient set."""
    pairs_of = list(options.facts or [])
    if options.file is not None:
        if len(sets) == 1 or (options.sum_regions and "municipality" in sets):
            pairs_of.append(("municipality" if options.sum_regions else sets[0], options.file))
        else:
            files.note(options.file, say(f"ange --facts för var och en av {', '.join(sets)}",
                                         f"give --facts for each of {', '.join(sets)}"))  # fmt: skip
    frames: dict[str, Table] = {}
    id = "id"
    for name, path in pairs_of:
        if name in frames:
            files.note(f"--facts {name}", say("står två gånger", "stands twice"))
        frames[name], id, called = recipients(files, path, f"/frames/{name}", options.id, options.name)
        if called is not None and called in frames[name]:
            frames[name].setdefault("name", frames[name][called])
    if options.sum_regions and "municipality" in frames and "region" not in frames:
        files.check()
        frames["region"] = _by_county(frames["municipality"], id, files, say)
    elif options.sum_regions:
        files.note("--sum-regions", say("kräver uppgifter för municipality och inga för region",
                                        "needs facts of municipality and none of region"))  # fmt: skip
    return frames, id


# The facts that ship


def _shipped(year: int, say: Say) -> tuple[dict[str, Table], list[str]]:
    """The demonstration data for a grant year, and what it is.

    Population is that of the last year-end before the year, of those that ship.
    """
    register, population = facts("municipalities").to_dict(), facts("population")
    asylum = facts("asylum_seekers_demonstration")
    days = [name for name in population.table.columns if name.startswith("population_")]
    before = [day for day in days if int(day.split("_")[1]) < year]
    day = max(before, default=min(days))
    columns = {"population": (population, day), "asylum_seekers": (asylum, "asylum_seekers")}
    table: dict[str, list[Any]] = {name: list(register[name]) for name in ("id", "name", "entity")}
    for name, (found, column) in columns.items():
        values = dict(zip(found.table["id"], found.table[column], strict=True))
        table[name] = [values[id] for id in table["id"]]
    date = day.removeprefix("population_").replace("_", "-")
    notes = [
        say(f"Folkmängd: {date}. ", f"Population: {date}. ") + _about(population.about, say),
        say("Asylsökande: ", "Asylum seekers: ") + _about(asylum.about, say),
    ]
    return {"municipality": table, "region": _summed(table, "id")}, notes


def _about(about: Mapping[str, Any], say: Say) -> str:
    """What a table that ships is, with its source."""
    source = about["source"]
    return f"{say.of(about['about'])} [{source['publisher']}: {source['title']}]"


def _warning(result: SchemeAllocation, about: list[str], say: Say) -> list[str]:
    """What is real and what is not, by the remarks of the demonstration's scheme, and what the facts are.

    :param about: what the population and the asylum seekers are.
    """
    if any(pot["pot"] == "asylum" and pot["amount"] for pot in result.pots):
        first = say(
            "DEMONSTRATION: inga egna uppgifter är givna, så inbyggda används. Beloppen för enskilda kommuner och "
            "regioner är inte de riktiga.",
            "DEMONSTRATION: no facts were given, so embedded ones are used. The amounts of single municipalities and "
            "regions are not the real ones.",
        )
        remarks = entry("scheme", DEMONSTRATION)["remarks"]
        return [first, *(say.of(remark) for remark in remarks[:2]), *about]
    first = say(
        "DEMONSTRATION: inga egna uppgifter är givna, så inbyggda används. Folkmängden kan vara en annan än den som "
        "bidraget räknades på, så beloppen för enskilda kommuner och regioner behöver inte vara de riktiga.",
        "DEMONSTRATION: no facts were given, so embedded ones are used. The population may be another than the one "
        "that the grant was calculated on, so the amounts of single municipalities and regions need not be the real "
        "ones.",
    )
    none = say(
        "Potten efter asylsökande har inga pengar och delas inte.",
        "The pot by asylum seekers has no money and is not divided.",
    )
    return [first, none, about[0]]


# Regions as sums


def _by_county(table: Table, id: str, files: Files, say: Say) -> Table:
    """The regions' table: sums over the municipalities, all of which must be known."""
    known = set(facts("municipalities").table["id"])
    unknown = [str(own) for own in table.get(id, []) if own not in known]
    if unknown:
        files.note("--sum-regions", say(f"koder som inga kommuner har: {', '.join(unknown)}",
                                        f"codes that no municipalities have: {', '.join(unknown)}"))  # fmt: skip
    gaps = [
        column for column, cells in table.items() if None in cells and any(_is_number(cell) for cell in cells)
    ]
    for column in gaps:
        files.note(
            "--sum-regions", say(f"kolumnen {column} har tomma celler", f"column {column} has empty cells")
        )
    files.check()
    return _summed(table, id)


def _summed(table: Mapping[str, list[Any]], id: str) -> Table:
    """The columns of numbers, summed over the municipalities of each county."""
    register = facts("municipalities").table
    county_of = dict(zip(register["id"], register["county"], strict=True))
    regions = facts("regions").to_dict()
    counties = [county_of[own] for own in table[id]]
    here = set(counties)
    rows = [row for row, own in enumerate(regions["id"]) if own in here]
    summed: Table = {id: [str(regions["id"][row]) for row in rows]}
    summed |= {name: [str(regions[name][row]) for row in rows] for name in ("name", "entity")}
    for column, cells in table.items():
        if column in summed or not cells or not all(_is_number(cell) for cell in cells):
            continue
        sums: dict[object, Any] = {}
        for county, cell in zip(counties, cells, strict=True):
            sums[county] = sums.get(county, 0) + cell
        summed[column] = [sums[own] for own in summed[id]]
    return summed


def _is_number(value: Value | Fraction) -> bool:
    return isinstance(value, int | Decimal | Fraction) and not isinstance(value, bool)


# The answer


def _answer(
    result: SchemeAllocation, chosen: Scheme, frames: Mapping[str, Table], id: str, notes: list[str],
    options: argparse.Namespace, say: Say,
) -> Answer:  # fmt: skip
    about = chosen.about
    when = options.year if options.year is not None else options.date
    tables: dict[str, dict[str, list[Any]]] = {"result": _rows(result, frames, id, is_real=not notes)}
    tables["pots"] = _pots(result)
    if shared := _shared(result, frames, id):
        tables["entities"] = shared
    return of_result(
        result,
        say,
        tables=tables,
        title=f"{say.of(about['name']) if 'name' in about else chosen.id}, {when}",
        notes=notes,
        figures=[
            (say("Summa", "Total"), kronor(result.total, say)),
            (say("Betalas ut", "Paid out"), kronor(result.payable, say)),
            (say("Inom andra bidrag", "Inside other grants"), kronor(result.inside_other_grants, say)),
        ],
        values={**json.loads(result._native.values()), "demonstration": bool(notes)},
        texts=_explained(result, frames, id, options.explain, say),
        shown=("pots", "entities", "result"),
        workbook=None,
    )


def _rows(
    result: SchemeAllocation, frames: Mapping[str, Table], id: str, *, is_real: bool
) -> dict[str, list[Any]]:
    """The result's table with names; demonstration is said on every row, for the file may go far."""
    columns = result.to_dict()
    names = {
        (name, str(own)): called
        for name, frame in frames.items()
        for own, called in zip(frame[id], frame.get("name", []), strict=False)
    }
    found: dict[str, list[Any]] = {}
    for column, cells in columns.items():
        found[column] = list(cells)
        if column == "id" and names:
            keys = zip(columns["recipient_set"], columns["id"], strict=True)
            found["name"] = [names.get((str(name), str(own))) for name, own in keys]
    if not is_real:
        found["facts"] = ["demonstration"] * len(found["id"])
    return found


def _pots(result: SchemeAllocation) -> dict[str, list[Any]]:
    """The pots, each with the sum of its parts: those under it, or its recipients' amounts."""
    sums: dict[str, Decimal] = {}
    for pot, amount in zip(result.table["pot"], result.amounts, strict=True):
        sums[str(pot)] = sums.get(str(pot), Decimal(0)) + amount
    under: dict[str, Decimal] = {}
    for pot in result.pots:
        if pot["part_of"]:
            under[pot["part_of"]] = under.get(pot["part_of"], Decimal(0)) + pot["amount"]
    return {
        "pot": [pot["pot"] for pot in result.pots],
        "part_of": [pot["part_of"] for pot in result.pots],
        "recipient_set": [pot["recipient_set"] for pot in result.pots],
        "amount": [pot["amount"] for pot in result.pots],
        "parts": [sums.get(pot["pot"], under.get(pot["pot"], Decimal(0))) for pot in result.pots],
    }


def _shared(result: SchemeAllocation, frames: Mapping[str, Table], id: str) -> dict[str, list[Any]]:
    """The sums of legal entities that are recipients in several sets, such as Gotland."""
    seen: dict[str, set[str]] = {}
    for name, frame in frames.items():
        for entity in frame.get("entity", []):
            seen.setdefault(str(entity), set()).add(name)
    own = {entity: sums for entity, sums in result.by_entity.items() if len(seen.get(entity, ())) > 1}
    if not own:
        return {}
    return {
        "entity": list(own),
        "payable": [sums["payable"] for sums in own.values()],
        "inside_other_grants": [sums["inside_other_grants"] for sums in own.values()],
        "sum": [sums["payable"] + sums["inside_other_grants"] for sums in own.values()],
    }


def _explained(
    result: SchemeAllocation, frames: Mapping[str, Table], id: str, asked: list[str], say: Say
) -> dict[str, str]:
    """Why recipients get what they get, in every set that they are in."""
    texts: dict[str, str] = {}
    language: Language = say.language
    for who in asked:
        found = False
        for name, frame in frames.items():
            names = list(frame["name"]) if "name" in frame else None
            own = named(who, [str(one) for one in frame[id]], names)
            if own in frame[id]:
                texts[own] = result.explain(own, name, language)
                found = True
        if not found:
            texts[who] = result.explain(who, next(iter(frames)), language)
    return texts
