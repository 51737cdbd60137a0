"""The case files, which every language runs: as documents, and through the functions."""

from __future__ import annotations

import inspect
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import statsbidrag as sb

CASES = Path(__file__).parents[2] / "tests" / "cases"

ERRORS = {
    "input": sb.InputError,
    "rule": sb.RuleError,
    "infeasible": sb.InfeasibleError,
    "too_large": sb.TooLargeError,
}

# What a document asks to be told beside the result, for which the functions' results have methods.
WISHES = {"explain", "explain_total", "certificate", "verify", "instalments", "what_if"}

# Tables that are none, of which Python says so by its own error.
NO_FRAME = {"bad_column_that_is_no_list", "round_table_that_is_no_object", "own_frame_that_is_no_object"}


def cases() -> Iterator[Any]:
    for file in sorted(CASES.rglob("*.json")):
        for case in json.loads(file.read_text("utf-8"))["cases"]:
            yield pytest.param(case, id=f"{file.stem}-{case['id']}")


ALL = list(cases())


def differences(want: object, got: object, path: str = "") -> list[str]:
    """Where an answer is not what a case expects, by the rules in the README of the case files."""
    match want:
        case dict():
            if not isinstance(got, dict):
                return [f"{path}: got {got!r}, want an object"]
            absent = [f"{path}/{name}: is not there" for name in want if name not in got]
            return absent + [
                told
                for name, own in want.items()
                if name in got
                for told in (unlike if name == "problems" else differences)(own, got[name], f"{path}/{name}")
            ]
        case list():
            if not isinstance(got, list) or len(got) != len(want):
                return [f"{path}: got {got!r}, want {want!r}"]
            pairs = enumerate(zip(want, got, strict=True))
            return [told for i, (own, other) in pairs for told in differences(own, other, f"{path}/{i}")]
        case str() if isinstance(got, Decimal | Fraction):
            same = type(got)(want) == got
        case str() if isinstance(got, date):
            same = want == got.isoformat()
        case _:
            same = type(want) is type(got) and want == got
    return [] if same else [f"{path}: got {got!r}, want {want!r}"]


def unlike(want: list[object], got: list[object], path: str) -> list[str]:
    """Every expected problem is there, and no other; their order is no promise."""
    left = list(got)
    found = []
    for problem in want:
        fitting = next((other for other in left if not differences(problem, other)), None)
        if fitting is None:
            found.append(f"{path}: no {problem!r} among {got!r}")
        else:
            left.remove(fitting)
    return found + [f"{path}: unexpected {problem!r}" for problem in left]


def of_error(error: sb.StatsbidragError) -> dict[str, object]:
    kind = next(word for word, kind in ERRORS.items() if type(error) is kind)
    return {
        "error": kind,
        "problems": [problem._asdict() for problem in error.problems],
        "count": error.count,
    }


def test_the_runner_sees_what_is_wrong() -> None:
    want = {"result": {"amount": ["1", "2"]}, "unallocated": "0"}
    assert not differences(
        want, {"result": {"amount": [Decimal("1.00"), "2"]}, "unallocated": "0", "more": 1}
    )
    for wrong in (
        {"result": {"amount": ["1", "3"]}, "unallocated": "0"},
        {"result": {"amount": ["1"]}, "unallocated": "0"},
        {"result": {"amount": [Decimal("1.01"), "2"]}, "unallocated": "0"},
        {"result": {"amount": ["1", "2"]}},
    ):
        assert differences(want, wrong)


def test_no_case_is_left_out() -> None:
    told = re.findall(
        r"^\| `[\w/]+\.json` \| (\d+) \|", (CASES / "README.md").read_text("utf-8"), re.MULTILINE
    )
    assert len(ALL) == sum(map(int, told))


@pytest.mark.parametrize("case", ALL)
def test_documents(case: dict[str, Any]) -> None:
    try:
        answer: dict[str, Any] = sb.call(case["input"])
    except sb.StatsbidragError as error:
        answer = of_error(error)
    assert not differences(case["expect"], answer)


def has_float(value: object) -> bool:
    """Whether a float stands anywhere in a document."""
    match value:
        case dict():
            return any(map(has_float, value.values()))
        case list():
            return any(map(has_float, value))
    return isinstance(value, float)


def as_arguments(operation: str, given: dict[str, Any]) -> dict[str, Any]:
    """The fields of a document as the arguments of its function."""
    if "from" in given:
        given["from_"] = given.pop("from")
    match operation:
        case "allocate_scheme":
            when = {name: given.pop(name) for name in ("year", "date") if name in given}
            if "scheme" in given and isinstance(given["scheme"], str | dict):
                given["scheme"] = sb.Scheme(given["scheme"], **when)
            else:
                given["year"] = when  # No function has such an argument.
        case "staffing_series" if isinstance(given.get("snapshots"), list):
            given["snapshots"] = [(own.get("from"), own.get("frame")) for own in given["snapshots"]]
        case "summarise_staff":
            for name, fields in (("span", ("from", "to")), ("transition", ("hired_before", "until"))):
                if isinstance(given.get(name), dict) and set(given[name]) == set(fields):
                    given[name] = tuple(given[name][field] for field in fields)
        case "compare_staffing":
            sides = given.pop("before"), given.pop("after")
            own, other = dict(sides[0]), dict(sides[1])
            if {**own, "frame": None} != {**other, "frame": None}:
                own["sides"] = "differ"  # No function has such an argument.
            given |= {"before": own.pop("frame"), "after": sides[1].get("frame"), **own}
    return given


def asked(case: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The function of a case's operation, if it has one, and its arguments; what results are asked is left out."""
    given = {name: field for name, field in case["input"].items() if name not in WISHES}
    operation = str(given.pop("operation", None))
    function = None if operation in {"catalog", "verify", "compare"} else getattr(sb, operation, None)
    if function is not None and "language" not in inspect.signature(function).parameters:
        given.pop("language", None)
    return function, as_arguments(operation, given)


def why_not(case: dict[str, Any]) -> str | None:
    """Why a case is not put to a function, where it is not."""
    function, arguments = asked(case)
    if function is None:
        return "a method or a function of another name has the operation"
    if has_float(case["input"]):
        return "floats come in by another rule than in documents"
    if "error" not in case["expect"]:
        return None
    if case["input"].keys() & WISHES:
        return "what is wrong may be what was to be told"
    if case["id"] in NO_FRAME:
        return "Python says by its own error that a frame is none"
    try:
        inspect.signature(function).bind(**arguments)
    except TypeError:
        return "Python says by itself that an argument is missing or unknown"
    return None


ASKED = [case for case in ALL if why_not(case.values[0]) is None]


def test_few_cases_are_not_put_to_functions() -> None:
    left_out = Counter(filter(None, (why_not(case.values[0]) for case in ALL)))
    assert len(ASKED) + left_out.total() == len(ALL)
    assert len(ASKED) > 1_230
    by_method = left_out.pop("a method or a function of another name has the operation")
    assert by_method < 260 and left_out.total() < 60


@pytest.mark.parametrize("case", [case for case in ALL if case.values[0]["id"] in NO_FRAME])
def test_a_frame_that_is_none_is_an_error_of_python(case: dict[str, Any]) -> None:
    function, arguments = asked(case)
    with pytest.raises(TypeError):
        function(**arguments)


@pytest.mark.parametrize("case", ASKED)
def test_functions(case: dict[str, Any]) -> None:
    function, arguments = asked(case)
    want = {name: field for name, field in case["expect"].items() if name not in {*WISHES, "verified"}}
    try:
        result = function(**arguments)
    except sb.StatsbidragError as error:
        assert not differences(want, of_error(error))
        return
    answer = json.loads(result._native.values())
    answer |= {name: sb.Table(result._native.table(name)).to_dict() for name in result._native.table_names()}
    assert not differences(want, answer)
    told, language = case["expect"].get("explain", {}), case["input"].get("language", "sv")
    if case["input"]["operation"] in {"allocate", "assess"}:
        for id, text in told.items():
            assert result.explain(id, language=language) == text
