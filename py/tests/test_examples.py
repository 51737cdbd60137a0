"""The examples, by figures that a reader can check: published totals, sums by hand, Python's fractions."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "py" / "examples"
NAMES = sorted(file.stem for file in EXAMPLES.glob("*.py") if file.stem != "common")


def run(name: str, *arguments: str, **environment: str) -> str:
    """What an example prints, where a warning is an error; its spaces plain, and no more than one in a row."""
    told = {**os.environ, "MPLBACKEND": "Agg", "PYTHONUTF8": "1", **environment}
    command = [sys.executable, "-W", "error", str(EXAMPLES / f"{name}.py"), *arguments]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8", env=told)
    assert ran.returncode == 0, ran.stderr
    assert not ran.stderr
    return "\n".join(" ".join(line.split()) for line in ran.stdout.splitlines())


def written(directory: Path) -> set[str]:
    """The names of the files that an example wrote."""
    for file in directory.iterdir():
        assert file.stat().st_size > 5_000, file
    return {file.name for file in directory.iterdir()}


def rows(file: Path) -> list[dict[str, Any]]:
    """The rows of a workbook's first sheet."""
    openpyxl = pytest.importorskip("openpyxl")
    sheet = openpyxl.load_workbook(file).worksheets[0]
    heading, *cells = sheet.iter_rows(values_only=True)
    return [dict(zip(heading, row, strict=True)) for row in cells]


def shipped(name: str) -> dict[str, list[Any]]:
    """A table that ships, read from its file."""
    frame: dict[str, list[Any]] = json.loads(
        (ROOT / "core" / "src" / "catalog" / "data" / f"{name}.json").read_text("utf-8")
    )["frame"]
    return frame


def by_id(name: str, column: str) -> dict[str, int]:
    table = shipped(name)
    return dict(zip(table["id"], table[column], strict=True))


def largest_remainder(total: int, shares: Mapping[str, Fraction]) -> dict[str, int]:
    """A total by shares of it: whole parts, and one more each to the largest remainders, by id where they are equal."""
    whole = {code: total * share.numerator // share.denominator for code, share in shares.items()}
    order = sorted(shares, key=lambda code: (whole[code] - total * shares[code], code))
    for code in order[: total - sum(whole.values())]:
        whole[code] += 1
    return whole


def shares(weights: Mapping[str, int]) -> dict[str, Fraction]:
    total = sum(weights.values())
    return {code: Fraction(weight, total) for code, weight in weights.items()}


def kr(amount: int) -> str:
    return f"{amount:,} kr".replace(",", " ")


def per_head(difference: int, heads: int) -> str:
    """Kronor and öre of each, to the nearest öre."""
    ore = round(Fraction(abs(difference) * 100, heads))
    sign = "-" if difference < 0 else ""
    return f"{sign}{ore // 100:,},{ore % 100:02} kr".replace(",", " ", f"{ore // 100:,}".count(","))


def test_the_welfare_billions(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    pytest.importorskip("xlsxwriter")
    out = run("valfardsmiljarder", "--out", str(tmp_path))
    # Ten billion, 7 to 3, of which the municipalities have 80 and 70 per cent: Finansdepartementet, 2016-04-13.
    for told in (
        "asylum_municipalities 5 600 000 000 kr = mottagarnas summa",
        "asylum_regions 1 400 000 000 kr = mottagarnas summa",
        "inhabitants_municipalities 2 100 000 000 kr = mottagarnas summa",
        "inhabitants_regions 900 000 000 kr = mottagarnas summa",
        "alla potter 10 000 000 000 kr",
        "betalas ut 7 000 000 000 kr",
        "inom generellt bidrag 3 000 000 000 kr",
        "DEMONSTRATION: beloppen för enskilda kommuner och regioner är inte de riktiga.",
    ):
        assert f"{told}\n" in out

    seekers = by_id("asylum_seekers_demonstration", "asylum_seekers")
    heads = by_id("population", "population_2016_12_31")
    assert (sum(seekers.values()), sum(heads.values())) == (77_313, 9_995_153)
    # Gotland: of 5.6 billion as a municipality, and of 1.4 billion as a region, which is the same people.
    counties: dict[str, int] = {}
    for code, count in seekers.items():
        counties[code[:2]] = counties.get(code[:2], 0) + count
    as_municipality = largest_remainder(5_600_000_000, shares(seekers))["0980"]
    as_region = largest_remainder(1_400_000_000, shares(counties))["09"]
    assert f"Gotland, som kommun och region: betalas ut {kr(as_municipality + as_region)}\n" in out

    # The two keys of the municipalities' 7.7 billion, and who would lose and gain the most for each inhabitant.
    of_heads = shares(heads)
    of_key = {code: (8 * share + 3 * of_heads[code]) / 11 for code, share in shares(seekers).items()}
    by_key = largest_remainder(7_700_000_000, of_key)
    by_head = largest_remainder(7_700_000_000, of_heads)
    assert f"Göteborg (1480): {kr(by_key['1480'])}\n" in out
    change = {code: by_head[code] - by_key[code] for code in heads}
    names = dict(zip(shipped("population")["id"], shipped("population")["name"], strict=True))
    order = sorted(change, key=lambda code: Fraction(change[code], heads[code]))
    told = [
        f"{code} {names[code]} {kr(change[code])} {per_head(change[code], heads[code])} per invånare"
        for code in (*order[:3], *order[-3:])
    ]
    assert "\n".join(told) + "\nalla kommuner: 0 kr\n" in out
    assert written(tmp_path) == {"valfardsmiljarder.png", "valfardsmiljarder.xlsx"}


def test_the_staffing_report(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    pytest.importorskip("xlsxwriter")
    out = run("personalrapport", "--out", str(tmp_path))
    assert "PÅHITTAD LISTA" in out and "PÅHITTADE TAL" in out
    for told in (
        # Counted in the list of staff, as of the last day of 2017.
        "Norr 11,25 12 1", "Söder 9,55 11 0", "Väst 8,5 9 0", "Öst 10,3 11 0,5", "Mottagning 3,75 4 0",
        "p02 Norr 8", "p03 Norr 4", "p41 Väst 9",
        # The two Familjebehandlare have no role.
        "Titeln Familjebehandlare har ingen roll och räknas inte (rader: 2).",
        # 180 − 15 · 11.25 = 11.25, and 180 / 15 − 11.25 = 0.75, by halves 1; 170 − 15 · 10.3 = 15.5, and
        # 170 / 15 − 10.3 = 31/30, by halves 1.5.
        "bryts av Norr: 180 / 11,25, 11,25 för mycket, anställ 1",
        "bryts av Öst: 170 / 10,3, 15,5 för mycket, anställ 1,5",
        "hålls av: Mottagning, Söder, Väst",
        # p49 has no degree and was hired in 2016; of p85 it is not known.
        "bryts av Väst: 1 / 9, 1 för mycket", "kan inte prövas: Mottagning",
        # At most six: 8 and 9 take two supervisors each. Managers lead no social workers and are not there.
        "bryts av p02: 8 / 1, 2 för mycket, anställ 1", "bryts av p41: 9 / 1, 3 för mycket, anställ 1",
        "hålls av: p03, p21, p22, p61, p62, p81",
        # 12 + 1 and 11 + 2 heads, both 13, take a third supervisor; 9 take a second.
        "Norr: 1 arbetsledare: högst sex per arbetsledare (Mölndals lokala mål)",
        "Väst: 1 arbetsledare: högst sex per arbetsledare (Mölndals lokala mål)",
        "Öst: 1 arbetsledare: högst sex per arbetsledare (Mölndals lokala mål)",
        # 2.5 · 700,000 + 3 · 800,000, of which the first is for social workers.
        "Kostnad om året (påhittade priser): 4 150 000 kr, varav socialsekreterare 1 750 000 kr",
        # 47 / 8, and 660 / 43.35; what the list does not have is not guessed.
        "nära till arbetsledning, span: 5,875 (att jämföra med: högst 6)",
        "lagom med ärenden, cases: 15,22",
        "försiktighet med omorganisationer, reorganisations: uppgift saknas",
    ):  # fmt: skip
        assert f"{told}\n" in out, told
    assert written(tmp_path) == {"arbetsledare.png", "personalrapport.xlsx"}


def test_the_stimulus_grant(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    pytest.importorskip("xlsxwriter")
    out = run("stimulans_till_excel", "--out", str(tmp_path))
    assert "PÅHITTADE RADER" in out
    for told in (
        # Norr: 40.5 − 38 = 2.5 of the 3 that are claimed, 5/6 of each line.
        "L01 delvis godkänd 1 000 000 kr Två nya socialsekreterare",
        "L02 delvis godkänd 500 000 kr Ännu en ny socialsekreterare",
        # Söder: 31.8 − 31 = 0.8; where L16 is of that role too, 0.8 of the 1 that is claimed.
        "L03 under utredning 360 000 kr En ny socialsekreterare på deltid",
        # Agency staff, a pay rise, nobody's time freed, other work, training.
        *(f"{line}: Kostnaden godkänns inte. Godkänt 0 kr, ej godkänt {amount} kr, under utredning 0 kr."
          for line, amount in (("L04", "155 000"), ("L06", "1 419 336"), ("L08", "230 000"), ("L10", "360 000"),
                               ("L17", "45 000"))),
        # 1,000,000 + 500,000 + 360,000 + 720,000 + 180,000 + 360,000 + 250,000 + 150,000 + 300,000.
        "godkänt 3 820 000 kr",
        # 90,000 + 200,000 + 600,000 + 150,000; and of 7,369,336 what is left.
        "utreds 1 040 000 kr", "avslaget 2 509 336 kr", "redovisat 7 369 336 kr = summan av de tre",
        # 5,400,000 − 3,820,000 − 1,040,000; and what the municipality bears, with and without the doubtful.
        "att betala tillbaka 540 000 kr", "kan tillkomma, väntar på det som utreds 1 040 000 kr",
        "egen kostnad, om allt som utreds godkänns 2 509 336 kr", "egen kostnad, om allt avslås 3 549 336 kr",
    ):  # fmt: skip
        assert f"{told}\n" in out, told
    assert "Ökningen är ingen" in out and "Administratören frigör tid för ingen" in out
    # Two days after the last one, which changes no amount.
    assert "REPORT_LATE: inkom 2018-02-08, sista dag 2018-02-06: bedöms, ändrar inget belopp" in out
    assert written(tmp_path) == {"rader.png", "bedomning.xlsx", "slutavrakning.xlsx"}
    lines = rows(tmp_path / "bedomning.xlsx")
    assert [sum(row[name] for row in lines) for name in ("godkänt", "ej godkänt", "under utredning")] == [
        3_820_000,
        2_509_336,
        1_040_000,
    ]
    (settled,) = rows(tmp_path / "slutavrakning.xlsx")
    assert (settled["utbetalat"], settled["återbetalas"], settled["kan tillkomma"]) == (
        5_400_000,
        540_000,
        1_040_000,
    )


def test_the_grant_year(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    pytest.importorskip("xlsxwriter")
    out = run("bidragsar", "--out", str(tmp_path))
    # The pot of 2017: 210 million and 150 million decided in June, Socialstyrelsen.
    pot = 210_000_000 + 150_000_000
    assert f"potten 2017: {kr(pot)} [Socialstyrelsen: " in out
    frames = largest_remainder(pot, shares(by_id("population", "population_2016_12_31")))
    codes = shipped("population")["id"]
    asked = {
        code: frames[code] * 9 // 10 if place % 10 == 5 else frames[code] for place, code in enumerate(codes)
    }
    left = pot - sum(asked.values())
    more = {code: frames[code] for place, code in enumerate(codes) if place % 100 == 0 or code == "1480"}
    assert len(more) == 4
    second = largest_remainder(left, shares(more))["1480"]
    paid = frames["1480"] + second
    # Of what is claimed, 900,000 is a pay rise.
    approved = 15_360_000 + 2_400_000 + 1_900_000
    unused = paid - approved - 900_000
    for told in (
        f"ramarnas summa = potten {kr(pot)} = lika",
        f"rekvirerat + inte rekvirerat = potten {kr(pot)} = lika",
        f"andra fördelningen + kvar = inte rekvirerat {kr(left)} = lika",
        f"utbetalt = rekvirerat + andra fördelningen {kr(pot)} = lika",
        f"1480 ram {kr(frames['1480'])}",
        f"1480 andra fördelningen {kr(second)}",
        f"1480 utbetalt {kr(paid)}",
        "L1 godkänd 15 360 000 kr",
        "L4 avslagen 0 kr NOT_AN_INCREASE",
        # 424 − 400, 43 − 40 and 24 − 20, all of which is claimed.
        "social_worker: ökning 24 årsarbetare mot utgångsläget, redovisat 24",
        "supervisor: ökning 3 årsarbetare mot utgångsläget, redovisat 3",
        "administrator: ökning 4 årsarbetare mot utgångsläget, redovisat 4",
        f"godkänt + avslaget + under utredning = redovisat {kr(approved + 900_000)} = lika",
        f"utbetalt − redovisat = outnyttjat {kr(unused)} = lika",
        f"godkänt + outnyttjat + avslaget = utbetalt {kr(paid)} = lika",
        f"fakturans rader = att betala tillbaka {kr(unused + 900_000)} = lika",
        f"de andras + godkänt + att betala tillbaka + kvar = potten {kr(pot)} = lika",
        f"att betala tillbaka: {kr(unused + 900_000)}",
        "REQUISITION_LATE: inkom 2017-10-20, sista dag 2017-10-31: i tid",
        "REPORT_LATE: inkom 2018-02-01, sista dag 2018-02-06: i tid",
        "UTKAST till skäl för beslut. Ska prövas av den som beslutar.",
    ):
        assert f"{told}\n" in out, told
    assert written(tmp_path) == {"bidragsar.png", "bidragsar.xlsx"}
    (settled,) = rows(tmp_path / "bidragsar.xlsx")
    assert (settled["utbetalat"], settled["återbetalas"]) == (paid, unused + 900_000)


@pytest.mark.parametrize("name", NAMES)
def test_without_packages_the_report_is_printed_and_they_are_named(name: str, tmp_path: Path) -> None:
    out, without = tmp_path / "out", tmp_path / "without"
    without.mkdir()
    for package in ("matplotlib", "xlsxwriter"):
        told = f'raise ModuleNotFoundError("No module named {package!r}", name="{package}")\n'
        (without / f"{package}.py").write_text(told, "utf-8")
    path = os.pathsep.join(filter(None, [str(without), os.environ.get("PYTHONPATH")]))
    printed = run(name, "--out", str(out), PYTHONPATH=path)
    assert "Ingen bild: matplotlib is not installed: pip install" in printed
    assert "Ingen arbetsbok: Writing workbooks needs XlsxWriter: pip install" in printed
    assert not list(out.iterdir())
