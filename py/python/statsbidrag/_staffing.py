"""Staffing (bemanning): lists of staff, ratio rules, whom to hire, and how it has been over time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, Any, Literal

from . import _html, _native
from ._allocation import Language
from ._catalog import entry
from ._result import Result
from ._run import Day, Decimals, Frame, Number, run, written
from ._table import Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class RatioRule:
    """A rule about a ratio of staff: a numerator and a denominator, and the most or least of one by the other.

    :param numerator: a measure, such as ``"open_cases"``.
    :param denominator: a measure, such as ``"social_worker_fte"``.
    :param at_most: a number, or a list of dated and cited ones.
    :param at_least: likewise.
    :param about: which rows it is about: ``unit``, ``supervisor``, ``worker``, ``recipient``.
    :param force: ``law``, ``agreement``, ``recommendation``, ``local`` or ``statistic``; local where it is not said.
    :param hire: the column to hire into, in steps of ``step``.

    >>> rule = RatioRule(id="cases", numerator="open_cases", denominator="social_worker_fte",
    ...                  at_most="15", hire="social_worker_fte", step="0.5")
    >>> eval(repr(rule)) == rule
    True
    """

    __slots__ = ("_document",)

    def __init__(
        self,
        *,
        id: str,
        numerator: str,
        denominator: str,
        at_most: Number | Sequence[Mapping[str, object]] | None = None,
        at_least: Number | Sequence[Mapping[str, object]] | None = None,
        about: str | None = None,
        force: str | None = None,
        hire: str | None = None,
        step: Number | None = None,
        name: Mapping[str, str] | None = None,
        counts: Mapping[str, str] | None = None,
        remarks: Sequence[Mapping[str, str]] | None = None,
        sources: Mapping[str, object] | Sequence[object] | None = None,
    ) -> None:
        given = {
            "id": id, "name": name, "numerator": numerator, "denominator": denominator, "at_most": at_most,
            "at_least": at_least, "about": about, "force": force, "counts": counts, "hire": hire,
            "step": step, "remarks": remarks, "sources": sources,
        }  # fmt: skip
        given = {field: value for field, value in given.items() if value is not None}
        self._document: dict[str, Any] = json.loads(_native.normal("rule", written(given)))

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> RatioRule:
        """A rule from its document."""
        return cls(**document)

    @property
    def id(self) -> str:
        """Its id."""
        return str(self._document["id"])

    def to_document(self) -> object:
        """The rule as the library's documents have it."""
        return deepcopy(self._document)

    def __repr__(self) -> str:
        return f"RatioRule({', '.join(f'{name}={value!r}' for name, value in self._document.items())})"

    def __eq__(self, other: object) -> bool:
        return self._document == other._document if isinstance(other, RatioRule) else NotImplemented

    def __hash__(self) -> int:
        return hash(json.dumps(self._document, sort_keys=True))

    def __reduce__(self) -> tuple[Any, tuple[dict[str, Any]]]:
        return type(self).from_document, (self._document,)


def rule(id: str) -> RatioRule:
    """A rule that ships, with its source.

    >>> import statsbidrag as sb
    >>> sb.rule("molndal-supervisor-span").id
    'molndal-supervisor-span'

    :raises InputError: for an id that is not there.
    """
    return RatioRule.from_document(entry("rule", id))


Rules = Sequence[RatioRule | str | Mapping[str, object]]


class StaffSummary(Result):
    """A list of staff as a table per unit or per supervisor.

    The table has ``unit`` or ``supervisor``, and for each role ``<role>_fte`` (årsarbetare), ``<role>_heads`` and
    ``<role>_posts``. It is a frame that :func:`check_staffing` and :func:`plan_staffing` take.
    """

    __slots__ = ()

    @property
    def unmapped(self) -> list[dict[str, Any]]:
        """Titles that no role was given for, each with its ``title`` and number of ``rows``."""
        unmapped: list[dict[str, Any]] = self._value("unmapped")
        return unmapped

    @property
    def remarks(self) -> list[dict[str, Any]]:
        """What was found in the list, in words too."""
        remarks: list[dict[str, Any]] = self._value("remarks")
        return remarks


def summarise_staff(
    staff: Frame,
    *,
    by: Literal["unit", "supervisor"],
    roles: Mapping[str, str] | None = None,
    fte_unit: Literal["one", "percent"] | None = None,
    full_time_hours: Number | None = None,
    at: Day | None = None,
    span: tuple[Day, Day] | None = None,
    agency: Literal["count", "leave_out"] | None = None,
    on_leave: Literal["count", "leave_out"] | None = None,
    vacant: Literal["count", "leave_out"] | None = None,
    new_within: Number | None = None,
    manager_under_years: Mapping[str, Number] | None = None,
    transition: tuple[Day, Day] | None = None,
    supervisor_role: str | None = None,
    total: str | None = None,
    decimals: Decimals | None = None,
    language: Language = "sv",
) -> StaffSummary:
    """Sums a list of staff (personallista) by unit or by supervisor.

    :param staff: a row for each post: ``person, unit, role, fte`` (or ``hours``), and optionally ``supervisor,
        employment, from, to, status, experience_years, qualified, hired_on``.
    :param roles: the role of each title; titles without one are listed, and nothing is guessed.
    :param fte_unit: whether full time is 1 or 100 percent.
    :param full_time_hours: the hours of full time, for lists of hours.
    :param at: the day to count on; or ``span``, the first and last day to take the mean over.
    :param transition: hired before the first of two days, counted as qualified until the second.
    :param total: a name for columns of all roles together: ``all`` gives ``all_fte``, ``all_heads`` ….
    :raises InputError: for facts that cannot be read: every problem, with its place.

    >>> import statsbidrag as sb
    >>> staff = {"person": ["a", "b"], "unit": ["Norr", "Norr"], "role": ["social_worker", "supervisor"],
    ...          "fte": ["0.75", 1]}
    >>> sb.summarise_staff(staff, by="unit").table["social_worker_fte"]
    [Decimal('0.75')]
    """
    fields = {
        "by": by, "roles": roles, "fte_unit": fte_unit, "full_time_hours": full_time_hours, "at": at,
        "span": _pair(span, "from", "to"), "agency": agency, "on_leave": on_leave,
        "vacant": vacant, "new_within": new_within, "manager_under_years": manager_under_years,
        "transition": _pair(transition, "hired_before", "until"),
        "supervisor_role": supervisor_role, "total": total, "language": language,
    }  # fmt: skip
    return StaffSummary(run("summarise_staff", fields, {"/staff": staff}, decimals))


def _pair(days: tuple[Day, Day] | None, *names: str) -> dict[str, Day] | None:
    """Two days by their names in a document."""
    return None if days is None else dict(zip(names, days, strict=True))


class StaffingCheck(Result):
    """How a table of staff stands to ratio rules.

    The table has ``rule``, the id column, ``status`` (``met``, ``breach``, ``not_evaluated`` …), ``have_num``,
    ``have_den``, ``limit``, ``gap``, ``hire``, ``headroom``, ``excess`` and ``side``: exact numbers in the units of
    the rule's columns.
    """

    __slots__ = ()

    @property
    def totals(self) -> Table:
        """The same figures for each unit as a whole, and for all."""
        return self._table("totals")

    @property
    def moves(self) -> Table:
        """What could be moved within units instead of hiring."""
        return self._table("moves")

    def explain(self, id: str, language: Language = "sv") -> str:
        """How one row stands, with the rules' sources.

        :raises InputError: for a row that is not there.
        """
        asked = json.loads(self._native.document()) | {"explain": [id], "language": language}
        told: str = json.loads(_native.call(json.dumps(asked)))["explain"][id]
        return told

    def plot(
        self,
        *,
        rule: str | RatioRule | None = None,
        ax: Axes | None = None,
        highlight: str | Iterable[str] | None = None,
        language: Language = "sv",
    ) -> Axes:
        """Draws each row's ratio against the limit (matplotlib); what could not be evaluated is shown as such.

        :param rule: which rule, where there are several.
        :param ax: where to draw; on a new figure if that is not said.
        :param highlight: ids to draw the eye to.
        :raises InputError: for a rule or an id that is not there, or where one of several rules must be named.
        :raises ImportError: without matplotlib: ``pip install statsbidrag[plot]``.
        """
        from ._plot._staffing import plot_check

        return plot_check(self, rule.id if isinstance(rule, RatioRule) else rule, ax, highlight, language)

    def _heading(self) -> list[tuple[str, str]]:
        status = self.table["status"]
        return [("Rader", _html.number(len(status))), ("Bryter", _html.number(status.count("breach")))]


def check_staffing(
    frame: Frame,
    rules: Rules,
    *,
    id: str,
    name: str | None = None,
    unit: str | None = None,
    at: Day | None = None,
    parameters: Mapping[str, Number] | None = None,
    decimals: Decimals | None = None,
) -> StaffingCheck:
    """Holds a table of staff against ratio rules (bemanningsregler).

    :param frame: a row for each unit or supervisor, such as :func:`summarise_staff` makes.
    :param rules: rules, or ids of rules that ship.
    :param unit: the column of units, for totals and moves within them.
    :param at: the day whose limits hold, where they are dated.
    :raises InputError: for facts that cannot be read: every problem, with its place.
    :raises RuleError: for rules that are not right, or have no value at the day.

    >>> import statsbidrag as sb
    >>> teams = {"supervisor": ["Ask"], "social_worker_heads": [9], "supervisor_heads": [1]}
    >>> c = sb.check_staffing(teams, [sb.rule("molndal-supervisor-span")], id="supervisor")
    >>> c.table["status"], c.table["hire"]  # nine, and at most six for each supervisor
    (['breach'], [Decimal('1')])
    """
    fields = {
        "rules": list(rules), "id": id, "name": name, "unit": unit, "at": at, "parameters": parameters,
    }  # fmt: skip
    return StaffingCheck(run("check_staffing", fields, {"/frame": frame}, decimals))


class StaffingPlan(Result):
    """The least joint hire: the id column, ``role`` (the column to hire into), ``hire``, ``rule``, ``vacancies``."""

    __slots__ = ()

    @property
    def cost(self) -> dict[str, Any] | None:
        """What it costs a year, where costs were given: ``posts``, ``total``, ``fundable``, ``own`` (kronor)."""
        cost: dict[str, Any] | None = self._value("cost")
        return cost

    @property
    def not_evaluated(self) -> Any:
        """The rows and rules that could not be evaluated."""
        return self._value("not_evaluated")


def plan_staffing(
    frame: Frame,
    rules: Rules,
    *,
    id: str,
    name: str | None = None,
    unit: str | None = None,
    at: Day | None = None,
    parameters: Mapping[str, Number] | None = None,
    cost: Mapping[str, Number] | None = None,
    fundable: Sequence[str] | None = None,
    decimals: Decimals | None = None,
) -> StaffingPlan:
    """The least that must be hired for all rules to hold at once, where nobody is moved.

    :param cost: kronor a year for each column that is hired into.
    :param fundable: the columns of which a grant may pay.
    :raises InputError: for facts that cannot be read: every problem, with its place.
    :raises RuleError: for rules that are not right, or have no value at the day.

    >>> import statsbidrag as sb
    >>> teams = {"supervisor": ["Ask"], "social_worker_heads": [9], "supervisor_heads": [1]}
    >>> p = sb.plan_staffing(teams, [sb.rule("molndal-supervisor-span")], id="supervisor",
    ...                      cost={"supervisor_heads": 900_000})
    >>> p.table["hire"], p.cost["total"]
    ([Decimal('1')], '900000')
    """
    fields = {
        "rules": list(rules), "id": id, "name": name, "unit": unit, "at": at, "parameters": parameters,
        "cost": cost, "fundable": fundable,
    }  # fmt: skip
    return StaffingPlan(run("plan_staffing", fields, {"/frame": frame}, decimals))


class StaffingSeries(Result):
    """How long each rule has been kept and broken: ``days_met``, ``days_in_breach`` …, the worst value and its day."""

    __slots__ = ()


def staffing_series(
    rules: Rules,
    *,
    to: Day,
    snapshots: Sequence[tuple[Day, Frame]] | None = None,
    id: str | None = None,
    name: str | None = None,
    unit: str | None = None,
    staff: Frame | None = None,
    demand: Frame | None = None,
    from_: Day | None = None,
    staff_options: Mapping[str, object] | None = None,
    parameters: Mapping[str, Number] | None = None,
    decimals: Decimals | None = None,
) -> StaffingSeries:
    """How rules have been kept over time.

    Either ``snapshots``, tables that hold from a day until the next one's, with their ``id`` column; or ``staff``, a
    list with days of beginning and end, and ``demand``, a list of what there was to do by unit, from the day ``from_``.

    :param to: the last day.
    :raises InputError: for facts that cannot be read: every problem, with its place.
    :raises RuleError: for rules that are not right, or have no value at the day.

    >>> import statsbidrag as sb
    >>> def teams(heads):
    ...     return {"supervisor": ["Ask"], "social_worker_heads": [heads], "supervisor_heads": [1]}
    >>> days = [("2017-01-01", teams(9)), ("2017-02-01", teams(6))]
    >>> series = sb.staffing_series(["molndal-supervisor-span"], snapshots=days, to="2017-02-28", id="supervisor")
    >>> series.table["days_in_breach"], series.table["days_met"]
    ([31], [28])
    """
    fields: dict[str, object] = {
        "rules": list(rules), "to": to, "id": id, "name": name, "unit": unit, "from": from_,
        "staff_options": staff_options, "parameters": parameters,
    }  # fmt: skip
    frames: dict[str, object] = {"/staff": staff, "/demand": demand}
    if snapshots is not None:
        fields["snapshots"] = [{"from": day} for day, _ in snapshots]
        frames |= {f"/snapshots/{i}/frame": frame for i, (_, frame) in enumerate(snapshots)}
    return StaffingSeries(run("staffing_series", fields, frames, decimals))


class StaffingComparison(Result):
    """What differs between two checks: a row for each rule and row, with the change of each figure."""

    __slots__ = ()


def compare_staffing(
    before: Frame,
    after: Frame,
    rules: Rules,
    *,
    id: str,
    unit: str | None = None,
    at: Day | None = None,
    parameters: Mapping[str, Number] | None = None,
    decimals: Decimals | None = None,
) -> StaffingComparison:
    """What would be different: one table of staff against another, by the same rules.

    :raises InputError: for facts that cannot be read: every problem, with its place.
    :raises RuleError: for rules that are not right, or have no value at the day.

    >>> import statsbidrag as sb
    >>> def teams(heads):
    ...     return {"supervisor": ["Ask"], "social_worker_heads": [heads], "supervisor_heads": [1]}
    >>> sb.compare_staffing(teams(9), teams(6), ["molndal-supervisor-span"], id="supervisor").table["after"]
    ['met']
    """
    side = {"rules": list(rules), "id": id, "unit": unit, "at": at, "parameters": parameters}
    side = {name: value for name, value in side.items() if value is not None}
    fields = {"before": side, "after": dict(side)}
    frames = {"/before/frame": before, "/after/frame": after}
    return StaffingComparison(run("compare_staffing", fields, frames, decimals))


class StaffingReport(Result):
    """Figures by factor, each beside what there is to compare it with, and no score."""

    __slots__ = ()

    @property
    def factors(self) -> list[dict[str, Any]]:
        """The factors of the form, with their names and figures."""
        factors: list[dict[str, Any]] = self._value("factors")
        return factors


def staffing_report(
    frame: Frame,
    form: str | Mapping[str, object],
    *,
    id: str,
    name: str | None = None,
    rules: Rules | None = None,
    at: Day | None = None,
    parameters: Mapping[str, Number] | None = None,
    decimals: Decimals | None = None,
) -> StaffingReport:
    """Figures on staff by factor (nyckeltal): a form that ships, by its id, or a form of one's own.

    :param frame: a row for each unit. A figure whose columns are not there is told as not evaluated.
    :param rules: the rules that figures are compared with, for a form of one's own; those that ship are known.
    :raises InputError: for facts that cannot be read: every problem, with its place.
    :raises RuleError: for rules that are not right, or have no value at the day.

    >>> import statsbidrag as sb
    >>> teams = {"unit": ["Norr"], "social_worker_heads": [12], "supervisor_heads": [2]}
    >>> report = sb.staffing_report(teams, "stability-factors", id="unit")
    >>> report.factors[0]["name"]["en"], report.table["value"][0]  # 12 / 2
    ('near to supervision', Decimal('6'))
    """
    fields = {
        "form": form, "id": id, "name": name, "rules": None if rules is None else list(rules), "at": at,
        "parameters": parameters,
    }  # fmt: skip
    return StaffingReport(run("staffing_report", fields, {"/frame": frame}, decimals))
