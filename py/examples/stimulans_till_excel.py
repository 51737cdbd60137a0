"""A stimulus grant settled into Excel: what it pays for, line by line, and why. The lines are MADE UP.

python stimulans_till_excel.py [DIRECTORY]     # writes its workbooks there
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import statsbidrag as sb


def claims() -> dict[str, list[object]]:
    """Four costs of a municipality in 2017: two new posts, a pay rise, and a post at other work."""
    return {
        "id": ["L1", "L2", "L3", "L4"],
        "recipient": ["1480"] * 4,
        "role": ["social_worker", "administrator", "social_worker", "administrator"],
        "activity": ["child_youth_authority"] * 4,
        "cost_kind": ["personnel", "personnel", "pay_rise", "personnel"],
        "employment": ["employed"] * 4,
        "from": ["2017-01-01"] * 4,
        "to": ["2017-12-31"] * 4,
        "fte": [1, 1, 20, 1],
        "increase": ["above_baseline", "above_baseline", "none", "above_baseline"],
        "frees_time_for": [None, "social_worker", None, "other_work"],
        "amount": [600_000, 450_000, 240_000, 450_000],
    }


def main(directory: Path) -> None:
    assessment = sb.assess(claims(), rulebook=sb.rulebook("starkt-bemanning"), year=2017)
    for row in assessment.lines.rows():
        print(f"{row['id']}  {row['verdict']:<12} {row['approved']:>10}  {', '.join(row['reasons'])}")
    print(assessment.explain("L4"))
    settlement = assessment.settle({"recipient": ["1480"], "paid": [1_500_000]})
    print(f"återbetalas: {settlement.table['repayable'][0]} kr")
    assessment.to_excel(directory / "bedomning.xlsx")
    settlement.to_excel(directory / "slutavrakning.xlsx")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp()))
