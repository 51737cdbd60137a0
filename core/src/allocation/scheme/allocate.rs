//! Dividing a scheme's money: top down, every node summing exactly to its parent.

use std::collections::BTreeMap;

use num_integer::Integer as _;

use super::{Content, Leaf, Pot, PotResult, Scheme, SchemeAllocation, SchemeOptions, Size, When};
use crate::Error;
use crate::allocation::division::split;
use crate::allocation::prepare::check;
use crate::allocation::{Allocation, Key, Options, allocate};
use crate::apportion::Cut;
use crate::date::Entry;
use crate::limits::{MOST_LINES, WIDEST_MEASURE};
use crate::measure::Parameters;
use crate::number::{Money, Ratio};
use crate::problem::{Code, Problem, Problems, below};
use crate::source::Citation;
use crate::table::Table;
use crate::text::Wording;

/// Divides a scheme's money over its recipients, one table for each recipient set.
///
/// Deductions come off the total; among siblings, pots with an amount come next, and shares divide
/// the rest by the largest remainder, in the least unit in which all pots that share it come out
/// whole. Every node sums exactly to its parent. A pot of zero kronor needs no key that is known at
/// that time.
///
/// ```
/// use statsbidrag::{Parameters, SchemeOptions, Table, When, allocate_scheme, catalog};
///
/// let scheme = catalog::scheme("valfardsmiljarderna-demonstration")?;
/// let municipalities = Table::builder("id", ["0180", "0980"])
///     .column("population", [935_619, 58_003])
///     .column("asylum_seekers", [4_000, 300])
///     .build()?;
/// let regions = Table::builder("id", ["01", "09"])
///     .column("population", [2_269_060, 58_003])
///     .column("asylum_seekers", [12_000, 300])
///     .build()?;
/// let tables = [("municipality", municipalities), ("region", regions)];
/// let result = allocate_scheme(&scheme, When::Year(2017), tables, &SchemeOptions::new())?;
/// assert_eq!(result.payable()?.to_string(), "7000000000"); // 3 billion runs inside another grant
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// [`is_rule`](Error::is_rule) where a value is not known at that time or shares do not sum to 1;
/// [`is_input`](Error::is_input) for a missing table or total; what [`allocate`] finds in each
/// pot, under `/pots/<pot>` and `/frames/<recipients>`. All at once.
pub fn allocate_scheme<S: Into<String>>(
    scheme: &Scheme,
    when: When,
    tables: impl IntoIterator<Item = (S, Table)>,
    options: &SchemeOptions,
) -> Result<SchemeAllocation, Error> {
    let tables: BTreeMap<String, Table> =
        tables.into_iter().map(|(set, table)| (set.into(), table)).collect();
    let mut division = Division {
        scheme,
        when,
        tables: &tables,
        options,
        pots: Vec::new(),
        problems: Problems::new(),
    };
    let is_used = |name: &str| scheme.parameters.contains_key(name);
    let parameters = &options.parameters;
    parameters.check_used(is_used, "a parameter of the scheme", &mut division.problems);
    if let Some(entity) = &options.entity
        && tables.values().all(|table| table.column(entity).is_none())
    {
        let want = "a column of one of the tables";
        division.problems.add("/entity", Code::UnknownColumn, entity, want);
    }
    let sets = scheme.recipient_sets();
    for set in tables.keys().filter(|set| !sets.contains(&set.as_str())) {
        let want = format!("one of {}", sets.join(", "));
        division.problems.add(below("/frames", set), Code::UnknownName, set, want);
    }
    let lines = rows_of(&scheme.pots, &tables);
    if lines > MOST_LINES {
        let got = format_args!("{lines} recipients in all pots together");
        let want = format_args!("at most {MOST_LINES}");
        division.problems.add("/pots", Code::OutOfRange, got, want);
        return Err(division.problems.into());
    }
    let total = division.total();
    let mut deductions = Vec::new();
    for deduction in &scheme.deductions {
        let path = below("/deductions", &deduction.id);
        if let Some(entry) = division.problems.keep(&path, when.of(&deduction.amount)) {
            deductions.push((deduction.name.clone(), *entry.value(), entry.cite().clone()));
            if entry.value().ore() < 0 {
                division.problems.add(path, Code::Negative, entry.value(), "0 or more");
            }
        }
    }
    match total {
        Some((total, cite)) => {
            let rest = Money::sum(
                std::iter::once(total).chain(deductions.iter().map(|(_, amount, _)| -*amount)),
            );
            let rest = division.problems.keep("/total", rest);
            if let Some(rest) = rest.filter(|rest| total.ore() >= 0 && rest.ore() < 0) {
                let got = format!("deductions that are {} more than the total", -rest);
                let want = format!("at most {total} in all");
                division.problems.add("/deductions", Code::Infeasible, got, want);
            } else if let Some(rest) = rest {
                division.divide(&scheme.pots, rest, None, 0, None);
            }
            let Division { pots, problems, .. } = division;
            problems.check()?;
            Ok(SchemeAllocation::new(scheme, when, options, total, cite, deductions, pots))
        }
        None => {
            division.check_undivided(|division| {
                division.check_sizes(&scheme.pots);
                division.check_below(&scheme.pots);
            });
            Err(division.problems.into())
        }
    }
}

/// The work of dividing one scheme.
struct Division<'a> {
    scheme: &'a Scheme,
    when: When,
    tables: &'a BTreeMap<String, Table>,
    options: &'a SchemeOptions,
    pots: Vec<PotResult>,
    problems: Problems,
}

impl<'a> Division<'a> {
    fn total(&mut self) -> Option<(Money, Option<Citation>)> {
        match (self.options.total, &self.scheme.total) {
            (Some(total), _) => Some((total, None)),
            (None, Some(dated)) => {
                let entry = self.problems.keep("/total", self.when.of(dated))?;
                Some((*entry.value(), Some(entry.cite().clone())))
            }
            (None, None) => {
                self.problems.add(
                    "/total",
                    Code::Missing,
                    "no total",
                    "a total: the scheme has none of its own",
                );
                None
            }
        }
    }

    /// Splits `sum` over sibling pots and goes down into each.
    fn divide(
        &mut self,
        pots: &'a [Pot],
        sum: Money,
        parent: Option<usize>,
        depth: usize,
        inside: Option<&Wording>,
    ) {
        let Some(sizes) = self.sizes(pots, sum) else {
            self.check_undivided(|division| division.check_below(pots));
            return;
        };
        let Sizes { sizes, tied, units } = sizes;
        for (place, (pot, (amount, cite))) in pots.iter().zip(sizes).enumerate() {
            if sum.ore() >= 0 && amount.ore() < 0 && !pot.charge {
                let got = format!("{amount}, a part of {sum}");
                let want = "0 or more, unless the pot may be a charge (charge)";
                self.problems.add(below("/pots", &pot.id), Code::Infeasible, got, want);
            }
            let inside = pot.inside.as_ref().or(inside);
            let position = self.pots.len();
            self.pots.push(PotResult {
                id: pot.id.clone(),
                name: pot.name.clone(),
                parent,
                depth,
                of: sum,
                amount,
                cite,
                tie: tied
                    .contains(&place)
                    .then(|| (tied.iter().map(|&place| pots[place].name.clone()).collect(), units)),
                inside: inside.cloned(),
                inner_of: None,
                recipients: None,
                key_cite: None,
                allocation: None,
            });
            match &pot.content {
                Content::Pots(pots) => self.divide(pots, amount, Some(position), depth + 1, inside),
                Content::Leaf(leaf) => self.leaf(position, leaf),
            }
        }
    }

    /// Finds what else is wrong where nobody knows what is divided. Where that is because the
    /// scheme does not hold at that time, nothing more is said of the time.
    fn check_undivided(&mut self, check: impl FnOnce(&mut Self)) {
        let known = std::mem::take(&mut self.problems);
        check(self);
        let found = std::mem::replace(&mut self.problems, known);
        let is_of_time = |problem: &Problem| problem.code() == Code::NoValueAtDate;
        let said = self.problems.iter().any(is_of_time);
        self.problems.extend_once(found.without(|problem| said && is_of_time(problem)));
    }

    /// What can be said of siblings' sizes where nobody knows what they divide.
    fn check_sizes(&mut self, pots: &[Pot]) {
        for pot in pots {
            let path = below("/pots", &pot.id);
            match &pot.size {
                Size::Amount(dated) => _ = self.problems.keep(&path, self.when.of(dated)),
                Size::Share(dated) => _ = self.problems.keep(&path, self.when.of(dated)),
            }
        }
    }

    /// What can be said of what stands below pots that have no size.
    fn check_below(&mut self, pots: &'a [Pot]) {
        for pot in pots {
            match &pot.content {
                Content::Pots(pots) => {
                    self.check_sizes(pots);
                    self.check_below(pots);
                }
                Content::Leaf(leaf) => self.check_leaf(&pot.id, leaf),
            }
        }
    }

    fn check_leaf(&mut self, id: &str, leaf: &'a Leaf) {
        if let Some((table, key, options)) = self.facts(id, leaf) {
            let mut problems = Problems::new();
            check(Some(table), None, Some(key.value()), &[], &options, &mut problems);
            self.report(id, leaf, problems);
        }
        leaf.inner.iter().for_each(|inner| self.check_leaf(&inner.id, &inner.leaf));
    }

    /// What each sibling gets: amounts first, then the rest by shares.
    fn sizes(&mut self, pots: &[Pot], sum: Money) -> Option<Sizes> {
        let before = self.problems.count();
        let mut taken = Vec::new();
        let mut shares = Vec::new();
        let mut cites = Vec::new();
        for pot in pots {
            let path = below("/pots", &pot.id);
            let cite = match &pot.size {
                Size::Amount(dated) => {
                    let entry = self.problems.keep(&path, self.when.of(dated));
                    taken.extend(entry.map(|entry| *entry.value()));
                    entry.map(|entry| entry.cite().clone())
                }
                Size::Share(dated) => {
                    let entry = self.problems.keep(&path, self.when.of(dated));
                    shares.extend(entry.map(|entry| entry.value().clone()));
                    entry.map(|entry| entry.cite().clone())
                }
            };
            cites.push(cite);
        }
        let rest = Money::sum(std::iter::once(sum).chain(taken.iter().map(|amount| -*amount)));
        let rest = self.problems.keep("/pots", rest);
        let own = shares.iter().map(Ratio::big);
        if Ratio::common_bits(own, WIDEST_MEASURE) > WIDEST_MEASURE {
            let got = "shares whose common denominator has too many digits";
            let want = format_args!("at most {WIDEST_MEASURE} bits");
            self.problems.add("/pots", Code::OutOfRange, got, want);
            return None;
        }
        let of_shares: num_rational::BigRational = shares.iter().map(Ratio::big).sum();
        let one = Ratio::one();
        let names = || pots.iter().map(|pot| pot.id.as_str()).collect::<Vec<_>>().join(", ");
        if self.problems.count() > before {
            return None;
        }
        let rest = rest?;
        if shares.is_empty() && rest != Money::ZERO {
            let want = format!("amounts that sum to {sum}: {rest} is left");
            self.problems.add("/pots", Code::SumMismatch, names(), want);
        } else if !shares.is_empty()
            && (of_shares != *one.big() || shares.iter().any(Ratio::is_negative))
        {
            let got = format!("shares of {} that sum to {}", names(), Ratio::from(of_shares));
            self.problems.add("/pots", Code::SharesNotOne, got, "exactly 1, none under 0");
        }
        if self.problems.count() > before {
            return None;
        }
        let (parts, cut) = match shares.is_empty() {
            true => (Vec::new(), Cut::default()),
            false => self.split(pots, rest, &shares)?,
        };
        let (mut taken, mut parts) = (taken.into_iter(), parts.into_iter());
        let is_share = |place: &usize| matches!(pots[*place].size, Size::Share(_));
        let sharing: Vec<usize> = (0..pots.len()).filter(is_share).collect();
        let tied = cut.tied.iter().map(|&part| sharing[part as usize]).collect();
        let sizes = pots
            .iter()
            .zip(cites)
            .map(|(pot, cite)| {
                let amount = match pot.size {
                    Size::Amount(_) => taken.next(),
                    Size::Share(_) => parts.next(),
                };
                Some((amount?, cite?))
            })
            .collect::<Option<Vec<_>>>()?;
        Some(Sizes { sizes, tied, units: cut.at_stake })
    }

    /// A sum by shares, in the least unit in which the amounts of all come out whole.
    fn split(&mut self, pots: &[Pot], sum: Money, shares: &[Ratio]) -> Option<(Vec<Money>, Cut)> {
        let unit = common_unit(pots);
        let ore = sum.ore().unsigned_abs();
        if !ore.is_multiple_of(unit) {
            let want = match Money::try_from_ore(unit.into()) {
                Ok(unit) => format!("a sum in whole units of {unit} kr"),
                Err(_) => "units of the pots that some sum is whole in".to_owned(),
            };
            self.problems.add("/total", Code::NotWholeUnits, sum, want);
            return None;
        }
        let sharing: Vec<&str> = pots
            .iter()
            .filter(|pot| matches!(pot.size, Size::Share(_)))
            .map(|pot| pot.id.as_str())
            .collect();
        // A share is not under 0 here, and together they are 1.
        let divided = split(ore / unit, shares, &|a, b| sharing[a].cmp(sharing[b]));
        let sign = sum.ore().signum();
        let money = |units: u64| Money::known((units * unit) as i64 * sign);
        Some((divided.units.into_iter().map(money).collect(), divided.cut))
    }

    /// Divides a leaf's amount over its recipients, and what some of them get further.
    fn leaf(&mut self, position: usize, leaf: &'a Leaf) {
        let Some((allocation, cite)) = self.allocate(position, leaf) else { return };
        for inner in &leaf.inner {
            let Some(amount) = allocation.amount(&inner.of) else {
                let want = format!("a recipient of {}", leaf.recipients);
                self.problems.add(
                    format_args!("{}/of", below("/pots", &inner.id)),
                    Code::UnknownId,
                    &inner.of,
                    want,
                );
                continue;
            };
            let outer = &self.pots[position];
            let result = PotResult {
                id: inner.id.clone(),
                name: inner.name.clone(),
                parent: Some(position),
                depth: outer.depth + 1,
                of: amount,
                amount,
                cite: outer.cite.clone(),
                tie: None,
                inside: outer.inside.clone(),
                inner_of: Some(inner.of.clone()),
                recipients: None,
                key_cite: None,
                allocation: None,
            };
            self.pots.push(result);
            self.leaf(self.pots.len() - 1, &inner.leaf);
        }
        let pot = &mut self.pots[position];
        pot.recipients = Some(leaf.recipients.clone());
        pot.key_cite = Some(cite);
        pot.allocation = Some(allocation);
    }

    fn allocate(&mut self, position: usize, leaf: &'a Leaf) -> Option<(Allocation, Citation)> {
        let (amount, id) = (self.pots[position].amount, self.pots[position].id.clone());
        if amount == Money::ZERO && self.when.of(&leaf.key).is_err() {
            // No money, and no key for this time: nothing to divide.
            self.pots[position].recipients = Some(leaf.recipients.clone());
            return None;
        }
        let (table, key, options) = self.facts(&id, leaf)?;
        match allocate(table, amount, key.value(), &options) {
            Ok(allocation) => Some((allocation, key.cite().clone())),
            Err(error) => {
                self.report(&id, leaf, error.into_problems());
                None
            }
        }
    }

    /// What a leaf divides by: its table, its key and its options with the caller's.
    fn facts(&mut self, id: &str, leaf: &'a Leaf) -> Option<(&'a Table, &'a Entry<Key>, Options)> {
        let path = format!("{}/key", below("/pots", id));
        let entry = self.problems.keep(&path, self.when.of(&leaf.key));
        let Some(table) = self.tables.get(&leaf.recipients) else {
            let missing = Problem::new(
                below("/frames", &leaf.recipients),
                Code::Missing,
                "no table",
                format!("the recipients called {}", leaf.recipients),
            );
            self.problems.extend_once(missing.into());
            return None;
        };
        let entry = entry?;
        let needed = entry.value().parameters();
        let parameters = self.options.parameters.iter().filter(|(name, _)| needed.contains(name));
        let parameters =
            parameters.fold(Parameters::new(), |all, (name, value)| all.with(name, value.clone()));
        let mut options: Options = leaf.options.clone().parameters(parameters);
        options.entity =
            self.options.entity.clone().filter(|column| table.column(column).is_some());
        options.status = self.options.status;
        options.facts_on = self.options.facts_on.clone();
        Some((table, entry, options))
    }

    /// Takes over the problems of a pot. Pots that share a table share its faults.
    fn report(&mut self, id: &str, leaf: &Leaf, problems: Problems) {
        let path = below("/pots", id);
        let problems = problems.rooted(&below("/frames", &leaf.recipients)).placed(|at| {
            let own = at.starts_with("/frames/") || at.starts_with("/parameters/");
            if own { at.to_owned() } else { format!("{path}{at}") }
        });
        self.problems.extend_once(problems);
    }
}

/// How many rows all divisions have together.
fn rows_of(pots: &[Pot], tables: &BTreeMap<String, Table>) -> usize {
    let rows = pots.iter().map(|pot| match &pot.content {
        Content::Pots(pots) => rows_of(pots, tables),
        Content::Leaf(leaf) => rows_of_leaf(leaf, tables),
    });
    rows.fold(0, usize::saturating_add)
}

fn rows_of_leaf(leaf: &Leaf, tables: &BTreeMap<String, Table>) -> usize {
    let own = tables.get(&leaf.recipients).map_or(0, Table::len);
    let inner = leaf.inner.iter().map(|inner| rows_of_leaf(&inner.leaf, tables));
    inner.fold(own, usize::saturating_add)
}

/// What siblings get, and which of those that share were equal at the cut.
struct Sizes {
    sizes: Vec<(Money, Citation)>,
    tied: Vec<usize>,
    /// How many units there were for the tied.
    units: usize,
}

/// The least unit, in öre, that is whole in the unit of each pot that gets a share. What has an
/// amount of its own bears on nobody else's unit.
fn common_unit(pots: &[Pot]) -> u64 {
    let units = pots.iter().filter(|pot| matches!(pot.size, Size::Share(_))).map(whole_unit);
    units.fold(1, |common, unit| {
        // Beyond 64 bits it is a unit that no sum is whole in.
        u64::try_from(u128::from(common).lcm(&unit.into())).unwrap_or(u64::MAX)
    })
}

/// The unit, in öre, that the amount of a pot must be whole in.
fn whole_unit(pot: &Pot) -> u64 {
    match &pot.content {
        Content::Pots(pots) => common_unit(pots),
        Content::Leaf(leaf) if leaf.options.rounding.is_statutory() => 1,
        Content::Leaf(leaf) => leaf.options.unit.ore(),
    }
}
