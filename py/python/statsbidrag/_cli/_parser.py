"""Arguments: argparse in Swedish or English, which raises what is wrong instead of ending the process."""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, NoReturn

from ._say import Say
from ._values import Values

STATUSES_SV = """\
slutkod:
  0  det gick bra
  1  kontrollen fann något: skillnader (check-published), brutna regler
     (check-staffing --fail-on-breach), belopp som inte följer (verify)
  2  det som gavs har fel, som alla skrivs ut på standard error: uppgifter, argument,
     filer som inte kan läsas eller skrivas. Då har inget beräknats eller inte allt skrivits"""
STATUSES_EN = """\
exit status:
  0  all is well
  1  the check found something: differences (check-published), broken rules
     (check-staffing --fail-on-breach), amounts that do not follow (verify)
  2  what was given has problems, all of which are printed to standard error: facts, arguments,
     files that cannot be read or written. Then nothing was computed, or not all was written"""


class WrongArguments(Exception):
    """Arguments that cannot be used, with the usage of the command."""

    def __init__(self, message: str, usage: str) -> None:
        self.usage = usage
        super().__init__(message)


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help with its own line breaks; Swedish where it is asked for."""

    say: Say = Say("sv")

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Adds the usage, after the word for it."""
        prefix = self.say("användning: ", "usage: ") if prefix is None else prefix
        super().add_usage(usage, actions, groups, prefix)


class _SwedishFormatter(Formatter):
    say = Say("sv")


class _EnglishFormatter(Formatter):
    say = Say("en")


class Parser(argparse.ArgumentParser):
    """A parser of arguments in a language."""

    def __init__(self, say: Say, **how: Any) -> None:
        how.setdefault("formatter_class", _SwedishFormatter if say.language == "sv" else _EnglishFormatter)
        super().__init__(add_help=False, allow_abbrev=False, **how)
        self.say = say
        self.values = Values(say)
        self._positionals.title = say("argument", "arguments")
        self._optionals.title = say("tillval", "options")
        help_text = say("visar den här hjälpen", "shows this help")
        self.add_argument("-h", "--help", action="help", help=help_text)
        language = say("språk: sv (annars) eller en", "language: sv (unless said) or en")
        self.add_argument("--language", choices=("sv", "en"), default="sv", help=language)
        self._given: Counter[str] = Counter()

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parses, and refuses what stands twice, all of it at once: argparse lets the last one win, silently."""
        self._given.clear()
        parsed = super().parse_known_args(args, namespace)
        if twice := [given for given, times in self._given.items() if times > 1]:
            stands = self.say("står två gånger", "stands twice")
            self.error("\n".join(f"{given}: {stands}" for given in twice))
        return parsed

    def _get_values(self, action: argparse.Action, arg_strings: list[str]) -> Any:
        """The values of an argument as it stands; argparse asks once for each time that it is there."""
        values = super()._get_values(action, arg_strings)
        if not action.option_strings:
            return values
        option = action.option_strings[-1]
        if not isinstance(action, argparse._AppendAction):
            self._given[option] += 1
        elif isinstance(action.nargs, int):  # a name, and what is said of it
            self._given[f"{option} {values[0]}"] += 1
        return values

    def shorten_usage(self) -> None:
        """Leaves what may be left out to the list below the usage."""
        told = []
        for action in self._actions:
            if not action.option_strings:
                told.append(f"[{action.metavar}]" if action.nargs == "?" else str(action.metavar))
            elif action.required:
                told.append(f"{action.option_strings[0]} {action.metavar}")
        self.usage = " ".join(["%(prog)s", *told, self.say("[TILLVAL]", "[OPTIONS]")])

    def error(self, message: str) -> NoReturn:
        """Raises what is wrong."""
        raise WrongArguments(
            _in_swedish(message) if self.say.language == "sv" else message, self.format_usage()
        )


_SWEDISH = [
    (r"the following arguments are required: (.*)", r"det här måste anges: \1"),
    (r"one of the arguments (.*) is required", r"något av \1 måste anges"),
    (r"unrecognized arguments: (.*)", r"okända argument: \1"),
    (r"argument (.+?): not allowed with argument (.*)", r"\1 går inte att ange tillsammans med \2"),
    (r"argument (.+?): expected one argument", r"\1 ska följas av ett värde"),
    (r"argument (.+?): expected at least one argument", r"\1 ska följas av minst ett värde"),
    (r"argument (.+?): expected (\d+) arguments", r"\1 ska följas av \2 värden"),
    (r"argument (.+?): invalid choice: (.*) \(choose from (.*)\)", r"\1: \2 finns inte; välj bland \3"),
    (r"argument (.+?): ignored explicit argument (.*)", r"\1 tar inget värde, men fick \2"),
    (r"argument (.+?): (.*)", r"\1: \2"),
]
"""What argparse says, and how that is said in Swedish."""


def _in_swedish(message: str) -> str:
    """What argparse says, in Swedish; as it stands where that is not known.

    >>> _in_swedish("argument --key: expected one argument")
    '--key ska följas av ett värde'
    """
    for english, swedish in _SWEDISH:
        if match := re.fullmatch(english, message, re.DOTALL):
            return match.expand(swedish)
    return message
