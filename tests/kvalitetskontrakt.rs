//! The example `kvalitetskontrakt`: who falls short of what, who signs, and who pays.
//! Every expected figure is worked out by hand beside it.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::process::Stdio;
use std::sync::OnceLock;

use statsbidrag_tests::example::{self, Example, flat};

fn program() -> &'static Example {
    static PROGRAM: OnceLock<Example> = OnceLock::new();
    PROGRAM.get_or_init(|| Example::build("kvalitetskontrakt"))
}

fn page(arguments: &[&str]) -> String {
    program().page(arguments)
}

fn refusal(arguments: &[&str]) -> String {
    program().refusal(arguments)
}

fn file(name: &str, content: &str) -> String {
    example::file(env!("CARGO_TARGET_TMPDIR"), &format!("kvalitetskontrakt-{name}"), content)
}

/// The first line that holds this text, as single words.
fn line(page: &str, text: &str) -> String {
    flat(page.lines().find(|line| line.contains(text)).unwrap())
}

/// The paragraph about a provider, as single words.
fn about(page: &str, id: &str) -> String {
    let id = format!("({id}), ");
    flat(page.split("\n\n").find(|paragraph| paragraph.contains(&id)).unwrap())
}

const REQUIREMENTS: &str =
    "id;name_sv;name_en;counted_sv;counted_en;numerator;denominator;side;level\n";
const PROVIDERS: &str = "id;name;kind;municipality;mendable;plans;clients;cases;staff\n";

/// Two requirements of a test's own.
fn requirements() -> String {
    file(
        "requirements.csv",
        &format!(
            "{REQUIREMENTS}plan;plan per brukare;plan per client;planer;plans;plans;clients;at_least;0,9\n\
             load;ärenden per handläggare;cases per officer;ärenden;cases;cases;staff;at_most;15\n"
        ),
    )
}

#[test]
fn each_shortfall_is_told_by_itself_with_how_much_is_lacking() {
    let page = page(&["--state-share", "1/2"]);
    // 102/120 = 0.85; 0.9·120 = 108, which is 6 more. Its 76/80 and 150/10 are exactly the levels
    // 0.95 and 15, and 34/40 = 0.85 is over 0.8: one shortfall.
    assert_eq!(
        about(&page, "ASP"),
        "Enheten Asp (ASP), kommunal, Granby \
         aktuell plan per brukare 0,85 minst 0,9 6 för få: aktuella planer \
         → Kontrakt tecknas av Socialstyrelsen och kommunen (Granby)."
    );
    // 13/20 = 0.65; 0.8·20 = 16.
    assert_eq!(
        about(&page, "BJO"),
        "Björkens omsorg (BJO), fristående, Granby \
         uppföljning per brukare från 65 år 0,65 minst 0,8 3 för få: uppföljningar för äldre \
         → Kontrakt tecknas av kommunen (Granby) och Björkens omsorg."
    );
    // 51/60 = 0.85, and 0.95·60 = 57; 99/6 = 16.5, and 15·6 = 90.
    let ceder = about(&page, "CED");
    assert!(ceder.contains("0,85 minst 0,95 6 för få: utredningar i tid"), "{ceder}");
    assert!(ceder.contains("16,5 högst 15 9 för många: öppna ärenden"), "{ceder}");
    assert!(ceder.contains("→ Behöver bedömas: "), "{ceder}");
    // 21/30 = 0.7, and 27 are wanted; 15/25 = 0.6, and 20.
    let dungen = about(&page, "DUN");
    assert!(
        dungen.contains("0,7 minst 0,9 6 för få: ") && dungen.contains("0,6 minst 0,8 5 för få")
    );
    assert!(dungen.contains("inget kontrakt, utan dagens sanktioner"), "{dungen}");
    let ek = about(&page, "EKE");
    assert!(ek.contains("– uppgift saknas → Ingen brist i det som gick att bedöma"), "{ek}");
    assert!(about(&page, "FUR").ends_with("→ Når alla krav; inget kontrakt."));

    // Asp and Dungen; Björken and Dungen; Ceder; Ceder.
    for (requirement, short, unknown) in [
        ("aktuell plan per brukare minst 0,9", 2, 0),
        ("uppföljning per brukare från 65 år minst 0,8", 2, 1),
        ("utredning i tid per avslutad utredning minst 0,95", 1, 0),
        ("öppna ärenden per handläggare högst 15", 1, 0),
    ] {
        let want = format!("{requirement} {short} {unknown}");
        assert!(flat(&page).contains(&want), "{want}\n{page}");
    }
    assert!(page.contains("det finns ingen sammanlagd poäng"));
}

#[test]
fn it_is_a_proposal_and_says_what_is_made() {
    let page = flat(&page(&["--state-share", "0,5"]));
    for text in [
        "ett förslag i en motion",
        "Ett förslag, inte gällande rätt (sekundär källa)",
        "”Finansieringen av dessa nödvändiga åtgärder ska delas mellan stat och berörd huvudman.”",
        "Påhittat kraven och deras nivåer, utförarna, åtgärderna och vad de kostar",
        "staten betalar 0,5 av kostnaden: användarens tal, motionen anger inget",
        "(En slutsats: motionen föreslår kontrakt bara där risk saknas.)",
    ] {
        assert!(page.contains(text), "{text}\n{page}");
    }
}

#[test]
fn costs_are_shared_to_the_last_krona_by_the_share_that_is_given() {
    // Thirds: 250,001 is 83,333 2/3 and 166,667 1/3, so the state's remainder gets the krona;
    // 95,455 is 31,818 1/3 and 63,636 2/3, so the principal's does.
    let thirds = page(&["--state-share", "1/3"]);
    let row = |page: &str, measure: &str| line(page, measure);
    assert!(row(&thirds, "Handledning").ends_with("250 001 kr 83 334 kr 166 667 kr"), "{thirds}");
    assert!(row(&thirds, "Tid för").ends_with("180 000 kr 60 000 kr 120 000 kr"));
    assert!(row(&thirds, "Uppföljningsbesök").ends_with("95 455 kr 31 818 kr 63 637 kr"));
    // 83,334 + 60,000 + 31,818 and 166,667 + 120,000 + 63,637.
    assert!(row(&thirds, "Summa").ends_with("525 456 kr 175 152 kr 350 304 kr"));
    assert!(!thirds.contains("Kronor som inte gick att dela"));
    assert!(thirds.contains("Enheten Asp: huvudman Granby"));
    assert!(thirds.contains("Björkens omsorg: huvudman Björkens omsorg"));
    // Without a contract nothing is shared.
    assert!(row(&thirds, "En utredare").ends_with("700 000 kr – –"), "{thirds}");
    assert!(thirds.contains("Enheten Ceder: väntar på bedömning"));
}

#[test]
fn the_krona_that_cannot_be_halved_goes_by_the_rule_that_is_named() {
    let state = page(&["--state-share", "1/2"]);
    assert!(line(&state, "Handledning").ends_with("125 001 kr 125 000 kr"), "{state}");
    assert!(line(&state, "Uppföljningsbesök").ends_with("47 728 kr 47 727 kr"), "{state}");
    assert!(state.contains("Kronor som inte gick att dela: 2; staten betalar dem"), "{state}");
    let principal = page(&["--state-share", "1/2", "--odd-krona", "principal"]);
    assert!(line(&principal, "Handledning").ends_with("125 000 kr 125 001 kr"), "{principal}");
    assert!(line(&principal, "Summa").ends_with("525 456 kr 262 727 kr 262 729 kr"));
    // Both are told, with their lines.
    let message = refusal(&["--state-share", "1/2", "--odd-krona", "refuse"]);
    assert!(message.contains("rad 2, ") && message.contains("rad 4, "), "{message}");
    page(&["--state-share", "1/3", "--odd-krona", "refuse"]);
}

#[test]
fn the_share_has_no_default() {
    let message = refusal(&[]);
    assert!(message.contains("--state-share ANDEL saknas") && message.contains("inte hur"));
    for share in ["0", "1", "-0.5", "3/2", "half", ""] {
        let message = refusal(&["--state-share", share, "--language", "en"]);
        assert!(message.contains("must lie between 0 and 1"), "{share}: {message}");
    }
}

#[test]
fn own_lists_are_held_against_own_requirements() {
    let providers = file(
        "providers.csv",
        &format!(
            "{PROVIDERS}a;Alfa;municipal;X;yes;8;10;16;1\nb;Beta;independent;X;yes;9;10;15;1\n\
             c;Gamma;independent;Y;;9;10;3;0\nd;Delta;municipal;Y;no;0;0;0;0\n"
        ),
    );
    let requirements = requirements();
    let measures =
        file("measures.csv", "provider;requirement;measure;cost\na;plan;M;1\na;load;N;3\n");
    let arguments = [
        "--state-share",
        "2/3",
        "--requirements",
        &requirements,
        "--providers",
        &providers,
        "--measures",
        &measures,
        "--language",
        "en",
    ];
    let page = page(&arguments);
    // 0.9·10 = 9, one more; 16 over 15.
    let alfa = about(&page, "a");
    assert!(alfa.contains("0.8 at least 0.9 1 too few: plans"), "{alfa}");
    assert!(alfa.contains("16 at most 15 1 too many: cases"), "{alfa}");
    assert!(alfa.contains("signed by Socialstyrelsen and the municipality (X)"), "{alfa}");
    assert!(about(&page, "b").ends_with("Reaches every requirement; no contract."));
    // Three cases and nobody to take them: the demand is told, and no ratio.
    assert!(about(&page, "c").contains("– at most 15 3 too many: cases → Needs judgement"));
    // Nothing per nobody breaks no requirement.
    assert!(about(&page, "d").ends_with("Reaches every requirement; no contract."));
    // 2/3 of 1 kr is nearer to 1; of 3 kr it is 2.
    assert!(line(&page, "plan  ").ends_with("M 1 kr 1 kr 0 kr"), "{page}");
    assert!(line(&page, "load  ").ends_with("N 3 kr 2 kr 1 kr"), "{page}");
    assert!(!page.contains("Made up"), "{page}");
    // The measures that ship are for the providers that ship.
    let without =
        ["--state-share", "2/3", "--requirements", &requirements, "--providers", &providers];
    assert!(self::page(&without).contains("Inga åtgärder: ange dem med --measures."));
}

#[test]
fn wrong_measures_are_refused_all_at_once_with_their_lines() {
    let measures = file(
        "wrong-measures.csv",
        "provider;requirement;measure;cost\n\
         XYZ;plan;M;1\nASP;xyz;M;1\nASP;aldre;M;1\nEKE;aldre;M;1\nASP;plan;;1,000\nASP;plan;M;\n\
         ASP;plan;M;99999999999999999999\n",
    );
    let message = refusal(&["--measures", &measures]);
    for text in [
        // Also the question is wrong.
        "--state-share ANDEL saknas",
        ": 8 fel",
        "rad 2, kolumnen provider: XYZ finns inte i utforare.csv.",
        "rad 3, kolumnen requirement: xyz finns inte i krav.csv.",
        "rad 4, kolumnen requirement: Enheten Asp har ingen brist i det kravet",
        "rad 5, kolumnen requirement: Enheten Ek har ingen brist i det kravet",
        "rad 6, kolumnen measure: cellen är tom.",
        "rad 6, kolumnen cost: ”1,000” kan läsas på två sätt; skriv 1000 eller 1.",
        "rad 7, kolumnen cost: cellen är tom.",
        "rad 8, kolumnen cost: beloppet är för stort.",
    ] {
        assert!(message.contains(text), "{text}\n{message}");
    }
}

#[test]
fn wrong_lists_are_refused_all_at_once_with_their_lines() {
    let wrong = file(
        "wrong-requirements.csv",
        &format!("{REQUIREMENTS}a;b;;c;d;2*;$x;least;1\na;b;c;d;e;f;g;at_most;x\n"),
    );
    let message = refusal(&["--state-share", "1/2", "--requirements", &wrong]);
    for text in [
        "rad 2, kolumnen name_en: cellen är tom.",
        "rad 2, kolumnen numerator: ”2*” är inget mått",
        "rad 2, kolumnen denominator: ”$x” är inget mått",
        "rad 2, kolumnen side: ”least” ska vara at_least",
        "rad 3, kolumnen id: a står redan på rad 2.",
        "rad 3, kolumnen level: ”x” är inget tal",
    ] {
        assert!(message.contains(text), "{text}\n{message}");
    }
    let requirements = requirements();
    let wrong = file(
        "wrong-providers.csv",
        &format!("{PROVIDERS}a;A;kommun;X;kanske;1;2;3;4\na;B;municipal;;;-1;2;3;4\n"),
    );
    let arguments = ["--state-share", "1/2", "--requirements", &requirements, "--providers"];
    let message = refusal(&[&arguments[..], &[wrong.as_str()]].concat());
    for text in [
        ": 5 fel",
        "rad 2, kolumnen kind: ”kommun” ska vara municipal",
        "rad 2, kolumnen mendable: ”kanske” ska vara yes",
        "rad 3, kolumnen id: a står redan på rad 2.",
        "rad 3, kolumnen municipality: cellen är tom.",
        "rad 3, kolumnen plans: -1 är under noll.",
    ] {
        assert!(message.contains(text), "{text}\n{message}");
    }
    // The providers that ship have other columns than these requirements read.
    let message = refusal(&["--state-share", "1/2", "--requirements", &requirements]);
    assert!(
        message.contains("utforare.csv: 1 fel") && message.contains("saknas: cases, plans, staff")
    );
}

#[test]
fn an_explanation_has_the_figures_and_how_each_cost_is_shared() {
    let told = flat(&page(&["--state-share", "1/3", "--explain", "enheten asp"]));
    for text in [
        "current_plans är 102. clients är 120.",
        "aktuell plan per brukare: 0,85, ska vara minst 0,9: inte uppfyllt.",
        "staten (state): 83 334 kr",
        // 250,001/3.
        "Exakt andel: 83 333,666667 (250001/3) kr.",
        "Granby (principal): 166 667 kr",
        "Ett förslag, inte gällande rätt",
    ] {
        assert!(told.contains(text), "{text}\n{told}");
    }
    // No rule here is law, nor anybody's goal.
    assert!(!told.contains("lokalt mål"), "{told}");
    let message = refusal(&["--state-share", "1/3", "--explain", "nobody", "--language", "en"]);
    assert!(message.contains("none or several. The providers: Enheten Asp (ASP)"), "{message}");
}

#[test]
fn wrong_options_help_and_a_closed_pipe() {
    let message = refusal(&["--odd-krona", "x", "--bogus", "stray", "--language", "en"]);
    for text in
        ["--odd-krona x: should be", "--bogus: there is no", "“stray” belongs", "SHARE is missing"]
    {
        assert!(message.contains(text), "{text}\n{message}");
    }
    assert!(refusal(&["--language", "de", "--state-share", "1/2"]).contains("språket är sv"));
    let help = page(&["--help"]);
    assert!(help.contains("inte gällande rätt") && help.contains("In English: add --language en."));
    let mut ask = program().command();
    let mut child = ask.args(["--state-share", "1/2"]).stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
}
