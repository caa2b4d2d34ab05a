//! Names of outlets as a reader types them: in any letter case, or their beginning.

/// The outlets of the longest name that begins with a word and goes on with the next ones, and how many of these it takes:
/// the outlet of that name, else all whose names begin so.
pub(super) fn names_with<'a>(first: &str, rest: &[&str], outlets: &'a [String]) -> (Vec<&'a String>, usize) {
    for more in (0..=rest.len().min(6)).rev() {
        let name =
            std::iter::once(first).chain(rest[..more].iter().copied()).collect::<Vec<_>>().join(" ").to_lowercase();
        if let Some(known) = outlets.iter().find(|outlet| outlet.to_lowercase() == name) {
            return (vec![known], more);
        }
        let goes_on = |outlet: &&String| {
            let rest =
                outlet.to_lowercase().strip_prefix(&name).map(|rest| rest.starts_with(|c: char| !c.is_alphanumeric()));
            rest.unwrap_or(false)
        };
        let begin: Vec<&String> = outlets.iter().filter(goes_on).collect();
        if !name.is_empty() && !begin.is_empty() {
            return (begin, more);
        }
    }
    (Vec::new(), 0)
}

#[cfg(test)]
mod tests {
    use super::names_with;

    #[test]
    fn a_name_is_found_whole_in_any_case_or_by_its_beginning() {
        let outlets =
            ["USA TODAY", "USA", "Voxel", "New York Times - News", "New York Times (Online)"].map(str::to_owned);
        for (typed, expected) in [
            ("usa today wage", (vec!["USA TODAY"], 1)),
            ("USA wage", (vec!["USA"], 0)),
            ("new york times", (vec!["New York Times - News", "New York Times (Online)"], 2)),
            ("vox", (vec![], 0)),
            ("", (vec![], 0)),
        ] {
            let words: Vec<&str> = typed.split(' ').collect();
            let (names, more) = names_with(words[0], &words[1..], &outlets);
            assert_eq!((names.iter().map(|name| name.as_str()).collect(), more), expected, "{typed}");
        }
    }
}
