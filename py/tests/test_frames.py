"""Frames of every kind: the same facts give the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
import statsbidrag as sb
from facts import IDS, WEIGHTS, allocated, arrow, with_weights

np = pytest.importorskip("numpy")
pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")
pa = pytest.importorskip("pyarrow")
duckdb = pytest.importorskip("duckdb")

D, F = Decimal, Fraction

WEIGHT_TEXTS = ["100", "200", "400"]


def duck(ids: str, weights: str) -> Any:
    rows = "(values (1, '0114', 100), (2, '0180', 200), (3, '1480', 400)) t(place, code, kr)"
    return duckdb.sql(f"select code::{ids} as id, kr::{weights} as w from {rows} order by place")


@pytest.fixture(scope="module")
def plain_facts() -> sb.Allocation:
    return allocated(with_weights(WEIGHTS))


# --- the same facts -------------------------------------------------------------------------------------------

PANDAS_IDS: dict[str, Callable[[], Any]] = {
    "object": lambda: pd.Series(IDS, dtype=object),
    "str": lambda: pd.Series(IDS, dtype="str"),
    "string": lambda: pd.Series(IDS, dtype="string"),
    "category": lambda: pd.Series(pd.Categorical(IDS, categories=["1480", "none", "0180", "0114"])),
    "arrow": lambda: pd.Series(IDS, dtype=pd.ArrowDtype(pa.string())),
    "large": lambda: pd.Series(IDS, dtype=pd.ArrowDtype(pa.large_string())),
}
PANDAS_WEIGHTS: dict[str, Callable[[], Any]] = {
    **{
        dtype: lambda dtype=dtype: pd.Series(WEIGHTS, dtype=dtype)
        for dtype in (
            "int16",
            "int32",
            "int64",
            "uint16",
            "uint64",
            "Int64",
            "UInt32",
            "float32",
            "float64",
            "Float64",
        )
    },
    "arrow": lambda: pd.Series(WEIGHTS, dtype=pd.ArrowDtype(pa.int64())),
    "arrow decimals": lambda: pd.Series(list(map(D, WEIGHTS)), dtype=pd.ArrowDtype(pa.decimal128(9, 2))),
    "objects": lambda: pd.Series([100, D("200.00"), "400"], dtype=object),
    "fractions": lambda: pd.Series(list(map(F, WEIGHTS)), dtype=object),
    "texts": lambda: pd.Series(WEIGHT_TEXTS),
    "category": lambda: pd.Series(pd.Categorical(WEIGHTS)),
    "sparse": lambda: pd.Series(pd.arrays.SparseArray(WEIGHTS)),
}
POLARS_TYPES = [
    pl.Int16, pl.Int32, pl.Int64, pl.Int128, pl.UInt16, pl.UInt32, pl.UInt64, pl.UInt128,
    pl.Decimal(5, 0), pl.Decimal(10, 2), pl.Decimal(38, 18), pl.Float32, pl.Float64, pl.String,
]  # fmt: skip
ARROW_TYPES = [
    pa.int16(), pa.int32(), pa.int64(), pa.uint16(), pa.uint32(), pa.uint64(), pa.float16(), pa.float32(), pa.float64(),
    *(of(precision, scale) for of, most in ((pa.decimal32, 9), (pa.decimal64, 18), (pa.decimal128, 38), (pa.decimal256, 76))
      for precision, scale in ((3, 0), (5, 2), (1, -2), (9, 6), (most, 0), (most, -2), (most, min(most - 3, 30)))),
]  # fmt: skip


def arrow_weights(of: Any) -> Any:
    if pa.types.is_decimal(of):
        return pa.array(list(map(D, WEIGHTS)), of)
    return pa.array(WEIGHTS, pa.int64()).cast(of)


def in_chunks() -> Any:
    """Chunks that are empty, and slices of longer arrays with an offset."""
    ids = pa.array(["x", *IDS, "y"])
    weights = pa.array([7, *WEIGHTS, None])
    return pa.table(
        {
            "id": pa.chunked_array([ids[1:1], ids[1:3], ids[3:4], ids[:0]]),
            "w": pa.chunked_array([weights[1:2], weights[2:4]]),
        }
    )


def a_reader() -> Any:
    batches = [pa.record_batch({"id": IDS[i : i + 1], "w": WEIGHTS[i : i + 1]}) for i in range(3)]
    return pa.RecordBatchReader.from_batches(batches[0].schema, batches)


def in_lists(weights: Any) -> Callable[[], Any]:
    return lambda: with_weights(weights)


KINDS: dict[str, Callable[[], Any]] = {
    **{f"pandas id {n}": lambda make=make: pd.DataFrame({"id": make(), "w": WEIGHTS}) for n, make in PANDAS_IDS.items()},
    **{f"pandas {n}": lambda make=make: pd.DataFrame({"id": IDS, "w": make()}) for n, make in PANDAS_WEIGHTS.items()},
    "pandas with an index": lambda: pd.DataFrame({"id": IDS, "w": WEIGHTS}, index=[9, 9, 1]),
    "polars String": lambda: pl.DataFrame({"id": IDS, "w": WEIGHTS}),
    "polars Categorical": lambda: pl.DataFrame({"id": pl.Series(IDS, dtype=pl.Categorical), "w": WEIGHTS}),
    "polars Enum": lambda: pl.DataFrame({"id": pl.Series(IDS, dtype=pl.Enum(["q", *IDS[::-1]])), "w": WEIGHTS}),
    "polars in chunks": lambda: pl.concat([pl.DataFrame(with_weights(WEIGHTS))[i : i + 1] for i in range(3)], rechunk=False),
    **{f"polars {of}": lambda of=of: pl.DataFrame(with_weights(WEIGHTS)).with_columns(pl.col("w").cast(of)) for of in POLARS_TYPES[:-1]},
    "polars of texts": lambda: pl.DataFrame(with_weights(WEIGHT_TEXTS)),
    **{f"arrow {of}": lambda of=of: arrow(w=arrow_weights(of)) for of in ARROW_TYPES},
    **{f"arrow id {of}": lambda of=of: arrow(id=pa.array(IDS, of)) for of in (pa.string(), pa.large_string(), pa.string_view())},
    **{f"arrow id {key} to {of}": lambda key=key, of=of: arrow(id=pa.array(IDS, of).dictionary_encode().cast(pa.dictionary(key, of)))
       for key in (pa.int8(), pa.uint16(), pa.int64()) for of in (pa.string(), pa.large_string())},
    "arrow dictionary of numbers": lambda: arrow(w=pa.array(WEIGHTS).dictionary_encode()),
    "arrow in chunks": in_chunks,
    "arrow dictionary by chunk": lambda: pa.table(
        {"id": pa.chunked_array([pa.array(IDS[:2]).dictionary_encode(), pa.array(IDS[2:]).dictionary_encode()]), "w": WEIGHTS}),
    "arrow slice": lambda: pa.table(with_weights(WEIGHTS)).slice(0, 3),
    "arrow batch": lambda: pa.record_batch(with_weights(WEIGHTS)),
    "arrow reader": a_reader,
    "arrow texts": lambda: arrow(w=WEIGHT_TEXTS),
    **{f"duckdb {of}": lambda of=of: duck("varchar", of)
       for of in ("smallint", "integer", "bigint", "hugeint", "usmallint", "ubigint", "uhugeint", "double", "decimal(9,2)", "decimal(38,9)", "varchar")},
    "duckdb enum": lambda: duck("enum('1480', '0180', '0114')", "integer"),
    "lists": in_lists(WEIGHTS),
    "tuple": in_lists(tuple(WEIGHTS)),
    "range": in_lists([*range(100, 101), *range(200, 201), 400]),
    "Decimals": in_lists([D(100), D("2E+2"), D("400.000")]),
    "Fractions": in_lists([F(100), F(400, 2), F(400)]),
    "texts": in_lists(["100", "200.0", "800/2"]),
    "floats": in_lists([100.0, 200.0, 4e2]),
    "of all kinds": in_lists([100, D(200), "400"]),
    "numpy scalars": in_lists([np.int16(100), np.float32(200), np.uint64(400)]),
    "scalars of texts": lambda: {"id": [np.str_(id) for id in IDS], "w": WEIGHTS},
    **{f"numpy {of}": in_lists(np.array(WEIGHTS, dtype=of)) for of in ("int16", "int64", "uint16", "uint64", "float32", "float64", "object")},
    "numpy backwards": in_lists(np.array(WEIGHTS[::-1])[::-1]),
    "numpy ids": lambda: {"id": np.array(IDS), "w": np.array(WEIGHTS, dtype=">i4")},
    "numpy object ids": lambda: {"id": np.array(IDS, dtype=object), "w": WEIGHTS},
    "series": lambda: {"id": pd.Series(IDS), "w": pl.Series(WEIGHTS)},
    "arrow arrays": lambda: {"id": pa.array(IDS), "w": pa.chunked_array([WEIGHTS[:1], WEIGHTS[1:]])},
    "a generator": lambda: {"id": iter(IDS), "w": (weight for weight in WEIGHTS)},
}  # fmt: skip


def test_what_all_kinds_are_held_against(plain_facts: sb.Allocation) -> None:
    # 100/7, 200/7, 400/7 = 14 2/7, 28 4/7, 57 1/7: the krona left goes to the largest remainder.
    assert plain_facts.ids == IDS
    assert plain_facts.amounts == [D(14), D(29), D(57)]


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_facts_give_the_same_bytes(kind: str, plain_facts: sb.Allocation) -> None:
    a = allocated(KINDS[kind]())
    assert a.ids == plain_facts.ids
    assert a.amounts == plain_facts.amounts
    assert a.receipt == plain_facts.receipt
    assert [a.explain(id) for id in IDS] == [plain_facts.explain(id) for id in IDS]


def test_other_facts_give_another_receipt(plain_facts: sb.Allocation) -> None:
    assert (
        allocated(with_weights([100, 200, 401])).receipt["facts_sha256"]
        != plain_facts.receipt["facts_sha256"]
    )


BIG = 2**70 + 1


@pytest.mark.parametrize(
    "frame",
    [
        with_weights([BIG, 2 * BIG, 4 * BIG]),
        with_weights([D(BIG), str(2 * BIG), F(4 * BIG)]),
        with_weights(np.array([BIG, 2 * BIG, 4 * BIG], dtype=object)),
        arrow(w=pa.array([D(BIG), D(2 * BIG), D(4 * BIG)], pa.decimal128(38, 0))),
        arrow(w=pa.array([D(BIG), D(2 * BIG), D(4 * BIG)], pa.decimal256(76, 3))),
        pl.DataFrame({"id": IDS, "w": pl.Series([BIG, 2 * BIG, 4 * BIG], dtype=pl.Int128)}),
        pd.DataFrame({"id": IDS, "w": pd.Series([BIG, 2 * BIG, 4 * BIG], dtype=object)}),
        duckdb.sql(
            f"select unnest({IDS}) as id, unnest([{BIG}, {2 * BIG}, {4 * BIG}]::decimal(38,0)[]) as w"
        ),
    ],
)
def test_numbers_beyond_64_bits_are_exact(frame: Any) -> None:
    a = allocated(frame, total=7 * 10**9, key="w")
    assert a.amounts == [D(10**9), D(2 * 10**9), D(4 * 10**9)]
    certificate = allocated(with_weights([BIG, 2 * BIG, 4 * BIG]), total=7 * 10**9).certificate()
    assert a.certificate() == certificate


def test_numbers_that_no_decimal_has_are_exact_fractions() -> None:
    a = allocated(with_weights([F(1, 3), F(2, 3), F(4, 3)]))
    assert a.amounts == [D(14), D(29), D(57)]


@pytest.mark.parametrize(
    "of", [pa.decimal32(9, 3), pa.decimal64(18, 3), pa.decimal128(38, 3), pa.decimal256(76, 3)]
)
def test_decimals_of_arrow_keep_every_digit(of: Any) -> None:
    weights = [D("0.001"), D("1.250"), D("999.999")]
    assert (
        allocated(arrow(w=pa.array(weights, of)), unit="0.01").receipt
        == allocated(with_weights(weights), unit="0.01").receipt
    )


# --- days -----------------------------------------------------------------------------------------------------

CLAIMS: dict[str, Any] = {
    "id": ["L1", "L2"], "recipient": ["1480"] * 2, "role": ["social_worker"] * 2,
    "activity": ["child_youth_authority"] * 2, "cost_kind": ["personnel"] * 2, "employment": ["employed"] * 2,
    "increase": ["above_baseline"] * 2, "frees_time_for": [None, None], "from": ["2017-01-01", "2017-02-28"],
    "to": ["2017-12-31"] * 2, "fte": [1, "0.5"], "amount": [600_000, 250_000],
}  # fmt: skip
FIRST = [date(2017, 1, 1), date(2017, 2, 28)]
MOMENTS = [datetime(2017, 1, 1), datetime(2017, 2, 28)]


def assessed(first: Any) -> sb.Assessment:
    return sb.assess({**CLAIMS, "from": first}, rulebook="starkt-bemanning", year=2017)


DAYS: dict[str, Any] = {
    "dates": FIRST,
    "datetimes": MOMENTS,
    "Timestamps": list(map(pd.Timestamp, FIRST)),
    "a series of Timestamps": pd.Series(pd.to_datetime(FIRST)),
    **{
        f"datetime64[{unit}]": np.array(FIRST, dtype=f"datetime64[{unit}]") for unit in ("D", "s", "ms", "us")
    },
    "scalars of datetime64": [np.datetime64(day, "us") for day in FIRST],
    "an arrow array": pa.array(FIRST),
    "a polars series": pl.Series(FIRST),
}


@pytest.mark.parametrize("kind", DAYS)
def test_days_of_every_kind_are_the_same_days(kind: str) -> None:
    x, plain = assessed(DAYS[kind]), assessed(CLAIMS["from"])
    assert x.receipt == plain.receipt
    assert x.to_dict() == plain.to_dict()
    assert x.explain("L2") == plain.explain("L2")


@pytest.mark.parametrize(
    "first", [np.array(FIRST, dtype="datetime64[ns]"), [np.datetime64(day, "ns") for day in FIRST]]
)
def test_days_of_numpy_in_nanoseconds(first: Any) -> None:
    assert assessed(first).receipt == assessed(CLAIMS["from"]).receipt


ARROW_DAYS = [pa.date32(), pa.date64(), *map(pa.timestamp, ("s", "ms", "us", "ns"))]


@pytest.mark.parametrize("of", ARROW_DAYS, ids=str)
def test_days_of_arrow_are_the_same_days(of: Any) -> None:
    frame = pa.table({**CLAIMS, "fte": ["1", "0.5"], "from": pa.array(MOMENTS, pa.timestamp("s")).cast(of)})
    x = sb.assess(frame, rulebook="starkt-bemanning", year=2017)
    assert x.receipt == assessed(CLAIMS["from"]).receipt


@pytest.mark.parametrize("library", ["pandas", "polars", "duckdb"])
def test_days_of_frames_are_the_same_days(library: str) -> None:
    claims = {**CLAIMS, "fte": ["1", "0.5"], "from": MOMENTS}
    frames = {
        "pandas": lambda: pd.DataFrame(claims),
        "polars": lambda: pl.DataFrame(claims),
        "duckdb": lambda: duckdb.from_arrow(pa.table(claims)),
    }
    x = sb.assess(frames[library](), rulebook="starkt-bemanning", year=2017)
    assert x.receipt == assessed(CLAIMS["from"]).receipt


def test_days_before_1970_are_days() -> None:
    frame = pa.table(
        {**CLAIMS, "fte": ["1", "0.5"], "from": pa.array([datetime(1969, 12, 31)] * 2, pa.timestamp("ns"))}
    )
    with pytest.raises(sb.InputError) as caught:
        sb.assess(frame, rulebook="starkt-bemanning", year=2017)
    assert "1969-12-31" in str(caught.value)


NOT_DAYS: dict[str, Any] = {
    "a datetime": [datetime(2017, 1, 1, 8), None],
    "a datetime with a zone": [pd.Timestamp("2017-01-01", tz="UTC"), None],
    "a Timestamp": [pd.Timestamp("2017-01-01 00:00:00.000001"), None],
    "datetime64": np.array(["2017-01-01T08:00", "2017-01-01T09:00"], dtype="datetime64[s]"),
    "arrow": pa.array([datetime(2017, 1, 1, 8), datetime(2017, 1, 1, 9)]),
    "text": ["2017-01-01T00:00:00", "2017-01-01 00:00"],
    "a number": [20170101, 42736],
    "no day": ["2017-02-30", "17-01-01"],
}


@pytest.mark.parametrize("kind", NOT_DAYS)
def test_a_time_of_day_is_no_day(kind: str) -> None:
    with pytest.raises(sb.InputError) as caught:
        assessed(NOT_DAYS[kind])
    places = [(problem.path, problem.code) for problem in caught.value.problems]
    assert [path for path, _ in places] == ["/claims/from/0", "/claims/from/1"]
    assert places[0][1] in ("wrong_type", "malformed")


def test_a_nanosecond_is_a_time_of_day() -> None:
    with pytest.raises(sb.InputError):
        assessed([pd.Timestamp("2017-01-01 00:00:00.000000001"), FIRST[1]])


@pytest.mark.parametrize(
    "nothing",
    [
        [None, None],
        np.array(["NaT", "NaT"], dtype="datetime64[D]"),
        pa.nulls(2, pa.date32()),
        pl.Series([None, None]),
        [pd.NaT, pd.NaT],
    ],
)
def test_no_day_is_missing(nothing: Any) -> None:
    with pytest.raises(sb.InputError) as caught:
        assessed(nothing)
    places = [(problem.path, problem.code) for problem in caught.value.problems]
    assert places == [("/claims/from/0", "missing"), ("/claims/from/1", "missing")]


AMOUNTS: dict[str, Any] = {
    "texts": ["600000", "250000"],
    "Decimals": [D(600_000), D("250000.00")],
    "arrow decimals": pa.array([D(600_000), D(250_000)], pa.decimal128(12, 2)),
    "floats": [6e5, 25e4],
}


@pytest.mark.parametrize("kind", [kind for kind in AMOUNTS if kind not in ("floats", "arrow decimals")])
def test_amounts_of_claims_give_the_same_receipt(kind: str) -> None:
    x = sb.assess({**CLAIMS, "amount": AMOUNTS[kind]}, rulebook="starkt-bemanning", year=2017)
    assert x.receipt == assessed(CLAIMS["from"]).receipt


@pytest.mark.parametrize("kind", AMOUNTS)
def test_amounts_of_claims_are_the_same_amounts(kind: str) -> None:
    x = sb.assess({**CLAIMS, "amount": AMOUNTS[kind]}, rulebook="starkt-bemanning", year=2017)
    assert x.to_dict() == assessed(CLAIMS["from"]).to_dict()
