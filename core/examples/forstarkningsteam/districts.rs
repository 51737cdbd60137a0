//! District administrations: the list, and which of them may ask for the team.

use std::path::Path;

use statsbidrag::{
    About, Error, Language, Measure, Ratio, RatioFigures, RatioRule, RatioStatus, StaffingCheck,
    StaffingOptions, Table, Wording, check_staffing,
};

use crate::arguments::Question;
use crate::reading::{Reading, numbers};
use crate::refusal::Refusal;

const SHIPPED: (&str, &str) =
    ("stadsdelsforvaltningar.csv", include_str!("data/stadsdelsforvaltningar.csv"));
/// Columns of numbers, of which all but the days may be empty.
const NUMBERS: [&str; 5] = ["posts", "vacant", "left", "employed", "days_asked"];

/// The rule that each threshold is, in the order of the check.
pub(crate) const RULES: [&str; 2] = ["vacancy", "turnover"];

/// The list as a table, with the line of each row.
#[derive(Debug)]
pub(crate) struct Districts {
    pub(crate) table: Table,
    pub(crate) lines: Vec<u64>,
    /// The file's name.
    pub(crate) file: String,
}

/// Whether a district may ask for the team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It is above these thresholds.
    MayAsk(Vec<&'static str>),
    MayNot,
    /// It is above none that could be judged, and these could not.
    Unknown(Vec<&'static str>),
}

/// Reads the list: the user's, or the made one that ships.
pub(crate) fn read(path: Option<&Path>, language: Language) -> Result<Districts, Refusal> {
    let mut reading = Reading::open(path, SHIPPED, language)?;
    let needed: Vec<&str> = ["id", "name"].into_iter().chain(NUMBERS).collect();
    let Some(rows) = reading.rows(&needed) else {
        reading.finish()?;
        return Err(Refusal::default());
    };
    reading.check_once(&rows, "id");
    let mut columns: Vec<Vec<Option<Ratio>>> = vec![Vec::new(); NUMBERS.len()];
    for row in &rows {
        reading.text(row, "name");
        for (column, name) in columns.iter_mut().zip(NUMBERS) {
            let number = match name {
                "days_asked" => reading.whole(row, name),
                _ => reading.number(row, name),
            };
            column.push(number);
        }
        let of = |place: usize| columns[place].last().and_then(Option::as_ref);
        if let (Some(posts), Some(vacant)) = (of(0), of(1))
            && vacant > posts
        {
            let sv = "fler vakanta tjänster än tjänster.";
            reading.at(row.number, "vacant", sv, "more vacant posts than posts.");
        }
        if let (Some(left), Some(employed)) = (of(2), of(3))
            && employed.is_zero()
            && !left.is_zero()
        {
            let sv = "någon har slutat, men ingen har varit anställd.";
            reading.at(row.number, "left", sv, "somebody left, and nobody was employed.");
        }
    }
    reading.finish()?;
    let texts = |column: &str| rows.iter().map(|row| reading.cell(row, column)).collect();
    let (ids, names): (Vec<String>, Vec<String>) = (texts("id"), texts("name"));
    let mut table = Table::builder("id", ids).column("name", names).names("name");
    for (name, cells) in NUMBERS.into_iter().zip(&columns) {
        table = table.column(name, numbers(cells));
    }
    let table = table.build().map_err(|error| Refusal::unexpected(&error, language))?;
    let lines = rows.iter().map(|row| row.number).collect();
    Ok(Districts { table, lines, file: reading.name().to_owned() })
}

/// Holds every district against both thresholds. A breach is what gives the right to ask.
pub(crate) fn check(districts: &Districts, question: &Question) -> Result<StaffingCheck, Error> {
    let rule = |id: &str, [num, den]: [&str; 2], limit: &Ratio, name: Wording| {
        RatioRule::new(id, Measure::column(num), Measure::column(den))
            .named(name)
            .about(About::Unit)
            .at_most(limit.clone())
    };
    let vacancy = Wording::new("vakanta tjänster per tjänst", "vacant posts per post");
    let turnover =
        Wording::new("slutat under året per anställd", "left in the year per person employed");
    let rules = [
        rule(RULES[0], ["vacant", "posts"], &question.vacant, vacancy),
        rule(RULES[1], ["left", "employed"], &question.turnover, turnover),
    ];
    check_staffing(&districts.table, &rules, &StaffingOptions::new())
}

/// The figures of every district: vacancies and turnover.
pub(crate) fn figures(check: &StaffingCheck) -> Vec<[RatioFigures; 2]> {
    let [vacancy, turnover] = RULES.map(|rule| {
        let of_rule = check.lines().filter(move |line| line.rule == rule);
        of_rule.map(|line| line.figures).collect::<Vec<_>>()
    });
    vacancy.into_iter().zip(turnover).map(|(vacancy, turnover)| [vacancy, turnover]).collect()
}

/// How the district stands that has these figures.
pub(crate) fn standing(figures: &[RatioFigures; 2]) -> Standing {
    let with = |statuses: &[RatioStatus]| -> Vec<_> {
        let both = RULES.into_iter().zip(figures);
        both.filter(|(_, of)| statuses.contains(&of.status)).map(|(rule, _)| rule).collect()
    };
    let above = with(&[RatioStatus::Breach]);
    let unknown = with(&[RatioStatus::NotEvaluated]);
    match (above.is_empty(), unknown.is_empty()) {
        (false, _) => Standing::MayAsk(above),
        (true, false) => Standing::Unknown(unknown),
        (true, true) => Standing::MayNot,
    }
}

impl Standing {
    pub(crate) fn may_ask(&self) -> bool {
        matches!(self, Self::MayAsk(_))
    }

    /// `ja (vakanser, omsättning)`
    pub(crate) fn words(&self, language: Language) -> String {
        let sv = language == Language::Swedish;
        let why = |rules: &[&str]| {
            let words = rules.iter().map(|rule| match (*rule == RULES[0], sv) {
                (true, true) => "vakanser",
                (true, false) => "vacancies",
                (false, true) => "omsättning",
                (false, false) => "turnover",
            });
            words.collect::<Vec<_>>().join(", ")
        };
        match (self, sv) {
            (Self::MayAsk(rules), true) => format!("ja ({})", why(rules)),
            (Self::MayAsk(rules), false) => format!("yes ({})", why(rules)),
            (Self::MayNot, true) => "nej".to_owned(),
            (Self::MayNot, false) => "no".to_owned(),
            (Self::Unknown(rules), true) => format!("okänt ({})", why(rules)),
            (Self::Unknown(rules), false) => format!("unknown ({})", why(rules)),
        }
    }
}
