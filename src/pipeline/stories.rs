//! The stories of a whole audit: signatures in one file, clustered, with the ids of their heads.

use std::collections::BTreeMap;

use crate::copies::{SignatureRecords, SignatureWriter, Stories, cluster};
use crate::folder::AuditFolder;
use crate::pipeline::PipelineError;
use crate::pipeline::base::Opened;
use crate::pipeline::pieces::Piece;
use crate::record::{ARTICLES, Cell, ParquetError, ParquetGroups};
use crate::score::ArticleRow;

/// Stories, and the ids of their heads.
pub(super) struct FoundStories {
    stories: Stories,
    heads: BTreeMap<u32, String>,
}

impl FoundStories {
    /// Fills in the columns of article `idx`.
    pub(super) fn fill_in(&self, idx: usize, row: &mut ArticleRow) {
        let idx = u32::try_from(idx).expect("articles are fewer than 2^32");
        row.story = self.heads.get(&self.stories.head(idx)).unwrap_or(&row.id).clone();
        row.copies = u64::from(self.stories.n_copies(idx));
    }

    /// Articles that are not the head of their story: exact copies, near ones.
    pub(super) fn n_repeated(&self) -> (u64, u64) {
        self.stories.n_repeated()
    }
}

/// Puts the signatures of all pieces into one file and finds the stories.
pub(super) fn find(folder: &AuditFolder, pieces: &[Piece<'_>]) -> Result<FoundStories, PipelineError> {
    let path = folder.signatures();
    let mut out = SignatureWriter::create(&path)?;
    let mut old = Opened::nothing();
    for piece in pieces {
        match piece {
            Piece::Part(part) => {
                let mut records = SignatureRecords::open(&part.signatures(&folder.parts()))?;
                while out.take(&mut records)? {}
            }
            Piece::Kept { from, end, .. } => {
                let open = || SignatureRecords::open(&from.base.folder.signatures()).map(|records| (records, 0));
                let (records, article) = old.of(&from.base, open)?;
                for keep in &from.keep[*article..*end] {
                    if *keep {
                        out.take(records)?
                    } else {
                        records.advance()?
                    };
                }
                *article = *end;
            }
        }
    }
    out.finish()?;
    let stories = cluster(&[path], &folder.parts())?;
    let heads = heads(&stories, folder, pieces)?;
    Ok(FoundStories { stories, heads })
}

/// The ids of the heads of stories with copies.
fn heads(
    stories: &Stories,
    folder: &AuditFolder,
    pieces: &[Piece<'_>],
) -> Result<BTreeMap<u32, String>, PipelineError> {
    let mut wanted = stories.stories().map(|(head, _)| head).peekable();
    let mut heads = BTreeMap::new();
    let mut idx = 0;
    let mut see = |id: &str| {
        if wanted.next_if_eq(&idx).is_some() {
            heads.insert(idx, id.to_owned());
        }
        idx += 1;
    };
    let mut old = Opened::nothing();
    for piece in pieces {
        match piece {
            Piece::Part(part) => {
                for group in ParquetGroups::open(&part.table(&folder.parts(), ARTICLES.name))?.only(&["id"])? {
                    let group = group?;
                    (0..group.n_rows()).for_each(|row| see(group.text(row, 0)));
                }
            }
            Piece::Kept { from, end, .. } => {
                let old = old.of(&from.base, || from.rows(ARTICLES.name))?;
                let id = old.key();
                old.until(*end, |rows, range| {
                    range.for_each(|row| see(rows.text(row, id)));
                    Ok(())
                })?;
            }
        }
    }
    Ok(heads)
}

/// The stories of an audit that several articles print: ids, the head first, the others by day.
///
/// # Errors
/// When the table of articles cannot be read.
pub fn printed_stories(folder: &AuditFolder) -> Result<Vec<Vec<String>>, ParquetError> {
    type Member = (bool, bool, Option<String>, String);
    let mut stories: BTreeMap<String, Vec<Member>> = BTreeMap::new();
    for group in ParquetGroups::open(&folder.articles())?.only(&["id", "date", "story", "copies"])? {
        let group = group?;
        for row in 0..group.n_rows() {
            let text = |column: usize| match group.cell(row, column) {
                Cell::Text(text) => Some(text.to_owned()),
                _ => None,
            };
            if let (Some(id), Some(story), Cell::Int(2..)) = (text(0), text(2), group.cell(row, 3)) {
                let day = text(1);
                stories.entry(story.clone()).or_default().push((id != story, day.is_none(), day, id));
            }
        }
    }
    let ordered = |mut members: Vec<Member>| {
        members.sort();
        members.into_iter().map(|(.., id)| id).collect()
    };
    Ok(stories.into_values().map(ordered).collect())
}
