"""What the tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
"""The repository."""


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository, with the case files and the README."""
    return ROOT
