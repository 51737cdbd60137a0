//! Settlements of the lines that ship.

use crate::{flat, page, section};

#[test]
fn the_year_2017_is_settled() {
    let text = page(&[]);
    let frame = section(&text, "Rekvisition och utbetalning");
    // 5,600,000 − 5,400,000 were not asked for.
    let row = "Lövhamra 5 600 000 5 400 000 200 000 5 400 000 2017-10-27";
    assert!(flat(&frame).contains(row) && flat(&frame).contains("2017 är 360 000 000 kr."));
    let settled = flat(&section(&text, "Slutavräkningen: Lövhamra"));
    for text in [
        "utbetalt 5 400 000 kr",
        // More was claimed than paid.
        "outnyttjat 0 kr",
        // 5,400,000 − 3,820,000 − 1,040,000.
        "att betala tillbaka 540 000 kr",
        // All that is undetermined: 5,400,000 − 3,820,000 is more.
        "kan tillkomma 1 040 000 kr",
        // 7,369,336 − 4,860,000 and 7,369,336 − 3,820,000.
        "mellan 2 509 336 kr, om allt som utreds godkänns, och 3 549 336 kr, om allt avslås.",
        "Rekvisitionen kom in 2017-10-27; sista dag är 2017-10-31: uppfyllt.",
        "Återrapporten kom in 2018-02-08; sista dag är 2018-02-06: kräver bedömning.",
        "Faktura ej godkända kostnader 540 000 kr",
        "Utbetalt är 5 400 000 kr, potten är 360 000 000 kr: uppfyllt.",
    ] {
        assert!(settled.contains(text), "{text}\n{settled}");
    }
}

#[test]
fn the_year_2016_has_money_that_was_not_used() {
    let text = page(&["--year", "2016", "--language", "en"]);
    let settled = flat(&section(&text, "The settlement: Lövhamra"));
    for text in [
        // 1,600,000 − 1,568,834.
        "unused 31,166 kr",
        // 1,600,000 − 600,000 − 228,000.
        "repayable 772,000 kr",
        "may be added 228,000 kr",
        // 1,568,834 − 828,000 and 1,568,834 − 600,000.
        "between 740,834 kr, if all that is undetermined is approved, and 968,834 kr, if all is",
        // Nobody has published the last days of 2016.
        "The requisition was received on 2016-10-14; the last day is not known: needs judgement.",
        // 772,000 − 31,166.
        "Invoice money not used 31,166 kr costs not approved 740,834 kr",
    ] {
        assert!(settled.contains(text), "{text}\n{settled}");
    }
}
