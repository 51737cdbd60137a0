"""statsbidrag beside others: runs everyone, has them judged, and writes docs/comparison."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import cases
import division
import eligibility
import judge
import picture
import report
from contender import Contender
from row import SIZES, Row

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
RUST = ROOT / "target/release/peers"
ROUNDS = dict(zip(SIZES, (201, 41, 7), strict=True))
LIMIT_S = 60


def run(command: Sequence[object], stdin: str = "") -> list[Any]:
    """The lines of JSON that a process prints; fewer than asked for, if it dies."""
    words = [os.fspath(word) if isinstance(word, Path) else str(word) for word in command]
    done = subprocess.run(words, input=stdin, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(done.stderr[-2000:], file=sys.stderr)
    return [json.loads(line) for line in done.stdout.splitlines()]


def probe(*arguments: object, stdin: str = "") -> list[Any]:
    return run([sys.executable, HERE / "probe.py", *arguments], stdin)


def measure(rows: list[Row], kind: str) -> None:
    """Memory and time of those in Python, and the answers of each size for the judge."""

    def remember(size: int, row: Row) -> list[Any]:
        print(f"{kind}: {row.name}, {size}", file=sys.stderr)
        return probe("memory", kind, row.name, size, LIMIT_S) or [{"error": "the process dies"}]

    for size in SIZES:
        # Memory is not disturbed by who else runs; times are, and are taken one process at a time.
        with ThreadPoolExecutor(2) as pool:
            every = list(pool.map(remember, [size] * len(rows), rows))
        for row, (told, *answer) in zip(rows, every, strict=True):
            if "bytes" in told:
                row.memory[size] = told["bytes"]
                row.judged.setdefault("sizes", []).append(judged(kind, size, answer[0]))
            else:
                row.failed[size] = f"over {LIMIT_S} s" if told.get("timeout") else told["error"]
        able = [row for row in rows if size not in row.failed]
        times = probe("time", kind, size, ROUNDS[size], *(row.name for row in able))
        for row, told in zip(able, times, strict=True):
            row.seconds[size], row.ratio[size] = told["seconds"], told["ratio"]


def measure_rust(rows: list[Row]) -> None:
    for size in SIZES:
        case = cases.ordinary(size)
        line = json.dumps(asdict(case)) + "\n"
        path = ROOT / f"target/peers/case-{size}.json"
        path.write_text(line)
        for row, told in zip(rows, run([RUST, "time", path, ROUNDS[size]]), strict=True):
            row.seconds[size], row.ratio[size] = told["seconds"], told["ratio"]
            row.memory[size] = run([RUST, "memory", row.name, path])[0]["bytes"]
            (answer,) = run([RUST, "answer", row.name], line)
            row.judged.setdefault("sizes", []).append(quotas(size).judge(answer))


@cache
def quotas(size: int) -> judge.Quotas:
    return judge.Quotas(cases.ordinary(size))


@cache
def verdicts(size: int) -> tuple[cases.Claims, list[int]]:
    claims = cases.claims(size)
    return claims, judge.verdicts(claims, eligibility.FIRST, eligibility.LAST)


def judged(kind: str, size: int, answer: Any) -> judge.Ruling | judge.Finding:
    if kind == "division":
        return quotas(size).judge(answer)
    claims, want = verdicts(size)
    return judge.compare(want, claims, *answer)


def judge_divisions(rows: list[Row]) -> None:
    sets = {"10^15": cases.giants(10**15), "10^17": cases.giants(10**17), "near ties": cases.near_ties()}
    lines = {name: "".join(json.dumps(asdict(case)) + "\n" for case in own) for name, own in sets.items()}
    exact = {name: [judge.Quotas(case) for case in own] for name, own in sets.items()}
    tied = cases.ties()
    turned = [replace(case, ids=case.ids[::-1], weights=case.weights[::-1]) for case in tied]
    for row in rows:
        print(f"who is right: {row.name}", file=sys.stderr)
        for name, own in sets.items():
            answers = answers_of(row, "division", lines[name])
            row.judged[name] = [
                answer["error"] if isinstance(answer, dict) else exact[name][place].judge(answer)
                for place, answer in enumerate(answers)
            ]
            row.judged[name] += ["the process dies"] * (len(own) - len(answers))
        given, again = (
            answers_of(row, "division", "".join(json.dumps(asdict(case)) + "\n" for case in own))
            for own in (tied, turned)
        )
        row.equals = judge.who_of_equals(tied, given, again)


def judge_claims(rows: list[Row], lines: int = 2000) -> None:
    for name, told in {"ordinary": {}, "empty": {"empty": True}, "large": {"large": True}}.items():
        claims = cases.claims(lines, **told)
        want = judge.verdicts(claims, eligibility.FIRST, eligibility.LAST)
        for row in rows:
            (answer,) = answers_of(row, "eligibility", json.dumps({"rows": lines, **told}) + "\n")
            row.judged[name] = [
                answer["error"] if isinstance(answer, dict) else judge.compare(want, claims, *answer)
            ]


def answers_of(row: Row, kind: str, lines: str) -> list[Any]:
    if row.language == "Rust":
        return run([RUST, "answer", row.name], lines)
    return probe("answer", kind, row.name, stdin=lines)


def rows_of(every: list[Contender | tuple[str, Exception]]) -> tuple[list[Row], dict[str, str]]:
    found = [
        Row("Python", one.name, one.given, one.package, one.ties)
        for one in every
        if isinstance(one, Contender)
    ]
    return found, {one[0]: str(one[1]) for one in every if not isinstance(one, Contender)}


def rust_rows() -> list[Row]:
    own = "told"
    return [
        Row("Rust", "statsbidrag, whole call", "ids and weights, ids checked", "statsbidrag", own),
        Row("Rust", "statsbidrag, kernel", division.COLUMN, "statsbidrag", own),
        Row("Rust", "rusty-money", division.COLUMN, "rusty-money", "in input order as documented"),
        Row("Rust", "largest-remainder-method", division.COLUMN, "largest-remainder-method"),
    ]


def importing() -> tuple[float, bool]:
    """Seconds to import the package and its native part, and whether pandas or matplotlib come along."""
    code = (
        "import json, sys, time; begin = time.process_time(); import statsbidrag; statsbidrag.allocate;"
        "print(json.dumps([time.process_time() - begin, any(m in sys.modules for m in ('pandas', 'matplotlib'))]))"
    )
    ran = [run([sys.executable, "-c", code])[0] for _ in range(9)]
    return median(seconds for seconds, _ in ran), any(others for _, others in ran)


def main() -> None:
    dividing, absent = rows_of(division.contenders())
    deciding, more_absent = rows_of(eligibility.contenders())
    rust = rust_rows()
    measure(dividing, "division")
    measure_rust(rust)
    judge_divisions(dividing + rust)
    measure(deciding, "eligibility")
    judge_claims(deciding)
    out = ROOT / "docs/comparison"
    out.mkdir(parents=True, exist_ok=True)
    told = report.Report(dividing, rust, deciding, absent | more_absent, LIMIT_S, importing())
    (out / "comparison.md").write_text(told.markdown())
    picture.draw(dividing, rust, deciding, out / "comparison.svg")


if __name__ == "__main__":
    main()
