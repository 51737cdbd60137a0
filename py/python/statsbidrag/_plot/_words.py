"""What pictures say, in Swedish and English."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from .._html import NARROW, number as swedish

_ENGLISH = str.maketrans({",": ".", NARROW: ","})

_TEXTS: dict[str, tuple[str, str]] = {
    "source": ("Källa", "Source"),
    "made_by": ("beräkning med statsbidrag", "computed with statsbidrag"),
    "facts": ("underlag", "facts"),
    "rules": ("regler", "rules"),
    "preliminary": ("preliminär", "preliminary"),
    "final": ("slutlig", "final"),
    "kr": ("kr", "kr"),
    "millions": ("miljoner", "million"),
    "per": ("per", "per"),
    "division": ("Fördelning av {total}", "Allocation of {total}"),
    "mean": ("samtliga tillsammans: {mean}", "all together: {mean}"),
    "no_figure": ("uppgift saknas", "no figure"),
    "without_figure": ("uppgift saknas för {n}", "no figure for {n}"),
    "left_out": ("{n} deltar inte", "{n} do not take part"),
    "difference": ("Skillnad i {unit}: {after} jämfört med {before}", "Difference in {unit}: {after} against {before}"),
    "against": ("{unit}: {after} mot {before}", "{unit}: {after} against {before}"),
    "before": ("före", "before"),
    "after": ("efter", "after"),
    "only_in": ("endast {side}", "only {side}"),
    "equal": ("lika", "equal"),
    "at_most": ("högst {limit}", "at most {limit}"),
    "at_least": ("minst {limit}", "at least {limit}"),
    "reference_limit": ("att jämföra med: {limit}", "to compare with: {limit}"),
    "met": ("uppfyller", "met"),
    "breach": ("bryter", "breach"),
    "reference": ("jämförs", "compared"),
    "no_ratio": ("ingen kvot: {have} / 0", "no ratio: {have} / 0"),
    "vacuous": ("inget att jämföra (0/0)", "nothing to compare (0/0)"),
    "no_denominator": ("ingen att dela på (nämnaren är 0)", "nobody to share (the denominator is 0)"),
    "not_evaluated": ("ej bedömd: uppgift saknas", "not evaluated: no figure"),
    "law": ("lag", "law"),
    "agreement": ("avtal", "agreement"),
    "recommendation": ("rekommendation", "recommendation"),
    "local": ("lokalt mål", "local goal"),
    "statistic": ("statistik att jämföra med", "statistic to compare with"),
    "approved": ("godkänt", "approved"),
    "refused": ("ej godkänt", "refused"),
    "undetermined": ("under utredning", "undetermined"),
    "pending": ("under utredning", "pending"),
    "repayable": ("återbetalningspliktigt", "repayable"),
    "assessed": ("Bidragsår {year}, redovisat {total} kr", "Grant year {year}, {total} kr claimed"),
    "settled": ("Slutavräkning av bidragsår {year}, utbetalt {total} kr", "Settlement of grant year {year}, {total} kr paid"),
}  # fmt: skip

_UNITS: dict[str, tuple[str, str]] = {
    "kr": ("kr", "kr"),
    "count": ("antal", "number"),
    "population": ("invånare", "inhabitant"),
    "asylum_seekers": ("asylsökande", "asylum seeker"),
    "pupils": ("elev", "pupil"),
    "open_cases": ("öppna ärenden", "open cases"),
    "cases": ("ärenden", "cases"),
    "children": ("barn", "children"),
    "points": ("poäng", "points"),
    "case_holding_fte": ("årsarbetare med ärenden", "case-holding FTE"),
    "worker_heads": ("socialarbetare", "social worker"),
    "social_worker_heads": ("socialsekreterare", "social worker"),
    "social_worker_fte": ("årsarbetare (socialsekreterare)", "social worker FTE"),
    "supervisor_heads": ("arbetsledare", "supervisor"),
    "supervisor_fte": ("årsarbetare (arbetsledare)", "supervisor FTE"),
    "administrator_heads": ("administratörer", "administrators"),
    "administrator_fte": ("årsarbetare (administratörer)", "administrator FTE"),
    "employee_heads": ("medarbetare", "employees"),
    "manager_heads": ("chef", "manager"),
}  # fmt: skip


def say(word: str, language: str, **values: object) -> str:
    """A text, with values put in.

    >>> say("left_out", "en", n=3)
    '3 do not take part'
    """
    return _TEXTS[word][language != "sv"].format(**values)


def unit(column: str, language: str) -> str:
    """What a column counts, in the field's word; its own name where there is none.

    >>> unit("population_2016_12_31", "sv"), unit("open_cases", "en"), unit("andel", "sv")
    ('invånare', 'open cases', 'andel')
    """
    stem = "population" if column.startswith("population_") else column
    return _UNITS[stem][language != "sv"] if stem in _UNITS else column


def number(value: Decimal | Fraction | int, language: str, decimals: int | None = None) -> str:
    """An exact number as it is written; with decimals told it has so many, rounded half away from zero.

    >>> number(Fraction(-10_000_001, 8), "en", 2), number(Decimal("12.50"), "en"), number(Fraction(1, 3), "en")
    ('−1,250,000.13', '12.50', '1/3')
    """
    written = swedish(value, decimals)
    return written if language == "sv" else written.translate(_ENGLISH)


def each(numerator: str, denominator: str, language: str) -> str:
    """So much of one column for each of another: ``kr per invånare``."""
    return f"{unit(numerator, language)} {say('per', language)} {unit(denominator, language)}"
