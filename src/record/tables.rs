//! The tables of the record. A new table is a line in [`TABLES`].

use crate::lexicon::Lexicon;
use crate::record::{
    Shape, Table, articles_table, hits_table, pay_table, push_article, push_hits, push_pay, push_quotes, push_text_of,
    quotes_table, texts_table,
};
use crate::score::{ArticleRow, ScoredDocument};

/// One table of the audit folder, `NAME.parquet`.
pub struct RecordTable {
    /// Name of the file, without its ending.
    pub name: &'static str,
    /// The table without rows, in an audit of this shape.
    pub empty: fn(Shape<'_>) -> Table,
    /// Adds the rows of one article.
    pub push: fn(&mut Table, &Lexicon, &ScoredDocument, &ArticleRow),
}

/// The table with one row an article.
pub const ARTICLES: RecordTable = RecordTable {
    name: "articles",
    empty: articles_table,
    push: |table, lexicon, _, row| push_article(table, &lexicon.tiers, row),
};

/// The table with what each article says. It is written as Parquet alone: a table of texts is not for spreadsheets.
pub const TEXTS: RecordTable =
    RecordTable { name: "texts", empty: |_| texts_table(), push: |table, _, scored, _| push_text_of(table, scored) };

/// All tables.
pub const TABLES: [RecordTable; 5] = [
    ARTICLES,
    RecordTable {
        name: "hits",
        empty: |_| hits_table(),
        push: |table, lexicon, scored, _| push_hits(table, lexicon, scored),
    },
    RecordTable {
        name: "quotes",
        empty: |_| quotes_table(),
        push: |table, lexicon, scored, _| push_quotes(table, lexicon, scored),
    },
    RecordTable { name: "pay", empty: |_| pay_table(), push: |table, _, scored, _| push_pay(table, scored) },
    TEXTS,
];
