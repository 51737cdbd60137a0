"""Results and rules as objects: copied, pickled, compared, shared by threads, and interrupted."""

from __future__ import annotations

import copy
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
import statsbidrag as sb
from statsbidrag import (
    Key,
    RatioRule,
    Rulebook,
    Scheme,
    per_unit,
    rulebook,
    scheme,
    share_of,
)

FACTS = {
    "id": ["0114", "0180", "1480"], "name": ["Upplands Väsby", "Stockholm", "Göteborg"], "w": [100, 200, 400],
    "third": [Fraction(1, 3), Decimal("0.25"), "2/7"], "year": ["2016", "2016", "2017"], "float": [0.125, 2.5, 1.0],
}  # fmt: skip
CLAIMS: dict[str, Any] = {
    "id": ["L1", "L2"], "recipient": ["1480"] * 2, "role": ["social_worker", "other"],
    "activity": ["child_youth_authority"] * 2, "cost_kind": ["personnel"] * 2, "employment": ["employed"] * 2,
    "increase": ["above_baseline"] * 2, "frees_time_for": [None, None], "from": ["2017-01-01"] * 2, "to": ["2017-12-31"] * 2,
    "fte": [1, "0.5"], "amount": [600_000, 250_000],
}  # fmt: skip
TEAMS = {"unit": ["Norr", "Syd"], "social_worker_heads": [9, None], "supervisor_heads": [1, 2]}
STAFF = {"person": ["a", "b"], "unit": ["Norr", "Norr"], "role": ["social_worker", "supervisor"], "fte": ["0.75", 1],
         "from": ["2016-01-01", None], "to": [None, None]}  # fmt: skip
SPAN = "molndal-supervisor-span"


def allocated(**options: Any) -> Any:
    return sb.allocate(FACTS, **{"total": 100, "key": "w", "id": "id", "name": "name", **options})


def assessed() -> sb.Assessment:
    return sb.assess(CLAIMS, rulebook="starkt-bemanning", year=2017)


RESULTS: dict[str, Callable[[], Any]] = {
    "allocation": allocated,
    "allocation by fractions": lambda: allocated(key={"a": ("1/3", "w"), "b": ("2/3", "third")}, unit="0.01"),
    "allocation of rounded floats": lambda: allocated(key="float", decimals={"float": 2}),
    "allocation by component": lambda: allocated(key={"a": ("1/3", "w"), "b": ("2/3", "third")}, rounding_scope="component"),
    "allocation with bounds": lambda: allocated(minimum=per_unit("w", "0.1"), maximum=60),
    "grouped": lambda: allocated(by="year", name=None),
    "comparison": lambda: allocated().compare(allocated(total=200), per="w"),
    "second round": lambda: sb.second_round(
        {"id": ["a", "b"], "f": [100, 200], "r": [40, 200], "more": [False, True]}, id="id", frame="f", requisitioned="r", wants_more="more"),
    "published": lambda: sb.check_published({"code": ["a", "b"], "kr": [40, 61]}, id="code", amount="kr", total=100),
    "scheme": lambda: sb.allocate_scheme(
        scheme("valfardsmiljarderna", year=2021), {"municipality": {"id": ["0180"], "population": [3]}, "region": {"id": ["01"], "population": [1]}}, id="id"),
    "summary": lambda: sb.summarise_staff(STAFF, by="unit", at="2017-01-01"),
    "check": lambda: sb.check_staffing(TEAMS, [SPAN], id="unit"),
    "plan": lambda: sb.plan_staffing({**TEAMS, "social_worker_heads": [9, 3]}, [SPAN], id="unit", cost={"supervisor_heads": 900_000}),
    "series": lambda: sb.staffing_series([SPAN], to="2017-12-31", id="unit", snapshots=[("2017-01-01", TEAMS)]),
    "staffing compared": lambda: sb.compare_staffing(TEAMS, TEAMS, [SPAN], id="unit"),
    "assessment": assessed,
    "settlement": lambda: assessed().settle({"recipient": ["1480"], "paid": [1_000_000]}),
    "supplement": lambda: sb.pay_supplement({"unit": ["Norr"], "heads": [10]}, id="unit", heads="heads", monthly=1000, months=12, contributions="0.40"),
    "catalog": sb.catalog,
    "facts": lambda: sb.facts(sb.catalog().facts[0]),
}  # fmt: skip

RULES: dict[str, Callable[[], Any]] = {
    "measure": lambda: Key("population"),
    "key": lambda: Key({"a": ("1/3", "w"), "b": ("2/3", "third")}),
    "transition": lambda: Key.transition("seats", "population", "1/4"),
    "per_unit": lambda: per_unit("w", "0.50"),
    "per_unit of a Decimal": lambda: per_unit("w", Decimal("0.5")),
    "per_unit of a Fraction": lambda: per_unit("w", Fraction(1, 3)),
    "share_of": lambda: share_of("previous", "0.95"),
    "rule": lambda: RatioRule(id="cases", numerator="open_cases", denominator="fte", at_most="15", hire="fte", step="0.5"),
    "rule of at least": lambda: RatioRule(id="least", numerator="n", denominator="d", at_least="1/3", about="unit"),
    **{f"rule {id}": lambda id=id: sb.rule(id) for id in sb.catalog().rules},
    "rulebook": lambda: rulebook("starkt-bemanning"),
    "rulebook of one's own": lambda: Rulebook(rulebook("starkt-bemanning")._document),
    "scheme": lambda: scheme("valfardsmiljarderna", year=2017),
    "scheme on a day": lambda: scheme("valfardsmiljarderna", date="2017-06-30"),
    "scheme of one's own": lambda: Scheme({"id": "own", "name": {"sv": "Eget"}}, year=2020),
}  # fmt: skip


def all_of(result: Any) -> Any:
    """Everything that a result says."""
    native = result._native
    tables = {name: sb.Table(native.table(name)).to_dict() for name in native.table_names()}
    return native.operation, native.values(), tables, result.to_dict()


# --- copies and pickles ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", RESULTS)
@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_a_result_that_was_pickled_says_the_same(kind: str, protocol: int) -> None:
    result = RESULTS[kind]()
    again = pickle.loads(pickle.dumps(result, protocol))
    assert type(again) is type(result)
    assert all_of(again) == all_of(result)
    assert pickle.dumps(again, protocol) == pickle.dumps(result, protocol)


@pytest.mark.parametrize("kind", RESULTS)
def test_a_result_is_its_own_copy(kind: str) -> None:
    result = RESULTS[kind]()
    assert copy.copy(result) is result
    assert copy.deepcopy({"a": [result]})["a"][0] is result
    assert copy.deepcopy(result.table) is copy.copy(result.table) is result.table


def test_a_pickled_result_can_do_what_it_could() -> None:
    a, again = allocated(), pickle.loads(pickle.dumps(allocated()))
    again.verify()
    assert again.certificate() == a.certificate()
    assert again.explain("1480") == a.explain("1480")
    assert again.compare(a).totals == a.compare(again).totals
    x = pickle.loads(pickle.dumps(assessed()))
    assert x.explain("L2", "en") == assessed().explain("L2", "en")
    grants = {"recipient": ["1480"], "paid": [10]}
    assert x.settle(grants).to_dict() == assessed().settle(grants).to_dict()


def test_a_result_of_another_version_is_refused() -> None:
    restore, (_, document, decimals) = allocated().__reduce__()
    with pytest.raises(sb.StatsbidragError, match="0.0.1"):
        restore("0.0.1", document, decimals)


@pytest.mark.parametrize("kind", RULES)
def test_a_rule_is_equal_to_its_copies(kind: str) -> None:
    rule = RULES[kind]()
    copies = [copy.copy(rule), copy.deepcopy(rule), RULES[kind]()]
    copies += [
        pickle.loads(pickle.dumps(rule, protocol)) for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1)
    ]
    for other in copies:
        assert other == rule and hash(other) == hash(rule)
        assert repr(other) == repr(rule) and other.to_document() == rule.to_document()


@pytest.mark.parametrize("kind", RULES)
def test_a_rule_is_written_as_the_call_that_makes_it(kind: str) -> None:
    rule = RULES[kind]()
    assert eval(repr(rule)) == rule


def test_errors_can_be_pickled() -> None:
    with pytest.raises(sb.InputError) as caught:
        sb.allocate({"id": ["a"] * 1500, "w": [0.5] * 1500}, total=1, key="w", id="id")
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is sb.InputError
    assert (str(again), again.problems, again.count) == (
        str(caught.value),
        caught.value.problems,
        caught.value.count,
    )


# --- equality -------------------------------------------------------------------------------------------------


def test_rules_that_say_the_same_are_equal_and_hash_alike() -> None:
    pairs: list[tuple[Any, Any]] = [
        (Key({"a": ("0.5", "x"), "b": ("1/2", "y")}), Key({"b": (Fraction(1, 2), "y"), "a": (Decimal("0.50"), "x")})),
        (per_unit("w", Decimal("0.5")), per_unit("w", "0.5")),
        (share_of("w", Fraction(1, 3)), share_of("w", "1/3")),
        (RatioRule(id="r", numerator="n", denominator="d", at_most=15), RatioRule(id="r", numerator="n", denominator="d", at_most="15")),
        (Scheme({"id": "a", "name": {}}), Scheme({"name": {}, "id": "a"})),
    ]  # fmt: skip
    for one, other in pairs:
        assert one == other and hash(one) == hash(other)
        assert len({one, other}) == 1


def test_rules_that_say_other_things_are_not_equal() -> None:
    rules = [
        make()
        for kind, make in RULES.items()
        if kind not in ("per_unit of a Decimal", "rulebook of one's own")
    ]
    assert len(set(rules)) == len(rules)
    assert per_unit("w", "1") != share_of("w", "1")
    assert (
        Key("w") != "w"
        and per_unit("w", 1) != ("w", 1)
        and rulebook("starkt-bemanning") != "starkt-bemanning"
    )


# --- nothing changes ------------------------------------------------------------------------------------------


def spoil(value: Any) -> None:
    """Changes whatever can be changed in a value."""
    if isinstance(value, dict):
        for inner in value.values():
            spoil(inner)
        value.clear()
    elif isinstance(value, list):
        for inner in value:
            spoil(inner)
        value.clear()


@pytest.mark.parametrize("kind", RESULTS)
def test_whoever_changes_what_a_result_gave_changes_his_own(kind: str) -> None:
    result = RESULTS[kind]()
    names = [
        name
        for name in dir(type(result))
        if not name.startswith("_") and isinstance(getattr(type(result), name), property)
    ]
    before = {name: repr(getattr(result, name)) for name in names}
    for name in names:
        spoil(getattr(result, name))
    spoil(result.to_dict())
    assert {name: repr(getattr(result, name)) for name in names} == before
    with pytest.raises(AttributeError):
        result.amount = 1
    for name in names:
        with pytest.raises(AttributeError):
            setattr(result, name, None)


def test_a_result_does_not_follow_its_facts() -> None:
    frame = {name: list(cells) for name, cells in FACTS.items()}
    a = sb.allocate(frame, total=100, key="w", id="id")
    before = all_of(a)
    spoil(frame)
    assert all_of(a) == before == all_of(pickle.loads(pickle.dumps(a)))


@pytest.mark.parametrize("kind", RULES)
def test_whoever_changes_the_document_of_a_rule_changes_his_own(kind: str) -> None:
    rule = RULES[kind]()
    spoil(rule.to_document())
    if isinstance(rule, Key):
        spoil(rule.components)
    if isinstance(rule, Scheme):
        spoil(rule.about)
    assert rule == RULES[kind]() and hash(rule) == hash(RULES[kind]())


@pytest.mark.parametrize(
    ("bound", "field"),
    [(per_unit("w", 1), "column"), (per_unit("w", 1), "kronor"), (share_of("w", 1), "share")],
)
def test_a_bound_can_not_be_changed(bound: Any, field: str) -> None:
    with pytest.raises(AttributeError):
        setattr(bound, field, "other")


def test_a_rule_does_not_follow_the_document_it_was_made_of() -> None:
    document: dict[str, Any] = {"id": "own", "name": {"sv": "Eget"}}
    own = Scheme(document)
    document["name"]["sv"] = "Annat"
    assert own == Scheme({"id": "own", "name": {"sv": "Eget"}})


# --- threads --------------------------------------------------------------------------------------------------


def big(rows: int) -> dict[str, Any]:
    np = pytest.importorskip("numpy")
    pa = pytest.importorskip("pyarrow")
    return {"frame": pa.table({"id": [str(row) for row in range(rows)], "w": np.arange(rows) % 1009 + 1})}


def test_another_thread_runs_while_a_million_rows_are_divided() -> None:
    frame = big(1_000_000)["frame"]
    beats: list[float] = []
    is_over = threading.Event()

    def count() -> None:
        while not is_over.is_set():
            beats.append(time.monotonic())
            time.sleep(0.001)

    counter = threading.Thread(target=count)
    counter.start()
    try:
        begun = time.monotonic()
        sb.allocate(frame, total=10**10, key="w", id="id")
        ended = time.monotonic()
    finally:
        is_over.set()
        counter.join()
    # Were the interpreter held, no beat could fall well within the call, however long it takes.
    margin = (ended - begun) / 10
    assert sum(begun + margin < beat < ended - margin for beat in beats) >= 3


def test_threads_share_a_result() -> None:
    shared, alone = (
        allocated(key={"a": ("1/3", "w"), "b": ("2/3", "third")}),
        allocated(key={"a": ("1/3", "w"), "b": ("2/3", "third")}),
    )
    expected = (all_of(alone), alone.receipt, alone.explain("1480"), alone.certificate(), pickle.dumps(alone))
    barrier = threading.Barrier(8)

    def look(_: int) -> Any:
        barrier.wait()
        return (
            all_of(shared),
            shared.receipt,
            shared.explain("1480"),
            shared.certificate(),
            pickle.dumps(shared),
        )

    with ThreadPoolExecutor(8) as pool:
        assert all(found == expected for found in pool.map(look, range(8)))


def test_threads_compute_each_its_own() -> None:
    def amounts(total: int) -> list[Decimal]:
        return allocated(total=total).amounts

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(amounts, range(200))) == [amounts(total) for total in range(200)]


# --- Ctrl-C ---------------------------------------------------------------------------------------------------

INTERRUPTED = """
import os, signal, sys, threading, time
import numpy as np, pyarrow as pa, statsbidrag as sb
rows = 3_000_000
frame = pa.table({"id": np.arange(rows).astype(str), "w": np.arange(rows) % 100_003 + 1, "low": np.arange(rows) % 7})
sent = []
def send():
    time.sleep(0.3)
    sent.append(time.monotonic())
    os.kill(os.getpid(), signal.SIGINT)
threading.Thread(target=send, daemon=True).start()
try:
    WORK
except KeyboardInterrupt:
    print("interrupted", time.monotonic() - sent[0])
else:
    print("done", len(sent))
sys.stdout.flush()
os._exit(0)
"""
WORKS = {
    "allocate": "sb.allocate(frame, total=10**12, key={'a': ('1/3', 'w'), 'b': ('2/3', 'low + w')}, id='id', minimum='low', maximum=sb.per_unit('w', 10**6))",
    "second thoughts": "[sb.allocate(frame, total=10**12, key='w', id='id', unit='0.01') for _ in range(100)]",
    "explanations": "r = sb.check_staffing(frame, [sb.RatioRule(id='r', numerator='w', denominator='low', at_most='1/7', hire='low')], id='id'); [r.table for _ in range(100)]",
}  # fmt: skip


@pytest.mark.skipif(os.name != "posix", reason="signals are sent as POSIX has them")
@pytest.mark.parametrize("work", WORKS)
def test_ctrl_c_is_heard_within_a_second(work: str) -> None:
    pytest.importorskip("pyarrow")
    ran = subprocess.run(
        [sys.executable, "-c", INTERRUPTED.replace("WORK", WORKS[work])],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr
    word, seconds = ran.stdout.split()
    assert word == "interrupted", "the work was over before it could be interrupted"
    # Within a second of the processor's time; on a machine that is shared it may be given less.
    assert float(seconds) < 3


def test_an_interrupted_process_goes_on() -> None:
    # The signal is held back while the native part works on little, and is not lost.
    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    try:
        signal.raise_signal(signal.SIGINT)
        assert allocated().amounts == [Decimal(14), Decimal(29), Decimal(57)]
    finally:
        signal.signal(signal.SIGINT, before)
    assert heard == [signal.SIGINT]


def test_a_recipient_of_several_sets_is_not_guessed() -> None:
    same = {"id": ["0180"], "population": [1]}
    r = sb.allocate_scheme(
        sb.scheme("valfardsmiljarderna", year=2021), {"municipality": same, "region": same}, id="id"
    )
    for id, code in (("0180", "missing"), ("0181", "unknown_id")):
        with pytest.raises(sb.InputError) as caught:
            r.explain(id)
        assert [problem.code for problem in caught.value.problems] == [code]
    assert r.explain("0180", "region") != r.explain("0180", "municipality")
