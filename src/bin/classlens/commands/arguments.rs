//! What several commands make of their arguments.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Context;
use classlens::audit::{Audit, Readers};
use classlens::record::Axis;

use crate::args::Format;

/// The axes named by `--by`.
pub(super) fn axes_of(audit: &Audit, names: &[String]) -> anyhow::Result<Vec<Axis>> {
    audit.axes(names).map_err(|reason| anyhow::anyhow!("--by {reason}"))
}

/// Whom the tables of a format are for.
pub(super) fn readers(format: Format) -> Readers {
    if format == Format::Table { Readers::People } else { Readers::Machines }
}

/// The ids in a file, one a line.
pub(super) fn ids_of(path: &Path) -> anyhow::Result<BTreeSet<String>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{}", path.display()))?;
    Ok(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
}
