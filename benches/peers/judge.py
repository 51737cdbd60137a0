"""Who is right: exact rationals as the judge, and conditions written out one by one.

Nothing here is the library's, nor any other's that is judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from cases import Claims, Division


@dataclass(frozen=True)
class Ruling:
    """What is wrong with a division; nothing, where all is zero."""

    missing: int
    """The total less the sum, in öre."""
    outside: int
    """Recipients whose amount is not their exact quota rounded down or up."""
    passed_over: bool
    """Whether someone got an öre more though another's remainder is larger."""

    @property
    def right(self) -> bool:
        return not (self.missing or self.outside or self.passed_over)


class Quotas:
    """The exact quotas of a division."""

    def __init__(self, case: Division) -> None:
        of = sum(case.weights)
        self.total = case.total
        self.floors: list[int] = []
        self.rests: list[Fraction] = []
        for weight in case.weights:
            quota = Fraction(case.total * weight, of)
            floor = quota.numerator // quota.denominator
            self.floors.append(floor)
            self.rests.append(quota - floor)

    def judge(self, amounts: Sequence[int]) -> Ruling:
        outside = 0
        winners: list[Fraction] = []
        losers: list[Fraction] = []
        for floor, rest, amount in zip(self.floors, self.rests, amounts, strict=True):
            if amount == floor:
                losers.append(rest)
            elif amount == floor + 1 and rest > 0:
                winners.append(rest)
            else:
                outside += 1
        passed_over = bool(winners and losers) and min(winners) < max(losers)
        return Ruling(self.total - sum(amounts), outside, passed_over)


def who_of_equals(tied: list[Division], given: list[Any], turned: list[Any]) -> str:
    """Who gets more among equals: ``given`` are answers for the cases, ``turned`` for their rows backwards."""
    rules: set[str] = set()
    for case, amounts, backwards in zip(tied, given, turned, strict=True):
        if isinstance(amounts, dict) or isinstance(backwards, dict):
            rules.add("an error")
            continue
        more = case.total % len(case.ids)
        winners = {one for one, amount in zip(case.ids, amounts, strict=True) if amount == max(amounts)}
        again = {
            one for one, amount in zip(case.ids[::-1], backwards, strict=True) if amount == max(backwards)
        }
        if winners == again == set(sorted(case.ids)[:more]):
            rules.add("by id")
        elif winners == set(case.ids[:more]) and again == set(case.ids[-more:]):
            rules.add("the earlier row")
        elif winners == set(case.ids[-more:]) and again == set(case.ids[:more]):
            rules.add("the later row")
        else:
            rules.add("no rule seen")
    return " or ".join(sorted(rules))


APPROVED, REFUSED, UNDETERMINED = 1, 3, 4
"""As the library's codes."""


def verdicts(claims: Claims, first: int, last: int) -> list[int]:
    """The conditions of the staffing grant in 2017, one line at a time.

    What is not met refuses a line; else an empty cell, or a ground that a person must judge, leaves it
    undetermined.
    """
    columns = [claims.words(name).tolist() for name in claims.codes]
    answers: list[int] = []
    for role, activity, cost, employment, increase, frees, begin, end in zip(
        *columns, claims.begin.tolist(), claims.end.tolist(), strict=True
    ):
        asked = [
            (role, ("social_worker", "supervisor", "administrator")),
            (activity, ("child_youth_authority",)),
            (cost, ("personnel",)),
            (employment, ("employed",)),
        ]
        if role == "administrator":
            asked.append((frees, ("social_worker", "supervisor", "both")))
        judged = ("renewal_otherwise_ending", "absence_otherwise_uncovered", "vacancy_filled")
        asked.append((increase, ("above_baseline", *judged)))
        refused = any(word is not None and word not in met for word, met in asked)
        refused = refused or begin < first or end > last
        doubtful = any(word is None for word, _ in asked) or increase in judged
        answers.append(REFUSED if refused else UNDETERMINED if doubtful else APPROVED)
    return answers


@dataclass(frozen=True)
class Finding:
    """How many lines have another verdict than the judge's, and other approved öre."""

    verdicts: int
    amounts: int

    @property
    def right(self) -> bool:
        return not (self.verdicts or self.amounts)


def compare(want: Sequence[int], claims: Claims, verdict: Sequence[int], approved: Sequence[int]) -> Finding:
    due = np.where(np.array(want) == APPROVED, claims.amount, 0).tolist()
    return Finding(
        sum(a != b for a, b in zip(want, verdict, strict=True)),
        sum(a != b for a, b in zip(due, approved, strict=True)),
    )
