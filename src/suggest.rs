//! "Did you mean …": the known name closest to a wrong one.

/// Letters inserted, left out, replaced or swapped with a neighbour to turn `a` into `b`;
/// `None` when it takes more than `most`.
///
/// # Source
/// Damerau (1964), CACM 7(3): 171–176, in the restricted form (optimal string alignment).
pub(crate) fn edits(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        if row.iter().all(|n| *n > most) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    Some(last[b.len()]).filter(|n| *n <= most)
}

/// The command that prints what articles can be searched and grouped by.
#[cfg(feature = "search")]
pub(crate) const FIELDS: &str = "classlens variables AUDIT --all";

/// Names that a message about a wrong one shows.
#[cfg(feature = "search")]
const SHOWN: usize = 6;

/// What to use instead of a name that there is not: some of those there are, where all of them are (`list`, a command), and
/// the one that was meant, if one is close enough or contains what was written.
#[cfg(feature = "search")]
pub(crate) fn instead(wrong: &str, known: &[String], list: &str) -> String {
    let shown: Vec<&str> = known.iter().take(SHOWN).map(String::as_str).collect();
    let more = if known.len() > SHOWN { format!(" … ({} in all: `{list}`)", known.len()) } else { String::new() };
    let folded = wrong.to_lowercase();
    let contains =
        || known.iter().map(String::as_str).find(|name| folded.len() > 2 && name.to_lowercase().contains(&folded));
    let meant = closest(wrong, known.iter().map(String::as_str)).or_else(contains);
    let meant = meant.map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
    format!("{}{more}{meant}", shown.join(", "))
}

/// The name closest to `wrong` without regard to case, when one is close enough to be meant; the first of equals.
#[must_use]
pub fn closest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong: Vec<char> = wrong.to_lowercase().chars().collect();
    let most = (wrong.len() / 3).clamp(1, 3);
    let mut best: Option<(usize, &str)> = None;
    for name in known {
        let letters: Vec<char> = name.to_lowercase().chars().collect();
        if let Some(n) = edits(&wrong, &letters, most)
            && best.is_none_or(|(least, _)| n < least)
        {
            best = Some((n, name));
        }
    }
    best.map(|(_, name)| name)
}

#[cfg(all(test, feature = "search"))]
mod tests {
    use super::instead;

    #[test]
    fn a_wrong_name_gets_few_others_and_the_one_that_was_meant() {
        let known: Vec<String> = "day,week,month,year,outlet,lean,n_tokens".split(',').map(str::to_owned).collect();
        let few = "day, week, month, year, outlet, lean … (7 in all: `list`)";
        assert_eq!(instead("laen", &known, "list"), format!("{few}; did you mean `lean`?"));
        assert_eq!(instead("tokens", &known, "list"), format!("{few}; did you mean `n_tokens`?"));
        assert_eq!(instead("weather", &known, "list"), few);
        let own = ["Media_Type".to_owned(), "OWNER".to_owned()];
        assert_eq!(instead("ownr", &own, "list"), "Media_Type, OWNER; did you mean `OWNER`?");
        assert_eq!(instead("media", &own, "list"), "Media_Type, OWNER; did you mean `Media_Type`?");
        assert_eq!(instead("weather", &known[..2], "list"), "day, week");
    }
}
