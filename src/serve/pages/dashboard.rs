//! The figures of a query, or of two beside each other.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::score::UNSCORED;
use crate::serve::address::address;
use crate::serve::ask::Ask;
use crate::serve::chart::{Group, Intervals, intervals};
use crate::serve::pages::{Frame, html};
use crate::serve::params::Params;
use crate::serve::passage::{spoken, tier_style};
use crate::serve::problem::Problem;
use crate::serve::{Shared, Site, blocking};
use crate::store::{Counted, Facet, NO_VALUE, Query};
use crate::summarize::Share;

/// Groups in a figure by outlet or year.
const ROWS: usize = 12;
/// Articles below which a group's share says next to nothing.
const FEWEST: u64 = 10;
/// Letters of a label.
const LABEL: usize = 16;

/// One query with its counts.
struct Side {
    /// The query as it is read.
    text: String,
    href: String,
    n: u64,
    /// Name and style of each tier.
    legend: Vec<(String, &'static str)>,
    /// Figures of this side alone.
    figures: Vec<Figure>,
}

/// A figure with its words.
struct Figure {
    id: String,
    title: &'static str,
    caption: &'static str,
    chart: Option<Intervals>,
}

#[derive(Template)]
#[template(path = "dashboard.html")]
struct DashboardPage {
    frame: Frame,
    first: Ask,
    second: Option<Ask>,
    error: Option<String>,
    sides: Vec<Side>,
    /// Figures of all sides together.
    figures: Vec<Figure>,
}

pub(super) async fn page(State(site): State<Shared>, mut params: Params) -> Result<Response, Problem> {
    let first = Ask::read(&mut params)?;
    let second = Ask::read_named(&mut params, "q2", "f2")?;
    params.finish()?;
    let second = (second != Ask::default()).then_some(second);
    let (one, other) = (first.clone(), second.clone());
    let found = blocking(&site, move |site| figures(site, std::iter::once(&one).chain(&other))).await;
    let (sides, figures, error) = match found {
        Ok((sides, figures)) => (sides, figures, None),
        Err(problem) if problem.status.is_client_error() => (Vec::new(), Vec::new(), Some(problem.detail)),
        Err(problem) => return Err(problem),
    };
    let failed = error.is_some();
    let frame = Frame::new(&site, "Dashboard", "/dashboard");
    let mut response = html(&DashboardPage { frame, first, second, error, sides, figures })?;
    if failed {
        *response.status_mut() = axum::http::StatusCode::BAD_REQUEST;
    }
    Ok(response)
}

/// Counts of one side.
struct Counts {
    n: u64,
    facets: Vec<Facet>,
}

impl Counts {
    /// Counts over the articles that were scored.
    fn scored(n: u64, facets: Vec<Facet>) -> Self {
        let all = Self { n, facets };
        Self { n: n - all.of("focus", UNSCORED), facets: all.facets }
    }

    fn of(&self, field: &str, value: &str) -> u64 {
        let facet = self.facets.iter().find(|f| f.field == field);
        facet.and_then(|f| f.values.iter().find(|v| v.value == value)).map_or(0, |v| v.n)
    }

    fn values(&self, field: &str) -> impl Iterator<Item = &str> {
        let facet = self.facets.iter().filter(move |f| f.field == field);
        facet.flat_map(|f| &f.values).map(|v| v.value.as_str()).filter(|v| *v != NO_VALUE)
    }
}

/// Styles of the two sides.
const SIDES: [(&str, &str); 2] = [("first query", "sa"), ("second query", "sb")];

fn figures<'a>(site: &Site, asks: impl Iterator<Item = &'a Ask>) -> Result<(Vec<Side>, Vec<Figure>), Problem> {
    let store = &site.audit.store;
    let tiers = &site.audit.manifest.tiers;
    let mut fields: Vec<String> =
        ["focus", "headline_scope", "scope_gap", "proposals", "proposals_serve"].map(String::from).into();
    fields.extend(tiers.iter().map(|tier| format!("acknowledgement_{tier}")));
    let axes = fields.iter().map(|name| store.axis(name)).collect::<Result<Vec<_>, _>>()?;
    let (mut sides, mut counts) = (Vec::new(), Vec::new());
    for ask in asks {
        let query = ask.query()?;
        let (n, facets) = store.facets(&query, &axes, usize::MAX)?;
        let number = sides.len() + 1;
        let figures = vec![
            Figure {
                id: format!("outlets{number}"),
                title: "Focus by outlet",
                caption: "Share of an outlet's articles that are about each tier; the outlets with most articles, at least 10, which \
                          stand in brackets.",
                chart: by_group(site, ask, &query, "outlet")?,
            },
            Figure {
                id: format!("years{number}"),
                title: "Focus by year",
                caption: "Share of a year's articles that are about each tier; years with at least 10 articles, which stand in \
                          brackets.",
                chart: by_group(site, ask, &query, "year")?,
            },
        ];
        let text = if ask.text().is_empty() { "all articles".to_owned() } else { ask.text() };
        let legend = tiers.iter().enumerate().map(|(at, tier)| (spoken(tier), tier_style(at))).collect();
        sides.push(Side { text, legend, href: address("/", &ask.pairs()), n, figures });
        counts.push(Counts::scored(n, facets));
    }
    Ok((sides, shared(tiers, &counts)))
}

/// A row with a mark for each side.
fn row(label: &str, counts: &[Counts], share: impl Fn(&Counts) -> Option<Share>) -> Group {
    let shares = counts.iter().zip(SIDES).map(|(side, (name, style))| (name.to_owned(), style, share(side)));
    Group { label: spoken(label), href: String::new(), shares: shares.collect() }
}

/// Figures that show all sides on one axis.
fn shared(tiers: &[String], counts: &[Counts]) -> Vec<Figure> {
    let foci = tiers.iter().map(String::as_str).chain(["mixed"]);
    let focus = foci.map(|focus| row(focus, counts, |c| Share::of(c.of("focus", focus), c.n)));
    let gap = |c: &Counts| Share::of(c.of("scope_gap", "yes"), c.of("headline_scope", "universal"));
    let token = tiers.iter().map(|tier| {
        row(tier, counts, |c| {
            let field = format!("acknowledgement_{tier}");
            let token = c.of(&field, "token");
            Share::of(token, token + c.of(&field, "substantive"))
        })
    });
    let of_values = |field: &'static str| {
        let mut values: Vec<&str> = counts.iter().flat_map(|c| c.values(field)).collect();
        values.sort_unstable();
        values.dedup();
        let total = |value: &&str| std::cmp::Reverse(counts.iter().map(|c| c.of(field, value)).sum::<u64>());
        values.sort_by_key(total);
        let rows = values.into_iter().take(ROWS);
        rows.map(|value| row(value, counts, |c| Share::of(c.of(field, value), c.n))).collect::<Vec<_>>()
    };
    vec![
        Figure {
            id: "focus".into(),
            title: "Whose working life",
            caption: "Share of the articles found that are about each tier; the rest is about nobody's.",
            chart: intervals(focus.collect()),
        },
        Figure {
            id: "scope".into(),
            title: "Universal headlines over one tier",
            caption: "Of the headlines that promise workers at large, the share over an article about one tier.",
            chart: intervals(vec![row("scope gap", counts, gap)]),
        },
        Figure {
            id: "token".into(),
            title: "Acknowledged in passing",
            caption: "Of the articles that speak of a tier at all, the share that does so in a sentence or two.",
            chart: intervals(token.collect()),
        },
        Figure {
            id: "remedies".into(),
            title: "Remedies discussed",
            caption: "Share of the articles found that discuss a remedy of each kind; an article can discuss several.",
            chart: intervals(of_values("proposals")),
        },
        Figure {
            id: "serve".into(),
            title: "Whom the remedies serve",
            caption: "Share of the articles found with a remedy for those who control their schedule, for those with \
                      unstable schedules, for all.",
            chart: intervals(of_values("proposals_serve")),
        },
    ]
}

/// Focus shares by the values of a field: a row each, a mark a tier.
fn by_group(site: &Site, ask: &Ask, query: &Query, field: &str) -> Result<Option<Intervals>, Problem> {
    let store = &site.audit.store;
    let (axis, focus) = (store.axis(field)?, store.axis("focus")?);
    let grouping = store.group(query, query, &[axis.clone(), focus], Counted::Articles)?;
    let mut totals: std::collections::BTreeMap<&str, u64> = std::collections::BTreeMap::new();
    for group in grouping.groups.iter().filter(|g| g.key[0] != NO_VALUE && g.key[1] != UNSCORED) {
        *totals.entry(&group.key[0]).or_default() += group.n;
    }
    let mut groups: Vec<(&str, u64)> = totals.into_iter().collect();
    groups.retain(|(_, n)| *n >= FEWEST);
    if field == "year" {
        groups = groups.split_off(groups.len().saturating_sub(ROWS));
    } else {
        groups.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        groups.truncate(ROWS);
    }
    let count =
        |key: &str, tier: &str| grouping.groups.iter().find(|g| g.key[0] == key && g.key[1] == tier).map_or(0, |g| g.n);
    let tiers = &site.audit.manifest.tiers;
    let rows = groups.into_iter().map(|(key, n)| {
        let shares =
            tiers.iter().enumerate().map(|(at, tier)| (spoken(tier), tier_style(at), Share::of(count(key, tier), n)));
        let filter = axis.filter(key);
        let href = filter.map_or_else(String::new, |filter| address("/", &ask.toggled(&filter).pairs()));
        let mut label: String = key.chars().take(LABEL).collect();
        label.push_str(if key.chars().count() > LABEL { "…" } else { "" });
        Group { label: format!("{label} ({n})"), href, shares: shares.collect() }
    });
    Ok(intervals(rows.collect()))
}
