/*
 * Memory that lies wrong: structs of another size than the library knows, arrays at odd addresses,
 * arrays that overlap. Each is refused before anything is written.
 */
#include "check.h"

static sb_rulebook *rulebook;
static sb_rule_set *rules;
static sb_findings *findings;
static sb_problems *some;
static good_claims good;

static int64_t weight[2][LINES], ids[LINES];
static const int64_t *const weights[] = {weight[0], weight[1]};

/* A struct with more after it than this header knows. */
#define AFTER 64

typedef union room {
    sb_allocation allocation;
    sb_allocation_summary summary;
    sb_claims claims;
    sb_line_verdict line;
    sb_finding finding;
    sb_problem problem;
    sb_ratio_limits limits;
    sb_ratio_verdict ratio;
    size_t size;
    unsigned char bytes[sizeof(sb_allocation) + AFTER];
} room;

/* One struct of the header in one call: what it holds, and the call. */
typedef struct user {
    const char *name, *parameter;
    size_t known;
    int is_written;
    void (*fill)(room *);
    sb_status (*call)(room *, sb_problems **);
} user;

static void fill_allocation(room *own) {
    own->allocation.rows = LINES;
    own->allocation.total = 100000;
    own->allocation.components = 1;
    own->allocation.weights = weights;
}

static void fill_claims(room *own) {
    own->claims = good.claims;
}

static void fill_limits(room *own) {
    own->limits.at_most_numerator = 6;
    own->limits.at_most_denominator = 1;
    own->limits.numerator_scale = 1;
    own->limits.denominator_scale = 1;
}

static void fill_nothing(room *own) {
    (void)own;
}

static sb_status allocate(room *own, sb_problems **problems) {
    int64_t amounts[LINES];
    sb_status status;
    memset(amounts, PATTERN, sizeof amounts);
    status = sb_allocate(&own->allocation, amounts, NULL, problems);
    CHECK(status == SB_OK || is_untouched(amounts, sizeof amounts), "%s: written", checks_at);
    return status;
}

static sb_status summarise(room *own, sb_problems **problems) {
    room what = {0};
    int64_t amounts[LINES];
    sb_status status;
    fill_allocation(&what);
    what.size = sizeof what.allocation;
    memset(amounts, PATTERN, sizeof amounts);
    status = sb_allocate(&what.allocation, amounts, &own->summary, problems);
    CHECK(status == SB_OK || is_untouched(amounts, sizeof amounts), "%s: written", checks_at);
    return status;
}

static sb_status assess(room *own, sb_problems **problems) {
    uint8_t verdict[LINES];
    int64_t approved[LINES], undetermined[LINES];
    sb_status status;
    memset(verdict, PATTERN, sizeof verdict);
    status = sb_assess(rulebook, 2016, 0, &own->claims, verdict, approved, undetermined, NULL,
                       problems);
    CHECK(status == SB_OK || is_untouched(verdict, sizeof verdict), "%s: written", checks_at);
    return status;
}

static sb_status find(room *own, sb_problems **problems) {
    sb_findings *made = NULL;
    sb_status status = sb_findings_of(rulebook, 2016, 0, &own->claims, 0, &made, problems);
    CHECK((made != NULL) == (status == SB_OK), "%s: findings", checks_at);
    sb_findings_free(made);
    return status;
}

static sb_status assess_one(room *own, sb_problems **problems) {
    return sb_assess_one(rulebook, 2016, 0, 1, 1, 1, 1, 1, 0, 16801, 17166, 10000, 100, 1, 0, 0,
                         &own->line, problems);
}

static sb_status finding(room *own, sb_problems **problems) {
    return sb_findings_get(findings, 0, &own->finding, problems);
}

static sb_status check_column(room *own, sb_problems **problems) {
    uint8_t status[LINES];
    return sb_check_ratio(&own->limits, LINES, ids, ids, status, NULL, NULL, NULL, problems);
}

static sb_status check_one(room *own, sb_problems **problems) {
    sb_ratio_verdict verdict = {0};
    verdict.size = sizeof verdict;
    return sb_check_one_ratio(&own->limits, 9, 1, &verdict, problems);
}

static sb_status ratio(room *own, sb_problems **problems) {
    room limits = {0};
    fill_limits(&limits);
    limits.size = sizeof limits.limits;
    return sb_check_one_ratio(&limits.limits, 9, 1, &own->ratio, problems);
}

static sb_status limits(room *own, sb_problems **problems) {
    return sb_rule_set_limits(rules, RULE, sizeof RULE - 1, 0, 1, 1, &own->limits, problems);
}

static const user USERS[] = {
    {"sb_allocation", "/allocation", sizeof(sb_allocation), 0, fill_allocation, allocate},
    {"sb_allocation_summary", "/summary", sizeof(sb_allocation_summary), 1, fill_nothing, summarise},
    {"sb_claims", "/claims", sizeof(sb_claims), 0, fill_claims, assess},
    {"sb_claims of findings", "/claims", sizeof(sb_claims), 0, fill_claims, find},
    {"sb_line_verdict", "/verdict", sizeof(sb_line_verdict), 1, fill_nothing, assess_one},
    {"sb_finding", "/finding", sizeof(sb_finding), 1, fill_nothing, finding},
    {"sb_ratio_limits of rows", "/limits", sizeof(sb_ratio_limits), 0, fill_limits, check_column},
    {"sb_ratio_limits of one", "/limits", sizeof(sb_ratio_limits), 0, fill_limits, check_one},
    {"sb_ratio_limits, written", "/limits", sizeof(sb_ratio_limits), 1, fill_nothing, limits},
    {"sb_ratio_verdict", "/verdict", sizeof(sb_ratio_verdict), 1, fill_nothing, ratio},
};
#define USES (sizeof USERS / sizeof USERS[0])

/* The struct as its user fills it; one that is written holds the pattern. */
static void set_up(const user *with, room *own, size_t size) {
    memset(own, 0, sizeof *own);
    if (with->is_written) {
        memset(own->bytes, PATTERN, with->known);
    }
    with->fill(own);
    own->size = size;
}

static void wrong_size(const user *with, size_t size) {
    room own;
    AT("%s of size %zu, known %zu", with->name, size, with->known);
    set_up(with, &own, size);
    MUST_REFUSE("/size", with->call(&own, &problems));
    CHECK(own.size == size, "%s: the size was written", checks_at);
    CHECK(!with->is_written || is_untouched(own.bytes + sizeof size, with->known - sizeof size),
          "%s: written", checks_at);
}

static void sizes(void) {
    const size_t small[] = {0, 1, 7, 8, 9, 16};
    const size_t huge[] = {(size_t)1 << 40, SIZE_MAX / 2 + 1, SIZE_MAX - 7, SIZE_MAX};
    for (size_t at = 0; at < USES; at++) {
        const user *with = &USERS[at];
        room own;
        for (size_t which = 0; which < sizeof small / sizeof small[0]; which++) {
            wrong_size(with, small[which]);
        }
        for (size_t less = 1; less <= 8; less++) {
            wrong_size(with, with->known - less);
        }
        for (size_t more = 1; more < 16; more++) {
            if (more != 8) {
                wrong_size(with, with->known + more);
            }
        }
        for (size_t which = 0; which < sizeof huge / sizeof huge[0]; which++) {
            wrong_size(with, huge[which]);
        }
        for (size_t more = 0; more <= AFTER; more += 8) {
            AT("%s with %zu zeros after it", with->name, more);
            set_up(with, &own, with->known + more);
            MUST_DO(with->call(&own, &problems));
            CHECK(own.size == with->known + more, "%s: the size was written", checks_at);
        }
        for (size_t byte = 0; byte < 16 && !with->is_written; byte++) {
            AT("%s with something in byte %zu after it", with->name, byte);
            set_up(with, &own, with->known + 16);
            own.bytes[with->known + byte] = 1;
            MUST_REFUSE("", with->call(&own, &problems));
        }
        /* What a newer program has after what is written stays as it was, either way. */
        if (with->is_written) {
            AT("%s with a pattern after it", with->name);
            set_up(with, &own, with->known + AFTER);
            memset(own.bytes + with->known, PATTERN, AFTER);
            MUST_ANSWER(with->call(&own, &problems));
            CHECK(is_untouched(own.bytes + with->known, AFTER), "%s: written", checks_at);
        }
    }
}

/* The only struct whose call tells no problems. */
static void size_of_a_problem(void) {
    const size_t wrong[] = {0, 1, 8, sizeof(sb_problem) - 8, sizeof(sb_problem) - 1,
                            sizeof(sb_problem) + 1, (size_t)1 << 40, SIZE_MAX};
    for (size_t at = 0; at < sizeof wrong / sizeof wrong[0]; at++) {
        room own;
        memset(&own, PATTERN, sizeof own);
        own.size = wrong[at];
        AT("sb_problem of size %zu", wrong[at]);
        CHECK(sb_problems_get(some, 0, &own.problem) == SB_INPUT, "%s", checks_at);
        CHECK(is_untouched(own.bytes + sizeof own.size, sizeof own - sizeof own.size), "%s: written",
              checks_at);
    }
}

/* Columns that must be there. */
static void columns_that_are_null(void) {
    room own;
    for (int column = 0; column < 4; column++) {
        static const char *const names[] = {"/from", "/to", "/fte", "/amount"};
        AT("%s", names[column]);
        set_up(&USERS[2], &own, sizeof own.claims);
        own.claims.from = column == 0 ? NULL : own.claims.from;
        own.claims.to = column == 1 ? NULL : own.claims.to;
        own.claims.fte = column == 2 ? NULL : own.claims.fte;
        own.claims.amount = column == 3 ? NULL : own.claims.amount;
        MUST_FAIL(SB_NULL, names[column], assess(&own, &problems));
        MUST_FAIL(SB_NULL, names[column], find(&own, &problems));
    }
    AT("no columns but those that must be there");
    set_up(&USERS[2], &own, sizeof own.claims);
    own.claims.role = own.claims.activity = own.claims.cost_kind = own.claims.employment = NULL;
    own.claims.increase = own.claims.frees_time_for = own.claims.evidence = own.claims.ruling = NULL;
    own.claims.other_funding = NULL;
    MUST_DO(assess(&own, &problems));
    MUST_DO(find(&own, &problems));
}

/* An array one byte from where its type may lie. */
#define ODD(type, array) ((type *)(void *)((char *)(array) + 1))

static void odd_addresses(void) {
    int64_t room_of[LINES + 1], two[LINES + 1];
    uint8_t status[LINES];
    room own, filled;
    const int64_t *odd_weights[1];
    memset(room_of, 0, sizeof room_of);
    AT("odd addresses");
    set_up(&USERS[0], &own, sizeof own.allocation);
    MUST_FAIL(SB_INPUT, "/amounts", sb_allocate(&own.allocation, ODD(int64_t, two), NULL, &problems));
    odd_weights[0] = ODD(int64_t, room_of);
    own.allocation.weights = odd_weights;
    MUST_FAIL(SB_INPUT, "/weights/0", allocate(&own, &problems));
    own.allocation.weights = ODD(const int64_t *, room_of);
    MUST_FAIL(SB_INPUT, "/weights", allocate(&own, &problems));
    set_up(&USERS[0], &own, sizeof own.allocation);
    own.allocation.ids = ODD(int64_t, room_of);
    own.allocation.minimum = ODD(int64_t, room_of);
    own.allocation.maximum = ODD(int64_t, room_of);
    {
        sb_problems *problems = NULL;
        CHECK(allocate(&own, &problems) == SB_INPUT, "a success");
        check_readable(checks_at, problems);
        CHECK(names(problems, "/ids") && names(problems, "/minimum") && names(problems, "/maximum"),
              "not all are named: %s", said(problems));
        sb_problems_free(problems);
    }
    set_up(&USERS[2], &own, sizeof own.claims);
    own.claims.from = ODD(int32_t, room_of);
    own.claims.to = ODD(int32_t, room_of);
    own.claims.fte = ODD(int64_t, room_of);
    own.claims.amount = ODD(int64_t, room_of);
    own.claims.other_funding = ODD(int64_t, room_of);
    {
        static const char *const wanted[] = {"/from", "/to", "/fte", "/amount", "/other_funding"};
        sb_problems *problems = NULL;
        CHECK(assess(&own, &problems) == SB_INPUT, "a success");
        check_readable(checks_at, problems);
        for (int at = 0; at < 5; at++) {
            CHECK(names(problems, wanted[at]), "%s is not named: %s", wanted[at], said(problems));
        }
        sb_problems_free(problems);
    }
    set_up(&USERS[2], &own, sizeof own.claims);
    MUST_FAIL(SB_INPUT, "/approved", sb_assess(rulebook, 2016, 0, &own.claims, status,
                                               ODD(int64_t, two), room_of, NULL, &problems));
    MUST_FAIL(SB_INPUT, "/undetermined", sb_assess(rulebook, 2016, 0, &own.claims, status, room_of,
                                                   ODD(int64_t, two), NULL, &problems));
    {
        int64_t third[LINES];
        MUST_FAIL(SB_INPUT, "/reasons", sb_assess(rulebook, 2016, 0, &own.claims, status, room_of,
                                                  third, ODD(uint32_t, two), &problems));
    }
    set_up(&USERS[6], &own, sizeof own.limits);
    MUST_FAIL(SB_INPUT, "/numerator", sb_check_ratio(&own.limits, LINES, ODD(int64_t, room_of), ids,
                                                     status, NULL, NULL, NULL, &problems));
    MUST_FAIL(SB_INPUT, "/denominator", sb_check_ratio(&own.limits, LINES, ids, ODD(int64_t, room_of),
                                                       status, NULL, NULL, NULL, &problems));
    MUST_FAIL(SB_INPUT, "/hire", sb_check_ratio(&own.limits, LINES, ids, ids, status,
                                                ODD(int64_t, two), NULL, NULL, &problems));
    /* Columns of bytes may lie anywhere. */
    set_up(&USERS[2], &filled, sizeof filled.claims);
    filled.claims.role = (const uint8_t *)room_of + 1;
    MUST_DO(assess(&filled, &problems));
}

/* Structs and results that lie oddly: the contract speaks of arrays only, so that either answer will
   do, and the process lives on. */
static void odd_structs(void) {
    char lies[sizeof(room) + 1];
    for (size_t at = 0; at < USES; at++) {
        room own;
        AT("%s at an odd address", USERS[at].name);
        set_up(&USERS[at], &own, USERS[at].known);
        memcpy(lies + 1, &own, sizeof own);
        MUST_ANSWER(USERS[at].call((room *)(void *)(lies + 1), &problems));
    }
    AT("results at odd addresses");
    MUST_ANSWER(sb_days_of(2016, 1, 1, ODD(int32_t, lies), &problems));
    {
        sb_text *text = NULL;
        sb_problems *problems = unwritten_problems();
        sb_status status = sb_findings_draft(findings, SB_LANGUAGE_SV, ODD(sb_text *, lies), &problems);
        check_told(checks_at, status, problems);
        memcpy(&text, lies + 1, sizeof text);
        if (status == SB_OK) {
            CHECK(sb_text_length(text) > 0, "%s: an empty text", checks_at);
            sb_text_free(text);
        }
        sb_problems_free(problems);
    }
}

static sb_status divide_into(const room *own, void *amounts, sb_problems **problems) {
    return sb_allocate(&own->allocation, amounts, NULL, problems);
}

/* Two that overlap: one of them is named, and neither is written. */
#define OVERLAPS(one, other, call)                                                  \
    do {                                                                            \
        sb_problems *problems = unwritten_problems();                               \
        sb_status ended = (call);                                                   \
        check_told(#call, ended, problems);                                         \
        CHECK(ended == SB_INPUT, "%s: %s", #call, sb_status_name(ended));           \
        CHECK(names(problems, one) || names(problems, other), "%s: %s", #call,      \
              said(problems));                                                      \
        sb_problems_free(problems);                                                 \
    } while (0)

static void overlaps_of_allocate(void) {
    int64_t cells[4 * LINES], before[4 * LINES], amounts[LINES], shares[2] = {50, 50};
    int64_t component[2][LINES], *components[2];
    const int64_t *own_weights[2];
    room own;
    for (int at = 0; at < 4 * LINES; at++) {
        cells[at] = at + 1;
    }
    memcpy(before, cells, sizeof cells);
    AT("overlaps of sb_allocate");
    set_up(&USERS[0], &own, sizeof own.allocation);
    own_weights[0] = own_weights[1] = cells + LINES;
    own.allocation.weights = own_weights;
    /* The same place, one cell in, one cell before the end; and beside each other, which is fine. */
    OVERLAPS("/amounts", "/weights/0", divide_into(&own, cells + LINES, &problems));
    OVERLAPS("/amounts", "/weights/0", divide_into(&own, cells + LINES + 1, &problems));
    OVERLAPS("/amounts", "/weights/0", divide_into(&own, cells + 2 * LINES - 1, &problems));
    OVERLAPS("/amounts", "/weights/0", divide_into(&own, cells + 1, &problems));
    CHECK(memcmp(cells, before, sizeof cells) == 0, "%s: written", checks_at);
    MUST_DO(divide_into(&own, cells, &problems));
    MUST_DO(divide_into(&own, cells + 2 * LINES, &problems));
    memcpy(cells, before, sizeof cells);
    /* What is only read may be the same. */
    own.allocation.components = 2;
    own.allocation.shares = shares;
    own.allocation.shares_of = 100;
    MUST_DO(divide_into(&own, amounts, &problems));
    own.allocation.ids = cells + LINES;
    MUST_DO(divide_into(&own, amounts, &problems));
    own.allocation.ids = amounts;
    memcpy(amounts, before, sizeof amounts);
    OVERLAPS("/amounts", "/ids", divide_into(&own, amounts, &problems));
    own.allocation.ids = NULL;
    own.allocation.minimum = amounts;
    OVERLAPS("/amounts", "/minimum", divide_into(&own, amounts, &problems));
    own.allocation.minimum = NULL;
    own.allocation.maximum = amounts;
    OVERLAPS("/amounts", "/maximum", divide_into(&own, amounts, &problems));
    own.allocation.maximum = NULL;
    own.allocation.marks = (uint8_t *)amounts + sizeof amounts - 1;
    OVERLAPS("/amounts", "/marks", divide_into(&own, amounts, &problems));
    own.allocation.marks = (uint8_t *)cells + 2 * sizeof amounts - LINES;
    OVERLAPS("/marks", "/weights/0", divide_into(&own, amounts, &problems));
    own.allocation.marks = NULL;
    own.allocation.shares = amounts;
    amounts[0] = amounts[1] = 50;
    OVERLAPS("/amounts", "/shares", divide_into(&own, amounts, &problems));
    CHECK(amounts[0] == 50 && amounts[1] == 50, "%s: written", checks_at);
    own.allocation.shares = shares;
    OVERLAPS("/amounts", "/weights", divide_into(&own, own_weights, &problems));
    CHECK(own_weights[0] == cells + LINES, "%s: written", checks_at);
    own.allocation.rounding_scope = SB_SCOPE_COMPONENT;
    own.allocation.component_amounts = components;
    components[0] = component[0];
    components[1] = component[1];
    MUST_DO(divide_into(&own, amounts, &problems));
    components[1] = component[0];
    OVERLAPS("/component_amounts/0", "/component_amounts/1", divide_into(&own, amounts, &problems));
    components[1] = component[0] + LINES - 1;
    OVERLAPS("/component_amounts/0", "/component_amounts/1", divide_into(&own, amounts, &problems));
    components[1] = amounts;
    OVERLAPS("/amounts", "/component_amounts/1", divide_into(&own, amounts, &problems));
    components[1] = cells + LINES;
    OVERLAPS("/component_amounts/1", "/weights/0", divide_into(&own, amounts, &problems));
    CHECK(memcmp(cells, before, sizeof cells) == 0, "%s: written", checks_at);
}

static void overlaps_of_assess(void) {
    int64_t a[LINES], b[LINES];
    uint32_t reasons[LINES];
    uint8_t verdict[LINES];
    good_claims before;
    fill(&good);
    before = good;
    AT("overlaps of sb_assess");
#define ASSESS(verdict, approved, undetermined, reasons)                                     \
    sb_assess(rulebook, 2016, 0, &good.claims, verdict, approved, undetermined, reasons, &problems)
    OVERLAPS("/approved", "/undetermined", ASSESS(verdict, a, a, reasons));
    OVERLAPS("/approved", "/amount", ASSESS(verdict, good.amount, b, reasons));
    OVERLAPS("/undetermined", "/fte", ASSESS(verdict, a, good.fte, reasons));
    OVERLAPS("/undetermined", "/other_funding", ASSESS(verdict, a, good.other_funding, NULL));
    OVERLAPS("/verdict", "/role", ASSESS(good.role, a, b, reasons));
    OVERLAPS("/verdict", "/ruling", ASSESS(good.ruling + LINES - 1, a, b, NULL));
    OVERLAPS("/verdict", "/approved", ASSESS((uint8_t *)a + 3, a, b, NULL));
    OVERLAPS("/reasons", "/from", ASSESS(verdict, a, b, (uint32_t *)good.from));
    OVERLAPS("/reasons", "/to", ASSESS(verdict, a, b, (uint32_t *)good.to));
    OVERLAPS("/reasons", "/approved", ASSESS(verdict, a, b, (uint32_t *)a + LINES));
    OVERLAPS("/reasons", "/undetermined", ASSESS(verdict, a, b, (uint32_t *)b));
    CHECK(memcmp(&good, &before, offsetof(good_claims, claims)) == 0, "%s: written", checks_at);
    MUST_DO(ASSESS(verdict, a, b, reasons));
}

static void overlaps_of_ratios(void) {
    int64_t a[LINES] = {1, 2, 3, 4}, b[LINES] = {1, 1, 1, 1}, c[LINES], d[LINES], e[LINES];
    uint8_t status[LINES];
    room own;
    AT("overlaps of sb_check_ratio");
    set_up(&USERS[6], &own, sizeof own.limits);
#define RATIO(status, hire, headroom, excess) \
    sb_check_ratio(&own.limits, LINES, a, b, status, hire, headroom, excess, &problems)
    OVERLAPS("/status", "/numerator", RATIO((uint8_t *)a, c, d, e));
    OVERLAPS("/status", "/denominator", RATIO((uint8_t *)b + 8 * LINES - 1, c, d, e));
    OVERLAPS("/status", "/hire", RATIO((uint8_t *)c, c, d, e));
    OVERLAPS("/hire", "/numerator", RATIO(status, a, d, e));
    OVERLAPS("/hire", "/headroom", RATIO(status, c, c, e));
    OVERLAPS("/headroom", "/denominator", RATIO(status, NULL, b, e));
    OVERLAPS("/headroom", "/excess", RATIO(status, c, d, d));
    OVERLAPS("/excess", "/hire", RATIO(status, c, NULL, c));
    OVERLAPS("/excess", "/numerator", RATIO(status, NULL, NULL, a));
    CHECK(a[0] == 1 && a[3] == 4 && b[0] == 1, "%s: written", checks_at);
    MUST_DO(RATIO(status, c, d, e));
    MUST_DO(sb_check_ratio(&own.limits, LINES, a, a, status, c, d, e, &problems));
}

int main(void) {
    rulebook = a_rulebook();
    rules = a_rule_set();
    findings = some_findings();
    some = some_problems();
    fill(&good);
    for (int row = 0; row < LINES; row++) {
        weight[0][row] = ids[row] = row + 1;
    }
    sizes();
    size_of_a_problem();
    columns_that_are_null();
    odd_addresses();
    odd_structs();
    overlaps_of_allocate();
    overlaps_of_assess();
    overlaps_of_ratios();
    sb_rulebook_free(rulebook);
    sb_rule_set_free(rules);
    sb_findings_free(findings);
    sb_problems_free(some);
    return finished();
}
