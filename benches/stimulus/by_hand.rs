//! The decision of 2016 written out over plain columns, as one would who had nothing else to do: a
//! verdict and amounts, no findings, no caps, no sources.

use crate::data::Lines;

const FIRST: i32 = 16_801;
const LAST: i32 = 17_166;

/// 1 approved, 3 refused, 4 undetermined.
pub(crate) fn decide(
    lines: &Lines,
    verdict: &mut [u8],
    approved: &mut [i64],
    undetermined: &mut [i64],
) {
    for row in 0..lines.amount.len() {
        let (role, increase) = (lines.role[row], lines.increase[row]);
        let (cost_kind, frees) = (lines.cost_kind[row], lines.frees_time_for[row]);
        let mut is_refused = lines.from[row] < FIRST || lines.to[row] > LAST;
        let mut is_doubtful = false;
        match role {
            0 => is_doubtful = true,
            1 | 2 => {}
            3 => match frees {
                0 => is_doubtful = true,
                1..=3 => {}
                _ => is_refused = true,
            },
            _ => is_refused = true,
        }
        match lines.activity[row] {
            0 => is_doubtful = true,
            1 => {}
            _ => is_refused = true,
        }
        match cost_kind {
            0 => is_doubtful = true,
            1 => {}
            2 => is_doubtful |= increase != 0 && increase != 6,
            _ => is_refused = true,
        }
        match lines.employment[row] {
            1 => {}
            _ => is_doubtful = true,
        }
        match increase {
            0 | 4 => is_doubtful = true,
            1 => {}
            2 | 3 => is_doubtful |= lines.evidence[row] == 0,
            _ => is_refused = true,
        }
        let amount = lines.amount[row];
        (verdict[row], approved[row], undetermined[row]) = if is_refused {
            (3, 0, 0)
        } else if is_doubtful {
            (4, 0, amount)
        } else {
            (1, amount, 0)
        };
    }
}
