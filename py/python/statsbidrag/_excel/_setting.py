"""What a division is given, and what of it is shown."""

from __future__ import annotations

from dataclasses import dataclass, field

from ._grid import Column
from ._limbs import Big


@dataclass(frozen=True)
class Weight:
    """A measure as formulas use it: its limbs, and it as a double."""

    values: list[int]
    limbs: list[Column]
    limb_values: list[list[int]]
    about: str


@dataclass(frozen=True)
class Limits:
    """Minimums and maximums in units, and whether the minimum is a base amount."""

    minimum: Column
    minimums: list[int]
    maximum: Column
    maximums: list[int | None]
    on_top: bool


@dataclass(frozen=True)
class Setting:
    """What a division divides, and how: N is Σ factor · weight, the entitlement N / below."""

    weights: list[Weight]
    factors: list[Big]
    below: Big
    limbs: int
    units: str
    unit_count: int
    rounding: str
    by_weight: bool
    order: Column
    places: list[int]
    limits: Limits | None = None


@dataclass
class Divided:
    """The columns and cells of a division that other sheets show."""

    quotient: Column
    """Whole units of the entitlement, before bounds."""
    held: Column
    """The same within bounds."""
    remainder: list[Column]
    """The remainder over ``below`` in parts of 12 digits, highest first; zero where it is held."""
    award: Column
    amount: Column
    """Units."""
    units: list[int]
    left: str = ""
    """How many units there were over."""
    cuts: list[str] = field(default_factory=list)
    """The smallest remainder that got a unit more, in the same parts."""
    tied: str = ""
    """How many had just that remainder."""
    stake: str = ""
    """How many units there were for them."""
    below: str = ""
    """The denominator as a double, for showing remainders."""
    first: dict[str, int] = field(default_factory=dict)
    """What the first recipient has, and the cut, by whole numbers in Python."""
    checks: list[tuple[str, bool]] = field(default_factory=list)
    """Formulas that are true where the division is sound, and whether they are."""
