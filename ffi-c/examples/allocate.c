/*
 * Dividing a grant by columns: a key of two components, then a plain measure with minimums and
 * maximums, and what a bad call says.
 */
#include "fail.h"

static const char *const names[] = {"Stockholm", "Malmo", "Goteborg", "Sorsele"};
static const int64_t ids[] = {180, 1280, 1480, 2422};
static const int64_t asylum_seekers[] = {1200, 2300, 3100, 60};
static const int64_t population[] = {935619, 328494, 556640, 2516};

static void show(const int64_t *amounts) {
    int row;
    for (row = 0; row < 4; row++) {
        printf("%-10s %10lld kr\n", names[row], (long long)(amounts[row] / 100));
    }
}

int main(void) {
    const int64_t *const key[] = {asylum_seekers, population};
    const int64_t *const by_population[] = {population};
    const int64_t shares[] = {70, 30};
    const int64_t minimum[] = {SB_MISSING, SB_MISSING, SB_MISSING, 50000 * 100};
    int64_t amounts[4];
    uint8_t marks[4];
    sb_problems *problems = NULL;
    sb_allocation_summary summary = {0};
    sb_allocation allocation = {0};
    sb_status status;
    int row;

    allocation.size = sizeof allocation;
    allocation.rows = 4;
    allocation.total = INT64_C(10000000) * 100;
    allocation.components = 2;
    allocation.weights = key;
    allocation.shares = shares;
    allocation.shares_of = 100;
    allocation.ids = ids;
    must(sb_allocate(&allocation, amounts, NULL, &problems), problems);
    printf("70 %% by asylum seekers, 30 %% by population\n");
    show(amounts);

    /* By population alone, at least 50,000 kr for Sorsele. */
    allocation.components = 1;
    allocation.weights = by_population;
    allocation.shares = NULL;
    allocation.shares_of = 0;
    allocation.minimum = minimum;
    allocation.marks = marks;
    summary.size = sizeof summary;
    must(sb_allocate(&allocation, amounts, &summary, &problems), problems);
    printf("\nby population, at least 50000 kr for Sorsele\n");
    show(amounts);
    for (row = 0; row < 4; row++) {
        if (marks[row] & SB_MARK_MINIMUM) {
            printf("%s is held at its minimum\n", names[row]);
        }
    }
    printf("left over: %lld kr, tied: %lu\n", (long long)summary.unallocated,
           (unsigned long)summary.tied);

    /* All that is wrong is told at once, and the amounts stay as they were. */
    allocation.rounding = 99;
    allocation.unit = -1;
    allocation.weights = NULL;
    status = sb_allocate(&allocation, amounts, NULL, &problems);
    printf("\na bad call: ");
    show_problems(status, problems);
    return 0;
}
