"""What everyone divides and decides, the same in every run: drawn with fixed seeds."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

import numpy as np

TEN_BILLION_KRONOR = 10**12
"""In öre, as every amount here."""


@dataclass(frozen=True)
class Division:
    """A total in öre over recipients by one measure."""

    total: int
    weights: list[int]
    ids: list[str]


def _ids(count: int, draw: random.Random) -> list[str]:
    ids = [f"{number:07d}" for number in range(count)]
    draw.shuffle(ids)
    return ids


def ordinary(rows: int, total: int = TEN_BILLION_KRONOR, seed: int = 0) -> Division:
    """Populations from 512 to a million; the small are many, as municipalities are."""
    draw = random.Random(rows + seed)
    powers = [1 << draw.randrange(9, 20) for _ in range(rows)]
    return Division(total, [power + draw.randrange(power) for power in powers], _ids(rows, draw))


def giants(total: int) -> list[Division]:
    return [ordinary(290, total, seed) for seed in range(1, 21)]


def ties() -> list[Division]:
    """Equal weights and a total that is no multiple of their number: some equals get an öre more."""
    draw = random.Random(3)
    return [Division(7 * 10**5 + draw.randrange(1, 7), [1000] * 7, _ids(7, draw)) for _ in range(20)]


def near_ties(count: int = 1000) -> list[Division]:
    """Three weights with the sum W; two remainders differ by 1/W, and one of the two gets an öre more.

    Total times weight is within 64 bits, so that nobody is wrong for want of them.
    """
    draw = random.Random(2016)
    found: list[Division] = []
    while len(found) < count:
        of = draw.randrange(2**21, 2**22) | 1
        total = TEN_BILLION_KRONOR + draw.randrange(TEN_BILLION_KRONOR)
        try:
            step = pow(total, -1, of)
        except ValueError:
            continue
        first = draw.randrange(1, of // 2)
        second = (first + step) % of  # its remainder is one more than the first's
        third = of - first - second
        if second == 0 or third <= 0:
            continue
        low, high, other = (total * weight % of for weight in (first, second, third))
        left = (low + high + other) // of
        if 0 < low < high and (left == 1 and other < low or left == 2 and other > high):
            weights = [first, second, third]
            draw.shuffle(weights)
            found.append(Division(total, weights, _ids(3, draw)))
    return found


WORDS = {
    "role": ["social_worker", "supervisor", "administrator", "other"],
    "activity": ["child_youth_authority", "child_youth_other", "other"],
    "cost_kind": ["personnel", "pay_rise", "training", "equipment", "administration", "other"],
    "employment": ["employed", "agency"],
    "increase": [
        "above_baseline",
        "renewal_otherwise_ending",
        "absence_otherwise_uncovered",
        "vacancy_filled",
        "kept_from_earlier_grant",
        "none",
    ],
    "frees_time_for": ["social_worker", "supervisor", "both", "other_work", "none"],
}
"""The words of each column of claim lines; a word's code is its place, from 1, and 0 is an empty cell."""

YEAR = 2017


@dataclass(frozen=True)
class Claims:
    """Claim lines: codes of words, days since 1970 and öre."""

    codes: dict[str, np.ndarray]
    begin: np.ndarray
    end: np.ndarray
    amount: np.ndarray

    def __len__(self) -> int:
        return len(self.amount)

    def words(self, column: str) -> np.ndarray:
        words: np.ndarray = np.array([None, *WORDS[column]], dtype=object)[self.codes[column]]
        return words


def claims(rows: int, empty: bool = False, large: bool = False) -> Claims:
    """Lines of a whole year, of which about one in four is sound; the others have every kind of fault.

    With ``empty`` one cell in twenty is empty; with ``large`` amounts are up to 900 million kronor.
    """
    draw = np.random.default_rng(rows)

    def drawn(column: str, *shares: int) -> np.ndarray:
        chances = np.repeat(np.arange(1, len(shares) + 1), shares)
        codes = draw.choice(chances, rows).astype(np.uint8)
        return np.where(draw.random(rows) < 0.05, 0, codes).astype(np.uint8) if empty else codes

    codes = {
        "role": drawn("role", 5, 2, 2, 1),
        "activity": drawn("activity", 8, 1, 1),
        "cost_kind": drawn("cost_kind", 17, 0, 1, 1, 1, 0),
        "employment": drawn("employment", 9, 1),
        "increase": drawn("increase", 14, 2, 1, 0, 1, 2),
        "frees_time_for": drawn("frees_time_for", 2, 1, 2, 0, 1),
    }
    # Only an administrator's line says whose time it frees.
    codes["frees_time_for"] = np.where(codes["role"] == 3, codes["frees_time_for"], 0).astype(np.uint8)
    first = (dt.date(YEAR, 1, 1) - dt.date(1970, 1, 1)).days
    begin = first + draw.choice([-31, 0, 0, 0, 0, 0, 0, 59, 120, 181], rows).astype(np.int32)
    begin = begin.astype(np.int32)
    end = np.where(begin < first, first - 1, first + 364).astype(np.int32)
    amount = draw.integers(1, 900_000_000 if large else 900_000, rows) * 100
    return Claims(codes, begin, end, amount)
