"""A certificate as exact numbers, and what each of its divisions is a division of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any

DIVISORS = ("webster", "dhondt", "adams", "dean", "huntington_hill")
STATUTORY = ("down", "up", "half_up", "half_down", "half_even")


@dataclass(frozen=True)
class Component:
    """A component of the key: its share, and its measure as natural numbers."""

    name: str
    share: Fraction
    weights: list[int]

    @property
    def sum(self) -> int:
        return sum(self.weights)


@dataclass(frozen=True)
class Bounds:
    """Minimums and maximums in units, and the level that they led to."""

    policy: str
    minimums: list[int]
    asked: list[int] | None
    maximums: list[int | None]
    level: Fraction | None
    minimum_for_zero: bool


@dataclass(frozen=True)
class Part:
    """A component that was rounded by itself."""

    name: str
    pot: int
    amounts: list[int]


@dataclass(frozen=True)
class Case:
    """What a certificate says. Money is in öre; ``total`` and the amounts have their sign."""

    unit: int
    is_count: bool
    total: int
    rounding: str
    scope: str
    ties: str
    tie_order: list[str]
    ids: list[str]
    components: list[Component]
    bounds: Bounds | None
    parts: list[Part]
    amounts: list[int]
    unallocated: int
    tied: list[str]
    units_at_stake: int

    @classmethod
    def read(cls, certificate: Mapping[str, Any]) -> Case:
        """Reads the document.

        Raises:
            ValueError: another version of it, or lists of different lengths.
            KeyError: a field is missing.
        """
        if certificate["certificate"] != 1:
            raise ValueError(f"certificate {certificate['certificate']!r}: want version 1")
        is_count = certificate["unit"] == "count"
        bounds = certificate["bounds"]
        case = cls(
            unit=100 if is_count else ore(certificate["unit"]),
            is_count=is_count,
            total=ore(certificate["total"]),
            rounding=certificate["rounding"],
            scope=certificate["rounding_scope"],
            ties=certificate["ties"],
            tie_order=list(certificate["tie_order"]),
            ids=list(certificate["ids"]),
            components=[
                Component(c["name"], Fraction(c["share"]), [int(w) for w in c["weights"]])
                for c in certificate["components"]
            ],
            bounds=None if bounds is None else _bounds(bounds),
            parts=[
                Part(p["name"], ore(p["pot"]), [ore(a) for a in p["amounts"]]) for p in certificate["parts"]
            ],
            amounts=[ore(amount) for amount in certificate["amounts"]],
            unallocated=ore(certificate["unallocated"]),
            tied=list(certificate["tied"]),
            units_at_stake=int(certificate["units_at_stake"]),
        )
        lists: list[Sequence[object]] = [case.amounts, *(c.weights for c in case.components)]
        lists += [part.amounts for part in case.parts]
        if case.bounds is not None:
            lists += [case.bounds.minimums, case.bounds.maximums]
        if any(len(values) != len(case.ids) for values in lists):
            raise ValueError(f"certificate: lists that are not as long as ids ({len(case.ids)})")
        return case

    @property
    def sign(self) -> int:
        return -1 if self.total < 0 else 1

    @property
    def denominator(self) -> int:
        """The common denominator of the components' shares."""
        return lcm(*(component.share.denominator for component in self.components))

    def parts_of_share(self) -> list[int]:
        """The components' shares over the common denominator."""
        return [int(component.share * self.denominator) for component in self.components]

    def order(self) -> list[int]:
        """The place of each recipient among equals, from 1: by id bytewise, or as in a list."""
        listed = self.tie_order if self.ties == "by_list" else sorted(self.ids, key=_bytes)
        place = {identity: number for number, identity in enumerate(listed, 1)}
        return [place[identity] for identity in self.ids]

    def shares(self) -> list[Fraction]:
        """Each recipient's share of the weight: Σ share · weight / sum."""
        factors = [c.share / c.sum if c.sum else Fraction(0) for c in self.components]
        below = lcm(*(factor.denominator for factor in factors))
        tops = [int(factor * below) for factor in factors]
        columns = [component.weights for component in self.components]
        return [
            Fraction(sum(top * w for top, w in zip(tops, row, strict=True)), below)
            for row in zip(*columns, strict=True)
        ]

    def entitlements(self) -> list[Fraction]:
        """Exact entitlements in kronor (or persons), with the sign of the total."""
        scale = Fraction(self.sign * self.unit, 100)
        total = Fraction(abs(self.total), self.unit)
        shares = self.shares()
        bounds = self.bounds
        if bounds is None:
            return [share * total * scale for share in shares]
        rows = []
        for share, least, most in zip(shares, bounds.minimums, bounds.maximums, strict=True):
            free = share * (total if bounds.level is None else bounds.level)
            most = least if share == 0 else most
            if bounds.policy == "base_then_share":
                rows.append(least + (free if most is None else min(free, Fraction(most - least))))
            else:
                capped = free if most is None else min(free, Fraction(most))
                rows.append(max(Fraction(least), capped))
        return [units * scale for units in rows]

    def bound(self) -> list[str]:
        """Which bound holds each recipient: ``minimum``, ``maximum`` or nothing."""
        if self.bounds is None:
            return [""] * len(self.ids)
        total = Fraction(abs(self.total), self.unit)
        level = total if self.bounds.level is None else self.bounds.level
        words = []
        rows = zip(self.shares(), self.bounds.minimums, self.bounds.maximums, strict=True)
        for share, least, most in rows:
            on_top = self.bounds.policy == "base_then_share"
            free = share * level + (least if on_top else 0)
            if share == 0:
                words.append("minimum" if least and not on_top else "")
            elif most is not None and free > most:
                words.append("maximum")
            else:
                words.append("minimum" if free < least else "")
        return words


def ore(kronor: str) -> int:
    """Kronor as text in whole öre.

    >>> ore("14"), ore("-14.50")
    (1400, -1450)
    """
    amount = Decimal(kronor) * 100
    if amount != int(amount):
        raise ValueError(f"{kronor}: want kronor with at most two decimals")
    return int(amount)


def kronor(amount: int) -> str:
    """Öre as kronor in text.

    >>> kronor(1400), kronor(-1450)
    ('14', '-14.50')
    """
    whole, rest = divmod(abs(amount), 100)
    return ("-" if amount < 0 else "") + (f"{whole}.{rest:02}" if rest else str(whole))


def _bytes(identity: str) -> bytes:
    return identity.encode()


def _bounds(bounds: Mapping[str, Any]) -> Bounds:
    asked, level = bounds["asked"], bounds["level"]
    return Bounds(
        policy=bounds["policy"],
        minimums=[int(units) for units in bounds["minimums"]],
        asked=None if asked is None else [int(units) for units in asked],
        maximums=[None if units is None else int(units) for units in bounds["maximums"]],
        level=None if level is None else Fraction(level),
        minimum_for_zero=bool(bounds["minimum_for_zero"]),
    )
