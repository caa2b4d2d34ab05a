//! Writes one table of the record in all its formats.

use std::fs::File;
use std::io::BufWriter;
use std::ops::Range;
use std::path::PathBuf;

use crate::folder::{AuditFolder, FolderError, Manifest};
use crate::pipeline::PipelineError;
use crate::present::CsvWriter;
use crate::record::{ParquetWriter, Purpose, RecordTable, TEXTS, Table};

/// Which files are written beside Parquet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extra {
    /// None.
    Nothing,
    /// CSV of the same tables.
    Csv,
}

/// One table in all its formats.
pub(super) struct RecordWriter {
    empty: Table,
    parquet: ParquetWriter,
    csv: Option<(PathBuf, CsvWriter<BufWriter<File>>)>,
}

impl RecordWriter {
    pub(super) fn create(
        manifest: &Manifest,
        folder: &AuditFolder,
        table: &RecordTable,
        extra: Extra,
    ) -> Result<Self, PipelineError> {
        let facts = [
            ("classlens", env!("CARGO_PKG_VERSION")),
            ("lexicon", manifest.lexicon.as_str()),
            ("lexicon_hash", manifest.lexicon_hash.as_str()),
        ];
        let empty = (table.empty)(manifest.shape());
        let parquet = ParquetWriter::create(&folder.table(table.name), &empty, &facts, Purpose::Record)?;
        let csv = match extra {
            Extra::Csv if table.name != TEXTS.name => {
                let path = folder.csv(table.name);
                let failed = |e: std::io::Error| FolderError::write(&path, &e);
                let mut csv = CsvWriter::new(BufWriter::new(File::create(&path).map_err(failed)?));
                csv.write(&empty).map_err(failed)?;
                Some((path, csv))
            }
            _ => None,
        };
        Ok(Self { empty, parquet, csv })
    }

    pub(super) fn write(&mut self, table: &Table, rows: Range<usize>) -> Result<(), PipelineError> {
        if table.schema() != self.empty.schema() {
            // An older audit that this one grows out of has fewer columns.
            let adapted = table.rows_like(rows, &self.empty);
            return self.write(&adapted, 0..adapted.n_rows());
        }
        self.parquet.write_rows(table, rows.clone())?;
        if let Some((path, csv)) = &mut self.csv {
            csv.write_rows(table, rows).map_err(|e| FolderError::write(path, &e))?;
        }
        Ok(())
    }

    pub(super) fn finish(self) -> Result<(), PipelineError> {
        self.parquet.finish()?;
        if let Some((path, csv)) = self.csv {
            csv.finish().map_err(|e| FolderError::write(&path, &e))?;
        }
        Ok(())
    }
}
