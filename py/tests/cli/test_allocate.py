"""Dividing by the command line, by amounts that were calculated by hand."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from commands import THREE, Run, column, put, read_csv
from statsbidrag import InputError, Problem
from statsbidrag._cli._problems import of_operation
from statsbidrag._cli._say import Say


@pytest.mark.parametrize("key", ["population", "Folkmängd", "1/3*population + 2/3*Folkmängd"])
def test_allocate_understands_swedish_headings(run: Run, key: str) -> None:
    said = run("allocate", put("k.csv", THREE), "--total", "100", "--key", key, "--format", "csv")
    rows = read_csv(said.out)
    assert said.status == 0
    assert said.err == ""
    assert column(rows, "id") == ["0180", "1280", "1480"]
    assert column(rows, "name") == ["Stockholm", "Malmö", "Göteborg"]
    assert column(rows, "amount") == ["14.00", "29.00", "57.00"]
    assert column(rows, "rounded_up") == ["false", "true", "false"]


def test_allocate_prints_a_table_in_swedish_and_in_english(run: Run) -> None:
    file = put("k.csv", THREE)
    # 7,000,000 sevenths: a million each.
    swedish = run("allocate", file, "--total", "7 000 000", "--key", "population").out
    assert "Summa      7 000 000 kr" in swedish
    assert "kod   namn       belopp, kr" in swedish
    assert "1480  Göteborg    4 000 000" in swedish
    english = run("allocate", file, "--total", "7,000,000", "--key", "population", "--language", "en").out
    assert "Sum         7,000,000 kr" in english
    assert "1480  Göteborg   4,000,000" in english


@pytest.mark.parametrize(
    ("register", "codes"), [("municipalities", ["0180", "1480"]), ("regions", ["01", "14"])]
)
@pytest.mark.parametrize("command", ["allocate", "compare"])
def test_codes_are_held_against_a_register(run: Run, command: str, register: str, codes: list[str]) -> None:
    # Stockholm and Göteborg are municipalities 0180 and 1480, in the regions 01 and 14; there is no 77 or 7777.
    how = ["--total", "3", "--key", "v", "--register", register, "--format", "csv"]
    file = put("k.csv", f"Kod;v\n{codes[0]};1\n{codes[1]};2\n")
    amount = "amount" if command == "allocate" else "before"
    assert column(read_csv(run(command, file, *how).out), amount) == ["1.00", "2.00"]
    unknown = codes[0].replace("01", "77").replace("80", "77")
    said = run(command, put("k.csv", f"Kod;v\n{codes[1]};1\n{unknown};2\n"), *how)
    assert said.status == 2
    assert said.err.startswith("k.csv, rad 3, kolumnen ")
    assert said.err.endswith(f": okänd kod. Här: {unknown}. Ska vara: en kod i registret.\n")
    assert len(said.err.splitlines()) == 1


def test_a_problem_of_the_register_names_the_option() -> None:
    error = InputError([Problem("/recipients", "unknown_name", "x", "one of municipalities, regions")])
    assert list(of_operation(error, {}, {"register"}, Say("sv"))) == [
        "--register: okänt namn. Här: x. Ska vara: en av municipalities, regions."
    ]


def test_persons_are_not_kronor(run: Run) -> None:
    file = put("k.csv", THREE)
    counted = ["--total", "7", "--key", "population", "--unit", "count", "--ties", "by_id"]
    # Seven persons by sevenths: 1, 2 and 4, in one group and in each of two.
    alone = run("allocate", file, *counted).out
    assert "Summa      7\n" in alone
    assert "kod   namn       antal  exakt andel" in alone
    grouped = put("g.csv", "Kod;År;population\n0180;2016;3\n1280;2016;4\n0180;2017;4\n1280;2017;3\n")
    groups = run("allocate", grouped, "--by", "År", *counted).out
    assert "antal" in groups
    compared = run("compare", file, *counted).out
    assert "före      7\nefter     7\nskillnad  0\n" in compared
    asked = put("r.csv", "Kod;Bidragsram;Rekvirerat;Vill ha mer\n0180;10;4;nej\n1280;10;10;ja\n")
    second = run("second-round", asked, "--unit", "count", "--ties", "by_id").out
    assert "Inte rekvirerat  6\n" in second and "antal" in second
    assert " kr" not in alone + groups + compared + second


def test_headings_stand_as_they_are_with_an_id(run: Run) -> None:
    file = put("k.csv", THREE)
    said = run(
        "allocate",
        file,
        "--id",
        "Kommunkod",
        "--name",
        "Namn",
        "--total",
        "100",
        "--key",
        "Folkmängd",
        "--format",
        "csv",
    )
    assert column(read_csv(said.out), "Kommunkod") == ["0180", "1280", "1480"]
    assert column(read_csv(said.out), "amount") == ["14.00", "29.00", "57.00"]
    assert run("allocate", file, "--id", "Kommunkod", "--total", "100", "--key", "population").status == 2


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_every_kind_of_file_is_read(run: Run, ending: str) -> None:
    columns: dict[str, list[object]] = {"id": ["0180", "1280", "1480"], "population": [100, 200, 400]}
    file = f"k.{ending}"
    if ending == "csv":
        put(file, "id,population\n0180,100\n1280,200\n1480,400\n", "cp1252")
    elif ending == "xlsx":
        pytest.importorskip("xlsxwriter")
        pytest.importorskip("openpyxl")
        from statsbidrag._excel import write_tables

        write_tables(file, [("Blad", columns)])
    else:
        arrow = pytest.importorskip("pyarrow")
        pytest.importorskip("pyarrow.parquet").write_table(arrow.table(columns), file)
    said = run("allocate", file, "--total", "100", "--key", "population", "--format", "csv")
    assert column(read_csv(said.out), "amount") == ["14.00", "29.00", "57.00"]


def test_csv_for_excel_has_semicolons_and_decimal_commas(run: Run) -> None:
    # Two kronor over three, in öre: 0.67 twice and 0.66, equals by id. The exact share is 0.666667.
    file = put("k.csv", "Kod;v\n0180;1\n1280;1\n1480;1\n")
    said = run(
        "allocate", file, "--total", "2", "--key", "v", "--unit", "0,01", "--out", "u.csv", "--csv-excel"
    )
    written = Path("u.csv").read_bytes()
    assert said.status == 0
    assert "Skrev u.csv" in said.out
    assert written.startswith(
        b"\xef\xbb\xbfid;amount;entitlement;rounded_up;bound\r\n0180;0,67;0,666667;ja;\r\n"
    )
    assert b"1480;0,66;0,666667;nej;\r\n" in written
    run("allocate", file, "--total", "2", "--key", "v", "--unit", "0.01", "--out", "u.csv")
    assert (
        Path("u.csv")
        .read_bytes()
        .startswith(b"id,amount,entitlement,rounded_up,bound\n0180,0.67,0.666667,true,\n")
    )


def test_json_is_what_the_library_answers(run: Run) -> None:
    said = run("allocate", put("k.csv", THREE), "--total", "100", "--key", "population", "--out", "u.json")
    assert said.status == 0
    written = json.loads(Path("u.json").read_text("utf-8"))
    assert written["result"]["id"] == ["0180", "1280", "1480"]
    assert written["result"]["amount"] == ["14", "29", "57"]
    assert written["result"]["name"] == ["Stockholm", "Malmö", "Göteborg"]
    assert written["receipt"]["rules"]["total"] == "100"
    assert written["unallocated"] == "0"
    printed = run("allocate", "k.csv", "--total", "100", "--key", "population", "--format", "json")
    assert json.loads(printed.out) == written


def test_a_workbook_is_written_with_its_derivation(run: Run) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    said = run(
        "allocate",
        put("k.csv", THREE),
        "--total",
        "100",
        "--key",
        "population",
        "--out",
        "u.xlsx",
        "--out",
        "u.json",
    )
    assert said.status == 0
    sheets = openpyxl.load_workbook("u.xlsx", data_only=True)
    cells = [cell for row in sheets.worksheets[0].iter_rows(values_only=True) for cell in row]
    assert "0180" in cells
    assert {14, 29, 57} <= set(cells)
    assert len(sheets.worksheets) > 1
    assert Path("u.json").exists()
    assert sorted(os.listdir()) == ["k.csv", "u.json", "u.xlsx"]  # and no half file


def test_ids_may_be_numbers_in_the_file(run: Run) -> None:
    file = put("k.csv", "nr;år;v\n1;2016;1\n2;2016;3\n")
    said = run("allocate", file, "--id", "nr", "--total", "4", "--key", "v", "--format", "csv")
    assert [(row["nr"], row["amount"]) for row in read_csv(said.out)] == [("1", "1.00"), ("2", "3.00")]
    assert run("check-published", file, "--id", "nr", "--amount", "v", "--total", "4").status == 0


def test_components_parameters_and_a_key_in_a_file_are_the_same_key(run: Run) -> None:
    file = put("k.csv", "Kod,vuxna,barn\n0180,1,1\n1280,3,0\n")
    # Half of 120 by adults, 1:3: 15 and 45. Half by adults + 2 minors, 3:3: 30 and 30. Together 45 and 75.
    wanted = ["45.00", "75.00"]
    mixed = "vuxna + $vikt*barn"
    one = ["--component", "vuxna", "0,5", "vuxna", "--component", "alla", "1/2", mixed]
    put("nyckel.json", json.dumps({"vuxna": ["1/2", "vuxna"], "alla": ["0.5", mixed]}))
    for key in (one, ["--key", "nyckel.json"]):
        said = run("allocate", file, "--total", "120", *key, "--parameter", "vikt", "2", "--format", "csv")
        assert column(read_csv(said.out), "amount") == wanted


@pytest.mark.parametrize(
    ("options", "amounts"),
    [
        # At least 20 each: 20, and 80 by 2:4 is 26 2/3 and 53 1/3.
        (["--minimum", "20"], ["20.00", "27.00", "53.00"]),
        # At least what the column says: 30 for the first, and 70 by 2:4 is 23 1/3 and 46 2/3.
        (["--minimum", "golv"], ["30.00", "23.00", "47.00"]),
        # At most 5 for each of 8 is 40 for the last; 60 by 1:2.
        (["--maximum-per-unit", "tak", "5"], ["20.00", "40.00", "40.00"]),
        # At least nine tenths of 60, 0 and 0: 54, and 46 by 2:4 is 15 1/3 and 30 2/3.
        (["--minimum-share-of", "förr", "0.9"], ["54.00", "15.00", "31.00"]),
        # Tens: 1 3/7, 2 6/7 and 5 5/7: the two that are left go to the second and the third.
        (["--unit", "10", "--ties", "by_id"], ["10.00", "30.00", "60.00"]),
        (["--rounding", "down"], ["14.00", "28.00", "57.00"]),
        # Only the last two: 33 1/3 and 66 2/3.
        (["--only", "med"], ["33.00", "67.00"]),
    ],
)  # fmt: skip
def test_options_of_a_division(run: Run, options: list[str], amounts: list[str]) -> None:
    text = "Kod;Folkmängd;golv;förr;tak;med\n0180;100;30;60;90;nej\n1280;200;0;0;90;ja\n1480;400;0;0;8;ja\n"
    said = run(
        "allocate", put("k.csv", text), "--total", "100", "--key", "population", *options, "--format", "csv"
    )
    assert said.err == ""
    assert [own for own in column(read_csv(said.out), "amount") if own != "0.00"] == amounts


def test_ties_are_settled_as_is_said(run: Run) -> None:
    command = [
        "allocate",
        put("k.csv", "Kod;v\n0180;1\n1280;1\n"),
        "--total",
        "1",
        "--key",
        "v",
        "--format",
        "csv",
    ]
    assert column(read_csv(run(*command).out), "amount") == ["1.00", "0.00"]
    by_list = run(*command, "--ties", "by_list", "--tie-order", "1280,0180")
    assert column(read_csv(by_list.out), "amount") == ["0.00", "1.00"]
    refused = run(*command, "--ties", "refuse")
    assert refused.status == 2
    assert refused.out == ""
    assert "0180, 1280" in refused.err


def test_an_allocation_for_each_group(run: Run) -> None:
    file = put("k.csv", "år;id;v\n2016;0180;1\n2016;1280;1\n2017;0180;1\n2017;1280;3\n")
    command = ["allocate", file, "--id", "id", "--by", "år", "--key", "v", "--format", "csv"]
    said = run(*command, "--total-of", "2016", "10", "--total-of", "2017", "20")
    assert column(read_csv(said.out), "amount") == ["5.00", "5.00", "5.00", "15.00"]
    sums = run(*command, "--total", "20", "--table", "groups")
    assert column(read_csv(sums.out), "total") == ["20", "20"]


def test_instalments_and_entities(run: Run) -> None:
    # Four kronor in three payments: 1, 1 and 2, the last being larger.
    file = put("k.csv", "Kod;v;Juridisk person\n0980;1;0980\n1280;1;1280\n")
    said = run(
        "allocate",
        file,
        "--total",
        "8",
        "--key",
        "v",
        "--instalments",
        "3",
        "--table",
        "instalments",
        "--format",
        "csv",
    )
    assert said.out == "id,1,2,3\n0980,1.00,1.00,2.00\n1280,1.00,1.00,2.00\n"
    table = run("allocate", file, "--total", "8", "--key", "v", "--entity", "entity").out
    assert "Juridiska personer" in table


def test_explain_takes_a_code_or_a_name(run: Run) -> None:
    command = ["allocate", put("k.csv", THREE), "--total", "100", "--key", "population", "--explain"]
    by_name, by_code = run(*command, "malmö"), run(*command, "1280")
    assert by_name.out == by_code.out
    assert "Malmö (1280): 29 kr" in by_code.out
    assert "200/7" in by_code.out
    english = run(*command, "1280", "--language", "en").out
    assert "(200/7) kr" in english
    assert "Avrundning" not in english
    missing = run(*command, "Habo")
    assert missing.status == 2
    assert missing.err.startswith("--explain: okänd kod. Här: Habo.")


def test_a_certificate_is_verified_and_a_false_one_is_not(run: Run) -> None:
    run(
        "allocate",
        put("k.csv", THREE),
        "--total",
        "100",
        "--key",
        "population",
        "--certificate",
        "intyg.json",
    )
    sound = run("verify", "intyg.json")
    assert (sound.status, sound.err) == (0, "")
    certificate = json.loads(Path("intyg.json").read_text("utf-8"))
    assert certificate["amounts"] == ["14", "29", "57"]
    certificate["amounts"] = ["15", "28", "57"]
    put("falskt.json", json.dumps(certificate))
    false = run("verify", "falskt.json", "--language", "en")
    assert false.status == 1
    assert "does not" in false.out
    assert run("verify", "saknas.json").status == 2
