"""The examples, by figures that a reader can check."""

from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"


def run(name: str, *arguments: str) -> str:
    environment = {**os.environ, "MPLBACKEND": "Agg", "PYTHONUTF8": "1"}
    command = [sys.executable, "-W", "error", str(EXAMPLES / f"{name}.py"), *arguments]
    ran = subprocess.run(
        command, check=False, capture_output=True, text=True, encoding="utf-8", env=environment
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.replace("\N{NO-BREAK SPACE}", " ")


def test_the_welfare_billions(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    pytest.importorskip("xlsxwriter")
    out = run("valfardsmiljarder", str(tmp_path))
    assert "290 kommuner, summa 7,700,000,000 kr" in out
    # Göteborg: 5.6 billion kronor by 2,880 of 77,313, and 2.1 billion by 556,640 of 9,995,153.
    exact = 5_600_000_000 * Fraction(2_880, 77_313) + 2_100_000_000 * Fraction(556_640, 9_995_153)
    assert int(exact) == 325_557_659
    assert "Göteborg (1480): 325 557 659 kr" in out
    assert (tmp_path / "valfardsmiljarder.png").stat().st_size > 10_000
    assert (tmp_path / "valfardsmiljarder.xlsx").exists()


def test_the_staffing_report(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    out = run("personalrapport", str(tmp_path))
    # Nine for one leader, where six are the most: 9/6 − 1 = 0.5 is wanting, and people are whole.
    assert "Att anställa: 1 i supervisor_heads (exakt brist 0,5)." in out
    # Norr: nine of whom one works 0.75, 8.75; 150 / 15 = 10 are needed, 1.25 more, in halves 1.5.
    assert "Norr: 150 ärenden, 8.75 årsarbetare: breach" in out
    assert "Norr: anställ 1.5 årsarbetare" in out
    # 1.5 × 700,000.
    assert "kostnad: 1050000 kr om året" in out
    # Söder: five of whom one works 0.75, 4.75; 60 / 4.75 is 12.6.
    assert "Söder: 60 ärenden, 4.75 årsarbetare: met" in out


def test_the_stimulus_grant(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    out = run("stimulans_till_excel", str(tmp_path))
    # Of 1,500,000 paid, 600,000 and 450,000 are for what the grant pays for.
    assert "återbetalas: 450000.00 kr" in out
    assert "NOT_AN_INCREASE" in out and "FREES_NO_TIME" in out
    assert {file.name for file in tmp_path.iterdir()} == {"bedomning.xlsx", "slutavrakning.xlsx"}


def test_the_grant_year() -> None:
    out = run("bidragsar")
    assert out.count("= lika") == 6
    # The pot of 2017 by the rulebook's source.
    assert "ramarnas summa och potten: 360000000.00 kr" in out
    # Göteborg's frame: 360,000,000 by 556,640 of 9,995,153 inhabitants.
    frame = Fraction(360_000_000 * 556_640, 9_995_153)
    (line,) = (line for line in out.splitlines() if line.startswith("  1480: ram "))
    assert abs(Decimal(line.split()[2].rstrip(",")) - frame.numerator // frame.denominator) <= 1
    # The increases are the staff's own: 24, 3 and 4 FTE, and the pay rise is none.
    for told in ("L1: approved", "L2: approved", "L3: approved", "L4: refused"):
        assert told in out
    paid = Decimal(line.split()[-2])
    (repaid,) = (own for own in out.splitlines() if own.startswith("  återbetalas: "))
    assert Decimal(repaid.split()[1]) == paid - (15_360_000 + 2_400_000 + 1_900_000)
