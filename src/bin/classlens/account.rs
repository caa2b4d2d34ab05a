//! What became of the fields of the sources, in lines for people.

use std::collections::BTreeMap;

use classlens::read::{FIELDS, FieldAccount};

use crate::flags;

/// Groups of sources that get lines of their own.
const SHOWN: usize = 12;

/// Sources with the same columns.
struct Group<'a> {
    names: Vec<&'a str>,
    account: FieldAccount,
}

/// Lines on every source; those with the same columns share theirs where there are many.
pub fn lines<'a>(accounts: impl Iterator<Item = (&'a str, &'a FieldAccount)>) -> Vec<String> {
    let read: Vec<(&str, &FieldAccount)> = accounts.filter(|(_, account)| account.n_articles > 0).collect();
    let alone = |(name, account): &(&'a str, &FieldAccount)| Group { names: vec![*name], account: (*account).clone() };
    let groups = if read.len() > SHOWN { grouped(&read) } else { read.iter().map(alone).collect() };
    let (shown, rest) = groups.split_at(groups.len().min(SHOWN));
    let mut lines: Vec<String> = shown.iter().flat_map(of_group).collect();
    if !rest.is_empty() {
        let mut others = Group { names: Vec::new(), account: FieldAccount::default() };
        for group in rest {
            others.names.extend(&group.names);
            others.account.join(&group.account);
        }
        lines.extend(of_group(&others));
    }
    lines
}

/// Sources with the same columns together, those with most articles without a date first.
fn grouped<'a>(read: &[(&'a str, &FieldAccount)]) -> Vec<Group<'a>> {
    let mut places: BTreeMap<&BTreeMap<String, Vec<String>>, usize> = BTreeMap::new();
    let mut groups: Vec<Group<'a>> = Vec::new();
    for (name, account) in read {
        let at = *places.entry(&account.columns).or_insert(groups.len());
        if at == groups.len() {
            groups.push(Group { names: Vec::new(), account: FieldAccount::default() });
        }
        groups[at].names.push(name);
        groups[at].account.join(account);
    }
    groups.sort_by_key(|group| std::cmp::Reverse((group.account.n_undated, group.account.n_articles)));
    groups
}

fn of_group(group: &Group<'_>) -> Vec<String> {
    let account = &group.account;
    let name = match &group.names[..] {
        [name] => (*name).to_owned(),
        [first, rest @ ..] => format!("{first} and {} more", rest.len()),
        [] => String::new(),
    };
    let mut lines = vec![format!("{name}: {}{}", missing(account), columns(account))];
    if account.n_mended > 0 {
        lines.push(format!(
            "{name}: {} articles had characters such as `â€œ` for `“` (UTF-8 that was read as windows-1252): mended where it is exact",
            account.n_mended
        ));
    }
    for (changed, columns) in &account.changed {
        let named: Vec<String> =
            columns.iter().take(SHOWN).map(|(name, n)| format!("`{name}` ({n} articles)")).collect();
        let more = if columns.len() > SHOWN { format!(" and {} more", columns.len() - SHOWN) } else { String::new() };
        lines.push(format!("{name}: {}{more}: {}", named.join(", "), changed.reason()));
    }
    for (unread, values) in &account.unread_dates {
        let shown = values.first.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ");
        let first = if values.n > values.first.len() as u64 { "first " } else { "" };
        let flag = flags::of_unread(*unread).map_or_else(String::new, |flag| format!(" ({flag})"));
        let dates = if values.n == 1 { "date was" } else { "dates were" };
        lines.push(format!("{name}: {} {dates} not read, {first}{shown}: {}{flag}", values.n, unread.reason()));
    }
    lines
}

fn missing(account: &FieldAccount) -> String {
    let counts = [("title", account.n_untitled), ("date", account.n_undated), ("outlet", account.n_without_outlet)];
    let lacking: Vec<String> =
        counts.iter().filter(|(_, n)| *n > 0).map(|(field, n)| format!("{n} without {field}")).collect();
    let lacking = if lacking.is_empty() { "all with title, date and outlet".to_owned() } else { lacking.join(", ") };
    format!("{} articles, {lacking}", account.n_articles)
}

/// Which column each field was taken from.
fn columns(account: &FieldAccount) -> String {
    if account.columns.is_empty() {
        return String::new();
    }
    let of = |name: &str| Some((name.to_owned(), account.columns.get(name)?));
    let named: Vec<String> =
        FIELDS.iter().filter_map(|(_, name, _)| of(name)).map(|(f, c)| format!("{f}={}", c.join("|"))).collect();
    let absent: Vec<&str> =
        ["title", "date", "outlet"].into_iter().filter(|name| !account.columns.contains_key(*name)).collect();
    let absent = if absent.is_empty() {
        String::new()
    } else {
        format!("; nothing names {} (--map FIELD=COLUMN)", absent.join(", "))
    };
    format!("; read from {}{absent}", named.join(" "))
}
