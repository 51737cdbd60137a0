"""Certificates that were made by hand, each with its calculation."""

from __future__ import annotations

from typing import Any


def certificate(total: str, weights: list[int], amounts: list[str], **changed: object) -> dict[str, Any]:
    """A certificate of one measure, with ids a, b, c, …, the largest remainder and no ties."""
    return {
        "certificate": 1,
        "unit": "1",
        "total": total,
        "rounding": "largest_remainder",
        "rounding_scope": "combined",
        "ties": "by_id",
        "tie_order": [],
        "ids": [chr(ord("a") + i) for i in range(len(weights))],
        "components": [component("", "1", weights)],
        "bounds": None,
        "parts": [],
        "amounts": amounts,
        "unallocated": "0",
        "tied": [],
        "units_at_stake": "0",
    } | changed


def component(name: str, share: str, weights: list[int]) -> dict[str, Any]:
    texts = [str(weight) for weight in weights]
    return {"name": name, "share": share, "weights": texts, "sum": str(sum(weights))}


def bounds(policy: str, minimums: list[int], level: str | None, **changed: object) -> dict[str, Any]:
    return {
        "policy": policy,
        "minimum_for_zero": False,
        "minimums": [str(minimum) for minimum in minimums],
        "asked": None,
        "maximums": [None] * len(minimums),
        "level": level,
    } | changed


TIED = {"tied": ["a", "b", "c"], "units_at_stake": "1"}
EACH = {"unit": "count", "ties": "refuse"}

# Two components: shares 7/10 of 1 : 2 and 3/10 of 1 : 1.
TWO = [component("p", "7/10", [1, 2]), component("q", "3/10", [1, 1])]
# Pots 7 and 3. 7 by 1 : 2 is 2 1/3 and 4 2/3: 2 and 5. 3 by 1 : 1: 2 and 1 by id.
PARTS = [
    {"name": "p", "pot": "7", "amounts": ["2", "5"]},
    {"name": "q", "pot": "3", "amounts": ["2", "1"]},
]

RIGHT: dict[str, dict[str, Any]] = {
    # 14 2/7, 28 4/7, 57 1/7: one krona left, to 4/7.
    "largest_remainder": certificate("100", [1, 2, 4], ["14", "29", "57"]),
    # The same of a charge, and in hundreds of 10,000: 14.29, 28.57, 57.14 hundreds.
    "charge": certificate("-100", [1, 2, 4], ["-14", "-29", "-57"]),
    "hundreds": certificate("10000", [1, 2, 4], ["1400", "2900", "5700"], unit="100"),
    "ore": certificate("10", [1, 1, 1], ["3.34", "3.33", "3.33"], unit="0.01", **TIED),
    # 3 1/3 each.
    "down": certificate("10", [1, 1, 1], ["3", "3", "3"], rounding="down", unallocated="1"),
    "up": certificate("10", [1, 1, 1], ["4", "4", "4"], rounding="up", unallocated="-2"),
    # 2.5, 3.5 and 4: half a unit up, down, to even.
    "half_up": certificate("10", [5, 7, 8], ["3", "4", "4"], rounding="half_up", unallocated="-1"),
    "half_down": certificate("10", [5, 7, 8], ["2", "3", "4"], rounding="half_down", unallocated="1"),
    "half_even": certificate("10", [5, 7, 8], ["2", "4", "4"], rounding="half_even"),
    # Away from zero, whatever the sign: −2.5 and −3.5 to −3 and −4.
    "half_up_charge": certificate("-10", [5, 7, 8], ["-3", "-4", "-4"], rounding="half_up", unallocated="1"),
    # A total that is not whole: 1.05 and 9.45 of 10.50.
    "part_of_a_krona": certificate("10.50", [1, 9], ["1", "9"], rounding="half_down", unallocated="0.50"),
    # Webster, 53 : 24 : 23, seven seats. Quotients by 1, 3, 5, …: 53, 24, 23, 17.7, 10.6, 8, 7.7,
    # 7.6: the first seven are 53, 24, 23, 17.7, 10.6, 8 (b) and 7.67 (c).
    "webster": certificate("7", [53, 24, 23], ["3", "2", "2"], rounding="webster", **EACH),
    # D'Hondt: 53, 26.5, 24, 23, 17.7, 13.25, 12 (b).
    "dhondt": certificate("7", [53, 24, 23], ["4", "2", "1"], rounding="dhondt", **EACH),
    # One each first. Adams by 1, 2, 3: 53, 26.5, 24, 23 are the other four.
    "adams": certificate("7", [53, 24, 23], ["3", "2", "2"], rounding="adams", **EACH),
    # Adams takes from the large: 200 : 11 : 11 : … (ten of them), 31 seats. After one
    # each, the large one's claims down to 200/18 = 11.1 are before 11/1: 19. Two are left for ten.
    "adams_under_quota": certificate(
        "31",
        [200] + [11] * 10,
        ["19", "2", "2"] + ["1"] * 8,
        rounding="adams",
        tied=list("bcdefghijk"),
        units_at_stake="2",
    ),
    # Dean by 4/3, 12/5: 10 : 19 with four seats. After one each 14.25 (b), and then 19/2.4 = 7.92
    # before 10/1.33 = 7.5.
    "dean": certificate("4", [10, 19], ["1", "3"], rounding="dean", **EACH),
    # Huntington–Hill: w²/2, w²/6. 3·10¹⁸ against 1,732,050,807² = 2,999,999,998,029,351,249, so a
    # has the fourth seat; with 1,732,050,808² = 3,000,000,001,493,452,864 b has it.
    "huntington_hill": certificate("4", [10**9, 1732050807], ["2", "2"], rounding="huntington_hill", **EACH),
    "huntington_hill_above": certificate(
        "4", [10**9, 1732050808], ["1", "3"], rounding="huntington_hill", **EACH
    ),
    # 10¹⁰ by 1 : 2 : 4 is …428.57, …857.14, …714.29. λ = 1,428,571,428.75 gives …428, …857, …715.
    "dhondt_large": certificate(
        "10000000000",
        [1, 2, 4],
        ["1428571428", "2857142857", "5714285715"],
        rounding="dhondt",
        **EACH,
    ),
    # Thirds of 10; the list has c first.
    "by_id": certificate("10", [1, 1, 1], ["4", "3", "3"], **TIED),
    "by_list": certificate(
        "10", [1, 1, 1], ["3", "3", "4"], ties="by_list", tie_order=["c", "b", "a"], **TIED
    ),
    # 1/2 and 3/2 of 2: equal remainders, b is entitled to more.
    "by_weight": certificate("2", [1, 3], ["0", "2"], ties="by_weight", tied=["a", "b"], units_at_stake="1"),
    # 3/4, 3/4 and 1/2 of 2: two units, and the equal remainders are not at the cut.
    "refuse": certificate("2", [3, 3, 2], ["1", "1", "0"], ties="refuse"),
    # D'Hondt, 2 by 2 : 1: 2, then 2/2 and 1/1 are equal.
    "dhondt_tie": certificate(
        "2", [2, 1], ["2", "0"], rounding="dhondt", tied=["a", "b"], units_at_stake="1"
    ),
    # 7/30 + 3/20 = 23/60 and 37/60 of 10: 3.83 and 6.17.
    "combined": certificate("10", [1, 2], ["4", "6"], components=TWO),
    "component": certificate(
        "10",
        [1, 2],
        ["4", "6"],
        components=TWO,
        rounding_scope="component",
        parts=PARTS,
        tied=["a", "b"],
        units_at_stake="1",
    ),
    # 88 by 15 : 1 : 7, b held at 29: 59 by 15 : 7 is 40 5/22 and 18 17/22.
    # Λ = 885/22 · 23/15 = 1357/22.
    "water_level": certificate(
        "88",
        [15, 1, 7],
        ["40", "29", "19"],
        bounds=bounds("water_level", [0, 29, 9], "1357/22", maximums=["48", None, "25"]),
    ),
    # 300 by 1 : 2 : 7 with at most 150: 150 by 1 : 2. Λ = 50 · 10.
    "maximum": certificate(
        "300",
        [1, 2, 7],
        ["50", "100", "150"],
        bounds=bounds("water_level", [0, 0, 0], "500", maximums=[None, None, "150"]),
    ),
    # 10 each and 80 by 1 : 3.
    "base_then_share": certificate(
        "100", [1, 3], ["30", "70"], bounds=bounds("base_then_share", [10, 10], "80")
    ),
    # 10 each, at most 50: c has 40 on top, and the other 30 are 15 each. Λ = 15 · 10.
    "base_capped": certificate(
        "100",
        [1, 1, 8],
        ["25", "25", "50"],
        bounds=bounds("base_then_share", [10, 10, 10], "150", maximums=[None, None, "50"]),
    ),
    # 12.95, 6.90 and 0.15 of 20: 12, 6 and 1; the seat left to 0.95.
    "top_up": certificate(
        "20",
        [1295, 690, 15],
        ["13", "6", "1"],
        bounds=bounds("top_up_original_quota", [1, 1, 1], None),
    ),
    # A zero weight gets its 10 and no more; 90 by 1 : 1.
    "minimum_for_zero": certificate(
        "100",
        [0, 1, 1],
        ["10", "45", "45"],
        bounds=bounds("water_level", [10, 10, 10], "90", minimum_for_zero=True),
    ),
    # 80 and 50 in proportion to 100: 61.54 and 38.46.
    "reduced": certificate(
        "100", [1, 1], ["62", "38"], bounds=bounds("water_level", [62, 38], "0", asked=["80", "50"])
    ),
    # 4 and 4 cut to the six whole kronor of 6.50: 3 each, equals that need no tie. Λ = 3.5 · 8/5.
    "reduced_part": certificate(
        "6.50",
        [5, 3],
        ["3", "3"],
        rounding="down",
        unallocated="0.50",
        bounds=bounds("water_level", [3, 3], "28/5", asked=["4", "4"]),
    ),
    # Without a weight it has what the cut leaves of its minimum, and that is its maximum.
    "reduced_without_weight": certificate(
        "70",
        [3, 0],
        ["0", "70"],
        bounds=bounds(
            "water_level",
            [0, 70],
            "0",
            minimum_for_zero=True,
            asked=["0", "100"],
            maximums=[None, "70"],
        ),
    ),
    # No maximum is none, also for the half krona over whole ones.
    "no_maximum": certificate(
        "5.50",
        [3],
        ["5"],
        rounding="down",
        unallocated="0.50",
        bounds=bounds("water_level", [0], "11/2"),
    ),
    # D'Hondt with at most 6: 8/1, 8/2, 8/3, and then 8/4 = 2/1, b by id. a is at 6; the level is
    # where b and c share 4 by 8 : 2: Λ = 4 · 100/10.
    "dhondt_maximum": certificate(
        "10",
        [90, 8, 2],
        ["6", "4", "0"],
        rounding="dhondt",
        bounds=bounds("water_level", [0, 0, 0], "40", maximums=["6", "6", "6"]),
        tied=["b", "c"],
        units_at_stake="1",
    ),
    # Adams on top of four each: one each first, then 5/1, 3/1 are the other two of four.
    "adams_base": certificate(
        "12", [5, 3], ["6", "6"], rounding="adams", bounds=bounds("base_then_share", [4, 4], "4")
    ),
    # Nothing to divide needs no weights.
    "nothing": certificate("0", [0, 0], ["0", "0"]),
    "nothing_by_adams": certificate("0", [2, 1], ["0", "0"], rounding="adams"),
}
