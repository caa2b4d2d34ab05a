//! Everything that `report.html` says.

use std::ops::ControlFlow;
use std::path::Path;

use crate::findings::corpus::Corpus;
use crate::findings::corrected::Corrected;
use crate::findings::first::{cautions, finding};
use crate::findings::sections::sections;
use crate::findings::{FindingsError, first, holdings, methods};
use crate::folder::AuditFolder;
use crate::present::grouped;
use crate::present::report::{Heading, Report};

/// Everything `report.html` says; `title` names what was audited, `audit` the folder as a command line takes it.
/// What a whole audit lacks is read from its `folder`, where it is given.
///
/// # Errors
/// When the hits do not fit the articles, or the folder cannot be read.
pub fn report(
    audit: &str,
    title: String,
    folder: Option<&Path>,
    corpus: &Corpus<'_>,
    corrected: Option<&Corrected>,
) -> Result<Report, FindingsError> {
    let all = sections(corpus, corrected, &mut |_| ControlFlow::Continue(()))?;
    let mut sections = all.unwrap_or_default();
    if let Some(folder) = folder {
        sections.extend(holdings::of_folder(corpus, &AuditFolder::at(folder))?);
    }
    let manifest = corpus.manifest;
    Ok(Report {
        title,
        heading: Heading::default(),
        made_of: format!(
            "Figures by classlens {}, lexicon {} {}, from {} articles, corpus {}.",
            manifest.version,
            manifest.lexicon,
            manifest.lexicon_hash,
            grouped(corpus.rows.len()),
            manifest.corpus_hash
        ),
        audit: audit.to_owned(),
        finding: finding(corpus, corrected),
        corpus: first::of_corpus(corpus),
        cautions: cautions(corpus, corrected),
        sections,
        methods: methods::methods(corpus, corrected),
    })
}
