"""The tables of docs/comparison/comparison.md."""

from __future__ import annotations

import platform
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from ink import plain
from judge import Finding, Ruling
from machine import machine, rust
from row import SIZES, Row

ROOT = Path(__file__).parent.parent.parent

SETS = ("sizes", "10^15", "10^17", "near ties")
SHOWN = {"sizes": "10¹² öre", "10^15": "10¹⁵ öre", "10^17": "10¹⁷ öre", "near ties": "near ties"}


@dataclass
class Report:
    """Everyone's rows, and what is not there."""

    dividing: list[Row]
    rust: list[Row]
    deciding: list[Row]
    absent: dict[str, str]
    limit_s: int
    importing: tuple[float, bool]
    """Seconds to import the package, and whether pandas or matplotlib come along."""

    def markdown(self) -> str:
        seconds, others = self.importing
        parts = [
            "# Beside others",
            f"Made by `benches/peers/run` on {machine()}. {versions(self.dividing + self.rust + self.deciding)}.",
            READING.format(limit=self.limit_s),
            "## Dividing 10 billion kronor, in öre",
            _table(DIVISION_HEAD, map(_division, _sorted(self.dividing))),
            "In Rust, beside crates:",
            _table(DIVISION_HEAD, map(_division, _sorted(self.rust))),
            DIVISION_NOTES,
            "## Deciding claim lines by the conditions of a stimulus grant",
            _table(CLAIMS_HEAD, map(_claims, _sorted(self.deciding))),
            CLAIMS_NOTES,
            f"Importing the package takes {seconds * 1e3:.0f} ms of processor time, "
            f"{'with' if others else 'without'} pandas and matplotlib.",
            *(
                f"Not compared: {name}, which cannot be installed ({why})."
                for name, why in self.absent.items()
            ),
        ]
        return "\n\n".join(parts) + "\n"


READING = """\
Times are processor time, as multiples of the first row's: medians of ratios within a round in which all take
turns. Memory is the peak of a process of its own over what it held before the call, at 10 000 and at
1 000 000 rows. Likes are compared with likes: *a table* is pyarrow's, with ids that are checked for standing
twice; *ready* is what the call needs, made before the clock starts. A call that takes more than {limit} s is
stopped. Rows stay where statsbidrag loses.

Who is right is judged by `fractions.Fraction`, by code that is nobody's here: whether amounts sum to the
total, whether each is its exact quota rounded down or up, and whether no larger remainder is passed over.
10¹⁵ and 10¹⁷ öre are 20 divisions each over 290 recipients; a near tie is one of 1 000 divisions in which the
two remainders at the cut differ by less than an öre / 2²¹. Who of equals gets more is seen by dividing among
equals, and again with the rows backwards; *told* means that the answer names them."""

DIVISION_HEAD = (
    "",
    "starts from",
    *(f"time, {plain(size)}" for size in SIZES),
    "memory, MB",
    "sum kept",
    "quota kept",
    "among equals",
    "wrong of 20 at 10¹⁵ öre",
    "wrong of 20 at 10¹⁷ öre",
    "wrong of 1 000 near ties",
)

CLAIMS_HEAD = (
    "",
    "starts from",
    *(f"time, {plain(size)}" for size in SIZES),
    "memory, MB",
    "wrong verdicts of 2 000",
    "with empty cells",
    "wrong amounts, up to 900 million kr a line",
)

DIVISION_NOTES = """\
`rusty-money` is exact; what is left over goes out in input order, which is another rule, so it counts as wrong
here wherever an öre is left over. *Read as an Arrow table too* makes the answer's table, with everyone's exact
entitlement, as a library of frames reads it. `iteround` rounds quotas that are divided by hand, in floats; at
10¹⁷ öre it does not end. int64 by hand wraps in silence where total times weight is over 63 bits.

Where others are faster: a whole call in Python has a fixed cost of some tens of microseconds (arguments become
a document, columns and ids are checked, what explains the result is kept), which shows at 290 recipients.
In Rust, most of a whole call is making the table, in which ids are copied and shown to stand once; from a table
on it takes less than twice the kernel's time. Code by hand and the crates start from one column and check
nothing."""

CLAIMS_NOTES = """\
All but statsbidrag and `zen-engine` are written for this grant and year. statsbidrag's whole call keeps every
finding, with its source; its kernel gives verdicts and amounts. An empty cell leaves a line undetermined
unless something else refuses it. OpenFisca-Core has no empty cell (it takes a default instead) and holds whole
numbers in 32 bits, which end at 21 474 836 kr in öre.

Where others are faster: the kernel looks through every cell first, so that a code or a day that is none is told
and not decided on, and takes its conditions from dated data; NumPy by hand compares codes of one byte, many at
a time, with conditions that stand in the program. The whole call reads every text into a code, checks ids and
cells and keeps findings, where OpenFisca-Core and the kernels start from codes and pandas compares the texts
where they lie. Processor time counts all threads, so that the whole call's second one gains it nothing here."""


def versions(rows: Sequence[Row]) -> str:
    locked = tomllib.loads((ROOT / "Cargo.lock").read_text())["package"]
    crates = {one["name"]: one["version"] for one in locked}
    told = {"Python": platform.python_version()}
    told["Rust"] = rust()
    for row in rows:
        if row.package:
            told[row.package] = (
                crates[row.package] if row.language == "Rust" else metadata.version(row.package)
            )
    told["pyarrow"] = metadata.version("pyarrow")
    return ", ".join(f"{name} {version}" for name, version in told.items())


def _sorted(rows: list[Row]) -> list[Row]:
    """The one that the others are measured by first, then by what they start from, then by time."""
    places = list(dict.fromkeys(row.given for row in rows))
    # A size that somebody does not do in time makes it the last.
    last = SIZES[1]
    return sorted(
        rows, key=lambda row: (row is not rows[0], places.index(row.given), row.ratio.get(last, 1e9))
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] + ["---" if place == 0 else "--:" for place in range(len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def shown(ratio: float) -> str:
    if ratio >= 100:
        return plain(round(ratio))
    return f"{ratio:.1f}" if ratio >= 10 else f"{ratio:.2f}"


def _times(row: Row) -> list[str]:
    return [shown(row.ratio[size]) if size in row.ratio else row.failed.get(size, "–") for size in SIZES]


def _memory(row: Row) -> str:
    def megabytes(size: int) -> str:
        if size not in row.memory:
            return "–"
        own = row.memory[size] / 1e6
        return "< 1" if own < 1 else plain(round(own))

    return " / ".join(megabytes(size) for size in SIZES[1:])


def _kept(row: Row, broken: Callable[[Ruling], bool]) -> str:
    """Whether all divisions keep something; else in which sets they do not."""
    bad = {
        name: sum(
            isinstance(own, str) or broken(own)
            for own in row.judged.get(name, [])
            if not isinstance(own, Finding)
        )
        for name in SETS
    }
    return (
        "**not: " + ", ".join(SHOWN[name] for name, count in bad.items() if count) + "**"
        if any(bad.values())
        else "yes"
    )


def _bold(count: int) -> str:
    return f"**{count}**" if count else "0"


def _division(row: Row) -> list[str]:
    equals = ", ".join(filter(None, (row.equals, row.declared)))
    wrong = [_bold(row.wrong(name)) for name in SETS[1:]]
    return [
        row.name,
        row.given,
        *_times(row),
        _memory(row),
        _kept(row, lambda own: own.missing != 0),
        _kept(row, lambda own: own.outside != 0),
        equals,
        *wrong,
    ]


def _claims(row: Row) -> list[str]:
    def count(name: str, of: str) -> str:
        (own,) = row.judged[name]
        return own if isinstance(own, str) else _bold(getattr(own, of))

    wrong = [count("ordinary", "verdicts"), count("empty", "verdicts"), count("large", "amounts")]
    return [row.name, row.given, *_times(row), _memory(row), *wrong]
