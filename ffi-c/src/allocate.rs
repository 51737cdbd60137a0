//! Dividing a total over rows.

use statsbidrag::kernel::{
    self, AllocationColumns, AmountColumns, ColumnComponent, MOST_COMPONENTS,
};
use statsbidrag::{
    BoundsPolicy, Code, Money, Options, Ratio, Rounding, RoundingScope, TieRule, Unit,
};

use crate::given::{ColumnOut, Given};
use crate::guard::catch;
use crate::problems::sb_problems;
use crate::sized::sized;
use crate::status::sb_status;

/// What ::sb_allocate divides, and how. Set it to zeros, then size, rows, total, components, weights
/// and what else is wanted: a zero is the default of an option, NULL a column that is not there.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct sb_allocation {
    /// sizeof(sb_allocation), set by the caller.
    pub size: usize,
    /// How many rows.
    pub rows: usize,
    /// What is divided, in öre; negative for a charge.
    pub total: i64,
    /// What amounts are whole numbers of, in öre; 0: 100, one krona.
    pub unit: i64,
    /// One of SB_ROUNDING_; 0: largest remainder.
    pub rounding: u32,
    /// One of SB_SCOPE_; 0: combined.
    pub rounding_scope: u32,
    /// One of SB_TIES_; 0: by id for units of up to one krona, and a problem for others.
    pub ties: u32,
    /// One of SB_BOUNDS_; 0: water level.
    pub bounds: u32,
    /// 1: minimums that are more than the total are cut in proportion; 0: they are a problem.
    pub reduce_minimums: u32,
    /// 1: a row without weight gets its minimum; 0: it gets nothing.
    pub minimum_for_zero: u32,
    /// How many components the key has, at most 64.
    pub components: usize,
    /// The weights: a pointer for each component to a column of whole numbers, 0 or more, in any
    /// unit. Only the proportions within a component count. Not NULL.
    pub weights: *const *const i64,
    /// The share of each component, in parts of shares_of. NULL where there is one component.
    pub shares: *const i64,
    /// What the shares sum to, such as 100 for per cent. It is not read where shares is NULL.
    pub shares_of: i64,
    /// Who goes first among equal remainders: the smaller number, no two alike. NULL: the earlier
    /// row.
    pub ids: *const i64,
    /// The least that each row gets, in öre, 0 or more; ::SB_MISSING for a row without a minimum. NULL:
    /// nobody has one.
    pub minimum: *const i64,
    /// The most that each row gets, likewise.
    pub maximum: *const i64,
    /// A column of uint8_t for what is to be said of each row, a sum of SB_MARK_; NULL: not wanted.
    pub marks: *mut u8,
    /// A pointer for each component to a column for what it gives to each row, in öre. Only with
    /// ::SB_SCOPE_COMPONENT; NULL: not wanted.
    pub component_amounts: *const *mut i64,
}

sized!(sb_allocation, first ended with component_amounts: *const *mut i64);

/// What is to be said of a division as a whole.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct sb_allocation_summary {
    /// sizeof(sb_allocation_summary), set by the caller.
    pub size: usize,
    /// The total less what was divided, in öre; 0 with the largest remainder.
    pub unallocated: i64,
    /// How many rows are tied at the cut, marked ::SB_MARK_TIED.
    pub tied: usize,
    /// How many units there were for them.
    pub units_at_stake: usize,
}

sized!(sb_allocation_summary, first ended with units_at_stake: usize);

/// Divides a total over rows by the weights of one measure or of several components, exactly.
///
/// Entitlements are fractions; each is rounded once, as asked. With the largest remainder the amounts
/// sum to the total to the last öre. The result does not depend on the order of rows, where ids are
/// given.
///
/// @param allocation What is divided, and how.
/// @param amounts Out: rows amounts in öre.
/// @param summary Out: the whole, with its size set before the call. May be NULL.
/// @param problems Out: what is wrong; paths such as /weights/1/17 are the second component's
/// eighteenth row. May be NULL.
/// @return ::SB_OK; ::SB_INPUT for cells and lengths, ::SB_RULE for shares, ties and options that
/// exclude each other, ::SB_INFEASIBLE for minimums and maximums that the total cannot keep,
/// ::SB_TOO_LARGE, ::SB_NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_allocate(
    allocation: *const sb_allocation,
    amounts: *mut i64,
    summary: *mut sb_allocation_summary,
    problems: *mut *mut sb_problems,
) -> sb_status {
    // SAFETY: what the header asks of the caller.
    unsafe {
        catch(problems, |mut given| {
            let asked = given.sized("allocation", allocation);
            let summary =
                (!summary.is_null()).then(|| given.sized_out("summary", summary)).flatten();
            let Some(asked) = asked else {
                given.must_be("amounts", amounts);
                return Err(given.failure());
            };
            let rows = asked.rows;
            let components = asked.components(&mut given);
            let weights = asked.weights(components, &mut given);
            let shares = asked.shares(components, &mut given);
            let (ids, minimum, maximum, amounts, marks) = (
                given.column_if_any("ids", asked.ids, rows),
                given.column_if_any("minimum", asked.minimum, rows),
                given.column_if_any("maximum", asked.maximum, rows),
                given.column_out("amounts", amounts, rows),
                given.column_out_if_any("marks", asked.marks, rows),
            );
            let parts = asked.component_amounts(components, &mut given);
            let total = given.keep_at("total", Money::from_ore(asked.total));
            let options = asked.options(&mut given);
            let components: Vec<_> = shares
                .into_iter()
                .zip(weights)
                .map(|(share, weights)| ColumnComponent { share, weights })
                .collect();
            let columns = AllocationColumns { components: &components, ids, minimum, maximum };
            given.also(|| columns.check());
            let checked = given.check()?;
            let Some(total) = total else { return Ok(()) };
            let mut parts: Option<Vec<&mut [i64]>> =
                parts.map(|parts| parts.into_iter().map(|part| part.cells(&checked)).collect());
            let out = AmountColumns {
                amount: amounts.cells(&checked),
                marks: marks.map(|marks| marks.cells(&checked)),
                parts: parts.as_deref_mut(),
            };
            let found = kernel::allocate(total, &columns, &options, out)?;
            if let Some(summary) = summary {
                summary.put(sb_allocation_summary {
                    size: summary.size(),
                    unallocated: found.unallocated.ore(),
                    tied: found.tied,
                    units_at_stake: found.units_at_stake,
                });
            }
            Ok(())
        })
    }
}

impl sb_allocation {
    /// How many components, where it is a number that there can be; else none, and nothing is read.
    fn components(&self, given: &mut Given) -> usize {
        match self.components {
            1..=MOST_COMPONENTS => self.components,
            0 => {
                given.add("components", Code::Empty, "0", "at least one");
                0
            }
            more => {
                let want = format_args!("at most {MOST_COMPONENTS}");
                given.add("components", Code::OutOfRange, more, want);
                0
            }
        }
    }

    fn weights<'a>(&self, components: usize, given: &mut Given) -> Vec<&'a [i64]> {
        let pointers = given.column("weights", self.weights, components);
        let column = |(place, cells): (usize, &*const i64)| {
            given.column(&format!("weights/{place}"), *cells, self.rows)
        };
        pointers.iter().enumerate().map(column).collect()
    }

    fn shares(&self, components: usize, given: &mut Given) -> Vec<Ratio> {
        match components {
            0 => return Vec::new(),
            1 if self.shares.is_null() => return vec![Ratio::one()],
            _ => {}
        }
        let shares = given.column("shares", self.shares, components);
        if self.shares_of <= 0 {
            let want = "what the shares sum to, over 0";
            given.add("shares_of", Code::NotInRange, self.shares_of, want);
        }
        shares.iter().filter_map(|share| Ratio::new(*share, self.shares_of)).collect()
    }

    fn component_amounts(
        &self,
        components: usize,
        given: &mut Given,
    ) -> Option<Vec<ColumnOut<i64>>> {
        if self.component_amounts.is_null() {
            return None;
        }
        let columns = given.column("component_amounts", self.component_amounts, components);
        let column = |(place, cells): (usize, &*mut i64)| {
            given.column_out(&format!("component_amounts/{place}"), *cells, self.rows)
        };
        Some(columns.iter().enumerate().map(column).collect())
    }

    fn options(&self, given: &mut Given) -> Options {
        let mut options = Options::new();
        if self.unit != 0 {
            match Money::from_ore(self.unit).and_then(Unit::of) {
                Ok(unit) => options = options.unit(unit),
                Err(_) => given.add("unit", Code::NotInRange, self.unit, "öre over 0"),
            }
        }
        if let Some(rounding) = given.word_if_any("rounding", self.rounding, Rounding::ALL) {
            options = options.rounding(rounding);
        }
        let scope = given.word_if_any("rounding_scope", self.rounding_scope, RoundingScope::ALL);
        if let Some(scope) = scope {
            options = options.rounding_scope(scope);
        }
        if let Some(ties) = given.word_if_any("ties", self.ties, TieRule::ALL) {
            options = options.ties(ties);
        }
        if let Some(policy) = given.word_if_any("bounds", self.bounds, BoundsPolicy::ALL) {
            options = options.bounds(policy);
        }
        options = options.reduce_minimums(given.flag("reduce_minimums", self.reduce_minimums));
        options.minimum_for_zero(given.flag("minimum_for_zero", self.minimum_for_zero))
    }
}
