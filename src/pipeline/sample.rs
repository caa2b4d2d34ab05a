//! The sample corpus that is compiled into the program.

use crate::read::Source;

/// The embedded sample corpus as a source; see `corpus/README.md` for its origin.
#[must_use]
pub fn sample_source() -> Source {
    Source::Memory { name: "sample corpus", bytes: include_bytes!("../../corpus/sample.jsonl") }
}
