"""Pictures: what is drawn stands where a calculation by hand puts it."""

from __future__ import annotations

import subprocess
import sys
import warnings
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

matplotlib = pytest.importorskip("matplotlib")
matplotlib.use("Agg")

import statsbidrag as sb  # noqa: E402
from matplotlib import pyplot  # noqa: E402
from matplotlib.colors import to_hex  # noqa: E402

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NARROW = "\N{NARROW NO-BREAK SPACE}"

# 900 kronor by 3, 1 and 5: 300, 100 and 500. By inhabitants: 300/200 = 1.5, 100/25 = 4, 500/400 = 1.25 kr each,
# and all together 900/625 = 1.44.
FACTS = {"code": ["0180", "1280", "1480"], "namn": ["Stockholm", "Malmö", "Göteborg"], "weight": [3, 1, 5],
         "population": [200, 25, 400]}  # fmt: skip


def allocated(facts: dict[str, list[Any]] = FACTS, key: str = "weight", **options: Any) -> Any:
    return sb.allocate(facts, **{"total": 900, "key": key, "id": "code", "name": "namn"} | options)


@pytest.fixture(autouse=True)
def close_figures() -> Iterator[None]:
    before = dict(matplotlib.rcParams)
    yield
    pyplot.close("all")
    assert dict(matplotlib.rcParams) == before


def bars(ax: Axes) -> list[float]:
    return [bar.get_width() for bar in ax.patches]


def names(ax: Axes) -> list[str]:
    return [tick.get_text() for tick in ax.get_yticklabels()]


def beside(ax: Axes) -> list[str]:
    return [text.get_text().strip().replace(NARROW, " ") for text in ax.texts[:-1]]


def below(ax: Axes) -> str:
    return ax.texts[-1].get_text().replace("\N{NO-BREAK SPACE}", " ").replace("\n", " ")


def title(ax: Axes) -> str:
    return ax.get_title(loc="left").replace(NARROW, " ")


def legend(ax: Axes) -> list[str]:
    found = ax.get_legend()
    return [text.get_text().replace(NARROW, " ") for text in found.get_texts()] if found else []


def numbers_along(ax: Axes) -> list[str]:
    return [ax.xaxis.get_major_formatter()(value, 0).replace(NARROW, " ") for value in (-1500.5, 2_000_000)]


class TestAllocation:
    def test_kronor_are_ranked(self) -> None:
        result = allocated()
        ax = result.plot()
        assert bars(ax) == [500, 300, 100]
        assert names(ax) == ["Göteborg", "Stockholm", "Malmö"]
        assert beside(ax) == ["500 kr", "300 kr", "100 kr"]
        assert (ax.get_xlabel(), title(ax)) == ("kr", "Fördelning av 900 kr")
        receipt = result.receipt
        told = f"regler {receipt['rules_sha256'][:10]}, underlag {receipt['facts_sha256'][:10]}"
        assert below(ax) == f"Källa: beräkning med statsbidrag {sb.__version__} · {told}"
        assert numbers_along(ax) == ["−1 500,5", "2 000 000"]

    def test_kronor_per_inhabitant_are_ranked_with_a_line_at_all_together(self) -> None:
        ax = allocated().plot(per="population")
        assert bars(ax) == [4, 1.5, 1.25]
        assert names(ax) == ["Malmö", "Stockholm", "Göteborg"]
        assert beside(ax) == ["4,00", "1,50", "1,25"]
        assert [line.get_xdata()[0] for line in ax.lines] == [1.44]
        assert legend(ax) == ["samtliga tillsammans: 1,44"]
        assert (ax.get_xlabel(), title(ax)) == ("kr per invånare", "Fördelning av 900 kr: kr per invånare")

    def test_english(self) -> None:
        ax = allocated(total=90_000_000).plot(per="population", language="en")
        assert ax.get_xlabel() == "kr per inhabitant"
        assert title(ax) == "Allocation of 90,000,000 kr: kr per inhabitant"
        assert beside(ax)[0] == "400,000.00"
        assert legend(ax) == ["all together: 144,000.00"]
        assert below(ax).startswith("Source: computed with statsbidrag ")
        assert numbers_along(ax) == ["−1,500.5", "2,000,000"]

    def test_many_kronor_are_told_in_millions_along_the_axis_and_exactly_beside_bars(self) -> None:
        ax = allocated(total=90_000_001, unit="0.01").plot()
        assert ax.get_xlabel() == "miljoner kr"
        assert ax.xaxis.get_major_formatter()(12_500_000, 0) == "12,5"
        # 90 000 001 × 5/9 = 50 000 000.5555…: by largest remainder 50 000 000.56, .33 and .11.
        assert beside(ax) == ["50 000 000,56 kr", "30 000 000,33 kr", "10 000 000,11 kr"]

    def test_an_empty_cell_or_a_zero_is_no_figure(self) -> None:
        ax = allocated(FACTS | {"population": [200, None, 0]}).plot(per="population")
        assert bars(ax) == [1.5, 0, 0]
        assert names(ax) == ["Stockholm", "Malmö", "Göteborg"]
        assert beside(ax) == ["1,50", "uppgift saknas", "uppgift saknas"]
        assert below(ax).endswith("· uppgift saknas för 2")

    def test_exact_units_and_a_column_without_a_word_of_its_own(self) -> None:
        ax = allocated(FACTS | {"a": ["1/3", "0.5", "2"]}).plot(per="a")
        # 300 / (1/3), 100 / 0.5, 500 / 2.
        assert bars(ax) == [900, 250, 200]
        assert ax.get_xlabel() == "kr per a"

    def test_those_that_do_not_take_part_are_told_and_not_drawn(self) -> None:
        ax = allocated(FACTS | {"in": [True, False, True]}, only="in").plot()
        # 900 by 3 and 5: 337.5 and 562.5; equal remainders go by id, so to 0180.
        assert bars(ax) == [562, 338]
        assert below(ax).endswith("· 1 deltar inte")

    def test_persons_are_no_kronor(self) -> None:
        ax = allocated(total=9, unit="count", ties="by_id").plot()
        assert (ax.get_xlabel(), title(ax), beside(ax)[0]) == ("antal", "Fördelning av 9", "5 antal")

    def test_status_and_days_of_the_facts_stand_below(self) -> None:
        ax = allocated(status="preliminary", facts_on={"weight": "2016-11-01"}).plot()
        assert below(ax).endswith("· preliminär · weight 2016-11-01")

    def test_those_highlighted_have_a_colour_and_a_bold_name(self) -> None:
        ax = allocated().plot(highlight="0180")
        assert len({to_hex(bar.get_facecolor()) for bar in ax.patches}) == 2
        assert [tick.get_fontweight() for tick in ax.get_yticklabels()] == ["normal", "bold", "normal"]

    def test_it_is_drawn_where_it_is_told(self) -> None:
        figure, (left, right) = pyplot.subplots(1, 2)
        assert allocated().plot(ax=left) is left
        assert bars(left) == [500, 300, 100] and not right.patches
        assert pyplot.get_fignums() == [figure.number]

    def test_a_figure_is_made_only_without_axes(self) -> None:
        from matplotlib.figure import Figure

        ax = Figure().subplots()
        assert allocated().plot(ax=ax) is ax
        assert pyplot.get_fignums() == []

    def test_what_is_wrong_is_told_all_at_once(self) -> None:
        with pytest.raises(sb.InputError) as caught:
            allocated().plot(highlight=["x", "0180", "y"])
        assert [problem.path for problem in caught.value.problems] == ["/highlight/0", "/highlight/2"]
        with pytest.raises(sb.InputError, match="unknown_column: got pop, want .*weight, population"):
            allocated().plot(per="pop")
        with pytest.raises(sb.InputError) as caught:
            allocated().plot(per="namn")
        assert [problem.path for problem in caught.value.problems] == [
            f"/frame/namn/{row}" for row in range(3)
        ]
        with pytest.raises(ValueError, match="language 'de': want 'sv' or 'en'"):
            allocated().plot(language="de")
        assert pyplot.get_fignums() == []


def test_as_many_are_named_as_can_be_read() -> None:
    """Of 290: those highlighted, though they are beside one another, and names that do not run together."""
    facts = sb.facts("population").to_dict()
    ids = [str(id) for id in facts["id"]]
    result = sb.allocate(facts, total=10**9, key="population_2019_12_31", id="id", name="name")
    ax = result.plot(highlight=["1480", "0180"])
    ax.figure.canvas.draw()
    assert len(ax.patches) == 290 == len(ids)
    # Stockholm is the largest municipality and Göteborg the next; each with its amount.
    assert names(ax)[:2] == ["Stockholm", "Göteborg"] and len(beside(ax)) == 2
    boxes = sorted(
        (tick.get_window_extent().y0, tick.get_window_extent().y1) for tick in ax.get_yticklabels()
    )
    assert 10 < len(boxes) < 60
    assert all(lower[1] <= upper[0] + 1 for lower, upper in pairwise(boxes))


@pytest.mark.parametrize("rows", [1, 3, 21, 290])
def test_pictures_are_drawn_whatever_the_number_of_rows(rows: int) -> None:
    facts = {
        "code": [f"{row:04}" for row in range(rows)],
        "namn": ["Å" * 12] * rows,
        "weight": [*range(1, rows + 1)],
    }
    ax = allocated(facts, total=10**6).plot(per="weight")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ax.figure.canvas.draw()
    # A row is never more than an inch of empty paper, and the figure fits a page.
    assert ax.figure.get_figheight() < 10


class TestComparison:
    def compared(self, per: str | None = None) -> sb.Comparison:
        # After: 900 by 200, 25 and 400 inhabitants: 288, 36 and 576.
        compared: sb.Comparison = allocated().compare(allocated(key="population"), per=per)
        return compared

    def test_differences_are_ranked_with_both_figures(self) -> None:
        ax = self.compared().plot()
        assert bars(ax) == [76, -12, -64]
        assert names(ax) == ["Göteborg", "Stockholm", "Malmö"]
        assert beside(ax) == ["+76 (500 → 576)", "−12 (300 → 288)", "−64 (100 → 36)"]
        assert (ax.get_xlabel(), title(ax)) == ("kr", "Skillnad i kr: efter jämfört med före")
        assert len({to_hex(bar.get_facecolor()) for bar in ax.patches}) == 2

    def test_per_unit_with_names_of_the_two_and_their_receipts(self) -> None:
        ax = self.compared("population").plot(labels=("vikt", "folkmängd"))
        # 1.44 − 1.25, 1.44 − 1.5, 1.44 − 4.
        assert bars(ax) == pytest.approx([0.19, -0.06, -2.56], abs=1e-9)
        assert beside(ax)[2] == "−2,56 (4,00 → 1,44)"
        assert title(ax) == "Skillnad i kr per invånare: folkmängd jämfört med vikt"
        before, after = allocated().receipt, allocated(key="population").receipt
        assert (
            f"vikt: regler {before['rules_sha256'][:10]}, underlag {before['facts_sha256'][:10]} · "
            in below(ax)
        )
        assert (
            f"folkmängd: regler {after['rules_sha256'][:10]}, underlag {after['facts_sha256'][:10]}"
            in below(ax)
        )

    def test_points_against_the_diagonal(self) -> None:
        ax = self.compared().plot(kind="scatter", highlight="1480")
        others, wanted, diagonal = ax.lines
        assert list(zip(others.get_xdata(), others.get_ydata(), strict=True)) == [(300, 288), (100, 36)]
        assert list(zip(wanted.get_xdata(), wanted.get_ydata(), strict=True)) == [(500, 576)]
        assert others.get_marker() != wanted.get_marker()
        assert (diagonal.get_xy1(), diagonal.get_slope()) == ((0, 0), 1)
        assert ax.get_xlim() == ax.get_ylim()
        assert sorted(beside(ax)) == ["Göteborg", "Malmö", "Stockholm"]
        assert (ax.get_xlabel(), ax.get_ylabel()) == ("före, kr", "efter, kr")

    def test_those_in_only_one_are_told(self) -> None:
        other = allocated({"code": ["0180"], "namn": ["Stockholm"], "weight": [1]})
        compared = allocated().compare(other)
        ax = compared.plot(labels=("A", "B"))
        assert beside(ax) == ["+600 (300 → 900)", "−100 (endast A)", "−500 (endast A)"]
        # Only what is in both can be a point.
        assert [len(line.get_xdata()) for line in compared.plot(kind="scatter").lines[:2]] == [1, 0]


class TestStaffing:
    RULE = sb.RatioRule(id="cases", numerator="open_cases", denominator="social_worker_fte", at_most="15")
    TEAMS = {"team": ["A", "B", "C", "D", "E", "F"], "open_cases": [90, 120, 30, 45, None, 0],
             "social_worker_fte": ["6.5", "6", "0", "3", "2", "0"],
             "social_worker_heads": [7, 6, 1, 3, 2, 0], "supervisor_heads": [1, 1, 1, 1, 1, 1]}  # fmt: skip

    def test_ratios_stand_against_the_limit_each_status_in_a_shape_of_its_own(self) -> None:
        ax = sb.check_staffing(self.TEAMS, [self.RULE], id="team").plot()
        # C has cases and nobody; 120/6 = 20, 45/3 = 15, 90/6.5 = 13.846…; F has neither, E is not known.
        assert names(ax) == ["C", "B", "D", "A", "F", "E"]
        assert beside(ax) == ["20 (120 / 6)", "15 (45 / 3)", "13,85 (90 / 6,5)"]
        nobody, breach, met, vacuous, unknown, limit = ax.lines
        assert list(breach.get_xdata()) == [20] and list(breach.get_ydata()) == [1]
        assert list(met.get_xdata()) == [15, pytest.approx(90 / 6.5)] and list(met.get_ydata()) == [2, 3]
        # What has no ratio stands at the edges, whatever the numbers along the axis.
        assert nobody.get_transform() == vacuous.get_transform() == unknown.get_transform()
        assert nobody.get_transform() == ax.get_yaxis_transform() != breach.get_transform()
        assert [list(line.get_ydata()) for line in (nobody, vacuous, unknown)] == [[0], [4], [5]]
        assert list(nobody.get_xdata()) == [1]
        assert len({line.get_marker() for line in (nobody, breach, met, vacuous, unknown)}) == 5
        assert breach.get_color() != met.get_color()
        assert list(limit.get_xdata()) == [15, 15]
        assert legend(ax) == [
            "ingen att dela på (nämnaren är 0) (1)", "bryter (1)", "uppfyller (2)", "inget att jämföra (0/0) (1)",
            "ej bedömd: uppgift saknas (1)", "högst 15",
        ]  # fmt: skip
        assert ax.get_xlabel() == "öppna ärenden per årsarbetare (socialsekreterare)"
        assert below(ax).endswith(" · lokalt mål")

    def test_one_of_several_rules_is_named(self) -> None:
        check = sb.check_staffing(self.TEAMS, ["molndal-supervisor-span", self.RULE], id="team")
        assert title(check.plot(rule=self.RULE)).startswith("cases: öppna ärenden")
        ax = check.plot(rule="molndal-supervisor-span", language="en")
        assert title(ax) == "at most six social workers per supervisor (Mölndal)"
        assert beside(ax) == ["7", "6", "3", "2", "1", "0"]
        assert [list(line.get_xdata()) for line in ax.lines] == [[7], [6, 3, 2, 1, 0], [6, 6]]
        assert legend(ax) == ["breach (1)", "met (5)", "at most 6"]
        assert "Sveriges Kommuner och Landsting: SKL satsar på bättre stöd" in below(ax)
        with pytest.raises(
            sb.InputError, match="2 rules and none named, want one of molndal-supervisor-span, cases"
        ):
            check.plot()
        with pytest.raises(sb.InputError, match="unknown_name: got span"):
            check.plot(rule="span")

    def test_a_statistic_is_compared_with_and_not_breached(self) -> None:
        facts = {"team": ["A", "B", "C"], "open_cases": [3, 20, 0], "case_holding_fte": [0, 1, 0]}
        check = sb.check_staffing(facts, ["england-cases-per-fte"], id="team")
        # The picture has the status of the table, also where nobody is there to divide by.
        assert check.table["status"] == ["reference"] * 3
        ax = check.plot()
        assert legend(ax) == ["jämförs (3)", "att jämföra med: 16,3"]
        assert names(ax) == ["B", "A", "C"]
        assert beside(ax) == ["20", "ingen kvot: 3 / 0", "ingen kvot: 0 / 0"]
        assert [list(line.get_xdata()) for line in ax.lines] == [[20], [16.3, 16.3]]
        assert beside(check.plot(language="en"))[1:] == ["no ratio: 3 / 0", "no ratio: 0 / 0"]


class TestStimulus:
    # Of 2017: L1 is paid for; L2 is of another role and refused; whether L3, a vacancy that was filled, is an increase
    # is a judgement, so undetermined.
    CLAIMS = {
        "id": ["L1", "L2", "L3"], "recipient": ["1480", "1480", "0180"],
        "role": ["social_worker", "other", "social_worker"], "activity": ["child_youth_authority"] * 3,
        "cost_kind": ["personnel"] * 3, "employment": ["employed"] * 3,
        "increase": ["above_baseline", "above_baseline", "vacancy_filled"], "frees_time_for": [None] * 3,
        "from": ["2017-01-01"] * 3, "to": ["2017-12-31"] * 3, "fte": [1, 1, 1], "amount": [600_000, 500_000, 300_000],
    }  # fmt: skip

    def assessed(self) -> sb.Assessment:
        return sb.assess(self.CLAIMS, rulebook="starkt-bemanning", year=2017)

    def parts(self, ax: Axes) -> list[list[tuple[float, float]]]:
        return [[(bar.get_x(), bar.get_width()) for bar in part] for part in ax.containers]  # type: ignore[attr-defined]

    def test_claims_by_recipient(self) -> None:
        ax = self.assessed().plot()
        assert names(ax) == ["1480", "0180"]
        # Approved, undetermined, refused: each begins where the one before ends.
        assert self.parts(ax) == [
            [(0, 600e3), (0, 0)],
            [(600e3, 0), (0, 300e3)],
            [(600e3, 500e3), (300e3, 0)],
        ]
        assert beside(ax) == ["1 100 000 kr", "300 000 kr"]
        assert legend(ax) == ["godkänt: 600 000 kr", "under utredning: 300 000 kr", "ej godkänt: 500 000 kr"]
        looks = {(to_hex(bar.get_facecolor()), bar.get_hatch()) for bar in ax.patches}
        assert len({hatch for _, hatch in looks}) == 3 == len({colour for colour, _ in looks})
        assert title(ax).split("\n") == [
            "Stärkt bemanning inom den sociala barn- och ungdomsvården 2016–2020",
            "Bidragsår 2017, redovisat 1 400 000 kr",
        ]
        assert "Socialstyrelsen: Statsbidrag för att stärka bemanningen" in below(ax)

    def test_claims_by_line(self) -> None:
        ax = self.assessed().plot(by="line", language="en", highlight="L2")
        assert names(ax) == ["L1", "L2", "L3"]
        assert [[width for _, width in part] for part in self.parts(ax)] == [
            [600e3, 0, 0], [0, 0, 300e3], [0, 500e3, 0],
        ]  # fmt: skip
        with pytest.raises(ValueError, match="by 'unit': want 'recipient' or 'line'"):
            self.assessed().plot(by="unit")  # type: ignore[arg-type]

    def test_what_was_paid_is_approved_pending_or_repayable(self) -> None:
        settled = self.assessed().settle({"recipient": ["1480", "0180"], "paid": [1_000_000, 350_000]})
        ax = settled.plot()
        # 1480: 600 of 1 000 approved, 400 back. 0180: 300 undetermined, and the 50 that were not used back.
        assert self.parts(ax) == [
            [(0, 600e3), (0, 0)],
            [(600e3, 0), (0, 300e3)],
            [(600e3, 400e3), (300e3, 50e3)],
        ]
        assert beside(ax) == ["1 000 000 kr", "350 000 kr"]
        assert legend(ax)[2] == "återbetalningspliktigt: 450 000 kr"
        assert title(ax).endswith("Slutavräkning av bidragsår 2017, utbetalt 1 350 000 kr")

    def test_more_approved_than_paid_is_not_drawn(self) -> None:
        settled = self.assessed().settle({"recipient": ["1480", "0180"], "paid": [450_000, 0]})
        assert self.parts(settled.plot())[0] == [(0, 450e3), (0, 0)]


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


RESULT = "import sys, statsbidrag as sb\na = sb.allocate({'id': ['a', 'b'], 'w': [1, 2]}, total=9, key='w', id='id')\n"


def test_without_matplotlib_the_remedy_is_told() -> None:
    told = run(
        f"{RESULT}sys.modules['matplotlib'] = None\ntry: a.plot()\nexcept ImportError as error: print(error)"
    )
    assert told == "matplotlib is not installed: pip install statsbidrag[plot]"


def test_nothing_is_imported_that_is_not_asked_for() -> None:
    heavy = "{'matplotlib', 'pandas', 'pyarrow', 'polars', 'numpy', 'xlsxwriter', 'openpyxl'}"
    used = (
        f"{RESULT}a.table.to_dict(), a.explain('a'), a.certificate(), a._repr_html_(), a.compare(a).table\n"
    )
    assert run(f"{used}print(sorted({heavy} & set(sys.modules)))") == "[]"


def test_on_given_axes_pyplot_is_not_imported_and_the_backend_is_left() -> None:
    code = "from matplotlib.figure import Figure\na.plot(ax=Figure().subplots())\nprint('matplotlib.pyplot' in sys.modules)"
    assert run(RESULT + code) == "False"
