"""Everyone who divides, in Python."""

from __future__ import annotations

from typing import Any

import library
import numpy as np
import pandas as pd
import pyarrow as pa
import statsbidrag as sb
from cases import Division
from contender import Contender

TABLE = "a table, ids checked"
COLUMNS = "ready columns, ids checked"
COLUMN = "a ready column"
LIST = "a ready list"


def _plain(_: Any, answer: Any) -> list[int]:
    return [int(amount) for amount in answer]


def _table(case: Division) -> tuple[pa.Table, str]:
    weights = pa.array(case.weights, pa.int64())
    return pa.table(
        {"id": pa.array(case.ids), "weight": weights}
    ), f"{case.total // 100}.{case.total % 100:02d}"


def _whole(given: tuple[pa.Table, str]) -> sb.Allocation:
    table, kronor = given
    return sb.allocate(table, kronor, "weight", id="id", unit="0.01")


def _ore(_: Any, answer: sb.Allocation) -> list[int]:
    return [int(amount * 100) for amount in answer.amounts]


def _array(kind: type) -> Any:
    return lambda case: (case.total, np.array(case.weights, dtype=kind))


def numpy_floats(total: int, weights: np.ndarray) -> np.ndarray:
    quotas = weights * (total / weights.sum())
    amounts: np.ndarray = np.floor(quotas)
    left = int(total - amounts.sum())
    amounts[np.argsort(-(quotas - amounts), kind="stable")[:left]] += 1
    return amounts


def numpy_integers(total: int, weights: np.ndarray) -> np.ndarray:
    amounts, rests = np.divmod(weights * total, weights.sum())
    left = total - int(amounts.sum())
    amounts[np.argsort(-rests, kind="stable")[:left]] += 1
    return amounts


def pandas_integers(given: tuple[pa.Table, str]) -> pd.DataFrame:
    table, kronor = given
    frame = table.to_pandas()
    if frame["id"].duplicated().any() or frame["weight"].lt(0).any():
        raise ValueError("ids that stand twice, or weights below zero")
    total = int(kronor.replace(".", ""))
    product = frame["weight"] * total
    of = frame["weight"].sum()
    frame["amount"] = product // of
    rests = (product % of).sort_values(ascending=False, kind="stable")
    frame.loc[rests.index[: total - int(frame["amount"].sum())], "amount"] += 1
    return frame


def contenders() -> list[Contender | tuple[str, Exception]]:
    """All of them; of one whose package is not there its name and why."""
    found: list[Contender | tuple[str, Exception]] = [
        Contender("statsbidrag, whole call", TABLE, _table, _whole, _ore, "statsbidrag", "told"),
        Contender(
            "statsbidrag, read as an Arrow table too",
            TABLE,
            _table,
            lambda given: pa.table(_whole(given)),
            lambda _, answer: [int(amount * 100) for amount in answer["amount"].to_pylist()],
            "statsbidrag",
            "told",
        ),
        Contender(
            "statsbidrag, kernel",
            COLUMNS,
            lambda case: (*_array(np.int64)(case), np.array([int(own) for own in case.ids])),
            lambda given: library.divide(*given),
            _plain,
            "statsbidrag",
            "told",
        ),
        Contender(
            "statsbidrag, kernel without ids",
            COLUMN,
            _array(np.int64),
            lambda given: library.divide(*given),
            _plain,
            "statsbidrag",
            "told",
        ),
        Contender(
            "pandas by hand, int64",
            TABLE,
            _table,
            pandas_integers,
            lambda _, own: own["amount"].tolist(),
            "pandas",
        ),
        Contender(
            "NumPy by hand, float64",
            COLUMN,
            _array(float),
            lambda given: numpy_floats(*given),
            _plain,
            "numpy",
        ),
        Contender(
            "NumPy by hand, int64",
            COLUMN,
            _array(np.int64),
            lambda given: numpy_integers(*given),
            _plain,
            "numpy",
        ),
    ]
    for package in (_apportionment, _votelib, _largest_remainder, _iteround):
        try:
            found.extend(package())
        except ImportError as error:
            found.append((package.__name__.strip("_").replace("_", "-"), error))
    return found


def _listed(case: Division) -> tuple[list[int], int]:
    return case.weights, case.total


def _apportionment() -> list[Contender]:
    from apportionment.methods import largest_remainder

    def prepare(case: Division) -> tuple[list[int], int, list[str]]:
        return case.weights, case.total, case.ids

    def by(fractions: bool) -> Any:
        return lambda given: largest_remainder(*given[:2], fractions=fractions, parties=given[2])

    return [
        Contender("apportionment, floats", LIST, prepare, by(False), _plain, "apportionment", "or refused"),
        Contender("apportionment, fractions", LIST, prepare, by(True), _plain, "apportionment", "or refused"),
    ]


def _votelib() -> list[Contender]:
    from votelib.evaluate.core import Tie
    from votelib.evaluate.proportional import LargestRemainder

    def prepare(case: Division) -> tuple[dict[str, int], int]:
        return dict(zip(case.ids, case.weights, strict=True)), case.total

    def read(given: tuple[dict[str, int], int], seats: dict[Any, int]) -> list[int]:
        # Who of equals gets more is left to the caller, who goes by id here.
        more = {
            one
            for group, count in seats.items()
            if isinstance(group, Tie)
            for one in sorted(group)[:count]
        }  # fmt: skip
        return [seats.get(one, 0) + (one in more) for one in given[0]]

    evaluator = LargestRemainder("hare")
    return [
        Contender(
            "votelib",
            LIST,
            prepare,
            lambda given: evaluator.evaluate(*given),
            read,
            "votelib",
            "told, and left to the caller",
        )
    ]


def _largest_remainder() -> list[Contender]:
    from largest_remainder import LargestRemainder

    return [
        Contender(
            "largest-remainder",
            LIST,
            _listed,
            lambda given: LargestRemainder.round(*given),
            _plain,
            "largest-remainder",
        )
    ]


def _iteround() -> list[Contender]:
    from iteround import saferound

    def call(given: tuple[list[int], int]) -> list[float]:
        weights, total = given
        of = sum(weights)
        rounded: list[float] = saferound([total * weight / of for weight in weights], 0, topline=float(total))
        return rounded

    return [Contender("iteround, on quotas by hand", LIST, _listed, call, _plain, "iteround")]
