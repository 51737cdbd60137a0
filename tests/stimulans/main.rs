//! The example `stimulans`: amounts of the lines that ship, calculated by hand from their files, and
//! answers and refusals. Every expected figure is worked out beside it.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "../example.rs"]
mod example;
mod own;
mod refusals;
mod settled;
mod year_2016;
mod year_2017;

use example::{Answer, file};
use statsbidrag_tests::example::flat;

const DATA: [(&str, &str); 7] = [
    ("kostnader-2016.csv", include_str!("../../core/examples/stimulans/data/kostnader-2016.csv")),
    ("kostnader-2017.csv", include_str!("../../core/examples/stimulans/data/kostnader-2017.csv")),
    ("over-arsskiftet.csv", include_str!("../../core/examples/stimulans/data/over-arsskiftet.csv")),
    ("bemanning-2016.csv", include_str!("../../core/examples/stimulans/data/bemanning-2016.csv")),
    ("bemanning-2017.csv", include_str!("../../core/examples/stimulans/data/bemanning-2017.csv")),
    ("bidrag-2016.csv", include_str!("../../core/examples/stimulans/data/bidrag-2016.csv")),
    ("bidrag-2017.csv", include_str!("../../core/examples/stimulans/data/bidrag-2017.csv")),
];

fn page(arguments: &[&str]) -> String {
    example::page("stimulans", arguments)
}

fn refusal(arguments: &[&str]) -> String {
    example::refusal("stimulans", arguments)
}

/// A list that ships, as a file of the user's own.
fn shipped(name: &str) -> String {
    let (_, text) = DATA.iter().find(|(other, _)| *other == name).unwrap();
    own_file(name, text)
}

fn own_file(name: &str, text: &str) -> String {
    file(&format!("stimulans-{name}"), text)
}

/// The part of a page under the heading that begins so, to the next heading.
fn section(page: &str, heading: &str) -> String {
    let lines: Vec<&str> = page.lines().collect();
    let start = lines.iter().position(|line| line.starts_with(heading)).unwrap();
    let is_rule = |line: &str| line.starts_with("---");
    let end = (start + 2..lines.len()).find(|&i| lines.get(i + 1).is_some_and(|l| is_rule(l)));
    lines[start..end.unwrap_or(lines.len())].join("\n")
}

/// The first line that begins with this word, as single words.
fn line(page: &str, id: &str) -> String {
    flat(page.lines().find(|line| line.split_whitespace().next() == Some(id)).unwrap())
}

/// What is said of a claim line, as single words.
fn about(page: &str, id: &str) -> String {
    let mut lines = page.lines().skip_while(|line| !line.starts_with(&format!("  {id} ")));
    let first = lines.next().unwrap();
    let rest = lines.take_while(|line| line.starts_with("       "));
    flat(&std::iter::once(first).chain(rest).collect::<Vec<_>>().join(" "))
}

/// A line of the CSV answer.
fn csv_line(answer: &str, id: &str) -> String {
    let start = format!("{id},");
    answer.lines().find(|line| line.starts_with(&start)).unwrap().to_owned()
}

#[test]
fn what_ships_is_made_and_said_to_be() {
    for (name, text) in DATA {
        assert!(text.starts_with("# PÅHITTA"), "{name}");
        let cells: Vec<usize> = text.lines().skip(1).map(|row| row.split(';').count()).collect();
        assert!(cells.iter().all(|count| *count == cells[0]), "{name}: {cells:?}");
    }
    for year in ["2016", "2017"] {
        let swedish = page(&["--year", year]);
        assert!(swedish.contains(&format!("\nBidragsåret {year}, påhittade kostnadsrader\n")));
        let told = "Kommunen, enheterna, raderna och beloppen är påhittade";
        assert!(flat(&swedish).contains(told), "{swedish}");
        let english = page(&["--year", year, "--language", "en"]);
        assert!(english.contains(&format!("\nThe grant year {year}, made claim lines\n")));
        assert!(flat(&english).contains("units, lines and amounts are made up"), "{english}");
        // The same amounts in both languages, and never wider than a page.
        let figures = |page: &str| page.chars().filter(char::is_ascii_digit).count();
        let amounts = |page: &str, heading| figures(&section(page, heading));
        assert_eq!(amounts(&swedish, "Bemanningen mot"), amounts(&english, "The staffing against"));
        for page in [&swedish, &english] {
            assert!(page.lines().all(|line| line.chars().count() <= 100), "{page}");
        }
    }
    assert!(page(&["--explain", "L01"]).contains("Raden är påhittad"));
    assert!(page(&["--what-if", "L16", "--language", "en"]).contains("The line is made up"));
}

#[test]
fn the_files_that_ship_give_the_same_as_ones_own() {
    let arguments = [
        "--year",
        "2017",
        "--claims",
        &shipped("kostnader-2017.csv"),
        "--staffing",
        &shipped("bemanning-2017.csv"),
        "--grants",
        &shipped("bidrag-2017.csv"),
    ];
    let own = page(&arguments);
    assert!(!own.to_lowercase().contains("påhittad") && !own.contains("över årsskiftet: raden"));
    assert_eq!(section(&own, "Slutavräkningen"), section(&page(&[]), "Slutavräkningen"));
    assert_eq!(page(&[&arguments[..], &["--csv"]].concat()), page(&["--csv"]));
    // One list of one's own beside those that ship.
    let grants = own_file("other-grants.csv", "recipient;paid\nLövhamra;6 000 000\n");
    // 6,000,000 − 3,820,000 − 1,040,000.
    let other = page(&["--grants", &grants]);
    assert!(flat(&other).contains("att betala tillbaka 1 140 000 kr"), "{other}");
}

#[test]
fn an_answer_that_cannot_be_written_is_told() {
    example::a_full_device_is_told("stimulans");
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    for arguments in
        [&[][..], &["--csv"], &["--help"], &["--explain", "L01"], &["--what-if", "L01"]]
    {
        example::a_closed_pipe_is_no_error("stimulans", arguments);
    }
    let Answer { status, out, err } = example::ask("stimulans", ["--csv"]);
    assert_eq!((status, err.as_str()), (Some(0), ""));
    assert!(out.ends_with('\n'));
}
