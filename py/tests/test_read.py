"""Files made by hand, byte for byte, and what must be read from them."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from statsbidrag import _grid
from statsbidrag._errors import InputError, Problem
from statsbidrag._read import read_table

D = Decimal


@pytest.fixture
def csv(tmp_path: Path) -> Any:
    """Reads bytes as a file of that name."""

    def read(data: bytes | str, *, name: str = "t.csv", **options: Any) -> Any:
        file = tmp_path / name
        file.write_bytes(data.encode() if isinstance(data, str) else data)
        return read_table(file, **options)

    return read


@pytest.fixture
def xlsx(tmp_path: Path) -> Any:
    """Reads rows as a workbook that openpyxl has written."""
    openpyxl = pytest.importorskip("openpyxl")

    def read(rows: list[list[Any]], more: dict[str, list[list[Any]]] | None = None, **options: Any) -> Any:
        book = openpyxl.Workbook()
        for title, lines in {"Blad1": rows, **(more or {})}.items():
            sheet = book.active if title == "Blad1" else book.create_sheet(title)
            sheet.title = title
            for line in lines:
                sheet.append(line)
        book.save(tmp_path / "t.xlsx")
        return read_table(tmp_path / "t.xlsx", **options)

    return read


def problems(call: Any, *args: Any, **options: Any) -> list[Problem]:
    with pytest.raises(InputError) as caught:
        call(*args, **options)
    assert caught.value.count >= len(caught.value.problems) > 0
    return caught.value.problems


def told(call: Any, *args: Any, **options: Any) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in problems(call, *args, **options)]


def test_encodings(csv: Any) -> None:
    text = "kommunkod;Namn;Folkmängd\r\n1480;Göteborg;556640\r\n1280;Malmö;328494\r\n"
    want = {
        "kommunkod": ["1480", "1280"],
        "Namn": ["Göteborg", "Malmö"],
        "Folkmängd": [556640, 328494],
    }
    assert csv(text.encode("utf-8")) == want
    assert csv(text.encode("utf-8-sig")) == want
    assert csv(text.encode("cp1252")) == want
    assert csv(text.encode("utf-16")) == want
    assert csv(text.encode("cp850"), encoding="cp850") == want


def test_what_no_encoding_explains_is_told_with_its_line(csv: Any) -> None:
    # 0x8f is nothing in Windows-1252.
    [problem] = problems(csv, b"a;b\nx;1\n\x8fker;2\n")
    assert problem.code == "malformed" and "line 3" in problem.got and "0x8f" in problem.got
    # One line in UTF-8, one in Windows-1252.
    [problem] = problems(csv, "Malmö;1\n".encode() + "Luleå;2\n".encode("cp1252"))
    assert "line 2" in problem.got
    # 0x86 is a dagger in Windows-1252 and å in DOS: no word has a dagger in it.
    [problem] = problems(csv, "namn;n\nHåbo;1\n".encode("cp850"))
    assert "line 2" in problem.got and "encoding=" in problem.want
    assert csv("a;b\nx†y;1\n".encode("cp1252"), encoding="cp1252")["a"] == ["x†y"]
    assert told(csv, "a;b\n1;2\n", encoding="klingon") == [("/encoding", "unknown_name")]
    assert problems(csv, "å;b\n1;2\n", encoding="ascii")[0].code == "malformed"


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_delimiters_are_found_and_quotes_hold_them(csv: Any, delimiter: str) -> None:
    text = 'namn|n\n"Lag|Lund"|5\n"två\nrader ""här"""|6\n'.replace("|", delimiter)
    want = {"namn": [f"Lag{delimiter}Lund", 'två\nrader "här"'], "n": [5, 6]}
    assert csv(text) == want
    assert csv(text, delimiter=delimiter) == want


def test_more_about_delimiters(csv: Any) -> None:
    # A comma in a heading does not make it the delimiter, nor do decimal commas in every row.
    assert csv("id x;belopp, kr\nA;12,50\n") == {"id x": ["A"], "belopp, kr": [D("12.50")]}
    assert csv("n\n1,5\n2\n") == {"n": [D("1.5"), D("2")]}
    assert csv("sep=|\r\na|b\r\n1|2\r\n") == {"a": [1], "b": [2]}
    assert told(csv, "a;b\n1;2\n", delimiter=";;") == [("/delimiter", "malformed")]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("1234", 1234),
        ("-5", -5),
        ("\u22125", -5),
        ("1 234", 1234),
        ("1\u00a0234\u00a0567", 1234567),
        ("1\u202f234,5", D("1234.5")),
        ("0,75", D("0.75")),
        ("0.75", D("0.75")),
        ("1.234.567", 1234567),
        ("1,234,567.50", D("1234567.50")),
        ("1.234,50", D("1234.50")),
        ("12345678901234567890", 12345678901234567890),
        ("0,1000000000000000055511151231257827", D("0.1000000000000000055511151231257827")),
        ("0,123", D("0.123")),  # No group begins with 0.
    ],
)
def test_numbers_are_exact(csv: Any, text: str, want: Any) -> None:
    [value] = csv(f"x\t{'y'}\n{text}\tA\n")["x"]
    assert value == want and type(value) is type(want) and str(value) == str(want)


@pytest.mark.parametrize(
    "text",
    ["0180", "12 34", "1e5", "+5", "12.5.5", "1 2", "411 01", "75 %", "1,", ",5", "٣", "5 kr"],
)
def test_what_only_resembles_a_number_is_text(csv: Any, text: str) -> None:
    assert csv(f'x\ty\n"{text}"\tA\n1\tB\n')["x"] == [text, "1"]


def test_columns_are_of_one_type(csv: Any) -> None:
    table = csv("a;b;c;d;e\n1;1;2016-01-31;x;\n2,5;x;2016-02-29 00:00:00;;\n")
    assert table == {
        "a": [D("1"), D("2.5")],
        "b": ["1", "x"],
        "c": [date(2016, 1, 31), date(2016, 2, 29)],
        "d": ["x", None],
        "e": [None, None],
    }
    assert type(table["a"][0]) is Decimal
    # Blank rows are left out, also those of nothing but delimiters; rows count without them.
    assert csv("a;b\n\n1;2\n;\n3;4\n\n") == {"a": [1, 3], "b": [2, 4]}
    assert told(csv, "d x\n2016-01-31\n2017-02-30\n") == [("/d x/1", "malformed")]


def test_a_number_that_could_be_two_is_settled_or_told(csv: Any) -> None:
    assert csv("a;b\n1,234;x\n")["a"] == [D("1.234")]  # Semicolons: a decimal comma.
    assert csv("a,b\n1.234,x\n")["a"] == [D("1.234")]  # Commas: a decimal point.
    assert csv("a\tb\n1,234\t0,5\n")["a"] == [D("1.234")]  # Another column has decimal commas.
    assert csv("a\tb\n1,234\t0.5\n")["a"] == [1234]  # Another column has decimal points.
    assert csv("a\tb\n1,234\tx\n12,5\ty\n")["a"] == [D("1.234"), D("12.5")]  # Its own column.
    for text in [
        "a\tb\n1,234\tx\n",  # Nothing says which.
        "a;b\n1.234;x\n",  # Few group by points, and semicolons go with decimal commas.
        "a;b\n1.234;0,5\n",
        'a,b\n"1,234",x\n',
        "a;b\n1,234;0.5\n",  # Semicolons say one thing, the other column another.
        "a\tb\tc\n1,234\t0.5\t0,5\n",
        "a;b\n1,5;x\n1.5;y\n",  # Both notations in one column.
        "a;b\n1,234;x\n1.234;y\n",
    ]:
        found = problems(csv, text)
        assert [(p.path.split("/")[1], p.code) for p in found] == [("a", "malformed")], text
        assert "line" in found[0].got
    [problem] = problems(csv, "a;b\n7;x\n1,5;x\n1.5;y\n")
    assert problem.path == "/a/2" and problem.got == "line 4: 1.5"


def test_codes_keep_their_zeros_and_lost_ones_are_told(csv: Any, xlsx: Any) -> None:
    for heading in ["Kommunkod", "kommun", "code", "recipient", "municipality", "id"]:
        assert csv(f"{heading};n\n0180;1\n1480;2\n")[heading] == ["0180", "1480"]
        [problem] = problems(csv, f"{heading};n\n1480;2\n180;1\n")
        assert problem.path == f"/{heading}/1" and problem.got == "line 3: 180"
        assert problem.code == "malformed" and "0180" in problem.want
    for heading in ["länskod", "region", "id", "county"]:
        assert told(csv, f"{heading};n\n14;2\n1;1\n") == [(f"/{heading}/1", "malformed")]
    assert told(csv, "kommunkod;n\n1480.0;2\n") == [("/kommunkod/0", "malformed")]
    [problem] = problems(xlsx, [["kommunkod", "n"], [1480, 5], [180, 6]])
    assert problem.got == "A3: 180" and problem.path == "/kommunkod/1"
    assert xlsx([["kommunkod"], [1480]]) == {"kommunkod": ["1480"]}
    # Numbers of rows are no codes.
    rows = "".join(f"{n};x\n" for n in range(1, 121))
    assert csv(f"id;t\n{rows}")["id"] == [str(n) for n in range(1, 121)]
    assert csv("id;t\n1;x\n2;y\n")["id"] == ["1", "2"]


def test_known_columns_of_numbers_may_not_be_mixed(csv: Any, xlsx: Any) -> None:
    assert told(csv, "population;b\n5;x\nmånga;y\n") == [("/population/1", "malformed")]
    assert told(csv, "Folkmängd;b\n5;x\n0180;y\n") == [("/Folkmängd/1", "malformed")]
    assert told(xlsx, [["amount"], [5], ["fem"]]) == [("/amount/1", "malformed")]
    assert xlsx([["amount"], [5], ["1 234,50"]]) == {"amount": [D(5), D("1234.50")]}
    # A heading alone makes no numbers of texts.
    assert csv("frame;b\nträ;x\n") == {"frame": ["trä"], "b": ["x"]}
    assert csv("mentor_fte;b\n75 %;x\n0,5;y\n")["mentor_fte"] == ["75 %", "0.5"]


def test_all_that_is_wrong_is_told_at_once(csv: Any) -> None:
    text = "kommunkod;a;a;population\n180;1;2;x\n0180;1;2\n;;;7\n1480;1;2;3;4\n"
    found = [(p.path, p.code, p.got) for p in problems(csv, text)]
    assert found == [
        ("/population/1", "length_mismatch", "line 3: 3 cells"),
        ("/population/3", "length_mismatch", "line 5: 5 cells"),
        ("/", "missing", "line 1: no heading over 1 filled cells"),
        ("/a", "duplicate", "line 1: a, which stands in line 1"),
        ("/kommunkod/0", "malformed", "line 2: 180"),
        ("/population/0", "malformed", "line 2: x"),
    ]


def test_the_first_thousand_problems_and_a_count(csv: Any) -> None:
    with pytest.raises(InputError) as caught:
        csv("kommunkod;b\n" + "180;x\n" * 1500)
    assert (len(caught.value.problems), caught.value.count) == (1000, 1500)


def test_kinds_map_headings_and_words(csv: Any) -> None:
    text = (
        " bidragsMOTTAGARE ;rad;Roll;Kostnadsslag;employment;Från och  med;Till och med;Årsarbetare;Belopp;Enhet\n"
        "0180;1;Socialsekreterare;ÖVRIGT;agency;2016-01-01;2016-12-31;1;480 000,50;\n"
    )
    assert csv(text, kind="claims") == {
        "recipient": ["0180"],
        "id": ["1"],
        "role": ["social_worker"],
        "cost_kind": ["other"],
        "employment": ["agency"],
        "from": [date(2016, 1, 1)],
        "to": [date(2016, 12, 31)],
        "fte": [1],
        "amount": [D("480000.50")],
    }


def test_kinds_tell_what_they_do_not_know(csv: Any) -> None:
    found = problems(csv, "Bidragsmottagare;Löneart;Roll;role\n0180;7;chef;supervisor\n", kind="staffing")
    assert [(p.path, p.code) for p in found] == [
        ("/Löneart", "unknown_column"),
        ("/role", "duplicate"),
        ("/baseline_fte", "missing"),
        ("/actual_fte", "missing"),
        ("/role/0", "unknown_word"),
    ]
    assert found[0].got == "line 1: Löneart" and found[4].got == "line 2: chef"
    assert "socialsekreterare" in found[4].want
    days = "recipient;paid;decided_on\n0180;1;20160131\n1480;x;2016-02-30\n"
    assert told(csv, days, kind="grants") == [
        ("/paid/1", "malformed"),
        ("/decided_on/0", "malformed"),
        ("/decided_on/1", "malformed"),
    ]
    assert told(csv, days, kind="bidrag") == [("/kind", "unknown_name")]
    # Recipients may have columns of their own, and answers of yes and no are that.
    own = "Kommunkod;Index;Vill ha mer\n0180;1,5;JA\n1480;2;nej\n"
    assert csv(own, kind="recipients") == {
        "id": ["0180", "1480"], "Index": [D("1.5"), D("2")], "wants_more": [True, False]
    }  # fmt: skip


def test_workbooks(xlsx: Any) -> None:
    rows = [
        ["t", "n", "d", "day", "b", "mixed", None],
        ["0180", 2**53 - 1, 0.1, datetime(2016, 1, 31), True, 1.5, None],
        [" x ", 5, 480000.5, datetime(2016, 2, 29), False, datetime(2016, 1, 1, 12, 30), None],
        [None, None, None, None, None, None, None],
        ["", None, None, None, None, True, None],
    ]
    assert xlsx(rows) == {
        "t": ["0180", "x", None],
        "n": [9007199254740991, 5, None],
        "d": [D("0.1"), D("480000.5"), None],
        "day": [date(2016, 1, 31), date(2016, 2, 29), None],
        "b": [True, False, None],
        "mixed": ["1.5", "2016-01-01T12:30:00", "yes"],
    }
    # From 2**53 on doubles stand for several whole numbers; 1152921504606847000 is the shortest of 2**60's.
    assert xlsx([["n"], [2**60]])["n"] == [D("1152921504606847000")]


def test_sheets_are_not_chosen_among(xlsx: Any) -> None:
    more = {"Blad2": [["b"], [2]], "Tomt": []}
    [problem] = problems(xlsx, [["a"], [1]], more)
    assert (problem.path, problem.code) == ("/sheet", "missing") and "Blad1, Blad2" in problem.got
    assert xlsx([["a"], [1]], more, sheet="Blad2") == {"b": [2]}
    assert xlsx([["a"], [1]], {"Tomt": []}) == {"a": [1]}
    assert told(xlsx, [["a"], [1]], more, sheet="Blad9") == [("/sheet", "unknown_name")]


def test_formulas_without_values_and_errors_are_told(xlsx: Any) -> None:
    found = problems(xlsx, [["a", "b"], [1, "=A2+1"], ["=NA()", "#DIV/0!"]])
    assert [(p.path, p.code) for p in found] == [
        ("/a/1", "malformed"),
        ("/b/0", "malformed"),
        ("/b/1", "malformed"),
    ]
    assert found[1].got == "B2: a formula without a value"
    assert found[2].got == "B3: #DIV/0!"


def _edited(tmp_path: Path, old: bytes, new: bytes) -> Path:
    """A workbook whose sheet has been changed as text."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.active.append([1, 2])
    file = io.BytesIO()
    book.save(file)
    out = tmp_path / "edited.xlsx"
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("sheet1.xml"):
                assert old in data
                data = data.replace(old, new)
            target.writestr(name, data)
    return out


def test_computed_values_of_formulas(tmp_path: Path) -> None:
    two = b'<c r="B2" t="n"><v>2</v></c>'
    file = _edited(tmp_path, two, b'<c r="B2"><f>A2+1</f><v>2.5</v></c>')
    assert read_table(file) == {"a": [1], "b": [D("2.5")]}
    # 0.1 + 0.2 in doubles is 0.3000000000000000444..., which no shorter text than this stands for.
    file = _edited(tmp_path, two, b'<c r="B2"><f>0.1+0.2</f><v>0.30000000000000004</v></c>')
    assert read_table(file)["b"] == [D("0.30000000000000004")]
    # A formula whose value is an empty text has one, and its cell is empty.
    file = _edited(tmp_path, two, b'<c r="B2" t="str"><f>IF(A2=1,"",1)</f><v></v></c>')
    assert read_table(file) == {"a": [1], "b": [None]}
    file = _edited(tmp_path, two, b'<c r="B2"><v>1e999</v></c>')
    assert told(read_table, file) == [("/b/0", "malformed")]
    file = _edited(tmp_path, two, b'<c r="B2"><v>abc</v></c>')
    assert told(read_table, file) == [("", "malformed")]


HOSTILE = {
    "empty": b"",
    "blank": b" \r\n\r\n",
    "bom": b"\xef\xbb\xbf",
    "header": b"a;b\r\n",
    "delimiters": b";;;\n;;;\n",
    "nul": b"a;b\n1;\x002\n",
    "binary": bytes(range(256)) * 20,
    "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "open quote": b'a;b\n"1;2\n3;4\n',
    "stray quote": b'a;b\n"1"x;2\n',
    "long line": b"a;b\n" + b"x" * 1_000_000 + b";1\n",
    "zip": b"PK\x03\x04" + b"\x00" * 100,
    "xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100,
    "odd utf-16": b"\xff\xfea\x00;",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files(csv: Any, name: str) -> None:
    assert problems(csv, HOSTILE[name])
    assert problems(csv, HOSTILE[name], name="t.xlsx")


def test_hostile_workbooks(tmp_path: Path, xlsx: Any) -> None:
    empty = tmp_path / "z.xlsx"
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert told(read_table, empty) == [("", "malformed")]
    assert told(xlsx, []) == [("", "empty")]
    assert told(xlsx, [["a", "b"]]) == [("", "empty")]
    assert told(xlsx, [["a"], [1]], encoding="utf-8") == [("/encoding", "conflict")]
    xlsx([["a"], [1]])
    whole = (tmp_path / "t.xlsx").read_bytes()
    for end in range(10, len(whole), 397):
        (tmp_path / "cut.xlsx").write_bytes(whole[:end])
        assert problems(read_table, tmp_path / "cut.xlsx")


def test_parquet(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    file = tmp_path / "t.parquet"
    columns = {
        "id": ["0180", "1480"],
        "n": pa.array([1.0, None]),
        "kr": pa.array([D("1.50"), D("2.00")]),
        "on": pa.array([datetime(2016, 1, 31), None]),
        "flag": [True, None],
    }
    parquet.write_table(pa.table(columns), file)
    assert read_table(file) == {
        "id": ["0180", "1480"],
        "n": [1, None],
        "kr": [D("1.50"), D("2.00")],
        "on": [date(2016, 1, 31), None],
        "flag": [True, None],
    }
    odd = pa.table({"x": [0.5, float("nan")], "l": [[1], None]})
    parquet.write_table(odd, file)
    assert told(read_table, file) == [("/x/0", "float"), ("/x/1", "float"), ("/l/0", "wrong_type")]
    file.write_bytes(file.read_bytes()[:-9])
    assert told(read_table, file) == [("", "malformed")]


@pytest.mark.parametrize(
    ("data", "missing", "remedy"),
    [
        (b"PK\x03\x04", "openpyxl", "statsbidrag[excel]"),
        (b"PAR1", "pyarrow", "pip install pyarrow"),
    ],
)
def test_packages_that_are_not_there(
    csv: Any, monkeypatch: pytest.MonkeyPatch, data: bytes, missing: str, remedy: str
) -> None:
    monkeypatch.setitem(__import__("sys").modules, missing, None)
    monkeypatch.delitem(__import__("sys").modules, f"{missing}.parquet", raising=False)
    with pytest.raises(ImportError) as caught:
        csv(data)
    assert remedy in str(caught.value) and caught.value.name == missing


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_table(tmp_path / "no.csv")


def test_letters_of_columns() -> None:
    assert [_grid._letters(n) for n in (0, 25, 26, 51, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "ZZ",
        "AAA",
    ]
