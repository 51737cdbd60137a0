"""``check-staffing`` and ``plan-staffing``: a table of staff, or a list of staff that is summed first."""

from __future__ import annotations

import argparse
from decimal import Decimal
from functools import partial
from typing import Any

from .._catalog import entry
from .._staffing import Rules, StaffSummary, check_staffing, plan_staffing, summarise_staff
from ._answer import Answer, of_result
from ._common import add_explain, add_input, add_output, decimals, listed, named, pairs, texts
from ._files import Files
from ._layout import kronor, number
from ._parser import Parser
from ._say import Say


def _add(parser: Parser) -> None:
    say, values = parser.say, parser.values
    column = say("KOLUMN", "COLUMN")
    parser.add_argument(
        "file",
        metavar=say("FIL", "FILE"),
        help=say(
            "en rad per enhet eller arbetsledare; eller, med --by, en personallista",
            "a row for each unit or supervisor; or, with --by, a list of staff",
        ),
    )
    parser.add_argument(
        "--rule",
        action="append",
        required=True,
        metavar=say("REGEL", "RULE"),
        help=say(
            "en regels id, se catalog; eller en JSON-fil med en eller flera; får upprepas",
            "the id of a rule, see catalog; or a JSON file of one or more; may be repeated",
        ),
    )
    parser.add_argument(
        "--id",
        metavar=column,
        help=say(
            "kolumnen som säger vilken rad det är; med --by inte",
            "the column that says which row it is; not with --by",
        ),
    )
    parser.add_argument("--name", metavar=column, help=say("kolumnen med namn", "the column of names"))
    parser.add_argument(
        "--unit",
        metavar=column,
        help=say(
            "kolumnen med enheter, för summor och flyttar inom dem",
            "the column of units, for totals and moves within them",
        ),
    )
    parser.add_argument(
        "--at",
        type=values.day,
        metavar=say("DAG", "DAY"),
        help=say(
            "dagen vars gränser gäller, och som en personallista räknas på",
            "the day whose limits hold, and on which a list of staff is counted",
        ),
    )
    parser.add_argument(
        "--parameter",
        nargs=2,
        action="append",
        metavar=(say("NAMN", "NAME"), say("VÄRDE", "VALUE")),
        help=say("värdet av ett $namn i en regel", "the value of a $name in a rule"),
    )
    group = parser.add_argument_group(
        say("personallista", "list of staff"),
        say(
            "En rad per tjänst, med rubrikerna i mallen (statsbidrag template staff).",
            "A row for each post, with the headings of the template (statsbidrag template staff).",
        ),
    )
    group.add_argument(
        "--by",
        choices=("unit", "supervisor"),
        help=say("summerar listan per enhet eller arbetsledare", "sums the list by unit or supervisor"),
    )
    group.add_argument(
        "--role",
        nargs=2,
        action="append",
        metavar=(say("TITEL", "TITLE"), say("ROLL", "ROLE")),
        help=say(
            "rollen för en titel, som Socialsekreterare social_worker; upprepas. Titlar utan roll "
            "räknas inte, utan listas",
            "the role of a title, such as Socialsekreterare social_worker; repeated. Titles "
            "without a role are not counted but listed",
        ),
    )
    group.add_argument(
        "--fte-unit",
        choices=("one", "percent"),
        help=say("om heltid är 1 eller 100 procent", "whether full time is 1 or 100 percent"),
    )
    group.add_argument(
        "--full-time-hours",
        type=values.number,
        metavar=say("TIMMAR", "HOURS"),
        help=say("heltidens timmar, för listor med timmar", "the hours of full time, for lists of hours"),
    )
    for option, swedish, english in (
        ("--agency", "inhyrda", "agency staff"),
        ("--on-leave", "tjänstlediga", "those on leave"),
        ("--vacant", "vakanta tjänster", "vacant posts"),
    ):
        group.add_argument(option, choices=("count", "leave_out"),
                           help=say(f"om {swedish} räknas", f"whether {english} count"))  # fmt: skip


def _staff(
    options: argparse.Namespace, files: Files, say: Say
) -> tuple[Any, str, Rules, StaffSummary | None]:
    """The table of staff with its column of ids, the rules, and the summary of a list."""
    kind = "staff" if options.by else None
    frame: Any = files.table(options.file, "/staff" if options.by else "/frame", kind)
    if not options.by:
        texts(frame, options.id)
        texts(frame, options.unit)
    rules: list[Any] = []
    for given in options.rule:
        if given.lower().endswith(".json"):
            read = files.document(given)
            rules += read if isinstance(read, list) else [read]
        else:
            rules.append(given)
            if options.by:  # the list is summed before the rules are looked up
                files.by_id(partial(entry, "rule"), given)
    list_options = ("role", "fte_unit", "full_time_hours", "agency", "on_leave", "vacant")
    if not options.by:
        for option in list_options:
            if getattr(options, option):
                files.note(f"--{option.replace('_', '-')}", say("hör till --by", "goes with --by"))
        if options.id is None:
            files.note(
                "--id",
                say("måste anges, eller --by för en personallista", "must be given, or --by for a list"),
            )
    elif options.id is not None:
        files.conflict("--id", "--by")
    if not options.by:
        return frame, options.id, rules, None
    with files.operation(say("Summerar personalen", "Summing the staff")):
        summary = summarise_staff(
            frame,
            by=options.by,
            roles=pairs(options.role),
            at=options.at,
            decimals=decimals(options),
            language=say.language,
            **{option: getattr(options, option) for option in list_options if option != "role"},
        )
    files.sources.clear()  # what is wrong from here on is about the sums, which stand in no file
    return summary, options.by, rules, summary


def _given(options: argparse.Namespace, files: Files) -> dict[str, Any]:
    parameters = pairs(options.parameter)
    read = {name: files.number(text, f"--parameter {name}") for name, text in (parameters or {}).items()}
    unit = options.unit or ("unit" if options.by == "supervisor" else None)
    return {"name": options.name, "unit": unit, "at": options.at, "parameters": read or None}


def _notes(summary: StaffSummary | None, say: Say) -> list[str]:
    """What was found in a list of staff: titles that are not counted, above all."""
    if summary is None:
        return []
    told = (str(remark.get("text") or "") for remark in summary.remarks)
    return [text for text in told if text]


# check-staffing


def add_check(parser: Parser) -> None:
    """The arguments of ``check-staffing``."""
    say = parser.say
    _add(parser)
    parser.add_argument("--fail-on-breach", action="store_true",
                        help=say("slutkod 1 om någon regel bryts", "exit status 1 where a rule is broken"))  # fmt: skip
    add_explain(parser)
    add_input(parser)
    add_output(parser)


def run_check(options: argparse.Namespace, files: Files, say: Say) -> Answer:
    """Holds staff against ratio rules."""
    given = _given(options, files)
    frame, id, rules, summary = _staff(options, files, say)
    own_decimals = None if summary else decimals(options)
    with files.operation(say("Prövar reglerna", "Checking the rules")):
        result = check_staffing(frame, rules, id=id, decimals=own_decimals, **given)
    status = result.table["status"]
    ids = [str(own) for own in result.table[id]]
    table = frame if isinstance(frame, dict) else {}
    names = list(table[options.name]) if options.name in table else None
    rows = [str(own) for own in table[id]] if names else ids
    breaches = status.count("breach")
    return of_result(
        result,
        say,
        title=say("Bemanning mot regler", "Staffing against rules"),
        notes=_notes(summary, say),
        figures=[
            (say("Prövade", "Checked"), number(len(status), say)),
            (say("Bryter", "In breach"), number(breaches, say)),
            (say("Inte prövade", "Not evaluated"), number(status.count("not_evaluated"), say)),
        ],
        texts={who: result.explain(named(who, rows, names), say.language) for who in options.explain},
        shown=("result", "moves", "totals"),
        status=1 if breaches and options.fail_on_breach else 0,
    )


# plan-staffing


def add_plan(parser: Parser) -> None:
    """The arguments of ``plan-staffing``."""
    say = parser.say
    _add(parser)
    parser.add_argument(
        "--cost",
        nargs=2,
        action="append",
        metavar=(say("KOLUMN", "COLUMN"), "KRONOR"),
        help=say(
            "vad en tjänst kostar om året, för en kolumn som det anställs i; upprepas",
            "what a post costs a year, for a column that is hired into; repeated",
        ),
    )
    parser.add_argument("--fundable", metavar=say("KOLUMNER", "COLUMNS"),
                        help=say("kolumnerna som ett bidrag får betala, med komma emellan",
                                 "the columns of which a grant may pay, with commas"))  # fmt: skip
    add_input(parser)
    add_output(parser)


def run_plan(options: argparse.Namespace, files: Files, say: Say) -> Answer:
    """Says the least that must be hired for all rules to hold."""
    given = _given(options, files)
    costs = {column: files.number(text, f"--cost {column}") for column, text in options.cost or []}
    frame, id, rules, summary = _staff(options, files, say)
    own_decimals = None if summary else decimals(options)
    with files.operation(say("Planerar", "Planning")):
        result = plan_staffing(
            frame,
            rules,
            id=id,
            cost=costs or None,
            fundable=listed(options.fundable),
            decimals=own_decimals,
            **given,
        )
    notes = _notes(summary, say)
    if result.not_evaluated:
        count = len(result.not_evaluated)
        notes.append(say(f"{count} prövningar gick inte att göra: uppgifter saknas (se --format json).",
                         f"{count} could not be evaluated: facts are missing (see --format json)."))  # fmt: skip
    figures = []
    if result.cost is not None:
        titles = {"total": say("Kostnad per år", "Cost a year"), "fundable": say("Därav möjligt bidrag", "Fundable"),
                  "own": say("Egen kostnad", "Own cost")}  # fmt: skip
        figures = [(told, kronor(Decimal(result.cost[name]), say)) for name, told in titles.items()]
    if not len(result):
        notes.append(say("Inget behöver anställas.", "Nobody need be hired."))
    return of_result(
        result,
        say,
        title=say("Minsta gemensamma anställning", "The least joint hire"),
        notes=notes,
        figures=figures,
    )
