"""A process of its own for each thing that is measured.

``answer KIND NAME`` for cases on standard input; ``memory KIND NAME ROWS LIMIT``; ``time KIND ROWS ROUNDS
NAME…``. Answers are JSON, one a line.
"""

from __future__ import annotations

import ctypes
import gc
import json
import re
import signal
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import cases
import division
import eligibility
from contender import Contender

KINDS = {"division": (division, cases.ordinary), "eligibility": (eligibility, cases.claims)}
# A small division that has not ended by then does not end.
ENDS_S = 1.0
# A call that is slower takes one turn, which is not repeated to warm up.
SLOW_S = 3.0


def found(kind: str) -> dict[str, Contender]:
    every = KINDS[kind][0].contenders()
    return {one.name: one for one in every if isinstance(one, Contender)}


@contextmanager
def limit_of(seconds: float) -> Iterator[None]:
    """Raises TimeoutError in what has not ended after so much processor time."""

    def stop(*_: Any) -> None:
        raise TimeoutError

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def failure(error: Exception) -> str:
    """A line of JSON that says why there is no answer."""
    told = "does not end" if isinstance(error, TimeoutError) else f"{type(error).__name__}: {error}"[:200]
    return json.dumps({"error": told, "timeout": isinstance(error, TimeoutError)})


def answer(kind: str, name: str) -> None:
    one = found(kind)[name]
    for line in sys.stdin:
        told = json.loads(line)
        case = cases.claims(**told) if kind == "eligibility" else cases.Division(**told)
        given = one.prepare(case)
        try:
            # The first call of a process may load what it uses.
            with limit_of(ENDS_S if kind == "division" else 30 * ENDS_S):
                result = one.call(given)
            print(json.dumps(one.read(given, result)))
        except Exception as error:
            print(failure(error))


def _status(name: str) -> int:
    """A line of the process's status, in bytes."""
    status = Path("/proc/self/status").read_text()
    line = re.search(rf"^{name}:\s+(\d+) kB$", status, re.MULTILINE)
    assert line is not None
    return int(line[1]) * 1024


def memory(kind: str, name: str, rows: int, limit: float) -> None:
    """Peak memory of one call over what the process held before, and its answer."""
    one, make = found(kind)[name], KINDS[kind][1]
    one.call(one.prepare(make(290)))  # what is loaded with the first call is not of this one
    given = one.prepare(make(rows))
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)  # what was freed is given back, and counts when it is taken again

    Path("/proc/self/clear_refs").write_text("5")
    before, begin = _status("VmRSS"), time.process_time()
    try:
        with limit_of(limit):
            result = one.call(given)
    except Exception as error:
        print(failure(error))
        return
    seconds, peak = time.process_time() - begin, _status("VmHWM")
    print(json.dumps({"bytes": max(0, peak - before), "seconds": seconds}))
    print(json.dumps(one.read(given, result)))


def turns(kind: str, rows: int, rounds: int, names: list[str]) -> None:
    """Processor time of calls in turns; ratios are to the first name's, within a round."""
    every, make = found(kind), KINDS[kind][1]
    case = make(rows)
    ready = [(every[name].call, every[name].prepare(case)) for name in names]
    gc.collect()
    gc.freeze()  # what others hold is not searched through
    spent: list[list[float]] = [[] for _ in names]
    slow: set[int] = set()
    for turn in range(rounds + 1):  # the first is to warm up
        order = [place for place in range(len(names)) if place not in slow]
        for place in order if turn % 2 else reversed(order):
            call, given = ready[place]
            begin = time.process_time()
            result = call(given)
            seconds = time.process_time() - begin
            del result
            if seconds > SLOW_S:
                slow.add(place)
            if turn > 0 or seconds > SLOW_S:
                spent[place].append(seconds)
    for name, own in zip(names, spent, strict=True):
        ratios = [seconds / base for seconds, base in zip(own, spent[0], strict=False)]
        print(json.dumps({"name": name, "seconds": median(own), "ratio": median(ratios)}))


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    match sys.argv[1:]:
        case ["answer", kind, name]:
            answer(kind, name)
        case ["memory", kind, name, rows, limit]:
            memory(kind, name, int(rows), float(limit))
        case ["time", kind, rows, rounds, *names]:
            turns(kind, int(rows), int(rounds), names)
        case _:
            sys.exit(__doc__)
