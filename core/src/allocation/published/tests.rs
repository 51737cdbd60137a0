//! Tests of `published`.

use proptest::prelude::*;

use super::*;
use crate::{Code, Numbers, TieRule, allocate};

fn kronor(kronor: i64) -> Money {
    Money::from_kronor(kronor).unwrap()
}

fn table(rows: &[(&str, &str, i64)]) -> Table {
    let table = Table::builder("id", rows.iter().map(|row| row.0))
        .column("sum_of", rows.iter().map(|row| row.1).collect::<Vec<_>>())
        .column("kr", rows.iter().map(|row| row.2).collect::<Vec<_>>());
    table.build().unwrap()
}

fn sums() -> PublishedCheck {
    PublishedCheck::new("kr").parts_of("sum_of")
}

/// Id, difference and kind of every finding.
fn found(table: &Table, check: &PublishedCheck) -> Vec<(String, String, PublishedKind)> {
    let findings = check_published(table, check).unwrap();
    let line = |finding: &PublishedFinding| {
        let id = finding.id().unwrap_or("(total)").to_owned();
        (id, finding.difference().to_string(), finding.kind())
    };
    findings.iter().map(line).collect()
}

/// Source: Finansdepartementet 2016-04-13, preliminary: three counties whole.
const COUNTIES: [(&str, &str, i64); 30] = [
    ("1082", "10-kommuner", 31_108_914),
    ("1080", "10-kommuner", 54_546_990),
    ("1060", "10-kommuner", 21_869_886),
    ("1081", "10-kommuner", 45_742_728),
    ("1083", "10-kommuner", 14_773_807),
    ("10-kommuner", "10", 168_042_326),
    ("10-landsting", "10", 47_641_716),
    ("10", "", 215_684_043),
    ("2084", "20-kommuner", 45_453_904),
    ("2081", "20-kommuner", 53_795_735),
    ("2080", "20-kommuner", 29_450_013),
    ("2026", "20-kommuner", 4_921_525),
    ("2083", "20-kommuner", 32_909_630),
    ("2029", "20-kommuner", 15_787_311),
    ("2085", "20-kommuner", 41_667_769),
    ("2023", "20-kommuner", 13_831_334),
    ("2062", "20-kommuner", 11_139_336),
    ("2034", "20-kommuner", 8_665_348),
    ("2031", "20-kommuner", 7_983_458),
    ("2061", "20-kommuner", 11_231_148),
    ("2082", "20-kommuner", 9_621_281),
    ("2021", "20-kommuner", 8_285_763),
    ("2039", "20-kommuner", 13_719_769),
    ("20-kommuner", "20", 308_463_324),
    ("20-landsting", "20", 87_193_027),
    ("20", "", 395_656_352),
    ("0980", "09-kommuner", 35_450_126),
    ("09-kommuner", "09", 35_450_126),
    ("09-landsting", "09", 10_619_077),
    ("09", "", 46_069_202),
];

#[test]
fn the_preliminary_table_of_2016_has_four_rounding_differences() {
    let rounding = |id: &str, difference: &str| {
        (id.to_owned(), difference.to_owned(), PublishedKind::RoundingDifference)
    };
    let findings = check_published(&table(&COUNTIES), &sums()).unwrap();
    let municipalities = &findings[0];
    assert_eq!(municipalities.printed(), kronor(168_042_326));
    assert_eq!(municipalities.computed(), kronor(168_042_325));
    assert_eq!(
        found(&table(&COUNTIES), &sums()),
        [
            rounding("10-kommuner", "1"),
            rounding("10", "1"),
            rounding("20", "1"),
            rounding("09", "-1"),
        ]
    );
}

#[test]
fn the_support_of_2015_misses_its_printed_total_by_one_unit() {
    // Source: Finansdepartementet 2015-11-18, million kronor with one decimal.
    let millions = [
        "37.8", "63.2", "1.3", "67.4", "42.7", "29.3", "58.9", "71.1", "42.7", "48.5", "182.0",
        "177.5", "59.5", "29.6", "61.6", "32.1", "59.7", "53.5", "230.9", "63.0", "57.8",
    ];
    let ids = (1..=21).map(|row| format!("{row:02}"));
    let in_millions = Table::builder("id", ids.clone()).column("kr", Numbers::parse(millions));
    let check = PublishedCheck::new("kr");
    let as_printed = check.clone().total(kronor(1470)).unit("0.1".parse().unwrap());
    let total = ("(total)".to_owned(), "-0.10".to_owned(), PublishedKind::RoundingDifference);
    assert_eq!(found(&in_millions.build().unwrap(), &as_printed), [total]);

    let kr: Vec<i64> = millions
        .iter()
        .map(|text| text.replace('.', "").parse::<i64>().unwrap() * 100_000)
        .collect();
    let in_kronor = Table::builder("id", ids).column("kr", kr).build().unwrap();
    let check = check.total(kronor(1_470_000_000));
    let total = |kind| [("(total)".to_owned(), "-100000".to_owned(), kind)];
    let in_units = check.clone().unit(Unit::kronor(100_000).unwrap());
    assert_eq!(found(&in_kronor, &in_units), total(PublishedKind::RoundingDifference));
    // A table printed in whole kronor could not miss by that much.
    assert_eq!(found(&in_kronor, &check), total(PublishedKind::SumDifference));
}

#[test]
fn half_a_unit_for_each_part_is_the_limit() {
    let off = |sum: i64| table(&[("a", "s", -7), ("b", "s", 10), ("c", "s", 5), ("s", "", sum)]);
    assert_eq!(found(&off(8), &sums()), []);
    assert_eq!(found(&off(9), &sums())[0].2, PublishedKind::RoundingDifference);
    // Three parts of half a krona are 1.50, and this is 2.
    let two = ("s".to_owned(), "-2".to_owned(), PublishedKind::SumDifference);
    assert_eq!(found(&off(6), &sums()), [two]);
}

#[test]
fn a_list_is_held_against_its_key_without_its_sums() {
    // 60 over 3:2:1. The sum row has no weight of its own, and could not have one.
    let list = |kr: [i64; 4]| {
        let table = Table::builder("id", ["a", "s", "b", "c"]).column("kr", kr);
        let table = table.column("sum_of", [Some("s"), None, Some("s"), Some("s")]);
        table.column("weight", [Some(3), None, Some(2), Some(1)]).build().unwrap()
    };
    let by = |options: Options| sums().key(Key::measure("weight").unwrap(), kronor(60), options);
    let check = by(Options::new());
    assert_eq!(found(&list([30, 60, 20, 10]), &check), []);
    let findings = check_published(&list([30, 60, 10, 20]), &check).unwrap();
    let pair: Vec<_> = findings.iter().map(|f| (f.id(), f.swapped_with(), f.kind())).collect();
    let swapped = |id, other| (Some(id), Some(other), PublishedKind::Swapped);
    assert_eq!(pair, [swapped("b", "c"), swapped("c", "b")]);

    let kinds: Vec<_> = found(&list([31, 60, 20, 9]), &check).into_iter().collect();
    let not = |id: &str, d: &str| (id.to_owned(), d.to_owned(), PublishedKind::NotByKey);
    assert_eq!(kinds, [not("a", "1"), not("c", "-1")]);

    let listed = Options::new().ties(TieRule::ByList).tie_order(["c", "b", "a"]);
    assert_eq!(found(&list([30, 60, 20, 10]), &by(listed)), []);
}

#[test]
fn a_column_of_who_takes_part_is_kept() {
    let list = Table::builder("id", ["a", "s", "b"]).column("kr", [5, 5, 0]);
    let list = list.column("sum_of", ["s", "", "s"]).column("weight", [1, 0, 1]);
    let list = list.column("met", [Some(true), None, Some(false)]).build().unwrap();
    let key = Key::measure("weight").unwrap();
    assert_eq!(found(&list, &sums().key(key, kronor(5), Options::new().only("met"))), []);
}

#[test]
fn what_the_key_gives_is_rounded_as_it_is_printed() {
    // 100 kr over 1:2 is 33.33 and 66.67; printed in whole kronor 33 and 67, or 30 and 70.
    let list = |kr: [&'static str; 2]| {
        let list = Table::builder("id", ["a", "b"]).column("kr", Numbers::parse(kr));
        list.column("weight", [1, 2]).build().unwrap()
    };
    let key = Key::measure("weight").unwrap();
    let check = PublishedCheck::new("kr").key(key, kronor(100), Options::new().unit(Unit::ORE));
    assert_eq!(found(&list(["33", "67"]), &check), []);
    assert_eq!(found(&list(["33.33", "66.67"]), &check), []);
    assert_eq!(found(&list(["67", "33"]), &check)[0].2, PublishedKind::Swapped);
    // Printed in öre, these are near and still wrong.
    assert_eq!(found(&list(["33.34", "66.66"]), &check).len(), 2);
    let tens = check.unit(Unit::kronor(10).unwrap());
    assert_eq!(found(&list(["30", "70"]), &tens), []);
}

#[test]
fn everything_wrong_is_said_at_once() {
    let list = Table::builder("id", ["a", "b", "c", "d", "e"])
        .column("kr", Numbers::parse([Some("1"), None, Some("0.001"), Some("1"), Some("1")]))
        .column("sum_of", [Some("b"), Some("c"), Some("b"), Some("d"), Some("x")])
        .column("w", [1, 1, 1, 1, 1])
        .build()
        .unwrap();
    let error = check_published(&list, &sums()).unwrap_err();
    let all: Vec<_> = error.problems().iter().map(|p| (p.path(), p.code())).collect();
    assert_eq!(
        all,
        [
            ("/frame/kr/1", Code::Missing),
            ("/frame/kr/2", Code::Malformed),
            ("/frame/sum_of/4", Code::UnknownId),
            ("/frame/sum_of/1", Code::Contradiction),
            ("/frame/sum_of/3", Code::Contradiction),
        ]
    );
    assert_eq!(error.problems()[3].got(), "parts of themselves: b, c, b");
    let key = Key::measure("none").unwrap();
    let check = PublishedCheck::new("kr").key(key, kronor(1), Options::new());
    let error = check_published(&list, &check).unwrap_err();
    let all: Vec<_> = error.problems().iter().map(|p| p.path()).collect();
    assert_eq!(all, ["/frame/kr/1", "/frame/kr/2", "/key"]);
    let error = check_published(&list, &PublishedCheck::new("no").parts_of("w")).unwrap_err();
    let all: Vec<_> = error.problems().iter().map(|p| p.path()).collect();
    assert_eq!(all, ["/amount", "/frame/w"]);
}

proptest! {
    #[test]
    fn a_list_made_by_its_key_fits_and_two_swapped_rows_are_found(
        mut weights in proptest::collection::vec(0u32..1000, 2..20),
        total in 1i64..1_000_000,
        (one, other) in (0usize..20, 0usize..20),
    ) {
        weights[0] += 1;
        let ids = || (0..weights.len()).map(|row| format!("{row:02}"));
        let key = Key::measure("weight").unwrap();
        let facts = Table::builder("id", ids()).column("weight", weights.clone()).build().unwrap();
        let result = allocate(&facts, kronor(total), &key, &Options::new()).unwrap();
        let mut kr: Vec<i64> = result.amounts().iter().map(|amount| amount.ore() / 100).collect();
        let check = PublishedCheck::new("kr").total(kronor(total)).key(key, kronor(total), Options::new());
        prop_assert_eq!(found(&facts.with_column("kr", kr.clone()).unwrap(), &check), []);
        let (one, other) = (one % kr.len(), other % kr.len());
        if kr[one] == kr[other] {
            return Ok(());
        }
        kr.swap(one, other);
        let swapped = found(&facts.with_column("kr", kr).unwrap(), &check);
        let want = [one.min(other), one.max(other)].map(|row| format!("{row:02}"));
        prop_assert_eq!(swapped.iter().map(|f| f.0.clone()).collect::<Vec<_>>(), want);
        prop_assert!(swapped.iter().all(|finding| finding.2 == PublishedKind::Swapped));
    }

    #[test]
    fn any_parents_are_read_or_refused(parents in proptest::collection::vec(0usize..9, 1..8)) {
        let ids: Vec<String> = (0..parents.len()).map(|row| row.to_string()).collect();
        let names: Vec<String> = parents.iter().map(|p| if *p == 8 { String::new() } else { p.to_string() }).collect();
        let list = Table::builder("id", &ids).column("sum_of", names).column("kr", vec![1; ids.len()]);
        let outcome = check_published(&list.build().unwrap(), &sums());
        // It is a forest if from every row, by way of rows that exist, some top is reached.
        let leads_up = |mut row: usize| (0..=parents.len()).any(|_| {
            let done = parents[row] == 8;
            row = if done { row } else { parents[row].min(parents.len() - 1) };
            done
        });
        let known = parents.iter().all(|&p| p == 8 || p < parents.len());
        prop_assert_eq!(outcome.is_ok(), known && (0..parents.len()).all(leads_up));
    }
}
