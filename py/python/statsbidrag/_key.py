"""Allocation keys (fördelningsnycklar), and minimums and maximums in terms of columns."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, TypeAlias

from . import _native
from ._run import Number, plain, written

Components: TypeAlias = Mapping[str, tuple[Number, str] | list[Any]]


class Key:
    """An allocation key (fördelningsnyckel): components with a share and a measure each.

    Shares are exact and sum to 1. A measure is a weighted sum of columns: ``population``,
    ``adults + 2*minors``, ``pupils*index``. What is wrong is an :class:`InputError` at once.

    >>> key = Key({"asylum": ("0.70", "adults + 2*minors"), "inhabitants": ("0.30", "population")})
    >>> key
    Key({'asylum': ('0.7', 'adults + 2*minors'), 'inhabitants': ('0.3', 'population')})
    >>> eval(repr(key)) == key
    True

    A key may also be one measure:

    >>> Key("population")
    Key('population')
    """

    __slots__ = ("_document",)

    def __init__(self, components: str | Components) -> None:
        normal = _native.normal("key", written(components))
        self._document: str | dict[str, list[str]] = json.loads(normal)

    @classmethod
    def transition(cls, old: Key | str | Components, new: Key | str | Components, new_share: Number) -> Key:
        """The key on the way from one key to another: the new one counts for ``new_share`` of it.

        >>> Key.transition("seats", "population", "1/4")
        Key({'old': ('0.75', 'seats'), 'new': ('0.25', 'population')})
        """
        key = cls.__new__(cls)
        transition = {"old": plain(old), "new": plain(new), "new_share": plain(new_share)}
        key._document = json.loads(_native.normal("key", written({"transition": transition})))
        return key

    @property
    def components(self) -> dict[str, tuple[str, str]]:
        """The components: a share and a measure by name; a bare measure has no name."""
        if isinstance(self._document, str):
            return {"": ("1", self._document)}
        return {name: (share, measure) for name, (share, measure) in self._document.items()}

    def to_document(self) -> object:
        """The key as the library's documents have it."""
        return deepcopy(self._document)

    def __repr__(self) -> str:
        told = self._document if isinstance(self._document, str) else self.components
        return f"Key({told!r})"

    def __eq__(self, other: object) -> bool:
        return self._document == other._document if isinstance(other, Key) else NotImplemented

    def __hash__(self) -> int:
        return hash(json.dumps(self._document, sort_keys=True))


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class PerUnit:
    """So many kronor for each unit of a column; made by :func:`per_unit`."""

    column: str
    kronor: Number

    def to_document(self) -> object:
        """The bound as the library's documents have it."""
        return {"per_unit": [self.column, plain(self.kronor)]}

    def __repr__(self) -> str:
        return f"per_unit({self.column!r}, {self.kronor!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PerUnit):
            return NotImplemented
        return self.to_document() == other.to_document()

    def __hash__(self) -> int:
        return hash(repr(self.to_document()))


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class ShareOf:
    """A share of the amounts in a column; made by :func:`share_of`."""

    column: str
    share: Number

    def to_document(self) -> object:
        """The bound as the library's documents have it."""
        return {"share_of": [self.column, plain(self.share)]}

    def __repr__(self) -> str:
        return f"share_of({self.column!r}, {self.share!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ShareOf):
            return NotImplemented
        return self.to_document() == other.to_document()

    def __hash__(self) -> int:
        return hash(repr(self.to_document()))


Bound: TypeAlias = Number | PerUnit | ShareOf
"""A minimum or maximum: kronor for all, the name of a column of kronor, or one of the two above."""


def per_unit(column: str, kronor: Number) -> PerUnit:
    """A minimum or maximum of so many kronor for each unit of a column.

    >>> per_unit("population", "50")
    per_unit('population', '50')
    """
    return PerUnit(column, kronor)


def share_of(column: str, share: Number) -> ShareOf:
    """A minimum or maximum of a share of a column of kronor, such as last year's amounts.

    >>> share_of("previous", "0.95")
    share_of('previous', '0.95')
    """
    return ShareOf(column, share)
