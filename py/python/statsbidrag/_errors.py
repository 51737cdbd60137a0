"""What goes wrong, all of it at once: one exception tree."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Problem(NamedTuple):
    """One thing that is wrong with what was given."""

    path: str
    """Where: a JSON pointer, such as ``/frame/population/3`` (rows count from 0)."""
    code: str
    """What kind: a stable word, such as ``missing`` or ``malformed``."""
    got: str
    """What was found there."""
    want: str
    """What was wanted instead."""

    def __str__(self) -> str:
        place = f"{self.path}: " if self.path else ""
        return f"{place}{self.code}: got {self.got}, want {self.want}"


class StatsbidragError(Exception):
    """The base of all errors of this package.

    The text of the error has the first few problems; :attr:`problems` has the first 1,000 and
    :attr:`count` says how many there are.
    """

    problems: list[Problem]
    """What is wrong: the first 1,000."""
    count: int
    """How many problems there are in all. Over 1,000, those of columns that are wrong in several ways may count twice
    or not at all."""

    #: How many problems the text has.
    TOLD = 8

    def __init__(self, problems: Iterable[Problem], count: int | None = None) -> None:
        self.problems = list(problems)
        self.count = len(self.problems) if count is None else count
        super().__init__(self.problems, self.count)

    def __str__(self) -> str:
        told = self.problems[: self.TOLD]
        if self.count == 1:
            return str(told[0])
        lines = [f"{self.count} problems"]
        lines += [f"  {problem}" for problem in told]
        if self.count > len(told):
            lines.append(f"  and {self.count - len(told)} more, in .problems")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        """The problems as a table, where a notebook shows the error itself."""
        from ._html import problems

        return problems(self.problems[: self.TOLD], self.count)


class InputError(StatsbidragError, ValueError):
    """What was given has problems; nothing has been computed from it."""


class RuleError(StatsbidragError, ValueError):
    """The rules do not settle the question, as when equals are to be refused and there are some."""


class InfeasibleError(StatsbidragError, ValueError):
    """Minimums or maximums cannot be kept within the total."""


class TooLargeError(StatsbidragError, OverflowError):
    """Numbers outside the range of exact computation."""
