//! When coders may see the codes of others.

use std::collections::BTreeMap;

use crate::serve::coding::{Codes, CodingFolder, CodingReader};

/// What must be coded before the reader may see codes of others, in sentences; empty when all is coded.
///
/// A reader whose token names no coder of the plan cannot be influenced and sees all. All others wait until every
/// coder has finished the shared articles, and a coder with a token also until the own sheet is finished.
pub(in crate::serve) fn unfinished(
    folder: &CodingFolder,
    codes: &BTreeMap<String, Codes>,
    reader: &CodingReader,
) -> Vec<String> {
    if reader.name().is_some_and(|name| !codes.contains_key(name)) {
        return Vec::new();
    }
    let codebook = &folder.plan.codebook;
    let mut out = Vec::new();
    for coder in &folder.coders {
        let is_open = |id: &&str| codes.get(&coder.name).is_none_or(|codes| !codes.is_coded(id, codebook));
        let (n_shared, n_open) = (folder.shared(coder).count(), folder.shared(coder).filter(is_open).count());
        if n_open > 0 {
            out.push(format!("{} still has to code {n_open} of the {n_shared} shared articles.", coder.name));
        }
        let n_open = coder.articles.iter().map(String::as_str).filter(is_open).count();
        if reader.name() == Some(&coder.name) && n_open > 0 {
            out.push(format!("Your own sheet has {n_open} of {} articles to code.", coder.articles.len()));
        }
    }
    out
}
