//! The example `fordela`: its sums by arithmetic of its own, its answers and its refusals.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "../example.rs"]
mod example;
mod own_facts;

use std::collections::BTreeMap;

use example::{Answer, file};
use statsbidrag_tests::example::flat;

/// Billions of kronor by asylum seekers and by inhabitants, as published for each year.
const PUBLISHED: [(i32, u64, u64); 5] =
    [(2017, 7, 3), (2018, 7, 3), (2019, 5, 5), (2020, 3, 7), (2021, 0, 10)];
const BILLION: u64 = 1_000_000_000;
const HEADER: &str = "pot,recipient_set,id,name,amount,entitlement,rounded_up,bound";

fn ask<S: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = S>) -> Answer {
    example::ask("fordela", arguments)
}

fn page(arguments: &[&str]) -> String {
    example::page("fordela", arguments)
}

fn refusal(arguments: &[&str]) -> String {
    example::refusal("fordela", arguments)
}

/// `(pot, id) → amount` of a listing, each line checked against its own entitlement.
fn amounts(listing: &str) -> BTreeMap<(String, String), u64> {
    let mut lines = listing.lines();
    assert_eq!(lines.next(), Some(HEADER));
    let line = |line: &str| {
        let cells: Vec<_> = line.split(',').collect();
        let [pot, set, id, name, amount, entitlement, rounded_up, bound] = cells[..] else {
            panic!("{line}")
        };
        let amount: u64 = amount.parse().unwrap();
        let (whole, decimals) = entitlement.split_once('.').unwrap();
        let (whole, up): (u64, bool) = (whole.parse().unwrap(), rounded_up.parse().unwrap());
        assert_eq!(decimals.len(), 6, "{line}");
        assert!(amount == whole + u64::from(up), "{line}");
        assert!(pot.ends_with(if set == "region" { "_regions" } else { "_municipalities" }));
        assert!(!name.is_empty() && bound.is_empty(), "{line}");
        ((pot.to_owned(), id.to_owned()), amount)
    };
    let amounts: BTreeMap<_, _> = lines.map(line).collect();
    assert_eq!(amounts.len() + 1, listing.lines().count(), "a recipient stands twice in a pot");
    amounts
}

/// Sum and number of the amounts of a pot.
fn sum(amounts: &BTreeMap<(String, String), u64>, pot: &str) -> (u64, usize) {
    let of_pot = || amounts.iter().filter(|((other, _), _)| other == pot).map(|(_, kr)| *kr);
    (of_pot().sum(), of_pot().count())
}

/// Swedish digits: `5 600 000 000`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let spaced = digits.chars().enumerate().map(|(i, digit)| {
        let space = i > 0 && (digits.len() - i).is_multiple_of(3);
        if space { format!(" {digit}") } else { digit.to_string() }
    });
    spaced.collect()
}

#[test]
fn every_pot_sums_to_the_published_table() {
    for (year, asylum, inhabitants) in PUBLISHED {
        let amounts = amounts(&page(&["--csv", "--year", &year.to_string()]));
        let parts = [
            ("asylum_municipalities", asylum * BILLION * 8 / 10, 290),
            ("asylum_regions", asylum * BILLION * 2 / 10, 21),
            ("inhabitants_municipalities", inhabitants * BILLION * 7 / 10, 290),
            ("inhabitants_regions", inhabitants * BILLION * 3 / 10, 21),
        ];
        for (pot, kronor, recipients) in parts {
            let recipients = if kronor == 0 { 0 } else { recipients };
            assert_eq!(sum(&amounts, pot), (kronor, recipients), "{year} {pot}");
        }
        assert_eq!(amounts.values().sum::<u64>(), 10 * BILLION, "{year}");
        let page = page(&["--year", &year.to_string()]);
        let pots = parts.map(|(_, kronor, _)| format!("{0} kr  = lika", grouped(kronor)));
        assert!(pots.iter().all(|pot| page.contains(pot.as_str())), "{page}");
        assert!(page.contains("10 000 000 000 kr  = lika") && !page.contains("OLIKA"));
        let line = |label: &str| page.lines().find(|line| line.starts_with(label)).unwrap();
        assert!(line("Betalas ut").ends_with(&format!(" {} kr", grouped(asylum * BILLION))));
        assert!(line("Ingår i").ends_with(&format!(" {} kr", grouped(inhabitants * BILLION))));
    }
}

#[test]
fn figures_of_2017_are_those_of_the_first_table() {
    let amounts = amounts(&page(&["--csv"]));
    let pots = [
        ("asylum_municipalities", 5_600_000_000),
        ("asylum_regions", 1_400_000_000),
        ("inhabitants_municipalities", 2_100_000_000),
        ("inhabitants_regions", 900_000_000),
    ];
    assert!(pots.iter().all(|(pot, kronor)| sum(&amounts, pot).0 == *kronor));
}

#[test]
fn demonstration_is_said_in_both_languages() {
    let (swedish, english) = (page(&[]), page(&["--language", "en"]));
    for text in ["Demonstration", "december 2014, rekonstruerat", "är alltså inte de riktiga"] {
        assert!(swedish.contains(text), "{swedish}");
    }
    for text in ["Demonstration", "December 2014, reconstructed", "are not the real ones"] {
        assert!(english.contains(text), "{english}");
    }
    assert!(swedish.contains("Finansdepartementet") && english.contains("Finansdepartementet"));
    assert!(page(&["--explain", "1480"]).contains("Demonstration"));
    // In 2021 nothing goes by asylum seekers, and so nothing is for demonstration.
    assert!(page(&["--year", "2021"]).contains("2021: inget"));
    let wide = |page: &str| page.lines().any(|line| line.chars().count() > 100);
    assert!(!wide(&swedish) && !wide(&english));
}

#[test]
fn population_is_the_last_before_the_year_or_the_one_asked_for() {
    for (year, day) in [("2017", "2016-12-31"), ("2021", "2019-12-31")] {
        assert!(page(&["--year", year]).contains(&format!("folkmängden {day}")), "{year}");
    }
    let older = page(&["--population", "2015-12-31"]);
    // Statistics Sweden's national population on 31 December 2015.
    assert!(older.contains("folkmängden 2015-12-31") && older.contains("9 851 017"), "{older}");
    assert!(refusal(&["--population", "2016-11-01"]).contains("2016-12-31"));
}

#[test]
fn gotland_is_one_entity_with_two_parts() {
    let amounts = amounts(&page(&["--csv"]));
    let of = |id: &str, pots: &str| -> u64 {
        let own = amounts.iter().filter(|((pot, other), _)| other == id && pot.starts_with(pots));
        own.map(|(_, kronor)| *kronor).sum()
    };
    let page = page(&[]);
    let (_, section) = page.split_once("Gotland: en juridisk person").unwrap();
    let lines: Vec<_> = section.lines().skip(2).take(3).collect();
    for (line, (start, ids)) in lines.iter().zip([
        ("0980  som kommun", &["0980"][..]),
        ("09    som region", &["09"]),
        ("Summa", &["0980", "09"]),
    ]) {
        assert!(line.trim_start().starts_with(start), "{line}");
        for pots in ["asylum", "inhabitants", ""] {
            let kronor: u64 = ids.iter().map(|id| of(id, pots)).sum();
            assert!(line.contains(&format!(" {} kr", grouped(kronor))), "{line}: {kronor}");
        }
    }
}

#[test]
fn one_recipient_is_explained_by_code_and_by_name() {
    let by_code = page(&["--explain", "1480"]);
    for name in ["Göteborg", "göteborg", "Göteborgs kommun"] {
        assert_eq!(page(&["--explain", name]), by_code);
    }
    // Göteborg and Sweden on 31 December 2016: Statistics Sweden.
    assert!(by_code.contains("population: 556 640 av sammanlagt 9 995 153."), "{by_code}");
    let exact = 2_100_000_000u128 * 556_640;
    let whole = u64::try_from(exact / 9_995_153).unwrap();
    assert!(by_code.contains(&format!("Exakt andel: {},", grouped(whole))), "{by_code}");
    // The fraction in lowest terms: both are divisible by 7.
    assert_eq!((exact % 7, 9_995_153 % 7), (0, 0));
    assert!(by_code.contains(&format!("({}/{})", exact / 7, 9_995_153 / 7)), "{by_code}");
    assert!(by_code.contains("Asylsökande och nyanlända, kommunerna. Göteborg (1480): "));
    let english = page(&["--explain", "09", "--language", "en"]);
    assert!(english.contains("58,003 of 9,995,153 in all") && english.contains("--explain 0980"));
}

#[test]
fn an_explanation_tells_the_source_of_a_figure_from_that_of_the_key() {
    let goteborg = flat(&page(&["--explain", "1480"]));
    for text in [
        "population 556 640: folkmängden 2016-12-31: odectra, GitHub: popu-sweden",
        "asylum_seekers 2 880: antalet asylsökande: december 2014, rekonstruerat",
        "av sammanlagt 9 995 153. [nyckeln: Finansdepartementet: ",
        "av sammanlagt 77 313. [nyckeln: bara för demonstration]",
    ] {
        assert!(goteborg.contains(text), "{text}: {goteborg}");
    }
    // The groups of a number stay together where lines break.
    let pages = [page(&[]), page(&["--explain", "1480"]), page(&["--explain", "14"])];
    let breaks = pages.iter().flat_map(|page| page.lines().zip(page.lines().skip(1)));
    for (line, next) in breaks {
        let is_broken = line.ends_with(" 1") && next.trim_start().starts_with("000 ");
        assert!(!is_broken, "{line}\n{next}");
    }
    let older = ["--explain", "09", "--population", "2015-12-31", "--language", "en"];
    let older = flat(&page(&older));
    assert!(
        older.contains("Facts, sums over the county") && older.contains("on 2015-12-31: odectra")
    );
    assert!(older.contains("of 9,851,017 in all. [the key: Finansdepartementet: "), "{older}");
}

#[test]
fn an_explanation_of_own_facts_names_the_file_and_what_it_lacks() {
    let data = file("some.csv", "id,population,asylum_seekers\n0180,3,1\n0114,1,2\n");
    let stockholm = flat(&page(&["--data", &data, "--explain", "0180"]));
    for text in [
        &format!("Uppgifter ur {data}, rad 2: population 3; asylum_seekers 1"),
        "Obs: Sverige har 290 kommuner och 21 regioner, men här är 2 kommuner och 1 region.",
    ] {
        assert!(stockholm.contains(text), "{text}: {stockholm}");
    }
    // The demonstration's figures and their publisher are none of this file's.
    assert!(!stockholm.contains("hussius") && !stockholm.contains("antalet asylsökande"));
    let county = flat(&page(&["--data", &data, "--explain", "01", "--language", "en"]));
    assert!(county.contains(&format!("Facts, sums over the county from {data}: population 4; ")));
    assert!(county.contains("Note: Sweden has 290") && !county.contains("hussius"), "{county}");
    assert!(!page(&["--explain", "0180"]).contains("Obs:"));
}

#[test]
fn who_is_not_one_recipient_is_refused_with_candidates() {
    for (who, candidates) in [
        ("Gotland", &["0980  Gotland (kommun)", "09    Gotland (region)"][..]),
        ("upplands", &["0114  Upplands Väsby", "0139  Upplands-Bro"]),
        ("Goteborg", &["1480  Göteborg"]),
        ("Götebrog", &["1480  Göteborg"]),
        ("Haabo", &["0305  Håbo", "0643  Habo"]),
        ("180", &["0180  Stockholm"]),
        ("0000", &["ingen av mottagarna"]),
        ("", &["ingen av mottagarna"]),
        ("1480 ", &[]),
    ] {
        if candidates.is_empty() {
            page(&["--explain", who]);
            continue;
        }
        let message = refusal(&["--explain", who]);
        assert!(candidates.iter().all(|text| message.contains(text)), "{who}: {message}");
    }
    let english = refusal(&["--explain", "Gotland", "--language", "en"]);
    assert!(english.contains("several recipients") && english.contains("0980  Gotland (municipal"));
    // Two places that differ in a ring only are told apart.
    assert!(page(&["--explain", "Habo"]).contains("Habo (0643)"));
    assert!(page(&["--explain", "Håbo"]).contains("Håbo (0305)"));
}

#[test]
fn wrong_options_are_refused() {
    for year in ["2016", "2022", "-1", "twenty", ""] {
        assert!(refusal(&["--year", year]).contains("2017–2021"));
    }
    assert!(refusal(&["--year", "1", "--language", "en"]).contains("welfare billions are for"));
    refusal(&["--language", "de"]);
    refusal(&["--no-such-option"]);
    refusal(&["--csv", "--explain", "1480"]);
    assert!(refusal(&["--newly-arrived", "1"]).contains("--data"));
    assert!(refusal(&["--newly-arrived", "-1"]).contains("från 0"));
    let help = page(&["--help"]);
    assert!(help.contains("--newly-arrived"));
    let columns = "population asylum_adults asylum_minors newly_arrived_adults newly_arrived_minors \
                   asylum_seekers name entity recipients";
    assert!(columns.split(' ').all(|column| help.contains(column)), "{help}");
}

#[test]
fn everything_wrong_with_a_question_is_told_at_once_and_in_one_language() {
    let data = file("wrong.csv", "id;population;asylum_seekers\n0180;x;1\n");
    let no_file =
        ["--explain", "--yaer", "2018", "-x", "--csv=1", "--minors", "two", "--minors=-1"];
    let arguments: Vec<_> = no_file.into_iter().chain(["--year", "1", "--data", &data]).collect();
    let swedish = refusal(&arguments);
    let expected = [
        "--explain: värdet saknas.",
        "--yaer: det finns inget sådant tillval; se --year.",
        "-x: det finns inget sådant tillval; se --help.",
        "--csv tar inget värde.",
        "--minors står flera gånger.",
        "”2018” hör inte till något tillval.",
        "--minors -1: vikten ska vara ett tal från 0 och uppåt, som 1, 0,5 eller 2/3.",
        "--year 1: välfärdsmiljarderna finns för åren 2017–2021.",
    ];
    let mut lines: Vec<_> = swedish.lines().collect();
    let of_file = lines.split_off(expected.len());
    lines.sort_unstable();
    let mut sorted = expected;
    sorted.sort_unstable();
    assert_eq!(lines, sorted);
    assert!(of_file[1].contains("rad 2, kolumnen population: ”x”"), "{swedish}");
    let english = refusal(&[&arguments[..], &["--language", "en"]].concat());
    for text in [
        "--explain: the value is missing.",
        "--yaer: there is no such option; see --year.",
        "--csv takes no value.",
        "--minors is given several times.",
        "“2018” belongs to no option.",
        "the weight must be a number of 0 or more",
        "line 2, column population: “x” is no number",
    ] {
        assert!(english.contains(text), "{english}");
    }
    assert_eq!(english.lines().count(), swedish.lines().count());
    // Who is asked for, and the weights that are missing.
    let real = "id,population,asylum_adults,asylum_minors,newly_arrived_adults,newly_arrived_minors\n\
                0180,1,1,1,1,1\n";
    let real = file("real-question.csv", real);
    let message =
        refusal(&["--data", &real, "--explain", "1480", "--year", "2018", "--minors", "x"]);
    let starts =
        ["--minors x: ", "”1480” är ingen", "--newly-arrived TAL saknas", "--minors-regions TAL"];
    for start in starts {
        assert!(message.lines().any(|line| line.starts_with(start)), "{start}: {message}");
    }
    assert!(
        refusal(&["--language", "de", "--year", "x"]).starts_with("--language de: språket är sv")
    );
    assert!(refusal(&["--year", "--csv"]).starts_with("--year: värdet saknas."));
    assert_eq!(refusal(&["--year", "2018", "--csv", "--year"]), "--year: värdet saknas.\n");
    assert!(refusal(&["--no-such", "--help"]).starts_with("--no-such: "));
    assert_eq!(ask(["--year", "2018", "--help"]).status, Some(0));
}

#[test]
fn an_answer_that_cannot_be_written_is_told() {
    example::a_full_device_is_told("fordela");
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    for arguments in [&[][..], &["--csv"], &["--help"], &["--explain", "1480"]] {
        example::a_closed_pipe_is_no_error("fordela", arguments);
    }
}
