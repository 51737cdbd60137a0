"""Packages that only some need."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def optional(module: str, remedy: str) -> Any:
    """A module that is installed apart.

    Raises :class:`ImportError` with the remedy where it is not there.

    >>> optional("no_such_module", "pip install it")
    Traceback (most recent call last):
    ...
    ImportError: no_such_module is not installed: pip install it
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        name = module.partition(".")[0]
        raise ImportError(f"{name} is not installed: {remedy}", name=name) from error
