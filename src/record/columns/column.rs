//! What is known of a column.

use std::borrow::Cow;

use crate::record::{Cell, Kind, Table};
use crate::score::{PLACES, standings};
use crate::worklife::{GENERAL, SentenceTotals};

/// A column of a table, or one for each tier, standing or place.
///
/// Texts may be owned, so that columns which a user brings have the same type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Name; `{tier}`, `{standing}` and `{place}` are filled in for each repetition.
    pub name: Cow<'static, str>,
    /// What it holds; `None` for what is in the index only.
    pub kind: Option<Kind>,
    /// Unit of a number; empty where there is none.
    pub unit: Cow<'static, str>,
    /// What it means, in one sentence.
    pub meaning: Cow<'static, str>,
    /// The stage that its value comes from.
    pub written_by: &'static str,
    /// The stages and commands that use it, beside search and export.
    pub read_by: &'static str,
    /// What it is repeated for.
    pub per: Per,
    /// Fields of the index that hold it.
    pub fields: Vec<IndexField>,
    /// The values it takes.
    pub values: Values,
    /// Version of the record that first had it.
    pub since: u32,
}

/// What a column is repeated for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Per {
    /// One column.
    Article,
    /// One for each tier.
    Tier,
    /// One for each tier, each next to that of the column before.
    TierBeside,
    /// One for each tier, `official` and `unknown`.
    Standing,
    /// One for each of [`PLACES`] within each tier.
    TierPlace,
    /// One for each of [`SentenceTotals::PARTS`] within each tier and [`GENERAL`].
    ClassPart,
}

/// The values a column takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Values {
    /// Any.
    Open,
    /// One of these.
    Names(Vec<&'static str>),
    /// The name of a tier or one of these.
    Tiers(Vec<&'static str>),
    /// Names that the lexicon gives: of its entries, kinds, dimensions.
    Lexicon(&'static str),
}

/// A field of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexField {
    /// Name in queries, filled in as the name of the column.
    pub name: Cow<'static, str>,
    /// Number among the fields of the index; a new field takes the next one.
    pub at: u8,
    /// How it is indexed.
    pub indexed: Indexed,
}

/// How a field is indexed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Indexed {
    /// Words of the text, with positions.
    Text,
    /// Words of a name, with positions; the whole value is in a field of [`Indexed::Whole`].
    Words,
    /// Whole values, one or more.
    Name,
    /// The whole value, which names the article.
    Id,
    /// A day as the number `yyyymmdd`.
    Date,
    /// A whole number, stored.
    Count,
    /// A whole number, not stored.
    FastCount,
    /// A number.
    Score,
    /// The value as printed, stored and countable.
    Whole,
    /// The value as printed, stored.
    Kept,
}

impl Indexed {
    /// True for fields of words with positions.
    #[must_use]
    pub fn is_words(self) -> bool {
        matches!(self, Self::Text | Self::Words)
    }

    /// True for fields that a query names; the others hold what is shown.
    #[must_use]
    pub fn is_queried(self) -> bool {
        !matches!(self, Self::Whole | Self::Kept)
    }

    /// Whether a number is whole; `None` for what is no number.
    #[must_use]
    pub fn number(self) -> Option<bool> {
        match self {
            Self::Date | Self::Count | Self::FastCount => Some(true),
            Self::Score => Some(false),
            Self::Text | Self::Words | Self::Name | Self::Id | Self::Whole | Self::Kept => None,
        }
    }
}

impl Per {
    /// How often the column is repeated.
    #[must_use]
    pub fn count(self, n_tiers: usize) -> usize {
        match self {
            Self::Article => 1,
            Self::Tier | Self::TierBeside => n_tiers,
            Self::Standing => n_tiers + 2,
            Self::TierPlace => n_tiers * PLACES.len(),
            Self::ClassPart => (n_tiers + 1) * SentenceTotals::PARTS.len(),
        }
    }

    /// The name `pattern` for each repetition.
    #[must_use]
    pub fn names(self, pattern: &str, tiers: &[String]) -> Vec<String> {
        let of_tier = |tier: &String| pattern.replace("{tier}", tier);
        match self {
            Self::Article => vec![pattern.to_owned()],
            Self::Tier | Self::TierBeside => tiers.iter().map(of_tier).collect(),
            Self::Standing => standings(tiers).map(|name| pattern.replace("{standing}", name)).collect(),
            Self::TierPlace => {
                let of_place = |name: String| PLACES.iter().map(move |place| name.replace("{place}", place));
                tiers.iter().map(of_tier).flat_map(of_place).collect()
            }
            Self::ClassPart => {
                let of_class = |class: &str| pattern.replace("{class}", class);
                let of_part = |name: String| SentenceTotals::PARTS.map(|part| name.replace("{part}", part));
                tiers.iter().map(String::as_str).chain([GENERAL]).map(of_class).flat_map(of_part).collect()
            }
        }
    }

    /// What it is repeated for, in words.
    #[must_use]
    pub fn describe(self) -> &'static str {
        match self {
            Self::Article => "",
            Self::Tier | Self::TierBeside => "tier",
            Self::Standing => "tier, `official`, `unknown`",
            Self::TierPlace => "tier and place",
            Self::ClassPart => "tier or `general`, and part",
        }
    }
}

impl Values {
    /// The values, where the set is closed; else none.
    #[must_use]
    pub fn closed(&self, tiers: &[String]) -> Vec<String> {
        let (tiers, names): (&[String], &[&str]) = match self {
            Self::Open | Self::Lexicon(_) => return Vec::new(),
            Self::Names(names) => (&[], names),
            Self::Tiers(names) => (tiers, names),
        };
        tiers.iter().cloned().chain(names.iter().map(|name| (*name).to_owned())).collect()
    }
}

impl Values {
    /// The values in words.
    #[must_use]
    pub fn describe(&self) -> String {
        match self {
            Self::Open => String::new(),
            Self::Names(names) => names.join(", "),
            Self::Tiers(names) => format!("a tier, {}", names.join(", ")),
            Self::Lexicon(what) => format!("{what} of the lexicon"),
        }
    }
}

impl Column {
    /// A column of this kind.
    pub(super) fn new(name: &'static str, kind: Kind, written_by: &'static str, meaning: &'static str) -> Self {
        Self {
            name: name.into(),
            kind: Some(kind),
            unit: "".into(),
            meaning: meaning.into(),
            written_by,
            read_by: "",
            per: Per::Article,
            fields: Vec::new(),
            values: Values::Open,
            since: 0,
        }
    }

    pub(super) fn since(self, since: u32) -> Self {
        Self { since, ..self }
    }

    pub(super) fn unit(self, unit: &'static str) -> Self {
        Self { unit: unit.into(), ..self }
    }

    pub(super) fn per(self, per: Per) -> Self {
        Self { per, ..self }
    }

    pub(super) fn values(self, values: Values) -> Self {
        Self { values, ..self }
    }

    pub(super) fn read_by(self, read_by: &'static str) -> Self {
        Self { read_by, ..self }
    }

    /// An index field of the same name.
    pub(super) fn indexed(self, at: u8, indexed: Indexed) -> Self {
        let name = self.name.clone();
        self.field(name, at, indexed)
    }

    /// An index field of another name.
    pub(super) fn field(mut self, name: impl Into<Cow<'static, str>>, at: u8, indexed: Indexed) -> Self {
        self.fields.push(IndexField { name: name.into(), at, indexed });
        self
    }
}

/// A column of a table with one row a hit, quotation or amount: `get` takes its value from the row.
pub struct RowColumn<G> {
    /// What is known of it.
    pub column: Column,
    /// Its value.
    pub get: G,
}

impl<G> RowColumn<G> {
    pub(super) fn new(column: Column, get: G) -> Self {
        Self { column, get }
    }
}

/// An empty table of columns that are not repeated.
pub(in crate::record) fn table_of<G>(columns: &[RowColumn<G>]) -> Table {
    let columns: Vec<_> = columns.iter().filter_map(|c| Some((c.column.name.as_ref(), c.column.kind?))).collect();
    Table::new(&columns)
}

/// A whole number of 32 bits.
pub(super) fn int(number: u32) -> Cell<'static> {
    Cell::Int(i64::from(number))
}
