//! Ids of articles and hashes of their texts.

use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use crate::article::RawArticle;

/// Hash of a title and a body, as they were read: by it the same record is known again.
#[must_use]
pub fn text_hash(title: &str, body: &str) -> u64 {
    xxh3_64(body.as_bytes()) ^ xxh3_64(title.as_bytes()).rotate_left(1)
}

/// Hash of an id.
#[must_use]
pub fn id_hash(id: &str) -> u64 {
    xxh3_64(id.as_bytes())
}

/// 16 hexadecimal digits from the normalised URL, else from title and body.
#[must_use]
pub fn made_id(article: &RawArticle) -> String {
    let hash = match &article.url {
        Some(url) => xxh3_128(normalised_url(url).as_bytes()),
        None => xxh3_128([article.title.as_str(), "\n", article.body.as_str()].concat().as_bytes()),
    };
    format!("{:016x}", hash >> 64)
}

/// The URL without scheme, `www.`, fragment, tracking parameters and trailing slash.
#[must_use]
pub fn normalised_url(url: &str) -> String {
    let url = url.trim().to_lowercase();
    let rest = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    let rest = rest.split('#').next().unwrap_or(rest);
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let kept: Vec<&str> = query
        .split('&')
        .filter(|part| !part.is_empty() && !part.starts_with("utm_") && !part.starts_with("fbclid"))
        .collect();
    let path = path.trim_start_matches("www.").trim_end_matches('/');
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}
