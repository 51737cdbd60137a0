/*
 * Claim lines against the grant for more staff in child and youth services, 2016: as columns, one at a
 * time, and why.
 */
#include <string.h>

#include "fail.h"

#define LINES 3

static const char grant[] = "starkt-bemanning";

int main(void) {
    /* A new social worker; one from an agency; a pay rise for ten who were there. */
    const uint8_t role[LINES] = {SB_ROLE_SOCIAL_WORKER, SB_ROLE_SOCIAL_WORKER,
                                 SB_ROLE_SOCIAL_WORKER};
    const uint8_t activity[LINES] = {SB_ACTIVITY_CHILD_YOUTH_AUTHORITY,
                                     SB_ACTIVITY_CHILD_YOUTH_AUTHORITY,
                                     SB_ACTIVITY_CHILD_YOUTH_AUTHORITY};
    const uint8_t cost_kind[LINES] = {SB_COST_PERSONNEL, SB_COST_PERSONNEL, SB_COST_PAY_RISE};
    const uint8_t employment[LINES] = {SB_EMPLOYMENT_EMPLOYED, SB_EMPLOYMENT_AGENCY,
                                       SB_EMPLOYMENT_EMPLOYED};
    const uint8_t increase[LINES] = {SB_INCREASE_ABOVE_BASELINE, SB_INCREASE_ABOVE_BASELINE,
                                     SB_INCREASE_NONE};
    const int64_t fte[LINES] = {10000, 10000, 100000};
    const int64_t amount[LINES] = {48000000, 90000000, 18000000};
    int32_t from[LINES], to[LINES];
    uint8_t verdict[LINES];
    int64_t approved[LINES], undetermined[LINES];
    uint32_t reasons[LINES], bit;
    size_t index;
    sb_rulebook *rulebook = NULL;
    sb_findings *findings = NULL;
    sb_text *text = NULL;
    sb_problems *problems = NULL;
    sb_claims claims = {0};
    sb_line_verdict one = {0};
    sb_finding finding = {0};
    int line;

    for (line = 0; line < LINES; line++) {
        must(sb_days_of(2016, 1, 1, &from[line], &problems), problems);
        must(sb_days_of(2016, 12, 31, &to[line], &problems), problems);
    }
    claims.size = sizeof claims;
    claims.lines = LINES;
    claims.role = role;
    claims.activity = activity;
    claims.cost_kind = cost_kind;
    claims.employment = employment;
    claims.increase = increase;
    claims.from = from;
    claims.to = to;
    claims.fte = fte;
    claims.amount = amount;

    must(sb_rulebook_load(grant, strlen(grant), &rulebook, &problems), problems);
    must(sb_assess(rulebook, 2016, SB_SPLIT_REFUSE, &claims, verdict, approved, undetermined,
                   reasons, &problems),
         problems);
    for (line = 0; line < LINES; line++) {
        printf("line %d: %s, %lld kr approved, %lld kr undetermined:", line,
               sb_verdict_name(verdict[line]), (long long)(approved[line] / 100),
               (long long)(undetermined[line] / 100));
        for (bit = 1; bit != 0 && bit <= reasons[line]; bit <<= 1) {
            if (reasons[line] & bit) {
                printf(" %s", sb_reason_name(bit));
            }
        }
        printf("\n");
    }

    /* The same agency line in 2017, by itself: from then on the grant does not pay for them. */
    one.size = sizeof one;
    must(sb_assess_one(rulebook, 2017, SB_SPLIT_REFUSE, SB_ROLE_SOCIAL_WORKER,
                       SB_ACTIVITY_CHILD_YOUTH_AUTHORITY, SB_COST_PERSONNEL, SB_EMPLOYMENT_AGENCY,
                       SB_INCREASE_ABOVE_BASELINE, 0, 17167, 17531, 10000, 90000000, 0, 0,
                       SB_MISSING, &one, &problems),
         problems);
    printf("in 2017: %s, %s\n", sb_verdict_name(one.verdict), sb_reason_name(one.reasons));

    /* Why the pay rise is refused. */
    must(sb_findings_of(rulebook, 2016, SB_SPLIT_REFUSE, &claims, 2, &findings, &problems),
         problems);
    sb_rulebook_free(rulebook);
    finding.size = sizeof finding;
    for (index = 0; index < sb_findings_count(findings); index++) {
        must(sb_findings_get(findings, index, &finding, &problems), problems);
        if (finding.outcome == SB_OUTCOME_NOT_MET) {
            must(sb_findings_explain(findings, index, SB_LANGUAGE_SV, &text, &problems), problems);
            printf("%s: %s\n", finding.reason, sb_text_data(text));
            sb_text_free(text);
        }
    }
    must(sb_findings_draft(findings, SB_LANGUAGE_EN, &text, &problems), problems);
    printf("\n%s\n", sb_text_data(text));
    sb_text_free(text);
    sb_findings_free(findings);
    return 0;
}
