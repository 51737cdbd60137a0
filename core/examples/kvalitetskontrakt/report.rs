//! The answer as a page: who falls short of what, who signs, and who pays.

use statsbidrag::{Error, Language, LimitSide, Money, Ratio, Reason};

use crate::arguments::{Arguments, OddKrona, Sharing};
use crate::costs::{Cost, PAYERS};
use crate::layout::exact;
use crate::layout::{Grid, Lean, labelled, say, title, wrap};
use crate::providers::{Kind, Outcome, Providers, Standing, standing};
use crate::requirements::Requirements;
use crate::sources;

/// How wide the column of labels is.
const LABELS: usize = 16;
/// Decimals of a ratio: it is compared exactly, whatever is shown.
const DECIMALS: usize = 4;

/// Everything that there is to tell.
#[derive(Clone, Copy)]
pub(crate) struct Report<'a> {
    pub(crate) arguments: &'a Arguments,
    pub(crate) requirements: &'a Requirements,
    pub(crate) providers: &'a Providers,
    pub(crate) costs: &'a [Cost],
    pub(crate) sharing: &'a Sharing,
    pub(crate) language: Language,
}

impl Report<'_> {
    fn say(&self, swedish: &str, english: &str) -> String {
        say(self.language, swedish, english).to_owned()
    }

    fn number(&self, number: &Ratio) -> String {
        self.language.number(number, DECIMALS)
    }

    /// The whole page.
    pub(crate) fn page(&self) -> Result<String, Error> {
        let (providers, requirements) = (self.providers.all.len(), self.requirements.rules.len());
        let mut page = title(&match self.language {
            Language::Swedish => format!(
                "Kvalitetskontrakt, ett förslag i en motion: {providers} utförare, {requirements} krav"
            ),
            Language::English => format!(
                "Quality contracts, a motion's proposal: {providers} providers, {requirements} \
                 requirements"
            ),
        });
        page.push('\n');
        page.push_str(&self.grounds());
        page.push('\n');
        page.push_str(&self.requirement_grid());
        for row in 0..providers {
            page.push('\n');
            page.push_str(&format!("{}\n{}", self.called(row), self.shortfalls(row)));
        }
        page.push('\n');
        page.push_str(&self.cost_grid()?);
        Ok(page)
    }

    /// What is the motion's, what is made, and what is the user's.
    fn grounds(&self) -> String {
        let mut text = String::new();
        let mut line = |label: &str, words: &str| {
            text.push_str(&labelled(label, words, LABELS));
            text.push('\n');
        };
        line(&self.say("Källa", "Source"), &sources::heading(self.language));
        for cite in sources::citations() {
            line("", &format!("”{}”", cite.quote_text().unwrap_or_default()));
        }
        let own = self.arguments;
        let made = [
            (own.requirements.is_none(), "kraven och deras nivåer", "the requirements and levels"),
            (own.providers.is_none(), "utförarna", "the providers"),
            (
                own.measures.is_none() && !self.costs.is_empty(),
                "åtgärderna och vad de kostar",
                "the measures and what they cost",
            ),
        ];
        let made: Vec<_> = made
            .into_iter()
            .filter(|(is_made, ..)| *is_made)
            .map(|(_, sv, en)| self.say(sv, en))
            .collect();
        if !made.is_empty() {
            let (sv, en) = ("motionen anger inga", "the motion gives none");
            let words = format!("{}; {}", made.join(", "), self.say(sv, en));
            line(&self.say("Påhittat", "Made up"), &words);
        }
        let share = exact(&self.sharing.state, self.language);
        let (sv, en) = (
            format!("staten betalar {share} av kostnaden: användarens tal, motionen anger inget"),
            format!("the state pays {share} of the cost: the user's number, the motion gives none"),
        );
        line(&self.say("Andel", "Share"), &self.say(&sv, &en));
        text
    }

    fn level(&self, side: LimitSide, level: &Ratio) -> String {
        let level = exact(level, self.language);
        match (side, self.language) {
            (LimitSide::AtLeast, Language::Swedish) => format!("minst {level}"),
            (LimitSide::AtLeast, Language::English) => format!("at least {level}"),
            (LimitSide::AtMost, Language::Swedish) => format!("högst {level}"),
            (LimitSide::AtMost, Language::English) => format!("at most {level}"),
        }
    }

    /// The list of requirements, with how many fall short of each.
    fn requirement_grid(&self) -> String {
        let mut grid = Grid::new([Lean::Left, Lean::Left, Lean::Right, Lean::Right]);
        let heads = [
            ("Krav", "Requirement"),
            ("nivå", "level"),
            ("når inte upp", "fall short"),
            ("ej bedömda", "not judged"),
        ];
        grid.row(heads.map(|(sv, en)| self.say(sv, en)));
        for (place, rule) in self.requirements.rules.iter().enumerate() {
            let limits =
                [LimitSide::AtLeast, LimitSide::AtMost].map(|side| (side, rule.limits(side)));
            let levels = limits.iter().flat_map(|(side, limits)| {
                limits.iter().map(|limit| self.level(*side, limit.value()))
            });
            let count = |which: Standing| {
                let of = self.providers.figures.iter().filter(|of| standing(&of[place]) == which);
                of.count().to_string()
            };
            grid.row([
                self.requirements.name(place, self.language).to_owned(),
                levels.collect::<Vec<_>>().join(", "),
                count(Standing::FallsShort),
                count(Standing::NotJudged),
            ]);
        }
        let (sv, en) = (
            "Kraven redovisas vart för sig: det finns ingen sammanlagd poäng.",
            "Each requirement stands by itself: there is no score of all together.",
        );
        format!("{}{}\n", grid.lines(0), self.say(sv, en))
    }

    /// `Enheten Asp (ASP), kommunal, Granby`
    fn called(&self, row: usize) -> String {
        let provider = &self.providers.all[row];
        let kind = match provider.kind {
            Kind::Municipal => self.say("kommunal", "municipal"),
            Kind::Independent => self.say("fristående", "independent"),
        };
        format!("{} ({}), {kind}, {}", provider.name, provider.id, provider.municipality)
    }

    /// What one provider falls short of, by how much, and what that leads to.
    fn shortfalls(&self, row: usize) -> String {
        let mut grid = Grid::new([Lean::Left, Lean::Right, Lean::Left, Lean::Left]);
        for place in 0..self.requirements.rules.len() {
            if let Some(cells) = self.shortfall(row, place) {
                grid.row(cells);
            }
        }
        let mut text = grid.lines(2);
        text.push_str(&wrap(&format!("  → {}", self.outcome(row)), 4));
        text.push('\n');
        text
    }

    /// A requirement that the provider does not reach, or that could not be judged.
    fn shortfall(&self, row: usize, place: usize) -> Option<Vec<String>> {
        let figures = &self.providers.figures[row][place];
        let name = self.requirements.name(place, self.language).to_owned();
        match standing(figures) {
            Standing::Reaches => None,
            Standing::NotJudged => {
                let unknown = self.say("uppgift saknas", "figure missing");
                Some(vec![name, "–".to_owned(), String::new(), unknown])
            }
            Standing::FallsShort => {
                let (num, den) = (figures.have_num.as_ref()?, figures.have_den.as_ref()?);
                let have = num.checked_div(den).map(|ratio| self.number(&ratio));
                let (side, limit) = (figures.side?, figures.limit.as_ref()?);
                let counted = self.requirements.counted[place].get(self.language);
                let by = match side {
                    LimitSide::AtLeast => figures.gap.as_ref(),
                    LimitSide::AtMost => figures.excess.as_ref(),
                };
                let by = self.number(by?);
                let by = match (side, self.language) {
                    (LimitSide::AtLeast, Language::Swedish) => format!("{by} för få: {counted}"),
                    (LimitSide::AtLeast, Language::English) => format!("{by} too few: {counted}"),
                    (LimitSide::AtMost, Language::Swedish) => format!("{by} för många: {counted}"),
                    (LimitSide::AtMost, Language::English) => format!("{by} too many: {counted}"),
                };
                let have = have.unwrap_or_else(|| "–".to_owned());
                Some(vec![name, have, self.level(side, limit), by])
            }
        }
    }

    /// What the provider's figures lead to by the motion.
    fn outcome(&self, row: usize) -> String {
        let parties = self.providers.all[row].parties(self.language);
        match (self.providers.outcome(row), self.language) {
            (Outcome::Reaches, Language::Swedish) => "Når alla krav; inget kontrakt.".to_owned(),
            (Outcome::Reaches, Language::English) => {
                "Reaches every requirement; no contract.".to_owned()
            }
            (Outcome::NotJudged, Language::Swedish) => {
                "Ingen brist i det som gick att bedöma; resten behöver bedömas.".to_owned()
            }
            (Outcome::NotJudged, Language::English) => {
                "Falls short of nothing that could be judged; the rest needs judgement.".to_owned()
            }
            (Outcome::Contract, Language::Swedish) => format!("Kontrakt tecknas av {parties}."),
            (Outcome::Contract, Language::English) => {
                format!("A contract is signed by {parties}.")
            }
            (Outcome::Sanctions, Language::Swedish) => {
                "Bristerna går inte att åtgärda utan risk: inget kontrakt, utan dagens sanktioner. \
                 (En slutsats: motionen föreslår kontrakt bara där risk saknas.)"
                    .to_owned()
            }
            (Outcome::Sanctions, Language::English) => {
                "The faults cannot be mended without risk: no contract, but today's sanctions. (An inference: the motion proposes contracts only where there is no risk.)"
                    .to_owned()
            }
            (Outcome::NeedsJudgement, Language::Swedish) => {
                "Behöver bedömas: om bristerna går att åtgärda utan risk är inte angivet.".to_owned()
            }
            (Outcome::NeedsJudgement, Language::English) => {
                "Needs judgement: whether the faults can be mended without risk is not said."
                    .to_owned()
            }
        }
    }

    /// The provider, and its principal where the cost is shared.
    fn who_pays(&self, row: usize) -> String {
        let provider = &self.providers.all[row];
        let (name, principal) = (&provider.name, provider.principal());
        let (sv, en) = match self.providers.outcome(row) {
            Outcome::Contract => {
                (format!("huvudman {principal}"), format!("the principal is {principal}"))
            }
            Outcome::Sanctions => ("inget kontrakt".to_owned(), "no contract".to_owned()),
            _ => ("väntar på bedömning".to_owned(), "awaits judgement".to_owned()),
        };
        format!("{name}: {}", self.say(&sv, &en))
    }

    /// What each measure costs and who pays it.
    fn cost_grid(&self) -> Result<String, Error> {
        if self.costs.is_empty() {
            let (sv, en) = (
                "Inga åtgärder: ange dem med --measures.",
                "No measures: give them with --measures.",
            );
            return Ok(format!("{}\n", self.say(sv, en)));
        }
        let leans = [Lean::Left, Lean::Left, Lean::Right, Lean::Right, Lean::Right];
        let mut grid = Grid::new(leans);
        let heads = [
            ("Krav", "Requirement"),
            ("åtgärd", "measure"),
            ("kostar", "costs"),
            ("staten", "the state"),
            ("huvudmannen", "the principal"),
        ];
        grid.row(heads.map(|(sv, en)| self.say(sv, en)));
        let mut odd = 0;
        for row in 0..self.providers.all.len() {
            let of_provider = self.costs.iter().filter(|cost| cost.provider == row);
            for (place, cost) in of_provider.enumerate() {
                if place == 0 {
                    grid.row([self.who_pays(row)]);
                }
                let mut cells = vec![
                    self.requirements.rules[cost.requirement].id().to_owned(),
                    cost.measure.clone(),
                    self.language.money(cost.cost),
                ];
                match cost.amounts() {
                    Some(amounts) => {
                        cells.extend(amounts.map(|amount| self.language.money(amount)));
                    }
                    None => cells.extend(["–".to_owned(), "–".to_owned()]),
                }
                grid.row(cells);
                odd += usize::from(cost.shared.as_ref().is_some_and(|s| !s.tied().is_empty()));
            }
        }
        let of = |payer: usize| {
            Money::sum(self.costs.iter().filter_map(|cost| Some(cost.amounts()?[payer])))
        };
        let (state, principal) = (of(0)?, of(1)?);
        grid.row([
            String::new(),
            self.say("Summa som delas", "Sum that is shared"),
            self.language.money(state.plus(principal)?),
            self.language.money(state),
            self.language.money(principal),
        ]);
        let mut text = grid.lines(2);
        if odd > 0 {
            let (sv, en) = match self.sharing.odd_krona {
                OddKrona::Principal => ("huvudmannen", "the principal"),
                _ => ("staten", "the state"),
            };
            let (sv, en) = (
                format!("Kronor som inte gick att dela: {odd}; {sv} betalar dem (--odd-krona)."),
                format!("Kronor that could not be halved: {odd}; {en} pays them (--odd-krona)."),
            );
            text.push_str(&self.say(&sv, &en));
            text.push('\n');
        }
        Ok(text)
    }

    /// How one provider stands to every requirement, and how its measures' costs are shared.
    pub(crate) fn explanation(&self, row: usize) -> Result<String, Error> {
        let check = &self.providers.check;
        let provider = &self.providers.all[row];
        let mut text = title(&self.called(row));
        text.push_str(&self.shortfalls(row));
        text.push('\n');
        // What force a rule has stands below: the requirements are proposed and made.
        for finding in check.findings(&provider.id)? {
            if finding.reason() != Reason::RatioRule {
                text.push_str(&wrap(&finding.text(self.language), 2));
                text.push('\n');
            }
        }
        for cost in self.costs.iter().filter(|cost| cost.provider == row) {
            text.push_str(&format!("\n{}: {}\n", cost.measure, self.language.money(cost.cost)));
            for payer in PAYERS {
                let Some(shared) = &cost.shared else { continue };
                for line in shared.explain(payer, self.language)?.lines() {
                    text.push_str(&wrap(&format!("  {line}"), 4));
                    text.push('\n');
                }
            }
        }
        text.push('\n');
        text.push_str(&self.grounds());
        Ok(text)
    }
}
