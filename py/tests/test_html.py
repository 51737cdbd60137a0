"""What notebooks show of results and of errors."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser

import pytest
import statsbidrag as sb
from statsbidrag import _html
from statsbidrag._result import Result

NARROW = "\N{NARROW NO-BREAK SPACE}"


class _Tables(HTMLParser):
    """The tables of a piece of HTML, as captions and rows of cells, and the styles of the cells; unclosed tags fail."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.captions: list[str] = []
        self.tables: list[list[list[str]]] = []
        self.cells: list[dict[str, str | None]] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(tag)
        match tag:
            case "table":
                self.tables.append([])
            case "caption":
                self.captions.append("")
            case "tr":
                self.tables[-1].append([])
            case "td" | "th":
                self.tables[-1][-1].append("")
                self.cells.append(dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "caption" in self._open:
            self.captions[-1] += data
        elif self._open and self._open[-1] in ("td", "th"):
            self.tables[-1][-1][-1] += data


def shown(result: object) -> _Tables:
    return _Tables(result._repr_html_())  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def allocation() -> sb.Allocation:
    # 7 million by 1, 2 and 4.
    facts = {"id": ["<a>", "b&", "c"], "weight": [1, 2, 4]}
    made: sb.Allocation = sb.allocate(facts, total=7_000_000, key="weight", id="id")
    return made


def test_the_total_stands_over_the_first_rows_in_swedish(allocation: sb.Allocation) -> None:
    tables = shown(allocation)
    assert tables.captions == [f"Fördelning · Summa: 7{NARROW}000{NARROW}000 kr · Mottagare: 3"]
    assert tables.tables[0][1] == ["<a>", f"1{NARROW}000{NARROW}000", f"1{NARROW}000{NARROW}000", "nej", ""]
    assert "<a>" not in allocation._repr_html_()


def test_persons_are_not_kronor() -> None:
    # Ten persons by 1, 2 and 2, and then by 1, 2 and 7.
    def assigned(weight: list[int], **options: str) -> sb.Allocation:
        facts = {"id": ["a", "b", "c"], "weight": weight}
        return sb.allocate(facts, 10, "weight", id="id", unit="count", ties="by_id", **options)  # type: ignore[arg-type]

    before, after = assigned([1, 2, 2]), assigned([1, 2, 7])
    assert shown(before).captions == ["Fördelning · Summa: 10 · Mottagare: 3"]
    compared = "Två fördelningar jämförda · Före: 10 · Efter: 10 · Skillnad: 0"
    assert shown(before.compare(after)).captions == [compared]
    # By 1, 1 and 1 each has 3 1/3, of which 3 are whole: one is left over.
    down = assigned([1, 1, 1], rounding="down")
    assert shown(down).captions == ["Fördelning · Summa: 9 · Mottagare: 3 · Ofördelat: 1"]


def test_numbers_stand_to_the_right_under_headings_to_the_right(allocation: sb.Allocation) -> None:
    styles = [str(cell["style"]).partition(";")[0] for cell in shown(allocation).cells]
    by_row = [styles[start : start + 5] for start in range(0, 20, 5)]
    left, right = "text-align: left", "text-align: right"
    assert by_row == [[left, right, right, left, left]] * 4


def test_there_are_no_colours_of_its_own(allocation: sb.Allocation) -> None:
    assert not re.search("color|background", allocation._repr_html_())


@pytest.mark.parametrize(
    ("rows", "left"), [(10, None), (11, "… och 1 rad till"), (290, "… och 280 rader till")]
)
def test_ten_rows_are_shown_and_the_others_counted(rows: int, left: str | None) -> None:
    facts = {"id": [f"{i:04}" for i in range(rows)], "weight": [1] * rows}
    html = sb.allocate(facts, total=rows, key="weight", id="id")._repr_html_()
    assert len(_Tables(html).tables[0]) == 11
    assert re.findall("<p>(.*)</p>", html) == ([left] if left else [])


def test_decimals_of_a_column_stand_under_one_another() -> None:
    columns = {"kr": [Decimal("1.50"), Decimal("12"), None], "hel": [Decimal("2.00"), 3, Fraction(4)]}
    assert _Tables(_html.grid(columns)).tables[0] == [["kr", "hel"], ["1,5", "2"], ["12,0", "3"], ["", "4"]]


def test_a_fraction_is_shown_about_and_told_exactly() -> None:
    tables = _Tables(_html.grid({"andel": [Fraction(-2, 3)]}))
    assert tables.tables[0][1] == ["≈ −0,666667"]
    assert tables.cells[1]["title"] == "−2/3"


def test_years_are_not_grouped() -> None:
    assert _Tables(_html.grid({"year": [2017], "n": [2017]})).tables[0][1] == ["2017", f"2{NARROW}017"]


def test_numbers_are_rounded_half_away_from_zero_only_when_asked() -> None:
    assert _html.number(Decimal("0.125"), 2) == "0,13"
    assert _html.number(Decimal("-0.125"), 2) == "−0,13"
    assert _html.number(Decimal("-0.004"), 2) == "0,00"
    assert _html.number(Fraction(7_000_000)) == f"7{NARROW}000{NARROW}000"
    # 0.1 + 0.2 in floats would be 0.30000000000000004; 19 digits would lose their last in a float.
    assert _html.number(Decimal("9223372036854775807.01")) == NARROW.join(
        ["9", "223", "372", "036", "854", "775", "807,01"]
    )


def test_a_scheme_shows_its_pots() -> None:
    frames = {
        "municipality": {"id": ["0180", "1480"], "population": [3, 1], "asylum_adults": [1, 1],
                         "asylum_minors": [0, 0], "newly_arrived_adults": [0, 0], "newly_arrived_minors": [0, 0]},
        "region": {"id": ["01"], "population": [1], "asylum_adults": [1], "asylum_minors": [0],
                   "newly_arrived_adults": [0], "newly_arrived_minors": [0]},
    }  # fmt: skip
    scheme = sb.scheme("valfardsmiljarderna", year=2017)
    tables = shown(sb.allocate_scheme(scheme, frames, id="id", parameters={"newly_arrived": "1"}))
    assert tables.captions[0] == "Potter (kronor)"
    assert "Betalas ut: 7 000 000 000 kr" in tables.captions[1].replace(NARROW, " ")
    # Of 2017: 7 billion by asylum seekers, 80 % to municipalities; 3 billion inside the general grant.
    pots = {row[0]: [cell.replace(NARROW, " ") for cell in row[1:]] for row in tables.tables[0][1:]}
    assert pots["asylum_municipalities"] == ["5 600 000 000", "asylum", "", "municipality"]
    assert pots["inhabitants"] == ["3 000 000 000", "", "det generella statsbidraget", ""]


def test_a_comparison_shows_its_sums(allocation: sb.Allocation) -> None:
    more = sb.allocate({"id": ["c"], "weight": [1]}, total=9_000_000, key="weight", id="id")
    told = shown(allocation.compare(more)).captions[0].replace(NARROW, " ")
    assert (
        told
        == "Två fördelningar jämförda · Före: 7 000 000 kr · Efter: 9 000 000 kr · Skillnad: 2 000 000 kr"
    )


def test_every_kind_of_result_has_a_caption() -> None:
    kinds = [getattr(sb, name) for name in sb.__all__]
    names = {kind.__name__ for kind in kinds if isinstance(kind, type) and issubclass(kind, Result)}
    assert names == set(_html.CAPTIONS)


def test_an_error_shows_its_problems_as_a_table() -> None:
    with pytest.raises(sb.InputError) as caught:
        sb.allocate({"id": ["a"] * 3, "weight": ["<x>"] * 3}, total="y", key="weight", id="id")
    tables = shown(caught.value)
    # The total, three weights, and two ids that stand before.
    assert tables.captions == ["6 fel"]
    assert tables.tables[0][0] == ["var", "fel", "fanns", "väntades"]
    assert len(tables.tables[0]) == 7
    assert ["/frame/weight/1", "malformed", "<x>"] in [row[:3] for row in tables.tables[0]]


def test_the_text_of_an_error_has_the_first_problems_and_the_count() -> None:
    problems = [
        sb.Problem(f"/frame/weight/{row}", "missing", "an empty cell", "a number") for row in range(9)
    ]
    lines = str(sb.InputError(problems, 1234)).split("\n")
    assert lines[0] == "1234 problems"
    assert lines[1] == "  /frame/weight/0: missing: got an empty cell, want a number"
    assert lines[-1] == "  and 1226 more, in .problems" and len(lines) == 10
    assert shown(sb.InputError(problems, 1234)).captions == [f"1{NARROW}234 fel, de första 8"]
    assert shown(sb.InputError(problems[:1])).captions == ["1 fel"]
