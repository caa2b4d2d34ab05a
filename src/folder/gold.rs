//! The record of coded articles in an audit folder: `gold/codes.json`.

use std::io::ErrorKind;
use std::path::PathBuf;
use std::time::SystemTime;

use crate::folder::{AuditFolder, FolderError, KeptHashes, Manifest};
use crate::validate::GoldRecord;

impl AuditFolder {
    /// `gold/`: what the codes of people say of this audit.
    #[must_use]
    pub fn gold(&self) -> PathBuf {
        self.inside("gold")
    }

    fn gold_codes(&self) -> PathBuf {
        self.inside(KeptHashes::CODES)
    }

    /// When the record of coded articles was written, and its bytes: another record, another stamp.
    #[must_use]
    pub fn gold_stamp(&self) -> Option<(SystemTime, u64)> {
        let written = std::fs::metadata(self.gold_codes()).ok()?;
        Some((written.modified().ok()?, written.len()))
    }

    /// The record of coded articles; `None` when there is none.
    ///
    /// # Errors
    /// When it is broken, or was made of another corpus or with another lexicon than the audit.
    pub fn gold_record(&self, manifest: &Manifest) -> Result<Option<GoldRecord>, FolderError> {
        let path = self.gold_codes();
        let wrong = |reason: String| FolderError::Gold { path: path.clone(), reason };
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(None),
            Err(e) => return Err(wrong(e.to_string())),
        };
        let record: GoldRecord = serde_json::from_str(&text).map_err(|e| wrong(e.to_string()))?;
        if record.lexicon_hash != manifest.lexicon_hash || record.corpus_hash != manifest.corpus_hash {
            return Err(wrong("belongs to another audit".to_owned()));
        }
        Ok(Some(record))
    }

    /// The record that is kept, whatever audit it was made of; an error says why it cannot be read.
    #[must_use]
    pub fn kept_gold(&self) -> Option<Result<GoldRecord, String>> {
        let text = std::fs::read_to_string(self.gold_codes()).ok()?;
        Some(serde_json::from_str(&text).map_err(|e| e.to_string()))
    }

    /// Writes the record of coded articles in the place of an older one.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep_gold(&self, record: &GoldRecord) -> Result<(), FolderError> {
        let text = serde_json::to_string(record).expect("a record holds nothing but plain values");
        let _lock = self.lock_kept()?;
        self.keep(KeptHashes::CODES, &(text + "\n"))
    }
}
