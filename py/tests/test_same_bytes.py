"""The native part answers as the library that Rust tests, byte for byte: optimised, and without checks for
overflow. The answers that it is held against are made by the test `same_bytes` in Rust, after which tests/run runs
this one."""

from __future__ import annotations

import json
from pathlib import Path

import statsbidrag as sb
from statsbidrag import _native

ROOT = Path(__file__).parents[2]
ANSWERS = ROOT / "target" / "answers.json"

ERRORS = {
    sb.InputError: "input",
    sb.RuleError: "rule",
    sb.InfeasibleError: "infeasible",
    sb.TooLargeError: "too_large",
}


def answered(document: str) -> str:
    """The answer as the wire writes it: an error too, from the parts that Python has of it."""
    try:
        return _native.call(document)
    except sb.StatsbidragError as error:
        told = {
            "error": ERRORS[type(error)],
            "problems": [problem._asdict() for problem in error.problems],
            "count": error.count,
        }
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def test_every_answer_is_the_same_bytes() -> None:
    newest = max(file.stat().st_mtime for file in (ROOT / "core" / "src").rglob("*.*"))
    made = ANSWERS.exists() and ANSWERS.stat().st_mtime >= newest
    assert made, "cargo test -p statsbidrag-tests --test same_bytes makes the answers"
    answers = json.loads(ANSWERS.read_text("utf-8"))
    assert len(answers) > 1_400
    assert [document for document, answer in answers if answered(document) != answer] == []
