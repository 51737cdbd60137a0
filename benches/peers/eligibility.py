"""Everyone who decides claim lines: the conditions of the staffing grant in 2017."""

from __future__ import annotations

import datetime as dt
from typing import Any

import library
import numpy as np
import pandas as pd
import pyarrow as pa
import statsbidrag as sb
from cases import WORDS, YEAR, Claims
from contender import Contender
from judge import APPROVED, REFUSED, UNDETERMINED

TABLE = "a table, ids checked"
CODES = "ready columns of codes"
LINES = "a ready mapping a line"

FIRST = (dt.date(YEAR, 1, 1) - dt.date(1970, 1, 1)).days
LAST = (dt.date(YEAR, 12, 31) - dt.date(1970, 1, 1)).days
CODE = {"approved": APPROVED, "refused": REFUSED, "undetermined": UNDETERMINED}
DOUBTFUL = ("renewal_otherwise_ending", "absence_otherwise_uncovered", "vacancy_filled")

Decided = tuple[list[int], list[int]]
"""The verdict of each line, as a code, and the öre that are approved."""


def _table(claims: Claims) -> pa.Table:
    lines = len(claims)
    return pa.table({
        "id": [f"L{line}" for line in range(lines)],
        "recipient": [f"{line % 290:04d}" for line in range(lines)],
        **{column: pa.array(claims.words(column), pa.string()) for column in WORDS},
        "from": pa.array(claims.begin, pa.date32()),
        "to": pa.array(claims.end, pa.date32()),
        "fte": np.ones(lines, dtype=np.int64),
        "amount": claims.amount // 100,
    })  # fmt: skip


def _whole(table: pa.Table) -> sb.Assessment:
    return sb.assess(table, rulebook="starkt-bemanning", year=YEAR)


def _read_whole(_: Any, answer: sb.Assessment) -> Decided:
    lines = answer.lines
    return [CODE[word] for word in lines["verdict"]], [int(own * 100) for own in lines["approved"]]


def _columns(claims: Claims) -> dict[str, np.ndarray]:
    fte = np.full(len(claims), 10_000, dtype=np.int64)
    return {**claims.codes, "begin": claims.begin, "end": claims.end, "fte": fte, "amount": claims.amount}


def _read_columns(_: Any, answer: tuple[np.ndarray, np.ndarray]) -> Decided:
    verdict, approved = answer
    return verdict.tolist(), [int(own) for own in approved]


def numpy_codes(columns: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Written out for this grant and year; an empty cell is 0."""
    role, increase, frees = columns["role"], columns["increase"], columns["frees_time_for"]
    activity, cost, employment = columns["activity"], columns["cost_kind"], columns["employment"]
    administrator = role == 3
    refused = (
        (role > 3)
        | (activity > 1)
        | (cost > 1)
        | (employment > 1)
        | (increase > 4)
        | administrator & (frees > 3)
    )
    refused |= (columns["begin"] < FIRST) | (columns["end"] > LAST)
    doubtful = (
        (role == 0)
        | (activity == 0)
        | (cost == 0)
        | (employment == 0)
        | (increase != 1)
        | administrator & (frees == 0)
    )
    verdict = np.where(refused, REFUSED, np.where(doubtful, UNDETERMINED, APPROVED)).astype(np.uint8)
    return verdict, np.where(verdict == APPROVED, columns["amount"], 0)


def pandas_lines(table: pa.Table) -> pd.DataFrame:
    """Written out for this grant and year, each condition kept; an empty cell meets no condition."""
    lines = table.to_pandas(types_mapper=pd.ArrowDtype)
    if lines["id"].duplicated().any():
        raise ValueError("ids that stand twice")
    day = pd.ArrowDtype(pa.date32())
    begin, end = (pd.Series([dt.date(YEAR, *of)], dtype=day)[0] for of in ((1, 1), (12, 31)))
    found = pd.DataFrame({
        "role": lines["role"].isin(["social_worker", "supervisor", "administrator"]),
        "activity": lines["activity"].eq("child_youth_authority").fillna(False),
        "cost_kind": lines["cost_kind"].eq("personnel").fillna(False),
        "employment": lines["employment"].eq("employed").fillna(False),
        "period": lines["from"].ge(begin) & lines["to"].le(end),
        "increase": lines["increase"].isin(["above_baseline", *DOUBTFUL]),
        "frees": lines["role"].ne("administrator").fillna(True)
        | lines["frees_time_for"].isin(["social_worker", "supervisor", "both"]),
    })  # fmt: skip
    doubtful = lines["increase"].isin(list(DOUBTFUL))
    found["verdict"] = np.select([~found.all(axis=1), doubtful], [REFUSED, UNDETERMINED], APPROVED)
    found["approved"] = lines["amount"].where(found["verdict"].eq(APPROVED), 0)
    return found


def contenders() -> list[Contender | tuple[str, Exception]]:
    """All of them; of one whose package is not there its name and why."""
    found: list[Contender | tuple[str, Exception]] = [
        Contender(
            "statsbidrag, whole call, all findings kept", TABLE, _table, _whole, _read_whole, "statsbidrag"
        ),
        Contender("statsbidrag, kernel", CODES, _columns, library.assess, _read_columns, "statsbidrag"),
        Contender(
            "pandas by hand",
            TABLE,
            _table,
            pandas_lines,
            lambda _, own: (own["verdict"].tolist(), [int(amount * 100) for amount in own["approved"]]),
            "pandas",
        ),
        Contender("NumPy by hand", CODES, _columns, numpy_codes, _read_columns, "numpy"),
    ]
    for name, package in (("zen-engine", _zen), ("openfisca-core", _openfisca)):
        try:
            found.append(package())
        except ImportError as error:
            found.append((name, error))
    return found


def _decision_table() -> dict[str, Any]:
    """A decision table of the engine: the first rule that fits gives the verdict."""
    asked = ("role", "frees_time_for", "activity", "cost_kind", "employment", "from", "to", "increase")
    sound = {
        "activity": '"child_youth_authority"',
        "cost_kind": '"personnel"',
        "employment": '"employed"',
        "from": f">= {FIRST}",
        "to": f"<= {LAST}",
    }
    staff = {"role": '"social_worker", "supervisor"'}
    office = {"role": '"administrator"', "frees_time_for": '"social_worker", "supervisor", "both"'}
    grounds = {
        "approved": '"above_baseline"',
        "undetermined": ", ".join(f'"{word}"' for word in DOUBTFUL),
    }
    rules = [
        {**sound, **who, "increase": ground, "verdict": f'"{verdict}"'}
        for verdict, ground in grounds.items()
        for who in (staff, office)
    ]
    rules.append({"verdict": '"refused"'})
    empty = dict.fromkeys(asked, "")
    content = {
        "hitPolicy": "first",
        "inputs": [{"id": name, "name": name, "field": name} for name in asked],
        "outputs": [{"id": "verdict", "name": "verdict", "field": "verdict"}],
        "rules": [{"_id": str(place), **empty, **rule} for place, rule in enumerate(rules)],
    }
    place = {"x": 0, "y": 0}
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode", "position": place},
        {"id": "table", "name": "table", "type": "decisionTableNode", "position": place, "content": content},
        {"id": "out", "name": "out", "type": "outputNode", "position": place},
    ]
    ways = (("in", "table"), ("table", "out"))
    edges = [{"id": f"{a}-{b}", "type": "edge", "sourceId": a, "targetId": b} for a, b in ways]
    return {"nodes": nodes, "edges": edges}


def _zen() -> Contender:
    import zen

    # As its manual asks for speed: content that is compiled once.
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"verdict": _decision_table()}}})

    def prepare(claims: Claims) -> list[dict[str, Any]]:
        columns = {name: claims.words(name).tolist() for name in WORDS}
        columns |= {
            "from": claims.begin.tolist(),
            "to": claims.end.tolist(),
            "amount": claims.amount.tolist(),
        }
        return [dict(zip(columns, line, strict=True)) for line in zip(*columns.values(), strict=True)]

    def call(lines: list[dict[str, Any]]) -> list[str]:
        return [engine.evaluate("verdict", line)["result"]["verdict"] for line in lines]

    def read(lines: list[dict[str, Any]], words: list[str]) -> Decided:
        return [CODE[word] for word in words], [
            line["amount"] if word == "approved" else 0 for line, word in zip(lines, words, strict=True)
        ]

    return Contender("zen-engine, a decision table", LINES, prepare, call, read, "zen-engine")


def _openfisca() -> Contender:
    from openfisca_core.entities import Entity
    from openfisca_core.indexed_enums import Enum
    from openfisca_core.periods import DateUnit
    from openfisca_core.simulations import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    line = Entity("line", "lines", "A claim line", "")
    system = TaxBenefitSystem([line])
    # The first word of each is its default: what an empty cell is, to the engine.
    words = {name: Enum(name, {word.upper(): word for word in WORDS[name]}) for name in WORDS}

    def declare(name: str, kind: Any, **more: Any) -> None:
        own = {"value_type": kind, "entity": line, "definition_period": DateUnit.YEAR, "label": name, **more}
        system.add_variable(type(name, (Variable,), own))

    for name, of in words.items():
        declare(name, Enum, possible_values=of, default_value=next(iter(of)))
    for name in ("begin", "end", "amount"):
        declare(name, int)

    def verdict(line: Any, period: Any) -> Any:
        role, increase, frees = line("role", period), line("increase", period), line("frees_time_for", period)
        of_role, of_increase, of_frees = words["role"], words["increase"], words["frees_time_for"]
        office = (frees == of_frees.SOCIAL_WORKER) + (frees == of_frees.SUPERVISOR) + (frees == of_frees.BOTH)
        who = (
            (role == of_role.SOCIAL_WORKER)
            + (role == of_role.SUPERVISOR)
            + (role == of_role.ADMINISTRATOR) * office
        )
        doubtful = sum(
            (increase == of_increase[word.upper()] for word in DOUBTFUL), np.zeros(line.count, dtype=bool)
        )
        met = who * (line("activity", period) == words["activity"].CHILD_YOUTH_AUTHORITY)
        met = met * (line("cost_kind", period) == words["cost_kind"].PERSONNEL)
        met = met * (line("employment", period) == words["employment"].EMPLOYED)
        met = met * (line("begin", period) >= FIRST) * (line("end", period) <= LAST)
        met = met * ((increase == of_increase.ABOVE_BASELINE) + doubtful)
        return np.select([~met, doubtful], [REFUSED, UNDETERMINED], APPROVED)

    def approved(line: Any, period: Any) -> Any:
        return (line("verdict", period) == APPROVED) * line("amount", period)

    declare("verdict", int, formula=verdict)
    declare("approved", int, formula=approved)

    def prepare(claims: Claims) -> dict[str, np.ndarray]:
        # Places of words as the engine counts them, from 0; it has none for an empty cell.
        columns = {
            name: np.where(codes == 0, 0, codes - 1).astype(np.uint8) for name, codes in claims.codes.items()
        }
        return {**columns, "begin": claims.begin, "end": claims.end, "amount": claims.amount}

    def call(columns: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
        simulation = SimulationBuilder.build_default_simulation(system, len(columns["amount"]))
        for name, array in columns.items():
            simulation.set_input(name, YEAR, array)
        return simulation.calculate("verdict", YEAR), simulation.calculate("approved", YEAR)

    return Contender("OpenFisca-Core, formulas", CODES, prepare, call, _read_columns, "openfisca-core")
