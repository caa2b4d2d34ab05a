//! One share of several entities, outlets, queries or groups of any field, side by side.
//!
//! In: entities as subsets, the share, and what each is set against. Out: shares with intervals, how far each is from its
//! reference, the same share of every group of a field, and all of it as tables and in words.

use crate::audit::difference_words::{chance, points, times};
use crate::audit::differences::{AskedShare, base_of, shares};
use crate::audit::{Answer, AuditError, EstimateOptions, Selection, Subset};
use crate::lexicon::NONE;
use crate::present::spelled;
use crate::record::{Axis, Cell, Kind, Table};
use crate::score::ArticleRow;
use crate::summarize::{ClusterBy, Estimate, Estimator, ShareDifference, ShareOf, Test, holm};

/// What each entity is set against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// All articles of the selection that are of no entity: the same for each, as the chart shows them.
    Others,
    /// The first entity, which is set against all others.
    First,
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct EntitiesOptions {
    /// Names of the entities, and their articles.
    pub entities: Vec<(String, Subset)>,
    /// The share, as [`ShareName::text`] says it.
    pub share: String,
    /// What each entity is set against.
    pub against: Against,
    /// A field all of whose groups are wanted, too.
    pub by: Option<Axis>,
    /// How shares and intervals are estimated.
    pub estimate: EstimateOptions,
}

/// A share that can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareName {
    /// As an address names it: `focused:professional`.
    pub text: String,
    /// In plain words, as a title: `Focus on professional workers`.
    pub title: String,
    /// What it is a share of: `of the articles with a focus`.
    pub of: &'static str,
    /// The number of the tier, where it is the share of one.
    pub tier: Option<usize>,
}

/// One entity.
#[derive(Debug, Clone, PartialEq)]
pub struct EntityShare {
    /// Its name.
    pub name: String,
    /// Its articles within the selection.
    pub n_articles: usize,
    /// Its share; `None` where it has no article of the base.
    pub share: Option<Estimate>,
    /// How far it is from its reference; `None` where either has no article of the base.
    pub apart: Option<ShareDifference>,
    /// What it is set against.
    pub against: String,
    /// Chance of so large a difference where there is none, adjusted over all entities (Holm).
    pub p_holm: Option<f64>,
}

/// One group of the field asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupShare {
    /// Its name.
    pub name: String,
    /// The query that finds its articles, where there is one.
    pub query: Option<String>,
    /// Its share.
    pub share: Estimate,
}

/// One share of several entities.
#[derive(Debug, Clone, PartialEq)]
pub struct Entities {
    /// The share.
    pub of: ShareName,
    /// Articles of the selection.
    pub n_articles: usize,
    /// First and last day of the selection, where its articles have days.
    pub days: Option<(String, String)>,
    /// The entities, as they were asked for.
    pub entities: Vec<EntityShare>,
    /// All articles of the selection together.
    pub all: Option<Estimate>,
    /// All articles that are of no entity; `None` without entities.
    pub others: Option<Estimate>,
    /// Every group of the field with an article of the base, by name.
    pub groups: Vec<GroupShare>,
}

impl ShareName {
    /// All shares of an audit with these tiers.
    #[must_use]
    pub fn all(tiers: &[String]) -> Vec<Self> {
        shares(tiers).iter().map(|share| Self::of(share, tiers)).collect()
    }

    fn of(share: &AskedShare, tiers: &[String]) -> Self {
        let tier = tiers.iter().position(|tier| *tier == share.name);
        let title = match (share.name.as_str(), tier) {
            ("scope_gap", _) => "Universal headline, but one tier covered".to_owned(),
            (name, Some(_)) => format!("Focus on {} workers", spelled(name)),
            (NONE, _) => "No focus on anybody's working life".to_owned(),
            (name, None) => format!("Focus: {}", spelled(name)),
        };
        let of = match share.base {
            "articles" => "of all scored articles",
            "focused" => "of the articles with a focus",
            _ => "of the articles with a universal headline",
        };
        Self { text: format!("{}:{}", share.base, share.name), title, of, tier }
    }
}

impl Selection<'_> {
    /// One share of every entity, and how far it is from its reference.
    ///
    /// # Errors
    /// When there is no such share, or an audience weighs no outlet of these articles.
    pub fn entities(&self, options: &EntitiesOptions) -> Result<Entities, AuditError> {
        if let Some((weighed, _)) = self.weighed(&options.estimate)? {
            return weighed.entities(options);
        }
        let EstimateOptions { weight, method, resampling } = &options.estimate;
        let estimator = Estimator::new(&self.rows, weight, *method, *resampling);
        let tiers = self.audit.tiers();
        let known = shares(tiers);
        let of = |share: &&AskedShare| ShareName::of(share, tiers).text == options.share;
        let asked = known.iter().find(of).unwrap_or(&known[0]);
        let (base, holds) = (base_of(asked.base), &*asked.holds as Test<'_>);
        let share = |members: &[usize]| estimator.shares(members, base, &[holds])[0];
        let everything: Vec<usize> = (0..self.rows.len()).collect();
        let members: Vec<Vec<usize>> = options.entities.iter().map(|(_, subset)| self.members(subset)).collect();
        let mut in_any: Vec<usize> = members.iter().flatten().copied().collect();
        in_any.sort_unstable();
        in_any.dedup();
        let others = self.others(&in_any);
        let mut entities = Vec::new();
        for (at, ((name, _), own)) in options.entities.iter().zip(&members).enumerate() {
            let is_first = at > 0 && options.against == Against::First;
            let (against, other) = if is_first {
                (options.entities[0].0.clone(), &members[0])
            } else {
                ("all others".to_owned(), &others)
            };
            let wanted: [ShareOf<'_>; 1] = [(base, holds)];
            let apart = estimator.differences([own, other], &wanted).pop().flatten();
            let (name, n_articles) = (name.clone(), own.len());
            entities.push(EntityShare { name, n_articles, share: share(own), apart, against, p_holm: None });
        }
        adjust(&mut entities);
        let group = |axis: &Axis, (mut key, own): (Vec<String>, Vec<usize>)| {
            let name = key.pop()?;
            Some(GroupShare { query: axis.filter(&name), share: share(&own)?, name })
        };
        let groups = options.by.iter().flat_map(|axis| {
            let groups = estimator.groups(std::slice::from_ref(axis), tiers);
            groups.into_iter().filter_map(|found| group(axis, found)).collect::<Vec<_>>()
        });
        let days = self.rows.iter().filter_map(|row| row.date.as_deref());
        let days = days.clone().min().zip(days.max()).map(|(first, last)| (first.to_owned(), last.to_owned()));
        Ok(Entities {
            of: ShareName::of(asked, tiers),
            n_articles: self.rows.len(),
            days,
            all: share(&everything),
            others: if entities.is_empty() { None } else { share(&others) },
            groups: groups.collect(),
            entities,
        })
    }

    /// Numbers of the articles that are in a subset, in order.
    fn members(&self, subset: &Subset) -> Vec<usize> {
        let is_in = |row: &ArticleRow| subset.id_set().contains(&row.id);
        self.rows.iter().enumerate().filter(|(_, row)| is_in(row)).map(|(at, _)| at).collect()
    }
}

/// Adjusts the chances of all entities that are compared.
fn adjust(entities: &mut [EntityShare]) {
    let compared: Vec<usize> = (0..entities.len()).filter(|at| entities[*at].apart.is_some()).collect();
    let p: Vec<f64> = compared.iter().filter_map(|at| entities[*at].apart.map(|apart| apart.p)).collect();
    for (at, p_holm) in compared.into_iter().zip(holm(&p)) {
        entities[at].p_holm = Some(p_holm);
    }
}

impl EntityShare {
    /// Its difference in words: `12.0 points more (4.1 to 20.3) than all others, 1.80 times as often (1.20 to 2.60)`.
    #[must_use]
    pub fn words(&self) -> String {
        let Some(apart) = &self.apart else {
            return format!("no article to compare with {}", self.against);
        };
        let ratio = apart.ratio.map_or_else(String::new, |ratio| {
            let said = times(ratio);
            let (value, span) = said.split_once(" (").unwrap_or((&said, ")"));
            format!(", {value} as often ({span}")
        });
        format!("{} than {}{ratio}", points(apart.difference), self.against)
    }

    /// What to make of it, in a sentence.
    #[must_use]
    pub fn verdict(&self) -> String {
        let Some((apart, p)) = self.apart.zip(self.p_holm) else { return String::new() };
        let out = if p < LEVEL {
            format!("More than chance (adjusted p {}).", with_sign(p))
        } else {
            format!("This may be chance (adjusted p {}): it is no sign that there is no difference.", with_sign(p))
        };
        if !apart.is_thin() {
            return out;
        }
        let what = match apart.by {
            Some(ClusterBy::OutletWeek) => "weeks of an outlet",
            Some(ClusterBy::Story) => "stories",
            _ => "outlets",
        };
        let n = apart.n_effective;
        format!(
            "{out} A rough guide: few {what} carry the interval, on the smaller side as many as {n:.1} of equal size."
        )
    }
}

/// From here on a difference may be chance.
const LEVEL: f64 = 0.05;

fn with_sign(p: f64) -> String {
    let p = chance(p);
    if p.starts_with('<') { p } else { format!("= {p}") }
}

/// Columns after the name of an entity or group.
const NUMBERS: [(&str, Kind); 4] =
    [("n_base", Kind::Int), ("n", Kind::Int), ("share", Kind::Float), ("low", Kind::Float)];
const APART: [(&str, Kind); 9] = [
    ("against", Kind::Text),
    ("difference", Kind::Float),
    ("difference_low", Kind::Float),
    ("difference_high", Kind::Float),
    ("ratio", Kind::Float),
    ("ratio_low", Kind::Float),
    ("ratio_high", Kind::Float),
    ("p_holm", Kind::Float),
    ("n_effective_clusters", Kind::Float),
];

impl Entities {
    /// Entities, all others, and every group that was asked for: a row each, shares 0–1.
    #[must_use]
    pub fn answer(&self) -> Answer {
        let mut columns = vec![("kind", Kind::Text), ("name", Kind::Text), ("share_of", Kind::Text)];
        columns.extend(NUMBERS);
        columns.extend([("high", Kind::Float), ("interval", Kind::Text)]);
        columns.extend(APART);
        let mut table = Table::new(&columns);
        for entity in &self.entities {
            push(&mut table, ["entity", &entity.name, &self.of.text], entity.share, Some(entity));
        }
        push(&mut table, ["others", "all others", &self.of.text], self.others, None);
        push(&mut table, ["all", "all articles", &self.of.text], self.all, None);
        for group in &self.groups {
            push(&mut table, ["group", &group.name, &self.of.text], Some(group.share), None);
        }
        let before = vec![format!("{}, {}.", self.of.title, self.of.of)];
        let after = self.entities.iter().map(|entity| format!("{}: {}.", entity.name, entity.words())).collect();
        Answer { before, table, after, n_found: self.n_articles as u64 }
    }
}

fn push(table: &mut Table, names: [&str; 3], share: Option<Estimate>, entity: Option<&EntityShare>) {
    let Some(estimate) = share else { return };
    let of = estimate.share;
    let mut cells: Vec<Cell<'_>> = names.iter().map(|name| Cell::Text(name)).collect();
    cells.extend([Cell::count(of.n), Cell::count(of.hits)]);
    cells.extend([of.share, of.low, of.high].map(Cell::Float));
    cells.push(Cell::Text(estimate.method()));
    let apart = entity.and_then(|entity| entity.apart);
    cells.push(Cell::text(entity.filter(|_| apart.is_some()).map(|entity| entity.against.as_str())));
    for spanned in [apart.map(|apart| apart.difference), apart.and_then(|apart| apart.ratio)] {
        let ends = [spanned.map(|s| s.value), spanned.map(|s| s.low), spanned.and_then(|s| s.high)];
        cells.extend(ends.map(Cell::float));
    }
    cells.push(Cell::float(entity.and_then(|entity| entity.p_holm)));
    cells.push(Cell::float(apart.map(|apart| apart.n_effective)));
    table.push(&cells);
}
