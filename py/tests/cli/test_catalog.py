"""What ships, and templates to fill in, by the command line."""

from __future__ import annotations

import pytest
import statsbidrag as sb
from commands import Run, column, read_csv


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
