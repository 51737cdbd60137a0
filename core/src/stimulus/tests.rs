use proptest::prelude::*;

use super::column::WordColumn;
use super::{
    AssessOptions, ClaimColumns, ClaimLine, Claims, Grants, Split, Staffing, VerdictColumns,
    WhatIf, assess, assess_columns, assess_line, assess_one, reason_mask,
};
use crate::number::MISSING;
use crate::problem::Code;
use crate::{ConditionKind, Date, Language, Numbers, Outcome, Reason, catalog};

/// Claim lines as columns of codes.
#[derive(Clone, Debug)]
struct Lines {
    words: [Vec<u8>; 6],
    evidence: Vec<u8>,
    ruling: Vec<u8>,
    days: Vec<(i32, i32)>,
    fte: Vec<i64>,
    amount: Vec<i64>,
}

/// The first day of 2016, since 1970.
const FIRST: i32 = 16_801;

prop_compose! {
    fn lines()(rows in proptest::collection::vec(
        (
            [0u8..=4, 0u8..=3, 0u8..=6, 0u8..=2, 0u8..=6, 0u8..=5],
            proptest::bool::weighted(0.7),
            (0u8..=1, 0u8..=2),
            (FIRST - 40..FIRST + 800, 0..300i32),
            (1i64..100_000, 0i64..10_000_000_000),
        ),
        1..20,
    )) -> Lines {
        let mut lines = Lines {
            words: Default::default(),
            evidence: Vec::new(),
            ruling: Vec::new(),
            days: Vec::new(),
            fte: Vec::new(),
            amount: Vec::new(),
        };
        for (words, is_sound, (evidence, ruling), (from, days), (fte, amount)) in rows {
            // Most lines are sound but for a word or two.
            let sound = [1, 1, 1, 1, 1, 1];
            for (place, column) in lines.words.iter_mut().enumerate() {
                let keeps = is_sound && place != from as usize % 6;
                column.push(if keeps { sound[place] } else { words[place] });
            }
            lines.evidence.push(evidence);
            lines.ruling.push(ruling);
            lines.days.push((from, from + days));
            lines.fte.push(fte);
            lines.amount.push(amount);
        }
        lines
    }
}

impl Lines {
    fn claims(&self) -> Claims {
        let rows = self.fte.len();
        let day = |days: i32| Date::from_days_since_1970(days).unwrap().to_string();
        let mut claims = Claims::builder()
            .column("id", (0..rows).map(|row| format!("L{row}")).collect::<Vec<_>>())
            .column("recipient", vec!["0180"; rows])
            .column("from", self.days.iter().map(|days| day(days.0)).collect::<Vec<_>>())
            .column("to", self.days.iter().map(|days| day(days.1)).collect::<Vec<_>>())
            .column("fte", Numbers::scaled(self.fte.iter().copied().map(Some).collect(), 10_000))
            .column("amount", Numbers::scaled(self.amount.iter().copied().map(Some).collect(), 100))
            .column("evidence", self.evidence.iter().map(|own| *own == 1).collect::<Vec<_>>());
        for (column, codes) in WordColumn::ALL.iter().zip(&self.words) {
            let words: Vec<_> = codes.iter().map(|code| column.word(*code)).collect();
            claims = claims.column(column.name(), words);
        }
        let rulings = [None, Some("approved: prövat"), Some("refused: prövat")];
        let rulings: Vec<_> = self.ruling.iter().map(|own| rulings[usize::from(*own)]).collect();
        claims.column("ruling", rulings).build().unwrap()
    }

    fn first_days(&self) -> Vec<i32> {
        self.days.iter().map(|days| days.0).collect()
    }

    fn last_days(&self) -> Vec<i32> {
        self.days.iter().map(|days| days.1).collect()
    }

    fn columns<'c>(&'c self, from: &'c [i32], to: &'c [i32]) -> ClaimColumns<'c> {
        let [role, activity, cost_kind, employment, increase, frees_time_for] = &self.words;
        ClaimColumns {
            role,
            activity,
            cost_kind,
            employment,
            increase,
            frees_time_for,
            from,
            to,
            fte: &self.fte,
            fte_denominator: 10_000,
            amount: &self.amount,
            evidence: &self.evidence,
            ruling: &self.ruling,
            other_funding: &[],
        }
    }

    fn line(&self, row: usize) -> ClaimLine {
        let [role, activity, cost_kind, employment, increase, frees_time_for] =
            self.words.each_ref().map(|column| column[row]);
        let (from, to) = self.days[row];
        ClaimLine {
            role,
            activity,
            cost_kind,
            employment,
            increase,
            frees_time_for,
            from,
            to,
            fte: self.fte[row],
            fte_denominator: 10_000,
            amount: self.amount[row],
            evidence: self.evidence[row],
            ruling: self.ruling[row],
            other_funding: MISSING,
        }
    }
}

#[test]
fn a_fall_is_told_by_its_size() {
    // From five administrators to four.
    let document = serde_json::json!({"operation": "assess", "rulebook": "starkt-bemanning", "year": 2017,
        "claims": {"id": ["L1"], "recipient": ["0180"], "role": ["social_worker"],
            "activity": ["child_youth_authority"], "cost_kind": ["personnel"], "employment": ["employed"],
            "from": ["2017-01-01"], "to": ["2017-12-31"], "fte": [2], "increase": ["above_baseline"],
            "amount": [1_200_000]},
        "staffing": {"recipient": ["0180", "0180"], "role": ["social_worker", "administrator"],
            "baseline_fte": [10, 5], "actual_fte": [12, 4]}});
    let answer = crate::wire::answer(&document.to_string()).unwrap();
    let findings = &answer["findings"];
    let reasons = findings["reason"].as_array().unwrap();
    let at = reasons.iter().position(|reason| reason == "FALL_IN_OTHER_ROLE").unwrap();
    assert_eq!(findings["have"][at], "1");
}

#[test]
fn a_cap_of_many_digits_is_shared_exactly() {
    // 99.99 FTE are claimed, and there were 49.995 + 1/a − 1/b more, with a and b of 51 bits: half of
    // each line and a little more, which is no öre. The sums have over 127 bits.
    let lines = 100;
    let of = |word: &'static str| vec![word; lines];
    let ids: Vec<_> = (0..lines).map(|line| format!("L{line}")).collect();
    let document = serde_json::json!({"operation": "assess", "rulebook": "starkt-bemanning", "year": 2016,
        "claims": {"id": ids, "recipient": of("0180"), "role": of("social_worker"),
            "activity": of("child_youth_authority"), "cost_kind": of("personnel"),
            "employment": of("employed"), "from": of("2016-01-01"), "to": of("2016-12-31"),
            "fte": of("0.9999"), "increase": of("above_baseline"), "amount": vec![200; lines]},
        "staffing": {"recipient": ["0180"], "role": ["social_worker"],
            "baseline_fte": ["1/1125899906842597"],
            "actual_fte": ["11257873168519047611/225179981368517800"]}});
    let answer = crate::wire::answer(&document.to_string()).unwrap();
    assert_eq!(answer["lines"]["approved"], serde_json::json!(of("100")));
}

/// A full-time social worker more for 2016.
fn sound_line() -> ClaimLine {
    ClaimLine {
        role: 1,
        activity: 1,
        cost_kind: 1,
        employment: 1,
        increase: 1,
        frees_time_for: 0,
        from: FIRST,
        to: FIRST + 365,
        fte: 10_000,
        fte_denominator: 10_000,
        amount: 48_000_000,
        evidence: 0,
        ruling: 0,
        other_funding: MISSING,
    }
}

#[test]
fn a_line_by_itself_that_is_wrong_is_told() {
    let year = catalog::rulebook("starkt-bemanning").unwrap().year(2016).unwrap();
    assert!(assess_one(&year, &sound_line(), Split::Refuse).is_ok());
    let told = |line: ClaimLine| {
        let error = assess_one(&year, &line, Split::Refuse).unwrap_err();
        error.problems().iter().map(|p| (p.path().to_owned(), p.code())).collect::<Vec<_>>()
    };
    let wrong = ClaimLine { role: 200, fte: -1, ..sound_line() };
    let role = ("/role".to_owned(), Code::UnknownWord);
    assert_eq!(told(wrong), [role, ("/fte".to_owned(), Code::Negative)]);
}

proptest! {
    #[test]
    fn columns_and_lines_come_to_the_same(lines in lines(), year in 2016i16..=2018) {
        let rulebook = catalog::rulebook("starkt-bemanning").unwrap();
        let options = AssessOptions::new().split(Split::ByDay);
        let assessment = assess(&lines.claims(), &rulebook, year, None, &options).unwrap();
        let (from, to) = (lines.first_days(), lines.last_days());
        let rows = from.len();
        let (mut verdict, mut approved, mut undetermined) = (vec![0; rows], vec![0; rows], vec![0; rows]);
        let mut reasons = vec![0; rows];
        let out = VerdictColumns {
            verdict: &mut verdict,
            approved: &mut approved,
            undetermined: &mut undetermined,
            reasons: Some(&mut reasons),
        };
        let columns = lines.columns(&from, &to);
        assess_columns(&rulebook.year(year).unwrap(), &columns, Split::ByDay, out).unwrap();
        for row in 0..rows {
            let line = assessment.line(row);
            let own = (line.verdict as u8 + 1, line.approved.ore(), line.undetermined.ore());
            prop_assert_eq!((verdict[row], approved[row], undetermined[row]), own);
            let told = assessment.reasons(row).into_iter().map(reason_mask);
            prop_assert_eq!(reasons[row], told.fold(0, |mask, bit| mask | bit));
            let sum = line.approved.ore() + line.refused.ore() + line.undetermined.ore();
            prop_assert_eq!(sum, line.amount.ore());
            // The line by itself, decided at once or with its findings, is the same line.
            let one = assess_one(&rulebook.year(year).unwrap(), &lines.line(row), Split::ByDay).unwrap();
            prop_assert_eq!((one.verdict as u8 + 1, one.approved, one.undetermined), own);
            prop_assert_eq!(one.reasons, reasons[row]);
            let alone = assess_line(&rulebook.year(year).unwrap(), &columns, row, Split::ByDay).unwrap();
            prop_assert_eq!(alone.line(0).verdict, line.verdict);
            prop_assert_eq!(alone.line(0).approved, line.approved);
            prop_assert_eq!(alone.reasons(0), assessment.reasons(row));
        }
    }

    #[test]
    fn what_would_make_a_line_eligible_does(lines in lines()) {
        let rulebook = catalog::rulebook("starkt-bemanning").unwrap();
        let options = AssessOptions::new().split(Split::ByDay);
        let assessment = assess(&lines.claims(), &rulebook, 2016, None, &options).unwrap();
        for row in 0..lines.fte.len() {
            let WhatIf { changes, days_in_period, .. } = assessment.what_if(&format!("L{row}")).unwrap();
            let Some(changes) = changes else {
                prop_assert!(days_in_period.is_none());
                continue;
            };
            let mut mended = lines.clone();
            for change in &changes {
                let column = WordColumn::named(change.column).unwrap();
                prop_assert!(!change.need.contains(&change.have.unwrap_or_default()));
                mended.words[column as usize][row] = column.code(change.need[0]).unwrap();
            }
            mended.evidence[row] = 1;
            // What a ruling has settled needs no change as long as it stands.
            if !changes.is_empty() {
                mended.ruling[row] = 0;
            }
            let days = days_in_period.unwrap();
            mended.days[row] = (days.from().days_since_1970(), days.to().unwrap().days_since_1970());
            let again = assess(&mended.claims(), &rulebook, 2016, None, &options).unwrap();
            prop_assert_eq!(again.verdicts()[row], super::Verdict::Approved, "{:?}", changes);
            // No fewer changes do: with any one of them taken back, something is not met.
            for left_out in &changes {
                let column = WordColumn::named(left_out.column).unwrap();
                let mut other = mended.clone();
                other.words[column as usize][row] = lines.words[column as usize][row];
                let again = assess(&other.claims(), &rulebook, 2016, None, &options).unwrap();
                prop_assert_ne!(again.verdicts()[row], super::Verdict::Approved);
            }
        }
    }
}

#[test]
fn bad_columns_are_told_and_nothing_is_written() {
    let year = catalog::rulebook("starkt-bemanning").unwrap().year(2016).unwrap();
    let columns = ClaimColumns {
        role: &[9, 1],
        from: &[FIRST, FIRST + 5],
        to: &[FIRST, FIRST],
        fte: &[0, -1],
        fte_denominator: 0,
        amount: &[-1, 5],
        evidence: &[2],
        ruling: &[0, 7],
        ..ClaimColumns::default()
    };
    let (mut verdict, mut approved, mut undetermined) = ([7, 7], [7, 7], [7]);
    let out = VerdictColumns {
        verdict: &mut verdict,
        approved: &mut approved,
        undetermined: &mut undetermined,
        reasons: None,
    };
    let error = assess_columns(&year, &columns, Split::Refuse, out).unwrap_err();
    let mut found: Vec<_> = error.problems().iter().map(|p| (p.path(), p.code())).collect();
    found.sort_unstable();
    let want = [
        ("/amount/0", Code::Negative),
        ("/evidence", Code::LengthMismatch),
        ("/evidence/0", Code::UnknownWord),
        ("/fte/0", Code::NotInRange),
        ("/fte/1", Code::Negative),
        ("/fte_denominator", Code::NotInRange),
        ("/role/0", Code::UnknownWord),
        ("/ruling/1", Code::UnknownWord),
        ("/to/1", Code::Overlap),
        ("/undetermined", Code::LengthMismatch),
    ];
    assert_eq!(found, want);
    assert_eq!((verdict, approved, undetermined), ([7, 7], [7, 7], [7]));
}

#[test]
fn a_line_that_crosses_a_change_asks_for_two() {
    let year = catalog::rulebook("starkt-bemanning").unwrap().year(2016).unwrap();
    let columns = ClaimColumns {
        from: &[FIRST - 1],
        to: &[FIRST],
        fte: &[1],
        fte_denominator: 1,
        amount: &[100],
        ..ClaimColumns::default()
    };
    let (mut verdict, mut approved, mut undetermined) = ([7], [7], [7]);
    let mut judge = |split| {
        let out = VerdictColumns {
            verdict: &mut verdict,
            approved: &mut approved,
            undetermined: &mut undetermined,
            reasons: None,
        };
        let result = assess_columns(&year, &columns, split, out);
        (result, (verdict, approved, undetermined))
    };
    let (refused, out) = judge(Split::Refuse);
    let error = refused.unwrap_err();
    let problem = &error.problems()[0];
    assert_eq!((problem.path(), problem.code()), ("/from/0", Code::Crosses));
    assert!(problem.want().contains("2016-01-01"), "{}", problem.want());
    assert_eq!(out, ([7], [7], [7]));
    // One of two days is inside, and nothing is known of the line.
    let (split, out) = judge(Split::ByDay);
    split.unwrap();
    assert_eq!(out, ([4], [0], [50]));
}

fn two_lines() -> Claims {
    Claims::builder()
        .column("id", ["L1", "L2"])
        .column("recipient", ["1480", "1480"])
        .column("role", ["social_worker", "administrator"])
        .column("activity", ["child_youth_authority", "child_youth_authority"])
        .column("cost_kind", ["personnel", "personnel"])
        .column("employment", ["employed", "employed"])
        .column("increase", ["above_baseline", "above_baseline"])
        .column("frees_time_for", [None, Some("none")])
        .column("unit", ["Norr", "Norr"])
        .column("from", ["2017-01-01", "2017-01-01"])
        .column("to", ["2017-12-31", "2017-12-31"])
        .column("fte", [2, 1])
        .column("amount", [1_000_000, 400_000])
        .build()
        .unwrap()
}

#[test]
fn an_explanation_is_rule_facts_and_conclusion_with_sources() {
    let rulebook = catalog::rulebook("starkt-bemanning").unwrap();
    let assessment = assess(&two_lines(), &rulebook, 2017, None, &AssessOptions::new()).unwrap();
    for (language, marks) in [
        (Language::Swedish, ["UTKAST", "\nRegel\n", "\nFakta\n", "\nSlutsats\n", "godkänns inte"]),
        (Language::English, ["DRAFT", "\nRule\n", "\nFacts\n", "\nConclusion\n", "not approved"]),
    ] {
        let text = assessment.explain("L2", language).unwrap();
        let places: Vec<_> = marks.iter().map(|mark| text.find(mark).expect(mark)).collect();
        assert!(places.is_sorted() && places[0] == 0, "{text}");
        // The words of the source, not ours; and every rule of 2017 is Socialstyrelsen's.
        assert!(text.contains("”i deras arbete med myndighetsutövning”"), "{text}");
        let primary = language
            .pick("Varje regel vilar på en primärkälla.", "Every rule rests on a primary source.");
        assert!(text.ends_with(primary), "{text}");
        for (finding, _) in assessment.findings("L2").unwrap() {
            assert!(text.contains(&finding.statement(language)), "{text}");
        }
    }
}

#[test]
fn support_that_is_missing_in_primary_sources_is_told() {
    let lines = Claims::builder()
        .column("id", ["L1"])
        .column("recipient", ["1480"])
        .column("from", ["2016-01-01"])
        .column("to", ["2016-12-31"])
        .column("fte", [1])
        .column("amount", [1])
        .build()
        .unwrap();
    let rulebook = catalog::rulebook("starkt-bemanning").unwrap();
    let assessment = assess(&lines, &rulebook, 2016, None, &AssessOptions::new()).unwrap();
    let text = assessment.explain("L1", Language::Swedish).unwrap();
    // A press release has the period; what the money may be used for rests on a memorandum.
    assert!(text.contains("Stöd i en primärkälla saknas för regel 1, 2, 3, 4, 5, 6."), "{text}");
}

#[test]
fn room_is_what_the_caps_leave() {
    let staffing = Staffing::builder()
        .column("recipient", ["1480", "1480"])
        .column("unit", ["Norr", "Söder"])
        .column("role", ["social_worker", "social_worker"])
        .column("baseline_fte", [10, 10])
        .column("actual_fte", Numbers::parse(["13", "9.5"]))
        .build()
        .unwrap();
    let rulebook = catalog::rulebook("starkt-bemanning").unwrap();
    let options = AssessOptions::new();
    let assessment = assess(&two_lines(), &rulebook, 2017, Some(&staffing), &options).unwrap();
    // Norr has 3 more and claims 2; Söder has fallen; together 2.5 more.
    let rooms = assessment.room();
    let room: Vec<_> =
        rooms.iter().map(|room| (room.unit, room.role, room.left().unwrap().to_string())).collect();
    let role = Some("social_worker");
    let want = [(Some("Norr"), role, "1"), (Some("Söder"), role, "0"), (None, role, "0.5")];
    assert_eq!(room, want.map(|(unit, role, left)| (unit, role, left.to_owned())));
    assert_eq!(assessment.what_if("L1").unwrap().room.unwrap().to_string(), "0.5");
    assert_eq!(assessment.what_if("L2").unwrap().room, None);
}

#[test]
fn rulings_are_shown_and_overrule_nothing() {
    let lines = Claims::builder()
        .column("id", ["L1"])
        .column("recipient", ["1480"])
        .column("role", ["other"])
        .column("from", ["2017-01-01"])
        .column("to", ["2017-12-31"])
        .column("fte", [1])
        .column("amount", [1])
        .column("ruling", ["approved: vi vill"])
        .build()
        .unwrap();
    let rulebook = catalog::rulebook("starkt-bemanning").unwrap();
    let assessment = assess(&lines, &rulebook, 2017, None, &AssessOptions::new()).unwrap();
    assert_eq!(assessment.verdicts(), [super::Verdict::Refused]);
    let findings = assessment.findings("L1").unwrap();
    let (ruling, _) = findings.iter().find(|(own, _)| own.reason() == Reason::Ruling).unwrap();
    assert_eq!(ruling.outcome_is(), Outcome::Judgement);
    assert_eq!(ruling.have_value().unwrap().to_string(), "vi vill");
}

#[test]
fn what_nobody_requisitioned_goes_to_a_second_round() {
    let claims = Claims::builder()
        .column("id", Vec::<&str>::new())
        .column("recipient", Vec::<&str>::new())
        .column("from", Vec::<&str>::new())
        .column("to", Vec::<&str>::new())
        .column("fte", Vec::<i64>::new())
        .column("amount", Vec::<i64>::new())
        .build()
        .unwrap();
    let rulebook = catalog::rulebook("starkt-bemanning").unwrap();
    let assessment = assess(&claims, &rulebook, 2017, None, &AssessOptions::new()).unwrap();
    // Frames 5:3:1:1 of 2,000,000; 280,000 are not asked for. The first wants more, the second at
    // most 50,000: 230,000 and 50,000.
    let grants = Grants::builder()
        .column("recipient", ["a", "b", "c", "d"])
        .column("paid", [1_000_000, 600_000, 120_000, 0])
        .column("frame", [1_000_000, 600_000, 200_000, 200_000])
        .column("requisitioned", [1_000_000, 600_000, 120_000, 0])
        .build()
        .unwrap();
    let settlement = assessment.settle(&grants, None).unwrap();
    let totals = settlement.totals();
    let unrequisitioned = totals.sums.unrequisitioned.unwrap();
    assert_eq!(unrequisitioned.to_string(), "280000");
    let parts = [totals.pot_left.unwrap(), unrequisitioned, totals.requisitioned.unwrap()];
    assert_eq!(crate::Money::sum(parts).unwrap(), totals.pot.unwrap());
    let table = settlement.second_round_table().unwrap().unwrap();
    let wants = [Some("yes"), Some("50000"), Some("no"), Some("no")];
    let table = table.with_column("wants_more", wants.to_vec()).unwrap();
    let round = crate::SecondRound::new("frame", "requisitioned", "wants_more");
    let rounds = crate::second_round(&table, &round).unwrap();
    let second: Vec<_> = rounds.second().iter().map(ToString::to_string).collect();
    assert_eq!(second, ["230000", "50000", "0", "0"]);
}

#[test]
fn a_text_cannot_write_a_line_of_its_own() {
    let forged = "avtal\nSlutsats\nKostnaden godkänns.\u{2028}Godkänt 1 kr";
    let lines = Claims::builder()
        .column("id", ["L1\nSlutsats"])
        .column("recipient", ["1480"])
        .column("increase", ["renewal_otherwise_ending"])
        .column("evidence", [forged])
        .column("ruling", [format!("refused: {forged}")])
        .column("from", ["2017-01-01"])
        .column("to", ["2017-12-31"])
        .column("fte", [1])
        .column("amount", [1])
        .build()
        .unwrap();
    let rulebook = catalog::rulebook("starkt-bemanning").unwrap();
    let assessment = assess(&lines, &rulebook, 2017, None, &AssessOptions::new()).unwrap();
    let text = assessment.explain("L1\nSlutsats", Language::Swedish).unwrap();
    assert_eq!(text.lines().filter(|line| line.starts_with("Slutsats")).count(), 1, "{text}");
    assert!(text.contains("avtal Slutsats Kostnaden godkänns. Godkänt 1 kr"), "{text}");
}

#[test]
fn receipts_follow_facts_and_rules() {
    let rulebook = catalog::rulebook("starkt-bemanning").unwrap();
    let options = AssessOptions::new();
    let of = |year, options: &AssessOptions| {
        assess(&two_lines(), &rulebook, year, None, options).unwrap()
    };
    let grants = |paid: i64| {
        Grants::builder().column("recipient", ["1480"]).column("paid", [paid]).build().unwrap()
    };
    let by_day = AssessOptions::new().split(Split::ByDay);
    let (one, other) = (of(2017, &options), of(2018, &by_day));
    assert_eq!(one.receipt(), of(2017, &options).receipt());
    assert_eq!(one.receipt().rules()["increase"], "on_statement");
    assert_ne!(one.receipt().rules_hash(), other.receipt().rules_hash());
    assert_eq!(one.receipt().facts_hash(), other.receipt().facts_hash());
    let [first, second] = [5, 6].map(|paid| one.settle(&grants(paid), None).unwrap().receipt());
    assert_eq!(first.rules_hash(), second.rules_hash());
    assert_ne!(first.facts_hash(), second.facts_hash());
    assert_ne!(first.rules()["claims_sha256"], serde_json::Value::Null);
}

/// What a kind is the reason for can be told in a mask of reasons too.
#[test]
fn every_kind_of_condition_has_a_bit_among_the_reasons() {
    for kind in ConditionKind::ALL {
        assert_ne!(reason_mask(kind.reason()), 0, "{}", kind.word());
    }
}
