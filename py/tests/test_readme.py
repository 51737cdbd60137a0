"""The Python pages: their code is run as printed, prints what they say, and is typed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "py/README.md"]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def blocks(page: Path) -> list[tuple[str, str]]:
    return BLOCK.findall(page.read_text("utf-8"))


def programs(page: Path) -> str:
    return "\n".join(code for language, code in blocks(page) if language == "python")


def printed(page: Path) -> str:
    """What the page says that its Python prints: the text that follows a block of it."""
    found = blocks(page)
    return "".join(
        text
        for (before, _), (language, text) in zip(found, found[1:], strict=False)
        if before == "python" and language == "text"
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_code_prints_what_the_page_says(page: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    pytest.importorskip("xlsxwriter")
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    environment = {**os.environ, "MPLBACKEND": "Agg", "PYTHONUTF8": "1"}
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", programs(page)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=tmp_path,
        env=environment,
    )
    assert ran.returncode == 0, ran.stderr
    assert printed(page)
    # The page has plain spaces where numbers have such as do not break.
    assert ran.stdout.replace("\N{NO-BREAK SPACE}", " ") == printed(page)


def test_the_code_is_typed(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    files = []
    for number, page in enumerate(PAGES):
        file = tmp_path / f"page{number}.py"
        file.write_text(programs(page), "utf-8")
        files.append(str(file))
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", str(ROOT / "py" / "pyproject.toml")]
    ran = subprocess.run([*command, *files], capture_output=True, text=True, cwd=tmp_path)
    assert ran.returncode == 0, ran.stdout


def texts(picture: Path) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", picture.read_text("utf-8"))


def test_the_picture_is_what_the_library_draws(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    drawn = tmp_path / "drawn.svg"
    script = ROOT / "docs" / "draw.py"
    run = [sys.executable, "-W", "error", "-c", f"import runpy; from pathlib import Path; "
           f"runpy.run_path({str(script)!r})['draw'](Path({str(drawn)!r}))"]  # fmt: skip
    ran = subprocess.run(run, capture_output=True, text=True, encoding="utf-8")
    assert ran.returncode == 0, ran.stderr
    shown = texts(ROOT / "docs" / "valfardsmiljarderna.svg")
    assert shown == texts(drawn), "draw it again: python docs/draw.py"
    # As the example fordela has it for Gotland as a region: (814 869 + 5 222 801) / 58 003.
    assert "104.09" in " ".join(shown)
