"""``assess`` and ``settle``: what a stimulus grant pays of claim lines, and its settlement."""

from __future__ import annotations

import argparse
from typing import Any

from .._stimulus import Assessment, assess, rulebook
from ._answer import Answer, of_result
from ._common import add_explain, add_input, add_output, decimals, listed
from ._files import Files
from ._layout import kronor
from ._parser import Parser
from ._say import Say


def _add(parser: Parser) -> None:
    say, values = parser.say, parser.values
    file = say("FIL", "FILE")
    parser.add_argument(
        "claims",
        metavar=say("KOSTNADSRADER", "CLAIMS"),
        help=say(
            "en rad per kostnad, med mallens rubriker (statsbidrag template claims)",
            "a row for each cost, with the headings of the template (statsbidrag template claims)",
        ),
    )
    parser.add_argument(
        "--year",
        type=values.whole,
        required=True,
        metavar=say("ÅR", "YEAR"),
        help=say("bidragsår", "grant year"),
    )
    parser.add_argument(
        "--rulebook",
        required=True,
        metavar=say("REGELBOK", "RULEBOOK"),
        help=say(
            "en regelboks id, se catalog, eller en JSON-fil",
            "the id of a rulebook, see catalog, or a JSON file",
        ),
    )
    parser.add_argument(
        "--staffing",
        metavar=file,
        help=say(
            "bemanningen i utgångsläget och under året (template staffing), som ökningar hålls mot",
            "staff in the baseline and in the year (template staffing), which caps increases",
        ),
    )
    parser.add_argument(
        "--sharing",
        choices=("pro_rata", "by_start", "by_list"),
        default="pro_rata",
        help=say("hur rader delar ett tak som de går över", "how lines share a cap that they exceed"),
    )
    parser.add_argument(
        "--order",
        metavar=say("RADER", "LINES"),
        help=say(
            "radernas koder i ordning, med komma emellan, för --sharing by_list",
            "ids of lines in order, with commas, for --sharing by_list",
        ),
    )
    parser.add_argument(
        "--across-roles",
        action="store_true",
        help=say(
            "en minskning i en roll räknas mot en ökning i en annan",
            "a fall in one role counts against an increase in another",
        ),
    )
    parser.add_argument("--split", choices=("refuse", "by_day"), default="refuse",
                        help=say("rader vars dagar går över periodens slut eller en regeländring: räknas som fel (refuse), "
                                 "eller delas efter dagar (by_day)",
                                 "lines whose days cross the end of the period or a change of the rules: told to be wrong "
                                 "(refuse), or parted by days (by_day)"))  # fmt: skip


def _assessed(options: argparse.Namespace, files: Files, say: Say) -> Assessment:
    claims = files.table(options.claims, "/claims", "claims")
    staffing = files.table(options.staffing, "/staffing", "staffing") if options.staffing else None
    given = options.rulebook
    is_own = given.lower().endswith(".json")
    book: Any = files.document(given) if is_own else files.by_id(rulebook, given)
    with files.operation(say("Bedömer", "Assessing")):
        assessment = assess(
            claims,
            rulebook=book,
            year=options.year,
            staffing=staffing,
            sharing=options.sharing,
            order=listed(options.order),
            across_roles=options.across_roles,
            split=options.split,
            decimals=decimals(options),
        )
    return assessment


# assess


def add_assess(parser: Parser) -> None:
    """The arguments of ``assess``."""
    _add(parser)
    add_explain(parser)
    add_input(parser)
    add_output(parser)


def run_assess(options: argparse.Namespace, files: Files, say: Say) -> Answer:
    """Says what of each claim line a grant pays for, and why."""
    result = _assessed(options, files, say)
    totals = result.totals
    titles = {
        "claimed": say("Redovisat", "Claimed"), "approved": say("Godkänt", "Approved"),
        "refused": say("Ej godkänt", "Refused"), "undetermined": say("Under utredning", "Undetermined"),
    }  # fmt: skip
    return of_result(
        result,
        say,
        title=say(f"Bedömning, bidragsår {options.year}", f"Assessment, grant year {options.year}"),
        figures=[(told, kronor(totals[name], say)) for name, told in titles.items()],
        texts={line: result.explain(line, say.language) for line in options.explain},
        shown=("lines", "room"),
    )


# settle


def add_settle(parser: Parser) -> None:
    """The arguments of ``settle``."""
    say = parser.say
    _add(parser)
    file = say("FIL", "FILE")
    parser.add_argument(
        "--grants",
        required=True,
        metavar=file,
        help=say(
            "vad som betalades ut, en rad per mottagare (template grants)",
            "what was paid, a row for each recipient (template grants)",
        ),
    )
    parser.add_argument("--interest", metavar=file,
                        help=say("JSON-fil med to, sources, rates och day_count, där ränta ska räknas",
                                 "a JSON file of to, sources, rates and day_count, where interest is wanted"))  # fmt: skip
    add_input(parser)
    add_output(parser)


def run_settle(options: argparse.Namespace, files: Files, say: Say) -> Answer:
    """Says what is unused, repayable and open of what was paid."""
    grants = files.table(options.grants, "/grants", "grants")
    interest = files.document(options.interest) if options.interest else None
    assessment = _assessed(options, files, say)
    files.step(say("Slutavräknar", "Settling"))
    result = assessment.settle(grants, interest=interest, decimals=decimals(options))
    totals = result.totals
    titles = {
        "paid": say("Utbetalat", "Paid"), "approved": say("Godkänt", "Approved"),
        "repayable": say("Återbetalas", "Repayable"), "pending": say("Under utredning", "Pending"),
    }  # fmt: skip
    sums = {told: totals[name] for name, told in titles.items()}
    return of_result(
        result,
        say,
        title=say(f"Slutavräkning, bidragsår {options.year}", f"Settlement, grant year {options.year}"),
        figures=[(told, kronor(amount, say)) for told, amount in sums.items() if amount is not None],
        shown=("recipients", "invoice"),
    )
