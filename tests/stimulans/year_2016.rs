//! The made lines of 2016, a year of 366 days, and the line over the turn of the year.

use crate::{about, csv_line, flat, line, page, refusal, section, shipped};

#[test]
fn an_increase_is_a_mean_over_the_year() {
    let page = page(&["--year", "2016"]);
    // 2 FTE on 139 of 366 days are 0.7596 FTE-years, which fit in 38.76 − 38 = 0.76.
    assert!(about(&page, "L01").starts_with("L01 godkänd 456 000 456 000 0 0 "), "{page}");
    // 1 FTE on 122 of 366 days is 1/3, and 5.2 − 5 = 0.2 is 0.6 of that: 240,000 · 0.6.
    assert!(about(&page, "L02").starts_with("L02 delvis godkänd 240 000 144 000 96 000 0 "));
    // 60 · 1,500 kr · 3 months · 1.3142.
    assert!(about(&page, "L03").starts_with("L03 avslagen 354 834 0 354 834 0 "));
    // For 2016 the sources disagree about agency staff.
    let agency = about(&page, "L04");
    assert!(agency.starts_with("L04 under utredning 228 000 0 0 228 000 "), "{agency}");
    assert!(
        agency.contains("kräver bedömning. Får kostnaden för inhyrd personal räknas för 2016?")
    );
    // Administrators in Söder have become fewer: 2 − 2.5.
    assert!(about(&page, "L05").starts_with("L05 avslagen 130 000 0 130 000 0 "));
    let ruled = about(&page, "L06");
    assert!(ruled.starts_with("L06 avslagen 100 000 0 100 000 0 "), "{ruled}");
    assert!(ruled.contains("Tjänsten fanns i budgeten för 2016."), "{ruled}");
    assert_eq!(line(&page, "summa"), "summa 1 568 834 600 000 740 834 228 000");
}

#[test]
fn a_fall_in_another_role_is_told_or_netted() {
    let told = page(&["--year", "2016"]);
    let fall = "Bemanningen har minskat i en annan roll: administratör, 0,5";
    assert!(about(&told, "L01").contains(fall), "{told}");
    // Netted, 0.76 + 0.2 − 0.5 = 0.46 remain, of which are claimed 139/183 and 0.2, what the
    // supervisors' cap lets through: 878/915. Each gets 0.46 · 915/878 = 420.9/878 of that:
    // 456,000 · 420.9/878 = 218,599.544…, and 240,000 · 0.6 · 420.9/878 = 69,031.435….
    let netted = page(&["--year", "2016", "--across-roles"]);
    let first = about(&netted, "L01");
    assert!(first.starts_with("L01 delvis godkänd 456 000 218 599,54 237 400,46 0 "), "{first}");
    let second = about(&netted, "L02");
    assert!(second.starts_with("L02 delvis godkänd 240 000 69 031,44 170 968,56 0 "), "{second}");
    let table = section(&netted, "Bemanningen mot utgångsläget");
    // 878/915 = 0.95956….
    assert!(table.lines().any(|row| flat(row) == "alla alla – – 0,46 0,9596 0"), "{table}");
}

#[test]
fn agency_staff_over_the_turn_of_the_year_stand_on_two_lines() {
    for year in ["2016", "2017"] {
        let turn = section(&page(&["--year", year]), "Inhyrd personal över årsskiftet: raden L04");
        let rows: Vec<String> = turn.lines().map(flat).collect();
        for row in [
            "2016 2016-11-14–2016-12-31 under utredning 228 000 0 0 228 000",
            "2017 2017-01-01–2017-01-31 avslagen 155 000 0 155 000 0",
            // 17 + 31 = 48 of 79 days lie in 2016: 383,000 · 48/79 = 232,708.860….
            "2016 2016-11-14–2017-01-31 under utredning 383 000 0 150 291,14 232 708,86",
            "2017 2016-11-14–2017-01-31 avslagen 383 000 0 383 000 0",
        ] {
            assert!(rows.iter().any(|own| own == row), "{row}\n{turn}");
        }
    }
}

#[test]
fn a_single_line_over_the_turn_is_a_problem_or_parted_by_days() {
    let claims = shipped("over-arsskiftet.csv");
    let asked = ["--year", "2016", "--claims", &claims];
    let message = refusal(&asked);
    let place = "rad 3, kolumnen from: dagarna 2016-11-14–2017-01-31 går över 2017-01-01";
    assert!(message.contains(place) && message.contains("--split by_day"), "{message}");
    let english = refusal(&[&asked[..], &["--language", "en"]].concat());
    assert!(english.contains("the days 2016-11-14–2017-01-31 cross 2017-01-01"), "{english}");
    let by_day = [&asked[..], &["--split", "by_day"]].concat();
    let told = about(&page(&by_day), "L04");
    for text in [
        "L04 under utredning 383 000 0 150 291,14 232 708,86 ",
        "2016-11-14–2016-12-31: Anställningsformen är inhyrd",
        "2017-01-01–2017-01-31: Dagarna 2017-01-01–2017-01-31 och bidragets period",
        "48 av 79 dagar",
    ] {
        assert!(told.contains(text), "{text}\n{told}");
    }
    let csv = page(&[&by_day[..], &["--csv"]].concat());
    assert_eq!(
        csv_line(&csv, "L04"),
        "L04,Lövhamra,undetermined,383000,0,150291.14,232708.86,AGENCY_STAFF OUTSIDE_PERIOD SPLIT_BY_DAY"
    );
}
