//! The cap against the baseline: how much of a line is within the rise in staff.
//!
//! Every line is looked at by itself. For what is certain the others are as large as they can be and
//! stand wherever they could; for what is possible they are as small as they must be.

use num_rational::BigRational;
use num_traits::Zero;
use serde_json::Value;

use super::book::whole;
use super::claims::Line;
use super::flow::{Caps, Counted, one};
use super::segments::{Alone, Finding, Outcome};
use super::staffing::{Level, Staffing};

/// How lines share what is too little.
#[derive(Clone, Debug)]
pub(super) enum Sharing {
    /// All in the same proportion.
    ProRata,
    /// In this order, by id: who is first is served first.
    Served(Vec<String>),
}

impl Sharing {
    /// The sharing that a document asks for.
    ///
    /// # Panics
    /// If it is none.
    pub(super) fn of(document: &Value, lines: &[Line]) -> Sharing {
        match document.get("sharing").and_then(Value::as_str).unwrap_or("pro_rata") {
            "pro_rata" => Sharing::ProRata,
            "by_start" => {
                let mut order: Vec<_> = lines.iter().map(|line| (line.from, &line.id)).collect();
                order.sort();
                Sharing::Served(order.into_iter().map(|(_, id)| id.clone()).collect())
            }
            "by_list" => {
                let order = document["order"].as_array().expect("an order").iter();
                Sharing::Served(order.map(|id| id.as_str().expect("an id").to_owned()).collect())
            }
            other => panic!("a sharing, not {other}"),
        }
    }

    /// Whether one line is served before another; with `ProRata` nobody is.
    fn before(&self, one: &str, other: &str) -> bool {
        match self {
            Sharing::ProRata => false,
            Sharing::Served(order) => {
                let place = |id: &str| order.iter().position(|listed| listed == id);
                place(one) < place(other)
            }
        }
    }
}

/// What the cap leaves of a line.
#[derive(Clone, Debug)]
pub(super) struct Held {
    /// The factor that is certain.
    pub certain: BigRational,
    /// The factor that is possible.
    pub possible: BigRational,
    /// What is found.
    pub findings: Vec<Finding>,
}

/// One line that the cap concerns.
struct Concerned<'a> {
    line: &'a Line,
    /// Where it could be counted.
    places: Vec<Level>,
    doubt: bool,
    certain: BigRational,
    possible: BigRational,
}

/// Whether the cap concerns a line: it may come to something, and is one more or may be.
pub(super) fn concerns(line: &Line, alone: &Alone) -> bool {
    let increase = line.word("increase");
    alone.possible > 0 && increase.is_none_or(|word| word == "above_baseline")
}

/// Holds the lines of one recipient against its staff; `None` for lines that it does not concern.
pub(super) fn hold(
    staffing: &Staffing,
    year: &BigRational,
    sharing: &Sharing,
    lines: &[(&Line, &Alone)],
) -> Vec<Option<Held>> {
    let caps = Caps { staffing, year };
    let concerned: Vec<Option<Concerned>> = lines
        .iter()
        .map(|(line, alone)| concerns(line, alone).then(|| Concerned::of(staffing, line, alone)))
        .collect();
    let one_by_one = concerned.iter().enumerate().map(|(at, own)| {
        let own = own.as_ref()?;
        let others = concerned.iter().enumerate().filter(|(other, _)| *other != at);
        let others: Vec<&Concerned> = others.filter_map(|(_, other)| other.as_ref()).collect();
        Some(own.held(&caps, sharing, &others))
    });
    one_by_one.collect()
}

impl<'a> Concerned<'a> {
    fn of(staffing: &Staffing, line: &'a Line, alone: &Alone) -> Concerned<'a> {
        let doubt = is_in_doubt(staffing, line);
        let certain = if doubt { whole(0) } else { &line.fte * whole(alone.certain) };
        let possible = &line.fte * whole(alone.possible);
        Concerned { line, places: places(staffing, line), doubt, certain, possible }
    }

    fn held(&self, caps: &Caps, sharing: &Sharing, others: &[&Concerned]) -> Held {
        let earlier: Vec<&Concerned> = match sharing {
            Sharing::ProRata => others.to_vec(),
            Sharing::Served(_) => {
                let served = |other: &&Concerned| sharing.before(&other.line.id, &self.line.id);
                others.iter().copied().filter(served).collect()
            }
        };
        let factor = |place: &Level, size: &BigRational, others: Vec<Counted>| match sharing {
            Sharing::ProRata => by_proportion(caps, place, size, others),
            Sharing::Served(_) => by_turn(caps, place, size, others),
        };
        let (certain, possible) = if self.doubt {
            let most = || {
                let each = self.places.iter().map(|at| factor(at, &self.possible, least(&earlier)));
                each.max().unwrap_or_else(one)
            };
            let open = may_be_unbound(caps.staffing, self.line);
            (whole(0), if open { one() } else { most() })
        } else {
            let place = &self.places[0];
            (
                factor(place, &self.certain, most(&earlier)),
                factor(place, &self.possible, least(&earlier)),
            )
        };
        let mut findings = self.levels(caps, others);
        // Whoever is served early may have all of it where others do not: that is told too.
        let is_over = findings.iter().any(|finding| finding.outcome != Outcome::Met);
        let is_shared = match self.certain > whole(0) {
            true => certain < one() || is_over,
            // Nothing of it is certain: what it may come to is what is shared.
            false => possible < one(),
        };
        if !self.doubt && is_shared {
            findings.push(finding("CAP_SHARED", Outcome::Met, self.line));
        }
        findings.extend(falls(caps.staffing, self.line));
        Held { certain, possible, findings }
    }

    /// One finding for every level; one in all where it is not known which they are.
    fn levels(&self, caps: &Caps, others: &[&Concerned]) -> Vec<Finding> {
        if self.doubt {
            return vec![finding("OVER_BASELINE_CAP", Outcome::Missing, self.line)];
        }
        let with_own = |mut others: Vec<Counted>| {
            others.push((self.places.clone(), self.possible.clone()));
            others
        };
        let (all, few) = (with_own(most(others)), with_own(least(others)));
        let outcome = |level: Level| {
            let fits = |counted: &[Counted]| {
                let cap = caps.staffing.cap(&level);
                cap.is_none_or(|cap| caps.into(&level, counted) <= cap * caps.year)
            };
            let outcome = match (fits(&all), fits(&few)) {
                (true, _) => Outcome::Met,
                (false, false) => Outcome::NotMet,
                (false, true) => Outcome::Judgement,
            };
            finding("OVER_BASELINE_CAP", outcome, self.line)
        };
        caps.around(&self.places[0]).into_iter().map(outcome).collect()
    }
}

/// The others at their largest, wherever they could be.
fn most(others: &[&Concerned]) -> Vec<Counted> {
    others.iter().map(|other| (other.places.clone(), other.possible.clone())).collect()
}

/// The others at their smallest; who is in doubt about the cap is not there.
fn least(others: &[&Concerned]) -> Vec<Counted> {
    let sure = others.iter().filter(|other| !other.doubt);
    sure.map(|other| (other.places.clone(), other.certain.clone())).collect()
}

fn by_proportion(
    caps: &Caps,
    place: &Level,
    size: &BigRational,
    mut others: Vec<Counted>,
) -> BigRational {
    others.push((vec![place.clone()], size.clone()));
    caps.shares(place, &others).into_values().fold(one(), |all, share| all * share)
}

/// What the line adds to what comes out at the outermost level, by its size.
fn by_turn(caps: &Caps, place: &Level, size: &BigRational, earlier: Vec<Counted>) -> BigRational {
    let around = caps.around(place);
    let (Some(outermost), false) = (around.last(), size.is_zero()) else { return one() };
    let mut with_own = earlier.clone();
    with_own.push((vec![place.clone()], size.clone()));
    (caps.out(outermost, &with_own) - caps.out(outermost, &earlier)) / size
}

/// Whether a cell is empty that says how the cap binds the line.
fn is_in_doubt(staffing: &Staffing, line: &Line) -> bool {
    let (Some(_), Some(role)) = (line.word("increase"), line.word("role")) else { return true };
    !staffing.has_role(role) || staffing.is_incomplete(role) || {
        let units = staffing.units(role);
        !units.is_empty() && line.word("unit").is_none_or(|unit| !units.contains(unit))
    }
}

/// The innermost levels at which the line could be counted.
fn places(staffing: &Staffing, line: &Line) -> Vec<Level> {
    let roles = match line.word("role") {
        Some(role) => vec![role.to_owned()],
        None => staffing.funded.clone(),
    };
    let mut places: Vec<Level> = Vec::new();
    for role in roles {
        let units = staffing.units(&role);
        let in_unit = |unit: &str| Level::Unit(role.clone(), unit.to_owned());
        if !staffing.has_role(&role) {
            if !places.contains(&Level::Recipient) {
                places.push(Level::Recipient);
            }
            continue;
        }
        match line.word("unit") {
            _ if units.is_empty() => places.push(Level::Role(role)),
            None => places.extend(units.iter().map(|unit| in_unit(unit))),
            Some(unit) if units.contains(unit) => places.push(in_unit(unit)),
            Some(_) => places.push(Level::Role(role)),
        }
    }
    places
}

/// Whether the line may turn out to be one that no known level binds.
fn may_be_unbound(staffing: &Staffing, line: &Line) -> bool {
    if line.word("increase").is_none() {
        return true;
    }
    let roles = match line.word("role") {
        Some(role) => vec![role.to_owned()],
        None => staffing.funded.clone(),
    };
    roles.iter().any(|role| {
        let units = staffing.units(role);
        let no_such_unit = |unit: &str| !units.is_empty() && !units.contains(unit);
        !staffing.has_role(role)
            || staffing.is_incomplete(role)
            || line.word("unit").is_some_and(no_such_unit)
    })
}

/// One for every other role that is paid for and has become smaller.
fn falls(staffing: &Staffing, line: &Line) -> Vec<Finding> {
    let outcome = if staffing.across { Outcome::Met } else { Outcome::Judgement };
    let roles = staffing.roles();
    let others = roles.iter().filter(|role| line.word("role") != Some(role));
    let fallen = others.filter(|role| staffing.funded.contains(role) && staffing.has_fallen(role));
    fallen.map(|_| finding("FALL_IN_OTHER_ROLE", outcome, line)).collect()
}

/// A finding about a line as a whole.
pub(super) fn finding(reason: &'static str, outcome: Outcome, line: &Line) -> Finding {
    Finding { reason, outcome, from: line.from, to: line.to }
}
