"""``second-round``: what nobody requisitioned, to those who want more."""

from __future__ import annotations

import argparse

from .._allocation import second_round
from ._allocation import add_columns, with_names
from ._answer import Answer, of_result
from ._common import add_input, add_output, decimals, flags, listed, recipients
from ._division import parameters, unit
from ._files import Files
from ._layout import amount
from ._parser import Parser
from ._say import Say


def add_second_round(parser: Parser) -> None:
    """The arguments of ``second-round``."""
    say, values = parser.say, parser.values
    column = say("KOLUMN", "COLUMN")
    parser.add_argument(
        "file", metavar=say("FIL", "FILE"), help=say("en rad per mottagare", "a row for each recipient")
    )
    add_columns(parser)
    parser.add_argument(
        "--frame",
        metavar=column,
        default="frame",
        help=say("kolumnen med ramar; annars Bidragsram", "the column of frames; Frame unless said"),
    )
    parser.add_argument(
        "--requisitioned",
        metavar=column,
        default="requisitioned",
        help=say(
            "kolumnen med rekvirerat; annars Rekvirerat",
            "the column of what was asked for; Requisitioned unless said",
        ),
    )
    parser.add_argument(
        "--wants-more",
        metavar=column,
        default="wants_more",
        help=say(
            "en kolumn med ja och nej, eller med hur mycket mer i kronor; annars Vill ha mer",
            "a column of yes and no, or of how much more in kronor; Wants more unless said",
        ),
    )
    parser.add_argument(
        "--weights",
        metavar=say("MÅTT", "MEASURE"),
        help=say("måttet som delar; annars ramarna", "the measure that divides; the frames unless said"),
    )
    parser.add_argument(
        "--carried",
        type=values.number,
        metavar="KRONOR",
        help=say("kronor utöver det som inte rekvirerats", "kronor beside what nobody asked for"),
    )
    parser.add_argument(
        "--unit", metavar="KRONOR", help=say("minsta belopp som betalas", "the smallest sum that is paid")
    )
    parser.add_argument(
        "--ties",
        choices=("by_id", "by_weight", "by_list", "refuse"),
        help=say("vem som går först bland lika", "who goes first among equals"),
    )
    parser.add_argument(
        "--tie-order",
        metavar=say("KODER", "IDS"),
        help=say("alla koder i ordning, med komma emellan", "every id in order, with commas"),
    )
    parser.add_argument(
        "--parameter",
        nargs=2,
        action="append",
        metavar=(say("NAMN", "NAME"), say("VÄRDE", "VALUE")),
        help=say("värdet av ett $namn i måttet", "the value of a $name in the measure"),
    )
    add_input(parser)
    add_output(parser)  # fmt: skip


def run_second_round(options: argparse.Namespace, files: Files, say: Say) -> Answer:
    """Hands out what nobody requisitioned."""
    frame, id, name = recipients(files, options.file, "/table", options.id, options.name)
    flags(files, "/table", frame, options.wants_more, or_amounts=True)
    given = {"unit": unit(options, files), "parameters": parameters(options, files)}
    with files.operation(say("Fördelar", "Allocating")):
        result = second_round(
            frame,
            id=id,
            name=name,
            tie_order=listed(options.tie_order),
            decimals=decimals(options),
            **{
                column: getattr(options, column)
                for column in ("frame", "requisitioned", "wants_more", "weights")
            },
            **{option: getattr(options, option) for option in ("ties", "carried")},
            **given,
        )
    names = list(frame[name]) if name in frame else None
    return of_result(
        result,
        say,
        tables={"result": with_names(result.to_dict(), names, id)},
        title=say("Andra fördelningen", "Second round"),
        figures=[
            (say("Inte rekvirerat", "Not asked for"), amount(result.unclaimed, given["unit"], say)),
            (say("Kvar", "Left over"), amount(result.unallocated, given["unit"], say)),
        ],
        unit=given["unit"],
    )
