//! Rows of the record, read group by group; only those that are asked for are kept.
//!
//! Always holds: the rows of many articles are held by one piece of work at a time.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::thread::sleep;
use std::time::Duration;

use hashbrown::HashSet;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::clean::Zone;
use crate::record::{Cell, ParquetGroups, Table, rows_of_articles};
use crate::score::{ArticleRow, HitRow};
use crate::serve::figures::refusal;
use crate::serve::open::OpenAudit;
use crate::validate::GoldRecord;

/// The coded articles of an audit, or why there are none.
pub(super) struct Record {
    codes: Option<GoldRecord>,
    remark: Option<String>,
}

impl Record {
    pub(super) fn of(audit: &OpenAudit) -> Self {
        match audit.folder.gold_record(&audit.manifest) {
            Ok(codes) => Self { codes, remark: None },
            Err(error) => Self { codes: None, remark: Some(refusal(&error)) },
        }
    }

    pub(super) fn codes(&self) -> Option<&GoldRecord> {
        self.codes.as_ref()
    }

    pub(super) fn into_parts(self) -> (Option<GoldRecord>, Option<String>) {
        (self.codes, self.remark)
    }
}

/// Articles whose rows take so much memory that no other piece of work may hold as many meanwhile.
const MANY: u64 = 10_000;
/// How often work that waits for the rows of another looks whether it is still wanted.
const LOOK: Duration = Duration::from_millis(100);

/// Who holds the rows of many articles.
pub(in crate::serve) struct ManyRows(Semaphore);

/// Leave to hold the rows of a piece of work, until it is dropped.
pub(super) struct Held<'a>(#[expect(dead_code, reason = "dropped, never looked at")] Option<SemaphorePermit<'a>>);

impl ManyRows {
    pub(in crate::serve) fn new() -> Self {
        Self(Semaphore::new(1))
    }

    /// Waits until rows of `n` articles may be held; nothing when `go_on` says stop.
    pub(super) fn hold(&self, n: u64, go_on: &mut dyn FnMut() -> ControlFlow<()>) -> Option<Held<'_>> {
        if n <= MANY {
            return Some(Held(None));
        }
        while go_on().is_continue() {
            if let Ok(permit) = self.0.try_acquire() {
                return Some(Held(Some(permit)));
            }
            sleep(LOOK);
        }
        None
    }
}

/// The articles with these ids, all without any, and how many of the whole audit `codes` cover; nothing
/// when `go_on`, which is asked before each group of rows, says stop.
pub(super) fn articles(
    audit: &OpenAudit,
    ids: Option<&HashSet<String>>,
    codes: Option<&GoldRecord>,
    go_on: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<Option<(Vec<ArticleRow>, usize)>, String> {
    let groups = ParquetGroups::open(&audit.folder.articles()).map_err(|e| e.to_string())?;
    let column = |name: &str| groups.empty().column(name).ok_or_else(|| format!("the column `{name}` is missing"));
    let (id, unscored) = (column("id")?, column("unscored")?);
    let (mut rows, mut n_covered) = (Vec::new(), 0);
    for group in groups {
        if go_on().is_break() {
            return Ok(None);
        }
        let group = group.map_err(|e| e.to_string())?;
        if let Some(codes) = codes {
            let of = |row: usize| codes.population.as_ref().is_none_or(|ids| ids.contains(group.text(row, id)));
            let scored = |row: &usize| group.cell(*row, unscored) == Cell::Missing;
            n_covered += (0..group.n_rows()).filter(scored).filter(|row| of(*row)).count();
        }
        let mut kept = Table::new(&group.schema());
        kept.append_where(&group, |row| ids.is_none_or(|ids| ids.contains(group.text(row, id))));
        rows.extend(rows_of_articles(&kept, 0..kept.n_rows(), &audit.manifest.tiers)?);
    }
    Ok(Some((rows, n_covered)))
}

/// What figures use of the hits of these articles (article, entry, zone, sentence); the rest is empty.
///
/// Ids and entries are those of the articles and the lexicon, so that no text is held twice.
pub(super) fn hits<'a>(
    audit: &'a OpenAudit,
    rows: &'a [ArticleRow],
    go_on: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<Option<Vec<HitRow<'a>>>, String> {
    let groups = ParquetGroups::open(&audit.folder.hits())
        .and_then(|groups| groups.only(&["article", "entry", "zone", "sentence"]))
        .map_err(|e| e.to_string())?;
    let articles: HashMap<&str, &'a str> = rows.iter().map(|row| (row.id.as_str(), row.id.as_str())).collect();
    let entries: HashMap<&str, &'a str> =
        audit.lexicon().entries.iter().map(|entry| (entry.id.as_str(), entry.id.as_str())).collect();
    let zones: HashMap<&str, &'static str> = Zone::ALL.into_iter().map(|zone| (zone.name(), zone.name())).collect();
    let mut hits = Vec::new();
    for group in groups {
        if go_on().is_break() {
            return Ok(None);
        }
        let group = group.map_err(|e| e.to_string())?;
        for row in 0..group.n_rows() {
            let Some(article) = articles.get(group.text(row, 0)).copied() else { continue };
            let unknown = |what: &str, column: usize| format!("unknown {what} `{}`", group.text(row, column));
            let entry = entries.get(group.text(row, 1)).copied().ok_or_else(|| unknown("entry", 1))?;
            let zone = zones.get(group.text(row, 2)).copied().ok_or_else(|| unknown("zone", 2))?;
            let Cell::Int(sentence) = group.cell(row, 3) else { return Err("a hit without a sentence".to_owned()) };
            let sentence = u32::try_from(sentence).map_err(|_| format!("{sentence} is no sentence"))?;
            hits.push(HitRow { article, entry, zone, sentence, ..HitRow::default() });
        }
    }
    Ok(Some(hits))
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use crate::serve::figures::rows::{MANY, ManyRows};

    #[test]
    fn rows_of_many_articles_are_held_once_and_of_few_at_any_time() {
        let (rows, mut looks) = (ManyRows::new(), 0);
        let mut go_on = || ControlFlow::Continue(());
        let held = rows.hold(MANY + 1, &mut go_on).expect("nobody holds them");
        assert!(rows.hold(MANY, &mut go_on).is_some(), "few need not wait");
        let mut thrice = || {
            looks += 1;
            if looks < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        assert!(rows.hold(MANY + 1, &mut thrice).is_none(), "who waits can be stopped");
        assert_eq!(looks, 3);
        drop(held);
        assert!(rows.hold(MANY + 1, &mut go_on).is_some());
    }
}
