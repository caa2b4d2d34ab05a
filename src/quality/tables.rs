//! Lexicons and what their entries do, as tables.

use std::collections::BTreeMap;
use std::path::Path;

use crate::lexicon::import::Remark;
use crate::lexicon::{Change, ChangeKind, Lexicon, Role};
use crate::matcher::{Matcher, check_examples};
use crate::quality::{Judgement, Usage, overlaps, precision};
use crate::record::{Cell, Kind, Table};
use crate::score::HitRow;

/// An entry dominates from this part of the weight of its tier on.
const DOMINANT: f64 = 0.05;

/// Every fault of a lexicon: entries out of order, entries with the same words, examples that do not hold.
#[must_use]
pub fn faults(lexicon: &Lexicon) -> Table {
    let (matcher, same_words) = Matcher::with_overlaps(lexicon);
    let mut table = Table::new(&[("place", Kind::Text), ("fault", Kind::Text)]);
    for (place, fault) in lexicon.order_faults() {
        table.push(&[Cell::Text(&place.to_string()), Cell::Text(&fault)]);
    }
    for found in same_words {
        let (first, second) = (lexicon.entry(found.first), lexicon.entry(found.second));
        let kind = if first.tier == second.tier { "the same words as" } else { "contradicts" };
        let fault = format!("`{}` {kind} `{}` at {}", second.pattern, first.pattern, first.place);
        table.push(&[Cell::Text(&second.place.to_string()), Cell::Text(&fault)]);
    }
    for failure in check_examples(lexicon, &matcher) {
        let fault = format!("`{}`: {}", failure.pattern, failure.reason);
        table.push(&[Cell::Text(&failure.place.to_string()), Cell::Text(&fault)]);
    }
    table
}

/// The entries of a lexicon, those of a tier and of a dimension where one is named.
#[must_use]
pub fn entries(lexicon: &Lexicon, tier: Option<&str>, dimension: Option<&str>) -> Table {
    let mut table = Table::new(&[
        ("id", Kind::Text),
        ("pattern", Kind::Text),
        ("tier", Kind::Text),
        ("dimension", Kind::Text),
        ("weight", Kind::Float),
        ("soc", Kind::Text),
        ("is", Kind::Text),
        ("source", Kind::Text),
    ]);
    for entry in &lexicon.entries {
        let (of_tier, of_dimension) = (lexicon.tier_name(entry.tier), lexicon.dimension_name(entry));
        if tier.is_some_and(|t| t != of_tier) || dimension.is_some_and(|d| d != of_dimension) {
            continue;
        }
        table.push(&[
            Cell::Text(&entry.id),
            Cell::Text(&entry.pattern.to_string()),
            Cell::Text(of_tier),
            Cell::Text(of_dimension),
            Cell::Float(entry.weight),
            Cell::text(entry.soc.as_deref()),
            Cell::Text(&role_text(&entry.role)),
            Cell::Text(&entry.source),
        ]);
    }
    table
}

/// Entries of a lexicon by tier and dimension.
#[must_use]
pub fn counts(lexicon: &Lexicon) -> Table {
    let mut cells: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for entry in &lexicon.entries {
        *cells.entry((lexicon.tier_name(entry.tier), lexicon.dimension_name(entry))).or_default() += 1;
    }
    let mut table = Table::new(&[("tier", Kind::Text), ("dimension", Kind::Text), ("n_entries", Kind::Int)]);
    for ((tier, dimension), n) in cells {
        table.push(&[Cell::Text(tier), Cell::Text(dimension), Cell::count(n)]);
    }
    table
}

fn role_text(role: &Role) -> String {
    match role {
        Role::Evidence => "evidence".to_owned(),
        Role::Proposal { kind, serves } => format!("proposal {kind}, serves {}", serves.name()),
        other => {
            let (role, kind) = other.names();
            format!("{role} {kind}")
        }
    }
}

/// How two lexicons differ, a row a change.
#[must_use]
pub fn changes_table(changes: &[Change]) -> Table {
    let mut table = Table::new(&["what", "change", "name", "details"].map(|name| (name, Kind::Text)));
    for change in changes {
        table.push(&[change.what, change.kind.name(), &change.name, &change.details].map(Cell::Text));
    }
    table
}

/// How many entries were added, removed and changed, and how many other differences there are.
#[must_use]
pub fn changes_text(changes: &[Change]) -> String {
    let of_entries = changes.iter().filter(|change| change.what == "entry");
    let n = |kind| of_entries.clone().filter(|c: &&Change| c.kind == kind).count();
    format!(
        "entries: {} added, {} removed, {} changed; {} other differences",
        n(ChangeKind::Added),
        n(ChangeKind::Removed),
        n(ChangeKind::Changed),
        changes.len() - of_entries.clone().count()
    )
}

/// What an import changed or left out, a row a remark.
#[must_use]
pub fn remarks_table(remarks: &[Remark]) -> Table {
    let mut table =
        Table::new(&[("file", Kind::Text), ("line", Kind::Int), ("kind", Kind::Text), ("remark", Kind::Text)]);
    for remark in remarks {
        let path: &Path = &remark.place.path;
        table.push(&[
            Cell::Text(&path.to_string_lossy()),
            Cell::count(remark.place.line as u64),
            Cell::Text(remark.kind.name()),
            Cell::Text(&remark.message),
        ]);
    }
    table
}

/// Which entries a table of their use lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
    /// Those that dominate their tier, and those that lie where another lies.
    Noteworthy,
    /// Those without a hit, too.
    Dead,
}

/// Entries that dominate their tier, entries that lie where another lies, and entries without a hit where these are
/// listed; `rows` are the hits that the use was counted from.
#[must_use]
pub fn use_table(lexicon: &Lexicon, used: &Usage, rows: &[HitRow<'_>], listed: Listed) -> Table {
    let mut table = Table::new(&[
        ("finding", Kind::Text),
        ("entry", Kind::Text),
        ("other", Kind::Text),
        ("n_hits", Kind::Int),
        ("n_articles", Kind::Int),
        ("share_of_tier", Kind::Float),
        ("sentences_shared", Kind::Float),
        ("articles_shared", Kind::Float),
    ]);
    let id = |at: usize| lexicon.entries[at].id.as_str();
    for found in used.dominant(DOMINANT) {
        table.push(&[
            Cell::Text("dominates"),
            Cell::Text(id(found.entry)),
            Cell::Missing,
            Cell::count(found.n_hits),
            Cell::count(found.n_articles),
            Cell::float(found.share),
            Cell::Missing,
            Cell::Missing,
        ]);
    }
    for found in overlaps(lexicon, rows) {
        let own = &used.entries[found.entry];
        table.push(&[
            Cell::Text("overlaps"),
            Cell::Text(id(found.entry)),
            Cell::Text(id(found.other)),
            Cell::count(own.n_hits),
            Cell::count(own.n_articles),
            Cell::float(own.share),
            Cell::Float(found.shared_sentences as f64 / found.n_sentences as f64),
            Cell::Float(found.shared_articles as f64 / found.n_articles as f64),
        ]);
    }
    for found in used.dead().filter(|_| listed == Listed::Dead) {
        let mut cells = [Cell::Missing; 8];
        (cells[0], cells[1], cells[3], cells[4]) =
            (Cell::Text("dead"), Cell::Text(id(found.entry)), Cell::Int(0), Cell::Int(0));
        table.push(&cells);
    }
    table
}

/// Precision of entries, tiers and dimensions by a judged sheet.
#[must_use]
pub fn precision_table(lexicon: &Lexicon, used: &Usage, judged: &[Judgement]) -> Table {
    let mut table = Table::new(&[
        ("of", Kind::Text),
        ("name", Kind::Text),
        ("n_right", Kind::Int),
        ("n_judged", Kind::Int),
        ("precision", Kind::Float),
        ("low", Kind::Float),
        ("high", Kind::Float),
        ("precision_by_hits", Kind::Float),
    ]);
    for row in precision(lexicon, used, judged) {
        table.push(&[
            Cell::Text(row.of),
            Cell::Text(&row.name),
            Cell::count(row.share.hits),
            Cell::count(row.share.n),
            Cell::Float(row.share.share),
            Cell::Float(row.share.low),
            Cell::Float(row.share.high),
            Cell::float(row.by_hits),
        ]);
    }
    table
}
