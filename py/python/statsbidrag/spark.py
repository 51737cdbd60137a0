"""Allocation and assessment on a Spark cluster (PySpark 4): the same answers, group by group and part by part.

The functions give lazy frames of PySpark. The work is done where the rows are, by this package, which has to be
installed with pyarrow on every worker too. A national register, or a million scenarios, fits on a cluster where it
does not fit in one computer's memory; what fits is quicker with :func:`statsbidrag.allocate` and its ``by``.

Numbers are exact here too: use ``DecimalType``, whole numbers or texts in the frame, and ``DateType`` or
``TimestampNTZType`` for days (a ``TimestampType`` has a zone and is refused). What is wrong is an
:class:`~statsbidrag.InputError` on the worker, which PySpark shows as a ``PythonException`` with its text.

>>> from statsbidrag.spark import allocate_groups
>>> paid = allocate_groups(scenarios, by="scenario", total="budget", key="population",
...                        id="municipality")  # doctest: +SKIP
>>> paid.groupBy("scenario").sum("amount").show()  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from ._allocation import allocate
from ._errors import InputError, Problem, StatsbidragError
from ._key import Components, Key
from ._optional import optional
from ._run import Decimals, Frame, Number, escaped
from ._stimulus import Rulebook, assess

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame

__all__ = ["allocate_groups", "assess_partitions"]

_REMEDY = "pip install 'statsbidrag[spark]'"


def allocate_groups(
    df: DataFrame,
    *,
    by: str,
    total: Number | Mapping[Any, Number],
    key: Key | str | Components,
    id: str,
    **options: Any,
) -> DataFrame:
    """Divides a total within each group (scenario, year, county), as :func:`statsbidrag.allocate` does with ``by``.

    :param df: a row for each recipient in each group. The rows of a group are brought to one worker.
    :param by: the column of groups, of any type.
    :param total: kronor for each group: the name of a column that has one value within a group; or kronor by group, by
        the group as Python has it, for which the groups of the frame are read at once (a total that lacks its group,
        or a group its total, is an error here); or the same kronor for every group. A text that is the name of a
        column is the column.
    :param key: as of :func:`statsbidrag.allocate`, like ``id`` and the options: ``parameters``, ``unit``,
        ``rounding``, ``ties``, ``minimum``, ``maximum``, ``bounds``, ``only``, ``decimals`` and more.
    :returns: the group column, the id column and ``amount`` (kronor, ``decimal(38,2)``), in no order.
    :raises InputError: for a column that is not there, and for totals that do not go with the groups.
    """
    types = optional("pyspark.sql.types", _REMEDY)
    column = total if isinstance(total, str) and total in df.columns else None
    wanted = {"/by": by, "/id": id}
    missing = {path: name for path, name in wanted.items() if name not in df.columns}
    if missing:
        want = f"a column of the frame: {', '.join(df.columns)}"
        raise InputError([Problem(path, "unknown_column", str(name), want) for path, name in missing.items()])
    if isinstance(total, Mapping):
        _check_totals(total, [row[0] for row in df.select(by).distinct().collect()])

    def divided(group: tuple[Any, ...], table: pyarrow.Table) -> pyarrow.Table:
        value = group[0].as_py()
        try:
            if value is None:
                raise InputError([Problem(f"/frame/{escaped(by)}", "missing", "an empty cell", "a group")])
            own = _the_one(table, column) if column is not None else _of_group(total, value)
            result = allocate(table, total=own, key=key, id=id, **options)
        except StatsbidragError as error:
            raise _with(error, f"group {value!r}") from None
        told = _arrow(result)
        columns = {by: table[by], id: told[id], "amount": told["amount"]}
        return type(told).from_pydict(columns)

    text, money = types.StringType(), types.DecimalType(38, 2)
    fields = [df.schema[by], types.StructField(id, text), types.StructField("amount", money)]
    return df.groupBy(by).applyInArrow(_two_arguments(divided), types.StructType(fields))


def assess_partitions(
    df: DataFrame,
    *,
    rulebook: Rulebook | str | Mapping[str, object],
    year: int,
    staffing: Frame | None = None,
    sharing: Literal["pro_rata", "by_start", "by_list"] = "pro_rata",
    order: Sequence[str] | None = None,
    across_roles: bool = False,
    split: Literal["refuse", "by_day"] = "refuse",
    decimals: Decimals | None = None,
    repartition: bool = True,
) -> DataFrame:
    """What a stimulus grant pays of each claim line, as :func:`statsbidrag.assess`, part by part of the frame.

    A cap, against a baseline or on amounts, is held for a recipient as a whole: **all lines of a recipient must be in
    one partition**, or each partition's lines get the whole cap. They are brought there, by the column ``recipient``;
    say ``repartition=False`` only of a frame that is so already, such as after ``df.repartition("recipient")``, or
    where the rulebook has no caps and no staffing is given. An id that stands in two partitions is not seen.

    :param df: a row for each cost, with the columns of :func:`statsbidrag.assess`.
    :param staffing: a table of all recipients, which every worker gets: of pandas, polars or pyarrow, or a mapping.
    :param order: the ids in the order of their recipients, for ``sharing="by_list"``.
    :returns: ``id``, ``verdict``, ``approved``, ``refused``, ``undetermined`` (kronor, ``decimal(38,2)``) and
        ``reasons`` (``array<string>``), in no order.
    :raises InputError: for a column ``recipient`` that is not there; of claims on the worker, by rows of its partition.
    """
    types = optional("pyspark.sql.types", _REMEDY)
    if repartition:
        if "recipient" not in df.columns:
            want = f"this column beside {', '.join(df.columns)}"
            raise InputError([Problem("/claims/recipient", "missing", "no such column", want)])
        df = df.repartition("recipient")

    def assessed(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        given = list(batches)
        if not sum(batch.num_rows for batch in given):
            return
        claims = optional("pyarrow", _REMEDY).Table.from_batches(given)
        own = None
        if order is not None:
            here = set(claims["id"].to_pylist()) if "id" in claims.column_names else set()
            own = [line for line in order if line in here]
        result = assess(
            claims, rulebook=rulebook, year=year, staffing=staffing, sharing=sharing, order=own,
            across_roles=across_roles, split=split, decimals=decimals,
        )  # fmt: skip
        yield from _arrow(result).to_batches()

    text, money = types.StringType(), types.DecimalType(38, 2)
    columns = {
        "id": text, "verdict": text, "approved": money, "refused": money, "undetermined": money,
        "reasons": types.ArrayType(text),
    }  # fmt: skip
    fields = [types.StructField(name, of) for name, of in columns.items()]
    return df.mapInArrow(assessed, types.StructType(fields))


def _check_totals(total: Mapping[Any, Number], groups: Sequence[Any]) -> None:
    """Every group has its total, and every total its group."""
    path = "/total/{}".format
    lacking = [
        Problem(path(escaped(str(group))), "missing", "no total", "one for every group")
        for group in groups
        if group is not None and group not in total
    ]
    unknown = [
        Problem(path(escaped(str(name))), "unknown_name", str(name), "a group of the frame")
        for name in total
        if name not in groups
    ]
    if lacking or unknown:
        raise InputError([*lacking, *unknown])


def _of_group(total: Number | Mapping[Any, Number], group: Any) -> Number:
    return total[group] if isinstance(total, Mapping) else total


def _the_one(table: pyarrow.Table, column: str) -> Any:
    """The value that a column has in all rows."""
    values = table[column].unique().to_pylist()
    if values == [None]:
        raise InputError([Problem("/total", "missing", f"an empty cell of {column}", "kronor")])
    if len(values) != 1:
        got = ", ".join("an empty cell" if value is None else str(value) for value in values[:3])
        raise InputError(
            [Problem("/total", "conflict", f"{column}: {got}", "one total in all rows of a group")]
        )
    return values[0]


def _with(error: StatsbidragError, where: str) -> StatsbidragError:
    """The error with where it was, for rows count from the first of a group."""
    told = [problem._replace(got=f"{problem.got} ({where})") for problem in error.problems]
    return type(error)(told, error.count)


def _arrow(result: object) -> pyarrow.Table:
    table: pyarrow.Table = optional("pyarrow", _REMEDY).table(result)
    return table


def _two_arguments(function: Callable[[tuple[Any, ...], Any], Any]) -> Callable[[tuple[Any, ...], Any], Any]:
    """The function without its annotations, which PySpark would look up where they are not known."""
    function.__annotations__ = {}
    return function
