"""Workload: time that administrators free, pay supplements, agency staff, and what stays when a grant ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ._result import Result
from ._run import Day, Decimals, Frame, Number, run
from ._table import Table


class Workload(Result):
    """A result of workload in hours and kronor, with its sums."""

    __slots__ = ()

    @property
    def total(self) -> dict[str, Any]:
        """The sums of the columns, as exact texts."""
        total: dict[str, Any] = self._value("total")
        return total


class TimeFreed(Workload):
    """What administrators free, by unit: ``movable``, ``freed`` (hours), ``fte`` (årsarbetare), ``client_hours`` …"""

    __slots__ = ()

    @property
    def tasks(self) -> Table:
        """Each task with its hours and whether it can be moved."""
        return self._table("tasks")


class Tail(Result):
    """What each post costs year by year, and what of it is grant and what is the municipality's own (kronor)."""

    __slots__ = ()

    @property
    def years(self) -> Table:
        """The sums by year: ``cost``, ``grant``, ``own`` (kronor)."""
        return self._table("years")

    @property
    def yearly_after_grant(self) -> str:
        """What the posts cost in a whole year after the grant (kronor, as an exact text)."""
        return str(self._value("yearly_after_grant"))


def time_freed(
    frame: Frame,
    *,
    id: str,
    hours: str,
    who: str,
    can_be_done_by: str,
    authority: str,
    period: str,
    full_time_hours: Number,
    administrators: Mapping[str, object],
    frees: Sequence[str],
    client_share: Number,
    name: str | None = None,
    unit: str | None = None,
    decimals: Decimals | None = None,
) -> TimeFreed:
    """What administrators free of caseworkers' time, by a list of tasks.

    :param frame: a row for each task.
    :param hours: the column of hours in the ``period``.
    :param who: the column of who does the task today.
    :param can_be_done_by: the column of who may do it.
    :param authority: a yes/no column: exercise of public authority (myndighetsutövning).
    :param full_time_hours: the hours of full time in the period.
    :param administrators: ``{"hours": …}``, ``{"fte": …}`` or ``{"hours_by_unit": {…}}``.
    :param frees: the roles whose time is freed.
    :param client_share: the part of freed time that goes to clients.
    :raises InputError: for facts that cannot be read: every problem, with its place.

    >>> import statsbidrag as sb
    >>> tasks = {"task": ["rooms", "decide"], "hours": [30, 20], "who": ["social_worker"] * 2,
    ...          "can": ["administrator", "only_social_worker"], "authority": [False, True]}
    >>> freed = sb.time_freed(tasks, id="task", hours="hours", who="who", can_be_done_by="can", authority="authority",
    ...                       period="week", full_time_hours=40, administrators={"fte": "0.5"},
    ...                       frees=["social_worker"], client_share="0.6")
    >>> freed.total["freed"], freed.total["fte"]  # half a post of 40 hours, of 30 that can be moved
    ('20', '0.5')
    """
    fields = {
        "id": id, "name": name, "hours": hours, "who": who, "can_be_done_by": can_be_done_by,
        "authority": authority, "unit": unit, "period": period, "full_time_hours": full_time_hours,
        "administrators": administrators, "frees": list(frees), "client_share": client_share,
    }  # fmt: skip
    return TimeFreed(run("time_freed", fields, {"/frame": frame}, decimals))


def pay_supplement(
    frame: Frame,
    *,
    id: str,
    heads: str,
    monthly: Number,
    months: Number,
    contributions: Number,
    name: str | None = None,
    decimals: Decimals | None = None,
) -> Workload:
    """What a supplement to pay costs with contributions (lönetillägg): ``heads``, ``exact``, ``cost`` (kronor).

    :param monthly: kronor a month, or a column; ``months`` likewise.
    :param contributions: the employer's contributions as a share of pay. The cost is rounded to the öre, half up.
    :raises InputError: for facts that cannot be read: every problem, with its place.

    >>> import statsbidrag as sb
    >>> w = sb.pay_supplement({"unit": ["Norr"], "heads": [10]}, id="unit", heads="heads", monthly=1000,
    ...                       months=12, contributions="0.40")
    >>> w.table["cost"]  # 10 × 1 000 × 12 × 1.40
    [Decimal('168000.00')]
    """
    fields = {
        "id": id, "name": name, "heads": heads, "monthly": monthly, "months": months,
        "contributions": contributions,
    }  # fmt: skip
    return Workload(run("pay_supplement", fields, {"/frame": frame}, decimals))


def agency_cost(
    frame: Frame,
    *,
    id: str,
    price: Number,
    salary: Number,
    contributions: Number,
    fte: Number | None = None,
    months: Number | None = None,
    hours: Number | None = None,
    full_time_hours: Number | None = None,
    reference: Mapping[str, object] | None = None,
    name: str | None = None,
    decimals: Decimals | None = None,
) -> Workload:
    """What agency staff cost against employees: ``agency``, ``employed``, ``difference`` (kronor), ``quotient``.

    Numbers may be the names of columns. Either ``fte`` and ``months``, or ``hours`` and ``full_time_hours`` in a month.

    :param price: kronor an FTE and month, or an hour.
    :param salary: kronor a month.
    :param contributions: the employer's contributions as a share of pay.
    :param reference: ``{"value": …, "cite": …}``: what to compare the quotient with.
    :raises InputError: for facts that cannot be read: every problem, with its place.

    >>> import statsbidrag as sb
    >>> hired = sb.agency_cost({"unit": ["Norr"], "fte": [2]}, id="unit", fte="fte", months=3, price=100_000,
    ...                        salary=40_000, contributions="0.40")
    >>> hired.total["agency"], hired.total["employed"]  # 2 × 3 × 100 000, and 2 × 3 × 40 000 × 1.40
    ('600000', '336000')
    """
    fields = {
        "id": id, "name": name, "fte": fte, "months": months, "hours": hours,
        "full_time_hours": full_time_hours, "price": price, "salary": salary,
        "contributions": contributions, "reference": reference,
    }  # fmt: skip
    return Workload(run("agency_cost", fields, {"/frame": frame}, decimals))


def tail(
    frame: Frame,
    *,
    id: str,
    fte: Number,
    cost: Number,
    from_: str,
    grant_to: Day | str,
    grant_share: Number | Mapping[str, object],
    last_year: int,
    to: str | None = None,
    role: str | None = None,
    grant_from: Day | None = None,
    name: str | None = None,
    decimals: Decimals | None = None,
) -> Tail:
    """What stays to be paid by the municipality when the grant ends.

    :param fte: årsarbetare, or a column; ``cost`` is kronor a year for one, or a column.
    :param from_: the column of the day that a post begins on; ``to`` of the day it ends on.
    :param grant_to: the day that the grant ends on, or a column.
    :param grant_share: the part that the grant pays.
    :param last_year: the last year to tell of.
    :raises InputError: for facts that cannot be read: every problem, with its place.

    >>> import statsbidrag as sb
    >>> posts = {"post": ["P1"], "from": ["2017-01-01"]}
    >>> left = sb.tail(posts, id="post", fte=1, cost=600_000, from_="from", grant_to="2018-12-31", grant_share=1,
    ...                last_year=2019)
    >>> left.years["own"]
    [Decimal('0.00'), Decimal('0.00'), Decimal('600000.00')]
    """
    fields = {
        "id": id, "name": name, "fte": fte, "cost": cost, "from": from_, "to": to, "role": role,
        "grant_from": grant_from, "grant_to": grant_to, "grant_share": grant_share, "last_year": last_year,
    }  # fmt: skip
    return Tail(run("tail", fields, {"/frame": frame}, decimals))
