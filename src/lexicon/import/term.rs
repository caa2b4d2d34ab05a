//! Turns a term of a dictionary into a pattern of the lexicon.

use crate::lexicon::Pattern;
use crate::tokenize::words;

/// A letter that stands in for `*` while a term is tokenized; no dictionary has it in a word.
const STAND_IN: char = '\u{a66e}';

/// The pattern of `text`: the tokens it is printed as, `*` for any run of characters.
///
/// Case, hyphens and apostrophes come out as the tokenizer folds them. The error says what is
/// wrong and what to write instead.
pub(super) fn pattern_of(text: &str) -> Result<Pattern, String> {
    let shown = text.trim();
    if shown.contains(STAND_IN) {
        return Err(format!("`{shown}` holds the letter `{STAND_IN}`, which cannot be read: leave it out"));
    }
    let prepared = shown.replace('*', &STAND_IN.to_string());
    let found = words(&prepared);
    let tokens = found.tokens.tokens();
    if tokens.is_empty() {
        return Err(format!("`{shown}` holds no word: the tokenizer knows letters, digits and amounts of money"));
    }
    if tokens.iter().skip(1).any(|t| t.shape.starts_clause) {
        return Err(format!("`{shown}` runs across the end of a clause, where no hit can lie: split it"));
    }
    let mut printed = Vec::with_capacity(tokens.len());
    for token in tokens {
        let folded = found.tokens.folded(token);
        if folded.chars().all(|c| c == STAND_IN) {
            printed.push("_".to_owned());
        } else {
            printed.push(folded.replace(STAND_IN, "*"));
        }
    }
    if printed.iter().all(|word| word == "_") {
        return Err(format!("`{shown}` matches every word: leave it out"));
    }
    Pattern::parse(&printed.join(" "))
}

#[cfg(test)]
mod tests {
    use super::pattern_of;

    #[track_caller]
    fn check(text: &str, expected: Result<&str, &str>) {
        let found = pattern_of(text).map(|p| p.to_string());
        assert_eq!(found, expected.map(str::to_owned).map_err(str::to_owned));
    }

    #[test]
    fn terms_come_out_as_the_tokenizer_prints_them() {
        check("ABANDON*", Ok("abandon*"));
        check("part-time", Ok("part time"));
        check("part-tim*", Ok("part tim*"));
        check("wom*n", Ok("wom*n"));
        check("don’t ", Ok("don't"));
        check("workers' comp", Ok("workers comp"));
        check("kind * of", Ok("kind _ of"));
        check("ÉLAN", Ok("élan"));
    }

    #[test]
    fn what_can_never_match_says_why() {
        check(":)", Err("`:)` holds no word: the tokenizer knows letters, digits and amounts of money"));
        check("*", Err("`*` matches every word: leave it out"));
        check("a*", Err("`a*`: a word with `*` has two or more letters and nothing else"));
        check("first; then", Err("`first; then` runs across the end of a clause, where no hit can lie: split it"));
    }
}
