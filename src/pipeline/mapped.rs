//! Checks that every column named by hand is there before anything is written.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::atomic::AtomicU64;

use crate::article::{Columns, Record};
use crate::pipeline::PipelineError;
use crate::pipeline::options::{AuditOptions, Origin};
use crate::read::{FieldAccount, NAMED_COLUMNS, Source, read_as_printed};
use crate::suggest::closest;

/// What a further column is to be.
const VARIABLE: &str = "a variable";

/// Reads on until each column named by hand was met in a record of the sources that `is_read` says are read.
///
/// # Errors
/// When no record of any of them has one of the columns. Standard input cannot be read twice: with it nothing is looked at
/// before [`check_accounts`].
pub(super) fn check(options: &AuditOptions, is_read: impl Fn(usize) -> bool) -> Result<(), PipelineError> {
    let mut wanted: Vec<(&str, &str)> = options.read.columns.all_chosen().collect();
    if options.origin == Origin::Sources {
        let kept = options.read.variables.keep.iter().filter(|name| !name.ends_with('*'));
        wanted.extend(kept.map(|name| (VARIABLE, name.as_str())));
    }
    let read = || options.sources.iter().enumerate().filter(|(at, _)| is_read(*at)).map(|(_, source)| source);
    if matches!(options.origin, Origin::Texts(_)) || read().any(Source::is_read_once) {
        return Ok(());
    }
    let mut names = BTreeSet::new();
    for source in read() {
        if wanted.is_empty() {
            return Ok(());
        }
        let mut sink = |record: Record| {
            if let Record::Article(article) = record
                && let Some(columns) = article.columns.as_deref()
            {
                meet(columns, &mut wanted, &mut names);
                let has = |name: &str| article.variables.iter().any(|(of, _)| **of == *name);
                wanted.retain(|(field, name)| *field != VARIABLE || !has(name));
            }
            if wanted.is_empty() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let _ = read_as_printed(source, &options.read, &AtomicU64::new(0), &mut sink);
    }
    missing(&wanted, &names)
}

/// The same from the accounts of sources that were read.
///
/// # Errors
/// As [`check`].
pub(super) fn check_accounts<'a>(
    options: &AuditOptions,
    accounts: impl Iterator<Item = &'a FieldAccount>,
) -> Result<(), PipelineError> {
    let mut wanted: Vec<(&str, &str)> = options.read.columns.all_chosen().collect();
    let mut names = BTreeSet::new();
    for account in accounts {
        wanted.retain(|(field, _)| !account.columns.contains_key(*field));
        names.extend(account.met.iter().cloned());
    }
    missing(&wanted, &names)
}

/// An error for the first column of `wanted`, where the records have columns at all.
fn missing(wanted: &[(&str, &str)], names: &BTreeSet<String>) -> Result<(), PipelineError> {
    match wanted.first().filter(|_| !names.is_empty()) {
        Some((field, column)) => Err(PipelineError::NoColumn {
            field: (*field).to_owned(),
            column: (*column).to_owned(),
            suggestion: closest(column, names.iter().map(String::as_str)).map(str::to_owned),
            names: names.iter().take(NAMED_COLUMNS).cloned().collect::<Vec<_>>().join(", "),
        }),
        None => Ok(()),
    }
}

fn meet(columns: &Columns, wanted: &mut Vec<(&str, &str)>, names: &mut BTreeSet<String>) {
    let is_met = |field: &str, name: &str| match field {
        VARIABLE => columns.names.iter().any(|known| known.trim() == name),
        _ => columns.fields.iter().any(|(taken, _)| *taken == field),
    };
    wanted.retain(|(field, name)| !is_met(field, name));
    if names.len() < NAMED_COLUMNS {
        names.extend(columns.names.iter().cloned());
    }
}
