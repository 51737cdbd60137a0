"""Hostile input: an error with a clear text, never a panic, a hang or a crash."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
import statsbidrag as sb
from facts import IDS, WEIGHTS, allocated, arrow, told, with_weights

np = pytest.importorskip("numpy")
pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")
pa = pytest.importorskip("pyarrow")

D = Decimal


def refused(call: Callable[[], Any]) -> str:
    """The text of the error: of this package, or a TypeError or ValueError."""
    with pytest.raises((sb.StatsbidragError, TypeError, ValueError)) as caught:
        call()
    text = str(caught.value)
    assert text and "panicked" not in text
    return text


# --- frames ---------------------------------------------------------------------------------------------------


class Streaming:
    """Whatever comes out where a stream is asked for."""

    def __init__(self, stream: Callable[[], object]) -> None:
        self.stream = stream

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.stream()


RUBBISH: dict[str, Callable[[], object]] = {
    "nothing": lambda: None,
    "a number": lambda: 1,
    "a text": lambda: "arrow_array_stream",
    "a schema": lambda: pa.schema([("id", pa.string())]).__arrow_c_schema__(),
    "an array": lambda: pa.array([1]).__arrow_c_array__(),
    "an array in a tuple": lambda: pa.array([1]).__arrow_c_array__()[1],
    "a stream of numbers": lambda: pa.chunked_array([[1, 2]]).__arrow_c_stream__(),
    "a frame": lambda: pa.table({}),
}


@pytest.mark.parametrize("kind", RUBBISH)
def test_a_stream_of_rubbish_is_refused(kind: str) -> None:
    refused(lambda: allocated(Streaming(RUBBISH[kind])))


def test_an_error_of_a_frame_is_its_own() -> None:
    def fail() -> object:
        raise LookupError("the table is gone")

    with pytest.raises(LookupError, match="the table is gone"):
        allocated(Streaming(fail))


def test_a_stream_is_read_once() -> None:
    stream = arrow().__arrow_c_stream__()
    frame = Streaming(lambda: stream)
    allocated(frame)
    assert "released" in refused(lambda: allocated(frame))


def reader(*batches: Any) -> Any:
    def stream() -> Any:
        for batch in batches:
            if isinstance(batch, Exception):
                raise batch
            yield pa.record_batch(batch)

    return pa.RecordBatchReader.from_batches(pa.schema([("id", pa.string()), ("w", pa.int64())]), stream())


def test_a_stream_that_breaks_off_gives_nothing() -> None:
    text = refused(lambda: allocated(reader(with_weights(WEIGHTS), OSError("the disk is gone"))))
    assert "the disk is gone" in text


def test_batches_of_another_schema_are_refused() -> None:
    try:
        allocated(reader({"id": IDS}))
    except (sb.StatsbidragError, TypeError, ValueError):
        return
    except BaseException as error:  # what pyo3 makes of a panic is no Exception
        pytest.fail(repr(error))


@pytest.mark.parametrize(
    "frame",
    [
        0,
        1.5,
        "id",
        b"id",
        IDS,
        [{"id": "a", "w": 1}],
        object(),
        np.array([[1]]),
        {"id", "w"},
        pd.DataFrame,
        pl.DataFrame,
    ],
)
def test_what_is_no_frame_is_refused(frame: Any) -> None:
    refused(lambda: allocated(frame))


def test_a_frame_that_is_not_collected_is_refused() -> None:
    assert "a frame is wanted" in refused(lambda: allocated(pl.DataFrame(with_weights(WEIGHTS)).lazy()))


@pytest.mark.parametrize("empty", [{}, pd.DataFrame(), pl.DataFrame(), pa.table({})])
def test_a_frame_without_columns_lacks_its_id(empty: Any) -> None:
    assert ("/id", "unknown_column") in told(empty)


@pytest.mark.parametrize("of", [dict, pd.DataFrame, pl.DataFrame, pa.table])
def test_a_frame_without_rows_is_empty(of: Any) -> None:
    assert told(of({"id": [], "w": []}))[0] == ("/frame", "empty")


def test_a_reader_without_batches_is_empty() -> None:
    assert told(reader())[0] == ("/frame", "empty")


@pytest.mark.parametrize("name", ["w", "x"])
@pytest.mark.parametrize("library", ["pandas", "pyarrow", "mapping"])
def test_a_name_that_stands_twice_is_refused_used_or_not(name: str, library: str) -> None:
    columns = [("id", IDS), ("w", WEIGHTS), ("x", WEIGHTS), (name, WEIGHTS[::-1])]
    if library == "mapping":
        columns = [("id", IDS), ("w", WEIGHTS), ("1", WEIGHTS), (1, WEIGHTS)]  # type: ignore[list-item]
        name = "1"
    frames = {
        "pandas": lambda: pd.concat([pd.Series(cells, name=name) for name, cells in columns], axis=1),
        "pyarrow": lambda: pa.table(
            [pa.array(cells) for _, cells in columns], names=[name for name, _ in columns]
        ),
        "mapping": lambda: dict(columns),
    }
    assert told(frames[library]()) == [(f"/frame/{name}", "duplicate")]


@pytest.mark.parametrize("name", [0, True, ("a", "b"), 1.5])
@pytest.mark.parametrize("of", [dict, pd.DataFrame])
def test_names_of_columns_are_texts_however_they_were_written(name: Any, of: Any) -> None:
    frame = of({"id": IDS, name: WEIGHTS})
    assert allocated(frame, key=f'"{name}"').amounts == [D(14), D(29), D(57)]


def test_columns_are_as_long_as_the_ids() -> None:
    assert told({"id": IDS, "w": [1, 2]}) == [("/frame/w", "length_mismatch")]


# --- columns --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("column", [None, 1, 1.5, "123", len, object(), np.array(3), Fraction(1, 2)])
def test_what_is_no_list_of_cells_is_refused(column: Any) -> None:
    assert '"w"' in refused(lambda: allocated(with_weights(column)))


@pytest.mark.parametrize(
    "column", [{1, 2, 3}, frozenset((1, 2, 3)), {1: "a", 2: "b", 3: "c"}, b"abc", bytearray(b"abc")]
)
def test_what_has_no_order_or_is_a_text_of_bytes_is_no_list(column: Any) -> None:
    with pytest.raises(TypeError):
        allocated(with_weights(column))


class Broken:
    def __iter__(self) -> Any:
        yield 1
        raise LookupError("no more")


def test_an_error_of_a_column_is_its_own() -> None:
    with pytest.raises(LookupError, match="no more"):
        allocated(with_weights(Broken()))


LOOP: list[Any] = []
LOOP.append(LOOP)

CELLS: list[Any] = [
    10**1000, -(10**1000), 10**5000, 2**20000, "9" * 10**6, D(10) ** 1000, D("1E+999999"), D("1E-999999"), D("0E+999999999"), D(10) ** -100,
    "0." + "0" * 100 + "1", "1e3", "1_000", "0x10", "١٢٣", "1/0", "1/-2", "½", "", " ", "\0", "1\0", "\ud800", "🙂" * 100, "nan", 1j, b"1",
    [1], {1: 2}, LOOP, object(), len, Fraction(10**300, 7), np.longdouble("1.5"), np.void(b"12"), np.complex64(1),
]  # fmt: skip


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"{type(cell).__name__}")
@pytest.mark.parametrize("column", ["w", "id"])
def test_a_cell_that_will_not_do_is_told_with_its_place(cell: Any, column: str) -> None:
    frame = with_weights(list(WEIGHTS))
    frame = {**frame, column: [frame[column][0], cell, frame[column][2]]}
    is_text = isinstance(cell, str) and cell.encode("utf-8", "ignore").decode() == cell
    if column == "id" and is_text and 0 < len(cell) <= 2_000:
        # Any text that is not endless is an id, and comes back as it was.
        assert allocated(frame).ids[1] == cell
    else:
        problems = told(frame)
        assert problems and {path for path, _ in problems} == {f"/frame/{column}/1"}


@pytest.mark.parametrize("cell", [Fraction(10**5000, 7), np.array([1, 2])], ids=["Fraction", "ndarray"])
def test_a_cell_that_has_no_text_is_told_with_its_place(cell: Any) -> None:
    assert told(with_weights([1, cell, 2])) == [("/frame/w/1", "malformed")]


def test_problems_do_not_repeat_a_million_characters() -> None:
    assert len(refused(lambda: allocated(with_weights([1, "9" * 10**6, 2])))) < 1000


@pytest.mark.parametrize("text", ["a\0b", "\0", "Å\u0308", "\u202e", "🙂"])
def test_odd_texts_come_back_as_they_were(text: str) -> None:
    for frame in (
        {"id": [text], "w": [1]},
        pl.DataFrame({"id": [text], "w": [1]}),
        pa.table({"id": [text], "w": [1]}),
    ):
        a = allocated(frame)
        assert a.ids == [text] and a.table["id"] == [text] and pa.table(a)["id"].to_pylist() == [text]
        assert text in a.explain(text)


@pytest.mark.parametrize(
    "call",
    [
        lambda: allocated({"id": IDS, "w\ud800": WEIGHTS}),
        lambda: allocated(with_weights(WEIGHTS), key="w\ud800"),
        lambda: allocated(with_weights(WEIGHTS), total="\ud800"),
        lambda: allocated(with_weights(WEIGHTS)).explain("\ud800"),
        lambda: sb.Key("\ud800"),
        lambda: sb.call({"operation": "\ud800"}),
    ],
)
def test_a_text_that_is_no_unicode_is_told_as_such(call: Callable[[], Any]) -> None:
    assert "surrogates" in refused(call)


@pytest.mark.parametrize("scale", [-38, 0, 18, 38, 100, 127])
@pytest.mark.parametrize("of", [pa.decimal128, pa.decimal256])
def test_decimals_of_any_scale_are_exact_or_refused(scale: int, of: Any) -> None:
    units = pa.array([1, 2, 4], of(38, 0)).buffers()
    frame = arrow(w=pa.Array.from_buffers(of(38, scale), 3, units))
    exact = with_weights([Fraction(number) / Fraction(10) ** scale for number in (1, 2, 4)])
    try:
        a = allocated(frame)
    except sb.StatsbidragError:
        assert scale >= 28 or scale < -30
    else:
        assert a.receipt == allocated(exact).receipt


def test_a_scale_that_no_number_has_is_no_other_number() -> None:
    units = pa.array([1, 2, 4], pa.decimal128(38, 0)).buffers()
    with pytest.raises(sb.StatsbidragError) as caught:
        allocated(arrow(w=pa.Array.from_buffers(pa.decimal128(38, -100), 3, units)))
    assert "-1167303" not in str(caught.value)


# What would end the process is tried in another one.
BROKEN = """
import numpy as np, pyarrow as pa, statsbidrag as sb
def texts(offsets, data):
    return pa.Array.from_buffers(pa.string(), 3, [None, pa.py_buffer(np.array(offsets, dtype=np.int32)), pa.py_buffer(data)])
columns = {"id": pa.array(["a", "b", "c"]), "w": pa.array([1, 2, 4])}
columns[COLUMN] = MADE
try:
    sb.allocate(pa.table(columns), total=100, key="w", id="id").ids
except (sb.StatsbidragError, ValueError) as error:
    print("refused", error)
"""


@pytest.mark.parametrize("column", ["id", "w"])
@pytest.mark.parametrize(
    "made",
    [
        r"texts([0, 1, 2, 3], b'\xff\xfe\xfd')",
        "texts([0, 1000, 2, 3], b'abc')",
        "texts([0, 2, 1, 3], b'abc')",
        "pa.DictionaryArray.from_arrays(pa.array([0, 1, 9], pa.int8()), pa.array(['1', '2', '3']), safe=False)",
    ],
)
def test_arrays_that_lie_are_refused(column: str, made: str) -> None:
    code = BROKEN.replace("COLUMN", repr(column)).replace("MADE", made)
    environment = {**os.environ, "RUST_BACKTRACE": "0"}
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, timeout=60
    )
    assert (ran.returncode, ran.stdout[:7]) == (0, "refused"), ran.stderr[-500:]


@pytest.mark.parametrize("frame", [
    lambda: arrow(w=pa.nulls(3, pa.string()).dictionary_encode()),
    lambda: pd.DataFrame({"id": IDS, "w": pd.Categorical([None] * 3)}),
    lambda: pl.DataFrame({"id": IDS, "w": pl.Series([None] * 3, dtype=pl.Enum([]))}),
])  # fmt: skip
def test_a_category_without_values_is_empty_cells(frame: Any) -> None:
    try:
        problems = told(frame())
    except Exception:
        raise
    except BaseException as error:
        pytest.fail(repr(error))
    assert problems == [(f"/frame/w/{row}", "missing") for row in range(3)]


# --- arguments ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "total",
    [
        0.5, None, float("nan"), float("inf"), 1e300, 2.0**53, np.float64(0.5), np.float32("nan"), "x", "", "1e3", "1_000", "\0", True, [], [1], {}, set(),
        b"1", object(), len, 1j, pd.NA, pd.NaT, D("NaN"), D("Infinity"), D("1E+999999"), 10**30, 10**5000, 2**63, -(2**63), "0.001", D("0.5"),
        Fraction(1, 3), Fraction(10**30, 7),
    ],
    ids=lambda total: type(total).__name__,
)  # fmt: skip
def test_a_total_that_is_no_sum_of_kronor_is_refused(total: Any) -> None:
    refused(lambda: allocated(with_weights(WEIGHTS), total=total))


@pytest.mark.parametrize(
    "total",
    [
        100,
        100.0,
        "100",
        "100.00",
        D(100),
        D("1E+2"),
        Fraction(100),
        np.int8(100),
        np.float64(100),
        np.array(100),
    ],
)
def test_a_total_that_is_one_is_taken(total: Any) -> None:
    a = allocated(with_weights(WEIGHTS), total=total)
    assert a.receipt == allocated(with_weights(WEIGHTS)).receipt


SHIPPED = "starkt-bemanning"


@pytest.mark.parametrize(
    "wrong", [0.5, None, object(), "\0", [], {}, b"x", True], ids=lambda wrong: type(wrong).__name__
)
@pytest.mark.parametrize(
    "call",
    [
        lambda wrong: allocated(with_weights(WEIGHTS), id=wrong),
        lambda wrong: allocated(with_weights(WEIGHTS), key=wrong),
        lambda wrong: allocated(with_weights(WEIGHTS), key="$n*w", parameters={"n": wrong}),
        lambda wrong: allocated(with_weights(WEIGHTS), minimum=sb.per_unit("w", wrong)),
        lambda wrong: allocated(with_weights(WEIGHTS), minimum=sb.share_of(wrong, 1)),
        lambda wrong: allocated(with_weights(WEIGHTS), total={"a": wrong}, by="id"),
        lambda wrong: allocated(with_weights(WEIGHTS), key={"a": (wrong, "w")}),
        lambda wrong: sb.assess({}, rulebook=wrong, year=2017),
        lambda wrong: sb.assess({}, rulebook=SHIPPED, year=wrong),
        lambda wrong: sb.rule(wrong),
        lambda wrong: sb.rulebook(wrong),
        lambda wrong: sb.scheme(wrong),
        lambda wrong: sb.facts(wrong),
        lambda wrong: sb.check_staffing({"id": ["a"]}, [wrong], id="id"),
        lambda wrong: sb.RatioRule(id="r", numerator=wrong, denominator="d", at_most=1),
        lambda wrong: sb.RatioRule(id="r", numerator="n", denominator="d", at_most=wrong, step="0.5", hire="d"),
        lambda wrong: sb.Rulebook(wrong),
        lambda wrong: sb.Key({"a": ("1/2", wrong), "b": ("1/2", "w")}),
        lambda wrong: sb.summarise_staff({}, by=wrong),
        lambda wrong: sb.summarise_staff({}, by="unit", span=wrong),
        lambda wrong: sb.allocate_scheme(wrong, {}, id="id"),
        lambda wrong: sb.allocate_scheme(sb.scheme("valfardsmiljarderna", year=2021), wrong, id="id"),
        lambda wrong: sb.call(wrong),
        lambda wrong: sb.call({"operation": wrong}),
        lambda wrong: allocated(with_weights(WEIGHTS)).compare(wrong),
        lambda wrong: allocated(with_weights(WEIGHTS)).explain(wrong),
        lambda wrong: allocated(with_weights(WEIGHTS)).explain("0114", wrong),
    ],
    ids=range(27),
)  # fmt: skip
def test_an_argument_of_another_type_is_refused(call: Callable[[Any], Any], wrong: Any) -> None:
    refused(lambda: call(wrong))


@pytest.mark.parametrize("number", [0, 1201, 2**62, None, "2", 0.5])
def test_instalments_are_a_number_from_1(number: Any) -> None:
    refused(lambda: allocated(with_weights(WEIGHTS)).instalments(number))


@pytest.mark.parametrize("number", [-1, 10**30])
def test_instalments_are_a_number_within_range(number: int) -> None:
    with pytest.raises(sb.InputError):
        allocated(with_weights(WEIGHTS)).instalments(number)
