"""``allocate`` and ``compare``: a total by a key, and why two such differ."""

from __future__ import annotations

import argparse
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from .._allocation import Allocation, allocate
from . import _scheme
from ._answer import Answer, of_result, replacing
from ._common import add_explain, add_input, add_output, decimals, flags, named, pairs, recipients, texts
from ._division import add_key, add_rules, key, parameters, rules
from ._files import Files, Table
from ._layout import Columns, amount, number
from ._parser import Parser
from ._say import Say


def add_columns(parser: Parser) -> None:
    """The options of the columns of ids and names."""
    say = parser.say
    parser.add_argument(
        "--id", metavar=say("KOLUMN", "COLUMN"),
        help=say("kolumnen med koder; då läses rubrikerna som de står. Utan den ska rubrikerna vara bidragsmottagares, "
                 "på svenska eller engelska (Kod eller Kommunkod, Namn, Folkmängd …), med egna kolumner om man vill",
                 "the column of ids; headings then stand as they are. Without it they are those of recipients, in "
                 "Swedish or English (Code, Name, Population …), with columns of your own if you like"),
    )  # fmt: skip
    parser.add_argument(
        "--name", metavar=say("KOLUMN", "COLUMN"), help=say("kolumnen med namn", "the column of names")
    )


def _add_facts(parser: Parser) -> None:
    """The options of what the facts are, for the receipt."""
    say = parser.say
    parser.add_argument(
        "--only",
        metavar=say("KOLUMN", "COLUMN"),
        help=say("en kolumn med ja och nej: vilka som är med", "a yes/no column: who takes part"),
    )
    parser.add_argument(
        "--entity",
        metavar=say("KOLUMN", "COLUMN"),
        help=say(
            "kolumnen som säger vilken juridisk person en mottagare är",
            "the column that says which legal entity a recipient is",
        ),
    )
    parser.add_argument(
        "--register",
        choices=("municipalities", "regions"),
        help=say("prövar koderna mot registret", "checks the ids against the register"),
    )
    parser.add_argument(
        "--status",
        choices=("preliminary", "final"),
        help=say("preliminär eller slutlig, för kvittot", "preliminary or final, for the receipt"),
    )
    parser.add_argument("--facts-on", nargs=2, action="append",
                        metavar=(say("KOLUMN", "COLUMN"), say("DAG", "DAY")),
                        help=say("dagen som en kolumns uppgifter avser, för kvittot",
                                 "the day that a column's facts are of, for the receipt"))  # fmt: skip


# allocate


def add_allocate(parser: Parser) -> None:
    """The arguments of ``allocate``."""
    say, values = parser.say, parser.values
    file = say("FIL", "FILE")
    parser.add_argument(
        "file",
        metavar=file,
        nargs="?",
        help=say("uppgifterna, en rad per mottagare", "the facts, a row for each recipient"),
    )
    parser.add_argument(
        "--total",
        type=values.number,
        metavar="KRONOR",
        help=say("beloppet som delas, i kronor", "what is divided, in kronor"),
    )
    parser.add_argument(
        "--by",
        metavar=say("KOLUMN", "COLUMN"),
        help=say(
            "en kolumn med grupper (år, scenarier, län): en fördelning för var och en",
            "a column of groups (years, scenarios, counties): an allocation for each",
        ),
    )
    parser.add_argument(
        "--total-of",
        nargs=2,
        action="append",
        metavar=(say("GRUPP", "GROUP"), "KRONOR"),
        help=say("med --by: gruppens belopp; upprepas", "with --by: a group's total; repeated"),
    )
    parser.add_argument(
        "--instalments",
        type=values.whole,
        metavar=say("ANTAL", "NUMBER"),
        help=say("delar upp i så många utbetalningar", "splits into so many payments"),
    )
    parser.add_argument(
        "--certificate",
        metavar=file,
        help=say("skriver intyget, som verify prövar", "writes the certificate, which verify checks"),
    )
    add_explain(parser)
    add_columns(parser)
    add_key(parser)
    add_rules(parser)
    _add_facts(parser)
    _scheme.add_scheme(parser)
    add_input(parser)
    add_output(parser)


def run_allocate(options: argparse.Namespace, files: Files, say: Say) -> Answer:
    """Divides a total by a key, or a whole grant."""
    if options.scheme is not None:
        return _scheme.run_scheme(options, files, say)
    for option in ("year", "date", "facts", "sum_regions"):
        if getattr(options, option):
            files.note(f"--{option.replace('_', '-')}", say("hör till --scheme", "goes with --scheme"))
    frame, id, name = _divided(options, files, say)
    flags(files, "/frame", frame, options.only)
    texts(frame, options.by)
    texts(frame, options.entity)
    total: Any = options.total
    if options.total_of:
        total = {group: files.number(text, f"--total-of {group}") for group, text in options.total_of}
        if options.total is not None:
            files.conflict("--total", "--total-of")
    elif total is None:
        files.note("--total", say("beloppet måste anges", "the total must be given"))
    given = _arguments(options, files, say)
    is_grouped = options.by is not None or isinstance(total, dict)
    for option in ("instalments", "certificate", "explain"):
        if is_grouped and getattr(options, option):
            files.conflict(f"--{option}", "--by")
    with files.operation(say("Fördelar", "Allocating")):
        result = allocate(
            frame,
            total,
            id=id,
            name=name,
            by=options.by,
            recipients=options.register,
            decimals=decimals(options),
            **given,
        )
    names = list(frame[name]) if name in frame else None
    if not isinstance(result, Allocation):
        tables = {"result": with_names(result.to_dict(), names, id)}
        groups = result.groups
        sums: dict[str, list[object]] = {options.by: list(groups)}
        sums |= {field: [own[field] for own in groups.values()] for field in ("total", "unallocated")}
        tables["groups"] = sums
        return of_result(result, say, tables=tables, shown=("result", "groups"), unit=given.get("unit"))
    if options.certificate:
        _write_certificate(result, options.certificate, say)
    tables = {"result": with_names(result.to_dict(), names, id)}
    if options.instalments is not None:
        payments = result.instalments(options.instalments)
        columns: dict[str, list[object]] = {id: list(result.ids)}
        columns |= {str(place + 1): list(amounts) for place, amounts in enumerate(payments)}
        tables["instalments"] = with_names(columns, names, id)
    if result.by_entity:
        tables["entities"] = {"entity": list(result.by_entity), "amount": list(result.by_entity.values())}
    asked = {who: named(who, result.ids, names) for who in options.explain}
    return of_result(
        result,
        say,
        tables=tables,
        title=say("Fördelning", "Allocation"),
        figures=_sums(result, given.get("unit"), say),
        texts={own: result.explain(own, say.language) for own in asked.values()},
        shown=("result", "instalments", "entities"),
        unit=given.get("unit"),
    )


def _divided(options: argparse.Namespace, files: Files, say: Say) -> tuple[Any, str, str | None]:
    if options.file is None:
        files.note(
            say("FIL", "FILE"),
            say("uppgifterna måste anges, eller --scheme", "the facts must be given, or --scheme"),
        )
        return {}, "id", None
    return recipients(files, options.file, "/frame", options.id, options.name)


def _arguments(options: argparse.Namespace, files: Files, say: Say) -> dict[str, Any]:
    """What goes to :func:`statsbidrag.allocate` whatever is divided."""
    found = key(options, files)
    if options.key is None and not options.component:
        files.note(
            "--key", say("nyckeln måste anges, eller --component", "the key must be given, or --component")
        )
    return {
        "key": found,
        "parameters": parameters(options, files),
        **rules(options, files),
        **{name: getattr(options, name) for name in ("only", "entity", "status")},
        "facts_on": pairs(options.facts_on),
    }


def with_names(columns: Columns, names: list[Any] | None, id: str) -> dict[str, list[Any]]:
    """The columns with one of names after that of ids."""
    found: dict[str, list[Any]] = {}
    for column, cells in columns.items():
        found[column] = list(cells)
        if column == id and names is not None and len(names) == len(cells):
            found["name"] = names
    return found


def _sums(result: Allocation, unit: object, say: Say) -> list[tuple[str, str]]:
    figures = [
        (say("Summa", "Sum"), amount(sum(result.amounts, Decimal(0)), unit, say)),
        (say("Mottagare", "Recipients"), number(len(result.ids), say)),
    ]
    if result.unallocated:
        figures.append((say("Ofördelat", "Unallocated"), amount(result.unallocated, unit, say)))
    if result.tied:
        figures.append((say("Lika vid gränsen", "Equal at the cut"), ", ".join(result.tied)))
    return figures


def _write_certificate(result: Allocation, path: str, say: Say) -> None:
    with replacing(Path(path), say) as own:
        own.write_text(json.dumps(result.certificate(), ensure_ascii=False, indent=1) + "\n", "utf-8")


# compare


def add_compare(parser: Parser) -> None:
    """The arguments of ``compare``."""
    say, values = parser.say, parser.values
    parser.add_argument(
        "file", metavar=say("FÖRE", "BEFORE"), help=say("uppgifterna före", "the facts before")
    )
    parser.add_argument(
        "after",
        metavar=say("EFTER", "AFTER"),
        nargs="?",
        help=say("uppgifterna efter; annars samma", "the facts afterwards; the same unless said"),
    )
    parser.add_argument(
        "--total",
        type=values.number,
        required=True,
        metavar="KRONOR",
        help=say("beloppet som delas", "what is divided"),
    )
    parser.add_argument(
        "--total-after",
        type=values.number,
        metavar="KRONOR",
        help=say("beloppet efteråt, om det är ett annat", "what is divided afterwards, if it differs"),
    )
    parser.add_argument(
        "--per",
        metavar=say("KOLUMN", "COLUMN"),
        help=say(
            "räknar också per enhet av kolumnen, som population",
            "tells it per unit of a column too, such as population",
        ),
    )
    add_columns(parser)
    add_key(parser)
    add_key(parser, "-after")
    add_rules(parser)
    _add_facts(parser)
    add_input(parser)
    add_output(parser)


def run_compare(options: argparse.Namespace, files: Files, say: Say) -> Answer:
    """Says why an allocation differs from another, recipient by recipient, by cause."""
    before, id, name = _compared(options.file, options, files)
    own_sources = dict(files.sources)
    after, own_id, own_name = before, id, name
    if options.after is not None:
        after, own_id, own_name = _compared(options.after, options, files)
    given = _arguments(options, files, say)
    other = {**given, "parameters": parameters(options, files, "_after") or given["parameters"]}
    other["key"] = key(options, files, "_after") or given["key"]
    how = {"recipients": options.register, "decimals": decimals(options)}
    total = options.total if options.total_after is None else options.total_after
    with files.operation(say("Jämför", "Comparing")):
        # Problems of the second are told with its file, those of the first with its own.
        sources, files.sources = files.sources, own_sources
        first = allocate(before, options.total, id=id, name=name, **given, **how)
        files.sources = sources
        second = allocate(after, total, id=own_id, name=own_name, **other, **how)
        result = first.compare(second, options.per)
    totals = result.totals
    shown = [say.heading(column) for column in ("before", "after", "difference")]
    unit = given.get("unit")
    sums = [amount(Decimal(totals[column] or 0), unit, say) for column in ("before", "after", "difference")]
    columns = result.to_dict()
    names = {**_names(second.ids, after, own_name), **_names(first.ids, before, name)}
    told = [names.get(str(own)) for own in columns[id]] if names else None
    return of_result(
        result,
        say,
        tables={"result": with_names(columns, told, id)},
        title=say("Varför fördelningarna skiljer sig", "Why the allocations differ"),
        figures=list(zip(shown, sums, strict=True)),
    )


def _compared(path: str, options: argparse.Namespace, files: Files) -> tuple[Table, str, str | None]:
    table, id, name = recipients(files, path, "/frame", options.id, options.name)
    flags(files, "/frame", table, options.only)
    texts(table, options.entity)
    return table, id, name


def _names(ids: list[str], frame: dict[str, list[Any]], name: str | None) -> dict[str, Any]:
    return dict(zip(ids, frame[name], strict=True)) if name in frame else {}
