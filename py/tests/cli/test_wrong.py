"""What is wrong with files and arguments is told at once, with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import STAFF, STAFF_OPTIONS, THREE, Run, put


def test_every_problem_of_a_file_is_told_with_its_place(run: Run) -> None:
    file = put("k.csv", "Kod;Folkmängd\n0180;100\n\n128;2x\n")
    said = run("allocate", file, "--total", "100", "--key", "population")
    assert (said.status, said.out) == (2, "")
    assert said.err.splitlines() == [
        "k.csv, rad 4, kolumnen Kod: går inte att läsa. Här: 128. Ska vara: 0128, som text, om det är koden: "
        "den inledande nollan är borta.",
        "k.csv, rad 4, kolumnen Folkmängd: går inte att läsa. Här: 2x. Ska vara: ett tal som 1234,50.",
    ]
    english = run("allocate", file, "--total", "100", "--key", "population", "--language", "en").err
    assert (
        english.splitlines()[1]
        == "k.csv, line 4, column Folkmängd: malformed: got 2x, want a number such as 1234,50"
    )


def test_problems_of_an_operation_have_the_line_of_the_file(run: Run) -> None:
    file = put("k.csv", "Kod;Folkmängd\n0180;100\n\n1280;\n")
    said = run("allocate", file, "--total", "100", "--key", "population + nix")
    assert said.err.splitlines() == [
        "k.csv, rad 4, kolumnen Folkmängd: uppgift saknas. Här: en tom cell. Ska vara: ett tal.",
        "--key: ingen sådan kolumn. Här: nix. Ska vara: en kolumn i tabellen: population, Kod, Folkmängd.",
    ]


def test_a_problem_names_the_heading_as_it_stands_in_the_file(run: Run) -> None:
    file = put("k.csv", "Code;Population\n0180;1\n\n0180;1\n")
    said = run("allocate", file, "--total", "100", "--key", "population", "--language", "en")
    assert said.err.splitlines()[0].startswith("k.csv, line 4, column Code: duplicate")
    # The Swedish heading is told as a heading, also where the column has another name by then.
    by_heading = run(
        "allocate", put("k.csv", THREE), "--total", "1", "--key", "population", "--minimum", "Namn"
    )
    assert by_heading.err.startswith("k.csv, rad 2, kolumnen Namn: ")


def test_a_cell_that_is_neither_yes_nor_no_is_named_alone(run: Run) -> None:
    put(
        "k.csv", "Kod;Namn;Med;v;Ett\n0180;Stockholm;ja;1;1\n\n1280;Malmö;kanske;2;0\n1480;Göteborg;nej;3;1\n"
    )
    put("ok.csv", "Kod;Namn;Med;v\n0180;Stockholm;ja;1\n")
    by_only = ["--total", "100", "--key", "v", "--only"]
    ends = "går inte att läsa. Här: kanske. Ska vara: ja eller nej.\n"
    assert run("allocate", "k.csv", *by_only, "Med").err == f"k.csv, rad 4, kolumnen Med: {ends}"
    assert run("compare", "k.csv", "ok.csv", *by_only, "Med").err == f"k.csv, rad 4, kolumnen Med: {ends}"
    assert (
        run("allocate", "k.csv", *by_only, "Med", "--id", "Kod", "--language", "en").err
        == "k.csv, line 4, column Med: malformed: got kanske, want yes or no\n"
    )
    # The lines of the file are 2, 4 and 5, as the third is blank. 1 and 0 are no words.
    for column in ("Namn", "Ett"):
        said = run("allocate", "k.csv", *by_only, column).err.splitlines()
        assert [line.split(":")[0] for line in said] == [
            f"k.csv, rad {n}, kolumnen {column}" for n in (2, 4, 5)
        ]
        assert all(line.endswith("Ska vara: ja eller nej.") for line in said)
    asked = put("r.csv", "Kod;Bidragsram;Rekvirerat;Mer\n0180;10;4;nej\n1280;10;10;kanske\n")
    assert run("second-round", asked, "--wants-more", "Mer").err == f"r.csv, rad 3, kolumnen Mer: {ends}"


# Four faults of four kinds and a fifth beside them: a lost zero, an empty cell, a code twice, a negative number, a text.
FAULTY = "Kod;Namn;Folkmängd\n128;Malmö;100\n0180;Stockholm;\n\n1480;Göteborg;2x\n1480;Göteborg;-5\n0114;Upplands Väsby;7\n"


@pytest.mark.parametrize("command", ["allocate", "compare"])
@pytest.mark.parametrize("key", ["population", "Folkmängd"])
def test_what_the_reading_and_the_library_find_is_told_at_once(run: Run, command: str, key: str) -> None:
    said = run(command, put("k.csv", FAULTY), "--total", "100", "--key", key)
    assert (said.status, said.out) == (2, "")
    assert [line.split(". Ska")[0] for line in said.err.splitlines()] == [
        "k.csv, rad 2, kolumnen Kod: går inte att läsa. Här: 128",
        "k.csv, rad 5, kolumnen Folkmängd: går inte att läsa. Här: 2x",
        "k.csv, rad 6, kolumnen Kod: står två gånger. Här: 1480",
        "k.csv, rad 3, kolumnen Folkmängd: uppgift saknas. Här: en tom cell",
        "k.csv, rad 6, kolumnen Folkmängd: under noll. Här: -5",
    ]


def test_a_file_with_a_cell_that_cannot_be_read_is_refused_where_all_else_is_right(run: Run) -> None:
    file = put("k.csv", "Kod;Folkmängd;v\n0180;x1;1\n1280;2;1\n")
    # The column is not in the key, so that the library finds nothing.
    said = run("allocate", file, "--total", "2", "--key", "v", "--out", "u.csv", "--certificate", "i.json")
    assert (said.status, said.out, len(said.err.splitlines())) == (2, "", 1)
    assert not Path("u.csv").exists() and not Path("i.json").exists()


def test_the_only_cell_of_a_column_does_not_make_the_column_unknown(run: Run) -> None:
    said = run(
        "allocate", put("k.csv", "Kod;Folkmängd\n0180;\n1280;x1\n"), "--total", "2", "--key", "population + v"
    )
    places = [line.split(":")[0] for line in said.err.splitlines()]
    assert places == ["k.csv, rad 3, kolumnen Folkmängd", "k.csv, rad 2, kolumnen Folkmängd", "--key"]


def test_a_notation_that_is_not_settled_is_told_once_and_makes_no_cells_missing(run: Run) -> None:
    said = run(
        "allocate",
        put("k.csv", 'Kod,Folkmängd\n0180,"1,5"\n1280,1.5\n'),
        "--total",
        "2",
        "--key",
        "population",
    )
    assert (said.status, len(said.err.splitlines())) == (2, 1)
    assert "kolumnen Folkmängd: går inte att läsa" in said.err


def test_a_rulebook_that_is_not_known_is_told_with_the_cells(run: Run, claims: str) -> None:
    file = put("x.csv", Path(claims).read_text("utf-8").replace("600 000", "6x"))
    said = run("assess", file, "--year", "2017", "--rulebook", "starkt")
    assert [line.split(":")[0] for line in said.err.splitlines()] == [
        "x.csv, rad 2, kolumnen amount",
        "--rulebook",
    ]


def test_a_rule_that_is_not_known_is_told_with_the_cells(run: Run) -> None:
    file = put("x.csv", STAFF.replace("100 %", "full", 1))
    options = [option.replace("molndal-supervisor-span", "molndal") for option in STAFF_OPTIONS]
    told = run("check-staffing", file, *options).err.splitlines()
    assert [line.split(":")[0] for line in told] == ["x.csv, rad 2, kolumnen Sysselsättningsgrad", "--rule"]
    plain = put("y.csv", "Enhet;social_workers\nA;1\nA;2\n")
    told = run("check-staffing", plain, "--id", "Enhet", *options[-2:]).err.splitlines()
    assert "--rule, 0" in [line.split(":")[0] for line in told]


def test_of_files_that_are_held_against_each_other_only_the_reading_is_told(run: Run, claims: str) -> None:
    # Without its zero the grant's recipient is not that of the lines, which have nothing wrong.
    lines = put("x.csv", Path(claims).read_text("utf-8").replace("1480", "0480"))
    grants = put("g.csv", "Bidragsmottagare;Utbetalt\n480;1\n")
    said = run("settle", lines, "--year", "2017", "--rulebook", "starkt-bemanning", "--grants", grants)
    assert [line.split(":")[0] for line in said.err.splitlines()] == [
        "g.csv, rad 2, kolumnen Bidragsmottagare"
    ]


def test_problems_of_a_workbook_name_the_cell(run: Run) -> None:
    pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    from statsbidrag._excel import write_tables

    write_tables("k.xlsx", [("Blad", {"Kod": ["0180", "1280"], "Folkmängd": [1, None]})])
    said = run("allocate", "k.xlsx", "--total", "100", "--key", "population")
    assert said.err.startswith("k.xlsx, cellen B3, kolumnen Folkmängd: uppgift saknas.")


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
        "--rulebook",
        "starkt-bemanning",
    )
    assert said.status == 2
    assert len(said.err.splitlines()) == 4
    assert "saknas.csv: filen finns inte" in said.err
    assert "g.csv, rad 2, kolumnen Utbetalt" in said.err
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
        (["assess", "c.csv"], "det här måste anges: --year, --rulebook"),
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


COMPONENTS = ["--component", "asyl", "0,7", "Elever", "--component", "asyl", "1", "population"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["allocate", "k.csv", "--total", "1", *COMPONENTS], ["--component asyl"]),
        (["compare", "k.csv", "--total", "1", *(a.replace("nent", "nent-after") for a in COMPONENTS)],
         ["--component-after asyl"]),
        (["allocate", "k.csv", "--total", "1", "--key", "v", "--total", "2", "--minimum", "1", "--minimum", "1",
          "--parameter", "n", "1", "--parameter", "n", "2", "--parameter", "m", "2", "--format", "csv", "--format", "csv"],
         ["--total", "--minimum", "--parameter n", "--format"]),
        (["allocate", "k.csv", "--reduce-minimums", "--reduce-minimums"], ["--reduce-minimums"]),
        (["allocate", "--facts", "region", "a", "--facts", "region", "a"], ["--facts region"]),
        (["check-staffing", "k.csv", "--rule", "r", "--role", "a", "b", "--role", "a", "c"], ["--role a"]),
        (["assess", "k.csv", "--year", "1", "--year", "2", "--rulebook", "r"], ["--year"]),
        (["verify", "k.csv", "--all", "--all"], ["--all"]),
        (["--language", "sv", "--language", "sv", "verify", "k.csv"], ["--language"]),
    ],
)  # fmt: skip
def test_what_stands_twice_is_refused(run: Run, arguments: list[str], told: list[str]) -> None:
    put("k.csv", THREE)
    said = run(*arguments)
    assert (said.status, said.out) == (2, "")
    assert said.err.split("användning: ")[0].splitlines() == [f"{given}: står två gånger" for given in told]


def test_what_stands_twice_is_refused_in_english(run: Run) -> None:
    said = run("allocate", put("k.csv", THREE), "--total", "1", *COMPONENTS, "--language", "en")
    assert (said.status, said.err.splitlines()[0]) == (2, "--component asyl: stands twice")


def test_what_is_meant_to_be_repeated_is_not_refused(run: Run) -> None:
    # 100 by 100, 200 and 400 in two halves of the same measure: 14, 29 and 57 as in a single one.
    halves = ["--component", "a", "1/2", "population", "--component", "b", "1/2", "Folkmängd"]
    said = run("allocate", put("k.csv", THREE), "--total", "100", *halves, "--out", "u.csv", "--out", "v.csv")
    assert said.status == 0
    assert Path("u.csv").read_bytes() == Path("v.csv").read_bytes() != b""
    said = run("allocate", "k.csv", "--total", "100", *halves, "--explain", "0180", "--explain", "1280")
    assert said.status == 0 and "0180" in said.out and "1280" in said.out


def test_a_field_that_stands_twice_in_a_document_is_refused(run: Run) -> None:
    # Read as JSON does, the second would replace the first, and the shares would still sum to 1.
    key = put("n.json", '{"asyl": ["7/10", "Elever"], "asyl": ["1", "population"]}')
    said = run("allocate", put("k.csv", THREE), "--total", "100", "--key", key)
    assert (said.status, said.err) == (2, "n.json: asyl står två gånger\n")


def test_what_a_workbook_says_is_an_error_is_told_in_swedish(run: Run) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["Kod", "Folkmängd"], ["0180", "#REF!"], ["1280", None]):
        book.active.append(row)
    book.save("k.xlsx")
    assert run("allocate", "k.xlsx", "--total", "100", "--key", "population").err.splitlines() == [
        "k.xlsx, cellen B2, kolumnen Folkmängd: går inte att läsa. Här: #REF!. Ska vara: ett värde och inget fel.",
        "k.xlsx, cellen B3, kolumnen Folkmängd: uppgift saknas. Här: en tom cell. Ska vara: ett tal.",
    ]


def test_the_help_says_what_counts_as_an_error(run: Run) -> None:
    assert "räknas som fel (refuse)" in " ".join(run("assess", "--help").out.split())


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
