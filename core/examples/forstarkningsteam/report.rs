//! The answer as a page: who may ask, who gets how many days, and the booked assignments.

use statsbidrag::{Column, Error, Language, Ratio, RatioFigures, Reason, StaffingCheck};

use crate::arguments::{Arguments, Question};
use crate::bookings::{self, Bookings};
use crate::districts::{Districts, Standing, figures};
use crate::layout::exact;
use crate::layout::{Grid, Lean, capital, labelled, quoted, say, title, wrap};
use crate::refusal::Refusal;
use crate::share::Share;
use crate::sources;

/// How wide the column of labels is.
const LABELS: usize = 16;
/// Decimals of a share: it is compared exactly, whatever is shown.
const DECIMALS: usize = 4;

/// Everything that there is to tell.
#[derive(Clone, Copy)]
pub(crate) struct Report<'a> {
    pub(crate) arguments: &'a Arguments,
    pub(crate) question: &'a Question,
    pub(crate) districts: &'a Districts,
    pub(crate) check: &'a StaffingCheck,
    pub(crate) standings: &'a [Standing],
    pub(crate) share: &'a Share,
    pub(crate) bookings: Option<&'a Bookings>,
    pub(crate) language: Language,
}

/// The row of the district that has this code or name.
pub(crate) fn find(districts: &Districts, who: &str, language: Language) -> Result<usize, Refusal> {
    let table = &districts.table;
    let asked = who.trim().to_lowercase();
    let is_asked = |text: &str| text.to_lowercase() == asked;
    let mut rows =
        (0..table.len()).filter(|&row| is_asked(table.ids().get(row)) || is_asked(table.name(row)));
    if let (Some(row), None) = (rows.next(), rows.next()) {
        return Ok(row);
    }
    let names: Vec<_> = (0..table.len())
        .map(|row| format!("{} ({})", table.name(row), table.ids().get(row)))
        .collect();
    let (who, names) = (quoted(who), names.join(", "));
    Err(Refusal::new(match language {
        Language::Swedish => {
            format!("--explain {who}: ingen eller flera. Förvaltningarna: {names}.")
        }
        Language::English => format!("--explain {who}: none or several. The districts: {names}."),
    }))
}

impl Report<'_> {
    fn say(&self, swedish: &str, english: &str) -> String {
        say(self.language, swedish, english).to_owned()
    }

    fn number(&self, number: &Ratio, decimals: usize) -> String {
        self.language.number(number, decimals)
    }

    /// The whole page.
    pub(crate) fn page(&self) -> String {
        let days = self.number(&self.question.days, 0);
        let may_ask = self.standings.iter().filter(|standing| standing.may_ask()).count();
        let all = self.standings.len();
        let mut page = title(&match self.language {
            Language::Swedish => format!(
                "Förstärkningsteamet: {days} dagar, {may_ask} av {all} stadsdelsförvaltningar får \
                 begära teamet"
            ),
            Language::English => format!(
                "The reinforcement team: {days} days, {may_ask} of {all} district administrations \
                 may ask for it"
            ),
        });
        page.push('\n');
        page.push_str(&self.grounds());
        page.push('\n');
        page.push_str(&self.standing_grid());
        page.push('\n');
        page.push_str(&self.share_grid());
        page.push('\n');
        page.push_str(&self.list());
        page
    }

    /// What is the source's, what is made, and what is the user's.
    fn grounds(&self) -> String {
        let mut text =
            labelled(&self.say("Källa", "Source"), &sources::heading(self.language), LABELS);
        text.push('\n');
        for cite in sources::citations() {
            let quote = format!("”{}”", cite.quote_text().unwrap_or_default());
            text.push_str(&labelled("", &quote, LABELS));
            text.push('\n');
        }
        let made = match (&self.arguments.districts, &self.arguments.bookings) {
            (None, None) => Some((
                "förvaltningarna, deras siffror och uppdragen; ingen av dem finns",
                "the districts, their figures and the assignments; none of them exists",
            )),
            (None, Some(_)) => Some((
                "förvaltningarna och deras siffror; ingen av dem finns",
                "the districts and their figures; none of them exists",
            )),
            (Some(_), _) => None,
        };
        let (vacant, turnover) = (&self.question.vacant, &self.question.turnover);
        let limits = [vacant, turnover].map(|limit| exact(limit, self.language));
        let own = self.arguments.are_own_thresholds();
        let thresholds = match self.language {
            Language::Swedish => format!(
                "mer än {} av tjänsterna vakanta, eller fler slutade än {} av medeltalet anställda; \
                 källan anger inga tal, så de är {}",
                limits[0],
                limits[1],
                if own { "exemplets egna" } else { "användarens" }
            ),
            Language::English => format!(
                "more than {} of the posts vacant, or more left than {} of the average number \
                 employed; the source gives no numbers, so these are {}",
                limits[0],
                limits[1],
                if own { "the example's own" } else { "the user's" }
            ),
        };
        let made = made.map(|(sv, en)| (self.say("Påhittat", "Made up"), self.say(sv, en)));
        for (label, words) in
            made.into_iter().chain([(self.say("Trösklar", "Thresholds"), thresholds)])
        {
            text.push_str(&labelled(&label, &words, LABELS));
            text.push('\n');
        }
        text
    }

    /// The figures of every district against the thresholds.
    fn standing_grid(&self) -> String {
        let mut grid = Grid::new([
            Lean::Left,
            Lean::Left,
            Lean::Right,
            Lean::Right,
            Lean::Right,
            Lean::Right,
            Lean::Right,
            Lean::Right,
            Lean::Left,
        ]);
        let heads = [
            ("", ""),
            ("", ""),
            ("vakanta", "vacant"),
            ("tjänster", "posts"),
            ("andel", "share"),
            ("slutat", "left"),
            ("anställda", "employed"),
            ("andel", "share"),
            ("får begära", "may ask"),
        ];
        grid.row(heads.map(|(sv, en)| self.say(sv, en)));
        for (row, figures) in figures(self.check).iter().enumerate() {
            let (table, standing) = (self.check.table(), &self.standings[row]);
            let mut cells = vec![table.ids().get(row).to_owned(), table.name(row).to_owned()];
            for (pair, columns) in figures.iter().zip([["vacant", "posts"], ["left", "employed"]]) {
                cells.extend(columns.map(|column| self.cell(column, row)));
                cells.push(self.share_of(pair));
            }
            cells.push(standing.words(self.language));
            grid.row(cells);
        }
        grid.lines(0)
    }

    fn value(&self, column: &str, row: usize) -> Option<Ratio> {
        match self.check.table().column(column)? {
            Column::Numbers(numbers) => numbers.get(row),
            _ => None,
        }
    }

    fn cell(&self, column: &str, row: usize) -> String {
        self.value(column, row)
            .map_or_else(|| self.say("saknas", "missing"), |number| self.number(&number, DECIMALS))
    }

    fn share_of(&self, figures: &RatioFigures) -> String {
        let share = match (&figures.have_num, &figures.have_den) {
            (Some(num), Some(den)) => num.checked_div(den),
            _ => None,
        };
        share.map_or_else(|| "–".to_owned(), |share| self.number(&share, DECIMALS))
    }

    /// Who gets how many days.
    fn share_grid(&self) -> String {
        let need = &self.question.need;
        let gloss = match need.columns().any(|column| column.ends_with("_excess")) {
            true => self.say(
                " (tjänster och personer över trösklarna)",
                " (posts and persons above the thresholds)",
            ),
            false => String::new(),
        };
        let mut text = wrap(
            &match self.language {
                Language::Swedish => {
                    format!("Dagarna delas efter {need}{gloss}, högst vad var och en begär")
                }
                Language::English => {
                    format!("Days are shared by {need}{gloss}, at most what each asks for")
                }
            },
            0,
        );
        text.push('\n');
        let Some(allocation) = self.share.allocation() else {
            text.push_str("  ");
            text.push_str(&self.say("Ingen får begära teamet.", "Nobody may ask for the team."));
            text.push('\n');
            return text;
        };
        let mut grid =
            Grid::new([Lean::Left, Lean::Left, Lean::Right, Lean::Right, Lean::Right, Lean::Left]);
        let heads = [
            ("", ""),
            ("", ""),
            ("begär", "asks for"),
            ("exakt", "exact"),
            ("får", "gets"),
            ("", ""),
        ];
        grid.row(heads.map(|(sv, en)| self.say(sv, en)));
        for row in allocation.rows() {
            let place = self.districts.table.ids().position(row.id).unwrap_or_default();
            let amount = Ratio::from(row.amount);
            let gets_all = self.value("days_asked", place).is_some_and(|asked| asked == amount);
            let note = match (gets_all, row.entitlement.is_zero()) {
                (_, true) => self.say("inget behov enligt måttet", "no need by the measure"),
                (true, _) => self.say("allt den begär", "all it asks for"),
                _ => String::new(),
            };
            grid.row([
                row.id.to_owned(),
                self.districts.table.name(place).to_owned(),
                self.cell("days_asked", place),
                self.number(&row.entitlement, DECIMALS),
                self.number(&amount, 0),
                note,
            ]);
        }
        let (sum, left) = (self.number(&self.share.shared, 0), self.unshared());
        grid.row([String::new(), self.say("Summa", "Sum"), String::new(), String::new(), sum]);
        text.push_str(&grid.lines(2));
        if !left.is_zero() {
            let left = self.number(&left, 0);
            let words = match self.language {
                Language::Swedish => {
                    format!("  {left} av dagarna har ingen begärt, och de delas inte.")
                }
                Language::English => {
                    format!("  Nobody asked for {left} of the days; they are not shared.")
                }
            };
            text.push_str(&words);
            text.push('\n');
        }
        if !allocation.tied().is_empty() {
            let tied = allocation.tied().join(", ");
            let ties = self.question.ties;
            text.push_str(&wrap(
                &match self.language {
                    Language::Swedish => format!(
                        "  Lika rest vid gränsen: {tied}. Regeln {ties} avgör; den är användarens \
                         eller exemplets, ingen källas."
                    ),
                    Language::English => format!(
                        "  Equal remainders at the cut: {tied}. The rule {ties} decides; it is the \
                         user's or the example's, no source's."
                    ),
                },
                2,
            ));
            text.push('\n');
        }
        text
    }

    /// The days that nobody asked for: the team's less those that were shared.
    fn unshared(&self) -> Ratio {
        let shared = &self.share.shared;
        let minus = format!("-{shared}").parse().unwrap_or_else(|_| Ratio::zero());
        [self.question.days.clone(), minus].into_iter().sum()
    }

    /// The booked assignments, each with what is wrong with it.
    fn list(&self) -> String {
        let Some(bookings) = self.bookings else {
            let sv = "Inga uppdrag: ange dem med --bookings.\n";
            return self.say(sv, "No assignments: give them with --bookings.\n");
        };
        let mut text = self.say("Bokade uppdrag", "Booked assignments");
        text.push('\n');
        let leans = [Lean::Left, Lean::Left, Lean::Left, Lean::Left, Lean::Right, Lean::Left];
        let mut grid = Grid::new(leans);
        let heads = [
            ("medarbetare", "member"),
            ("plats", "place"),
            ("från", "from"),
            ("till", "to"),
            ("kalenderdagar", "calendar days"),
        ];
        grid.row(heads.map(|(sv, en)| self.say(sv, en)));
        for booking in &bookings.rows {
            let name = self.districts.table.ids().position(&booking.district);
            let name = name.map_or(booking.district.as_str(), |row| self.districts.table.name(row));
            let days = booking.days().map(|days| self.number(&i64::from(days).into(), 0));
            grid.row([
                quoted(&booking.member),
                quoted(name),
                quoted(&booking.from),
                quoted(&booking.to),
                days.unwrap_or_else(|| "–".to_owned()),
                self.verdict(bookings, booking.line),
            ]);
        }
        text.push_str(&grid.lines(2));
        for (_, message) in bookings.remarks() {
            text.push_str(&wrap(&format!("  {}", capital(&message)), 4));
            text.push('\n');
        }
        let sv = "Kalenderdagarna räknas inte av mot de delade dagarna: källan säger inte hur.";
        let en =
            "Calendar days are not set off against the shared days: the source does not say how.";
        for words in [bookings::rule(self.language), say(self.language, sv, en)] {
            text.push_str(&wrap(&format!("  {words}"), 2));
            text.push('\n');
        }
        text
    }

    fn verdict(&self, bookings: &Bookings, line: u64) -> String {
        let is_wrong = bookings.remarks().iter().any(|(other, _)| *other == line);
        match (is_wrong, self.language) {
            (false, _) => String::new(),
            (true, Language::Swedish) => format!("FEL, rad {line}"),
            (true, Language::English) => format!("WRONG, line {line}"),
        }
    }

    /// How one district stands, and why it gets its days.
    pub(crate) fn explanation(&self, row: usize) -> Result<String, Error> {
        let (table, standing) = (self.check.table(), &self.standings[row]);
        let id = table.ids().get(row);
        let mut text = title(&format!("{} ({id})", table.name(row)));
        let words = standing.words(self.language);
        let (sv, en) =
            (format!("Får begära teamet: {words}."), format!("May ask for the team: {words}."));
        text.push_str(&self.say(&sv, &en));
        text.push_str("\n\n");
        let mut paragraph = |told: &[String]| {
            for line in told {
                text.push_str(&wrap(line, 2));
                text.push('\n');
            }
            text.push('\n');
        };
        // Whose the thresholds are stands below: they are no goals of the districts.
        let findings = self.check.findings(id)?;
        let told = findings.iter().filter(|finding| finding.reason() != Reason::RatioRule);
        paragraph(&told.map(|finding| finding.text(self.language)).collect::<Vec<_>>());
        let days = self.share.days(id);
        if let (Some(allocation), Some(_)) = (self.share.allocation(), &days) {
            let told = allocation.explain(id, self.language)?;
            paragraph(&told.lines().skip(1).map(str::to_owned).collect::<Vec<_>>());
        }
        let days = days.map_or_else(|| "0".to_owned(), |days| self.number(&days, 0));
        let [dagar, in_days] = if days == "1" { ["dag", "day"] } else { ["dagar", "days"] };
        let sv = format!("Får {days} {dagar} av teamets tid.");
        let en = format!("Gets {days} {in_days} of the team's time.");
        text.push_str(&self.say(&sv, &en));
        text.push_str("\n\n");
        text.push_str(&self.grounds());
        Ok(text)
    }
}
