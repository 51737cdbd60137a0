//! What the oracle answers.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use statsbidrag::{BoundsPolicy, Code, Rounding, RoundingScope, TieRule};
use statsbidrag_tests::oracle::{
    Component, Divisor, Outcome, Policy, Refusal, Statutory, TieOrder, bounded, ceil_units,
    divisor, entitlements, floor_units, largest_remainder, rational, statutory, whole,
};

use super::case::{Answer, Bounds, Case, Refused, Verdict};

/// Asks the oracle.
pub(crate) fn expected(case: &Case) -> Verdict {
    Asked::new(case)?.answer()
}

/// The case in units, without the rows that take no part.
struct Asked<'a> {
    case: &'a Case,
    total: BigRational,
    /// Those with a share.
    parts: Vec<Component>,
    names: Vec<&'a str>,
    limits: Option<Limits<'a>>,
    /// The place of each row among equals.
    rank: Vec<usize>,
}

struct Limits<'a> {
    bounds: &'a Bounds,
    low: Vec<BigInt>,
    high: Vec<Option<BigInt>>,
}

/// Exact amounts and what they were rounded to, in units.
struct Divided {
    exact: Vec<BigRational>,
    outcome: Outcome,
    reduced: bool,
}

impl<'a> Asked<'a> {
    fn new(case: &'a Case) -> Result<Self, Refused> {
        let rows = case.ids.len();
        let takes_part = |row: usize| case.only.as_ref().is_none_or(|only| only[row]);
        let unit = whole(case.unit.ore);
        let total = whole(case.total) / &unit;
        let mut wrong = BTreeSet::new();
        let limits = case.bounds.as_ref().map(|bounds| {
            let units = |kronor: &BigRational| kronor * whole(100) / &unit;
            let mut low = vec![BigInt::zero(); rows];
            let mut high = vec![None; rows];
            if let Some(minimum) = &bounds.minimum {
                low = minimum.kronor.iter().map(|kr| ceil_units(&units(kr))).collect();
            }
            if let Some(maximum) = &bounds.maximum {
                high = maximum.kronor.iter().map(|kr| Some(floor_units(&units(kr)))).collect();
                if bounds.policy == BoundsPolicy::TopUpOriginalQuota {
                    wrong.insert(Code::Conflict);
                }
            }
            if (0..rows).any(|row| high[row].as_ref().is_some_and(|most| low[row] > *most)) {
                wrong.insert(Code::MinimumOverMaximum);
            }
            for row in (0..rows).filter(|&row| !takes_part(row)) {
                // Without a weight it gets no more than its minimum.
                (low[row], high[row]) = (BigInt::zero(), None);
            }
            Limits { bounds, low, high }
        });
        if limits.is_some() && total.is_negative() {
            wrong.insert(Code::Conflict);
        }
        if !total.is_integer() && !case.rounding.is_statutory() {
            wrong.insert(Code::NotWholeUnits);
        }
        if !wrong.is_empty() {
            return Err(Refused::Wrong(wrong));
        }

        let (mut parts, mut names) = (Vec::new(), Vec::new());
        for part in &case.parts {
            let share = rational(&part.share).unwrap();
            if share.is_zero() {
                continue;
            }
            let weight = |row: usize| match takes_part(row) {
                true => part.weights[row].clone(),
                false => BigRational::zero(),
            };
            parts.push(Component { share, weights: (0..rows).map(weight).collect() });
            names.push(part.name.as_str());
        }
        Ok(Self { case, total, parts, names, limits, rank: rank(case) })
    }

    fn answer(&self) -> Verdict {
        let scope = self.case.scope;
        if self.total.is_zero() {
            return self.nothing();
        }
        if scope == RoundingScope::Component && self.parts.len() > 1 {
            return self.by_component();
        }
        let divided = match &self.limits {
            None => self.unbounded(&self.total, &self.parts)?,
            Some(limits) => self.bounded(limits)?,
        };
        self.checked(divided, Vec::new())
    }

    /// Nothing to share is shared by any key, unless a minimum holds.
    fn nothing(&self) -> Verdict {
        let rows = self.case.ids.len();
        let mut reduced = false;
        if let Some(Limits { bounds, low, high }) = &self.limits {
            // Any weights serve that are zero where all of a recipient's are.
            let has_weight = |row: usize| self.parts.iter().any(|p| !p.weights[row].is_zero());
            let weights: Vec<_> = (0..rows).map(|row| whole(u8::from(has_weight(row)))).collect();
            let policy = policy(bounds.policy);
            let (for_zero, reduce) = (bounds.minimum_for_zero, bounds.reduce_minimums);
            let tie = self.tie();
            let found =
                bounded(&BigInt::zero(), &weights, low, high, policy, for_zero, reduce, &tie);
            reduced =
                found.map_err(|refusal| self.refused(refusal, &BigInt::one()))?.reduced.is_some();
        }
        let outcome = Outcome { units: vec![BigInt::zero(); rows], tied: Vec::new(), stake: 0 };
        let parts = match self.case.scope {
            RoundingScope::Component if self.parts.len() > 1 => {
                let none = (BigInt::zero(), outcome.units.clone());
                vec![none; self.parts.len()]
            }
            _ => Vec::new(),
        };
        self.checked(Divided { exact: vec![BigRational::zero(); rows], outcome, reduced }, parts)
    }

    /// A pot for each component, and each pot by itself. Between components the name decides.
    fn by_component(&self) -> Verdict {
        let exact =
            entitlements(&self.total, &self.parts).map_err(|r| self.refused(r, &BigInt::one()))?;
        let total = self.total.to_integer();
        let shares: Vec<_> = self.parts.iter().map(|part| &part.share * &self.total).collect();
        let pots = largest_remainder(&total, &shares, &|a, b| self.names[a].cmp(self.names[b]));
        let names = pots.tied.iter().map(|&part| self.names[part].to_owned());
        self.refuse_tie(names.collect(), pots.stake)?;
        let mut outcome =
            Outcome { units: vec![BigInt::zero(); exact.len()], tied: Vec::new(), stake: 0 };
        let mut parts = Vec::new();
        for (part, pot) in self.parts.iter().zip(pots.units) {
            let alone = [Component { share: BigRational::one(), weights: part.weights.clone() }];
            let own = match pot.is_zero() {
                true => Outcome { units: vec![pot.clone(); exact.len()], tied: vec![], stake: 0 },
                false => self.unbounded(&whole(pot.clone()), &alone)?.outcome,
            };
            outcome.units.iter_mut().zip(&own.units).for_each(|(sum, units)| *sum += units);
            outcome.tied.extend(own.tied);
            outcome.stake += own.stake;
            parts.push((pot, own.units));
        }
        outcome.tied.sort_unstable();
        outcome.tied.dedup();
        self.checked(Divided { exact, outcome, reduced: false }, parts)
    }

    fn unbounded(&self, total: &BigRational, parts: &[Component]) -> Result<Divided, Refused> {
        let exact = entitlements(total, parts).map_err(|r| self.refused(r, &BigInt::one()))?;
        let rounding = self.case.rounding;
        let tie = self.tie_of(&exact);
        let outcome = if rounding == Rounding::LargestRemainder {
            largest_remainder(&total.to_integer(), &exact, &tie)
        } else if rounding.is_statutory() {
            each_by_itself(&exact, rounding)
        } else {
            let seats = u64::try_from(total.abs().to_integer()).unwrap();
            let weights = entitlements(&BigRational::one(), parts).unwrap();
            let rows = weights.len();
            let found =
                divisor(method(rounding), seats, &weights, &vec![0; rows], &vec![None; rows], &tie);
            let mut found = found.map_err(|r| self.refused(r, &BigInt::one()))?;
            if total.is_negative() {
                found.units.iter_mut().for_each(|units| *units = -&*units);
            }
            found
        };
        Ok(Divided { exact, outcome, reduced: false })
    }

    fn bounded(&self, limits: &Limits<'_>) -> Result<Divided, Refused> {
        let refused = |refusal| self.refused(refusal, &BigInt::one());
        let weights = entitlements(&BigRational::one(), &self.parts).map_err(refused)?;
        let (rows, bounds) = (weights.len(), limits.bounds);
        let holds = |row: usize| bounds.minimum_for_zero || !weights[row].is_zero();
        let mut low: Vec<BigInt> = (0..rows)
            .map(|row| if holds(row) { limits.low[row].clone() } else { BigInt::zero() })
            .collect();
        let units = self.total.to_integer();
        let reduced = bounds.reduce_minimums && low.iter().sum::<BigInt>() > units;
        let mut cut = None;
        if reduced {
            let fitting = self.in_proportion(&units, &low);
            low = fitting.units.clone();
            cut = Some(fitting);
        }

        // A total that is no whole number of units is shared in parts of a unit.
        let per = self.total.denom().clone();
        let in_parts = |units: &BigInt| units * &per;
        let total = (&self.total * whole(per.clone())).to_integer();
        let lower: Vec<BigInt> = low.iter().map(in_parts).collect();
        let upper: Vec<Option<BigInt>> =
            limits.high.iter().map(|high| high.as_ref().map(in_parts)).collect();
        let solve = |tie: TieOrder<'_>| {
            let (policy, for_zero) = (policy(bounds.policy), bounds.minimum_for_zero);
            bounded(&total, &weights, &lower, &upper, policy, for_zero, false, tie)
                .map_err(|refusal| self.refused(refusal, &per))
        };
        let mut solved = solve(&self.tie())?;
        if self.case.ties == Some(TieRule::ByWeight) {
            let exact = solved.exact.clone();
            solved = solve(&self.tie_of(&exact))?;
        }
        let mut exact: Vec<BigRational> =
            solved.exact.into_iter().map(|part| part / whole(per.clone())).collect();

        let rounding = self.case.rounding;
        let outcome = if rounding == Rounding::LargestRemainder {
            solved.outcome
        } else if rounding.is_statutory() {
            each_by_itself(&exact, rounding)
        } else {
            // The larger weight has the larger claim, also where a bound cuts what it comes to.
            let tie = self.tie_of(&weights);
            self.bounded_seats(&units, &weights, &low, limits, &tie)?
        };
        if bounds.policy == BoundsPolicy::TopUpOriginalQuota {
            // What is told is the quota or the minimum that it is topped up to.
            for (exact, low) in exact.iter_mut().zip(low) {
                *exact = std::mem::take(exact).max(whole(low));
            }
        }
        // Minimums that were cut take everything: what was tied for is theirs.
        let outcome = match cut {
            Some(Outcome { tied, stake, .. }) => Outcome { tied, stake, ..outcome },
            None => outcome,
        };
        Ok(Divided { exact, outcome, reduced })
    }

    /// A divisor method knows no minimum without a weight and no base: both are given first.
    fn bounded_seats(
        &self,
        units: &BigInt,
        weights: &[BigRational],
        low: &[BigInt],
        limits: &Limits<'_>,
        tie: TieOrder<'_>,
    ) -> Result<Outcome, Refused> {
        let base = limits.bounds.policy == BoundsPolicy::BaseThenShare;
        let given_first = |row: usize| match base || weights[row].is_zero() {
            true => low[row].clone(),
            false => BigInt::zero(),
        };
        let given: Vec<BigInt> = (0..low.len()).map(given_first).collect();
        let rest = u64::try_from(units - given.iter().sum::<BigInt>()).unwrap();
        let small = |units: BigInt| u64::try_from(units).unwrap_or(u64::MAX);
        let min: Vec<u64> = low.iter().zip(&given).map(|(l, given)| small(l - given)).collect();
        let max: Vec<Option<u64>> = limits
            .high
            .iter()
            .zip(&given)
            .map(|(high, given)| {
                high.as_ref().map(|high| small((high - given).max(BigInt::zero())))
            })
            .collect();
        let found = divisor(method(self.case.rounding), rest, weights, &min, &max, tie);
        let mut found = found.map_err(|refusal| match refusal {
            Refusal::Infeasible { minimum, maximum, .. } => {
                let sum = given.iter().sum::<BigInt>();
                let (minimum, maximum) = (minimum + &sum, maximum.map(|most| most + sum));
                let whole = Refusal::Infeasible { total: units.clone(), minimum, maximum };
                self.refused(whole, &BigInt::one())
            }
            other => self.refused(other, &BigInt::one()),
        })?;
        found.units.iter_mut().zip(given).for_each(|(units, given)| *units += given);
        Ok(found)
    }

    /// Minimums cut to a total, as any total is divided by weights.
    fn in_proportion(&self, total: &BigInt, minimums: &[BigInt]) -> Outcome {
        let weights = minimums.iter().cloned().map(whole).collect();
        let key = [Component { share: BigRational::one(), weights }];
        let exact = entitlements(&whole(total.clone()), &key).unwrap();
        largest_remainder(total, &exact, &self.tie_of(&exact))
    }

    fn checked(&self, divided: Divided, parts: Vec<(BigInt, Vec<BigInt>)>) -> Verdict {
        let Divided { exact, outcome, reduced } = divided;
        let tied: Vec<String> = outcome.tied.iter().map(|&i| self.case.ids[i].clone()).collect();
        self.refuse_tie(tied.clone(), outcome.stake)?;
        let unit = BigInt::from(self.case.unit.ore);
        let ore = |units: Vec<BigInt>| units.into_iter().map(|u| u * &unit).collect::<Vec<_>>();
        let amounts = ore(outcome.units);
        let unallocated = BigInt::from(self.case.total) - amounts.iter().sum::<BigInt>();
        if amounts.iter().chain([&unallocated]).any(|ore| ore.abs() > i64::MAX.into()) {
            return Err(Refused::Wrong([Code::OutOfRange].into()));
        }
        let entitlements: Vec<BigRational> = exact
            .into_iter()
            .map(|units| units * BigRational::new(unit.clone(), 100.into()))
            .collect();
        let is_up = |(amount, entitlement): (&BigInt, &BigRational)| {
            BigRational::new(amount.abs(), 100.into()) > entitlement.abs()
        };
        let names = self.names.iter().map(|name| (*name).to_owned());
        Ok(Answer {
            rounded_up: amounts.iter().zip(&entitlements).map(is_up).collect(),
            amounts,
            unallocated,
            tied,
            units_at_stake: outcome.stake,
            entitlements,
            minimums_reduced: reduced,
            parts: names
                .zip(parts)
                .map(|(name, (pot, units))| (name, pot * &unit, ore(units)))
                .collect(),
        })
    }

    fn refuse_tie(&self, tied: Vec<String>, units_at_stake: usize) -> Result<(), Refused> {
        if self.case.ties == Some(TieRule::Refuse) && !tied.is_empty() {
            return Err(Refused::Tie { tied, units_at_stake });
        }
        Ok(())
    }

    /// The refusal in kronor; its sums are in parts of a unit, `per` of them.
    fn refused(&self, refusal: Refusal, per: &BigInt) -> Refused {
        let kronor = |parts: BigInt| {
            BigRational::new(parts * self.case.unit.ore, BigInt::from(100) * per).to_string()
        };
        match refusal {
            Refusal::NoWeight => Refused::Wrong([Code::ZeroWeight].into()),
            Refusal::Infeasible { minimum, maximum, .. } => {
                Refused::Infeasible { least: kronor(minimum), most: maximum.map(kronor) }
            }
            other => panic!("{other:?} is found before anything is computed"),
        }
    }

    /// The order among equals, without regard to what they are entitled to.
    fn tie(&self) -> impl Fn(usize, usize) -> Ordering {
        |a, b| self.rank[a].cmp(&self.rank[b])
    }

    /// The order among equals with these entitlements.
    fn tie_of<'e>(
        &'e self,
        exact: &'e [BigRational],
    ) -> impl Fn(usize, usize) -> Ordering + Copy + 'e {
        let by_weight = self.case.ties == Some(TieRule::ByWeight);
        move |a, b| {
            let larger =
                if by_weight { exact[b].abs().cmp(&exact[a].abs()) } else { Ordering::Equal };
            larger.then_with(|| self.rank[a].cmp(&self.rank[b]))
        }
    }
}

/// The place of each row in the order of ids, bytewise, or in the list.
fn rank(case: &Case) -> Vec<usize> {
    let mut ids: Vec<&[u8]> = case.ids.iter().map(String::as_bytes).collect();
    ids.sort_unstable();
    if case.ties == Some(TieRule::ByList) {
        ids = case.tie_order.iter().map(String::as_bytes).collect();
    }
    let place = |id: &String| ids.iter().position(|other| *other == id.as_bytes()).unwrap();
    case.ids.iter().map(place).collect()
}

fn each_by_itself(exact: &[BigRational], rounding: Rounding) -> Outcome {
    let rounding = match rounding {
        Rounding::Down => Statutory::Down,
        Rounding::Up => Statutory::Up,
        Rounding::HalfUp => Statutory::HalfUp,
        Rounding::HalfDown => Statutory::HalfDown,
        Rounding::HalfEven => Statutory::HalfEven,
        other => panic!("{other} is not statutory"),
    };
    Outcome { units: statutory(exact, rounding), tied: Vec::new(), stake: 0 }
}

fn method(rounding: Rounding) -> Divisor {
    match rounding {
        Rounding::Webster => Divisor::Webster,
        Rounding::Dhondt => Divisor::Dhondt,
        Rounding::Adams => Divisor::Adams,
        Rounding::Dean => Divisor::Dean,
        Rounding::HuntingtonHill => Divisor::HuntingtonHill,
        other => panic!("{other} is no divisor method"),
    }
}

fn policy(policy: BoundsPolicy) -> Policy {
    match policy {
        BoundsPolicy::WaterLevel => Policy::WaterLevel,
        BoundsPolicy::BaseThenShare => Policy::BaseThenShare,
        BoundsPolicy::TopUpOriginalQuota => Policy::TopUpOriginalQuota,
        other => panic!("{other} has no counterpart"),
    }
}
