//! Explains in words how a query was understood.

use crate::store::query::{Bound, Kind, Query, Spans, Word, WordOrder};

/// The query as an indented list, one condition a line.
#[must_use]
pub fn explain_query(query: &Query) -> String {
    let mut out = String::new();
    explain(query, 0, &mut out);
    out
}

fn line(depth: usize, text: &str, out: &mut String) {
    out.push_str(&"  ".repeat(depth));
    out.push_str(text);
    out.push('\n');
}

fn explain(query: &Query, depth: usize, out: &mut String) {
    match &query.kind {
        Kind::All => line(depth, "every article", out),
        Kind::And(parts) => {
            line(depth, "all of:", out);
            parts.iter().for_each(|part| explain(part, depth + 1, out));
        }
        Kind::Or(parts) => {
            line(depth, "any of:", out);
            parts.iter().for_each(|part| explain(part, depth + 1, out));
        }
        Kind::Not(inner) => {
            line(depth, "not:", out);
            explain(inner, depth + 1, out);
        }
        Kind::Spans { field, spans } => {
            let place = field.as_deref().unwrap_or("title, lede or body");
            line(depth, &format!("{} in {place}", words(spans)), out);
        }
        Kind::Is { field, value } => line(depth, &format!("{field} is `{value}`"), out),
        Kind::Whole { field, value } => line(depth, &format!("{field} is exactly `{value}`"), out),
        Kind::At(places) => line(depth, &format!("one of {} articles", places.n_docs()), out),
        Kind::Exists { field } | Kind::Range { field, low: None, high: None } => {
            line(depth, &format!("{field} is given"), out);
        }
        Kind::Range { field, low, high } => {
            let low = bound(field, *low, "from", "above");
            let high = bound(field, *high, "to", "below");
            line(depth, &format!("{field}{low}{high}"), out);
        }
    }
}

fn bound(field: &str, bound: Option<Bound>, inclusive: &str, exclusive: &str) -> String {
    let Some(bound) = bound else { return String::new() };
    let word = if bound.inclusive { inclusive } else { exclusive };
    if field == "date" {
        let day = bound.number as u64;
        return format!(" {word} {:04}-{:02}-{:02}", day / 10_000, day / 100 % 100, day % 100);
    }
    format!(" {word} {}", bound.number)
}

fn words(spans: &Spans) -> String {
    match spans {
        Spans::Word { word, .. } => match word {
            Word::Exact(word) => format!("`{word}`"),
            Word::Cased(word) => format!("`{word}` in exactly these letters"),
            Word::Wildcard(pattern) => format!("a word like `{pattern}`"),
            Word::Regex(pattern) => format!("a word of the regular expression /{pattern}/"),
            Word::Fuzzy { word, edits } => format!("a word at most {edits} letters from `{word}`"),
            Word::Class(class) => format!("a hit of class `{class}`"),
        },
        Spans::Near { parts, slack, order } => {
            let parts = parts.iter().map(words).collect::<Vec<_>>();
            match (slack, order) {
                (0, WordOrder::Written) => format!("({}) in a row", parts.join(" + ")),
                (n, WordOrder::Written) => {
                    format!("({}) in this order with at most {n} words between", parts.join(" … "))
                }
                (n, WordOrder::Free) => format!("({}) in any order with at most {n} words between", parts.join(" ~ ")),
            }
        }
        Spans::Same(parts) => {
            format!("({}) in one sentence, in any order", parts.iter().map(words).collect::<Vec<_>>().join(" ~ "))
        }
        Spans::Any(parts) => format!("({})", parts.iter().map(words).collect::<Vec<_>>().join(" or ")),
    }
}
