//! Generated articles as a file that an audit reads.

use classlens::article::RawArticle;

/// The articles as JSON Lines.
#[must_use]
pub fn json_lines(articles: &[RawArticle]) -> String {
    let line = |a: &RawArticle| {
        let date = a.date.map(|d| d.to_string());
        serde_json::json!({"id": a.id, "outlet": a.outlet, "date": date, "title": a.title, "body": a.body}).to_string()
    };
    articles.iter().map(|a| line(a) + "\n").collect()
}
