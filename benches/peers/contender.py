"""What is compared: how it is made ready, called and read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Contender:
    """Somebody who does the work."""

    name: str
    given: str
    """What its call starts from: only likes are compared."""
    prepare: Callable[[Any], Any]
    """From a case to what the call takes; not timed."""
    call: Callable[[Any], Any]
    """What is timed."""
    read: Callable[[Any, Any], Any]
    """From what was prepared and the answer to plain lists, for the judge; not timed."""
    package: str | None = None
    """The package that it is of, whose version is shown."""
    ties: str = ""
    """What it declares about equals."""
