/*
 * Answers documents through sb_call. Each comes as a line with its length in bytes and then itself;
 * the answer goes out as a line with the status, the number of problems and of those kept, and then
 * texts, each after a line with its length: the answer, or path, code, got and want of each problem.
 */
#include <stdio.h>
#include <stdlib.h>

#include <statsbidrag.h>

static void put(const char *text, size_t length) {
    printf("%lu\n", (unsigned long)length);
    fwrite(text, 1, length, stdout);
}

static int answer(const char *document, size_t length) {
    sb_text *text = NULL;
    sb_problems *problems = NULL;
    sb_status status = sb_call(document, length, &text, &problems);
    size_t index, kept = sb_problems_kept(problems);

    printf("%u %lu %lu\n", status, (unsigned long)sb_problems_count(problems),
           (unsigned long)kept);
    if (status == SB_OK) {
        put(sb_text_data(text), sb_text_length(text));
    }
    for (index = 0; index < kept; index++) {
        sb_problem problem = {0};
        problem.size = sizeof problem;
        if (sb_problems_get(problems, index, &problem) != SB_OK) {
            return 1;
        }
        put(problem.path, problem.path_length);
        put(problem.code, problem.code_length);
        put(problem.got, problem.got_length);
        put(problem.want, problem.want_length);
    }
    sb_text_free(text);
    sb_problems_free(problems);
    return 0;
}

int main(void) {
    unsigned long length;

    while (scanf("%lu", &length) == 1 && getchar() == '\n') {
        /* Exactly as long as it is, with nothing after it: a byte too far is seen under valgrind. */
        char *document = malloc(length == 0 ? 1 : length);
        int failed = document == NULL || fread(document, 1, length, stdin) != length ||
                     answer(document, length) != 0;
        free(document);
        if (failed) {
            return 1;
        }
    }
    return 0;
}
