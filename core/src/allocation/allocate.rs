//! The operation: a total over the rows of a table.

use super::prepare::{Prepared, check_options, in_units};
use super::{Allocation, Key, Options};
use crate::Error;
use crate::number::Money;
use crate::problem::Problems;
use crate::table::Table;

/// Divides `total` over the recipients of `table` by `key`.
///
/// With the default rounding the amounts sum to the total exactly, each is its exact entitlement
/// rounded down or up to a whole unit, and a recipient with no weight gets nothing. The result does
/// not depend on the order of rows. A negative total is a charge: the mirror image of the positive.
///
/// ```
/// use statsbidrag::{Key, Money, Options, Table, allocate};
///
/// let table = Table::builder("id", ["a", "b", "c"]).column("weight", [1, 2, 4]).build()?;
/// let key = Key::measure("weight")?;
/// let result = allocate(&table, Money::from_kronor(100)?, &key, &Options::new())?;
/// // 14 2/7, 28 4/7, 57 1/7: one krona is left, and the largest remainder is the second's.
/// let kronor: Vec<_> = result.amounts().iter().map(|amount| amount.to_string()).collect();
/// assert_eq!(kronor, ["14", "29", "57"]);
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// Everything that is wrong with the facts, the key and the options, at once:
/// [`is_input`](Error::is_input) for facts and numbers, [`is_rule`](Error::is_rule) for the key, for
/// ties and for options that exclude each other, [`is_infeasible`](Error::is_infeasible) for
/// minimums or maximums that the total cannot keep.
pub fn allocate(
    table: &Table,
    total: Money,
    key: &Key,
    options: &Options,
) -> Result<Allocation, Error> {
    let mut problems = Problems::new();
    table.refuse_groups("allocate_groups", &mut problems);
    check_options(key.active_count(), options, &mut problems);
    let prepared = Prepared::new(table, key, options, &mut problems);
    let units = in_units(total, options, &mut problems);
    match (prepared, units) {
        (Some(prepared), Some(units)) if problems.is_empty() => {
            let divided = prepared.divide(units)?;
            Allocation::new(table.clone(), total, key.clone(), options.clone(), divided)
        }
        _ => Err(problems.into()),
    }
}
