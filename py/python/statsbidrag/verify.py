"""Checks the certificate (intyg) of an allocation with exact fractions and nothing else.

``python -m statsbidrag.verify certificate.json`` says of each amount whether it follows from the
facts and the allocation key (fördelningsnyckel), and why. The file needs only Python 3.11: copied
out of the package it runs alone. It shares no code with the library that made the certificate; all
that the two have in common is the description of the document.
"""

from __future__ import annotations

import argparse
import heapq
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import NamedTuple, TypeVar

__all__ = ["CertificateError", "Problem", "Report", "Row", "check", "main", "read"]

T = TypeVar("T")

LANGUAGES = ("sv", "en")
DIVISOR = ("webster", "dhondt", "adams", "dean", "huntington_hill")
EACH_BY_ITSELF = ("down", "up", "half_up", "half_down", "half_even")
ROUNDINGS = ("largest_remainder", *EACH_BY_ITSELF, *DIVISOR)
#: The divisor methods whose first signpost is zero: everyone's first seat comes before any second.
FIRST_SEAT = ("adams", "dean", "huntington_hill")
POLICIES = ("water_level", "base_then_share", "top_up_original_quota")
#: More digits than any certificate has, and few enough to be read at once.
LONGEST = 100_000

_FIELDS = (
    "certificate", "unit", "total", "rounding", "rounding_scope", "ties", "tie_order", "ids",
    "components", "parts", "amounts", "unallocated", "tied", "units_at_stake",
)  # fmt: skip


# What is found


class Problem(NamedTuple):
    """One thing that is wrong with a certificate as a whole."""

    path: str
    """Where: a JSON pointer into the certificate, such as ``/components/0/sum``."""
    why: str
    """What is wrong, in the language asked for."""

    def __str__(self) -> str:
        return f"{self.path or '/'}: {self.why}"


@dataclass(frozen=True, slots=True)
class Row:
    """One recipient (bidragsmottagare). Money is in kronor; with the unit ``count``, persons."""

    id: str
    amount: Fraction
    """What the certificate says."""
    expected: Fraction | None
    """What follows from the facts and the key; none where nothing does."""
    entitlement: Fraction | None
    """The exact share before it is rounded, within minimum and maximum."""
    follows: bool
    why: str
    """The reason, in the language asked for."""


@dataclass(frozen=True, slots=True)
class Report:
    """Whether the amounts of a certificate follow, one by one."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    """What is wrong with the certificate as a whole: sums, shares, level, ties, parts."""

    @property
    def is_sound(self) -> bool:
        """Whether every amount follows and nothing else is wrong."""
        return not self.problems and all(row.follows for row in self.rows)


class CertificateError(ValueError):
    """What was given is no certificate; ``problems`` has everything that is wrong with its form."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


# What is said

_WORDS: dict[str, tuple[str, str]] = {
    # The form of the document.
    "unreadable": ("kan inte läsas: {error}", "cannot be read: {error}"),
    "repeated_field": ("fältet {name} står två gånger", "the field {name} stands twice"),
    "too_deep": ("för många nivåer", "too many levels"),
    "missing": ("fältet saknas", "the field is missing"),
    "unknown_field": ("ett intyg har inget sådant fält", "a certificate has no such field"),
    "wrong": ("{got}, ska vara {want}", "{got}, want {want}"),
    "float": (
        "{got} är ett binärt decimaltal, ska vara {want}",
        "{got} is a binary fraction, want {want}",
    ),
    "length": (
        "{got} värden, ska vara ett för var och en av {want} mottagare",
        "{got} values, want one for each of {want} recipients",
    ),
    "an object": ("ett objekt", "an object"),
    "a list": ("en lista", "a list"),
    "a text": ("en text", "a text"),
    "true or false": ("true eller false", "true or false"),
    "a natural number": ('ett naturligt tal som "7"', 'a natural number such as "7"'),
    "a fraction": ('ett bråk som "59/22"', 'a fraction such as "59/22"'),
    "kronor": ('kronor som "14" eller "14.50"', 'kronor such as "14" or "14.50"'),
    "unit": (
        'kronor över noll, som "1" eller "0.01", eller "count"',
        'kronor over zero, such as "1" or "0.01", or "count"',
    ),
    "version": ("1, den form som kan läsas här", "1, the shape that can be read here"),
    "recipients": ("minst en mottagare", "at least one recipient"),
    "huge": ("ett tal med omkring {digits} siffror", "a number of about {digits} digits"),
    # The certificate as a whole.
    "id_repeats": ("id {id} står två gånger", "the id {id} stands twice"),
    "name_repeats": ("namnet {name} står två gånger", "the name {name} stands twice"),
    "sum": ("vikternas summa är {want}, inte {got}", "the weights sum to {want}, not {got}"),
    "no_weight_at_all": ("ingen har någon vikt", "nobody has a weight"),
    "shares": ("andelarna summerar till {got}, inte 1", "the shares sum to {got}, not 1"),
    "part_of_unit": (
        "{got} är inte hela enheter om {unit}, vilket avrundningen kräver",
        "{got} is not whole units of {unit}, which the rounding needs",
    ),
    "tie_order": (
        "med by_list ska varje id stå här en gång, annars inget",
        "with by_list every id must stand here once, otherwise none",
    ),
    "not_with_bounds": (
        "{got} kan inte förenas med minimi- eller maximibelopp",
        "{got} cannot go with minimums or maximums",
    ),
    "not_with_top_up": (
        "{got} kan inte förenas med top_up_original_quota",
        "{got} cannot go with top_up_original_quota",
    ),
    "a charge": ("en avgift", "a charge"),
    "a maximum": ("ett maximibelopp", "a maximum"),
    "minimum_without_weight": (
        "{id} har ingen vikt och därför inget minimibelopp",
        "{id} has no weight and so no minimum",
    ),
    "minimum_over_maximum": (
        "minimum {low} är över maximum {high} för {id}",
        "the minimum {low} is over the maximum {high} of {id}",
    ),
    "asked_fits": (
        "de begärda minimibeloppen, {got} enheter, ryms och ska inte sättas ned",
        "the minimums asked for, {got} units, fit and are not to be cut",
    ),
    "cut": (
        "{got} enheter till {id}; nedsatt i proportion är minimum {want}",
        "{got} units for {id}; cut in proportion the minimum is {want}",
    ),
    "infeasible": (
        "minimibeloppen är {low} enheter och maximibeloppen {high}; det finns {total}",
        "the minimums are {low} units and the maximums {high}; there are {total}",
    ),
    "no_limit": ("obegränsade", "without limit"),
    "bases": (
        "hela andelar och minimibelopp är {got} enheter; det finns {total}",
        "whole quotas and minimums are {got} units; there are {total}",
    ),
    "first_seats": (
        "minimibelopp och första platser är {got} enheter; det finns {total}",
        "minimums and first seats are {got} units; there are {total}",
    ),
    "level": (
        "vid nivån {got} blir andelarna {sum} enheter, inte {total}; nivån är {want}",
        "at the level {got} the entitlements are {sum} units, not {total}; the level is {want}",
    ),
    "level_missing": (
        "nivån saknas; den är {want}",
        "the level is missing; it is {want}",
    ),
    "no_level": ("policyn har ingen nivå", "this policy has no level"),
    "no_parts": (
        "delar finns bara när flera komponenter avrundas var för sig",
        "there are parts only where several components are rounded each by itself",
    ),
    "parts": ("{got} delar, ska vara {want}", "{got} parts, want {want}"),
    "part_name": ("{got}, ska vara {want}", "{got}, want {want}"),
    "pot": ("potten är {want}, inte {got}", "the pot is {want}, not {got}"),
    "part_amount": ("{got} till {id}, ska vara {want}", "{got} for {id}, want {want}"),
    "total": (
        "belopp och ofördelat summerar till {got}, inte {want}",
        "the amounts and what is unallocated sum to {got}, not {want}",
    ),
    "unallocated": ("ofördelat är {want}, inte {got}", "{want} is unallocated, not {got}"),
    "tied": ("lika vid gränsen är {want}, inte {got}", "equal at the cut are {want}, not {got}"),
    "stake": (
        "enheter för dem som var lika: {want}, inte {got}",
        "units for those who were equal: {want}, not {got}",
    ),
    "refused": (
        "lika ska avvisas (refuse), men {ids} är lika vid gränsen",
        "ties are refused, but {ids} are equal at the cut",
    ),
    "nobody": ("ingen", "nobody"),
    "more": ("{ids} och {count} till", "{ids} and {count} more"),
    # Each amount.
    "void": (
        "Inget belopp följer, eftersom intyget har fel som hindrar det.",
        "No amount follows, because what is wrong with the certificate prevents it.",
    ),
    "differs": (
        "Intyget säger {got}; {want} följer.",
        "The certificate says {got}; {want} follows.",
    ),
    "open": (
        "Intyget säger {got}; inget bestämt belopp följer.",
        "The certificate says {got}; no certain amount follows.",
    ),
    "entitlement": ("Exakt andel: {q}.", "Exact entitlement: {q}."),
    "nothing": ("Det finns inget att fördela.", "There is nothing to divide."),
    "no_weight": (
        "Nyckeln ger ingen vikt, och därför inget belopp.",
        "The key gives no weight, and so no amount.",
    ),
    "minimum": ("Minimibeloppet gäller.", "The minimum holds."),
    "maximum": ("Maximibeloppet gäller.", "The maximum holds."),
    "whole": ("Hela enheter, avrundas inte.", "Whole units, not rounded."),
    "up": (
        "Uppåt: rest {rest} av en enhet. Enheter kvar: {left}; minsta rest som fick en: {cut}.",
        "Up: remainder {rest} of a unit. Units left: {left}; the least that got one: {cut}.",
    ),
    "down": (
        "Nedåt: rest {rest} av en enhet. Enheter kvar: {left}; minsta rest som fick en: {cut}.",
        "Down: remainder {rest} of a unit. Units left: {left}; the least that got one: {cut}.",
    ),
    "each_up": ("Uppåt, enligt {rounding}.", "Up, by {rounding}."),
    "each_down": ("Nedåt, enligt {rounding}.", "Down, by {rounding}."),
    "seats": (
        "{rounding}: de {total} största jämförelsetalen ger {units}.",
        "{rounding}: the {total} largest quotients give {units}.",
    ),
    "tie_first": (
        "Lika vid gränsen: {count}, enheter för dem: {stake}; {ties} ger den företräde.",
        "Equal at the cut: {count}, units for them: {stake}; {ties} puts it among the first.",
    ),
    "tie_last": (
        "Lika vid gränsen: {count}, enheter för dem: {stake}; {ties} ger andra företräde.",
        "Equal at the cut: {count}, units for them: {stake}; {ties} puts others first.",
    ),
    "tie_open": (
        "Lika vid gränsen: {count}, enheter för dem: {stake}; ingen regel avgör.",
        "Equal at the cut: {count}, units for them: {stake}; no rule settles it.",
    ),
    # The summary.
    "counted": (
        "{good} av {all} belopp följer av uppgifterna och nyckeln.",
        "{good} of {all} amounts follow from the facts and the key.",
    ),
    "sound": ("Intyget håller.", "The certificate holds."),
    "unsound": ("Intyget håller inte.", "The certificate does not hold."),
    "problems": ("Fel i intyget:", "Wrong with the certificate:"),
    "rows_bad": ("Belopp som inte följer:", "Amounts that do not follow:"),
    "rows_all": ("Alla belopp:", "All amounts:"),
    "follows_not": ("FÖLJER INTE", "DOES NOT FOLLOW"),
    "no_certificate": ("Detta är inget intyg:", "This is no certificate:"),
}


class _Say:
    """Words and numbers in one language."""

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"language: got {language!r}, want one of {', '.join(LANGUAGES)}")
        self.column = LANGUAGES.index(language)
        self.separator, self.point = (("\u00a0", ","), (",", "."))[self.column]

    def __call__(self, key: str, **values: object) -> str:
        return _WORDS[key][self.column].format(**values)

    def whole(self, number: int) -> str:
        # Python does not write integers of thousands of digits, and nobody would read them.
        if number.bit_length() > 200:
            return self("huge", digits=number.bit_length() * 30103 // 100000 + 1)
        sign = "\u2212" if number < 0 else ""
        return sign + f"{abs(number):,}".replace(",", self.separator)

    def exact(self, number: Fraction) -> str:
        """Six decimals, and the fraction where they are not all and it is short."""
        above, below = number.numerator, number.denominator
        if below == 1:
            return self.whole(above)
        size, places = abs(above), 10**6
        shown = (2 * size * places + below) // (2 * below)
        whole, rest = divmod(shown, places)
        sign = "\u2212" if above < 0 else ""
        text = sign + self.whole(whole)
        if rest:
            text += self.point + f"{rest:06}".rstrip("0")
        if shown * below != size * places and below < 10**9 > whole:
            text += f" ({sign}{size}/{below})"
        return text

    def kronor(self, number: Fraction, is_count: bool) -> str:
        if is_count:
            return self.exact(number)
        text = self.exact(number)
        if number.denominator in (2, 5, 10):  # 14,5 is written 14,50
            text = text + "0"
        return f"{text} kr"

    def ids(self, ids: Sequence[str]) -> str:
        if not ids:
            return self("nobody")
        told = ", ".join(_printable(id) for id in ids[:8])
        return self("more", ids=told, count=self.whole(len(ids) - 8)) if len(ids) > 8 else told

    def value(self, value: object) -> str:
        """A value of a document, short, as it stands there."""
        if isinstance(value, int) and not isinstance(value, bool):
            return self.whole(value)
        if isinstance(value, Mapping):
            return self("an object")
        if isinstance(value, (list, tuple)):
            return self("a list")
        if isinstance(value, str):
            return json.dumps(value if len(value) <= 40 else value[:39] + "…", ensure_ascii=False)
        known = value is None or isinstance(value, (bool, float))
        return json.dumps(value) if known else repr(value)


def _printable(text: str) -> str:
    return text if text.isprintable() and text else json.dumps(text, ensure_ascii=False)


# The document


@dataclass(frozen=True, slots=True)
class _Component:
    name: str
    share: Fraction
    weights: list[int]
    sum: int


@dataclass(frozen=True, slots=True)
class _Bounds:
    policy: str
    minimum_for_zero: bool
    minimums: list[int]
    asked: list[int] | None
    maximums: list[int | None]
    level: Fraction | None


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    pot: int
    amounts: list[int]


@dataclass(frozen=True, slots=True)
class _Facts:
    """A certificate whose form is right. Money is in öre (a person is 100)."""

    unit: int
    is_count: bool
    total: int
    rounding: str
    scope: str
    ties: str
    tie_order: list[str]
    ids: list[str]
    components: list[_Component]
    bounds: _Bounds | None
    parts: list[_Part]
    amounts: list[int]
    unallocated: int
    tied: list[str]
    units_at_stake: int


_ABSENT = object()
_MONEY = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?", re.ASCII)
_FRACTION = re.compile(r"([0-9]+)(?:/([0-9]+))?", re.ASCII)


def _integer(digits: str) -> int:
    # In halves, since Python refuses to read more than some thousand digits at once.
    if len(digits) <= 600:
        return int(digits)
    half = len(digits) // 2
    shift: int = 10**half
    return _integer(digits[:-half]) * shift + _integer(digits[-half:])


class _Reader:
    """Takes a document apart and remembers everything that is wrong with its form.

    A value that is missing was told of where it should stand; one that is wrong is told of here.
    Both are replaced by something harmless, for the sake of the rest.
    """

    def __init__(self, say: _Say) -> None:
        self.say = say
        self.problems: list[Problem] = []

    def wrong(self, value: object, path: str, want: str) -> None:
        if value is not _ABSENT:
            key = "float" if isinstance(value, float) else "wrong"
            why = self.say(key, got=self.say.value(value), want=want)
            self.problems.append(Problem(path, why))

    def fields(
        self, value: object, path: str, required: Sequence[str], optional: Sequence[str] = ()
    ) -> dict[str, object]:
        if not isinstance(value, Mapping):
            self.wrong(value, path, self.say("an object"))
            return dict.fromkeys(required, _ABSENT) | dict.fromkeys(optional)
        for name in required:
            if name not in value:
                self.problems.append(Problem(f"{path}/{name}", self.say("missing")))
        for name in value:
            if name not in required and name not in optional:
                escaped = str(name).replace("~", "~0").replace("/", "~1")
                self.problems.append(Problem(f"{path}/{escaped}", self.say("unknown_field")))
        found = {name: value.get(name, _ABSENT) for name in required}
        return found | {name: value.get(name) for name in optional}

    def many(
        self, value: object, path: str, each: Callable[[object, str], T], count: int | None = None
    ) -> list[T]:
        if not isinstance(value, (list, tuple)):
            self.wrong(value, path, self.say("a list"))
            return []
        if count is not None and len(value) != count:
            self.problems.append(Problem(path, self.say("length", got=len(value), want=count)))
        return [each(item, f"{path}/{place}") for place, item in enumerate(value)]

    def text(self, value: object, path: str) -> str:
        # Half a surrogate pair is no text: it has no place in the order of bytes.
        if isinstance(value, str) and (value.isascii() or not re.search("[\ud800-\udfff]", value)):
            return value
        self.wrong(value, path, self.say("a text"))
        return ""

    def word(self, value: object, path: str, words: Sequence[str]) -> str:
        if isinstance(value, str) and value in words:
            return value
        self.wrong(value, path, ", ".join(words))
        return words[0]

    def flag(self, value: object, path: str) -> bool:
        if not isinstance(value, bool):
            self.wrong(value, path, self.say("true or false"))
        return value is True

    def natural(self, value: object, path: str) -> int:
        if isinstance(value, str):
            if value.isascii() and value.isdigit() and len(value) <= LONGEST:
                return _integer(value)
        elif isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        self.wrong(value, path, self.say("a natural number"))
        return 0

    def fraction(self, value: object, path: str) -> Fraction:
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return Fraction(value)
        match = _FRACTION.fullmatch(value) if isinstance(value, str) else None
        above, under = (match[1], match[2] or "1") if match else ("0", "0")
        if max(len(above), len(under)) <= LONGEST and (below := _integer(under)):
            return Fraction(_integer(above), below)
        self.wrong(value, path, self.say("a fraction"))
        return Fraction(0)

    def kronor(self, value: object, path: str) -> int:
        if isinstance(value, int) and not isinstance(value, bool):
            return value * 100
        match = _MONEY.fullmatch(value) if isinstance(value, str) else None
        decimals = (match[3] or "").rstrip("0") if match else ""
        if match and len(match[0]) <= LONGEST and len(decimals) <= 2:
            ore = _integer(match[2]) * 100 + int(decimals.ljust(2, "0"))
            return -ore if match[1] else ore
        self.wrong(value, path, self.say("kronor"))
        return 0

    def unit(self, value: object, path: str) -> int:
        if value == "count":
            return 100
        known = len(self.problems)
        ore = self.kronor(value, path)
        if value is not _ABSENT and (ore <= 0 or len(self.problems) > known):
            del self.problems[known:]
            self.wrong(value, path, self.say("unit"))
        return max(ore, 1)

    def certificate(self, document: object) -> _Facts:
        fields = self.fields(document, "", _FIELDS, ("bounds",))
        version = fields["certificate"]
        if version is not _ABSENT and (type(version) is not int or version != 1):
            self.wrong(version, "/certificate", self.say("version"))
        ids = self.many(fields["ids"], "/ids", self.text)
        if fields["ids"] == []:
            self.wrong([], "/ids", self.say("recipients"))
        # Without ids there is nothing to count the other lists by.
        count = len(ids) or None

        def component(value: object, path: str) -> _Component:
            inner = self.fields(value, path, ("name", "share", "weights", "sum"))
            return _Component(
                self.text(inner["name"], f"{path}/name"),
                self.fraction(inner["share"], f"{path}/share"),
                self.many(inner["weights"], f"{path}/weights", self.natural, count),
                self.natural(inner["sum"], f"{path}/sum"),
            )

        def part(value: object, path: str) -> _Part:
            inner = self.fields(value, path, ("name", "pot", "amounts"))
            return _Part(
                self.text(inner["name"], f"{path}/name"),
                self.kronor(inner["pot"], f"{path}/pot"),
                self.many(inner["amounts"], f"{path}/amounts", self.kronor, count),
            )

        def maximum(value: object, path: str) -> int | None:
            return None if value is None else self.natural(value, path)

        def bounds(value: object, path: str) -> _Bounds:
            names = ("policy", "minimum_for_zero", "minimums", "maximums")
            inner = self.fields(value, path, names, ("asked", "level"))
            asked, level = inner["asked"], inner["level"]
            return _Bounds(
                self.word(inner["policy"], f"{path}/policy", POLICIES),
                self.flag(inner["minimum_for_zero"], f"{path}/minimum_for_zero"),
                self.many(inner["minimums"], f"{path}/minimums", self.natural, count),
                None if asked is None else self.many(asked, f"{path}/asked", self.natural, count),
                self.many(inner["maximums"], f"{path}/maximums", maximum, count),
                None if level is None else self.fraction(level, f"{path}/level"),
            )

        held = fields["bounds"]
        return _Facts(
            unit=self.unit(fields["unit"], "/unit"),
            is_count=fields["unit"] == "count",
            total=self.kronor(fields["total"], "/total"),
            rounding=self.word(fields["rounding"], "/rounding", ROUNDINGS),
            scope=self.word(fields["rounding_scope"], "/rounding_scope", ("combined", "component")),
            ties=self.word(fields["ties"], "/ties", ("by_id", "by_weight", "by_list", "refuse")),
            tie_order=self.many(fields["tie_order"], "/tie_order", self.text),
            ids=ids,
            components=self.many(fields["components"], "/components", component),
            bounds=None if held is None else bounds(held, "/bounds"),
            parts=self.many(fields["parts"], "/parts", part),
            amounts=self.many(fields["amounts"], "/amounts", self.kronor, count),
            unallocated=self.kronor(fields["unallocated"], "/unallocated"),
            tied=self.many(fields["tied"], "/tied", self.text),
            units_at_stake=self.natural(fields["units_at_stake"], "/units_at_stake"),
        )


# The mathematics: whole numbers of units, and entitlements as integers over one denominator


@dataclass(frozen=True, slots=True)
class _Order:
    """Who goes first among equals."""

    rank: list[int]
    larger_first: bool
    is_settled: bool

    def first(self, equals: list[int], sizes: list[int]) -> list[int]:
        """Equals in order, where the larger goes first before anything else if so ruled."""
        if self.larger_first:
            return sorted(equals, key=lambda i: (-sizes[i], self.rank[i]))
        return sorted(equals, key=self.rank.__getitem__)


@dataclass(frozen=True, slots=True)
class _Division:
    """Units by recipient, and what decided."""

    units: list[int]
    left: int = 0
    """How many units the whole parts left, by largest remainder."""
    cut: Fraction = Fraction(0)
    """The smallest remainder that got one of them."""
    tied: frozenset[int] = frozenset()
    at_stake: int = 0
    first: frozenset[int] = frozenset()
    """Those of the tied who got a unit."""


def _combined(components: list[_Component]) -> tuple[list[int], int]:
    """The shares of the weight, Σ share·weight/sum, as integers over one whole."""
    factors = [c.share / total if (total := sum(c.weights)) else Fraction(0) for c in components]
    whole = lcm(*(factor.denominator for factor in factors))
    each = [factor.numerator * (whole // factor.denominator) for factor in factors]
    if len(each) == 1:
        return [each[0] * weight for weight in components[0].weights], whole
    rows = zip(*(component.weights for component in components), strict=True)
    return [sum(map(int.__mul__, each, row)) for row in rows], whole


def _largest_remainder(above: list[int], below: int, total: int, order: _Order) -> _Division:
    """Whole parts of above/below, and the units that are left to the largest remainders."""
    units, rests = [], []
    for each in above:
        unit, rest = divmod(each, below)
        units.append(unit)
        rests.append(rest)
    left = total - sum(units)
    if left == 0:
        return _Division(units)
    cut = sorted(rests, reverse=True)[left - 1]
    over = [i for i, rest in enumerate(rests) if rest > cut]
    equal = [i for i, rest in enumerate(rests) if rest == cut]
    stake = left - len(over)
    winners = order.first(equal, above)[:stake]
    for i in over + winners:
        units[i] += 1
    if stake == len(equal):
        return _Division(units, left, Fraction(cut, below))
    tied, first = frozenset(equal), frozenset(winners)
    return _Division(units, left, Fraction(cut, below), tied, stake, first)


def _each_by_itself(above: list[int], below: int, rounding: str) -> _Division:
    def is_up(whole: int, rest: int) -> bool:
        twice = 2 * rest
        match rounding:
            case "down":
                return False
            case "up":
                return rest > 0
            case "half_up":
                return twice >= below
            case "half_down":
                return twice > below
            case _:
                return twice > below or (twice == below and whole % 2 == 1)

    pairs = (divmod(each, below) for each in above)
    return _Division([whole + is_up(whole, rest) for whole, rest in pairs])


def _quotient(method: str, weight: int, seats: int) -> tuple[int, int]:
    """What one with so many seats claims the next with: the weight over the signpost between them.

    As numerator and denominator, and up to a factor that all have: halves and doubles are left
    out, and Huntington–Hill's is squared. Only those with a seat are asked where the first
    signpost is zero.
    """
    match method:
        case "webster":
            return weight, 2 * seats + 1
        case "dhondt":
            return weight, seats + 1
        case "adams":
            return weight, seats
        case "dean":  # the harmonic mean, 2k(k + 1)/(2k + 1)
            return weight * (2 * seats + 1), seats * (seats + 1)
        case _:  # the geometric mean, √(k(k + 1))
            return weight * weight, seats * (seats + 1)


def _highest_quotients(
    method: str, weights: list[int], lower: list[int], upper: list[int], total: int, order: _Order
) -> _Division:
    """Seats by a divisor method, from ``lower`` up to ``upper`` for each."""
    # As many units fewer as there are recipients: what stands at their level, rounded down, is
    # among the seats that the total reaches, whatever the method, since signpost k is at most k+1.
    near = max(sum(lower), total - len(weights))
    level = _level(weights, lower, upper, Fraction(near))
    seats = [
        min(max(level.numerator * w // level.denominator, low), high)
        for w, low, high in zip(weights, lower, upper, strict=True)
    ]
    # Fractions with denominators under 2ᵇ that differ do so by more than 2⁻²ᵇ.
    shift = 2 * (2 * (total + 1) * (total + 2)).bit_length()

    def claim(i: int, held: int) -> int:
        above, below = _quotient(method, weights[i], held)
        return (above << shift) // below

    rank = [0] * len(weights)
    for place, i in enumerate(order.first(list(range(len(weights))), weights)):
        rank[i] = place
    able = [i for i, w in enumerate(weights) if w]
    waiting = [(-claim(i, seats[i]), rank[i], i) for i in able if seats[i] < upper[i]]
    heapq.heapify(waiting)
    for _ in range(total - sum(seats)):
        _, _, i = waiting[0]
        seats[i] += 1
        if seats[i] < upper[i]:
            heapq.heapreplace(waiting, (-claim(i, seats[i]), rank[i], i))
        else:
            heapq.heappop(waiting)
    won = {i: claim(i, seats[i] - 1) for i in able if seats[i] > lower[i]}
    if not won or not waiting or min(won.values()) > -waiting[0][0]:
        return _Division(seats)
    cut = -waiting[0][0]
    first = frozenset(i for i, quotient in won.items() if quotient == cut)
    last = frozenset(i for quotient, _, i in waiting if -quotient == cut)
    return _Division(seats, tied=first | last, at_stake=len(first), first=first)


def _level(weights: list[int], lower: list[int], upper: list[int], total: Fraction) -> Fraction:
    """The least λ at which λ·weight, held within lower and upper, sums to the total.

    Only for Σ lower ≤ total ≤ Σ upper. Those without a weight have their lower, whatever λ is.
    """
    rows = [row for row in zip(weights, lower, upper, strict=True) if row[0]]
    total -= sum(low for w, low in zip(weights, lower, strict=True) if not w)
    # The sum is a line between the points bound/weight, which integers of enough bits order.
    shift = 2 * max((w for w, _, _ in rows), default=1).bit_length()
    points = [((low << shift) // w, low, w, True) for w, low, _ in rows if low]
    # A maximum that the total cannot reach does not bind; a point for it would only take time.
    points += [((high << shift) // w, high, w, False) for w, _, high in rows if high <= total]
    points.sort()
    held, free = sum(row[1] for row in rows), sum(w for w, low, _ in rows if not low)
    last = Fraction(0)
    for _, bound, weight, is_lower in points:
        # held + free·bound/weight ≥ total
        if (held * weight + free * bound) * total.denominator >= total.numerator * weight:
            break
        last = Fraction(bound, weight)
        held += -bound if is_lower else bound
        free += weight if is_lower else -weight
    return (total - held) / free if free else last


# The check


class _Nothing(Exception):
    """No amount follows; the reason is told already."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Something divided at once: the total, a component's pot, or minimums that were cut."""

    name: str
    total: int
    above: list[int]
    below: int
    division: _Division


class _Check:
    def __init__(self, facts: _Facts, say: _Say) -> None:
        self.facts, self.say = facts, say
        self.problems: list[Problem] = []
        self.size = Fraction(abs(facts.total), facts.unit)
        self.order = self.ordered()
        self.held = [""] * len(facts.ids)
        self.pieces: list[_Piece] = []
        self.cut: _Piece | None = None

    def problem(self, path: str, key: str, **values: object) -> None:
        self.problems.append(Problem(path, self.say(key, **values)))

    def nothing(self, path: str, key: str, **values: object) -> _Nothing:
        self.problem(path, key, **values)
        return _Nothing()

    def money(self, ore: int | Fraction) -> str:
        return self.say.kronor(Fraction(ore) / 100, self.facts.is_count)

    def ordered(self) -> _Order:
        facts = self.facts
        is_list = facts.ties == "by_list"
        is_right = sorted(facts.tie_order) == (sorted(facts.ids) if is_list else [])
        if not is_right:
            self.problem("/tie_order", "tie_order")
        # Texts compare by code point, which is the order of their bytes in UTF-8.
        in_order = facts.tie_order if is_list and is_right else sorted(facts.ids)
        place = {id: rank for rank, id in enumerate(in_order)}
        is_settled = is_right if is_list else facts.ties != "refuse"
        return _Order([place[id] for id in facts.ids], facts.ties == "by_weight", is_settled)

    def repeated(self, texts: list[str]) -> Iterable[tuple[int, str]]:
        seen: set[str] = set()
        for place, text in enumerate(texts):
            if text in seen:
                yield place, text
            seen.add(text)

    def key(self) -> tuple[list[int], int]:
        """The shares of the weight, where the key is one."""
        facts, say = self.facts, self.say
        for place, text in self.repeated(facts.ids):
            self.problem(f"/ids/{place}", "id_repeats", id=_printable(text))
        for place, text in self.repeated([component.name for component in facts.components]):
            self.problem(f"/components/{place}/name", "name_repeats", name=_printable(text))
        is_void = False
        for place, component in enumerate(facts.components):
            total = sum(component.weights)
            if total != component.sum:
                got, want = say.whole(component.sum), say.whole(total)
                self.problem(f"/components/{place}/sum", "sum", got=got, want=want)
            if not total and component.share and facts.total:
                self.problem(f"/components/{place}/weights", "no_weight_at_all")
                is_void = True
        shares = sum((component.share for component in facts.components), Fraction(0))
        if shares != 1:
            self.problem("/components", "shares", got=say.exact(shares))
            is_void = True
        is_each = facts.rounding in EACH_BY_ITSELF and not self.has_parts
        if facts.total % facts.unit and not is_each:
            got, unit = self.money(facts.total), self.money(facts.unit)
            self.problem("/total", "part_of_unit", got=got, unit=unit)
            is_void = True
        if is_void:
            raise _Nothing
        return _combined(facts.components)

    @property
    def has_parts(self) -> bool:
        return self.facts.scope == "component" and len(self.facts.components) > 1

    def divide(self, weights: list[int], whole: int) -> tuple[list[int], int]:
        """Fills the pieces; gives the entitlements in units, above/below."""
        size = self.size
        if self.facts.bounds is not None:
            return self.within(self.facts.bounds, weights, whole)
        above = [size.numerator * weight for weight in weights]
        below = size.denominator * whole
        if not self.has_parts:
            self.pieces = [self.piece("", weights, above, below, size)]
            return above, below
        shares = [component.share for component in self.facts.components]
        names = [component.name for component in self.facts.components]
        parts = lcm(*(share.denominator for share in shares))
        slices = [int(size * share * parts) for share in shares]
        by_name = sorted(range(len(names)), key=names.__getitem__)
        rank = [by_name.index(place) for place in range(len(names))]
        pots = _largest_remainder(slices, parts, int(size), _Order(rank, False, True)).units
        for component, pot in zip(self.facts.components, pots, strict=True):
            inner = [pot * weight for weight in component.weights]
            total = max(sum(component.weights), 1)
            piece = self.piece(component.name, component.weights, inner, total, Fraction(pot))
            self.pieces.append(piece)
        return above, below

    def piece(
        self,
        name: str,
        weights: list[int],
        above: list[int],
        below: int,
        total: Fraction,
        lower: list[int] | None = None,
        upper: list[int] | None = None,
    ) -> _Piece:
        """Entitlements rounded; a divisor method looks at weights and bounds instead."""
        rounding, units = self.facts.rounding, int(total)
        # A pot of nothing gives nothing; but where bases leave nothing, first seats are wanting.
        if not self.size or (not total and lower is None):
            division = _Division([0] * len(above))
        elif rounding in DIVISOR:
            lower = lower or [0] * len(above)
            upper = upper or [units if weight else 0 for weight in weights]
            if rounding in FIRST_SEAT:
                seats = zip(weights, lower, upper, strict=True)
                lower = [max(low, 1) if w and high else low for w, low, high in seats]
            if (sum_lower := sum(lower)) > units:
                got, have = self.say.whole(sum_lower), self.say.whole(units)
                raise self.nothing("/total", "first_seats", got=got, total=have)
            division = _highest_quotients(rounding, weights, lower, upper, units, self.order)
        elif rounding in EACH_BY_ITSELF:
            division = _each_by_itself(above, below, rounding)
        else:
            division = _largest_remainder(above, below, units, self.order)
        return _Piece(name, units, above, below, division)

    def within(self, bounds: _Bounds, weights: list[int], whole: int) -> tuple[list[int], int]:
        """Divides within minimums and maximums."""
        facts, say, size = self.facts, self.say, self.size
        is_top_up = bounds.policy == "top_up_original_quota"
        is_void = True
        if facts.total < 0:
            self.problem("/total", "not_with_bounds", got=say("a charge"))
        elif facts.scope == "component":
            self.problem("/rounding_scope", "not_with_bounds", got=facts.scope)
        elif is_top_up and facts.rounding != "largest_remainder":
            self.problem("/rounding", "not_with_top_up", got=facts.rounding)
        else:
            is_void = False
        for i, (weight, most) in enumerate(zip(weights, bounds.maximums, strict=True)):
            if is_top_up and weight and most is not None:
                self.problem(f"/bounds/maximums/{i}", "not_with_top_up", got=say("a maximum"))
                is_void = True
        lower, upper = self.limits(bounds, weights)
        if is_void or lower is None:
            raise _Nothing
        if not sum(lower) <= size or not size <= sum(upper):
            is_open = any(w and most is None for w, most in zip(weights, bounds.maximums, strict=True))
            values = {"low": say.whole(sum(lower)), "total": say.exact(size)}
            most_told = say("no_limit") if is_open else say.whole(sum(upper))
            raise self.nothing("/bounds", "infeasible", high=most_told, **values)
        if is_top_up:
            return self.topped_up(bounds, weights, whole, lower)

        base = lower if bounds.policy == "base_then_share" else [0] * len(lower)
        low = [each - under for each, under in zip(lower, base, strict=True)]
        high = [each - under for each, under in zip(upper, base, strict=True)]
        rest = size - sum(base)
        level = self.level(bounds, weights, whole, low, high, rest)
        on_top, below = self.at(level, weights, whole, low, high)
        above = [each + under * below for each, under in zip(on_top, base, strict=True)]
        for i, (got, weight) in enumerate(zip(on_top, weights, strict=True)):
            free = level.numerator * weight
            if got != free:
                self.held[i] = "minimum" if got > free else "maximum"
        if facts.rounding in DIVISOR:
            piece = self.piece("", weights, above, below, rest, low, high)
            units = [n + under for n, under in zip(piece.division.units, base, strict=True)]
            tie = piece.division
            division = _Division(units, 0, Fraction(0), tie.tied, tie.at_stake, tie.first)
            piece = _Piece("", int(size), above, below, division)
        else:
            piece = self.piece("", weights, above, below, size)
        self.pieces = [piece]
        return above, below

    def limits(self, bounds: _Bounds, weights: list[int]) -> tuple[list[int] | None, list[int]]:
        """Minimums and maximums as they are to be held; no minimums where they cannot be."""
        facts, say = self.facts, self.say
        lists = [("minimums", bounds.minimums)]
        if bounds.asked is not None:
            lists.append(("asked", bounds.asked))
        asked: list[int] = []
        for name, units in lists:
            asked = list(units)
            for i, weight in enumerate(weights):
                if asked[i] and not weight and not bounds.minimum_for_zero:
                    id = _printable(facts.ids[i])
                    self.problem(f"/bounds/{name}/{i}", "minimum_without_weight", id=id)
                    asked[i] = 0
        lower = asked
        if bounds.asked is not None:
            lower = self.cut_to_fit(bounds, asked)
        # What no share at any level that is looked at comes up to.
        beyond = int(max(self.size, bounds.level or 0)) + 1 + max(lower)
        upper, is_void = [], False
        for i, (weight, high) in enumerate(zip(weights, bounds.maximums, strict=True)):
            # One without a weight gets its minimum and no more, after a cut too.
            low = asked[i] if weight else lower[i]
            if high is not None and low > high:
                values = {"low": say.whole(low), "high": say.whole(high)}
                id = _printable(facts.ids[i])
                self.problem(f"/bounds/maximums/{i}", "minimum_over_maximum", id=id, **values)
                is_void = True
            upper.append(lower[i] if not weight else beyond if high is None else high)
        return None if is_void else lower, upper

    def cut_to_fit(self, bounds: _Bounds, asked: list[int]) -> list[int]:
        """Minimums that were asked for in proportion to the whole units of the total."""
        say, total, wanted = self.say, int(self.size), sum(asked)
        if wanted <= self.size:
            self.problem("/bounds/asked", "asked_fits", got=say.whole(wanted))
            return asked
        above = [total * each for each in asked]
        division = _largest_remainder(above, wanted, total, self.order)
        self.cut = _Piece("", total, above, wanted, division)
        if division.tied and not self.order.is_settled:
            return bounds.minimums
        for i, (got, want) in enumerate(zip(bounds.minimums, division.units, strict=True)):
            if got != want:
                values = {"got": say.whole(got), "want": say.whole(want)}
                id = _printable(self.facts.ids[i])
                self.problem(f"/bounds/minimums/{i}", "cut", id=id, **values)
        return division.units

    def topped_up(
        self, bounds: _Bounds, weights: list[int], whole: int, lower: list[int]
    ) -> tuple[list[int], int]:
        """Original quotas, raised to the minimum: raised ones have no remainder to win with."""
        if bounds.level is not None:
            self.problem("/bounds/level", "no_level")
        total = int(self.size)
        above = [max(total * w, low * whole) for w, low in zip(weights, lower, strict=True)]
        quotas = (total * weight for weight in weights)
        self.held = ["minimum" if a > q else "" for a, q in zip(above, quotas, strict=True)]
        bases = sum(each // whole for each in above)
        if bases > total:
            got, have = self.say.whole(bases), self.say.whole(total)
            raise self.nothing("/bounds/minimums", "bases", got=got, total=have)
        self.pieces = [self.piece("", weights, above, whole, self.size)]
        return above, whole

    def at(
        self, level: Fraction, weights: list[int], whole: int, lower: list[int], upper: list[int]
    ) -> tuple[list[int], int]:
        """Λ × share within bounds, as integers over one denominator."""
        below = level.denominator * whole
        rows = zip(weights, lower, upper, strict=True)
        return [min(max(level.numerator * w, lo * below), hi * below) for w, lo, hi in rows], below

    def level(
        self,
        bounds: _Bounds,
        weights: list[int],
        whole: int,
        lower: list[int],
        upper: list[int],
        total: Fraction,
    ) -> Fraction:
        """The level that was claimed, where the total is met at it; otherwise the right one.

        Entitlements never fall as the level rises, so every level that meets the total gives the
        same ones, and it is enough to look at the one that was claimed.
        """
        say = self.say
        found: Fraction | None = None
        if (claimed := bounds.level) is not None:
            above, below = self.at(claimed, weights, whole, lower, upper)
            if (sum_above := sum(above)) * total.denominator == total.numerator * below:
                return claimed
            found = Fraction(sum_above, below)
        level = whole * _level(weights, lower, upper, total)
        if found is None or claimed is None:
            self.problem("/bounds/level", "level_missing", want=say.exact(level))
        else:
            values = {"got": say.exact(claimed), "sum": say.exact(found)}
            want, have = say.exact(level), say.exact(total)
            self.problem("/bounds/level", "level", want=want, total=have, **values)
        return level

    # What is said of it

    def report(self) -> Report:
        facts = self.facts
        try:
            weights, whole = self.key()
            above, below = self.divide(weights, whole)
        except _Nothing:
            why = self.say("void")
            money = (Fraction(ore, 100) for ore in facts.amounts)
            rows = [
                Row(id, amount, None, None, False, why) for id, amount in zip(facts.ids, money, strict=True)
            ]
            self.totals(None)
            return Report(tuple(rows), tuple(self.problems))
        signed = facts.unit if facts.total >= 0 else -facts.unit
        units = [sum(each) for each in zip(*(p.division.units for p in self.pieces), strict=True)]
        is_open = self.ties()
        rows = []
        for i, id in enumerate(facts.ids):
            amount, expected = facts.amounts[i], signed * units[i]
            entitlement = Fraction(signed * above[i], 100 * below)
            why = self.why(i, weights[i], entitlement)
            if i in is_open:
                why = self.say("open", got=self.money(amount)) + " " + why
            elif amount != expected:
                got, want = self.money(amount), self.money(expected)
                why = self.say("differs", got=got, want=want) + " " + why
            follows = i not in is_open and amount == expected
            known = None if i in is_open else Fraction(expected, 100)
            rows.append(Row(id, Fraction(amount, 100), known, entitlement, follows, why))
        self.parts(signed, is_open)
        self.totals(None if is_open else facts.total - signed * sum(units))
        return Report(tuple(rows), tuple(self.problems))

    def ties(self) -> frozenset[int]:
        """Holds the tied against the certificate; gives those whom no rule settles."""
        facts, say = self.facts, self.say
        divisions = [piece.division for piece in self.pieces]
        if self.cut is not None:
            divisions.append(self.cut.division)
        tied = frozenset[int]().union(*(division.tied for division in divisions))
        ids = [facts.ids[i] for i in sorted(tied)]
        at_stake = sum(division.at_stake for division in divisions)
        if ids and facts.ties == "refuse":
            self.problem("/ties", "refused", ids=say.ids(ids))
        if facts.tied != ids:
            self.problem("/tied", "tied", got=say.ids(facts.tied), want=say.ids(ids))
        if facts.units_at_stake != at_stake:
            got, want = say.whole(facts.units_at_stake), say.whole(at_stake)
            self.problem("/units_at_stake", "stake", got=got, want=want)
        return frozenset() if self.order.is_settled else tied

    def why(self, i: int, weight: int, entitlement: Fraction) -> str:
        say = self.say
        if not self.facts.total:
            return say("nothing")
        if not weight and not entitlement:
            return say("no_weight")
        told = [say("entitlement", q=say.kronor(entitlement, self.facts.is_count))]
        if self.held[i]:
            told.append(say(self.held[i]))
        if self.cut is not None and i in self.cut.division.tied:
            told.append(self.why_tied(i, self.cut.division))
        for piece in self.pieces:
            reason = self.why_rounded(i, piece)
            told.append(f"{_printable(piece.name)}: {reason}" if len(self.pieces) > 1 else reason)
        return " ".join(told)

    def why_rounded(self, i: int, piece: _Piece) -> str:
        say, rounding, division = self.say, self.facts.rounding, piece.division
        if rounding in DIVISOR:
            units, total = say.whole(division.units[i]), say.whole(piece.total)
            reason = say("seats", rounding=rounding, units=units, total=total)
            return f"{reason} {self.why_tied(i, division)}" if i in division.tied else reason
        whole, rest = divmod(piece.above[i], piece.below)
        if not rest:
            return say("whole")
        if rounding in EACH_BY_ITSELF:
            return say("each_up" if division.units[i] > whole else "each_down", rounding=rounding)
        if i in division.tied:
            return self.why_tied(i, division)
        key = "up" if division.units[i] > whole else "down"
        rest_told, cut = say.exact(Fraction(rest, piece.below)), say.exact(division.cut)
        return say(key, rest=rest_told, left=say.whole(division.left), cut=cut)

    def why_tied(self, i: int, division: _Division) -> str:
        key = "tie_first" if i in division.first else "tie_last"
        key = key if self.order.is_settled else "tie_open"
        count, stake = self.say.whole(len(division.tied)), self.say.whole(division.at_stake)
        return self.say(key, count=count, stake=stake, ties=self.facts.ties)

    def parts(self, signed: int, is_open: frozenset[int]) -> None:
        facts = self.facts
        if not self.has_parts:
            if facts.parts:
                self.problem("/parts", "no_parts")
            return
        if len(facts.parts) != len(self.pieces):
            self.problem("/parts", "parts", got=len(facts.parts), want=len(self.pieces))
            return
        for k, (part, piece) in enumerate(zip(facts.parts, self.pieces, strict=True)):
            if part.name != piece.name:
                got, want = _printable(part.name), _printable(piece.name)
                self.problem(f"/parts/{k}/name", "part_name", got=got, want=want)
            if part.pot != signed * piece.total:
                got, want = self.money(part.pot), self.money(signed * piece.total)
                self.problem(f"/parts/{k}/pot", "pot", got=got, want=want)
            for i, (ore, units) in enumerate(zip(part.amounts, piece.division.units, strict=True)):
                if ore != signed * units and i not in is_open:
                    values = {"got": self.money(ore), "want": self.money(signed * units)}
                    id = _printable(facts.ids[i])
                    self.problem(f"/parts/{k}/amounts/{i}", "part_amount", id=id, **values)

    def totals(self, unallocated: int | None) -> None:
        facts = self.facts
        found = sum(facts.amounts) + facts.unallocated
        if found != facts.total:
            got, want = self.money(found), self.money(facts.total)
            self.problem("/unallocated", "total", got=got, want=want)
        elif unallocated is not None and facts.unallocated != unallocated:
            got, want = self.money(facts.unallocated), self.money(unallocated)
            self.problem("/unallocated", "unallocated", got=got, want=want)


def check(certificate: Mapping[str, object], language: str = "sv") -> Report:
    """Whether each amount of a certificate follows from its facts and its key, and why.

    Everything is computed again from the recipients, the key, the total and the rules of rounding,
    ties and bounds. Reasons and problems are in the language, ``sv`` or ``en``.

    Raises :class:`CertificateError` for a document that has not the form of a certificate, with
    everything that is wrong with it, and ``ValueError`` for another language.

    >>> report = check({
    ...     "certificate": 1, "unit": "1", "total": "100", "rounding": "largest_remainder",
    ...     "rounding_scope": "combined", "ties": "by_id", "tie_order": [], "ids": ["a", "b", "c"],
    ...     "components": [{"name": "", "share": "1", "weights": ["1", "2", "4"], "sum": "7"}],
    ...     "bounds": None, "parts": [], "amounts": ["14", "29", "57"], "unallocated": "0",
    ...     "tied": [], "units_at_stake": "0"}, language="en")
    >>> report.is_sound
    True
    >>> report.rows[1].entitlement, report.rows[1].expected
    (Fraction(200, 7), Fraction(29, 1))
    >>> report.rows[1].why  # the remainders of 14 2/7 and 57 1/7 are smaller than that of 28 4/7
    'Exact entitlement: 28.571429 (200/7) kr. Up: remainder 0.571429 (4/7) of a unit. \
Units left: 1; the least that got one: 0.571429 (4/7).'
    """
    say = _Say(language)
    reader = _Reader(say)
    facts = reader.certificate(certificate)
    if reader.problems:
        raise CertificateError(reader.problems)
    return _Check(facts, say).report()


# The command line


def read(path: str, language: str = "sv") -> Mapping[str, object]:
    """The certificate in a JSON file; ``-`` is standard input.

    An answer of the library that has its certificate under ``certificate`` will do. Raises
    :class:`CertificateError` where there is no file, no JSON or no object.
    """
    say = _Say(language)

    def fields(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            raise ValueError(say("repeated_field", name=_printable(twice)))
        return found

    def whole(text: str) -> int:
        digits = text.removeprefix("-")
        if len(digits) > LONGEST:
            raise ValueError(say("huge", digits=len(digits)))
        return _integer(digits) * (-1 if text.startswith("-") else 1)

    try:
        if path == "-":
            data = sys.stdin.buffer.read()
        else:
            with open(path, "rb") as file:
                data = file.read()
        text = data.decode("utf-8-sig")
        document = json.loads(text, object_pairs_hook=fields, parse_int=whole)
    except RecursionError:
        raise CertificateError([Problem("", say("unreadable", error=say("too_deep")))]) from None
    except (OSError, ValueError) as error:
        raise CertificateError([Problem("", say("unreadable", error=error))]) from None
    if not isinstance(document, Mapping):
        got, want = say.value(document), say("an object")
        raise CertificateError([Problem("", say("wrong", got=got, want=want))])
    inner = document.get("certificate")
    return inner if isinstance(inner, Mapping) else document


def _summary(report: Report, is_all: bool, say: _Say) -> Iterable[str]:
    good = sum(row.follows for row in report.rows)
    yield say("counted", good=say.whole(good), all=say.whole(len(report.rows)))
    if report.problems:
        yield ""
        yield say("problems")
        yield from (f"  {problem}" for problem in report.problems)
    rows = [row for row in report.rows if is_all or not row.follows]
    if rows:
        yield ""
        yield say("rows_all" if is_all else "rows_bad")
    for row in rows:
        what = say.exact(row.amount) if row.follows else say("follows_not")
        yield f"  {_printable(row.id)}: {what}. {row.why}"
    yield ""
    yield say("sound" if report.is_sound else "unsound")


_HELP = """\
Kontrollerar intyget över en fördelning med exakta bråk: följer varje belopp av uppgifterna och
fördelningsnyckeln? / Checks the certificate of an allocation with exact fractions: does every
amount follow from the facts and the allocation key?
"""

_STATUSES = """\
slutkod / exit status:
  0  varje belopp följer och inget annat är fel / every amount follows and nothing else is wrong
  1  något belopp följer inte, eller intyget motsäger sig självt
     an amount does not follow, or the certificate contradicts itself
  2  filen kan inte läsas som ett intyg / the file cannot be read as a certificate
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Prints what :func:`check` finds. The result is the exit status, as ``--help`` lists them."""
    parser = argparse.ArgumentParser(
        prog="python -m statsbidrag.verify",
        description=_HELP,
        epilog=_STATUSES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "file", metavar="FILE", help="intyget som JSON, - för stdin / the certificate, - for stdin"
    )
    parser.add_argument("--language", choices=LANGUAGES, default="sv", help="språk / language (sv)")
    parser.add_argument("--all", action="store_true", help="visa alla belopp / show every amount")
    options = parser.parse_args(argv)
    say = _Say(options.language)
    # A terminal that lacks a letter shows its number rather than stopping the check.
    for stream in (sys.stdout, sys.stderr):
        if (reconfigure := getattr(stream, "reconfigure", None)) is not None:
            reconfigure(errors="backslashreplace")
    try:
        report = check(read(options.file, options.language), options.language)
    except CertificateError as error:
        print(say("no_certificate"), *error.problems, sep="\n  ", file=sys.stderr)
        return 2
    try:
        for line in _summary(report, options.all, say):
            print(line)
        sys.stdout.flush()
    except BrokenPipeError:  # as when the reader is `head`; the status is still told
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0 if report.is_sound else 1


if __name__ == "__main__":
    sys.exit(main())
