//! What a page says that something prints.

/// Whether this is what is printed; a line with nothing but `…` stands for any lines.
///
/// ```
/// use statsbidrag_tests::printed::agrees;
///
/// assert!(agrees("a\nb\n", "a\nb\n") && !agrees("a\nb\n", "a\nb\nc\n"));
/// assert!(agrees("a\n  …\nd\n", "a\nb\nc\nd\n") && agrees("a\n…\n", "a\n"));
/// assert!(!agrees("a\n…\nd\n", "b\nd\n") && !agrees("…\nb\n…\na\n", "a\nb\n"));
/// assert!(!agrees("a\n…\na\n", "a\n"));
/// ```
#[must_use]
pub fn agrees(page: &str, printed: &str) -> bool {
    fn from(page: &[&str], printed: &[&str]) -> bool {
        match page.split_first() {
            None => printed.is_empty(),
            Some((line, rest)) if line.trim() == "…" => {
                (0..=printed.len()).any(|skipped| from(rest, &printed[skipped..]))
            }
            Some((line, rest)) => printed.first() == Some(line) && from(rest, &printed[1..]),
        }
    }
    let lines = |text| str::lines(text).collect::<Vec<_>>();
    from(&lines(page), &lines(printed))
}
