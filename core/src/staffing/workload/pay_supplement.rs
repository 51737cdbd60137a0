//! What a pay supplement costs with the employer's contributions.

use serde_json::json;

use super::exact::{Kind, numbers, product, rounding, rounding_rule};
use super::exact::{plus, row_of};
use super::given::{Cells, Given};
use crate::Error;
use crate::finding::{Finding, Reason};
use crate::number::{Money, Ratio};
use crate::problem::{Code, Problem, Problems};
use crate::receipt::Receipt;
use crate::table::{Ids, Table, cell};
use crate::text::{Language, Wording, lines};

/// A pay supplement (lönetillägg): so much a month for each head or FTE, with the employer's
/// contributions on it.
///
/// ```
/// use statsbidrag::{Given, Money, PaySupplement, Ratio};
///
/// // 1,500 kr a month for a year, as was proposed in Stockholm; contributions are an example.
/// let monthly = Money::from_kronor(1500)?;
/// let supplement = PaySupplement::new("heads", monthly, 12, "0.3142".parse()?);
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct PaySupplement {
    heads: String,
    monthly: Given,
    months: Given,
    contributions: Ratio,
}

impl PaySupplement {
    /// A supplement for the column `heads` of heads or FTE: `monthly` kronor for `months` months,
    /// and employer's contributions (arbetsgivaravgifter) of the share `contributions` of it, from
    /// 0 to 1. What is paid on top of that, such as a pension, is the caller's to put in the share.
    pub fn new(
        heads: impl Into<String>,
        monthly: impl Into<Given>,
        months: impl Into<Given>,
        contributions: Ratio,
    ) -> Self {
        Self { heads: heads.into(), monthly: monthly.into(), months: months.into(), contributions }
    }
}

/// What a supplement costs in one row.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SupplementRow {
    /// Heads or FTE.
    pub heads: Ratio,
    /// The exact cost in kronor.
    pub exact: Ratio,
    /// The cost, rounded to whole öre, half an öre up.
    pub cost: Money,
}

/// What a supplement costs: each row, and the sum of the rounded rows.
#[derive(Clone, Debug)]
pub struct SupplementCost {
    table: Table,
    supplement: PaySupplement,
    monthly: Cells,
    months: Cells,
    rows: Vec<SupplementRow>,
    total: SupplementRow,
}

impl SupplementCost {
    /// The ids, in row order.
    #[must_use]
    pub fn ids(&self) -> &Ids {
        self.table.ids()
    }

    /// The rows, in row order.
    #[must_use]
    pub fn rows(&self) -> &[SupplementRow] {
        &self.rows
    }

    /// The sums. The cost is the sum of the rounded costs of the rows; `exact` is that of the exact
    /// ones, and is what was not rounded at all.
    #[must_use]
    pub fn total(&self) -> &SupplementRow {
        &self.total
    }

    /// The derivation of a row's cost; of the sum without an id.
    ///
    /// # Errors
    /// `unknown_id` for one that is not in the table.
    pub fn findings(&self, id: Option<&str>) -> Result<Vec<Finding>, Error> {
        let given = |sv, en, number: &Ratio| {
            Finding::new(Reason::Given, Wording::new(sv, en)).have(number.clone())
        };
        let heads = |heads| given("Anställda eller årsarbetare", "Heads or FTE", heads);
        let with = Wording::new("Tillägget med avgifter", "The supplement with contributions");
        let contributions = &self.supplement.contributions;
        let Some(id) = id else {
            let sum = Finding::new(Reason::SumOfRows, with).have(self.total.cost).unit("kr");
            return Ok(vec![heads(&self.total.heads), sum]);
        };
        let row = row_of(&self.table, id)?;
        let SupplementRow { heads: number, exact, cost } = &self.rows[row];
        let mut findings = vec![
            heads(number),
            given("Tillägg i månaden", "Supplement a month", self.monthly.get(row)).unit("kr"),
            given("Månader", "Months", self.months.get(row)),
            given("Arbetsgivaravgifter, andel", "Employer's contributions, a share", contributions),
            Finding::new(Reason::ExactCost, with).have(exact.clone()).unit("kr"),
        ];
        rounding(exact, *cost, &mut findings);
        findings.push(rounding_rule());
        Ok(findings)
    }

    /// The derivation in words, one statement a line. The first line is the cost.
    ///
    /// # Errors
    /// `unknown_id` for one that is not in the table.
    pub fn explain(&self, id: Option<&str>, language: Language) -> Result<String, Error> {
        let findings = self.findings(id)?;
        let (what, cost) = match id {
            None => (language.pick("Sammanlagt", "In all").to_owned(), self.total.cost),
            Some(id) => {
                let row = row_of(&self.table, id)?;
                (self.table.called(row), self.rows[row].cost)
            }
        };
        Ok(lines(format!("{what}: {}", language.money(cost)), &findings, language))
    }

    /// What the result was computed from.
    #[must_use]
    pub fn receipt(&self) -> Receipt {
        let PaySupplement { heads, monthly, months, contributions } = &self.supplement;
        let rules = json!({
            "operation": "pay_supplement",
            "heads": heads,
            "monthly": monthly.write(),
            "months": months.write(),
            "contributions": contributions,
        });
        let used = [Some(heads.as_str()), monthly.column(), months.column()];
        Receipt::new(rules, &self.table, |column| used.contains(&Some(column)))
    }
}

/// What a pay supplement costs the employer: heads × kronor a month × months × (1 + contributions),
/// each row rounded once, to whole öre, half an öre up. The total is the sum of the rounded rows.
///
/// ```
/// use statsbidrag::{Money, PaySupplement, Table, pay_supplement};
///
/// let table = Table::builder("unit", ["north", "south"]).column("heads", [12, 7]).build()?;
/// let monthly = Money::from_kronor(1500)?;
/// let supplement = PaySupplement::new("heads", monthly, 12, "0.3142".parse()?);
/// let cost = pay_supplement(&table, &supplement)?;
/// // 12 · 1,500 · 12 · 1.3142 = 216,000 · 1.3142, and 126,000 · 1.3142.
/// let kronor: Vec<_> = cost.rows().iter().map(|row| row.cost.to_string()).collect();
/// assert_eq!(kronor, ["283867.20", "165589.20"]);
/// assert_eq!(cost.total().cost.to_string(), "449456.40");
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// `missing` for empty cells, `negative` numbers, `not_in_range` for contributions over 1 (31.42
/// where 0.3142 is meant), `out_of_range` for costs, `unknown_column` and `wrong_type` for columns,
/// `conflict` for a table with groups. All at once.
pub fn pay_supplement(table: &Table, supplement: &PaySupplement) -> Result<SupplementCost, Error> {
    let mut problems = Problems::new();
    table.refuse_groups("one table", &mut problems);
    let heads = numbers(table, &supplement.heads, "/heads", Kind::Natural, &mut problems);
    let monthly = supplement.monthly.cells(table, "/monthly", Kind::Natural, &mut problems);
    let months = supplement.months.cells(table, "/months", Kind::Natural, &mut problems);
    Kind::Share.check(&supplement.contributions, "/contributions", &mut problems);
    let (Some(heads), Some(monthly), Some(months)) = (heads, monthly, months) else {
        return Err(problems.into());
    };
    let factor = plus(&Ratio::one(), &supplement.contributions);
    let row = |(row, heads): (usize, Ratio)| {
        let exact = product([&heads, monthly.get(row), months.get(row), &factor]);
        let cost = problems.keep(&cell(&supplement.heads, row), Money::half_up(&exact))?;
        Some(SupplementRow { heads, exact, cost })
    };
    let rows: Vec<SupplementRow> = heads.into_iter().enumerate().filter_map(row).collect();
    let cost = problems.keep("", Money::sum(rows.iter().map(|row| row.cost)));
    problems.check()?;
    let nothing = || Problem::new("", Code::Missing, "nothing", "a sum");
    let total = SupplementRow {
        heads: rows.iter().map(|row| &row.heads).sum(),
        exact: rows.iter().map(|row| &row.exact).sum(),
        cost: cost.ok_or_else(nothing)?,
    };
    let (table, supplement) = (table.clone(), supplement.clone());
    Ok(SupplementCost { table, supplement, monthly, months, rows, total })
}
