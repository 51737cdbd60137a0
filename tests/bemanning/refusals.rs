//! What is wrong with a question or a file is told, everything at once.

use crate::example::file;
use crate::plan::COSTS;
use crate::refusal;

#[test]
fn wrong_options_are_told_at_once_and_in_one_language() {
    let arguments = [
        "--at",
        "2017-02-29",
        "--cases-per-worker",
        "0",
        "--new-within",
        "-1",
        "--cost",
        "x",
        "--cost",
        "supervisor=700,000",
        "--fundable",
        "manager",
        "--grant-ends",
        "snart",
        "--grant-share",
        "2",
        "--csv",
        "--explain",
        "Norr",
        "extra",
        "--from",
        "2016-01-01",
        "--to",
        "2015-01-01",
        "--at",
        "2016-01-01",
        "--nope",
    ];
    let swedish = refusal(&arguments);
    for text in [
        "--at står flera gånger.",
        "--cases-per-worker 0: det ska vara ett tal över 0, som 15 eller 12,5.",
        "--new-within -1: det ska vara ett tal över 0",
        "--cost x: skriv roll och kronor om året, som social_worker=700000.",
        // Seven hundred, or thousands of them?
        "--cost supervisor=700,000: skriv roll och kronor",
        "--fundable manager: --cost manager=KRONOR saknas.",
        "--grant-ends snart: skriv dagen som 2016-12-31.",
        "--grant-share 2: andelen ska vara ett tal från 0 till 1, som 0,8.",
        "--csv och --explain går inte",
        "”extra” hör inte till något tillval.",
        "--from 2016-01-01 är efter --to 2015-01-01.",
        "--nope: det finns inget sådant tillval",
    ] {
        let text = text.replace("--csv och --explain går inte", "--explain och --csv går inte");
        assert!(swedish.contains(&text), "{text}\n{swedish}");
    }
    let english = refusal(&[&arguments[..], &["--language", "en"]].concat());
    assert_eq!(english.lines().count(), swedish.lines().count(), "{english}");
    for text in ["it must be a number over 0", "belongs to no option", "is after --to"] {
        assert!(english.contains(text), "{english}");
    }
    for (arguments, text) in [
        (&["--grant-ends", "2019-12-31"][..], "--grant-ends: ange med --fundable"),
        (&["--grant-share", "0,5"], "--grant-share hör till --grant-ends"),
        (
            &["--cost", "socialsekreterare=1"],
            "det finns ingen sådan roll; rollerna är administrator,",
        ),
        (&["--cost", "supervisor=1", "--cost", "supervisor=2"], "kostnad står flera gånger"),
        (&["--cost", "supervisor=-1"], "--cost supervisor=-1: skriv roll"),
        (&["--data", "x.csv"], "--at DAG saknas"),
        (
            &["--data", "x.csv", "--at", "2017-01-01"],
            "Filen x.csv går inte att läsa: den finns inte",
        ),
        (&["--language", "de"], "språket är sv"),
    ] {
        assert!(refusal(arguments).contains(text), "{text}");
    }
    let over: Vec<&str> =
        [&COSTS[..], &["--fundable", "supervisor", "--grant-ends", "2017-12-31"]].concat();
    assert!(refusal(&over).contains("dagen ska vara efter 2017-12-31"));
    assert_eq!(crate::example::ask("bemanning", ["--help"]).status, Some(0));
}

#[test]
fn everything_wrong_with_the_files_comes_at_once() {
    let list = "person;unit;title;fte;supervisor;employment;from;to;status;experience_years;qualified\n\
                a;N;Socialsekreterare;75,00 %;b;anstäld;2016-13-01;;;1;kanske\n\
                a;N;Socialsekreterare;50,00 %;b;;;;;;\n\
                b;N;1:e socialsekreterare;x;zz;;2017-01-01;2016-01-01;;;\n\
                ;N;Socialsekreterare;100 %;b;;;;;;\n\
                c;;;;c;;;;;-1;\n\
                d;N;Socialsekreterare;60 %;b;;;;;;\n\
                d;N;1:e socialsekreterare;60 %;b;;;;;;;x\n\
                e;N;Socialsekreterare;10 %;b;;;;;;\n\
                e;N;Socialsekreterare;20 %;b;inhyrd;;;vakant;;\n";
    let shaped = list.replace(";;x\n", "\n");
    let data = file("wrong-list.csv", shaped);
    let cases = file("wrong-cases.csv", "unit;cases;from;to\nN;12;;\nN;1.000;2016-02-01;\n");
    let roles = file("wrong-roles.csv", "title;role\nA;\nA;x\n");
    let arguments = ["--data", &data, "--cases", &cases, "--roles", &roles, "--at", "2017-01-01"];
    let message = refusal(&arguments);
    for text in [
        "wrong-list.csv: ",
        "rad 2, kolumnen employment: ”anstäld” ska vara något av anställd, inhyrd",
        "rad 2, kolumnen from: ”2016-13-01” är ingen dag",
        "rad 2, kolumnen qualified: ”kanske” ska vara något av ja, nej",
        "rad 4, kolumnen fte: ”x” är ingen sysselsättningsgrad",
        "rad 4, kolumnen supervisor: arbetsledaren finns inte i kolumnen person.",
        "rad 4, kolumnen to: 2016-01-01 är före första dagen.",
        "rad 5, kolumnen person: vem det är saknas",
        "rad 6, kolumnen unit: cellen är tom.",
        "rad 6, kolumnen title: cellen är tom.",
        "rad 6, kolumnen fte: sysselsättningsgraden saknas.",
        "rad 6, kolumnen supervisor: någon leder sig själv.",
        "rad 6, kolumnen experience_years: -1 är under noll.",
        "rad 10, kolumnen status: inhyrd personal är varken",
        "wrong-cases.csv: 1 fel",
        "rad 3, kolumnen cases: ”1.000” kan läsas på flera sätt",
        "wrong-roles.csv: 2 fel",
        "rad 2, kolumnen role: cellen är tom.",
        "rad 3, kolumnen title: titeln står redan.",
    ] {
        assert!(message.contains(text), "{text}\n{message}");
    }
    let english = refusal(&[&arguments[..], &["--language", "en"]].concat());
    assert_eq!(english.lines().count(), message.lines().count(), "{english}");
    assert!(english.contains("line 6, column supervisor: someone supervises herself."));
    // What the form is wrong about.
    let long = refusal(&["--data", &file("long-list.csv", list), "--at", "2017-01-01"]);
    assert!(
        long.contains("rad 8, kolumnen 12: raden har fler celler än rubriken (”x”)."),
        "{long}"
    );
    let columns = file("columns-list.csv", "person;enhet;fte;fte\na;N;1;1\n");
    let columns = refusal(&["--data", &columns, "--at", "2017-01-01"]);
    for text in
        ["kolumner saknas: unit, title. Filen har: person, enhet", "kolumnen står två gånger"]
    {
        assert!(columns.contains(text), "{columns}");
    }
    let roles = file("no-worker.csv", "title;role\nA;supervisor\n");
    assert!(refusal(&["--roles", &roles]).contains("ingen titel har rollen social_worker"));
}

#[test]
fn what_cannot_be_so_is_told_with_its_lines() {
    let rows = |rows: &str| {
        let list = format!("person;unit;title;fte;supervisor;from;to\n{rows}");
        let list = file("cannot.csv", list);
        refusal(&["--data", &list, "--at", "2017-01-01"])
    };
    let over = rows("a;N;Socialsekreterare;60 %;;;\na;N;1:e socialsekreterare;60 %;;;\n");
    assert!(over.contains("rad 3, kolumnen fte: mer än en heltid samma dag"), "{over}");
    let twice = rows("a;N;Socialsekreterare;40 %;;;\na;N;Socialsekreterare;40 %;;;\n");
    assert!(twice.contains("samma person, titel, enhet och arbetsledare som på rad 2"), "{twice}");
    let list = file("one.csv", "person;unit;title;fte\na;N;Socialsekreterare;100 %\n");
    for (cases, text) in [
        (
            "unit;cases\nNorge;1\n",
            "rad 2, kolumnen unit: enheten Norge finns inte i personallistan.",
        ),
        ("unit;cases\nN;1\nN;2\n", "rad 3, kolumnen unit: N har redan ett antal"),
        (
            "unit;cases;from;to\nN;1;2017-02-01;2017-01-01\n",
            "rad 2, kolumnen to: 2017-01-01 är före",
        ),
        ("unit;cases\n;1\n", "rad 2, kolumnen unit: cellen är tom."),
        ("unit;from\nN;1\n", "kolumner saknas: cases."),
    ] {
        let cases = file("one-cases.csv", cases);
        let message = refusal(&["--data", &list, "--cases", &cases, "--at", "2017-01-01"]);
        assert!(message.contains(text), "{message}");
    }
}
