//! What must be refused: every problem at once, at its place.

use super::*;
use crate::Error;
use crate::problem::Code;

fn found(error: &Error) -> Vec<(&str, Code)> {
    error.problems().iter().map(|problem| (problem.path(), problem.code())).collect()
}

#[test]
fn a_list_of_tasks() {
    let table = Table::builder("task", ["a", "b", "c", "d"])
        .column("hours", Numbers::parse([Some("-1"), None, Some("3"), Some("4")]))
        .column("who", [Some("social_worker"), Some("social_worker"), None, Some("administrator")])
        .column("can", ["administrator", "anyone", "administrator", ""])
        .column("authority", [true, false, false, false])
        .build()
        .unwrap();
    let relief = Relief::new(
        Period::Week,
        169.into(),
        Administrators::fte_by_unit([("x", ratio("-1")), ("x", ratio("1"))]),
        ["social_worker", "administrator", "social_worker", "clerk"],
        75.into(),
    );
    let error = time_freed(&table, &list(), &relief).unwrap_err();
    // What names are wrong among the roles cannot be seen while the column of roles has a hole.
    assert_eq!(
        found(&error),
        [
            ("/full_time_hours", Code::NotInRange),
            ("/administrators/fte/x", Code::Negative),
            ("/administrators/fte/x", Code::Duplicate),
            ("/client_share", Code::NotInRange),
            ("/frees/1", Code::Contradiction),
            ("/frees/2", Code::Duplicate),
            ("/frame/hours/0", Code::Negative),
            ("/frame/hours/1", Code::Missing),
            ("/frame/who/2", Code::Missing),
            ("/frame/can/1", Code::UnknownWord),
            ("/frame/can/3", Code::Missing),
            ("/frame/can/0", Code::Contradiction),
            ("/administrators", Code::Conflict),
        ]
    );
}

#[test]
fn roles_and_units_that_are_not_there() {
    let relief = Relief::new(
        Period::Year,
        1720.into(),
        Administrators::hours_by_unit([("north", ratio("5"))]),
        ["socialsekreterare"],
        ratio("1"),
    );
    let error = time_freed(&tasks(), &list().unit("unit"), &relief).unwrap_err();
    let want = [("/frees/0", Code::UnknownName), ("/administrators", Code::Missing)];
    assert_eq!(found(&error), want);
    let one =
        Relief::new(Period::Week, 40.into(), Administrators::fte(1.into()), [""; 0], 1.into());
    let error = time_freed(&tasks(), &list().unit("unit"), &one).unwrap_err();
    assert_eq!(found(&error), [("/frees", Code::Empty), ("/administrators", Code::Conflict)]);
}

#[test]
fn supplements_and_columns() {
    let table = Table::builder("id", ["a", "b"])
        .column("heads", Numbers::parse([Some("-2"), None]))
        .column("name", ["x", "y"])
        .build()
        .unwrap();
    let supplement = PaySupplement::new("heads", "kronor", "name", ratio("31.42"));
    let error = pay_supplement(&table, &supplement).unwrap_err();
    assert_eq!(
        found(&error),
        [
            ("/frame/heads/0", Code::Negative),
            ("/frame/heads/1", Code::Missing),
            ("/monthly", Code::UnknownColumn),
            ("/frame/name", Code::WrongType),
            ("/contributions", Code::NotInRange),
        ]
    );
    // 10¹⁵ heads at 1,500 kr for 100 months are more öre than fit.
    let table = Table::builder("id", ["a"]).column("heads", [1_000_000_000_000_000i64]);
    let supplement = PaySupplement::new("heads", kr("1500"), 100, ratio("0"));
    let error = pay_supplement(&table.build().unwrap(), &supplement).unwrap_err();
    assert_eq!(found(&error), [("/frame/heads/0", Code::OutOfRange)]);
    assert!(error.is_too_large());
}

#[test]
fn a_sum_over_what_fits() {
    let table = Table::builder("id", ["a", "b"]).column("heads", [1, 1]).build().unwrap();
    let supplement = PaySupplement::new("heads", Money::MAX, 1, ratio("0"));
    let error = pay_supplement(&table, &supplement).unwrap_err();
    assert_eq!(found(&error), [("", Code::OutOfRange)]);
}

#[test]
fn agency_staff_without_what_they_are_compared_with() {
    let table = Table::builder("id", ["a"]).column("hours", [1]).build().unwrap();
    let error = agency_cost(&table, &AgencyComparison::by_hours("hours", 0)).unwrap_err();
    assert_eq!(
        found(&error),
        [
            ("/full_time_hours", Code::NotInRange),
            ("/price", Code::Missing),
            ("/salary", Code::Missing)
        ]
    );
    let comparison = AgencyComparison::by_hours("hours", 160).price(kr("-1"));
    let comparison = comparison.against(kr("1"), ratio("-0.1")).reference(ratio("-2"), motion());
    let error = agency_cost(&table, &comparison).unwrap_err();
    assert_eq!(
        found(&error),
        [
            ("/price", Code::Negative),
            ("/contributions", Code::Negative),
            ("/reference/value", Code::Negative)
        ]
    );
}

#[test]
fn posts_and_days() {
    let table = Table::builder("post", ["a", "b", "c"])
        .column("fte", [1, -1, 1])
        .column("cost", [1, 1, 1])
        .column("from", [Some("2017-02-30"), Some("2017-01-01"), None])
        .column("to", [None, Some("2016-12-31"), Some("31/12")])
        .column("share", Numbers::parse(["0.5", "1.5", "1"]))
        .build()
        .unwrap();
    let ask = GrantPosts::new("fte", "cost", "from", day("2019-12-31"), "share").to("to");
    let error = tail(&table, &ask.grant_from(day("2020-01-01")), 0).unwrap_err();
    assert_eq!(
        found(&error),
        [
            ("/last_year", Code::NotInRange),
            ("/frame/fte/1", Code::Negative),
            ("/frame/from/0", Code::Malformed),
            ("/frame/from/2", Code::Missing),
            ("/frame/to/2", Code::Malformed),
            ("/frame/share/1", Code::NotInRange),
            ("/frame/to/1", Code::Overlap),
            ("/grant_to", Code::Overlap),
        ]
    );
}

#[test]
fn spans_and_years_that_do_not_fit() {
    let table = Table::builder("post", ["a", "b"])
        .column("fte", [1, 1])
        .column("cost", [1, 1])
        .column("from", ["2017-01-01", "2018-01-01"])
        .column("to", [Some("2016-12-31"), None])
        .column("until", ["2019-12-31", "2016-12-31"])
        .build()
        .unwrap();
    let whole = || GrantPosts::new("fte", "cost", "from", "until", ratio("1"));
    let error = tail(&table, &whole().to("to").grant_from(day("2017-01-01")), 2020);
    let want = [("/frame/to/0", Code::Overlap), ("/frame/until/1", Code::Overlap)];
    assert_eq!(found(&error.unwrap_err()), want);
    for year in [2016, 2117] {
        let error = tail(&table, &whole(), year).unwrap_err();
        assert_eq!(found(&error), [("/last_year", Code::NotInRange)], "{year}");
    }
    assert!(tail(&table, &whole(), 2116).is_ok());
    // The grant pays in 2017 to 2019; only 2018 has a share. After it none is needed.
    let ask = GrantPosts::new("fte", "cost", "from", "until", [(2018, ratio("1"))]);
    let error = tail(&table, &ask, 2022).unwrap_err();
    let want = [("/grant_share/2017", Code::Missing), ("/grant_share/2019", Code::Missing)];
    assert_eq!(found(&error), want);
    assert!(tail(&table, &ask, 2018).is_err());
}

#[test]
fn a_table_with_groups() {
    let table =
        Table::builder("id", ["a", "a"]).column("heads", [1, 1]).column("s", ["1", "2"]).by("s");
    let supplement = PaySupplement::new("heads", kr("1"), 1, ratio("0"));
    let error = pay_supplement(&table.build().unwrap(), &supplement).unwrap_err();
    assert_eq!(found(&error), [("/by", Code::Conflict)]);
}
