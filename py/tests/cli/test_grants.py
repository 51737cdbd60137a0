"""Whole grants by the command line: what ships, and a scheme of one's own."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from commands import THREE, Run, column, put, read_csv


def test_the_demonstration_says_what_it_is_and_sums_to_the_krona(run: Run) -> None:
    said = run("allocate", "--scheme", "valfardsmiljarderna", "--year", "2017")
    assert said.status == 0
    head = said.out[:400]
    assert "DEMONSTRATION" in head
    assert "inte de riktiga" in " ".join(head.split())
    # The pots of the README's first page.
    for pot, amount in (
        ("asylum_municipalities", "5 600 000 000"),
        ("asylum_regions", "1 400 000 000"),
        ("inhabitants_municipalities", "2 100 000 000"),
        ("inhabitants_regions", "900 000 000"),
    ):
        lines = [
            line for line in said.out.splitlines() if line.startswith(f"{pot} ") and line.endswith(amount)
        ]
        assert lines, pot
        assert lines[0].count(amount) == 2  # the amount, and the sum of its parts
    assert "0980" in said.out
    # Gotland, as the example fordela has it.
    assert "4 074 347         17 409 338  21 483 685" in said.out


def test_the_demonstrations_rows_say_so_in_files_too(run: Run) -> None:
    said = run(
        "allocate", "--scheme", "valfardsmiljarderna", "--year", "2017", "--format", "csv", "--language", "en"
    )
    rows = read_csv(said.out)
    assert sum(Decimal(amount) for amount in column(rows, "amount")) == 10_000_000_000
    assert set(column(rows, "facts")) == {"demonstration"}
    assert len(rows) == 2 * (290 + 21)
    assert said.err.startswith("DEMONSTRATION: no facts were given")
    sums = {
        name: sum(Decimal(row["amount"]) for row in rows if row["pot"] == name)
        for name in set(column(rows, "pot"))
    }
    assert sums["asylum_regions"] == 1_400_000_000
    document = json.loads(
        run("allocate", "--scheme", "valfardsmiljarderna", "--year", "2017", "--format", "json").out
    )
    assert document["demonstration"] is True
    assert document["notes"][0].startswith("DEMONSTRATION")


def test_the_demonstrations_workbook_says_so(run: Run) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    said = run("allocate", "--scheme", "valfardsmiljarderna", "--year", "2020", "--out", "v.xlsx")
    assert said.status == 0
    sheets = openpyxl.load_workbook("v.xlsx")
    first = [row[0] for row in sheets.worksheets[0].iter_rows(values_only=True)]
    assert any(str(cell).startswith("DEMONSTRATION") for cell in first)
    assert sheets.sheetnames[1:] == ["Resultat", "Potter", "Juridiska personer"]


def test_a_year_without_money_for_asylum_seekers_says_so(run: Run) -> None:
    said = run("allocate", "--scheme", "valfardsmiljarderna", "--year", "2021", "--explain", "Lomma")
    assert "Potten efter asylsökande har inga pengar" in said.out
    assert "december 2014" not in said.out  # of the figures that were not used
    assert "Lomma (1262)" in said.out


def test_a_grant_on_facts_of_ones_own(run: Run) -> None:
    # 2021 is by inhabitants alone: 7 billion by 3:1, and 3 billion to the only county.
    municipalities = put("k.csv", "Kod;Namn;Folkmängd\n0180;Stockholm;3\n0184;Solna;1\n")
    regions = put("r.csv", "Kod;Folkmängd\n01;4\n")
    command = ["allocate", "--scheme", "valfardsmiljarderna", "--year", "2021", "--format", "csv"]
    for facts in (
        ["--facts", "municipality", municipalities, "--facts", "region", regions],
        [municipalities, "--sum-regions"],
    ):
        said = run(*command, *facts)
        assert said.err == ""
        rows = read_csv(said.out)
        assert column(rows, "id") == ["0180", "0184", "01"]
        assert column(rows, "amount") == ["5250000000.00", "1750000000.00", "3000000000.00"]
        assert "facts" not in rows[0]  # nothing is for demonstration
    missing = run(*command, "--facts", "municipality", municipalities)
    assert missing.status == 2
    assert "region" in missing.err


def test_a_grant_asks_for_what_its_key_needs(run: Run) -> None:
    municipalities = put("k.csv", "Kod;Folkmängd\n0180;3\n")
    said = run(
        "allocate", municipalities, "--sum-regions", "--scheme", "valfardsmiljarderna", "--year", "2017"
    )
    assert said.status == 2
    for wanted in ("asylum_adults", "newly_arrived_minors", "$newly_arrived", "--parameter"):
        assert wanted in said.err


def test_a_scheme_of_ones_own(run: Run) -> None:
    cite = {"source": "own"}
    scheme = {
        "id": "eget", "name": {"sv": "Eget bidrag", "en": "A grant"}, "remarks": [], "parameters": {}, "deductions": [],
        "sources": {"own": {"title": "Eget", "publisher": "Egen", "rank": "secondary"}},
        "total": [{"from": "2020-01-01", "value": "100", "cite": cite}],
        "pots": [{"id": "allt", "name": {"sv": "allt", "en": "all"}, "recipients": "kommun",
                  "share": [{"from": "2020-01-01", "value": "1", "cite": cite}],
                  "key": [{"from": "2020-01-01", "value": "population", "cite": cite}],
                  "options": {"unit": "1", "rounding": "largest_remainder", "ties": "by_id"}}],
    }  # fmt: skip
    put("eget.json", json.dumps(scheme))
    said = run(
        "allocate", put("k.csv", THREE), "--scheme", "eget.json", "--date", "2020-06-01", "--format", "csv"
    )
    assert said.err == ""
    assert column(read_csv(said.out), "amount") == ["14.00", "29.00", "57.00"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--scheme", "finns-inte", "--year", "2017"], "finns-inte"),
        (["--scheme", "valfardsmiljarderna"], "--year"),
        (["--scheme", "exempel-val", "--year", "2010"], "demonstrationsuppgifter"),
        (["--scheme", "valfardsmiljarderna", "--year", "2017", "--key", "population"], "--key"),
        (
            ["--scheme", "valfardsmiljarderna", "--year", "2017", "--parameter", "newly_arrived", "1"],
            "--parameter",
        ),
        (["--year", "2017"], "--scheme"),
    ],
)
def test_grants_that_cannot_be_divided(run: Run, options: list[str], told: str) -> None:
    said = run("allocate", *options)
    assert (said.status, said.out) == (2, "")
    assert told in said.err
