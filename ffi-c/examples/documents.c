/*
 * Documents: every operation as JSON text in and out. Here an allocation, a scheme that ships in a
 * handle, and a document with several mistakes.
 */
#include <string.h>

#include "fail.h"

static const char allocation[] =
    "{\"operation\": \"allocate\", \"id\": \"id\", \"total\": \"100\", \"key\": \"weight\","
    " \"frame\": {\"id\": [\"a\", \"b\", \"c\"], \"weight\": [1, 2, 4]},"
    " \"explain\": [\"b\"], \"language\": \"en\"}";

static const char grant[] = "valfardsmiljarderna";

static const char year[] =
    "{\"operation\": \"allocate_scheme\", \"year\": 2021, \"id\": \"id\", \"frames\": {"
    " \"municipality\": {\"id\": [\"0180\", \"1480\"], \"population\": [3, 1]},"
    " \"region\": {\"id\": [\"01\", \"14\"], \"population\": [1, 1]}}}";

static const char bad[] =
    "{\"operation\": \"allocate\", \"id\": \"id\", \"total\": 0.5, \"key\": \"weight\","
    " \"frame\": {\"id\": [\"a\", \"a\"], \"weight\": [1, -2]}, \"colour\": \"blue\"}";

int main(void) {
    sb_text *answer = NULL;
    sb_problems *problems = NULL;
    sb_problem problem = {0};
    sb_scheme *scheme = NULL;
    sb_status status;
    size_t index;

    must(sb_call(allocation, strlen(allocation), &answer, &problems), problems);
    printf("%s\n\n", sb_text_data(answer));
    sb_text_free(answer);

    must(sb_scheme_load(grant, strlen(grant), &scheme, &problems), problems);
    must(sb_scheme_call(scheme, year, strlen(year), &answer, &problems), problems);
    printf("%lu bytes about %s\n\n", (unsigned long)sb_text_length(answer), grant);
    sb_text_free(answer);
    sb_scheme_free(scheme);

    status = sb_call(bad, strlen(bad), &answer, &problems);
    printf("%s\n", sb_status_name(status));
    problem.size = sizeof problem;
    for (index = 0; index < sb_problems_kept(problems); index++) {
        if (sb_problems_get(problems, index, &problem) == SB_OK) {
            printf("%s at %s: got %s, want %s\n", problem.code, problem.path, problem.got,
                   problem.want);
        }
    }
    sb_problems_free(problems);
    return 0;
}
