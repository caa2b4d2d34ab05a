//! The fields of the index.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
    Value as _,
};
use tantivy::{Index, TantivyDocument};

use crate::record::{ArticleColumn, Cell, IndexField, Indexed, Value, article_columns, day_number};
use crate::score::ArticleRow;
use crate::store::StoredArticle;
use crate::store::line::{LineTokenizer, Lines, plain_line};

/// Changes when fields do.
pub(super) const SCHEMA_VERSION: u32 = 8;
const TOKENIZER: &str = "classlens_line";

/// All fields of an index.
#[derive(Debug, Clone)]
pub(super) struct Fields {
    pub(super) id: Field,
    pub(super) title: Field,
    pub(super) lede: Field,
    pub(super) body: Field,
    date: Field,
    stored: StoredFields,
    /// In the order of the index.
    all: Vec<NamedField>,
}

/// What is stored and shown, under one field each.
#[derive(Debug, Clone)]
struct StoredFields {
    outlet: Field,
    section: Field,
    author: Field,
    url: Field,
    date_zone: Field,
    title: Field,
    body: Field,
}

/// A field of the index and the repetition of the column it holds.
#[derive(Debug, Clone)]
struct NamedField {
    name: String,
    field: Field,
    of: &'static IndexField,
    column: &'static ArticleColumn,
    /// Number of the repetition.
    at: usize,
}

/// Schema and fields for the given tiers; the same tiers always give the same schema.
pub(super) fn build(tiers: &[String]) -> (Schema, Fields) {
    let columns = article_columns().iter();
    let mut stated: Vec<_> =
        columns.flat_map(|column| column.column.fields.iter().map(move |field| (field, column))).collect();
    stated.sort_by_key(|(field, _)| field.at);
    let mut builder = Schema::builder();
    let mut all = Vec::new();
    for (of, column) in stated {
        for (at, name) in column.column.per.names(&of.name, tiers).into_iter().enumerate() {
            let field = add(&mut builder, &name, of.indexed);
            all.push(NamedField { name, field, of, column, at });
        }
    }
    let schema = builder.build();
    let named = |name| schema.get_field(name).expect("the list of columns has this field");
    let fields = Fields {
        id: named("id"),
        title: named("title"),
        lede: named("lede"),
        body: named("body"),
        date: named("date"),
        stored: StoredFields {
            outlet: named("stored_outlet"),
            section: named("stored_section"),
            author: named("stored_author"),
            url: named("stored_url"),
            date_zone: named("stored_date_zone"),
            title: named("stored_title"),
            body: named("stored_body"),
        },
        all,
    };
    (schema, fields)
}

fn add(builder: &mut SchemaBuilder, name: &str, indexed: Indexed) -> Field {
    let positions = || {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(TOKENIZER)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions)
            .set_fieldnorms(true);
        TextOptions::default().set_indexing_options(indexing)
    };
    match indexed {
        Indexed::Text | Indexed::Words => builder.add_text_field(name, positions()),
        Indexed::Name => builder.add_text_field(name, STRING | FAST),
        Indexed::Id => builder.add_text_field(name, STRING | STORED | FAST),
        Indexed::Date | Indexed::Count => builder.add_u64_field(name, INDEXED | FAST | STORED),
        Indexed::FastCount => builder.add_u64_field(name, INDEXED | FAST),
        Indexed::Score => builder.add_f64_field(name, INDEXED | FAST),
        Indexed::Whole => builder.add_text_field(name, TextOptions::default().set_stored().set_fast("raw")),
        Indexed::Kept => builder.add_text_field(name, STORED),
    }
}

/// Makes the line tokenizer known to an index; needed at every open.
pub(super) fn register(index: &Index) {
    index.tokenizers().register(TOKENIZER, LineTokenizer::default());
}

/// The number of a day as it is written in the record.
fn day_of(date: &str) -> Option<u64> {
    date.parse().ok().map(day_number)
}

impl Fields {
    /// The index document of an article with this body.
    pub(super) fn document(&self, tiers: &[String], body: &str, row: &ArticleRow, lines: &Lines) -> TantivyDocument {
        let mut out = TantivyDocument::default();
        for field in &self.all {
            if field.of.indexed == Indexed::Text {
                field.add_line(&mut out, lines);
            } else {
                field.add(&mut out, (field.column.get)(row, tiers, field.at));
            }
        }
        out.add_text(self.stored.body, body);
        out
    }

    fn named(&self, name: &str, holds: impl Fn(Indexed) -> bool) -> Option<&NamedField> {
        self.all.iter().find(|field| field.name == name && holds(field.of.indexed))
    }

    /// The text field called `name`.
    pub(super) fn text(&self, name: &str) -> Option<Field> {
        self.named(name, Indexed::is_words).map(|known| known.field)
    }

    /// The field that stores what is printed as outlet, section or author.
    pub(super) fn whole(&self, name: &str) -> Option<Field> {
        let words = self.named(name, |indexed| indexed == Indexed::Words)?;
        let same = |field: &&NamedField| std::ptr::eq(field.column, words.column);
        self.all.iter().filter(same).find(|field| field.of.indexed == Indexed::Whole).map(|whole| whole.field)
    }

    /// The name of a field.
    pub(super) fn name_of(&self, field: Field) -> &str {
        self.all.iter().find(|known| known.field == field).map_or("", |known| &known.name)
    }

    /// The field called `name` that holds whole values.
    pub(super) fn raw(&self, name: &str) -> Option<Field> {
        self.named(name, |indexed| matches!(indexed, Indexed::Name | Indexed::Id)).map(|known| known.field)
    }

    /// The field called `name` that holds numbers, and whether they are whole.
    pub(super) fn number(&self, name: &str) -> Option<(Field, bool)> {
        let known = self.named(name, |indexed| indexed.number().is_some())?;
        known.of.indexed.number().map(|whole| (known.field, whole))
    }

    /// The values a field can have, where the set is closed; else none.
    pub(super) fn closed_values(&self, name: &str, tiers: &[String]) -> Vec<String> {
        let known = self.named(name, |indexed| indexed == Indexed::Name);
        known.map(|known| known.column.column.values.closed(tiers)).unwrap_or_default()
    }

    /// What an index document stores.
    pub(super) fn stored(&self, document: &TantivyDocument) -> StoredArticle {
        let text = |field: Field| document.get_first(field).and_then(|v| v.as_str()).map(str::to_owned);
        let date = document
            .get_first(self.date)
            .and_then(|v| v.as_u64())
            .map(|day| format!("{:04}-{:02}-{:02}", day / 10_000, day / 100 % 100, day % 100));
        StoredArticle {
            id: text(self.id).unwrap_or_default(),
            outlet: text(self.stored.outlet),
            section: text(self.stored.section),
            author: text(self.stored.author),
            url: text(self.stored.url),
            date_zone: text(self.stored.date_zone),
            date,
            title: text(self.stored.title).unwrap_or_default(),
            body: text(self.stored.body).unwrap_or_default(),
        }
    }
}

impl NamedField {
    /// Adds the words of a part of the article.
    fn add_line(&self, out: &mut TantivyDocument, lines: &Lines) {
        let line = match self.name.as_str() {
            "title" => &lines.title,
            "lede" => &lines.lede,
            "body" => &lines.body,
            _ if lines.cut.is_empty() => return,
            _ => &lines.cut,
        };
        out.add_text(self.field, line);
    }

    /// Adds a value as this field holds it.
    fn add(&self, out: &mut TantivyDocument, value: Value<'_>) {
        let cell = match value {
            Value::One(cell) => cell,
            Value::Names(names) => return names.iter().for_each(|name| out.add_text(self.field, name)),
        };
        match (self.of.indexed, cell) {
            (_, Cell::Missing) => {}
            (Indexed::Date, Cell::Text(date)) => day_of(date).into_iter().for_each(|day| out.add_u64(self.field, day)),
            (Indexed::Words, Cell::Text(text)) => out.add_text(self.field, plain_line(text)),
            (_, Cell::Text(text)) => out.add_text(self.field, text),
            (_, Cell::Int(_)) => out.add_u64(self.field, cell.as_count()),
            (_, Cell::Float(number)) => out.add_f64(self.field, number),
            (_, Cell::Flag(flag)) => out.add_text(self.field, if flag { "yes" } else { "no" }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{SCHEMA_VERSION, build};

    /// The fields of schema 8 for the shipped tiers: where they change, indexes of this version are no longer read.
    const STORED: &str = include_str!("../../tests/fixtures/index-schema-8.json");

    #[test]
    fn the_columns_give_the_schema_of_the_version() {
        let (schema, _) = build(&["professional", "middle", "low_wage"].map(str::to_owned));
        let stored: serde_json::Value = serde_json::from_str(STORED).expect("the stored schema is JSON");
        assert_eq!(serde_json::to_value(&schema).expect("a schema is JSON"), stored);
        assert_eq!(SCHEMA_VERSION, 8, "a schema of another version needs a stored one");
    }
}
