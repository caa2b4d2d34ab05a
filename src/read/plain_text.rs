//! Text of a field as its reader meant it: references of HTML and control characters of windows-1252 are the characters
//! of the page, and words that a line end or an invisible blank cuts are whole.

use std::borrow::Cow;

use crate::read::cut_word::whole_words;

/// The text of a format that knows no references of HTML, with the characters that its references mean.
pub(super) fn plain_text(text: String) -> String {
    whole_words(plain_characters(text))
}

/// The text of a format whose references are decoded.
pub(super) fn decoded_text(text: String) -> String {
    whole_words(without_c1(text))
}

/// As [`plain_text`], but with the words and lines as they came.
pub(super) fn plain_characters(text: String) -> String {
    let decoded = match html_escape::decode_html_entities(&text) {
        Cow::Borrowed(_) => None,
        Cow::Owned(decoded) => Some(decoded),
    };
    without_c1(decoded.unwrap_or(text))
}

fn without_c1(text: String) -> String {
    let has_c1 = text.bytes().any(|byte| byte == C1_LEAD) && text.contains(is_c1);
    if has_c1 { text.chars().map(as_windows_1252).collect() } else { text }
}

/// The first byte of the characters that [`is_c1`].
const C1_LEAD: u8 = 0xc2;

/// A list of texts as JSON, Python or numpy prints it, as paragraphs; other texts as they are.
pub(super) fn listed_paragraphs(text: String) -> String {
    let list = text.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let Some(inner) = list else { return text };
    let items = serde_json::from_str::<Vec<Option<String>>>(text.trim())
        .map(|items| items.into_iter().flatten().collect::<Vec<_>>())
        .ok()
        .or_else(|| python_items(inner));
    items.map_or(text, |items| items.join("\n\n"))
}

/// The texts of a list as Python prints it, without its brackets; `None` where it is no such list.
fn python_items(inner: &str) -> Option<Vec<String>> {
    let (mut items, mut rest) = (Vec::new(), inner.trim());
    while !rest.is_empty() {
        let missing = ["None", "nan"].iter().find_map(|word| rest.strip_prefix(word));
        let after = if let Some(after) = missing {
            after
        } else {
            let (item, after) = python_string(rest)?;
            items.push(item);
            after
        };
        rest = after.trim_start();
        // The items of numpy have blanks alone between them.
        let is_parted = rest.is_empty() || rest.starts_with(',') || rest.len() < after.len();
        rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
        if !is_parted {
            return None;
        }
    }
    (!items.is_empty()).then_some(items)
}

/// The string literal that `text` begins with, and what follows it.
fn python_string(text: &str) -> Option<(String, &str)> {
    let quote = text.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let (mut value, mut rest) = (String::new(), &text[1..]);
    loop {
        let c = rest.chars().next()?;
        rest = &rest[c.len_utf8()..];
        match c {
            _ if c == quote => return Some((value, rest)),
            '\\' => {
                let n = push_escaped(&mut value, rest)?;
                rest = rest.get(n..)?;
            }
            _ => value.push(c),
        }
    }
}

/// Adds the character that an escape means; the bytes it takes after its backslash.
fn push_escaped(value: &mut String, rest: &str) -> Option<usize> {
    let kind = rest.chars().next()?;
    let n_digits = match kind {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => 0,
    };
    match kind {
        'x' | 'u' | 'U' => {
            let code = u32::from_str_radix(rest.get(1..=n_digits)?, 16).ok()?;
            value.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        'n' => value.push('\n'),
        'r' => value.push('\r'),
        't' => value.push('\t'),
        '\'' | '"' | '\\' => value.push(kind),
        _ => value.extend(['\\', kind]),
    }
    Some(kind.len_utf8() + n_digits)
}

/// Marks that programs write for no value.
pub(super) fn is_no_value(text: &str) -> bool {
    matches!(text.trim(), "nan" | "NaN" | "NAN" | "None" | "null" | "NULL" | "<NA>" | "NaT" | "#N/A" | "N/A" | "\\N")
}

fn is_c1(c: char) -> bool {
    ('\u{80}'..='\u{9f}').contains(&c)
}

/// No text means the control characters U+0080 to U+009F: they are bytes of windows-1252 that were read as Latin-1.
fn as_windows_1252(c: char) -> char {
    match u8::try_from(c) {
        Ok(byte) if is_c1(c) => {
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next().unwrap_or(c)
        }
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use crate::read::plain_text::{listed_paragraphs, plain_text};

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(plain_text(text.to_owned()), expected, "{text}");
    }

    #[test]
    fn references_and_control_characters_are_what_they_stand_for() {
        check("&quot;Stay&quot; at &#36;15 &mdash; it&#8217;s &pound;9", "\"Stay\" at $15 — it’s £9");
        check("&#146;s &#x93;a&#x94;", "’s “a”");
        check("clerk\u{92}s \u{93}ten\u{94} \u{96} \u{85}", "clerk’s “ten” – …");
    }

    #[track_caller]
    fn check_list(text: &str, expected: &str) {
        assert_eq!(listed_paragraphs(text.to_owned()), expected, "{text}");
    }

    #[test]
    fn a_printed_list_of_texts_is_its_paragraphs() {
        let read = "Cooks paid $40\n\nan hour later they left.";
        check_list("['Cooks paid $40', 'an hour later they left.']", read);
        check_list(r#"["Cooks paid $40", "an hour later they left."]"#, read);
        check_list("['Cooks paid $40' 'an hour later they left.']", read);
        check_list("['Cooks paid $40'\n 'an hour later they left.']\n", read);
        check_list("['Cooks paid $40', None, 'an hour later they left.',]", read);
        check_list(r#"["Cooks paid $40", null, "an hour later they left."]"#, read);
        check_list(r#"["The cook's pay", 'He said "no", and left.']"#, "The cook's pay\n\nHe said \"no\", and left.");
        check_list(r"['It\'s\n\xa3 9 caf\xe9 \u2014 \d']", "It's\n\u{a3} 9 caf\u{e9} \u{2014} \\d");
        check_list(r#"["a \u2014 \ud83d\ude00"]"#, "a \u{2014} \u{1f600}");
        check_list("[]", "");
    }

    #[test]
    fn brackets_of_a_text_are_no_list() {
        for text in [
            "[Aides left] the ward.",
            "[Aides left the ward.]",
            "['Aides left'] the ward, ['they said']",
            "['Tis the season]",
            "['Aides' left the ward']",
            "['Aides''left']",
            "['Aides', left]",
            "[1, 2]",
            "[None]",
            "['cut \\x4']",
            "'Aides', 'cooks'",
            "[\"open]",
        ] {
            check_list(text, text);
        }
    }

    #[test]
    fn an_ampersand_alone_stays() {
        check("AT&T and R&D; a & b &nosuch; &amp;quot;", "AT&T and R&D; a & b &nosuch; &quot;");
        check("?a=1&copy=2", "?a=1&copy=2");
    }
}
