//! Static files, compiled into the program.

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::present::figure::PAGE_STYLE;
use crate::serve::problem::Problem;

/// Name, media type and content, to be concatenated.
const FILES: [(&str, &str, &[&str]); 3] = [
    ("style.css", "text/css; charset=utf-8", &[include_str!("../assets/style.css"), PAGE_STYLE]),
    ("script.js", "text/javascript; charset=utf-8", &[include_str!("../assets/script.js")]),
    ("icon.svg", "image/svg+xml", &[include_str!("../assets/icon.svg")]),
];

pub(super) async fn file(Path(name): Path<String>) -> Result<Response, Problem> {
    let found = FILES.iter().find(|(known, ..)| *known == name);
    let (_, kind, content) = found.ok_or_else(|| Problem::missing("there is no such file"))?;
    let headers = [(header::CONTENT_TYPE, *kind), (header::CACHE_CONTROL, "max-age=300")];
    Ok((headers, content.concat()).into_response())
}
