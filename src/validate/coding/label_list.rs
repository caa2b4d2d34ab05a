//! Labels of all variables in one list, as tools with a single list of labels export them.

use crate::validate::FOCUS;
use crate::validate::coding::CodeRecord;

/// Adds a label: `variable:label` or `variable=label`; a bare label is one of the focus.
pub(super) fn add(record: &mut CodeRecord, label: &str) {
    let (variable, value) = label.split_once([':', '=']).unwrap_or((FOCUS, label));
    record.values.entry(variable.trim().to_owned()).or_default().push(value.trim().to_owned());
}
