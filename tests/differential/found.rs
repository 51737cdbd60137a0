//! What the library answers, through its public interface only.

use num_bigint::BigInt;
use num_rational::BigRational;
use statsbidrag::{
    Allocation, Bound, Code, Error, Key, Money, Options, Parameters, Ratio, Table, allocate,
};
use statsbidrag_tests::oracle::rational;

use super::case::{Answer, Case, Given, Limit, Refused, Verdict};

/// Asks the library.
pub(crate) fn found(case: &Case) -> Verdict {
    let total = Money::from_ore(case.total).unwrap();
    match allocate(&table(case), total, &key(case), &options(case)) {
        Ok(allocation) => Ok(answer(&allocation)),
        Err(error) => Err(refused(case, &error)),
    }
}

fn table(case: &Case) -> Table {
    let mut builder = Table::builder("id", &case.ids);
    for (name, cells) in case.columns() {
        builder = builder.column(name, cells.column());
    }
    if let Some(only) = &case.only {
        builder = builder.column("takes part", only.clone());
    }
    builder.build().unwrap()
}

fn key(case: &Case) -> Key {
    match &case.parts[..] {
        [part] if part.name.is_empty() => Key::measure(&part.measure).unwrap(),
        parts => Key::new(parts.iter().map(|p| (&p.name, &p.share, &p.measure))).unwrap(),
    }
}

fn options(case: &Case) -> Options {
    let mut parameters = Parameters::new();
    for (name, value) in case.parts.iter().flat_map(|part| &part.parameters) {
        parameters = parameters.with(name, value.parse().unwrap());
    }
    let mut options = Options::new()
        .unit(case.unit.text.parse().unwrap())
        .rounding(case.rounding)
        .rounding_scope(case.scope)
        .parameters(parameters)
        .tie_order(&case.tie_order);
    if let Some(ties) = case.ties {
        options = options.ties(ties);
    }
    if case.only.is_some() {
        options = options.only("takes part");
    }
    let Some(bounds) = &case.bounds else { return options };
    options = options
        .bounds(bounds.policy)
        .minimum_for_zero(bounds.minimum_for_zero)
        .reduce_minimums(bounds.reduce_minimums);
    if let Some(minimum) = &bounds.minimum {
        options = options.minimum(bound(minimum));
    }
    if let Some(maximum) = &bounds.maximum {
        options = options.maximum(bound(maximum));
    }
    options
}

fn bound(limit: &Limit) -> Bound {
    match &limit.given {
        Given::Amount(amount) => Bound::Amount(amount.parse().unwrap()),
        Given::Column(column, _) => Bound::Column(column.clone()),
        Given::PerUnit(column, _, factor) => {
            Bound::PerUnit(column.clone(), factor.parse().unwrap())
        }
        Given::ShareOf(column, _, factor) => {
            Bound::ShareOf(column.clone(), factor.parse().unwrap())
        }
    }
}

fn answer(allocation: &Allocation) -> Answer {
    let ore = |amounts: &[Money]| amounts.iter().map(|m| BigInt::from(m.ore())).collect();
    let rows: Vec<_> = allocation.rows().collect();
    Answer {
        amounts: ore(allocation.amounts()),
        unallocated: allocation.unallocated().ore().into(),
        tied: allocation.tied().into_iter().map(str::to_owned).collect(),
        units_at_stake: allocation.units_at_stake(),
        entitlements: rows.iter().map(|row| exact(&row.entitlement)).collect(),
        rounded_up: rows.iter().map(|row| row.rounded_up).collect(),
        minimums_reduced: allocation.minimums_reduced(),
        parts: allocation
            .parts()
            .iter()
            .map(|part| (part.name().to_owned(), part.pot().ore().into(), ore(part.amounts())))
            .collect(),
    }
}

fn exact(ratio: &Ratio) -> BigRational {
    let whole = |digits: String| digits.parse::<BigInt>().unwrap();
    BigRational::new(whole(ratio.numerator()), whole(ratio.denominator()))
}

fn refused(case: &Case, error: &Error) -> Refused {
    let problems = error.problems();
    assert!(!problems.is_empty(), "an error has a problem");
    let [problem] = &problems[..] else {
        return Refused::Wrong(problems.iter().map(|p| p.code()).collect());
    };
    match problem.code() {
        Code::Infeasible => {
            assert!(error.is_infeasible());
            let got = problem.got();
            let (least, most) = if let Some(sums) = got.strip_prefix("minimums of ") {
                sums.split_once(" and ").unwrap()
            } else if let Some((_, sums)) = got.split_once(" one unit: ") {
                let sums = sums.strip_suffix(" in all").unwrap();
                sums.split_once(" and ").unwrap_or((sums, "no maximum"))
            } else {
                let topped_up = got.strip_prefix("quotas, topped up to their minimums, of ");
                (topped_up.unwrap(), "no maximum")
            };
            let most = (most != "no maximum").then(|| most.strip_prefix("maximums of ").unwrap());
            Refused::Infeasible {
                least: kronor(case, least),
                most: most.map(|most| kronor(case, most)),
            }
        }
        Code::TieRefused => {
            let (units, rest) = problem.got().split_once(" unit(s) of ").unwrap();
            let (_, tied) = rest.split_once(" between equals: ").unwrap();
            Refused::Tie {
                tied: tied.split(", ").map(str::to_owned).collect(),
                units_at_stake: units.parse().unwrap(),
            }
        }
        code => Refused::Wrong([code].into()),
    }
}

/// Reads `12.50` and, of sums beyond money, `12 units of 1000`.
fn kronor(case: &Case, text: &str) -> String {
    let kronor = match text.split_once(" units of ") {
        None => rational(text).unwrap(),
        Some((units, _)) => {
            rational(units).unwrap() * BigRational::new(case.unit.ore.into(), 100.into())
        }
    };
    kronor.to_string()
}
