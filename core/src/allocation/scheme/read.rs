//! Reading a scheme document.

use std::collections::{BTreeMap, HashSet};

use super::{Content, Deduction, Inner, Leaf, Pot, Scheme, Size};
use crate::Error;
use crate::allocation::{Key, Options};
use crate::document::{Cursor, Fields, Node};
use crate::number::{Money, Ratio};
use crate::problem::{Code, Problems};
use crate::receipt::hash_of_document;
use crate::sources::Sources;
use crate::text::Wording;

/// Reads a scheme, or says everything that is wrong with it.
pub(super) fn scheme(text: &str) -> Result<Scheme, Error> {
    let node = Node::parse(text)?;
    scheme_of(&Cursor::root(&node))
}

impl Scheme {
    /// Reads a scheme that stands within another document.
    pub(crate) fn read(cursor: &Cursor<'_>, problems: &mut Problems) -> Option<Self> {
        problems.keep("", scheme_of(cursor))
    }
}

fn scheme_of(cursor: &Cursor<'_>) -> Result<Scheme, Error> {
    let mut problems = Problems::new();
    let read = Reader::read(cursor, &mut problems);
    problems.check()?;
    // Without problems, every field has been read.
    read.ok_or_else(|| {
        crate::Problem::new(cursor.path(), Code::Malformed, "no scheme", "a scheme").into()
    })
}

/// What reading needs to know everywhere: the sources, and the ids that are taken.
struct Reader {
    sources: Sources,
    ids: HashSet<String>,
}

impl Reader {
    fn read(cursor: &Cursor<'_>, problems: &mut Problems) -> Option<Scheme> {
        let mut fields = cursor.object(problems)?;
        let id = fields.filled("id", problems);
        let name = wording(&mut fields, "name", problems);
        let example =
            fields.optional("example").and_then(|field| field.flag(problems)).unwrap_or(false);
        let remarks = list(&mut fields, "remarks", problems);
        let remarks: Vec<_> =
            remarks.iter().filter_map(|remark| Wording::read(remark, problems)).collect();
        let sources = Sources::read(&mut fields, problems);
        let mut reader = Self { sources, ids: HashSet::new() };
        let parameters = fields.optional("parameters").and_then(|field| field.object(problems));
        let parameters = parameters.iter().flat_map(Fields::all);
        let parameters: BTreeMap<_, _> = parameters
            .filter_map(|(name, field)| Some((name.to_owned(), Wording::read(&field, problems)?)))
            .collect();
        let total = fields.optional("total");
        let total = total.map(|field| {
            reader
                .sources
                .dated(&field, problems, |at, problems| at.parse::<Money>("kronor", problems))
        });
        let deductions = list(&mut fields, "deductions", problems);
        let deductions: Vec<_> =
            deductions.iter().filter_map(|field| reader.deduction(field, problems)).collect();
        let pots = fields.required("pots", problems);
        let pots = pots.map(|field| reader.pots(&field, problems)).unwrap_or_default();
        fields.finish(problems);
        for (name, path) in used_parameters(&pots, &format!("{}/pots", cursor.path())) {
            if !parameters.contains_key(&name) {
                let want = "a parameter that the scheme explains under /parameters";
                problems.add(path, Code::UnknownName, format_args!("${name}"), want);
            }
        }
        let total = match total {
            Some(None) => return None,
            Some(total) => total,
            None => None,
        };
        Some(Scheme {
            id: id?,
            name: name?,
            example,
            remarks,
            sources: reader.sources.into_found(),
            parameters,
            total,
            deductions,
            pots,
            hash: hash_of_document(cursor.node()),
        })
    }

    fn deduction(&mut self, cursor: &Cursor<'_>, problems: &mut Problems) -> Option<Deduction> {
        let mut fields = cursor.object(problems)?;
        let id = self.id(&mut fields, problems);
        let name = wording(&mut fields, "name", problems);
        let amount = fields.required("amount", problems);
        let amount = amount.and_then(|field| {
            self.sources
                .dated(&field, problems, |at, problems| at.parse::<Money>("kronor", problems))
        });
        fields.finish(problems);
        Some(Deduction { id: id?, name: name?, amount: amount? })
    }

    fn pots(&mut self, cursor: &Cursor<'_>, problems: &mut Problems) -> Vec<Pot> {
        let items = cursor.list(problems).unwrap_or_default();
        if items.is_empty() && matches!(cursor.node(), Node::List(_)) {
            problems.add(cursor.path(), Code::Empty, "no pots", "at least one");
        }
        items.iter().filter_map(|item| self.pot(item, problems)).collect()
    }

    fn pot(&mut self, cursor: &Cursor<'_>, problems: &mut Problems) -> Option<Pot> {
        let mut fields = cursor.object(problems)?;
        let id = self.id(&mut fields, problems);
        let name = wording(&mut fields, "name", problems);
        let size = match (fields.optional("share"), fields.optional("amount")) {
            (Some(share), None) => self
                .sources
                .dated(&share, problems, |at, problems| at.parse::<Ratio>("a share", problems))
                .map(Size::Share),
            (None, Some(amount)) => self
                .sources
                .dated(&amount, problems, |at, problems| at.parse::<Money>("kronor", problems))
                .map(Size::Amount),
            (share, _) => {
                let got = if share.is_some() { "both" } else { "neither" };
                problems.add(cursor.path(), Code::Malformed, got, "one of share and amount");
                None
            }
        };
        let inside = fields.optional("inside").map(|field| Wording::read(&field, problems));
        let content = match fields.optional("pots") {
            Some(pots) => Some(Content::Pots(self.pots(&pots, problems))),
            None => self.leaf(&mut fields, problems).map(|leaf| Content::Leaf(Box::new(leaf))),
        };
        let charge = fields.optional("charge").and_then(|field| field.flag(problems));
        let charge = charge.unwrap_or(false);
        fields.finish(problems);
        let inside = match inside {
            Some(None) => return None,
            Some(inside) => inside,
            None => None,
        };
        Some(Pot { id: id?, name: name?, size: size?, inside, charge, content: content? })
    }

    fn leaf(&mut self, fields: &mut Fields<'_>, problems: &mut Problems) -> Option<Leaf> {
        let recipients = fields.filled("recipients", problems);
        let key = fields.required("key", problems);
        let key = key.and_then(|field| self.sources.dated(&field, problems, Key::read));
        let only = fields.optional("only").and_then(|field| field.text(problems));
        let mut options = Options::new();
        if let Some(mut inner) = fields.optional("options").and_then(|field| field.object(problems))
        {
            options = Options::read(&mut inner, problems);
            // These belong to the call, which has them for all pots.
            for name in ["parameters", "entity", "status", "facts_on"] {
                if let Some(field) = inner.optional(name) {
                    let want = "an option of the pot; this one is of the whole call";
                    problems.add(field.path(), Code::UnknownField, name, want);
                }
            }
            if let (Some(field), Some(_)) = (inner.optional("only"), only) {
                let want = "only, beside the key or among the options";
                problems.add(field.path(), Code::Conflict, "two of them", want);
            }
            inner.finish(problems);
        }
        if let Some(only) = only {
            options = options.only(only);
        }
        let items = list(fields, "inner", problems);
        let (mut inner, mut divided) = (Vec::new(), HashSet::new());
        for item in &items {
            let Some(read) = self.inner(item, problems) else { continue };
            if !divided.insert(read.of.clone()) {
                let want = "a recipient whose amount is divided once";
                problems.add(format_args!("{}/of", item.path()), Code::Duplicate, &read.of, want);
            }
            inner.push(read);
        }
        Some(Leaf { recipients: recipients?, key: key?, options, inner })
    }

    fn inner(&mut self, cursor: &Cursor<'_>, problems: &mut Problems) -> Option<Inner> {
        let mut fields = cursor.object(problems)?;
        let id = self.id(&mut fields, problems);
        let name = wording(&mut fields, "name", problems);
        let of = fields.filled("of", problems);
        let leaf = self.leaf(&mut fields, problems);
        fields.finish(problems);
        Some(Inner { id: id?, name: name?, of: of?, leaf: leaf? })
    }

    /// An id that stands once in the scheme.
    fn id(&mut self, fields: &mut Fields<'_>, problems: &mut Problems) -> Option<String> {
        let id = fields.filled("id", problems)?;
        if !self.ids.insert(id.clone()) {
            problems.add(
                format_args!("{}/id", fields.path()),
                Code::Duplicate,
                &id,
                "an id that stands once",
            );
        }
        Some(id)
    }
}

fn list<'n>(fields: &mut Fields<'n>, name: &str, problems: &mut Problems) -> Vec<Cursor<'n>> {
    fields.optional(name).and_then(|field| field.list(problems)).unwrap_or_default()
}

fn wording(fields: &mut Fields<'_>, name: &str, problems: &mut Problems) -> Option<Wording> {
    fields.required(name, problems).and_then(|field| Wording::read(&field, problems))
}

/// Every parameter that some key needs, with the place where it does.
fn used_parameters(pots: &[Pot], path: &str) -> Vec<(String, String)> {
    let mut used = Vec::new();
    for (i, pot) in pots.iter().enumerate() {
        let path = format!("{path}/{i}");
        match &pot.content {
            Content::Pots(pots) => used.extend(used_parameters(pots, &format!("{path}/pots"))),
            Content::Leaf(leaf) => used_by_leaf(leaf, &path, &mut used),
        }
    }
    used
}

fn used_by_leaf(leaf: &Leaf, path: &str, used: &mut Vec<(String, String)>) {
    for (i, entry) in leaf.key.entries().iter().enumerate() {
        for name in entry.value().parameters() {
            used.push((name.to_owned(), format!("{path}/key/{i}/value")));
        }
    }
    for (i, inner) in leaf.inner.iter().enumerate() {
        used_by_leaf(&inner.leaf, &format!("{path}/inner/{i}"), used);
    }
}
