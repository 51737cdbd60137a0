"""How time and memory grow: has each piece of work done in each size, and draws what came of it."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
from matplotlib.axes import Axes  # noqa: E402

ROOT = Path(__file__).parent.parent.parent
sys.path.append(str(ROOT / "benches/peers"))
from ink import FAINT, INK, plain, save  # noqa: E402
from machine import machine  # noqa: E402

GROWTH = ROOT / "target/release/growth"
RECIPIENTS = 290
"""Of a scenario."""


def sizes(least: int, most: int) -> list[int]:
    """1, 3, 10, 30 … times the least."""
    found = [least * step * 10**power for power in range(9) for step in (1, 3)]
    return [size for size in found if size <= most]


@dataclass
class Work:
    """One kind of work, and what was measured by size."""

    name: str
    told: str
    row: str
    color: str
    sizes: list[int]
    rows_each: int = 1
    seconds: dict[int, float] = field(default_factory=dict)
    """By size: processor time on one thread."""
    two_threads: dict[int, float] = field(default_factory=dict)
    """By size: the least time by the clock on two threads, over that on one."""
    memory: dict[int, int] = field(default_factory=dict)

    def measure(self) -> None:
        for size in self.sizes:
            print(self.name, size, file=sys.stderr)
            (told,) = _run("time", self.name, size)
            self.seconds[size], self.two_threads[size] = told["seconds"], told["two_threads"]
            self.memory[size] = max(
                _run("memory", self.name, size, threads)[0]["bytes"] for threads in (1, 2)
            )

    def rows(self, size: int) -> int:
        return size * self.rows_each


def _run(*arguments: object) -> list[Any]:
    command = [str(GROWTH), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


WORK = [
    Work("kernel", "division, kernel", "recipients", "#2a6fb0", sizes(100, 10_000_000)),
    Work("allocate", "division, ids checked", "recipients", "#2a9d5c", sizes(100, 10_000_000)),
    Work("scenarios", "scenarios of 290", "scenarios", "#b0578d", sizes(1, 100_000), RECIPIENTS),
    Work("claims", "claim lines", "lines", "#e07b39", sizes(100, 10_000_000)),
    Work("staffing", "staffing, 5 rules", "rows", "#8a6d1f", sizes(100, 10_000_000)),
]


def draw(path: Path) -> None:
    figure, (time, memory) = plt.subplots(1, 2, figsize=(10.5, 4.6), layout="constrained")
    for work in WORK:
        rows = [work.rows(size) for size in work.sizes]
        one = [work.seconds[size] * 1e3 for size in work.sizes]
        time.plot(rows, one, color=work.color, marker="o", markersize=3.5, linewidth=1.6, label=work.told)
        if work.name == "scenarios":
            two = [work.seconds[size] * work.two_threads[size] * 1e3 for size in work.sizes]
            time.plot(rows, two, color=work.color, linestyle=":", linewidth=1.6, label="… on two threads")
        # A call that takes less than a page or two shows none.
        grown = [(n, work.memory[size] / 1e6) for n, size in zip(rows, work.sizes, strict=True)]
        grown = [point for point in grown if point[1] > 0.1]
        memory.plot(*zip(*grown, strict=True), color=work.color, marker="o", markersize=3.5, linewidth=1.6)
    for axis, title, unit in ((time, "Time", "ms"), (memory, "Peak memory", "MB")):
        axis.set(xscale="log", yscale="log", xlabel="rows (recipients, claim lines, units with staff)")
        axis.xaxis.set_major_formatter(plain)
        axis.yaxis.set_major_formatter(plain)
        axis.set_title(f"{title}, {unit}", loc="left", color=INK, fontweight="bold")
    _guide(time)
    _guide(memory)
    time.legend(frameon=False, fontsize=8)
    save(figure, path)


def _guide(axis: Axes) -> None:
    """What grows in proportion is parallel to this."""
    limits = axis.get_ylim()
    axis.plot([1e2, 3e7], [1e-3, 3e2], color=FAINT, linewidth=7, alpha=0.3, zorder=0, label="in proportion")
    axis.set_ylim(limits)


def table() -> str:
    head = ("", "", "time, ns a row", "on two threads, times", "memory, bytes a row", "memory, MB")
    lines = [head, ("---", "--:", "--:", "--:", "--:", "--:")]
    for work in WORK:
        for size in work.sizes:
            if not str(size).startswith("1"):
                continue
            megabytes = work.memory[size] / 1e6
            lines.append((
                work.told,
                f"{plain(size)} {work.row if size > 1 else work.row[:-1]}",
                plain(round(work.seconds[size] * 1e9 / work.rows(size), 1)),
                f"{work.two_threads[size]:.2f}",
                plain(round(work.memory[size] / work.rows(size))) if megabytes > 2 else "–",
                plain(round(megabytes)) if megabytes > 2 else "< 2",
            ))  # fmt: skip
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


WORDS = """\
Time is processor time on one thread, the median of calls; *on two threads* is the least time by the clock over
the least on one, in turns. Memory is the peak of a process of its own over what it held before the call, the
greater of one and two threads. A row is a recipient (a scenario has 290), a claim line or a unit with staff.

![Time and memory by rows, on logarithmic axes](growth.svg)

Cost grows in proportion to the rows, and the lines bend in three places.

- **Few rows.** A call has a fixed cost of some microseconds (options are checked, rules are taken out of the
  rulebook), so the lines are flat at the left, those of claim lines and staffing up to a thousand rows.
- **Many rows.** From some hundred thousand rows on the columns are larger than the processor's caches, and a
  row waits for memory.
- **Ids.** That ids in no order stand once is found by sorting, n log n; ids in order, as registers have them,
  take one pass.

Scenarios are shared among threads, which pays from some thousand on. One division, the verdicts of claim lines and
the check of staffing run on one thread whatever there is, and their ratios are the noise of the measurement."""


def main() -> None:
    for work in WORK:
        work.measure()
    out = ROOT / "docs/comparison"
    out.mkdir(parents=True, exist_ok=True)
    told = f"Made by `benches/growth/run` on {machine()}."
    (out / "growth.md").write_text("\n\n".join(["# How cost grows", told, WORDS, table()]) + "\n")
    draw(out / "growth.svg")


if __name__ == "__main__":
    main()
