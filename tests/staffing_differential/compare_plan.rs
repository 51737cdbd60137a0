//! A plan by the library against one by the oracle.
//!
//! The lines of a row are compared as a set: their order is not part of a plan. Several lines may
//! raise one column, each for the rule that forced it; their sum is what is compared.

use std::collections::BTreeMap;

use num_rational::BigRational;
use num_traits::Zero;
use serde_json::{Value, json};
use statsbidrag_tests::differing::{Agreed, Differ, answer, differ, rows_of};
use statsbidrag_tests::oracle::rational;
use statsbidrag_tests::staffing_oracle::{
    Facts, Hires, Plan, Planned, RowPlan, exact, kronor, plan,
};

use super::order::same_in_other_orders;

/// A line of a plan, as the library has it.
pub(crate) struct Post {
    pub(crate) row: String,
    pub(crate) role: String,
    pub(crate) hire: BigRational,
    pub(crate) rule: String,
    vacancies: BigRational,
}

pub(crate) fn compare(document: &Value) -> Agreed {
    let library = answer(document);
    let oracle = plan(document);
    let seen = same_answer(document, &library, &oracle)?;
    same_in_other_orders(document, &library, &oracle)?;
    Ok(seen)
}

/// Without asking for the plan of other orders of the rules.
pub(crate) fn compare_as_it_stands(document: &Value) -> Agreed {
    same_answer(document, &answer(document), &plan(document))
}

fn same_answer(document: &Value, library: &Value, oracle: &Plan) -> Agreed {
    let mut seen = same_plan(document, library, oracle)?;
    if library.get("error").is_none() {
        same_cost(document, library)?;
        if document.get("cost").is_some() {
            seen.push("with cost".into());
        }
    }
    Ok(seen)
}

fn same_plan(document: &Value, library: &Value, oracle: &Plan) -> Agreed {
    let endless = oracle.rows.iter().any(|row| row.planned == Planned::NotSettled);
    let open = oracle.rows.iter().any(|row| row.planned == Planned::Shared { settles: false });
    if library.get("error").is_some() {
        let problem = &library["problems"][0];
        if problem["code"] != "not_settled" || problem["path"] != "/rules" {
            return Err(differ("refused", library, "a plan"));
        }
        if !endless && !open {
            return Err(differ("not settled", library, "a plan"));
        }
        return Ok(vec![if endless { "not settled" } else { "shared, not settled" }.into()]);
    }
    if endless {
        return Err(differ("settled", library, "not_settled"));
    }
    let posts = posts(document, library);
    let facts = Facts::of(document);
    let unknown: Vec<_> =
        oracle.not_evaluated.iter().map(|row| facts.ids()[*row].as_str()).collect();
    if library["not_evaluated"] != json!(unknown) {
        return Err(differ("not_evaluated", &library["not_evaluated"], json!(unknown)));
    }
    let mut seen = vec!["answered".to_owned()];
    let mut rest = posts.len();
    for row in &oracle.rows {
        let id = &facts.ids()[row.row];
        let own: Vec<&Post> = posts.iter().filter(|post| post.row == *id).collect();
        rest -= own.len();
        seen.push(same_row(row, &own, &facts)?);
    }
    if rest > 0 {
        return Err(differ("posts for a row that is not planned", library, json!(unknown)));
    }
    if !unknown.is_empty() {
        seen.push("not evaluated".into());
    }
    Ok(seen)
}

fn same_row(row: &RowPlan, own: &[&Post], facts: &Facts) -> Result<String, Differ> {
    let mut hires = Hires::new();
    for post in own {
        *hires.entry(post.role.clone()).or_default() += &post.hire;
    }
    let word = match &row.planned {
        Planned::Least(least) if least == &hires => {
            if least.is_empty() {
                "nothing to hire"
            } else {
                "least"
            }
        }
        Planned::Least(least) => return Err(differ("plan", shown(&hires), shown(least))),
        Planned::NotSettled => unreachable!("the document has not settled"),
        Planned::Shared { .. } => {
            if !row.demands.are_met(&hires) {
                let demanded = shown(&row.demands.by_column(&hires));
                let kind = format!("{}: not met", sharing(row));
                return Err(differ(kind, shown(&hires), demanded));
            }
            if let Some((column, fewer)) = row.demands.not_least(&hires) {
                let fewer = format!("{} in {column} are enough", exact(&fewer));
                let kind = format!("{}: not least", sharing(row));
                return Err(differ(kind, shown(&hires), fewer));
            }
            sharing(row)
        }
    };
    same_vacancies(row.row, own, &hires, facts)?;
    Ok(word.to_owned())
}

/// What makes the plan of a row an open one.
pub(crate) fn sharing(row: &RowPlan) -> &'static str {
    if row.demands.hire_posts_and_heads() { "posts and heads" } else { "shared" }
}

/// Vacancies of posts: as many as there are, up to what is hired.
fn same_vacancies(row: usize, own: &[&Post], hires: &Hires, facts: &Facts) -> Result<(), Differ> {
    for (role, hire) in hires.iter().filter(|(role, _)| role.ends_with("_fte")) {
        let column = role.replace("_fte", "_vacant_fte");
        let vacant = facts.has(&column).then(|| facts.cell(&column, row).number()).flatten();
        let expected = vacant.unwrap_or_default().min(hire.clone());
        let lines = own.iter().filter(|post| post.role == *role);
        let found: BigRational = lines.map(|post| &post.vacancies).sum();
        if found != expected {
            return Err(differ("vacancies", exact(&found), exact(&expected)));
        }
    }
    Ok(())
}

/// The lines of the library's plan.
pub(crate) fn posts(document: &Value, library: &Value) -> Vec<Post> {
    let id = document["id"].as_str().unwrap_or_default();
    let text = |line: &Value, name: &str| line[name].as_str().unwrap_or_default().to_owned();
    let number = |line: &Value, name: &str| {
        let text = text(line, name);
        let number = rational(&text).unwrap_or_else(|| panic!("{name} is {text:?}: {line}"));
        assert_eq!(exact(&number), text, "as a number is written");
        number
    };
    let post = |line: Value| Post {
        row: text(&line, id),
        role: text(&line, "role"),
        hire: number(&line, "hire"),
        rule: text(&line, "rule"),
        vacancies: number(&line, "vacancies"),
    };
    rows_of(&library["result"]).into_iter().map(post).collect()
}

/// Each post's cost, and the sums.
fn same_cost(document: &Value, library: &Value) -> Result<(), Differ> {
    let Some(costs) = document.get("cost") else {
        return match library.get("cost") {
            None => Ok(()),
            Some(cost) => Err(differ("cost", cost, "none was asked for")),
        };
    };
    let fundable = document.get("fundable").and_then(Value::as_array);
    let mut sums: BTreeMap<bool, BigRational> = BTreeMap::new();
    let mut each = Vec::new();
    for post in posts(document, library) {
        let one = rational(costs[&post.role].as_str().unwrap_or_default()).expect("a cost");
        let cost = one * &post.hire;
        let by_grant = fundable.is_some_and(|roles| roles.contains(&json!(post.role)));
        *sums.entry(by_grant).or_default() += &cost;
        each.push(kronor(&cost).expect("whole öre"));
    }
    let of = |by_grant: bool| sums.get(&by_grant).cloned().unwrap_or_else(BigRational::zero);
    let text = |sum: &BigRational| kronor(sum).expect("whole öre");
    let expected = json!({
        "posts": each,
        "total": text(&(of(true) + of(false))),
        "fundable": text(&of(true)),
        "own": text(&of(false)),
    });
    if library["cost"] == expected {
        Ok(())
    } else {
        Err(differ("cost", &library["cost"], expected))
    }
}

fn shown(hires: &Hires) -> String {
    let each = hires.iter().map(|(column, hire)| format!("{} {column}", exact(hire)));
    format!("[{}]", each.collect::<Vec<_>>().join(", "))
}
