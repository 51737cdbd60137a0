//! Cells as a frame has them, and how they are read as what an operation asks for.

use std::fmt::{self, Display};

use statsbidrag::wire::LentColumn;
use statsbidrag::{Code, Column, Date, Flags, Numbers, Problem, Problems, Texts};

use crate::float;

/// One cell of a frame.
#[derive(Clone, Debug)]
pub(crate) enum Atom<'a> {
    Empty,
    Whole(i128),
    Float(f64),
    /// So many units of a power of ten: a decimal.
    Decimal(i128, u32),
    /// A number beyond those, written out.
    Number(&'a str),
    Flag(bool),
    Text(&'a str),
    Day(Date),
    /// What no column may hold, in words.
    Other(&'a str),
}

impl Display for Atom<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Atom::Empty => f.write_str("an empty cell"),
            Atom::Whole(number) => number.fmt(f),
            // As Python writes it, with an exponent where there is much to write.
            Atom::Float(number) if number.is_nan() => f.write_str("nan"),
            Atom::Float(number) => write!(f, "{number:?}"),
            Atom::Decimal(digits, scale) => f.write_str(&decimal_text(*digits, *scale)),
            Atom::Number(text) | Atom::Other(text) => f.write_str(text),
            Atom::Flag(flag) => f.write_str(if *flag { "True" } else { "False" }),
            Atom::Text(text) => write!(f, "{text:?}"),
            Atom::Day(day) => day.fmt(f),
        }
    }
}

fn decimal_text(digits: i128, scale: u32) -> String {
    let sign = if digits < 0 { "-" } else { "" };
    let width = scale as usize + 1;
    let digits = format!("{:0>width$}", digits.unsigned_abs());
    let (whole, fraction) = digits.split_at(digits.len() - scale as usize);
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// Cells in the order of their rows.
pub(crate) trait Atoms: fmt::Debug + Send + Sync {
    fn len(&self) -> usize;

    /// Whether there may be numbers among the cells.
    fn may_be_numbers(&self) -> bool;

    /// Hands out every cell.
    fn each(&self, take: impl FnMut(Atom<'_>));
}

/// A column of a frame, with how its floats are to be rounded, if that was said.
#[derive(Debug)]
pub(crate) struct GivenColumn<A> {
    pub(crate) name: String,
    pub(crate) decimals: Option<u32>,
    pub(crate) atoms: A,
}

/// The finest scale that a column of decimals is read in at once; finer ones go by their texts.
const FINEST: u32 = 18;

impl<A: Atoms> GivenColumn<A> {
    /// A number as units of a power of ten, where it is one.
    fn decimal(&self, atom: &Atom<'_>) -> Option<(i128, u32)> {
        match *atom {
            Atom::Whole(number) => Some((number, 0)),
            Atom::Decimal(digits, scale) if scale <= FINEST => Some((digits, scale)),
            Atom::Float(number) => match self.decimals {
                Some(decimals) => Some((float::rounded(number, decimals)?, decimals)),
                None => Some((float::whole(number)?.into(), 0)),
            },
            _ => None,
        }
    }

    /// The cells over one power of ten, where all are decimals that one of 38 digits holds.
    fn decimals(&self) -> Option<Numbers> {
        if !self.atoms.may_be_numbers() {
            return None;
        }
        let mut finest = Some(0);
        self.atoms.each(|atom| match (self.decimal(&atom), &atom) {
            (Some((_, scale)), _) => finest = finest.map(|finest: u32| finest.max(scale)),
            (None, Atom::Empty) => {}
            _ => finest = None,
        });
        let finest = finest?;
        if finest == 0 {
            let mut cells: Vec<Option<i64>> = Vec::with_capacity(self.atoms.len());
            let mut is_small = true;
            self.atoms.each(|atom| {
                let number = self.decimal(&atom).map(|(number, _)| i64::try_from(number));
                is_small &= !matches!(number, Some(Err(_)));
                cells.push(number.and_then(Result::ok));
            });
            if is_small {
                let whole: Option<Vec<i64>> = cells.iter().copied().collect();
                return Some(match whole.map(Column::from) {
                    Some(Column::Numbers(numbers)) => numbers,
                    _ => Numbers::scaled(cells, 1),
                });
            }
        }
        let mut cells = Vec::with_capacity(self.atoms.len());
        let mut is_within = true;
        self.atoms.each(|atom| {
            let cell = self
                .decimal(&atom)
                .map(|(digits, scale)| digits.checked_mul(10_i128.pow(finest - scale)));
            is_within &= cell != Some(None);
            cells.push(cell.flatten());
        });
        is_within.then(|| Numbers::scaled(cells, 10_u64.pow(finest)))
    }

    fn wanted_number(&self, row: usize, atom: &Atom<'_>, problems: &mut Problems) {
        let (code, want) = match atom {
            Atom::Float(number) if number.abs() >= float::LARGEST => (
                Code::Float,
                "a Decimal or a text: from 2⁵³ on a float may have lost something".to_owned(),
            ),
            Atom::Float(number) if number.is_finite() => (
                Code::Float,
                format!(
                    "an exact number: a whole one under 2⁵³, a Decimal or a text; or decimals={{{:?}: …}} to declare a rounding",
                    self.name
                ),
            ),
            Atom::Float(_) => (Code::Float, "a number; None where there is none".to_owned()),
            _ => (Code::Malformed, "a number".to_owned()),
        };
        problems.push(Problem::new(format!("/{row}"), code, atom.to_string(), want));
    }
}

impl<A: Atoms> LentColumn for GivenColumn<A> {
    fn len(&self) -> usize {
        self.atoms.len()
    }

    fn numbers(&self, problems: &mut Problems) -> Numbers {
        if let Some(numbers) = self.decimals() {
            return numbers;
        }
        let mut texts: Vec<Option<String>> = Vec::with_capacity(self.atoms.len());
        self.atoms.each(|atom| {
            let decimal = self.decimal(&atom);
            texts.push(match (&atom, decimal) {
                (_, Some((digits, scale))) => Some(decimal_text(digits, scale)),
                (Atom::Empty, _) => None,
                (Atom::Decimal(digits, scale), _) => Some(decimal_text(*digits, *scale)),
                (Atom::Number(text) | Atom::Text(text), _) => Some((*text).to_owned()),
                _ => {
                    self.wanted_number(texts.len(), &atom, problems);
                    None
                }
            });
        });
        Numbers::parse(texts.iter().map(Option::as_deref))
    }

    fn flags(&self, problems: &mut Problems) -> Flags {
        let mut flags = Vec::with_capacity(self.atoms.len());
        self.atoms.each(|atom| {
            flags.push(match atom {
                Atom::Flag(flag) => Some(flag),
                Atom::Empty => None,
                _ => {
                    let path = format!("/{}", flags.len());
                    let want = "True or False";
                    problems.push(Problem::new(path, Code::Malformed, atom.to_string(), want));
                    None
                }
            });
        });
        flags.into_iter().collect()
    }

    fn texts(&self, problems: &mut Problems) -> Texts {
        let mut texts = Texts::with_capacity(self.atoms.len());
        self.atoms.each(|atom| match atom {
            Atom::Text(text) => texts.push(Some(text)),
            Atom::Empty => texts.push(None),
            Atom::Day(day) => texts.push(Some(&day.to_string())),
            _ => {
                let path = format!("/{}", texts.len());
                let want =
                    "a text; codes such as \"0180\" are texts, for a number has no zero first";
                problems.push(Problem::new(path, Code::WrongType, atom.to_string(), want));
                texts.push(None);
            }
        });
        texts
    }

    fn column(&self, problems: &mut Problems) -> Column {
        if let Some(numbers) = self.decimals() {
            return numbers.into();
        }
        let mut texts = Texts::with_capacity(self.atoms.len());
        // The same day mostly stands in many rows together, and is written once.
        let mut last: Option<(Date, String)> = None;
        self.atoms.each(|atom| match (self.decimal(&atom), &atom) {
            (Some((digits, scale)), _) => texts.push(Some(&decimal_text(digits, scale))),
            (_, Atom::Empty) => texts.push(None),
            (_, Atom::Text(text) | Atom::Number(text)) => texts.push(Some(text)),
            (_, Atom::Decimal(digits, scale)) => texts.push(Some(&decimal_text(*digits, *scale))),
            (_, Atom::Flag(flag)) => texts.push(Some(if *flag { "yes" } else { "no" })),
            (_, Atom::Day(day)) => match &last {
                Some((same, text)) if same == day => texts.push(Some(text)),
                _ => {
                    let (_, text) = last.insert((*day, day.to_string()));
                    texts.push(Some(text));
                }
            },
            (_, Atom::Float(_)) => {
                self.wanted_number(texts.len(), &atom, problems);
                texts.push(None);
            }
            (_, Atom::Whole(_)) => {}
            (_, Atom::Other(_)) => {
                let path = format!("/{}", texts.len());
                let want = "a text, True or False, a number or a day";
                problems.push(Problem::new(path, Code::WrongType, atom.to_string(), want));
                texts.push(None);
            }
        });
        texts.into()
    }

    fn is_of_flags(&self) -> bool {
        let mut is_of_flags = true;
        self.atoms.each(|atom| is_of_flags &= matches!(atom, Atom::Flag(_) | Atom::Empty));
        is_of_flags
    }
}
