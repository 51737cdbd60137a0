//! What holds for every answer: parts, and the identity of a settlement.

use std::collections::BTreeMap;

use num_rational::BigRational;
use num_traits::Zero;
use serde_json::Value;
use statsbidrag_tests::differing::{Agreed, Differ, answer, differ, rows_of};
use statsbidrag_tests::oracle::rational;

use super::compare::refused;

/// A line's amounts.
pub(crate) struct Parts {
    pub(crate) verdict: String,
    pub(crate) approved: BigRational,
    pub(crate) undetermined: BigRational,
    pub(crate) refused: BigRational,
}

pub(crate) fn money(cell: &Value) -> BigRational {
    let text = cell.as_str().map_or_else(|| cell.to_string(), str::to_owned);
    match text.strip_prefix('-') {
        Some(text) => -rational(text).expect("kronor"),
        None => rational(&text).expect("kronor"),
    }
}

/// Lines by id.
pub(crate) type Lines = BTreeMap<String, Parts>;

/// The lines of an assessment.
pub(crate) fn parts(document: &Value) -> Result<Lines, Differ> {
    parts_of(&answer(document))
}

pub(crate) fn parts_of(library: &Value) -> Result<Lines, Differ> {
    refused(library)?;
    let lines = library.get("assessment").unwrap_or(library);
    let part = |row: Value| {
        let verdict = row["verdict"].as_str().unwrap_or_default().to_owned();
        let amount = |name: &str| money(&row[name]);
        let (approved, undetermined) = (amount("approved"), amount("undetermined"));
        let id = row["id"].as_str().unwrap_or_default().to_owned();
        (id, Parts { verdict, approved, undetermined, refused: amount("refused") })
    };
    Ok(rows_of(&lines["lines"]).into_iter().map(part).collect())
}

pub(crate) fn said(word: &str) -> Agreed {
    Ok(vec![word.to_owned()])
}

/// Parts sum to the amount, lines to the totals, and the verdict says which parts there are.
pub(crate) fn parts_sum_in(document: &Value, library: &Value) -> Agreed {
    let parts = parts_of(library)?;
    let totals = &library["totals"];
    let mut sums = [(); 4].map(|()| BigRational::zero());
    for row in rows_of(&document["claims"]) {
        let own = &parts[row["id"].as_str().unwrap_or_default()];
        let amount = money(&row["amount"]);
        let all = &own.approved + &own.undetermined + &own.refused;
        if all != amount {
            return Err(differ("parts do not sum to the amount", all, amount));
        }
        let least = own.approved.clone().min(own.undetermined.clone()).min(own.refused.clone());
        if least < BigRational::zero() {
            return Err(differ("a part is negative", least, 0));
        }
        let right = match own.verdict.as_str() {
            "approved" => own.approved == amount,
            "refused" => own.refused == amount,
            "part" => own.undetermined.is_zero(),
            "undetermined" => true,
            _ => false,
        };
        if !right {
            return Err(differ("verdict and parts", &own.verdict, &own.approved));
        }
        for (sum, part) in
            sums.iter_mut().zip([&amount, &own.approved, &own.undetermined, &own.refused])
        {
            *sum += part;
        }
    }
    for (name, sum) in ["claimed", "approved", "undetermined", "refused"].iter().zip(&sums) {
        if money(&totals[*name]) != *sum {
            return Err(differ(format!("total of {name}"), &totals[*name], sum));
        }
    }
    said("parts")
}

/// What was paid is approved, pending, or to be repaid, and the invoice says what is due.
pub(crate) fn identity_in(library: &Value) -> Agreed {
    refused(library)?;
    for row in rows_of(&library["recipients"]) {
        let column = |name: &str| money(&row[name]);
        let all = column("paid").min(column("approved")) + column("pending") + column("repayable");
        if all != column("paid") {
            return Err(differ("the identity of a settlement", all, column("paid")));
        }
        let invoice = rows_of(&library["invoice"]).into_iter();
        let own = invoice.filter(|line| line["recipient"] == row["recipient"]);
        let sum: BigRational = own.map(|line| money(&line["amount"])).sum();
        let interest =
            if row["interest"].is_null() { BigRational::zero() } else { column("interest") };
        if sum != column("due") + interest {
            return Err(differ("an invoice and what is due", sum, column("due")));
        }
    }
    said("identities")
}
