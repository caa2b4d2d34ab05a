//! Lexicons of a few entries, for unit tests.

use crate::lexicon::{Lexicon, LexiconFile};

/// Pattern, tier, dimension, further keys of an entry.
pub(crate) type SmallEntry<'a> = (&'a str, &'a str, &'a str, &'a str);

impl Lexicon {
    /// A lexicon with these tiers and entries; its dimensions are those of the entries, `pay` without any.
    pub(crate) fn small(tiers: &[&str], entries: &[SmallEntry<'_>]) -> Self {
        Self::small_with(tiers, entries, &[])
    }

    /// The same with more files: their names and contents.
    pub(crate) fn small_with(tiers: &[&str], entries: &[SmallEntry<'_>], more: &[(&str, &str)]) -> Self {
        let mut dimensions: Vec<&str> = entries.iter().map(|(_, _, dimension, _)| *dimension).collect();
        dimensions.dedup();
        if dimensions.is_empty() {
            dimensions.push("pay");
        }
        let header = format!("name = \"test\"\nlanguage = \"en\"\ntiers = {tiers:?}\ndimensions = {dimensions:?}\n");
        let entry = |(pattern, tier, dimension, more): &SmallEntry<'_>| {
            format!(
                "[[entry]]\npattern = {pattern:?}\ntier = {tier:?}\ndimension = {dimension:?}\nsource = \"test\"\n{more}\n"
            )
        };
        let entries: String = entries.iter().map(entry).collect();
        let mut files = vec![LexiconFile::new("lexicon.toml", header), LexiconFile::new("entries.toml", entries)];
        files.extend(more.iter().map(|(path, content)| LexiconFile::new(path, (*content).to_owned())));
        Self::from_files(&files).expect("the lexicon is sound")
    }
}
