"""Operations: Python's values as the library's documents, and frames beside them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from decimal import MAX_PREC, Context, Decimal
from fractions import Fraction
from numbers import Integral, Real
from typing import Any, Protocol, TypeAlias, runtime_checkable

from . import _native
from ._errors import InputError, Problem

Number: TypeAlias = int | str | Decimal | Fraction
"""An exact number: never a float, but for whole ones under 2⁵³."""

Day: TypeAlias = date | str
"""A day: a :class:`datetime.date`, or a text such as ``"2017-01-01"``."""


class ArrowStream(Protocol):
    """What speaks Arrow: tables of pandas, polars, pyarrow, DuckDB and others."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """A capsule of the C stream interface."""


Frame: TypeAlias = ArrowStream | Mapping[str, object]
"""A table: whatever speaks Arrow, or a mapping of columns as lists."""

Decimals: TypeAlias = Mapping[str, int]
"""To how many decimals the floats of a column are rounded, by the column's name."""


@runtime_checkable
class Rule(Protocol):
    """What is written as a document: keys, rules, rulebooks."""

    def to_document(self) -> object:
        """The document."""


def plain(value: object) -> object:
    """A value as JSON has it, with nothing lost."""
    match value:
        case None | bool() | str():
            return value
        case int():
            # JSON readers make floats of larger ones.
            return value if -(2**63) <= value < 2**63 else str(value)
        case Decimal():
            return format(value, "f") if value.is_finite() and abs(value.adjusted()) < 1000 else str(value)
        case Fraction():
            return _fraction(value)
        case date():
            return value.isoformat()
        case Integral():
            return plain(int(value))
        case Real():
            number = float(value)
            return int(number) if number.is_integer() and abs(number) < 2**53 else _inexact(number)
        case Mapping():
            return {str(name): plain(item) for name, item in value.items()}
        case Rule():
            return value.to_document()
        case _ if hasattr(value, "item") and hasattr(value, "dtype") and getattr(value, "ndim", 1) == 0:
            return plain(value.item())
        case _ if hasattr(value, "tolist"):
            return plain(value.tolist())
        case _ if hasattr(value, "__iter__"):
            return [plain(item) for item in value]
    raise TypeError(f"{value!r} is no number, text, day or list")


def _fraction(value: Fraction) -> str:
    """A fraction as a decimal where one is exact, since amounts are decimals, and as a fraction otherwise."""
    rest, places = value.denominator, 0
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest, power = rest // prime, power + 1
        places = max(places, power)
    if rest > 1 or places > 1000:
        return str(value)
    return format(Decimal(int(value * 10**places)).scaleb(-places, Context(prec=MAX_PREC)), "f")


def written(value: object) -> str:
    """A value as the text of a JSON document. A text that is no Unicode is an error that says so."""
    return json.dumps(plain(value), ensure_ascii=False)


def _inexact(number: float) -> object:
    """A float that is no whole number: as a JSON float, which the library refuses with its place."""
    return number if number - number == 0 else str(number)


def run(
    operation: str,
    fields: Mapping[str, object],
    frames: Mapping[str, object],
    decimals: Decimals | None = None,
    work: Callable[[str, list[tuple[str, object]], dict[str, int]], _native.Result] = _native.run,
) -> _native.Result:
    """Carries an operation out on its fields, and on frames by the JSON pointers to their places."""
    document: dict[str, object] = {"operation": operation}
    document |= {name: value for name, value in fields.items() if value is not None}
    places = {path: frame for path, frame in frames.items() if frame is not None}
    for path in places:
        _make_place(document, path)
    given = _declared(decimals)
    try:
        return work(written(document), [(path, lent(frame, path)) for path, frame in places.items()], given)
    except InputError as error:
        raise _by_index(error, places) from None


def _declared(decimals: Decimals | None) -> dict[str, int]:
    if not isinstance(decimals, Mapping | None):
        raise TypeError(f"decimals is a number by column, such as {{'index': 4}}, not {decimals!r}")
    declared = {str(column): digits for column, digits in (decimals or {}).items()}
    problems = [
        Problem(
            f"/decimals/{escaped(column)}", "not_in_range", repr(digits), "a number of decimals from 0 to 18"
        )
        for column, digits in declared.items()
        if not isinstance(digits, Integral) or isinstance(digits, bool) or not 0 <= digits <= 18
    ]
    if problems:
        raise InputError(problems)
    return {column: int(digits) for column, digits in declared.items()}


def escaped(name: str) -> str:
    """A name as a step of a JSON pointer."""
    return name.replace("~", "~0").replace("/", "~1")


def _make_place(document: dict[str, object], path: str) -> None:
    """Puts null where a frame goes, in objects that are made on the way."""
    *steps, last = (step.replace("~1", "/").replace("~0", "~") for step in path.split("/")[1:])
    place: object = document
    for step in steps:
        if isinstance(place, list):
            place = place[int(step)]
        elif isinstance(place, dict):
            place = place.setdefault(step, {})
    if isinstance(place, dict):
        place[last] = None


def lent(frame: object, path: str = "") -> object:
    """A frame as the native part takes it."""
    match type(frame).__module__.partition(".")[0]:
        case "pandas" if hasattr(frame, "columns"):
            return _of_pandas(frame, path)
        case "polars" if hasattr(frame, "to_dicts"):
            return _of_polars(frame)
    return frame


def _of_pandas(frame: Any, path: str) -> object:
    """A pandas frame as a stream that is read once; or column by column, where pyarrow is not there
    or will not have a column that may not even be used."""
    names = Counter(map(str, frame.columns))
    twice = [name for name, times in names.items() if times > 1]
    if twice:
        want = "a name that stands once"
        raise InputError([Problem(f"{path}/{escaped(name)}", "duplicate", name, want) for name in twice])
    try:
        import pyarrow
    except ImportError:
        return _by_column(frame)
    try:
        return pyarrow.Table.from_pandas(frame, preserve_index=False)
    except (pyarrow.ArrowException, TypeError, ValueError, OverflowError):
        return _by_column(frame)


def _of_polars(frame: Any) -> object:
    """A polars frame without what polars alone writes as it does: columns of the types Null and Int128."""
    import polars

    plain = frame.with_columns(polars.col(polars.Null).cast(polars.String))
    if any(word in str(dtype) for dtype in plain.dtypes for word in ("Null", "Int128")):
        return {column.name: column for column in plain}
    return plain


def _by_column(frame: Any) -> dict[str, object]:
    """The columns of a pandas frame as lists, with nothing where pandas has NaN for nothing."""
    columns: dict[str, object] = {}
    for name, column in frame.items():
        cells = column.astype(object).where(column.notna(), None)
        columns[str(name)] = cells.tolist()
    return columns


def _by_index(error: InputError, frames: Mapping[str, object]) -> InputError:
    """Says where cells are by the index of a pandas frame, if it is another than the row's number."""
    told = [_told(problem, frames) for problem in error.problems]
    return error if told == error.problems else type(error)(told, error.count)


def _told(problem: Problem, frames: Mapping[str, object]) -> Problem:
    for path, frame in frames.items():
        index = getattr(frame, "index", None)
        if index is None or not problem.path.startswith(f"{path}/"):
            continue
        _, _, row = problem.path.rpartition("/")
        if row.isdecimal() and int(row) < len(index):
            (label,) = index[int(row) : int(row) + 1].tolist()
            if label != int(row):
                return problem._replace(got=f"{problem.got} (index {label!r})")
    return problem
