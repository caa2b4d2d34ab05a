//! What the program says of a document, in the words of the codebook.

use std::collections::BTreeMap;
use std::path::Path;

use crate::score::ArticleRow;
use crate::validate::coding::{CodingError, read_codings};
use crate::validate::{Codebook, FOCUS, acknowledgement_name, attention_name, proposal_name};

/// Label by variable.
#[must_use]
pub fn answers(row: &ArticleRow, codebook: &Codebook) -> BTreeMap<String, String> {
    let mut said = BTreeMap::from([
        (FOCUS.to_owned(), row.focus.name(&codebook.tiers).to_owned()),
        ("headline_scope".to_owned(), row.headline_scope.name(&codebook.tiers).to_owned()),
    ]);
    for (tier, (attention, acknowledgement)) in
        codebook.tiers.iter().zip(row.attention.iter().zip(&row.acknowledgement))
    {
        said.insert(attention_name(tier), attention.to_string());
        said.insert(acknowledgement_name(tier), acknowledgement.name().to_owned());
    }
    for kind in &codebook.proposals {
        let discussed = if row.proposals.contains(kind) { "yes" } else { "no" };
        said.insert(proposal_name(kind), discussed.to_owned());
    }
    said
}

/// Answers by folds that had not seen the document, as `gold fit --predictions` writes them, by id.
///
/// # Errors
/// When the file cannot be read or says nothing that is in the codebook.
pub fn read_predictions(
    path: &Path,
    codebook: &Codebook,
) -> Result<BTreeMap<String, BTreeMap<String, String>>, CodingError> {
    let read = read_codings(&[path], codebook)?;
    if let Some(problem) = read.problems.first() {
        return Err(CodingError { file: problem.place.clone(), reason: problem.what.clone() });
    }
    Ok(read.codings.into_iter().map(|coding| (coding.id, coding.codes)).collect())
}
