//! The flags that mend an error: the library says what is wrong, and only the command line knows what it calls the remedy.

use std::error::Error;

use classlens::article::{Reject, Remedy};
use classlens::audit::{AuditError, AuditFeaturesError, SavedError, SheetError, StoreError};
use classlens::pipeline::PipelineError;
use classlens::read::Unread;
#[cfg(feature = "serve")]
use classlens::serve::ServeError;

const LEXICON: &str = "--lexicon FOLDER";

/// What went wrong; where a flag mends it, with the flag.
pub fn text(error: &anyhow::Error) -> String {
    with(&format!("{error:#}"), error.chain().find_map(flag_of))
}

/// Why a record was refused, with the flag that mends it.
pub fn refused(reject: &Reject) -> String {
    with(&reject.to_string(), of_refusal(&reject.reason))
}

/// The flag by which refused records are read.
pub fn of_refusal(reason: &str) -> Option<String> {
    let flag = match Remedy::of(reason)? {
        Remedy::NameBody => "--map body=FIELD",
        Remedy::RaiseLimit => "--max-record MIB",
    };
    Some(flag.to_owned())
}

/// The flag by which dates that were not read are read.
pub fn of_unread(unread: Unread) -> Option<&'static str> {
    matches!(unread, Unread::Order | Unread::Mixed).then_some("--date-order mdy|dmy")
}

fn with(text: &str, flag: Option<String>) -> String {
    flag.map_or_else(|| text.to_owned(), |flag| format!("{text} ({flag})"))
}

fn flag_of(error: &(dyn Error + 'static)) -> Option<String> {
    if let Some(error) = error.downcast_ref::<AuditError>() {
        return of_audit(error);
    }
    if let Some(error) = error.downcast_ref::<PipelineError>() {
        return of_pipeline(error);
    }
    if let Some(error) = error.downcast_ref::<StoreError>() {
        return of_store(error);
    }
    if let Some(SavedError::Many) = error.downcast_ref::<SavedError>() {
        return Some(FORGET.to_owned());
    }
    #[cfg(feature = "serve")]
    if let Some(error) = error.downcast_ref::<ServeError>() {
        return match error {
            ServeError::Open { .. } => Some("--tokens FILE".to_owned()),
            ServeError::Audit(error) => of_audit(error),
            _ => None,
        };
    }
    None
}

const FORGET: &str = "`classlens search AUDIT --forget NAME`";

fn of_audit(error: &AuditError) -> Option<String> {
    match error {
        AuditError::NoPenalty => Some("--penalty PENALTY".to_owned()),
        AuditError::OtherLexicon { .. }
        | AuditError::Reading(AuditFeaturesError::Entry(_))
        | AuditError::Usage(_)
        | AuditError::Sheet(SheetError::Entry { .. }) => Some(LEXICON.to_owned()),
        AuditError::Store(error) => of_store(error),
        AuditError::Saved(SavedError::Many) => Some(FORGET.to_owned()),
        AuditError::In { reason, .. } => of_audit(reason),
        _ => None,
    }
}

fn of_pipeline(error: &PipelineError) -> Option<String> {
    match error {
        PipelineError::OtherLexicon { audit, .. } => {
            Some(format!("{LEXICON}; `classlens audit --from {} -o FOLDER`", audit.display()))
        }
        PipelineError::Interrupted { .. } => Some("the same command with --resume".to_owned()),
        PipelineError::NoColumn { field, .. } if field == "a variable" => Some("--keep COLUMN".to_owned()),
        PipelineError::NoColumn { field, .. } => Some(format!("--map {field}=COLUMN")),
        PipelineError::NothingRead { first, .. } => of_refusal(first),
        PipelineError::Store(error) => of_store(error),
        _ => None,
    }
}

fn of_store(error: &StoreError) -> Option<String> {
    matches!(error, StoreError::TooManyLines(_)).then(|| "--sample N".to_owned())
}
