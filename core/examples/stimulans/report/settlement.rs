//! The settlement: what is repaid, what is still open, what the recipient bears itself.

use statsbidrag::{Error, InvoiceItem, Language, Money, SettledGrant, Settlement};

use super::dashes;
use crate::Answered;
use crate::layout::{Grid, Lean, say, section_heading, wrap};

/// Every recipient; how to get there where no grants were given.
pub(super) fn section(answered: &Answered) -> Result<String, Error> {
    let language = answered.asked.language;
    let Some(settlement) = &answered.settlement else {
        let heading = section_heading(say(language, "Slutavräkningen", "The settlement"));
        let words = say(
            language,
            "  Ingen: ange vad som har betalats ut med --grants.",
            "  None: give what was paid with --grants.",
        );
        return Ok(format!("{heading}{words}\n"));
    };
    let mut sections: Vec<String> =
        settlement.grants().iter().map(|own| of_one(settlement, own, language)).collect();
    if settlement.len() > 1 {
        let all =
            say(language, "Slutavräkningen: alla mottagare", "The settlement: all recipients");
        let amounts = amounts(settlement, &settlement.totals().sums, language);
        sections.push(format!("{}{amounts}", section_heading(all)));
    }
    let of_all: Vec<String> = settlement
        .findings()
        .into_iter()
        .filter(|(recipient, _)| recipient.is_none())
        .map(|(_, finding)| finding.statement(language))
        .collect();
    if let Some(last) = sections.last_mut()
        && !of_all.is_empty()
    {
        let label = say(language, "Potten", "The pot");
        last.push_str(&format!("  {label}\n{}", dashes(of_all, 4)));
    }
    Ok(sections.join("\n"))
}

fn of_one(settlement: &Settlement, own: &SettledGrant, language: Language) -> String {
    let mut text = section_heading(&match language {
        Language::Swedish => format!("Slutavräkningen: {}", own.recipient),
        Language::English => format!("The settlement: {}", own.recipient),
    });
    text.push_str(&amounts(settlement, own, language));
    let findings = settlement.findings();
    let findings: Vec<String> = findings
        .iter()
        .filter(|(recipient, _)| *recipient == Some(own.recipient.as_str()))
        .map(|(_, finding)| finding.statement(language))
        .collect();
    let label = say(
        language,
        "Datum och bedömningar, som inte ändrar några belopp",
        "Dates and judgements, which change no amount",
    );
    text.push_str(&format!("  {label}\n{}", dashes(findings, 4)));
    text.push_str(&invoice(settlement, own, language));
    text
}

/// What was paid, what came of it, and what the recipient bears itself.
fn amounts(settlement: &Settlement, own: &SettledGrant, language: Language) -> String {
    let mut grid = Grid::new([Lean::Left, Lean::Right, Lean::Left]);
    let mut row = |sv: &str, en: &str, amount: Money, how_sv: &str, how_en: &str| {
        let how = say(language, how_sv, how_en);
        grid.row([say(language, sv, en), &language.money(amount), how]);
    };
    row("utbetalt", "paid", own.paid, "", "");
    row("redovisat", "claimed", own.claimed, "", "");
    let year = settlement.assessment().year();
    let (sv, en) = match year.rulebook().co_financing(year.year()) {
        Ok(_) => ("utan den del som mottagaren själv betalar", "without the recipient's own part"),
        Err(_) => ("", ""),
    };
    row("godkänt", "approved", own.approved, sv, en);
    let (sv, en) = ("varken godkänt eller avslaget ännu", "neither approved nor refused yet");
    row("under utredning", "undetermined", own.undetermined, sv, en);
    let (sv, en) = ("utbetalt men inte redovisat", "paid and not claimed");
    row("outnyttjat", "unused", own.unused, sv, en);
    let (sv, en) = ("hur det än går med det som utreds", "however the doubts are settled");
    row("att betala tillbaka", "repayable", own.repayable, sv, en);
    let (sv, en) = ("väntar på det som utreds", "waits for the doubts to be settled");
    row("kan tillkomma", "may be added", own.pending, sv, en);
    if own.waived > Money::ZERO {
        row("eftergivet", "waived", own.waived, "", "");
        row("kvar att betala", "due", own.due, "", "");
    }
    format!("{}{}", grid.lines(2), own_cost(own, language))
}

/// The recipient's own cost, a range where something is undetermined.
fn own_cost(own: &SettledGrant, language: Language) -> String {
    let [least, most] =
        [own.own_cost_if_met, own.own_cost_if_refused].map(|amount| language.money(amount));
    let words = match (least == most, language) {
        (true, Language::Swedish) => format!("Egen kostnad: {least}."),
        (true, Language::English) => format!("Own cost: {least}."),
        (false, Language::Swedish) => format!(
            "Egen kostnad: mellan {least}, om allt som utreds godkänns, och {most}, om allt avslås."
        ),
        (false, Language::English) => format!(
            "Own cost: between {least}, if all that is undetermined is approved, and {most}, if all \
             is refused."
        ),
    };
    format!("{}\n", wrap(&format!("  {words}"), 2))
}

fn invoice(settlement: &Settlement, own: &SettledGrant, language: Language) -> String {
    let lines = settlement.invoice();
    let lines: Vec<_> = lines.iter().filter(|line| line.recipient == own.recipient).collect();
    if lines.is_empty() {
        let words = say(language, "Ingenting att fakturera.", "Nothing to invoice.");
        return format!("  {words}\n");
    }
    let mut grid = Grid::new([Lean::Left, Lean::Right]);
    for line in &lines {
        let (sv, en) = match line.item {
            InvoiceItem::Unused => ("outnyttjade medel", "money not used"),
            InvoiceItem::NotEligible => ("ej godkända kostnader", "costs not approved"),
            InvoiceItem::Waived => ("eftergift", "waiver"),
            InvoiceItem::Interest => ("ränta", "interest"),
            _ => ("annat", "other"),
        };
        grid.row([say(language, sv, en), &language.money(line.amount)]);
    }
    let label = say(language, "Faktura", "Invoice");
    format!("  {label}\n{}", grid.lines(4))
}
