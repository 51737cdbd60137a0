/*
 * JSON documents that are wrong, large or deep. Each is answered with a status and, where that is a
 * failure, with problems that can be read. The first argument is how many rows a large one has.
 */
#include "check.h"

#define GOOD                                                                                     \
    "{\"operation\": \"allocate\", \"id\": \"id\", \"total\": \"1000.50\", \"key\": \"weight\","  \
    " \"unit\": \"0.01\", \"frame\": {\"id\": [\"0114\", \"\\u00e5\", \"1480\"],"                    \
    " \"weight\": [44000, 936000, \"556000\"]}}"

/* The frame's weights are put in the middle. */
#define WITH_WEIGHTS(weights)                                                                    \
    "{\"operation\": \"allocate\", \"id\": \"id\", \"total\": \"1000\", \"key\": \"weight\","    \
    " \"unit\": \"1\", \"frame\": {\"id\": [\"A\", \"B\"], \"weight\": [" weights "]}}"

static sb_rulebook *rulebook;
static sb_rule_set *rules;
static sb_scheme *scheme;

static void refused_by_all(const char *document, size_t length) {
    check_refused_by_all(rulebook, rules, scheme, document, length);
}

/* Every part of a good document from its beginning is none. */
static void cut_short(void) {
    sb_text *text = NULL;
    AT("whole");
    MUST_DO(sb_call(GOOD, sizeof GOOD - 1, &text, &problems));
    CHECK(strstr(sb_text_data(text), "\"amount\"") != NULL, "no amounts: %s", sb_text_data(text));
    sb_text_free(text);
    for (size_t length = 0; length < sizeof GOOD - 1; length++) {
        char *part = must_have(malloc(length + 1), "memory");
        memcpy(part, GOOD, length);
        part[length] = '}'; /* not told, and must not be read */
        AT("%zu bytes", length);
        MUST_FAIL(SB_INPUT, "", sb_call(part, length, &text, &problems));
        free(part);
    }
    AT("more after it");
    MUST_FAIL(SB_INPUT, "", sb_call(GOOD "{}", sizeof GOOD + 1, &text, &problems));
    MUST_FAIL(SB_INPUT, "", sb_call(GOOD "]", sizeof GOOD, &text, &problems));
    MUST_FAIL(SB_INPUT, "", sb_call("\xEF\xBB\xBF" "{}", 5, &text, &problems));
}

static void deep(const char *unit, const char *inside, const char *end) {
    const size_t depth = 100000;
    size_t open = strlen(unit), close = strlen(end), middle = strlen(inside);
    size_t length = depth * (open + close) + middle;
    char *document = must_have(malloc(length), "memory"), *at = document;
    for (size_t level = 0; level < depth; level++, at += open) {
        memcpy(at, unit, open);
    }
    memcpy(at, inside, middle);
    at += middle;
    for (size_t level = 0; level < depth; level++, at += close) {
        memcpy(at, end, close);
    }
    AT("%s to a depth of %zu", unit, depth);
    refused_by_all(document, length);
    AT("%s to a depth of %zu, not closed", unit, depth);
    refused_by_all(document, depth * open);
    free(document);
}

/* As deep, where a good document has a value. */
static void deep_inside(const char *before, const char *after) {
    const size_t depth = 100000;
    size_t length = strlen(before) + 2 * depth + strlen(after);
    char *document = must_have(malloc(length), "memory");
    sb_text *text = NULL;
    memcpy(document, before, strlen(before));
    memset(document + strlen(before), '[', depth);
    memset(document + strlen(before) + depth, ']', depth);
    memcpy(document + strlen(before) + 2 * depth, after, strlen(after));
    AT("deep after %s", before);
    MUST_REFUSE("", sb_call(document, length, &text, &problems));
    free(document);
}

/* What is wrong in itself: no operation takes it. */
static void wrong(void) {
    static const char *const documents[] = {
        "null", "true", "1", "-1", "\"text\"", "[]", "{}", "[{}]", " ", "{\"operation\": null}",
        "{\"operation\": 1}", "{\"operation\": []}", "{\"operation\": {}}", "{\"operation\": \"\"}",
        "{\"operation\": \"no such\"}", "{\"operation\": \"Allocate\"}", "{\"operation\": \"allocate\"}",
        "{\"operation\": \"allocate\", \"no such\": 1}", "{'operation': 'allocate'}",
        "{\"operation\": \"allocate\",}", "// {}\n", "NaN", "{\"operation\": NaN}", "Infinity",
        "{\"operation\": \"\\ud800\"}", "{\"operation\": \"\\x\"}", "{\"operation\": \"\n\"}",
    };
    for (size_t at = 0; at < sizeof documents / sizeof documents[0]; at++) {
        AT("%s", documents[at]);
        refused_by_all(documents[at], strlen(documents[at]));
    }
}

/* Numbers as no cell may have them. */
static void numbers(void) {
    static const char *const weights[] = {
        WITH_WEIGHTS("1.5, 2"), WITH_WEIGHTS("1e3, 2"), WITH_WEIGHTS("1e400, 2"),
        WITH_WEIGHTS("1E-400, 2"), WITH_WEIGHTS("1e999999999999, 2"), WITH_WEIGHTS("-1, 2"),
        WITH_WEIGHTS("01, 2"), WITH_WEIGHTS("+1, 2"), WITH_WEIGHTS(".5, 2"),
        WITH_WEIGHTS("0x10, 2"), WITH_WEIGHTS("\"1e3\", 2"), WITH_WEIGHTS("\"NaN\", 2"),
        WITH_WEIGHTS("\"\", 2"), WITH_WEIGHTS("true, 2"), WITH_WEIGHTS("null, 2"),
        WITH_WEIGHTS("[1], 2"), WITH_WEIGHTS("{}, 2"), WITH_WEIGHTS("\"1/0\", 2"),
        WITH_WEIGHTS("1"), WITH_WEIGHTS("1, 2, 3"), WITH_WEIGHTS(""), WITH_WEIGHTS("0, 0"),
    };
    sb_text *text = NULL;
    for (size_t at = 0; at < sizeof weights / sizeof weights[0]; at++) {
        AT("%s", strstr(weights[at], "\"weight\": ["));
        MUST_REFUSE("", sb_call(weights[at], strlen(weights[at]), &text, &problems));
    }
}

/* What JSON leaves open: an answer either way, and never the end of the process. */
static void open_questions(void) {
    static const char *const documents[] = {
        WITH_WEIGHTS("18446744073709551615, 2"), WITH_WEIGHTS("18446744073709551616, 2"),
        WITH_WEIGHTS("-0, 2"), WITH_WEIGHTS("\"0.1\", \"1/3\""),
        WITH_WEIGHTS("\"9999999999999999999999999999999999999999\", 2"),
        "{\"operation\": \"allocate\", \"operation\": \"allocate\"}",
        "{\"operation\": \"allocate\", \"frame\": {\"id\": [\"A\"], \"id\": [\"B\"], \"weight\": [1]},"
        " \"id\": \"id\", \"key\": \"weight\", \"total\": \"1\", \"total\": \"2\", \"unit\": \"1\"}",
        "{\"operation\": \"allocate\", \"frame\": {\"id\": [\"A\", \"A\"], \"weight\": [1, 2]},"
        " \"id\": \"id\", \"key\": \"weight\", \"total\": \"1\", \"unit\": \"1\"}",
    };
    for (size_t at = 0; at < sizeof documents / sizeof documents[0]; at++) {
        sb_text *text = NULL;
        AT("%.100s", documents[at]);
        MUST_ANSWER(sb_call(documents[at], strlen(documents[at]), &text, &problems));
        if (text != NULL) {
            check_text(checks_at, "answer", sb_text_data(text), sb_text_length(text));
        }
        sb_text_free(text);
    }
}

/* A number of a hundred thousand digits and a text of millions of letters, as values and names. */
static void enormous(size_t length) {
    static const char *const around[][2] = {
        {"{\"operation\": \"", "\"}"},
        {"{\"", "\": 1}"},
        {"\"", "\""},
        {"{\"operation\": \"allocate\", \"frame\": {\"", "\": [1]}}"},
        {"[\"", "\"]"},
        {"{\"operation\": ", "}"},
        {"{\"operation\": \"allocate\", \"id\": \"id\", \"key\": \"weight\", \"unit\": \"1\","
         " \"frame\": {\"id\": [\"A\"], \"weight\": [1]}, \"total\": \"", "x\"}"},
        {"[", "]"},
    };
    for (size_t at = 0; at < sizeof around / sizeof around[0]; at++) {
        size_t before = strlen(around[at][0]), after = strlen(around[at][1]);
        size_t middle = around[at][0][before - 1] == '"' ? length : length / 40;
        char *document = must_have(malloc(before + middle + after), "memory");
        memcpy(document, around[at][0], before);
        memset(document + before, '7', middle);
        memcpy(document + before + middle, around[at][1], after);
        AT("%zu letters in %s", middle, around[at][0]);
        refused_by_all(document, before + middle + after);
        free(document);
    }
}

/* A good document of many rows: what is divided is there again, to the last krona. */
static void large(size_t rows) {
    char *document = must_have(malloc(200 + rows * 40), "memory"), *end = document;
    sb_text *text = NULL;
    end += sprintf(end, "{\"operation\": \"allocate\", \"id\": \"id\", \"total\": \"%zu\","
                   " \"key\": \"weight\", \"unit\": \"1\", \"frame\": {\"id\": [", 3 * rows);
    for (size_t row = 0; row < rows; row++) {
        end += sprintf(end, "%s\"row-%07zu\"", row == 0 ? "" : ", ", row);
    }
    end += sprintf(end, "], \"weight\": [");
    for (size_t row = 0; row < rows; row++) {
        end += sprintf(end, "%s%d", row == 0 ? "" : ", ", 1000000);
    }
    end += sprintf(end, "]}}");
    AT("%zu rows", rows);
    MUST_DO(sb_call(document, (size_t)(end - document), &text, &problems));
    CHECK(sb_text_length(text) > 10 * rows, "%zu bytes", text == NULL ? 0 : sb_text_length(text));
    sb_text_free(text);
    /* The same without its last byte, and with a weight at its very end that is none. */
    text = NULL;
    MUST_FAIL(SB_INPUT, "", sb_call(document, (size_t)(end - document) - 1, &text, &problems));
    memcpy(end - 10, "-100000", 7);
    MUST_FAIL(SB_INPUT, "", sb_call(document, (size_t)(end - document), &text, &problems));
    free(document);
}

/* More problems than are kept: all are counted, a thousand can be read. */
static void many_problems(size_t rows) {
    char *document = must_have(malloc(300 + rows * 12), "memory"), *end = document;
    sb_text *text = NULL;
    sb_problems *problems = NULL;
    sb_problem problem = {0};
    end += sprintf(end, "{\"operation\": \"allocate\", \"id\": \"id\", \"total\": \"1\","
                   " \"key\": \"weight\", \"unit\": \"1\", \"frame\": {\"id\": [");
    for (size_t row = 0; row < rows; row++) {
        end += sprintf(end, "%s%zu", row == 0 ? "" : ",", 10000 + row);
    }
    end += sprintf(end, "], \"weight\": [");
    for (size_t row = 0; row < rows; row++) {
        end += sprintf(end, "%s-1", row == 0 ? "" : ",");
    }
    end += sprintf(end, "]}}");
    AT("%zu problems", rows);
    CHECK(sb_call(document, (size_t)(end - document), &text, &problems) == SB_INPUT, "a success");
    check_readable(checks_at, problems);
    CHECK(sb_problems_count(problems) >= rows, "%zu problems", sb_problems_count(problems));
    problem.size = sizeof problem;
    CHECK(sb_problems_get(problems, 1000, &problem) == SB_INPUT, "one more than is kept");
    sb_problems_free(problems);
    free(document);
}

int main(int count, char **arguments) {
    size_t rows = count > 1 ? strtoul(arguments[1], NULL, 10) : 200000;
    rulebook = a_rulebook();
    rules = a_rule_set();
    scheme = a_scheme();
    cut_short();
    deep("[", "", "]");
    deep("[", "1", "]");
    deep("{\"a\": ", "1", "}");
    deep("{\"operation\": [", "{}", "]}");
    deep_inside("{\"operation\": ", "}");
    deep_inside("{\"operation\": \"allocate\", \"frame\": {\"id\": ", "}}");
    deep_inside("{\"operation\": \"allocate\", \"no such\": ", "}");
    wrong();
    numbers();
    open_questions();
    enormous(rows * 20);
    large(rows);
    many_problems(1001);
    many_problems(2500);
    sb_rulebook_free(rulebook);
    sb_rule_set_free(rules);
    sb_scheme_free(scheme);
    return finished();
}
