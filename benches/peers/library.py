"""The C library on ready columns: the kernel, with nothing of Python round it."""

from __future__ import annotations

import ctypes as c
import os
from functools import cache
from typing import Any

import numpy as np
from cases import YEAR

_POINTERS = {
    np.dtype(kind): c.POINTER(of) for kind, of in (("i8", c.c_int64), ("i4", c.c_int32), ("u1", c.c_uint8))
}


def _fields(**fields: Any) -> list[tuple[str, Any]]:
    return list(fields.items())


class _Allocation(c.Structure):
    _fields_ = _fields(
        size=c.c_size_t, rows=c.c_size_t, total=c.c_int64, unit=c.c_int64,
        rounding=c.c_uint32, rounding_scope=c.c_uint32, ties=c.c_uint32, bounds=c.c_uint32,
        reduce_minimums=c.c_uint32, minimum_for_zero=c.c_uint32, components=c.c_size_t,
        weights=c.POINTER(c.POINTER(c.c_int64)), shares=c.c_void_p, shares_of=c.c_int64,
        ids=c.POINTER(c.c_int64), minimum=c.c_void_p, maximum=c.c_void_p, marks=c.c_void_p, parts=c.c_void_p,
    )  # fmt: skip


class _Claims(c.Structure):
    _fields_ = _fields(
        size=c.c_size_t, lines=c.c_size_t,
        **dict.fromkeys(("role", "activity", "cost_kind", "employment", "increase", "frees_time_for"), c.POINTER(c.c_uint8)),
        begin=c.POINTER(c.c_int32), end=c.POINTER(c.c_int32),
        fte=c.POINTER(c.c_int64), amount=c.POINTER(c.c_int64),
        evidence=c.c_void_p, ruling=c.c_void_p, other_funding=c.c_void_p,
    )  # fmt: skip


@cache
def _library() -> c.CDLL:
    return c.CDLL(os.environ["STATSBIDRAG_LIBRARY"])


def _column(array: np.ndarray) -> Any:
    return array.ctypes.data_as(_POINTERS[array.dtype])


def _must(status: int) -> None:
    if status != 0:
        raise RuntimeError(f"the library answers with status {status}")


def divide(total: int, weights: np.ndarray, ids: np.ndarray | None = None) -> np.ndarray:
    """Öre for each row; among equals the smaller id goes first, or the earlier row without ids."""
    amounts = np.empty(len(weights), dtype=np.int64)
    allocation = _Allocation(size=c.sizeof(_Allocation), rows=len(weights), total=total, unit=1, components=1)
    allocation.weights = c.pointer(_column(weights))
    if ids is not None:
        allocation.ids = _column(ids)
    _must(_library().sb_allocate(c.byref(allocation), _column(amounts), None, None))
    return amounts


@cache
def _rulebook() -> c.c_void_p:
    rulebook = c.c_void_p()
    name = b"starkt-bemanning"
    _must(_library().sb_rulebook_load(name, c.c_size_t(len(name)), c.byref(rulebook), None))
    return rulebook


def assess(columns: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """The verdict of each line, as a code, and the öre that are approved."""
    lines = len(columns["amount"])
    claims = _Claims(
        size=c.sizeof(_Claims), lines=lines, **{name: _column(array) for name, array in columns.items()}
    )
    verdict = np.empty(lines, dtype=np.uint8)
    approved, undetermined = np.empty(lines, dtype=np.int64), np.empty(lines, dtype=np.int64)
    out = (_column(verdict), _column(approved), _column(undetermined))
    _must(_library().sb_assess(_rulebook(), YEAR, 0, c.byref(claims), *out, None, None))
    return verdict, approved
