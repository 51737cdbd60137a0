"""Staff and claim lines by the command line, by numbers that were calculated by hand."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest
from commands import STAFF, STAFF_OPTIONS, Run, column, put, read_csv

OF_2017 = ("--rulebook", "starkt-bemanning", "--year", "2017")


def test_staffing_is_checked_from_a_list_of_staff(run: Run) -> None:
    file = put("p.csv", STAFF)
    # Nine for one supervisor, and at most six: 1.5 supervisors are needed, half a one more, so one whole.
    said = run("check-staffing", file, *STAFF_OPTIONS, "--format", "csv")
    assert said.status == 0
    row = read_csv(said.out)[0]
    assert (row["supervisor"], row["status"], row["gap"], row["hire"]) == ("Ask", "breach", "0.5", "1")
    assert run("check-staffing", file, *STAFF_OPTIONS, "--fail-on-breach").status == 1
    table = run("check-staffing", file, *STAFF_OPTIONS).out
    assert "bryter" in table
    assert run("check-staffing", file, *STAFF_OPTIONS, "--explain", "Ask").out.count("Mölndal") >= 1


def test_titles_without_a_role_are_told(run: Run) -> None:
    said = run("check-staffing", put("p.csv", f"{STAFF}x;Norr;Städare;50 %;Ask\n"), *STAFF_OPTIONS)
    assert said.out.count("Städare") == 1


def test_staffing_is_checked_by_a_rule_of_ones_own(run: Run) -> None:
    rule = {
        "id": "cases", "numerator": "open_cases", "denominator": "fte", "at_most": "15", "hire": "fte", "step": "0.5",
    }  # fmt: skip
    put("r.json", json.dumps([rule]))
    # 180 cases at 15 want 12, which is 0.75 more than 11.25: two steps. 10 at 15 is kept.
    file = put("t.csv", "enhet;open_cases;fte\nNorr;180;11,25\nVäst;10;5\n")
    said = run("check-staffing", file, "--id", "enhet", "--rule", "r.json", "--format", "csv")
    rows = read_csv(said.out)
    assert column(rows, "status") == ["breach", "met"]
    assert rows[0]["gap"] == "0.75"
    assert rows[0]["hire"] in ("1", "1.0")
    kept = run(
        "check-staffing",
        put("v.csv", "enhet;open_cases;fte\nVäst;10;5\n"),
        "--id",
        "enhet",
        "--rule",
        "r.json",
        "--fail-on-breach",
    )
    assert kept.status == 0


def test_the_least_joint_hire_and_what_it_costs(run: Run) -> None:
    said = run("plan-staffing", put("p.csv", STAFF), *STAFF_OPTIONS, "--cost", "supervisor_heads", "900 000")
    assert "Kostnad per år        900 000 kr" in said.out
    rows = run("plan-staffing", "p.csv", *STAFF_OPTIONS, "--format", "csv").out
    assert read_csv(rows)[0]["hire"] == "1"


def test_wrong_options_of_staffing_are_all_told(run: Run) -> None:
    said = run(
        "check-staffing",
        put("t.csv", "enhet;a\nNorr;1\n"),
        "--rule",
        "molndal-supervisor-span",
        "--role",
        "a",
        "b",
    )
    assert said.status == 2
    assert "--role" in said.err
    assert "--id" in said.err
    unknown = run("check-staffing", "t.csv", "--id", "enhet", "--rule", "finns-inte", "--language", "en")
    assert unknown.err.startswith("--rule, 0: unknown_name: got finns-inte")


def test_claims_are_assessed(run: Run, claims: str) -> None:
    said = run("assess", claims, *OF_2017)
    assert "Godkänt            600 000 kr" in said.out
    rows = read_csv(run("assess", claims, *OF_2017, "--format", "csv").out)
    assert column(rows, "verdict") == ["approved", "refused"]
    assert rows[1]["reasons"] == "ROLE_NOT_FUNDED"
    assert "UTKAST" in run("assess", claims, *OF_2017, "--explain", "L2").out
    found = read_csv(run("assess", claims, *OF_2017, "--format", "csv", "--table", "findings").out)
    assert ("L2", "not_met") in {(row["id"], row["outcome"]) for row in found}


def test_a_cap_on_increases_comes_from_the_staffing_table(run: Run, claims: str) -> None:
    # From 10 to 10.5: half of the one full year that is claimed may be paid, 300,000 of 600,000.
    staffing = put("b.csv", "recipient;role;baseline_fte;actual_fte\n1480;social_worker;10;10,5\n")
    said = run("assess", claims, *OF_2017, "--staffing", staffing, "--format", "csv")
    assert said.err == ""
    assert read_csv(said.out)[0]["approved"] == "300000.00"


def test_a_grant_is_settled(run: Run, claims: str) -> None:
    grants = put("g.csv", "Bidragsmottagare;Utbetalt\n1480;1 000 000\n")
    said = run("settle", claims, *OF_2017, "--grants", grants, "--format", "json")
    document = json.loads(said.out)
    assert document["recipients"]["repayable"] == ["400000"]
    assert document["totals"]["approved"] == "600000"
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    assert run("settle", claims, *OF_2017, "--grants", grants, "--out", "s.xlsx").status == 0
    cells = [
        cell
        for row in openpyxl.load_workbook("s.xlsx").worksheets[0].iter_rows(values_only=True)
        for cell in row
    ]
    assert 400_000 in cells


def test_interest_is_settled_from_a_file(run: Run, root: Path) -> None:
    cases = json.loads((root / "tests/cases/stimulus/settlement.json").read_text("utf-8"))["cases"]
    given = next(case for case in cases if case["id"] == "settle_interest")["input"]
    for name, path in (("rulebook", "bok.json"), ("interest", "ranta.json")):
        put(path, json.dumps(given[name]))
    for name in ("claims", "grants"):
        with open(f"{name}.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerows([given[name], *zip(*given[name].values(), strict=True)])
    # 36,500 kronor for 29 days at 3 % of 365 days: 87, as the case says.
    said = run("settle", "claims.csv", "--year", "2018", "--rulebook", "bok.json", "--grants", "grants.csv",
               "--interest", "ranta.json", "--format", "csv")  # fmt: skip
    assert said.err == ""
    assert Decimal(read_csv(said.out)[0]["interest"]) == 87
