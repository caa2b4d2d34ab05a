//! The words around the hits of a search, or those of its articles against all others, as tables of links to lines.

use crate::audit::{Answer, CollocateOptions, CompareOptions};
use crate::present::grouped;
use crate::record::Cell;
use crate::serve::Site;
use crate::serve::address::address;
use crate::serve::pages::line_command::words_command;
use crate::serve::pages::search_state::{SearchState, StateLink, View};
use crate::serve::problem::Problem;
use crate::serve::words::{COLLOCATION_MEASURES, CONTRAST_MEASURES, collocates, keyness};
use crate::store::parse_query;

/// Words on a page; the file has all.
const SHOWN: usize = 100;

/// A page of words.
pub(super) struct WordsView {
    pub(super) notes: Vec<String>,
    /// Names of the columns after that of the words.
    pub(super) columns: Vec<&'static str>,
    pub(super) rows: Vec<WordRow>,
    pub(super) n_all: u64,
    /// There are more words than rows.
    pub(super) is_cut: bool,
    /// What the words can be sorted by.
    pub(super) orders: Vec<StateLink>,
    /// Address of all rows as a file.
    pub(super) download: String,
    /// The command that prints them.
    pub(super) command: String,
}

/// A word with its figures.
pub(super) struct WordRow {
    pub(super) word: String,
    /// The lines with the word; none where no query says them.
    pub(super) href: Option<String>,
    pub(super) cells: Vec<String>,
}

/// What a column of the answer is called, and how many decimals it has.
type Shown = (&'static str, &'static str, usize);

const AROUND: [Shown; 6] = [
    ("n", "Around", 0),
    ("articles", "Articles", 0),
    ("n_all", "In all", 0),
    ("log_dice", "Log-Dice", 2),
    ("mi", "MI", 2),
    ("g2", "G²", 1),
];
const AGAINST: [Shown; 7] = [
    ("n_target", "Here", 0),
    ("articles_target", "Articles", 0),
    ("rate_target", "Per 1,000", 3),
    ("rate_reference", "Elsewhere", 3),
    ("g2", "G²", 1),
    ("log_ratio", "Log ratio", 2),
    ("q", "q by article", 4),
];

/// The words that the view of the state shows; what cannot be counted is said in their place.
pub(super) fn words(site: &Site, state: &SearchState) -> Result<WordsView, Problem> {
    let is_around = state.view == View::Collocates;
    let measures: Vec<&str> = if is_around {
        COLLOCATION_MEASURES.iter().map(|(name, _)| *name).collect()
    } else {
        CONTRAST_MEASURES.iter().map(|(name, _)| *name).collect()
    };
    let measure = if state.measure.is_empty() { measures[0] } else { state.measure.as_str() };
    if !measures.contains(&measure) {
        return Err(Problem::bad(format!("`by` is one of {}", measures.join(", "))));
    }
    let answer = if is_around {
        let sort = COLLOCATION_MEASURES.iter().find(|(name, _)| *name == measure).map(|(_, sort)| *sort);
        let usual = CollocateOptions::default();
        collocates(
            site,
            &state.filtered,
            state.duplicates,
            &CollocateOptions { sort: sort.unwrap_or(usual.sort), ..usual },
        )
    } else {
        let sort = CONTRAST_MEASURES.iter().find(|(name, _)| *name == measure).map(|(_, sort)| *sort);
        let usual = CompareOptions::default();
        keyness(site, &state.filtered, state.duplicates, &CompareOptions { sort: sort.unwrap_or(usual.sort), ..usual })
    };
    let (answer, refused) = match answer {
        Ok(answer) => (Some(answer), None),
        Err(problem) if problem.status.is_client_error() => (None, Some(problem.detail)),
        Err(problem) => return Err(problem),
    };
    let shown: &[Shown] = if is_around { &AROUND } else { &AGAINST };
    let order = |name: &&str| StateLink {
        label: measure_label(name).to_owned(),
        href: SearchState { measure: (*name).to_owned(), ..state.clone() }.href(),
        here: *name == measure,
    };
    Ok(WordsView {
        notes: answer.as_ref().map_or_else(|| refused.into_iter().collect(), |answer| answer.notes()),
        columns: shown.iter().map(|(_, label, _)| *label).collect(),
        rows: answer.as_ref().map_or_else(Vec::new, |answer| rows(state, answer, shown)),
        n_all: answer.as_ref().map_or(0, |answer| answer.n_found),
        is_cut: answer.as_ref().is_some_and(|answer| answer.table.n_rows() > SHOWN),
        orders: measures.iter().map(order).collect(),
        download: download(state, measure),
        command: words_command(site, state, (measure != measures[0]).then_some(measure)),
    })
}

fn measure_label(name: &str) -> &'static str {
    match name {
        "log-dice" => "Log-Dice",
        "mi" => "Mutual information",
        "g2" => "Log-likelihood",
        "log-ratio" => "Log ratio",
        "log-odds" => "Log-odds",
        _ => "Test by article",
    }
}

fn rows(state: &SearchState, answer: &Answer, shown: &[Shown]) -> Vec<WordRow> {
    let places: Vec<(Option<usize>, usize)> =
        shown.iter().map(|(name, _, decimals)| (answer.table.column(name), *decimals)).collect();
    let cell = |row: usize, (place, decimals): &(Option<usize>, usize)| match place.map(|at| answer.table.cell(row, at))
    {
        Some(Cell::Int(n)) => grouped(n),
        Some(Cell::Float(n)) => rounded(n, *decimals),
        Some(Cell::Text(text)) => text.to_owned(),
        Some(Cell::Flag(_) | Cell::Missing) | None => String::new(),
    };
    let row = |at: usize| {
        let word = answer.table.text(at, 0).to_owned();
        WordRow { href: lines_of(state, &word), cells: places.iter().map(|place| cell(at, place)).collect(), word }
    };
    (0..answer.table.n_rows().min(SHOWN)).map(row).collect()
}

/// A number with this many decimals; what is above 0 is never printed as 0.
fn rounded(n: f64, decimals: usize) -> String {
    let least = 0.1_f64.powi(i32::try_from(decimals).unwrap_or(0));
    if n > 0.0 && n < least / 2.0 { format!("< {least:.decimals$}") } else { format!("{n:.decimals$}") }
}

/// The lines with a word: around the hits of the search, or in its articles.
fn lines_of(state: &SearchState, word: &str) -> Option<String> {
    let q = state.filtered.q.trim();
    let word = quoted(word)?;
    let filtered = match state.view {
        View::Collocates => {
            let window = CollocateOptions::default().window;
            let near = format!("({q}) NEAR/{window} {word}");
            // A search that is not words alone has its words near the other in the same article.
            state.filtered.with_query(if parse_query(&near).is_ok() { &near } else { return None })
        }
        _ if q.is_empty() => state.filtered.with_query(&word),
        _ => state.filtered.with_query(&word).with_filter(&format!("({q})")),
    };
    let lines = SearchState { filtered, view: View::Lines, from: 0, measure: String::new(), ..state.clone() };
    Some(lines.href())
}

/// A word as a phrase of a query; none for what is no word.
pub(super) fn quoted(word: &str) -> Option<String> {
    let is_word = word.chars().any(char::is_alphanumeric) && !word.contains(['"', '\\', '(']);
    Some(format!("\"{word}\"")).filter(|quoted| is_word && parse_query(quoted).is_ok())
}

fn download(state: &SearchState, measure: &str) -> String {
    let path = if state.view == View::Collocates { "/api/v1/collocates" } else { "/api/v1/keyness" };
    let mut pairs = state.filtered.pairs();
    pairs.extend([state.duplicates.pair(), ("sort", measure), ("format", "csv")]);
    address(path, &pairs)
}

#[cfg(test)]
mod tests {
    use crate::serve::pages::words::rounded;

    #[test]
    fn a_small_number_is_not_printed_as_0() {
        let printed = [(0.0, 4), (0.000_01, 4), (0.000_06, 4), (12.345, 1)].map(|(n, d)| rounded(n, d));
        assert_eq!(printed, ["0.0000", "< 0.0001", "0.0001", "12.3"]);
    }
}
