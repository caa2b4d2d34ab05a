//! Which rows the tables of an audit are put together from, and in which order.

use crate::pipeline::part::Part;
use crate::pipeline::plan::{Addition, Plan, Step};

/// Consecutive rows of the tables.
pub(super) enum Piece<'a> {
    /// Those of a part.
    Part(&'a Part),
    /// Those of one source, in an older audit before its article `end`.
    Kept { from: &'a Addition, source: usize, end: usize },
}

/// All pieces in the order of the sources.
pub(super) fn pieces<'a>(parts: &'a [Part], plan: &'a Plan, n_sources: usize) -> Vec<Piece<'a>> {
    let with_rows = |part: &&Part| part.n_articles() > 0;
    let mut parts = parts.iter().filter(with_rows).peekable();
    let mut pieces = Vec::new();
    for source in 0..n_sources {
        // A part ends where a kept source begins, so its first source decides its place.
        while let Some(part) = parts.next_if(|part| part.first_source() <= Some(source)) {
            pieces.push(Piece::Part(part));
        }
        if let Step::Keep(from, old) = plan.step(source) {
            pieces.push(Piece::Kept { from, source, end: from.base.range(old).end });
        }
    }
    pieces.extend(parts.map(Piece::Part));
    pieces
}
