//! What a value or a rule rests on.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::document::Cursor;
use crate::problem::Problems;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// How much a source can carry.
    #[non_exhaustive]
    pub enum Rank {
        /// Law, government decision, an authority's own conditions or figures.
        Primary = "primary",
        /// Reports, opinions, motions, articles.
        Secondary = "secondary",
    }
}

/// A publication (källa): statute, decision, report, table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// A short name within the data that cites it.
    #[serde(default)]
    id: String,
    title: String,
    publisher: String,
    /// When it was published, as exactly as is known: `2016-04-13`, `2017-06`, `2016`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    rank: Rank,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

impl Source {
    /// A source of unknown date.
    pub fn new(
        id: impl Into<String>,
        title: impl Into<String>,
        publisher: impl Into<String>,
        rank: Rank,
    ) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            publisher: publisher.into(),
            published: None,
            rank,
            note: None,
        }
    }

    /// The same source with its date, as exactly as is known.
    #[must_use]
    pub fn published_on(mut self, date: impl Into<String>) -> Self {
        self.published = Some(date.into());
        self
    }

    /// The short name.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Who published it.
    #[must_use]
    pub fn publisher(&self) -> &str {
        &self.publisher
    }

    /// When, if that is known.
    #[must_use]
    pub fn published(&self) -> Option<&str> {
        self.published.as_deref()
    }

    /// Primary or secondary.
    #[must_use]
    pub fn rank(&self) -> Rank {
        self.rank
    }

    /// What one should know who uses it.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    pub(crate) fn read(cursor: &Cursor<'_>, problems: &mut Problems) -> Option<Self> {
        let mut fields = cursor.object(problems)?;
        let title = fields.filled("title", problems);
        let publisher = fields.filled("publisher", problems);
        let rank = fields.required("rank", problems);
        let rank = rank.and_then(|field| field.parse("a rank", problems));
        let mut optional = |name| {
            fields.optional(name).and_then(|field| field.short_text(problems)).map(str::to_owned)
        };
        let (published, note) = (optional("published"), optional("note"));
        fields.finish(problems);
        Some(Self { published, note, ..Self::new("", title?, publisher?, rank?) })
    }

    pub(crate) fn named(mut self, id: &str) -> Self {
        id.clone_into(&mut self.id);
        self
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.publisher, self.title)?;
        match &self.published {
            Some(date) => write!(f, " ({date})"),
            None => Ok(()),
        }
    }
}

/// A place in a source, and its words (hänvisning).
///
/// ```
/// use statsbidrag::{Citation, Rank, Source};
///
/// let source = Source::new("sfs", "Förordning (2009:1562)", "Regeringen", Rank::Primary);
/// let cite = Citation::to(source).place("4 §");
/// assert_eq!(cite.to_string(), "Regeringen: Förordning (2009:1562), 4 §");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    source: Arc<Source>,
    place: Option<String>,
    quote: Option<String>,
}

impl Citation {
    /// The source as a whole.
    pub fn to(source: impl Into<Arc<Source>>) -> Self {
        Self { source: source.into(), place: None, quote: None }
    }

    /// A section, page or table of it.
    #[must_use]
    pub fn place(mut self, place: impl Into<String>) -> Self {
        self.place = Some(place.into());
        self
    }

    /// Its own words.
    #[must_use]
    pub fn quote(mut self, quote: impl Into<String>) -> Self {
        self.quote = Some(quote.into());
        self
    }

    /// What is cited.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The section, page or table.
    #[must_use]
    pub fn place_text(&self) -> Option<&str> {
        self.place.as_deref()
    }

    /// The words.
    #[must_use]
    pub fn quote_text(&self) -> Option<&str> {
        self.quote.as_deref()
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.source.fmt(f)?;
        if let Some(place) = &self.place {
            write!(f, ", {place}")?;
        }
        if let Some(quote) = &self.quote {
            write!(f, ": ”{quote}”")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_citation_names_source_date_place_and_words() {
        let source = Source::new("fi", "Faktablad", "Finansdepartementet", Rank::Primary)
            .published_on("2016-04-13");
        let cite = Citation::to(source).place("s. 2").quote("dubbelt");
        assert_eq!(
            cite.to_string(),
            "Finansdepartementet: Faktablad (2016-04-13), s. 2: ”dubbelt”"
        );
    }

    proptest! {
        #[test]
        fn a_source_reads_back_and_its_citation_says_all(title in ".{1,20}", date in "[0-9]{4}", quote in ".{1,20}") {
            let source = Source::new("s", title.as_str(), "P", Rank::Secondary).published_on(date.as_str());
            let json = serde_json::to_string(&source).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Source>(&json).unwrap(), &source);
            let text = Citation::to(source).quote(quote.as_str()).to_string();
            prop_assert!(text.contains(&title) && text.contains(&date) && text.contains(&quote));
        }
    }

    #[test]
    fn unknown_fields_of_a_source_are_refused() {
        let json = r#"{"title":"T","publisher":"P","rank":"primary","pages":3}"#;
        assert!(serde_json::from_str::<Source>(json).is_err());
    }
}
