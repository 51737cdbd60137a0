//! The width of the numbers never changes an answer.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive};
use statsbidrag_tests::drawn::{Shown, numbers};

use super::case::{Case, Cells, Part};
use super::found::found;
use super::run::Group;

/// The constants that weights are multiplied by: 1/17, 2⁴⁰, 2⁶⁴ − 1 by a column, 2⁹⁰, and 2⁹⁰
/// times the square of that column.
const WAYS: [&str; 5] = [
    "1/17*COLUMN",
    "1099511627776*COLUMN",
    "COLUMN*wide",
    "1237940039285380274899124224*COLUMN",
    "1237940039285380274899124224*wide*COLUMN*wide",
];

/// Every weight times a constant, in all components or in the last only, has the answer of the
/// plain weights.
pub(crate) fn agree(groups: &[Group], cases: u64) {
    let mut compared = 0;
    for group in groups {
        for number in numbers(cases) {
            let narrow = narrowed(group.case(number));
            let shown = Shown { group: group.name, number, case: &narrow };
            let answer = found(&narrow);
            for way in WAYS {
                for first in [0, narrow.parts.len() - 1] {
                    assert_eq!(answer, found(&widened(&narrow, first, way)), "{way}");
                    compared += 1;
                }
            }
            drop(shown);
        }
    }
    eprintln!("{compared} wide cases");
}

/// The case with integers as weights, in lowest terms, each component in a column of its own.
fn narrowed(mut case: Case) -> Case {
    for (number, part) in case.parts.iter_mut().enumerate() {
        let Some(cells) = in_lowest_terms(part) else { continue };
        part.measure = format!("x{number}");
        part.columns = vec![(part.measure.clone(), Cells::Integers(cells))];
        part.parameters.clear();
    }
    case
}

/// The weights as integers without a common factor, if a column can hold them.
fn in_lowest_terms(part: &Part) -> Option<Vec<i128>> {
    let scale = part.weights.iter().fold(BigInt::one(), |scale, w| scale.lcm(w.denom()));
    let integers = part.weights.iter().map(|w| (w * BigRational::from(scale.clone())).to_integer());
    let integers: Vec<BigInt> = integers.collect();
    let common = integers.iter().fold(BigInt::ZERO, |common, w| common.gcd(w)).max(BigInt::one());
    integers.into_iter().map(|w| (w / &common).to_i128()).collect()
}

fn widened(case: &Case, first: usize, way: &str) -> Case {
    let mut case = case.clone();
    let rows = case.ids.len();
    for part in case.parts[first..].iter_mut().filter(|part| part.columns.len() == 1) {
        // A measure that could not be narrowed to one column is wide as it is.
        if part.measure == part.columns[0].0 {
            part.measure = way.replace("COLUMN", &part.measure);
        }
    }
    let wide = ("wide".to_owned(), Cells::Naturals(vec![u64::MAX; rows]));
    case.parts[0].columns.push(wide);
    case
}
