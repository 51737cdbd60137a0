//! How much more each recipient wants.

use crate::number::{Money, text};
use crate::problem::{Code, Problems};
use crate::table::{Column, Table, cell};

/// How much more a recipient wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Want {
    Nothing,
    AtMost(Money),
    AsMuchAsThereIs,
}

impl Want {
    /// What each row wants, from a column of any kind.
    pub(super) fn read(table: &Table, column: &str, problems: &mut Problems) -> Option<Vec<Want>> {
        let before = problems.count();
        let at_most =
            |amount| if amount > Money::ZERO { Want::AtMost(amount) } else { Want::Nothing };
        let wants: Vec<Want> = match table.column(column) {
            Some(Column::Numbers(_)) => {
                let amounts = amounts_of(table, column, "/wants_more", problems)?;
                amounts.into_iter().map(at_most).collect()
            }
            Some(Column::Texts(texts)) => (0..table.len())
                .map(|row| {
                    let want = "yes, no, or an amount in kronor";
                    match texts.get(row).unwrap_or("") {
                        "" => problems.add(cell(column, row), Code::Missing, "an empty cell", want),
                        "yes" | "ja" | "true" => return Want::AsMuchAsThereIs,
                        "no" | "nej" | "false" => return Want::Nothing,
                        word => match word.parse::<Money>() {
                            Ok(amount) if amount >= Money::ZERO => return at_most(amount),
                            Ok(amount) => {
                                problems.add(
                                    cell(column, row),
                                    Code::Negative,
                                    amount,
                                    "0 or more",
                                );
                            }
                            Err(error) if error.is_too_large() => {
                                problems.extend_under(&cell(column, row), error);
                            }
                            Err(_) => problems.add(
                                cell(column, row),
                                Code::Malformed,
                                text::shorten(word),
                                want,
                            ),
                        },
                    }
                    Want::Nothing
                })
                .collect(),
            // Yes or no; or no such column, which is reported.
            _ => {
                let flags = table.flags(column, "/wants_more", problems)?;
                let want = |flag| if flag { Want::AsMuchAsThereIs } else { Want::Nothing };
                flags.into_iter().map(want).collect()
            }
        };
        (problems.count() == before).then_some(wants)
    }
}

/// The amounts of a column of kronor, none of them under zero.
pub(super) fn amounts_of(
    table: &Table,
    column: &str,
    path: &str,
    problems: &mut Problems,
) -> Option<Vec<Money>> {
    let amounts = table.amounts(column, path, problems)?;
    let before = problems.count();
    for (row, amount) in amounts.iter().enumerate().filter(|(_, amount)| **amount < Money::ZERO) {
        problems.add(cell(column, row), Code::Negative, amount, "0 or more");
    }
    (problems.count() == before).then_some(amounts)
}
