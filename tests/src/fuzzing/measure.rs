//! Texts of measures and keys.

use num_rational::BigRational;
use num_traits::{One, Signed};
use statsbidrag::{Key, Measure};

use super::exact;
use crate::refused::has_a_reason;

/// A text that is read as a measure is written as one that is read the same; and so is a key whose
/// components are the lines of the text: a name, a share and a measure, with colons between them.
///
/// # Panics
/// If it is not.
pub fn measure(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match text.parse::<Measure>() {
        Ok(measure) => {
            let written = measure.to_string();
            assert_eq!(written.parse::<Measure>().as_ref(), Ok(&measure), "{written}");
            assert_eq!(measure.to_string(), written);
            assert_eq!(Key::measure(text).as_ref(), Ok(&Key::from(measure)));
        }
        Err(error) => has_a_reason(&error),
    }
    let components = text.lines().map(|line| {
        let mut parts = line.splitn(3, ':').map(str::trim);
        [(); 3].map(|()| parts.next().unwrap_or_default())
    });
    match Key::new(components.map(|[name, share, measure]| (name, share, measure))) {
        Ok(key) => key_is_sound(&key),
        Err(error) => has_a_reason(&error),
    }
}

fn key_is_sound(key: &Key) {
    let shares: Vec<BigRational> = key.components().iter().map(|c| exact(c.share())).collect();
    assert!(shares.iter().sum::<BigRational>().is_one(), "{key}");
    assert!(!shares.iter().any(BigRational::is_negative), "{key}");
    let written = serde_json::to_string(key).expect("a document");
    assert_eq!(written.parse::<Key>().as_ref(), Ok(key), "{written}");
}
