//! The result of a scheme: pots, and who gets what from each.

use std::collections::BTreeMap;

use super::{Scheme, SchemeOptions, When};
use crate::Error;
use crate::allocation::{Allocation, Comparison, Row};
use crate::apportion::TieRule;
use crate::finding::{Finding, Reason, Value};
use crate::number::{Money, Ratio};
use crate::problem::{Code, Problem, Problems, below};
use crate::source::Citation;
use crate::text::{self, Language, Wording};

/// What a scheme gives to whom.
#[derive(Clone, Debug)]
pub struct SchemeAllocation {
    scheme: Scheme,
    when: When,
    options: SchemeOptions,
    total: Money,
    total_cite: Option<Citation>,
    deductions: Vec<(Wording, Money, Citation)>,
    pots: Vec<PotResult>,
}

/// One pot of a result, in the order of the scheme: a parent comes before its children.
#[derive(Clone, Debug)]
pub struct PotResult {
    pub(super) id: String,
    pub(super) name: Wording,
    pub(super) parent: Option<usize>,
    pub(super) depth: usize,
    pub(super) of: Money,
    pub(super) amount: Money,
    pub(super) cite: Citation,
    /// The pots that it was equal with at the cut, itself among them, and the units for them.
    pub(super) tie: Option<(Vec<Wording>, usize)>,
    pub(super) inside: Option<Wording>,
    pub(super) inner_of: Option<String>,
    pub(super) recipients: Option<String>,
    pub(super) key_cite: Option<Citation>,
    pub(super) allocation: Option<Allocation>,
}

impl PotResult {
    /// The pot's id in the scheme.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> &Wording {
        &self.name
    }

    /// The position of the pot that it is a part of.
    #[must_use]
    pub fn parent(&self) -> Option<usize> {
        self.parent
    }

    /// How deep it lies: 0 for the scheme's own pots.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// How much it holds.
    #[must_use]
    pub fn amount(&self) -> Money {
        self.amount
    }

    /// What its size rests on.
    #[must_use]
    pub fn cite(&self) -> &Citation {
        &self.cite
    }

    /// Whether its share left the same remainder as that of another pot, some of which got a unit
    /// more, in the order of their ids.
    #[must_use]
    pub fn is_tied(&self) -> bool {
        self.tie.is_some()
    }

    /// The other grant that it is paid inside: then it is shown and not payable by itself.
    #[must_use]
    pub fn inside(&self) -> Option<&Wording> {
        self.inside.as_ref()
    }

    /// The recipient whose amount it divides further; such a pot is part of what that one gets.
    #[must_use]
    pub fn inner_of(&self) -> Option<&str> {
        self.inner_of.as_deref()
    }

    /// The recipient set that it goes to; none for a pot of pots.
    #[must_use]
    pub fn recipients(&self) -> Option<&str> {
        self.recipients.as_deref()
    }

    /// What its key rests on.
    #[must_use]
    pub fn key_cite(&self) -> Option<&Citation> {
        self.key_cite.as_ref()
    }

    /// How it was divided; none for a pot of pots, and for one of zero kronor without a key.
    #[must_use]
    pub fn allocation(&self) -> Option<&Allocation> {
        self.allocation.as_ref()
    }

    /// Whether it is money of its own: a leaf, and no division of another recipient's amount.
    fn is_own_leaf(&self) -> bool {
        self.recipients.is_some() && self.inner_of.is_none()
    }
}

impl SchemeAllocation {
    pub(super) fn new(
        scheme: &Scheme,
        when: When,
        options: &SchemeOptions,
        total: Money,
        total_cite: Option<Citation>,
        deductions: Vec<(Wording, Money, Citation)>,
        pots: Vec<PotResult>,
    ) -> Self {
        let (scheme, options) = (scheme.clone(), options.clone());
        Self { scheme, when, options, total, total_cite, deductions, pots }
    }

    /// The scheme.
    #[must_use]
    pub fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    /// The time whose values were used.
    #[must_use]
    pub fn when(&self) -> When {
        self.when
    }

    /// The options.
    pub fn options(&self) -> &SchemeOptions {
        &self.options
    }

    /// The whole sum, deductions included.
    #[must_use]
    pub fn total(&self) -> Money {
        self.total
    }

    /// What the total rests on; none for one that the caller gave.
    #[must_use]
    pub fn total_cite(&self) -> Option<&Citation> {
        self.total_cite.as_ref()
    }

    /// What came off the total first: name, amount and what it rests on.
    #[must_use]
    pub fn deductions(&self) -> &[(Wording, Money, Citation)] {
        &self.deductions
    }

    /// Every pot, parents before children.
    #[must_use]
    pub fn pots(&self) -> &[PotResult] {
        &self.pots
    }

    /// The pot with this id.
    #[must_use]
    pub fn pot(&self, id: &str) -> Option<&PotResult> {
        self.pots.iter().find(|pot| pot.id == id)
    }

    /// Every amount with its pot: a recipient has a line in each pot that it takes part in.
    pub fn rows(&self) -> impl Iterator<Item = (&PotResult, Row<'_>)> {
        let leaves = self.pots.iter().filter_map(|pot| Some((pot, pot.allocation.as_ref()?)));
        leaves.flat_map(|(pot, allocation)| allocation.rows().map(move |row| (pot, row)))
    }

    /// Every amount, in the order of [`rows`](Self::rows).
    pub fn amounts(&self) -> impl Iterator<Item = Money> {
        let leaves = self.pots.iter().filter_map(|pot| pot.allocation.as_ref());
        leaves.flat_map(|allocation| allocation.amounts().iter().copied())
    }

    /// What is paid out by itself: the sum of the amounts of pots that are not inside another grant.
    ///
    /// # Errors
    /// `out_of_range` where the sum is.
    pub fn payable(&self) -> Result<Money, Error> {
        self.sum_of(|pot| pot.inside.is_none())
    }

    /// What runs inside other grants.
    ///
    /// # Errors
    /// `out_of_range` where the sum is.
    pub fn inside_other_grants(&self) -> Result<Money, Error> {
        self.sum_of(|pot| pot.inside.is_some())
    }

    /// What the roundings of its pots left unspent, or under zero what they added.
    ///
    /// # Errors
    /// `out_of_range` where the sum is.
    pub fn unallocated(&self) -> Result<Money, Error> {
        let pots = self.pots.iter().filter(|pot| pot.is_own_leaf());
        Money::sum(pots.filter_map(PotResult::allocation).map(Allocation::unallocated))
    }

    fn sum_of(&self, counts: impl Fn(&PotResult) -> bool) -> Result<Money, Error> {
        let pots = self.pots.iter().filter(|pot| pot.is_own_leaf() && counts(pot));
        Money::sum(
            pots.filter_map(|pot| pot.allocation.as_ref())
                .flat_map(|a| a.amounts().iter().copied()),
        )
    }

    /// The sum of every legal entity over all pots and recipient sets: `(payable, inside other
    /// grants)`, by entity. Divisions of one recipient's own amount are not added again.
    ///
    /// ```
    /// use statsbidrag::{SchemeOptions, Table, When, allocate_scheme, catalog};
    ///
    /// let scheme = catalog::scheme("valfardsmiljarderna-demonstration")?;
    /// // Gotland is a municipality and a region, and one legal entity.
    /// let municipalities = Table::builder("id", ["0980"])
    ///     .column("population", [58_003])
    ///     .column("asylum_seekers", [300])
    ///     .column("entity", ["Gotland"])
    ///     .build()?;
    /// let regions = Table::builder("id", ["09"])
    ///     .column("population", [58_003])
    ///     .column("asylum_seekers", [300])
    ///     .column("entity", ["Gotland"])
    ///     .build()?;
    /// let tables = [("municipality", municipalities), ("region", regions)];
    /// let options = SchemeOptions::new().entity("entity");
    /// let result = allocate_scheme(&scheme, When::Year(2017), tables, &options)?;
    /// // Alone in both tables it has everything: 7 billion paid, 3 within another grant.
    /// let (payable, inside) = result.by_entity()?["Gotland"];
    /// assert_eq!(payable.to_string(), "7000000000");
    /// assert_eq!(inside.to_string(), "3000000000");
    /// # Ok::<(), statsbidrag::Error>(())
    /// ```
    ///
    /// # Errors
    /// `out_of_range` where a sum is.
    pub fn by_entity(&self) -> Result<BTreeMap<String, (Money, Money)>, Error> {
        let mut sums: BTreeMap<String, (Money, Money)> = BTreeMap::new();
        for pot in self.pots.iter().filter(|pot| pot.is_own_leaf()) {
            let Some(allocation) = &pot.allocation else { continue };
            for (entity, amount) in allocation.by_entity()? {
                let (payable, inside) = sums.entry(entity).or_default();
                let sum = if pot.inside.is_some() { inside } else { payable };
                *sum = sum.plus(amount)?;
            }
        }
        Ok(sums)
    }

    /// Explains what changed from this result to a later one, pot by pot: preliminary to final, or
    /// one year to the next. Pots are matched by id; one that only one of the two divided is left
    /// out, and so is a division of one recipient's own amount.
    ///
    /// ```
    /// use statsbidrag::{Money, SchemeOptions, Table, When, allocate_scheme, catalog};
    ///
    /// let scheme = catalog::scheme("exempel-likvardig-skola")?;
    /// let divide = |total, pupils: [u32; 2]| {
    ///     let table = Table::builder("id", ["a", "b"]).column("index", [1, 1]).column("pupils", pupils);
    ///     let options = SchemeOptions::new().total(Money::from_kronor(total)?);
    ///     allocate_scheme(&scheme, When::Year(2018), [("principal", table.build()?)], &options)
    /// };
    /// let (before, after) = (divide(100, [1, 3])?, divide(120, [1, 2])?);
    /// let changes = before.compare(&after, None)?;
    /// let (_, comparison) = &changes[0];
    /// assert_eq!(comparison.rows()[0].change().difference(), Money::from_kronor(15)?); // 25 to 40
    /// # Ok::<(), statsbidrag::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Allocation::compare`], under `/pots/<pot>`, for every pot at once.
    pub fn compare(
        &self,
        other: &Self,
        per: Option<&str>,
    ) -> Result<Vec<(&str, Comparison)>, Error> {
        let mut problems = Problems::new();
        let mut changes = Vec::new();
        for pot in self.pots.iter().filter(|pot| pot.is_own_leaf()) {
            let later = other.pot(&pot.id).and_then(PotResult::allocation);
            let (Some(earlier), Some(later)) = (pot.allocation(), later) else { continue };
            let comparison = earlier.compare(later, per);
            if let Some(comparison) = problems.keep(&below("/pots", &pot.id), comparison) {
                changes.push((pot.id(), comparison));
            }
        }
        problems.into_result(changes)
    }

    /// The derivation of what a recipient gets from each pot: the pot's size, then its own amount.
    ///
    /// # Errors
    /// `unknown_id` for one that is in no table of this set.
    pub fn findings(&self, recipients: &str, id: &str) -> Result<Vec<Finding>, Error> {
        let explained = self.explained(recipients, id)?;
        Ok(explained.into_iter().flat_map(|(_, findings)| findings).collect())
    }

    /// The same in words: a paragraph for each pot, which starts with the pot's name.
    ///
    /// ```
    /// use statsbidrag::{Language, SchemeOptions, Table, When, allocate_scheme, catalog};
    ///
    /// let scheme = catalog::scheme("valfardsmiljarderna-demonstration")?;
    /// let table = |id| {
    ///     let table = Table::builder("id", [id]).column("population", [58_003]);
    ///     table.column("asylum_seekers", [300]).build()
    /// };
    /// let tables = [("municipality", table("0980")?), ("region", table("09")?)];
    /// let result = allocate_scheme(&scheme, When::Year(2017), tables, &SchemeOptions::new())?;
    /// let text = result.explain("region", "09", Language::English)?;
    /// assert!(text.starts_with(
    ///     "asylum seekers and newly arrived, the regions (county councils). 09: 1,400,000,000\u{a0}kr"
    /// ));
    /// # Ok::<(), statsbidrag::Error>(())
    /// ```
    ///
    /// # Errors
    /// `unknown_id` for one that is in no table of this set.
    pub fn explain(&self, recipients: &str, id: &str, language: Language) -> Result<String, Error> {
        let explained = self.explained(recipients, id)?.into_iter();
        let paragraphs = explained
            .map(|(heading, findings)| text::lines(heading(language), &findings, language));
        Ok(paragraphs.collect::<Vec<_>>().join("\n\n"))
    }

    #[expect(clippy::type_complexity, reason = "a heading in either language, beside its findings")]
    fn explained<'a>(
        &'a self,
        recipients: &str,
        id: &str,
    ) -> Result<Vec<(Box<dyn Fn(Language) -> String + 'a>, Vec<Finding>)>, Error> {
        let mut explained: Vec<(Box<dyn Fn(Language) -> String + 'a>, Vec<Finding>)> = Vec::new();
        let unit = self.unit_word();
        for pot in self.pots.iter().filter(|pot| pot.recipients.as_deref() == Some(recipients)) {
            let Some(allocation) = &pot.allocation else { continue };
            let Some(row) = allocation.ids().position(id) else { continue };
            let mut findings = self.explain_size(pot, unit);
            findings.extend(allocation.findings_citing(id, pot.key_cite.as_ref())?);
            let heading = move |language| {
                let heading = allocation.heading(row, language);
                format!("{}. {heading}", self.path_of(pot, language))
            };
            explained.push((Box::new(heading), findings));
        }
        if explained.is_empty() {
            return Err(Problem::new(
                "/explain",
                Code::UnknownId,
                id,
                format!("a recipient of {recipients}"),
            )
            .into());
        }
        Ok(explained)
    }

    /// The names of a pot and of those that it lies in, outermost first: siblings' children may be
    /// called the same.
    fn path_of(&self, pot: &PotResult, language: Language) -> String {
        let name = pot.name.get(language);
        match pot.parent {
            Some(parent) => format!("{}, {name}", self.path_of(&self.pots[parent], language)),
            None => name.to_owned(),
        }
    }

    /// Kronor, unless persons or seats are counted.
    fn unit_word(&self) -> &'static str {
        let mut allocations = self.pots.iter().filter_map(|pot| pot.allocation.as_ref());
        if allocations.any(|own| own.options().unit.is_count()) { "" } else { "kr" }
    }

    /// What came off the total before the pots.
    fn explain_deductions(&self, unit: &'static str) -> Vec<Finding> {
        let deduction = |(name, amount, cite): &(Wording, Money, Citation)| {
            let finding = Finding::new(Reason::Deduction, name.clone()).have(*amount);
            finding.need(self.total).unit(unit).cite(Some(cite.clone()))
        };
        self.deductions.iter().map(deduction).collect()
    }

    /// The sizes of a pot and of those that it lies in, outermost first.
    fn explain_size(&self, pot: &PotResult, unit: &'static str) -> Vec<Finding> {
        let mut findings = match pot.parent {
            Some(parent) => self.explain_size(&self.pots[parent], unit),
            None => self.explain_deductions(unit),
        };
        findings.retain(|finding| finding.reason() != Reason::InsideOtherGrant);
        if let Some(of) = &pot.inner_of {
            let finding = Finding::new(Reason::InnerPot, of.as_str()).have(pot.amount).unit(unit);
            findings.push(finding);
            return findings;
        }
        let size =
            Finding::new(Reason::Pot, pot.name.clone()).have(pot.amount).need(pot.of).unit(unit);
        findings.push(size.cite(Some(pot.cite.clone())));
        if let Some((names, units)) = &pot.tie {
            let named = |language| {
                names.iter().map(|name| name.get(language)).collect::<Vec<_>>().join(", ")
            };
            let names = Wording::new(named(Language::Swedish), named(Language::English));
            let units = Ratio::from(i64::try_from(*units).unwrap_or(i64::MAX));
            let tie = Finding::new(Reason::PotTie, names).have(units);
            findings.push(tie.need(Value::Word(TieRule::ById.word())));
        }
        if let Some(inside) = &pot.inside {
            let finding = Finding::new(Reason::InsideOtherGrant, pot.name.clone());
            findings.push(finding.need(inside.clone()));
        }
        findings
    }
}
