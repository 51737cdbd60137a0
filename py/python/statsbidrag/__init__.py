"""Swedish state grants (statsbidrag) to municipalities, computed exactly and explained.

**Allocation**: :func:`allocate` divides a total by a key, :func:`allocate_scheme` a whole grant. **Staffing**:
:func:`check_staffing` holds staff against ratio rules, :func:`plan_staffing` says whom to hire. **Stimulus grants**:
:func:`assess` says what of each claim line a grant pays for, and why. Every result can explain its figures, in
Swedish or English, with their sources.

Facts come as frames of pandas, polars, pyarrow or DuckDB, as mappings of lists, or from files by :func:`read_table`;
what is wrong with them comes at once, as an :class:`InputError`. Amounts are kronor, and come back as
:class:`~decimal.Decimal` in whole öre; shares and ratios are exact, as texts (``"0.70"``, ``"7/11"``), integers,
decimals or fractions. A float that is no whole number is refused. Amounts are rounded once, to whole kronor by
largest remainder where nothing else is asked for, so that they sum to the total.

>>> import statsbidrag as sb
>>> facts = {"code": ["0180", "1480"], "population": [2, 1]}
>>> sb.allocate(facts, total=100, key="population", id="code").amounts  # 66 2/3 and 33 1/3
[Decimal('67.00'), Decimal('33.00')]

Parts are loaded when they are first used: the checker of certificates works without the native part.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    __version__: str

    from ._allocation import (
        Allocation as Allocation,
        Comparison as Comparison,
        GroupedAllocation as GroupedAllocation,
        PublishedCheck as PublishedCheck,
        SecondRound as SecondRound,
        allocate as allocate,
        check_published as check_published,
        second_round as second_round,
    )
    from ._call import call as call
    from ._catalog import Catalog as Catalog, Facts as Facts, catalog as catalog, facts as facts
    from ._errors import (
        InfeasibleError as InfeasibleError,
        InputError as InputError,
        Problem as Problem,
        RuleError as RuleError,
        StatsbidragError as StatsbidragError,
        TooLargeError as TooLargeError,
    )
    from ._excel import template as template
    from ._key import Key as Key, per_unit as per_unit, share_of as share_of
    from ._read import read_table as read_table
    from ._scheme import (
        Scheme as Scheme,
        SchemeAllocation as SchemeAllocation,
        allocate_scheme as allocate_scheme,
        scheme as scheme,
    )
    from ._staffing import (
        RatioRule as RatioRule,
        StaffingCheck as StaffingCheck,
        StaffingComparison as StaffingComparison,
        StaffingPlan as StaffingPlan,
        StaffingReport as StaffingReport,
        StaffingSeries as StaffingSeries,
        StaffSummary as StaffSummary,
        check_staffing as check_staffing,
        compare_staffing as compare_staffing,
        plan_staffing as plan_staffing,
        rule as rule,
        staffing_report as staffing_report,
        staffing_series as staffing_series,
        summarise_staff as summarise_staff,
    )
    from ._stimulus import (
        Assessment as Assessment,
        Rulebook as Rulebook,
        Settlement as Settlement,
        assess as assess,
        rulebook as rulebook,
    )
    from ._table import Table as Table
    from ._workload import (
        Tail as Tail,
        TimeFreed as TimeFreed,
        Workload as Workload,
        agency_cost as agency_cost,
        pay_supplement as pay_supplement,
        tail as tail,
        time_freed as time_freed,
    )

_PARTS = {
    "_allocation": [
        "Allocation",
        "Comparison",
        "GroupedAllocation",
        "PublishedCheck",
        "SecondRound",
        "allocate",
        "check_published",
        "second_round",
    ],
    "_call": ["call"],
    "_catalog": ["Catalog", "Facts", "catalog", "facts"],
    "_excel": ["template"],
    "_errors": ["InfeasibleError", "InputError", "Problem", "RuleError", "StatsbidragError", "TooLargeError"],
    "_key": ["Key", "per_unit", "share_of"],
    "_read": ["read_table"],
    "_scheme": ["Scheme", "SchemeAllocation", "allocate_scheme", "scheme"],
    "_staffing": [
        "RatioRule",
        "StaffSummary",
        "StaffingCheck",
        "StaffingComparison",
        "StaffingPlan",
        "StaffingReport",
        "StaffingSeries",
        "check_staffing",
        "compare_staffing",
        "plan_staffing",
        "rule",
        "staffing_report",
        "staffing_series",
        "summarise_staff",
    ],
    "_stimulus": ["Assessment", "Rulebook", "Settlement", "assess", "rulebook"],
    "_table": ["Table"],
    "_workload": ["Tail", "TimeFreed", "Workload", "agency_cost", "pay_supplement", "tail", "time_freed"],
}
_PLACES = {name: part for part, names in _PARTS.items() for name in names}

__all__ = [
    "Allocation",
    "Assessment",
    "Catalog",
    "Comparison",
    "Facts",
    "GroupedAllocation",
    "InfeasibleError",
    "InputError",
    "Key",
    "Problem",
    "PublishedCheck",
    "RatioRule",
    "RuleError",
    "Rulebook",
    "Scheme",
    "SchemeAllocation",
    "SecondRound",
    "Settlement",
    "StaffSummary",
    "StaffingCheck",
    "StaffingComparison",
    "StaffingPlan",
    "StaffingReport",
    "StaffingSeries",
    "StatsbidragError",
    "Table",
    "Tail",
    "TimeFreed",
    "TooLargeError",
    "Workload",
    "agency_cost",
    "allocate",
    "allocate_scheme",
    "assess",
    "call",
    "catalog",
    "check_published",
    "check_staffing",
    "compare_staffing",
    "facts",
    "pay_supplement",
    "per_unit",
    "plan_staffing",
    "read_table",
    "rule",
    "rulebook",
    "scheme",
    "second_round",
    "share_of",
    "staffing_report",
    "staffing_series",
    "summarise_staff",
    "tail",
    "template",
    "time_freed",
]


def __getattr__(name: str) -> object:
    if name == "__version__":
        from ._native import VERSION

        return VERSION
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_PLACES[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
