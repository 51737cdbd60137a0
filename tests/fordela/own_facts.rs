//! Facts of one's own in a file: what is read, and what is refused.

use crate::example::file;
use crate::{amounts, page, refusal};

#[test]
fn own_facts_with_the_real_key() {
    let text = "\u{feff}id;population;asylum_adults;asylum_minors;newly_arrived_adults;\
                newly_arrived_minors\r\n\
                0180;30;10;5;4;2\r\n\r\n1480;10;7,5;0;1,0;0\r\n;;;;;\r\n";
    let data = file("real.csv", text);
    let missing = refusal(&["--data", &data]);
    assert!(missing.contains("--newly-arrived") && missing.contains("som inte är publicerad"));
    let listing = page(&["--data", &data, "--newly-arrived", "1/2", "--csv"]);
    let amounts = amounts(&listing);
    let of = |pot: &str, id: &str| amounts[&(pot.to_owned(), id.to_owned())];
    // 10 + 2·5 + ½·4 + 2·½·2 = 24 of 24 + 8 for the municipalities, minors counting double;
    // 10 + 5 + ½·4 + ½·2 = 18 of 18 + 8 for the regions: 969,230,769.2 kr.
    assert_eq!(of("asylum_municipalities", "0180"), 4_200_000_000);
    assert_eq!(of("asylum_regions", "01"), 969_230_769);
    assert_eq!(of("asylum_regions", "14"), 430_769_231);
    assert_eq!(of("inhabitants_regions", "01"), 675_000_000);
    let report = page(&["--data", &data, "--newly-arrived", "0,5"]);
    assert!(!report.contains("Demonstration") && report.contains("2 kommuner; 2 regioner"));

    let missing = refusal(&["--data", &data, "--newly-arrived", "1", "--year", "2018"]);
    assert!(missing.contains("--minors ") && missing.contains("--minors-regions "), "{missing}");
    let weights = ["--newly-arrived", "1", "--minors", "2", "--minors-regions", "1"];
    let later: Vec<_> = ["--data", &data, "--year", "2018"].into_iter().chain(weights).collect();
    page(&later);
    let unused = refusal(&["--data", &data, "--newly-arrived", "1", "--minors", "2"]);
    assert!(unused.contains("--minors:") && unused.contains("2017"));
    assert!(refusal(&["--data", &data, "--population", "2016-12-31"]).contains("--population"));
    // In 2021 the population is enough.
    page(&["--year", "2021", "--data", &file("population.csv", "id,population\n0180,3\n0980,1\n")]);
}

#[test]
fn own_facts_for_demonstration_with_regions_of_their_own() {
    let text = "id,population,asylum_seekers,recipients,name\n\
                0180,1,1,municipality,Staden\n0980,1,3,municipality,\n01,1,4,region,\n09,3,4,,\n";
    let data = file("demonstration.csv", text);
    let amounts = amounts(&page(&["--data", &data, "--csv"]));
    assert_eq!(amounts[&("asylum_municipalities".into(), "0980".into())], 4_200_000_000);
    assert_eq!(amounts[&("inhabitants_regions".into(), "09".into())], 675_000_000);
    let report = page(&["--data", &data]);
    assert!(report.contains("Demonstration") && report.contains("Obs: Sverige har 290"));
    assert!(page(&["--data", &data, "--explain", "Staden"]).contains("Staden (0180)"));
}

#[test]
fn every_problem_of_a_file_comes_at_once() {
    let text = "id;population;asylum_adults;asylum_minors;newly_arrived_adults;\
                newly_arrived_minors\n\
                180;935619;10;1;2;3\n\
                \n\
                1480;55 6640;;1;-2;3\n\
                1480;1;1;1;1;1\n\
                9999;1;1;1;1/2;1\n\
                ;1;1;1;1;1\n\
                09;1;1;1;1;1;7\n\
                0114;43891;1;1;1\n";
    let message = refusal(&["--data", &file("bad.csv", text)]);
    let found: Vec<_> = message.lines().skip(1).map(str::trim).collect();
    let expected = [
        ("rad 2, kolumnen id", "0180 är Stockholm"),
        ("rad 4, kolumnen population", "55 6640"),
        ("rad 4, kolumnen asylum_adults", "tom"),
        ("rad 4, kolumnen newly_arrived_adults", "under noll"),
        ("rad 5, kolumnen id", "rad 4"),
        ("rad 6, kolumnen id", "9999"),
        ("rad 6, kolumnen newly_arrived_adults", "1/2"),
        ("rad 7, kolumnen id", "saknas"),
        ("rad 8, kolumnen 7", "fler celler"),
        ("rad 9, kolumnen newly_arrived_minors", "tom"),
    ];
    assert_eq!(found.len(), expected.len(), "{message}");
    for (line, (place, text)) in found.iter().zip(expected) {
        assert!(line.starts_with(&format!("{place}: ")) && line.contains(text), "{line}");
    }
    let english = refusal(&["--language", "en", "--data", &file("bad.csv", text)]);
    assert!(english.contains("line 2, column id: 180 has lost its leading zero"), "{english}");
}

/// The lines of a refused file after its heading.
fn wrongs(data: &str) -> Vec<String> {
    refusal(&["--data", data]).lines().skip(1).map(|line| line.trim().to_owned()).collect()
}

#[test]
fn a_number_that_can_be_read_in_two_ways_is_refused() {
    let text = "id;population;asylum_seekers\n0180;935.619;1\n1280;1.234.567;1.000\n";
    let swedish = [
        "rad 2, kolumnen population: ”935.619” kan läsas på flera sätt; skriv 935619, \
         \"935 619\" eller, om ett decimaltal menas, \"935,619\".",
        "rad 3, kolumnen population: ”1.234.567” kan läsas på flera sätt; skriv 1234567 eller \
         \"1 234 567\".",
        "rad 3, kolumnen asylum_seekers: ”1.000” kan läsas på flera sätt; skriv 1000 eller \
         \"1 000\".",
    ];
    assert_eq!(wrongs(&file("thousands.csv", text)), swedish);
    let quoted = file("thousands-comma.csv", "id,population,asylum_seekers\n0180,\"935,619\",1\n");
    let english = refusal(&["--data", &quoted, "--language", "en"]);
    assert!(english.contains(
        "line 2, column population: “935,619” can be read in several ways; write 935619, \
         \"935 619\" or, if a decimal is meant, \"935.619\"."
    ));
    let zeros = file("thousands-point.csv", "id,population,asylum_seekers\n0180,1.000,1\n");
    let zeros = wrongs(&zeros);
    assert_eq!(
        zeros,
        ["rad 2, kolumnen population: ”1.000” kan läsas på två sätt; skriv 1000 eller 1."]
    );
    // Without quotes it is two cells, which may go unseen in a row that ends early.
    let text = "id,population,asylum_seekers,name\n0180,935,619,3995,\n1280,328,494,1000\n";
    let shifted = wrongs(&file("shifted.csv", text));
    assert!(shifted[0].starts_with("rad 2, kolumnen name: ”3995” är inget namn"), "{shifted:?}");
    assert!(shifted[1].starts_with("rad 2, kolumnen 5: raden har fler celler"), "{shifted:?}");
    assert!(shifted[2].starts_with("rad 3, kolumnen name: ”1000” är inget namn"), "{shifted:?}");
    // What is said to be right is: 1,234,567 = 935,619 + 298,948.
    let text = "id;population;asylum_seekers\n0180;935 619;0,500\n1280;298\u{a0}948;12.5\n";
    let stockholm = page(&["--data", &file("spaces.csv", text), "--explain", "0180"]);
    assert!(stockholm.contains("population: 935 619 av sammanlagt 1 234 567."), "{stockholm}");
    assert!(stockholm.contains("asylum_seekers: 0,5 av sammanlagt 13."), "{stockholm}");
}

#[test]
fn a_name_that_belongs_to_another_code_is_refused() {
    // Statistics Sweden's codes: 0114 Upplands Väsby, 0139 Upplands-Bro, 0980 and 09 Gotland.
    let text = "id;name;population;asylum_seekers\n0114;Upplands-Bro;1;1\n\
                0139;upplands väsby;1;1\n0980;Gotland;1;1\n1480;Göteborgs kommun;1;1\n\
                0180;Sthlm;1;1\n0643;Håbo kommun;1;1\n01;Stockholm;1;1\n09;Uppsala län;1;1\n";
    let swapped = file("swapped.csv", text);
    let expected = [
        "rad 2, kolumnen name: Upplands-Bro är 0139, men radens kod är 0114 (Upplands Väsby).",
        "rad 3, kolumnen name: upplands väsby är 0114, men radens kod är 0139 (Upplands-Bro).",
        "rad 7, kolumnen name: Håbo kommun är 0305, men radens kod är 0643 (Habo).",
        "rad 9, kolumnen name: Uppsala län är 03, men radens kod är 09 (Gotland).",
    ];
    assert_eq!(wrongs(&swapped), expected);
    let english = refusal(&["--data", &swapped, "--language", "en"]);
    assert!(english.contains("Upplands-Bro is 0139, but the code of the row is 0114"), "{english}");
    // A name that the register has not is shown as it stands.
    let own = file("named.csv", "id,name,population,asylum_seekers\n0180,Sthlm,1,1\n");
    assert!(page(&["--data", &own, "--explain", "0180"]).contains("Sthlm (0180)"));
    let lines = "id,name,population,asylum_seekers\n0180,\"Stock\n\nholm\",1,1\n";
    let lines = page(&["--data", &file("lines.csv", lines), "--explain", "0180"]);
    assert!(lines.contains("kommunerna. Stock holm (0180): 2 100 000 000 kr"), "{lines}");
}

#[test]
fn the_separator_that_excel_declares_is_taken() {
    let header = "id;population;asylum_seekers";
    let data =
        file("sep.csv", format!("\u{feff}sep=;\r\n{header}\r\n0180;3;0,5\r\n1480;1;1,5\r\n"));
    let stockholm = page(&["--data", &data, "--explain", "0180"]);
    assert!(stockholm.contains("population: 3 av sammanlagt 4."), "{stockholm}");
    // The declaration is a line of the file, and decides where the header has both.
    let data = file("sep-line.csv", format!("SEP=;\n{header};a,b\n0180;x;1\n"));
    assert!(wrongs(&data)[0].starts_with("rad 3, kolumnen population: ”x”"));
    let data = file("sep-comma.csv", "sep=,\nid,population,asylum_seekers,a;b\n0180,1.5,1,\n");
    page(&["--data", &data]);
    let data = file("sep-twice.csv", format!("sep=;\n{header};id\n0180;1;1\n"));
    assert_eq!(wrongs(&data), ["rad 2, kolumnen id: kolumnen står två gånger."]);
    assert!(refusal(&["--data", &file("sep-bar.csv", "sep=|\nid|population\n")]).contains(" |. "));
}

#[test]
fn tabs_and_open_quotation_marks_are_named() {
    let tabs = file("tabs.csv", "id\tpopulation\tasylum_seekers\n0180\t1\t1\n");
    assert!(refusal(&["--data", &tabs]).contains(": kolumnerna skiljs åt av tabbar."));
    assert!(
        refusal(&["--data", &tabs, "--language", "en"])
            .contains(": the columns are separated by tabs.")
    );
    for last in ["\"1480;1;1\n1280;1;1\n", "1480;1;\"1"] {
        let open = file("open.csv", format!("id;population;asylum_seekers\n0180;1;1\n{last}"));
        assert!(
            refusal(&["--data", &open]).contains(".csv: rad 3: ett citattecken öppnar en cell")
        );
        assert!(
            refusal(&["--data", &open, "--language", "en"])
                .contains(".csv: line 3: a quotation mark")
        );
    }
}

#[test]
fn files_that_are_no_table_are_refused() {
    let utf8 = refusal(&["--data", &file("latin1.csv", b"id;name\n1480;G\xf6teborg\n")]);
    assert!(utf8.contains("rad 2") && utf8.contains("UTF-8"), "{utf8}");
    let columns = refusal(&["--data", &file("columns.csv", "kod;population\n0180;1\n")]);
    assert!(columns.contains("id") && columns.contains("Filen har: kod, population"), "{columns}");
    for (name, content) in [
        ("empty.csv", ""),
        ("header.csv", "id,population,asylum_seekers\n"),
        ("regions.csv", "id,population,asylum_seekers\n01,1,1\n"),
        ("zero.csv", "id,population,asylum_seekers\n0180,1,0\n"),
        ("twice.csv", "id,population,population,asylum_seekers\n0180,1,1,1\n"),
        ("quote.csv", "id,population,asylum_seekers\n\"0180,1,1\n"),
        ("set.csv", "id,population,asylum_seekers,recipients\n0180,1,1,kommun\n"),
        ("fraction.csv", "id,population,asylum_seekers\n0180,1,\"1,5\"\n"),
    ] {
        refusal(&["--data", &file(name, content)]);
    }
    let long =
        format!("id,population,asylum_seekers\n0180,{},0.{}1\n", "9".repeat(45), "0".repeat(40));
    let long = refusal(&["--data", &file("long.csv", long)]);
    assert!(long.contains("rad 2, kolumnen population") && long.len() < 2000, "{long}");
}

#[test]
fn what_the_system_says_is_said_in_the_language_of_the_user() {
    let folder = env!("CARGO_TARGET_TMPDIR");
    for (path, swedish, english) in [
        ("no such file.csv", "den finns inte (NotFound).", "it does not exist (NotFound)."),
        (folder, "en mapp, ingen fil (IsADirectory).", "a folder, not a file (IsADirectory)."),
    ] {
        // On Windows a folder is one that may not be read.
        if cfg!(windows) && path == folder {
            continue;
        }
        let message = refusal(&["--data", path]);
        assert_eq!(message.lines().count(), 1, "{message}");
        assert!(message.starts_with(&format!("Filen {path} går inte att läsa: ")), "{message}");
        assert!(message.trim_end().ends_with(swedish), "{message}");
        let message = refusal(&["--data", path, "--language", "en"]);
        assert!(message.trim_end().ends_with(english), "{message}");
    }
}
