//! Writes what coders work with: the plan, and for each coder a sheet, a form and the tasks of coding programs.

use std::fs;
use std::path::Path;

use crate::audit::{Audit, AuditError};
use crate::present::{CsvWriter, TaskProgram, coding_form, coding_sheet};
use crate::validate::plan::Plan;

/// The file of the plan in a folder of coding.
pub const PLAN: &str = "plan.json";

impl Audit {
    /// Writes `plan` into the folder `to`, which must not exist or be empty: [`PLAN`], and for each of `coders` a sheet
    /// (`NAME.csv`), a form (`NAME.html`) and the tasks of `programs`. Sheets, forms and tasks hold texts of articles.
    ///
    /// # Errors
    /// When the folder has something in it or cannot be written, or an article of the plan is not in the audit.
    pub fn write_coding(
        &self,
        plan: &Plan,
        coders: &[String],
        programs: &[TaskProgram],
        to: &Path,
    ) -> Result<(), AuditError> {
        if to.is_dir() && to.read_dir()?.next().is_some() {
            let reason = ": is not empty, and codes may lie there; choose another folder".to_owned();
            return Err(AuditError::File { path: to.to_owned(), reason });
        }
        fs::create_dir_all(to).map_err(|e| unwritable(to, &e))?;
        let text = serde_json::to_string_pretty(plan).map_err(|e| unwritable(&to.join(PLAN), &e))?;
        let plan_hash = format!("{:016x}", xxhash_rust::xxh3::xxh3_64(text.as_bytes()));
        write(&to.join(PLAN), &(text + "\n"))?;
        let about = &self.given_lexicon()?.about;
        for coder in coders {
            let articles = self.articles_to_code(plan, coder)?;
            let sheet = to.join(format!("{coder}.csv"));
            let mut writer = CsvWriter::new(fs::File::create(&sheet).map_err(|e| unwritable(&sheet, &e))?);
            writer.write(&coding_sheet(&articles, &plan.codebook, coder))?;
            writer.finish()?;
            let key = format!("classlens {plan_hash} {coder}");
            write(&to.join(format!("{coder}.html")), &coding_form(&articles, &plan.codebook, about, coder, &key))?;
            for program in programs {
                let (name, tasks) = program.tasks(&articles);
                write(&to.join(format!("{coder}.{name}")), &tasks)?;
            }
        }
        for (name, labels) in programs.iter().map(|program| program.labels(&plan.codebook)) {
            write(&to.join(name), &labels)?;
        }
        Ok(())
    }
}

fn write(path: &Path, content: &str) -> Result<(), AuditError> {
    fs::write(path, content).map_err(|e| unwritable(path, &e))
}

fn unwritable(path: &Path, reason: &dyn std::fmt::Display) -> AuditError {
    AuditError::File { path: path.to_owned(), reason: format!(": cannot be written ({reason})") }
}
