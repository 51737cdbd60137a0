//! From a table, a key and options to what the kernel divides: every check, before any sum.

use std::collections::{BTreeSet, HashMap, HashSet};

use num_integer::Integer;

use super::division::{Divided, Division};
use super::{Bound, Key, Options};
use crate::Error;
use crate::apportion::{BoundsPolicy, Component, Limits, Rounding, RoundingScope, TieRule, Total};
use crate::limits::WIDEST_KEY;
use crate::measure::{Measure, check_cells};
use crate::number::naturals::Naturals;
use crate::number::{Money, Ratio};
use crate::problem::{Code, Problems};
use crate::table::{Table, cell};

/// A key and options on a table, checked and weighed; a total can be divided by it.
pub(crate) struct Prepared<'t> {
    table: &'t Table,
    key: &'t Key,
    options: &'t Options,
    components: Vec<Component<'t>>,
    limits: Option<Limits>,
    /// The place of each row in `tie_order`.
    listed: Option<Vec<u32>>,
}

/// What options say of the rows of a table.
struct Facts {
    only: Option<Vec<bool>>,
    listed: Option<Vec<u32>>,
    limits: Option<Limits>,
}

impl Facts {
    /// Checks the facts that measures, each with its place, and options read.
    fn check<'m>(
        table: &Table,
        measures: impl Iterator<Item = (String, &'m Measure)>,
        options: &Options,
        problems: &mut Problems,
    ) -> Self {
        let mut seen = BTreeSet::new();
        for (path, measure) in measures {
            let parameters = &options.parameters;
            measure.check(table, parameters, &path, &mut seen, problems, check_cells);
        }
        let only = options.only.as_ref().and_then(|column| table.flags(column, "/only", problems));
        if let Some(entity) = &options.entity {
            check_entities(table, entity, problems);
        }
        let listed =
            (options.ties == Some(TieRule::ByList)).then(|| list_order(table, options, problems));
        let mut in_units = |bound: &Option<Bound>, path, up| {
            bound.as_ref()?.in_units(table, options.unit, path, up, &mut seen, problems)
        };
        let minimum = in_units(&options.minimum, "/minimum", true);
        let maximum = in_units(&options.maximum, "/maximum", false);
        let limits = options.is_bounded().then(|| {
            let lower = minimum.unwrap_or_else(|| vec![0; table.len()]);
            let upper = maximum.unwrap_or_else(|| vec![u64::MAX; table.len()]);
            check_order(table, options, &lower, &upper, problems);
            options.limits(lower, upper)
        });
        Self { only, listed, limits }
    }
}

impl<'t> Prepared<'t> {
    /// Checks everything but the total, and weighs the rows if nothing is wrong.
    pub(crate) fn new(
        table: &'t Table,
        key: &'t Key,
        options: &'t Options,
        problems: &mut Problems,
    ) -> Option<Self> {
        let before = problems.count();
        let needed = key.parameters();
        let is_used = |name: &str| needed.contains(name);
        options.parameters.check_used(is_used, "a parameter that the key has", problems);
        let measures = key.active().map(|part| (key.measure_path(part), part.measure()));
        let Facts { only, listed, limits } = Facts::check(table, measures, options, problems);
        if problems.count() > before || !check_width(table, key, options, problems) {
            return None;
        }
        let components = key.active().map(|component| {
            let weights = component.measure().weigh(table, &options.parameters).values;
            let weights = match &only {
                Some(keep) => weights.keep_only(keep),
                None => weights,
            };
            Component { share: component.share().clone(), weights }
        });
        let components = components.collect();
        let limits = limits.map(|mut limits| {
            for (row, _) in only.iter().flatten().enumerate().filter(|(_, keep)| !**keep) {
                (limits.lower[row], limits.upper[row]) = (0, 0);
            }
            limits
        });
        Some(Self { table, key, options, components, limits, listed })
    }

    /// Divides a total over the whole table.
    pub(crate) fn divide(&self, total: Total) -> Result<Divided, Error> {
        self.divide_components(total, &self.components, self.limits.clone(), &|row| row)
    }

    /// Divides a total over some rows, in their order.
    pub(crate) fn divide_among(&self, total: Total, rows: &[u32]) -> Result<Divided, Error> {
        let components: Vec<_> = self
            .components
            .iter()
            .map(|part| Component {
                share: part.share.clone(),
                weights: narrow(&part.weights, rows),
            })
            .collect();
        let pick = |bounds: &[u64]| rows.iter().map(|&row| bounds[row as usize]).collect();
        let limits = self.limits.as_ref().map(|limits| Limits {
            lower: pick(&limits.lower),
            upper: pick(&limits.upper),
            ..*limits
        });
        self.divide_components(total, &components, limits, &|row| rows[row] as usize)
    }

    fn divide_components(
        &self,
        total: Total,
        components: &[Component<'_>],
        limits: Option<Limits>,
        row_of: &(dyn Fn(usize) -> usize + Sync),
    ) -> Result<Divided, Error> {
        if total.amount != 0 {
            self.check_weights(components)?;
        }
        let ids = self.table.ids();
        let first = |a: usize, b: usize| {
            let (a, b) = (row_of(a), row_of(b));
            match &self.listed {
                Some(listed) => listed[a].cmp(&listed[b]),
                None => ids.compare(a, b),
            }
        };
        let names: Vec<_> = self.key.active().map(super::KeyComponent::name).collect();
        let division = Division {
            options: self.options,
            first: &first,
            first_component: &|a, b| names[a].cmp(names[b]),
            row: &|row| ids.get(row_of(row)).to_owned(),
            component: &|component| names[component].to_owned(),
        };
        division.divide(total, components, limits)
    }

    /// A measure that is zero for everyone cannot divide money.
    fn check_weights(&self, components: &[Component<'_>]) -> Result<(), Error> {
        let mut problems = Problems::new();
        for (component, part) in self.key.active().zip(components) {
            if (0..part.weights.len()).all(|row| part.weights.is_zero_at(row)) {
                let path = self.key.measure_path(component);
                let got = format!("{}, which is 0 for every recipient", component.measure());
                problems.add(path, Code::ZeroWeight, got, "a measure over 0 for someone");
            }
        }
        problems.check()
    }
}

/// Reports a key whose remainders would be of too many digits: they are over what its measures sum to
/// and its shares have in common, all multiplied.
fn check_width(table: &Table, key: &Key, options: &Options, problems: &mut Problems) -> bool {
    let measures = key.active().map(|part| part.measure().width(table, &options.parameters));
    let shares = key.active().map(|part| part.share().big());
    let fits = measures.sum::<u64>() + Ratio::common_bits(shares, WIDEST_KEY) <= WIDEST_KEY;
    if !fits {
        let got = "measures and shares with too many digits together";
        let want = format_args!("{WIDEST_KEY} bits for all measures and the shares' denominator");
        problems.add("/key", Code::OutOfRange, got, want);
    }
    fits
}

/// Neighbouring rows are borrowed, others gathered.
fn narrow<'a>(weights: &'a Naturals<'_>, rows: &[u32]) -> Naturals<'a> {
    match (weights, rows) {
        (Naturals::U64(values), [first, .., last]) if (last - first) as usize == rows.len() - 1 => {
            Naturals::U64(values[*first as usize..=*last as usize].into())
        }
        _ => weights.select(rows),
    }
}

/// The total in units, without its sign; it must be whole except for statutory roundings.
pub(crate) fn in_units(total: Money, options: &Options, problems: &mut Problems) -> Option<Total> {
    let (ore, unit) = (total.ore().unsigned_abs(), options.unit.ore());
    if total.ore() < 0 && options.is_bounded() {
        problems.add(
            "/total",
            Code::Conflict,
            total,
            "0 or more, where there are minimums or maximums",
        );
        return None;
    }
    if ore % unit == 0 {
        return Some(Total::whole(ore / unit));
    }
    if !options.rounding.is_statutory() || options.scope == RoundingScope::Component {
        let want = match options.unit.is_count() {
            true => "a whole number".to_owned(),
            false => format!("a whole number of units of {} kr", options.unit),
        };
        problems.add("/total", Code::NotWholeUnits, total, want);
        return None;
    }
    let common = ore.gcd(&unit);
    Some(Total { amount: ore / common, per: unit / common })
}

/// Everything that can be said of the parts that are there, for a document whose other parts could
/// not be read. Where there is no key, `measures` are those that stand where it should, each with
/// its place.
pub(crate) fn check(
    table: Option<&Table>,
    total: Option<Money>,
    key: Option<&Key>,
    measures: &[(String, Measure)],
    options: &Options,
    problems: &mut Problems,
) {
    check_options(key.map_or(1, Key::active_count), options, problems);
    if let Some(total) = total {
        in_units(total, options, problems);
    }
    match (table, key) {
        (Some(table), Some(key)) => _ = Prepared::new(table, key, options, problems),
        (Some(table), None) => {
            let measures = measures.iter().map(|(path, measure)| (path.clone(), measure));
            Facts::check(table, measures, options, problems);
        }
        (None, _) => {}
    }
}

/// Options that exclude each other, or lack what they need, for a key of so many components.
pub(crate) fn check_options(components: usize, options: &Options, problems: &mut Problems) {
    let mut conflict =
        |path: &str, got: &str, want: &str| problems.add(path, Code::Conflict, got, want);
    if options.is_bounded() && options.scope == RoundingScope::Component && components > 1 {
        conflict("/rounding_scope", "component, with minimums or maximums", "combined");
    }
    if options.policy == BoundsPolicy::TopUpOriginalQuota && options.is_bounded() {
        if options.maximum.is_some() {
            conflict("/maximum", "a maximum with top_up_original_quota", "minimums only");
        }
        if options.rounding != Rounding::LargestRemainder {
            conflict(
                "/rounding",
                options.rounding.word(),
                "largest_remainder with top_up_original_quota",
            );
        }
    }
    if !options.is_bounded() {
        for (path, is_set) in [
            ("/reduce_minimums", options.reduce_minimums),
            ("/minimum_for_zero", options.minimum_for_zero),
            ("/bounds", options.policy != BoundsPolicy::WaterLevel),
        ] {
            if is_set {
                conflict(path, "no minimum and no maximum", "a minimum or a maximum, or neither");
            }
        }
    }
    if !options.tie_order.is_empty() && options.ties != Some(TieRule::ByList) {
        conflict("/tie_order", "an order without ties by_list", "ties by_list");
    }
    let needs_rule = options.unit.needs_tie_rule() || options.rounding.is_divisor();
    if needs_rule && options.ties.is_none() && !options.rounding.is_statutory() {
        let want = "by_id, by_weight, by_list or refuse: units over one krona, persons and seats need a named rule";
        problems.add("/ties", Code::TieRuleRequired, "no tie rule", want);
    }
}

/// Recipients without an entity are their own: one that has the name of another's entity would be
/// taken for part of it.
fn check_entities(table: &Table, column: &str, problems: &mut Problems) {
    let Some(entities) = table.texts(column, "/entity", problems) else { return };
    let named: HashSet<&str> = (0..table.len()).filter_map(|row| entities.get(row)).collect();
    for (row, id) in table.ids().iter().enumerate() {
        if entities.get(row).is_none() && named.contains(id) {
            let got = format_args!("an empty cell for {id}, which is the entity of another");
            problems.add(cell(column, row), Code::Contradiction, got, "an entity");
        }
    }
}

/// The place of every row in the list that settles ties.
fn list_order(table: &Table, options: &Options, problems: &mut Problems) -> Vec<u32> {
    let mut places = HashMap::with_capacity(options.tie_order.len());
    for (place, id) in (0u32..).zip(&options.tie_order) {
        if places.insert(id.as_str(), place).is_some() {
            problems.add(
                format_args!("/tie_order/{place}"),
                Code::Duplicate,
                id,
                "an id that stands once",
            );
        }
    }
    if options.tie_order.is_empty() {
        problems.add(
            "/tie_order",
            Code::Missing,
            "no list",
            "every id, in the order that settles ties",
        );
        return Vec::new();
    }
    let mut known = BTreeSet::new();
    let listed = table.ids().iter().map(|id| {
        known.insert(id);
        places.get(id).copied().unwrap_or_else(|| {
            problems.add(
                "/tie_order",
                Code::Missing,
                format_args!("no {id}"),
                "every id of the table",
            );
            u32::MAX
        })
    });
    let listed = listed.collect();
    for (place, id) in
        options.tie_order.iter().enumerate().filter(|(_, id)| !known.contains(id.as_str()))
    {
        problems.add(format_args!("/tie_order/{place}"), Code::UnknownId, id, "an id of the table");
    }
    listed
}

/// Reports rows whose minimum, in whole units, is over their maximum.
fn check_order(
    table: &Table,
    options: &Options,
    lower: &[u64],
    upper: &[u64],
    problems: &mut Problems,
) {
    let column = [&options.minimum, &options.maximum].into_iter().flatten().find_map(Bound::column);
    for (row, (low, high)) in
        lower.iter().zip(upper).enumerate().filter(|(_, (low, high))| low > high)
    {
        let path = column.map_or_else(|| "/minimum".to_owned(), |column| cell(column, row));
        let got = format!("a minimum of {low} units over a maximum of {high}");
        problems.add(
            path,
            Code::MinimumOverMaximum,
            format_args!("{got} for {}", table.ids().get(row)),
            "a minimum at most the maximum",
        );
        if column.is_none() {
            // The same for every row: said once.
            break;
        }
    }
}
