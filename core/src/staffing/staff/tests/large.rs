//! Lists of a hundred thousand rows.

use super::*;

#[test]
fn a_hundred_thousand_rows_of_one_person_are_checked_in_a_pass() {
    // Every row against every other would be 5 · 10⁹ comparisons.
    let days: Vec<_> = (0..100_000).map(|i| Some(format!("{:04}-01-01", 1 + i % 9_000))).collect();
    let titles: Vec<_> = (0..100_000).map(|i| format!("t{i}")).collect();
    let list = Staff::new()
        .column("person", vec!["p"; 100_000])
        .column("unit", vec!["N"; 100_000])
        .column("role", titles.clone())
        .column("fte", vec!["1/100000"; 100_000])
        .column("supervisor", vec![None::<&str>; 100_000])
        .column("from", days);
    let roles = titles.into_iter().map(|title| (title, "case"));
    let options = units().roles(roles).at(day("9001-01-01"));
    let summary = summarise_staff(&list, &options).unwrap();
    assert_eq!(
        (shown(&summary, "case_fte"), shown(&summary, "case_heads")),
        ("1".into(), "1".into())
    );
}

#[test]
fn a_table_of_too_many_cells_is_refused() {
    // 10,000 units of 10,000 roles are 10⁸ cells of one kind alone.
    let names: Vec<_> = (0..10_000).map(|i| i.to_string()).collect();
    let list = Staff::new()
        .column("person", names.clone())
        .column("unit", names.clone())
        .column("role", names.clone())
        .column("fte", vec!["1"; 10_000]);
    assert_eq!(problems(&list, &units()), ["/roles out_of_range"]);
}

#[test]
fn a_large_list_is_summarised() {
    let of =
        |n: usize, name: &str| (0..100_000).map(|i| format!("{name}{}", i % n)).collect::<Vec<_>>();
    let list = Staff::new()
        .column("person", of(90_001, "p"))
        .column("unit", of(400, "u"))
        .column("role", of(5, "r"))
        .column("fte", vec!["0,25"; 100_000])
        .column(
            "supervisor",
            of(9_000, "p")
                .into_iter()
                .enumerate()
                .map(|(i, name)| Some(name).filter(|_| i % 90_001 >= 9_000))
                .collect::<Vec<_>>(),
        )
        .column("experience_years", of(30, ""))
        .column("from", vec!["2015-01-01"; 100_000]);
    let year = Span::year(2016).unwrap();
    for options in [units(), teams()] {
        let summary = summarise_staff(&list, &options.span(year)).unwrap();
        assert!(summary.table().len() >= 400);
    }
}
