//! The whole allocation as CSV.

use csv::Writer;
use statsbidrag::{Language, SchemeAllocation};

use crate::refusal::Refusal;

/// One line for each recipient in each pot: amounts in kronor, entitlements with six decimals.
pub(crate) fn csv(result: &SchemeAllocation, language: Language) -> Result<String, Refusal> {
    let text = write(result).map_err(|error| Refusal::new(error.to_string()))?;
    String::from_utf8(text).map_err(|error| match language {
        Language::Swedish => Refusal::new(format!("Fördelningen går inte att skriva: {error}")),
        Language::English => Refusal::new(format!("The allocation cannot be written: {error}")),
    })
}

fn write(result: &SchemeAllocation) -> Result<Vec<u8>, csv::Error> {
    let mut out = Writer::from_writer(Vec::new());
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
    out.into_inner().map_err(|error| error.into_error().into())
}
