"""A command, and a file of claim lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Run, Said, put
from statsbidrag.__main__ import main


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Said:
        status = main(arguments)
        out, err = capsys.readouterr()
        return Said(status, out.replace("\N{NO-BREAK SPACE}", " "), err)

    return run


@pytest.fixture
def claims(run: Run) -> str:
    """A social worker for 600,000 who is above the baseline, and somebody in a role that is not paid for."""
    return put(
        "c.csv",
        "id;recipient;role;activity;cost_kind;employment;from;to;fte;increase;frees_time_for;amount\n"
        "L1;1480;socialsekreterare;child_youth_authority;personnel;employed;2017-01-01;2017-12-31;1;above_baseline;;600 000\n"
        "L2;1480;other;child_youth_authority;personnel;employed;2017-01-01;2017-12-31;1;above_baseline;;500 000\n",
    )
