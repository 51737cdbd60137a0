/*
 * What a caller must never do, each by its name: whoever watches the memory must find it. Only for
 * showing that the other programs are watched.
 */
#include "check.h"

/* A handle that was freed is used by the library. */
static void handle(void) {
    sb_rulebook *rulebook = a_rulebook();
    sb_line_verdict verdict = {0};
    verdict.size = sizeof verdict;
    sb_rulebook_free(rulebook);
    sb_assess_one(rulebook, 2016, 0, 1, 1, 1, 1, 1, 0, 16801, 17166, 10000, 1, 1, 0, 0, &verdict,
                  NULL);
}

/* A text is read by the program after it was freed. */
static void text(void) {
    sb_text *text = a_text();
    const volatile char *data = sb_text_data(text);
    sb_text_free(text);
    printf("%c\n", data[0]);
}

static void twice(void) {
    sb_text *text = a_text();
    sb_text_free(text);
    sb_text_free(text);
}

/* A column is one row shorter than the library is told. */
static void too_short(void) {
    int64_t *weight = must_have(calloc(LINES - 1, sizeof *weight), "memory");
    int64_t amounts[LINES];
    const int64_t *weights[1];
    sb_allocation allocation = {0};
    weight[0] = 1;
    weights[0] = weight;
    allocation.size = sizeof allocation;
    allocation.rows = LINES;
    allocation.total = 10000;
    allocation.components = 1;
    allocation.weights = weights;
    sb_allocate(&allocation, amounts, NULL, NULL);
    free(weight);
}

int main(int count, char **arguments) {
    const char *misuse = count > 1 ? arguments[1] : "nothing";
    if (strcmp(misuse, "handle") == 0) {
        handle();
    } else if (strcmp(misuse, "text") == 0) {
        text();
    } else if (strcmp(misuse, "twice") == 0) {
        twice();
    } else if (strcmp(misuse, "short") == 0) {
        too_short();
    } else if (strcmp(misuse, "leak") == 0) {
        printf("%zu\n", sb_text_length(a_text()));
    }
    return 0;
}
