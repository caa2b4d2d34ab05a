//! What a query may have meant: operators in small letters, names with blanks, years, questions, other forms of a word.
//!
//! Nothing is changed for the reader: each is offered as a link, with what it would find.

use crate::serve::Site;
use crate::serve::dedupe::Duplicates;
use crate::serve::filtered_query::FilteredQuery;
use crate::serve::pages::outlet_names::names_with;
use crate::serve::pages::search_state::SearchState;

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
/// Words of a query that are none of the text.
const OPERATORS: [&str; 6] = ["OR", "NOT", "AND", "NEAR", "THEN", "SAME"];

/// What the query of a search may have meant; nothing where it is as it should be.
pub(super) fn corrections(site: &Site, state: &SearchState) -> Vec<Correction> {
    let q = state.filtered.q.trim();
    let mut out = Vec::new();
    if q.is_empty() {
        return out;
    }
    let offer = |query, why, least| offered(site, state, query, why, least);
    let tiers = site.audit.audit.tiers();
    let (mended, why) = mended(q, &outlets(site), tiers);
    if mended != q {
        out.extend(offer(mended, why.join("; "), 0));
    }
    if let Some(words) = question(q) {
        out.extend(offer(words.join(" "), "the words of the question, all of them".to_owned(), 1));
        if words.len() > 1 {
            out.extend(offer(words.join(" OR "), "any of its words".to_owned(), 1));
        }
    }
    out
}

/// The search with all forms of its words, where they have others.
pub(super) fn other_forms(site: &Site, state: &SearchState) -> Option<Correction> {
    let q = state.filtered.q.trim();
    if question(q).is_some() {
        return None;
    }
    let query = with_forms(q, &|word| site.audit.store().forms(word).unwrap_or_default())?;
    offered(site, state, query, String::new(), 1)
}

/// A search of `query` in the place of that of the state, where it finds `least` articles.
fn offered(site: &Site, state: &SearchState, query: String, why: String, least: u64) -> Option<Correction> {
    let filtered = state.filtered.with_query(&query);
    let parsed = filtered.asked_of(site.audit.store()).ok()?;
    let n = site.audit.store().count(&parsed).ok().filter(|n| *n >= least)?;
    let href = SearchState { filtered, duplicates: Duplicates::Kept, from: 0, ..state.clone() }.href();
    Some(Correction { query, why, n, href })
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
            "" if inside && is_operator(token) && token != token.to_uppercase() => {
                said("operators are written in capitals");
                out.push(token.to_uppercase());
            }
            "" if let Some(span) = span_in_words(&tokens[at..]) => {
                said("years are a condition of the date");
                out.push(format!("date:{span}"));
                at += 2;
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
                said("a range has two dots, and its first year is the earlier one");
                out.extend(span.map(|span| format!("date:{span}")));
            }
            "focus" if !tiers.iter().any(|tier| tier == unquoted) => {
                let next = tokens.get(at + 1).map_or(String::new(), |next| format!("{unquoted} {next}"));
                let (tier, more) = match (tier_meant(&next, tiers), tier_meant(unquoted, tiers)) {
                    (Some(tier), one) if one != Some(tier) => (Some(tier), 1),
                    (_, one) => (one, 0),
                };
                if let Some(tier) = tier {
                    said("a tier has one name");
                    out.push(format!("focus:{tier}"));
                    at += more;
                } else {
                    out.push(token.to_owned());
                }
            }
            "outlet" if !value.starts_with('=') => {
                let (first, before) = match tokens.get(at + 1) {
                    Some(next) if unquoted.is_empty() => (*next, 1),
                    _ => (unquoted, 0),
                };
                let (names, more) = names_with(first, &tokens[at + 1 + before..], outlets);
                if names.is_empty() || before + more == 0 {
                    out.push(token.to_owned());
                } else {
                    said("a name with blanks takes quotes");
                    let named: Vec<String> = names.iter().map(|name| format!("outlet:=\"{name}\"")).collect();
                    out.push(if named.len() == 1 { named.concat() } else { format!("({})", named.join(" OR ")) });
                    at += before + more;
                }
            }
            _ => out.push(token.to_owned()),
        }
        at += 1;
    }
    why.dedup();
    (out.join(" "), why)
}

/// The tier that somebody means by a name: written as one word or two, in the plural, or with another word beside it.
fn tier_meant<'a>(name: &str, tiers: &'a [String]) -> Option<&'a String> {
    let name = name.to_lowercase().replace(['_', '-'], " ");
    let is_meant = |tier: &&String| {
        let words = tier.replace('_', " ");
        let squeezed = name.replace(' ', "");
        squeezed == words.replace(' ', "")
            || name.strip_suffix('s') == Some(&words)
            || format!(" {name} ").contains(&format!(" {words} "))
    };
    tiers.iter().find(is_meant)
}

fn is_operator(token: &str) -> bool {
    let upper = token.to_uppercase();
    let (word, distance) = upper.split_once('/').unwrap_or((&upper, ""));
    match word {
        "OR" | "NOT" => !upper.contains('/'),
        "NEAR" | "THEN" => !distance.is_empty() && distance.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    }
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()) && matches!(&text[..2], "18" | "19" | "20")
}

/// `2014..2016` of `2014-2016`, and of a range that is the wrong way round.
fn span_of_years(text: &str) -> Option<String> {
    let (one, other) = text.split_once("..").or_else(|| text.split_once('-')).or_else(|| text.split_once('–'))?;
    let is_meant = is_year(one) && is_year(other) && (one > other || !text.contains(".."));
    is_meant.then(|| format!("{}..{}", one.min(other), one.max(other)))
}

/// `2014..2016` of the words `2014 to 2016` that the tokens begin with.
fn span_in_words(tokens: &[&str]) -> Option<String> {
    let [one, "to" | "until" | "through", other, ..] = tokens else { return None };
    (is_year(one) && is_year(other)).then(|| format!("{}..{}", one.min(other), one.max(other)))
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

/// The query with all forms of its plain words; `None` where they have no others.
fn with_forms(q: &str, forms: &dyn Fn(&str) -> Vec<String>) -> Option<String> {
    let with = |token: &&str| {
        let field = ["title:", "lede:", "body:"].into_iter().find(|field| token.starts_with(field)).unwrap_or_default();
        let word = token[field.len()..].trim_matches(['(', ')']);
        let folded = word.to_lowercase();
        let forms = if OPERATORS.contains(&word) { Vec::new() } else { forms(&folded) };
        match forms.as_slice() {
            [] => (*token).to_owned(),
            [one] if *one == folded => (*token).to_owned(),
            [one] => token.replacen(word, one, 1),
            _ => token.replacen(word, &format!("({})", forms.join(" OR ")), 1),
        }
    };
    let tokens = tokens(q);
    let all = tokens.iter().map(with).collect::<Vec<_>>().join(" ");
    (all != tokens.join(" ")).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::{mended, question, with_forms};

    #[test]
    fn slips_are_mended() {
        let outlets =
            ["USA TODAY", "USA", "Vox", "New York Times - News", "New York Times (Online)"].map(str::to_owned);
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
            ("wage 2014 to 2016", "wage date:2014..2016"),
            ("wage date:2016..2014", "wage date:2014..2016"),
            ("retail Or workers", "retail OR workers"),
            ("wage near/5 nurses", "wage NEAR/5 nurses"),
            ("outlet: usa today wage", "outlet:=\"USA TODAY\" wage"),
            ("outlet:New York Times", "(outlet:=\"New York Times - News\" OR outlet:=\"New York Times (Online)\")"),
            ("focus:lowwage", "focus:low_wage"),
            ("focus:professionals wage", "focus:professional wage"),
            ("focus:\"professional workers\"", "focus:professional"),
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
            "focus:none",
            "focus:low_wage workers",
            "date:2014..2016",
            "near misses",
        ] {
            assert_eq!(mended(fine, &outlets, &tiers).0, fine, "{fine}");
        }
    }

    #[test]
    fn a_question_has_its_words_and_a_word_its_stem() {
        let words = question("Does my paper write more about nurses and teachers?");
        assert_eq!(words, Some(vec!["nurses".to_owned(), "teachers".to_owned()]));
        assert!(question("minimum wage").is_none() && question("wage NEAR/10 (a b c)").is_none());
    }

    #[test]
    fn plain_words_have_their_forms() {
        let forms = |word: &str| {
            let all: &[&str] = match word {
                "city" | "cities" => &["cities", "city"],
                "works" => &["work", "worked", "works"],
                "nurse" => &["nurses"],
                "rain" => &["rain"],
                _ => &[],
            };
            all.iter().map(|form| (*form).to_owned()).collect()
        };
        for (q, expected) in [
            ("Cities", Some("(cities OR city)")),
            ("title:city OR works", Some("title:(cities OR city) OR (work OR worked OR works)")),
            ("(works rain) NEAR/5 city", Some("((work OR worked OR works) rain) NEAR/5 (cities OR city)")),
            ("Nurse rain", Some("nurses rain")),
            ("\"city works\"", None),
            ("rain -city outlet:city cit*", None),
        ] {
            assert_eq!(with_forms(q, &forms).as_deref(), expected, "{q}");
        }
    }
}
