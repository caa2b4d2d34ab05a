//! Whether files that are there are written over.

use std::path::Path;

use anyhow::bail;
use clap::Args;

/// For every command that writes a file where the user says.
#[derive(Debug, Clone, Copy, Args)]
pub struct WriteOverArgs {
    /// Write over files that are there.
    #[arg(long)]
    pub replace: bool,
}

impl WriteOverArgs {
    /// Refuses a file that is there, and a folder that holds something.
    pub fn check(self, path: &Path) -> anyhow::Result<()> {
        let is_taken = match path.read_dir() {
            Ok(mut entries) => entries.next().is_some(),
            Err(_) => path.exists(),
        };
        // A pipe or a device keeps nothing that could be lost.
        let is_kept = path.is_file() || path.is_dir();
        if is_taken && is_kept && !self.replace {
            bail!("{}: is there already, and nothing was written: name another one, or give --replace", path.display());
        }
        Ok(())
    }
}
