//! What the entries of the lexicon hit in an audit: their use, a sheet of hits to judge, and precision by a judged one.

use std::collections::BTreeMap;
use std::path::Path;

use crate::audit::{Answer, Audit, AuditError};
use crate::lexicon::Lexicon;
use crate::quality::{Listed, Usage, kwic, precision_table, read_judged, sample, usage, use_table};
use crate::record::{Cell, Kind, Table, rows_of_hits};
use crate::score::HitRow;
use crate::store::StoredArticle;

impl Audit {
    /// The table of hits as it is kept; `record::rows_of_hits` reads its rows.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn hits_table(&self) -> Result<Table, AuditError> {
        Ok(self.read_table("hits")?.whole()?)
    }

    /// Which entries carry a tier, lie where another lies, or (where `listed` says so) have no hit; before the table, how
    /// many entries of each tier and dimension have none.
    ///
    /// # Errors
    /// When the hits cannot be read or are of another lexicon.
    pub fn entries_used(&self, listed: Listed) -> Result<Answer, AuditError> {
        let (lexicon, table) = (self.lexicon()?, self.hits_table()?);
        let rows = self.hits_of(&table)?;
        let used = usage(lexicon, &rows)?;
        let mut answer = Answer::of(use_table(lexicon, &used, &rows, listed), used.entries.len() as u64);
        answer.before = without_hits(lexicon, &used);
        Ok(answer)
    }

    /// Up to `per_entry` hits of each entry, drawn by `seed`, with their context and an empty column to judge them.
    ///
    /// # Errors
    /// When the hits cannot be read or are of another lexicon; when the index cannot be read or does not hold a hit.
    pub fn sheet_to_judge(&self, per_entry: usize, seed: u64) -> Result<Table, AuditError> {
        let hits = self.hits_table()?;
        let rows = self.hits_of(&hits)?;
        usage(self.lexicon()?, &rows)?;
        let store = self.store()?;
        let columns = ["entry", "article", "left", "hit", "right", "judged"].map(|name| (name, Kind::Text));
        let mut table = Table::new(&columns);
        let mut last: Option<StoredArticle> = None;
        for at in sample(&rows, per_entry, seed) {
            let row = &rows[at];
            if last.as_ref().is_none_or(|article| article.id != row.article) {
                last = store.article(row.article)?;
            }
            let text = last.as_ref().map(|article| if row.field == "title" { &article.title } else { &article.body });
            let line = text.and_then(|text| kwic(text, row.start, row.end)).ok_or_else(|| AuditError::LostHit {
                audit: self.path().to_owned(),
                entry: row.entry.to_owned(),
                article: row.article.to_owned(),
            })?;
            table.push(&[row.entry, row.article, &line.left, &line.hit, &line.right, ""].map(Cell::Text));
        }
        Ok(table)
    }

    /// Precision of entries, tiers and dimensions by the judged sheet in the file `path`.
    ///
    /// # Errors
    /// When hits or sheet cannot be read or are of another lexicon, or no line is judged.
    pub fn entries_judged(&self, path: &Path) -> Result<Answer, AuditError> {
        let (lexicon, table) = (self.lexicon()?, self.hits_table()?);
        let used = usage(lexicon, &self.hits_of(&table)?)?;
        let sheet = read_judged(path, lexicon)?;
        let n_judged = sheet.judged.len();
        let mut answer = Answer::of(precision_table(lexicon, &used, &sheet.judged), n_judged as u64);
        answer.before = vec![format!("{n_judged} lines judged, {} open; Wilson intervals at 95 %", sheet.n_open)];
        Ok(answer)
    }

    fn hits_of<'a>(&self, table: &'a Table) -> Result<Vec<HitRow<'a>>, AuditError> {
        rows_of_hits(table).map_err(|reason| AuditError::Rows { path: self.folder().hits(), reason })
    }
}

/// How many entries have no hit: in all, and by tier and dimension.
fn without_hits(lexicon: &Lexicon, used: &Usage) -> Vec<String> {
    let (n_dead, n) = (used.dead().count(), used.entries.len());
    let mut lines = vec![format!("{n_dead} of {n} entries have no hit in scored zones")];
    let mut cells: BTreeMap<(&str, &str), (usize, usize)> = BTreeMap::new();
    for one in &used.entries {
        let entry = &lexicon.entries[one.entry];
        let counts = cells.entry((lexicon.tier_name(entry.tier), lexicon.dimension_name(entry))).or_default();
        counts.0 += usize::from(one.n_hits == 0);
        counts.1 += 1;
    }
    lines.extend(
        cells
            .into_iter()
            .map(|((tier, dimension), (dead, n))| format!("  {tier:<13} {dimension:<11} {dead:>5} of {n:>5} dead")),
    );
    lines
}
