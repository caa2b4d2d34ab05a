//! Groups by several axes, and the tables of them.

use crate::record::{Axis, Kind, Table};
use crate::score::ArticleRow;

/// The groups of an article by several axes: each value of one with each value of the others.
#[must_use]
pub fn group_keys(axes: &[Axis], row: &ArticleRow, tiers: &[String]) -> Vec<Vec<String>> {
    let mut keys = vec![Vec::with_capacity(axes.len())];
    for axis in axes {
        let groups = axis.groups(row, tiers);
        let longer = |key: &Vec<String>| {
            let key = key.clone();
            groups.iter().map(move |group| [key.as_slice(), std::slice::from_ref(group)].concat()).collect::<Vec<_>>()
        };
        keys = keys.iter().flat_map(longer).collect();
    }
    keys
}

/// The groups that a table has whether or not an article is in them: each of the named queries, where it is by these alone.
#[must_use]
pub fn named_keys(axes: &[Axis]) -> Vec<Vec<String>> {
    match axes {
        [axis] => {
            axis.queries().into_iter().flat_map(|groups| groups.names().map(|name| vec![name.to_owned()])).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a table that leaves out groups with fewer than `min` articles has one with `n`. A group without an article is
/// there because somebody named it, and goes where more than one is asked for.
#[must_use]
pub fn is_shown(n: u64, min: u64) -> bool {
    n >= min || n == 0 && min <= 1
}

impl Table {
    /// An empty table of groups by `axes`, with these columns after those of the groups. The column of an axis
    /// begins with `by_` where one of these has its name.
    #[must_use]
    pub fn by_groups<N: AsRef<str>>(axes: &[Axis], columns: &[(N, Kind)]) -> Self {
        let is_taken = |name: &str| columns.iter().any(|(other, _)| other.as_ref() == name);
        let of_axis = |axis: &Axis| {
            let by = if is_taken(axis.name()) { "by_" } else { "" };
            (format!("{by}{}", axis.name()), Kind::Text)
        };
        let rest = columns.iter().map(|(name, kind)| (name.as_ref().to_owned(), *kind));
        Self::new(&axes.iter().map(of_axis).chain(rest).collect::<Vec<_>>())
    }
}
