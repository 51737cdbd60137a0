//! Lists worked out by hand, and what must hold of any list.

mod large;
mod properties;

use super::*;
use crate::number::Ratio;

/// A list from lines of cells between semicolons; an empty cell is empty.
fn staff(header: &str, lines: &[&str]) -> Staff {
    let columns = header.split(';').enumerate().map(|(at, name)| {
        let cells = lines.iter().map(|line| {
            let cell = line.split(';').nth(at).unwrap_or_default();
            Some(cell.to_owned()).filter(|cell| !cell.is_empty())
        });
        let cells: Vec<Option<String>> = cells.collect();
        (name, cells)
    });
    columns.fold(Staff::new(), |staff, (name, cells)| staff.column(name, cells))
}

fn units() -> StaffOptions {
    StaffOptions::by(StaffBy::Unit)
}

fn teams() -> StaffOptions {
    StaffOptions::by(StaffBy::Supervisor)
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn cells(table: &Table, column: &str) -> Vec<Option<String>> {
    let rows = 0..table.len();
    match table.column(column).unwrap_or_else(|| panic!("no column {column}")) {
        Column::Numbers(numbers) => {
            rows.map(|row| numbers.get(row).map(|number| number.to_string())).collect()
        }
        Column::Texts(texts) => rows.map(|row| texts.get(row).map(str::to_owned)).collect(),
        Column::Flags(_) => panic!("no flags"),
    }
}

/// The cells of a column, `-` where one is empty.
fn shown(summary: &StaffSummary, column: &str) -> String {
    let cells = cells(summary.table(), column);
    cells.into_iter().map(|cell| cell.unwrap_or("-".to_owned())).collect::<Vec<_>>().join(" ")
}

/// Where and of what kind the problems are, in the order of their places.
fn problems(staff: &Staff, options: &StaffOptions) -> Vec<String> {
    let error = summarise_staff(staff, options).unwrap_err();
    let mut found: Vec<_> =
        error.problems().iter().map(|p| format!("{} {}", p.path(), p.code())).collect();
    found.sort();
    found
}

fn reasons(summary: &StaffSummary) -> Vec<String> {
    summary.findings().iter().map(|finding| finding.reason().to_string()).collect()
}

#[test]
fn thirty_people_at_a_fifth_are_exactly_six() {
    let lines: Vec<String> = (0..30).map(|i| format!("p{i};Norr;case;20,00 %")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let options = units().fte_unit(FteUnit::Percent);
    let summary = summarise_staff(&staff("person;unit;role;fte", &lines), &options).unwrap();
    assert_eq!(shown(&summary, "case_fte"), "6");
    assert_eq!(shown(&summary, "case_heads"), "30");
}

#[test]
fn who_counts_is_declared() {
    // In service 1 + 0.5, agency 1, on leave 0.75, vacant 1.
    let list = staff(
        "person;unit;role;fte;employment;status",
        &[
            "a;Norr;case;1;;",
            "b;Norr;case;0.5;employed;in_service",
            "c;Norr;case;1;agency;",
            "d;Norr;case;0.75;;on_leave",
            ";Norr;case;1;;vacant",
        ],
    );
    assert_eq!(problems(&list, &units()), ["/agency missing"]);
    let left_out = summarise_staff(&list, &units().agency(Counting::LeaveOut)).unwrap();
    let all = units().agency(Counting::Count).on_leave(Counting::Count).vacant(Counting::Count);
    let all = summarise_staff(&list, &all).unwrap();
    assert_eq!(
        (shown(&left_out, "case_fte"), shown(&left_out, "case_heads")),
        ("1.5".into(), "2".into())
    );
    // 1.5 + 1 + 0.75 + 1; a vacancy is nobody.
    assert_eq!((shown(&all, "case_fte"), shown(&all, "case_heads")), ("4.25".into(), "4".into()));
    for summary in [&left_out, &all] {
        // 1.5 + 0.75 + 1: the agency's person covers a post and has none.
        assert_eq!(shown(summary, "case_posts"), "3.25");
        assert_eq!(shown(summary, "case_agency_fte"), "1");
        assert_eq!(shown(summary, "case_agency_heads"), "1");
        assert_eq!(shown(summary, "case_on_leave_fte"), "0.75");
        assert_eq!(shown(summary, "case_vacant_fte"), "1");
        assert_eq!(reasons(summary), ["WHO_COUNTS"; 3]);
    }
    assert_eq!(
        left_out.remarks(Language::Swedish)[0],
        "Inhyrd personal, 1 årsarbetare: räknas inte med."
    );
    assert_eq!(all.remarks(Language::English)[2], "Vacant posts, 1 FTE: counted.");
}

#[test]
fn titles_are_mapped_and_nothing_is_guessed() {
    let list = staff(
        "person;unit;role;fte",
        &[
            "a;Norr;socialsekreterare;1",
            "b;Syd;1:e socialsekreterare;1",
            "c;Väst;Socialsekreterare;1",
            "d;Norr;kock;0.5",
            "e;Norr;kock;0.5",
        ],
    );
    let options = units()
        .roles([("socialsekreterare", "social_worker"), ("1:e socialsekreterare", "supervisor")])
        .role("assistent", "administrator");
    let summary = summarise_staff(&list, &options).unwrap();
    let unmapped: Vec<_> = summary.unmapped().iter().map(|u| (u.title(), u.rows())).collect();
    assert_eq!(unmapped, [("Socialsekreterare", 1), ("kock", 2)]);
    // Every unit has a row, and every role of the map its columns.
    assert_eq!(summary.table().ids().iter().collect::<Vec<_>>(), ["Norr", "Syd", "Väst"]);
    assert_eq!(shown(&summary, "social_worker_heads"), "1 0 0");
    assert_eq!(shown(&summary, "supervisor_fte"), "0 1 0");
    assert_eq!(shown(&summary, "administrator_posts"), "0 0 0");
    assert_eq!(
        summary.remarks(Language::English)[1],
        "The title kock has no role and is left out (rows: 2)."
    );
}

/// Ask leads Bo, Cai and a vacancy half her time and has cases the other half, led by Dag; Bo is led
/// by Dag too. Eva is a supervisor without a team, and Dag leads her; Dag's title is no role.
fn two_teams() -> Staff {
    staff(
        "person;unit;role;fte;supervisor;status",
        &[
            "Ask;Norr;supervisor;0.5;;",
            "Ask;Norr;case;0.5;Dag;",
            "Bo;Norr;case;0.4;Ask;",
            "Bo;Norr;case;0.4;Dag;",
            "Cai;Norr;case;1;Ask;",
            ";Norr;case;1;Ask;vacant",
            "Dag;Syd;chef;1;;",
            "Eva;Syd;supervisor;1;Dag;",
            "Fia;Syd;case;0.8;;",
        ],
    )
}

#[test]
fn a_team_is_who_is_led_and_never_the_one_who_leads() {
    let options = teams().role("case", "case").role("supervisor", "supervisor").total("employee");
    let summary = summarise_staff(&two_teams(), &options).unwrap();
    assert_eq!(summary.table().ids().iter().collect::<Vec<_>>(), ["Ask", "Dag", "Eva"]);
    assert_eq!(shown(&summary, "supervisor_heads"), "1 1 1");
    // Dag has no post as a supervisor; Eva has, and no team.
    assert_eq!(shown(&summary, "supervisor_fte"), "0.5 - 1");
    assert_eq!(shown(&summary, "case_heads"), "2 2 0");
    assert_eq!(shown(&summary, "case_fte"), "1.4 0.9 0");
    assert_eq!(shown(&summary, "case_vacant_fte"), "1 0 0");
    assert_eq!(shown(&summary, "case_posts"), "2.4 0.9 0");
    assert_eq!(shown(&summary, "led_supervisor_heads"), "0 1 0");
    // Dag: Ask, Bo and Eva.
    assert_eq!(shown(&summary, "employee_heads"), "2 3 0");
    // Dag's team is in Norr and Syd, and he has no post as a supervisor that tells.
    assert_eq!(shown(&summary, "unit"), "Norr - Syd");
    let told = reasons(&summary);
    assert_eq!(
        told,
        [
            "UNMAPPED_TITLE",
            "WHO_COUNTS",
            "SHARED_HEADS",
            "NO_SUPERVISOR",
            "PART_TIME_SUPERVISOR",
            "TEAM_ACROSS_UNITS"
        ]
    );
    // Two heads for half a post are four for a whole one.
    assert_eq!(
        summary.remarks(Language::English)[4],
        "The supervisor Ask leads 0.5 of full time: 4 heads for each full post."
    );
    let unit = summarise_staff(&two_teams(), &units()).unwrap();
    // Ask, Bo and Cai: Bo is one head in the unit.
    assert_eq!(shown(&unit, "case_heads"), "3 1");
    assert_eq!(shown(&unit, "case_fte"), "2.3 0.8");
}

#[test]
fn a_vacant_supervisor_is_no_head_and_an_absent_one_is_told() {
    let list = staff(
        "person;unit;role;fte;supervisor;status",
        &[
            "VAK;Norr;supervisor;1;;vacant",
            "Ask;Norr;supervisor;1;;on_leave",
            "Bo;Norr;case;1;VAK;",
            "Cai;Norr;case;1;Ask;",
        ],
    );
    let summary = summarise_staff(&list, &teams()).unwrap();
    assert_eq!(summary.table().ids().iter().collect::<Vec<_>>(), ["Ask", "VAK"]);
    assert_eq!(shown(&summary, "supervisor_heads"), "1 0");
    assert_eq!(shown(&summary, "supervisor_fte"), "- -");
    assert_eq!(shown(&summary, "unit"), "Norr Norr");
    assert_eq!(
        reasons(&summary),
        ["WHO_COUNTS", "WHO_COUNTS", "SUPERVISOR_ABSENT", "SUPERVISOR_ABSENT"]
    );
}

#[test]
fn shares_are_counts_over_heads_and_empty_where_not_known() {
    let list = staff(
        "person;unit;role;fte;experience_years;qualified;mentor_fte",
        &[
            "a;Norr;case;0.5;0,5;yes;0",
            "b;Norr;case;1;1;no;0.2",
            "c;Norr;case;1;12;ja;0.1",
            "d;Syd;case;1;;nej;0",
            "e;Syd;chef;1;2.9;yes;",
            "f;Norr;chef;1;3;yes;0",
        ],
    );
    let options = units().new_within(1).manager_under_years("chef", 3);
    let summary = summarise_staff(&list, &options).unwrap();
    // Norr: a is new (0.5 < 1), b is not (1 is not below 1). Syd: d's years are not known.
    assert_eq!(shown(&summary, "case_new_heads"), "1 -");
    assert_eq!(shown(&summary, "case_unqualified_heads"), "1 1");
    assert_eq!(shown(&summary, "chef_under_three_years_heads"), "0 1");
    assert_eq!(shown(&summary, "case_mentor_fte"), "0.3 0");
    assert_eq!(shown(&summary, "case_casework_fte"), "2.2 1");
    assert_eq!(shown(&summary, "chef_casework_fte"), "1 -");
    assert!(summary.table().column("case_under_three_years_heads").is_none());
    assert_eq!(reasons(&summary), ["EMPTY_CELLS"; 2]);
}

#[test]
fn hours_are_parts_of_full_time() {
    let list = staff(
        "person;unit;role;fte;hours;mentor_hours",
        &["a;Norr;case;;487,5;195", "b;Norr;case;0.75;;0"],
    );
    assert_eq!(problems(&list, &units()), ["/full_time_hours missing"]);
    let summary = summarise_staff(&list, &units().full_time_hours(1950)).unwrap();
    // 487.5 / 1950 = 1/4, and 195 / 1950 = 1/10.
    assert_eq!(shown(&summary, "case_fte"), "1");
    assert_eq!(shown(&summary, "case_casework_fte"), "0.9");
    let zero = units().full_time_hours(0);
    assert!(problems(&list, &zero).contains(&"/full_time_hours malformed".to_owned()));
}

#[test]
fn a_span_weighs_by_days() {
    let list = staff(
        "person;unit;role;fte;from;to",
        &[
            "a;Norr;case;0.5;2016-01-01;2016-06-30",
            "b;Norr;case;1;;2016-12-31",
            "a;Norr;case;1;2016-07-01;2016-07-30",
            "c;Norr;case;1;2017-01-01;",
        ],
    );
    let year = units().span(Span::year(2016).unwrap());
    let summary = summarise_staff(&list, &year).unwrap();
    // (0.5·182 + 1·366 + 1·30) / 366, and (182 + 30 + 366) / 366.
    assert_eq!(shown(&summary, "case_fte"), "487/366");
    assert_eq!(shown(&summary, "case_heads"), "289/183");
    let on = |text: &str| summarise_staff(&list, &units().at(day(text))).unwrap();
    assert_eq!(shown(&on("2016-06-30"), "case_fte"), "1.5");
    assert_eq!(shown(&on("2016-07-01"), "case_fte"), "2");
    assert_eq!(shown(&on("2016-07-31"), "case_heads"), "1");
    assert_eq!(shown(&on("2017-01-01"), "case_heads"), "1");
    // Nobody is there, and the unit is.
    assert_eq!(problems(&list, &units()), ["/at missing"]);
    let both = year.at(day("2016-01-01"));
    assert_eq!(problems(&list, &both), ["/span conflict"]);
    let open = units().span(Span::new(day("2016-01-01"), None).unwrap());
    assert_eq!(problems(&list, &open), ["/span/to missing"]);
}

#[test]
fn a_change_of_supervisor_shares_the_head_by_time() {
    let list = staff(
        "person;unit;role;fte;supervisor;from;to",
        &[
            "Ask;Norr;supervisor;1;;2016-01-01;2016-01-10",
            "Bea;Norr;supervisor;1;;2016-01-11;2016-01-20",
            "c;Norr;case;1;Ask;2016-01-01;2016-01-10",
            "c;Norr;case;1;Bea;2016-01-11;2016-01-20",
        ],
    );
    let span = Span::new(day("2016-01-01"), Some(day("2016-01-20"))).unwrap();
    let summary = summarise_staff(&list, &teams().span(span)).unwrap();
    assert_eq!(shown(&summary, "supervisor_heads"), "0.5 0.5");
    assert_eq!(shown(&summary, "case_heads"), "0.5 0.5");
    assert_eq!(shown(&summary, "supervisor_fte"), "0.5 0.5");
    let first = summarise_staff(&list, &teams().at(day("2016-01-10"))).unwrap();
    assert_eq!(first.table().ids().iter().collect::<Vec<_>>(), ["Ask"]);
    let before = teams().at(day("2015-01-01"));
    assert_eq!(problems(&list, &before), ["/staff/supervisor empty"]);
}

#[test]
fn the_transitional_rule_on_qualification_ends() {
    let list = staff(
        "person;unit;role;fte;qualified;hired_on",
        &[
            "a;Norr;case;1;no;2014-06-30",
            "b;Norr;case;1;no;2014-07-01",
            "c;Syd;case;1;no;",
            "d;Syd;case;1;yes;",
        ],
    );
    let rule = |options: StaffOptions| options.transition(day("2014-07-01"), day("2022-06-30"));
    let on = |text: &str| {
        let options = rule(units().at(day(text)));
        shown(&summarise_staff(&list, &options).unwrap(), "case_unqualified_heads")
    };
    assert_eq!(on("2022-06-30"), "1 -");
    assert_eq!(on("2022-07-01"), "2 1");
    // Ten days, five of them under the rule: b on all, a on five.
    let span = Span::new(day("2022-06-26"), Some(day("2022-07-05"))).unwrap();
    let summary = summarise_staff(&list, &rule(units().span(span))).unwrap();
    assert_eq!(shown(&summary, "case_unqualified_heads"), "1.5 -");
    assert_eq!(problems(&list, &rule(units())), ["/at missing"]);
}

#[test]
fn every_problem_comes_at_once_and_names_rows() {
    let list = staff(
        "person;unit;role;fte;hours;supervisor;employment;from;to;status;experience_years;qualified",
        &[
            "anna;Norr;case;75;;;;;;;;",
            "bert;;case;0;;;;;;;;",
            ";Norr;;0.5;;;;;;;;",
            "carl;Norr;case;-1;;;;;;;;",
            "dora;Norr;case;;;;;;;;;",
            "emil;Norr;case;1;40;;;;;;;",
            "frid;Norr;case;x;;;;;;;;",
            "gert;Norr;case;1;;nils;;;;;;",
            "hans;Norr;case;1;;hans;;;;;;",
            "inga;Norr;case;1;;;agency;;;on_leave;;",
            "jens;Norr;case;1;;;inhyrd;;;borta;;",
            "kaj;Norr;case;1;;;;2016-02-30;;;;",
            "lars;Norr;case;1;;;;2016-02-01;2016-01-31;;;",
            "maja;Norr;case;0.75;;;;;;;x;kanske",
        ],
    );
    let options = units().agency(Counting::Count).at(day("2016-01-01")).new_within(0).total("case");
    let want = [
        "/new_within not_in_range",
        "/staff/employment/10 unknown_word",
        "/staff/experience_years/13 malformed",
        "/staff/from/11 malformed",
        "/staff/fte/0 over_full_post",
        "/staff/fte/1 malformed",
        "/staff/fte/3 negative",
        "/staff/fte/4 missing",
        "/staff/fte/6 malformed",
        "/staff/hours/5 contradiction",
        "/staff/person/2 missing",
        "/staff/qualified/13 unknown_word",
        "/staff/role/2 missing",
        "/staff/status/10 unknown_word",
        "/staff/status/9 contradiction",
        "/staff/supervisor/7 unknown_id",
        "/staff/supervisor/8 contradiction",
        "/staff/to/12 contradiction",
        "/staff/unit/1 missing",
        "/total conflict",
    ];
    assert_eq!(problems(&list, &options), want);
    let text = summarise_staff(&list, &options).unwrap_err().to_string();
    for person in ["anna", "gert", "hans", "nils"] {
        assert!(!text.contains(person), "{person}");
    }
    assert!(text.contains("is it percent? then the fte_unit is percent"));
}

#[test]
fn columns_are_those_that_are_known() {
    let list = Staff::new()
        .column("person", ["a", "b"])
        .column("unit", ["N"])
        .column("unit", ["N", "N"])
        .column("lön", [1, 2]);
    let want = [
        "/staff/lön unknown_column",
        "/staff/role missing",
        "/staff/unit duplicate",
        "/staff/unit length_mismatch",
    ];
    assert_eq!(problems(&list, &units()), want);
    assert!(problems(&Staff::new(), &teams()).contains(&"/staff empty".to_owned()));
}

#[test]
fn a_person_is_one_thing_at_a_time() {
    let header = "person;unit;role;fte;supervisor;from;to;status;experience_years;reason";
    let list = staff(
        header,
        &[
            // The same twice from the 10th to the 20th.
            "a;Norr;case;0.4;;2016-01-01;2016-01-20;;;",
            "a;Norr;case;0.4;;2016-01-10;2016-01-31;;;",
            // 0.7 + 0.7 on the 31st.
            "b;Norr;case;0.7;;;2016-01-31;;;",
            "b;Syd;case;0.7;;2016-01-31;;;;",
            // Two things in one role.
            "c;Norr;case;0.5;;;;;2;",
            "c;Syd;case;0.5;;;;;3;",
            // On leave from one post and in service in another, and partly on leave: no problem.
            "d;Norr;case;1;;;;on_leave;;",
            "d;Norr;chef;0.8;;;;;;",
            "d;Norr;chef;0.2;;;;on_leave;;",
            // More than a full post, with a reason.
            "e;Norr;case;1;;;;;;extra vid sjukdom",
            "e;Syd;case;0.1;;;;;;",
        ],
    );
    let options = units().at(day("2016-01-01"));
    let want = [
        "/staff/experience_years/5 contradiction",
        "/staff/fte/3 over_full_post",
        "/staff/person/1 duplicate",
    ];
    assert_eq!(problems(&list, &options), want);
    let sound = staff(header, &["e;Norr;case;1.2;;;;;;jour", "f;Norr;case;1;;;;;;"]);
    let summary = summarise_staff(&sound, &options).unwrap();
    assert_eq!(shown(&summary, "case_fte"), "2.2");
    assert_eq!(
        summary.remarks(Language::Swedish),
        ["Mer än heltid en dag, med angivet skäl: rad 0 (antal: 1)."]
    );
    let absurd = staff(header, &["e;Norr;case;75;;;;;;jour"]);
    assert_eq!(problems(&absurd, &options), ["/staff/fte/0 over_full_post"]);
}

#[test]
fn options_go_with_the_list() {
    let list = staff("person;unit;role;fte", &["a;Norr;case;1"]);
    let options = units()
        .new_within(Ratio::one())
        .manager_under_years("chef", 3)
        .manager_under_years("chef", 5)
        .transition(day("2014-07-01"), day("2022-06-30"));
    let want = [
        "/at missing",
        "/manager_under_years/chef duplicate",
        "/manager_under_years/chef unknown_column",
        "/manager_under_years/chef unknown_column",
        "/manager_under_years/chef unknown_name",
        "/manager_under_years/chef unknown_name",
        "/new_within unknown_column",
        "/transition unknown_column",
        "/transition unknown_column",
    ];
    assert_eq!(problems(&list, &options), want);
    assert_eq!(problems(&list, &teams()), ["/staff/supervisor missing"]);
    let twice = units().role("case", "x").role("case", "y").role("chef", "");
    assert_eq!(problems(&list, &twice), ["/roles/case duplicate", "/roles/chef missing"]);
    // A map of nothing leaves every title out.
    let none = summarise_staff(&list, &units().roles::<&str, &str>([])).unwrap();
    assert_eq!((none.unmapped().len(), none.table().columns().count()), (1, 0));
}
