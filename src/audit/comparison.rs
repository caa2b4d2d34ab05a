//! Which articles are set against which.
//!
//! In: two queries, two groups of an axis, or axes all of whose groups are wanted. Out: pairs of sides, each the numbers of its
//! articles in order.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashSet;

use crate::audit::options::several_values;
use crate::audit::{AuditError, Selection};
use crate::record::{Axis, group_keys};
use crate::suggest::closest;

/// What is set against what.
#[derive(Debug, Clone, PartialEq)]
pub enum Compared {
    /// The articles of a query against those of another, against all others without one.
    Queries {
        /// A query as it is written.
        of: String,
        /// Another one.
        against: Option<String>,
    },
    /// A group of an axis against another, against all articles that are not in it without one.
    Groups {
        /// What articles are grouped by.
        axis: Axis,
        /// Name of a group.
        of: String,
        /// Name of another one.
        against: Option<String>,
    },
    /// Every group against all articles that are not in it.
    Each {
        /// What articles are grouped by.
        by: Vec<Axis>,
        /// Articles a group needs.
        min: u64,
        /// Groups above which nothing is compared.
        most: usize,
    },
}

/// One comparison: the articles of both sides by their number.
pub(super) struct Pair {
    /// The group, a value an axis; empty where there is only one comparison.
    pub(super) key: Vec<String>,
    /// What the sides are called.
    pub(super) names: [String; 2],
    /// Their articles, in order.
    pub(super) sides: [Vec<usize>; 2],
}

/// All comparisons of an answer.
pub(super) struct Comparisons {
    pub(super) pairs: Vec<Pair>,
    /// The axes whose values name the groups; none where there is only one comparison.
    pub(super) axes: Vec<Axis>,
    /// Which articles are compared, in words.
    pub(super) before: Vec<String>,
}

/// Groups shown where one is named that does not exist.
const SHOWN: usize = 20;
/// What a side without a name of its own is called.
const OTHERS: &str = "all others";

impl Selection<'_> {
    /// The comparisons that are asked for.
    pub(super) fn comparisons(&self, compared: &Compared) -> Result<Comparisons, AuditError> {
        match compared {
            Compared::Queries { of, against } => {
                let one = self.found_by(of)?;
                let other = against.as_deref().map_or_else(|| Ok(self.others(&one)), |query| self.found_by(query))?;
                let names = [of.trim().to_owned(), against.as_deref().unwrap_or(OTHERS).trim().to_owned()];
                Ok(Comparisons::of_one(names, [one, other], &[]))
            }
            Compared::Groups { axis, of, against } => {
                let one = self.in_group(axis, of)?;
                let other =
                    against.as_deref().map_or_else(|| Ok(self.others(&one)), |name| self.in_group(axis, name))?;
                let name = |group: &str| format!("{} {group}", axis.name());
                let names = [name(of), against.as_deref().map_or_else(|| OTHERS.to_owned(), name)];
                Ok(Comparisons::of_one(names, [one, other], std::slice::from_ref(axis)))
            }
            Compared::Each { by, min, most } => self.each_group(by, *min, *most),
        }
    }

    /// Every group that has enough articles against all others.
    fn each_group(&self, by: &[Axis], min: u64, most: usize) -> Result<Comparisons, AuditError> {
        let mut groups: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        for (at, row) in self.rows.iter().enumerate() {
            group_keys(by, row, self.audit.tiers()).into_iter().for_each(|key| groups.entry(key).or_default().push(at));
        }
        let n_all = groups.len();
        groups.retain(|_, members| members.len() as u64 >= min);
        if groups.len() > most {
            return Err(AuditError::TooManyGroups { n: groups.len(), most });
        }
        let left = n_all - groups.len();
        let mut before = vec![format!("Each of {} groups against all articles that are not in it.", groups.len())];
        before.extend((left > 0).then(|| {
            format!("{left} groups with fewer than {min} articles are compared with nothing, and are among the others.")
        }));
        before.extend(several_values(by));
        let pair = |(key, members): (Vec<String>, Vec<usize>)| {
            let others = self.others(&members);
            Pair { names: [key.join(", "), OTHERS.to_owned()], key, sides: [members, others] }
        };
        Ok(Comparisons { pairs: groups.into_iter().map(pair).collect(), axes: by.to_vec(), before })
    }

    /// Numbers of these articles that a query finds.
    fn found_by(&self, query: &str) -> Result<Vec<usize>, AuditError> {
        let subset = self.audit.subset(query)?;
        let ids: HashSet<&str> = subset.ids().collect();
        Ok((0..self.rows.len()).filter(|at| ids.contains(self.rows[*at].id.as_str())).collect())
    }

    /// Numbers of the articles of a group.
    fn in_group(&self, axis: &Axis, name: &str) -> Result<Vec<usize>, AuditError> {
        let tiers = self.audit.tiers();
        let is_in = |at: &usize| axis.groups(&self.rows[*at], tiers).iter().any(|group| group == name);
        let members: Vec<usize> = (0..self.rows.len()).filter(is_in).collect();
        let is_known = || axis.queries().is_some_and(|queries| queries.query(name).is_some());
        if members.is_empty() && !is_known() {
            return Err(self.no_group(axis, name));
        }
        Ok(members)
    }

    /// Says that there is no such group, and which there are.
    fn no_group(&self, axis: &Axis, name: &str) -> AuditError {
        let known: BTreeSet<String> = self.rows.iter().flat_map(|row| axis.groups(row, self.audit.tiers())).collect();
        let meant = closest(name, known.iter().map(String::as_str));
        let meant = meant.map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
        let shown = known.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
        let more = if known.len() > SHOWN { " …" } else { "" };
        AuditError::NoGroup {
            axis: axis.name().to_owned(),
            name: name.to_owned(),
            known: format!("{shown}{more}{meant}"),
        }
    }

    /// The articles that are not among these, which are in order.
    pub(super) fn others(&self, members: &[usize]) -> Vec<usize> {
        (0..self.rows.len()).filter(|at| members.binary_search(at).is_err()).collect()
    }
}

impl Comparisons {
    fn of_one(names: [String; 2], sides: [Vec<usize>; 2], by: &[Axis]) -> Self {
        let pair = Pair { key: Vec::new(), names, sides };
        let before = std::iter::once(pair.described()).chain(several_values(by)).collect();
        Self { pairs: vec![pair], axes: Vec::new(), before }
    }
}

impl Pair {
    /// Which articles are compared.
    fn described(&self) -> String {
        let [one, other] = &self.sides;
        let shared = match one.iter().filter(|at| other.binary_search(at).is_ok()).count() {
            0 => String::new(),
            n => format!(" {n} articles are on both sides: they count on both, and the intervals take that in."),
        };
        let named = |name: &str| if name == OTHERS { name.to_owned() } else { format!("`{name}`") };
        let [a, b] = self.names.each_ref().map(|name| named(name));
        format!("A: {} articles, {a}. B: {} articles, {b}.{shared}", one.len(), other.len())
    }
}
