//! Links of the sections of a dashboard: to articles, narrower searches and files.

use crate::present::report::{Behind, Example, Links, Section, Whole};
use crate::serve::Site;
use crate::serve::address::address;
use crate::serve::figures::FigureQuery;
use crate::serve::filtered_query::MAX_QUERY_CHARS;

/// The links of one side.
pub(super) struct SideLinks<'a> {
    pub(super) site: &'a Site,
    pub(super) query: &'a FigureQuery,
}

impl Links for SideLinks<'_> {
    fn article(&self, article: &Example) -> Option<String> {
        let id = [("id", article.id.as_str())];
        Some(address("/article", &[&id[..], &self.query.ask.pairs()].concat()))
    }

    fn whole(&self, behind: &Behind) -> Whole {
        let mut ask = self.query.ask.clone();
        let q = ask.q.trim();
        ask.q = if q.is_empty() { behind.query.clone() } else { format!("({q}) AND ({})", behind.query) };
        if ask.q.chars().count() > MAX_QUERY_CHARS {
            return Whole::Command(format!("classlens search {} {}", self.site.audit.audit.name(), ask.quoted()));
        }
        Whole::Link(address("/", &ask.pairs()))
    }

    fn group(&self, column: &str, value: &str) -> Option<String> {
        let filter = match column {
            "outlet" | "year" | "focus" => self.site.audit.store().axis(column).ok()?.filter(value)?,
            "tier" => format!("attention_{value}:>=1"),
            _ => return None,
        };
        let ask = &self.query.ask;
        let narrowed = if ask.filters.contains(&filter) { ask.clone() } else { ask.toggled(&filter) };
        Some(address("/", &narrowed.pairs()))
    }

    fn files(&self, section: &Section) -> Vec<(String, String)> {
        let id = section.id.as_str();
        let file = |ending: &str, path| (format!("{id}.{ending}"), self.query.address(path, &[("section", id)]));
        let table = file("csv", "/dashboard/table");
        let figure = section.figure().map(|_| file("svg", "/dashboard/figure"));
        std::iter::once(table).chain(figure).collect()
    }
}
