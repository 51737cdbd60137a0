"""Values on the command line: exact numbers, days, measures and files, as people write them."""

from __future__ import annotations

import argparse
import re
from datetime import date
from fractions import Fraction
from pathlib import Path

from .._notation import Number, readings
from ._say import Say

ENDINGS = (".csv", ".xlsx", ".json")
"""What can be written, by the end of the file's name."""


class Values:
    """Reads values; what is wrong with one is told in the language."""

    def __init__(self, say: Say) -> None:
        self._say = say

    def number(self, text: str) -> Number | Fraction:
        """An exact number: ``7 700 000 000``, ``0,5``, ``0.5`` or ``8/11``.

        What a decimal comma and a decimal point make two numbers of is refused.

        >>> Values(Say("sv")).number("7 700,50"), Values(Say("sv")).number("8/11")
        (Decimal('7700.50'), Fraction(8, 11))
        >>> Values(Say("en")).number("1.500")
        Traceback (most recent call last):
        ...
        argparse.ArgumentTypeError: 1.500 may be 1500 or 1.500: write 1500, or other decimals
        """
        if re.fullmatch(r"-?\d{1,64}/0*[1-9]\d{0,63}", text, re.ASCII):
            return Fraction(text)
        found = {reading[0] for reading in readings([text.strip()]).values()}
        if len(found) == 1:
            return found.pop()
        if found:
            whole, part = max(found), min(found)
            raise argparse.ArgumentTypeError(
                self._say(
                    f"{text} kan vara {whole} eller {part}: skriv {whole}, eller andra decimaler",
                    f"{text} may be {whole} or {part}: write {whole}, or other decimals",
                )
            )
        raise argparse.ArgumentTypeError(
            self._say(
                f"{text} är inget tal: skriv till exempel 1234,50 eller 2/3",
                f"{text} is no number: write such as 1234.50 or 2/3",
            )
        )

    def number_or_column(self, text: str) -> Number | Fraction | str:
        """A number, or else the name of a column.

        >>> Values(Say("sv")).number_or_column("golv")
        'golv'
        """
        return self.number(text) if text[:1].isdigit() else text

    def whole(self, text: str) -> int:
        """A whole number of 0 or more."""
        if re.fullmatch(r"\d{1,9}", text, re.ASCII):
            return int(text)
        raise argparse.ArgumentTypeError(
            self._say(f"{text} är inget helt tal, 0 eller mer", f"{text} is no whole number, 0 or more")
        )

    def day(self, text: str) -> date:
        """A day: ``2017-01-01``."""
        try:
            if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
                return date.fromisoformat(text)
        except ValueError:
            pass
        raise argparse.ArgumentTypeError(
            self._say(f"{text} är ingen dag som 2017-01-31", f"{text} is no day such as 2017-01-31")
        )

    def written(self, text: str) -> Path:
        """A file to write, whose name says of what kind it is."""
        if Path(text).suffix.lower() in ENDINGS:
            return Path(text)
        raise argparse.ArgumentTypeError(
            self._say(
                f"{text}: namnet ska sluta på .csv, .xlsx eller .json",
                f"{text}: the name must end in .csv, .xlsx or .json",
            )
        )
