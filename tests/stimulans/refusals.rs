//! What is wrong with a question or a file is told, everything at once.

use crate::{own_file, refusal, shipped};

#[test]
fn wrong_options_are_told_at_once_and_in_one_language() {
    let arguments = [
        "--year",
        "2015",
        "--sharing",
        "even",
        "--split",
        "month",
        "--explain",
        "L1",
        "--csv",
        "--nope",
        "extra",
    ];
    let swedish = refusal(&arguments);
    for text in [
        "--year 2015: bidragsåret ska vara ett år i bidragets period, 2016-01-01–2016-12-31, 2017-01-01–",
        "--sharing even: ska vara något av pro_rata, by_start, by_list.",
        "--split month: ska vara något av refuse, by_day.",
        "--explain och --csv går inte att ange tillsammans.",
        "”L1”: det finns ingen sådan rad. Raderna: L01, L02",
        "--nope: det finns inget sådant tillval",
        "”extra” hör inte till något tillval.",
    ] {
        assert!(swedish.contains(text), "{text}\n{swedish}");
    }
    let english = refusal(&[&arguments[..], &["--language", "en"]].concat());
    assert_eq!(english.lines().count(), swedish.lines().count(), "{english}");
    assert!(english.contains("there is no such line. The lines: L01"), "{english}");
    for (arguments, text) in [
        (&["--year", "2018"][..], "påhittade rader följer med för 2016 och 2017"),
        (&["--year", "17"], "--year 17: bidragsåret"),
        (&["--rulebook", "x"], "--rulebook x: regelböckerna är starkt-bemanning, "),
        (&["--claims", "x.csv"], "--year ÅR saknas"),
        (&["--claims", "x.csv"], "Filen x.csv går inte att läsa: den finns inte"),
        (&["--what-if", "L99"], "”L99”: det finns ingen sådan rad."),
        (&["--explain", "L01", "--what-if", "L02"], "--explain och --what-if går inte"),
        (&["--language", "de"], "språket är sv"),
    ] {
        let message = refusal(arguments);
        assert_eq!(message.matches(text).count(), 1, "{text}\n{message}");
    }
}

#[test]
fn everything_wrong_with_the_files_comes_at_once() {
    let claims = own_file(
        "wrong.csv",
        "id;recipient;role;from;to;fte;increase;amount;ruling;activity\n\
         A;X;soc;2017-02-30;2017-03-01;0;utökning;1,234;ja;\n\
         A;;arbetsledare;2017-03-02;2017-03-01;-1;nej;;godkänd:;\n\
         B;X;socialsekreterare;2017-03-02;2017-03-05;1;ingen ökning;1.000;;xyz\n",
    );
    let staffing = own_file(
        "wrong-staffing.csv",
        "recipient;role;unit;baseline_fte;actual_fte\nX;arbetsledare;;1;2\nX;arbetsledare;N;1;x\n\
         X;chef;N;1;2\n",
    );
    let grants = own_file(
        "wrong-grants.csv",
        "recipient;paid;frame;requisitioned;report_received_on\nX;100;100;200;i går\nX;;1;1;\n",
    );
    let asked =
        ["--year", "2017", "--claims", &claims, "--staffing", &staffing, "--grants", &grants];
    let message = refusal(&asked);
    for text in [
        "wrong.csv: 14 fel",
        "rad 2, kolumnen role: ”soc” ska vara något av: socialsekreterare, arbetsledare, administratör,",
        "rad 2, kolumnen from: ”2017-02-30” är ingen dag i kalendern",
        "rad 2, kolumnen fte: årsarbetarna ska vara fler än noll.",
        "rad 2, kolumnen amount: ”1,234”: kronor skrivs i hela ören",
        "rad 2, kolumnen ruling: ”ja”: skriv som ”godkänd: SKÄL”",
        "rad 3, kolumnen id: raden A står redan.",
        "rad 3, kolumnen recipient: cellen är tom.",
        "rad 3, kolumnen to: sista dagen 2017-03-01 är före den första.",
        "rad 3, kolumnen fte: -1 är under noll.",
        "rad 3, kolumnen increase: ”nej” ska vara något av: utökning, ",
        "rad 3, kolumnen amount: cellen är tom.",
        "rad 3, kolumnen ruling: ”godkänd:”",
        "rad 4, kolumnen amount: ”1.000” kan läsas på flera sätt",
        "rad 4, kolumnen activity: ”xyz” ska vara något av",
        "wrong-staffing.csv: 3 fel",
        "rad 3, kolumnen unit: en roll har antingen enhet på varje rad",
        "rad 3, kolumnen actual_fte: ”x” är inget tal",
        "rad 4, kolumnen role: ”chef” ska vara",
        "wrong-grants.csv: 4 fel",
        "rad 2, kolumnen requisitioned: 200 är mer än bidragsramen.",
        "rad 2, kolumnen report_received_on: ”i går” är ingen dag",
        "rad 3, kolumnen recipient: X står redan.",
        "rad 3, kolumnen paid: cellen är tom.",
    ] {
        assert!(message.contains(text), "{text}\n{message}");
    }
    // Three headings, and 14 + 3 + 4 faults.
    assert_eq!(message.lines().count(), 24, "{message}");
    let english = refusal(&[&asked[..], &["--language", "en"]].concat());
    assert_eq!(english.lines().count(), message.lines().count(), "{english}");
    let columns = own_file("columns.csv", "id;recipient;from;fte\nA;X;2017-01-01;1\n");
    let message = refusal(&["--year", "2017", "--claims", &columns]);
    assert!(message.contains("kolumner saknas: to, amount."), "{message}");
}

#[test]
fn lists_that_do_not_go_together_are_refused() {
    // The staffing and the grants that ship are of Lövhamra.
    let other = own_file("elsewhere.csv", "recipient;paid\nAnnanby;1 000\n");
    let message = refusal(&["--grants", &other]);
    assert!(message.contains("kostnader-2017.csv: 1 fel"), "{message}");
    let text = "rad 3, kolumnen recipient: Lövhamra redovisar kostnader men har ingen rad";
    assert!(message.contains(text), "{message}");
    let waived = own_file("waived.csv", "recipient;paid;waived\nLövhamra;5 400 000;540 001\n");
    let message = refusal(&["--grants", &waived]);
    let text = "waived.csv: 1 fel\n  rad 2, kolumnen waived: 540001 är mer än vad som ska betalas";
    assert!(message.contains(text), "{message}");
    let staffing = shipped("bemanning-2017.csv");
    let arguments = ["--rulebook", "kompetens-stabilitet-kvalitet", "--staffing", &staffing];
    let message = refusal(&arguments);
    assert!(message.contains("regelboken har inget tak mot ett utgångsläge"), "{message}");
    // A line that crosses is told although the staffing is wrong.
    let claims = shipped("over-arsskiftet.csv");
    let wrong = own_file("wrong-role.csv", "recipient;role;baseline_fte;actual_fte\nX;chef;1;2\n");
    let arguments = ["--year", "2016", "--claims", &claims, "--staffing", &wrong];
    let message = refusal(&arguments);
    assert!(message.contains("wrong-role.csv: 1 fel") && message.contains("går över 2017-01-01"));
}
