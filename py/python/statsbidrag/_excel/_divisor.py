"""A divisor that a divisor method's seats follow from: the simplest number in its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

#: Binary places to which a square root is known before a number is sought beside it.
_PLACES = 256


@dataclass(frozen=True)
class Seats:
    """Where a recipient may stand: seats on top of a base, and how many it got."""

    base: int
    least: int
    most: int | None
    got: int


def claim(method: str, weight: Fraction, seats: int) -> Fraction | None:
    """The weight over the signpost after so many seats; squared for Huntington–Hill.

    None where the signpost is zero: that seat needs no claim.
    """
    signpost = {
        "webster": Fraction(2 * seats + 1, 2),
        "dhondt": Fraction(seats + 1),
        "adams": Fraction(seats),
        "dean": Fraction(2 * seats * (seats + 1), 2 * seats + 1),
        "huntington_hill": Fraction(seats * (seats + 1)),
    }[method]
    if not signpost:
        return None
    return (weight * weight if method == "huntington_hill" else weight) / signpost


def divisor(method: str, weights: Sequence[Fraction], rows: Sequence[Seats]) -> Fraction | None:
    """A divisor by which weights, divided and rounded by the method, give the seats.

    In a tie it is the tied claim itself. None where there is none, or where it is irrational.
    """
    last: list[Fraction] = []
    following: list[Fraction] = []
    for weight, row in zip(weights, rows, strict=True):
        if row.got > row.least:
            last += filter(None, [claim(method, weight, row.got - 1)])
        if row.most is None or row.got < row.most:
            following += filter(None, [claim(method, weight, row.got)])
    below, above = max(following, default=Fraction(0)), min(last, default=None)
    squared = method == "huntington_hill"
    if above is not None and above <= below:
        return None if above < below else (_root(below) if squared else below)
    if squared:
        # A root is between these neighbours, so what is between them is between the roots.
        below = Fraction(_root_floor(below) + 1, 2**_PLACES)
        above = None if above is None else Fraction(_root_floor(above), 2**_PLACES)
        if above is not None and above <= below:
            return None
    return simplest(below, above)


def simplest(below: Fraction, above: Fraction | None) -> Fraction:
    """The fraction with the least denominator strictly between two numbers.

    >>> simplest(Fraction(1, 3), Fraction(1, 2)), simplest(Fraction(3), None)
    (Fraction(2, 5), Fraction(4, 1))
    """
    whole = below.numerator // below.denominator
    if above is None or above > whole + 1:
        return Fraction(whole + 1)
    # Both lie within [whole, whole + 1]: turn what is over it.
    low, high = below - whole, above - whole
    turned = simplest(1 / high, 1 / low if low else None)
    return whole + 1 / turned


def _root_floor(square: Fraction) -> int:
    return isqrt((square.numerator << 2 * _PLACES) // square.denominator)


def _root(square: Fraction) -> Fraction | None:
    root = Fraction(isqrt(square.numerator), isqrt(square.denominator))
    return root if root * root == square else None
