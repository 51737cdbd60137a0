//! The example `fordela`: its sums by arithmetic of its own, its answers and its refusals.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod example;

use std::collections::BTreeMap;

use example::{Answer, file};

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

/// A page with its lines joined.
fn flat(page: &str) -> String {
    page.split_whitespace().collect::<Vec<_>>().join(" ")
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
fn own_facts_with_the_real_key() {
    let text = "\u{feff}id;population;asylum_adults;asylum_minors;newly_arrived_adults;\
                newly_arrived_minors\r\n\
                0180;30;10;5;4;2\r\n\r\n1480;10;7,5;0;1,0;0\r\n;;;;;\r\n";
    let data = file("real.csv", text);
    let missing = refusal(&["--data", &data]);
    assert!(missing.contains("--newly-arrived") && missing.contains("som inte är publicerad"));
    let listing = page(&["--data", &data, "--newly-arrived", "1/2", "--csv"]);
    let amounts = amounts(&listing);
    let of = |pot: &str, id: &str| amounts[&(pot.to_owned(), id.to_owned())];
    // 10 + 2·5 + ½·4 + 2·½·2 = 24 of 24 + 8 for the municipalities, minors counting double;
    // 10 + 5 + ½·4 + ½·2 = 18 of 18 + 8 for the regions: 969,230,769.2 kr.
    assert_eq!(of("asylum_municipalities", "0180"), 4_200_000_000);
    assert_eq!(of("asylum_regions", "01"), 969_230_769);
    assert_eq!(of("asylum_regions", "14"), 430_769_231);
    assert_eq!(of("inhabitants_regions", "01"), 675_000_000);
    let report = page(&["--data", &data, "--newly-arrived", "0,5"]);
    assert!(!report.contains("Demonstration") && report.contains("2 kommuner; 2 regioner"));

    let missing = refusal(&["--data", &data, "--newly-arrived", "1", "--year", "2018"]);
    assert!(missing.contains("--minors ") && missing.contains("--minors-regions "), "{missing}");
    let weights = ["--newly-arrived", "1", "--minors", "2", "--minors-regions", "1"];
    let later: Vec<_> = ["--data", &data, "--year", "2018"].into_iter().chain(weights).collect();
    page(&later);
    let unused = refusal(&["--data", &data, "--newly-arrived", "1", "--minors", "2"]);
    assert!(unused.contains("--minors:") && unused.contains("2017"));
    assert!(refusal(&["--data", &data, "--population", "2016-12-31"]).contains("--population"));
    // In 2021 the population is enough.
    page(&["--year", "2021", "--data", &file("population.csv", "id,population\n0180,3\n0980,1\n")]);
}

#[test]
fn own_facts_for_demonstration_with_regions_of_their_own() {
    let text = "id,population,asylum_seekers,recipients,name\n\
                0180,1,1,municipality,Staden\n0980,1,3,municipality,\n01,1,4,region,\n09,3,4,,\n";
    let data = file("demonstration.csv", text);
    let amounts = amounts(&page(&["--data", &data, "--csv"]));
    assert_eq!(amounts[&("asylum_municipalities".into(), "0980".into())], 4_200_000_000);
    assert_eq!(amounts[&("inhabitants_regions".into(), "09".into())], 675_000_000);
    let report = page(&["--data", &data]);
    assert!(report.contains("Demonstration") && report.contains("Obs: Sverige har 290"));
    assert!(page(&["--data", &data, "--explain", "Staden"]).contains("Staden (0180)"));
}

#[test]
fn every_problem_of_a_file_comes_at_once() {
    let text = "id;population;asylum_adults;asylum_minors;newly_arrived_adults;\
                newly_arrived_minors\n\
                180;935619;10;1;2;3\n\
                \n\
                1480;55 6640;;1;-2;3\n\
                1480;1;1;1;1;1\n\
                9999;1;1;1;1/2;1\n\
                ;1;1;1;1;1\n\
                09;1;1;1;1;1;7\n\
                0114;43891;1;1;1\n";
    let message = refusal(&["--data", &file("bad.csv", text)]);
    let found: Vec<_> = message.lines().skip(1).map(str::trim).collect();
    let expected = [
        ("rad 2, kolumnen id", "0180 är Stockholm"),
        ("rad 4, kolumnen population", "55 6640"),
        ("rad 4, kolumnen asylum_adults", "tom"),
        ("rad 4, kolumnen newly_arrived_adults", "under noll"),
        ("rad 5, kolumnen id", "rad 4"),
        ("rad 6, kolumnen id", "9999"),
        ("rad 6, kolumnen newly_arrived_adults", "1/2"),
        ("rad 7, kolumnen id", "saknas"),
        ("rad 8, kolumnen 7", "fler celler"),
        ("rad 9, kolumnen newly_arrived_minors", "tom"),
    ];
    assert_eq!(found.len(), expected.len(), "{message}");
    for (line, (place, text)) in found.iter().zip(expected) {
        assert!(line.starts_with(&format!("{place}: ")) && line.contains(text), "{line}");
    }
    let english = refusal(&["--language", "en", "--data", &file("bad.csv", text)]);
    assert!(english.contains("line 2, column id: 180 has lost its leading zero"), "{english}");
}

/// The lines of a refused file after its heading.
fn wrongs(data: &str) -> Vec<String> {
    refusal(&["--data", data]).lines().skip(1).map(|line| line.trim().to_owned()).collect()
}

#[test]
fn a_number_that_can_be_read_in_two_ways_is_refused() {
    let text = "id;population;asylum_seekers\n0180;935.619;1\n1280;1.234.567;1.000\n";
    let swedish = [
        "rad 2, kolumnen population: ”935.619” kan läsas på flera sätt; skriv 935619, \
         \"935 619\" eller, om ett decimaltal menas, \"935,619\".",
        "rad 3, kolumnen population: ”1.234.567” kan läsas på flera sätt; skriv 1234567 eller \
         \"1 234 567\".",
        "rad 3, kolumnen asylum_seekers: ”1.000” kan läsas på flera sätt; skriv 1000 eller \
         \"1 000\".",
    ];
    assert_eq!(wrongs(&file("thousands.csv", text)), swedish);
    let quoted = file("thousands-comma.csv", "id,population,asylum_seekers\n0180,\"935,619\",1\n");
    let english = refusal(&["--data", &quoted, "--language", "en"]);
    assert!(english.contains(
        "line 2, column population: “935,619” can be read in several ways; write 935619, \
         \"935 619\" or, if a decimal is meant, \"935.619\"."
    ));
    let zeros = file("thousands-point.csv", "id,population,asylum_seekers\n0180,1.000,1\n");
    let zeros = wrongs(&zeros);
    assert_eq!(
        zeros,
        ["rad 2, kolumnen population: ”1.000” kan läsas på två sätt; skriv 1000 eller 1."]
    );
    // Without quotes it is two cells, which may go unseen in a row that ends early.
    let text = "id,population,asylum_seekers,name\n0180,935,619,3995,\n1280,328,494,1000\n";
    let shifted = wrongs(&file("shifted.csv", text));
    assert!(shifted[0].starts_with("rad 2, kolumnen name: ”3995” är inget namn"), "{shifted:?}");
    assert!(shifted[1].starts_with("rad 2, kolumnen 5: raden har fler celler"), "{shifted:?}");
    assert!(shifted[2].starts_with("rad 3, kolumnen name: ”1000” är inget namn"), "{shifted:?}");
    // What is said to be right is: 1,234,567 = 935,619 + 298,948.
    let text = "id;population;asylum_seekers\n0180;935 619;0,500\n1280;298\u{a0}948;12.5\n";
    let stockholm = page(&["--data", &file("spaces.csv", text), "--explain", "0180"]);
    assert!(stockholm.contains("population: 935 619 av sammanlagt 1 234 567."), "{stockholm}");
    assert!(stockholm.contains("asylum_seekers: 0,5 av sammanlagt 13."), "{stockholm}");
}

#[test]
fn a_name_that_belongs_to_another_code_is_refused() {
    // Statistics Sweden's codes: 0114 Upplands Väsby, 0139 Upplands-Bro, 0980 and 09 Gotland.
    let text = "id;name;population;asylum_seekers\n0114;Upplands-Bro;1;1\n\
                0139;upplands väsby;1;1\n0980;Gotland;1;1\n1480;Göteborgs kommun;1;1\n\
                0180;Sthlm;1;1\n0643;Håbo kommun;1;1\n01;Stockholm;1;1\n09;Uppsala län;1;1\n";
    let swapped = file("swapped.csv", text);
    let expected = [
        "rad 2, kolumnen name: Upplands-Bro är 0139, men radens kod är 0114 (Upplands Väsby).",
        "rad 3, kolumnen name: upplands väsby är 0114, men radens kod är 0139 (Upplands-Bro).",
        "rad 7, kolumnen name: Håbo kommun är 0305, men radens kod är 0643 (Habo).",
        "rad 9, kolumnen name: Uppsala län är 03, men radens kod är 09 (Gotland).",
    ];
    assert_eq!(wrongs(&swapped), expected);
    let english = refusal(&["--data", &swapped, "--language", "en"]);
    assert!(english.contains("Upplands-Bro is 0139, but the code of the row is 0114"), "{english}");
    // A name that the register has not is shown as it stands.
    let own = file("named.csv", "id,name,population,asylum_seekers\n0180,Sthlm,1,1\n");
    assert!(page(&["--data", &own, "--explain", "0180"]).contains("Sthlm (0180)"));
    let lines = "id,name,population,asylum_seekers\n0180,\"Stock\n\nholm\",1,1\n";
    let lines = page(&["--data", &file("lines.csv", lines), "--explain", "0180"]);
    assert!(lines.contains("kommunerna. Stock holm (0180): 2 100 000 000 kr"), "{lines}");
}

#[test]
fn the_separator_that_excel_declares_is_taken() {
    let header = "id;population;asylum_seekers";
    let data =
        file("sep.csv", format!("\u{feff}sep=;\r\n{header}\r\n0180;3;0,5\r\n1480;1;1,5\r\n"));
    let stockholm = page(&["--data", &data, "--explain", "0180"]);
    assert!(stockholm.contains("population: 3 av sammanlagt 4."), "{stockholm}");
    // The declaration is a line of the file, and decides where the header has both.
    let data = file("sep-line.csv", format!("SEP=;\n{header};a,b\n0180;x;1\n"));
    assert!(wrongs(&data)[0].starts_with("rad 3, kolumnen population: ”x”"));
    let data = file("sep-comma.csv", "sep=,\nid,population,asylum_seekers,a;b\n0180,1.5,1,\n");
    page(&["--data", &data]);
    let data = file("sep-twice.csv", format!("sep=;\n{header};id\n0180;1;1\n"));
    assert_eq!(wrongs(&data), ["rad 2, kolumnen id: kolumnen står två gånger."]);
    assert!(refusal(&["--data", &file("sep-bar.csv", "sep=|\nid|population\n")]).contains(" |. "));
}

#[test]
fn tabs_and_open_quotation_marks_are_named() {
    let tabs = file("tabs.csv", "id\tpopulation\tasylum_seekers\n0180\t1\t1\n");
    assert!(refusal(&["--data", &tabs]).contains(": kolumnerna skiljs åt av tabbar."));
    assert!(
        refusal(&["--data", &tabs, "--language", "en"])
            .contains(": the columns are separated by tabs.")
    );
    for last in ["\"1480;1;1\n1280;1;1\n", "1480;1;\"1"] {
        let open = file("open.csv", format!("id;population;asylum_seekers\n0180;1;1\n{last}"));
        assert!(
            refusal(&["--data", &open]).contains(".csv: rad 3: ett citattecken öppnar en cell")
        );
        assert!(
            refusal(&["--data", &open, "--language", "en"])
                .contains(".csv: line 3: a quotation mark")
        );
    }
}

#[test]
fn files_that_are_no_table_are_refused() {
    let utf8 = refusal(&["--data", &file("latin1.csv", b"id;name\n1480;G\xf6teborg\n")]);
    assert!(utf8.contains("rad 2") && utf8.contains("UTF-8"), "{utf8}");
    let columns = refusal(&["--data", &file("columns.csv", "kod;population\n0180;1\n")]);
    assert!(columns.contains("id") && columns.contains("Filen har: kod, population"), "{columns}");
    for (name, content) in [
        ("empty.csv", ""),
        ("header.csv", "id,population,asylum_seekers\n"),
        ("regions.csv", "id,population,asylum_seekers\n01,1,1\n"),
        ("zero.csv", "id,population,asylum_seekers\n0180,1,0\n"),
        ("twice.csv", "id,population,population,asylum_seekers\n0180,1,1,1\n"),
        ("quote.csv", "id,population,asylum_seekers\n\"0180,1,1\n"),
        ("set.csv", "id,population,asylum_seekers,recipients\n0180,1,1,kommun\n"),
        ("fraction.csv", "id,population,asylum_seekers\n0180,1,\"1,5\"\n"),
    ] {
        refusal(&["--data", &file(name, content)]);
    }
    let long =
        format!("id,population,asylum_seekers\n0180,{},0.{}1\n", "9".repeat(45), "0".repeat(40));
    let long = refusal(&["--data", &file("long.csv", long)]);
    assert!(long.contains("rad 2, kolumnen population") && long.len() < 2000, "{long}");
}

#[test]
fn what_the_system_says_is_said_in_the_language_of_the_user() {
    let folder = env!("CARGO_TARGET_TMPDIR");
    for (path, swedish, english) in [
        ("no such file.csv", "den finns inte (NotFound).", "it does not exist (NotFound)."),
        (folder, "en mapp, ingen fil (IsADirectory).", "a folder, not a file (IsADirectory)."),
    ] {
        // On Windows a folder is one that may not be read.
        if cfg!(windows) && path == folder {
            continue;
        }
        let message = refusal(&["--data", path]);
        assert_eq!(message.lines().count(), 1, "{message}");
        assert!(message.starts_with(&format!("Filen {path} går inte att läsa: ")), "{message}");
        assert!(message.trim_end().ends_with(swedish), "{message}");
        let message = refusal(&["--data", path, "--language", "en"]);
        assert!(message.trim_end().ends_with(english), "{message}");
    }
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
