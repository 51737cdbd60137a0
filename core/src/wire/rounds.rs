//! `second_round`: what nobody requisitioned, to those that want more.

use std::collections::BTreeSet;

use serde_json::json;

use super::{Answer, Columns, id_column, parameters, required, text, texts};
use crate::allocation::{SecondRound, second_round};
use crate::document::{Fields, Node};
use crate::frame::{self, Wanted};
use crate::measure::Measure;
use crate::problem::{Code, Problems};
use crate::{Error, Receipt};

pub(super) fn call(mut fields: Fields<'_>) -> Result<Answer<'static>, Error> {
    let mut problems = Problems::new();
    fields.optional("operation");
    // In this operation `frame` is the column of frames, as in the other languages, where the table
    // is an argument by position; the table itself stands in `table`.
    let table = fields.required("table", &mut problems);
    let own = ["frame", "requisitioned", "second_round", "amount"];
    let id = id_column(&mut fields, &own, &mut problems);
    let names = text(&mut fields, "name", &mut problems);
    let frame = required(&mut fields, "frame", &mut problems);
    let requisitioned = required(&mut fields, "requisitioned", &mut problems);
    let wants_more = required(&mut fields, "wants_more", &mut problems);
    let weights = fields.optional("weights");
    let weights: Option<Measure> =
        weights.and_then(|field| field.parse("a measure", &mut problems));
    let unit = fields.optional("unit").and_then(|field| field.parse("kronor", &mut problems));
    let ties = fields.optional("ties").and_then(|field| field.parse("a tie rule", &mut problems));
    let tie_order = texts(&mut fields, "tie_order", &mut problems);
    let parameters = parameters(&mut fields, &mut problems);
    let carried = fields.optional("carried").and_then(|field| field.parse("kronor", &mut problems));
    fields.finish(&mut problems);
    let (Some(cursor), Some(id)) = (table, id) else { return Err(problems.into()) };
    // A column that is not named is told already, and looked for under no name.
    let [frame, requisitioned, wants_more] =
        [frame, requisitioned, wants_more].map(Option::unwrap_or_default);
    let mut wanted =
        Wanted { id, names, numbers: BTreeSet::from([frame, requisitioned]), ..Wanted::default() };
    wanted.numbers.extend(weights.iter().flat_map(Measure::columns));
    // Yes and no where every answer is, otherwise texts and amounts.
    let columns = cursor.object(&mut Problems::new());
    let answers = columns.and_then(|mut columns| columns.optional(wants_more));
    let is_flags = answers.as_ref().is_some_and(|answers| match answers.node() {
        Node::List(cells) => cells.iter().all(|cell| matches!(cell, Node::Flag(_) | Node::Null)),
        Node::Lent(lent) => lent.0.is_of_flags(),
        _ => false,
    });
    if is_flags {
        wanted.flags.insert(wants_more);
    } else {
        wanted.answers.insert(wants_more);
    }
    let table = frame::read(&cursor, &wanted, &mut problems);
    let Some(table) = table else { return Err(problems.into()) };
    let mut round = SecondRound::new(frame, requisitioned, wants_more)
        .parameters(parameters)
        .tie_order(tie_order);
    if let Some(weights) = weights {
        round = round.weights(weights);
    }
    if let Some(unit) = unit {
        round = round.unit(unit);
    }
    if let Some(ties) = ties {
        round = round.ties(ties);
    }
    if let Some(carried) = carried {
        round = round.carried(carried);
    }
    let rounds = match second_round(&table, &round) {
        Ok(rounds) if problems.is_empty() => rounds,
        Ok(_) => return Err(problems.into()),
        Err(error) => {
            let found = error.rooted("/table").into_problems();
            // What is divided is not known while something else is wrong.
            let is_told = !problems.is_empty();
            let found = found.without(|found| is_told && found.code() == Code::NotWholeUnits);
            frame::extend(&mut problems, [(&cursor, id)], found);
            return Err(problems.into());
        }
    };
    let columns = Columns::new()
        .ids(id, rounds.ids())
        .add("frame", rounds.frames().iter().copied())
        .add("requisitioned", rounds.requisitioned().iter().copied())
        .add("second_round", rounds.second().iter().copied())
        .add("amount", rounds.sums().iter().copied());
    let receipt = rounds.allocation().map(|allocation| allocation.receipt().to_json());
    Ok(Answer::new()
        .table("result", columns)
        .value("unclaimed", json!(rounds.unclaimed()))
        .value("unallocated", json!(rounds.unallocated()))
        .value("receipt", receipt.unwrap_or_else(Receipt::of_version)))
}
