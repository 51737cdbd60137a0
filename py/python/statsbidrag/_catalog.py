"""What ships: grants, rules, reports, rulebooks, tables of facts, and the dates to keep."""

from __future__ import annotations

import json
from typing import Any

from . import _native
from ._result import Result
from ._run import run
from ._table import Table


class Catalog(Result):
    """What ships. The table has the dates to keep: ``due``, ``who``, ``what``, ``rulebook``, ``year``, ``about``,
    ``on_holiday``, ``cite``."""

    __slots__ = ()

    _main = "dates"

    @property
    def schemes(self) -> list[str]:
        """The ids of grants that :func:`scheme` takes."""
        return list(self._value("schemes"))

    @property
    def rules(self) -> list[str]:
        """The ids of rules that :func:`rule` takes."""
        return list(self._value("rules"))

    @property
    def reports(self) -> list[str]:
        """The ids of report forms that :func:`staffing_report` takes."""
        return list(self._value("reports"))

    @property
    def rulebooks(self) -> list[str]:
        """The ids of rulebooks that :func:`rulebook` takes."""
        return list(self._value("rulebooks"))

    @property
    def facts(self) -> list[str]:
        """The ids of tables that :func:`facts` takes."""
        return list(self._value("facts"))

    @property
    def dates(self) -> Table:
        """The dates to keep, in order."""
        return self.table

    def __repr__(self) -> str:
        told = {
            "schemes": self.schemes, "rules": self.rules, "reports": self.reports,
            "rulebooks": self.rulebooks, "facts": self.facts,
        }  # fmt: skip
        return f"<Catalog {json.dumps(told, ensure_ascii=False)}>"


class Facts(Result):
    """A table of facts that ships, with its source."""

    __slots__ = ()

    _main = "frame"

    @property
    def about(self) -> dict[str, Any]:
        """What it is, of what kind (``register``, ``statistics`` or ``demonstration``), and from where."""
        about: dict[str, Any] = self._value("facts")
        return about


def catalog() -> Catalog:
    """What ships, by id, and the dates to keep.

    >>> import statsbidrag as sb
    >>> "valfardsmiljarderna" in sb.catalog().schemes
    True
    """
    return Catalog(run("catalog", {}, {}))


def facts(id: str) -> Facts:
    """A table of facts that ships, which every function takes as a frame.

    :raises InputError: for an id that is not there.

    >>> import statsbidrag as sb
    >>> len(sb.facts("municipalities")), sb.facts("asylum_seekers_demonstration").about["kind"]
    (290, 'demonstration')
    """
    return Facts(_asked("facts", id))


def entry(kind: str, id: str) -> dict[str, Any]:
    """The document of a rule, report or rulebook that ships, or what there is to say of a scheme."""
    values: dict[str, Any] = json.loads(_asked(kind, id).values())
    document: dict[str, Any] = values[kind]
    return document


def _asked(kind: str, id: str) -> _native.Result:
    if not isinstance(id, str):
        raise TypeError(f"the id of what ships is a text, not {id!r}")
    return run("catalog", {kind: id}, {})
