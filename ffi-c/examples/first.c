#include <stdio.h>
#include <statsbidrag.h>

/* Ten million kronor over three municipalities: 70 % by asylum seekers, 30 % by population. */
int main(void) {
    const int64_t asylum_seekers[] = {1200, 2300, 3100};
    const int64_t population[] = {935619, 328494, 556640};
    const int64_t *weights[] = {asylum_seekers, population};
    const int64_t shares[] = {70, 30};
    int64_t amounts[3];
    sb_problems *problems = NULL;
    sb_status status;

    sb_allocation allocation = {0};
    allocation.size = sizeof allocation;
    allocation.rows = 3;
    allocation.total = 10000000 * (int64_t)100; /* öre */
    allocation.components = 2;
    allocation.weights = weights;
    allocation.shares = shares;
    allocation.shares_of = 100;

    status = sb_allocate(&allocation, amounts, NULL, &problems);
    if (status != SB_OK) {
        sb_text *text = NULL;
        sb_problems_text(problems, &text);
        fprintf(stderr, "%s\n%s", sb_status_name(status), sb_text_data(text));
        sb_text_free(text);
        sb_problems_free(problems);
        return 1;
    }
    for (int row = 0; row < 3; row++) {
        printf("%lld kr\n", (long long)(amounts[row] / 100));
    }
    return 0;
}
