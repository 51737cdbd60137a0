"""The checker of certificates against calculations by hand, and against changed certificates."""

from __future__ import annotations

import copy
import doctest
import importlib
import io
import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from hand_made import RIGHT, bounds, certificate, component
from statsbidrag import verify
from statsbidrag.verify import CertificateError, Report, check, main, read

CASES = Path(__file__).parents[2] / "tests" / "cases"


def moved(document: dict[str, Any], place: int, units: int) -> None:
    """Gives one recipient some units more or less."""
    unit = Fraction(1 if document["unit"] == "count" else document["unit"])
    ore = int(100 * (Fraction(document["amounts"][place]) + units * unit))
    document["amounts"][place] = f"{'-' * (ore < 0)}{abs(ore) // 100}.{abs(ore) % 100:02}"


def english(document: dict[str, Any]) -> Report:
    return check(document, language="en")


def told(report: Report) -> list[str]:
    return [problem.path for problem in report.problems]


def wrong(report: Report) -> list[str]:
    return [row.id for row in report.rows if not row.follows]


@pytest.mark.parametrize("name", RIGHT)
def test_hand_made_certificates_hold(name: str) -> None:
    for language in verify.LANGUAGES:
        report = check(RIGHT[name], language)
        assert report.is_sound, report
        assert all(row.why for row in report.rows)
    # Numbers may also be integers.
    text = json.dumps(RIGHT[name])
    for digits in range(30):
        text = text.replace(f'"{digits}"', str(digits))
    assert check(json.loads(text)).is_sound


@pytest.mark.parametrize("name", RIGHT)
def test_a_unit_more_or_less_is_found(name: str) -> None:
    document = RIGHT[name]
    for i, id in enumerate(document["ids"]):
        for j, other in enumerate(document["ids"]):
            changed = copy.deepcopy(document)
            moved(changed, i, 1)
            moved(changed, j, -1)
            report = english(changed)
            assert not report.problems
            assert wrong(report) == ([] if i == j else sorted([id, other]))
        changed = copy.deepcopy(document)
        moved(changed, i, 1)
        report = english(changed)
        assert wrong(report) == [id]
        assert told(report) == ["/unallocated"]


def test_rows_say_what_follows_and_why() -> None:
    report = english(RIGHT["largest_remainder"] | {"amounts": ["15", "28", "57"]})
    assert [row.follows for row in report.rows] == [False, False, True]
    assert [row.amount for row in report.rows] == [15, 28, 57]
    assert [row.expected for row in report.rows] == [14, 29, 57]
    assert [row.entitlement for row in report.rows] == [
        Fraction(100, 7),
        Fraction(200, 7),
        Fraction(400, 7),
    ]
    assert report.rows[0].why == (
        "The certificate says 15 kr; 14 kr follows. Exact entitlement: 14.285714 (100/7) kr. "
        "Down: remainder 0.285714 (2/7) of a unit. "
        "Units left: 1; the least that got one: 0.571429 (4/7)."
    )
    swedish = check(RIGHT["water_level"]).rows[1].why
    assert swedish == "Exakt andel: 29 kr. Minimibeloppet gäller. Hela enheter, avrundas inte."
    charge = check(RIGHT["charge"]).rows[0]
    assert charge.entitlement == Fraction(-100, 7)
    assert charge.expected == -14


#: Each field changed in turn: certificate, field, what it becomes, which problems, whose amounts.
CHANGED: list[tuple[str, str, object, list[str], list[str]]] = [
    # 7 1/7, 14 2/7, 28 4/7 of 50 make 7, 14, 29.
    ("largest_remainder", "total", "50", ["/unallocated"], ["a", "b", "c"]),
    ("largest_remainder", "total", "-100", ["/unallocated"], ["a", "b", "c"]),
    # In öre 14.29, 28.57 and 57.14.
    ("largest_remainder", "unit", "0.01", [], ["a", "b", "c"]),
    ("largest_remainder", "unit", "7", ["/total"], ["a", "b", "c"]),
    ("largest_remainder", "rounding", "down", ["/unallocated"], ["b"]),
    ("largest_remainder", "unallocated", "1", ["/unallocated"], []),
    ("largest_remainder", "tie_order", ["a", "b", "c"], ["/tie_order"], []),
    ("largest_remainder", "tied", ["a", "b"], ["/tied"], []),
    ("largest_remainder", "units_at_stake", "1", ["/units_at_stake"], []),
    ("largest_remainder", "ids", ["a", "b", "b"], ["/ids/2"], []),
    ("largest_remainder", "parts", [
        {"name": "", "pot": "100", "amounts": ["14", "29", "57"]}
    ], ["/parts"], []),
    ("largest_remainder", "components/0/sum", "8", ["/components/0/sum"], []),
    ("largest_remainder", "components/0/share", "1/2", ["/components"], ["a", "b", "c"]),
    ("largest_remainder", "components", [], ["/components"], ["a", "b", "c"]),
    # 2 : 2 : 4 of 100 is 25, 25, 50.
    ("largest_remainder", "components/0/weights/0", "2", ["/components/0/sum"], ["a", "b", "c"]),
    ("by_id", "tied", [], ["/tied"], []),
    ("by_id", "tied", ["c", "b", "a"], ["/tied"], []),
    ("by_id", "units_at_stake", "2", ["/units_at_stake"], []),
    # A tie that nothing settles leaves all of them open.
    ("by_id", "ties", "refuse", ["/ties"], ["a", "b", "c"]),
    ("by_id", "ties", "by_list", ["/tie_order"], ["a", "b", "c"]),
    ("by_list", "tie_order", ["c", "b"], ["/tie_order"], ["a", "b", "c"]),
    ("by_list", "tie_order", ["a", "b", "c"], [], ["a", "c"]),
    ("by_weight", "ties", "by_id", [], ["a", "b"]),
    ("down", "unallocated", "0", ["/unallocated"], []),
    ("combined", "components/1/name", "p", ["/components/1/name"], []),
    # 4/10 · 1/3 + 3/10 · 1/2 is not a key.
    ("combined", "components/0/share", "4/10", ["/components"], ["a", "b"]),
    ("combined", "rounding_scope", "component",
     ["/tied", "/units_at_stake", "/parts"], []),
    ("component", "rounding_scope", "combined", ["/tied", "/units_at_stake", "/parts"], []),
    ("component", "parts/0/name", "r", ["/parts/0/name"], []),
    ("component", "parts/0/pot", "8", ["/parts/0/pot"], []),
    ("component", "parts/0/amounts", ["3", "4"], ["/parts/0/amounts/0", "/parts/0/amounts/1"], []),
    ("component", "parts", [], ["/parts"], []),
    ("component", "total", "10.50", ["/total", "/unallocated"], ["a", "b"]),
    ("component", "bounds", bounds("water_level", [0, 0], "10"), ["/rounding_scope"], ["a", "b"]),
    ("water_level", "bounds/level", "61", ["/bounds/level"], []),
    ("water_level", "bounds/level", None, ["/bounds/level"], []),
    # The level of another policy: 38 taken from 88 leave 50 by 15 : 1 : 7.
    ("water_level", "bounds/policy", "base_then_share", ["/bounds/level"], ["a", "b", "c"]),
    # 68 by 15 : 7 with b at 20: 46.36 and 21.64.
    ("water_level", "bounds/minimums/1", "20", ["/bounds/level"], ["a", "b", "c"]),
    ("water_level", "bounds/minimums/1", "90", ["/bounds"], ["a", "b", "c"]),
    # a held at 30: 29 more for c, over 25. Nothing fits.
    ("water_level", "bounds/maximums", ["30", "29", "25"], ["/bounds"], ["a", "b", "c"]),
    ("water_level", "bounds/maximums/1", "20", ["/bounds/maximums/1"], ["a", "b", "c"]),
    # a held at 35: 24 for c.
    ("water_level", "bounds/maximums/0", "35", ["/bounds/level"], ["a", "c"]),
    ("water_level", "bounds/asked", ["0", "29", "9"], ["/bounds/asked"], []),
    ("water_level", "total", "-88", ["/total", "/unallocated"], ["a", "b", "c"]),
    ("water_level", "bounds", None, [], ["a", "b", "c"]),
    # One share alone takes any level, but only one level gives the total.
    ("minimum_for_zero", "bounds/minimum_for_zero", False,
     ["/bounds/minimums/0", "/bounds/level"], ["a", "b", "c"]),
    ("top_up", "bounds/level", "20", ["/bounds/level"], []),
    ("top_up", "bounds/maximums/0", "19", ["/bounds/maximums/0"], ["a", "b", "c"]),
    ("top_up", "rounding", "down", ["/rounding"], ["a", "b", "c"]),
    # 13 + 6 + 2 are more than 20.
    ("top_up", "bounds/minimums", ["13", "6", "2"], ["/bounds"], ["a", "b", "c"]),
    # 12 + 7 + 2 are whole parts and minimums.
    ("top_up", "bounds/minimums", ["0", "7", "2"], ["/bounds/minimums"], ["a", "b", "c"]),
    ("reduced", "bounds/minimums", ["61", "39"],
     ["/bounds/minimums/0", "/bounds/minimums/1"], []),
    # 50 and 50 fit, and at the level 0 they are the total.
    ("reduced", "bounds/asked/0", "50", ["/bounds/asked"], ["a", "b"]),
    # Bases of four each leave no first seats on top.
    ("adams_base", "total", "8", ["/bounds/level", "/total", "/unallocated"], ["a", "b"]),
    ("adams", "total", "2", ["/total", "/unallocated"], ["a", "b", "c"]),
    ("dhondt", "rounding", "webster", [], ["a", "c"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "field", "value", "paths", "ids"), CHANGED)
def test_changed_fields_are_found(
    name: str, field: str, value: object, paths: list[str], ids: list[str]
) -> None:
    document: Any = copy.deepcopy(RIGHT[name])
    inner, *path = document, *field.split("/")
    for step in path[:-1]:
        inner = inner[int(step) if isinstance(inner, list) else step]
    inner[int(path[-1]) if isinstance(inner, list) else path[-1]] = value
    report = english(document)
    assert not report.is_sound
    assert (told(report), wrong(report)) == (paths, ids), [str(p) for p in report.problems]


def test_one_recipient_alone_has_no_level_but_the_total() -> None:
    alone = certificate("5", [3], ["5"], bounds=bounds("water_level", [0], "5"))
    assert check(alone).is_sound
    alone["bounds"]["level"] = "10"
    assert told(check(alone)) == ["/bounds/level"]


def test_every_fault_of_form_is_told_at_once() -> None:
    document = RIGHT["water_level"] | {
        "certificate": 2,
        "unit": "0",
        "total": [],
        "rounding": "nearest",
        "ids": ["a", "b", 3],
        "amounts": ["14", 29.5],
        "tied": "a",
        "extra/field": 1,
        "bounds": {"policy": "water_level", "minimums": ["1", "-2", "1/2"], "maximums": [None] * 3},
    }
    del document["parts"]
    with pytest.raises(CertificateError) as caught:
        english(document)
    assert sorted(problem.path for problem in caught.value.problems) == [
        "/amounts",
        "/amounts/1",
        "/bounds/minimum_for_zero",
        "/bounds/minimums/1",
        "/bounds/minimums/2",
        "/certificate",
        "/extra~1field",
        "/ids/2",
        "/parts",
        "/rounding",
        "/tied",
        "/total",
        "/unit",
    ]
    assert "/amounts/1: 29.5 is a binary fraction, want kronor" in str(caught.value)


@pytest.mark.parametrize(
    "value",
    ["", "-1", "+1", "1_000", "1.5", " 1", "1/0", "1/2/3", "٣", "9" * 100_001, True, None, 1.0, {}],
)
def test_numbers_are_digits(value: object) -> None:
    for field in ("units_at_stake", "components"):
        document: dict[str, Any] = copy.deepcopy(RIGHT["by_id"])
        if field == "components":
            document["components"][0]["share"] = value
        else:
            document[field] = value
        with pytest.raises(CertificateError):
            check(document)


def test_documents_that_are_nothing() -> None:
    documents: list[Any] = [{}, [], None, 1, "x", {"certificate": 1}]
    for document in documents:
        with pytest.raises(CertificateError):
            check(document)
    with pytest.raises(CertificateError, match="en mottagare"):
        check(certificate("0", [], []))
    with pytest.raises(CertificateError):
        check(certificate("1", [1], ["1"], ids=["\ud800"]))
    with pytest.raises(ValueError, match="language"):
        check(RIGHT["by_id"], language="fi")


def test_thousands_of_digits_are_read_and_not_written() -> None:
    """A level of 6,000 digits, over Python's own limit for texts."""
    text = "1" + "0" * 5999 + "1"  # 10⁶⁰⁰⁰ + 1
    document = certificate("100", [1, 1], ["50", "50"], bounds=bounds("water_level", [0, 0], "100"))
    document["components"][0] |= {"weights": [text, text], "sum": "2" + "0" * 5999 + "2"}
    assert check(document).is_sound
    # 100 less a hair.
    document["bounds"]["level"] = f"1{'0' * 6002}/{text}"
    report = english(document)
    assert told(report) == ["/bounds/level"]
    assert not wrong(report)
    document["bounds"]["level"] = "100"
    document["components"][0]["sum"] = text
    report = english(document)
    assert told(report) == ["/components/0/sum"]
    assert "a number of about 6001 digits" in report.problems[0].why


def test_shifts_of_scale_do_not_matter() -> None:
    """Weights of 40 digits a hair apart: only exact fractions tell 1/2 from nearly 1/2."""
    # 3 by 10⁴⁰ : 10⁴⁰ + 1: 1.5 less and 1.5 more than a hair, so b has the krona.
    document = certificate("3", [10**40, 10**40 + 1], ["1", "2"], ties="refuse")
    assert check(document).is_sound
    document["components"] = [component("", "1", [10**40, 10**40])]
    assert not check(document).is_sound


def test_many_recipients_take_seconds() -> None:
    weights = [random.Random(3).randrange(10**9)] + [7 * i % 1009 + 1 for i in range(20_000)]
    count = len(weights)
    document = certificate("0", weights, ["0"] * count, ids=[f"{i:06}" for i in range(count)])
    document["total"] = "987654321"
    start = time.monotonic()
    report = check(document)
    assert time.monotonic() - start < 10
    assert sum(row.expected or 0 for row in report.rows) == 987654321


def test_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad, answer = tmp_path / "good.json", tmp_path / "bad.json", tmp_path / "answer.json"
    good.write_text(json.dumps(RIGHT["largest_remainder"]))
    bad.write_text(json.dumps(RIGHT["largest_remainder"] | {"amounts": ["15", "28", "57"]}))
    answer.write_bytes(b"\xef\xbb\xbf" + json.dumps({"certificate": RIGHT["by_id"]}).encode())

    assert main([str(good)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("3 av 3 belopp följer") and "14,285714" not in out
    assert main([str(good), "--all", "--language", "en"]) == 0
    assert "  a: 14. Exact entitlement: 14.285714 (100/7) kr." in capsys.readouterr().out
    assert main([str(bad), "--language", "en"]) == 1
    out = capsys.readouterr().out
    assert "1 of 3 amounts follow" in out and "  b: DOES NOT FOLLOW." in out
    assert main([str(answer)]) == 0
    capsys.readouterr()

    for broken in (
        b"",
        b"{",
        b"[]",
        b"1",
        b"\xff",
        b'{"a": 1, "a": 2}',
        b"[" * 100_000,
        b"9" * 100_001,
        b"{}",
    ):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(broken)))
        assert main(["-"]) == 2
        streams = capsys.readouterr()
        assert not streams.out and streams.err.startswith("Detta är inget intyg:\n  /")
    assert main([str(tmp_path / "none.json")]) == 2
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    assert left.value.code == 0
    assert "exit status:\n  0  " in capsys.readouterr().out


ALONE = """
import runpy, sys
sys.modules["statsbidrag._native"] = None
sys.modules["statsbidrag"] = None
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def test_the_file_needs_nothing_of_the_package(tmp_path: Path) -> None:
    certificate_file = tmp_path / "certificate.json"
    certificate_file.write_text(json.dumps(RIGHT["component"]))
    source = verify.__file__
    copied = shutil.copy(source, tmp_path / "checker.py")
    for command in ([sys.executable, "-c", ALONE, source], [sys.executable, "-I", str(copied)]):
        run = subprocess.run([*command, str(certificate_file)], capture_output=True, check=False)
        assert (run.returncode, run.stderr) == (0, b"")
        assert "2 av 2 belopp följer" in run.stdout.decode()


def test_both_languages_say_the_same() -> None:
    for swedish, english_words in verify._WORDS.values():
        names = [
            {name for _, name, _, _ in Formatter().parse(text) if name} for text in (swedish, english_words)
        ]
        assert names[0] == names[1], swedish


def test_examples_in_docstrings() -> None:
    assert doctest.testmod(verify).failed == 0


def case_inputs(operation: str) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    for file in sorted(CASES.rglob("*.json")):
        for case in json.loads(file.read_text(encoding="utf-8"))["cases"]:
            if case["input"].get("operation") == operation:
                yield case["id"], case["input"], case["expect"]


def test_cases_of_certificates() -> None:
    """Those made by hand for the library's own verification: right and wrong are the same here."""
    count = 0
    for id, document, expected in case_inputs("verify"):
        try:
            verified = check(document.get("certificate", {})).is_sound
        except CertificateError:
            verified = False
        assert verified == expected.get("verified", False), id
        count += 1
    assert count > 50


def certificates(answer: object) -> Iterator[dict[str, Any]]:
    if isinstance(answer, dict) and "units_at_stake" in answer and "ids" in answer:
        yield answer
    elif isinstance(answer, dict | list):
        for inner in answer.values() if isinstance(answer, dict) else answer:
            yield from certificates(inner)


def test_certificates_of_the_library() -> None:
    """Every amount of every case follows; a unit moved to another recipient does not."""
    pytest.importorskip("statsbidrag._native")
    statsbidrag: Any = importlib.import_module("statsbidrag")

    chance, count = random.Random(1), 0
    for id, document, _ in case_inputs("allocate"):
        try:
            answer = statsbidrag.call(document | {"certificate": True})
        except statsbidrag.StatsbidragError:
            continue
        for found in certificates(answer):
            report = check(found)
            assert report.is_sound, (id, report.problems, wrong(report))
            count += 1
            if len(found["ids"]) > 1:
                winner, loser = chance.sample(range(len(found["ids"])), 2)
                moved(found, winner, 1)
                moved(found, loser, -1)
                pair = sorted(found["ids"][i] for i in (winner, loser))
                assert sorted(wrong(check(found))) == pair, id
    assert count > 200


def test_read_gives_the_certificate(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps({"operation": "allocate", "certificate": RIGHT["by_id"]}))
    assert read(str(file)) == RIGHT["by_id"]
