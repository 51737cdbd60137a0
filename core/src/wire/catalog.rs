//! `catalog`: what ships, and one scheme, rule or table of it.

use serde_json::{Map, Value, json};

use super::{Answer, Columns, text};
use crate::Error;
use crate::catalog;
use crate::document::Fields;
use crate::problem::Problems;

pub(super) fn call(mut fields: Fields<'_>) -> Result<Answer<'static>, Error> {
    let mut problems = Problems::new();
    fields.optional("operation");
    let scheme = text(&mut fields, "scheme", &mut problems);
    let rule = text(&mut fields, "rule", &mut problems);
    let report = text(&mut fields, "report", &mut problems);
    let rulebook = text(&mut fields, "rulebook", &mut problems);
    let facts = text(&mut fields, "facts", &mut problems);
    fields.finish(&mut problems);
    problems.check()?;
    let mut answer = Answer::new();
    if let Some(id) = scheme {
        answer = answer.value("scheme", write_scheme(id)?);
    }
    if let Some(id) = rule {
        answer = answer.value("rule", catalog::rule(id)?.write());
    }
    if let Some(id) = report {
        answer = answer.value("report", catalog::report(id)?.write());
    }
    if let Some(id) = rulebook {
        answer = answer.value("rulebook", catalog::rulebook(id)?.write());
    }
    if let Some(id) = facts {
        let facts = catalog::facts(id)?;
        let about = json!({"kind": facts.kind(), "about": facts.about(), "source": facts.source()});
        answer = answer.value("facts", about).table("frame", Columns::of_table(facts.table()));
    }
    if [scheme, rule, report, rulebook, facts].iter().all(Option::is_none) {
        answer = answer
            .value("schemes", json!(catalog::scheme_ids()))
            .value("rules", json!(catalog::rule_ids()))
            .value("reports", json!(catalog::report_ids()))
            .value("rulebooks", json!(catalog::rulebook_ids()))
            .value("facts", json!(catalog::facts_ids()))
            .table("dates", dates()?);
    }
    Ok(answer)
}

/// The dates to keep, in order.
fn dates() -> Result<Columns, Error> {
    let dates = catalog::dates()?;
    Ok(Columns::new()
        .add("due", dates.iter().map(|date| date.due.to_string()))
        .add("who", dates.iter().map(|date| date.who.word()))
        .add("what", dates.iter().map(|date| date.what.word()))
        .add("rulebook", dates.iter().map(|date| date.rulebook.id()))
        .add_any("year", dates.iter().map(|date| date.year))
        .add_any("about", dates.iter().map(|date| date.about.as_ref().map(|about| json!(about))))
        .add("on_holiday", dates.iter().map(|date| date.is_on_holiday()))
        .add("cite", dates.iter().map(|date| date.cite.to_string())))
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
