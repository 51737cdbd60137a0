//! What the kernel answers, asked about the same case on ready columns of integers.

use std::collections::BTreeSet;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::ToPrimitive;
use statsbidrag::kernel::{self, AllocationColumns, AmountColumns, ColumnComponent, MISSING};
use statsbidrag::{Code, Money, Options, RoundingScope, TieRule};

use super::case::{Answer, Case, Limit, Refused, Verdict};

/// What columns can say of an answer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Said {
    amounts: Vec<i64>,
    unallocated: i64,
    tied: Vec<String>,
    units_at_stake: usize,
    parts: Vec<Vec<i64>>,
}

/// What a refusal is, as the codes of its problems.
type Heard = Result<Said, BTreeSet<Code>>;

/// The columns of a case, its components in the order of their names; none where a number does not
/// fit 64 bits.
struct Columns {
    weights: Vec<Vec<i64>>,
    ids: Vec<i64>,
    minimum: Vec<i64>,
    maximum: Vec<i64>,
}

impl Columns {
    fn of(case: &Case) -> Option<Self> {
        let takes_part = |row: usize| case.only.as_ref().is_none_or(|only| only[row]);
        let weights = by_name(case).map(|part| {
            let weights = &case.parts[part].weights;
            let common = weights
                .iter()
                .fold(BigInt::from(1), |all, w| num_integer::lcm(all, w.denom().clone()));
            let scaled = weights.iter().enumerate().map(|(row, weight)| match takes_part(row) {
                true => (weight * &common).to_integer().to_i64(),
                false => Some(0),
            });
            scaled.collect::<Option<Vec<_>>>()
        });
        let bound = |limit: Option<&Limit>, round: fn(&BigRational) -> BigRational| {
            let Some(limit) = limit else { return Some(Vec::new()) };
            let ore = limit.kronor.iter().enumerate().map(|(row, kronor)| match takes_part(row) {
                true => round(&(kronor * BigInt::from(100))).to_integer().to_i64(),
                false => Some(0),
            });
            ore.collect::<Option<Vec<_>>>()
        };
        let bounds = case.bounds.as_ref();
        let order = |id: &String| match case.ties {
            Some(TieRule::ByList) => case.tie_order.iter().position(|other| other == id),
            _ => Some(case.ids.iter().filter(|other| other.as_bytes() < id.as_bytes()).count()),
        };
        Some(Self {
            weights: weights.collect::<Option<_>>()?,
            ids: case.ids.iter().map(|id| order(id)?.to_i64()).collect::<Option<_>>()?,
            minimum: bound(bounds.and_then(|b| b.minimum.as_ref()), BigRational::ceil)?,
            maximum: bound(bounds.and_then(|b| b.maximum.as_ref()), BigRational::floor)?,
        })
    }
}

/// The places of the components in the order of their names, which settles ties between their pots.
fn by_name(case: &Case) -> impl Iterator<Item = usize> {
    let mut places: Vec<usize> = (0..case.parts.len()).collect();
    places.sort_by_key(|&place| case.parts[place].name.as_bytes());
    places.into_iter()
}

/// Asks the kernel; none where the case cannot be put in columns of 64 bits.
pub(crate) fn heard(case: &Case) -> Option<Heard> {
    let columns = Columns::of(case)?;
    let share = |place: usize| match &case.parts[place].share[..] {
        "" => "1".parse().ok(),
        share => share.parse().ok(),
    };
    let components = by_name(case)
        .zip(&columns.weights)
        .map(|(place, weights)| Some(ColumnComponent { share: share(place)?, weights }));
    let components = components.collect::<Option<Vec<_>>>()?;
    let given = AllocationColumns {
        components: &components,
        ids: &columns.ids,
        minimum: &columns.minimum,
        maximum: &columns.maximum,
    };
    let mut options = Options::new()
        .unit(case.unit.text.parse().unwrap())
        .rounding(case.rounding)
        .rounding_scope(case.scope);
    if let Some(ties) = case.ties {
        options = options.ties(ties);
    }
    if let Some(bounds) = &case.bounds {
        options = options
            .bounds(bounds.policy)
            .minimum_for_zero(bounds.minimum_for_zero)
            .reduce_minimums(bounds.reduce_minimums);
    }
    let rows = case.ids.len();
    // What a refusal must leave as it was.
    let (mut amount, mut marks) = (vec![MISSING; rows], vec![77; rows]);
    let mut parts = vec![vec![MISSING; rows]; components.len()];
    let mut part_columns: Vec<&mut [i64]> = parts.iter_mut().map(Vec::as_mut_slice).collect();
    let is_by_component = case.scope == RoundingScope::Component;
    let out = AmountColumns {
        amount: &mut amount,
        marks: Some(&mut marks),
        parts: is_by_component.then_some(&mut part_columns[..]),
    };
    let total = Money::from_ore(case.total).unwrap();
    Some(match kernel::allocate(total, &given, &options, out) {
        Ok(summary) => {
            let is_tied = |row: &usize| marks[*row] & kernel::MARK_TIED != 0;
            let tied: Vec<usize> = (0..rows).filter(is_tied).collect();
            assert_eq!(summary.tied, tied.len());
            Ok(Said {
                amounts: amount,
                unallocated: summary.unallocated.ore(),
                tied: tied.into_iter().map(|row| case.ids[row].clone()).collect(),
                units_at_stake: summary.units_at_stake,
                parts: if is_by_component { parts } else { Vec::new() },
            })
        }
        Err(error) => {
            assert_eq!((amount, marks), (vec![MISSING; rows], vec![77; rows]), "written");
            assert!(parts.iter().flatten().all(|ore| *ore == MISSING), "parts are written");
            Err(error.problems().iter().map(statsbidrag::Problem::code).collect())
        }
    })
}

/// Whether what the kernel said is what the oracle says. Columns that are wrong in other ways too are
/// told to be zero for everyone at once; of a table that comes after the rest.
pub(crate) fn agrees(case: &Case, heard: &Heard, verdict: &Verdict) {
    match (heard, in_columns(case, verdict)) {
        (Err(codes), Err(expected)) => {
            let more: Vec<_> = codes.difference(&expected).collect();
            let is_told = expected.is_subset(codes);
            assert!(
                is_told && matches!(more[..], [] | [Code::ZeroWeight]),
                "{codes:?}, {expected:?}"
            );
        }
        (said, expected) => assert_eq!(*said, expected, "in columns"),
    }
}

/// What the oracle's verdict is in columns.
fn in_columns(case: &Case, verdict: &Verdict) -> Heard {
    let Answer { amounts, unallocated, tied, units_at_stake, parts, .. } = match verdict {
        Ok(answer) => answer,
        Err(Refused::Wrong(codes)) => return Err(codes.clone()),
        Err(Refused::Infeasible { .. }) => return Err([Code::Infeasible].into()),
        Err(Refused::Tie { .. }) => return Err([Code::TieRefused].into()),
    };
    let ore = |amounts: &Vec<BigInt>| amounts.iter().map(|ore| ore.to_i64().unwrap()).collect();
    let part = |place: usize| {
        let name = &case.parts[place].name;
        match parts.iter().find(|(other, ..)| other == name) {
            Some((_, _, amounts)) => ore(amounts),
            // A component alone is not rounded apart, and one without a share gives nothing.
            None if case.parts.len() == 1 || parts.is_empty() && is_all(case, place) => {
                ore(amounts)
            }
            None => vec![0; case.ids.len()],
        }
    };
    let is_by_component = case.scope == RoundingScope::Component;
    Ok(Said {
        amounts: ore(amounts),
        unallocated: unallocated.to_i64().unwrap(),
        tied: tied.clone(),
        units_at_stake: *units_at_stake,
        parts: if is_by_component { by_name(case).map(part).collect() } else { Vec::new() },
    })
}

/// Whether a component has the whole total.
fn is_all(case: &Case, place: usize) -> bool {
    statsbidrag_tests::oracle::rational(&case.parts[place].share)
        .is_some_and(|share| share.is_integer() && share != BigRational::from_integer(0.into()))
}
