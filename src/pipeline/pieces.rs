//! Which rows the tables of an audit are put together from, and in which order.

use crate::pipeline::base::Base;
use crate::pipeline::part::Part;
use crate::pipeline::plan::{Addition, Plan, Step};
use crate::variable::Variable;

/// Consecutive rows of the tables.
pub(super) enum Piece<'a> {
    /// Those of a part.
    Part(&'a Part),
    /// Those of one source, in an older audit before its article `end`.
    Kept { from: &'a Addition, source: usize, end: usize },
}

/// All rows of an audit, and the older audits that it comes out of.
pub(super) struct Pieces<'a> {
    /// In the order of the sources.
    pub all: Vec<Piece<'a>>,
    bases: Vec<&'a Base>,
}

impl<'a> Pieces<'a> {
    /// Those of a run.
    pub(super) fn of_run(parts: &'a [Part], plan: &'a Plan, n_sources: usize) -> Self {
        let with_rows = |part: &&Part| part.n_articles() > 0;
        let mut parts = parts.iter().filter(with_rows).peekable();
        let mut all = Vec::new();
        for source in 0..n_sources {
            // A part ends where a kept source begins, so its first source decides its place.
            while let Some(part) = parts.next_if(|part| part.first_source() <= Some(source)) {
                all.push(Piece::Part(part));
            }
            if let Step::Keep(from, old) = plan.step(source) {
                all.push(Piece::Kept { from, source, end: from.base.range(old).end });
            }
        }
        all.extend(parts.map(Piece::Part));
        Self { all, bases: plan.base().into_iter().collect() }
    }

    /// What is taken over from each of these audits, one after the other.
    pub(super) fn of_audits(additions: &'a [Addition]) -> Self {
        let of_one =
            |from: &'a Addition| (0..from.base.manifest.sources.len()).map(move |old| (from, from.base.range(old).end));
        let kept = additions.iter().flat_map(of_one).enumerate();
        let all = kept.map(|(source, (from, end))| Piece::Kept { from, source, end }).collect();
        Self { all, bases: additions.iter().map(|addition| &addition.base).collect() }
    }

    /// The variables of the older audits: each column once, and no name twice.
    pub(super) fn variables(&self) -> Vec<Variable> {
        let mut variables: Vec<Variable> = Vec::new();
        for variable in self.bases.iter().flat_map(|base| &base.manifest.variables) {
            let name = variable.name.to_lowercase();
            let is_known =
                |known: &Variable| known.given_as() == variable.given_as() || known.name.to_lowercase() == name;
            if !variables.iter().any(is_known) {
                variables.push(variable.clone());
            }
        }
        variables
    }

    /// Whether the audit cannot have this table, because rows that are taken over do not.
    pub(super) fn lacks(&self, table: &str) -> bool {
        self.all.iter().any(|piece| matches!(piece, Piece::Kept { from, .. } if from.base.lacks(table)))
    }
}
