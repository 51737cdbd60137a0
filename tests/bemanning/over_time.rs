//! Days over which rules were kept and broken.

use crate::example::file;
use crate::{assert_lines, flat, has_line, page, section};

#[test]
fn over_two_years_the_days_are_counted() {
    let answer = page(&[]);
    let time = section(&answer, "Över tid: 2016-01-01 till 2017-12-31, 731 dagar");
    assert_lines(
        &time,
        &[
            // FTE and cases of Norr, with breaches at cases over 15 · FTE:
            // 2016-01-01 12.75 (p17 too), 165; 2016-10-01 11.75, 165 of 176.25;
            // 2017-01-01 11.25 (p14 half), 172 of 168.75: 31 days; 2017-02-01 12.25 (p15), 172;
            // 2017-06-01 11.25 (p16 on leave), 172: 30 + 31 + 31 days; 2017-09-01 180: 122 days.
            "Norr 245 486 0 2017-09-01 180 / 11,25 = 16 2016-01-01 hålls inte",
            // Söder: 8.55 until p27 on 2016-03-01, 130 of 128.25: 31 + 29 days; then 9.55.
            "Söder 60 671 0 2016-01-01 130 / 8,55 = 15,2 2016-03-01 2016-03-01",
            // Väst: 7.5 until p49 on 2016-08-15, 118 of 112.5: 31+29+31+30+31+30+31+14 days; then 8.5.
            "Väst 227 504 0 2016-01-01 118 / 7,5 = 15,73 2016-08-15 2016-08-15",
            // Öst: 11.8, from 2016-07-01 10.8 with 160 of 162; 2017-01-01 170: 90 days; from 2017-04-01
            // 10.3: 275 days.
            "Öst 365 366 0 2017-04-01 170 / 10,3 = 16,5 2016-01-01 hålls inte",
            // No cases are given for July 2016.
            "Mottagning 0 700 31 – – 2016-01-01 2016-08-01",
            // p49 since 2016-08-15: 731 − 227 days. Of p85 nothing is known since 2017-10-01.
            "Väst 504 227 0 2016-08-15 1 av 9 2016-01-01 hålls inte",
            "Mottagning 0 639 92 – – 2016-01-01 okänt",
            "Övriga 3 bröt den ingen dag.",
            // p02 led p17 too until 2016-09-30. Half of p41's team was p51's until 2016-05-31: 152 days;
            // then 8, from 2016-08-15 9. p61 led p74 and p75 too until 2016-06-30: 182 days.
            "p02 (Norr) 731 0 2016-01-01 9 aldrig hålls inte",
            "p41 (Väst) 579 152 2016-08-15 9 2016-01-01 hålls inte",
            "p61 (Öst) 182 549 2016-01-01 7 2016-07-01 2016-07-01",
            // p03, p21, p22, p51, p62, p81.
            "Övriga 6 bröt den ingen dag.",
        ],
    );
    let time = flat(&time);
    for text in [
        "Bröts 2016-01-01 men inte 2017-12-31: målet för ärenden (Söder, Väst); högst sex per \
         arbetsledare (p61)",
        "Hölls 2016-01-01 men inte 2017-12-31: målet för ärenden (Norr, Öst); behörighet (Väst); \
         högst sex per arbetsledare (p41)",
    ] {
        assert!(time.contains(text), "{time}");
    }
    // May 2017: p15 was there and p16 not on leave yet.
    let may = page(&["--from", "2017-05-01", "--to", "2017-05-31"]);
    let may = section(&may, "Över tid: 2017-05-01 till 2017-05-31, 31 dagar");
    assert!(
        !may.contains("Norr 31")
            && has_line(&may, "Öst 31 0 2017-05-01 170 / 10,3 = 16,5 aldrig hålls inte")
    );
    // 15 of the days of June are breaches of Norr.
    let june = page(&["--from", "2017-05-17", "--to", "2017-06-15"]);
    assert_lines(&june, &["Norr 15 15 2017-06-01 172 / 11,25 = 15,29 2017-05-17 hålls inte"]);
}

#[test]
fn days_on_which_nobody_leads_are_no_fault() {
    // Nobody leads before March; the law's rule is not asked before 2014-07-01.
    let list = "person;unit;title;fte;supervisor;from;qualified\n\
                a;N;Socialsekreterare;100 %;b;2014-03-01;nej\nb;N;1:e socialsekreterare;100 %;;2014-03-01;ja\n";
    let list = file("empty-days.csv", list);
    let answer = page(&["--data", &list, "--at", "2014-12-31"]);
    assert!(
        flat(&answer).contains("Behörigheten prövas inte: lagens krav gäller från 2014-07-01.")
    );
    assert!(!answer.contains("–  ") || !section(&answer, "Reglerna").contains('–'), "{answer}");
    let early = page(&["--data", &list, "--at", "2014-01-31"]);
    assert!(has_line(&early, "N ingen") && !early.contains("Hålls av"), "{early}");
    // Without hired_on nobody is under the transitional rule.
    let later = page(&["--data", &list, "--at", "2015-12-31"]);
    assert!(has_line(&later, "N 1 1 0 1") && later.contains("Kolumnen hired_on saknas"), "{later}");
}
