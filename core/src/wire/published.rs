//! `check_published`: where a published table does not add up or does not follow its key.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{nothing, required, text};
use crate::Error;
use crate::allocation::{Key, Options, PublishedCheck, PublishedFinding, check_published};
use crate::document::Fields;
use crate::frame::{self, Wanted};
use crate::problem::Problems;

pub(super) fn call(mut fields: Fields<'_>) -> Result<Map<String, Value>, Error> {
    let mut problems = Problems::new();
    fields.optional("operation");
    let frame = fields.required("frame", &mut problems);
    let id = required(&mut fields, "id", &mut problems);
    let amount = required(&mut fields, "amount", &mut problems);
    let parts_of = text(&mut fields, "parts_of", &mut problems);
    let total = fields.optional("total").and_then(|field| field.parse("kronor", &mut problems));
    let unit = fields.optional("unit").and_then(|field| field.parse("kronor", &mut problems));
    let own = fields.optional("key").and_then(|field| Key::read(&field, &mut problems));
    let key_total =
        fields.optional("key_total").and_then(|field| field.parse("kronor", &mut problems));
    let mut options = fields.optional("options").and_then(|field| field.object(&mut problems));
    let options = options.take().map(|mut fields| {
        let options = Options::read(&mut fields, &mut problems);
        fields.finish(&mut problems);
        options
    });
    fields.finish(&mut problems);
    problems.check()?;
    let (frame, id, amount) =
        (frame.ok_or_else(nothing)?, id.ok_or_else(nothing)?, amount.ok_or_else(nothing)?);
    let options = options.unwrap_or_default();
    let mut check = PublishedCheck::new(amount);
    let mut numbers = BTreeSet::from([amount]);
    if let Some(column) = parts_of {
        check = check.parts_of(column);
    }
    if let Some(total) = total {
        check = check.total(total);
    }
    if let Some(unit) = unit {
        check = check.unit(unit);
    }
    if let Some(key) = &own {
        numbers.extend(key.columns());
        let Some(total) = key_total.or(total) else {
            let problem = crate::Problem::new(
                "/key_total",
                crate::Code::Missing,
                "nothing",
                "the total that the key divides",
            );
            return Err(problem.into());
        };
        check = check.key(key.clone(), total, options.clone());
    }
    let bounds = [&options.minimum, &options.maximum].into_iter().flatten();
    numbers.extend(bounds.filter_map(|bound| bound.column()));
    let wanted = Wanted {
        id,
        numbers,
        flags: options.only.iter().map(String::as_str).collect(),
        texts: parts_of.into_iter().collect(),
        ..Wanted::default()
    };
    let mut problems = Problems::new();
    let table = frame::read(&frame, &wanted, &mut problems);
    problems.check()?;
    let findings = check_published(&table.ok_or_else(nothing)?, &check)?;
    let column =
        |cell: &dyn Fn(&PublishedFinding) -> Value| findings.iter().map(cell).collect::<Value>();
    let mut out = Map::new();
    out.insert(
        "result".to_owned(),
        json!({
            "id": column(&|finding| json!(finding.id())),
            "printed": column(&|finding| json!(finding.printed())),
            "computed": column(&|finding| json!(finding.computed())),
            "difference": column(&|finding| json!(finding.difference())),
            "kind": column(&|finding| json!(finding.kind())),
            "swapped_with": column(&|finding| json!(finding.swapped_with())),
        }),
    );
    Ok(out)
}
