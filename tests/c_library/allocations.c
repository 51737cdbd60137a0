/*
 * Counts what the library allocates. Linked with --wrap, so that every malloc, calloc, realloc and
 * posix_memalign of the library and of this program comes by here.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <statsbidrag.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
int __real_posix_memalign(void **out, size_t alignment, size_t size);

static unsigned long count;

void *__wrap_malloc(size_t size) {
    count++;
    return __real_malloc(size);
}

void *__wrap_calloc(size_t items, size_t size) {
    count++;
    return __real_calloc(items, size);
}

void *__wrap_realloc(void *old, size_t size) {
    count++;
    return __real_realloc(old, size);
}

int __wrap_posix_memalign(void **out, size_t alignment, size_t size) {
    count++;
    return __real_posix_memalign(out, alignment, size);
}

#define MOST 10000

static uint8_t codes[MOST], bytes[MOST];
static int32_t from[MOST], to[MOST];
static int64_t numbers[MOST], others[MOST], out[MOST], more[MOST], third[MOST];
static uint32_t masks[MOST];
static sb_rulebook *rulebook;
static sb_ratio_limits limits;

static void must(sb_status status) {
    if (status != SB_OK) {
        printf("%s\n", sb_status_name(status));
        exit(1);
    }
}

/* What a call over so many rows allocates. */
static unsigned long of_columns(size_t rows, int which) {
    const int64_t *weights[1];
    sb_allocation allocation = {0};
    sb_claims claims = {0};
    unsigned long before;

    weights[0] = numbers;
    allocation.size = sizeof allocation;
    allocation.rows = rows;
    allocation.total = 123456700;
    allocation.components = 1;
    allocation.weights = weights;
    allocation.maximum = which == 1 ? others : NULL;
    claims.size = sizeof claims;
    claims.lines = rows;
    claims.role = claims.activity = claims.cost_kind = claims.employment = claims.increase = codes;
    claims.from = from;
    claims.to = to;
    claims.fte = claims.amount = numbers;
    before = count;
    switch (which) {
    case 0:
    case 1:
        must(sb_allocate(&allocation, out, NULL, NULL));
        break;
    case 2:
        must(sb_check_ratio(&limits, rows, numbers, others, bytes, out, more, third, NULL));
        break;
    default:
        must(sb_assess(rulebook, 2016, 0, &claims, bytes, out, more, masks, NULL));
    }
    return count - before;
}

int main(void) {
    static const char *const names[] = {"sb_allocate", "sb_allocate with maximums",
                                        "sb_check_ratio", "sb_assess"};
    sb_line_verdict line = {0};
    sb_ratio_verdict ratio = {0};
    unsigned long before;
    int row, which;

    for (row = 0; row < MOST; row++) {
        codes[row] = 1;
        from[row] = 16801;
        to[row] = 17166 - row % 300;
        numbers[row] = 10 + row % 997;
        others[row] = 100000000 + row;
    }
    limits.size = sizeof limits;
    limits.at_most_numerator = 6;
    limits.at_most_denominator = limits.numerator_scale = limits.denominator_scale = 1;
    limits.hire_step = limits.hire_into = 1;
    must(sb_rulebook_load("starkt-bemanning", 16, &rulebook, NULL));

    line.size = sizeof line;
    ratio.size = sizeof ratio;
    before = count;
    for (row = 0; row < MOST; row++) {
        must(sb_assess_one(rulebook, 2016 + row % 5, SB_SPLIT_BY_DAY, codes[row], 1, 1, 1, 1, 0,
                           from[row], to[row], numbers[row], numbers[row], 0, 0, SB_MISSING, &line,
                           NULL));
        must(sb_check_one_ratio(&limits, numbers[row], row % 200, &ratio, NULL));
    }
    printf("one at a time: %lu\n", count - before);
    for (which = 0; which < 4; which++) {
        unsigned long few = of_columns(100, which), many = of_columns(MOST, which);
        printf("%s: %s\n", names[which], many <= few + 16 ? "not for a row" : "for rows");
        if (few == 0 && which < 2) {
            /* Then nothing would be counted at all. */
            printf("nothing is counted\n");
        }
    }
    sb_rulebook_free(rulebook);
    return 0;
}
