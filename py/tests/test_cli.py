"""The command line: each command on small files, by amounts that were calculated by hand."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import statsbidrag as sb
from statsbidrag.__main__ import main
from statsbidrag._cli._progress import progress

# 100 kronor by 100, 200 and 400: a seventh is 14 2/7, and the krona that is left goes to the largest remainder,
# that of 28 4/7. So 14, 29 and 57.
THREE = "Kommunkod;Namn;Folkmängd\n0180;Stockholm;100\n1280;Malmö;200\n1480;Göteborg;400\n"

STAFF = (
    "Person;Enhet;Befattning;Sysselsättningsgrad;Arbetsledare\n"
    + "".join(f"p{n};Norr;Socialsekreterare;100 %;Ask\n" for n in range(9))
    + "Ask;Norr;Gruppledare;100 %;\n"
)
STAFF_OPTIONS = [
    "--by", "supervisor", "--role", "Socialsekreterare", "social_worker", "--role", "Gruppledare", "supervisor",
    "--fte-unit", "percent", "--rule", "molndal-supervisor-span",
]  # fmt: skip


class Said(NamedTuple):
    """What a run said, with ordinary spaces."""

    status: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Said:
        status = main(arguments)
        out, err = capsys.readouterr()
        return Said(status, out.replace("\N{NO-BREAK SPACE}", " "), err)

    return run


def put(name: str, text: str, encoding: str = "utf-8") -> str:
    Path(name).write_text(text, encoding)
    return name


def process(*arguments: str, **how: Any) -> subprocess.CompletedProcess[str]:
    """A process of its own, with the package from where this one has it."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "statsbidrag", *arguments]
    return subprocess.run(
        command,
        env=environment,
        encoding="utf-8",
        check=False,
        timeout=60,
        **({"capture_output": True} | how),
    )


def read_csv(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


def column(rows: Sequence[dict[str, str]], name: str) -> list[str]:
    return [row[name] for row in rows]


# allocate


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


# Certificates


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


# Whole grants


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
    # Gotland, as the README has it.
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


# compare, second-round, check-published


def test_compare_tells_causes_apart(run: Run) -> None:
    before = put("a.csv", "Kod;Folkmängd\n0180;1\n1280;1\n")
    after = put("b.csv", "Kod;Folkmängd\n0180;3\n1280;1\n")
    # From 100 to 200: 50 and 50, then 100 and 100 by the total, then 150 and 50 by the facts.
    said = run(
        "compare",
        before,
        after,
        "--total",
        "100",
        "--total-after",
        "200",
        "--key",
        "population",
        "--format",
        "csv",
    )
    rows = read_csv(said.out)
    assert said.status == 0
    assert column(rows, "before") == ["50.00", "50.00"]
    assert column(rows, "after") == ["150.00", "50.00"]
    assert [Decimal(own) for own in column(rows, "total")] == [50, 50]
    assert [Decimal(own) for own in column(rows, "facts")] == [50, -50]
    # Another key on the same facts: from equal parts to all for the first.
    file = put("c.csv", "Kod;a;b\n0180;1;1\n1280;1;0\n")
    key = run("compare", file, "--total", "10", "--key", "a", "--key-after", "b", "--format", "csv")
    assert [Decimal(own) for own in column(read_csv(key.out), "key")] == [5, -5]


def test_problems_of_a_comparison_name_the_right_file(run: Run) -> None:
    put("a.csv", "Kod;Folkmängd\n0180;1\n1280;1\n")
    put("b.csv", "Kod;Folkmängd\n0180;3\n1280;\n")
    for files, place in ((("a.csv", "b.csv"), "b.csv, rad 3"), (("b.csv", "a.csv"), "b.csv, rad 3")):
        said = run("compare", *files, "--total", "100", "--key", "population")
        assert said.status == 2
        assert said.err.startswith(place)


def test_a_second_round(run: Run) -> None:
    # 60 of 100 was not asked for; by 200 and 300 it is 24 and 36.
    file = put(
        "s.csv", "Kod;Bidragsram;Rekvirerat;Vill ha mer\n0180;100;40;nej\n1280;200;200;ja\n1480;300;300;ja\n"
    )
    said = run("second-round", file, "--format", "csv")
    assert column(read_csv(said.out), "second_round") == ["0.00", "24.00", "36.00"]
    own = put("t.csv", "k,f,r,w\na,100,40,no\nb,200,200,yes\nc,300,300,yes\n")
    again = run("second-round", own, "--id", "k", "--frame", "f", "--requisitioned", "r", "--wants-more", "w")
    assert "Inte rekvirerat  60 kr" in again.out


def test_a_published_table_that_does_not_add_up_has_status_1(run: Run) -> None:
    file = put("p.csv", "kod;kr\na;40\nb;61\n")
    wrong = run("check-published", file, "--id", "kod", "--amount", "kr", "--total", "100", "--format", "csv")
    assert wrong.status == 1
    assert read_csv(wrong.out)[0]["difference"] == "-1.00"
    right = run("check-published", file, "--id", "kod", "--amount", "kr", "--total", "101")
    assert (right.status, right.err) == (0, "")
    assert "Tabellen går ihop" in right.out


def test_a_published_table_against_its_key(run: Run) -> None:
    file = put("p.csv", "kod;kr;v\na;14;1\nb;28;2\nc;58;4\n")
    command = [
        "check-published",
        file,
        "--id",
        "kod",
        "--amount",
        "kr",
        "--total",
        "100",
        "--key",
        "v",
        "--format",
        "csv",
    ]
    said = run(*command)
    assert said.status == 1
    rows = read_csv(said.out)
    assert [(row["id"], row["printed"], row["computed"]) for row in rows] == [
        ("b", "28.00", "29.00"),
        ("c", "58.00", "57.00"),
    ]


# Staffing


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


# Stimulus grants


@pytest.fixture
def claims(run: Run) -> str:
    """A social worker for 600,000 who is above the baseline, and somebody in a role that is not paid for."""
    return put(
        "c.csv",
        "id;recipient;role;activity;cost_kind;employment;from;to;fte;increase;frees_time_for;amount\n"
        "L1;1480;socialsekreterare;child_youth_authority;personnel;employed;2017-01-01;2017-12-31;1;above_baseline;;600 000\n"
        "L2;1480;other;child_youth_authority;personnel;employed;2017-01-01;2017-12-31;1;above_baseline;;500 000\n",
    )


def test_claims_are_assessed(run: Run, claims: str) -> None:
    said = run("assess", claims, "--year", "2017")
    assert "Godkänt            600 000 kr" in said.out
    rows = read_csv(run("assess", claims, "--year", "2017", "--format", "csv").out)
    assert column(rows, "verdict") == ["approved", "refused"]
    assert rows[1]["reasons"] == "ROLE_NOT_FUNDED"
    assert "UTKAST" in run("assess", claims, "--year", "2017", "--explain", "L2").out
    found = read_csv(run("assess", claims, "--year", "2017", "--format", "csv", "--table", "findings").out)
    assert ("L2", "not_met") in {(row["id"], row["outcome"]) for row in found}


def test_a_cap_on_increases_comes_from_the_staffing_table(run: Run, claims: str) -> None:
    # From 10 to 10.5: half of the one full year that is claimed may be paid, 300,000 of 600,000.
    staffing = put("b.csv", "recipient;role;baseline_fte;actual_fte\n1480;social_worker;10;10,5\n")
    said = run("assess", claims, "--year", "2017", "--staffing", staffing, "--format", "csv")
    assert said.err == ""
    assert read_csv(said.out)[0]["approved"] == "300000.00"


def test_a_grant_is_settled(run: Run, claims: str) -> None:
    grants = put("g.csv", "Bidragsmottagare;Utbetalt\n1480;1 000 000\n")
    said = run("settle", claims, "--year", "2017", "--grants", grants, "--format", "json")
    document = json.loads(said.out)
    assert document["recipients"]["repayable"] == ["400000"]
    assert document["totals"]["approved"] == "600000"
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    assert run("settle", claims, "--year", "2017", "--grants", grants, "--out", "s.xlsx").status == 0
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


# catalog, template


def test_the_catalogue_has_all_that_ships(run: Run) -> None:
    rows = read_csv(run("catalog", "--format", "csv", "--language", "en").out)
    ids = column(rows, "id")
    ships = sb.catalog()
    assert ids == [*ships.schemes, *ships.rules, *ships.reports, *ships.rulebooks, *ships.facts]
    about = next(row for row in rows if row["id"] == "asylum_seekers_demonstration")
    assert "demonstration only" in about["name"]


def test_the_catalogue_tells_of_each(run: Run) -> None:
    assert "högst 6" in run("catalog", "molndal-supervisor-span").out
    both = run("catalog", "exempel-lararassistenter").out  # a grant and a rulebook
    assert both.count("Exempel: statsbidrag för lärarassistenter") == 2
    facts = run("catalog", "population", "--rows", "3").out
    assert "… och 287 rader till" in facts
    assert "Källa: odectra" in facts
    assert run("catalog", "finns-inte").status == 2
    for id in column(read_csv(run("catalog", "--format", "csv").out), "id"):
        assert run("catalog", id, "--rows", "1").status == 0


def test_the_dates_to_keep(run: Run) -> None:
    said = run("catalog", "--dates", "--year", "2017")
    assert "2017-10-31  kommun  rekvirering" in said.out
    assert "2018-02-06" in said.out
    assert " 2017 " in said.out  # and not 2 017
    assert "2016-" not in said.out


@pytest.mark.parametrize("language", ["sv", "en"])
def test_templates_are_read_back(run: Run, language: str) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    assert run("template", "grants", "m.xlsx", "--language", language).status == 0
    book = openpyxl.load_workbook("m.xlsx")
    book.worksheets[0]["A2"], book.worksheets[0]["B2"] = "1480", 5
    book.save("m.xlsx")
    from statsbidrag._read import read_table

    assert read_table("m.xlsx") == {"recipient": ["1480"], "paid": [5]}
    assert run("template", "grants", "m.xls").status == 2


# What is wrong


def test_every_problem_of_a_file_is_told_with_its_place(run: Run) -> None:
    file = put("k.csv", "Kod;Folkmängd\n0180;100\n\n128;2x\n")
    said = run("allocate", file, "--total", "100", "--key", "population")
    assert (said.status, said.out) == (2, "")
    assert said.err.splitlines() == [
        "k.csv, rad 4, kolumnen id: går inte att läsa. Här: 128. Ska vara: 0128, som text, om det är koden: "
        "den inledande nollan är borta.",
        "k.csv, rad 4, kolumnen population: går inte att läsa. Här: 2x. Ska vara: ett tal som 1234,50.",
    ]
    english = run("allocate", file, "--total", "100", "--key", "population", "--language", "en").err
    assert (
        english.splitlines()[1]
        == "k.csv, line 4, column population: malformed: got 2x, want a number such as 1234,50"
    )


def test_problems_of_an_operation_have_the_line_of_the_file(run: Run) -> None:
    file = put("k.csv", "Kod;Folkmängd\n0180;100\n\n1280;\n")
    said = run("allocate", file, "--total", "100", "--key", "population + nix")
    assert said.err.splitlines() == [
        "k.csv, rad 4, kolumnen population: uppgift saknas. Här: en tom cell. Ska vara: ett tal.",
        "--key: ingen sådan kolumn. Här: nix. Ska vara: en kolumn i tabellen: population, Kod, Folkmängd.",
    ]


def test_problems_of_a_workbook_name_the_cell(run: Run) -> None:
    pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    from statsbidrag._excel import write_tables

    write_tables("k.xlsx", [("Blad", {"Kod": ["0180", "1280"], "Folkmängd": [1, None]})])
    said = run("allocate", "k.xlsx", "--total", "100", "--key", "population")
    assert said.err.startswith("k.xlsx, cellen B3, kolumnen population: uppgift saknas.")


def test_problems_of_all_files_and_options_are_told_at_once(run: Run, claims: str) -> None:
    grants = put("g.csv", "Bidragsmottagare;Utbetalt\n1480;x\n")
    said = run(
        "settle",
        "saknas.csv",
        "--year",
        "2017",
        "--grants",
        grants,
        "--interest",
        grants,
        "--staffing",
        "nix.csv",
    )
    assert said.status == 2
    assert len(said.err.splitlines()) == 4
    assert "saknas.csv: filen finns inte" in said.err
    assert "g.csv, rad 2, kolumnen paid" in said.err
    assert "g.csv: är ingen JSON (rad 1, tecken 1" in said.err
    assert (
        run("allocate", put("k.csv", THREE), "--total", "1", "--key", "x.json").err
        == "x.json: filen finns inte\n"
    )
    nothing = run("allocate")
    assert [line.split(":")[0] for line in nothing.err.splitlines()] == ["FIL", "--total", "--key"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "det här måste anges: KOMMANDO"),
        (["fördela"], "'fördela' finns inte"),
        (["allocate", "k.csv", "--total"], "--total ska följas av ett värde"),
        (["allocate", "k.csv", "--total", "1.500", "--key", "v"], "1.500 kan vara 1500 eller 1.500"),
        (["allocate", "k.csv", "--total", "mycket", "--key", "v"], "mycket är inget tal"),
        (
            ["allocate", "k.csv", "--total", "1", "--key", "v", "--ties", "lott"],
            "'lott' finns inte; välj bland",
        ),
        (["allocate", "k.csv", "--total", "1", "--key", "v", "--nix"], "okända argument: --nix"),
        (["allocate", "k.csv", "--total", "1", "--key", "v", "--out", "u.doc"], "u.doc: namnet ska sluta på"),
        (
            ["allocate", "k.csv", "--total", "1", "--minimum", "1", "--minimum-per-unit", "a", "1"],
            "tillsammans med",
        ),
        (
            ["allocate", "k.csv", "--total", "1", "--key", "v", "--component", "a", "1", "v"],
            "tillsammans med",
        ),
        (["assess", "c.csv"], "det här måste anges: --year"),
        (["allocate", "--scheme", "val", "--date", "2017-02-30"], "2017-02-30 är ingen dag"),
    ],
)
def test_wrong_arguments_are_told_in_swedish(run: Run, arguments: list[str], told: str) -> None:
    put("k.csv", "Kod;v\n0180;1\n")
    said = run(*arguments)
    assert (said.status, said.out) == (2, "")
    assert told in said.err


def test_wrong_arguments_are_told_in_english(run: Run) -> None:
    said = run("allocate", "k.csv", "--total", "--language", "en")
    assert "argument --total: expected one argument" in said.err
    assert "usage: statsbidrag allocate [FILE] [OPTIONS]" in said.err


def test_a_table_that_is_not_there_is_told_before_anything_is_written(run: Run) -> None:
    said = run(
        "allocate",
        put("k.csv", THREE),
        "--total",
        "100",
        "--key",
        "population",
        "--out",
        "u.csv",
        "--table",
        "x",
    )
    assert said.status == 2
    assert "välj bland result" in said.err
    assert not Path("u.csv").exists()


def test_a_folder_that_is_not_there(run: Run) -> None:
    said = run("allocate", put("k.csv", THREE), "--total", "100", "--key", "population", "--out", "nix/u.csv")
    assert (said.status, said.err) == (2, "nix/u.csv: mappen finns inte\n")


def test_what_is_in_a_file_does_not_steer_the_terminal(run: Run) -> None:
    file = put("k.csv", "Kod;Namn;v\n0180;\u202egrobetög;1\n")
    assert "\u202e" not in run("allocate", file, "--total", "1", "--key", "v").out


# Help, pipes, progress


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    "command",
    ["", "allocate", "second-round", "compare", "check-published", "check-staffing", "plan-staffing", "assess",
     "settle", "catalog", "template", "verify"],
)  # fmt: skip
def test_every_command_has_help_with_its_exit_statuses(run: Run, command: str, language: str) -> None:
    said = run(*filter(None, [command]), "--help", "--language", language)
    assert said.status == 0
    assert said.out.startswith("användning: " if language == "sv" else "usage: ")
    assert ("slutkod:" if language == "sv" else "exit status:") in said.out
    other = ("options", "arguments") if language == "sv" else ("tillval", "användning")
    assert not any(word in said.out for word in other)


def test_the_version(run: Run) -> None:
    assert run("--version").out == f"statsbidrag {sb.__version__}\n"


def test_a_process_gives_statuses_and_survives_its_reader(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    broken = process("allocate", "--scheme", "valfardsmiljarderna", "--year", "2017", stdout=write, stderr=subprocess.PIPE,
                     capture_output=False)  # fmt: skip
    os.close(write)
    assert (broken.returncode, broken.stderr) == (0, "")
    wrong = process("catalog", "finns-inte", cwd=tmp_path)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr.startswith("finns-inte")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is full")
def test_a_full_device_is_told_and_is_no_traceback() -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        said = process("catalog", stdout=full, stderr=subprocess.PIPE, capture_output=False)
    assert said.returncode == 2
    assert said.stderr.startswith("standard output: ")
    assert len(said.stderr.splitlines()) == 1


def test_letters_that_a_terminal_lacks_do_not_stop_the_work(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "statsbidrag", "catalog", "molndal-supervisor-span"]
    said = subprocess.run(command, env=environment, capture_output=True, timeout=60, check=False)
    assert said.returncode == 0
    assert b"h\\xf6gst 6" in said.stdout


def test_no_progress_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    with progress(2) as step:
        step("Läser")
        step("Skriver")
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(("delay", "is_shown"), [(0.0, True), (60.0, False)])
def test_progress_is_shown_on_a_terminal_after_its_time(
    monkeypatch: pytest.MonkeyPatch, delay: float, is_shown: bool
) -> None:
    pytest.importorskip("rich")
    from time import sleep

    from statsbidrag._cli import _progress

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(_progress, "DELAY", delay)
    monkeypatch.setenv("TERM", "xterm")
    with progress(2) as step:
        step("Läser k.csv")
        sleep(0.3)
    assert ("Läser k.csv" in terminal.getvalue()) == is_shown
