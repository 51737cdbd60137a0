"""The language of a run: Swedish, or English where it is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from .._vocabulary import heading, word

Language = Literal["sv", "en"]


class Say(NamedTuple):
    """Says things in a language.

    >>> Say("sv")("mottagare", "recipients")
    'mottagare'
    """

    language: Language

    def __call__(self, swedish: str, english: str) -> str:
        """The text in the language."""
        return swedish if self.language == "sv" else english

    def of(self, wording: Mapping[str, str]) -> str:
        """A wording of the catalogue in the language."""
        return wording[self.language]

    def heading(self, column: str, table: str = "", unit: object = None) -> str:
        """What a column is called in a table for reading, by the unit of its amounts where they have one.

        >>> Say("sv").heading("amount"), Say("en").heading("rounded_up"), Say("sv").heading("due", "dates")
        ('belopp, kr', 'rounded up', 'senast')
        >>> Say("sv").heading("amount", unit="count"), Say("sv").heading("amount", unit=100)
        ('antal', 'belopp, kr')
        """
        return heading(column, self.language, table, unit)

    def word(self, code: str) -> str:
        """A code of a result in words, where there are words for it.

        >>> Say("sv").word("breach"), Say("sv").word("0180")
        ('bryter', '0180')
        """
        return word(code, self.language)

    def title(self, table: str) -> str:
        """What a table of a result is called.

        >>> Say("sv").title("pots"), Say("en").title("totals")
        ('Potter', 'Totals')
        """
        from .._excel._results import TITLES

        return self(*({**TITLES, **_TITLES}.get(table, (table, table))))


def asked(arguments: Sequence[str]) -> Language:
    """The language that arguments ask for, before anything else is made of them.

    >>> asked(["allocate", "--language", "en"]), asked(["--language=en"]), asked([])
    ('en', 'en', 'sv')
    """
    pairs = zip(arguments, [*arguments[1:], ""], strict=False)
    is_english = any(pair == ("--language", "en") or pair[0] == "--language=en" for pair in pairs)
    return "en" if is_english else "sv"


_TITLES = {
    "pots": ("Potter", "Pots"), "entities": ("Juridiska personer", "Legal entities"), "groups": ("Grupper", "Groups"),
    "instalments": ("Utbetalningar", "Instalments"),
}  # fmt: skip
"""What tables are called that only the command line has."""
