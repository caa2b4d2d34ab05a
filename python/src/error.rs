//! Errors of the library as the exception `classlens.Error`, with the text of the command line.
//!
//! The library says what is wrong; which argument mends it is said here, as the command line names its flags.

use std::error::Error as StdError;

use classlens::AuditError;
use classlens::article::Remedy;
use classlens::pipeline::PipelineError;
use pyo3::PyErr;
use pyo3::create_exception;
use pyo3::exceptions::PyException;

create_exception!(
    classlens,
    Error,
    PyException,
    "Something cannot be done: the message says what, where and what to do."
);

/// The exception with this message.
pub fn error(message: impl Into<String>) -> PyErr {
    Error::new_err(message.into())
}

/// The exception for an error of the library.
pub fn of<E: StdError + 'static>(cause: E) -> PyErr {
    error(text(&cause))
}

/// Why a record was refused, with the argument by which it is read.
pub fn refused(reason: &str) -> String {
    with(reason.to_owned(), of_refusal(reason))
}

fn text(cause: &(dyn StdError + 'static)) -> String {
    let mut text = cause.to_string();
    let mut next = cause.source();
    while let Some(source) = next {
        text = format!("{text}: {source}");
        next = source.source();
    }
    with(text, argument(cause))
}

fn with(text: String, argument: Option<String>) -> String {
    match argument {
        Some(argument) => format!("{text} ({argument})"),
        None => text,
    }
}

fn argument(cause: &(dyn StdError + 'static)) -> Option<String> {
    match cause.downcast_ref::<AuditError>() {
        Some(AuditError::OtherLexicon { .. } | AuditError::Reading(_)) => return Some("lexicon=FOLDER".to_owned()),
        Some(AuditError::Store(error)) => return of_store(error),
        _ => {}
    }
    match cause.downcast_ref::<PipelineError>()? {
        PipelineError::WouldReplace { .. } => {
            Some("name another folder, add to it with add=True, or give replace=True".to_owned())
        }
        PipelineError::OtherLexicon { .. } => Some("lexicon=FOLDER".to_owned()),
        PipelineError::Interrupted { .. } => Some("the same call with resume=True".to_owned()),
        PipelineError::NoColumn { field, .. } if field == "a variable" => Some("keep=[COLUMN]".to_owned()),
        PipelineError::NoColumn { field, .. } => Some(format!("columns={{\"{field}\": COLUMN}}")),
        PipelineError::NothingRead { first, .. } => of_refusal(first),
        PipelineError::Read(error) => of_refusal(&error.to_string()),
        PipelineError::Store(error) => of_store(error),
        _ => None,
    }
}

fn of_store(error: &classlens::audit::StoreError) -> Option<String> {
    matches!(error, classlens::audit::StoreError::TooManyLines(_)).then(|| "sample=N".to_owned())
}

fn of_refusal(reason: &str) -> Option<String> {
    let argument = match Remedy::of(reason)? {
        Remedy::NameBody => "columns={\"body\": COLUMN}",
        Remedy::RaiseLimit => "max_record=MB",
    };
    Some(argument.to_owned())
}
