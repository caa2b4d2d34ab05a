//! The columns of `articles.parquet`, and the fields of the index.

use std::sync::LazyLock;

use crate::record::columns::access::{ArticleColumn, count, derived, entry, optional, text};
use crate::record::columns::column::{Column, Indexed};
use crate::record::columns::{found, spoken};
use crate::record::{Cell, Kind, Value};

static COLUMNS: LazyLock<Vec<ArticleColumn>> = LazyLock::new(columns);

/// The columns, in the order of the file; those without a kind are in the index only.
#[must_use]
pub fn article_columns() -> &'static [ArticleColumn] {
    &COLUMNS
}

fn columns() -> Vec<ArticleColumn> {
    let mut out = of_the_input();
    out.extend(found::of_the_score());
    out.extend(found::of_the_lexicon());
    out.extend(of_the_text());
    out.extend(spoken::of_the_voice());
    out.extend(spoken::of_the_work());
    out
}

fn of_the_input() -> Vec<ArticleColumn> {
    let text = |name, from, meaning| Column::new(name, Kind::Text, from, meaning);
    vec![
        text!(
            text("id", "article", "Id of the article: that of the input, else a hash of its URL or text.")
                .read_by("every command")
                .indexed(18, Indexed::Id),
            id
        ),
        optional!(
            text("outlet", "read", "Outlet, as it is printed in the input.")
                .read_by("summary, report, health, weights, intervals")
                .indexed(23, Indexed::Words)
                .field("stored_outlet", 31, Indexed::Whole),
            outlet
        ),
        optional!(
            text("date", "article", "Day of publication.")
                .unit("YYYY-MM-DD")
                .read_by("summary, trend, report, health, baseline")
                .indexed(26, Indexed::Date),
            date
        ),
        optional!(
            text("date_zone", "article", "Time zone the date was printed with; missing where there was none.")
                .read_by("the page of an article")
                .field("stored_date_zone", 35, Indexed::Kept),
            date_zone
        ),
        optional!(
            text(
                "date_printed",
                "article",
                "The date as it was printed, where no day of publication was read out of it."
            )
            .read_by("whoever corrects the dates")
            .since(2),
            date_printed
        ),
        text!(
            text("title", "clean", "Title as it was read.")
                .read_by("report, health, the page of an article")
                .indexed(19, Indexed::Text)
                .field("stored_title", 36, Indexed::Kept),
            title
        ),
        words(20, "lede", "Words of the lede."),
        words(21, "body", "Words of the article after the lede.").stored_body(),
        words(22, "cut", "Words of what is cut out and in no figure: bylines, captions, comments, furniture."),
        optional!(
            text("url", "read", "URL.").read_by("report, the page of an article").field(
                "stored_url",
                34,
                Indexed::Kept
            ),
            url
        ),
        optional!(
            text("author", "read", "Author, as printed.").read_by("health").indexed(25, Indexed::Words).field(
                "stored_author",
                33,
                Indexed::Whole
            ),
            author
        ),
        optional!(
            text("section", "read", "Section of the outlet, as printed.")
                .read_by("summary")
                .indexed(24, Indexed::Words)
                .field("stored_section", 32, Indexed::Whole),
            section
        ),
        count!(
            Column::new("n_tokens", Kind::Int, "tokenize", "Tokens in headline, lede and body.")
                .unit("tokens")
                .read_by("summary, health, robustness")
                .indexed(27, Indexed::Count),
            n_tokens
        ),
    ]
}

/// Words that are in the index only.
fn words(at: u8, name: &'static str, meaning: &'static str) -> ArticleColumn {
    let column = Column::new(name, Kind::Text, "clean", meaning).indexed(at, Indexed::Text);
    derived(column, |_, _, _| Value::One(Cell::Missing))
}

impl ArticleColumn {
    fn stored_body(mut self) -> Self {
        self.column = self.column.field("stored_body", 37, Indexed::Kept);
        self
    }
}

fn of_the_text() -> Vec<ArticleColumn> {
    let text = |name, from, meaning| Column::new(name, Kind::Text, from, meaning);
    vec![
        text!(
            text("text_hash", "article", "Hash of title and body as they were read, 16 hexadecimal digits.")
                .read_by("the hash of the corpus"),
            text_hash
        ),
        optional!(
            text("language", "clean", "Language, as a code of ISO 639; missing where the text is too short.")
                .read_by("health")
                .indexed(9, Indexed::Name),
            language
        ),
        optional!(
            text("wire", "clean", "Agency whose article it is, as its credit says.")
                .read_by("health")
                .indexed(10, Indexed::Name),
            wire
        ),
        optional!(
            text("unscored", "score", "Why the article is not scored; missing where it is.").read_by("every figure"),
            unscored
        ),
        text!(
            text("story", "copies", "Id of the earliest article of its story.").read_by("report, health, weights"),
            story
        ),
        count!(
            Column::new("copies", Kind::Int, "copies", "Articles of its story, itself among them.")
                .unit("articles")
                .read_by("report"),
            copies
        ),
    ]
}
