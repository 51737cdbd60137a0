"""Templates filled in as a user would, and the words held to those of the Rust sources."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from statsbidrag._errors import InputError
from statsbidrag._excel._template import template
from statsbidrag._read import read_table
from statsbidrag._words import FLAGS, KINDS, NUMERIC, Column, by_heading, by_word, plain

openpyxl = pytest.importorskip("openpyxl")
pytest.importorskip("xlsxwriter")

CORE = Path(__file__).parents[2] / "core" / "src"
D = Decimal


def _filled(kind: str, path: Path, lines: list[dict[str, Any]], language: str = "sv") -> Path:
    """A template with lines by the columns' names."""
    template(kind, path, language=language)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    places = {column.name: place for place, column in enumerate(KINDS[kind].columns, 1)}
    for row, line in enumerate(lines, 2):
        for name, value in line.items():
            sheet.cell(row, places[name], value)
    book.save(path)
    return path


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_examples_come_back(kind: str, language: str, tmp_path: Path) -> None:
    typed: dict[str, Any] = {}
    want: dict[str, list[Any]] = {}
    for column in KINDS[kind].columns:
        text = column.example
        if not text:
            continue
        if column.type in NUMERIC:
            typed[column.name] = float(text)
            want[column.name] = [D(text) if "." in text else int(text)]
        elif column.type == "date":
            typed[column.name] = datetime.fromisoformat(text)
            want[column.name] = [date.fromisoformat(text)]
        elif column.type == "flag":
            typed[column.name] = next(word.label(language) for word in FLAGS if word.code == text)
            want[column.name] = [text == "yes"]
        else:
            labels = {word.code: word.label(language) for word in column.words}
            typed[column.name], want[column.name] = labels.get(text, text), [text]
    file = _filled(kind, tmp_path / "t.xlsx", [typed], language)
    assert read_table(file) == read_table(file, kind=kind) == want
    assert want  # There is something to come back.


def _lists(sheet: Any) -> dict[str, list[str]]:
    """The drop-downs by the letters of their columns."""
    return {
        str(check.sqref): check.formula1.strip('"').split(",")
        for check in sheet.data_validations.dataValidation
        if check.type == "list"
    }


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_word_of_every_list_comes_back_as_its_code(kind: str, language: str, tmp_path: Path) -> None:
    template(kind, tmp_path / "t.xlsx", language=language, rows=30)
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[0]
    lists = _lists(sheet)
    for place, column in enumerate(KINDS[kind].columns, 1):
        words = FLAGS if column.type == "flag" else column.words
        letter = openpyxl.utils.get_column_letter(place)
        assert bool(words) == (f"{letter}2:{letter}31" in lists)
        if not words:
            continue
        chosen = lists[f"{letter}2:{letter}31"]
        assert len(chosen) == len(words) and len(",".join(chosen)) <= 255  # Excel's limit.
        lines = []
        for line, word in enumerate(chosen):
            must = {"recipient": "0180", "id": f"L{line}", "unit": "U", "role": "", "paid": 1}
            must |= {"from": date(2016, 1, 1), "to": date(2016, 1, 2), "fte": 1, "amount": 1}
            names = {column.name for column in KINDS[kind].columns}
            lines.append({k: v for k, v in must.items() if k in names} | {column.name: word})
        file = _filled(kind, tmp_path / "f.xlsx", lines, language)
        codes = [word.code == "yes" if words is FLAGS else word.code for word in words]
        assert read_table(file)[column.name] == codes


def test_how_a_template_is_made(tmp_path: Path) -> None:
    file = tmp_path / "t.xlsx"
    template("claims", file)
    once = file.read_bytes()
    template("claims", file)
    assert file.read_bytes() == once
    book = openpyxl.load_workbook(file)
    sheet, legend = book.worksheets
    assert sheet.freeze_panes == "B2" and sheet.max_row == 1
    headings = [cell.value for cell in sheet[1]]
    assert headings == [column.sv for column in KINDS["claims"].columns]
    assert all(cell.comment and len(cell.comment.text) > 20 for cell in sheet[1])
    formats = {column.name: sheet.column_dimensions[letter].number_format
               for column, letter in zip(KINDS["claims"].columns, "ABCDEFGHIJKLMNOPQ", strict=True)
               if letter in sheet.column_dimensions}  # fmt: skip
    assert formats["recipient"] == "@" and formats["from"] == "yyyy-mm-dd"
    assert formats["amount"] == "#,##0.00"
    kinds_of_checks = {c.type for c in sheet.data_validations.dataValidation}
    assert kinds_of_checks == {"list", "decimal", "date", "custom"}
    told = {cell.value for row in legend.iter_rows() for cell in row}
    for column in KINDS["claims"].columns:
        assert {column.sv, column.name, column.about_sv} <= told
        assert {text for word in column.words for text in (word.sv, word.about_sv)} <= told


def test_codes_typed_as_numbers_are_told_by_their_cell(tmp_path: Path) -> None:
    lines = [{"recipient": 180, "paid": 1}, {"recipient": "0180", "paid": "x"}]
    with pytest.raises(InputError) as caught:
        read_table(_filled("grants", tmp_path / "t.xlsx", lines))
    found = [(problem.path, problem.code, problem.got) for problem in caught.value.problems]
    assert found == [
        ("/recipient/0", "malformed", "A2: 180"),
        ("/paid/1", "malformed", "B3: x"),
    ]


def test_a_moved_or_renamed_template_is_still_one(tmp_path: Path) -> None:
    file = _filled("grants", tmp_path / "t.xlsx", [{"recipient": "0180", "paid": 1}])
    book = openpyxl.load_workbook(file)
    other = book.create_sheet("Annat", 0)
    other.append(["Utbetalt"])
    other.append([2])
    book.save(file)
    assert read_table(file) == {"recipient": ["0180"], "paid": [1]}
    with pytest.raises(InputError) as caught:
        read_table(file, kind="claims")
    assert caught.value.problems[0][:2] == ("/kind", "conflict")
    # Another sheet than the template's is of no kind.
    assert read_table(file, sheet="Annat") == {"Utbetalt": [2]}


def test_what_no_template_can_be(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        template("bidrag", tmp_path / "t.xlsx", language="fi", rows=0)
    assert [problem.path for problem in caught.value.problems] == ["/kind", "/language", "/rows"]
    assert not (tmp_path / "t.xlsx").exists()
    with pytest.raises(OSError):
        template("grants", tmp_path / "no" / "t.xlsx")


# The words, held to the Rust sources

needs_core = pytest.mark.skipif(not CORE.is_dir(), reason="without the Rust sources")


def _columns(file: str) -> list[str]:
    found = re.search(r"const COLUMNS: \[&str; \d+\] = \[(.*?)\]", (CORE / file).read_text(), re.DOTALL)
    assert found
    return re.findall(r'"(\w+)"', found[1])


def _vocabulary(enum: str) -> list[str]:
    text = (CORE / "stimulus/words.rs").read_text()
    found = re.search(rf"enum {enum} \{{(.*?)\n    \}}", text, re.DOTALL)
    assert found
    return re.findall(r'= "(\w+)"', found[1])


@needs_core
@pytest.mark.parametrize(
    ("kind", "file"),
    [
        ("claims", "stimulus/claims/read.rs"),
        ("staff", "staffing/staff/read.rs"),
        ("staffing", "stimulus/staffing.rs"),
        ("grants", "stimulus/grants.rs"),
    ],
)
def test_columns_are_those_of_the_core(kind: str, file: str) -> None:
    columns = KINDS[kind].columns
    assert [column.name for column in columns] == _columns(file)
    schema = json.loads((CORE / "wire/schema.json").read_text())["$defs"][kind]
    assert {column.name for column in columns if column.required} == set(schema["required"])
    for column in columns:
        choices = [*_enums(schema["properties"][column.name])]
        if choices:
            assert [word.code for word in column.words] == choices


def _enums(schema: Any) -> list[str]:
    """The words that a part of the schema lists."""
    if isinstance(schema, list):
        return [word for part in schema for word in _enums(part)]
    if not isinstance(schema, dict):
        return []
    own = [word for word in schema.get("enum", []) if word]
    return own + [word for key, part in schema.items() if key != "enum" for word in _enums(part)]


ENUMS = {
    "role": "Role", "activity": "Activity", "cost_kind": "CostKind", "employment": "Employment",
    "increase": "Increase", "frees_time_for": "FreesTimeFor",
}  # fmt: skip
REASONS = {
    "role": "RoleNotFunded", "activity": "ActivityNotFunded", "cost_kind": "CostNotPersonnel",
    "increase": "NotAnIncrease", "frees_time_for": "FreesNoTime",
}  # fmt: skip


def _every_column_of_words() -> list[tuple[str, Column]]:
    return [(k.name, c) for k in KINDS.values() for c in k.columns if c.words]


@needs_core
def test_words_are_those_of_the_core_and_said_as_it_says_them() -> None:
    text = (CORE / "text.rs").read_text()
    pick = r'=>\s*\{?\s*language\s*\.pick\(\s*"([^"]*)",\s*"([^"]*)",?\s*\)'
    terms = {m[1]: (m[2], m[3]) for m in re.finditer(rf'\n        "(\w+)" {pick}', text)}
    of_reason = {(m[1], m[2]): (m[3], m[4]) for m in re.finditer(rf'\(Reason::(\w+), "(\w+)"\) {pick}', text)}
    assert len(terms) > 40 and len(of_reason) == 5
    read = (CORE / "staffing/staff/read.rs").read_text()
    standings = re.search(r"const STANDINGS.*?\];", read, re.DOTALL)
    employments = re.search(r"const EMPLOYMENTS.*?\];", read, re.DOTALL)
    assert standings and employments
    for kind, column in _every_column_of_words():
        if column.name == "status":
            vocabulary = re.findall(r'"(\w+)"', standings[0])
        else:
            vocabulary = _vocabulary(ENUMS[column.name])
        if kind == "staff" and column.name == "employment":
            assert vocabulary == re.findall(r'"(\w+)"', employments[0])
        assert [word.code for word in column.words] == vocabulary
        for word in column.words:
            term = of_reason.get((REASONS.get(column.name, ""), word.code)) or terms.get(word.code)
            # The core has no words for the status of staff; it never says them.
            assert term == (None if column.name == "status" else (word.sv, word.en)), word


def test_headings_and_words_have_one_meaning() -> None:
    for kind in KINDS.values():
        every = [
            heading
            for column in kind.columns
            for heading in {plain(h) for h in (column.name, column.sv, column.en, *column.also)}
        ]
        assert len(every) == len(set(every)) == len(by_heading(kind)), kind.name
        assert len(kind.title("sv")) <= 31  # The longest name of a sheet.
    for _, column in _every_column_of_words():
        every = [
            text
            for word in column.words
            for text in {plain(t) for t in (word.code, word.sv, word.en, *word.also)}
        ]
        assert len(every) == len(set(every)) == len(by_word(column.words)), column.name


@needs_core
def test_codes_of_problems_are_those_of_the_core() -> None:
    known = set(re.findall(r'= "(\w+)",', (CORE / "problem.rs").read_text()))
    package = Path(__file__).parents[1] / "python" / "statsbidrag"
    docs = (package / "_read.py").read_text().split(":raises InputError:")[1].split("Paths are")[0]
    used = set(re.findall(r"``(\w+)``", docs))
    assert len(used) == 11 and used <= known
