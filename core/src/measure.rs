//! Measures: what a key divides by.

mod parse;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive, Zero};
use serde_json::{Value, json};

use crate::Error;
use crate::document::Cursor;
use crate::limits::WIDEST_MEASURE;
use crate::number::Ratio;
use crate::number::naturals::Naturals;
use crate::problem::{Code, Problems, below};
use crate::table::{Numbers, Table, Values, cell};
use crate::vocabulary::serde_as_text;

/// A weighted sum of columns (mått): `population`, `asylum_adults + 2*asylum_minors`,
/// `pupils*index`, `1/17*families + 1/12*investigations`.
///
/// A term is an optional weight, a decimal or a fraction of at least zero, times one or more
/// columns and named parameters (`2*$n*newly_arrived_minors`). Names that are not words are quoted:
/// `"antal barn"`. There are no parentheses, divisions by a column or functions.
///
/// ```
/// use statsbidrag::Measure;
///
/// let measure: Measure = "adults + 2*minors + 2*$n*newly_arrived".parse()?;
/// assert_eq!(measure.to_string(), "adults + 2*minors + 2*$n*newly_arrived");
/// assert_eq!(measure.columns().collect::<Vec<_>>(), ["adults", "minors", "newly_arrived"]);
/// assert_eq!(measure.parameters().collect::<Vec<_>>(), ["n"]);
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Measure(Vec<Term>);

/// One term: a weight times parameters times columns, of which there is at least one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Term {
    weight: Ratio,
    parameters: Vec<String>,
    columns: Vec<String>,
}

/// Values for the named parameters of measures; a parameter has no default.
///
/// ```
/// use statsbidrag::Parameters;
///
/// let parameters = Parameters::new().with("n", "1".parse()?);
/// assert_eq!(parameters.get("n"), Some(&"1".parse()?));
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameters(BTreeMap<String, Ratio>);

impl Parameters {
    /// None.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with one value more.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: Ratio) -> Self {
        self.0.insert(name.into(), value);
        self
    }

    /// The value of a parameter.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Ratio> {
        self.0.get(name)
    }

    /// Every name with its value, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Ratio)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Reports the values that nothing uses.
    pub(crate) fn check_used(
        &self,
        is_used: impl Fn(&str) -> bool,
        want: &str,
        problems: &mut Problems,
    ) {
        for (name, value) in self.iter().filter(|(name, _)| !is_used(name)) {
            problems.add(below("/parameters", name), Code::UnusedParameter, value, want);
        }
    }

    /// As a document: an object of numbers.
    pub(crate) fn write(&self) -> Value {
        self.iter().map(|(name, value)| (name.to_owned(), json!(value))).collect()
    }

    /// Reads that document.
    pub(crate) fn read(cursor: &Cursor<'_>, problems: &mut Problems) -> Self {
        let named = cursor.object(problems).map(|fields| fields.all()).unwrap_or_default();
        let value = |(name, field): (&str, Cursor<'_>)| {
            Some((name.to_owned(), field.parse::<Ratio>("a number", problems)?))
        };
        Self(named.into_iter().filter_map(value).collect())
    }
}

/// What a measure makes of each row: natural numbers over one denominator.
#[derive(Clone, Debug)]
pub(crate) struct Weights<'a> {
    pub(crate) values: Naturals<'a>,
    pub(crate) denominator: BigUint,
}

impl Weights<'_> {
    /// The measure of a row.
    pub(crate) fn get(&self, row: usize) -> Ratio {
        Ratio::from_big(self.values.get(row), self.denominator.clone())
    }
}

impl Measure {
    /// The measure that is one column.
    ///
    /// ```
    /// # use statsbidrag::Measure;
    /// assert_eq!(Measure::column("antal barn").to_string(), "\"antal barn\"");
    /// ```
    pub fn column(name: impl Into<String>) -> Self {
        let columns = vec![name.into()];
        Self(vec![Term { weight: Ratio::one(), parameters: Vec::new(), columns }])
    }

    /// The names of its columns, each once, as they come.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        let mut seen = BTreeSet::new();
        let names = self.0.iter().flat_map(|term| &term.columns).map(String::as_str);
        names.filter(move |name| seen.insert(*name))
    }

    /// The names of its parameters, each once, as they come.
    pub fn parameters(&self) -> impl Iterator<Item = &str> {
        let mut seen = BTreeSet::new();
        let names = self.0.iter().flat_map(|term| &term.parameters).map(String::as_str);
        names.filter(move |name| seen.insert(*name))
    }

    /// Reports parameters without a value, or with one under zero, columns that are missing or not
    /// numbers, numbers that would be too wide, and what `check_cells` finds in them: [`check_cells`],
    /// or [`check_negative`] where an empty cell is no problem. Each column once, by way of `seen`.
    pub(crate) fn check(
        &self,
        table: &Table,
        parameters: &Parameters,
        path: &str,
        seen: &mut BTreeSet<String>,
        problems: &mut Problems,
        check_cells: fn(&str, &Numbers, &mut Problems),
    ) {
        for name in self.parameters() {
            match parameters.get(name) {
                None => problems.add(
                    path,
                    Code::ParameterWithoutValue,
                    format_args!("${name}"),
                    "a value for it",
                ),
                Some(value) if value.is_negative() => {
                    problems.add(below("/parameters", name), Code::Negative, value, "0 or more");
                }
                Some(_) => {}
            }
        }
        for name in self.columns() {
            if !seen.insert(name.to_owned()) {
                continue;
            }
            if let Some(numbers) = table.numbers(name, path, problems) {
                check_cells(name, numbers, problems);
            }
        }
        if self.width(table, parameters) > WIDEST_MEASURE {
            let got = "weights, parameters and columns with too many digits together";
            let want = format_args!("numbers and a common denominator of {WIDEST_MEASURE} bits");
            problems.add(path, Code::OutOfRange, got, want);
        }
    }

    /// In how many bits the number of any row, and the common denominator, fit by the kinds of the
    /// columns; over [`WIDEST_MEASURE`] nothing more is said than that.
    pub(crate) fn width(&self, table: &Table, parameters: &Parameters) -> u64 {
        let terms = self.0.iter().map(|term| {
            let (weight, columns) = term.resolve(table, parameters);
            let below = columns.iter().map(|numbers| BigInt::from(numbers.denominator()));
            let bits = columns.iter().map(|numbers| numbers.values().bits()).sum::<u64>();
            (weight.big() / below.product::<BigInt>(), bits)
        });
        let terms: Vec<(BigRational, u64)> = terms.collect();
        let common = Ratio::common_bits(terms.iter().map(|(factor, _)| factor), WIDEST_MEASURE);
        let of_term = |(factor, bits): &(BigRational, u64)| {
            // n/d is n·(D/d) over the common D.
            factor.numer().bits() + (common + 1).saturating_sub(factor.denom().bits()) + bits
        };
        let widest = terms.iter().map(of_term).max().unwrap_or(0);
        common.max(widest + u64::from(terms.len().ilog2()))
    }

    /// Whether a column stands in one or more terms, always by itself.
    pub(crate) fn has_alone(&self, column: &str) -> bool {
        let mut terms = self.0.iter().filter(|term| term.columns.iter().any(|c| c == column));
        terms.clone().next().is_some() && terms.all(|term| term.columns.len() == 1)
    }

    /// What one more in a column adds, where the column stands by itself and the parameters are known.
    pub(crate) fn weight_of(&self, column: &str, parameters: &Parameters) -> Option<Ratio> {
        if !self.has_alone(column) {
            return None;
        }
        let mut terms = self.0.iter().filter(|term| term.columns[0] == column);
        let known = |name: &String| parameters.get(name).is_some();
        let is_known = terms.clone().all(|term| term.parameters.iter().all(known));
        is_known.then(|| terms.by_ref().map(|term| term.weight(parameters)).sum())
    }

    /// The weight of every row. Only for what [`check`](Self::check) found nothing wrong with.
    pub(crate) fn weigh<'t>(&self, table: &'t Table, parameters: &Parameters) -> Weights<'t> {
        let terms: Vec<(Ratio, Vec<&Numbers>)> =
            self.0.iter().map(|term| term.resolve(table, parameters)).collect();
        if let [(weight, columns)] = &terms[..]
            && let [numbers] = columns[..]
            && let Values::Natural(values) = numbers.values()
            && *weight == Ratio::one()
        {
            let denominator = numbers.denominator().into();
            return Weights { values: Naturals::U64(values.into()), denominator };
        }
        // Every term over the same denominator: then a row is a sum of integers.
        let mut denominator = BigInt::one();
        let scaled: Vec<_> = terms
            .iter()
            .map(|(weight, columns)| {
                let below = columns.iter().map(|numbers| BigInt::from(numbers.denominator()));
                let factor = weight.big() / below.product::<BigInt>();
                denominator = denominator.lcm(factor.denom());
                (factor, columns)
            })
            .collect();
        let terms: Vec<(BigUint, Vec<&Values>)> = scaled
            .into_iter()
            .map(|(factor, columns)| {
                let factor = factor.numer() * (&denominator / factor.denom());
                (
                    factor.magnitude().clone(),
                    columns.iter().map(|numbers| numbers.values()).collect(),
                )
            })
            // A term that is zero everywhere says nothing of how large its factors may be.
            .filter(|(factor, columns): &(BigUint, Vec<&Values>)| {
                !factor.is_zero() && columns.iter().all(|values| !values.largest().is_zero())
            })
            .collect();
        let bound: BigUint = terms
            .iter()
            .map(|(factor, columns)| {
                columns.iter().map(|values| values.largest()).product::<BigUint>() * factor
            })
            .sum();
        let values = if bound.to_u64().is_some() {
            Naturals::U64(sum_of_products(table.len(), &terms, |v| v as u64).into())
        } else if bound.to_u128().is_some() {
            Naturals::U128(sum_of_products(table.len(), &terms, i128::unsigned_abs))
        } else {
            Naturals::Big(sum_of_products(table.len(), &terms, |v| v.unsigned_abs().into()))
        };
        Weights { values, denominator: denominator.magnitude().clone() }
    }

    /// The measure of one row, for explanations.
    pub(crate) fn value_at(&self, table: &Table, parameters: &Parameters, row: usize) -> Ratio {
        self.value_of(parameters, |column| match table.column(column) {
            Some(crate::Column::Numbers(numbers)) => numbers.get(row),
            _ => None,
        })
    }

    /// The measure of these values of its columns. Only where there is one for each.
    pub(crate) fn value_of(
        &self,
        parameters: &Parameters,
        cell: impl Fn(&str) -> Option<Ratio>,
    ) -> Ratio {
        let terms = self.0.iter().map(|term| {
            let cells = term.columns.iter().map(|name| cell(name).unwrap_or_else(Ratio::zero));
            let weight = term.weight(parameters).big().clone();
            cells.fold(weight, |product, cell| product * cell.big())
        });
        terms.sum::<BigRational>().into()
    }
}

/// Adds up the terms of every row in the width that holds the largest possible sum.
fn sum_of_products<T>(
    rows: usize,
    terms: &[(BigUint, Vec<&Values>)],
    narrow: impl Fn(i128) -> T,
) -> Vec<T>
where
    T: Clone + Zero + std::ops::AddAssign + for<'a> std::ops::MulAssign<&'a T> + TryFrom<BigUint>,
{
    let mut sums = vec![T::zero(); rows];
    let mut products = Vec::new();
    for (factor, columns) in terms {
        // Within the width, since it is at most the bound.
        let Ok(factor) = T::try_from(factor.clone()) else { continue };
        products.clear();
        products.resize(rows, factor);
        for values in columns {
            match values {
                Values::Natural(cells) => {
                    products
                        .iter_mut()
                        .zip(cells)
                        .for_each(|(p, &cell)| *p *= &narrow(cell.into()));
                }
                Values::Wide(cells) => {
                    products.iter_mut().zip(cells).for_each(|(p, &cell)| *p *= &narrow(cell));
                }
            }
        }
        sums.iter_mut().zip(products.drain(..)).for_each(|(sum, product)| *sum += product);
    }
    sums
}

impl Term {
    /// The weight with its parameters, and the columns. Only for what `check` let through.
    fn resolve<'t>(&self, table: &'t Table, parameters: &Parameters) -> (Ratio, Vec<&'t Numbers>) {
        let mut none = Problems::new();
        let columns = self.columns.iter().filter_map(|name| table.numbers(name, "", &mut none));
        (self.weight(parameters), columns.collect())
    }

    /// The weight times the parameters.
    fn weight(&self, parameters: &Parameters) -> Ratio {
        let values = self.parameters.iter().filter_map(|name| parameters.get(name));
        values.fold(self.weight.big().clone(), |weight, value| weight * value.big()).into()
    }
}

/// Reports the empty and the negative cells of a column.
pub(crate) fn check_cells(name: &str, numbers: &Numbers, problems: &mut Problems) {
    for &row in numbers.empty_rows() {
        problems.add(cell(name, row as usize), Code::Missing, "an empty cell", "a number");
    }
    check_negative(name, numbers, problems);
}

/// Reports the negative cells of a column.
pub(crate) fn check_negative(name: &str, numbers: &Numbers, problems: &mut Problems) {
    for row in numbers.values().negative_rows() {
        if let Some(value) = numbers.get(row) {
            problems.add(cell(name, row), Code::Negative, value, "0 or more");
        }
    }
}

impl FromStr for Measure {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        parse::measure(text)
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, term) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str(" + ")?;
            }
            let weight = (term.weight != Ratio::one()).then(|| term.weight.to_string());
            let parameters = term.parameters.iter().map(|name| format!("${}", parse::quoted(name)));
            let columns = term.columns.iter().map(|name| parse::quoted(name).into_owned());
            let factors: Vec<_> = weight.into_iter().chain(parameters).chain(columns).collect();
            f.write_str(&factors.join("*"))?;
        }
        Ok(())
    }
}

serde_as_text!(Measure, "a measure such as \"adults + 2*minors\" as a text");

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        Table::builder("id", ["a", "b"])
            .column("x", [3, 4])
            .column("y", Numbers::parse(["0.5", "1.25"]))
            .column("big", [u64::MAX, 1])
            .build()
            .unwrap()
    }

    fn weigh(text: &str, parameters: &Parameters) -> (Vec<String>, String) {
        let (table, measure) = (table(), text.parse::<Measure>().unwrap());
        let mut problems = Problems::new();
        measure.check(&table, parameters, "/key", &mut BTreeSet::new(), &mut problems, check_cells);
        problems.check().unwrap();
        let weights = measure.weigh(&table, parameters);
        let values = weights.values.iter().map(|v| v.to_string()).collect();
        for row in 0..2 {
            let exact = Ratio::from_big(weights.values.get(row), weights.denominator.clone());
            assert_eq!(exact, measure.value_at(&table, parameters, row));
        }
        (values, weights.denominator.to_string())
    }

    #[test]
    fn rows_are_integers_over_one_denominator() {
        let none = Parameters::new();
        // y = 2/4, 5/4.  x/17 + y/12 = (48·x + 4·y·... )/…: 3/17 + 1/24 = 89/408; 4/17 + 5/48 = 277/816.
        assert_eq!(
            weigh("1/17*x + 1/12*y", &none),
            (vec!["178".into(), "277".into()], "816".into())
        );
        assert_eq!(weigh("x*y", &none), (vec!["6".into(), "20".into()], "4".into()));
        let n = Parameters::new().with("n", "1/2".parse().unwrap());
        assert_eq!(weigh("2*$n*x", &n), (vec!["3".into(), "4".into()], "1".into()));
    }

    #[test]
    fn sums_beyond_64_and_128_bits_are_exact() {
        let none = Parameters::new();
        // (2⁶⁴ − 1)·2 + 3, and the square and cube of 2⁶⁴ − 1 by hand in hexadecimal.
        let (values, _) = weigh("2*big + x", &none);
        assert_eq!(values, ["36893488147419103233", "6"]);
        let (values, _) = weigh("big*big", &none);
        assert_eq!(values[0], "340282366920938463426481119284349108225");
        let (values, _) = weigh("big*big*big", &none);
        assert_eq!(values[0], "6277101735386680762814942322444851025767571854389858533375");
    }

    #[test]
    fn a_column_of_zeros_hides_no_large_factor() {
        let table = Table::builder("id", ["a", "b"]).column("w", [u64::MAX, 1]).column("v", [0, 0]);
        let table = table.build().unwrap();
        for text in ["w*w*v + w", "4*w*v + w", "w"] {
            let measure: Measure = text.parse().unwrap();
            let weights = measure.weigh(&table, &Parameters::new());
            assert_eq!(weights.values.get(0), u64::MAX.into(), "{text}");
        }
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let table = Table::builder("id", ["a", "b"])
            .column("x", [Some(-1), None])
            .column("t", ["p", "q"])
            .build()
            .unwrap();
        let measure: Measure = "$n*x + t + z".parse().unwrap();
        let mut problems = Problems::new();
        measure.check(
            &table,
            &Parameters::new(),
            "/key",
            &mut BTreeSet::new(),
            &mut problems,
            check_cells,
        );
        let found: Vec<_> = problems.iter().map(|p| (p.path(), p.code())).collect();
        assert_eq!(
            found,
            [
                ("/key", Code::ParameterWithoutValue),
                ("/frame/x/1", Code::Missing),
                ("/frame/x/0", Code::Negative),
                ("/frame/t", Code::WrongType),
                ("/key", Code::UnknownColumn),
            ]
        );
    }
}
