//! `catalog`: what ships, and one scheme, rule or table of it.

use serde_json::{Map, Value, json};

use super::text;
use crate::Error;
use crate::catalog;
use crate::document::Fields;
use crate::problem::Problems;
use crate::table::{Column, Table};

pub(super) fn call(mut fields: Fields<'_>) -> Result<Map<String, Value>, Error> {
    let mut problems = Problems::new();
    fields.optional("operation");
    let scheme = text(&mut fields, "scheme", &mut problems);
    let rule = text(&mut fields, "rule", &mut problems);
    let report = text(&mut fields, "report", &mut problems);
    let rulebook = text(&mut fields, "rulebook", &mut problems);
    let facts = text(&mut fields, "facts", &mut problems);
    fields.finish(&mut problems);
    problems.check()?;
    let mut out = Map::new();
    if let Some(id) = scheme {
        out.insert("scheme".to_owned(), write_scheme(id)?);
    }
    if let Some(id) = rule {
        out.insert("rule".to_owned(), catalog::rule(id)?.write());
    }
    if let Some(id) = report {
        out.insert("report".to_owned(), catalog::report(id)?.write());
    }
    if let Some(id) = rulebook {
        out.insert("rulebook".to_owned(), catalog::rulebook(id)?.write());
    }
    if let Some(id) = facts {
        let facts = catalog::facts(id)?;
        let about = json!({"kind": facts.kind(), "about": facts.about(), "source": facts.source()});
        out.insert("facts".to_owned(), about);
        out.insert("frame".to_owned(), write_frame(facts.table()));
    }
    if [scheme, rule, report, rulebook, facts].iter().all(Option::is_none) {
        out.insert("schemes".to_owned(), json!(catalog::scheme_ids()));
        out.insert("rules".to_owned(), json!(catalog::rule_ids()));
        out.insert("reports".to_owned(), json!(catalog::report_ids()));
        out.insert("rulebooks".to_owned(), json!(catalog::rulebook_ids()));
        out.insert("facts".to_owned(), json!(catalog::facts_ids()));
        out.insert("dates".to_owned(), write_dates()?);
    }
    Ok(out)
}

/// The dates to keep, in order.
fn write_dates() -> Result<Value, Error> {
    let dates = catalog::dates()?;
    let column =
        |of: &dyn Fn(&catalog::GrantDate) -> Value| dates.iter().map(of).collect::<Value>();
    Ok(json!({
        "due": column(&|date| json!(date.due.to_string())),
        "who": column(&|date| json!(date.who)),
        "what": column(&|date| json!(date.what)),
        "rulebook": column(&|date| json!(date.rulebook.id())),
        "year": column(&|date| json!(date.year)),
        "about": column(&|date| json!(date.about)),
        "on_holiday": column(&|date| json!(date.is_on_holiday())),
        "cite": column(&|date| json!(date.cite.to_string())),
    }))
}

fn write_scheme(id: &str) -> Result<Value, Error> {
    let scheme = catalog::scheme(id)?;
    let parameters: Map<String, Value> =
        scheme.parameters().map(|(name, wording)| (name.to_owned(), json!(wording))).collect();
    Ok(json!({
        "id": scheme.id(),
        "name": scheme.name(),
        "example": scheme.is_example(),
        "remarks": scheme.remarks(),
        "sources": scheme.sources().collect::<Vec<_>>(),
        "parameters": parameters,
        "recipient_sets": scheme.recipient_sets(),
        "sha256": scheme.hash(),
    }))
}

/// A table as a frame.
pub(super) fn write_frame(table: &Table) -> Value {
    let mut frame = Map::new();
    frame.insert(table.id_column().to_owned(), json!(table.ids().iter().collect::<Vec<_>>()));
    for (name, column) in table.columns() {
        let cell = |row: usize| match column {
            Column::Numbers(numbers) => json!(numbers.get(row)),
            Column::Flags(flags) => json!(flags.get(row)),
            Column::Texts(texts) => json!(texts.get(row)),
        };
        frame.insert(name.to_owned(), (0..table.len()).map(cell).collect());
    }
    Value::Object(frame)
}
