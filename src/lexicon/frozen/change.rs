//! What turns one frozen lexicon into another.

use std::collections::{BTreeMap, HashMap};

use crate::lexicon::frozen::{Frozen, FrozenEntry, FrozenExclusion};
use crate::lexicon::{Case, Occupation};

/// One difference between two lexicons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// `entry`, `exclusion`, `occupation` or `lexicon`.
    pub what: &'static str,
    /// Added, removed or changed.
    pub kind: ChangeKind,
    /// Id of the entry, pattern of the exclusion, code of the occupation, name of the setting.
    pub name: String,
    /// What changed, from what to what.
    pub details: String,
}

/// How a part of a lexicon differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It is in the second lexicon only.
    Added,
    /// It is in the first lexicon only.
    Removed,
    /// It is in both and not the same.
    Changed,
}

impl ChangeKind {
    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}

impl Frozen {
    /// What turns `self` into `other`: settings, entries, exclusions, occupations, in this order.
    ///
    /// Entries are the same by pattern and role, else by id; date, version and hash are no change.
    #[must_use]
    pub fn changes(&self, other: &Self) -> Vec<Change> {
        let mut changes = self.settings(other);
        changes.extend(self.entry_changes(other));
        let exclusions = |list: &[FrozenExclusion]| -> BTreeMap<String, Vec<(&'static str, String)>> {
            let fields =
                |e: &FrozenExclusion| vec![("case", case_name(e.case).to_owned()), ("reason", e.reason.clone())];
            list.iter().map(|e| (e.pattern.clone(), fields(e))).collect()
        };
        keyed("exclusion", &exclusions(&self.exclusion), &exclusions(&other.exclusion), &mut changes);
        let occupations = |list: &[Occupation]| -> BTreeMap<String, Vec<(&'static str, String)>> {
            list.iter().map(|o| (o.soc.clone(), vec![("figures", format!("{o:?}"))])).collect()
        };
        keyed("occupation", &occupations(&self.occupation), &occupations(&other.occupation), &mut changes);
        changes
    }

    fn settings(&self, other: &Self) -> Vec<Change> {
        let all = |f: &Self| {
            [
                ("name", f.name.clone()),
                ("language", f.language.clone()),
                ("tokenizer", f.tokenizer.to_string()),
                ("tiers", f.tiers.join(", ")),
                ("dimensions", f.dimensions.join(", ")),
            ]
        };
        let mut changes = Vec::new();
        for ((name, one), (_, two)) in all(self).into_iter().zip(all(other)) {
            if one != two {
                let details = format!("`{one}` → `{two}`");
                changes.push(Change { what: "lexicon", kind: ChangeKind::Changed, name: name.to_owned(), details });
            }
        }
        let fitted =
            [("calibration", &self.calibration, &other.calibration), ("sentences", &self.sentences, &other.sentences)];
        for (name, one, two) in fitted.into_iter().filter(|(_, one, two)| one != two) {
            let details = match (one.trim().is_empty(), two.trim().is_empty()) {
                (true, _) => "there was none",
                (_, true) => "there is none any more",
                _ => "fitted weights differ",
            };
            let (name, details) = (name.to_owned(), details.to_owned());
            changes.push(Change { what: "lexicon", kind: ChangeKind::Changed, name, details });
        }
        changes
    }

    fn entry_changes(&self, other: &Self) -> Vec<Change> {
        let mut changes = Vec::new();
        let mut partner: Vec<Option<usize>> = vec![None; self.entry.len()];
        let mut taken = vec![false; other.entry.len()];
        let by_words = |e: &FrozenEntry| format!("{} {}", e.role.split(' ').next().unwrap_or(""), e.pattern);
        for key in [&by_words as &dyn Fn(&FrozenEntry) -> String, &|e| e.id.clone()] {
            let mut places: HashMap<String, usize> = HashMap::new();
            for (at, entry) in other.entry.iter().enumerate().filter(|(at, _)| !taken[*at]) {
                places.insert(key(entry), at);
            }
            for (at, entry) in self.entry.iter().enumerate() {
                if partner[at].is_none()
                    && let Some(found) = places.remove(&key(entry))
                {
                    partner[at] = Some(found);
                    taken[found] = true;
                }
            }
        }
        for (entry, partner) in self.entry.iter().zip(partner) {
            let (kind, details) = match partner {
                None => (ChangeKind::Removed, entry.described()),
                Some(at) if other.entry[at] == *entry => continue,
                Some(at) => (ChangeKind::Changed, differences(&entry.fields(), &other.entry[at].fields())),
            };
            changes.push(Change { what: "entry", kind, name: entry.id.clone(), details });
        }
        for (entry, _) in other.entry.iter().zip(taken).filter(|(_, taken)| !taken) {
            let (kind, details) = (ChangeKind::Added, entry.described());
            changes.push(Change { what: "entry", kind, name: entry.id.clone(), details });
        }
        changes.sort_by(|a, b| a.name.cmp(&b.name).then(a.kind.cmp(&b.kind)));
        changes
    }
}

impl FrozenEntry {
    /// The entry in one line.
    fn described(&self) -> String {
        format!("`{}` {} {} weight {}", self.pattern, self.tier, self.dimension, self.weight)
    }

    fn fields(&self) -> Vec<(&'static str, String)> {
        vec![
            ("id", self.id.clone()),
            ("pattern", self.pattern.clone()),
            ("tier", self.tier.clone()),
            ("dimension", self.dimension.clone()),
            ("role", self.role.clone()),
            ("weight", self.weight.to_string()),
            ("case", case_name(self.case).to_owned()),
            ("unless", self.unless.join(", ")),
            ("near", self.near.join(", ")),
            ("soc", self.soc.clone().unwrap_or_default()),
            ("source", self.source.clone()),
        ]
    }
}

fn case_name(case: Case) -> &'static str {
    match case {
        Case::Any => "any",
        Case::Lower => "lower",
        Case::Capitalised => "capitalised",
        Case::Upper => "upper",
    }
}

type Fields = Vec<(&'static str, String)>;

fn differences(one: &Fields, two: &Fields) -> String {
    let differ = one.iter().zip(two).filter(|(one, two)| one.1 != two.1);
    differ.map(|((name, one), (_, two))| format!("{name} `{one}` → `{two}`")).collect::<Vec<_>>().join("; ")
}

fn keyed(what: &'static str, one: &BTreeMap<String, Fields>, two: &BTreeMap<String, Fields>, out: &mut Vec<Change>) {
    for (name, fields) in one {
        let (kind, details) = match two.get(name) {
            None => (ChangeKind::Removed, String::new()),
            Some(other) if other == fields => continue,
            Some(other) => (ChangeKind::Changed, differences(fields, other)),
        };
        out.push(Change { what, kind, name: name.clone(), details });
    }
    for name in two.keys().filter(|name| !one.contains_key(*name)) {
        out.push(Change { what, kind: ChangeKind::Added, name: name.clone(), details: String::new() });
    }
}
