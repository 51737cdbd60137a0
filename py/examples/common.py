"""What the examples have in common: where they write, and what they can do without."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path


def out_directory(about: str) -> Path:
    """The directory that ``--out`` names, or a temporary one."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--out", type=Path, help="mapp för bild och arbetsböcker; annars en tillfällig")
    directory: Path = parser.parse_args().out or Path(tempfile.mkdtemp(prefix="statsbidrag-"))
    directory.mkdir(parents=True, exist_ok=True)
    return directory


def if_installed(what: str, write: Callable[[], object]) -> None:
    """Writes what needs a package that may not be there; says which where it is not."""
    try:
        write()
    except ImportError as error:
        print(f"{what}: {error}")
