"""Problems as one reads them: in which file, where in it, what is wrong and what should stand there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Set

from .._errors import InfeasibleError, InputError, Problem, RuleError, StatsbidragError, TooLargeError
from ._say import Say

Place = Callable[[str, int | None], tuple[str, str] | None]
"""Where a column's cell in a row (None: its heading) stands in a file, and the heading as it stands there."""


class Refused(Exception):
    """What was given has problems: a line for each."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        super().__init__("\n".join(lines))


def in_file(error: StatsbidragError, file: str, at: Place, say: Say) -> Iterator[str]:
    """The problems of a file that could not be read as a table."""
    for problem in error.problems:
        place, got = _split(problem.got)
        steps = _steps(problem.path)
        column = steps[0] if steps and problem.code != "missing" else None
        found = at(column, None) if column else None
        yield _line(_where(file, place, found[1] if found else column, say), problem._replace(got=got), say)
    yield from _more(error, say)


def of_operation(
    error: StatsbidragError,
    sources: Mapping[str, tuple[str, Place]],
    options: set[str],
    say: Say,
    told: Set[str] = frozenset(),
) -> Iterator[str]:
    """The problems of an operation: with the file, or the option, that each is about.

    :param sources: the files by the JSON pointers to their places in the document.
    :param options: the options of the command.
    :param told: places whose problems have been told.
    """
    for problem in error.problems:
        where = place_of(problem.path, sources, options, say)
        if where not in told:
            yield _line(where, problem, say)
    yield from _more(error, say)
    match error:
        case InfeasibleError():
            yield say(
                "Minimum och maximum ryms inte i beloppet; se --reduce-minimums.",
                "Minimums and maximums cannot be kept within the total; see --reduce-minimums.",
            )
        case RuleError():
            yield say("Reglerna avgör inte frågan.", "The rules do not settle the question.")
        case TooLargeError():
            yield say("Talen är för stora för exakt räkning.", "The numbers are too large to be exact with.")
        case InputError():
            pass


def place_of(path: str, sources: Mapping[str, tuple[str, Place]], options: set[str], say: Say) -> str:
    """The file, or the option, that a place in the operation's document is about."""
    for prefix, (file, place) in sources.items():
        if path == prefix or path.startswith(f"{prefix}/"):
            column, *rest = [*_steps(path.removeprefix(prefix)), None]
            row = int(rest[0]) if rest and rest[0] and rest[0].isdecimal() else None
            if found := place(column, row) if column else None:
                return _where(file, *found, say)
            return _where(file, None if row is None else f"row {row + 1}", column, say)
    steps = _steps(path)
    option = _OPTIONS.get(steps[0], steps[0]) if steps else ""
    if option in options:
        return ", ".join([f"--{option.replace('_', '-')}", *steps[1:]])
    return path or "/"


_OPTIONS = {"rules": "rule", "parameters": "parameter", "recipients": "register"}
"""The options whose names are not those of the document's fields."""


def _where(file: str, place: str | None, column: str | None, say: Say) -> str:
    """``kommuner.csv, rad 7, kolumnen population``."""
    told = [file]
    if place is not None:
        in_words = re.sub(r"^lines (?=\d)", say("raderna ", "lines "), place)
        in_words = re.sub(r"^(line|row) (?=\d)", say("rad ", r"\1 "), in_words)
        told.append(say("cellen ", "cell ") + place if re.fullmatch(r"[A-Z]+\d+", place) else in_words)
    if column is not None:
        told.append(say(f"kolumnen {column}", f"column {column}"))
    return ", ".join(told)


_AT = re.compile(r"(lines? [\d, ]+|row \d+|[A-Z]{1,3}\d+|the schema): (.*)", re.DOTALL)
"""What a problem of a file begins with: where in it."""


def _split(got: str) -> tuple[str | None, str]:
    match = _AT.fullmatch(got)
    return (match[1], match[2]) if match else (None, got)


def _steps(path: str) -> list[str]:
    """The steps of a JSON pointer."""
    return [step.replace("~1", "/").replace("~0", "~") for step in path.split("/")[1:] if step]


def _line(where: str, problem: Problem, say: Say) -> str:
    if say.language == "en":
        return f"{where}: {problem.code}: got {problem.got}, want {problem.want}"
    what = _CODES.get(problem.code, problem.code)
    return f"{where}: {what}. Här: {_in_swedish(problem.got)}. Ska vara: {_in_swedish(problem.want)}."


def _more(error: StatsbidragError, say: Say) -> Iterator[str]:
    if more := error.count - len(error.problems):
        yield say(f"… och {more} till", f"… and {more} more")


_CODES = {
    "missing": "uppgift saknas", "malformed": "går inte att läsa", "wrong_type": "fel slag av uppgift",
    "float": "inte exakt", "negative": "under noll", "empty": "tomt", "duplicate": "står två gånger",
    "length_mismatch": "fel antal", "not_in_range": "utanför gränserna", "out_of_range": "utanför gränserna",
    "unknown_column": "ingen sådan kolumn", "unknown_field": "inget sådant fält", "unknown_id": "okänd kod",
    "unknown_name": "okänt namn", "unknown_word": "okänt ord", "parameter_without_value": "parametern saknar värde",
    "unused_parameter": "parametern används inte", "shares_not_one": "andelarna är inte 1 tillsammans",
    "not_whole_units": "inte hela enheter", "tie_rule_required": "regel för lika saknas",
    "tie_refused": "lika vid gränsen", "minimum_over_maximum": "minimum är över maximum",
    "zero_weight": "ingen har någon vikt", "infeasible": "går inte ihop", "conflict": "motsäger något annat",
    "no_value_at_date": "inget värde för den dagen", "overlap": "överlappar", "crosses": "går över gränsen",
    "sum_mismatch": "summan stämmer inte", "contradiction": "motsäger sig självt",
    "over_full_post": "mer än en hel tjänst", "not_settled": "inte avgjort", "not_verified": "inte bekräftat",
}  # fmt: skip
"""The kinds of problems in Swedish."""

_PHRASES = [
    (r"an empty cell", "en tom cell"), (r"an empty file", "en tom fil"), (r"a heading", "en rubrik"),
    (r"no such column", "ingen sådan kolumn"), (r"a number", "ett tal"),
    (r"no table", "ingen tabell"), (r"the recipients called (.*)", r"mottagarna \1"),
    (r"a number such as (.*)", r"ett tal som \1"), (r"a day such as (.*)", r"en dag som \1"),
    (r"a number of 0 or more", "ett tal, 0 eller mer"), (r"0 or more", "0 eller mer"),
    (r"ja or nej|yes or no", "ja eller nej"), (r"at least one row", "minst en rad"),
    (r"headings and no rows", "rubriker utan rader"), (r"a value for it", "ett värde (--parameter)"),
    (r"one of (.*); leave out other columns", r"en av \1; ta bort andra kolumner"),
    (r"one of (.*)", r"en av \1"), (r"a column of the table: (.*)", r"en kolumn i tabellen: \1"),
    (r"a day with a known value: (.*)", r"en dag med känt värde: \1"),
    (r"minimums of (.*) and no maximum", r"minimum om \1 och inget maximum"),
    (r"a total of at least (.*) \(reduce_minimums cuts minimums to fit\)", r"ett belopp på minst \1"),
    (r"a share from 0 to 1", "en andel från 0 till 1"), (r"a unit over zero", "en enhet över noll"),
    (r"an id of the table", "en kod i tabellen"), (r"a recipient of the table", "en mottagare i tabellen"),
    (r"a value and no error", "ett värde och inget fel"), (r"an amount", "ett belopp"),
    (r"a code of the register", "en kod i registret"), (r"the id of a line", "en rads kod"), (r"a row of the table", "en rad i tabellen"),
    (r"an id that stands once", "en kod som står en gång"),
    (r"a heading that stands once", "en rubrik som står en gång"),
    (r"(.*), which stands in (.*)", r"\1, som står i \2"),
    (r"(0\d+), as text, if that is the code: its leading zero is lost",
     r"\1, som text, om det är koden: den inledande nollan är borta"),
    (r"one notation: , and \. may each be a decimal sign or group digits here",
     r"ett skrivsätt: både , och . kan vara decimaltecken eller gruppera siffror här"),
    (r"(\d+) unit\(s\) of (.*) between equals: (.*)", r"\1 enhet(er) om \2 mellan lika: \3"),
    (r"a tie rule: (.*)", r"en regel för lika: \1"),
]  # fmt: skip
"""What is most often found and wanted, in Swedish; what is not here is told in English."""


def _in_swedish(text: str) -> str:
    """A phrase of a problem, in Swedish where that is known.

    >>> _in_swedish("one of by_id, by_weight or by_list")
    'en av by_id, by_weight eller by_list'
    """
    for english, swedish in _PHRASES:
        if match := re.fullmatch(english, text, re.DOTALL):
            return re.sub(r" or (?=\S+$)", " eller ", match.expand(swedish))
    return text
