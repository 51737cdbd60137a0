//! The whole allocation as CSV.

use csv::Writer;
use statsbidrag::SchemeAllocation;

/// One line for each recipient in each pot: amounts in kronor, entitlements with six decimals.
pub(crate) fn write(
    out: &mut Writer<Vec<u8>>,
    result: &SchemeAllocation,
) -> Result<(), csv::Error> {
    let header =
        ["pot", "recipient_set", "id", "name", "amount", "entitlement", "rounded_up", "bound"];
    out.write_record(header)?;
    for pot in result.pots() {
        let Some(allocation) = pot.allocation() else { continue };
        for (position, row) in allocation.rows().enumerate() {
            out.write_record([
                pot.id(),
                pot.recipients().unwrap_or_default(),
                row.id,
                allocation.table().name(position),
                &row.amount.to_string(),
                &row.entitlement.to_decimal_text(6),
                if row.rounded_up { "true" } else { "false" },
                row.bound,
            ])?;
        }
    }
    Ok(())
}
