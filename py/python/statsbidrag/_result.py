"""What all results have in common."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from . import _html, _native
from ._errors import Problem, StatsbidragError
from ._table import Table

if TYPE_CHECKING:
    import pandas


class Result:
    """The result of an operation: tables, values and a receipt.

    A result does not change. It can be copied and pickled: what is kept are the facts and the rules,
    from which the same version of the library computes the same result again.
    """

    __slots__ = ("_native", "_tables", "_values")

    _main: ClassVar[str] = "result"

    def __init__(self, native: _native.Result) -> None:
        self._native = native
        # Each as JSON, so that whoever changes what he got changes his own.
        self._values: dict[str, str] | None = None
        self._tables: dict[str, Table] = {}

    def _value(self, name: str) -> Any:
        if self._values is None:
            values = json.loads(self._native.values())
            self._values = {name: json.dumps(value) for name, value in values.items()}
        return json.loads(self._values.get(name, "null"))

    def _table(self, name: str) -> Table:
        if name not in self._tables:
            self._tables[name] = Table(self._native.table(name))
        return self._tables[name]

    @property
    def table(self) -> Table:
        """The table of the result."""
        return self._table(self._main)

    @property
    def receipt(self) -> dict[str, Any]:
        """What the result was computed from: version, rules, and hashes of rules and facts."""
        receipt: dict[str, Any] = self._value("receipt")
        return receipt

    def to_pandas(self) -> pandas.DataFrame:
        """The table of the result as a pandas frame."""
        return self.table.to_pandas()

    def to_dict(self) -> dict[str, list[Any]]:
        """The columns of the result's table as lists."""
        return self.table.to_dict()

    def to_excel(self, path: str | os.PathLike[str], *, language: Literal["sv", "en"] = "sv") -> None:
        """Writes the tables of the result to a workbook, a sheet each, with the receipt.

        Headings and the words of codes are in the language; codes of reasons stay codes. Numbers that a
        spreadsheet keeps exactly are numbers, others texts with all their digits.

        :raises ImportError: without XlsxWriter: ``pip install statsbidrag[excel]``.
        """
        from ._excel._results import write_result

        tables = {name: self._table(name).to_dict() for name in self._native.table_names()}
        unit = json.loads(self._native.document()).get("unit")
        write_result(path, tables, self.receipt, language, unit)

    def __len__(self) -> int:
        return len(self.table)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.table.__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self)} rows>"

    def _repr_html_(self) -> str:
        return _html.result(type(self).__name__, self._heading(), self.table, self._shown_before())

    def _heading(self) -> list[tuple[str, str]]:
        """What stands over the table where the result is shown: names and values, in Swedish."""
        return []

    def _shown_before(self) -> str:
        """What is shown over the table, as HTML."""
        return ""

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce__(self) -> tuple[Callable[..., Self], tuple[str, str, dict[str, int]]]:
        return type(self)._restored, (
            _native.VERSION,
            self._native.document(),
            self._native.decimals(),
        )

    @classmethod
    def _restored(cls, version: str, document: str, decimals: dict[str, int]) -> Self:
        if version != _native.VERSION:
            raise StatsbidragError(
                [Problem("/version", "conflict", version, f"a result of version {_native.VERSION}")]
            )
        return cls(_native.run(document, [], decimals))
