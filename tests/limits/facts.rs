//! Documents, their names and texts, and the rows of tables.

use serde_json::{Map, Value, json};
use statsbidrag::limits::{DEEPEST, LARGEST_DOCUMENT, LONGEST_TEXT, MOST_PROBLEMS};
use statsbidrag::{Table, wire};

use super::{allocate, fits, refused, says, text};

/// At most 80 characters of a name in the place of its problem.
fn shortened(name: &str) -> String {
    name.chars().take(80).chain(['…']).collect()
}

#[test]
fn a_document_has_so_many_bytes() {
    let document = |bytes: usize| {
        let mut text = json!({"operation": "catalog"}).to_string();
        text.push_str(&" ".repeat(bytes - text.len()));
        serde_json::from_str::<Value>(&wire::call(&text)).unwrap()
    };
    assert!(document(LARGEST_DOCUMENT).get("error").is_none());
    says(&document(LARGEST_DOCUMENT + 1), "", "out_of_range");
}

#[test]
fn a_document_has_so_many_levels() {
    let document = |levels: usize| {
        let (open, close) = ("[".repeat(levels - 1), "]".repeat(levels - 1));
        let text = format!(r#"{{"operation": "catalog", "more": {open}{close}}}"#);
        serde_json::from_str::<Value>(&wire::call(&text)).unwrap()
    };
    says(&document(DEEPEST), "/more", "unknown_field");
    for levels in [DEEPEST + 1, 1_000_000] {
        says(&document(levels), "", "malformed");
    }
}

#[test]
fn a_name_of_a_column_has_so_many_bytes() {
    let document = |name: &str| {
        let frame = json!({"id": ["a", "b"], name: [1, 3]});
        allocate(&json!({"key": format!("\"{name}\""), "frame": frame}))
    };
    fits(&document(&text(LONGEST_TEXT)));
    let long = text(LONGEST_TEXT + 1);
    refused(&document(&long), &format!("/frame/{}", shortened(&long)), "out_of_range");
    // A million bad cells repeat no name of a million characters.
    let long = text(1_000_000);
    let frame = json!({"id": vec!["a"; 1000], long.as_str(): vec!["?"; 1000]});
    let refusing = allocate(&json!({"key": "w", "frame": frame}));
    refused(&refusing, &format!("/frame/{}", shortened(&long)), "out_of_range");
}

#[test]
fn an_id_and_a_text_of_a_table_have_so_many_bytes() {
    let document = |id: &str, name: &str| {
        let frame = json!({"id": ["a", id], "name": [name, null], "w": [1, 3]});
        allocate(&json!({"frame": frame, "name": "name"}))
    };
    let (most, more) = (text(LONGEST_TEXT), text(LONGEST_TEXT + 1));
    fits(&document(&most, &most));
    refused(&document(&more, &most), "/frame/id/1", "out_of_range");
    refused(&document(&most, &more), "/frame/name/0", "out_of_range");
}

#[test]
fn a_table_of_rust_has_the_same_limits() {
    let table = |id: &str, column: &str| {
        Table::builder("id", [id]).column(column, [1]).build().map_err(|error| {
            let problem = &error.problems()[0];
            (problem.path().to_owned(), problem.code().word())
        })
    };
    let (most, more) = (text(LONGEST_TEXT), text(LONGEST_TEXT + 1));
    assert!(table(&most, &most).is_ok());
    assert_eq!(table(&more, "w").unwrap_err(), ("/frame/id/0".to_owned(), "out_of_range"));
    let place = format!("/frame/{}", shortened(&more));
    assert_eq!(table("a", &more).unwrap_err(), (place, "out_of_range"));
    let longer = table("a", "w").unwrap().with_column(more, [1]).unwrap_err();
    assert!(longer.is_too_large());
}

#[test]
fn days_are_those_of_four_figures() {
    let document = |day: &str| allocate(&json!({"facts_on": {"w": day}}));
    for day in ["0001-01-01", "9999-12-31"] {
        fits(&document(day));
    }
    for day in ["0000-12-31", "10000-01-01", "-0001-01-01", "2017-02-29"] {
        refused(&document(day), "/facts_on/w", "malformed");
    }
}

/// One column has as many problems as are told, the other one more: of those only the first are told, and
/// all are counted.
#[test]
fn so_many_problems_are_told_and_all_are_counted() {
    for rows in [MOST_PROBLEMS, MOST_PROBLEMS + 1, 30 * MOST_PROBLEMS] {
        let ids: Vec<String> = (0..rows).map(|row| row.to_string()).collect();
        let mut frame = Map::new();
        frame.insert("id".to_owned(), json!(ids));
        frame.insert("w".to_owned(), json!(vec!["?"; rows]));
        let answer = super::answer(&allocate(&json!({"frame": frame})));
        assert_eq!(answer["count"], rows);
        assert_eq!(answer["problems"].as_array().unwrap().len(), MOST_PROBLEMS);
    }
}
