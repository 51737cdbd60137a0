//! The example `bemanning`: figures of the list that ships, calculated by hand from its rows, and
//! answers and refusals.
//!
//! The social workers of the list on 2017-12-31, in percent of full time:
//!
//! | unit | supervisor | in service | sum | heads |
//! |---|---|---|---|---|
//! | Norr | p02 | p04–p10 100 each, p11 75 | 775 | 8 |
//! | Norr | p03 | p12 100, p13 100, p14 50, p15 100 (agency) | 350 | 4 |
//! | Söder | p21 | p22 50, p23 100, p24 100, p25 100, p26 80, p27 100 | 530 | 6 |
//! | Söder | p22 | p28 100, p29 100, p30 100, p31 75, p32 50 | 425 | 5 |
//! | Väst | p41 | p42–p46 100 each, p47 90, p48 100, p49 100, p50 60 | 850 | 9 |
//! | Öst | p61 | p63–p67 100 each | 500 | 5 |
//! | Öst | p62 | p68 100, p69 100, p70 100, p71 80, p72 100 and p73 50 (agency) | 530 | 6 |
//! | Mottagning | p81 | p82 100, p83 100, p84 100, p85 75 | 375 | 4 |
//!
//! So FTE by unit: Norr 11.25, Söder 9.55, Väst 8.5, Öst 10.3, Mottagning 3.75; in all 43.35, and
//! 12 + 11 + 9 + 11 + 4 = 47 heads. On leave: p16 in Norr, 1. Vacant: 1 in Norr, 0.5 in Öst. Cases
//! that day: 180, 140, 120, 170, 50.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "../example.rs"]
mod example;
mod figures;
mod over_time;
mod plan;
mod refusals;

use example::{Answer, file};
use statsbidrag_tests::example::flat;

const LIST: &str = include_str!("../../core/examples/bemanning/data/personal.csv");
const CASES: &str = include_str!("../../core/examples/bemanning/data/arenden.csv");

fn page(arguments: &[&str]) -> String {
    example::page("bemanning", arguments)
}

fn refusal(arguments: &[&str]) -> String {
    example::refusal("bemanning", arguments)
}

/// The part of a page under a heading, to the next one.
fn section(page: &str, heading: &str) -> String {
    let lines: Vec<&str> = page.lines().collect();
    let start = lines.iter().position(|line| line.starts_with(heading)).unwrap();
    let is_rule = |line: &str| line.starts_with("---");
    let end = (start + 2..lines.len()).find(|&i| lines.get(i + 1).is_some_and(|l| is_rule(l)));
    lines[start..end.unwrap_or(lines.len())].join("\n")
}

/// Whether a line of the text has these words and nothing else, whatever the space between them.
fn has_line(text: &str, words: &str) -> bool {
    text.lines().any(|line| flat(line) == words)
}

fn assert_lines(text: &str, lines: &[&str]) {
    for line in lines {
        assert!(has_line(text, line), "{line}\n{text}");
    }
}

#[test]
fn the_list_that_ships_is_made_and_names_nobody() {
    assert!(LIST.starts_with("# PÅHITTAD LISTA") && CASES.starts_with("# PÅHITTADE TAL"));
    for row in LIST.lines().skip(2) {
        let person = row.split(';').next().unwrap();
        let is_number = |text: &str| text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
        assert!(person.is_empty() || person.strip_prefix('p').is_some_and(is_number), "{row}");
        assert_eq!(row.split(';').count(), 12, "{row}");
    }
    // The first two lines say what it is and name the columns.
    let rows = LIST.lines().count() - 2;
    let swedish = page(&[]);
    assert!(swedish.starts_with("Bemanning 2017-12-31: 5 enheter, en påhittad lista\n"));
    assert!(flat(&swedish).contains(&format!("personal.csv: {rows} rader")), "{swedish}");
    assert!(
        flat(&swedish).contains("Listan är påhittad: ingen verklig kommun, enhet eller person.")
    );
    let english = page(&["--language", "en"]);
    assert!(english.starts_with("Staffing on 2017-12-31: 5 units, a made list\n"), "{english}");
    assert!(page(&["--explain", "Väst"]).contains("Listan är påhittad"));
    assert!(page(&["--help"]).contains("en påhittad personallista"));
    let wide = |page: &str| page.lines().any(|line| line.chars().count() > 100);
    assert!(!wide(&swedish) && !wide(&english) && !wide(&page(&["--explain", "Norr"])));
    // What is nobody's national number is said to be the example's.
    assert!(
        flat(&swedish)
            .contains("är ett tal som exemplet har satt. Något nationellt tal finns inte")
    );
    assert!(
        flat(&english).contains("is a number that the example has set. There is no national one")
    );
    assert!(!page(&["--cases-per-worker", "15"]).contains("exemplet har satt"));
}

#[test]
fn a_unit_and_a_supervisor_are_explained() {
    let norr = page(&["--explain", "norr"]);
    assert!(norr.starts_with("Enheten Norr 2017-12-31\n"), "{norr}");
    assert_lines(
        &norr,
        &[
            "Ärenden: 180.",
            "Årsarbetare socialsekreterare: 11,25.",
            "Att anställa: 1 årsarbetare socialsekreterare (exakt saknas 0,75).",
            "p02 Norr 8 6 2 0,33 1",
            "Norr 1 arbetsledare – högst sex per arbetsledare",
        ],
    );
    assert!(!norr.contains("p41") && !norr.contains("_fte") && !norr.contains("_heads"), "{norr}");
    assert!(
        flat(&norr)
            .contains("[Svensk författningssamling: Socialtjänstlag (2001:453), 3 kap. 3 a §]")
    );
    let p02 = page(&["--explain", "p02", "--language", "en"]);
    assert!(p02.starts_with("The supervisor p02, Norr 2017-12-31\n"), "{p02}");
    assert_lines(
        &p02,
        &[
            "Social workers: 8.",
            "Social workers: 2 too many.",
            "To hire: 1 supervisors (exactly short of 0.333333 (1/3)).",
            "In Norr 2 can be moved; to hire after that: 0.",
            "p02 (Norr) 731 0 2016-01-01 9 never not kept",
        ],
    );
    assert!(flat(&p02).contains("”I Mölndal har varje arbetsledare ansvar för högst sex"), "{p02}");
    for who in ["p99", "p01", "Nord", ""] {
        let message = refusal(&["--explain", who]);
        assert!(message.contains("Enheter: Mottagning, Norr, Söder, Väst, Öst"), "{message}");
        assert!(message.contains("Arbetsledare: p02, p03, p21, p22, p41, p61, p62, p81"));
    }
    assert!(refusal(&["--explain", "p99", "--language", "en"]).contains("no unit has that name"));
}

#[test]
fn a_list_of_ones_own_is_read_as_hr_systems_write_it() {
    // The file that ships is a template: with its cases it gives the same answer but for its origin.
    let (list, cases) = (file("personal.csv", LIST), file("arenden.csv", CASES));
    let own = page(&["--data", &list, "--cases", &cases, "--at", "2017-12-31", "--csv"]);
    assert_eq!(own, page(&["--csv"]));
    let own = page(&["--data", &list, "--cases", &cases, "--at", "2017-12-31"]);
    assert!(own.contains("Egna uppgifter") && !own.to_lowercase().contains("påhittad"), "{own}");
    // Parts of a post, commas, the words of the library, a title of one's own, a column of one's own.
    let text = "person,unit,title,fte,supervisor,employment,status,salary\n\
                a,A,Handläggare,0.75,b,employed,in_service,1\nc,A,Handläggare,1,b,agency,,2\n\
                d,A,Handläggare,0.5,b,,on_leave,3\nb,A,Chef,1,,,,4\n,A,Handläggare,0.25,,,vacant,5\n";
    let list = file("english.csv", text);
    let roles = file("roles.csv", "title,role\nHandläggare,social_worker\nChef,supervisor\n");
    let cases = file("cases.csv", "unit,cases\nA,35\n");
    let answer =
        page(&["--data", &list, "--roles", &roles, "--cases", &cases, "--at", "2017-01-01"]);
    assert_lines(
        &answer,
        &[
            "A socialsekreterare 1,75 2 1 0,25 0,5",
            // 35/15 − 7/4 = 7/12; 35 − 26.25.
            "A 35 1,75 20 15 8,75 0,58 1",
            "Hålls av: b",
        ],
    );
    for text in [
        "läst som delar av heltid",
        "Kolumner som inte används: salary",
        "Behörigheten prövas inte: listan har ingen kolumn qualified.",
        "Erfarenheten jämförs inte",
    ] {
        assert!(flat(&answer).contains(text), "{text}\n{answer}");
    }
    // Hours of the hourly paid: 82.5 of 165 is half a post.
    let hours =
        "person;unit;title;fte;hours\na;A;Socialsekreterare;;82,5\nb;A;Socialsekreterare;75 %;\n";
    let hours = file("hours.csv", hours);
    let asked = ["--data", &hours, "--at", "2017-01-01"];
    assert!(refusal(&asked).contains("--full-time-hours TAL saknas"));
    let answer = page(&[&asked[..], &["--full-time-hours", "165"]].concat());
    assert_lines(&answer, &["A socialsekreterare 1,25 2 – – –"]);
    assert!(flat(&answer).contains("antalet ärenden anges med --cases"), "{answer}");
}

#[test]
fn a_reason_for_more_than_a_full_post_is_told_with_its_line() {
    let list = "# Our list\nperson;unit;title;fte;reason\na;N;Socialsekreterare;80 %;\n\
                b;N;Socialsekreterare;60 %;jour\nb;N;Administratör;60 %;\n";
    let list = file("reason.csv", list);
    let answer = page(&["--data", &list, "--at", "2017-01-01"]);
    assert!(flat(&answer).contains("Mer än heltid en dag, med angivet skäl: rad 5."), "{answer}");
}

#[test]
fn an_answer_that_cannot_be_written_is_told() {
    example::a_full_device_is_told("bemanning");
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    for arguments in [&[][..], &["--csv"], &["--help"], &["--explain", "Norr"]] {
        example::a_closed_pipe_is_no_error("bemanning", arguments);
    }
    let Answer { status, out, err } = example::ask("bemanning", ["--csv"]);
    assert_eq!((status, err.as_str()), (Some(0), ""));
    assert!(out.ends_with('\n'));
}
