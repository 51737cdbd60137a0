/*
 * A fault inside the library: it becomes a status with a problem, writes nothing, and leaves the
 * process, other threads' calls and the handles as they were.
 */
#include "check.h"

#include <pthread.h>

/* Only in a library that is built for tests. */
sb_status sb_test_panic(sb_text **answer, sb_problems **problems);

static void one_panic(void) {
    sb_text *answer;
    sb_problems *problems = unwritten_problems();
    sb_problem problem = {0};
    sb_status status;
    memset(&answer, PATTERN, sizeof answer);
    status = sb_test_panic(&answer, &problems);
    CHECK(status == SB_PANIC, "status %u", (unsigned)status);
    CHECK(strcmp(sb_status_name(status), "SB_PANIC") == 0, "%s", sb_status_name(status));
    CHECK(is_untouched(&answer, sizeof answer), "the answer was written");
    CHECK(problems != unwritten_problems(), "problems was not written");
    if (problems != unwritten_problems()) {
        check_readable("panic", problems);
        problem.size = sizeof problem;
        CHECK(sb_problems_get(problems, 0, &problem) == SB_OK, "no problem");
        CHECK(problem.got_length > 0, "nothing is said of the fault");
        sb_problems_free(problems);
    }
    CHECK(sb_test_panic(&answer, NULL) == SB_PANIC, "without problems");
    CHECK(is_untouched(&answer, sizeof answer), "the answer was written");
}

static void *on_a_thread(void *unused) {
    (void)unused;
    one_panic();
    return NULL;
}

static void goes_on(const sb_rulebook *rulebook, const sb_rule_set *rules) {
    sb_line_verdict verdict = {0};
    sb_ratio_limits limits = {0};
    verdict.size = sizeof verdict;
    limits.size = sizeof limits;
    MUST_DO(sb_assess_one(rulebook, 2016, 0, SB_ROLE_SOCIAL_WORKER, 1, 1, 1, 1, 0, 16801, 17166,
                          10000, 48000000, 1, 0, 0, &verdict, &problems));
    CHECK(verdict.verdict == SB_VERDICT_APPROVED, "verdict %u", (unsigned)verdict.verdict);
    CHECK(verdict.approved == 48000000, "%lld", (long long)verdict.approved);
    MUST_DO(sb_rule_set_limits(rules, RULE, strlen(RULE), 16801, 1, 1, &limits, &problems));
}

int main(void) {
    sb_rulebook *rulebook = a_rulebook();
    sb_rule_set *rules = a_rule_set();
    for (int turn = 0; turn < 3; turn++) {
        pthread_t thread;
        one_panic();
        goes_on(rulebook, rules);
        if (pthread_create(&thread, NULL, on_a_thread, NULL) == 0) {
            pthread_join(thread, NULL);
        }
        goes_on(rulebook, rules);
    }
    sb_rulebook_free(rulebook);
    sb_rule_set_free(rules);
    return finished();
}
