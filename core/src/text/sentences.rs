//! What each reason says, in both languages.

use super::Language;
use crate::finding::Reason;

/// The sentence of a reason, with `{subject}`, `{have}`, `{need}` and `{outcome}` where those
/// stand. What is in brackets is said only where the values in it are there; after a bar is what is
/// said otherwise.
pub(super) const fn sentence(reason: Reason, language: Language) -> &'static str {
    let (swedish, english) = match reason {
        Reason::Pot => {
            ("Potten {subject} är {have} av {need}.", "The pot {subject} is {have} of {need}.")
        }
        Reason::InsideOtherGrant => (
            "Potten {subject} ligger i {need} och betalas inte ut för sig.",
            "The pot {subject} is inside {need} and is not paid by itself.",
        ),
        Reason::Fact => {
            ("{subject}: {have} av sammanlagt {need}.", "{subject}: {have} of {need} in all.")
        }
        Reason::Share => (
            "Delen {subject}: andelen {have} av beloppet, {need}.",
            "The component {subject}: the share {have} of the total, {need}.",
        ),
        Reason::Parameter => (
            "Parametern {subject} är angiven till {have}.",
            "The parameter {subject} was given as {have}.",
        ),
        Reason::Entitlement => ("Exakt andel: {have}.", "Exact entitlement: {have}."),
        Reason::RoundedDown => ("Avrundat nedåt: {have}.", "Rounded down: {have}."),
        Reason::RoundedUp => ("Avrundat uppåt: {have}.", "Rounded up: {have}."),
        Reason::Exact => (
            "Andelen är hela enheter och avrundas inte: {have}.",
            "The entitlement is whole units and is not rounded: {have}.",
        ),
        Reason::Remainder => (
            "Resten är {have} av en enhet; den minsta rest som gav en enhet till är {need}.",
            "The remainder is {have} of a unit; the smallest that got a unit more is {need}.",
        ),
        Reason::Tie => (
            "Lika rest vid gränsen: {subject}. Enheter att fördela mellan dem: {have}; regel: {need}.",
            "Equal remainders at the cut: {subject}. Units for them: {have}; rule: {need}.",
        ),
        Reason::Minimum => (
            "Det lägsta beloppet gäller: {have} (nivån ensam ger {need}).",
            "The minimum holds: {have} (the level alone gives {need}).",
        ),
        Reason::Maximum => (
            "Det högsta beloppet gäller: {have} (nivån ensam ger {need}).",
            "The maximum holds: {have} (the level alone gives {need}).",
        ),
        Reason::ToppedUp => (
            "Andelen {need} ligger under det lägsta beloppet och höjs till {have}.",
            "The share {need} is under the minimum and is topped up to {have}.",
        ),
        Reason::MinimumsTookUnits => (
            "De enheter som avrundningen lämnade gick till de lägsta beloppen.",
            "The units that rounding left over went to the minimums.",
        ),
        Reason::FirstUnit => (
            "Metoden ger var och en med vikt en första enhet.",
            "The method gives everyone with a weight a first unit.",
        ),
        Reason::LastUnit => (
            "{subject} för den sista enheten är {have}; det minsta som gav någon en enhet är {need}.",
            "{subject} of its last unit is {have}; the weakest that got anyone a unit is {need}.",
        ),
        Reason::NextUnit => (
            "{subject} för en enhet till vore {have}, vilket inte räcker.",
            "{subject} of one unit more would be {have}, which is not enough.",
        ),
        Reason::Deduction => (
            "Av {need} tas först {have} till {subject}.",
            "Of {need}, {have} is taken first for {subject}.",
        ),
        Reason::InnerPot => (
            "Beloppet för {subject}, {have}, fördelas vidare.",
            "The amount of {subject}, {have}, is divided further.",
        ),
        Reason::PotTie => (
            "Lika rest mellan potterna {subject}. Enheter att fördela mellan dem: {have}; regel: {need}.",
            "Equal remainders between the pots {subject}. Units for them: {have}; rule: {need}.",
        ),
        Reason::Base => ("Grundbelopp: {have}.", "Base amount: {have}."),
        Reason::MinimumReduced => (
            "De lägsta beloppen ryms inte i summan och är sänkta i proportion, här till {have}.",
            "The minimums do not fit the total and are cut in proportion, here to {have}.",
        ),
        Reason::NotEligible => (
            "Deltar inte: kolumnen {subject} säger nej.",
            "Takes no part: the column {subject} says no.",
        ),
        Reason::NoWeight => (
            "Nyckeln ger mottagaren ingen vikt, och därför inget belopp.",
            "The key gives the recipient no weight, and so no amount.",
        ),
        Reason::ComponentAmount => (
            "Delen {subject}, avrundad för sig: {have} av {need}.",
            "The component {subject}, rounded by itself: {have} of {need}.",
        ),
        Reason::Rounding => {
            ("Avrundning: {need}, i enheter om {have}.", "Rounding: {need}, in units of {have}.")
        }
        Reason::RatioRule => (
            "Regeln {subject} är {need}.[ Räknas: {have}.]",
            "The rule {subject} is {need}.[ Counted: {have}.]",
        ),
        Reason::Counted => ("{subject} är {have}.", "{subject} is {have}."),
        Reason::RatioAtMost => (
            "{subject}: {have}, får vara högst {need}: {outcome}.",
            "{subject}: {have}, at most {need} allowed: {outcome}.",
        ),
        Reason::RatioAtLeast => (
            "{subject}: {have}, ska vara minst {need}: {outcome}.",
            "{subject}: {have}, at least {need} wanted: {outcome}.",
        ),
        Reason::Vacuous => {
            ("{subject}: inget att räkna, 0 på 0.", "{subject}: nothing to count, 0 on 0.")
        }
        Reason::NoDenominator => (
            "{subject}: {have} och ingen att fördela på[ (gränsen är {need})].",
            "{subject}: {have} and nobody to share them[ (the limit is {need})].",
        ),
        Reason::Reference => (
            "{subject}: {have}; att jämföra med {need}, som är statistik och ingen gräns.",
            "{subject}: {have}; to compare with {need}, which is a statistic and no limit.",
        ),
        Reason::NotEvaluated => (
            "{subject} kan inte prövas: uppgift saknas i {have}.",
            "{subject} cannot be checked: nothing given in {have}.",
        ),
        Reason::Hire => (
            "Att anställa: {have} i {subject} (exakt brist {need}).",
            "To hire: {have} in {subject} (exact gap {need}).",
        ),
        Reason::Headroom => (
            "{subject}: det finns utrymme för {have} till.",
            "{subject}: there is room for {have} more.",
        ),
        Reason::Excess => ("{subject}: {have} för mycket.", "{subject}: {have} too many."),
        Reason::Moves => (
            "I {subject} [kan {have} flyttas; att anställa därefter: {need}|räcker det med att flytta {have}].",
            "In {subject} [{have} can be moved; to hire after that: {need}|it takes {have} to be moved].",
        ),
        Reason::ReorganisationCare => (
            "Flyttar är omorganisation, och sådan bör göras varsamt.",
            "Moves are reorganisation, which calls for care.",
        ),
        Reason::Factor => ("Område: {subject}.", "Area: {subject}."),
        Reason::NoFigure => (
            "Källan nämner inget mått för {subject}; det är en fråga att bedöma.",
            "The source names no measure of {subject}; it is for someone to judge.",
        ),
        Reason::Figure => ("{subject}: {have}.", "{subject} comes to {have}."),
        Reason::NotTold => (
            "{subject}: går inte att säga, uppgift saknas i {have}.",
            "{subject}: cannot be told, nothing given in {have}.",
        ),
        Reason::ComparedAtMost => (
            "Att jämföra med högst {need}: {subject}, som är {have}.",
            "To compare with at most {need}: {subject}, which is {have}.",
        ),
        Reason::ComparedAtLeast => (
            "Att jämföra med minst {need}: {subject}, som är {have}.",
            "To compare with at least {need}: {subject}, which is {have}.",
        ),
        Reason::NoReference => (
            "Det finns inget tal att jämföra {subject} med.",
            "There is no figure to compare {subject} with.",
        ),
        Reason::Given => ("{subject}: {have} (angivet).", "{subject}: {have} (given)."),
        Reason::ExactCost => ("{subject}, exakt: {have}.", "{subject}, exact: {have}."),
        Reason::SumOfRows => (
            "{subject}, summan av avrundade rader: {have}.",
            "{subject}, the sum of rounded rows: {have}.",
        ),
        Reason::MovableHours => (
            "En administratör kan ta över {have} av uppgifternas {need} timmar.",
            "An administrator can take over {have} of the tasks' {need} hours.",
        ),
        Reason::AuthorityHours => (
            "Myndighetsutövning, som inte flyttas: {have} timmar.",
            "Exercise of public authority, which is not moved: {have} hours.",
        ),
        Reason::OnlySocialWorkerHours => (
            "Annat som bara en socialsekreterare kan göra: {have} timmar.",
            "Other tasks that only a social worker can do: {have} hours.",
        ),
        Reason::OtherRoleHours => (
            "Uppgifter som andra gör, utanför beräkningen: {have} timmar.",
            "Tasks that others do, outside the calculation: {have} hours.",
        ),
        Reason::TimeFreed => (
            "Frigjord tid: {have} timmar, det minsta av vad som kan flyttas och administratörernas timmar.",
            "Time freed: {have} hours, the lesser of what can be moved and the administrators' hours.",
        ),
        Reason::FreedFte => (
            "Det är {have} årsarbetare, när en heltid är {need} timmar.",
            "That is {have} FTE, a full-time post being {need} hours.",
        ),
        Reason::ClientHours => (
            "Till klienterna går {have} timmar: andelen {need} av den frigjorda tiden.",
            "Clients get {have} hours: the share {need} of the time freed.",
        ),
        Reason::UnmovedHours => (
            "Kan flyttas men ryms inte i administratörernas tid: {have} timmar.",
            "Can be moved, but administrators have no time for it: {have} hours.",
        ),
        Reason::UnusedHours => (
            "Administratörernas outnyttjade tid: {have} timmar.",
            "Administrators' unused time: {have} hours.",
        ),
        Reason::MoreAcrossUnits => (
            "Om enheterna delade administratörer kunde {have} timmar till flyttas.",
            "If units shared administrators, {have} hours more could be moved.",
        ),
        Reason::AgencyDifference => {
            ("Inhyrt minus anställt: {have}.", "Agency staff less employees: {have}.")
        }
        Reason::AgencyQuotient => (
            "Inhyrt kostar {have} gånger så mycket som anställt.",
            "Agency staff cost {have} times as much as employees.",
        ),
        Reason::AgencyReference => (
            "Jämförelsetal, som inte är något krav: {need}; här {have}.",
            "A figure to compare with, and no demand: {need}; here {have}.",
        ),
        Reason::PostDays => (
            "{subject}: tjänsten finns {have} av årets {need} dagar.",
            "{subject}: the post exists on {have} of the year's {need} days.",
        ),
        Reason::GrantDays => (
            "{subject}: bidraget gäller {have} av årets {need} dagar.",
            "{subject}: the grant lasts on {have} of the year's {need} days.",
        ),
        Reason::GrantPays => (
            "{subject}: bidraget betalar {have} av kostnaden {need}.",
            "{subject}: the grant pays {have} of the cost {need}.",
        ),
        Reason::OwnPays => (
            "{subject}: kommunen betalar {have} av kostnaden {need}.",
            "{subject}: the municipality pays {have} of the cost {need}.",
        ),
        Reason::CostsStay => (
            "Kostnaden blir kvar när bidraget upphör {subject}: {have} om året för kommunen, så länge tjänsterna finns.",
            "The cost stays when the grant ends on {subject}: {have} a year for the municipality, as long as the posts exist.",
        ),
        Reason::UnmappedTitle => (
            "Titeln {subject} har ingen roll och räknas inte (rader: {have}).",
            "The title {subject} has no role and is left out (rows: {have}).",
        ),
        Reason::WhoCounts => {
            ("{subject}, {have} årsarbetare: {need}.", "{subject}, {have} FTE: {need}.")
        }
        Reason::OverFullPost => (
            "Mer än heltid en dag, med angivet skäl: rad {subject} (antal: {have}).",
            "Over a full post on a day, with a reason: row {subject} (rows: {have}).",
        ),
        Reason::EmptyCells => (
            "Kolumnen {subject} är tom på rader som räknas (antal: {have}); det som bygger på dem är tomt.",
            "The column {subject} is empty in rows that count (rows: {have}); what rests on them is empty.",
        ),
        Reason::SharedHeads => (
            "Personer som räknas i {subject}: {have}; antalen går inte att summera.",
            "Persons who are a head in {subject}: {have}; heads do not add up.",
        ),
        Reason::NoSupervisor => (
            "Rader utan arbetsledare, som inte ingår i någon grupp: {have}.",
            "Rows without a supervisor, in no team: {have}.",
        ),
        Reason::PartTimeSupervisor => (
            "Arbetsledaren {subject} leder på {need} av heltid: {have} personer per hel tjänst.",
            "The supervisor {subject} leads {need} of full time: {have} heads for each full post.",
        ),
        Reason::SupervisorAbsent => (
            "Arbetsledaren {subject} är inte i tjänst.",
            "The supervisor {subject} is not in service.",
        ),
        Reason::TeamAcrossUnits => (
            "Gruppen hos {subject} finns i flera enheter ({have}) och är [lagd i {need}|inte lagd i någon].",
            "The team of {subject} is in several units ({have}) and is put in [{need}|none].",
        ),
        Reason::RoleNotFunded => (
            "Rollen [är {have}|är inte angiven]; bidraget avser {need}: {outcome}.",
            "The role is [{have}|not given]; the grant is for {need}: {outcome}.",
        ),
        Reason::ActivityNotFunded => (
            "Verksamheten [är {have}|är inte angiven]; bidraget avser {need}: {outcome}.",
            "The activity is [{have}|not given]; the grant is for {need}: {outcome}.",
        ),
        Reason::CostNotPersonnel => (
            "Kostnadsslaget [är {have}|är inte angivet]; bidraget avser {need}: {outcome}.",
            "The kind of cost is [{have}|not given]; the grant is for {need}: {outcome}.",
        ),
        Reason::AgencyStaff => (
            "Anställningsformen [är {have}|är inte angiven]; det som godtas är {need}: {outcome}.",
            "The employment is [{have}|not given]; what is accepted is {need}: {outcome}.",
        ),
        Reason::OutsidePeriod => (
            "Dagarna {have} och bidragets period {need}: {outcome}.",
            "The days {have} and the period of the grant, {need}: {outcome}.",
        ),
        Reason::NotAnIncrease => (
            "Ökningen [är {have}|är inte angiven]; som ökning räknas {need}: {outcome}.",
            "The increase is [{have}|not given]; what counts is {need}: {outcome}.",
        ),
        Reason::FreesNoTime => (
            "Administratören frigör tid för [{have}|någon som inte är angiven]; tiden ska frigöras för {need}: {outcome}.",
            "The administrator frees time for [{have}|someone who is not given]; it must be for {need}: {outcome}.",
        ),
        Reason::OverBaselineCap => (
            "Utgångsläget, {subject}: [redovisat {have} av ökningen {need}|det går inte att säga vilken ökning raden ska räknas mot]: {outcome}.",
            "The baseline, {subject}: [{have} claimed of an increase of {need}|it cannot be said which increase the line counts against]: {outcome}.",
        ),
        Reason::CapShared => (
            "Taket är lägre än vad som redovisas och delas {need}; raden får andelen {have}. Hur det delas är en tolkning.",
            "The cap is lower than what is claimed and is shared {need}; the line gets the part {have}. How it is shared is an interpretation.",
        ),
        Reason::SplitByDay => (
            "Raden är delad efter dagar: {have} av {need} dagar kan ersättas eller utreds. En jämn kostnad är antagen.",
            "The line is split by days: {have} of {need} days can be paid for or are undetermined. An even cost was assumed.",
        ),
        Reason::FallInOtherRole => (
            "Bemanningen har minskat i en annan roll: {subject}, {have}.",
            "Staff has fallen in another role: {subject}, {have}.",
        ),
        Reason::RequisitionLate => (
            "[Rekvisitionen kom in {have}|Det är inte angivet när rekvisitionen kom in]; sista dag [är {need}|är inte känd]: {outcome}.",
            "[The requisition was received on {have}|It is not said when the requisition was received]; the last day is [{need}|not known]: {outcome}.",
        ),
        Reason::ReportLate => (
            "Återrapporten kom in {have}; sista dag [är {need}|är inte känd]: {outcome}.",
            "The report was received on {have}; the last day is [{need}|not known]: {outcome}.",
        ),
        Reason::ReportMissing => (
            "Ingen återrapport har kommit in; sista dag [är {need}|är inte känd]: {outcome}.",
            "No report has been received; the last day is [{need}|not known]: {outcome}.",
        ),
        Reason::DoubleFunding => (
            "[Andra har betalat {have} av samma kostnad|Det är inte angivet om andra har betalat av samma kostnad]: {outcome}.",
            "[Others have paid {have} of the same cost|It is not said whether others have paid of the same cost]: {outcome}.",
        ),
        Reason::CoFinancingShort => (
            "Egenfinansieringen [är {have}|är inte angiven], ska vara minst {need}: {outcome}.",
            "The recipient's own money is [{have}|not given], at least {need} wanted: {outcome}.",
        ),
        Reason::EvidenceMissing => (
            "Underlag [finns: {have}|saknas]: {outcome}.",
            "There is [evidence: {have}|no evidence]: {outcome}.",
        ),
        Reason::NeedsRuling => (
            "Att bedöma: {have} Utfall: {outcome}.",
            "For someone to judge: {have} Outcome: {outcome}.",
        ),
        Reason::OverAmountCap => (
            "En årsarbetskraft kostar [{have}|ett okänt belopp]; bidraget betalar högst {need}: {outcome}.",
            "An FTE-year costs [{have}|an unknown amount]; the grant pays {need} at most: {outcome}.",
        ),
        Reason::OverPot => (
            "Utbetalt är {have}, potten är {need}: {outcome}.",
            "{have} is paid, the pot is {need}: {outcome}.",
        ),
        Reason::Ruling => (
            "En person har tagit ställning, {need}: ”{have}”.",
            "A person has ruled, {need}: “{have}”.",
        ),
        Reason::IncreaseOnStatement => (
            "Att det är en ökning bygger på uppgift från {subject}; ingen bemanning är redovisad mot ett utgångsläge.",
            "That it is an increase rests on a statement by {subject}; no staffing against a baseline was given.",
        ),
        Reason::FrameUnderMinimum => (
            "Bidragsramen är {have}, den lägsta ram som ges är {need}: {outcome}.",
            "The frame is {have}, the least frame that is given is {need}: {outcome}.",
        ),
        Reason::DeadlineOnHoliday => (
            "Sista dag {have} är en lördag, söndag eller helgdag.",
            "The last day, {have}, is a Saturday, a Sunday or a public holiday.",
        ),
        Reason::NoClaims => (
            "Inga kostnader är redovisade mot utbetalda {have}.",
            "No cost has been claimed against the {have} paid.",
        ),
        Reason::Waived => (
            "Av det som ska betalas tillbaka efterges {have}: [{need}|inget skäl är angivet].",
            "Of what is to be repaid, {have} is given up: [{need}|no reason was given].",
        ),
    };
    match language {
        Language::Swedish => swedish,
        Language::English => english,
    }
}

/// A sentence with its values.
pub(super) fn fill<'v>(sentence: &str, value: &impl Fn(&str) -> &'v str) -> String {
    let mut out = String::new();
    let mut rest = sentence;
    while let Some(place) = rest.find(['{', '[']) {
        let (before, from) = rest.split_at(place);
        out.push_str(before);
        let end = if from.starts_with('{') { '}' } else { ']' };
        let Some((inner, after)) = from[1..].split_once(end) else { break };
        if end == '}' {
            out.push_str(value(inner));
        } else {
            let (said, otherwise) = inner.split_once('|').unwrap_or((inner, ""));
            let part =
                if names(said).all(|name| !value(name).is_empty()) { said } else { otherwise };
            out.push_str(&fill(part, value));
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The names of the values in a part of a sentence.
fn names(part: &str) -> impl Iterator<Item = &str> {
    part.split('{').skip(1).filter_map(|after| Some(after.split_once('}')?.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_their_places_and_parts_without_them_are_left_out() {
        let said = |have: &'static str, sentence: &str| {
            fill(sentence, &|name| if name == "have" { have } else { "S" })
        };
        assert_eq!(said("7", "{subject}: {have}."), "S: 7.");
        assert_eq!(said("7", "A[ ({have})]."), "A (7).");
        assert_eq!(said("", "A[ ({have})]."), "A.");
        assert_eq!(said("7", "A [{have}|none]."), "A 7.");
        assert_eq!(said("", "A [{have}|none]."), "A none.");
        // What a value holds is no sentence.
        assert_eq!(said("{subject}]", "A [{have}]."), "A {subject}].");
    }

    #[test]
    fn every_sentence_names_values_that_there_are() {
        for reason in Reason::ALL {
            for language in Language::ALL {
                let sentence = sentence(*reason, *language);
                let known = ["subject", "have", "need", "outcome"];
                assert!(names(sentence).all(|name| known.contains(&name)), "{reason}: {sentence}");
                assert_eq!(sentence.matches('[').count(), sentence.matches(']').count());
            }
        }
    }
}
