"""Files that are given: tables, documents and keys, with everything that is wrong in any of them."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from .._errors import InputError, Problem, StatsbidragError
from .._notation import Number
from .._read import Value, places, read_with_faults
from ._problems import Place, Refused, in_file, of_operation, place_of
from ._progress import Step
from ._say import Say
from ._values import Values

Found = TypeVar("Found")

Table = dict[str, list[Value]]


class Files:
    """Reads files and values, and keeps where they came from.

    :meth:`check` refuses what is wrong in them, and :meth:`operation` that with what the library finds wrong.
    """

    def __init__(self, options: argparse.Namespace, say: Say, step: Step) -> None:
        self._options, self._say, self.step = options, say, step
        self._options_there = set(vars(options))
        self._wrong: list[str] = []
        self._told: set[str] = set()
        self._is_whole = True
        self.sources: dict[str, tuple[str, Place]] = {}

    def table(self, path: str, pointer: str, kind: str | None = None) -> Table:
        """The table of a file, which has this place in the operation's document.

        What cannot be read of it is noted; the answer is empty where that is more than single cells.
        """
        self.step(self._say(f"Läser {path}", f"Reading {path}"))
        how = {"kind": kind, **self._how(path)}
        at = _Places(path, how)
        try:
            read = read_with_faults(path, **how)
        except StatsbidragError as error:
            self.note_all(in_file(error, path, at, self._say))
            return {}
        except (OSError, ImportError) as error:
            self.note(path, error)
            return {}
        self.sources[pointer] = (path, at)
        if found := read.told.problems:
            self._wrong += in_file(InputError(found, read.told.count), path, at, self._say)
            self._empty(f"{pointer}{problem.path}" for problem in found)
            self._is_whole = self._is_whole and read.is_whole
        return read.table if read.is_whole else {}

    def _how(self, path: str) -> dict[str, str | None]:
        """The options that are about files of this kind."""
        is_text = Path(path).suffix.lower() not in {".xlsx", ".xlsm", ".parquet"}
        names = ("encoding", "delimiter") if is_text else ("sheet",) if not path.endswith(".parquet") else ()
        return {name: getattr(self._options, name) for name in names}

    def document(self, path: str) -> Any:
        """The document of a JSON file; None where it cannot be read, which is noted."""
        try:
            text = Path(path).read_bytes().decode("utf-8-sig")
            return json.loads(text, object_pairs_hook=self._fields)
        except (OSError, ValueError, RecursionError) as error:
            self.note(path, error)
            return None

    def _fields(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """The fields of an object, none of which may be there twice: the last would win, silently."""
        names = Counter(name for name, _ in pairs)
        if twice := ", ".join(name for name, times in names.items() if times > 1):
            raise ValueError(self._say(f"{twice} står två gånger", f"{twice} stands twice"))
        return dict(pairs)

    def number(self, text: str, option: str) -> Number | Fraction:
        """The number that was given with an option; where it is none that is noted, and the answer is 1."""
        try:
            return Values(self._say).number(text)
        except argparse.ArgumentTypeError as error:
            self.note(option, str(error))
            return 1

    def conflict(self, option: str, other: str) -> None:
        """Notes options that exclude each other."""
        self.note(
            option, self._say(f"går inte att ange tillsammans med {other}", f"cannot stand beside {other}")
        )

    def note(self, path: str, error: Exception | str) -> None:
        """Notes what is wrong with a file."""
        self.note_all([f"{path}: {reason(error, self._say)}"])

    def note_all(self, lines: Iterable[str]) -> None:
        """Notes what is wrong, after which nothing is to be computed, not even to find more."""
        self._wrong += lines
        self._is_whole = False

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Notes cells that are not what they should be, as problems of the operation's document; they are empty then."""
        if found := list(problems):
            self._wrong += self._lines(InputError(found[:1000], len(found)))
            self._empty(problem.path for problem in found)

    def _empty(self, paths: Iterable[str]) -> None:
        """Keeps which cells are empty as they could not be read, which is not to be told again."""
        self._told |= {place_of(path, self.sources, self._options_there, self._say) for path in paths}

    def by_id(self, find: Callable[[str], Found], id: str) -> Found | None:
        """What goes by an id; None where nothing does, which is noted."""
        try:
            return find(id)
        except StatsbidragError as error:
            self.note_all(self._lines(error))
            return None

    def _lines(self, error: StatsbidragError) -> Iterator[str]:
        return of_operation(error, self.sources, self._options_there, self._say, self._told)

    @contextmanager
    def operation(self, what: str) -> Iterator[None]:
        """Carries an operation out; what it finds wrong is told with what is wrong in its file.

        Cells that could not be read are empty then, and are not told again. Of several files that are held against
        each other nothing more is told, for what is missing in one would make faults of what is right in another.
        """
        if not self._is_whole or len(self.sources) > 1:
            self.check()
        self.step(what)
        try:
            yield
        except StatsbidragError as error:
            if not self._wrong:
                raise
            self._wrong += self._lines(error)
        self.check()

    def check(self) -> None:
        """Raises :class:`Refused` where anything is wrong."""
        if self._wrong:
            raise Refused(self._wrong)


class _Places:
    """Where the cells of a table stand in its file, which is looked into again when there is a problem."""

    def __init__(self, path: str, how: dict[str, str | None]) -> None:
        self._path, self._how = path, how
        self._found: Place | None = None

    def __call__(self, column: str, row: int | None) -> tuple[str, str] | None:
        try:
            self._found = self._found or places(self._path, **self._how)
            return self._found(column, row)
        except (StatsbidragError, OSError, IndexError):  # the file is another by now
            return None


def reason(error: Exception | str, say: Say) -> str:
    """Why something cannot be read or written, without what the place says already."""
    match error:
        case FileNotFoundError():
            return say("filen finns inte", "there is no such file")
        case IsADirectoryError():
            return say("är en mapp", "is a directory")
        case PermissionError():
            return say("får inte läsas eller skrivas", "may not be read or written")
        case OSError(strerror=str(told)):
            return told
        case json.JSONDecodeError():
            at = say(
                f"rad {error.lineno}, tecken {error.colno}", f"line {error.lineno}, column {error.colno}"
            )
            return say(f"är ingen JSON ({at}: {error.msg})", f"is no JSON ({at}: {error.msg})")
    return str(error)
