/*
 * Drawn calls: fields and cells as large, as small and as odd as they can be, in every combination
 * that chance makes. None is a fault of the library, a failure writes nothing, and what is divided by
 * the largest remainder sums to the total. The first argument is how many calls of each kind.
 */
#include "check.h"

#define ROWS 5

static uint64_t state = 0x9E3779B97F4A7C15u;

static uint64_t draw(void) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static uint64_t below(uint64_t limit) {
    return draw() % limit;
}

/* A number that is at an edge, or small, or anything. */
static int64_t number(void) {
    static const int64_t edges[] = {0, 1, -1, 2, 99, 100, 10000, 365, INT32_MAX, INT32_MIN,
                                    (int64_t)UINT32_MAX + 1, INT64_MAX, INT64_MAX - 1,
                                    INT64_MAX / 2 + 1, INT64_MAX / 100, SB_MISSING, INT64_MIN + 1};
    switch (below(4)) {
    case 0:
        return edges[below(sizeof edges / sizeof edges[0])];
    case 1:
        return (int64_t)(draw() >> (1 + below(63)));
    default:
        return (int64_t)below(1000);
    }
}

/* One that is mostly right: 0 or more. */
static int64_t amount(void) {
    int64_t drawn = number();
    return drawn < 0 && below(10) > 0 ? 7 : drawn;
}

static uint32_t code(uint32_t last) {
    return below(30) == 0 ? (uint32_t)draw() : (uint32_t)below(last + 1);
}

static void fill_cells(int64_t *cells, int may_be_missing) {
    for (int row = 0; row < ROWS; row++) {
        cells[row] = may_be_missing && below(2) == 0 ? SB_MISSING : amount();
    }
}

static void told(const char *call, sb_status status, sb_problems *problems) {
    check_told(call, status, problems);
    CHECK(status != SB_NULL && status != SB_UTF8, "%s (%s): %s", call, checks_at,
          sb_status_name(status));
    sb_problems_free(problems);
}

/* Returns whether it was divided. */
static int allocate(void) {
    int64_t weight[2][ROWS], ids[ROWS], minimum[ROWS], maximum[ROWS], amounts[ROWS], shares[2];
    int64_t component[2][ROWS];
    int64_t *const components[] = {component[0], component[1]};
    const int64_t *const weights[] = {weight[0], weight[1]};
    uint8_t marks[ROWS];
    sb_allocation own = {0};
    sb_allocation_summary summary;
    sb_problems *problems = unwritten_problems();
    sb_status status;
    fill_cells(weight[0], 0);
    fill_cells(weight[1], 0);
    fill_cells(minimum, 1);
    fill_cells(maximum, 1);
    for (int row = 0; row < ROWS; row++) {
        ids[row] = below(20) == 0 ? number() : row;
    }
    memset(amounts, PATTERN, sizeof amounts);
    memset(marks, PATTERN, sizeof marks);
    memset(component, PATTERN, sizeof component);
    memset(&summary, PATTERN, sizeof summary);
    summary.size = sizeof summary;
    own.size = sizeof own;
    own.rows = below(ROWS + 1);
    own.unit = below(3) == 0 ? amount() : (int64_t)below(2);
    own.total = below(4) == 0 ? number() : amount();
    if (own.unit == 0) {
        own.total = own.total / 100 * 100;
    }
    own.rounding = code(SB_ROUNDING_HUNTINGTON_HILL);
    own.rounding_scope = code(SB_SCOPE_COMPONENT);
    own.ties = code(SB_TIES_REFUSE);
    own.bounds = code(SB_BOUNDS_TOP_UP_ORIGINAL_QUOTA);
    own.reduce_minimums = code(1);
    own.minimum_for_zero = code(1);
    own.components = 1 + below(2);
    own.weights = weights;
    if (own.components == 2) {
        shares[0] = below(100) == 0 ? number() : (int64_t)below(101);
        shares[1] = 100 - (int64_t)((uint64_t)shares[0] % 101);
        own.shares = shares;
        own.shares_of = 100;
    }
    own.ids = below(2) == 0 ? ids : NULL;
    own.minimum = below(3) == 0 ? minimum : NULL;
    own.maximum = below(3) == 0 ? maximum : NULL;
    own.marks = below(2) == 0 ? marks : NULL;
    own.component_amounts = own.rounding_scope == SB_SCOPE_COMPONENT ? components : NULL;
    status = sb_allocate(&own, amounts, &summary, &problems);
    told("sb_allocate", status, problems);
    if (status != SB_OK) {
        CHECK(is_untouched(amounts, sizeof amounts) && is_untouched(marks, sizeof marks)
              && is_untouched(component, sizeof component)
              && is_untouched(&summary.unallocated, sizeof summary - sizeof summary.size),
              "%s: written", checks_at);
        return 0;
    }
    CHECK(is_untouched(amounts + own.rows, sizeof *amounts * (ROWS - own.rows)), "%s: too far",
          checks_at);
    CHECK(is_untouched(marks + own.rows, ROWS - own.rows), "%s: too far", checks_at);
    {
        uint64_t sum = (uint64_t)summary.unallocated;
        for (size_t row = 0; row < own.rows; row++) {
            sum += (uint64_t)amounts[row];
            CHECK(own.marks == NULL || marks[row] <= 7, "%s: a mark of %u", checks_at, marks[row]);
            CHECK(own.unit == 0 || amounts[row] % own.unit == 0, "%s: no units", checks_at);
        }
        CHECK(sum == (uint64_t)own.total, "%s: %lld of %lld", checks_at, (long long)sum,
              (long long)own.total);
        if (own.rounding <= SB_ROUNDING_LARGEST_REMAINDER && own.maximum == NULL) {
            CHECK(summary.unallocated == 0, "%s: %lld left", checks_at,
                  (long long)summary.unallocated);
        }
    }
    return 1;
}

static int check_ratio(void) {
    int64_t numerator[ROWS], denominator[ROWS], hire[ROWS], headroom[ROWS], excess[ROWS];
    uint8_t statuses[ROWS];
    sb_ratio_limits limits = {0};
    sb_ratio_verdict one;
    sb_problems *problems = unwritten_problems();
    sb_status status;
    fill_cells(numerator, 0);
    fill_cells(denominator, 0);
    memset(statuses, PATTERN, sizeof statuses);
    memset(hire, PATTERN, sizeof hire);
    memset(&one, PATTERN, sizeof one);
    one.size = sizeof one;
    limits.size = sizeof limits;
    limits.at_most_numerator = amount();
    limits.at_most_denominator = amount();
    if (below(2) == 0) {
        limits.at_least_numerator = amount();
        limits.at_least_denominator = amount();
    }
    limits.numerator_scale = below(2) == 0 ? 1 : amount();
    limits.denominator_scale = below(2) == 0 ? 10000 : amount();
    limits.hire_into = code(SB_HIRE_INTO_NUMERATOR);
    limits.hire_step = limits.hire_into == 0 ? 0 : amount();
    limits.is_statistic = code(1);
    status = sb_check_ratio(&limits, ROWS, numerator, denominator, statuses, hire, headroom, excess,
                            &problems);
    told("sb_check_ratio", status, problems);
    if (status != SB_OK) {
        CHECK(is_untouched(statuses, sizeof statuses) && is_untouched(hire, sizeof hire),
              "%s: written", checks_at);
        return 0;
    }
    /* One at a time it is the same. */
    for (int row = 0; row < ROWS; row++) {
        problems = unwritten_problems();
        status = sb_check_one_ratio(&limits, numerator[row], denominator[row], &one, &problems);
        CHECK(status == SB_OK, "%s: %s: %s", checks_at, sb_status_name(status), said(problems));
        told("sb_check_one_ratio", status, problems);
        CHECK(one.status == statuses[row] && one.hire == hire[row] && one.headroom == headroom[row]
              && one.excess == excess[row], "%s: row %d differs", checks_at, row);
    }
    return 1;
}

static int assess(const sb_rulebook *rulebook) {
    good_claims good;
    uint8_t verdict[LINES];
    int64_t approved[LINES], undetermined[LINES];
    uint32_t reasons[LINES], split = code(SB_SPLIT_BY_DAY);
    int32_t year = 2016 + (int32_t)below(4);
    sb_problems *problems = unwritten_problems();
    sb_status status;
    fill(&good);
    for (int line = 0; line < LINES; line++) {
        good.role[line] = (uint8_t)code(SB_ROLE_OTHER);
        good.activity[line] = (uint8_t)code(SB_ACTIVITY_OTHER);
        good.cost_kind[line] = (uint8_t)code(SB_COST_OTHER);
        good.employment[line] = (uint8_t)code(SB_EMPLOYMENT_AGENCY);
        good.increase[line] = (uint8_t)code(SB_INCREASE_NONE);
        good.frees_time_for[line] = (uint8_t)code(SB_FREES_NONE);
        good.evidence[line] = (uint8_t)code(1);
        good.ruling[line] = (uint8_t)code(SB_RULING_REFUSED);
        good.from[line] = 16801 + (int32_t)below(800);
        good.to[line] = good.from[line] + (int32_t)below(400);
        if (below(40) == 0) {
            good.to[line] = (int32_t)draw();
        }
        good.fte[line] = 1 + (int64_t)below(20000);
        if (below(20) == 0) {
            good.fte[line] = amount();
        }
        good.amount[line] = amount();
        good.other_funding[line] = below(3) == 0 ? SB_MISSING : amount();
    }
    memset(verdict, PATTERN, sizeof verdict);
    memset(approved, PATTERN, sizeof approved);
    memset(undetermined, PATTERN, sizeof undetermined);
    memset(reasons, PATTERN, sizeof reasons);
    status = sb_assess(rulebook, year, split, &good.claims, verdict, approved, undetermined, reasons,
                       &problems);
    told("sb_assess", status, problems);
    if (status != SB_OK) {
        CHECK(is_untouched(verdict, sizeof verdict) && is_untouched(approved, sizeof approved)
              && is_untouched(undetermined, sizeof undetermined)
              && is_untouched(reasons, sizeof reasons), "%s: written", checks_at);
        return 0;
    }
    for (int line = 0; line < LINES; line++) {
        sb_line_verdict one = {0};
        one.size = sizeof one;
        problems = unwritten_problems();
        status = sb_assess_one(rulebook, year, split, good.role[line], good.activity[line],
                               good.cost_kind[line], good.employment[line], good.increase[line],
                               good.frees_time_for[line], good.from[line], good.to[line],
                               good.fte[line], good.amount[line], good.evidence[line],
                               good.ruling[line], good.other_funding[line], &one, &problems);
        CHECK(status == SB_OK, "%s: %s: %s", checks_at, sb_status_name(status), said(problems));
        told("sb_assess_one", status, problems);
        CHECK(one.verdict == verdict[line] && one.approved == approved[line]
              && one.undetermined == undetermined[line] && one.reasons == reasons[line],
              "%s: line %d differs", checks_at, line);
        CHECK(approved[line] >= 0 && undetermined[line] >= 0
              && approved[line] <= good.amount[line] - undetermined[line],
              "%s: %lld approved and %lld undetermined of %lld", checks_at,
              (long long)approved[line], (long long)undetermined[line],
              (long long)good.amount[line]);
    }
    return 1;
}

int main(int count, char **arguments) {
    int calls = count > 1 ? atoi(arguments[1]) : 20000;
    int divided = 0, checked = 0, assessed = 0;
    sb_rulebook *rulebook = a_rulebook();
    for (int call = 0; call < calls; call++) {
        AT("call %d", call);
        divided += allocate();
        checked += check_ratio();
        assessed += assess(rulebook);
    }
    /* Were nearly all refused, little would have been tried. */
    CHECK(divided > calls / 50 && checked > calls / 50 && assessed > calls / 50,
          "%d divided, %d checked, %d assessed of %d", divided, checked, assessed, calls);
    printf("%d divided, %d checked, %d assessed of %d\n", divided, checked, assessed, calls);
    sb_rulebook_free(rulebook);
    return finished();
}
