//! What agency staff cost against the same work done by employees.

use serde_json::{Map, Value, json};

use super::exact::row_of;
use super::exact::{Kind, plus, product, rounding, rounding_rule};
use super::given::{Cells, Given};
use crate::Error;
use crate::finding::{Finding, Reason};
use crate::number::{Money, Ratio};
use crate::problem::{Code, Problem, Problems};
use crate::receipt::Receipt;
use crate::source::Citation;
use crate::table::{Ids, Table, pointer};
use crate::text::{Language, Wording, lines};

/// How agency staff (inhyrd personal) are compared with employees that do the same work.
///
/// ```
/// use statsbidrag::{AgencyComparison, Money};
///
/// // By FTE: 3 months, 95,000 kr a month from the agency, 42,000 kr in salary; all made up.
/// let by_fte = AgencyComparison::by_fte("fte", 3)
///     .price(Money::from_kronor(95_000)?)
///     .against(Money::from_kronor(42_000)?, "0.3142".parse()?);
/// // By hours: 160 hours of work are a month of a full-time employee.
/// let by_hours = AgencyComparison::by_hours("hours", 160)
///     .price(Money::from_kronor(600)?)
///     .against(Money::from_kronor(42_000)?, "0.3142".parse()?);
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct AgencyComparison {
    amount: Amount,
    price: Option<Given>,
    salary: Option<(Given, Ratio)>,
    reference: Option<(Ratio, Citation)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Amount {
    /// FTE, and for how many months.
    Fte(Given, Given),
    /// Hours, and how many of them are a month of a full-time employee.
    Hours(Given, Given),
}

impl AgencyComparison {
    /// FTE from an agency for so many months; the price is then that of an FTE and month.
    pub fn by_fte(fte: impl Into<Given>, months: impl Into<Given>) -> Self {
        Self::new(Amount::Fte(fte.into(), months.into()))
    }

    /// Hours from an agency; the price is then that of an hour. `full_time_hours` are the hours
    /// that a full-time employee works in a month that is paid, so that leave is paid too: the
    /// same work is compared.
    pub fn by_hours(hours: impl Into<Given>, full_time_hours: impl Into<Given>) -> Self {
        Self::new(Amount::Hours(hours.into(), full_time_hours.into()))
    }

    fn new(amount: Amount) -> Self {
        Self { amount, price: None, salary: None, reference: None }
    }

    /// The agency's price in kronor, of an FTE and month or of an hour. Value added tax is neither
    /// put on nor taken off. It must be given.
    pub fn price(mut self, price: impl Into<Given>) -> Self {
        self.price = Some(price.into());
        self
    }

    /// An employee's salary in kronor a month, and employer's contributions (arbetsgivaravgifter)
    /// as a share of it, from 0 to 1. They must be given.
    pub fn against(mut self, salary: impl Into<Given>, contributions: Ratio) -> Self {
        self.salary = Some((salary.into(), contributions));
        self
    }

    /// A quotient to compare with, and where it stands: "about double", say. It is a statistic and
    /// no verdict comes of it.
    pub fn reference(mut self, quotient: Ratio, cite: Citation) -> Self {
        self.reference = Some((quotient, cite));
        self
    }

    fn columns(&self) -> Vec<&str> {
        let (Amount::Fte(first, second) | Amount::Hours(first, second)) = &self.amount;
        let salary = self.salary.as_ref().map(|(salary, _)| salary);
        let given = [Some(first), Some(second), self.price.as_ref(), salary];
        given.into_iter().flatten().filter_map(Given::column).collect()
    }
}

/// What agency staff cost against employees, in one row or in all.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AgencyRow {
    /// The work: months of a full-time post, exact.
    pub fte_months: Ratio,
    /// What the agency costs, rounded to whole öre, half an öre up.
    pub agency: Money,
    /// What employees would cost for the same work, rounded likewise.
    pub employed: Money,
    /// Agency less employed.
    pub difference: Money,
    /// Agency over employed, of the exact costs; none where employees would cost nothing.
    pub quotient: Option<Ratio>,
}

/// Agency staff against employees: each row, and the sums.
#[derive(Clone, Debug)]
pub struct AgencyCost {
    table: Table,
    comparison: AgencyComparison,
    price: Cells,
    salary: Cells,
    contributions: Ratio,
    rows: Vec<AgencyRow>,
    exact: Vec<(Ratio, Ratio)>,
    total: AgencyRow,
}

impl AgencyCost {
    /// The ids, in row order.
    #[must_use]
    pub fn ids(&self) -> &Ids {
        self.table.ids()
    }

    /// The rows, in row order.
    #[must_use]
    pub fn rows(&self) -> &[AgencyRow] {
        &self.rows
    }

    /// The sums of the rounded rows; the quotient is the exact sum over the exact sum, never a mean
    /// of quotients.
    #[must_use]
    pub fn total(&self) -> &AgencyRow {
        &self.total
    }

    /// The derivation of a row; of the sums without an id.
    ///
    /// # Errors
    /// `unknown_id` for one that is not in the table.
    pub fn findings(&self, id: Option<&str>) -> Result<Vec<Finding>, Error> {
        let mut findings = Vec::new();
        let row = match id {
            None => {
                let sum = |of: fn(&AgencyRow) -> Money, sv, en| {
                    Finding::new(Reason::SumOfRows, Wording::new(sv, en))
                        .have(of(&self.total))
                        .unit("kr")
                };
                findings.push(sum(|row| row.agency, "Inhyrt", "Agency staff"));
                findings.push(sum(|row| row.employed, "Anställt", "Employees"));
                &self.total
            }
            Some(id) => {
                let row = row_of(&self.table, id)?;
                self.explain_row(row, &mut findings);
                &self.rows[row]
            }
        };
        findings.push(Finding::new(Reason::AgencyDifference, "").have(row.difference).unit("kr"));
        if let Some(quotient) = &row.quotient {
            findings.push(Finding::new(Reason::AgencyQuotient, "").have(quotient.clone()));
            if let Some((reference, cite)) = &self.comparison.reference {
                let finding = Finding::new(Reason::AgencyReference, "").have(quotient.clone());
                findings.push(finding.need(reference.clone()).cite(Some(cite.clone())));
            }
        }
        Ok(findings)
    }

    fn explain_row(&self, row: usize, findings: &mut Vec<Finding>) {
        let given = |sv, en, number: &Ratio| {
            Finding::new(Reason::Given, Wording::new(sv, en)).have(number.clone())
        };
        let AgencyRow { fte_months, agency, employed, .. } = &self.rows[row];
        let (exact_agency, exact_employed) = &self.exact[row];
        let by_hour = matches!(self.comparison.amount, Amount::Hours(..));
        let price = match by_hour {
            true => given(
                "Bemanningsföretagets pris per timme",
                "The agency's price an hour",
                self.price.get(row),
            ),
            false => given(
                "Bemanningsföretagets pris per årsarbetare och månad",
                "The agency's price an FTE and month",
                self.price.get(row),
            ),
        };
        findings.push(given("Arbete, heltidsmånader", "Work, months of full time", fte_months));
        findings.push(price.unit("kr"));
        findings.push(given("Lön i månaden", "Salary a month", self.salary.get(row)).unit("kr"));
        findings.push(given(
            "Arbetsgivaravgifter, andel",
            "Employer's contributions, a share",
            &self.contributions,
        ));
        findings.push(exact_cost("Inhyrt", "Agency staff", exact_agency));
        rounding(exact_agency, *agency, findings);
        findings.push(exact_cost("Anställt", "Employees", exact_employed));
        rounding(exact_employed, *employed, findings);
        findings.push(rounding_rule());
    }

    /// The derivation in words, one statement a line; the first is the two costs.
    ///
    /// # Errors
    /// `unknown_id` for one that is not in the table.
    pub fn explain(&self, id: Option<&str>, language: Language) -> Result<String, Error> {
        let findings = self.findings(id)?;
        let (what, row) = match id {
            None => (language.pick("Sammanlagt", "In all").to_owned(), &self.total),
            Some(id) => {
                let row = row_of(&self.table, id)?;
                (self.table.called(row), &self.rows[row])
            }
        };
        let (agency, employed) = (language.money(row.agency), language.money(row.employed));
        let heading = match language {
            Language::Swedish => format!("{what}: inhyrt {agency}, anställt {employed}"),
            Language::English => format!("{what}: agency staff {agency}, employees {employed}"),
        };
        Ok(lines(heading, &findings, language))
    }

    /// What the result was computed from.
    #[must_use]
    pub fn receipt(&self) -> Receipt {
        let comparison = &self.comparison;
        let mut rules = Map::new();
        rules.insert("operation".to_owned(), json!("agency_cost"));
        let [first, second] = match &comparison.amount {
            Amount::Fte(fte, months) => [("fte", fte), ("months", months)],
            Amount::Hours(hours, full_time) => [("hours", hours), ("full_time_hours", full_time)],
        };
        for (name, given) in [first, second] {
            rules.insert(name.to_owned(), given.write());
        }
        rules.extend(comparison.price.iter().map(|price| ("price".to_owned(), price.write())));
        if let Some((salary, contributions)) = &comparison.salary {
            rules.insert("salary".to_owned(), salary.write());
            rules.insert("contributions".to_owned(), json!(contributions));
        }
        if let Some((reference, cite)) = &comparison.reference {
            let reference = json!({"value": reference, "cite": cite.to_string()});
            rules.insert("reference".to_owned(), reference);
        }
        let used = comparison.columns();
        Receipt::new(Value::Object(rules), &self.table, |column| used.contains(&column))
    }
}

/// Compares what agency staff cost with what employees would for the same work: months of a
/// full-time post × salary × (1 + contributions).
///
/// Each cost of a row is rounded once, to whole öre, half an öre up, and the totals are sums of the
/// rounded rows. Differences are of the rounded costs, quotients of the exact ones.
///
/// ```
/// use statsbidrag::{AgencyComparison, Citation, Money, Rank, Source, Table, agency_cost};
///
/// let motion = Source::new("motion", "Motion om socialtjänsten", "Riksdagen", Rank::Secondary);
/// let cite = Citation::to(motion).quote("den dubbla kostnaden jämfört med en ordinarie anställd");
/// let table = Table::builder("unit", ["north", "south"]).column("fte", [2, 1]).build()?;
/// let comparison = AgencyComparison::by_fte("fte", 3)
///     .price(Money::from_kronor(100_000)?)
///     .against(Money::from_kronor(40_000)?, "0.25".parse()?)
///     .reference(2.into(), cite);
/// let cost = agency_cost(&table, &comparison)?;
/// // North: 2 · 3 months · 100,000 against 6 · 40,000 · 1.25.
/// let north = &cost.rows()[0];
/// assert_eq!((north.agency.to_string(), north.employed.to_string()), ("600000".into(), "300000".into()));
/// assert_eq!(cost.total().difference.to_string(), "450000");
/// assert_eq!(cost.total().quotient, Some(2.into()));
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// `missing` for a price or a salary that is not given and for empty cells, `negative` numbers,
/// `not_in_range` for contributions over 1 and hours of full time that are 0, `out_of_range` for
/// costs that cannot be held, `unknown_column` and `wrong_type` for columns, `conflict` for a table with groups. All at
/// once.
pub fn agency_cost(table: &Table, comparison: &AgencyComparison) -> Result<AgencyCost, Error> {
    let mut problems = Problems::new();
    table.refuse_groups("one table", &mut problems);
    let (amount, per) = match &comparison.amount {
        Amount::Fte(fte, months) => (
            fte.cells(table, "/fte", Kind::Natural, &mut problems),
            months.cells(table, "/months", Kind::Natural, &mut problems),
        ),
        Amount::Hours(hours, full_time) => (
            hours.cells(table, "/hours", Kind::Natural, &mut problems),
            full_time.cells(table, "/full_time_hours", Kind::Positive, &mut problems),
        ),
    };
    let price = match &comparison.price {
        Some(price) => price.cells(table, "/price", Kind::Natural, &mut problems),
        None => absent("/price", "the agency's price", &mut problems),
    };
    let salary = match &comparison.salary {
        Some((salary, contributions)) => {
            Kind::Share.check(contributions, "/contributions", &mut problems);
            let salary = salary.cells(table, "/salary", Kind::Natural, &mut problems);
            salary.zip(Some(contributions.clone()))
        }
        None => absent("/salary", "an employee's salary and contributions", &mut problems),
    };
    if let Some((reference, _)) = &comparison.reference {
        Kind::Natural.check(reference, "/reference/value", &mut problems);
    }
    let (Some(amount), Some(per), Some(price), Some((salary, contributions))) =
        (amount, per, price, salary)
    else {
        return Err(problems.into());
    };
    let factor = plus(&Ratio::one(), &contributions);
    let by_hour = matches!(comparison.amount, Amount::Hours(..));
    let mut rows = Vec::with_capacity(table.len());
    let mut exact = Vec::with_capacity(table.len());
    for row in 0..table.len() {
        let (amount, per) = (amount.get(row), per.get(row));
        // Hours of full time were checked to be over 0.
        let fte_months = match by_hour {
            true => amount.checked_div(per).unwrap_or_else(Ratio::zero),
            false => product([amount, per]),
        };
        let priced = if by_hour { amount } else { &fte_months };
        let agency = product([priced, price.get(row)]);
        let employed = product([&fte_months, salary.get(row), &factor]);
        let path = format!("{}/{row}", pointer(table.id_column()));
        let rounded = problems.keep(&path, AgencyRow::new(fte_months, &agency, &employed));
        rows.extend(rounded);
        exact.push((agency, employed));
    }
    let total = problems.keep("", AgencyRow::sum(&rows, &exact));
    problems.check()?;
    let total = total.ok_or_else(|| Problem::new("", Code::Missing, "nothing", "a sum"))?;
    let (table, comparison) = (table.clone(), comparison.clone());
    Ok(AgencyCost { table, comparison, price, salary, contributions, rows, exact, total })
}

/// The exact kronor that a cost is before it is rounded.
fn exact_cost(swedish: &str, english: &str, kronor: &Ratio) -> Finding {
    let what = Wording::new(swedish, english);
    Finding::new(Reason::ExactCost, what).have(kronor.clone()).unit("kr")
}

fn absent<T>(path: &str, want: &str, problems: &mut Problems) -> Option<T> {
    problems.add(path, Code::Missing, "nothing", want);
    None
}

impl AgencyRow {
    fn new(fte_months: Ratio, agency: &Ratio, employed: &Ratio) -> Result<Self, Error> {
        let quotient = agency.checked_div(employed);
        let (agency, employed) = (Money::half_up(agency)?, Money::half_up(employed)?);
        let difference = agency.minus(employed)?;
        Ok(Self { fte_months, agency, employed, difference, quotient })
    }

    fn sum(rows: &[AgencyRow], exact: &[(Ratio, Ratio)]) -> Result<Self, Error> {
        let agency = Money::sum(rows.iter().map(|row| row.agency))?;
        let employed = Money::sum(rows.iter().map(|row| row.employed))?;
        let exact_agency: Ratio = exact.iter().map(|(agency, _)| agency).sum();
        let exact_employed: Ratio = exact.iter().map(|(_, employed)| employed).sum();
        Ok(Self {
            fte_months: rows.iter().map(|row| &row.fte_months).sum(),
            agency,
            employed,
            difference: agency.minus(employed)?,
            quotient: exact_agency.checked_div(&exact_employed),
        })
    }
}
