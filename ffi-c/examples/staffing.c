/*
 * Ratios of staff: the limit of a rule that ships, teams as columns and one at a time, and a rule of
 * one's own as a document.
 */
#include <string.h>

#include "fail.h"

/* Mölndal: at most six social workers for each supervisor, in heads. */
static const char span[] = "molndal-supervisor-span";

/* One's own: at most 15 cases for each full post, half a post hired at a time. */
static const char own[] =
    "[{\"id\": \"cases\", \"numerator\": \"open_cases\", \"denominator\": \"social_worker_fte\","
    " \"at_most\": \"15\", \"hire\": \"social_worker_fte\", \"step\": \"0.5\"}]";

int main(void) {
    const int64_t social_workers[] = {9, 3, 6, SB_MISSING};
    const int64_t supervisors[] = {1, 1, 1, 1};
    const int32_t day = 17531; /* 2017-12-31 */
    uint8_t status[4];
    int64_t hire[4], headroom[4], excess[4];
    sb_rule_set *rules = NULL;
    sb_problems *problems = NULL;
    sb_ratio_limits limits = {0};
    sb_ratio_verdict verdict = {0};
    int row;

    limits.size = sizeof limits;
    must(sb_rule_set_load(span, strlen(span), &rules, &problems), problems);
    must(sb_rule_set_limits(rules, span, strlen(span), day, 1, 1, &limits, &problems), problems);
    sb_rule_set_free(rules);
    printf("at most %lld/%lld\n", (long long)limits.at_most_numerator,
           (long long)limits.at_most_denominator);

    must(sb_check_ratio(&limits, 4, social_workers, supervisors, status, hire, headroom, excess,
                        &problems),
         problems);
    for (row = 0; row < 4; row++) {
        printf("team %d: %s", row + 1, sb_ratio_status_name(status[row]));
        if (status[row] == SB_RATIO_BREACH) {
            printf(", %lld too many, hire %lld", (long long)excess[row], (long long)hire[row]);
        } else if (headroom[row] != SB_MISSING) {
            printf(", room for %lld", (long long)headroom[row]);
        }
        printf("\n");
    }

    /* 68 cases on 3.75 posts, FTE in ten thousandths. */
    must(sb_rule_set_parse(own, strlen(own), &rules, &problems), problems);
    must(sb_rule_set_limits(rules, "cases", 5, day, 1, 10000, &limits, &problems), problems);
    verdict.size = sizeof verdict;
    must(sb_check_one_ratio(&limits, 68, 37500, &verdict, &problems), problems);
    printf("68 cases on 3.75 posts: %s, hire %lld half posts\n",
           sb_ratio_status_name(verdict.status), (long long)verdict.hire);
    sb_rule_set_free(rules);
    return 0;
}
