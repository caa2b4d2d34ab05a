//! The fields of the index.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::{Index, TantivyDocument};

use crate::score::{ArticleRow, ScoredDocument, standings};
use crate::store::line::{LineTokenizer, Lines, plain_line};
use crate::store::search::StoredArticle;

/// Changes when fields do.
pub(super) const SCHEMA_VERSION: u32 = 5;
const TOKENIZER: &str = "classlens_line";

/// All fields of an index.
#[derive(Debug, Clone)]
pub(super) struct Fields {
    pub(super) id: Field,
    pub(super) title: Field,
    pub(super) lede: Field,
    pub(super) body: Field,
    pub(super) cut: Field,
    pub(super) outlet: Field,
    pub(super) section: Field,
    pub(super) author: Field,
    pub(super) date: Field,
    pub(super) n_tokens: Field,
    pub(super) wage_percentile: Field,
    pub(super) pay_percentile: Field,
    pub(super) n_pay: Field,
    /// Names with a closed set of values: focus, `headline_scope`, proposals and so on.
    pub(super) names: Vec<(String, Field)>,
    /// Whole numbers: attentions, quotations and persons profiled by tier.
    pub(super) counts: Vec<(String, Field)>,
    /// Scores.
    pub(super) scores: Vec<(String, Field)>,
    stored: StoredFields,
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

/// Schema and fields for the given tiers; the same tiers always give the same schema.
pub(super) fn build(tiers: &[String]) -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let line = |record| {
        let indexing =
            TextFieldIndexing::default().set_tokenizer(TOKENIZER).set_index_option(record).set_fieldnorms(true);
        TextOptions::default().set_indexing_options(indexing)
    };
    let positions = || line(IndexRecordOption::WithFreqsAndPositions);
    let raw = STRING | FAST;
    let mut names = Vec::new();
    let mut name = |builder: &mut tantivy::schema::SchemaBuilder, field: String| {
        let handle = builder.add_text_field(&field, raw.clone());
        names.push((field, handle));
    };
    for plain in [
        "focus",
        "headline_scope",
        "scope_gap",
        "proposals",
        "proposals_serve",
        "tropes",
        "occupations",
        "schedule",
        "reasons",
    ] {
        name(&mut builder, plain.to_owned());
    }
    for plain in ["language", "wire"] {
        name(&mut builder, plain.to_owned());
    }
    for tier in tiers {
        name(&mut builder, format!("acknowledgement_{tier}"));
    }
    for plain in ["first_speaker", "last_speaker"] {
        name(&mut builder, plain.to_owned());
    }
    let counts = tiers.iter().map(|tier| format!("attention_{tier}"));
    let counts = counts.chain(standings(tiers).map(|name| format!("quoted_{name}")));
    let counts = counts.chain(tiers.iter().map(|tier| format!("profiled_{tier}")));
    let counts = counts.map(|field| (field.clone(), builder.add_u64_field(&field, INDEXED | FAST | STORED))).collect();
    let scores = tiers.iter().map(|tier| format!("score_{tier}"));
    let scores = scores.map(|field| (field.clone(), builder.add_f64_field(&field, INDEXED | FAST))).collect();
    let fields = Fields {
        id: builder.add_text_field("id", STRING | STORED | FAST),
        title: builder.add_text_field("title", positions()),
        lede: builder.add_text_field("lede", positions()),
        body: builder.add_text_field("body", positions()),
        cut: builder.add_text_field("cut", positions()),
        outlet: builder.add_text_field("outlet", positions()),
        section: builder.add_text_field("section", positions()),
        author: builder.add_text_field("author", positions()),
        date: builder.add_u64_field("date", INDEXED | FAST | STORED),
        n_tokens: builder.add_u64_field("n_tokens", INDEXED | FAST | STORED),
        wage_percentile: builder.add_f64_field("wage_percentile", INDEXED | FAST),
        pay_percentile: builder.add_f64_field("pay_percentile", INDEXED | FAST),
        n_pay: builder.add_u64_field("n_pay", INDEXED | FAST),
        names,
        counts,
        scores,
        stored: StoredFields {
            outlet: builder.add_text_field("stored_outlet", FAST_STORED()),
            section: builder.add_text_field("stored_section", FAST_STORED()),
            author: builder.add_text_field("stored_author", FAST_STORED()),
            url: builder.add_text_field("stored_url", STORED),
            date_zone: builder.add_text_field("stored_date_zone", STORED),
            title: builder.add_text_field("stored_title", STORED),
            body: builder.add_text_field("stored_body", STORED),
        },
    };
    (builder.build(), fields)
}

/// Stored, and a raw fast column for facets.
#[expect(non_snake_case, reason = "stands beside tantivy's own flags")]
fn FAST_STORED() -> TextOptions {
    TextOptions::default().set_stored().set_fast("raw")
}

/// Makes the line tokenizer known to an index; needed at every open.
pub(super) fn register(index: &Index) {
    index.tokenizers().register(TOKENIZER, LineTokenizer::default());
}

/// A day as the number `yyyymmdd`.
pub(super) fn day_number(date: jiff::civil::Date) -> u64 {
    let part = |n: i8| u64::try_from(n).unwrap_or(0);
    u64::try_from(date.year()).unwrap_or(0) * 10_000 + part(date.month()) * 100 + part(date.day())
}

impl Fields {
    /// The index document of a scored article.
    pub(super) fn document(
        &self,
        tiers: &[String],
        scored: &ScoredDocument,
        row: &ArticleRow,
        lines: &Lines,
    ) -> TantivyDocument {
        let mut out = TantivyDocument::default();
        out.add_text(self.id, &row.id);
        out.add_text(self.title, &lines.title);
        out.add_text(self.lede, &lines.lede);
        out.add_text(self.body, &lines.body);
        if !lines.cut.is_empty() {
            out.add_text(self.cut, &lines.cut);
        }
        for (line, stored, value) in [
            (self.outlet, self.stored.outlet, &row.outlet),
            (self.section, self.stored.section, &row.section),
            (self.author, self.stored.author, &row.author),
        ] {
            if let Some(value) = value {
                out.add_text(line, plain_line(value));
                out.add_text(stored, value);
            }
        }
        for (stored, value) in [(self.stored.url, &row.url), (self.stored.date_zone, &row.date_zone)] {
            if let Some(value) = value {
                out.add_text(stored, value);
            }
        }
        out.add_text(self.stored.title, scored.document.title());
        out.add_text(self.stored.body, scored.document.body());
        if let Some(date) = scored.document.date {
            out.add_u64(self.date, day_number(date));
        }
        out.add_u64(self.n_tokens, row.n_tokens);
        if let Some(percentile) = row.wage_percentile {
            out.add_f64(self.wage_percentile, percentile);
        }
        out.add_u64(self.n_pay, row.work.n_pay);
        if let Some(percentile) = row.work.pay_percentile {
            out.add_f64(self.pay_percentile, percentile);
        }
        self.add_names(&mut out, tiers, row);
        if row.unscored.is_none() {
            let attention = row.attention.iter().map(|a| u64::from(*a));
            let voice = row.voice.n_quotes.iter().chain(&row.voice.n_profiled).copied();
            for ((_, field), n) in self.counts.iter().zip(attention.chain(voice)) {
                out.add_u64(*field, n);
            }
            for ((_, field), score) in self.scores.iter().zip(&row.score) {
                out.add_f64(*field, *score);
            }
        }
        out
    }

    fn add_names(&self, out: &mut TantivyDocument, tiers: &[String], row: &ArticleRow) {
        let scope_gap = if row.scope_gap { "yes" } else { "no" };
        for (name, field) in &self.names {
            match name.as_str() {
                "focus" => out.add_text(*field, &row.focus),
                "headline_scope" => out.add_text(*field, &row.headline_scope),
                "scope_gap" => out.add_text(*field, scope_gap),
                "proposals" => row.proposals.iter().for_each(|v| out.add_text(*field, v)),
                "proposals_serve" => row.proposals_serve.iter().for_each(|v| out.add_text(*field, v)),
                "tropes" => row.tropes.iter().for_each(|v| out.add_text(*field, v)),
                "occupations" => row.occupations.iter().for_each(|v| out.add_text(*field, v)),
                "first_speaker" => row.voice.first_speaker.iter().for_each(|v| out.add_text(*field, v)),
                "last_speaker" => row.voice.last_speaker.iter().for_each(|v| out.add_text(*field, v)),
                "language" => row.language.iter().for_each(|v| out.add_text(*field, v)),
                "wire" => row.wire.iter().for_each(|v| out.add_text(*field, v)),
                "schedule" => row.work.schedules().iter().for_each(|v| out.add_text(*field, v)),
                "reasons" => row.work.reasons().iter().for_each(|v| out.add_text(*field, v)),
                _ => {
                    let tier = tiers.iter().position(|t| name.ends_with(t.as_str()) && name.len() == t.len() + 16);
                    if let Some(kind) = tier.and_then(|at| row.acknowledgement.get(at)) {
                        out.add_text(*field, kind);
                    }
                }
            }
        }
    }

    /// The text field called `name`.
    pub(super) fn text(&self, name: &str) -> Option<Field> {
        self.texts().into_iter().find(|(known, _)| *known == name).map(|(_, field)| field)
    }

    /// The field that stores what is printed as outlet, section or author.
    pub(super) fn whole(&self, name: &str) -> Option<Field> {
        match name {
            "outlet" => Some(self.stored.outlet),
            "section" => Some(self.stored.section),
            "author" => Some(self.stored.author),
            _ => None,
        }
    }

    /// The name of a text field.
    pub(super) fn text_name(&self, field: Field) -> &'static str {
        self.texts().into_iter().find(|(_, known)| *known == field).map_or("", |(name, _)| name)
    }

    fn texts(&self) -> [(&'static str, Field); 7] {
        [
            ("title", self.title),
            ("lede", self.lede),
            ("body", self.body),
            ("cut", self.cut),
            ("outlet", self.outlet),
            ("section", self.section),
            ("author", self.author),
        ]
    }

    /// The field called `name` that holds whole values.
    pub(super) fn raw(&self, name: &str) -> Option<Field> {
        let named = self.names.iter().find(|(known, _)| known == name).map(|(_, field)| *field);
        named.or((name == "id").then_some(self.id))
    }

    /// The field called `name` that holds numbers, and whether they are whole.
    pub(super) fn number(&self, name: &str) -> Option<(Field, bool)> {
        let find = |fields: &[(String, Field)]| fields.iter().find(|(known, _)| known == name).map(|(_, f)| *f);
        match name {
            "date" => Some((self.date, true)),
            "n_tokens" => Some((self.n_tokens, true)),
            "wage_percentile" => Some((self.wage_percentile, false)),
            "pay_percentile" => Some((self.pay_percentile, false)),
            "n_pay" => Some((self.n_pay, true)),
            _ => find(&self.counts).map(|f| (f, true)).or_else(|| find(&self.scores).map(|f| (f, false))),
        }
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
