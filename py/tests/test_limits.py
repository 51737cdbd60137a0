"""What is one past a limit of the library is told with its place, through frames as through documents. What
stands at each limit, and the limits of documents, are tested in Rust, in `tests/limits`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import statsbidrag as sb
from facts import IDS, WEIGHTS, allocated, told, with_weights

pa = pytest.importorskip("pyarrow")
pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")

LONGEST_TEXT = 2_000
FRAMES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "mapping": dict,
    "pandas": pd.DataFrame,
    "polars": pl.DataFrame,
    "pyarrow": pa.table,
}


@pytest.mark.parametrize("of", FRAMES.values(), ids=FRAMES)
def test_an_id_has_so_many_bytes(of: Callable[[dict[str, Any]], Any]) -> None:
    # Å is two bytes of UTF-8.
    longest = "Å" * (LONGEST_TEXT // 2)
    assert allocated(of({"id": ["a", longest], "w": [1, 3]})).ids == ["a", longest]
    assert told(of({"id": ["a", longest + "x"], "w": [1, 3]})) == [("/frame/id/1", "out_of_range")]


@pytest.mark.parametrize("of", FRAMES.values(), ids=FRAMES)
def test_a_column_has_a_name_of_so_many_bytes(of: Callable[[dict[str, Any]], Any]) -> None:
    longest = "w" * LONGEST_TEXT
    assert allocated(of({"id": IDS, longest: WEIGHTS}), key=longest).ids == IDS
    # The place has the beginning of it, and a million bad cells do not repeat it.
    frame = of({"id": IDS, "w" * 1_000_000: ["?"] * len(IDS)})
    assert told(frame) == [("/frame/" + "w" * 80 + "…", "out_of_range")]


def test_an_amount_has_64_bits_of_ore() -> None:
    largest = "92233720368547758.07"
    one = {"id": ["a"], "w": [1]}
    assert [str(amount) for amount in allocated(one, total=largest, unit="0.01").amounts] == [largest]
    with pytest.raises(sb.TooLargeError) as caught:
        allocated(one, total="92233720368547758.08", unit="0.01")
    assert [(problem.path, problem.code) for problem in caught.value.problems] == [("/total", "out_of_range")]


def test_a_key_has_so_many_components() -> None:
    def key(count: int) -> sb.Key:
        return sb.Key({f"k{part}": (f"1/{count}", "w") for part in range(count)})

    assert allocated(with_weights(WEIGHTS), key=key(64)).ids == IDS
    with pytest.raises(sb.TooLargeError):
        key(65)


def test_an_amount_is_paid_so_many_times() -> None:
    a = allocated(with_weights(WEIGHTS))
    assert len(a.instalments(1_200)) == 1_200
    with pytest.raises(sb.InputError) as caught:
        a.instalments(1_201)
    assert [(problem.path, problem.code) for problem in caught.value.problems] == [
        ("/instalments", "not_in_range")
    ]
