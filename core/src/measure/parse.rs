//! Reading the text form of a measure.

use std::borrow::Cow;

use super::{Measure, Term};
use crate::Error;
use crate::limits::{MOST_FACTORS, MOST_TERMS};
use crate::number::{Ratio, text::shorten};
use crate::problem::{Code, Problem};

/// A piece of the text.
#[derive(Debug, PartialEq)]
enum Token {
    Number(Ratio),
    Parameter(String),
    Column(String),
    Plus,
    Times,
}

/// measure = term ("+" term)*; term = factor ("*" factor)*; factor = number | $name | name.
pub(super) fn measure(text: &str) -> Result<Measure, Error> {
    let tokens = tokens(text)?;
    let terms: Result<Vec<Term>, Error> =
        tokens.split(|token| *token == Token::Plus).map(|tokens| term(tokens, text)).collect();
    match terms? {
        terms if terms.len() > MOST_TERMS => {
            Err(wrong(text, &format!("at most {MOST_TERMS} terms")))
        }
        terms => Ok(Measure(terms)),
    }
}

fn term(tokens: &[Token], text: &str) -> Result<Term, Error> {
    if tokens.len() > 2 * MOST_FACTORS {
        return Err(wrong(text, &format!("at most {MOST_FACTORS} factors in a term")));
    }
    let mut weight = None;
    let (mut parameters, mut columns) = (Vec::new(), Vec::new());
    for factor in tokens.split(|token| *token == Token::Times) {
        match factor {
            [Token::Number(number)] if weight.is_none() => weight = Some(number.clone()),
            [Token::Number(_)] => return Err(wrong(text, "one weight in a term")),
            [Token::Parameter(name)] => parameters.push(name.clone()),
            [Token::Column(name)] => columns.push(name.clone()),
            _ => return Err(wrong(text, "factors joined by * and terms joined by +")),
        }
    }
    if columns.is_empty() {
        return Err(wrong(text, "a column in every term"));
    }
    Ok(Term { weight: weight.unwrap_or_else(Ratio::one), parameters, columns })
}

fn tokens(text: &str) -> Result<Vec<Token>, Error> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, after) = match first {
            '+' => (Token::Plus, &rest[1..]),
            '*' => (Token::Times, &rest[1..]),
            '0'..='9' => {
                let end = rest
                    .find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '/'))
                    .unwrap_or(rest.len());
                let number = rest[..end].parse().map_err(|e: Error| match e.is_too_large() {
                    true => e,
                    false => wrong(text, "weights such as 2, 0.5 or 1/17"),
                })?;
                (Token::Number(number), &rest[end..])
            }
            '$' => {
                let (name, after) = name(&rest[1..], text)?;
                (Token::Parameter(name), after)
            }
            '-' => return Err(wrong(text, "weights of at least 0")),
            _ => {
                let (name, after) = name(rest, text)?;
                (Token::Column(name), after)
            }
        };
        tokens.push(token);
        rest = after.trim_start();
    }
    Ok(tokens)
}

/// A word, or anything between quotes, where a doubled quote stands for one.
fn name<'t>(rest: &'t str, text: &str) -> Result<(String, &'t str), Error> {
    let Some(inside) = rest.strip_prefix('"') else {
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        return match rest.chars().next() {
            Some(first) if is_word_start(first) => Ok((rest[..end].to_owned(), &rest[end..])),
            _ => Err(wrong(text, "column names as words, or in double quotes")),
        };
    };
    let mut name = String::new();
    let mut rest = inside;
    loop {
        let Some(end) = rest.find('"') else {
            return Err(wrong(text, "an end to the quoted name"));
        };
        name.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(after) => {
                name.push('"');
                rest = after;
            }
            None if name.is_empty() => return Err(wrong(text, "a name between the quotes")),
            None => return Ok((name, rest)),
        }
    }
}

fn is_word_start(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The name as it must stand in a measure.
pub(super) fn quoted(name: &str) -> Cow<'_, str> {
    let plain = name.chars().next().is_some_and(is_word_start) && name.chars().all(is_word);
    if plain { name.into() } else { format!("\"{}\"", name.replace('"', "\"\"")).into() }
}

fn wrong(text: &str, want: &str) -> Error {
    Problem::new("", Code::Malformed, shorten(text), want).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_form_of_the_documentation_is_read() {
        for text in [
            "population",
            "asylum_adults + 2*asylum_minors",
            "pupils*index",
            "1/17*families + 1/12*investigations",
            "2*$n*newly_arrived_minors",
            "\"antal barn\" + 0.5*\"säg \"\"hej\"\"\"",
            "årsarbetare",
        ] {
            assert_eq!(measure(text).unwrap().to_string(), text);
        }
        assert_eq!(measure(" b*2 * a+c ").unwrap().to_string(), "2*b*a + c");
    }

    #[test]
    fn what_is_no_measure_is_refused() {
        for text in [
            "", "+", "a+", "2", "$n", "a b", "2*3*a", "-a", "-1*a", "a-b", "a/b", "(a)", "a**b",
            "\"a", "\"\"", "$", "1/0*a", "1e3*a", "a,b", "2a b",
        ] {
            assert!(measure(text).unwrap_err().is_input(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            if let Ok(read) = measure(&text) {
                prop_assert_eq!(measure(&read.to_string()).unwrap(), read);
            }
        }

        #[test]
        fn any_names_and_weights_round_trip(names in proptest::collection::vec("[^\"]{1,8}|\"+", 1..4), n in 0i64.., d in 1i64..) {
            let terms = names.iter().map(|name| Term {
                weight: Ratio::new(n, d).unwrap(),
                parameters: vec!["p q".to_owned()],
                columns: vec![name.clone(), "x".to_owned()],
            });
            let written = Measure(terms.collect());
            prop_assert_eq!(measure(&written.to_string()).unwrap(), written);
        }
    }
}
