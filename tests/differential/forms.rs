//! The many forms of the same numbers: columns, measures and bounds.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::One;
use statsbidrag_tests::oracle::CaseRng;

use super::case::{Cells, Given, Limit, Part, Unit};
use super::draw::fraction;

/// Weights as they are drawn.
#[derive(Clone, Debug)]
pub(crate) enum Weights {
    /// With so many decimals.
    Decimals(Vec<u128>, u32),
    /// The product of these, row by row.
    Products(Vec<Vec<u64>>),
}

impl Weights {
    pub(crate) fn len(&self) -> usize {
        match self {
            Weights::Decimals(digits, _) => digits.len(),
            Weights::Products(columns) => columns[0].len(),
        }
    }

    /// Puts a weight of any size at `row`.
    pub(crate) fn insert(&mut self, rng: &mut CaseRng, row: usize) {
        match self {
            Weights::Decimals(digits, _) => digits.insert(row, rng.sized(40).into()),
            Weights::Products(columns) => {
                columns.iter_mut().for_each(|column| column.insert(row, rng.sized(64)));
            }
        }
    }

    fn exact(&self) -> Vec<BigRational> {
        match self {
            Weights::Decimals(digits, scale) => {
                let scale = BigInt::from(10).pow(*scale);
                digits.iter().map(|&digits| fraction(digits, scale.clone())).collect()
            }
            Weights::Products(columns) => {
                let product =
                    |row: usize| columns.iter().map(|c| BigInt::from(c[row])).product::<BigInt>();
                (0..self.len()).map(|row| BigRational::from_integer(product(row))).collect()
            }
        }
    }
}

/// A component: the weights in some columns, and a measure that gives them times some constant.
pub(crate) fn part(rng: &mut CaseRng, name: String, share: &str, weights: &Weights) -> Part {
    let mut part = Part {
        share: share.to_owned(),
        measure: String::new(),
        columns: Vec::new(),
        parameters: Vec::new(),
        weights: weights.exact(),
        name,
    };
    match weights {
        Weights::Products(columns) => {
            let names: Vec<_> = columns
                .iter()
                .map(|cells| part.column(rng, Cells::Naturals(cells.clone())))
                .collect();
            part.measure = names.join("*");
        }
        Weights::Decimals(digits, 0) if rng.one_in(8) => {
            // In two terms.
            let (half, odd): (Vec<u128>, Vec<u128>) = digits.iter().map(|w| (w / 2, w % 2)).unzip();
            let half = cells(rng, &half, 0);
            let (half, odd) = (
                part.column(rng, half),
                part.column(rng, Cells::Naturals(odd.into_iter().map(|odd| odd as u64).collect())),
            );
            const FORMS: [&str; 4] =
                ["ODD + 2*HALF", "HALF*2+1*ODD", "HALF + ODD + HALF", "0.5 * ODD + HALF"];
            part.measure = rng.pick(&FORMS).replace("ODD", &odd).replace("HALF", &half);
        }
        Weights::Decimals(digits, scale) => {
            let cells = cells(rng, digits, *scale);
            let column = part.column(rng, cells);
            part.measure = times_a_constant(rng, &mut part, &column);
        }
    }
    part
}

/// The column, times a weight, a parameter or other columns that are the same for everyone: a
/// larger constant makes the same problem a wider one.
fn times_a_constant(rng: &mut CaseRng, part: &mut Part, column: &str) -> String {
    let constant = |part: &mut Part, rng: &mut CaseRng| {
        let value = rng.between(1 << 61, u64::MAX);
        let rows = part.weights.len();
        part.column(rng, Cells::Naturals(vec![value; rows]))
    };
    match rng.between(0, 15) {
        0 => format!("1/17*{column}"),
        1 => format!("0.035 * {column}"),
        2 => format!("{column}*1099511627776"),
        3 => format!("1237940039285380274899124224*{column}"),
        4 => format!("{column} + {column}"),
        5 => format!("{column}*{}", constant(part, rng)),
        6 => {
            let (first, second) = (constant(part, rng), constant(part, rng));
            format!("{first}*{column}*{second}")
        }
        // A component without a share has no parameters either.
        7 if part.share != "0" => {
            let name = format!("p{}", part.name);
            part.parameters.push((name.clone(), "3/7".to_owned()));
            format!("2*$\"{name}\"*{column}")
        }
        _ => column.to_owned(),
    }
}

impl Part {
    /// Adds a column; answers its name as a measure writes it.
    fn column(&mut self, rng: &mut CaseRng, cells: Cells) -> String {
        let number = self.columns.len();
        let (name, written) = if rng.one_in(6) {
            (
                format!("antal \"{}\" {number}", self.name),
                format!("\"antal \"\"{}\"\" {number}\"", self.name),
            )
        } else {
            let name = format!("x{}{number}", self.name);
            (name.clone(), name)
        };
        self.columns.push((name, cells));
        written
    }
}

/// Natural numbers with decimals as a column.
fn cells(rng: &mut CaseRng, digits: &[u128], scale: u32) -> Cells {
    let is = |most: u128| digits.iter().all(|&w| w <= most);
    match rng.between(0, 7) {
        0 if is(i64::MAX as u128) && scale <= 18 => {
            Cells::Scaled(digits.iter().map(|&w| Some(w as i64)).collect(), 10_u64.pow(scale))
        }
        1 if scale == 0 && is(i128::MAX as u128) => {
            Cells::Integers(digits.iter().map(|&w| w as i128).collect())
        }
        2 if scale > 0 => {
            let denominator = 10_u64.pow(scale);
            Cells::Texts(digits.iter().map(|w| format!("{w}/{denominator}")).collect())
        }
        3..=7 if scale == 0 && is(u64::MAX.into()) => {
            Cells::Naturals(digits.iter().map(|&w| w as u64).collect())
        }
        _ => Cells::Texts(digits.iter().map(|&w| decimal(w, scale)).collect()),
    }
}

/// Writes `digits` / 10^`scale`.
fn decimal(digits: u128, scale: u32) -> String {
    let one = 10_u128.pow(scale);
    match scale {
        0 => digits.to_string(),
        _ => format!("{}.{:0places$}", digits / one, digits % one, places = scale as usize),
    }
}

/// Bounds in whole units as kronor, often a little off: within less than a unit, on the side from
/// which they round to the same.
pub(crate) fn limit(
    rng: &mut CaseRng,
    word: &'static str,
    units: &[u64],
    unit: Unit,
    is_minimum: bool,
) -> Limit {
    let ore = unit.ore as u128;
    if units.iter().all(|&u| u == units[0]) && !rng.one_in(3) {
        let largest = i64::MAX as u128;
        let amount = (u128::from(units[0]) * ore).min(largest);
        let off = if rng.one_in(2) { 0 } else { u128::from(rng.between(0, unit.ore as u64 - 1)) };
        let amount = match is_minimum {
            true if units[0] > 0 => amount - off,
            true => amount,
            false => (amount + off).min(largest),
        };
        let kronor = vec![fraction(amount, 100); units.len()];
        return Limit { given: Given::Amount(decimal(amount, 2)), kronor };
    }
    // In parts of a unit: `per` of them.
    let by_column = rng.one_in(2);
    let per: u128 = if by_column { ore * 1000 } else { rng.between(1, 9).into() };
    let is_off = rng.one_in(2);
    let parts = units.iter().map(|&u| {
        let parts = u128::from(u) * per;
        let off = if is_off { u128::from(rng.between(0, per as u64 - 1)) } else { 0 };
        match is_minimum {
            true if u > 0 => parts - off,
            true => parts,
            false => parts + off,
        }
    });
    let parts: Vec<u128> = parts.collect();
    let name = format!("{word} kr");
    let kronor_of = |factor: &BigRational| {
        parts.iter().map(|&p| BigRational::from_integer(p.into()) * factor).collect()
    };
    if by_column {
        // Thousandths of an öre are kronor with five decimals.
        let cells = cells(rng, &parts, 5);
        return Limit {
            given: Given::Column(name, cells),
            kronor: kronor_of(&fraction(1, 100_000)),
        };
    }
    let factor = fraction(ore, per * 100);
    let written = format!("{}/{}", factor.numer(), factor.denom());
    let kronor = kronor_of(&factor);
    let cells = cells(rng, &parts, 0);
    let given = match rng.one_in(2) {
        true => Given::PerUnit(name, cells, written),
        false => Given::ShareOf(name, cells, written),
    };
    debug_assert!(!factor.is_one() || per * 100 == ore);
    Limit { given, kronor }
}
