"""What is being done, shown where work takes more than a second and somebody is watching."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, Timer
from typing import Any

from .._optional import optional

Step = Callable[[str], None]
"""Says what is done next."""

DELAY = 1.0
"""Seconds before anything is shown."""


@contextmanager
def progress(steps: int) -> Iterator[Step]:
    """Shows a bar of so many steps on standard error, after a second; without rich, or without a terminal, nothing.

    >>> with progress(2) as step:
    ...     step("Läser")
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _: None
        return
    try:
        rich = optional("rich.progress", "pip install statsbidrag[progress]")
        console = optional("rich.console", "pip install statsbidrag[progress]").Console(stderr=True)
    except ImportError:
        yield lambda _: None
        return
    columns = (rich.SpinnerColumn(), rich.TextColumn("{task.description}"), rich.BarColumn())
    shown = rich.Progress(*columns, rich.TimeElapsedColumn(), console=console, transient=True)
    bar = _Bar(shown, steps)
    timer = Timer(DELAY, bar.show)
    timer.daemon = True
    timer.start()
    try:
        yield bar.step
    finally:
        timer.cancel()
        bar.end()


class _Bar:
    """A bar that is not shown before its time, nor after its end."""

    def __init__(self, shown: Any, steps: int) -> None:
        self._shown, self._lock, self._has_ended = shown, Lock(), False
        self._task, self._taken = shown.add_task("", total=steps), -1

    def step(self, text: str) -> None:
        """The steps before this one are done."""
        self._taken += 1
        self._shown.update(self._task, description=text, completed=self._taken)

    def show(self) -> None:
        """Begins to show it."""
        with self._lock:
            if not self._has_ended:
                self._shown.start()

    def end(self) -> None:
        """Takes it away."""
        with self._lock:
            self._has_ended = True
            self._shown.stop()
