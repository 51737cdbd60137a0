//! The made lines of 2017, a year of 365 days.
//!
//! Increases by the table of staffing, in FTE: social workers Norr 40.5 − 38 = 2.5 and Söder
//! 31.8 − 31 = 0.8; supervisors 1 in each; administrators Norr 0.5, Söder 1.

use crate::{about, csv_line, flat, line, page, section};

#[test]
fn a_cap_that_is_too_low_is_shared() {
    let page = page(&[]);
    // Norr: 2 + 1 = 3 are claimed of 2.5, so that each line gets 5/6: 1,200,000 · 5/6 and 600,000 · 5/6.
    let first = about(&page, "L01");
    assert!(first.starts_with("L01 delvis godkänd 1 200 000 1 000 000 200 000 0 "), "{first}");
    assert!(first.contains("raden får andelen 0,833333 (5/6)"), "{first}");
    assert!(about(&page, "L02").starts_with("L02 delvis godkänd 600 000 500 000 100 000 0 "));
    // Söder: 0.75, and 0.25 of L16, which may be a social worker: 1 of 0.8. Certain is 0.8 · 450,000;
    // if L16 is another, 0.75 fits in 0.8 and all 450,000 are possible.
    let third = about(&page, "L03");
    assert!(third.starts_with("L03 under utredning 450 000 360 000 0 90 000 "), "{third}");
    assert!(third.contains("beror på andra rader som utreds"), "{third}");
}

#[test]
fn every_named_line_comes_out_as_it_should() {
    let page = page(&[]);
    for (line, why) in [
        // The agency line's side of 2017, when agency staff are barred.
        ("L04 avslagen 155 000 0 155 000 0", "Anställningsformen är inhyrd"),
        // 60 · 1,500 kr · 12 months = 1,080,000 kr, with contributions of 31.42 % 1,419,336 kr.
        ("L06 avslagen 1 419 336 0 1 419 336 0", "Lönetillägg, 1 500 kr i månaden till 60"),
        ("L08 avslagen 230 000 0 230 000 0", "tiden ska frigöras för socialsekreterare"),
        // The mixed post: the half in child and youth care, and the other half.
        ("L09 godkänd 360 000 360 000 0 0", "Alla villkor är uppfyllda."),
        ("L10 avslagen 360 000 0 360 000 0", "bidraget avser myndighetsutövande"),
        // Substitutes with and without evidence.
        ("L11 godkänd 250 000 250 000 0 0", "Alla villkor är uppfyllda."),
        ("L12 under utredning 200 000 0 0 200 000", "hade kunnat täckas inom den ordinarie"),
        // A vacancy filled, as it is and with a ruling.
        ("L13 under utredning 600 000 0 0 600 000", "Är tjänsten ett tillskott"),
        ("L14 godkänd 150 000 150 000 0 0", "Tjänsten saknade budget före satsningen"),
        // A renewal that would otherwise have ended, with evidence.
        ("L15 godkänd 300 000 300 000 0 0", "Alla villkor är uppfyllda."),
        // The role is missing.
        ("L16 under utredning 150 000 0 0 150 000", "Rollen är inte angiven"),
        ("L17 avslagen 45 000 0 45 000 0", "Kostnadsslaget är utbildning"),
    ] {
        let told = about(&page, &line[..3]);
        assert!(told.starts_with(line) && told.contains(why), "{line}\n{told}");
    }
}

#[test]
fn sums_have_a_worst_and_a_best_case() {
    // Approved 1,000,000 + 500,000 + 360,000 + 720,000 + 180,000 + 360,000 + 250,000 + 150,000 +
    // 300,000 = 3,820,000. Undetermined 90,000 + 200,000 + 600,000 + 150,000 = 1,040,000. Claimed
    // 7,369,336, and refused what is left, 2,509,336.
    let swedish = page(&[]);
    assert_eq!(line(&swedish, "summa"), "summa 7 369 336 3 820 000 2 509 336 1 040 000");
    assert!(flat(&swedish).contains("Sämsta utfall, om allt som utreds avslås: 3 820 000 kr."));
    assert!(flat(&swedish).contains("Bästa utfall, om allt som utreds godkänns: 4 860 000 kr."));
    let english = page(&["--language", "en"]);
    assert_eq!(line(&english, "sum"), "sum 7,369,336 3,820,000 2,509,336 1,040,000");
    for (id, start) in [
        ("L01", "L01 approved in part 1,200,000 1,000,000 200,000 0 Two new social workers"),
        ("L05", "L05 approved 720,000 720,000 0 0 A new supervisor"),
        ("L08", "L08 refused 230,000 0 230,000 0 An administrator of the management"),
        ("L16", "L16 undetermined 150,000 0 0 150,000 The role is missing"),
    ] {
        assert!(about(&english, id).starts_with(start), "{english}");
    }
}

#[test]
fn the_staffing_says_how_much_room_there_is() {
    let table = section(&page(&[]), "Bemanningen mot utgångsläget");
    let rows: Vec<String> = table.lines().map(flat).collect();
    for row in [
        "socialsekreterare Norr 38 40,5 2,5 3 0",
        "socialsekreterare Söder 31 31,8 0,8 1 0",
        // 2.5 and 0.8 are let through.
        "socialsekreterare alla 69 72,3 3,3 3,3 0",
        "arbetsledare Norr 5 6 1 1 0",
        // 0.5 of L09 and 0.25 of L16.
        "arbetsledare Söder 4 5 1 0,75 0,25",
        "administratör Norr 3 3,5 0,5 0 0,5",
        // 0.5 · 275/365 = 0.3767 of L07 and 0.25 of L16.
        "administratör Söder 2,5 3,5 1 0,6267 0,3733",
        "administratör alla 5,5 7 1,5 0,6267 0,8733",
    ] {
        assert!(rows.iter().any(|own| own == row), "{row}\n{table}");
    }
}

#[test]
fn lines_are_served_in_an_order_where_that_is_asked_for() {
    // All of Norr begin on the same day, and so by id: L01 takes 2 of 2.5, L02 the 0.5 that is left
    // of its 1. In Söder L03 comes before L16.
    let by_start = page(&["--sharing", "by_start", "--csv"]);
    for (id, verdict) in [
        ("L01", "L01,Lövhamra,approved,1200000,1200000,0,0,"),
        ("L02", "L02,Lövhamra,part,600000,300000,300000,0,"),
        ("L03", "L03,Lövhamra,approved,450000,450000,0,0,"),
        ("L16", "L16,Lövhamra,undetermined,150000,0,0,150000,ROLE_NOT_FUNDED "),
    ] {
        assert!(csv_line(&by_start, id).starts_with(verdict), "{by_start}");
    }
    let told = page(&["--sharing", "by_list"]);
    assert!(flat(&told).contains("delas ut i filens ordning"), "{told}");
    assert!(about(&told, "L01").contains("men det räcker till den här"), "{told}");
    assert_eq!(page(&["--sharing", "by_list", "--csv"]), by_start);
}

#[test]
fn a_line_is_explained_as_draft_grounds() {
    let role = page(&["--explain", "L16"]);
    assert!(role.starts_with("UTKAST till skäl för beslut."), "{role}");
    for text in [
        "Rad L16, mottagare Lövhamra: roll ej angiven, 0,25 årsarbetare, 2017-01-01–2017-12-31, 150 000 kr",
        "2. Rollen är inte angiven; bidraget avser socialsekreterare, arbetsledare eller \
         administratör: uppgift saknas.",
        "Godkänt 0 kr, ej godkänt 0 kr, under utredning 150 000 kr.",
        "[primärkälla]",
    ] {
        assert!(flat(&role).contains(text), "{text}\n{role}");
    }
    let english = page(&["--explain", "L08", "--language", "en"]);
    assert!(english.starts_with("DRAFT of grounds") && english.contains("Approved 0 kr, refused"));
    for page in [&role, &english] {
        assert!(page.lines().all(|line| line.chars().count() <= 100), "{page}");
    }
}

#[test]
fn what_it_takes_is_told() {
    let frees = flat(&page(&["--what-if", "L08"]));
    for text in [
        "kolumnen frees_time_for: socialsekreterare eller arbetsledare eller båda, i stället för ingen.",
        "En rad rättas för att den var fel, aldrig för att den avslogs.",
    ] {
        assert!(frees.contains(text), "{text}\n{frees}");
    }
    // A line that is refused takes no room; L01 is one of those that have taken all there was.
    assert!(!frees.contains("Utrymme"), "{frees}");
    let room = flat(&page(&["--what-if", "L01"]));
    assert!(
        room.contains("Utrymme för mer utökning där raden räknas: 0 årsarbetskrafter"),
        "{room}"
    );
    let role = page(&["--what-if", "L16", "--language", "en"]);
    let change = "the column role: social worker or supervisor, in place of an empty cell.";
    assert!(flat(&role).contains(change), "{role}");
    // Evidence is no word, and a substitute is not held against the baseline.
    let evidence = flat(&page(&["--what-if", "L12"]));
    assert!(evidence.contains("Radens ord behöver inte ändras"), "{evidence}");
    assert!(!evidence.contains("Utrymme"), "{evidence}");
    assert!(page(&["--what-if", "L05"]).contains("Ingenting: alla villkor är uppfyllda."));
}
