"""What is known of someone, when all has run."""

from __future__ import annotations

from dataclasses import dataclass, field

from judge import Finding, Ruling

SIZES = (290, 10_000, 1_000_000)
"""Recipients, or claim lines."""


@dataclass
class Row:
    """A row of the table."""

    language: str
    name: str
    given: str
    package: str | None
    declared: str = ""
    """What it declares about equals."""
    ratio: dict[int, float] = field(default_factory=dict)
    """By size: its time over that of the first row of its table, within a round."""
    seconds: dict[int, float] = field(default_factory=dict)
    memory: dict[int, int] = field(default_factory=dict)
    failed: dict[int, str] = field(default_factory=dict)
    """Why there is no time of a size."""
    judged: dict[str, list[Ruling | Finding | str]] = field(default_factory=dict)
    """By set of cases; a text is an error."""
    equals: str = ""
    """Who of equals got more."""

    def wrong(self, name: str) -> int:
        """How many of a set of cases are not right."""
        return sum(isinstance(own, str) or not own.right for own in self.judged[name])

    @property
    def ours(self) -> bool:
        return self.package == "statsbidrag"
