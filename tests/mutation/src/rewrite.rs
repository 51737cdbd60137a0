//! A file with all its mutants in it, one of which is chosen when the program runs.

use std::ops::Range;

use crate::site::Mutant;

/// A file rewritten, with where the text of each mutant stands in it.
#[derive(Default)]
pub struct Rewritten {
    pub text: String,
    /// The changed expressions, by number of the mutant.
    pub branches: Vec<(usize, Range<usize>)>,
    /// The whole choices between an expression and its mutants.
    pub choices: Vec<(Vec<usize>, Range<usize>)>,
}

/// Writes `source` with the given mutants, each with its number, in it.
pub fn rewrite(source: &str, mutants: &[(usize, &Mutant)]) -> Rewritten {
    let mut sorted = mutants.to_vec();
    // An expression before those within it.
    sorted.sort_by_key(|(number, mutant)| {
        (mutant.place.start, usize::MAX - mutant.place.end, *number)
    });
    let mut out = Rewritten::default();
    write(source, 0..source.len(), &sorted, &mut out);
    out
}

fn write(source: &str, within: Range<usize>, mutants: &[(usize, &Mutant)], out: &mut Rewritten) {
    let mut at = within.start;
    let mut left = mutants;
    while let Some((_, first)) = left.first() {
        let place = first.place.clone();
        let same = left.iter().take_while(|(_, other)| other.place == place).count();
        let inner =
            left[same..].iter().take_while(|(_, other)| other.place.end <= place.end).count();
        out.text += &source[at..place.start];
        let start = out.text.len();
        out.text.push('(');
        for (number, mutant) in &left[..same] {
            out.text += &format!("if crate::mutation::is({number}) {{ (");
            let branch = out.text.len();
            out.text += &mutant.changed(source);
            out.branches.push((*number, branch..out.text.len()));
            out.text += ") } else ";
        }
        out.text += "{ (";
        write(source, place.clone(), &left[same..same + inner], out);
        out.text += ") })";
        let numbers = left[..same].iter().map(|(number, _)| *number).collect();
        out.choices.push((numbers, start..out.text.len()));
        at = place.end;
        left = &left[same + inner..];
    }
    out.text += &source[at..within.end];
}

/// What every choice asks. The first time it reads which mutant is chosen; without one it may record
/// which choices were reached.
pub const MODULE: &str = r#"
pub(crate) mod mutation {
    use std::io::Write;
    use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

    const RECORDED: u32 = u32::MAX - 1;
    const UNREAD: u32 = u32::MAX;
    static CHOSEN: AtomicU32 = AtomicU32::new(UNREAD);
    static REACHED: [AtomicU32; 1024] = [const { AtomicU32::new(0) }; 1024];

    #[inline(always)]
    pub(crate) fn is(number: u32) -> bool {
        let chosen = CHOSEN.load(Relaxed);
        chosen == number || chosen >= RECORDED && look(number)
    }

    #[cold]
    #[inline(never)]
    fn look(number: u32) -> bool {
        if CHOSEN.load(Relaxed) == UNREAD {
            let chosen = std::env::var("STATSBIDRAG_MUTANT").ok().map(|text| text.parse().unwrap());
            let is_recorded = std::env::var_os("STATSBIDRAG_REACHED").is_some();
            CHOSEN.store(chosen.unwrap_or(if is_recorded { RECORDED } else { 0 }), Relaxed);
            return is(number);
        }
        let bit = 1 << (number % 32);
        if REACHED[number as usize / 32].fetch_or(bit, Relaxed) & bit == 0 {
            let file = std::env::var_os("STATSBIDRAG_REACHED").unwrap();
            let file = std::fs::OpenOptions::new().create(true).append(true).open(file);
            file.unwrap().write_all(format!("{number}\n").as_bytes()).unwrap();
        }
        false
    }
}
"#;
