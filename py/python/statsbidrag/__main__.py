"""The command line: ``python -m statsbidrag`` or ``statsbidrag``.

``allocate``, ``second-round``, ``compare``, ``check-published``; ``check-staffing``, ``plan-staffing``; ``assess``,
``settle``; ``catalog``, ``template``, ``verify``. CSV, xlsx and Parquet are read; CSV, xlsx, JSON and tables for
reading come out. It speaks Swedish, or English with ``--language en``; ``--help`` of each command says what it takes.

Exit statuses:

- **0**: all is well.
- **1**: a check found something: ``check-published`` differences, ``check-staffing --fail-on-breach`` broken rules,
  ``verify`` amounts that do not follow.
- **2**: what was given has problems, which are all printed to standard error: facts, arguments, files that cannot be
  read or written. Then nothing was computed, or not all of it was written.

A reader that stops early, as ``head`` does, is no error.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from ._cli import _allocation, _catalog, _published, _rounds, _staffing, _stimulus
from ._cli._answer import printed, write
from ._cli._common import Command
from ._cli._files import Files, reason
from ._cli._parser import STATUSES_EN, STATUSES_SV, Parser, WrongArguments
from ._cli._problems import Refused, of_operation
from ._cli._progress import progress
from ._cli._say import Say, asked
from ._errors import StatsbidragError


def main(argv: Sequence[str] | None = None) -> int:
    """Carries a command out; the result is the exit status.

    >>> main(["verify", "no_such_file.json"])
    2
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    say = Say(asked(arguments))
    # A terminal that lacks a letter shows its number rather than stopping the work.
    for stream in (sys.stdout, sys.stderr):
        if (reconfigure := getattr(stream, "reconfigure", None)) is not None:
            reconfigure(errors="backslashreplace")
    try:
        options = _parser(say).parse_args(arguments)
        if options.command == "verify":
            return _catalog.run_verify(options, say)
        told, aside, status = _carried_out(options, say)
    except SystemExit:  # after --help or --version
        return _put("", 0, say)
    except WrongArguments as error:
        return _refuse([str(error), error.usage.strip()])
    except Refused as error:
        return _refuse(error.lines)
    except KeyboardInterrupt:
        return _refuse([say("Avbrutet.", "Interrupted.")])
    if aside and sys.stderr is not None:
        sys.stderr.write(aside)
    return _put(told, status, say)


def _carried_out(options: argparse.Namespace, say: Say) -> tuple[str, str, int]:
    """What is to be printed, on standard output and error, and the exit status; files are written."""
    with progress(4) as step:
        files = Files(options, say, step)
        run: Command = options.run
        try:
            answer = run(options, files, say)
            step(say("Skriver", "Writing"))
            # What cannot be printed is told before anything is written.
            told, aside = printed(answer, options, say)
            written = write(answer, options, say)
        except StatsbidragError as error:
            raise Refused(list(of_operation(error, files.sources, set(vars(options)), say))) from None
        except ImportError as error:
            raise Refused([str(error)]) from None
    told_of_files = "".join(f"{line}\n" for line in written)
    if options.format == "table":
        return f"{told}{told_of_files}", aside, answer.status
    return told, f"{aside}{told_of_files}", answer.status


def _put(text: str, status: int, say: Say) -> int:
    """Prints a text to the end; gives the exit status, which is another where it could not be printed."""
    try:
        print(text, end="", flush=True)
    except BrokenPipeError:  # as when the reader is `head`; the status is still told
        _close()
    except OSError as error:
        _close()
        return _refuse([f"standard output: {reason(error, say)}"])
    return status


def _close() -> None:
    """Lets what is left for standard output go nowhere, so that Python does not stumble over it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _refuse(lines: Sequence[str]) -> int:
    with suppress(OSError):  # there may be nobody to tell
        print(*lines, sep="\n", file=sys.stderr, flush=True)
    return 2


_COMMANDS = (
    ("allocate", _allocation.add_allocate, _allocation.run_allocate,
     "delar ett belopp efter en nyckel, eller ett helt bidrag", "divides a total by a key, or a whole grant"),
    ("second-round", _rounds.add_second_round, _rounds.run_second_round,
     "delar ut det som inte rekvirerades", "hands out what nobody requisitioned"),
    ("compare", _allocation.add_compare, _allocation.run_compare,
     "varför två fördelningar skiljer sig, orsak för orsak", "why two allocations differ, cause by cause"),
    ("check-published", _published.add_check_published, _published.run_check_published,
     "prövar om en publicerad tabell går ihop", "checks whether a published table adds up"),
    ("check-staffing", _staffing.add_check, _staffing.run_check,
     "håller bemanning mot regler", "holds staff against rules"),
    ("plan-staffing", _staffing.add_plan, _staffing.run_plan,
     "vilka som minst måste anställas för att reglerna ska hållas", "the least that must be hired for the rules to hold"),
    ("assess", _stimulus.add_assess, _stimulus.run_assess,
     "vad ett stimulansbidrag betalar av varje kostnad, och varför", "what a stimulus grant pays of each cost, and why"),
    ("settle", _stimulus.add_settle, _stimulus.run_settle,
     "slutavräkning av ett stimulansbidrag", "settles a stimulus grant"),
    ("catalog", _catalog.add_catalog, _catalog.run_catalog,
     "bidrag, regler, regelböcker, uppgifter och dagar som följer med",
     "the grants, rules, rulebooks, facts and dates that ship"),
    ("template", _catalog.add_template, _catalog.run_template,
     "skriver en arbetsbok att fylla i", "writes a workbook to fill in"),
    ("verify", _catalog.add_verify, None,
     "prövar intyget över en fördelning med exakta bråk", "checks the certificate of an allocation with fractions"),
)  # fmt: skip
"""The commands: name, arguments, what carries them out, and what they do in Swedish and English."""


def _parser(say: Say) -> Parser:
    statuses = say(STATUSES_SV, STATUSES_EN)
    parser = Parser(
        say,
        prog="statsbidrag",
        description=say(
            "Statsbidrag till kommuner och regioner, exakt räknade och förklarade.\n"
            "Prova: statsbidrag allocate --scheme valfardsmiljarderna --year 2017 (demonstrationsuppgifter)",
            "Swedish state grants to municipalities and regions, computed exactly and explained.\n"
            "Try: statsbidrag allocate --scheme valfardsmiljarderna --year 2017 --language en (demonstration data)",
        ),
        epilog=f"{statuses}\n\n" + say("In English: add --language en.", "På svenska: utan --language en."),
    )
    parser.add_argument("--version", action=_Version, help=say("visar versionen", "shows the version"))
    of_command: Any = partial(Parser, say)
    commands = parser.add_subparsers(
        title=say("kommandon", "commands"), dest="command", required=True, metavar=say("KOMMANDO", "COMMAND"),
        parser_class=of_command, description=say("Se statsbidrag KOMMANDO --help.", "See statsbidrag COMMAND --help."),
    )  # fmt: skip
    for name, add, run, swedish, english in _COMMANDS:
        about = say(swedish, english)
        command = commands.add_parser(name, help=about, description=about.capitalize() + ".", epilog=statuses)
        add(command)
        command.shorten_usage()
        command.set_defaults(run=run)
    return parser


class _Version(argparse.Action):
    """Prints the version, for which the native part is loaded."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:
        super().__init__(option_strings, argparse.SUPPRESS, nargs=0, default=argparse.SUPPRESS, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from ._native import VERSION

        print(f"statsbidrag {VERSION}")
        parser.exit()


if __name__ == "__main__":
    sys.exit(main())
