/*
 * Codes and flags out of range: in every parameter, in every field and in every column. And all
 * that is wrong with one call is told at once.
 */
#include "check.h"

static sb_rulebook *rulebook;

/* A column or a parameter of codes, and the largest that there is. */
typedef struct vocabulary {
    const char *name;
    uint32_t last;
    uint8_t *column;
} vocabulary;

/* In the order of sb_assess_one's parameters. */
#define CODES 8

static void vocabularies(good_claims *good, vocabulary *all) {
    const vocabulary own[CODES] = {
        {"role", SB_ROLE_OTHER, good->role},
        {"activity", SB_ACTIVITY_OTHER, good->activity},
        {"cost_kind", SB_COST_OTHER, good->cost_kind},
        {"employment", SB_EMPLOYMENT_AGENCY, good->employment},
        {"increase", SB_INCREASE_NONE, good->increase},
        {"frees_time_for", SB_FREES_NONE, good->frees_time_for},
        {"evidence", 1, good->evidence},
        {"ruling", SB_RULING_REFUSED, good->ruling},
    };
    memcpy(all, own, sizeof own);
}

static const char *path(const char *field, size_t row) {
    static char made[80];
    snprintf(made, sizeof made, "/%s/%zu", field, row);
    return made;
}

static const char *slash(const char *field) {
    static char made[80];
    snprintf(made, sizeof made, "/%s", field);
    return made;
}

static sb_status one(const uint32_t *code, uint32_t split, sb_line_verdict *verdict,
                     sb_problems **problems) {
    return sb_assess_one(rulebook, 2016, split, code[0], code[1], code[2], code[3], code[4], code[5],
                         16801, 17166, 10000, 48000000, code[6], code[7], 0, verdict, problems);
}

static void parameters(void) {
    good_claims good;
    vocabulary all[CODES];
    vocabularies(&good, all);
    for (size_t at = 0; at < CODES; at++) {
        const uint32_t wrong[] = {all[at].last + 1, 255, 256, 257, 65537, INT32_MAX, UINT32_MAX};
        uint32_t code[CODES] = {1, 1, 1, 1, 1, 1, 1, 0};
        sb_line_verdict verdict;
        for (uint32_t right = 0; right <= all[at].last; right++) {
            AT("%s of %u", all[at].name, (unsigned)right);
            code[at] = right;
            memset(&verdict, 0, sizeof verdict);
            verdict.size = sizeof verdict;
            MUST_DO(one(code, 0, &verdict, &problems));
            CHECK(verdict.verdict >= 1 && verdict.verdict <= SB_VERDICT_UNDETERMINED, "verdict %u",
                  (unsigned)verdict.verdict);
        }
        for (size_t which = 0; which < sizeof wrong / sizeof wrong[0]; which++) {
            AT("%s of %u", all[at].name, (unsigned)wrong[which]);
            code[at] = wrong[which];
            memset(&verdict, PATTERN, sizeof verdict);
            verdict.size = sizeof verdict;
            MUST_FAIL(SB_INPUT, slash(all[at].name), one(code, 0, &verdict, &problems));
            CHECK(is_untouched(&verdict.approved, sizeof verdict - sizeof verdict.size),
                  "%s: the verdict was written", checks_at);
        }
    }
}

/* Which is divided, held or told how: options of a whole call. */
static void options(void) {
    const uint32_t wrong[] = {3, 255, 256, UINT32_MAX};
    const uint32_t code[CODES] = {1, 1, 1, 1, 1, 1, 1, 0};
    sb_line_verdict verdict = {0};
    sb_findings *findings = some_findings(), *unmade = NULL;
    sb_text *text = NULL;
    good_claims good;
    fill(&good);
    verdict.size = sizeof verdict;
    for (size_t at = 0; at < sizeof wrong / sizeof wrong[0]; at++) {
        uint8_t verdicts[LINES];
        int64_t approved[LINES], undetermined[LINES];
        AT("%u", (unsigned)wrong[at]);
        memset(verdicts, PATTERN, sizeof verdicts);
        memset(approved, PATTERN, sizeof approved);
        MUST_REFUSE("/split", one(code, wrong[at], &verdict, &problems));
        MUST_REFUSE("/split", sb_assess(rulebook, 2016, wrong[at], &good.claims, verdicts, approved,
                                        undetermined, NULL, &problems));
        CHECK(is_untouched(verdicts, sizeof verdicts), "verdicts were written");
        CHECK(is_untouched(approved, sizeof approved), "amounts were written");
        MUST_REFUSE("/split", sb_findings_of(rulebook, 2016, wrong[at], &good.claims, 0, &unmade,
                                             &problems));
        MUST_FAIL(SB_INPUT, "/language", sb_findings_explain(findings, 0, wrong[at], &text,
                                                             &problems));
        MUST_FAIL(SB_INPUT, "/language", sb_findings_draft(findings, wrong[at], &text, &problems));
    }
    AT("no language");
    MUST_FAIL(SB_INPUT, "/language", sb_findings_explain(findings, 0, 0, &text, &problems));
    MUST_FAIL(SB_INPUT, "/language", sb_findings_draft(findings, 0, &text, &problems));
    CHECK(unmade == NULL && text == NULL, "a handle was given");
    sb_findings_free(findings);
}

static void columns(void) {
    good_claims good;
    vocabulary all[CODES];
    fill(&good);
    vocabularies(&good, all);
    for (size_t at = 0; at < CODES; at++) {
        const uint8_t wrong[] = {(uint8_t)(all[at].last + 1), 127, 128, 255};
        for (size_t which = 0; which < 4; which++) {
            for (size_t row = 0; row < LINES; row += LINES - 1) {
                uint8_t verdict[LINES];
                int64_t approved[LINES], undetermined[LINES];
                uint32_t reasons[LINES];
                sb_findings *findings = NULL;
                uint8_t before = all[at].column[row];
                AT("%s of %u", all[at].name, (unsigned)wrong[which]);
                memset(verdict, PATTERN, sizeof verdict);
                memset(approved, PATTERN, sizeof approved);
                memset(undetermined, PATTERN, sizeof undetermined);
                memset(reasons, PATTERN, sizeof reasons);
                all[at].column[row] = wrong[which];
                MUST_FAIL(SB_INPUT, path(all[at].name, row),
                          sb_assess(rulebook, 2016, 0, &good.claims, verdict, approved, undetermined,
                                    reasons, &problems));
                CHECK(is_untouched(verdict, sizeof verdict) && is_untouched(approved, sizeof approved)
                      && is_untouched(undetermined, sizeof undetermined)
                      && is_untouched(reasons, sizeof reasons), "%s: written", checks_at);
                MUST_FAIL(SB_INPUT, slash(all[at].name),
                          sb_findings_of(rulebook, 2016, 0, &good.claims, row, &findings, &problems));
                CHECK(findings == NULL, "%s: findings were given", checks_at);
                all[at].column[row] = before;
            }
        }
    }
}

/* Fields of structs that are codes or flags. */
static void fields(void) {
    static const int64_t weight[] = {1, 2};
    static const int64_t *const weights[] = {weight};
    const uint32_t wrong[] = {255, 256, 257, UINT32_MAX};
    struct { const char *name; size_t offset; uint32_t last; } of_allocation[] = {
        {"rounding", offsetof(sb_allocation, rounding), SB_ROUNDING_HUNTINGTON_HILL},
        {"rounding_scope", offsetof(sb_allocation, rounding_scope), SB_SCOPE_COMPONENT},
        {"ties", offsetof(sb_allocation, ties), SB_TIES_REFUSE},
        {"bounds", offsetof(sb_allocation, bounds), SB_BOUNDS_TOP_UP_ORIGINAL_QUOTA},
        {"reduce_minimums", offsetof(sb_allocation, reduce_minimums), 1},
        {"minimum_for_zero", offsetof(sb_allocation, minimum_for_zero), 1},
    }, of_limits[] = {
        {"hire_into", offsetof(sb_ratio_limits, hire_into), SB_HIRE_INTO_NUMERATOR},
        {"is_statistic", offsetof(sb_ratio_limits, is_statistic), 1},
    };
    for (size_t at = 0; at < sizeof of_allocation / sizeof of_allocation[0]; at++) {
        for (size_t which = 0; which <= 4; which++) {
            uint32_t code = which == 4 ? of_allocation[at].last + 1 : wrong[which];
            int64_t amounts[2];
            sb_allocation allocation = {0};
            allocation.size = sizeof allocation;
            allocation.rows = 2;
            allocation.total = 1000;
            allocation.components = 1;
            allocation.weights = weights;
            memcpy((char *)&allocation + of_allocation[at].offset, &code, sizeof code);
            AT("%s of %u", of_allocation[at].name, (unsigned)code);
            memset(amounts, PATTERN, sizeof amounts);
            MUST_REFUSE(slash(of_allocation[at].name),
                        sb_allocate(&allocation, amounts, NULL, &problems));
            CHECK(is_untouched(amounts, sizeof amounts), "%s: amounts were written", checks_at);
        }
    }
    for (size_t at = 0; at < sizeof of_limits / sizeof of_limits[0]; at++) {
        for (size_t which = 0; which <= 4; which++) {
            uint32_t code = which == 4 ? of_limits[at].last + 1 : wrong[which];
            uint8_t status[1] = {PATTERN};
            sb_ratio_verdict verdict = {0};
            sb_ratio_limits limits = {0};
            limits.size = sizeof limits;
            limits.at_most_numerator = 6;
            limits.at_most_denominator = 1;
            limits.numerator_scale = 1;
            limits.denominator_scale = 1;
            limits.hire_step = 1;
            limits.hire_into = SB_HIRE_INTO_DENOMINATOR;
            memcpy((char *)&limits + of_limits[at].offset, &code, sizeof code);
            AT("%s of %u", of_limits[at].name, (unsigned)code);
            verdict.size = sizeof verdict;
            MUST_REFUSE(slash(of_limits[at].name),
                        sb_check_one_ratio(&limits, 9, 1, &verdict, &problems));
            MUST_REFUSE(slash(of_limits[at].name),
                        sb_check_ratio(&limits, 1, weight, weight, status, NULL, NULL, NULL,
                                       &problems));
            CHECK(verdict.status == 0 && status[0] == PATTERN, "%s: written", checks_at);
        }
    }
}

/* Every wrong cell of a call is told, each once. */
static void all_at_once(void) {
    good_claims good;
    vocabulary all[CODES];
    uint8_t verdict[LINES];
    int64_t approved[LINES], undetermined[LINES];
    uint32_t code[CODES];
    sb_line_verdict written = {0};
    sb_problems *problems = NULL;
    fill(&good);
    vocabularies(&good, all);
    for (size_t at = 0; at < CODES; at++) {
        all[at].column[at % LINES] = 200;
        code[at] = 200;
    }
    good.amount[0] = -1;
    good.fte[1] = 0;
    good.other_funding[2] = -1;
    AT("columns");
    CHECK(sb_assess(rulebook, 2016, 0, &good.claims, verdict, approved, undetermined, NULL,
                    &problems) == SB_INPUT, "a success");
    check_readable(checks_at, problems);
    CHECK(sb_problems_count(problems) == CODES + 3, "%zu problems: %s", sb_problems_count(problems),
          said(problems));
    for (size_t at = 0; at < CODES; at++) {
        CHECK(names(problems, path(all[at].name, at % LINES)), "%s is not named", all[at].name);
    }
    CHECK(names(problems, "/amount/0") && names(problems, "/fte/1")
          && names(problems, "/other_funding/2"), "amounts are not named: %s", said(problems));
    sb_problems_free(problems);

    AT("parameters");
    written.size = sizeof written;
    CHECK(sb_assess_one(rulebook, 2016, 0, code[0], code[1], code[2], code[3], code[4], code[5],
                        16801, 17166, 0, -1, code[6], code[7], -1, &written, &problems) == SB_INPUT,
          "a success");
    check_readable(checks_at, problems);
    CHECK(sb_problems_count(problems) == CODES + 3, "%zu problems: %s", sb_problems_count(problems),
          said(problems));
    for (size_t at = 0; at < CODES; at++) {
        CHECK(names(problems, slash(all[at].name)), "%s is not named", all[at].name);
    }
    sb_problems_free(problems);
}

/* The word of a number that is none is a question mark, and never NULL. */
static void unknown_words(void) {
    const uint32_t none[] = {0, 5, 7, 254, 256, 4096, 3, UINT32_MAX};
    for (size_t at = 0; at < sizeof none / sizeof none[0]; at++) {
        uint32_t number = none[at];
        int is_verdict = number >= 1 && number <= SB_VERDICT_UNDETERMINED;
        int is_ratio = number >= 1 && number <= SB_RATIO_NOT_EVALUATED;
        int is_status = number <= SB_UTF8 || number == SB_PANIC;
        int is_reason = number == 256;
        CHECK((strcmp(sb_verdict_name(number), "?") != 0) == is_verdict, "%u", (unsigned)number);
        CHECK((strcmp(sb_ratio_status_name(number), "?") != 0) == is_ratio, "%u", (unsigned)number);
        CHECK((strcmp(sb_status_name(number), "SB_?") != 0) == is_status, "%u", (unsigned)number);
        CHECK((strcmp(sb_reason_name(number), "?") != 0) == is_reason, "%u", (unsigned)number);
    }
}

int main(void) {
    rulebook = a_rulebook();
    parameters();
    options();
    columns();
    fields();
    all_at_once();
    unknown_words();
    sb_rulebook_free(rulebook);
    return finished();
}
