// The first calls in C++17, with handles that free themselves and failures that are exceptions.
//
//     c++ -std=c++17 first.cpp $(pkg-config --cflags --libs statsbidrag)

#include <cstddef>
#include <cstdint>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <statsbidrag.h>

namespace {

// A handle that the library gives out: freed once, at the end of its block.
template <typename Handle, void (*Free)(Handle *)>
class Owned {
public:
    Owned() = default;
    ~Owned() { Free(handle_); }
    Owned(const Owned &) = delete;
    Owned &operator=(const Owned &) = delete;

    Handle *get() const { return handle_; }

    // Where a call may write one; the one that was there is freed.
    Handle **out() {
        Free(handle_);
        handle_ = nullptr;
        return &handle_;
    }

private:
    Handle *handle_ = nullptr;
};

using Problems = Owned<sb_problems, sb_problems_free>;
using RuleSet = Owned<sb_rule_set, sb_rule_set_free>;
using Rulebook = Owned<sb_rulebook, sb_rulebook_free>;

// A struct of the header: zeros, with its size.
template <typename Struct>
Struct sized() {
    Struct made = {};
    made.size = sizeof made;
    return made;
}

// Why a call did not do what was asked: all of it, a line each.
class Failure : public std::runtime_error {
public:
    Failure(sb_status status, const Problems &problems)
        : std::runtime_error(told(status, problems)) {}

private:
    static std::string told(sb_status status, const Problems &problems) {
        std::string text = sb_status_name(status);
        for (std::size_t i = 0; i < sb_problems_kept(problems.get()); i++) {
            auto problem = sized<sb_problem>();
            if (sb_problems_get(problems.get(), i, &problem) == SB_OK) {
                text.append("\n").append(problem.path, problem.path_length);
                text.append(": ").append(problem.code, problem.code_length);
                text.append(": got ").append(problem.got, problem.got_length);
                text.append(", want ").append(problem.want, problem.want_length);
            }
        }
        return text;
    }
};

void check(sb_status status, const Problems &problems) {
    if (status != SB_OK) {
        throw Failure(status, problems);
    }
}

using Column = std::vector<std::int64_t>;

// Ten million kronor over the rows of a key; the amounts are in öre.
Column divide(const std::vector<Column> &weights, const Column &shares) {
    std::vector<const std::int64_t *> columns;
    for (const Column &column : weights) {
        columns.push_back(column.data());
    }
    auto allocation = sized<sb_allocation>();
    allocation.rows = weights.front().size();
    allocation.total = std::int64_t{10'000'000} * 100;
    allocation.components = columns.size();
    allocation.weights = columns.data();
    allocation.shares = shares.data();
    allocation.shares_of = 100;

    Column amounts(allocation.rows);
    Problems problems;
    check(sb_allocate(&allocation, amounts.data(), nullptr, problems.out()), problems);
    return amounts;
}

// How many social workers a supervisor may have in Mölndal.
sb_ratio_verdict supervise(std::int64_t social_workers, std::int64_t supervisors) {
    constexpr std::string_view rule = "molndal-supervisor-span";
    RuleSet rules;
    Problems problems;
    check(sb_rule_set_load(rule.data(), rule.size(), rules.out(), problems.out()), problems);
    auto limits = sized<sb_ratio_limits>();
    check(sb_rule_set_limits(rules.get(), rule.data(), rule.size(), 0, 1, 1, &limits,
                             problems.out()),
          problems);
    auto verdict = sized<sb_ratio_verdict>();
    check(sb_check_one_ratio(&limits, social_workers, supervisors, &verdict, problems.out()),
          problems);
    return verdict;
}

std::int32_t day(std::int32_t year, std::uint32_t month, std::uint32_t day_of_month) {
    std::int32_t days = 0;
    Problems problems;
    check(sb_days_of(year, month, day_of_month, &days, problems.out()), problems);
    return days;
}

// A new social worker from December 2016 to January 2017, held against the grant of 2016.
sb_line_verdict assess(std::int64_t amount) {
    constexpr std::string_view grant = "starkt-bemanning";
    Rulebook rulebook;
    Problems problems;
    check(sb_rulebook_load(grant.data(), grant.size(), rulebook.out(), problems.out()), problems);
    auto verdict = sized<sb_line_verdict>();
    check(sb_assess_one(rulebook.get(), 2016, SB_SPLIT_BY_DAY, SB_ROLE_SOCIAL_WORKER,
                        SB_ACTIVITY_CHILD_YOUTH_AUTHORITY, SB_COST_PERSONNEL,
                        SB_EMPLOYMENT_EMPLOYED, SB_INCREASE_ABOVE_BASELINE, 0, day(2016, 12, 1),
                        day(2017, 1, 31), 10'000, amount, 0, 0, 0, &verdict, problems.out()),
          problems);
    return verdict;
}

void run() {
    for (std::int64_t amount : divide({{1200, 2300, 3100}, {935619, 328494, 556640}}, {70, 30})) {
        std::cout << amount / 100 << " kr\n";
    }

    const sb_ratio_verdict ratio = supervise(9, 1);
    std::cout << sb_ratio_status_name(ratio.status) << ": " << ratio.excess << " over, hire "
              << ratio.hire << "\n";

    const std::int64_t claimed = std::int64_t{180'000} * 100;
    const sb_line_verdict line = assess(claimed);
    std::cout << sb_verdict_name(line.verdict) << ": " << line.approved / 100 << " of "
              << claimed / 100 << " kr";
    for (std::uint32_t reason = 1; reason != 0; reason <<= 1) {
        if ((line.reasons & reason) != 0) {
            std::cout << " " << sb_reason_name(reason);
        }
    }
    std::cout << "\n";

    // Two cells and the shares are wrong: one call names all three.
    try {
        divide({{1200, -2300, 3100}, {935619, 328494, -5}}, {70, 40});
    } catch (const Failure &failure) {
        std::cout << failure.what() << "\n";
    }
}

}  // namespace

int main() {
    if (sb_abi_version() != SB_ABI_VERSION) {
        std::cerr << "statsbidrag " << sb_version() << " is not what this was compiled with\n";
        return 1;
    }
    try {
        run();
    } catch (const std::exception &exception) {
        std::cerr << exception.what() << "\n";
        return 1;
    }
    return 0;
}
