"""What columns and codes of results are called where people read them, in Swedish and English."""

from __future__ import annotations


def heading(column: str, language: str, table: str = "", unit: object = None) -> str:
    """What a column is called in a table for reading, by the unit of its amounts where they have one.

    >>> heading("amount", "sv"), heading("rounded_up", "en"), heading("due", "sv", "dates")
    ('belopp, kr', 'rounded up', 'senast')
    >>> heading("amount", "sv", unit="count"), heading("amount", "sv", unit=100)
    ('antal', 'belopp, kr')
    """
    swedish = _HEADINGS.get(f"{table}.{column}") or _HEADINGS.get(column, column)
    if unit == "count":
        swedish = _COUNTED.get(swedish, swedish)
    return (swedish if language == "sv" else column).replace("_", " ")


def word(code: str, language: str) -> str:
    """A code of a result in words, where there are words for it.

    >>> word("breach", "sv"), word("not_met", "en"), word("0180", "sv")
    ('bryter', 'not met', '0180')
    """
    if code not in _WORDS:
        return code
    return _WORDS[code] if language == "sv" else code.replace("_", " ")


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
    "steps": "steg", "num": "täljare", "den": "nämnare", "days_met": "dagar uppfyllt", "days_in_breach": "dagar som bryter",
    "days_compared": "dagar jämförda", "days_not_evaluated": "dagar inte prövade", "worst_on": "sämst den",
    "worst_num": "sämst, täljare", "worst_den": "sämst, nämnare", "worst_limit": "sämst, gräns",
    "first_met": "först uppfyllt", "met_since": "uppfyllt sedan", "heads": "personer", "exact": "exakt", "cost": "kostnad",
    # Stimulus grants
    "verdict": "bedömning", "approved": "godkänt", "refused": "ej godkänt", "undetermined": "under utredning",
    "reasons": "skäl", "reason": "skäl", "outcome": "utfall", "from": "från", "to": "till", "have": "är",
    "need": "ska vara", "cite": "källa", "recipient": "mottagare", "paid": "utbetalat", "claimed": "redovisat",
    "unused": "oanvänt", "repayable": "återbetalas", "pending": "kan tillkomma", "own_cost_if_met": "egen kostnad, bifall",
    "own_cost_if_refused": "egen kostnad, avslag", "waived": "efterges", "due": "att betala",
    "unrequisitioned": "ej rekvirerat", "interest": "ränta", "line": "rad",
    "cap": "tak", "left": "kvar",
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
    "mended": "bryter inte längre", "broken": "bryter nu", "still_broken": "bryter fortfarande",
    "still_kept": "hålls fortfarande", "not_comparable": "går inte att jämföra", "added": "tillkommen",
    "removed": "borttagen",
    "not_by_key": "följer inte nyckeln", "swapped": "förväxlade",
    "approved": "godkänd", "refused": "ej godkänd", "part": "delvis godkänd", "undetermined": "under utredning",
    "unused": "oanvänt", "not_eligible": "ej bidragsberättigat", "waived": "efterges", "interest": "ränta",
    "requisition": "rekvirering", "report": "återrapportering", "interim_report": "delrapport",
    "final_report": "slutrapport", "training": "utbildning", "coordinator": "samordnare", "recipient": "mottagare",
}  # fmt: skip

CODED = frozenset(
    {
        "status", "side", "verdict", "outcome", "kind", "bound", "recipient_set", "who", "what", "line", "facts",
        "before", "after",
    }
)  # fmt: skip
"""The columns of results that have codes of the library, where they have texts."""
