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

/// The name closest to `wrong`, when one is close enough to be meant; the first of equals.
#[must_use]
pub fn closest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong: Vec<char> = wrong.to_lowercase().chars().collect();
    let most = (wrong.len() / 3).clamp(1, 3);
    let mut best: Option<(usize, &str)> = None;
    for name in known {
        let letters: Vec<char> = name.chars().collect();
        if let Some(n) = edits(&wrong, &letters, most)
            && best.is_none_or(|(least, _)| n < least)
        {
            best = Some((n, name));
        }
    }
    best.map(|(_, name)| name)
}
