"""Pictures of stimulus grants: what of the claims is approved, and what of the money is repaid."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from .._catalog import entry
from . import _axes
from ._axes import Row
from ._bars import LOOKS, Part, stack
from ._words import number, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .._stimulus import Assessment, Settlement

Parts = Mapping[str, Mapping[str, Decimal]]
"""The parts of each one's money, by what became of them, in the order of the bars."""


def plot_assessment(
    result: Assessment, by: str, ax: Axes | None, highlight: str | Iterable[str] | None, language: str
) -> Axes:
    """What is approved, undetermined and refused of what each recipient, or each line, claims."""
    _axes.check_word("by", by, ("recipient", "line"))
    claims = json.loads(result._native.document())["claims"]
    owners = dict(zip(claims["id"], claims["recipient" if by == "recipient" else "id"], strict=True))
    parts: dict[str, dict[str, Decimal]] = {}
    lines: Iterable[dict[str, Any]] = result.lines.rows()
    for line in lines:
        own = parts.setdefault(owners[line["id"]], {})
        for name in ("approved", "undetermined", "refused"):
            own[name] = own.get(name, Decimal(0)) + line[name]
    return _draw(result, parts, "assessed", ax, highlight, language)


def plot_settlement(
    result: Settlement, ax: Axes | None, highlight: str | Iterable[str] | None, language: str
) -> Axes:
    """What each was paid: approved, pending and repayable, which sum to it."""
    rows: Iterable[dict[str, Any]] = result.table.rows()
    parts = {
        row["recipient"]: {
            "approved": min(row["approved"], row["paid"]),
            "pending": row["pending"],
            "repayable": row["repayable"],
        }
        for row in rows
    }
    return _draw(result, parts, "settled", ax, highlight, language)


def _draw(
    result: Assessment | Settlement,
    parts: Parts,
    heading: str,
    ax: Axes | None,
    highlight: str | Iterable[str] | None,
    language: str,
) -> Axes:
    """Stacked bars, the largest sum first, with the totals in the legend."""
    _axes.check_word("language", language, ("sv", "en"))
    sums = {id: sum(own.values(), Decimal(0)) for id, own in parts.items()}
    rows = [Row(id, id) for id in sorted(sums, key=lambda id: (-sums[id], id))]
    wanted = _axes.highlighted(highlight, rows)
    ax = _axes.axes(ax, len(rows))
    names = next(iter(parts.values()), {})
    drawn = []
    for name in names:
        values = [parts[row.id][name] for row in rows]
        label = f"{say(name, language)}: {number(sum(values, Decimal(0)), language)} kr"
        drawn.append(Part(label, values, *LOOKS[name]))
    stack(ax, rows, drawn, [f"{number(sums[row.id], language)} kr" for row in rows], wanted)
    ax.set_xlabel(_axes.scale(ax, "x", max(sums.values(), default=Decimal(0)), "kr", language))

    asked = json.loads(result._native.document())
    book = entry("rulebook", asked["rulebook"]) if isinstance(asked["rulebook"], str) else asked["rulebook"]
    total = number(sum(sums.values(), Decimal(0)), language)
    _axes.title(
        ax,
        book.get("name", {}).get(language) or book["id"],
        say(heading, language, year=asked["year"], total=total),
    )
    _axes.source(ax, language, [("", result.receipt)], _cited(result, book))
    return ax


def _cited(result: Assessment | Settlement, book: Mapping[str, Any]) -> list[str]:
    """The rulebook's sources that the findings cite."""
    cites = {str(cite) for cite in result.findings["cite"] if cite}
    sources = _axes.cited(book.get("sources", {}).values())
    return [told for told in dict.fromkeys(sources) if any(cite.startswith(told) for cite in cites)]
