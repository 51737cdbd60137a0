//! What the plan hires, what it costs, and what stays when a grant ends.

use crate::{assert_lines, flat, page, section};

#[test]
fn the_plan_adds_the_supervisors_that_new_social_workers_need() {
    // Norr: 1 post makes 13 heads, and 13/6 takes a third supervisor. Öst: 1.5 posts are 2 heads, 13
    // as well. Väst: 9/6 takes a second. Of the posts Norr has 1 vacant already, and Öst 0.5.
    let plan = section(&page(&[]), "Planen");
    assert_lines(
        &plan,
        &[
            "Norr 1 årsarbetare socialsekreterare 1 målet för ärenden",
            "Norr 1 arbetsledare – högst sex per arbetsledare",
            "Väst 1 arbetsledare – högst sex per arbetsledare",
            "Öst 1,5 årsarbetare socialsekreterare 0,5 målet för ärenden",
            "Öst 1 arbetsledare – högst sex per arbetsledare",
        ],
    );
    assert!(!plan.contains("Söder") && !plan.contains("Mottagning"), "{plan}");
    // No cost is made up: what must be given is said.
    assert!(!plan.contains("000 kr") && plan.contains("--cost social_worker=KRONOR"), "{plan}");
    assert!(plan.contains("--cost supervisor=KRONOR"));
    let one = section(&page(&["--cost", "social_worker=700000"]), "Planen");
    assert!(!one.contains("000 kr") && !one.contains("--cost social_worker"), "{one}");
}

pub(crate) const COSTS: [&str; 4] =
    ["--cost", "social_worker=700000", "--cost", "supervisor=800 000"];

#[test]
fn costs_are_those_that_the_user_gives() {
    let costs = |more: &[&str]| page(&[&COSTS[..], more].concat());
    // 1 · 700,000 + 1.5 · 700,000 + 3 · 800,000.
    let plan = section(&costs(&[]), "Planen");
    assert_lines(
        &plan,
        &[
            "Norr 1 årsarbetare socialsekreterare 1 700 000 kr målet för ärenden",
            "Öst 1,5 årsarbetare socialsekreterare 0,5 1 050 000 kr målet för ärenden",
            "Planen kostar om året 4 150 000 kr",
        ],
    );
    assert!(plan.contains("--fundable"), "{plan}");
    // Of 2.5 posts 1.5 fill vacancies.
    let divided = section(&costs(&["--fundable", "social_worker"]), "Planen");
    assert_lines(
        &divided,
        &[
            "Planen kostar om året 4 150 000 kr",
            "därav i roller som bidraget får betala 1 750 000 kr",
            "för att fylla vakanser som redan finns 1 050 000 kr",
            "därav alltid kommunens egen kostnad 2 400 000 kr",
        ],
    );
}

#[test]
fn what_stays_when_a_grant_ends() {
    let ends = |more: &[&str]| {
        let answer = page(&[&COSTS[..], &["--grant-ends", "2019-12-31"], more].concat());
        section(&answer, "När bidraget upphör 2019-12-31")
    };
    // Beyond vacancies: in Öst 1 social worker, and 3 supervisors.
    let both = ends(&["--fundable", "social_worker", "--fundable", "supervisor"]);
    assert_lines(
        &both,
        &[
            "2018 arbetsledare 2 400 000 kr 2 400 000 kr 0 kr",
            "socialsekreterare 700 000 kr 700 000 kr 0 kr",
            "alla 3 100 000 kr 3 100 000 kr 0 kr",
            "2020 arbetsledare 2 400 000 kr 0 kr 2 400 000 kr",
            "alla 3 100 000 kr 0 kr 3 100 000 kr",
            "Det här blir kvar för kommunen: 3 100 000 kr om året",
        ],
    );
    assert!(
        flat(&both)
            .contains("de finns från 2018-01-01 och blir kvar, bidraget betalar hela kostnaden")
    );
    // Four fifths of 700,000.
    let part = ends(&["--fundable", "social_worker", "--grant-share", "0,8"]);
    assert_lines(
        &part,
        &[
            "2019 alla 700 000 kr 560 000 kr 140 000 kr",
            "2020 alla 700 000 kr 0 kr 700 000 kr",
            "Det här blir kvar för kommunen: 700 000 kr om året",
        ],
    );
    // The plan hires no administrators.
    let cost = ["--cost", "administrator=1", "--fundable", "administrator"];
    assert!(ends(&cost).contains("Planen har inga nya tjänster i de roller"));
}
