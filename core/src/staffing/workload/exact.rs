//! What the calculations of this folder share: exact products, öre, and columns without gaps.

use num_rational::BigRational;

use crate::Error;
use crate::finding::{Finding, Reason, Value};
use crate::number::{Money, Ratio};
use crate::problem::{Code, Problem, Problems};
use crate::table::{Table, Texts, cell};

/// What a number may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// 0 or more.
    Natural,
    /// Over 0: something is divided by it.
    Positive,
    /// From 0 to 1: 75 where 0.75 is meant is refused, with the remedy.
    Share,
}

impl Kind {
    /// Reports a number that will not do, and says whether it will.
    pub(super) fn check(self, number: &Ratio, path: &str, problems: &mut Problems) -> bool {
        if number.is_negative() {
            problems.add(path, Code::Negative, number, self.want());
            return false;
        }
        let fits = match self {
            Kind::Natural => true,
            Kind::Positive => !number.is_zero(),
            Kind::Share => *number <= Ratio::one(),
        };
        if !fits {
            problems.add(path, Code::NotInRange, number, self.want());
        }
        fits
    }

    fn want(self) -> &'static str {
        match self {
            Kind::Natural => "0 or more",
            Kind::Positive => "a number over 0",
            Kind::Share => "a share from 0 to 1, such as 0.75 for 75 %",
        }
    }
}

/// The exact product.
pub(super) fn product<'a>(factors: impl IntoIterator<Item = &'a Ratio>) -> Ratio {
    let one = BigRational::from_integer(1.into());
    factors.into_iter().fold(one, |product, factor| product * factor.big()).into()
}

/// The exact difference.
pub(super) fn minus(first: &Ratio, second: &Ratio) -> Ratio {
    (first.big() - second.big()).into()
}

/// The exact sum of two.
pub(super) fn plus(first: &Ratio, second: &Ratio) -> Ratio {
    (first.big() + second.big()).into()
}

/// The numbers of a column, where every cell has one of the kind.
pub(super) fn numbers(
    table: &Table,
    column: &str,
    path: &str,
    kind: Kind,
    problems: &mut Problems,
) -> Option<Vec<Ratio>> {
    let cells = table.numbers(column, path, problems)?;
    let before = problems.count();
    let read = |row| match cells.get(row) {
        None => {
            problems.add(cell(column, row), Code::Missing, "an empty cell", "a number");
            Ratio::zero()
        }
        Some(number) => {
            kind.check(&number, &cell(column, row), problems);
            number
        }
    };
    let numbers = (0..table.len()).map(read).collect();
    (problems.count() == before).then_some(numbers)
}

/// The texts of a column, where every cell says something.
pub(super) fn filled<'t>(
    table: &'t Table,
    column: &str,
    path: &str,
    want: &str,
    problems: &mut Problems,
) -> Option<Vec<&'t str>> {
    let cells: &Texts = table.texts(column, path, problems)?;
    let before = problems.count();
    let read = |row| {
        let text = cells.get(row).unwrap_or_default();
        if text.is_empty() {
            problems.add(cell(column, row), Code::Missing, "an empty cell", want);
        }
        text
    };
    let texts = (0..table.len()).map(read).collect();
    (problems.count() == before).then_some(texts)
}

/// The row of an id, for an explanation.
pub(super) fn row_of(table: &Table, id: &str) -> Result<usize, Error> {
    let unknown = || Problem::new("/explain", Code::UnknownId, id, "an id of the table").into();
    table.ids().position(id).ok_or_else(unknown)
}

/// How an exact cost became whole öre: nothing where it was so already.
pub(super) fn rounding(exact: &Ratio, rounded: Money, findings: &mut Vec<Finding>) {
    let reason = match Ratio::from(rounded).cmp(exact) {
        std::cmp::Ordering::Less => Reason::RoundedDown,
        std::cmp::Ordering::Greater => Reason::RoundedUp,
        std::cmp::Ordering::Equal => return,
    };
    findings.push(Finding::new(reason, "").have(rounded).need(exact.clone()).unit("kr"));
}

/// The rule of rounding of every amount in this folder.
pub(super) fn rounding_rule() -> Finding {
    Finding::new(Reason::Rounding, "").have(Money::known(1)).need(Value::Word("half_up")).unit("kr")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(text: &str) -> Ratio {
        text.parse().unwrap()
    }

    #[test]
    fn a_share_written_as_percent_is_refused_with_the_remedy() {
        let mut problems = Problems::new();
        assert!(Kind::Share.check(&ratio("1"), "/a", &mut problems));
        assert!(!Kind::Share.check(&ratio("75"), "/b", &mut problems));
        assert!(!Kind::Positive.check(&ratio("0"), "/c", &mut problems));
        assert!(!Kind::Natural.check(&ratio("-1"), "/d", &mut problems));
        let found: Vec<_> = problems.iter().map(|p| (p.path(), p.code())).collect();
        let want = [("/b", Code::NotInRange), ("/c", Code::NotInRange), ("/d", Code::Negative)];
        assert_eq!(found, want);
        assert!(problems[0].want().contains("0.75 for 75 %"));
    }
}
