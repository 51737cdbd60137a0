/*
 * Eight threads on the same three handles: each gets the bytes that one thread got alone, and a
 * handle may be freed by another thread than the one that made it. The first argument is the stack
 * of a thread in KiB, the second how many rounds each makes.
 */
#include "check.h"

#include <pthread.h>

#define THREADS 8

static const char ASSESS[] =
    "{\"operation\": \"assess\", \"year\": 2016, \"claims\": {\"id\": [\"L1\", \"L2\"],"
    " \"recipient\": [\"0180\", \"0180\"], \"role\": [\"social_worker\", \"administrator\"],"
    " \"activity\": [\"child_youth_authority\", \"child_youth_authority\"],"
    " \"cost_kind\": [\"personnel\", \"personnel\"], \"employment\": [\"employed\", \"agency\"],"
    " \"from\": [\"2016-01-01\", \"2016-03-01\"], \"to\": [\"2016-12-31\", \"2016-09-30\"],"
    " \"fte\": [\"1\", \"0.5\"], \"increase\": [\"above_baseline\", \"none\"],"
    " \"amount\": [\"480000\", \"123456.78\"]}}";
static const char CHECK_STAFFING[] =
    "{\"operation\": \"check_staffing\", \"frame\": {\"supervisor\": [\"Ask\", \"Berg\"],"
    " \"unit\": [\"N\", \"N\"], \"social_worker_heads\": [9, 3], \"supervisor_heads\": [1, 1]},"
    " \"id\": \"supervisor\", \"unit\": \"unit\"}";
static const char DIVIDE[] =
    "{\"operation\": \"allocate_scheme\", \"year\": 2017, \"id\": \"id\", \"entity\": \"entity\","
    " \"frames\": {\"municipality\": {\"id\": [\"0114\", \"0180\"], \"entity\": [\"0114\", \"0180\"],"
    " \"population\": [44000, 936000], \"asylum_seekers\": [300, 5000]},"
    " \"region\": {\"id\": [\"01\", \"14\"], \"entity\": [\"01\", \"14\"],"
    " \"population\": [2270000, 1670000], \"asylum_seekers\": [12000, 9000]}}}";

typedef struct shared {
    sb_rulebook *rulebook;
    sb_rule_set *rules;
    sb_scheme *scheme;
    char *deep, *nested;
    size_t deep_length, nested_length;
} shared;

/* Everything that one round answers, byte for byte. */
typedef struct round_answer {
    char *bytes;
    size_t length, room;
} round_answer;

static void add(round_answer *all, const void *bytes, size_t length) {
    if (all->length + length > all->room) {
        all->room = 2 * (all->length + length);
        all->bytes = must_have(realloc(all->bytes, all->room), "memory");
    }
    memcpy(all->bytes + all->length, bytes, length);
    all->length += length;
}

static void add_text(round_answer *all, sb_status status, sb_text *text) {
    add(all, &status, sizeof status);
    if (status == SB_OK) {
        add(all, sb_text_data(text), sb_text_length(text));
        sb_text_free(text);
    }
}

/* What went wrong is the same in every thread too. */
static void add_problems(round_answer *all, sb_status status, sb_problems *problems) {
    sb_text *text = NULL;
    add(all, &status, sizeof status);
    status = sb_problems_text(problems, &text);
    add_text(all, status, text);
    sb_problems_free(problems);
}

static void add_columns(round_answer *all, const sb_rulebook *rulebook) {
    uint8_t verdict[LINES] = {0};
    int64_t approved[LINES] = {0}, undetermined[LINES] = {0};
    uint32_t reasons[LINES] = {0};
    sb_line_verdict one = {0};
    sb_findings *findings = NULL;
    sb_text *text = NULL;
    sb_status status;
    good_claims good;
    fill(&good);
    good.employment[1] = SB_EMPLOYMENT_AGENCY;
    good.role[2] = SB_ROLE_OTHER;
    status = sb_assess(rulebook, 2016, 0, &good.claims, verdict, approved, undetermined, reasons,
                       NULL);
    add(all, &status, sizeof status);
    add(all, verdict, sizeof verdict);
    add(all, approved, sizeof approved);
    add(all, undetermined, sizeof undetermined);
    add(all, reasons, sizeof reasons);
    one.size = sizeof one;
    status = sb_assess_one(rulebook, 2016, 0, 4, 1, 1, 1, 1, 0, 16801, 17166, 10000, 48000000, 1, 0,
                           0, &one, NULL);
    add(all, &status, sizeof status);
    add(all, &one, sizeof one);
    status = sb_findings_of(rulebook, 2016, 0, &good.claims, 2, &findings, NULL);
    add(all, &status, sizeof status);
    for (size_t index = 0; index < sb_findings_count(findings); index++) {
        status = sb_findings_explain(findings, index, SB_LANGUAGE_SV, &text, NULL);
        add_text(all, status, text);
    }
    status = sb_findings_draft(findings, SB_LANGUAGE_EN, &text, NULL);
    add_text(all, status, text);
    sb_findings_free(findings);
}

static round_answer one_round(const shared *with) {
    round_answer all = {NULL, 0, 0};
    sb_text *text = NULL;
    sb_problems *problems = NULL;
    sb_ratio_limits limits = {0};
    sb_status status;
    status = sb_rulebook_call(with->rulebook, ASSESS, sizeof ASSESS - 1, &text, NULL);
    add_text(&all, status, text);
    status = sb_rule_set_call(with->rules, CHECK_STAFFING, sizeof CHECK_STAFFING - 1, &text, NULL);
    add_text(&all, status, text);
    status = sb_scheme_call(with->scheme, DIVIDE, sizeof DIVIDE - 1, &text, NULL);
    add_text(&all, status, text);
    limits.size = sizeof limits;
    status = sb_rule_set_limits(with->rules, RULE, sizeof RULE - 1, 16801, 1, 1, &limits, NULL);
    add(&all, &status, sizeof status);
    add(&all, &limits, sizeof limits);
    add_columns(&all, with->rulebook);
    status = sb_call(with->deep, with->deep_length, &text, &problems);
    add_problems(&all, status, problems);
    status = sb_rulebook_call(with->rulebook, with->deep, with->deep_length, &text, &problems);
    add_problems(&all, status, problems);
    status = sb_call(with->nested, with->nested_length, &text, &problems);
    add_problems(&all, status, problems);
    return all;
}

/* What a thread is given: what all share, what one thread alone was answered, and what it frees. */
typedef struct work {
    const shared *with;
    const round_answer *wanted;
    int rounds, differences;
    sb_text *to_free;
    sb_rulebook *made;
} work;

static void *hammer(void *given) {
    work *own = given;
    for (int turn = 0; turn < own->rounds; turn++) {
        round_answer got = one_round(own->with);
        if (got.length != own->wanted->length
            || memcmp(got.bytes, own->wanted->bytes, got.length) != 0) {
            own->differences++;
        }
        free(got.bytes);
    }
    sb_text_free(own->to_free);
    own->made = a_rulebook();
    return NULL;
}

/* As deep as a document that is read to its end can be, or nearly. */
#define NESTED 120

/* Lists and objects, 100,000 deep and closed at 120: neither may overflow the stack of a thread. */
static void make_deep(shared *with) {
    const size_t depth = 100000;
    with->deep_length = 6 * depth;
    with->deep = must_have(malloc(with->deep_length), "memory");
    for (size_t at = 0; at < depth; at++) {
        memcpy(with->deep + 6 * at, "{\"a\":[", 6);
    }
    with->nested = must_have(malloc(100 + 2 * NESTED), "memory");
    with->nested_length = (size_t)sprintf(with->nested, "{\"operation\": \"allocate\", \"frame\": ");
    memset(with->nested + with->nested_length, '[', NESTED);
    memset(with->nested + with->nested_length + NESTED, ']', NESTED);
    with->nested_length += 2 * NESTED;
    with->nested[with->nested_length++] = '}';
}

static void free_all(shared *with) {
    sb_rulebook_free(with->rulebook);
    sb_rule_set_free(with->rules);
    sb_scheme_free(with->scheme);
}

static void *free_elsewhere(void *given) {
    free_all(given);
    return NULL;
}

int main(int count, char **arguments) {
    size_t stack = (count > 1 ? strtoul(arguments[1], NULL, 10) : 256) * 1024;
    int rounds = count > 2 ? atoi(arguments[2]) : 4;
    pthread_t threads[THREADS], freeing;
    pthread_attr_t attributes;
    work works[THREADS];
    shared with = {a_rulebook(), a_rule_set(), a_scheme(), NULL, NULL, 0, 0};
    round_answer alone;

    make_deep(&with);
    alone = one_round(&with);
    /* Three documents and two drafts: were every call refused, there would be next to nothing. */
    CHECK(alone.length > 3000, "one round answers %zu bytes", alone.length);
    pthread_attr_init(&attributes);
    CHECK(pthread_attr_setstacksize(&attributes, stack) == 0, "a stack of %zu", stack);
    for (int thread = 0; thread < THREADS; thread++) {
        work own = {&with, &alone, rounds, 0, a_text(), NULL};
        works[thread] = own;
        if (pthread_create(&threads[thread], &attributes, hammer, &works[thread]) != 0) {
            perror("pthread_create");
            return 2;
        }
    }
    for (int thread = 0; thread < THREADS; thread++) {
        pthread_join(threads[thread], NULL);
        CHECK(works[thread].differences == 0, "thread %d: %d rounds differ", thread,
              works[thread].differences);
        sb_rulebook_free(works[thread].made);
    }
    pthread_create(&freeing, &attributes, free_elsewhere, &with);
    pthread_join(freeing, NULL);
    pthread_attr_destroy(&attributes);
    free(with.deep);
    free(with.nested);
    free(alone.bytes);
    return finished();
}
