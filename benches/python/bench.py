"""The Python package beside others on the same data: whole calls, from a pyarrow table to a result.

Every figure is the median of several calls, taken in turns.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median

import numpy as np
import pandas as pd
import pyarrow as pa
import zen

import statsbidrag as sb

TOTAL = 10_000_000_000
RULEBOOK = "starkt-bemanning"


def in_turns(times: int, *calls: Callable[[], object]) -> list[float]:
    """The median seconds of each call."""
    spent: list[list[float]] = [[] for _ in calls]
    for _ in range(times):
        for call, own in zip(calls, spent, strict=True):
            begin = time.perf_counter()
            call()
            own.append(time.perf_counter() - begin)
    return [median(own) for own in spent]


def largest_remainder(weights: np.ndarray, total: float) -> np.ndarray:
    """By hand on ready arrays, in floats: inexact, and nothing is checked."""
    quotas = weights * (total / weights.sum())
    amounts = np.floor(quotas)
    left = int(total - amounts.sum())
    amounts[np.argsort(-(quotas - amounts), kind="stable")[:left]] += 1
    return amounts


def allocation(rows: int, times: int) -> None:
    draw = np.random.default_rng(1)
    weights = draw.integers(1, 1_000_000, rows)
    ids = np.array([f"{row:07d}" for row in range(rows)])
    draw.shuffle(ids)
    table = pa.table({"id": pa.array(ids.tolist()), "weight": weights})
    floats = weights.astype(float)

    def ours() -> sb.Allocation:
        return sb.allocate(table, TOTAL, "weight", id="id")

    by_hand, whole, read = in_turns(
        times, lambda: largest_remainder(floats, TOTAL), ours, lambda: pa.table(ours())
    )
    told = f"{rows:>9,} recipients  numpy {by_hand * 1e6:>9,.0f} µs"
    print(f"{told}  statsbidrag {whole * 1e6:>9,.0f} µs  {whole / by_hand:5.2f} times", end="")
    print(f"   read as a table, entitlements too {read / by_hand:6.2f} times")


def claims(rows: int) -> pa.Table:
    draw = np.random.default_rng(2)

    def words(*of: str) -> pa.Array:
        return pa.array(draw.choice(of, rows).tolist())

    roles = words("social_worker", "supervisor", "administrator", "other")
    frees = draw.choice(["social_worker", "both", "none"], rows)
    is_administrator = np.array(roles.to_pylist()) == "administrator"
    return pa.table({
        "id": [f"L{row}" for row in range(rows)],
        "recipient": [f"{row % 290:04d}" for row in range(rows)],
        "role": roles,
        "activity": words("child_youth_authority", "child_youth_authority", "other"),
        "cost_kind": words("personnel", "personnel", "personnel", "training"),
        "employment": words("employed", "employed", "employed", "agency"),
        "increase": words("above_baseline", "above_baseline", "none", "renewal_otherwise_ending"),
        "frees_time_for": pa.array(np.where(is_administrator, frees, None).tolist(), pa.string()),
        "from": pa.array([dt.date(2017, 1, 1)] * rows),
        "to": pa.array([dt.date(2017, 12, 31)] * rows),
        "fte": draw.integers(1, 3, rows),
        "amount": draw.integers(1, 900_000, rows),
    })


def by_hand(table: pa.Table) -> pd.DataFrame:
    """The same verdicts in pandas, each condition kept, for this grant and year only; no cap, no
    sources, no check of cells but that ids stand once."""
    lines = table.to_pandas(types_mapper=pd.ArrowDtype)
    if lines["id"].duplicated().any():
        raise ValueError("ids that stand twice")
    day = pd.ArrowDtype(pa.date32())
    begin, end = (pd.Series([dt.date(2017, *of)], dtype=day)[0] for of in ((1, 1), (12, 31)))
    found = pd.DataFrame({
        "role": lines["role"].isin(["social_worker", "supervisor", "administrator"]),
        "activity": lines["activity"].eq("child_youth_authority"),
        "cost_kind": lines["cost_kind"].eq("personnel"),
        "employment": lines["employment"].eq("employed"),
        "period": lines["from"].ge(begin) & lines["to"].le(end),
        "increase": ~lines["increase"].isin(["none", "kept_from_earlier_grant"]),
        "frees": lines["role"].ne("administrator")
        | lines["frees_time_for"].isin(["social_worker", "supervisor", "both"]),
    })
    doubt = lines["increase"].isin(["renewal_otherwise_ending", "absence_otherwise_uncovered"])
    is_met = found.all(axis=1)
    found["verdict"] = np.select([~is_met, doubt], ["refused", "undetermined"], "approved")
    found["approved"] = lines["amount"].where(found["verdict"].eq("approved"), 0)
    found["undetermined"] = lines["amount"].where(found["verdict"].eq("undetermined"), 0)
    found["refused"] = lines["amount"] - found["approved"] - found["undetermined"]
    return found


CONDITIONS = {
    "role": '"social_worker", "supervisor", "administrator"',
    "activity": '"child_youth_authority"',
    "cost_kind": '"personnel"',
    "employment": '"employed"',
    "increase": '"above_baseline"',
}


def decision() -> dict[str, object]:
    """One decision table of the engine: the verdict of a line."""
    inputs = [{"id": name, "name": name, "field": name} for name in CONDITIONS]
    met = {"_id": "met", **CONDITIONS, "verdict": '"approved"'}
    doubt = {"_id": "doubt", **CONDITIONS, "increase": '"renewal_otherwise_ending"', "verdict": '"undetermined"'}
    other = {"_id": "other", **dict.fromkeys(CONDITIONS, ""), "verdict": '"refused"'}
    content = {
        "hitPolicy": "first",
        "inputs": inputs,
        "outputs": [{"id": "verdict", "name": "verdict", "field": "verdict"}],
        "rules": [met, doubt, other],
    }
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode", "position": {"x": 0, "y": 0}},
        {"id": "table", "name": "table", "type": "decisionTableNode", "position": {"x": 1, "y": 0}, "content": content},
        {"id": "out", "name": "out", "type": "outputNode", "position": {"x": 2, "y": 0}},
    ]
    edges = [
        {"id": f"{a}-{b}", "type": "edge", "sourceId": a, "targetId": b}
        for a, b in (("in", "table"), ("table", "out"))
    ]
    return {"nodes": nodes, "edges": edges}


def stimulus(rows: int, times: int) -> None:
    table = claims(rows)

    def ours() -> sb.Assessment:
        return sb.assess(table, rulebook=RULEBOOK, year=2017)

    hand, whole = in_turns(times, lambda: by_hand(table), ours)
    same = by_hand(table)["verdict"].tolist() == ours().lines["verdict"]
    print(f"{rows:>9,} claim lines, all findings kept  pandas {hand * 1e3:,.0f} ms  statsbidrag {whole * 1e3:,.0f} ms", end="")
    print(f"  {whole / hand:5.2f} times   the same verdicts: {'yes' if same else 'NO'}")
    few = table.slice(0, 2_000)
    contexts = few.select(list(CONDITIONS)).to_pylist()
    engine = zen.ZenEngine().create_decision(json.dumps(decision()))
    engine_s, ours_s = in_turns(
        times,
        lambda: [engine.evaluate(context) for context in contexts],
        lambda: sb.assess(few, rulebook=RULEBOOK, year=2017),
    )
    per_line = whole / rows
    print(f"{len(contexts):>9,} claim lines  zen-engine {engine_s / len(contexts) * 1e6:,.1f} µs a line", end="")
    print(f"  statsbidrag {ours_s / len(contexts) * 1e6:,.2f} µs, of a million {per_line * 1e6:,.2f} µs", end="")
    print(f"  {engine_s / len(contexts) / per_line:,.0f} times as fast")


def importing() -> None:
    code = (
        "import sys, time; begin = time.perf_counter(); import statsbidrag; statsbidrag.allocate;"
        "print(time.perf_counter() - begin, any(m in sys.modules for m in ('pandas', 'matplotlib')))"
    )
    ran = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(9)]
    seconds = median(float(one.stdout.split()[0]) for one in ran)
    with_others = any(one.stdout.split()[1] == "True" for one in ran)
    print(f"import, with its native part: {seconds * 1e3:.0f} ms, {'WITH' if with_others else 'without'} pandas or matplotlib")


if __name__ == "__main__":
    for rows, times in ((290, 300), (10_000, 60), (1_000_000, 7)):
        allocation(rows, times)
    stimulus(1_000_000, 5)
    importing()
