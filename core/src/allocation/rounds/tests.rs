//! Tests of `rounds`.

use proptest::prelude::*;

use super::*;

fn texts(amounts: &[Money]) -> Vec<String> {
    amounts.iter().map(Money::to_string).collect()
}

fn facts<C: Into<Column>>(frame: [i64; 4], requisitioned: [i64; 4], wants: C) -> Table {
    let table = Table::builder("id", ["a", "b", "c", "d"]).column("frame", frame);
    let table = table.column("requisitioned", requisitioned).column("wants_more", wants);
    table.column("population", [1, 4, 2, 3]).build().unwrap()
}

fn round() -> SecondRound {
    SecondRound::new("frame", "requisitioned", "wants_more")
}

const FRAMES: [i64; 4] = [1_000_000, 600_000, 200_000, 200_000];
const USED: [i64; 4] = [1_000_000, 600_000, 120_000, 0];

fn found(table: &Table, round: &SecondRound) -> Vec<(String, Code)> {
    let error = second_round(table, round).unwrap_err();
    error.problems().iter().map(|p| (p.path().to_owned(), p.code())).collect()
}

#[test]
fn the_unclaimed_goes_to_those_that_want_more() {
    let rounds = second_round(&facts(FRAMES, USED, ["ja", "50000", "nej", "false"]), &round());
    let rounds = rounds.unwrap();
    assert_eq!(texts(rounds.second()), ["230000", "50000", "0", "0"]);
    assert_eq!(texts(rounds.sums()), ["1230000", "650000", "120000", "0"]);
    assert_eq!(rounds.unclaimed().to_string(), "280000");
    assert_eq!(rounds.unallocated(), Money::ZERO);
    let allocation = rounds.allocation().unwrap();
    assert_eq!([0, 1, 2].map(|row| allocation.bound(row)), ["", "maximum", ""]);

    // By population 1:4 the second has 224,000 of the 280,000.
    let wants = [true, true, false, false];
    let by_population = round().weights("population".parse().unwrap());
    let rounds = second_round(&facts(FRAMES, USED, wants), &by_population).unwrap();
    assert_eq!(texts(rounds.second()), ["56000", "224000", "0", "0"]);
}

#[test]
fn what_nobody_wants_is_left() {
    // Numbers are the most that each wants: 30,000 and 50,000 of 280,000.
    let wants = [30_000, 50_000, 0, 0];
    let rounds = second_round(&facts(FRAMES, USED, wants), &round()).unwrap();
    assert_eq!(texts(rounds.second()), ["30000", "50000", "0", "0"]);
    assert_eq!(rounds.unallocated().to_string(), "200000");
    // Nobody wants more; nobody that does has a weight; nothing is unclaimed.
    let rounds = second_round(&facts(FRAMES, USED, [false; 4]), &round()).unwrap();
    assert!(rounds.allocation().is_none());
    assert_eq!(rounds.unallocated().to_string(), "280000");
    let newcomer = [false, false, false, true];
    let rounds = second_round(&facts([5, 5, 5, 0], [5, 5, 0, 0], newcomer), &round()).unwrap();
    assert_eq!(
        (rounds.unallocated().to_string(), texts(rounds.second())[3].as_str()),
        ("5".into(), "0")
    );
    let by_population = round().weights("population".parse().unwrap());
    let rounds = second_round(&facts([5, 5, 5, 0], [5, 5, 0, 0], newcomer), &by_population);
    assert_eq!(texts(rounds.unwrap().second()), ["0", "0", "0", "5"]);
    let rounds = second_round(&facts(FRAMES, FRAMES, [true; 4]), &round()).unwrap();
    assert!(rounds.allocation().is_none() && rounds.unallocated() == Money::ZERO);
}

#[test]
fn a_maximum_is_cut_to_whole_units() {
    // 50,050 wanted is 50 whole units of 1,000 kr, and 99,999 is 99.
    let thousands = round().unit(Unit::kronor(1000).unwrap()).ties(TieRule::ById);
    let wants = ["yes", "50050", "no", "no"];
    let rounds = second_round(&facts(FRAMES, USED, wants), &thousands).unwrap();
    assert_eq!(texts(rounds.second()), ["230000", "50000", "0", "0"]);
    let rounds = second_round(&facts(FRAMES, USED, ["99999", "50050", "0", "0"]), &thousands);
    let rounds = rounds.unwrap();
    assert_eq!(texts(rounds.second()), ["99000", "50000", "0", "0"]);
    assert_eq!(rounds.unallocated().to_string(), "131000");
    let odd = facts(FRAMES, [1_000_000, 600_000, 119_999, 0], wants);
    assert_eq!(found(&odd, &thousands), [("/unit".to_owned(), Code::NotWholeUnits)]);
}

#[test]
fn more_wanted_with_the_frame_unused_is_a_contradiction() {
    let table = facts(FRAMES, [1_000_001, 600_000, 120_000, 0], ["no", "yes", "yes", "1"]);
    let want = [
        ("/frame/requisitioned/0".to_owned(), Code::Contradiction),
        ("/frame/wants_more/2".to_owned(), Code::Contradiction),
        ("/frame/wants_more/3".to_owned(), Code::Contradiction),
    ];
    assert_eq!(found(&table, &round()), want);
}

#[test]
fn everything_wrong_is_said_at_once() {
    let table = Table::builder("id", ["a", "b"])
        .column("frame", [Some(1), None])
        .column("requisitioned", [0, -1])
        .column("wants_more", [Some("Yes"), Some("")])
        .build()
        .unwrap();
    let check = round().weights("frame + x".parse().unwrap()).carried(-Money::MAX);
    let want = [
        ("/frame/frame/1", Code::Missing),
        ("/frame/requisitioned/1", Code::Negative),
        ("/frame/wants_more/0", Code::Malformed),
        ("/frame/wants_more/1", Code::Missing),
        ("/carried", Code::Negative),
        ("/weights", Code::UnknownColumn),
    ];
    assert_eq!(found(&table, &check), want.map(|(path, code)| (path.to_owned(), code)));
    let table = facts(FRAMES, USED, ["-1", "0.001", "99999999999999999999", "no"]);
    let codes: Vec<_> = found(&table, &round()).into_iter().map(|(_, code)| code).collect();
    assert_eq!(codes, [Code::Negative, Code::Malformed, Code::OutOfRange]);
    let unnamed = round().unit(Unit::kronor(1000).unwrap());
    let table = facts(FRAMES, USED, [None, Some(true), Some(false), Some(false)]);
    let want = [("/frame/wants_more/0", Code::Missing), ("/ties", Code::TieRuleRequired)];
    assert_eq!(found(&table, &unnamed), want.map(|(path, code)| (path.to_owned(), code)));
    // The frames, which are the weights as well, are missed once.
    let none = SecondRound::new("x", "frame", "y");
    let paths: Vec<_> = found(&table, &none).into_iter().map(|(path, _)| path).collect();
    assert_eq!(paths, ["/frame", "/wants_more"]);
}

proptest! {
    #[test]
    fn nothing_is_lost_and_nobody_gets_more_than_it_wants(
        rows in proptest::collection::vec((0i64..1000, 0u8..4, 0i64..1000, 0i64..1000), 1..12),
        carried in 0i64..500,
    ) {
        let mut columns = (Vec::new(), Vec::new(), Vec::new());
        for (frame, kind, used, more) in &rows {
            columns.0.push(*frame);
            columns.1.push(if *kind == 0 { *used.min(frame) } else { *frame });
            columns.2.push(match kind {
                0 | 1 => "no".to_owned(),
                2 => more.to_string(),
                _ => "yes".to_owned(),
            });
        }
        let ids = (0..rows.len()).map(|row| format!("{row:02}"));
        let table = Table::builder("id", ids).column("frame", columns.0).column("requisitioned", columns.1);
        let table = table.column("wants_more", columns.2).build().unwrap();
        let carried = Money::from_kronor(carried).unwrap();
        let rounds = second_round(&table, &round().carried(carried)).unwrap();
        let total = |amounts: &[Money]| Money::sum(amounts.iter().copied()).unwrap();
        let all = total(rounds.frames()).plus(carried).unwrap();
        prop_assert_eq!(total(rounds.sums()).plus(rounds.unallocated()).unwrap(), all);
        let mut all_have_enough = true;
        for (row, (frame, kind, _, more)) in rows.iter().enumerate() {
            let second = rounds.second()[row];
            let most = match kind {
                2 => Money::from_kronor(*more).unwrap(),
                3 => Money::MAX,
                _ => Money::ZERO,
            };
            prop_assert!(second >= Money::ZERO && second <= most);
            all_have_enough &= second == most || *frame == 0;
        }
        prop_assert!(rounds.unallocated() == Money::ZERO || all_have_enough);
        let more = rounds.facts("frame_2").unwrap().with_column("none", vec![false; rows.len()]).unwrap();
        let idle = second_round(&more, &SecondRound::new("frame_2", "frame_2", "none")).unwrap();
        prop_assert_eq!(idle.sums(), rounds.sums());
    }
}
