/*
 * What every program here stands on: checks that go on after a failure, a look at problems as a
 * caller reads them, memory that may not be read, and handles that are known to be good.
 *
 * Every function is static inline, so that a program may leave some unused. Include it first: it
 * asks the system's headers for more than C99 has.
 */
#ifndef CHECK_H
#define CHECK_H

#define _DEFAULT_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include <statsbidrag.h>

static int checks_failed;

/* Says what does not hold and goes on: one run tells everything that is wrong. */
#define CHECK(holds, ...)                                           \
    do {                                                            \
        if (!(holds)) {                                             \
            if (checks_failed++ < 200) {                            \
                fprintf(stderr, "%s:%d: ", __FILE__, __LINE__);     \
                fprintf(stderr, __VA_ARGS__);                       \
                fprintf(stderr, "  [%s]\n", #holds);                \
            }                                                       \
        }                                                           \
    } while (0)

static inline int finished(void) {
    if (checks_failed > 0) {
        fprintf(stderr, "%d checks failed\n", checks_failed);
    }
    return checks_failed > 0;
}

/* What output memory holds before a call, to see afterwards whether it was written. */
#define PATTERN 0xA5

static inline int is_untouched(const void *memory, size_t length) {
    const unsigned char *bytes = memory;
    for (size_t at = 0; at < length; at++) {
        if (bytes[at] != PATTERN) {
            return 0;
        }
    }
    return 1;
}

/* A pointer that no library gives out: a parameter "problems" holds it before a call. */
static inline sb_problems *unwritten_problems(void) {
    sb_problems *problems;
    memset(&problems, PATTERN, sizeof problems);
    return problems;
}

/* Memory that ends the process when it is read or written, aligned as anything asks. */
static inline void *forbidden(void) {
    static void *page;
    if (page == NULL) {
        page = mmap(NULL, 65536, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (page == MAP_FAILED) {
            perror("mmap");
            exit(2);
        }
    }
    return page;
}

/* How many of these bytes are UTF-8, from the first on. */
static inline size_t utf8_length(const char *text, size_t length) {
    const unsigned char *bytes = (const unsigned char *)text;
    size_t at = 0;
    while (at < length) {
        unsigned char first = bytes[at];
        size_t more = first < 0x80 ? 0 : first >= 0xC2 && first < 0xE0 ? 1
            : first >= 0xE0 && first < 0xF0 ? 2 : first >= 0xF0 && first < 0xF5 ? 3 : 9;
        if (more == 9 || more >= length - at) {
            return at;
        }
        for (size_t next = 1; next <= more; next++) {
            if ((bytes[at + next] & 0xC0) != 0x80) {
                return at;
            }
        }
        if (more > 1) {
            unsigned second = bytes[at + 1];
            if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F)
                || (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F)) {
                return at;
            }
        }
        at += 1 + more;
    }
    return at;
}

/* One text of a problem: it is there, is UTF-8 and has its zero byte. */
static inline void check_text(const char *call, const char *what, const char *text, size_t length) {
    CHECK(text != NULL, "%s: no %s", call, what);
    if (text != NULL) {
        CHECK(text[length] == '\0', "%s: %s has no zero byte after it", call, what);
        CHECK(utf8_length(text, length) == length, "%s: %s is not UTF-8", call, what);
    }
}

/* Every problem that is kept can be read, and all of them as one text. */
static inline void check_readable(const char *call, const sb_problems *problems) {
    size_t count = sb_problems_count(problems);
    size_t kept = sb_problems_kept(problems);
    sb_text *text = NULL;
    CHECK(count > 0, "%s: no problem", call);
    CHECK(kept == (count < 1000 ? count : 1000), "%s: %zu of %zu kept", call, kept, count);
    for (size_t index = 0; index < kept; index++) {
        sb_problem problem = {0};
        problem.size = sizeof problem;
        CHECK(sb_problems_get(problems, index, &problem) == SB_OK, "%s: problem %zu", call, index);
        check_text(call, "path", problem.path, problem.path_length);
        check_text(call, "code", problem.code, problem.code_length);
        check_text(call, "got", problem.got, problem.got_length);
        check_text(call, "want", problem.want, problem.want_length);
        CHECK(problem.code_length > 0, "%s: a problem without a code", call);
        CHECK(problem.path_length == 0 || problem.path[0] == '/', "%s: %s is no pointer", call,
              problem.path);
    }
    CHECK(sb_problems_text(problems, &text) == SB_OK, "%s: no text of the problems", call);
    check_text(call, "text", sb_text_data(text), sb_text_length(text));
    CHECK(sb_text_length(text) > 0, "%s: an empty text of the problems", call);
    sb_text_free(text);
}

/* A failure tells its problems and a success has none. Does not free them; where they were not
   written at all there is nothing that could be freed, and the program ends. */
static inline void check_told(const char *call, sb_status status, const sb_problems *problems) {
    if (problems == unwritten_problems()) {
        fprintf(stderr, "%s: problems was not written\n", call);
        exit(1);
    }
    CHECK(strcmp(sb_status_name(status), "SB_?") != 0, "%s: status %u", call, (unsigned)status);
    CHECK(status != SB_PANIC, "%s: a fault of the library", call);
    if (status == SB_OK) {
        CHECK(problems == NULL, "%s: problems of a success", call);
    } else {
        check_readable(call, problems);
    }
}

/* Whether one of the problems has a path with this part, such as /role/1 or /amounts. A part that
   ends with a letter is a whole word: /id is not found in /ids. */
static inline int names(const sb_problems *problems, const char *part) {
    size_t length = strlen(part);
    for (size_t index = 0; index < sb_problems_kept(problems); index++) {
        sb_problem problem = {0};
        const char *at;
        problem.size = sizeof problem;
        if (sb_problems_get(problems, index, &problem) != SB_OK) {
            return 0;
        }
        for (at = strstr(problem.path, part); at != NULL; at = strstr(at + 1, part)) {
            if (at[length] == '\0' || at[length] == '/') {
                return 1;
            }
        }
    }
    return 0;
}

/* What the problems say, for a message. It is leaked only where a check has failed already. */
static inline const char *said(const sb_problems *problems) {
    sb_text *text = NULL;
    if (problems == NULL || sb_problems_text(problems, &text) != SB_OK) {
        return "(nothing)";
    }
    return sb_text_data(text);
}

/* What a loop is at, told with what fails there. */
static char checks_at[160];

#define AT(...) snprintf(checks_at, sizeof checks_at, __VA_ARGS__)

/* A failure names the part that is wrong, where that is asked for. */
static inline void check_named(const char *call, sb_status status, const sb_problems *problems,
                               const char *part) {
    if (part[0] != '\0' && status != SB_OK) {
        CHECK(names(problems, part), "%s (%s): %s is not named: %s", call, checks_at, part,
              said(problems));
    }
}

static inline void check_failure(const char *call, sb_status status, sb_status wanted,
                                 sb_problems *problems, const char *part) {
    check_told(call, status, problems);
    CHECK(status == wanted, "%s (%s): %s and not %s: %s", call, checks_at, sb_status_name(status),
          sb_status_name(wanted), said(problems));
    check_named(call, status, problems, part);
    sb_problems_free(problems);
}

static inline void check_success(const char *call, sb_status status, sb_problems *problems) {
    check_told(call, status, problems);
    CHECK(status == SB_OK, "%s (%s): %s: %s", call, checks_at, sb_status_name(status),
          said(problems));
    sb_problems_free(problems);
}

static inline void check_refusal(const char *call, sb_status status, sb_problems *problems,
                                 const char *part) {
    check_told(call, status, problems);
    CHECK(status == SB_INPUT || status == SB_RULE || status == SB_TOO_LARGE, "%s (%s): %s: %s",
          call, checks_at, sb_status_name(status), said(problems));
    check_named(call, status, problems, part);
    sb_problems_free(problems);
}

static inline void check_answer(const char *call, sb_status status, sb_problems *problems) {
    check_told(call, status, problems);
    CHECK(status != SB_NULL && status != SB_UTF8, "%s (%s): %s", call, checks_at,
          sb_status_name(status));
    sb_problems_free(problems);
}

/* A call, whose last argument is &problems, and how it must end. */

/* With this status; part is what the path of one problem has, "" for anything. */
#define MUST_FAIL(wanted, part, call)                           \
    do {                                                        \
        sb_problems *problems = unwritten_problems();           \
        sb_status ended = (call);                               \
        check_failure(#call, ended, wanted, problems, part);    \
    } while (0)

/* With a status for facts, rules or sizes: the contract leaves open which. */
#define MUST_REFUSE(part, call)                                 \
    do {                                                        \
        sb_problems *problems = unwritten_problems();           \
        sb_status ended = (call);                               \
        check_refusal(#call, ended, problems, part);            \
    } while (0)

/* With success. */
#define MUST_DO(call)                                           \
    do {                                                        \
        sb_problems *problems = unwritten_problems();           \
        sb_status ended = (call);                               \
        check_success(#call, ended, problems);                  \
    } while (0)

/* Either way: the contract leaves open whether it succeeds. */
#define MUST_ANSWER(call)                                       \
    do {                                                        \
        sb_problems *problems = unwritten_problems();           \
        sb_status ended = (call);                               \
        check_answer(#call, ended, problems);                   \
    } while (0)

/* Every function that takes a document refuses this one and gives no handle. */
static inline void check_refused_by_all(const sb_rulebook *rulebook, const sb_rule_set *rules,
                                        const sb_scheme *scheme, const char *document,
                                        size_t length) {
    sb_text *text = NULL;
    sb_rulebook *a_book = NULL;
    sb_rule_set *a_set = NULL;
    sb_scheme *a_plan = NULL;
    MUST_REFUSE("", sb_call(document, length, &text, &problems));
    MUST_REFUSE("", sb_rulebook_call(rulebook, document, length, &text, &problems));
    MUST_REFUSE("", sb_rule_set_call(rules, document, length, &text, &problems));
    MUST_REFUSE("", sb_scheme_call(scheme, document, length, &text, &problems));
    MUST_REFUSE("", sb_rulebook_parse(document, length, &a_book, &problems));
    MUST_REFUSE("", sb_rule_set_parse(document, length, &a_set, &problems));
    MUST_REFUSE("", sb_scheme_parse(document, length, &a_plan, &problems));
    CHECK(text == NULL && a_book == NULL && a_set == NULL && a_plan == NULL, "a handle was given");
}

static inline void *must_have(void *handle, const char *what) {
    if (handle == NULL) {
        fprintf(stderr, "%s could not be made\n", what);
        exit(2);
    }
    return handle;
}

#define RULEBOOK "starkt-bemanning"
#define RULE "molndal-supervisor-span"
#define SCHEME "valfardsmiljarderna-demonstration"

static inline sb_rulebook *a_rulebook(void) {
    sb_rulebook *rulebook = NULL;
    sb_rulebook_load(RULEBOOK, strlen(RULEBOOK), &rulebook, NULL);
    return must_have(rulebook, "a rulebook");
}

static inline sb_rule_set *a_rule_set(void) {
    sb_rule_set *rules = NULL;
    sb_rule_set_load(RULE, strlen(RULE), &rules, NULL);
    return must_have(rules, "a set of rules");
}

static inline sb_scheme *a_scheme(void) {
    sb_scheme *scheme = NULL;
    sb_scheme_load(SCHEME, strlen(SCHEME), &scheme, NULL);
    return must_have(scheme, "a scheme");
}

static inline sb_problems *some_problems(void) {
    sb_text *answer = NULL;
    sb_problems *problems = NULL;
    sb_call("[", 1, &answer, &problems);
    return must_have(problems, "problems");
}

static inline sb_text *a_text(void) {
    sb_problems *problems = some_problems();
    sb_text *text = NULL;
    sb_problems_text(problems, &text);
    sb_problems_free(problems);
    return must_have(text, "a text");
}

/* Claim lines that the grant of 2016 approves: full-time social workers of that year. */
#define LINES 4

typedef struct good_claims {
    uint8_t role[LINES], activity[LINES], cost_kind[LINES], employment[LINES], increase[LINES];
    uint8_t frees_time_for[LINES], evidence[LINES], ruling[LINES];
    int32_t from[LINES], to[LINES];
    int64_t fte[LINES], amount[LINES], other_funding[LINES];
    sb_claims claims;
} good_claims;

static inline void fill(good_claims *good) {
    sb_claims *claims = &good->claims;
    memset(good, 0, sizeof *good);
    for (int line = 0; line < LINES; line++) {
        good->role[line] = SB_ROLE_SOCIAL_WORKER;
        good->activity[line] = SB_ACTIVITY_CHILD_YOUTH_AUTHORITY;
        good->cost_kind[line] = SB_COST_PERSONNEL;
        good->employment[line] = SB_EMPLOYMENT_EMPLOYED;
        good->increase[line] = SB_INCREASE_ABOVE_BASELINE;
        good->evidence[line] = 1;
        good->from[line] = 16801; /* 2016-01-01 */
        good->to[line] = 17166;   /* 2016-12-31 */
        good->fte[line] = 10000;
        good->amount[line] = 48000000;
    }
    claims->size = sizeof *claims;
    claims->lines = LINES;
    claims->role = good->role;
    claims->activity = good->activity;
    claims->cost_kind = good->cost_kind;
    claims->employment = good->employment;
    claims->increase = good->increase;
    claims->frees_time_for = good->frees_time_for;
    claims->from = good->from;
    claims->to = good->to;
    claims->fte = good->fte;
    claims->amount = good->amount;
    claims->evidence = good->evidence;
    claims->ruling = good->ruling;
    claims->other_funding = good->other_funding;
}

static inline sb_findings *some_findings(void) {
    sb_rulebook *rulebook = a_rulebook();
    sb_findings *findings = NULL;
    good_claims good;
    fill(&good);
    sb_findings_of(rulebook, 2016, 0, &good.claims, 0, &findings, NULL);
    sb_rulebook_free(rulebook);
    return must_have(findings, "findings");
}

#endif
