"""Tables of results."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Self

from . import _html, _native

if TYPE_CHECKING:
    import pandas


class Table:
    """A table of a result, which any reader of Arrow takes.

    ``polars.DataFrame(table)`` and ``pyarrow.table(table)`` read it as it is; :meth:`to_pandas` and
    :meth:`to_dict` need neither. Kronor are Decimals with two decimals (in Arrow decimal128(38, 2)).
    Other exact numbers are a Decimal, or a Fraction where no decimal is exact; Arrow has them with six
    decimals, rounded half away from zero, for reading.

    >>> import statsbidrag as sb
    >>> a = sb.allocate({"id": ["a", "b"], "weight": [1, 2]}, total=9, key="weight", id="id")
    >>> a.table.columns
    ['id', 'amount', 'entitlement', 'rounded_up', 'bound']
    >>> a.table["amount"]
    [Decimal('3.00'), Decimal('6.00')]
    """

    __slots__ = ("_native",)

    def __init__(self, native: _native.Table) -> None:
        self._native = native

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return self._native.column_names

    def __len__(self) -> int:
        return len(self._native)

    def __getitem__(self, column: str) -> list[Any]:
        return self._native.column(column)

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __contains__(self, column: object) -> bool:
        return column in self.columns

    def to_dict(self) -> dict[str, list[Any]]:
        """The columns as lists."""
        return {name: self._native.column(name) for name in self.columns}

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows one by one."""
        columns = self.to_dict()
        for cells in zip(*columns.values(), strict=True):
            yield dict(zip(columns, cells, strict=True))

    def to_pandas(self) -> pandas.DataFrame:
        """The table as a pandas frame: texts, Decimals and Fractions, nothing rounded."""
        import pandas

        return pandas.DataFrame(self.to_dict())

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._native.__arrow_c_stream__(requested_schema)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __repr__(self) -> str:
        return f"<Table of {len(self)} rows: {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        return _html.table(self)
