//! `lexicon.toml`: the name of a lexicon, its tiers and its dimensions.

use std::path::Path;

use serde::Deserialize;

use crate::lexicon::{LexiconError, LexiconFile, MIXED, NONE, UNIVERSAL, fault};

/// Names that a tier of a lexicon cannot have, because tables use them for something else.
pub(super) const RESERVED: &[&str] = &[UNIVERSAL, NONE, MIXED];
/// Most tiers, and most dimensions: their indexes are bytes.
pub(super) const MAX_NAMES: usize = 255;

/// What the file says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    pub(super) name: String,
    pub(super) language: String,
    pub(super) tiers: Vec<String>,
    pub(super) dimensions: Vec<String>,
}

impl Header {
    fn check(&self) -> Result<(), String> {
        if let Some(name) = self.tiers.iter().find(|name| RESERVED.contains(&name.as_str())) {
            return Err(format!("no tier can be called `{name}`: tables use the word for something else"));
        }
        let most = self.tiers.len().max(self.dimensions.len());
        if most > MAX_NAMES {
            return Err(format!("{most} tiers or dimensions, and a lexicon has {MAX_NAMES} at most"));
        }
        Ok(())
    }
}

/// Reads the file.
pub(super) fn read(files: &[LexiconFile]) -> Result<Header, LexiconError> {
    let file = files.iter().find(|file| file.path == Path::new("lexicon.toml"));
    let file =
        file.ok_or_else(|| LexiconError::Read { path: "lexicon.toml".into(), reason: "there is none".to_owned() })?;
    let header: Header = toml::from_str(&file.content).map_err(|e| fault::syntax(file, &e))?;
    header.check().map_err(|reason| fault::at(file, 0, reason))?;
    Ok(header)
}
