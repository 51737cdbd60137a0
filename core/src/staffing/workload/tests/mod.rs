//! Workload against hand calculation, properties, and what must be refused.

mod bad_input;
mod properties;

use super::*;
use crate::{Citation, Date, Language, Money, Numbers, Rank, Ratio, Source, Table};

fn ratio(text: &str) -> Ratio {
    text.parse().unwrap()
}

fn kr(text: &str) -> Money {
    text.parse().unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

fn tasks() -> Table {
    Table::builder("task", ["a", "b", "c", "d", "e"])
        .column("hours", Numbers::parse(["12.5", "7.5", "30", "10", "8"]))
        .column(
            "who",
            ["social_worker", "social_worker", "social_worker", "supervisor", "social_worker"],
        )
        .column(
            "can",
            [
                "administrator",
                "administrator",
                "only_social_worker",
                "administrator",
                "only_social_worker",
            ],
        )
        .column("authority", [false, false, true, false, false])
        .column("unit", ["north", "south", "north", "south", "south"])
        .build()
        .unwrap()
}

fn list() -> TaskList {
    TaskList::new("hours", "who", "can", "authority")
}

fn week(administrators: Administrators) -> Relief {
    Relief::new(Period::Week, 40.into(), administrators, ["social_worker"], ratio("0.5"))
}

#[test]
fn each_unit_frees_the_lesser_of_its_own() {
    // North: 12.5 movable, 1/4 FTE of 40 h is 10: 10 freed, 2.5 unmoved. South: 7.5 movable, 20 h:
    // 7.5 freed, 12.5 unused. Together 17.5 h, 17.5/40 = 7/16 FTE, 8.75 h with clients. If they
    // shared, the 2.5 h could be moved too.
    let given = Administrators::fte_by_unit([("north", ratio("0.25")), ("south", ratio("0.5"))]);
    let freed = time_freed(&tasks(), &list().unit("unit"), &week(given)).unwrap();
    let [north, south] = freed.rows() else { panic!("two units") };
    assert_eq!((north.unit.as_deref(), &north.freed), (Some("north"), &ratio("10")));
    assert_eq!((&north.unmoved, &north.unused), (&ratio("2.5"), &ratio("0")));
    assert_eq!((&north.authority, &north.only_social_worker), (&ratio("30"), &ratio("0")));
    assert_eq!((&south.freed, &south.unused), (&ratio("7.5"), &ratio("12.5")));
    assert_eq!((&south.only_social_worker, &south.other_role), (&ratio("8"), &ratio("10")));
    let total = freed.total();
    assert_eq!((&total.fte, &total.client_hours), (&ratio("7/16"), &ratio("8.75")));
    assert_eq!(freed.more_across_units(), ratio("2.5"));
    let want = [
        TaskStatus::Movable,
        TaskStatus::Movable,
        TaskStatus::Authority,
        TaskStatus::OtherRole,
        TaskStatus::OnlySocialWorker,
    ];
    assert_eq!(freed.status(), want);
}

#[test]
fn a_unit_with_administrators_and_no_tasks_has_them_unused() {
    let hours = [("south", 1), ("west", 30), ("north", 2)];
    let given = Administrators::hours_by_unit(hours.map(|(unit, hours)| (unit, hours.into())));
    let freed = time_freed(&tasks(), &list().unit("unit"), &week(given)).unwrap();
    let units: Vec<_> = freed.rows().iter().filter_map(|row| row.unit.as_deref()).collect();
    assert_eq!(units, ["north", "south", "west"]);
    assert_eq!((&freed.rows()[2].unused, &freed.rows()[2].freed), (&ratio("30"), &ratio("0")));
}

#[test]
fn time_freed_is_explained_in_both_languages() {
    // Movable 12.5 + 7.5 = 20 of 58 hours (the supervisor's 10 apart); half a post is 20 h.
    let freed = time_freed(&tasks(), &list(), &week(Administrators::fte(ratio("0.5")))).unwrap();
    assert_eq!(
        plain(&freed.explain(None, Language::Swedish).unwrap()),
        "Sammanlagt: 20 frigjorda timmar\n\
         Heltid, timmar per vecka: 40 (angivet).\n\
         Administratörernas timmar: 20 (angivet).\n\
         En administratör kan ta över 20 av uppgifternas 58 timmar.\n\
         Myndighetsutövning, som inte flyttas: 30 timmar.\n\
         Annat som bara en socialsekreterare kan göra: 8 timmar.\n\
         Uppgifter som andra gör, utanför beräkningen: 10 timmar.\n\
         Frigjord tid: 20 timmar, det minsta av vad som kan flyttas och administratörernas timmar.\n\
         Det är 0,5 årsarbetare, när en heltid är 40 timmar.\n\
         Till klienterna går 10 timmar: andelen 0,5 av den frigjorda tiden."
    );
    let english = freed.explain(None, Language::English).unwrap();
    assert!(english.starts_with("In all: 20 hours freed\nFull time, hours a week: 40 (given).\n"));
    assert!(freed.explain(Some("north"), Language::English).unwrap_err().is_input());
}

#[test]
fn a_supplement_is_rounded_once_a_row() {
    // 0.5 · 1,500 · 1 · 1.31421 = 985.6575 and 0.25 · … = 492.82875: 985.66 + 492.83 = 1,478.49,
    // while the exact sum is 1,478.48625.
    let table = Table::builder("id", ["a", "b"]).column("fte", Numbers::parse(["0.5", "0.25"]));
    let table = table.build().unwrap();
    let supplement = PaySupplement::new("fte", kr("1500"), 1, ratio("0.31421"));
    let cost = pay_supplement(&table, &supplement).unwrap();
    let kronor: Vec<_> = cost.rows().iter().map(|row| row.cost).collect();
    assert_eq!(kronor, [kr("985.66"), kr("492.83")]);
    assert_eq!((cost.total().cost, &cost.total().exact), (kr("1478.49"), &ratio("1478.48625")));
    assert_eq!(
        plain(&cost.explain(Some("a"), Language::English).unwrap()),
        "a: 985.66 kr\n\
         Heads or FTE: 0.5 (given).\n\
         Supplement a month: 1,500 kr (given).\n\
         Months: 1 (given).\n\
         Employer's contributions, a share: 0.31421 (given).\n\
         The supplement with contributions, exact: 985.6575 kr.\n\
         Rounded up: 985.66 kr.\n\
         Rounding: each to the nearest, halves up, in units of 0.01 kr."
    );
    assert_eq!(
        plain(&cost.explain(None, Language::Swedish).unwrap()),
        "Sammanlagt: 1 478,49 kr\n\
         Anställda eller årsarbetare: 0,75 (angivet).\n\
         Tillägget med avgifter, summan av avrundade rader: 1 478,49 kr."
    );
}

fn motion() -> Citation {
    let source = Source::new("motion", "En nationell handlingsplan", "Riksdagen", Rank::Secondary);
    Citation::to(source).quote("den dubbla kostnaden")
}

#[test]
fn agency_staff_by_the_hour_against_employees() {
    // 480 hours at 600 kr are 288,000; 480/160 = 3 months at 40,000 · 1.25 = 150,000.
    let table = Table::builder("id", ["a"]).column("hours", [480]).build().unwrap();
    let comparison = AgencyComparison::by_hours("hours", 160)
        .price(kr("600"))
        .against(kr("40000"), ratio("0.25"))
        .reference(2.into(), motion());
    let cost = agency_cost(&table, &comparison).unwrap();
    let row = &cost.rows()[0];
    assert_eq!(
        (row.agency, row.employed, row.difference),
        (kr("288000"), kr("150000"), kr("138000"))
    );
    assert_eq!((&row.fte_months, &row.quotient), (&ratio("3"), &Some(ratio("1.92"))));
    assert_eq!(
        plain(&cost.explain(None, Language::Swedish).unwrap()),
        "Sammanlagt: inhyrt 288 000 kr, anställt 150 000 kr\n\
         Inhyrt, summan av avrundade rader: 288 000 kr.\n\
         Anställt, summan av avrundade rader: 150 000 kr.\n\
         Inhyrt minus anställt: 138 000 kr.\n\
         Inhyrt kostar 1,92 gånger så mycket som anställt.\n\
         Jämförelsetal, som inte är något krav: 2; här 1,92. \
         [Riksdagen: En nationell handlingsplan: ”den dubbla kostnaden”]"
    );
    let row = cost.explain(Some("a"), Language::English).unwrap();
    assert!(plain(&row).contains("The agency's price an hour: 600 kr (given)."));
}

#[test]
fn employees_that_cost_nothing_give_no_quotient() {
    let table = Table::builder("id", ["a"]).column("fte", [0]).build().unwrap();
    let comparison = AgencyComparison::by_fte("fte", 3);
    let comparison =
        comparison.price(kr("1")).against(kr("1"), ratio("0")).reference(2.into(), motion());
    let cost = agency_cost(&table, &comparison).unwrap();
    assert_eq!((cost.rows()[0].agency, &cost.total().quotient), (Money::ZERO, &None));
    assert!(!cost.explain(None, Language::English).unwrap().contains("compare with"));
}

fn posts() -> Table {
    Table::builder("post", ["p", "q"])
        .column("fte", [1, 2])
        .column("cost", [732_000, 365_000])
        .column("from", ["2016-07-01", "2018-01-01"])
        .column("to", [None, Some("2019-12-31")])
        .column("role", ["social_worker", "administrator"])
        .build()
        .unwrap()
}

#[test]
fn the_tail_by_hand() {
    // p: 732,000 a year. 2016: 184 of 366 days: 368,000, all of it the grant's. 2017: 732,000, half.
    // 2018: the grant lasts to 30 June, 181 of 365 days: 732,000 · 181/730 = 181,495.890… →
    // 181,495.89. q: 730,000 a year. 2018: half for 181 days: 730,000 · 181/730 = 181,000. 2019 own.
    let shares = [(2016, ratio("1")), (2017, ratio("0.5")), (2018, ratio("0.5"))];
    let ask =
        GrantPosts::new("fte", "cost", "from", day("2018-06-30"), shares).to("to").role("role");
    let tail = tail(&posts(), &ask, 2020).unwrap();
    let rows: Vec<_> =
        tail.rows().iter().map(|row| (row.row, row.year, row.cost, row.grant)).collect();
    let want = [
        (0, 2016, kr("368000"), kr("368000")),
        (0, 2017, kr("732000"), kr("366000")),
        (0, 2018, kr("732000"), kr("181495.89")),
        (0, 2019, kr("732000"), kr("0")),
        (0, 2020, kr("732000"), kr("0")),
        (1, 2018, kr("730000"), kr("181000")),
        (1, 2019, kr("730000"), kr("0")),
    ];
    assert_eq!(rows, want);
    let own: Vec<_> = tail.years().iter().map(|year| year.own).collect();
    assert_eq!(own, [kr("0"), kr("366000"), kr("1099504.11"), kr("1462000"), kr("732000")]);
    let roles: Vec<_> =
        tail.by_role().iter().map(|year| (year.role.as_deref(), year.own)).collect();
    assert_eq!(roles.len(), 10);
    assert_eq!(roles[3], (Some("social_worker"), kr("732000")));
    assert_eq!(roles[7], (Some("administrator"), kr("549000")));
    // Both outlast the grant, q by a year and a half.
    assert_eq!(tail.yearly_after_grant(), kr("1462000"));
    assert_eq!(tail.after_grant("q").unwrap(), Some(kr("730000")));
}

#[test]
fn the_tail_is_explained() {
    let ask = GrantPosts::new("fte", "cost", "from", day("2018-12-31"), ratio("0.8")).to("to");
    let tail = tail(&posts(), &ask.grant_from(day("2016-10-01")), 2017).unwrap();
    // 732,000 · 184/366 = 368,000; the grant 80 % of 732,000 · 92/366 = 184,000.
    assert_eq!(
        plain(&tail.explain(Some("p"), Language::Swedish).unwrap()),
        "p: 732 000 kr om året när bidraget har upphört\n\
         Årsarbetare: 1 (angivet).\n\
         Kostnad per årsarbetare och år: 732 000 kr (angivet).\n\
         Bidragets andel: 0,8 (angivet).\n\
         2016: tjänsten finns 184 av årets 366 dagar.\n\
         2016: bidraget gäller 92 av årets 366 dagar.\n\
         2016: bidraget betalar 147 200 kr av kostnaden 368 000 kr.\n\
         2016: kommunen betalar 220 800 kr av kostnaden 368 000 kr.\n\
         2017: bidraget betalar 585 600 kr av kostnaden 732 000 kr.\n\
         2017: kommunen betalar 146 400 kr av kostnaden 732 000 kr.\n\
         Avrundning: var för sig till närmaste, halva uppåt, i enheter om 0,01 kr.\n\
         Kostnaden blir kvar när bidraget upphör 2018-12-31: 732 000 kr om året för kommunen, så \
         länge tjänsterna finns. [Stockholms stad, socialförvaltningen: Tjänsteutlåtande över \
         skrivelsen Socialsekreterarlyft: ”det kan vara svårt att fortsätta en satsning för \
         kommunen i budgetprocessen när den statliga satsningen är över”]"
    );
    // q begins after the last year asked for: nothing is known to have been paid for it.
    assert_eq!(tail.after_grant("q").unwrap(), None);
    let all = tail.explain(None, Language::English).unwrap();
    assert!(plain(&all).starts_with("In all: 732,000 kr a year once the grant has ended\n2016: "));
}

#[test]
fn receipts_change_with_facts_and_rules() {
    let hash = |salary: &str, fte: i64| {
        let table = Table::builder("id", ["a"]).column("fte", [fte]).build().unwrap();
        let comparison =
            AgencyComparison::by_fte("fte", 1).price(kr("2")).against(kr(salary), ratio("0"));
        let receipt = agency_cost(&table, &comparison).unwrap().receipt();
        (receipt.rules_hash().to_owned(), receipt.facts_hash().to_owned())
    };
    let (one, rules, facts) = (hash("1", 1), hash("2", 1), hash("1", 2));
    assert!(one.0 != rules.0 && one.1 == rules.1 && one.0 == facts.0 && one.1 != facts.1);
}
