//! The kernel by itself: columns of integers in, whole units out.
//!
//! For callers who have their numbers ready in columns of their own and want no table, ids or
//! explanation: a binding, a simulation. [`allocate`](crate::allocate) divides by the same code.
//!
//! Every function writes into a column that the caller owns, and leaves it untouched where it
//! returns an error. [`divide`] and [`divide_by_key`] allocate nothing per recipient as long as
//! weights times parts fit 128 bits; [`divide_within`] needs some columns to work in. Units are what
//! the caller says they are: öre, kronor, persons.

use std::cmp::Ordering;

use crate::Error;
use crate::apportion::{
    self, BoundsPolicy, Component, Cut, First, Limits, Request, Rounding, Tier, Total, Unsolvable,
};
use crate::limits::MOST_ROWS;
use crate::number::Ratio;
use crate::number::naturals::Naturals;
use crate::problem::{Code, Problem};

pub use crate::allocation::{
    AllocationColumns, AmountColumns, ColumnComponent, ColumnSummary, MARK_MAXIMUM, MARK_MINIMUM,
    MARK_TIED, allocate_columns as allocate,
};
pub use crate::limits::MOST_COMPONENTS;
pub use crate::number::MISSING;
pub use crate::staffing::{
    HireInto, RatioColumns, RatioLimits, RatioVerdict, check_ratio, check_ratio_cells,
    check_ratio_columns as check_ratios,
};
pub use crate::stimulus::{
    ClaimColumns, ClaimLine, LineVerdict, VerdictColumns, assess_columns as assess, assess_line,
    assess_one, reason_mask,
};

/// The tie at the cut: recipients with equal remainders of whom only some got a unit more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tied(Cut);

impl Tied {
    /// The tied rows, ascending; none where nothing was tied.
    #[must_use]
    pub fn rows(&self) -> &[u32] {
        &self.0.tied
    }

    /// How many units there were for them.
    #[must_use]
    pub fn units_at_stake(&self) -> usize {
        self.0.at_stake
    }
}

/// Divides `total` units in proportion to `weights`, by the largest remainder.
///
/// `amounts` then sums to `total`, each amount is its exact entitlement rounded down or up, and a
/// weight of zero gets nothing. `first` says who of two rows with equal remainders goes first; it
/// must be a total order, such as that of their ids.
///
/// ```
/// use statsbidrag::kernel;
///
/// let mut amounts = [0; 3];
/// let tied = kernel::divide(100, &[1, 2, 4], |a, b| a.cmp(&b), &mut amounts)?;
/// // 14 2/7, 28 4/7, 57 1/7: one unit is left, and the largest remainder is the second's.
/// assert_eq!(amounts, [14, 29, 57]);
/// assert!(tied.rows().is_empty());
///
/// // Halves of 1: the tie is settled by `first`, here the later row, and reported.
/// let mut amounts = [0; 2];
/// let tied = kernel::divide(1, &[5, 5], |a, b| b.cmp(&a), &mut amounts)?;
/// assert_eq!(amounts, [0, 1]);
/// assert_eq!((tied.rows(), tied.units_at_stake()), (&[0, 1][..], 1));
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// `length_mismatch` where `amounts` is not as long as `weights`; `zero_weight` where every weight
/// is zero (or there is none) and the total is not; `out_of_range` from 2³² rows on.
pub fn divide(
    total: u64,
    weights: &[u64],
    first: impl Fn(usize, usize) -> Ordering + Sync,
    amounts: &mut [u64],
) -> Result<Tied, Error> {
    let parts = [component(Ratio::one(), weights)];
    check(total, &parts, amounts)?;
    divide_by(total, &parts, None, &first, amounts)
}

/// Divides `total` units by a key of several components: (part, weights).
///
/// The parts are in proportion to each other: 7 and 3 are 70 % and 30 % of the total, each divided
/// by its own weights. Entitlements are added up exactly and rounded once, as in [`divide`].
///
/// ```
/// use statsbidrag::kernel;
///
/// // 7/10 of 10 by (1, 2), 3/10 by (1, 1): 7/3 + 3/2 = 3 5/6, 14/3 + 3/2 = 6 1/6.
/// let mut amounts = [0; 2];
/// let key = [(7, &[1, 2][..]), (3, &[1, 1][..])];
/// kernel::divide_by_key(10, &key, |a, b| a.cmp(&b), &mut amounts)?;
/// assert_eq!(amounts, [4, 6]);
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// As of [`divide`], for each component with a part over zero; `empty` where there is none.
pub fn divide_by_key(
    total: u64,
    components: &[(u64, &[u64])],
    first: impl Fn(usize, usize) -> Ordering + Sync,
    amounts: &mut [u64],
) -> Result<Tied, Error> {
    let whole: u128 = components.iter().map(|(part, _)| u128::from(*part)).sum();
    let active = components.iter().filter(|(part, _)| *part > 0);
    let parts: Vec<_> =
        active.map(|&(part, weights)| component(Ratio::from_big(part, whole), weights)).collect();
    check(total, &parts, amounts)?;
    divide_by(total, &parts, None, &first, amounts)
}

/// Divides `total` units in proportion to `weights`, each amount between its minimum and maximum.
///
/// There is one level λ such that every exact entitlement is λ times the weight, held within its
/// bounds; the entitlements are then rounded as in [`divide`]. `u64::MAX` is no maximum. A weight
/// of zero gets nothing, whatever its minimum.
///
/// ```
/// use statsbidrag::kernel;
///
/// // With the second at its 29, 59 is left for 15 + 7: 40 5/22 and 18 17/22.
/// let (minimums, maximums) = ([0, 29, 9], [48, u64::MAX, 25]);
/// let mut amounts = [0; 3];
/// kernel::divide_within(88, &[15, 1, 7], &minimums, &maximums, |a, b| a.cmp(&b), &mut amounts)?;
/// assert_eq!(amounts, [40, 29, 19]);
///
/// let error = kernel::divide_within(37, &[15, 1, 7], &minimums, &maximums, |a, b| a.cmp(&b), &mut amounts);
/// assert!(error.unwrap_err().is_infeasible());
/// assert_eq!(amounts, [40, 29, 19]);
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// As of [`divide`], for all four columns; `minimum_over_maximum`; `infeasible` where the minimums
/// sum to more than the total, or the maximums to less.
pub fn divide_within(
    total: u64,
    weights: &[u64],
    minimums: &[u64],
    maximums: &[u64],
    first: impl Fn(usize, usize) -> Ordering + Sync,
    amounts: &mut [u64],
) -> Result<Tied, Error> {
    let parts = [component(Ratio::one(), weights)];
    check(total, &parts, amounts)?;
    same_length("/minimums", minimums.len(), weights.len())?;
    same_length("/maximums", maximums.len(), weights.len())?;
    if let Some(row) = (0..weights.len()).find(|&row| minimums[row] > maximums[row]) {
        let (minimum, maximum) = (minimums[row], maximums[row]);
        let got = format!("a minimum of {minimum} over a maximum of {maximum}");
        let path = format!("/minimums/{row}");
        return Err(Problem::new(path, Code::MinimumOverMaximum, got, "at most the maximum").into());
    }
    let limits = Limits {
        lower: minimums.to_vec(),
        upper: maximums.to_vec(),
        policy: BoundsPolicy::WaterLevel,
        minimum_for_zero: false,
        reduce_minimums: false,
    };
    divide_by(total, &parts, Some(limits), &first, amounts)
}

fn component(share: Ratio, weights: &[u64]) -> Component<'_> {
    Component { share, weights: Naturals::U64(weights.into()) }
}

fn check(total: u64, parts: &[Component<'_>], amounts: &[u64]) -> Result<(), Error> {
    if parts.is_empty() {
        let want = "at least one part over 0";
        return Err(Problem::new("/components", Code::Empty, "no components", want).into());
    }
    if parts.len() > MOST_COMPONENTS {
        let (got, want) =
            (format!("{} components", parts.len()), format!("at most {MOST_COMPONENTS}"));
        return Err(Problem::new("/components", Code::OutOfRange, got, want).into());
    }
    if amounts.len() > MOST_ROWS {
        let got = format!("{} rows", amounts.len());
        return Err(Problem::new("/amounts", Code::OutOfRange, got, "fewer than 2³²").into());
    }
    for part in parts {
        same_length("/weights", part.weights.len(), amounts.len())?;
        if total > 0 && (0..amounts.len()).all(|row| part.weights.is_zero_at(row)) {
            let got = format!("weights of 0 and a total of {total}");
            let want = "a weight over 0 for someone";
            return Err(Problem::new("/weights", Code::ZeroWeight, got, want).into());
        }
    }
    Ok(())
}

fn same_length(path: &str, got: usize, want: usize) -> Result<(), Error> {
    if got == want {
        return Ok(());
    }
    let (got, want) = (format!("{got} cells"), format!("{want}, one for each amount"));
    Err(Problem::new(path, Code::LengthMismatch, got, want).into())
}

fn divide_by(
    total: u64,
    components: &[Component<'_>],
    limits: Option<Limits>,
    first: First<'_>,
    amounts: &mut [u64],
) -> Result<Tied, Error> {
    let request = Request {
        total: Total::whole(total),
        components,
        rounding: Rounding::LargestRemainder,
        limits: None,
        first,
        larger_first: false,
        at_least: Tier::U64,
    };
    if total == 0 && limits.is_none() {
        amounts.fill(0);
        return Ok(Tied::default());
    }
    let Some(limits) = limits else {
        return Ok(Tied(apportion::divide(&request, total, components, amounts)));
    };
    let solved = match total {
        0 => apportion::solve(&Request { limits: Some(limits), ..request }),
        _ => apportion::bounded(&request, limits),
    };
    let solved = solved.map_err(|Unsolvable { least, most, .. }| {
        let most = most.map_or_else(|| "no maximum".to_owned(), |most| most.to_string());
        let got = format!("minimums of {least}, maximums of {most}, and a total of {total}");
        Error::from(Problem::new("/total", Code::Infeasible, got, "a total between the two"))
    })?;
    amounts.copy_from_slice(&solved.units);
    Ok(Tied(solved.cut))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn by_row(a: usize, b: usize) -> Ordering {
        a.cmp(&b)
    }

    fn code(result: Result<Tied, Error>) -> Code {
        result.unwrap_err().problems()[0].code()
    }

    #[test]
    fn what_cannot_be_divided_is_said_and_nothing_is_written() {
        let mut amounts = [7; 2];
        assert_eq!(code(divide(1, &[1], by_row, &mut amounts)), Code::LengthMismatch);
        assert_eq!(code(divide(1, &[0, 0], by_row, &mut amounts)), Code::ZeroWeight);
        assert_eq!(code(divide(1, &[], by_row, &mut [])), Code::ZeroWeight);
        assert_eq!(code(divide_by_key(1, &[], by_row, &mut amounts)), Code::Empty);
        let key = [(1, &[1, 1][..]), (1, &[0, 0][..])];
        assert_eq!(code(divide_by_key(1, &key, by_row, &mut amounts)), Code::ZeroWeight);
        let key = vec![(1, &[1, 1][..]); MOST_COMPONENTS + 1];
        assert_eq!(code(divide_by_key(1, &key, by_row, &mut amounts)), Code::OutOfRange);
        let within = |low: &[u64], high: &[u64], amounts: &mut [u64]| {
            code(divide_within(9, &[1, 2], low, high, by_row, amounts))
        };
        assert_eq!(within(&[0], &[9, 9], &mut amounts), Code::LengthMismatch);
        assert_eq!(within(&[0, 0], &[9], &mut amounts), Code::LengthMismatch);
        assert_eq!(within(&[0, 5], &[9, 4], &mut amounts), Code::MinimumOverMaximum);
        assert_eq!(within(&[0, 0], &[4, 4], &mut amounts), Code::Infeasible);
        assert_eq!(amounts, [7; 2]);
    }

    #[test]
    fn a_minimum_may_be_the_maximum() {
        // 2 are held, 3 are left.
        let mut amounts = [0; 2];
        divide_within(5, &[1, 1], &[2, 0], &[2, u64::MAX], by_row, &mut amounts).unwrap();
        assert_eq!(amounts, [2, 3]);
    }

    #[test]
    fn nothing_is_divided_by_anything() {
        let mut amounts = [7; 2];
        divide(0, &[0, 0], by_row, &mut amounts).unwrap();
        assert_eq!(amounts, [0; 2]);
        divide(0, &[], by_row, &mut []).unwrap();
    }

    #[test]
    fn as_many_components_as_there_may_be_are_divided_by() {
        let mut amounts = [0; 2];
        let key = vec![(1, &[1, 3][..]); MOST_COMPONENTS];
        divide_by_key(4, &key, by_row, &mut amounts).unwrap();
        assert_eq!(amounts, [1, 3]);
    }

    #[test]
    fn weights_of_few_bits_and_many_zeros_are_divided() {
        // 2⁶³ and 2⁶³ are 2⁶⁴, which 64 bits do not hold.
        let mut amounts = [0; 2];
        divide(10, &[1 << 63; 2], by_row, &mut amounts).unwrap();
        assert_eq!(amounts, [5; 2]);
        // 2⁶⁰ = 3 · 384,307,168,202,282,325 + 1.
        let mut amounts = [0; 3];
        divide(1 << 60, &[1 << 59; 3], by_row, &mut amounts).unwrap();
        let third = 384_307_168_202_282_325;
        assert_eq!(amounts, [third + 1, third, third]);
    }

    #[test]
    fn the_largest_total_and_weights_are_divided() {
        let mut amounts = [0; 2];
        divide(u64::MAX, &[u64::MAX; 2], by_row, &mut amounts).unwrap();
        assert_eq!(amounts, [1 << 63, (1 << 63) - 1]);
        let none = [u64::MAX; 2];
        divide_within(u64::MAX, &[u64::MAX, 1], &[0, 3], &none, by_row, &mut amounts).unwrap();
        assert_eq!(amounts, [u64::MAX - 3, 3]);
    }

    proptest! {
        #[test]
        fn equal_columns_are_one_measure(
            total: u64,
            weights in proptest::collection::vec(any::<u64>(), 1..9),
            part in 1u64..1000,
        ) {
            let weights: Vec<u64> = weights.into_iter().map(|w| w >> (w % 60)).collect();
            prop_assume!(weights.iter().any(|&w| w > 0));
            let (mut one, mut two) = (vec![0; weights.len()], vec![0; weights.len()]);
            let tied = divide(total, &weights, by_row, &mut one).unwrap();
            prop_assert_eq!(one.iter().map(|&a| u128::from(a)).sum::<u128>(), u128::from(total));
            let key = [(part, &weights[..]), (1000, &weights[..]), (0, &[][..])];
            prop_assert_eq!(divide_by_key(total, &key, by_row, &mut two).unwrap(), tied.clone());
            prop_assert_eq!(&two, &one);
            let (least, most) = (vec![0; weights.len()], vec![u64::MAX; weights.len()]);
            prop_assert_eq!(divide_within(total, &weights, &least, &most, by_row, &mut two).unwrap(), tied);
            prop_assert_eq!(&two, &one);
        }
    }
}
