"""Help, pipes and progress."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
import statsbidrag as sb
from commands import Run, process
from statsbidrag._cli._progress import progress


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    "command",
    ["", "allocate", "second-round", "compare", "check-published", "check-staffing", "plan-staffing", "assess",
     "settle", "catalog", "template", "verify"],
)  # fmt: skip
def test_every_command_has_help_with_its_exit_statuses(run: Run, command: str, language: str) -> None:
    said = run(*filter(None, [command]), "--help", "--language", language)
    assert said.status == 0
    assert said.out.startswith("användning: " if language == "sv" else "usage: ")
    assert ("slutkod:" if language == "sv" else "exit status:") in said.out
    other = ("options", "arguments") if language == "sv" else ("tillval", "användning")
    assert not any(word in said.out for word in other)


def test_the_version(run: Run) -> None:
    assert run("--version").out == f"statsbidrag {sb.__version__}\n"


def test_a_process_gives_statuses_and_survives_its_reader(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    broken = process("allocate", "--scheme", "valfardsmiljarderna", "--year", "2017", stdout=write, stderr=subprocess.PIPE,
                     capture_output=False)  # fmt: skip
    os.close(write)
    assert (broken.returncode, broken.stderr) == (0, "")
    wrong = process("catalog", "finns-inte", cwd=tmp_path)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr.startswith("finns-inte")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is full")
def test_a_full_device_is_told_and_is_no_traceback() -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        said = process("catalog", stdout=full, stderr=subprocess.PIPE, capture_output=False)
    assert said.returncode == 2
    assert said.stderr.startswith("standard output: ")
    assert len(said.stderr.splitlines()) == 1


def test_letters_that_a_terminal_lacks_do_not_stop_the_work(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "statsbidrag", "catalog", "molndal-supervisor-span"]
    said = subprocess.run(command, env=environment, capture_output=True, timeout=60, check=False)
    assert said.returncode == 0
    assert b"h\\xf6gst 6" in said.stdout


def test_no_progress_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    with progress(2) as step:
        step("Läser")
        step("Skriver")
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(("delay", "is_shown"), [(0.0, True), (60.0, False)])
def test_progress_is_shown_on_a_terminal_after_its_time(
    monkeypatch: pytest.MonkeyPatch, delay: float, is_shown: bool
) -> None:
    pytest.importorskip("rich")
    from time import sleep

    from statsbidrag._cli import _progress

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(_progress, "DELAY", delay)
    monkeypatch.setenv("TERM", "xterm")
    with progress(2) as step:
        step("Läser k.csv")
        sleep(0.3)
    assert ("Läser k.csv" in terminal.getvalue()) == is_shown
