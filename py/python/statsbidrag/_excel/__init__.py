"""Workbooks for Excel and LibreOffice: an allocation with its derivation, plain tables, templates to fill in."""

from __future__ import annotations

from ._allocation import write_allocation
from ._tables import write_tables
from ._template import template

__all__ = ["template", "write_allocation", "write_tables"]
