/**
 * @file
 * statsbidrag: Swedish state grants to municipalities, computed exactly and explained.
 *
 * Status. Every call that can fail returns an sb_status: 0 when it did what was asked, else why
 * not. The numbers are fixed and never used for something else. A newer library may return one
 * that this header does not have: take it for a failure.
 *
 * Out-parameters. Results are written where out-parameters point, and only when the call returns
 * SB_OK: on any other status they are as they were. There is no partial success. The one
 * exception is the last parameter, problems: where it is not NULL it is always written, with NULL
 * when there are none.
 *
 * Problems. A failure names everything that is wrong with what was given, not the first thing
 * only: each with its place, its kind, what was found and what was wanted. They come by value
 * through the call that failed; there is no last error to ask for. The handle is freed with
 * sb_problems_free. Pass NULL where only the status is wanted. Look at them in a statement after
 * the call: C does not say which argument of a call is evaluated first.
 *
 * NULL. A pointer that must be given and is NULL makes the call return SB_NULL, and the problems
 * name it. Parameters that may be NULL say so. A text or a column of length 0 may be NULL. Every
 * _free takes NULL, and every question about a NULL handle has an answer: 0 or NULL.
 *
 * Ownership. What the library gives out as a handle is the caller's, and freed once with the
 * _free of its type, on any thread. What a struct or a function points to inside a handle is
 * there until the handle is freed. The library keeps no pointer to the caller's memory after a
 * call returns.
 *
 * Memory. Arrays must be as long as the call is told, aligned as their type asks, and those that
 * are written to must not overlap other arrays: the last two are checked, and make the call
 * return SB_INPUT. Structs and single results may lie at any address. What cannot be checked is
 * that a pointer that is not NULL points to memory of the length that is told.
 *
 * Text. Texts go in as a pointer and a length in bytes, and need no zero byte at the end. They
 * are UTF-8; what is not makes the call return SB_UTF8 and say from which byte, counting from 0.
 * They have at most 256 MiB; a longer one is not read, and makes the call return SB_TOO_LARGE.
 * Texts come out with their length, and with a zero byte after it.
 *
 * Numbers. Money is int64_t in öre. Days are int32_t since 1970-01-01. FTE are int64_t in ten
 * thousandths. Codes are numbers from 1 with names below, in columns uint8_t and elsewhere
 * uint32_t; 0 is one that is not given. An empty cell in a column of int64_t is SB_MISSING.
 * Nothing is a binary float.
 *
 * Threads. Every function may be called from any number of threads at once. Handles do not change
 * after they are made, and threads may share them; only freeing one must come after its last use.
 * The library has no state of its own, starts no threads and installs no handlers.
 *
 * Panics. A fault of the library itself is caught before it reaches the caller and becomes
 * SB_PANIC. Rust's message about it goes to standard error. When the system has no memory left,
 * the process ends, as most programs do.
 *
 * Versions. SB_ABI_VERSION grows when something is changed or taken away; check it once against
 * sb_abi_version(). Structs begin with their size, which the caller sets with sizeof; fields are
 * only ever added at the end, so that a program compiled with an older header works with a newer
 * library, and the other way round as long as the new fields are zero. What lies after the fields
 * that the library knows is left alone in a struct that it writes. Set structs to zeros before
 * filling them in.
 *
 * Made by cbindgen from the Rust sources: change those, not this.
 */

#ifndef STATSBIDRAG_H
#define STATSBIDRAG_H

#include <stddef.h>
#include <stdint.h>

/**
 * The version that this header is of, as text.
 */
#define SB_VERSION "0.1.0"

/**
 * An empty cell in a column of int64_t, and an answer that there is not: the smallest number of
 * the type. Missing is never zero.
 */
#define SB_MISSING INT64_MIN


/**
 * How entitlements become whole units (Rounding). Whole parts first, what is left over to the largest remainders; the default.
 */
#define SB_ROUNDING_LARGEST_REMAINDER 1

/**
 * Each down.
 */
#define SB_ROUNDING_DOWN 2

/**
 * Each up.
 */
#define SB_ROUNDING_UP 3

/**
 * Each to the nearest, halves away from zero.
 */
#define SB_ROUNDING_HALF_UP 4

/**
 * Each to the nearest, halves towards zero.
 */
#define SB_ROUNDING_HALF_DOWN 5

/**
 * Each to the nearest, halves to the even neighbour.
 */
#define SB_ROUNDING_HALF_EVEN 6

/**
 * Divisors 1, 3, 5, … (Sainte-Laguë, uddatalsmetoden).
 */
#define SB_ROUNDING_WEBSTER 7

/**
 * Divisors 1, 2, 3, … (Jefferson).
 */
#define SB_ROUNDING_DHONDT 8

/**
 * Divisors 0, 1, 2, …
 */
#define SB_ROUNDING_ADAMS 9

/**
 * Harmonic means of neighbours.
 */
#define SB_ROUNDING_DEAN 10

/**
 * Geometric means of neighbours.
 */
#define SB_ROUNDING_HUNTINGTON_HILL 11

/**
 * What is rounded where a key has several components. Their sum, once; the default.
 */
#define SB_SCOPE_COMBINED 1

/**
 * Each component by itself.
 */
#define SB_SCOPE_COMPONENT 2

/**
 * Who goes first among equal remainders. The smaller id.
 */
#define SB_TIES_BY_ID 1

/**
 * The larger entitlement, then the smaller id.
 */
#define SB_TIES_BY_WEIGHT 2

/**
 * The smaller place in an order given by statute or lot, in ids.
 */
#define SB_TIES_BY_LIST 3

/**
 * Nobody: a tie is a problem that names the tied.
 */
#define SB_TIES_REFUSE 4

/**
 * How minimums and maximums act. One level for all, each held within its bounds; the default.
 */
#define SB_BOUNDS_WATER_LEVEL 1

/**
 * Each gets its minimum and a share of the rest on top.
 */
#define SB_BOUNDS_BASE_THEN_SHARE 2

/**
 * The original quotas stand; who is under the minimum is raised to it.
 */
#define SB_BOUNDS_TOP_UP_ORIGINAL_QUOTA 3

/**
 * The side of a ratio that is hired into; 0: nobody is hired. The denominator, which mends at_most.
 */
#define SB_HIRE_INTO_DENOMINATOR 1

/**
 * The numerator, which mends at_least.
 */
#define SB_HIRE_INTO_NUMERATOR 2

/**
 * How a ratio stands to its limits. Within its limits; the limit itself is allowed.
 */
#define SB_RATIO_MET 1

/**
 * Outside a limit.
 */
#define SB_RATIO_BREACH 2

/**
 * Nothing to divide and nothing to divide it by.
 */
#define SB_RATIO_VACUOUS 3

/**
 * Something to divide and nothing to divide it by.
 */
#define SB_RATIO_NO_DENOMINATOR 4

/**
 * The limit is a statistic, to compare with.
 */
#define SB_RATIO_REFERENCE 5

/**
 * A number is missing.
 */
#define SB_RATIO_NOT_EVALUATED 6

/**
 * The role of a post. Social worker (socialsekreterare).
 */
#define SB_ROLE_SOCIAL_WORKER 1

/**
 * Supervisor (arbetsledare).
 */
#define SB_ROLE_SUPERVISOR 2

/**
 * Administrator (administratör).
 */
#define SB_ROLE_ADMINISTRATOR 3

/**
 * Another role.
 */
#define SB_ROLE_OTHER 4

/**
 * The activity of the organisation where the post is. Exercise of public authority for children and young people.
 */
#define SB_ACTIVITY_CHILD_YOUTH_AUTHORITY 1

/**
 * Other social services for children and young people.
 */
#define SB_ACTIVITY_CHILD_YOUTH_OTHER 2

/**
 * Another activity.
 */
#define SB_ACTIVITY_OTHER 3

/**
 * What kind of cost. Personnel (personalkostnad).
 */
#define SB_COST_PERSONNEL 1

/**
 * More pay for those who were there.
 */
#define SB_COST_PAY_RISE 2

/**
 * Training.
 */
#define SB_COST_TRAINING 3

/**
 * Equipment.
 */
#define SB_COST_EQUIPMENT 4

/**
 * Administration, overheads.
 */
#define SB_COST_ADMINISTRATION 5

/**
 * Another cost.
 */
#define SB_COST_OTHER 6

/**
 * How whoever does the work is engaged. Employed by the recipient.
 */
#define SB_EMPLOYMENT_EMPLOYED 1

/**
 * From an agency (inhyrd).
 */
#define SB_EMPLOYMENT_AGENCY 2

/**
 * What makes a post an increase. More staff than before.
 */
#define SB_INCREASE_ABOVE_BASELINE 1

/**
 * A temporary post that would otherwise end.
 */
#define SB_INCREASE_RENEWAL_OTHERWISE_ENDING 2

/**
 * Cover that would otherwise not be.
 */
#define SB_INCREASE_ABSENCE_OTHERWISE_UNCOVERED 3

/**
 * A vacancy filled.
 */
#define SB_INCREASE_VACANCY_FILLED 4

/**
 * Staff kept from an earlier year's grant.
 */
#define SB_INCREASE_KEPT_FROM_EARLIER_GRANT 5

/**
 * No increase.
 */
#define SB_INCREASE_NONE 6

/**
 * For whom an administrator frees time. Social workers.
 */
#define SB_FREES_SOCIAL_WORKER 1

/**
 * Supervisors.
 */
#define SB_FREES_SUPERVISOR 2

/**
 * Both.
 */
#define SB_FREES_BOTH 3

/**
 * Others.
 */
#define SB_FREES_OTHER_WORK 4

/**
 * Nobody.
 */
#define SB_FREES_NONE 5

/**
 * What a person has decided where a condition asks for judgement; 0: nothing. Approved.
 */
#define SB_RULING_APPROVED 1

/**
 * Refused.
 */
#define SB_RULING_REFUSED 2

/**
 * What becomes of a line with days on both sides of a change of the rules. It is a problem, with what is wanted instead; the default.
 */
#define SB_SPLIT_REFUSE 1

/**
 * Its eligible days over its days are a factor.
 */
#define SB_SPLIT_BY_DAY 2

/**
 * What became of a line. All of it is approved.
 */
#define SB_VERDICT_APPROVED 1

/**
 * Part of it is.
 */
#define SB_VERDICT_PART 2

/**
 * None of it is.
 */
#define SB_VERDICT_REFUSED 3

/**
 * Something is missing or a person must decide.
 */
#define SB_VERDICT_UNDETERMINED 4

/**
 * How a condition came out. It holds.
 */
#define SB_OUTCOME_MET 1

/**
 * It does not.
 */
#define SB_OUTCOME_NOT_MET 2

/**
 * What it needs is not there.
 */
#define SB_OUTCOME_MISSING 3

/**
 * A person must decide.
 */
#define SB_OUTCOME_JUDGEMENT 4

/**
 * The language of a text. Swedish.
 */
#define SB_LANGUAGE_SV 1

/**
 * English.
 */
#define SB_LANGUAGE_EN 2

/**
 * A row that is tied at the cut: another has the same remainder, and only some got a unit more.
 */
#define SB_MARK_TIED 1

/**
 * A row that its minimum holds.
 */
#define SB_MARK_MINIMUM 2

/**
 * A row that its maximum holds.
 */
#define SB_MARK_MAXIMUM 4

/**
 * A reason that is told of a line, a bit of its mask. The role is not one that the grant pays for.
 */
#define SB_REASON_ROLE_NOT_FUNDED 1

/**
 * The activity is not.
 */
#define SB_REASON_ACTIVITY_NOT_FUNDED 2

/**
 * The cost is none for personnel.
 */
#define SB_REASON_COST_NOT_PERSONNEL 4

/**
 * Agency staff.
 */
#define SB_REASON_AGENCY_STAFF 8

/**
 * Days outside the grant's period.
 */
#define SB_REASON_OUTSIDE_PERIOD 16

/**
 * No increase of staff.
 */
#define SB_REASON_NOT_AN_INCREASE 32

/**
 * An administrator who frees no time for social workers or supervisors.
 */
#define SB_REASON_FREES_NO_TIME 64

/**
 * Others have paid for the same cost.
 */
#define SB_REASON_DOUBLE_FUNDING 128

/**
 * Evidence is missing.
 */
#define SB_REASON_EVIDENCE_MISSING 256

/**
 * A person must decide.
 */
#define SB_REASON_NEEDS_RULING 512

/**
 * The line was split by day.
 */
#define SB_REASON_SPLIT_BY_DAY 1024

/**
 * More for an FTE-year than the grant pays.
 */
#define SB_REASON_OVER_AMOUNT_CAP 2048

/**
 * The version that this header is of, as a number: major.
 */
#define SB_VERSION_MAJOR 0

/**
 * Minor.
 */
#define SB_VERSION_MINOR 1

/**
 * Patch.
 */
#define SB_VERSION_PATCH 0

/**
 * The version of the binary interface that this header describes. It grows when something that was
 * there is changed or taken away, and stays when something is added.
 */
#define SB_ABI_VERSION 1

/**
 * The findings of one claim line, met conditions too, each with its source: a handle, freed with
 * ::sb_findings_free. It does not change, and threads may share it. It keeps what it needs of the
 * claims and the rulebook, which may be freed before it.
 */
typedef struct sb_findings sb_findings;

/**
 * What is wrong, all of it: a handle. A call that fails gives one where it is asked for; it is
 * freed with ::sb_problems_free. It does not change, and threads may share it.
 */
typedef struct sb_problems sb_problems;

/**
 * Rules about ratios of staff: a handle, freed with ::sb_rule_set_free. It does not change, and any
 * number of threads may use it at once.
 */
typedef struct sb_rule_set sb_rule_set;

/**
 * The rules of a stimulus grant (stimulansbidrag): a handle, freed with ::sb_rulebook_free. It does
 * not change, and any number of threads may use it at once.
 */
typedef struct sb_rulebook sb_rulebook;

/**
 * How a whole grant is divided, pots within pots: a handle, freed with ::sb_scheme_free. It does not
 * change, and any number of threads may use it at once.
 */
typedef struct sb_scheme sb_scheme;

/**
 * A text that the library gives out: a handle, freed with ::sb_text_free. It does not change, and
 * threads may share it.
 */
typedef struct sb_text sb_text;

/**
 * What a call came to: one of the SB_ numbers below. Numbers are fixed and never used again.
 */
typedef uint32_t sb_status;

/**
 * What ::sb_allocate divides, and how. Set it to zeros, then size, rows, total, components, weights
 * and what else is wanted: a zero is the default of an option, NULL a column that is not there.
 */
typedef struct sb_allocation {
    /**
     * sizeof(sb_allocation), set by the caller.
     */
    size_t size;
    /**
     * How many rows.
     */
    size_t rows;
    /**
     * What is divided, in öre; negative for a charge.
     */
    int64_t total;
    /**
     * What amounts are whole numbers of, in öre; 0: 100, one krona.
     */
    int64_t unit;
    /**
     * One of SB_ROUNDING_; 0: largest remainder.
     */
    uint32_t rounding;
    /**
     * One of SB_SCOPE_; 0: combined.
     */
    uint32_t rounding_scope;
    /**
     * One of SB_TIES_; 0: by id for units of up to one krona, and a problem for others.
     */
    uint32_t ties;
    /**
     * One of SB_BOUNDS_; 0: water level.
     */
    uint32_t bounds;
    /**
     * 1: minimums that are more than the total are cut in proportion; 0: they are a problem.
     */
    uint32_t reduce_minimums;
    /**
     * 1: a row without weight gets its minimum; 0: it gets nothing.
     */
    uint32_t minimum_for_zero;
    /**
     * How many components the key has, at most 64.
     */
    size_t components;
    /**
     * The weights: a pointer for each component to a column of whole numbers, 0 or more, in any
     * unit. Only the proportions within a component count. Not NULL.
     */
    const int64_t *const *weights;
    /**
     * The share of each component, in parts of shares_of. NULL where there is one component.
     */
    const int64_t *shares;
    /**
     * What the shares sum to, such as 100 for per cent. It is not read where shares is NULL.
     */
    int64_t shares_of;
    /**
     * Who goes first among equal remainders: the smaller number, no two alike. NULL: the earlier
     * row.
     */
    const int64_t *ids;
    /**
     * The least that each row gets, in öre, 0 or more; ::SB_MISSING for a row without a minimum. NULL:
     * nobody has one.
     */
    const int64_t *minimum;
    /**
     * The most that each row gets, likewise.
     */
    const int64_t *maximum;
    /**
     * A column of uint8_t for what is to be said of each row, a sum of SB_MARK_; NULL: not wanted.
     */
    uint8_t *marks;
    /**
     * A pointer for each component to a column for what it gives to each row, in öre. Only with
     * ::SB_SCOPE_COMPONENT; NULL: not wanted.
     */
    int64_t *const *component_amounts;
} sb_allocation;

/**
 * What is to be said of a division as a whole.
 */
typedef struct sb_allocation_summary {
    /**
     * sizeof(sb_allocation_summary), set by the caller.
     */
    size_t size;
    /**
     * The total less what was divided, in öre; 0 with the largest remainder.
     */
    int64_t unallocated;
    /**
     * How many rows are tied at the cut, marked ::SB_MARK_TIED.
     */
    size_t tied;
    /**
     * How many units there were for them.
     */
    size_t units_at_stake;
} sb_allocation_summary;

/**
 * Claim lines as columns. Set it to zeros, then size, lines and the columns that there are: NULL is
 * a column that is not there, and in a column of codes 0 is an empty cell. A line is undetermined
 * where a condition asks for what is not there.
 */
typedef struct sb_claims {
    /**
     * sizeof(sb_claims), set by the caller.
     */
    size_t size;
    /**
     * How many lines.
     */
    size_t lines;
    /**
     * Codes SB_ROLE_.
     */
    const uint8_t *role;
    /**
     * Codes SB_ACTIVITY_.
     */
    const uint8_t *activity;
    /**
     * Codes SB_COST_.
     */
    const uint8_t *cost_kind;
    /**
     * Codes SB_EMPLOYMENT_.
     */
    const uint8_t *employment;
    /**
     * Codes SB_INCREASE_.
     */
    const uint8_t *increase;
    /**
     * Codes SB_FREES_.
     */
    const uint8_t *frees_time_for;
    /**
     * First days, as days since 1970-01-01. Not NULL.
     */
    const int32_t *from;
    /**
     * Last days. Not NULL.
     */
    const int32_t *to;
    /**
     * FTE in ten thousandths, over 0. Not NULL.
     */
    const int64_t *fte;
    /**
     * Öre, 0 or more. Not NULL.
     */
    const int64_t *amount;
    /**
     * 1 where there is evidence, else 0.
     */
    const uint8_t *evidence;
    /**
     * Codes SB_RULING_.
     */
    const uint8_t *ruling;
    /**
     * Öre of the same cost that others have paid; 0 is none, ::SB_MISSING is not known.
     */
    const int64_t *other_funding;
} sb_claims;

/**
 * What became of one line.
 */
typedef struct sb_line_verdict {
    /**
     * sizeof(sb_line_verdict), set by the caller.
     */
    size_t size;
    /**
     * Öre that are approved.
     */
    int64_t approved;
    /**
     * Öre that are undetermined; the rest of the amount is refused.
     */
    int64_t undetermined;
    /**
     * The reasons, a sum of SB_REASON_.
     */
    uint32_t reasons;
    /**
     * One of SB_VERDICT_.
     */
    uint32_t verdict;
} sb_line_verdict;

/**
 * One finding.
 */
typedef struct sb_finding {
    /**
     * sizeof(sb_finding), set by the caller.
     */
    size_t size;
    /**
     * What it states: a stable word such as "AGENCY_STAFF", with a zero byte after it. It is there as
     * long as the handle.
     */
    const char *reason;
    /**
     * The length of reason in bytes.
     */
    size_t reason_length;
    /**
     * One of SB_OUTCOME_.
     */
    uint32_t outcome;
    /**
     * The first day that it is about, as days since 1970-01-01.
     */
    int32_t from;
    /**
     * The last day.
     */
    int32_t to;
    /**
     * Always 0.
     */
    uint32_t reserved;
} sb_finding;

/**
 * One problem. Texts are UTF-8, end with a zero byte that is not counted in their length, and are
 * there as long as the handle they were read from.
 */
typedef struct sb_problem {
    /**
     * sizeof(sb_problem), set by the caller.
     */
    size_t size;
    /**
     * Where: a JSON pointer such as /fte/17, into the document or the columns of the call, with rows
     * counted from 0; empty for the whole.
     */
    const char *path;
    /**
     * The length of path in bytes.
     */
    size_t path_length;
    /**
     * What kind, one stable word such as "negative" or "unknown_column".
     */
    const char *code;
    /**
     * The length of code in bytes.
     */
    size_t code_length;
    /**
     * What was found.
     */
    const char *got;
    /**
     * The length of got in bytes.
     */
    size_t got_length;
    /**
     * What was wanted.
     */
    const char *want;
    /**
     * The length of want in bytes.
     */
    size_t want_length;
} sb_problem;

/**
 * The limits of a ratio as integers. ::sb_rule_set_limits fills them in from a rule with its source;
 * or set it to zeros, then size, a limit and the scales.
 */
typedef struct sb_ratio_limits {
    /**
     * sizeof(sb_ratio_limits), set by the caller.
     */
    size_t size;
    /**
     * The highest ratio: the numerator of a fraction.
     */
    int64_t at_most_numerator;
    /**
     * Its denominator; 0: there is no highest ratio.
     */
    int64_t at_most_denominator;
    /**
     * The lowest ratio: the numerator of a fraction.
     */
    int64_t at_least_numerator;
    /**
     * Its denominator; 0: there is no lowest ratio.
     */
    int64_t at_least_denominator;
    /**
     * What numerators are divided by: 1 for heads and cases, 10000 for FTE in ten thousandths.
     */
    int64_t numerator_scale;
    /**
     * What denominators are divided by.
     */
    int64_t denominator_scale;
    /**
     * The least that can be hired, in integers of the side that is hired into; 0 where nobody is.
     */
    int64_t hire_step;
    /**
     * One of SB_HIRE_INTO_; 0: nobody is hired.
     */
    uint32_t hire_into;
    /**
     * 1: a statistic, to compare with, which cannot be breached.
     */
    uint32_t is_statistic;
} sb_ratio_limits;

/**
 * How one ratio stands. ::SB_MISSING is an answer that there is not.
 */
typedef struct sb_ratio_verdict {
    /**
     * sizeof(sb_ratio_verdict), set by the caller.
     */
    size_t size;
    /**
     * How many steps of hire_step to hire, the least that mends it.
     */
    int64_t hire;
    /**
     * The most by which the numerator can move towards its limit and still be within it.
     */
    int64_t headroom;
    /**
     * The least by which the numerator must come down to be within its limit.
     */
    int64_t excess;
    /**
     * One of SB_RATIO_.
     */
    uint32_t status;
    /**
     * Always 0.
     */
    uint32_t reserved;
} sb_ratio_verdict;

/**
 * It did what was asked.
 */
#define SB_OK 0

/**
 * The facts are wrong: a cell, a length, a code, a document.
 */
#define SB_INPUT 1

/**
 * The rules are wrong: a key, an option, a day without a rule.
 */
#define SB_RULE 2

/**
 * Minimums and maximums that the total cannot keep.
 */
#define SB_INFEASIBLE 3

/**
 * A number, or a length, larger than the library can hold.
 */
#define SB_TOO_LARGE 4

/**
 * A NULL where a pointer must be given.
 */
#define SB_NULL 5

/**
 * A text that is not UTF-8.
 */
#define SB_UTF8 6

/**
 * A fault of the library itself. Nothing was written; the handles that the call was given can be
 * used and freed as before. Please report it.
 */
#define SB_PANIC 255

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * Divides a total over rows by the weights of one measure or of several components, exactly.
 *
 * Entitlements are fractions; each is rounded once, as asked. With the largest remainder the amounts
 * sum to the total to the last öre. The result does not depend on the order of rows, where ids are
 * given.
 *
 * @param allocation What is divided, and how.
 * @param amounts Out: rows amounts in öre.
 * @param summary Out: the whole, with its size set before the call. May be NULL.
 * @param problems Out: what is wrong; paths such as /weights/1/17 are the second component's
 * eighteenth row. May be NULL.
 * @return ::SB_OK; ::SB_INPUT for cells and lengths, ::SB_RULE for shares, ties and options that
 * exclude each other, ::SB_INFEASIBLE for minimums and maximums that the total cannot keep,
 * ::SB_TOO_LARGE, ::SB_NULL.
 */
sb_status sb_allocate(const struct sb_allocation *allocation,
                      int64_t *amounts,
                      struct sb_allocation_summary *summary,
                      struct sb_problems **problems);

/**
 * Answers a JSON document with one: every operation of the library. Operations, fields and answers
 * are those of its JSON Schema, which names them as the Python package does.
 *
 * @param document A JSON object, UTF-8; at most 256 MiB.
 * @param length Its length in bytes.
 * @param answer Out: the answer, a JSON object; free it with ::sb_text_free.
 * @param problems Out: what is wrong, with JSON pointers into the document. May be NULL.
 * @return ::SB_OK; ::SB_INPUT, ::SB_RULE, ::SB_INFEASIBLE or ::SB_TOO_LARGE as the operation finds;
 * ::SB_NULL, ::SB_UTF8.
 */
sb_status sb_call(const char *document,
                  size_t length,
                  struct sb_text **answer,
                  struct sb_problems **problems);

/**
 * Assesses columns of claim lines: what the grant pays for, and the reasons for what it does not.
 *
 * Lines are held against the conditions of the grant and, where it has one, the cap on what an
 * FTE-year may cost. The cap against a baseline needs staffing, which ::sb_call takes: here what a
 * line says of its increase is taken as the recipient's statement.
 *
 * @param rulebook The rules.
 * @param year The grant year, such as 2016.
 * @param split One of SB_SPLIT_; 0: refuse.
 * @param claims The lines.
 * @param verdict Out: a SB_VERDICT_ for each line.
 * @param approved Out: the öre of each line that are approved.
 * @param undetermined Out: the öre that are undetermined; the rest of a line is refused.
 * @param reasons Out: for each line a sum of SB_REASON_. May be NULL.
 * @param problems Out: what is wrong. May be NULL.
 * @return ::SB_OK; ::SB_INPUT for cells and for a year outside 1 to 9999; ::SB_RULE for a year that
 * the rules do not have and for days in the wrong order; ::SB_TOO_LARGE, ::SB_NULL.
 */
sb_status sb_assess(const struct sb_rulebook *rulebook,
                    int32_t year,
                    uint32_t split,
                    const struct sb_claims *claims,
                    uint8_t *verdict,
                    int64_t *approved,
                    int64_t *undetermined,
                    uint32_t *reasons,
                    struct sb_problems **problems);

/**
 * Assesses one claim line, as ::sb_assess does. Allocates nothing, but where the grant has a cap on
 * what an FTE-year may cost.
 *
 * @param rulebook The rules.
 * @param year The grant year, such as 2016.
 * @param split One of SB_SPLIT_; 0: refuse.
 * @param role One of SB_ROLE_; 0, here and in the next five: not said.
 * @param activity One of SB_ACTIVITY_.
 * @param cost_kind One of SB_COST_.
 * @param employment One of SB_EMPLOYMENT_.
 * @param increase One of SB_INCREASE_.
 * @param frees_time_for One of SB_FREES_.
 * @param from The first day, as days since 1970-01-01.
 * @param to The last day.
 * @param fte FTE in ten thousandths, over 0.
 * @param amount Öre, 0 or more.
 * @param evidence 1 where there is evidence, else 0.
 * @param ruling One of SB_RULING_; 0: none.
 * @param other_funding Öre of the same cost that others have paid, or ::SB_MISSING.
 * @param verdict Out: what became of the line; its size is set before the call.
 * @param problems Out: what is wrong. May be NULL.
 * @return As ::sb_assess.
 */
sb_status sb_assess_one(const struct sb_rulebook *rulebook,
                        int32_t year,
                        uint32_t split,
                        uint32_t role,
                        uint32_t activity,
                        uint32_t cost_kind,
                        uint32_t employment,
                        uint32_t increase,
                        uint32_t frees_time_for,
                        int32_t from,
                        int32_t to,
                        int64_t fte,
                        int64_t amount,
                        uint32_t evidence,
                        uint32_t ruling,
                        int64_t other_funding,
                        struct sb_line_verdict *verdict,
                        struct sb_problems **problems);

/**
 * The word of a verdict, such as "approved"; "?" for a number that is none. Never NULL, never freed.
 */
const char *sb_verdict_name(uint32_t verdict);

/**
 * The word of how a ratio stands, such as "breach"; "?" for a number that is none. Never NULL, never
 * freed.
 */
const char *sb_ratio_status_name(uint32_t status);

/**
 * The word of one bit of a mask of reasons, such as "AGENCY_STAFF"; "?" for anything else. Never
 * NULL, never freed.
 */
const char *sb_reason_name(uint32_t reason);

/**
 * The days from 1970-01-01 to a date, before it negative.
 *
 * @param year 1 to 9999.
 * @param month 1 to 12.
 * @param day 1 to 31.
 * @param days Out: the days.
 * @param problems Out: what is wrong. May be NULL.
 * @return ::SB_OK; ::SB_INPUT for a date that is none; ::SB_NULL.
 */
sb_status sb_days_of(int32_t year,
                     uint32_t month,
                     uint32_t day,
                     int32_t *days,
                     struct sb_problems **problems);

/**
 * Assesses one of the claim lines with everything that is to be said of it.
 *
 * @param rulebook The rules.
 * @param year The grant year.
 * @param split One of SB_SPLIT_; 0: refuse.
 * @param claims The lines.
 * @param line Which of them, from 0.
 * @param findings Out: the handle; free it with ::sb_findings_free.
 * @param problems Out: what is wrong. May be NULL.
 * @return As ::sb_assess; ::SB_INPUT for a line that is not there.
 */
sb_status sb_findings_of(const struct sb_rulebook *rulebook,
                         int32_t year,
                         uint32_t split,
                         const struct sb_claims *claims,
                         size_t line,
                         struct sb_findings **findings,
                         struct sb_problems **problems);

/**
 * How many findings there are; 0 for NULL.
 */
size_t sb_findings_count(const struct sb_findings *findings);

/**
 * Reads one finding.
 *
 * @param findings The handle.
 * @param index Which, from 0.
 * @param finding Out: the finding; its size is set before the call.
 * @param problems Out: what is wrong. May be NULL.
 * @return ::SB_OK; ::SB_INPUT for an index that is none; ::SB_NULL.
 */
sb_status sb_findings_get(const struct sb_findings *findings,
                          size_t index,
                          struct sb_finding *finding,
                          struct sb_problems **problems);

/**
 * One finding as a sentence, with its source.
 *
 * @param findings The handle.
 * @param index Which, from 0.
 * @param language One of SB_LANGUAGE_.
 * @param text Out: the sentence; free it with ::sb_text_free.
 * @param problems Out: what is wrong. May be NULL.
 * @return ::SB_OK; ::SB_INPUT for an index or a language that is none; ::SB_NULL.
 */
sb_status sb_findings_explain(const struct sb_findings *findings,
                              size_t index,
                              uint32_t language,
                              struct sb_text **text,
                              struct sb_problems **problems);

/**
 * The draft grounds of a decision on the line: rule, facts, conclusion, each with its source.
 *
 * @param findings The handle.
 * @param language One of SB_LANGUAGE_.
 * @param text Out: the draft; free it with ::sb_text_free.
 * @param problems Out: what is wrong. May be NULL.
 * @return ::SB_OK; ::SB_INPUT for a language that is none; ::SB_NULL.
 */
sb_status sb_findings_draft(const struct sb_findings *findings,
                            uint32_t language,
                            struct sb_text **text,
                            struct sb_problems **problems);

/**
 * Frees findings; NULL is fine.
 */
void sb_findings_free(struct sb_findings *findings);

/**
 * How many problems there are; 0 for NULL. Only the first 1,000 can be read, see
 * ::sb_problems_kept.
 */
size_t sb_problems_count(const struct sb_problems *problems);

/**
 * How many problems can be read, at most 1,000; 0 for NULL.
 */
size_t sb_problems_kept(const struct sb_problems *problems);

/**
 * Reads one problem.
 *
 * @param problems The handle.
 * @param index Which, from 0 to ::sb_problems_kept - 1.
 * @param problem Out: the problem; its size is set before the call.
 * @return ::SB_OK; ::SB_INPUT for an index that is none or a size that is wrong; ::SB_NULL.
 */
sb_status sb_problems_get(const struct sb_problems *problems,
                          size_t index,
                          struct sb_problem *problem);

/**
 * All problems as one text to show, a line each.
 *
 * @param problems The handle.
 * @param text Out: the text; free it with ::sb_text_free.
 * @return ::SB_OK or ::SB_NULL.
 */
sb_status sb_problems_text(const struct sb_problems *problems,
                           struct sb_text **text);

/**
 * Frees problems; NULL is fine.
 */
void sb_problems_free(struct sb_problems *problems);

/**
 * Holds columns of numerators and denominators against limits.
 *
 * Compared by cross multiplication, never rounded. ::SB_MISSING in either column is
 * ::SB_RATIO_NOT_EVALUATED.
 *
 * @param limits The limits.
 * @param rows How many rows.
 * @param numerator rows numerators, 0 or more, or ::SB_MISSING.
 * @param denominator rows denominators, likewise.
 * @param status Out: rows of SB_RATIO_.
 * @param hire Out: rows of steps to hire, or ::SB_MISSING. May be NULL.
 * @param headroom Out: rows of headroom, or ::SB_MISSING. May be NULL.
 * @param excess Out: rows of excess, or ::SB_MISSING. May be NULL.
 * @param problems Out: what is wrong. May be NULL.
 * @return ::SB_OK; ::SB_INPUT for cells and limits, ::SB_TOO_LARGE, ::SB_NULL.
 */
sb_status sb_check_ratio(const struct sb_ratio_limits *limits,
                         size_t rows,
                         const int64_t *numerator,
                         const int64_t *denominator,
                         uint8_t *status,
                         int64_t *hire,
                         int64_t *headroom,
                         int64_t *excess,
                         struct sb_problems **problems);

/**
 * Holds one ratio against limits. Allocates nothing.
 *
 * @param limits The limits.
 * @param numerator The numerator, 0 or more, or ::SB_MISSING.
 * @param denominator The denominator, likewise.
 * @param verdict Out: how it stands; its size is set before the call.
 * @param problems Out: what is wrong. May be NULL.
 * @return ::SB_OK; ::SB_INPUT for numbers and limits, ::SB_TOO_LARGE, ::SB_NULL.
 */
sb_status sb_check_one_ratio(const struct sb_ratio_limits *limits,
                             int64_t numerator,
                             int64_t denominator,
                             struct sb_ratio_verdict *verdict,
                             struct sb_problems **problems);

/**
 * Loads a rule that ships, such as "molndal-supervisor-span", as a set of one.
 *
 * @param id Its id, UTF-8.
 * @param length The length of id in bytes.
 * @param rules Out: the handle; free it with ::sb_rule_set_free.
 * @param problems Out: what is wrong. May be NULL.
 * @return ::SB_OK; ::SB_INPUT for an id that is not known; ::SB_TOO_LARGE, ::SB_NULL, ::SB_UTF8.
 */
sb_status sb_rule_set_load(const char *id,
                           size_t length,
                           struct sb_rule_set **rules,
                           struct sb_problems **problems);

/**
 * Reads a set of rules from a JSON list of rules' documents and of ids of rules that ship.
 *
 * @param document The list, UTF-8.
 * @param length Its length in bytes.
 * @param rules Out: the handle; free it with ::sb_rule_set_free.
 * @param problems Out: what is wrong, with JSON pointers into the list. May be NULL.
 * @return ::SB_OK; ::SB_INPUT or ::SB_RULE for what is wrong with it; ::SB_TOO_LARGE, ::SB_NULL,
 * ::SB_UTF8.
 */
sb_status sb_rule_set_parse(const char *document,
                            size_t length,
                            struct sb_rule_set **rules,
                            struct sb_problems **problems);

/**
 * The limits of a rule on a day as integers, for ::sb_check_ratio and ::sb_check_one_ratio.
 *
 * What the rule counts in its numerator and denominator is for the caller to count.
 *
 * @param rules The rules.
 * @param id The id of a rule in the set, UTF-8.
 * @param length The length of id in bytes.
 * @param day The day, as days since 1970-01-01. Any day serves a rule without dates.
 * @param numerator_scale What numerators are divided by: 1 for heads and cases, 10000 for FTE in ten
 * thousandths.
 * @param denominator_scale What denominators are divided by.
 * @param limits Out: the limits, with their size set before the call.
 * @param problems Out: what is wrong. May be NULL.
 * @return ::SB_OK; ::SB_INPUT for an id that is not in the set or a scale that does not serve;
 * ::SB_RULE for a day without a limit and for limits that are for some rows only, which
 * ::sb_rule_set_call applies; ::SB_TOO_LARGE, ::SB_NULL, ::SB_UTF8.
 */
sb_status sb_rule_set_limits(const struct sb_rule_set *rules,
                             const char *id,
                             size_t length,
                             int32_t day,
                             int64_t numerator_scale,
                             int64_t denominator_scale,
                             struct sb_ratio_limits *limits,
                             struct sb_problems **problems);

/**
 * As ::sb_call for the operations check_staffing, plan_staffing, staffing_series and
 * compare_staffing, whose document then has no field "rules".
 *
 * @param rules The rules.
 * @param document A JSON object, UTF-8; at most 256 MiB.
 * @param length Its length in bytes.
 * @param answer Out: the answer, a JSON object; free it with ::sb_text_free.
 * @param problems Out: what is wrong. May be NULL.
 * @return As ::sb_call; ::SB_RULE for another operation or a document with rules of its own.
 */
sb_status sb_rule_set_call(const struct sb_rule_set *rules,
                           const char *document,
                           size_t length,
                           struct sb_text **answer,
                           struct sb_problems **problems);

/**
 * Frees a set of rules; NULL is fine.
 */
void sb_rule_set_free(struct sb_rule_set *rules);

/**
 * Loads a rulebook that ships, such as "starkt-bemanning".
 *
 * @param id Its id, UTF-8.
 * @param length The length of id in bytes.
 * @param rulebook Out: the handle; free it with ::sb_rulebook_free.
 * @param problems Out: what is wrong. May be NULL.
 * @return ::SB_OK; ::SB_INPUT for an id that is not known; ::SB_TOO_LARGE, ::SB_NULL, ::SB_UTF8.
 */
sb_status sb_rulebook_load(const char *id,
                           size_t length,
                           struct sb_rulebook **rulebook,
                           struct sb_problems **problems);

/**
 * Reads a rulebook of one's own from its JSON document.
 *
 * @param document The rulebook, UTF-8.
 * @param length Its length in bytes.
 * @param rulebook Out: the handle; free it with ::sb_rulebook_free.
 * @param problems Out: what is wrong, with JSON pointers into the document. May be NULL.
 * @return ::SB_OK; ::SB_INPUT or ::SB_RULE for what is wrong with it; ::SB_TOO_LARGE, ::SB_NULL,
 * ::SB_UTF8.
 */
sb_status sb_rulebook_parse(const char *document,
                            size_t length,
                            struct sb_rulebook **rulebook,
                            struct sb_problems **problems);

/**
 * As ::sb_call for the operations assess and settle, whose document then has no field "rulebook".
 *
 * @param rulebook The rules.
 * @param document A JSON object, UTF-8; at most 256 MiB.
 * @param length Its length in bytes.
 * @param answer Out: the answer, a JSON object; free it with ::sb_text_free.
 * @param problems Out: what is wrong. May be NULL.
 * @return As ::sb_call; ::SB_RULE for another operation or a document with a rulebook of its own.
 */
sb_status sb_rulebook_call(const struct sb_rulebook *rulebook,
                           const char *document,
                           size_t length,
                           struct sb_text **answer,
                           struct sb_problems **problems);

/**
 * Frees a rulebook; NULL is fine.
 */
void sb_rulebook_free(struct sb_rulebook *rulebook);

/**
 * Loads a scheme that ships, such as "valfardsmiljarderna".
 *
 * @param id Its id, UTF-8.
 * @param length The length of id in bytes.
 * @param scheme Out: the handle; free it with ::sb_scheme_free.
 * @param problems Out: what is wrong. May be NULL.
 * @return ::SB_OK; ::SB_INPUT for an id that is not known; ::SB_TOO_LARGE, ::SB_NULL, ::SB_UTF8.
 */
sb_status sb_scheme_load(const char *id,
                         size_t length,
                         struct sb_scheme **scheme,
                         struct sb_problems **problems);

/**
 * Reads a scheme of one's own from its JSON document.
 *
 * @param document The scheme, UTF-8.
 * @param length Its length in bytes.
 * @param scheme Out: the handle; free it with ::sb_scheme_free.
 * @param problems Out: what is wrong, with JSON pointers into the document. May be NULL.
 * @return ::SB_OK; ::SB_INPUT or ::SB_RULE for what is wrong with it; ::SB_TOO_LARGE, ::SB_NULL,
 * ::SB_UTF8.
 */
sb_status sb_scheme_parse(const char *document,
                          size_t length,
                          struct sb_scheme **scheme,
                          struct sb_problems **problems);

/**
 * As ::sb_call for the operation allocate_scheme, whose document then has no field "scheme".
 *
 * @param scheme The scheme.
 * @param document A JSON object, UTF-8; at most 256 MiB.
 * @param length Its length in bytes.
 * @param answer Out: the answer, a JSON object; free it with ::sb_text_free.
 * @param problems Out: what is wrong. May be NULL.
 * @return As ::sb_call; ::SB_RULE for another operation or a document with a scheme of its own.
 */
sb_status sb_scheme_call(const struct sb_scheme *scheme,
                         const char *document,
                         size_t length,
                         struct sb_text **answer,
                         struct sb_problems **problems);

/**
 * Frees a scheme; NULL is fine.
 */
void sb_scheme_free(struct sb_scheme *scheme);

/**
 * The name of a status, such as "SB_INPUT"; "SB_?" for a number that is none. Never NULL, never
 * freed.
 */
const char *sb_status_name(uint32_t status);

/**
 * The text itself: UTF-8, with a zero byte after it that is not counted in its length. It is there
 * as long as the handle; NULL for NULL.
 */
const char *sb_text_data(const struct sb_text *text);

/**
 * The length of the text in bytes; 0 for NULL.
 */
size_t sb_text_length(const struct sb_text *text);

/**
 * Frees a text; NULL is fine.
 */
void sb_text_free(struct sb_text *text);

/**
 * The version of the library that runs, as text such as "0.1.0". Never NULL, never freed.
 */
const char *sb_version(void);

/**
 * The binary interface of the library that runs. A program checks once, when it starts, that it is
 * the ::SB_ABI_VERSION it was compiled with.
 */
uint32_t sb_abi_version(void);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* STATSBIDRAG_H */
