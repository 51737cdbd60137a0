//! `check_published`: where a published table does not add up or does not follow its key.

use std::collections::BTreeSet;

use super::{Answer, Columns, required, text};
use crate::Error;
use crate::allocation::{Key, Options, PublishedCheck, PublishedFinding, check_published};
use crate::document::Fields;
use crate::frame::{self, Wanted};
use crate::number::Money;
use crate::problem::{Code, Problem, Problems};

pub(super) fn call(mut fields: Fields<'_>) -> Result<Answer<'static>, Error> {
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
    let options = fields.optional("options").and_then(|field| field.object(&mut problems));
    let options = options.map(|mut fields| {
        let options = Options::read(&mut fields, &mut problems);
        fields.finish(&mut problems);
        options
    });
    let options = options.unwrap_or_default();
    fields.finish(&mut problems);
    let (Some(frame), Some(id)) = (frame, id) else { return Err(problems.into()) };
    // A column that is not named is told already, and looked for under no name.
    let amount = amount.unwrap_or_default();
    // Nothing is divided where the total could not be read, but the key is looked at.
    let is_told = |problem: &Problem| ["/total", "/key_total"].contains(&problem.path());
    let has_bad_total = problems.iter().any(is_told);
    let key_divides = key_total.or(total).or_else(|| has_bad_total.then_some(Money::ZERO));
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
        match key_divides {
            Some(total) => check = check.key(key.clone(), total, options.clone()),
            None => {
                let want = "the total that the key divides";
                problems.add("/key_total", Code::Missing, "nothing", want);
            }
        }
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
    let table = frame::read(&frame, &wanted, &mut problems);
    let Some(table) = table else { return Err(problems.into()) };
    let findings = match check_published(&table, &check) {
        Ok(findings) if problems.is_empty() => findings,
        Ok(_) => return Err(problems.into()),
        Err(error) => {
            // Without a total of its own the key divides the table's.
            let told = error.into_problems().placed(|path| match path {
                "/key_total" if key_total.is_none() => "/total".to_owned(),
                path => path.to_owned(),
            });
            let told = told.without(|found| has_bad_total && found.code() == Code::Infeasible);
            frame::extend(&mut problems, [(&frame, id)], told);
            return Err(problems.into());
        }
    };
    let all = || findings.iter();
    let columns = Columns::new()
        .add_any("id", all().map(PublishedFinding::id))
        .add("printed", all().map(PublishedFinding::printed))
        .add("computed", all().map(PublishedFinding::computed))
        .add("difference", all().map(PublishedFinding::difference))
        .add("kind", all().map(|finding| finding.kind().word()))
        .add_any("swapped_with", all().map(PublishedFinding::swapped_with));
    Ok(Answer::new().table("result", columns))
}
