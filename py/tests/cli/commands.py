"""What the tests of the command line run, and on which files."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

# 100 kronor by 100, 200 and 400: a seventh is 14 2/7, and the krona that is left goes to the largest remainder,
# that of 28 4/7. So 14, 29 and 57.
THREE = "Kommunkod;Namn;Folkmängd\n0180;Stockholm;100\n1280;Malmö;200\n1480;Göteborg;400\n"

STAFF = (
    "Person;Enhet;Befattning;Sysselsättningsgrad;Arbetsledare\n"
    + "".join(f"p{n};Norr;Socialsekreterare;100 %;Ask\n" for n in range(9))
    + "Ask;Norr;Gruppledare;100 %;\n"
)
STAFF_OPTIONS = [
    "--by", "supervisor", "--role", "Socialsekreterare", "social_worker", "--role", "Gruppledare", "supervisor",
    "--fte-unit", "percent", "--rule", "molndal-supervisor-span",
]  # fmt: skip


class Said(NamedTuple):
    """What a run said, with ordinary spaces."""

    status: int
    out: str
    err: str


Run = Callable[..., Said]


def put(name: str, text: str, encoding: str = "utf-8") -> str:
    Path(name).write_text(text, encoding)
    return name


def process(*arguments: str, **how: Any) -> subprocess.CompletedProcess[str]:
    """A process of its own, with the package from where this one has it."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "statsbidrag", *arguments]
    return subprocess.run(
        command,
        env=environment,
        encoding="utf-8",
        check=False,
        timeout=60,
        **({"capture_output": True} | how),
    )


def read_csv(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


def column(rows: Sequence[dict[str, str]], name: str) -> list[str]:
    return [row[name] for row in rows]
