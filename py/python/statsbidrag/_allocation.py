"""Allocation (fördelning): a total over recipients by a key, to the last krona."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypedDict, Unpack, overload

from . import _html
from ._key import Bound, Components, Key
from ._result import Result
from ._run import Day, Decimals, Frame, Number, run

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Language = Literal["sv", "en"]


class Allocation(Result):
    """Who gets how much (fördelning), and everything needed to say why.

    The table has the id column, ``amount`` (kronor), ``entitlement`` (the exact share in kronor, with
    six decimals for reading; the fraction is in the certificate), ``rounded_up`` and ``bound``
    (``minimum``, ``maximum`` or empty); with the rounding scope ``component`` also
    ``amount_<component>``. It is in the order of the frame.
    """

    __slots__ = ()

    @property
    def ids(self) -> list[str]:
        """The recipients, in the order of the frame."""
        return self._native.ids()

    @property
    def amounts(self) -> list[Decimal]:
        """What each gets: kronor with two decimals, in the order of the frame."""
        return self._native.amounts()

    @property
    def unallocated(self) -> Decimal:
        """The total less the amounts: zero but for statutory roundings (kronor)."""
        return self._native.unallocated()

    @property
    def tied(self) -> list[str]:
        """The recipients that were equal at the cut."""
        return self._native.tied()

    @property
    def by_entity(self) -> dict[str, Decimal]:
        """The sums by legal entity, where a column of entities was named (kronor)."""
        sums = self._value("by_entity") or {}
        return {entity: Decimal(amount) for entity, amount in sums.items()}

    def explain(self, id: str, language: Language = "sv") -> str:
        """Why a recipient gets what it gets: facts, shares, exact entitlement, rounding.

        :raises InputError: for a recipient that is not there.
        """
        return self._native.explain(id, language)

    def instalments(self, number: int) -> list[list[Decimal]]:
        """The amounts in so many payments, which sum to them: a list of amounts for each payment.

        Payments are whole units and differ by at most one, the last being larger.
        """
        return self._native.instalments(number)

    def verify(self) -> None:
        """Checks the result by other means than it was computed by.

        :raises StatsbidragError: where it does not hold, which would be an error of the library.
        """
        self._native.verify()

    def certificate(self) -> dict[str, Any]:
        """Every number that the result rests on (intyg), which ``python -m statsbidrag.verify`` and
        anyone else can check with exact fractions."""
        certificate: dict[str, Any] = json.loads(self._native.certificate())
        return certificate

    def compare(self, other: Allocation, per: str | None = None) -> Comparison:
        """Why another result differs from this one, recipient by recipient, by cause.

        :param per: a column, such as ``population``, to tell kronor per unit of.
        """
        if not isinstance(other, Allocation):
            raise TypeError(f"an Allocation is wanted, not {other!r}")
        return Comparison(self._native.compare(other._native, per))

    def plot(
        self,
        *,
        per: str | None = None,
        ax: Axes | None = None,
        highlight: str | Iterable[str] | None = None,
        language: Language = "sv",
    ) -> Axes:
        """Draws the recipients ranked by what they get (matplotlib).

        :param per: a column of the frame, such as ``population``, to draw kronor per unit of, with a line at what all
            get per unit together. Without it kronor are drawn.
        :param ax: where to draw; on a new figure if that is not said.
        :param highlight: ids to draw the eye to.
        :raises InputError: for a column or an id that is not there.
        :raises ImportError: without matplotlib: ``pip install statsbidrag[plot]``.
        """
        from ._plot._allocation import plot_allocation

        return plot_allocation(self, per, ax, highlight, language)

    def to_excel(self, path: str | os.PathLike[str], *, language: Language = "sv") -> None:
        """Writes a workbook that recomputes every amount by live formulas, and says whether all agree.

        It has the amounts, the facts, the key with its options and receipt, and a derivation for a recipient that
        one picks. Where a spreadsheet's numbers cannot hold the computation it says so, and checks the sums.

        :raises ImportError: without XlsxWriter: ``pip install statsbidrag[excel]``.
        """
        from ._excel._results import write_divided

        document = json.loads(self._native.document())
        write_divided(path, document, self.certificate(), self.receipt, language)

    def _heading(self) -> list[tuple[str, str]]:
        amounts, unit = self.amounts, self.receipt["rules"]["unit"]
        told = [
            ("Summa", _html.amount(sum(amounts, Decimal(0)), unit)),
            ("Mottagare", _html.number(len(amounts))),
        ]
        if self.unallocated:
            told.append(("Ofördelat", _html.amount(self.unallocated, unit)))
        if self.tied:
            told.append(("Lika vid gränsen", ", ".join(self.tied)))
        return told


class GroupedAllocation(Result):
    """One allocation for each group: scenarios, years, counties.

    The table has the group column, the id column and ``amount`` (kronor), in the order of the frame.
    """

    __slots__ = ()

    @property
    def ids(self) -> list[str]:
        """The recipients, in the order of the frame."""
        return self._native.ids()

    @property
    def amounts(self) -> list[Decimal]:
        """What each gets: kronor with two decimals, in the order of the frame."""
        return self._native.amounts()

    @property
    def groups(self) -> dict[str, dict[str, Any]]:
        """For each group its ``total`` and what is ``unallocated`` (kronor), and how many were ``tied``."""
        groups: dict[str, dict[str, Any]] = self._value("groups")
        money = ("total", "unallocated")
        return {
            name: {field: Decimal(cell) if field in money else cell for field, cell in group.items()}
            for name, group in groups.items()
        }


class Comparison(Result):
    """Why two allocations differ: a row for each recipient, a column for each cause.

    ``before``, ``after`` and ``difference`` are kronor; the causes ``total``, ``key``, ``facts`` (or both
    as ``key_and_facts``, where they cannot be told apart), ``bounds`` and ``rounding`` are exact and sum to
    the difference.
    """

    __slots__ = ()

    @property
    def totals(self) -> dict[str, str | None]:
        """The sums of the columns, as exact texts."""
        totals: dict[str, str | None] = self._value("totals")
        return totals

    @property
    def order(self) -> list[str]:
        """In which order the causes were told apart."""
        order: list[str] = self._value("order")
        return order

    def plot(
        self,
        *,
        kind: Literal["ranked", "scatter"] = "ranked",
        labels: tuple[str, str] | None = None,
        ax: Axes | None = None,
        highlight: str | Iterable[str] | None = None,
        language: Language = "sv",
    ) -> Axes:
        """Draws one allocation against the other (matplotlib): kronor, or kronor per unit where ``per`` was given.

        :param kind: ``ranked``: who gains and loses, and how much; ``scatter``: a point for each recipient, those
            above the diagonal get more.
        :param labels: what the two are called, the one before first.
        :param ax: where to draw; on a new figure if that is not said.
        :param highlight: ids to draw the eye to.
        :raises InputError: for an id that is not there.
        :raises ImportError: without matplotlib: ``pip install statsbidrag[plot]``.
        """
        from ._plot._allocation import plot_comparison

        return plot_comparison(self, kind, ax, highlight, labels, language)

    def _heading(self) -> list[tuple[str, str]]:
        names = {"before": "Före", "after": "Efter", "difference": "Skillnad"}
        unit = json.loads(self._native.document())["before"]["unit"]
        sums = ((told, self.totals[name]) for name, told in names.items())
        return [(told, _html.amount(Decimal(amount), unit)) for told, amount in sums if amount is not None]


class SecondRound(Result):
    """A second round (andra fördelningen): ``frame``, ``requisitioned``, ``second_round`` and ``amount``, kronor."""

    __slots__ = ()

    @property
    def unclaimed(self) -> Decimal:
        """What nobody requisitioned (kronor)."""
        return Decimal(self._value("unclaimed"))

    @property
    def unallocated(self) -> Decimal:
        """What nobody wanted either (kronor)."""
        return Decimal(self._value("unallocated"))


class PublishedCheck(Result):
    """Where a published table does not add up: ``id``, ``printed``, ``computed``, ``difference`` (kronor), ``kind``."""

    __slots__ = ()

    _main: ClassVar[str] = "result"


class AllocateOptions(TypedDict, total=False):
    """The options of :func:`allocate`, which says what they are."""

    name: str | None
    parameters: Mapping[str, Number] | None
    unit: Number | Literal["count"]
    rounding: str
    rounding_scope: Literal["combined", "component"]
    ties: Literal["by_id", "by_weight", "by_list", "refuse"] | None
    minimum: Bound | None
    maximum: Bound | None
    bounds: Literal["water_level", "base_then_share", "top_up_original_quota"]
    reduce_minimums: bool
    minimum_for_zero: bool
    tie_order: Sequence[str] | None
    only: str | None
    entity: str | None
    decimals: Decimals | None
    status: Literal["preliminary", "final"] | None
    facts_on: Mapping[str, Day] | None
    recipients: str | None


@overload
def allocate(
    frame: Frame,
    total: Number,
    key: Key | str | Components,
    *,
    id: str,
    by: None = None,
    **options: Unpack[AllocateOptions],
) -> Allocation: ...
@overload
def allocate(
    frame: Frame,
    total: Number | Mapping[str, Number],
    key: Key | str | Components,
    *,
    id: str,
    by: str,
    **options: Unpack[AllocateOptions],
) -> GroupedAllocation: ...
def allocate(
    frame: Frame,
    total: Number | Mapping[str, Number],
    key: Key | str | Components,
    *,
    id: str,
    name: str | None = None,
    parameters: Mapping[str, Number] | None = None,
    unit: Number | Literal["count"] = "1",
    rounding: str = "largest_remainder",
    rounding_scope: Literal["combined", "component"] = "combined",
    ties: Literal["by_id", "by_weight", "by_list", "refuse"] | None = None,
    minimum: Bound | None = None,
    maximum: Bound | None = None,
    bounds: Literal["water_level", "base_then_share", "top_up_original_quota"] = "water_level",
    reduce_minimums: bool = False,
    minimum_for_zero: bool = False,
    tie_order: Sequence[str] | None = None,
    only: str | None = None,
    entity: str | None = None,
    by: str | None = None,
    decimals: Decimals | None = None,
    status: Literal["preliminary", "final"] | None = None,
    facts_on: Mapping[str, Day] | None = None,
    recipients: str | None = None,
) -> Allocation | GroupedAllocation:
    """Divides a total over recipients by an allocation key (fördelningsnyckel).

    :param frame: the facts, a row for each recipient.
    :param total: kronor; with ``by`` also kronor by group; persons or seats with ``unit="count"``.
    :param key: a :class:`Key`, its components, or one measure such as ``"population"``.
    :param id: the column of ids, which are texts: ``"0180"`` keeps its zero.
    :param name: the column of names, for explanations.
    :param parameters: values of the ``$names`` in the key.
    :param unit: the smallest sum that is paid, in kronor: ``"0.01"``, ``"1"``, ``"1000"``.
    :param rounding: ``largest_remainder``; ``down``, ``up``, ``half_up``, ``half_down``, ``half_even``;
        ``webster``, ``dhondt``, ``adams``, ``dean``, ``huntington_hill``.
    :param rounding_scope: whether components are rounded together or each by itself.
    :param ties: who goes first among equals; by id where that is not said and units are öre or kronor.
    :param minimum: kronor for all, the name of a column of kronor, :func:`per_unit` or :func:`share_of`.
    :param maximum: likewise.
    :param bounds: how minimums and maximums act.
    :param reduce_minimums: cut minimums that do not fit the total, instead of refusing.
    :param minimum_for_zero: give recipients without weight their minimum.
    :param tie_order: every id once, for ``ties="by_list"``.
    :param only: a yes/no column: who takes part.
    :param entity: a column that says which legal entity a recipient is, for sums by entity.
    :param by: a column of groups (scenarios, years): one allocation for each.
    :param decimals: to how many decimals the floats of columns are rounded, half away from zero; the
        receipt shows it. Without it a float must be a whole number.
    :param status: preliminary or final, for the receipt.
    :param facts_on: the day that the facts of a column are of, for the receipt.
    :param recipients: a register (``municipalities`` or ``regions``) to check the ids against.
    :returns: an :class:`Allocation`; with ``by`` a :class:`GroupedAllocation`.
    :raises InputError: what is wrong, all of it; nothing has been computed then.
    :raises RuleError: equals that are to be refused.
    :raises InfeasibleError: minimums and maximums that cannot be kept.
    :raises TooLargeError: numbers beyond the range.

    >>> import statsbidrag as sb
    >>> facts = {"code": ["0180", "1280", "1480"], "population": [935_619, 328_494, 556_640],
    ...          "asylum_seekers": [1_200, 2_300, 3_100]}
    >>> a = sb.allocate(facts, total=10_000_000_000, id="code",
    ...                 key={"asylum": ("0.70", "asylum_seekers"), "inhabitants": ("0.30", "population")})
    >>> for code, amount in zip(a.ids, a.amounts):
    ...     print(code, amount)
    0180 2814318581.00
    1280 2980643631.00
    1480 4205037788.00
    """
    fields = {
        "total": total, "key": key, "id": id, "name": name, "parameters": parameters, "unit": unit,
        "rounding": rounding, "rounding_scope": rounding_scope, "ties": ties, "minimum": minimum,
        "maximum": maximum, "bounds": bounds, "reduce_minimums": reduce_minimums,
        "minimum_for_zero": minimum_for_zero, "tie_order": tie_order, "only": only, "entity": entity,
        "by": by, "status": status, "facts_on": facts_on, "recipients": recipients,
    }  # fmt: skip
    result = run("allocate", fields, {"/frame": frame}, decimals)
    is_grouped = by is not None or isinstance(total, Mapping)
    return GroupedAllocation(result) if is_grouped else Allocation(result)


def second_round(
    table: Frame,
    *,
    id: str,
    frame: str,
    requisitioned: str,
    wants_more: str,
    name: str | None = None,
    weights: str | None = None,
    unit: Number | None = None,
    ties: str | None = None,
    tie_order: Sequence[str] | None = None,
    parameters: Mapping[str, Number] | None = None,
    carried: Number | None = None,
    decimals: Decimals | None = None,
) -> SecondRound:
    """Hands out what nobody requisitioned to those who want more (andra fördelningen).

    :param table: a row for each recipient.
    :param frame: the column of first frames (ramar), kronor.
    :param requisitioned: the column of what was requisitioned (rekvirerat), kronor.
    :param wants_more: a column of yes and no, or of how much more is wanted, kronor.
    :param weights: a measure to divide by; the frames where it is not said.
    :param unit: the unit that amounts are rounded to, kronor: one where it is not said. Largest remainder.
    :param carried: kronor that are handed out beside what was not requisitioned.
    :raises InputError: for facts that cannot be read: every problem, with its place.
    :raises RuleError: for weights or ties that are not right.

    >>> import statsbidrag as sb
    >>> r = sb.second_round({"id": ["a", "b", "c"], "frame": [100, 200, 300],
    ...                      "requisitioned": [40, 200, 300], "wants_more": [False, True, True]},
    ...                     id="id", frame="frame", requisitioned="requisitioned", wants_more="wants_more")
    >>> r.unclaimed, r.table["second_round"]  # 60 kronor by 200 and 300
    (Decimal('60'), [Decimal('0.00'), Decimal('24.00'), Decimal('36.00')])
    """
    fields = {
        "id": id, "frame": frame, "requisitioned": requisitioned, "wants_more": wants_more, "name": name,
        "weights": weights, "unit": unit, "ties": ties, "tie_order": tie_order, "parameters": parameters,
        "carried": carried,
    }  # fmt: skip
    return SecondRound(run("second_round", fields, {"/table": table}, decimals))


def check_published(
    frame: Frame,
    *,
    id: str,
    amount: str,
    parts_of: str | None = None,
    total: Number | None = None,
    unit: Number | None = None,
    key: Key | str | Components | None = None,
    key_total: Number | None = None,
    options: Mapping[str, object] | None = None,
    decimals: Decimals | None = None,
) -> PublishedCheck:
    """Where a published table does not add up, or does not follow its own key.

    :param frame: the table as it was published, a row for each amount.
    :param amount: the column of amounts, kronor.
    :param parts_of: a column that says which row an amount is a part of, for subtotals.
    :param total: the printed total, kronor.
    :param key: the key that the amounts are said to follow, which divides ``key_total`` or the total.
    :param unit: what printed amounts are rounded to, kronor: a difference of half of it for each is rounding.
    :param options: options of :func:`allocate` that the key is used with.
    :raises InputError: for facts that cannot be read: every problem, with its place.
    :raises RuleError: for a key or options that are not right.

    >>> import statsbidrag as sb
    >>> table = {"code": ["a", "b"], "kr": [40, 61]}
    >>> check = sb.check_published(table, id="code", amount="kr", total=100)
    >>> check.table["printed"], check.table["computed"], check.table["difference"]
    ([Decimal('100.00')], [Decimal('101.00')], [Decimal('-1.00')])
    """
    fields = {
        "id": id, "amount": amount, "parts_of": parts_of, "total": total, "unit": unit, "key": key,
        "key_total": key_total, "options": options,
    }  # fmt: skip
    return PublishedCheck(run("check_published", fields, {"/frame": frame}, decimals))
