"""The options of a division: its key, rounding, ties, minimums and maximums."""

from __future__ import annotations

import argparse
from typing import Any

from .._key import per_unit, share_of
from ._common import listed, pairs
from ._files import Files
from ._parser import Parser

ROUNDINGS = (
    "largest_remainder", "down", "up", "half_up", "half_down", "half_even", "webster", "dhondt", "adams", "dean",
    "huntington_hill",
)  # fmt: skip


def add_key(parser: Parser, after: str = "") -> None:
    """The options of a key; with ``-after`` at their ends, of the key afterwards."""
    say = parser.say
    extra = say(" efteråt, om den är en annan", " afterwards, where it is another") if after else ""
    group = parser.add_argument_group(say(f"fördelningsnyckel{extra}", f"allocation key{extra}"))
    group.add_argument(
        f"--key{after}", metavar=say("NYCKEL", "KEY"),
        help=say('ett mått, som population eller "vuxna + 2*barn"; eller en JSON-fil med delar: '
                 '{"namn": ["7/10", "mått"], …}',
                 'a measure, such as population or "adults + 2*minors"; or a JSON file of components: '
                 '{"name": ["7/10", "measure"], …}'),
    )  # fmt: skip
    group.add_argument(
        f"--component{after}", nargs=3, action="append",
        metavar=(say("NAMN", "NAME"), say("ANDEL", "SHARE"), say("MÅTT", "MEASURE")),
        help=say("en del av nyckeln, som asyl 0,70 asylsökande; upprepas, och andelarna ska bli 1",
                 "a component of the key, such as asylum 0.70 seekers; repeated, with shares that sum to 1"),
    )  # fmt: skip
    group.add_argument(
        f"--parameter{after}", nargs=2, action="append", metavar=(say("NAMN", "NAME"), say("VÄRDE", "VALUE")),
        help=say("värdet av ett $namn i nyckeln; får upprepas", "the value of a $name in the key; may be repeated"),
    )  # fmt: skip


def add_rules(parser: Parser) -> None:
    """The options of rounding, ties and bounds."""
    say, values = parser.say, parser.values
    group = parser.add_argument_group(say("avrundning och gränser", "rounding and bounds"))
    group.add_argument(
        "--unit", metavar=say("KRONOR", "KRONOR"),
        help=say("minsta belopp som betalas: 0.01, 1 (annars), 1000; eller count för personer och platser",
                 "the smallest sum that is paid: 0.01, 1 (unless said), 1000; or count, for persons and seats"),
    )  # fmt: skip
    group.add_argument(
        "--rounding", choices=ROUNDINGS, metavar=say("METOD", "METHOD"),
        help=say("största rest om inget sägs: ", "largest remainder unless said: ") + ", ".join(ROUNDINGS),
    )  # fmt: skip
    group.add_argument(
        "--rounding-scope", choices=("combined", "component"),
        help=say("om nyckelns delar avrundas tillsammans (annars) eller var för sig",
                 "whether components are rounded together (unless said) or each by itself"),
    )  # fmt: skip
    group.add_argument(
        "--ties", choices=("by_id", "by_weight", "by_list", "refuse"),
        help=say("vem som går först bland lika", "who goes first among equals"),
    )  # fmt: skip
    group.add_argument(
        "--tie-order", metavar=say("KODER", "IDS"),
        help=say("alla koder i ordning, med komma emellan eller som JSON-fil, för --ties by_list",
                 "every id in order, with commas between or as a JSON file, for --ties by_list"),
    )  # fmt: skip
    for name, swedish, english in (("minimum", "minst", "at least"), ("maximum", "högst", "at most")):
        kronor, column = say("KRONOR", "KRONOR"), say("KOLUMN", "COLUMN")
        one = group.add_mutually_exclusive_group()
        one.add_argument(
            f"--{name}", metavar=say("KRONOR ELLER KOLUMN", "KRONOR OR COLUMN"), type=values.number_or_column,
            help=say(f"{swedish} så mycket var, eller vad kolumnen säger", f"{english} so much each, or what a column says"),
        )  # fmt: skip
        one.add_argument(
            f"--{name}-per-unit", nargs=2, metavar=(column, kronor),
            help=say(f"{swedish} så många kronor per enhet av kolumnen", f"{english} so many kronor per unit of a column"),
        )  # fmt: skip
        one.add_argument(
            f"--{name}-share-of", nargs=2, metavar=(column, say("ANDEL", "SHARE")),
            help=say(f"{swedish} så stor andel av kolumnens belopp", f"{english} such a share of a column's amounts"),
        )  # fmt: skip
    group.add_argument(
        "--bounds", choices=("water_level", "base_then_share", "top_up_original_quota"),
        help=say("hur minimum och maximum verkar; annars water_level", "how bounds act; water_level unless said"),
    )  # fmt: skip
    group.add_argument(
        "--reduce-minimums", action="store_true",
        help=say("minskar minimum som inte ryms", "cuts minimums that do not fit"),
    )  # fmt: skip
    group.add_argument(
        "--minimum-for-zero", action="store_true",
        help=say("ger också den som saknar vikt sitt minimum", "gives those without weight their minimum too"),
    )  # fmt: skip


def key(options: argparse.Namespace, files: Files, after: str = "") -> Any:
    """The key that was given; None where there is none."""
    text, components = getattr(options, f"key{after}"), getattr(options, f"component{after}")
    if text is not None and components:
        files.conflict(f"--key{after.replace('_', '-')}", f"--component{after.replace('_', '-')}")
    if components:
        read = files.number
        return {name: (read(share, f"--component {name}"), measure) for name, share, measure in components}
    return files.document(text) if text is not None and text.lower().endswith(".json") else text


def parameters(options: argparse.Namespace, files: Files, after: str = "") -> dict[str, Any] | None:
    """The values of the key's parameters."""
    given = pairs(getattr(options, f"parameter{after}"))
    return (
        {name: files.number(text, f"--parameter {name}") for name, text in given.items()} if given else None
    )


def rules(options: argparse.Namespace, files: Files) -> dict[str, Any]:
    """The options of rounding, ties and bounds that were given, as :func:`statsbidrag.allocate` has them."""
    order = options.tie_order
    found = {
        "unit": unit(options, files),
        "rounding": options.rounding,
        "rounding_scope": options.rounding_scope,
        "ties": options.ties,
        "tie_order": files.document(order) if order and order.lower().endswith(".json") else listed(order),
        "minimum": _bound(options, files, "minimum"),
        "maximum": _bound(options, files, "maximum"),
        "bounds": options.bounds,
        "reduce_minimums": options.reduce_minimums or None,
        "minimum_for_zero": options.minimum_for_zero or None,
    }
    return {name: value for name, value in found.items() if value is not None}


def unit(options: argparse.Namespace, files: Files) -> Any:
    """The unit, which is a number of kronor or ``count``."""
    return options.unit if options.unit in (None, "count") else files.number(options.unit, "--unit")


def _bound(options: argparse.Namespace, files: Files, name: str) -> Any:
    if given := getattr(options, f"{name}_per_unit"):
        return per_unit(given[0], files.number(given[1], f"--{name}-per-unit"))
    if given := getattr(options, f"{name}_share_of"):
        return share_of(given[0], files.number(given[1], f"--{name}-share-of"))
    return getattr(options, name)
