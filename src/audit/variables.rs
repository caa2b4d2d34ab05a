//! The variables that a user brought, and all fields, as tables.

use crate::audit::Audit;
use crate::record::{Axis, Cell, Kind, Period, Table, query_fields};
use crate::variable::MAX_GROUPS;

impl Audit {
    /// A row a variable: name, kind, articles that have it, different values (none where there are more than are counted), and
    /// the column it came from.
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
            // Values of several shards may be the same.
            let is_counted = self.shards().is_empty();
            let n_different = variable.n_different().filter(|_| is_counted);
            let uncounted =
                || (is_counted && n_different.is_none()).then(|| format!("more than {MAX_GROUPS} different values"));
            let remark = variable.remark().or_else(uncounted);
            table.push(&[
                Cell::Text(&variable.name),
                Cell::Text(variable.kind.name()),
                Cell::count(variable.n_given),
                n_different.map_or(Cell::Missing, Cell::count),
                Cell::Text(variable.given_as()),
                Cell::text(variable.joined_from.as_deref()),
                Cell::text(remark.as_deref()),
            ]);
        }
        table
    }
    /// A row a name that a query or `--by` may have: whether articles can be searched and grouped by it, and what it means.
    /// Variables of the user's come first, then periods of the date, then fields.
    #[must_use]
    pub fn fields(&self) -> Table {
        let (text, flag) = (|name| (name, Kind::Text), |name| (name, Kind::Flag));
        let mut table = Table::new(&[text("name"), flag("in_queries"), flag("in_by"), text("meaning")]);
        let mut push = |name: &str, in_queries: bool, in_by: bool, meaning: &str| {
            table.push(&[Cell::Text(name), Cell::Flag(in_queries), Cell::Flag(in_by), Cell::Text(meaning)]);
        };
        for variable in &self.manifest().variables {
            let meaning = format!("Variable of yours: {}.", variable.kind.name());
            push(&variable.name, true, variable.has_groups(), &meaning);
        }
        for (name, _) in Period::ALL {
            push(name, false, true, "Period of the date of publication.");
        }
        for (field, per, column) in query_fields() {
            for name in per.names(&field.name, self.tiers()) {
                push(&name, true, Axis::named(&name, self.shape()).is_some(), &column.meaning);
            }
        }
        table
    }
}
