/* What these programs do when a call fails: say all that is wrong, and end. */
#ifndef FAIL_H
#define FAIL_H

#include <stdio.h>
#include <stdlib.h>

#include <statsbidrag.h>

/* Shows a status and its problems, and frees them. */
static void show_problems(sb_status status, sb_problems *problems) {
    sb_text *text = NULL;
    printf("%s\n", sb_status_name(status));
    if (sb_problems_text(problems, &text) == SB_OK) {
        printf("%s", sb_text_data(text));
    }
    sb_text_free(text);
    sb_problems_free(problems);
}

/* Ends the program where a call that should have done what was asked has not. */
static void must(sb_status status, sb_problems *problems) {
    if (status != SB_OK) {
        show_problems(status, problems);
        exit(1);
    }
}

#endif
