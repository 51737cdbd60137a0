//! National requirements: a limited number of ratio rules. The motion names none.

use std::collections::BTreeSet;
use std::path::Path;

use statsbidrag::{About, Language, LimitSide, Measure, RatioRule, Wording};

use crate::layout::quoted;
use crate::reading::Reading;
use crate::refusal::Refusal;

const SHIPPED: (&str, &str) = ("krav.csv", include_str!("data/krav.csv"));
const COLUMNS: [&str; 9] = [
    "id",
    "name_sv",
    "name_en",
    "counted_sv",
    "counted_en",
    "numerator",
    "denominator",
    "side",
    "level",
];

/// The requirements as rules, with what the numerator of each counts.
#[derive(Debug)]
pub(crate) struct Requirements {
    pub(crate) rules: Vec<RatioRule>,
    pub(crate) counted: Vec<Wording>,
    /// The file's name.
    pub(crate) file: String,
}

impl Requirements {
    /// The columns that the rules read.
    pub(crate) fn columns(&self) -> BTreeSet<&str> {
        self.rules.iter().flat_map(RatioRule::columns).collect()
    }

    /// The requirement's place.
    pub(crate) fn position(&self, id: &str) -> Option<usize> {
        self.rules.iter().position(|rule| rule.id() == id)
    }

    /// The requirement's name.
    pub(crate) fn name(&self, place: usize, language: Language) -> &str {
        let rule = &self.rules[place];
        rule.name().map_or_else(|| rule.id(), |name| name.get(language))
    }
}

/// Reads the list: the user's, or the made one that ships.
pub(crate) fn read(path: Option<&Path>, language: Language) -> Result<Requirements, Refusal> {
    let mut reading = Reading::open(path, SHIPPED, language)?;
    let Some(rows) = reading.rows(&COLUMNS) else {
        reading.finish()?;
        return Err(Refusal::default());
    };
    reading.check_once(&rows, "id");
    let (mut rules, mut counted) = (Vec::new(), Vec::new());
    for row in &rows {
        let mut wording = |name: &str| {
            let [sv, en] = ["sv", "en"].map(|of| reading.text(row, &format!("{name}_{of}")));
            Some(Wording::new(sv?, en?))
        };
        let (name, counts) = (wording("name"), wording("counted"));
        let mut measure = |column: &str| {
            let text = reading.text(row, column)?;
            let measure = text.parse::<Measure>().ok().filter(|m| m.parameters().next().is_none());
            if measure.is_none() {
                let shown = quoted(&text);
                let sv = format!("”{shown}” är inget mått; skriv som a eller a + 2*b.");
                let en = format!("“{shown}” is no measure; write it as a or a + 2*b.");
                reading.at(row.number, column, &sv, &en);
            }
            measure
        };
        let (numerator, denominator) = (measure("numerator"), measure("denominator"));
        let side = reading.text(row, "side").and_then(|text| {
            let side = text.parse::<LimitSide>().ok();
            if side.is_none() {
                let shown = quoted(&text);
                let sv = format!("”{shown}” ska vara at_least (minst) eller at_most (högst).");
                let en = format!("“{shown}” should be at_least or at_most.");
                reading.at(row.number, "side", &sv, &en);
            }
            side
        });
        reading.text(row, "level");
        let level = reading.number(row, "level");
        let (Some(name), Some(counts), Some(numerator), Some(denominator), Some(side), Some(level)) =
            (name, counts, numerator, denominator, side, level)
        else {
            continue;
        };
        let rule = RatioRule::new(reading.cell(row, "id"), numerator, denominator);
        let rule = rule.named(name).about(About::Unit);
        rules.push(match side {
            LimitSide::AtLeast => rule.at_least(level),
            LimitSide::AtMost => rule.at_most(level),
        });
        counted.push(counts);
    }
    reading.finish()?;
    Ok(Requirements { rules, counted, file: reading.name().to_owned() })
}
