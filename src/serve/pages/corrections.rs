//! What a query may have meant: operators in small letters, names with blanks, years, questions, other forms of a word.
//!
//! Nothing is changed for the reader: each is offered as a link, with what it would find.

use crate::serve::Site;
use crate::serve::dedupe::Duplicates;
use crate::serve::filtered_query::FilteredQuery;
use crate::serve::pages::search_state::SearchState;
use crate::store::parse_query;

/// Another query that may have been meant.
pub(super) struct Correction {
    pub(super) query: String,
    pub(super) why: String,
    pub(super) n: u64,
    pub(super) href: String,
}

/// Words that ask and join, and find nothing that is meant.
const SMALL_WORDS: &str = " a about all am an and any are as at be been by can could did do does ever for from get had has have how i \
     in into is it its many more most much my of on or our out over should some than that the their them there they this to was we \
     were what when where which who whose why will with would you your newspaper paper papers write writes written writing article \
     articles story stories cover covers covered others other ";
/// Words from which on a query without operators is read as a question.
const QUESTION_WORDS: usize = 4;
/// A word of which other forms are offered has this many letters.
const STEM_LETTERS: usize = 5;
/// Other forms are offered where they find this many times as much.
const MUCH_MORE: f64 = 1.5;

/// What the query of a search may have meant; nothing where it is as it should be.
pub(super) fn corrections(site: &Site, state: &SearchState) -> Vec<Correction> {
    let q = state.filtered.q.trim();
    let mut out = Vec::new();
    if q.is_empty() {
        return out;
    }
    let offer = |query: String, why: String, least: u64, out: &mut Vec<Correction>| {
        let filtered = state.filtered.with_query(&query);
        let Ok(parsed) = filtered.asked_of(site.audit.store()) else { return };
        let Ok(n) = site.audit.store().count(&parsed) else { return };
        if n >= least {
            let href = SearchState { filtered, duplicates: Duplicates::Kept, from: 0, ..state.clone() }.href();
            out.push(Correction { query, why, n, href });
        }
    };
    let tiers = site.audit.audit.tiers();
    let (mended, why) = mended(q, &outlets(site), tiers);
    if mended != q {
        offer(mended, why.join("; "), 0, &mut out);
    }
    if let Some(words) = question(q) {
        offer(words.join(" "), "the words of the question, all of them".to_owned(), 1, &mut out);
        if words.len() > 1 {
            offer(words.join(" OR "), "any of its words".to_owned(), 1, &mut out);
        }
    } else if let Some((word, stem)) = stem_of(q) {
        let count = |text: &str| parse_query(text).ok().and_then(|query| site.audit.store().count(&query).ok());
        if let (Some(few), Some(many)) = (count(word), count(&stem))
            && many as f64 >= few as f64 * MUCH_MORE
        {
            let why = format!("other forms of `{word}`, too: {many} articles instead of {few}");
            offer(replaced(q, word, &stem), why, 1, &mut out);
        }
    }
    out
}

/// All outlets of the audit, those of most articles first.
pub(super) fn outlets(site: &Site) -> Vec<String> {
    let everything = FilteredQuery::default().query();
    let Ok(everything) = everything else { return Vec::new() };
    let store = site.audit.store();
    let found = store.axis("outlet").and_then(|axis| store.facets(&everything, &[axis], usize::MAX));
    found
        .map_or_else(|_| Vec::new(), |(_, facets)| facets.into_iter().flat_map(|f| f.values).map(|v| v.value).collect())
}

/// The query as it was probably meant, and why.
fn mended(q: &str, outlets: &[String], tiers: &[String]) -> (String, Vec<String>) {
    let tokens = tokens(q);
    let (mut out, mut why): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < tokens.len() {
        let token = tokens[at];
        let inside = at > 0 && at + 1 < tokens.len();
        let (field, value) = token.split_once(':').unwrap_or(("", token));
        let unquoted = value.trim_matches('"');
        let span = span_of_years(unquoted);
        let mut said = |text: &str| why.push(text.to_owned());
        match field {
            "" if inside && ["or", "not"].contains(&token) => {
                said("operators are written in capitals");
                out.push(token.to_uppercase());
            }
            "" if span.is_some() && !token.starts_with('"') => {
                said("years are a condition of the date");
                out.extend(span.map(|span| format!("date:{span}")));
            }
            "year" => {
                said("a year is a condition of the date");
                out.push(format!("date:{}", span.unwrap_or_else(|| unquoted.to_owned())));
            }
            "date" if span.is_some() => {
                said("a range has two dots");
                out.extend(span.map(|span| format!("date:{span}")));
            }
            "focus" if tiers.contains(&unquoted.replace([' ', '-'], "_")) && !tiers.iter().any(|t| t == unquoted) => {
                said("names of tiers have no blank");
                out.push(format!("focus:{}", unquoted.replace([' ', '-'], "_")));
            }
            "focus" if at + 1 < tokens.len() && tiers.contains(&format!("{unquoted}_{}", tokens[at + 1])) => {
                said("names of tiers have no blank");
                out.push(format!("focus:{unquoted}_{}", tokens[at + 1]));
                at += 1;
            }
            "outlet" if !value.starts_with('=') => {
                let (name, more) = longest_name(unquoted, &tokens[at + 1..], outlets);
                match name {
                    Some(name) if more > 0 => {
                        said("a name with blanks takes quotes");
                        out.push(format!("outlet:=\"{name}\""));
                        at += more;
                    }
                    _ => out.push(token.to_owned()),
                }
            }
            _ => out.push(token.to_owned()),
        }
        at += 1;
    }
    why.dedup();
    (out.join(" "), why)
}

/// The longest outlet that begins with a word and goes on with the next ones, and how many of these it takes.
fn longest_name<'a>(first: &str, rest: &[&str], outlets: &'a [String]) -> (Option<&'a String>, usize) {
    for more in (0..=rest.len().min(6)).rev() {
        let name =
            std::iter::once(first).chain(rest[..more].iter().copied()).collect::<Vec<_>>().join(" ").to_lowercase();
        if let Some(known) = outlets.iter().find(|outlet| outlet.to_lowercase() == name) {
            return (Some(known), more);
        }
    }
    (None, 0)
}

/// `2014..2016` of `2014-2016`.
fn span_of_years(text: &str) -> Option<String> {
    let (low, high) = text.split_once('-').or_else(|| text.split_once('–'))?;
    let is_year = |text: &str| {
        text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()) && matches!(&text[..2], "18" | "19" | "20")
    };
    (is_year(low) && is_year(high)).then(|| format!("{low}..{high}"))
}

/// The parts of a query between blanks; what is in quotes is one part.
fn tokens(q: &str) -> Vec<&str> {
    let (mut out, mut start, mut quoted) = (Vec::new(), None, false);
    for (at, c) in q.char_indices() {
        quoted ^= c == '"';
        match start {
            Some(from) if c.is_whitespace() && !quoted => {
                out.push(&q[from..at]);
                start = None;
            }
            None if !c.is_whitespace() => start = Some(at),
            _ => {}
        }
    }
    out.extend(start.map(|from| &q[from..]));
    out
}

/// The words of a question in plain language that say what it is about; `None` for a query.
fn question(q: &str) -> Option<Vec<String>> {
    let is_plain = |c: char| c.is_alphanumeric() || c.is_whitespace() || ".,?!'’-".contains(c);
    if !q.chars().all(is_plain)
        || q.split_whitespace().any(|word| word.len() > 1 && ["OR", "NOT", "AND"].contains(&word))
    {
        return None;
    }
    let words: Vec<String> = q
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .filter(|word| !word.is_empty())
        .collect();
    let own: Vec<String> = words.iter().filter(|word| !SMALL_WORDS.contains(&format!(" {word} "))).cloned().collect();
    (words.len() >= QUESTION_WORDS && !own.is_empty() && own.len() < words.len()).then_some(own)
}

/// A plain word of a query, and the pattern of its other forms.
fn stem_of(q: &str) -> Option<(&str, String)> {
    let is_word = |word: &&str| word.len() >= STEM_LETTERS && word.bytes().all(|b| b.is_ascii_lowercase());
    let word = tokens(q).into_iter().find(is_word)?;
    let endings = ["ations", "ation", "ings", "ing", "ies", "ers", "ed", "es", "er", "s", "y", "e"];
    let stem =
        endings.iter().find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.len() >= 4)).unwrap_or(word);
    Some((word, format!("{stem}*")))
}

/// The query with one of its parts replaced.
fn replaced(q: &str, part: &str, by: &str) -> String {
    tokens(q).into_iter().map(|token| if token == part { by } else { token }).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{mended, question, stem_of};

    #[test]
    fn slips_are_mended() {
        let outlets = ["USA TODAY", "USA", "Vox"].map(str::to_owned);
        let tiers = ["professional", "low_wage"].map(str::to_owned);
        for (q, meant) in [
            ("retail or workers", "retail OR workers"),
            ("outlet:USA TODAY", "outlet:=\"USA TODAY\""),
            ("wage outlet:usa today", "wage outlet:=\"USA TODAY\""),
            ("focus:\"low wage\"", "focus:low_wage"),
            ("focus:low wage", "focus:low_wage"),
            ("year:2014 wage", "date:2014 wage"),
            ("wage date:2014-2016", "wage date:2014..2016"),
            ("wage 2014-2016", "wage date:2014..2016"),
        ] {
            assert_eq!(mended(q, &outlets, &tiers).0, meant);
        }
        for fine in [
            "wage",
            "a OR b",
            "outlet:Vox",
            "outlet:=\"USA TODAY\"",
            "\"this or that\"",
            "date:2014-03",
            "focus:low_wage",
        ] {
            assert_eq!(mended(fine, &outlets, &tiers).0, fine, "{fine}");
        }
    }

    #[test]
    fn a_question_has_its_words_and_a_word_its_stem() {
        let words = question("Does my paper write more about nurses and teachers?");
        assert_eq!(words, Some(vec!["nurses".to_owned(), "teachers".to_owned()]));
        assert!(question("minimum wage").is_none() && question("wage NEAR/10 (a b c)").is_none());
        assert_eq!(stem_of("schedules"), Some(("schedules", "schedul*".to_owned())));
        assert_eq!(stem_of("unpredictable hours").map(|(_, stem)| stem), Some("unpredictabl*".to_owned()));
    }
}
