"""``check-published``: whether a published table adds up and follows its key."""

from __future__ import annotations

import argparse

from .._allocation import check_published
from ._answer import Answer, of_result
from ._common import add_input, add_output, decimals, texts
from ._division import add_key, add_rules, key, parameters, rules
from ._files import Files
from ._parser import Parser
from ._problems import Refused
from ._say import Say


def add_check_published(parser: Parser) -> None:
    """The arguments of ``check-published``."""
    say, values = parser.say, parser.values
    column = say("KOLUMN", "COLUMN")
    parser.add_argument(
        "file",
        metavar=say("FIL", "FILE"),
        help=say("tabellen som den publicerades", "the table as it was published"),
    )
    parser.add_argument(
        "--id", required=True, metavar=column, help=say("kolumnen med koder", "the column of ids")
    )
    parser.add_argument(
        "--amount",
        required=True,
        metavar=column,
        help=say("kolumnen med belopp i kronor", "the column of amounts in kronor"),
    )
    parser.add_argument(
        "--parts-of",
        metavar=column,
        help=say(
            "en kolumn som säger vilken rads del beloppet är, för delsummor",
            "a column that says of which row an amount is a part, for subtotals",
        ),
    )
    parser.add_argument(
        "--total", type=values.number, metavar="KRONOR", help=say("den tryckta summan", "the printed total")
    )
    parser.add_argument(
        "--key-total",
        type=values.number,
        metavar="KRONOR",
        help=say(
            "vad nyckeln delar, om det inte är summan", "what the key divides, where that is not the total"
        ),
    )
    add_key(parser)
    add_rules(parser)
    add_input(parser)
    add_output(parser)


def run_check_published(options: argparse.Namespace, files: Files, say: Say) -> Answer:
    """Finds where a published table does not add up; the exit status is 1 where it does not."""
    frame = files.table(options.file, "/frame")
    texts(frame, options.id)
    texts(frame, options.parts_of)
    found = rules(options, files)
    smallest = found.pop("unit", None)
    own_parameters = parameters(options, files)
    if own_parameters:
        found["parameters"] = own_parameters
    own_key = key(options, files)
    if found and own_key is None:
        raise Refused(
            [
                say(
                    "--key: måste anges där avrundning och gränser är givna",
                    "--key: must be given with its options",
                )
            ]
        )
    with files.operation(say("Prövar", "Checking")):
        result = check_published(
            frame,
            id=options.id,
            amount=options.amount,
            parts_of=options.parts_of,
            total=options.total,
            unit=smallest,
            key=own_key,
            key_total=options.key_total,
            options=found or None,
            decimals=decimals(options),
        )
    count = len(result)
    told = say("Tabellen går ihop.", "The table adds up.")
    if count:
        told = say(
            f"Tabellen går inte ihop. Skillnader: {count}", f"The table does not add up. Differences: {count}"
        )
    return of_result(result, say, title=told, status=1 if count else 0)
