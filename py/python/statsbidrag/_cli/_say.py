"""The language of a run: Swedish, or English where it is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

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
        swedish = _HEADINGS.get(f"{table}.{column}") or _HEADINGS.get(column, column)
        if unit == "count":
            swedish = _COUNTED.get(swedish, swedish)
        return self(swedish, column).replace("_", " ")

    def word(self, code: str) -> str:
        """A code of a result in words, where there are words for it.

        >>> Say("sv").word("breach"), Say("sv").word("0180")
        ('bryter', '0180')
        """
        return self(_WORDS.get(code, code), code.replace("_", " ") if code in _WORDS else code)

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

_HEADINGS = {
    # Allocations
    "id": "kod", "name": "namn", "amount": "belopp, kr", "entitlement": "exakt andel, kr", "pot": "pott",
    "rounded_up": "avrundat uppåt", "bound": "gräns", "recipient_set": "mottagare", "entity": "juridisk person",
    "only_in": "bara i", "before": "före", "after": "efter", "difference": "skillnad", "total": "summan",
    "key": "nyckeln", "facts": "uppgifterna", "key_and_facts": "nyckel och uppgifter", "bounds": "gränser",
    "rounding": "avrundning", "before_per_unit": "före per enhet", "after_per_unit": "efter per enhet",
    "difference_per_unit": "skillnad per enhet", "second_round": "andra omgången", "printed": "tryckt",
    "computed": "beräknat", "kind": "slag", "swapped_with": "förväxlat med", "frame": "ram",
    "requisitioned": "rekvirerat", "part_of": "del av", "parts": "delarnas summa", "payable": "betalas ut",
    "inside_other_grants": "inom andra bidrag", "sum": "summa",
    # Staffing
    "rule": "regel", "unit": "enhet", "supervisor": "arbetsledare", "status": "läge", "have_num": "täljare",
    "have_den": "nämnare", "limit": "gräns", "gap": "fattas", "hire": "anställ", "headroom": "utrymme",
    "excess": "för mycket", "side": "sida", "moves": "flyttar", "hire_after_moves": "anställ efter flyttar",
    "role": "roll", "vacancies": "därav vakanta",
    # Stimulus grants
    "verdict": "bedömning", "approved": "godkänt", "refused": "ej godkänt", "undetermined": "under utredning",
    "reasons": "skäl", "reason": "skäl", "outcome": "utfall", "from": "från", "to": "till", "have": "är",
    "need": "ska vara", "cite": "källa", "recipient": "mottagare", "paid": "utbetalat", "claimed": "redovisat",
    "unused": "oanvänt", "repayable": "återbetalas", "pending": "under utredning", "own_cost_if_met": "egen kostnad, bifall",
    "own_cost_if_refused": "egen kostnad, avslag", "waived": "efterges", "due": "att betala",
    "unrequisitioned": "ej rekvirerat", "interest": "ränta", "line": "rad",
    # What ships
    "dates.due": "senast", "groups.total": "belopp, kr", "unallocated": "ofördelat",
    "who": "vem", "what": "vad", "rulebook": "regelbok", "year": "år", "about": "om", "on_holiday": "helgdag",
}  # fmt: skip

_COUNTED = {"belopp, kr": "antal", "exakt andel, kr": "exakt andel"}
"""What headings of kronor are called where persons or seats are counted."""

_WORDS = {
    "met": "uppfyllt", "not_met": "inte uppfyllt", "missing": "uppgift saknas", "judgement": "bedöms",
    "breach": "bryter", "not_evaluated": "inte prövat", "at_most": "högst", "at_least": "minst",
    "minimum": "minimum", "maximum": "maximum", "municipality": "kommun", "region": "region",
    "vacuous": "inget att hålla", "no_denominator": "nämnaren är noll", "reference": "att jämföra med",
    "rounding_difference": "avrundningsskillnad", "sum_difference": "summan stämmer inte",
    "not_by_key": "följer inte nyckeln", "swapped": "förväxlade",
    "approved": "godkänd", "refused": "ej godkänd", "part": "delvis godkänd", "undetermined": "under utredning",
    "unused": "oanvänt", "not_eligible": "ej bidragsberättigat", "waived": "efterges", "interest": "ränta",
    "requisition": "rekvirering", "report": "återrapportering", "interim_report": "delrapport",
    "final_report": "slutrapport", "training": "utbildning", "coordinator": "samordnare", "recipient": "mottagare",
}  # fmt: skip
