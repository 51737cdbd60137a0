/*
 * Numbers that are wrong, missing or as large as their type: amounts, weights, shares, scales and
 * days. What can be divided is divided to the last öre, whatever its size.
 */
#include "check.h"

static sb_rulebook *rulebook;
static good_claims good;

static sb_status assess(sb_problems **problems) {
    uint8_t verdict[LINES];
    int64_t approved[LINES], undetermined[LINES];
    sb_status status;
    memset(verdict, PATTERN, sizeof verdict);
    memset(approved, PATTERN, sizeof approved);
    memset(undetermined, PATTERN, sizeof undetermined);
    status = sb_assess(rulebook, 2016, 0, &good.claims, verdict, approved, undetermined, NULL,
                       problems);
    CHECK(status == SB_OK || (is_untouched(verdict, sizeof verdict)
                              && is_untouched(approved, sizeof approved)
                              && is_untouched(undetermined, sizeof undetermined)),
          "%s: written", checks_at);
    return status;
}

/* The same cells of line 2, as plain arguments. */
static sb_status assess_one(sb_problems **problems) {
    sb_line_verdict verdict;
    sb_status status;
    memset(&verdict, PATTERN, sizeof verdict);
    verdict.size = sizeof verdict;
    status = sb_assess_one(rulebook, 2016, 0, 1, 1, 1, 1, 1, 0, good.from[2], good.to[2],
                           good.fte[2], good.amount[2], 1, 0, good.other_funding[2], &verdict,
                           problems);
    CHECK(status == SB_OK || is_untouched(&verdict.approved, sizeof verdict - sizeof verdict.size),
          "%s: written", checks_at);
    return status;
}

/* A line that is in order, in a year of the caller's. */
static sb_status assess_in(int32_t year, sb_problems **problems) {
    sb_line_verdict verdict = {0};
    verdict.size = sizeof verdict;
    return sb_assess_one(rulebook, year, 0, 1, 1, 1, 1, 1, 0, 16801, 17166, 10000, 1, 1, 0, 0,
                         &verdict, problems);
}

static void cells(void) {
    const int64_t wrong[] = {-1, -100, INT64_MIN + 1};
    for (size_t at = 0; at < sizeof wrong / sizeof wrong[0]; at++) {
        AT("%lld", (long long)wrong[at]);
        fill(&good);
        good.amount[2] = wrong[at];
        MUST_FAIL(SB_INPUT, "/amount/2", assess(&problems));
        MUST_FAIL(SB_INPUT, "/amount", assess_one(&problems));
        fill(&good);
        good.fte[2] = wrong[at];
        MUST_FAIL(SB_INPUT, "/fte/2", assess(&problems));
        MUST_FAIL(SB_INPUT, "/fte", assess_one(&problems));
        fill(&good);
        good.other_funding[2] = wrong[at];
        MUST_FAIL(SB_INPUT, "/other_funding/2", assess(&problems));
        MUST_FAIL(SB_INPUT, "/other_funding", assess_one(&problems));
    }
    AT("missing or none");
    fill(&good);
    good.fte[2] = 0;
    MUST_FAIL(SB_INPUT, "/fte/2", assess(&problems));
    MUST_FAIL(SB_INPUT, "/fte", assess_one(&problems));
    good.fte[2] = SB_MISSING;
    MUST_FAIL(SB_INPUT, "/fte/2", assess(&problems));
    MUST_FAIL(SB_INPUT, "/fte", assess_one(&problems));
    fill(&good);
    good.amount[2] = SB_MISSING;
    MUST_FAIL(SB_INPUT, "/amount/2", assess(&problems));
    MUST_FAIL(SB_INPUT, "/amount", assess_one(&problems));
    fill(&good);
    good.other_funding[2] = SB_MISSING;
    MUST_DO(assess(&problems));
    MUST_DO(assess_one(&problems));
    AT("the largest");
    fill(&good);
    good.amount[2] = INT64_MAX;
    MUST_ANSWER(assess(&problems));
    MUST_ANSWER(assess_one(&problems));
    good.other_funding[2] = INT64_MAX;
    good.fte[2] = INT64_MAX;
    MUST_ANSWER(assess(&problems));
    MUST_ANSWER(assess_one(&problems));
    good.fte[2] = 1;
    MUST_ANSWER(assess(&problems));
    MUST_ANSWER(assess_one(&problems));
}

static void days(void) {
    const int32_t far[] = {INT32_MIN, INT32_MIN + 1, -719529, 2932897, INT32_MAX - 1, INT32_MAX};
    const int32_t no_years[] = {INT32_MIN, -32768, -1, 0, 10000, 32767, 32768, INT32_MAX};
    const struct { int32_t year; uint32_t month, day; } none[] = {
        {0, 1, 1}, {-1, 1, 1}, {10000, 1, 1}, {INT32_MIN, 1, 1}, {INT32_MAX, 1, 1}, {2016, 0, 1},
        {2016, 13, 1}, {2016, UINT32_MAX, 1}, {2016, 257, 1}, {2016, 1, 0}, {2016, 1, 32},
        {2016, 2, 30}, {2015, 2, 29}, {1900, 2, 29}, {2016, 4, 31}, {2016, 1, 257},
        {2016, 1, UINT32_MAX},
    };
    int32_t written;
    for (size_t at = 0; at < sizeof far / sizeof far[0]; at++) {
        AT("day %ld", (long)far[at]);
        fill(&good);
        good.from[2] = far[at];
        MUST_REFUSE("", assess(&problems));
        MUST_REFUSE("", assess_one(&problems));
        good.to[2] = far[at];
        MUST_REFUSE("", assess(&problems));
        MUST_REFUSE("", assess_one(&problems));
        fill(&good);
        good.to[2] = far[at];
        MUST_REFUSE("", assess(&problems));
        MUST_REFUSE("", assess_one(&problems));
    }
    AT("in the wrong order");
    fill(&good);
    good.from[2] = good.to[2] + 1;
    MUST_FAIL(SB_RULE, "", assess(&problems));
    MUST_FAIL(SB_RULE, "", assess_one(&problems));
    for (size_t at = 0; at < sizeof none / sizeof none[0]; at++) {
        AT("%ld-%lu-%lu", (long)none[at].year, (unsigned long)none[at].month,
           (unsigned long)none[at].day);
        memset(&written, PATTERN, sizeof written);
        MUST_FAIL(SB_INPUT, "", sb_days_of(none[at].year, none[at].month, none[at].day, &written,
                                           &problems));
        CHECK(is_untouched(&written, sizeof written), "%s: the days were written", checks_at);
    }
    AT("days that are");
    MUST_DO(sb_days_of(1970, 1, 1, &written, &problems));
    CHECK(written == 0, "%ld", (long)written);
    MUST_DO(sb_days_of(1, 1, 1, &written, &problems));
    CHECK(written == -719162, "%ld", (long)written);
    MUST_DO(sb_days_of(9999, 12, 31, &written, &problems));
    CHECK(written == 2932896, "%ld", (long)written);
    for (size_t at = 0; at < sizeof no_years / sizeof no_years[0]; at++) {
        AT("year %ld", (long)no_years[at]);
        MUST_FAIL(SB_INPUT, "/year", assess_in(no_years[at], &problems));
    }
    AT("years that the grant does not have");
    MUST_FAIL(SB_RULE, "/year", assess_in(1, &problems));
    MUST_FAIL(SB_RULE, "/year", assess_in(2012, &problems));
    MUST_FAIL(SB_RULE, "/year", assess_in(2035, &problems));
    MUST_FAIL(SB_RULE, "/year", assess_in(9999, &problems));
}

#define ROWS 3

static int64_t weight[2][ROWS], minimum[ROWS], maximum[ROWS], ids[ROWS], amounts[ROWS];
static int64_t shares[2];
static const int64_t *const weights[] = {weight[0], weight[1]};
static sb_allocation allocation;
static sb_allocation_summary summary;

static void reset(void) {
    memset(&allocation, 0, sizeof allocation);
    for (int row = 0; row < ROWS; row++) {
        weight[0][row] = row + 1;
        weight[1][row] = 5 - row;
        minimum[row] = SB_MISSING;
        maximum[row] = SB_MISSING;
        ids[row] = 10 + row;
    }
    shares[0] = 70;
    shares[1] = 30;
    allocation.size = sizeof allocation;
    allocation.rows = ROWS;
    allocation.total = 60000;
    allocation.components = 1;
    allocation.weights = weights;
}

static void with_shares(void) {
    reset();
    allocation.components = 2;
    allocation.shares = shares;
    allocation.shares_of = 100;
}

static sb_status divide(sb_problems **problems) {
    sb_status status;
    memset(amounts, PATTERN, sizeof amounts);
    memset(&summary, PATTERN, sizeof summary);
    summary.size = sizeof summary;
    status = sb_allocate(&allocation, amounts, &summary, problems);
    CHECK(status == SB_OK || (is_untouched(amounts, sizeof amounts)
                              && is_untouched(&summary.unallocated,
                                              sizeof summary - sizeof summary.size)),
          "%s: written", checks_at);
    return status;
}

/* What was divided is there: added as unsigned, where every sum is exact but for its sign. */
static void is_divided(void) {
    uint64_t sum = (uint64_t)summary.unallocated;
    for (int row = 0; row < ROWS; row++) {
        sum += (uint64_t)amounts[row];
    }
    CHECK(sum == (uint64_t)allocation.total, "%s: %lld of %lld", checks_at, (long long)sum,
          (long long)allocation.total);
    CHECK(summary.unallocated == 0, "%s: %lld left", checks_at, (long long)summary.unallocated);
}

static void the_weights(void) {
    const int64_t wrong[] = {-1, SB_MISSING, INT64_MIN + 1};
    for (size_t at = 0; at < sizeof wrong / sizeof wrong[0]; at++) {
        AT("a weight of %lld", (long long)wrong[at]);
        reset();
        weight[0][2] = wrong[at];
        MUST_FAIL(SB_INPUT, "/weights/0/2", divide(&problems));
        with_shares();
        weight[1][2] = wrong[at];
        MUST_FAIL(SB_INPUT, "/weights/1/2", divide(&problems));
    }
    AT("every weight zero");
    reset();
    memset(weight, 0, sizeof weight);
    MUST_REFUSE("", divide(&problems));
    AT("a bad weight in each row of each component");
    with_shares();
    for (int row = 0; row < ROWS; row++) {
        weight[0][row] = -1;
        weight[1][row] = SB_MISSING;
    }
    {
        sb_problems *problems = NULL;
        CHECK(divide(&problems) == SB_INPUT, "a success");
        CHECK(sb_problems_count(problems) == 2 * ROWS, "%zu problems: %s",
              sb_problems_count(problems), said(problems));
        check_readable(checks_at, problems);
        sb_problems_free(problems);
    }
    AT("no weights");
    reset();
    allocation.weights = NULL;
    MUST_FAIL(SB_NULL, "/weights", divide(&problems));
    {
        const int64_t *const one_of_two[] = {weight[0], NULL};
        with_shares();
        allocation.weights = one_of_two;
        MUST_FAIL(SB_NULL, "/weights/1", divide(&problems));
    }
}

static void totals(void) {
    const int64_t all[] = {INT64_MAX, -INT64_MAX, 0, 1, -1, INT64_MAX - 1};
    for (size_t at = 0; at < sizeof all / sizeof all[0]; at++) {
        AT("a total of %lld", (long long)all[at]);
        reset();
        allocation.total = all[at];
        allocation.unit = 1;
        MUST_DO(divide(&problems));
        is_divided();
        weight[0][0] = weight[0][1] = weight[0][2] = INT64_MAX;
        MUST_DO(divide(&problems));
        is_divided();
        with_shares();
        allocation.total = all[at];
        allocation.unit = 1;
        weight[1][0] = INT64_MAX;
        MUST_DO(divide(&problems));
        is_divided();
    }
    /* The smallest number is no amount but a missing cell; or else it is divided as others are. */
    AT("the smallest total");
    reset();
    allocation.total = INT64_MIN;
    allocation.unit = 1;
    MUST_ANSWER(divide(&problems));
    if (summary.unallocated == 0) {
        is_divided();
    }
    AT("each up, of the largest");
    reset();
    allocation.total = INT64_MAX / 100 * 100;
    allocation.rounding = SB_ROUNDING_UP;
    MUST_ANSWER(divide(&problems));
    AT("what no unit divides");
    reset();
    allocation.total = 60050;
    MUST_REFUSE("/total", divide(&problems));
    AT("units");
    reset();
    allocation.unit = -1;
    MUST_REFUSE("/unit", divide(&problems));
    allocation.unit = SB_MISSING;
    MUST_REFUSE("/unit", divide(&problems));
    allocation.unit = INT64_MAX;
    MUST_ANSWER(divide(&problems));
}

static void the_shares(void) {
    const struct { const char *what; int64_t first, second, of; } wrong[] = {
        {"too little", 70, 29, 100},
        {"too much", 70, 31, 100},
        {"of nothing", 70, 30, 0},
        {"of less than nothing", 70, 30, -100},
        {"of what is missing", 70, 30, SB_MISSING},
        {"below zero", 130, -30, 100},
        {"missing", 100, SB_MISSING, 100},
        {"a sum over the largest", INT64_MAX, INT64_MAX, INT64_MAX},
        {"a sum that wraps to what is wanted", INT64_MAX, INT64_MAX, -2},
        {"nothing of nothing", 0, 0, 0},
    };
    for (size_t at = 0; at < sizeof wrong / sizeof wrong[0]; at++) {
        AT("shares: %s", wrong[at].what);
        with_shares();
        shares[0] = wrong[at].first;
        shares[1] = wrong[at].second;
        allocation.shares_of = wrong[at].of;
        MUST_REFUSE("", divide(&problems));
    }
    AT("shares that do not sum");
    with_shares();
    shares[1] = 29;
    MUST_FAIL(SB_RULE, "/shares", divide(&problems));
    AT("shares_of is not read without shares");
    reset();
    allocation.shares_of = -100;
    MUST_DO(divide(&problems));
    AT("two components without shares");
    with_shares();
    allocation.shares = NULL;
    MUST_FAIL(SB_NULL, "/shares", divide(&problems));
    AT("shares as large as they can be");
    with_shares();
    shares[0] = INT64_MAX - 1;
    shares[1] = 1;
    allocation.shares_of = INT64_MAX;
    MUST_ANSWER(divide(&problems));
}

static void bounds(void) {
    AT("missing bounds");
    reset();
    allocation.minimum = minimum;
    allocation.maximum = maximum;
    MUST_DO(divide(&problems));
    is_divided();
    AT("minimums over the total");
    minimum[0] = 70000;
    MUST_FAIL(SB_INFEASIBLE, "", divide(&problems));
    AT("maximums under the total");
    reset();
    allocation.maximum = maximum;
    maximum[0] = maximum[1] = maximum[2] = 100;
    MUST_FAIL(SB_INFEASIBLE, "", divide(&problems));
    AT("a minimum over its maximum");
    reset();
    allocation.minimum = minimum;
    allocation.maximum = maximum;
    minimum[1] = 20000;
    maximum[1] = 10000;
    MUST_REFUSE("/1", divide(&problems));
    AT("the largest minimums");
    reset();
    allocation.minimum = minimum;
    minimum[0] = minimum[1] = minimum[2] = INT64_MAX;
    MUST_ANSWER(divide(&problems));
    allocation.reduce_minimums = 1;
    MUST_ANSWER(divide(&problems));
    AT("bounds below zero");
    reset();
    allocation.minimum = minimum;
    minimum[1] = -100;
    MUST_ANSWER(divide(&problems));
    minimum[1] = INT64_MIN + 1;
    MUST_ANSWER(divide(&problems));
    AT("two ids alike");
    reset();
    allocation.ids = ids;
    ids[2] = ids[0];
    MUST_REFUSE("/ids", divide(&problems));
    AT("ids as they come");
    ids[0] = INT64_MIN;
    ids[1] = INT64_MAX;
    ids[2] = 0;
    MUST_ANSWER(divide(&problems));
}

static void ratios(void) {
    const int64_t wrong[] = {-1, SB_MISSING, INT64_MIN + 1};
    sb_rule_set *rules = a_rule_set();
    sb_ratio_limits limits, good_limits = {0};
    sb_ratio_verdict verdict = {0};
    good_limits.size = sizeof good_limits;
    good_limits.at_most_numerator = 6;
    good_limits.at_most_denominator = 1;
    good_limits.numerator_scale = 1;
    good_limits.denominator_scale = 1;
    verdict.size = sizeof verdict;
    for (size_t at = 0; at < 4; at++) {
        int64_t number = at == 3 ? 0 : wrong[at];
        AT("a scale of %lld", (long long)number);
        limits = good_limits;
        limits.numerator_scale = number;
        MUST_REFUSE("/numerator_scale", sb_check_one_ratio(&limits, 1, 1, &verdict, &problems));
        limits = good_limits;
        limits.denominator_scale = number;
        MUST_REFUSE("/denominator_scale", sb_check_one_ratio(&limits, 1, 1, &verdict, &problems));
        memset(&limits, PATTERN, sizeof limits);
        limits.size = sizeof limits;
        MUST_FAIL(SB_INPUT, "/numerator_scale",
                  sb_rule_set_limits(rules, RULE, sizeof RULE - 1, 0, number, 1, &limits, &problems));
        MUST_FAIL(SB_INPUT, "/denominator_scale",
                  sb_rule_set_limits(rules, RULE, sizeof RULE - 1, 0, 1, number, &limits, &problems));
        CHECK(is_untouched(&limits.at_most_numerator, sizeof limits - sizeof limits.size),
              "%s: the limits were written", checks_at);
    }
    for (size_t at = 0; at < 3; at++) {
        AT("a limit of %lld", (long long)wrong[at]);
        limits = good_limits;
        limits.at_most_numerator = wrong[at];
        MUST_REFUSE("/at_most_numerator", sb_check_one_ratio(&limits, 1, 1, &verdict, &problems));
        limits = good_limits;
        limits.at_most_denominator = wrong[at];
        MUST_REFUSE("/at_most_denominator", sb_check_one_ratio(&limits, 1, 1, &verdict, &problems));
        limits = good_limits;
        limits.at_least_denominator = wrong[at];
        MUST_REFUSE("/at_least_denominator", sb_check_one_ratio(&limits, 1, 1, &verdict, &problems));
        limits = good_limits;
        limits.hire_into = SB_HIRE_INTO_DENOMINATOR;
        limits.hire_step = wrong[at];
        MUST_REFUSE("/hire_step", sb_check_one_ratio(&limits, 1, 1, &verdict, &problems));
        if (wrong[at] != SB_MISSING) {
            const int64_t cells[2] = {1, wrong[at]};
            uint8_t status[2];
            memset(status, PATTERN, sizeof status);
            MUST_FAIL(SB_INPUT, "/numerator",
                      sb_check_one_ratio(&good_limits, wrong[at], 1, &verdict, &problems));
            MUST_FAIL(SB_INPUT, "/denominator",
                      sb_check_one_ratio(&good_limits, 1, wrong[at], &verdict, &problems));
            MUST_FAIL(SB_INPUT, "/numerator/1",
                      sb_check_ratio(&good_limits, 2, cells, cells, status, NULL, NULL, NULL,
                                     &problems));
            CHECK(is_untouched(status, sizeof status), "%s: written", checks_at);
        }
    }
    AT("hiring in steps of nothing");
    limits = good_limits;
    limits.hire_into = SB_HIRE_INTO_DENOMINATOR;
    MUST_REFUSE("/hire_step", sb_check_one_ratio(&limits, 1, 1, &verdict, &problems));
    AT("a step without a side");
    limits = good_limits;
    limits.hire_step = 1;
    MUST_REFUSE("/hire_into", sb_check_one_ratio(&limits, 1, 1, &verdict, &problems));
    AT("a numerator without its denominator");
    limits = good_limits;
    limits.at_most_denominator = 0;
    MUST_REFUSE("/at_most_denominator", sb_check_one_ratio(&limits, 1, 1, &verdict, &problems));
    AT("what is missing");
    MUST_DO(sb_check_one_ratio(&good_limits, SB_MISSING, 1, &verdict, &problems));
    CHECK(verdict.status == SB_RATIO_NOT_EVALUATED, "%u", (unsigned)verdict.status);
    MUST_DO(sb_check_one_ratio(&good_limits, 1, SB_MISSING, &verdict, &problems));
    CHECK(verdict.status == SB_RATIO_NOT_EVALUATED, "%u", (unsigned)verdict.status);
    AT("the largest");
    limits = good_limits;
    limits.at_most_numerator = INT64_MAX;
    limits.at_most_denominator = INT64_MAX - 1;
    limits.at_least_numerator = 1;
    limits.at_least_denominator = INT64_MAX;
    limits.numerator_scale = INT64_MAX;
    limits.denominator_scale = INT64_MAX - 2;
    limits.hire_into = SB_HIRE_INTO_DENOMINATOR;
    limits.hire_step = INT64_MAX;
    MUST_ANSWER(sb_check_one_ratio(&limits, INT64_MAX, INT64_MAX, &verdict, &problems));
    MUST_ANSWER(sb_check_one_ratio(&limits, INT64_MAX, 1, &verdict, &problems));
    MUST_ANSWER(sb_check_one_ratio(&limits, 1, INT64_MAX, &verdict, &problems));
    MUST_ANSWER(sb_check_one_ratio(&limits, 0, 0, &verdict, &problems));
    MUST_ANSWER(sb_rule_set_limits(rules, RULE, sizeof RULE - 1, INT32_MAX, INT64_MAX, INT64_MAX,
                                   &limits, &problems));
    MUST_ANSWER(sb_rule_set_limits(rules, RULE, sizeof RULE - 1, INT32_MIN, 1, INT64_MAX, &limits,
                                   &problems));
    sb_rule_set_free(rules);
}

int main(void) {
    rulebook = a_rulebook();
    cells();
    days();
    the_weights();
    totals();
    the_shares();
    bounds();
    ratios();
    sb_rulebook_free(rulebook);
    return finished();
}
