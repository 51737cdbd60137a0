"""The first calls from Python, with nothing but its own ctypes.

    LD_LIBRARY_PATH=PREFIX/lib python3 first.py
"""

import ctypes
import sys
from contextlib import contextmanager
from ctypes import POINTER, byref, c_char_p, c_int32, c_int64, c_size_t, c_uint32, c_void_p

ABI_VERSION = 1
OK = 0
ROLE_SOCIAL_WORKER = 1
ACTIVITY_CHILD_YOUTH_AUTHORITY = 1
COST_PERSONNEL = 1
EMPLOYMENT_EMPLOYED = 1
INCREASE_ABOVE_BASELINE = 1
SPLIT_BY_DAY = 2

Column = POINTER(c_int64)


class Sized(ctypes.Structure):
    """A struct of the header: zeros, with its size."""

    def __init__(self, **fields):
        super().__init__(size=ctypes.sizeof(self), **fields)


class Allocation(Sized):
    _fields_ = [
        ("size", c_size_t),
        ("rows", c_size_t),
        ("total", c_int64),
        ("unit", c_int64),
        ("rounding", c_uint32),
        ("rounding_scope", c_uint32),
        ("ties", c_uint32),
        ("bounds", c_uint32),
        ("reduce_minimums", c_uint32),
        ("minimum_for_zero", c_uint32),
        ("components", c_size_t),
        ("weights", POINTER(Column)),
        ("shares", Column),
        ("shares_of", c_int64),
        ("ids", Column),
        ("minimum", Column),
        ("maximum", Column),
        ("marks", POINTER(ctypes.c_uint8)),
        ("component_amounts", POINTER(Column)),
    ]


class RatioLimits(Sized):
    _fields_ = [
        ("size", c_size_t),
        ("at_most_numerator", c_int64),
        ("at_most_denominator", c_int64),
        ("at_least_numerator", c_int64),
        ("at_least_denominator", c_int64),
        ("numerator_scale", c_int64),
        ("denominator_scale", c_int64),
        ("hire_step", c_int64),
        ("hire_into", c_uint32),
        ("is_statistic", c_uint32),
    ]


class RatioVerdict(Sized):
    _fields_ = [
        ("size", c_size_t),
        ("hire", c_int64),
        ("headroom", c_int64),
        ("excess", c_int64),
        ("status", c_uint32),
        ("reserved", c_uint32),
    ]


class LineVerdict(Sized):
    _fields_ = [
        ("size", c_size_t),
        ("approved", c_int64),
        ("undetermined", c_int64),
        ("reasons", c_uint32),
        ("verdict", c_uint32),
    ]


class Problem(Sized):
    _fields_ = [
        ("size", c_size_t),
        ("path", c_void_p),
        ("path_length", c_size_t),
        ("code", c_void_p),
        ("code_length", c_size_t),
        ("got", c_void_p),
        ("got_length", c_size_t),
        ("want", c_void_p),
        ("want_length", c_size_t),
    ]

    def texts(self):
        for name in ("path", "code", "got", "want"):
            length = getattr(self, f"{name}_length")
            yield ctypes.string_at(getattr(self, name), length).decode()


def load():
    """The library with its functions declared: what ctypes does not know it takes for int."""
    library = ctypes.CDLL("libstatsbidrag.so")
    out = POINTER(c_void_p)
    text = [c_char_p, c_size_t]
    limits = POINTER(RatioLimits)
    codes = [c_uint32] * 7
    declared = {
        "sb_abi_version": (c_uint32, []),
        "sb_version": (c_char_p, []),
        "sb_status_name": (c_char_p, [c_uint32]),
        "sb_ratio_status_name": (c_char_p, [c_uint32]),
        "sb_verdict_name": (c_char_p, [c_uint32]),
        "sb_reason_name": (c_char_p, [c_uint32]),
        "sb_problems_kept": (c_size_t, [c_void_p]),
        "sb_problems_get": (c_uint32, [c_void_p, c_size_t, POINTER(Problem)]),
        "sb_problems_free": (None, [c_void_p]),
        "sb_allocate": (c_uint32, [POINTER(Allocation), Column, c_void_p, out]),
        "sb_rule_set_load": (c_uint32, [*text, out, out]),
        "sb_rule_set_limits": (
            c_uint32,
            [c_void_p, *text, c_int32, c_int64, c_int64, limits, out],
        ),
        "sb_rule_set_free": (None, [c_void_p]),
        "sb_check_one_ratio": (c_uint32, [limits, c_int64, c_int64, POINTER(RatioVerdict), out]),
        "sb_days_of": (c_uint32, [c_int32, c_uint32, c_uint32, POINTER(c_int32), out]),
        "sb_rulebook_load": (c_uint32, [*text, out, out]),
        "sb_rulebook_free": (None, [c_void_p]),
        "sb_assess_one": (
            c_uint32,
            [c_void_p, c_int32, *codes, c_int32, c_int32, c_int64, c_int64]
            + [c_uint32, c_uint32, c_int64, POINTER(LineVerdict), out],
        ),
    }
    for name, (result, arguments) in declared.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


sb = load()


class Failure(Exception):
    """Why a call did not do what was asked: all of it, a line each."""


def call(function, *arguments):
    """Calls with a place for problems, and raises them."""
    problems = c_void_p()
    status = function(*arguments, byref(problems))
    if status == OK:
        return
    try:
        told = [sb.sb_status_name(status).decode()]
        for index in range(sb.sb_problems_kept(problems)):
            problem = Problem()
            sb.sb_problems_get(problems, index, byref(problem))
            path, code, got, want = problem.texts()
            told.append(f"{path}: {code}: got {got}, want {want}")
    finally:
        sb.sb_problems_free(problems)
    raise Failure("\n".join(told))


@contextmanager
def loaded(load_it, free, name):
    """Rules that ship, freed at the end of the block."""
    handle = c_void_p()
    call(load_it, name, len(name), byref(handle))
    try:
        yield handle
    finally:
        free(handle)


def column(numbers):
    return (c_int64 * len(numbers))(*numbers)


def divide(weights, shares):
    """Ten million kronor over the rows of a key; the amounts are in öre."""
    rows = len(weights[0])
    columns = (Column * len(weights))(*map(column, weights))
    allocation = Allocation(
        rows=rows,
        total=10_000_000 * 100,
        components=len(weights),
        weights=columns,
        shares=column(shares),
        shares_of=100,
    )
    amounts = (c_int64 * rows)()
    call(sb.sb_allocate, byref(allocation), amounts, None)
    return list(amounts)


def supervise(social_workers, supervisors):
    """How many social workers a supervisor may have in Mölndal."""
    rule = b"molndal-supervisor-span"
    limits, verdict = RatioLimits(), RatioVerdict()
    with loaded(sb.sb_rule_set_load, sb.sb_rule_set_free, rule) as rules:
        call(sb.sb_rule_set_limits, rules, rule, len(rule), 0, 1, 1, byref(limits))
    call(sb.sb_check_one_ratio, byref(limits), social_workers, supervisors, byref(verdict))
    return verdict


def day(year, month, day_of_month):
    days = c_int32()
    call(sb.sb_days_of, year, month, day_of_month, byref(days))
    return days.value


def assess(amount):
    """A new social worker from December 2016 to January 2017, held against the grant of 2016."""
    verdict = LineVerdict()
    codes = [
        SPLIT_BY_DAY,
        ROLE_SOCIAL_WORKER,
        ACTIVITY_CHILD_YOUTH_AUTHORITY,
        COST_PERSONNEL,
        EMPLOYMENT_EMPLOYED,
        INCREASE_ABOVE_BASELINE,
        0,
    ]
    days = [day(2016, 12, 1), day(2017, 1, 31)]
    with loaded(sb.sb_rulebook_load, sb.sb_rulebook_free, b"starkt-bemanning") as rulebook:
        line = [rulebook, 2016, *codes, *days, 10_000, amount, 0, 0, 0]
        call(sb.sb_assess_one, *line, byref(verdict))
    return verdict


def main():
    if sb.sb_abi_version() != ABI_VERSION:
        sys.exit(f"statsbidrag {sb.sb_version().decode()} is not what this was written for")

    for amount in divide([[1200, 2300, 3100], [935619, 328494, 556640]], [70, 30]):
        print(amount // 100, "kr")

    ratio = supervise(9, 1)
    status = sb.sb_ratio_status_name(ratio.status).decode()
    print(f"{status}: {ratio.excess} over, hire {ratio.hire}")

    claimed = 180_000 * 100
    line = assess(claimed)
    bits = [1 << bit for bit in range(32)]
    reasons = [sb.sb_reason_name(bit).decode() for bit in bits if line.reasons & bit]
    verdict = sb.sb_verdict_name(line.verdict).decode()
    print(f"{verdict}: {line.approved // 100} of {claimed // 100} kr", *reasons)

    # Two cells and the shares are wrong: one call names all three.
    try:
        divide([[1200, -2300, 3100], [935619, 328494, -5]], [70, 40])
    except Failure as failure:
        print(failure)


if __name__ == "__main__":
    main()
