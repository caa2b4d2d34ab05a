//! Findings as the page shows them: what two sides share is shown once.

use crate::audit::Findings;
use crate::present::report::{Place, Section, section_html};
use crate::serve::Site;
use crate::serve::figures::FigureQuery;
use crate::serve::filtered_query::FilteredQuery;
use crate::serve::pages::dashboard::links::SideLinks;

/// Most rows of a table in the page; its file has all.
const MAX_ROWS: usize = 60;

/// A query with its finding.
pub(super) struct QueryView {
    /// The query as displayed.
    pub(super) text: String,
    pub(super) href: String,
    pub(super) n: usize,
    pub(super) n_all: u64,
    /// In plain words.
    pub(super) finding: Vec<String>,
}

/// A section, of one side or of both.
pub(super) struct SectionView {
    pub(super) id: String,
    pub(super) title: String,
    /// Sentences that are true of all cells.
    pub(super) text: Vec<String>,
    pub(super) cells: Vec<SectionCell>,
}

/// A section of one side.
pub(super) struct SectionCell {
    /// The query; empty where there is one side.
    pub(super) of: String,
    /// Sentences of this cell only.
    pub(super) text: Vec<String>,
    /// Figure, table and articles; `None` where the side has no such section.
    pub(super) html: Option<String>,
}

/// The query as displayed.
pub(super) fn text_of(ask: &FilteredQuery) -> String {
    let text = ask.text();
    if text.is_empty() { "all articles".to_owned() } else { text }
}

pub(super) fn side(site: &Site, query: &FigureQuery, found: &Findings) -> QueryView {
    QueryView {
        text: text_of(&query.ask),
        href: crate::serve::address::address("/", &query.ask.pairs()),
        n: found.n_articles,
        n_all: site.audit.manifest().n_articles,
        finding: found.finding.clone(),
    }
}

/// The cautions of all sides, and the sections in the order of the first side.
pub(super) fn parts(site: &Site, sides: &[(&FigureQuery, &Findings)]) -> (Vec<String>, Vec<SectionView>) {
    let (mut cautions, mut order) = (Vec::new(), Vec::new());
    for (query, found) in sides {
        for caution in &found.cautions {
            let all = sides.iter().all(|(_, other)| other.cautions.contains(caution) || other.n_articles == 0);
            let text = if all { caution.clone() } else { format!("{}: {caution}", text_of(&query.ask)) };
            push_new(&mut cautions, text);
        }
        found.sections.iter().for_each(|section| push_new(&mut order, section.id.clone()));
    }
    let parts = order.iter().filter_map(|id| part(site, sides, id)).collect();
    (cautions, parts)
}

/// True for a section with a table, figure or articles.
fn shows(section: &Section) -> bool {
    section.table.n_rows() > 0 || section.figure().is_some() || !section.behind.is_empty()
}

fn push_new(list: &mut Vec<String>, value: String) {
    if !list.contains(&value) {
        list.push(value);
    }
}

fn part(site: &Site, sides: &[(&FigureQuery, &Findings)], id: &str) -> Option<SectionView> {
    let of = |found: &'_ Findings| found.sections.iter().position(|section| section.id == id);
    let sections: Vec<Option<&Section>> =
        sides.iter().map(|(_, found)| of(found).map(|at| &found.sections[at])).collect();
    let first = sections.iter().flatten().next()?;
    let shared = |sentence: &&String| sections.iter().flatten().all(|section| section.text.contains(sentence));
    let text: Vec<String> = first.text.iter().filter(shared).cloned().collect();
    let cell = |(at, (query, _)): (usize, &(&FigureQuery, &Findings))| {
        let links = SideLinks { site, query };
        let several = sides.len() > 1;
        let name = if several { text_of(&query.ask) } else { String::new() };
        let place = Place {
            prefix: ["", "second-"][at.min(1)],
            of: match (several, at) {
                (false, _) => "",
                (true, 0) => ", first query",
                (true, _) => ", second query",
            },
            beside: sections
                .iter()
                .enumerate()
                .find(|(other, _)| *other != at)
                .and_then(|(_, s)| s.as_ref()?.plot.as_ref()),
            most_rows: MAX_ROWS,
            links: &links,
        };
        let own = |section: &Section| section.text.iter().filter(|s| !text.contains(s)).cloned().collect();
        SectionCell {
            of: name,
            text: sections[at].map(own).unwrap_or_default(),
            html: sections[at].filter(|section| shows(section)).map(|section| section_html(section, place)),
        }
    };
    let cells = sides.iter().enumerate().map(cell).collect();
    Some(SectionView { id: id.to_owned(), title: first.title.clone(), text, cells })
}
