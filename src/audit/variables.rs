//! The variables that a user brought, as a table.

use crate::audit::Audit;
use crate::record::{Cell, Kind, Table};

impl Audit {
    /// A row a variable: name, kind, articles that have it, different values, and the column it came from.
    #[must_use]
    pub fn variables(&self) -> Table {
        let text = |name| (name, Kind::Text);
        let whole = |name| (name, Kind::Int);
        let mut table = Table::new(&[
            text("variable"),
            text("kind"),
            whole("n_articles"),
            whole("n_different"),
            text("column"),
            text("joined_from"),
            text("remark"),
        ]);
        for variable in &self.manifest().variables {
            let remark = variable.remark();
            table.push(&[
                Cell::Text(&variable.name),
                Cell::Text(variable.kind.name()),
                Cell::count(variable.n_given),
                Cell::count(variable.n_different),
                Cell::Text(variable.given_as()),
                Cell::text(variable.joined_from.as_deref()),
                Cell::text(remark.as_deref()),
            ]);
        }
        table
    }
}
