"""Stimulus grants (stimulansbidrag): what claim lines a grant pays for, and its settlement."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from . import _html, _native
from ._allocation import Language
from ._catalog import entry
from ._result import Result
from ._run import Decimals, Frame, run, written
from ._table import Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class Rulebook:
    """Conditions, caps and settlement terms of a stimulus grant: dated, cited data.

    Made by :func:`rulebook`, or from a document of one's own.

    >>> import statsbidrag as sb
    >>> sb.rulebook("starkt-bemanning")
    rulebook('starkt-bemanning')
    """

    __slots__ = ("_document", "_ships")

    def __init__(self, document: Mapping[str, object]) -> None:
        normal = _native.normal("rulebook", written(document))
        self._document: dict[str, Any] = json.loads(normal)
        self._ships = False

    @property
    def id(self) -> str:
        """Its id."""
        return str(self._document["id"])

    @property
    def document(self) -> dict[str, Any]:
        """All of it: conditions, pots, caps and terms, each value with its days and its source."""
        return deepcopy(self._document)

    def to_document(self) -> object:
        """The id, of one that ships, or the document."""
        return self.id if self._ships else deepcopy(self._document)

    def __repr__(self) -> str:
        return f"rulebook({self.id!r})" if self._ships else f"Rulebook({self._document!r})"

    def __eq__(self, other: object) -> bool:
        return self._document == other._document if isinstance(other, Rulebook) else NotImplemented

    def __hash__(self) -> int:
        return hash(json.dumps(self._document, sort_keys=True))


def rulebook(id: str) -> Rulebook:
    """A rulebook that ships, with its sources.

    :raises InputError: for an id that is not there.

    >>> import statsbidrag as sb
    >>> sb.rulebook("starkt-bemanning").document["pot"][1]["value"]  # kronor, 2017
    '360000000'
    """
    book = Rulebook(entry("rulebook", id))
    book._ships = True
    return book


class Assessment(Result):
    """What a grant pays of each claim line, and why."""

    __slots__ = ()

    _main: ClassVar[str] = "lines"

    @property
    def lines(self) -> Table:
        """``id``, ``verdict``, ``approved``, ``refused``, ``undetermined`` (kronor), ``reasons``."""
        return self._table("lines")

    @property
    def findings(self) -> Table:
        """``id``, ``reason``, ``outcome``, ``from``, ``to``, ``have``, ``need``, ``unit``, ``cite``: all, met ones too."""
        return self._table("findings")

    @property
    def totals(self) -> dict[str, Decimal]:
        """The sums: ``claimed``, ``approved``, ``refused``, ``undetermined``, ``worst``, ``best`` (kronor)."""
        return {name: Decimal(amount) for name, amount in self._value("totals").items()}

    @property
    def room(self) -> Table:
        """How much more of an increase the grant would pay for (årsarbetare)."""
        return self._table("room")

    def explain(self, id: str, language: Language = "sv") -> str:
        """The draft grounds of a decision on a line: rule, facts, conclusion, each with its source.

        :raises InputError: for a line that is not there.
        """
        return self._native.explain(id, language)

    def what_if(self, id: str, language: Language = "sv") -> dict[str, Any]:
        """Which change would make a line eligible: ``failed``, ``changes``, ``days_in_period``, ``room``."""
        answer: dict[str, Any] = json.loads(self._native.what_if(id, language))
        return answer

    def settle(
        self,
        grants: Frame,
        *,
        interest: Mapping[str, object] | None = None,
        decimals: Decimals | None = None,
    ) -> Settlement:
        """Settles what was paid (slutavräkning).

        :param grants: a row for each recipient: ``recipient, paid`` (kronor), and optionally ``frame, requisitioned,
            requisition_received_on, report_received_on, own_funding, waived, decided_on``.
        :param interest: ``to``, ``rates`` and ``day_count``, where interest is to be computed.
        :raises InputError: what is wrong, all of it.
        """
        fields = {"interest": interest}
        return Settlement(run("settle", fields, {"/grants": grants}, decimals, self._native.settle))

    def plot(
        self,
        *,
        by: Literal["recipient", "line"] = "recipient",
        ax: Axes | None = None,
        highlight: str | Iterable[str] | None = None,
        language: Language = "sv",
    ) -> Axes:
        """Draws what is approved, undetermined and refused, by recipient or by claim line (matplotlib).

        :param ax: where to draw; on a new figure if that is not said.
        :param highlight: ids of recipients, or of lines, to draw the eye to.
        :raises InputError: for an id that is not there.
        :raises ImportError: without matplotlib: ``pip install statsbidrag[plot]``.
        """
        from ._plot._stimulus import plot_assessment

        return plot_assessment(self, by, ax, highlight, language)

    def _heading(self) -> list[tuple[str, str]]:
        names = {
            "claimed": "Redovisat", "approved": "Godkänt", "refused": "Ej godkänt",
            "undetermined": "Under utredning",
        }  # fmt: skip
        totals = self.totals
        return [(told, f"{_html.number(totals[name])} kr") for name, told in names.items()]


class Settlement(Result):
    """What is unused, repayable and pending of what was paid, a row for each recipient (kronor).

    ``recipient``, ``paid``, ``claimed``, ``approved``, ``undetermined``, ``unused``, ``repayable``, ``pending``,
    ``own_cost_if_met``, ``own_cost_if_refused``, ``waived``, ``due``, ``unrequisitioned``, ``interest``.
    """

    __slots__ = ()

    _main: ClassVar[str] = "recipients"

    @property
    def totals(self) -> dict[str, Decimal | None]:
        """The sums of the columns, and the pot with what is left of it (kronor)."""
        sums = self._value("totals").items()
        return {name: None if amount is None else Decimal(amount) for name, amount in sums}

    @property
    def findings(self) -> Table:
        """What was found about each recipient: deadlines, co-financing and the like."""
        return self._table("findings")

    @property
    def invoice(self) -> Table:
        """The lines of an invoice: ``recipient``, ``line``, ``amount`` (kronor), ``cite``."""
        return self._table("invoice")

    @property
    def second_round(self) -> dict[str, Any] | None:
        """The document of a second round of what nobody requisitioned, where all frames are given."""
        document: dict[str, Any] | None = self._value("second_round")
        return document

    def plot(
        self,
        *,
        ax: Axes | None = None,
        highlight: str | Iterable[str] | None = None,
        language: Language = "sv",
    ) -> Axes:
        """Draws what each recipient was paid, in what is approved, pending and repayable (matplotlib).

        What is approved beyond what was paid is the recipient's own cost and is not drawn.

        :param ax: where to draw; on a new figure if that is not said.
        :param highlight: ids of recipients to draw the eye to.
        :raises InputError: for an id that is not there.
        :raises ImportError: without matplotlib: ``pip install statsbidrag[plot]``.
        """
        from ._plot._stimulus import plot_settlement

        return plot_settlement(self, ax, highlight, language)

    def _heading(self) -> list[tuple[str, str]]:
        names = {
            "paid": "Utbetalat",
            "approved": "Godkänt",
            "repayable": "Återbetalas",
            "pending": "Under utredning",
        }
        totals = self.totals
        told = ((title, totals[name]) for name, title in names.items())
        return [(title, f"{_html.number(amount)} kr") for title, amount in told if amount is not None]


def assess(
    claims: Frame,
    *,
    rulebook: Rulebook | str | Mapping[str, object],
    year: int,
    staffing: Frame | None = None,
    sharing: Literal["pro_rata", "by_start", "by_list"] = "pro_rata",
    order: Sequence[str] | None = None,
    across_roles: bool = False,
    split: Literal["refuse", "by_day"] = "refuse",
    decimals: Decimals | None = None,
) -> Assessment:
    """What a stimulus grant pays for: claim lines (redovisade kostnader) against its conditions.

    :param claims: a row for each cost: ``id, recipient, role, activity, cost_kind, employment, from, to, fte, increase,
        frees_time_for, amount``, and optionally ``unit, person, evidence, ruling, other_funding``.
    :param rulebook: the rules, of :func:`rulebook`, or their id.
    :param year: the grant year (bidragsår).
    :param staffing: ``recipient, unit, role, baseline_fte, actual_fte``: the cap on increases.
    :param sharing: how lines share a cap that they exceed.
    :param across_roles: whether a fall in one role counts against an increase in another.
    :param split: what is done with a line whose days cross the end of the period or a change of the conditions:
        ``refuse`` makes it a problem, since one line on each side is wanted; ``by_day`` parts it by days.
    :raises InputError: what is wrong, all of it.
    :raises RuleError: for a year without conditions.

    >>> import statsbidrag as sb
    >>> claims = {"id": ["L1", "L2"], "recipient": ["1480", "1480"], "role": ["social_worker", "other"],
    ...           "activity": ["child_youth_authority"] * 2, "cost_kind": ["personnel"] * 2,
    ...           "employment": ["employed"] * 2, "increase": ["above_baseline"] * 2,
    ...           "frees_time_for": [None, None], "from": ["2017-01-01"] * 2, "to": ["2017-12-31"] * 2,
    ...           "fte": [1, 1], "amount": [600_000, 500_000]}
    >>> x = sb.assess(claims, rulebook=sb.rulebook("starkt-bemanning"), year=2017)
    >>> x.lines["verdict"], x.totals["approved"]
    (['approved', 'refused'], Decimal('600000'))
    >>> x.settle({"recipient": ["1480"], "paid": [1_000_000]}).table["repayable"]
    [Decimal('400000.00')]
    """
    fields = {
        "rulebook": rulebook, "year": year, "sharing": sharing, "order": order,
        "across_roles": across_roles, "split": split,
    }  # fmt: skip
    frames = {"/claims": claims, "/staffing": staffing}
    return Assessment(run("assess", fields, frames, decimals))
