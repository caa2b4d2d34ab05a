//! What a bundle does not have of its articles.

use std::collections::{HashMap, HashSet};

use crate::folder::Manifest;
use crate::score::ArticleRow;

/// Longest byline, section and value of a variable that goes into a bundle, in bytes: longer ones can be sentences.
pub(super) const MAX_BYTES: usize = 120;

/// Bytes kept of a speaker's name or role, and of a date that was not read.
pub(super) const MAX_NAME: usize = 40;
/// Words kept of them: five in a row are in many articles, and no sentence is rebuilt from them.
pub(super) const MAX_WORDS: usize = 5;

/// The first words of a text.
pub(super) fn first_words(text: &str) -> &str {
    let (mut n_words, mut is_in_word) = (0, false);
    let past = |(at, c): (usize, char)| {
        let is_start = c.is_alphanumeric() && !is_in_word;
        is_in_word = c.is_alphanumeric();
        n_words += usize::from(is_start);
        (n_words > MAX_WORDS).then_some(at)
    };
    let end = text.char_indices().find_map(past).unwrap_or(text.len());
    text[..text.floor_char_boundary(end.min(MAX_NAME))].trim_end()
}

/// Names, cut so that those that differ still do: figures count by them. Those of speakers are of one article each.
#[derive(Debug, Default)]
pub(super) struct CutNames {
    article: String,
    cut: HashMap<String, String>,
    used: HashSet<String>,
}

impl CutNames {
    /// What is kept of a name or role in an article, whose rows come one after the other; without an article, in the corpus.
    pub(super) fn cut(&mut self, article: &str, text: &str) -> String {
        if self.article != article {
            *self = Self { article: article.to_owned(), ..Self::default() };
        }
        if let Some(known) = self.cut.get(text) {
            return known.clone();
        }
        let first = first_words(text);
        let short = if first.len() < text.len() { format!("{first}…") } else { text.to_owned() };
        let mut kept = short.clone();
        for number in 2.. {
            if self.used.insert(kept.clone()) {
                break;
            }
            kept = format!("{short} ({number})");
        }
        self.cut.insert(text.to_owned(), kept.clone());
        kept
    }
}

/// What a manifest says where the titles are left out.
pub(super) const NO_TITLES: &str = "titles";

/// Fields of a bundle whose values are not those of the articles: titles that are left out, and bylines or sections some of
/// which may be cut.
pub(super) fn fields_left_out(manifest: &Manifest, rows: &[ArticleRow]) -> Vec<&'static str> {
    // A cut never parts a character, which has four bytes at most.
    let is_cut = |text: &String| text.len() + 4 > MAX_BYTES || text.ends_with(['…', ')']) && text.contains('…');
    let may_be_cut = |text: &Option<String>| text.as_ref().is_some_and(is_cut);
    let mut fields = Vec::new();
    fields.extend(manifest.left_out.iter().any(|what| what == NO_TITLES).then_some("title"));
    fields.extend(rows.iter().any(|row| may_be_cut(&row.author)).then_some("author"));
    fields.extend(rows.iter().any(|row| may_be_cut(&row.section)).then_some("section"));
    fields
}

#[cfg(test)]
mod tests {
    use super::{CutNames, first_words};

    #[test]
    fn five_words_and_forty_bytes_are_kept() {
        assert_eq!(first_words("Maria Vega"), "Maria Vega");
        assert_eq!(first_words("the woman, who The Times is not naming"), "the woman, who The Times");
        assert_eq!(first_words("a spokeswoman for the U.S. Department"), "a spokeswoman for the U.");
        assert_eq!(first_words(&"é".repeat(50)), "é".repeat(20));
        assert_eq!(first_words(""), "");
    }

    #[test]
    fn speakers_of_an_article_stay_apart() {
        let mut names = CutNames::default();
        let mut cut = |article, text| names.cut(article, text);
        assert_eq!(cut("a", "the head of the union in Dayton"), "the head of the union…");
        assert_eq!(cut("a", "the head of the union in Toledo"), "the head of the union… (2)");
        assert_eq!(cut("a", "the head of the union in Dayton"), "the head of the union…");
        assert_eq!(cut("a", "the head of the union"), "the head of the union");
        assert_eq!(cut("b", "the head of the union in Toledo"), "the head of the union…");
    }
}
