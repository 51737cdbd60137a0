"""What the tests of the border share: small facts, and what is told of them."""

from __future__ import annotations

from typing import Any

import pytest
import statsbidrag as sb

IDS = ["0114", "0180", "1480"]
WEIGHTS = [100, 200, 400]


def allocated(frame: Any, **options: Any) -> sb.Allocation:
    """100 kronor by the column ``w``."""
    return sb.allocate(frame, **{"total": 100, "key": "w", "id": "id", **options})


def told(frame: Any, **options: Any) -> list[tuple[str, str]]:
    """The places and kinds of what is wrong."""
    with pytest.raises(sb.StatsbidragError) as caught:
        allocated(frame, **options)
    return [(problem.path, problem.code) for problem in caught.value.problems]


def with_weights(weights: Any) -> Any:
    return {"id": IDS, "w": weights}


def arrow(**columns: Any) -> Any:
    pyarrow = pytest.importorskip("pyarrow")
    return pyarrow.table({"id": IDS, "w": WEIGHTS, **columns})
