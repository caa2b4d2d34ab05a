//! Turns a term of a dictionary into a pattern of the lexicon.

use crate::lexicon::Pattern;
use crate::tokenize::words;

/// A letter that stands in for `*` while a term is tokenized; no dictionary has it in a word.
const STAND_IN: char = '\u{a66e}';

/// A pattern, and what of its term is not in it.
pub(super) struct TermPattern {
    pub(super) pattern: Pattern,
    pub(super) remark: Option<String>,
}

/// Letters and digits of a term that say enough without its signs.
const ENOUGH_LETTERS: usize = 3;

/// The pattern of `text`: the tokens it is printed as, `*` for any run of characters.
///
/// Case, hyphens and apostrophes come out as the tokenizer folds them. The error says what is
/// wrong and what to write instead.
pub(super) fn pattern_of(text: &str) -> Result<TermPattern, String> {
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
    let signs = signs_of(&prepared, tokens.iter().map(|t| t.span.start as usize..t.span.end as usize));
    let words = inner_words(&printed);
    let left = words.join(" ");
    let remark = if !signs.is_empty() {
        if left.chars().filter(|c| c.is_alphanumeric()).count() < ENOUGH_LETTERS {
            return Err(format!(
                "`{shown}`: of its signs and letters only `{left}` is a word, which says something else"
            ));
        }
        Some(format!("`{shown}` is counted as `{left}`: signs such as `{signs}` are no part of a word"))
    } else if words.len() < printed.len() {
        Some(format!("`{shown}` is counted as `{left}`: a phrase begins and ends with a word"))
    } else {
        None
    };
    Ok(TermPattern { pattern: Pattern::parse(&left)?, remark })
}

/// The words without those at either end that may be any.
fn inner_words(printed: &[String]) -> &[String] {
    let first = printed.iter().position(|word| word != "_").unwrap_or(0);
    let last = printed.iter().rposition(|word| word != "_").unwrap_or(first);
    &printed[first..=last]
}

/// Signs between the tokens that are neither blanks nor marks of writing.
fn signs_of(text: &str, tokens: impl Iterator<Item = std::ops::Range<usize>>) -> String {
    let mut signs = String::new();
    let mut from = 0;
    let is_mark = |c: char| c.is_whitespace() || "-–—_.,/'’‘\"“”()[]&\u{ad}".contains(c);
    for token in tokens {
        signs.extend(text[from..token.start].chars().filter(|c| !is_mark(*c)));
        from = token.end;
    }
    signs.extend(text[from..].chars().filter(|c| !is_mark(*c)));
    signs
}

#[cfg(test)]
mod tests {
    use super::pattern_of;

    #[track_caller]
    fn check(text: &str, expected: Result<&str, &str>) {
        let found = pattern_of(text).map(|found| found.pattern.to_string());
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
    fn what_is_lost_of_a_term_is_reported() {
        let remark = |text: &str| pattern_of(text).ok().and_then(|found| found.remark).unwrap_or_default();
        check("#lowpay", Ok("lowpay"));
        assert_eq!(remark("#lowpay"), "`#lowpay` is counted as `lowpay`: signs such as `#` are no part of a word");
        check("very *", Ok("very"));
        check("* of the *", Ok("of the"));
        assert_eq!(remark("very *"), "`very *` is counted as `very`: a phrase begins and ends with a word");
        assert_eq!(remark("part-time") + &remark("(wage)") + &remark("don't"), "");
    }

    #[test]
    fn what_can_never_match_says_why() {
        for (text, left) in [("<3", "3"), (":D", "d"), ("c++", "c"), ("9%", "9")] {
            check(
                text,
                Err(&format!("`{text}`: of its signs and letters only `{left}` is a word, which says something else")),
            );
        }
        check(":)", Err("`:)` holds no word: the tokenizer knows letters, digits and amounts of money"));
        check("*", Err("`*` matches every word: leave it out"));
        check("a*", Err("`a*`: a word with `*` has two or more letters and nothing else"));
        check("first; then", Err("`first; then` runs across the end of a clause, where no hit can lie: split it"));
    }
}
