//! Lists of one's own.

use crate::{about, flat, line, own_file, page, section};

const HEAD: &str = "id,recipient,role,activity,cost_kind,employment,from,to,fte,increase,amount,other_funding,extra\n";
const WORKER: &str = "social_worker,child_youth_authority,personnel,employed";
const YEAR_2017: &str = "2017-01-01,2017-12-31";

#[test]
fn several_recipients_are_settled_each_by_itself() {
    // The library's words, commas and points.
    let claims = own_file(
        "several.csv",
        &format!(
            "{HEAD}a1,Aby,{WORKER},{YEAR_2017},1,above_baseline,600000.50,,x\n\
             b1,Bby,{WORKER},{YEAR_2017},1,none,100000,,\n"
        ),
    );
    let grants = own_file(
        "several-grants.csv",
        "recipient,paid,requisition_received_on,waived,waived_reason\nAby,700000,2017-11-01,,\n\
         Bby,50000,,20000,Särskilda skäl\nCby,10000,,,\n",
    );
    let asked = ["--year", "2017", "--claims", &claims, "--grants", &grants];
    let text = page(&asked);
    assert!(
        flat(&text)
            .contains("stimulans-several.csv: 2 kostnadsrader; kolumner som inte används: extra")
    );
    // The recipient's word is taken where there is no staffing, and said to be one.
    let first = about(&text, "a1");
    assert!(first.starts_with("a1 godkänd 600 000,50 600 000,50 0 0 Aby, "), "{first}");
    assert!(first.contains("bygger på uppgift från Aby"), "{first}");
    assert_eq!(line(&text, "summa"), "summa 700 000,50 600 000,50 100 000 0");
    let of = |recipient: &str| flat(&section(&text, &format!("Slutavräkningen: {recipient}")));
    // 700,000 − 600,000.50 were neither claimed nor approved.
    let aby = of("Aby");
    for text in [
        "outnyttjat 99 999,50 kr",
        "att betala tillbaka 99 999,50 kr",
        "Egen kostnad: 0 kr.",
        "Rekvisitionen kom in 2017-11-01; sista dag är 2017-10-31: kräver bedömning.",
        "Ingen återrapport har kommit in; sista dag är 2018-02-06: kräver bedömning.",
        "Faktura outnyttjade medel 99 999,50 kr",
    ] {
        assert!(aby.contains(text), "{text}\n{aby}");
    }
    // All of 50,000 is to be repaid, less 20,000; the recipient bears its 100,000.
    let bby = of("Bby");
    for text in [
        "att betala tillbaka 50 000 kr",
        "kvar att betala 30 000 kr",
        "Egen kostnad: 100 000 kr.",
        "Faktura ej godkända kostnader 50 000 kr eftergift −20 000 kr",
        "efterges 20 000 kr: Särskilda skäl.",
    ] {
        assert!(bby.contains(text), "{text}\n{bby}");
    }
    let cby = of("Cby");
    assert!(cby.contains("Inga kostnader är redovisade mot utbetalda 10 000 kr."), "{cby}");
    assert!(cby.contains("outnyttjat 10 000 kr"), "{cby}");
    // 99,999.50 + 50,000 + 10,000, of which 20,000 is given up.
    let all = of("alla mottagare");
    for text in ["utbetalt 760 000 kr", "tillbaka 159 999,50 kr", "kvar att betala 139 999,50 kr"] {
        assert!(all.contains(text), "{text}\n{all}");
    }
    // Without grants lines are assessed, and nothing is settled.
    let text = page(&asked[..4]);
    assert!(text.contains("Ingen: ange vad som har betalats ut med --grants."), "{text}");
}

#[test]
fn another_grant_has_its_own_rules() {
    // For teacher assistants half is paid by the recipient, and nobody else may pay the same cost.
    let worker = "other,,personnel,employed,2020-01-01,2020-12-31";
    let claims = own_file(
        "assistants.csv",
        &format!(
            "{HEAD}a1,Aby,{worker},1,kept_from_earlier_grant,400000,0,\n\
             a2,Aby,{worker},1,kept_from_earlier_grant,400000,1000,\n\
             a3,Aby,{worker},1,kept_from_earlier_grant,400000,,\n"
        ),
    );
    let grants = own_file(
        "assistants-grants.csv",
        "recipient,paid,frame,own_funding\nAby,600000,600000,300000\n",
    );
    let grant = ["--rulebook", "exempel-lararassistenter", "--year", "2020"];
    let text = page(&[&grant[..], &["--claims", &claims, "--grants", &grants]].concat());
    assert!(about(&text, "a1").starts_with("a1 godkänd 400 000 400 000 0 0 "), "{text}");
    assert!(about(&text, "a2").starts_with("a2 avslagen 400 000 0 400 000 0 "), "{text}");
    assert!(about(&text, "a3").starts_with("a3 under utredning 400 000 0 0 400 000 "), "{text}");
    let settled = flat(&section(&text, "Slutavräkningen: Aby"));
    for text in [
        "godkänt 200 000 kr utan den del som mottagaren själv betalar",
        // 600,000 − 200,000 − 200,000.
        "att betala tillbaka 200 000 kr",
        // Half of 400,000 + 400,000.
        "Egenfinansieringen är 300 000 kr, ska vara minst 400 000 kr: inte uppfyllt.",
    ] {
        assert!(settled.contains(text), "{text}\n{settled}");
    }
    // A grant without a cap against a baseline leaves the staffing that ships alone.
    let other = page(&["--rulebook", "kompetens-stabilitet-kvalitet"]);
    assert!(!other.contains("bemanning-2017.csv") && other.contains("under utredning"), "{other}");
}
