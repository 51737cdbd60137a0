//! The example `forstarkningsteam`: who may ask, how days are shared, which assignments are refused.
//! Every expected figure is worked out by hand beside it.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::process::Stdio;
use std::sync::OnceLock;

use statsbidrag_tests::example::{self, Example, flat};

fn program() -> &'static Example {
    static PROGRAM: OnceLock<Example> = OnceLock::new();
    PROGRAM.get_or_init(|| Example::build("forstarkningsteam"))
}

fn page(arguments: &[&str]) -> String {
    program().page(arguments)
}

fn refusal(arguments: &[&str]) -> String {
    program().refusal(arguments)
}

fn file(name: &str, content: &str) -> String {
    example::file(env!("CARGO_TARGET_TMPDIR"), &format!("forstarkningsteam-{name}"), content)
}

/// The line that begins with this id, as single words.
fn line(page: &str, id: &str, nth: usize) -> String {
    let mut lines = page.lines().filter(|line| line.split_whitespace().next() == Some(id));
    flat(lines.nth(nth).unwrap())
}

const DISTRICTS: &str = "id;name;posts;vacant;left;employed;days_asked\n";

#[test]
fn who_is_above_a_threshold_may_ask_and_who_is_at_it_may_not() {
    let page = page(&[]);
    // 9/30 = 0.3 > 0.2; 8/26 = 4/13 = 0.3077 > 0.25.
    assert_eq!(
        line(&page, "NOR", 0),
        "NOR Norrholmen 9 30 0,3 8 26 0,3077 ja (vakanser, omsättning)"
    );
    // 6/40 = 0.15; 14/35 = 0.4.
    assert_eq!(line(&page, "SOD", 0), "SOD Söderås 6 40 0,15 14 35 0,4 ja (omsättning)");
    // 5/25 = 0.2 and 5/20 = 0.25, exactly the thresholds.
    assert_eq!(line(&page, "VAS", 0), "VAS Västerö 5 25 0,2 5 20 0,25 nej");
    // Vacant posts are not known, and 3/17 = 0.1765 is below: nobody can say.
    assert_eq!(line(&page, "STR", 0), "STR Strandängen saknas 18 – 3 17 0,1765 okänt (vakanser)");
    assert!(page.contains("240 dagar, 3 av 6 stadsdelsförvaltningar får begära"), "{page}");
    assert!(flat(&page).contains("källan anger inga tal, så de är exemplets egna"));
    assert!(page.contains("Påhittat"));
}

#[test]
fn thresholds_are_the_users_and_exact() {
    // 9/30 is 0.3 exactly, and one part in a thousand millions below it is another limit.
    let at = page(&["--vacant", "3/10", "--turnover", "0,25"]);
    assert!(line(&at, "NOR", 0).ends_with("ja (omsättning)"), "{at}");
    let below = page(&["--vacant", "0.299999999"]);
    assert!(line(&below, "NOR", 0).ends_with("ja (vakanser, omsättning)"), "{below}");
    assert!(flat(&below).contains("mer än 0,299999999 av tjänsterna vakanta"), "{below}");
    assert!(flat(&below).contains("så de är användarens"));
    // 1/3 has no decimals that are exact. 7/20 = 0.35 > 1/3 keeps Östervik in.
    assert!(flat(&page(&["--vacant", "1/3"])).contains("mer än 1/3 av tjänsterna vakanta"));
}

#[test]
fn days_are_shared_by_need_within_what_each_asks_for() {
    let page = page(&[]);
    // Above the thresholds: Norrholmen 9 − 0.2·30 = 3 posts and 8 − 0.25·26 = 1.5 persons, 4.5;
    // Söderås 14 − 0.25·35 = 5.25; Östervik 7 − 0.2·20 = 3. Of 240 days Östervik's share would be
    // 240·3/12.75 = 56.5, but it asks for 30. The other 210 by 4.5 and 5.25: 210·6/13 = 96 + 12/13
    // and 210·7/13 = 113 + 1/13. The larger remainder gets the last day.
    assert_eq!(line(&page, "NOR", 1), "NOR Norrholmen 150 96,9231 97");
    assert_eq!(line(&page, "SOD", 1), "SOD Söderås 120 113,0769 113");
    assert_eq!(line(&page, "OST", 1), "OST Östervik 30 30 30 allt den begär");
    assert_eq!(line(&page, "Summa", 0), "Summa 240");

    // By vacant posts, 9, 6 and 7 of 22: 110·9/22 = 45, 30, and 35, which is 5 more than Östervik
    // asks for; 80 days by 9 and 6 are 48 and 32.
    let vacant = self::page(&["--need", "vacant", "--days", "110"]);
    assert_eq!(line(&vacant, "NOR", 1), "NOR Norrholmen 150 48 48");
    assert_eq!(line(&vacant, "SOD", 1), "SOD Söderås 120 32 32");
    assert_eq!(line(&vacant, "OST", 1), "OST Östervik 30 30 30 allt den begär");

    // 150 + 120 + 30 = 300 days are asked for, of 1,000.
    let plenty = self::page(&["--days", "1000", "--language", "en"]);
    assert_eq!(line(&plenty, "Sum", 0), "Sum 300");
    assert!(plenty.contains("Nobody asked for 700 of the days"), "{plenty}");
}

#[test]
fn who_has_no_need_by_the_measure_gets_no_days() {
    // Ö is there by its turnover alone, 3/10; 5 − 0.2·10 = 3 posts of Å's are above.
    let districts = file(
        "no-need.csv",
        &format!("{DISTRICTS}Å;Å;10;5;0;10;40\nÖ;Ö;10;0;3;10;500\nÄ;Ä;0;0;0;0;10\n"),
    );
    let shared = page(&["--districts", &districts, "--need", "vacant"]);
    assert_eq!(line(&shared, "Å", 1), "Å Å 40 40 40 allt den begär");
    assert_eq!(line(&shared, "Ö", 1), "Ö Ö 500 0 0 inget behov enligt måttet");
    // No posts at all break no rule.
    assert_eq!(line(&shared, "Ä", 0), "Ä Ä 0 0 – 0 0 – nej");
    assert!(shared.contains("200 av dagarna har ingen begärt"), "{shared}");
    assert!(shared.contains("Inga uppdrag") && !shared.contains("Påhittat"), "{shared}");
    let message = refusal(&["--districts", &districts, "--need", "vacant", "--vacant", "0.5"]);
    assert!(message.contains("behovet är noll för alla som får begära teamet"), "{message}");
}

#[test]
fn a_tie_goes_by_the_rule_that_is_named() {
    // Two of four posts vacant in both: 3 days are 1.5 each.
    let districts = file("tie.csv", &format!("{DISTRICTS}B;Bro;4;2;0;4;9\nA;Alm;4;2;0;4;9\n"));
    let tie = page(&["--districts", &districts, "--days", "3"]);
    assert_eq!(line(&tie, "A", 1), "A Alm 9 1,5 2");
    assert_eq!(line(&tie, "B", 1), "B Bro 9 1,5 1");
    assert!(flat(&tie).contains("Lika rest vid gränsen: ") && tie.contains("by_weight"), "{tie}");
    let message = refusal(&["--districts", &districts, "--days", "3", "--ties", "refuse"]);
    assert!(message.contains("Välj en annan regel"), "{message}");
}

#[test]
fn nobody_above_a_threshold_is_no_error() {
    let districts = file("nobody.csv", &format!("{DISTRICTS}A;Alm;10;2;1;10;9\n"));
    let nobody = page(&["--districts", &districts]);
    assert!(nobody.contains("Ingen får begära teamet."), "{nobody}");
    assert!(nobody.contains("0 av 1 stadsdelsförvaltningar"), "{nobody}");
}

#[test]
fn what_is_missing_is_never_zero() {
    // A may ask by its vacancies; its turnover, a part of the need, is not known.
    let districts = file("missing.csv", &format!("{DISTRICTS}A;Alm;10;5;;10;9\n"));
    let message = refusal(&["--districts", &districts]);
    assert!(message.contains("rad 2, kolumnen left_excess: behovet för Alm"), "{message}");
    assert_eq!(
        line(&page(&["--districts", &districts, "--need", "vacant_excess"]), "A", 1),
        "A Alm 9 9 9 allt den begär"
    );
}

#[test]
fn an_assignment_is_at_most_four_calendar_months() {
    // The day before the same day four months later, or before that month's last.
    let lasts = [
        ("2017-01-31", "2017-05-30", "2017-05-31"),
        ("2017-02-28", "2017-06-27", "2017-06-28"),
        ("2016-11-01", "2017-02-28", "2017-03-01"),
        ("2016-10-31", "2017-02-27", "2017-02-28"),
        ("2015-11-01", "2016-02-29", "2016-03-01"),
        ("2015-10-31", "2016-02-28", "2016-02-29"),
        ("2017-09-15", "2018-01-14", "2018-01-15"),
    ];
    let list = |day: fn(&(&str, &'static str, &'static str)) -> &'static str| {
        let rows = lasts.iter().enumerate();
        let rows = rows.map(|(i, dates)| format!("M{i};NOR;{};{}\n", dates.0, day(dates)));
        format!("member;district;from;to\n{}", rows.collect::<String>())
    };
    page(&["--bookings", &file("at-most.csv", &list(|dates| dates.1))]);
    let message = refusal(&["--bookings", &file("over.csv", &list(|dates| dates.2))]);
    assert!(message.contains(": 7 fel"), "{message}");
    for (i, (from, last, _)) in lasts.iter().enumerate() {
        let want = format!(
            "rad {}, kolumnen to: högst fyra månader: från {from} till senast {last}.",
            i + 2
        );
        assert!(message.contains(&want), "{want}\n{message}");
    }
}

#[test]
fn wrong_assignments_are_refused_all_at_once_with_their_lines() {
    let bookings = file(
        "wrong.csv",
        "member;district;from;to\n\
         Ask;NOR;2017-03-01;2017-03-10\n\
         Ask;SOD;2017-03-10;2017-03-20\n\
         Berg;SOD;2017-03-10;2017-03-20\n\
         Ask;NOR;2017-03-21;2017-03-21\n\
         Berg;NOR;2017-05-02;2017-05-01\n\
         Berg;XYZ;2017-06-01;2017-06-31\n\
         Berg;MEL;2017-07-01;2017-07-02\n\
         Berg;STR;2017-08-01;2017-08-02\n\
         ;OST;;2017-08-02\n",
    );
    let message = refusal(&["--bookings", &bookings]);
    let found: Vec<&str> = message.lines().map(str::trim).collect();
    let begins = [
        ": 8 fel",
        "rad 3, kolumnen from: Ask har redan ett uppdrag 2017-03-01–2017-03-10 (rad 2).",
        "rad 6, kolumnen to: sista dagen 2017-05-01 är före den första, 2017-05-02",
        "rad 7, kolumnen district: XYZ finns inte bland förvaltningarna",
        "rad 7, kolumnen to: ”2017-06-31” är ingen dag i kalendern",
        "rad 8, kolumnen district: Mellanby ligger inte över någon tröskel",
        "rad 9, kolumnen district: om Strandängen får begära teamet är okänt",
        "rad 10, kolumnen member: cellen är tom.",
        "rad 10, kolumnen from: cellen är tom.",
        "Med --list",
    ];
    assert_eq!(found.len(), begins.len(), "{message}");
    for (found, begin) in found.iter().zip(begins) {
        assert!(found.contains(begin), "{begin}\n{found}");
    }
    // Only listed, they are shown with what is wrong, and nothing is refused.
    let list = page(&["--bookings", &bookings, "--list", "--language", "en"]);
    assert_eq!(list.matches("WRONG, line").count(), 6, "{list}");
    assert!(list.contains("Line 3, column from: Ask has an assignment 2017-03-01–2017-03-10"));
    assert_eq!(line(&list, "NOR", 1), "NOR Norrholmen 150 96.9231 97");
}

#[test]
fn wrong_districts_are_refused_all_at_once() {
    let districts = file(
        "wrong-districts.csv",
        &format!(
            "{DISTRICTS}A;Alm;3;4;1;2;1,000\nA;;x;1;1;2;\nB;Bro;5;1;-1;2;3\n\
             C;Cell;1;0;1;0;3\n"
        ),
    );
    let long = "member;district;from;to\nAsk;A;2017-01-01;2017-05-01\n";
    let bookings = file("long-bookings.csv", long);
    let message = refusal(&["--districts", &districts, "--bookings", &bookings, "--days", "0"]);
    for text in [
        "--days 0: ",
        ": 8 fel",
        "rad 2, kolumnen vacant: fler vakanta tjänster än tjänster.",
        "rad 2, kolumnen days_asked: ”1,000” kan läsas på två sätt; skriv 1000 eller 1.",
        "rad 3, kolumnen id: A står redan på rad 2.",
        "rad 3, kolumnen name: cellen är tom.",
        "rad 3, kolumnen posts: ”x” är inget tal",
        "rad 3, kolumnen days_asked: cellen är tom.",
        "rad 4, kolumnen left: -1 är under noll.",
        "rad 5, kolumnen left: någon har slutat, men ingen har varit anställd.",
        // The assignments are looked at all the same.
        "bookings.csv: 1 fel",
        "rad 2, kolumnen to: högst fyra månader",
    ] {
        assert!(message.contains(text), "{text}\n{message}");
    }
    let columns = file("columns.csv", "id;name;posts\nA;Alm;3\n");
    let message = refusal(&["--districts", &columns, "--language", "en"]);
    assert!(message.contains("columns are missing: vacant, left, employed, days_asked"));
}

#[test]
fn wrong_options_are_refused_all_at_once() {
    let message = refusal(&[
        "--vacant",
        "20",
        "--turnover",
        "x",
        "--days",
        "1.5",
        "--need",
        "posts + $x",
        "--ties",
        "by_list",
        "--bogus",
        "--explain",
        "NOR",
        "--list",
        "stray",
        "--language",
        "en",
    ]);
    for text in [
        "--vacant 20: the threshold must be a share from 0 to 1",
        "--turnover x: the threshold",
        "--days 1.5: days are a whole number",
        "--need posts + $x: the need must be a measure",
        "--ties by_list: the rule must be",
        "--bogus: there is no such option",
        "--list and --explain cannot be given together",
        "“stray” belongs to no option",
    ] {
        assert!(message.contains(text), "{text}\n{message}");
    }
    // A thousand to one reader and one to another; and more than can be held.
    for days in ["1,000", "1 000", "-1", "", "99999999999999999999"] {
        assert!(refusal(&["--days", days]).contains("med bara siffror"), "{days}");
    }
    assert!(refusal(&["--language", "de"]).contains("språket är sv"));
    let message = refusal(&["--explain", "Nowhere", "--language", "en"]);
    assert!(message.contains("Norrholmen (NOR), Söderås (SOD)"), "{message}");
}

#[test]
fn an_explanation_has_thresholds_need_and_source() {
    let told = flat(&page(&["--explain", "norrholmen"]));
    for text in [
        "Norrholmen (NOR)",
        "Får begära teamet: ja (vakanser, omsättning).",
        "vakanta tjänster per tjänst: 0,3, får vara högst 0,2: inte uppfyllt.",
        // 3 + 1.5 of 4.5 + 5.25 + 3.
        "vacant_excess + left_excess: 4,5 av sammanlagt 12,75.",
        "Exakt andel: 96,923077 (1260/13).",
        "Får 97 dagar av teamets tid.",
        "”Uppdragen är tidsbegränsade från en dag upp till fyra månader.”",
    ] {
        assert!(told.contains(text), "{text}: {told}");
    }
    let mellanby = page(&["--explain", "MEL", "--language", "en"]);
    assert!(mellanby.contains("May ask for the team: no.") && mellanby.contains("Gets 0 days"));
}

#[test]
fn help_and_a_closed_pipe_are_no_errors() {
    let help = page(&["--help"]);
    assert!(help.contains("Användning") && help.contains("In English: add --language en."));
    let mut child = program().command().stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
}
