//! Figures of the day: those of the list that ships, calculated by hand.

use crate::{assert_lines, flat, page, section};

#[test]
fn the_staff_of_each_unit_are_those_of_the_list() {
    let staff = section(&page(&[]), "Bemanningen");
    assert_lines(
        &staff,
        &[
            "årsarbetare personer inhyrda vakanta tjänstlediga",
            "Norr socialsekreterare 11,25 12 1 1 1",
            "Söder socialsekreterare 9,55 11 – – –",
            "Väst socialsekreterare 8,5 9 – – –",
            "Öst socialsekreterare 10,3 11 1,5 0,5 –",
            "Mottagning socialsekreterare 3,75 4 – – –",
            "Alla socialsekreterare 43,35 47 2,5 1,5 1",
            // p02, p03, p21, half of p22, p41, p61, p62, p81; administrators 75, 50, 100 and 100 %.
            "arbetsledare 7,5 8 – – –",
            "administratörer 3,25 4 – – –",
        ],
    );
    let english = section(&page(&["--language", "en"]), "The staff");
    assert_lines(&english, &["Norr social workers 11.25 12 1 1 1", "supervisors 7.5 8 – – –"]);
    // The two Familjebehandlare are of no role.
    assert!(
        flat(&page(&[]))
            .contains("Titeln Familjebehandlare har ingen roll och räknas inte (rader: 2).")
    );
}

#[test]
fn every_rule_and_row_is_as_calculated_by_hand() {
    let listing = page(&["--csv"]);
    let expected = [
        // Room to 15 cases each: 15 · FTE − cases. Short of: cases / 15 − FTE, hired by halves.
        // Mottagning 56.25 − 50 = 6.25; Söder 143.25 − 140 = 3.25; Väst 127.5 − 120 = 7.5.
        "cases-per-worker,local,unit,Mottagning,Mottagning,met,50,3.75,15,0,0,6.25,0",
        // 180/15 − 11.25 = 0.75, so 1 post; 180 − 168.75 = 11.25 too many.
        "cases-per-worker,local,unit,Norr,Norr,breach,180,11.25,15,0.75,1,0,11.25",
        "cases-per-worker,local,unit,Söder,Söder,met,140,9.55,15,0,0,3.25,0",
        "cases-per-worker,local,unit,Väst,Väst,met,120,8.5,15,0,0,7.5,0",
        // 170/15 − 10.3 = 34/3 − 103/10 = 31/30, so 1.5 posts; 170 − 154.5 = 15.5 too many.
        "cases-per-worker,local,unit,Öst,Öst,breach,170,10.3,15,31/30,1.5,0,15.5",
        // Unqualified: p48, hired 2012, under the transitional rule; p49, hired 2016, not. Of p85 it
        // is not known.
        "behorighet-barn-unga,law,unit,Mottagning,Mottagning,not_evaluated,,,,,,,",
        "behorighet-barn-unga,law,unit,Norr,Norr,met,0,12,0,0,,0,0",
        "behorighet-barn-unga,law,unit,Söder,Söder,met,0,11,0,0,,0,0",
        "behorighet-barn-unga,law,unit,Väst,Väst,breach,1,9,0,,,0,1",
        "behorighet-barn-unga,law,unit,Öst,Öst,met,0,11,0,0,,0,0",
        // Under a year in the profession: p85, p13, p32, p50, p67.
        "statistik-new-in-profession,statistic,unit,Mottagning,Mottagning,reference,1,4,1/3,,,,",
        "statistik-new-in-profession,statistic,unit,Norr,Norr,reference,1,12,1/3,,,,",
        "statistik-new-in-profession,statistic,unit,Söder,Söder,reference,1,11,1/3,,,,",
        "statistik-new-in-profession,statistic,unit,Väst,Väst,reference,1,9,1/3,,,,",
        "statistik-new-in-profession,statistic,unit,Öst,Öst,reference,1,11,1/3,,,,",
        // Years as a manager: p80 2.5, p01 2, p20 5, p40 1, p60 10.
        "statistik-managers-under-three-years,statistic,unit,Mottagning,Mottagning,reference,1,1,0.7,,,,",
        "statistik-managers-under-three-years,statistic,unit,Norr,Norr,reference,1,1,0.7,,,,",
        "statistik-managers-under-three-years,statistic,unit,Söder,Söder,reference,0,1,0.7,,,,",
        "statistik-managers-under-three-years,statistic,unit,Väst,Väst,reference,1,1,0.7,,,,",
        "statistik-managers-under-three-years,statistic,unit,Öst,Öst,reference,0,1,0.7,,,,",
        // 8/6 − 1 = 1/3 and 9/6 − 1 = 1/2 of a supervisor. Managers lead no social workers.
        "molndal-supervisor-span,local,supervisor,p02,Norr,breach,8,1,6,1/3,1,0,2",
        "molndal-supervisor-span,local,supervisor,p03,Norr,met,4,1,6,0,0,2,0",
        "molndal-supervisor-span,local,supervisor,p21,Söder,met,6,1,6,0,0,0,0",
        "molndal-supervisor-span,local,supervisor,p22,Söder,met,5,1,6,0,0,1,0",
        "molndal-supervisor-span,local,supervisor,p41,Väst,breach,9,1,6,0.5,1,0,3",
        "molndal-supervisor-span,local,supervisor,p61,Öst,met,5,1,6,0,0,1,0",
        "molndal-supervisor-span,local,supervisor,p62,Öst,met,6,1,6,0,0,0,0",
        "molndal-supervisor-span,local,supervisor,p81,Mottagning,met,4,1,6,0,0,2,0",
    ];
    let lines: Vec<&str> = listing.lines().skip(1).collect();
    assert_eq!(lines, expected);
    assert!(listing.starts_with("rule,force,about,id,unit,status,have_num,have_den,limit,gap,"));
    assert_eq!(page(&["--csv", "--language", "en"]), listing);
}

#[test]
fn rules_that_are_broken_are_told_with_what_would_mend_them() {
    let rules = section(&page(&[]), "Reglerna");
    assert_lines(
        &rules,
        &[
            "Högst 15 ärenden per årsarbetare socialsekreterare (exemplets eget tal): lokalt mål",
            "Norr 180 11,25 16 15 11,25 0,75 1",
            "Öst 170 10,3 16,5 15 15,5 1,03 1,5",
            // 180 + 140 + 120 + 170 + 50 = 660.
            "Alla tillsammans: 660 / 43,35 = 15,22",
            "Hålls av: Mottagning, Söder, Väst",
            "Ingen utan behörighet i handläggning för barn och unga: lag",
            "Väst 1 9 0 1",
            "Hålls av: Norr, Söder, Öst",
            "Kan inte prövas, behörigheten är inte angiven för alla: Mottagning",
            "Högst sex socialsekreterare per arbetsledare (Mölndal): lokalt mål",
            "p02 Norr 8 6 2 0,33 1",
            "p41 Väst 9 6 3 0,5 1",
            "Hålls av: p03, p21, p22, p61, p62, p81",
        ],
    );
    // 8 and 4 become 6 and 6; the only team of Väst has nowhere to send anyone, least of all to the
    // manager, who leads the supervisor.
    let moves = section(&page(&[]), "Flytta i stället");
    assert!(flat(&moves).contains(
        "Norr: flytta 2 socialsekreterare från p02 till p03. Då hålls regeln utan att någon anställs. \
         Väst: ingen annan grupp har plats. Att anställa: 1 arbetsledare. Mellan enheterna: "
    ));
    // Whole cases: Norr has 180 − 168 = 12 too many and Öst 170 − 154 = 16; Mottagning has room for
    // 56 − 50 = 6, Söder for 143 − 140 = 3, Väst for 127 − 120 = 7. For the 12 that are left it takes
    // two half posts of 7 whole cases each.
    assert!(flat(&moves).contains(
        "16 ärenden skulle rymmas i andra enheter (6 från Norr till Mottagning, 3 från Norr till Söder, 3 \
         från Norr till Väst, 4 från Öst till Väst). Därefter att anställa: 1 årsarbetare"
    ));
    let english = section(&page(&["--language", "en"]), "Move instead");
    assert!(flat(&english).contains("move 2 social workers from p02 to p03."), "{english}");
    for text in ["room for 16 cases", "reorganisation, which calls for care. [Sveriges Kommuner"] {
        assert!(flat(&english).contains(text), "{english}");
    }
}

#[test]
fn another_day_goal_or_way_to_count_gives_other_figures() {
    // 2016-12-31. Norr: p14 is full time, p16 in service and p15 not there yet, so 775 + 400 = 11.75
    // FTE. Öst: p74 and p76 are there and no agency staff, so 600 + 480 = 10.8.
    let listing = page(&["--csv", "--at", "2016-12-31"]);
    for line in [
        // 176.25 − 165, 162 − 160; p03 leads p12, p19, p14 and p16; p61 and p62 lead 6 and 5.
        "cases-per-worker,local,unit,Norr,Norr,met,165,11.75,15,0,0,11.25,0",
        "cases-per-worker,local,unit,Öst,Öst,met,160,10.8,15,0,0,2,0",
        "molndal-supervisor-span,local,supervisor,p03,Norr,met,4,1,6,0,0,2,0",
        "molndal-supervisor-span,local,supervisor,p61,Öst,met,6,1,6,0,0,0,0",
        "molndal-supervisor-span,local,supervisor,p62,Öst,met,5,1,6,0,0,1,0",
        // p87 was there before p85, and qualified.
        "behorighet-barn-unga,law,unit,Mottagning,Mottagning,met,0,4,0,0,,0,0",
    ] {
        assert!(listing.lines().any(|other| other == line), "{line}\n{listing}");
    }
    // Without agency staff: Norr 11.25 − 1 and Öst 10.3 − 1.5; 12 − 10.25 and 34/3 − 8.8 = 38/15.
    let listing = page(&["--csv", "--without-agency"]);
    for line in [
        "cases-per-worker,local,unit,Norr,Norr,breach,180,10.25,15,1.75,2,0,26.25",
        "cases-per-worker,local,unit,Öst,Öst,breach,170,8.8,15,38/15,3,0,38",
        "molndal-supervisor-span,local,supervisor,p62,Öst,met,4,1,6,0,0,2,0",
    ] {
        assert!(listing.lines().any(|other| other == line), "{line}\n{listing}");
    }
    assert!(page(&["--without-agency"]).contains("inhyrda räknas inte"));
    // At most 12 each: 180/12 − 11.25 = 3.75; 140/12 − 9.55 = 127/60; 120/12 − 8.5 = 1.5;
    // 170/12 − 10.3 = 58/15; 50/12 − 3.75 = 5/12.
    let listing = page(&["--csv", "--cases-per-worker", "12"]);
    for (unit, gap, hire) in [
        ("Norr", "3.75", "4"),
        ("Söder", "127/60", "2.5"),
        ("Väst", "1.5", "1.5"),
        ("Öst", "58/15", "4"),
        ("Mottagning", "5/12", "0.5"),
    ] {
        let line = listing
            .lines()
            .find(|line| line.starts_with(&format!("cases-per-worker,local,unit,{unit},")));
        assert!(line.unwrap().contains(&format!(",12,{gap},{hire},0,")), "{listing}");
    }
    // New within two years: those of one year and p49 of 1.5.
    let new = page(&["--new-within", "2"]);
    assert!(
        flat(&new).contains("Här: 6 av 47 = 0,13 (socialsekreterare som är nya i yrket)."),
        "{new}"
    );
    assert!(flat(&page(&[])).contains("Här: 5 av 47 = 0,11"));
    assert!(flat(&page(&[])).contains("Här: 3 av 5 = 0,6 (chefer med under tre år)."));
}
