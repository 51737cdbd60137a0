"""Schemes (bidragskonstruktioner): a whole grant as dated, cited data, with pots within pots."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from decimal import Decimal
from typing import Any

from . import _html
from ._allocation import Language
from ._catalog import entry
from ._errors import InputError, Problem
from ._result import Result
from ._run import Day, Decimals, Frame, Number, escaped, plain, run, written


class Scheme:
    """A grant at a time: one that ships, by its id, or a document of one's own.

    Made by :func:`scheme`, or from a document for a grant that does not ship.
    """

    __slots__ = ("_document", "_when")

    def __init__(
        self,
        document: str | Mapping[str, object],
        *,
        year: int | None = None,
        date: Day | None = None,
    ) -> None:
        self._document = json.loads(written(document))
        when = {"year": year, "date": plain(date)}
        self._when = {name: value for name, value in when.items() if value is not None}

    @property
    def id(self) -> str:
        """Its id."""
        return self._document if isinstance(self._document, str) else str(self._document.get("id"))

    @property
    def about(self) -> dict[str, Any]:
        """Of a scheme that ships: name, remarks, sources, parameters and recipient sets."""
        if isinstance(self._document, str):
            return entry("scheme", self._document)
        return deepcopy(self._document)

    def to_document(self) -> object:
        """The id or the document."""
        return deepcopy(self._document)

    def __repr__(self) -> str:
        when = "".join(f", {name}={value!r}" for name, value in self._when.items())
        called = "scheme" if isinstance(self._document, str) else "Scheme"
        return f"{called}({self._document!r}{when})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Scheme):
            return NotImplemented
        return (self._document, self._when) == (other._document, other._when)

    def __hash__(self) -> int:
        return hash(json.dumps([self._document, self._when], sort_keys=True))


def scheme(id: str, *, year: int | None = None, date: Day | None = None) -> Scheme:
    """A grant that ships, in a year or on a day.

    >>> import statsbidrag as sb
    >>> s = sb.scheme("valfardsmiljarderna", year=2017)
    >>> s
    scheme('valfardsmiljarderna', year=2017)
    >>> s.about["recipient_sets"]
    ['municipality', 'region']

    :raises InputError: for an id that is not there.
    """
    entry("scheme", id)
    return Scheme(id, year=year, date=date)


class SchemeAllocation(Result):
    """A whole grant over its recipients.

    The table has ``pot``, ``recipient_set``, ``id``, ``amount`` (kronor), ``entitlement``, ``rounded_up`` and
    ``bound``: a row for each recipient in each pot.
    """

    __slots__ = ()

    @property
    def amounts(self) -> list[Decimal]:
        """The amounts in the order of the table (kronor)."""
        return self._native.amounts()

    @property
    def total(self) -> Decimal:
        """The whole grant (kronor)."""
        return Decimal(self._value("total"))

    @property
    def payable(self) -> Decimal:
        """What is paid out: all but the pots that run inside other grants (kronor)."""
        return Decimal(self._value("payable"))

    @property
    def inside_other_grants(self) -> Decimal:
        """What runs inside other grants and is not paid out by itself (kronor)."""
        return Decimal(self._value("inside_other_grants"))

    @property
    def unallocated(self) -> Decimal:
        """What is left over (kronor)."""
        return self._native.unallocated()

    @property
    def pots(self) -> list[dict[str, Any]]:
        """The pots: ``pot``, ``amount``, ``part_of``, ``inside``, ``tied``, ``inner_of``, ``recipient_set``."""
        pots: list[dict[str, Any]] = self._value("pots")
        return [{**pot, "amount": Decimal(pot["amount"])} for pot in pots]

    @property
    def by_entity(self) -> dict[str, dict[str, Decimal]]:
        """The sums by legal entity: ``payable`` and ``inside_other_grants`` (kronor)."""
        sums = self._value("by_entity") or {}
        return {
            entity: {name: Decimal(amount) for name, amount in own.items()} for entity, own in sums.items()
        }

    def explain(self, id: str, recipient_set: str | None = None, language: Language = "sv") -> str:
        """Why a recipient gets what it gets, pot by pot.

        :param recipient_set: ``municipality`` or ``region``, say; where the id is in several.
        """
        if recipient_set is None:
            pairs = zip(self.table["id"], self.table["recipient_set"], strict=True)
            sets = sorted({str(other) for own, other in pairs if own == id})
            if len(sets) != 1:
                got, want = (
                    f"{id} in {', '.join(sets) or 'no recipient set'}",
                    "a recipient set that it is in",
                )
                raise InputError(
                    [Problem("/recipient_set", "unknown_id" if not sets else "missing", got, want)]
                )
            (recipient_set,) = sets
        return self._native.explain(id, language, recipient_set)

    def _heading(self) -> list[tuple[str, str]]:
        return [
            ("Summa", f"{_html.number(self.total)} kr"),
            ("Betalas ut", f"{_html.number(self.payable)} kr"),
            ("Inom andra bidrag", f"{_html.number(self.inside_other_grants)} kr"),
        ]

    def _shown_before(self) -> str:
        columns = ("pot", "amount", "part_of", "inside", "recipient_set")
        shown = {name: [pot[name] for pot in self.pots] for name in columns}
        shown["inside"] = [inside and inside["sv"] for inside in shown["inside"]]
        return _html.grid(shown, "Potter (kronor)")


def allocate_scheme(
    scheme: Scheme,
    frames: Mapping[str, Frame],
    *,
    id: str,
    entity: str | None = None,
    total: Number | None = None,
    parameters: Mapping[str, Number] | None = None,
    status: str | None = None,
    facts_on: Mapping[str, Day] | None = None,
    decimals: Decimals | None = None,
) -> SchemeAllocation:
    """Divides a whole grant over its recipients.

    :param scheme: the grant, of :func:`scheme`.
    :param frames: the facts of each recipient set, such as ``{"municipality": m, "region": g}``.
    :param id: the column of ids in every frame; a column ``name`` is used in explanations.
    :param entity: a column that says which legal entity a recipient is (Gotland is in both sets).
    :param total: kronor, where it is another than the scheme's.
    :param parameters: values of the scheme's parameters, which have no defaults.
    :raises InputError: for facts that cannot be read: every problem, with its place.
    :raises RuleError: where a value is not known for the year, or a parameter is not given.
    :raises InfeasibleError: where minimums and maximums of a pot cannot be kept.

    >>> import statsbidrag as sb
    >>> s = sb.scheme("valfardsmiljarderna", year=2021)
    >>> r = sb.allocate_scheme(s, {"municipality": {"id": ["0180", "1480"], "population": [3, 1]},
    ...                            "region": {"id": ["01"], "population": [1]}}, id="id")
    >>> r.amounts  # 7 and 3 billion kronor, by inhabitants alone
    [Decimal('5250000000.00'), Decimal('1750000000.00'), Decimal('3000000000.00')]
    """
    if not isinstance(scheme, Scheme) or not isinstance(frames, Mapping):
        raise TypeError("a Scheme and a frame for each recipient set are wanted")
    fields = {
        "scheme": scheme, "id": id, "entity": entity, "total": total, "parameters": parameters,
        "status": status, "facts_on": facts_on, "frames": {}, **scheme._when,
    }  # fmt: skip
    places = {f"/frames/{escaped(name)}": frame for name, frame in frames.items()}
    return SchemeAllocation(run("allocate_scheme", fields, places, decimals))
