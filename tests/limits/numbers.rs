//! Amounts, the texts of numbers, columns, measures and keys.

use num_bigint::BigUint;
use serde_json::{Map, Value, json};
use statsbidrag::limits::{
    LONGEST_NUMBER, MOST_COMPONENTS, MOST_FACTORS, MOST_TERMS, WIDEST_KEY, WIDEST_MEASURE,
};

use super::{allocate, fits, refused};

/// 2⁶³ − 1 öre.
#[test]
fn a_total_is_64_bits_of_ore() {
    let total = |total: &str| {
        let frame = json!({"id": ["a"], "w": [1]});
        allocate(&json!({"total": total, "unit": "0.01", "frame": frame}))
    };
    for largest in ["92233720368547758.07", "-92233720368547758.07"] {
        assert_eq!(fits(&total(largest))["result"]["amount"], json!([largest]));
    }
    for larger in ["92233720368547758.08", "-92233720368547758.08", "92233720368547759"] {
        refused(&total(larger), "/total", "out_of_range");
    }
    refused(&total("-92233720368547758.09"), "/total", "out_of_range");
}

/// One recipient's amount fits; the two of one legal entity together do not.
#[test]
fn a_sum_of_amounts_is_64_bits_of_ore_too() {
    let pots = |one: &str, other: &str| {
        let pot = |id: &str, amount: &str| {
            json!({"id": id, "name": {"sv": id, "en": id}, "recipients": "r",
                "amount": [{"from": "2017-01-01", "value": amount, "cite": {"source": "s"}}],
                "key": [{"from": "2017-01-01", "value": "w", "cite": {"source": "s"}}],
                "options": {"unit": "0.01"}})
        };
        json!({"operation": "allocate_scheme", "year": 2017, "id": "id", "total": "0",
            "frames": {"r": {"id": ["a"], "w": [1]}},
            "scheme": {"id": "x", "name": {"sv": "x", "en": "x"},
                "sources": {"s": {"title": "T", "publisher": "P", "rank": "secondary"}},
                "pots": [pot("one", one), pot("other", other)]}})
    };
    // What is taken of nothing is a charge, which is refused by another rule.
    let answer = super::answer(&pots("92233720368547758.07", "0.01"));
    super::says(&answer, "/scheme/pots", "out_of_range");
}

#[test]
fn a_number_has_so_many_characters_and_each_side_of_a_fraction_too() {
    let zeros = |digits: usize| "0".repeat(digits - 1) + "7";
    let n = |value: String| allocate(&json!({"key": "$n*w", "parameters": {"n": value}}));
    for most in [zeros(LONGEST_NUMBER), format!("{0}/{0}", zeros(LONGEST_NUMBER))] {
        fits(&n(most));
    }
    let more = zeros(LONGEST_NUMBER + 1);
    for more in [more.clone(), format!("1/{more}"), format!("{more}/1")] {
        refused(&n(more), "/parameters/n", "out_of_range");
    }
    let total = |digits| allocate(&json!({"total": zeros(digits)}));
    fits(&total(LONGEST_NUMBER));
    for digits in [LONGEST_NUMBER + 1, 1_000_000] {
        refused(&total(digits), "/total", "out_of_range");
    }
}

#[test]
fn an_integer_of_a_document_is_64_bits() {
    let answer = |number: &str| -> Value {
        let text = allocate(&json!({"frame": {"id": ["a", "b"], "w": ["#", 1]}})).to_string();
        serde_json::from_str(&statsbidrag::wire::call(&text.replace("\"#\"", number))).unwrap()
    };
    assert!(answer("18446744073709551615").get("error").is_none());
    super::says(&answer("18446744073709551616"), "/frame/w/0", "float");
    super::says(&answer("1e9"), "/frame/w/0", "float");
    // No float either.
    for none in ["1e999999999", "-1e999999999", &"9".repeat(1_000_000)] {
        super::says(&answer(none), "", "malformed");
    }
}

#[test]
fn numbers_of_a_column_have_127_bits_over_a_denominator_of_64() {
    let weights = |cells: [&str; 2]| allocate(&json!({"frame": {"id": ["a", "b"], "w": cells}}));
    // 2¹²⁷ − 1, and a denominator of 2⁶⁴ − 1.
    fits(&weights(["170141183460469231731687303715884105727", "1"]));
    fits(&weights(["1/18446744073709551615", "1"]));
    let more = "170141183460469231731687303715884105728";
    refused(&weights([more, "1"]), "/frame/w/0", "out_of_range");
    refused(&weights(["1", "1/18446744073709551616"]), "/frame/w/1", "out_of_range");
    // 2³² and 2³² − 1 have 2⁶⁴ − 2³² in common, 2³² and 2³³ − 1 more than 64 bits.
    fits(&weights(["1/4294967296", "1/4294967295"]));
    refused(&weights(["1/4294967296", "1/8589934591"]), "/frame/w/1", "out_of_range");
}

#[test]
fn a_measure_has_so_many_terms_of_so_many_factors() {
    let terms = |count: usize| allocate(&json!({"key": vec!["w"; count].join(" + ")}));
    fits(&terms(MOST_TERMS));
    refused(&terms(MOST_TERMS + 1), "/key", "malformed");
    let factors = |count: usize| allocate(&json!({"key": vec!["w"; count].join("*")}));
    fits(&factors(MOST_FACTORS));
    refused(&factors(MOST_FACTORS + 1), "/key", "malformed");
}

/// A measure with weights of 1/(2⁷⁴²), 1/(3⁴⁶²) and 1/(5ᵏ), each a product of seven factors that a
/// text of a number holds. log₂ 3 = 1.5849625, log₂ 5 = 2.3219281: 742 + 732.2527 + 2.3219281·k is
/// 2047.77 for k = 247, a denominator of 2,048 bits, and 2050.09 for k = 248.
#[test]
fn a_measures_denominator_has_so_many_bits() {
    assert_eq!(WIDEST_MEASURE, 2048);
    let power = |base: u32, exponent: u32| BigUint::from(base).pow(exponent);
    let document = |k: u32| {
        let mut parameters = Map::new();
        let mut term = |name: &str, base: u32, exponents: [u32; 7]| {
            let [weight, named @ ..] = exponents.map(|exponent| power(base, exponent));
            let names = ["a", "b", "c", "d", "e", "f"].map(|letter| format!("{name}{letter}"));
            for (name, value) in names.iter().zip(named) {
                parameters.insert(name.clone(), json!(format!("1/{value}")));
            }
            format!("1/{weight}*${}*w", names.join("*$"))
        };
        let terms = [
            term("p", 2, [106; 7]),
            term("q", 3, [66; 7]),
            term("r", 5, [40, 40, 40, 40, 40, 40, k - 240]),
        ];
        allocate(&json!({"key": terms.join(" + "), "parameters": parameters}))
    };
    // Everybody's weight is one factor of w: 100 is 25 and 75 as by w alone.
    assert_eq!(fits(&document(247))["result"]["amount"], json!(["25", "75"]));
    refused(&document(248), "/key", "out_of_range");
}

/// Components of shares 1/11, a denominator of 4 bits, and measures of a weight 2ⁿ times a column: n + 1
/// bits, 64 for the column and one more. Ten have n = 7 · 212 = 1484, the last 3 · 212 + m:
/// 4 + 10 · (1484 + 66) + (636 + m + 66) is 16,384 for m = 178.
#[test]
fn a_keys_measures_have_so_many_bits_together() {
    assert_eq!(WIDEST_KEY, 16_384);
    let two = |exponent: u32| BigUint::from(2u8).pow(exponent).to_string();
    let document = |m: u32| {
        let wide = format!("{}*{}*w", two(212), ["$n"; 6].join("*"));
        let mut key = Map::new();
        for part in 0..10 {
            key.insert(format!("k{part}"), json!(["1/11", wide]));
        }
        key.insert("last".to_owned(), json!(["1/11", format!("{}*$n*$n*$n*w", two(m))]));
        allocate(&json!({"key": key, "parameters": {"n": two(212)}}))
    };
    assert_eq!(fits(&document(178))["result"]["amount"], json!(["25", "75"]));
    refused(&document(179), "/key", "out_of_range");
}

#[test]
fn a_key_has_so_many_components() {
    let key = |count: usize| {
        let part = |part: usize| (format!("k{part}"), json!([format!("1/{count}"), "w"]));
        allocate(&json!({"key": (0..count).map(part).collect::<Map<_, _>>()}))
    };
    assert_eq!(fits(&key(MOST_COMPONENTS))["result"]["amount"], json!(["25", "75"]));
    refused(&key(MOST_COMPONENTS + 1), "/key", "out_of_range");
}
