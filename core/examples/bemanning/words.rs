//! The words of roles and columns, as they are said.

use statsbidrag::Language;

use crate::layout::say;

/// A role in words: those of the map of roles that ships; others as they stand.
pub(crate) fn role(role: &str, language: Language) -> &str {
    match role {
        "social_worker" => say(language, "socialsekreterare", "social workers"),
        "supervisor" => say(language, "arbetsledare", "supervisors"),
        "administrator" => say(language, "administratörer", "administrators"),
        "manager" => say(language, "chefer", "managers"),
        other => other,
    }
}

/// A column of the table in words.
pub(crate) fn column(name: &str, language: Language) -> String {
    let known = match name {
        "cases" => say(language, "ärenden", "cases"),
        "unqualified_heads" => say(language, "utan behörighet", "without the qualification"),
        "regulated_heads" => say(language, "socialsekreterare", "social workers"),
        "social_worker_new_heads" => {
            say(language, "socialsekreterare som är nya i yrket", "social workers who are new")
        }
        "manager_under_three_years_heads" => {
            say(language, "chefer med under tre år", "managers under three years")
        }
        _ => "",
    };
    if !known.is_empty() {
        return known.to_owned();
    }
    if let Some(of) = name.strip_suffix("_heads") {
        return role(of, language).to_owned();
    }
    match name.strip_suffix("_fte") {
        Some(of) => {
            let fte = say(language, "årsarbetare", "FTE of");
            format!("{fte} {}", role(of, language))
        }
        None => name.to_owned(),
    }
}

/// The unit of a column that is hired into, for a table's head.
pub(crate) fn posts(name: &str, language: Language) -> String {
    match name.strip_suffix("_fte") {
        Some(_) => say(language, "årsarbetare", "FTE").to_owned(),
        None => column(name, language),
    }
}

/// The role of a column such as `social_worker_fte`.
pub(crate) fn role_of(column: &str) -> &str {
    column.strip_suffix("_fte").or_else(|| column.strip_suffix("_heads")).unwrap_or(column)
}

/// A sentence of the library, with the names of columns as words.
pub(crate) fn plain(sentence: &str, language: Language) -> String {
    let is_part = |letter: char| letter.is_ascii_lowercase() || letter == '_';
    let mut out = String::new();
    let mut rest = sentence;
    while let Some(start) = rest.find(is_part) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|letter| !is_part(letter)).unwrap_or(from.len());
        let (name, after) = from.split_at(end);
        out.push_str(before);
        match name == "cases" || name.ends_with("_heads") || name.ends_with("_fte") {
            true => out.push_str(&column(name, language)),
            false => out.push_str(name),
        }
        rest = after;
    }
    out + rest
}
