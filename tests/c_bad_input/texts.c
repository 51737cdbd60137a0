/*
 * Texts that are not UTF-8: the byte is named, whatever function is given the text. And texts with
 * zero bytes, which are bytes like others.
 */
#include "check.h"

typedef struct sequence {
    const char *what, *bytes;
    size_t length;
    int only_at_end; /* what is cut short is wrong only where nothing follows */
} sequence;

#define SEQUENCE(what, bytes) {what, bytes, sizeof bytes - 1, 0}
#define CUT(what, bytes) {what, bytes, sizeof bytes - 1, 1}

static const sequence SEQUENCES[] = {
    SEQUENCE("a continuation byte alone", "\x80"),
    SEQUENCE("the last continuation byte", "\xBF"),
    SEQUENCE("an overlong slash of two", "\xC0\xAF"),
    SEQUENCE("an overlong zero byte", "\xC0\x80"),
    SEQUENCE("an overlong slash of three", "\xE0\x80\xAF"),
    SEQUENCE("an overlong slash of four", "\xF0\x80\x80\xAF"),
    SEQUENCE("a high surrogate", "\xED\xA0\x80"),
    SEQUENCE("a low surrogate", "\xED\xBF\xBF"),
    SEQUENCE("over U+10FFFF", "\xF4\x90\x80\x80"),
    SEQUENCE("a lead byte of five", "\xF8\x88\x80\x80\x80"),
    SEQUENCE("0xFE", "\xFE"),
    SEQUENCE("0xFF", "\xFF"),
    SEQUENCE("Latin-1", "\xE5r"),
    SEQUENCE("two bytes cut by a letter", "\xC3" "a"),
    SEQUENCE("three bytes cut by a letter", "\xE2\x82" "a"),
    CUT("two bytes cut short", "\xC3"),
    CUT("three bytes cut short", "\xE2\x82"),
    CUT("four bytes cut short", "\xF0\x9F\x98"),
};
#define COUNT (sizeof SEQUENCES / sizeof SEQUENCES[0])

static sb_rulebook *rulebook;
static sb_rule_set *rules;
static sb_scheme *scheme;

/* The problems say this number somewhere, not as a part of a longer one. */
static int says(const sb_problems *problems, size_t number) {
    char digits[24];
    size_t length = (size_t)snprintf(digits, sizeof digits, "%zu", number);
    sb_text *text = NULL;
    const char *data, *at;
    int found = 0;
    if (sb_problems_text(problems, &text) != SB_OK) {
        return 0;
    }
    data = sb_text_data(text);
    for (at = strstr(data, digits); at != NULL && !found; at = strstr(at + 1, digits)) {
        char before = at == data ? ' ' : at[-1];
        char after = at[length];
        found = (before < '0' || before > '9') && (after < '0' || after > '9');
    }
    sb_text_free(text);
    return found;
}

static void ended(const char *call, sb_status status, sb_problems *problems, size_t byte) {
    check_told(call, status, problems);
    CHECK(status == SB_UTF8, "%s (%s): %s", call, checks_at, sb_status_name(status));
    CHECK(says(problems, byte), "%s (%s): byte %zu is not named: %s", call, checks_at, byte,
          said(problems));
    sb_problems_free(problems);
}

#define NOT_UTF8(byte, call)                            \
    do {                                                \
        sb_problems *problems = unwritten_problems();   \
        sb_status status = (call);                      \
        ended(#call, status, problems, byte);           \
    } while (0)

/* Every function that takes a text. */
static void given(const char *bytes, size_t length, size_t byte) {
    sb_text *text = NULL;
    sb_rulebook *a_book = NULL;
    sb_rule_set *a_set = NULL;
    sb_scheme *a_plan = NULL;
    sb_ratio_limits limits = {0};
    limits.size = sizeof limits;
    NOT_UTF8(byte, sb_call(bytes, length, &text, &problems));
    NOT_UTF8(byte, sb_rulebook_call(rulebook, bytes, length, &text, &problems));
    NOT_UTF8(byte, sb_rule_set_call(rules, bytes, length, &text, &problems));
    NOT_UTF8(byte, sb_scheme_call(scheme, bytes, length, &text, &problems));
    NOT_UTF8(byte, sb_rulebook_parse(bytes, length, &a_book, &problems));
    NOT_UTF8(byte, sb_rule_set_parse(bytes, length, &a_set, &problems));
    NOT_UTF8(byte, sb_scheme_parse(bytes, length, &a_plan, &problems));
    NOT_UTF8(byte, sb_rulebook_load(bytes, length, &a_book, &problems));
    NOT_UTF8(byte, sb_rule_set_load(bytes, length, &a_set, &problems));
    NOT_UTF8(byte, sb_scheme_load(bytes, length, &a_plan, &problems));
    NOT_UTF8(byte, sb_rule_set_limits(rules, bytes, length, 0, 1, 1, &limits, &problems));
    CHECK(text == NULL && a_book == NULL && a_set == NULL && a_plan == NULL, "a handle was given");
}

static void at_byte(const sequence *wrong, size_t before, size_t after) {
    /* Of exactly its length, so that a byte read after it is found. */
    size_t length = before + wrong->length + after;
    char *text = must_have(malloc(length), "memory");
    memset(text, ' ', length);
    memcpy(text + before, wrong->bytes, wrong->length);
    AT("%s after %zu bytes", wrong->what, before);
    given(text, length, before);
    free(text);
}

/* A zero byte ends no text: what follows it counts. */
static void zero_bytes(void) {
    static const char ID[] = RULEBOOK "\0";
    static const char INSIDE[] = "{\"operation\": \"check\0staffing\"}";
    static const char AFTER[] = "{\"operation\": \"summarise_nothing\"}\0";
    static const char ALONE[] = "\0";
    static const char ESCAPED[] = "{\"operation\": \"a\\u0000b\"}";
    sb_rulebook *a_book = NULL;
    sb_ratio_limits limits = {0};
    sb_text *text = NULL;
    AT("zero bytes");
    limits.size = sizeof limits;
    MUST_FAIL(SB_INPUT, "", sb_rulebook_load(ID, sizeof ID - 1, &a_book, &problems));
    MUST_FAIL(SB_INPUT, "", sb_rulebook_load(ALONE, 1, &a_book, &problems));
    MUST_FAIL(SB_INPUT, "", sb_rule_set_limits(rules, RULE "\0", sizeof RULE, 0, 1, 1, &limits,
                                               &problems));
    MUST_FAIL(SB_INPUT, "", sb_call(INSIDE, sizeof INSIDE - 1, &text, &problems));
    MUST_FAIL(SB_INPUT, "", sb_call(AFTER, sizeof AFTER - 1, &text, &problems));
    MUST_FAIL(SB_INPUT, "", sb_call(ALONE, 1, &text, &problems));
    MUST_REFUSE("", sb_call(ESCAPED, sizeof ESCAPED - 1, &text, &problems));
    /* And none is needed: the length alone says where the text ends. */
    MUST_DO(sb_rulebook_load(RULEBOOK "x", sizeof RULEBOOK - 1, &a_book, &problems));
    sb_rulebook_free(a_book);
}

int main(void) {
    rulebook = a_rulebook();
    rules = a_rule_set();
    scheme = a_scheme();
    for (size_t at = 0; at < COUNT; at++) {
        if (!SEQUENCES[at].only_at_end) {
            at_byte(&SEQUENCES[at], 0, 700);
            at_byte(&SEQUENCES[at], 777, 1000);
        }
        at_byte(&SEQUENCES[at], 777, 0);
        at_byte(&SEQUENCES[at], 0, 0);
    }
    zero_bytes();
    sb_rulebook_free(rulebook);
    sb_rule_set_free(rules);
    sb_scheme_free(scheme);
    return finished();
}
