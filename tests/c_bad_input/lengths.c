/*
 * Lengths that no memory has, and none at all: every one is answered before anything is read. The
 * pointers lead to memory that ends the process when it is touched.
 */
#include "check.h"

static const size_t TOO_LONG[] = {SIZE_MAX, SIZE_MAX / 2 + 1, SIZE_MAX / 2, SIZE_MAX / 8,
                                  ((size_t)256 << 20) + 1};
#define TOO_LONGS (sizeof TOO_LONG / sizeof TOO_LONG[0])

static const size_t TOO_MANY[] = {SIZE_MAX, SIZE_MAX / 2, SIZE_MAX / 8, SIZE_MAX / 8 + 1,
                                  (size_t)1 << 61, (size_t)1 << 32, ((size_t)1 << 32) + 1};
#define TOO_MANIES (sizeof TOO_MANY / sizeof TOO_MANY[0])

static sb_rulebook *rulebook;
static sb_rule_set *rules;
static sb_scheme *scheme;

/* Every function that takes a text, with this one; wanted is how it ends where that is promised. */
static void texts(const char *bytes, size_t length, sb_status wanted) {
    sb_text *answer = NULL;
    sb_rulebook *a_book = NULL;
    sb_rule_set *a_set = NULL;
    sb_scheme *a_plan = NULL;
    sb_ratio_limits limits = {0};
    limits.size = sizeof limits;
    check_refused_by_all(rulebook, rules, scheme, bytes, length);
    MUST_FAIL(wanted, "", sb_call(bytes, length, &answer, &problems));
    MUST_FAIL(wanted, "", sb_rulebook_parse(bytes, length, &a_book, &problems));
    MUST_FAIL(wanted, "", sb_rule_set_parse(bytes, length, &a_set, &problems));
    MUST_FAIL(wanted, "", sb_scheme_parse(bytes, length, &a_plan, &problems));
    MUST_FAIL(wanted, "/id", sb_rulebook_load(bytes, length, &a_book, &problems));
    MUST_FAIL(wanted, "/id", sb_rule_set_load(bytes, length, &a_set, &problems));
    MUST_FAIL(wanted, "/id", sb_scheme_load(bytes, length, &a_plan, &problems));
    MUST_FAIL(wanted, "/id", sb_rule_set_limits(rules, bytes, length, 0, 1, 1, &limits, &problems));
    CHECK(answer == NULL && a_book == NULL && a_set == NULL && a_plan == NULL, "a handle was given");
}

/* Rows of everything, so many that no column can be that long. */
static void rows(size_t many) {
    const int64_t *weights[1];
    int64_t *out = forbidden();
    sb_allocation allocation = {0};
    sb_allocation_summary summary = {0};
    sb_ratio_limits limits = {0};
    sb_claims claims = {0};
    sb_findings *findings = NULL;
    AT("%zu rows", many);
    weights[0] = forbidden();
    allocation.size = sizeof allocation;
    allocation.rows = many;
    allocation.total = 100;
    allocation.components = 1;
    allocation.weights = weights;
    summary.size = sizeof summary;
    MUST_REFUSE("", sb_allocate(&allocation, out, &summary, &problems));
    allocation.ids = forbidden();
    allocation.minimum = forbidden();
    allocation.maximum = forbidden();
    allocation.marks = forbidden();
    MUST_REFUSE("", sb_allocate(&allocation, out, NULL, &problems));
    limits.size = sizeof limits;
    limits.at_most_numerator = 6;
    limits.at_most_denominator = 1;
    limits.numerator_scale = 1;
    limits.denominator_scale = 1;
    MUST_REFUSE("", sb_check_ratio(&limits, many, out, out, forbidden(), out, out, out, &problems));
    MUST_REFUSE("", sb_check_ratio(&limits, many, out, out, forbidden(), NULL, NULL, NULL,
                                   &problems));
    claims.size = sizeof claims;
    claims.lines = many;
    claims.from = forbidden();
    claims.to = forbidden();
    claims.fte = forbidden();
    claims.amount = forbidden();
    MUST_REFUSE("", sb_assess(rulebook, 2016, 0, &claims, forbidden(), out, out, NULL, &problems));
    MUST_REFUSE("", sb_findings_of(rulebook, 2016, 0, &claims, many, &findings, &problems));
    CHECK(findings == NULL, "findings were given");
}

static void components(void) {
    const size_t many[] = {65, 1 << 20, (size_t)1 << 32, SIZE_MAX / 8, SIZE_MAX};
    int64_t amounts[2];
    sb_allocation allocation = {0};
    allocation.size = sizeof allocation;
    allocation.rows = 2;
    allocation.total = 100;
    allocation.shares_of = 100;
    allocation.weights = forbidden();
    allocation.shares = forbidden();
    for (size_t at = 0; at < sizeof many / sizeof many[0]; at++) {
        AT("%zu components", many[at]);
        allocation.components = many[at];
        memset(amounts, PATTERN, sizeof amounts);
        MUST_REFUSE("/components", sb_allocate(&allocation, amounts, NULL, &problems));
        CHECK(is_untouched(amounts, sizeof amounts), "amounts were written");
        allocation.rounding_scope = SB_SCOPE_COMPONENT;
        allocation.component_amounts = forbidden();
        MUST_REFUSE("/components", sb_allocate(&allocation, amounts, NULL, &problems));
        allocation.rounding_scope = 0;
        allocation.component_amounts = NULL;
    }
    AT("no components");
    allocation.components = 0;
    allocation.weights = NULL;
    allocation.shares = NULL;
    allocation.shares_of = 0;
    MUST_REFUSE("/components", sb_allocate(&allocation, amounts, NULL, &problems));
}

/* Columns of no rows may be NULL, and what leads nowhere is not followed either. */
static void no_rows(void) {
    const int64_t *none[1] = {NULL};
    sb_allocation allocation = {0};
    sb_ratio_limits limits = {0};
    sb_claims claims = {0};
    sb_findings *findings = NULL;
    AT("no rows");
    allocation.size = sizeof allocation;
    allocation.components = 1;
    allocation.weights = none;
    MUST_ANSWER(sb_allocate(&allocation, NULL, NULL, &problems));
    none[0] = forbidden();
    MUST_ANSWER(sb_allocate(&allocation, forbidden(), NULL, &problems));
    allocation.total = 100;
    MUST_REFUSE("", sb_allocate(&allocation, NULL, NULL, &problems));
    limits.size = sizeof limits;
    limits.at_most_numerator = 6;
    limits.at_most_denominator = 1;
    limits.numerator_scale = 1;
    limits.denominator_scale = 1;
    MUST_DO(sb_check_ratio(&limits, 0, NULL, NULL, NULL, NULL, NULL, NULL, &problems));
    MUST_DO(sb_check_ratio(&limits, 0, forbidden(), forbidden(), forbidden(), forbidden(),
                           forbidden(), forbidden(), &problems));
    claims.size = sizeof claims;
    MUST_DO(sb_assess(rulebook, 2016, 0, &claims, NULL, NULL, NULL, NULL, &problems));
    claims.role = forbidden();
    claims.from = forbidden();
    claims.fte = forbidden();
    MUST_DO(sb_assess(rulebook, 2016, 0, &claims, forbidden(), forbidden(), forbidden(),
                      forbidden(), &problems));
    MUST_FAIL(SB_INPUT, "/line", sb_findings_of(rulebook, 2016, 0, &claims, 0, &findings,
                                                &problems));
}

/* Which one, where there is no such. */
static void indices(void) {
    const size_t none[] = {LINES, LINES + 1000, (size_t)1 << 32, SIZE_MAX / 8, SIZE_MAX};
    sb_findings *findings = some_findings();
    sb_problems *some = some_problems();
    size_t count = sb_findings_count(findings);
    good_claims good;
    fill(&good);
    CHECK(count > 0, "a line without findings");
    for (size_t at = 0; at < sizeof none / sizeof none[0]; at++) {
        sb_findings *unmade = NULL;
        sb_text *text = NULL;
        sb_finding finding;
        sb_problem problem;
        size_t index = at == 0 ? count : none[at] + count;
        index = index < count ? none[at] : index;
        AT("index %zu", index);
        memset(&finding, PATTERN, sizeof finding);
        memset(&problem, PATTERN, sizeof problem);
        finding.size = sizeof finding;
        problem.size = sizeof problem;
        MUST_FAIL(SB_INPUT, "/line", sb_findings_of(rulebook, 2016, 0, &good.claims, none[at],
                                                    &unmade, &problems));
        MUST_FAIL(SB_INPUT, "/index", sb_findings_get(findings, index, &finding, &problems));
        MUST_FAIL(SB_INPUT, "/index", sb_findings_explain(findings, index, SB_LANGUAGE_EN, &text,
                                                          &problems));
        CHECK(sb_problems_get(some, none[at], &problem) == SB_INPUT, "%s", checks_at);
        CHECK(unmade == NULL && text == NULL, "%s: a handle was given", checks_at);
        CHECK(is_untouched(&finding.reason, sizeof finding - sizeof finding.size), "%s", checks_at);
        CHECK(is_untouched(&problem.path, sizeof problem - sizeof problem.size), "%s", checks_at);
    }
    sb_findings_free(findings);
    sb_problems_free(some);
}

int main(void) {
    rulebook = a_rulebook();
    rules = a_rule_set();
    scheme = a_scheme();
    AT("an empty text");
    texts(NULL, 0, SB_INPUT);
    texts("", 0, SB_INPUT);
    texts(forbidden(), 0, SB_INPUT);
    for (size_t at = 0; at < TOO_LONGS; at++) {
        AT("%zu bytes", TOO_LONG[at]);
        texts(forbidden(), TOO_LONG[at], SB_TOO_LARGE);
    }
    for (size_t at = 0; at < TOO_MANIES; at++) {
        rows(TOO_MANY[at]);
    }
    no_rows();
    indices();
    components();
    sb_rulebook_free(rulebook);
    sb_rule_set_free(rules);
    sb_scheme_free(scheme);
    return finished();
}
