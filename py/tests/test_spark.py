"""PySpark in local mode: the answers of a cluster are the local ones."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import statsbidrag as sb

pytest.importorskip("pyspark", minversion="4.0")
pytest.importorskip("pyarrow")

from pyspark.errors import PythonException  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402
from statsbidrag.spark import allocate_groups, assess_partitions  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")  # PySpark warns of its own


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    # The workers are to find the package where it is found here.
    package = str(Path(sb.__file__).parents[1])
    os.environ["PYTHONPATH"] = os.pathsep.join([package, os.environ.get("PYTHONPATH", "")])
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    try:
        session = builder.config("spark.sql.shuffle.partitions", "3").getOrCreate()
    except Exception as error:
        pytest.skip(f"no Spark here (is there a Java 17?): {error}")
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


def rows(frame: Any) -> list[dict[str, Any]]:
    return [row.asDict() for row in frame.collect()]


def in_order(table: list[dict[str, Any]], *columns: str) -> list[dict[str, Any]]:
    return sorted(table, key=lambda row: [row[column] for column in columns])


SCENARIOS: list[tuple[Any, ...]] = [
    (scenario, f"{code:04}", 1 + code * 7919 % 1000, Decimal(code % 5) / 4, 10_000 + 3 * place)
    for place, scenario in enumerate(["2016", "2017", "hög", "låg", "noll"])
    for code in range(1, 41)
]
COLUMNS = ["scenario", "code", "people", "index", "budget"]
LOCAL = dict(zip(COLUMNS, map(list, zip(*SCENARIOS, strict=True)), strict=True))
KEY = {"people": ("7/10", "people"), "index": ("3/10", "people*index")}


@pytest.fixture(scope="module")
def scenarios(spark: SparkSession) -> Any:
    types = "scenario string, code string, people bigint, index decimal(9,4), budget bigint"
    return spark.createDataFrame(SCENARIOS, types).repartition(4)


TOTALS = {scenario: budget for scenario, _, _, _, budget in SCENARIOS}


@pytest.mark.parametrize(
    ("total", "local", "options"),
    [
        ("budget", TOTALS, {}),
        (TOTALS, TOTALS, {"unit": "0.01"}),
        (9_999, 9_999, {"minimum": sb.per_unit("people", "0.1"), "maximum": 400}),
        ("9999.50", "9999.50", {"rounding": "half_even"}),
    ],
)
def test_groups_are_divided_as_they_are_locally(scenarios: Any, total: Any, local: Any, options: Any) -> None:
    given = allocate_groups(scenarios, by="scenario", total=total, key=sb.Key(KEY), id="code", **options)
    assert given.schema.simpleString() == "struct<scenario:string,code:string,amount:decimal(38,2)>"
    expected = sb.allocate(LOCAL, local, KEY, id="code", by="scenario", **options)
    assert in_order(rows(given), "scenario", "code") == in_order(
        list(expected.table.rows()), "scenario", "code"
    )


def test_groups_may_be_of_any_type(spark: SparkSession) -> None:
    frame = spark.createDataFrame(
        [(2016, "a", 1), (2016, "b", 2), (2017, "a", 5)], "year int, id string, w int"
    )
    given = allocate_groups(frame, by="year", total={2016: 100, 2017: "7"}, key="w", id="id")
    assert given.schema.simpleString() == "struct<year:int,id:string,amount:decimal(38,2)>"
    # 100 by 1 and 2: 33 1/3 and 66 2/3.
    expected = [(2016, "a", Decimal(33)), (2016, "b", Decimal(67)), (2017, "a", Decimal(7))]
    assert sorted(map(tuple, given.collect())) == expected


def test_totals_go_with_the_groups(scenarios: Any) -> None:
    totals = {**{name: 1 for name in TOTALS if name != "noll"}, "okänd": 1}
    with pytest.raises(sb.InputError) as caught:
        allocate_groups(scenarios, by="scenario", total=totals, key="people", id="code")
    told = [(problem.path, problem.code) for problem in caught.value.problems]
    assert told == [("/total/noll", "missing"), ("/total/okänd", "unknown_name")]


def test_columns_are_there(scenarios: Any) -> None:
    with pytest.raises(sb.InputError) as caught:
        allocate_groups(scenarios, by="year", total=1, key="people", id="kod")
    told = [(problem.path, problem.code) for problem in caught.value.problems]
    assert told == [("/by", "unknown_column"), ("/id", "unknown_column")]


@pytest.mark.parametrize(
    ("data", "total", "text"),
    [
        ([("x", "a", 1.0, 5), ("y", "b", 0.5, 5)], "budget", "/frame/w/0: float: got 0.5 (group 'y')"),
        (
            [("x", "a", 1.0, 5), ("x", "b", 1.0, 6)],
            "budget",
            "/total: conflict: got budget: 5, 6 (group 'x')",
        ),
        ([("x", "a", 1.0, None)], "budget", "/total: missing: got an empty cell of budget (group 'x')"),
        ([(None, "a", 1.0, 5)], "budget", "/frame/g: missing: got an empty cell (group None)"),
        ([("x", "a", 1.0, 5)], 0.5, "/total: float: got 0.5 (group 'x')"),
    ],
)
def test_what_is_wrong_in_a_group_is_told_with_the_group(
    spark: SparkSession, data: Any, total: Any, text: str
) -> None:
    frame = spark.createDataFrame(data, "g string, id string, w double, budget int")
    with pytest.raises(PythonException) as caught:
        allocate_groups(frame, by="g", total=total, key="w", id="id").collect()
    assert text in str(caught.value)


def claim(line: int, recipient: int) -> tuple[Any, ...]:
    role = ["social_worker", "supervisor", "other"][line % 3]
    start = date(2017, 1 + line % 12, 1)
    return (f"L{line}", f"{recipient:04}", role, "child_youth_authority", "personnel", "employed", "above_baseline",
            None, start, date(2017, 12, 31), Decimal("0.5"), 100_000 + line)  # fmt: skip


CLAIM_COLUMNS = ["id", "recipient", "role", "activity", "cost_kind", "employment", "increase", "frees_time_for", "from",
                 "to", "fte", "amount"]  # fmt: skip
# The lines of a recipient lie far from one another.
CLAIMS = [claim(line, line % 10) for line in range(120)]
LOCAL_CLAIMS = dict(zip(CLAIM_COLUMNS, map(list, zip(*CLAIMS, strict=True)), strict=True))
STAFFING = {
    "recipient": [f"{recipient:04}" for recipient in range(10) for _ in range(2)],
    "role": ["social_worker", "supervisor"] * 10,
    "baseline_fte": [5] * 20,
    "actual_fte": [str(5 + Decimal(place) / 10) for place in range(20)],
}
SHARED = {"rulebook": sb.rulebook("starkt-bemanning"), "year": 2017}


@pytest.fixture(scope="module")
def claims(spark: SparkSession) -> Any:
    types = ["date" if name in ("from", "to") else "decimal(9,4)" if name == "fte" else "bigint" if name == "amount"
             else "string" for name in CLAIM_COLUMNS]  # fmt: skip
    schema = ", ".join(f"`{name}` {of}" for name, of in zip(CLAIM_COLUMNS, types, strict=True))
    return spark.createDataFrame(CLAIMS, schema).repartition(5)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"staffing": STAFFING},
        {"staffing": STAFFING, "sharing": "by_list", "order": [f"L{line}" for line in reversed(range(120))]},
        {"staffing": STAFFING, "sharing": "by_start", "across_roles": True, "split": "by_day"},
    ],
)
def test_claims_are_assessed_as_they_are_locally(claims: Any, options: Any) -> None:
    given = assess_partitions(claims, **SHARED, **options)
    assert given.schema.simpleString() == (
        "struct<id:string,verdict:string,approved:decimal(38,2),refused:decimal(38,2),undetermined:decimal(38,2),"
        "reasons:array<string>>"
    )
    expected = sb.assess(LOCAL_CLAIMS, **SHARED, **options)  # type: ignore[arg-type]
    assert in_order(rows(given), "id") == in_order(list(expected.lines.rows()), "id")
    if "staffing" in options:
        assert any("OVER_BASELINE_CAP" in reasons for reasons in expected.lines["reasons"])  # type: ignore[operator]


def test_a_cap_needs_the_lines_of_a_recipient_together(claims: Any) -> None:
    def approved(frame: Any, *, repartition: bool) -> Decimal:
        given = assess_partitions(frame, **SHARED, staffing=STAFFING, repartition=repartition)
        return sum((row["approved"] for row in rows(given)), Decimal(0))

    local = sb.assess(LOCAL_CLAIMS, **SHARED, staffing=STAFFING).totals["approved"]  # type: ignore[arg-type]
    assert approved(claims.repartition("recipient"), repartition=False) == local
    # What the documentation warns of: each part of a recipient's lines gets the whole cap.
    assert approved(claims, repartition=False) > local


def test_claims_without_recipients_are_refused(claims: Any) -> None:
    with pytest.raises(sb.InputError, match="recipient"):
        assess_partitions(claims.drop("recipient"), **SHARED)


def test_what_is_wrong_in_a_claim_is_told(claims: Any) -> None:
    with pytest.raises(PythonException, match="no such column"):
        assess_partitions(claims.drop("amount"), **SHARED).collect()


def test_no_lines_are_no_lines(claims: Any) -> None:
    assert assess_partitions(claims.limit(0), **SHARED).collect() == []


def test_the_package_does_without_pyspark() -> None:
    code = "import sys, statsbidrag as sb; dir(sb), sb.allocate, sb.assess; import statsbidrag.spark; sys.exit('pyspark' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0
