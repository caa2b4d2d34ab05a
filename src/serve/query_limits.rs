//! Which queries a role may ask: none that spells a text which the role may not read.
//!
//! Whether a query finds an article says something of its text. With words in a row, one question after the other would
//! spell it. So a metadata reader asks for single words, and not of a few articles that the rest of the query picks out; a
//! reader of snippets asks for words in a row where they are in several articles.

use crate::serve::access::Role;
use crate::serve::problem::Problem;
use crate::store::{Kind, Query, Spans, Word, WordOrder};

/// Fewest articles with words in a row that a reader of snippets is shown, and of which a metadata reader asks for a word.
pub(super) const FEWEST: u64 = 5;
/// Most alternatives with words in a row in one query of a reader of snippets.
const MAX_BRANCHES: usize = 16;

/// Refuses a query that the role may not ask.
pub(super) fn may_ask(role: Role, query: &Query) -> Result<(), Problem> {
    let refuse = |what: &str| Err(Problem::forbidden(what));
    match role {
        Role::Full | Role::Coder => Ok(()),
        _ if has_text(query) && names_article(query) => {
            refuse("your role does not ask for words in one article: leave `id:` out")
        }
        Role::Metadata if is_positional(query) => refuse(
            "your role asks for single words: no phrases, hyphens, NEAR, THEN or SAME, except in `title:`; put the words \
             next to each other without quotes",
        ),
        Role::Snippet(_) if is_denied_positional(query, false) => refuse(
            "your role does not exclude words in a row, and asks for them without OR inside, `/…/` and `~`: put NOT before \
             single words, and OR between whole phrases",
        ),
        Role::Snippet(_) if branches(query).is_none() => {
            refuse(&format!("your role asks for {MAX_BRANCHES} phrases between OR at most"))
        }
        Role::Metadata | Role::Snippet(_) => Ok(()),
    }
}

/// The queries that each must find [`FEWEST`] articles before a role is shown anything; none for other roles and queries.
pub(super) fn counted(role: Role, query: &Query) -> Vec<Query> {
    match role {
        Role::Snippet(_) => branches(query).unwrap_or_default().into_iter().filter(is_positional).collect(),
        Role::Metadata => {
            let mut all = Vec::new();
            rests(query, &[], &mut all);
            all
        }
        Role::Full | Role::Coder => Vec::new(),
    }
}

/// The refusal where fewer articles are found.
pub(super) fn too_few(role: Role) -> Problem {
    Problem::forbidden(match role {
        Role::Metadata => format!(
            "without one of its words this search finds fewer than {FEWEST} articles: your role is not shown what else is \
             in them; ask for fewer words, or leave conditions out"
        ),
        _ => format!(
            "these words in a row are in fewer than {FEWEST} articles: your role is not shown which; ask for the words \
             without quotes"
        ),
    })
}

/// What a query asks for beside each of its words in texts, where it asks for more: whoever knows that this is one article
/// learns from the answer whether it has the word.
fn rests(query: &Query, beside: &[Query], out: &mut Vec<Query>) {
    match &query.kind {
        Kind::And(parts) => {
            for (at, part) in parts.iter().enumerate().filter(|(_, part)| has_text(part)) {
                let rest = [beside, &parts[..at], &parts[at + 1..]].concat();
                rests(part, &rest, out);
                if !rest.is_empty() {
                    out.push(Query::all_of(rest));
                }
            }
        }
        Kind::Or(parts) => parts.iter().for_each(|part| rests(part, beside, out)),
        Kind::Not(inner) => rests(inner, beside, out),
        _ => {}
    }
}

/// Titles, outlets, sections and authors are metadata.
fn is_text(field: Option<&str>) -> bool {
    !matches!(field, Some("title" | "outlet" | "section" | "author"))
}

fn any(query: &Query, test: &dyn Fn(&Kind) -> bool) -> bool {
    match &query.kind {
        Kind::And(parts) | Kind::Or(parts) => parts.iter().any(|part| any(part, test)),
        Kind::Not(inner) => any(inner, test),
        kind => test(kind),
    }
}

fn has_text(query: &Query) -> bool {
    any(query, &|kind| matches!(kind, Kind::Spans { field, .. } if is_text(field.as_deref())))
}

fn names_article(query: &Query) -> bool {
    any(query, &|kind| match kind {
        Kind::Is { field, .. } | Kind::Whole { field, .. } | Kind::Exists { field } | Kind::Range { field, .. } => {
            matches!(field.as_str(), "id" | "url")
        }
        _ => false,
    })
}

fn is_positional(query: &Query) -> bool {
    any(query, &|kind| matches!(kind, Kind::Spans { field, spans } if is_text(field.as_deref()) && in_a_row(spans)))
}

/// The words in a row that a query asks a text for, as a text of their own: `minimum wage` for a phrase.
pub(super) fn phrases(query: &Query) -> Vec<String> {
    let mut found = Vec::new();
    each(query, &mut |kind| match kind {
        Kind::Spans { field, spans } if is_text(field.as_deref()) && in_a_row(spans) => found.push(written(spans)),
        _ => {}
    });
    found
}

fn each(query: &Query, take: &mut dyn FnMut(&Kind)) {
    match &query.kind {
        Kind::And(parts) | Kind::Or(parts) => parts.iter().for_each(|part| each(part, take)),
        Kind::Not(inner) => each(inner, take),
        kind => take(kind),
    }
}

/// Words of a query without the places where they were typed.
fn written(spans: &Spans) -> String {
    let joined = |parts: &[Spans], between: &str| parts.iter().map(written).collect::<Vec<_>>().join(between);
    match spans {
        Spans::Word { word: Word::Exact(word), .. } => word.clone(),
        Spans::Word { word, .. } => format!("{word:?}"),
        Spans::Near { parts, slack: 0, order: WordOrder::Written } => joined(parts, " "),
        Spans::Near { parts, slack, order } => format!("({})", joined(parts, &format!(" {order:?}/{slack} "))),
        Spans::Same(parts) => format!("({})", joined(parts, " SAME ")),
        Spans::Any(parts) => format!("({})", joined(parts, " OR ")),
    }
}

fn in_a_row(spans: &Spans) -> bool {
    match spans {
        Spans::Word { .. } => false,
        Spans::Near { .. } | Spans::Same(_) => true,
        Spans::Any(parts) => parts.iter().any(in_a_row),
    }
}

/// Words in a row that are excluded, or hold what could hide others: alternatives, patterns, words of other letters.
fn is_denied_positional(query: &Query, excluded: bool) -> bool {
    match &query.kind {
        Kind::And(parts) | Kind::Or(parts) => parts.iter().any(|part| is_denied_positional(part, excluded)),
        Kind::Not(inner) => is_denied_positional(inner, true),
        Kind::Spans { field, spans } => {
            is_text(field.as_deref()) && in_a_row(spans) && (excluded || hides_words(spans))
        }
        _ => false,
    }
}

fn hides_words(spans: &Spans) -> bool {
    match spans {
        Spans::Word { word, .. } => matches!(word, Word::Regex(_) | Word::Fuzzy { .. }),
        Spans::Near { parts, .. } | Spans::Same(parts) => parts.iter().any(hides_words),
        Spans::Any(_) => true,
    }
}

/// The query as alternatives, each without OR around words in a row; `None` where there are too many.
fn branches(query: &Query) -> Option<Vec<Query>> {
    let found = match &query.kind {
        _ if !is_positional(query) => vec![query.clone()],
        Kind::Or(parts) => {
            let mut all = Vec::new();
            for part in parts {
                all.extend(branches(part)?);
            }
            all
        }
        Kind::And(parts) => {
            let mut all: Vec<Vec<Query>> = vec![Vec::new()];
            for part in parts {
                let own = branches(part)?;
                if all.len() * own.len() > MAX_BRANCHES {
                    return None;
                }
                let with = |one: &Query| {
                    all.iter().map(|rest| [&rest[..], std::slice::from_ref(one)].concat()).collect::<Vec<_>>()
                };
                all = own.iter().flat_map(with).collect();
            }
            all.into_iter().map(Query::all_of).collect()
        }
        _ => vec![query.clone()],
    };
    (found.len() <= MAX_BRANCHES).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::{counted, may_ask};
    use crate::serve::access::Role;
    use crate::store::parse_query;

    #[track_caller]
    fn check(role: Role, query: &str, allowed: bool) {
        let query = parse_query(query).expect("a sound query");
        assert_eq!(may_ask(role, &query).is_ok(), allowed, "{query:?}");
    }

    #[test]
    fn metadata_readers_ask_for_single_words_and_not_of_one_article() {
        for allowed in [
            "wage cashier*",
            "wage OR NOT strike",
            "title:\"minimum wage\"",
            "id:a-1",
            "@low_wage.pay date:2014",
            "outlet:\"The One\" wage",
        ] {
            check(Role::Metadata, allowed, true);
        }
        for refused in [
            "\"minimum wage\"",
            "part-time",
            "a THEN/1 /b.*/",
            "a NEAR b",
            "NOT (a SAME b)",
            "wage id:a-1",
            "id:a-1 NOT wage",
            "body:(a b THEN c)",
        ] {
            check(Role::Metadata, refused, false);
        }
    }

    #[test]
    fn snippet_readers_ask_for_phrases_but_spell_nothing_with_them() {
        let role = Role::Snippet(300);
        for allowed in
            ["\"minimum wage\" OR \"living wage\"", "part-time date:2014", "a NEAR/5 b*", "NOT wage", "/wage.*/"]
        {
            check(role, allowed, true);
        }
        for refused in [
            "\"minimum wage\" id:a-1",
            "NOT \"minimum wage\"",
            "\"a b\" THEN/1 /c.*/",
            "a THEN wagge~",
            "title:x ((a OR \"b c\") NEAR d)",
        ] {
            check(role, refused, false);
        }
        for free in [Role::Full, Role::Coder] {
            check(free, "\"a b\" THEN/1 /c.*/ id:x", true);
        }
    }

    #[test]
    fn each_alternative_is_counted_by_itself() {
        let n = |query: &str| counted(Role::Snippet(9), &parse_query(query).expect("a sound query")).len();
        assert_eq!(n("wage OR strike"), 0);
        assert_eq!(n("\"a b\" date:2014"), 1);
        assert_eq!(n("(\"a b\" OR c) (\"d e\" OR f)"), 3);
        assert_eq!(counted(Role::Full, &parse_query("\"a b\"").expect("sound")).len(), 0);
    }

    #[test]
    fn what_a_metadata_reader_asks_for_beside_a_word_is_counted() {
        let n = |query: &str| counted(Role::Metadata, &parse_query(query).expect("a sound query")).len();
        for (query, expected) in [
            ("wage", 0),
            ("title:wage date:2014", 0),
            ("wage date:2014", 1),
            ("wage strike", 2),
            ("wage OR strike", 0),
            ("date:2014 (wage OR outlet:x)", 1),
            ("outlet:x OR (date:2014 wage)", 1),
            ("NOT (date:2014 wage)", 1),
            ("date:2014 NOT wage", 1),
            ("date:2014 (wage strike)", 3),
        ] {
            assert_eq!(n(query), expected, "{query}");
        }
    }
}
