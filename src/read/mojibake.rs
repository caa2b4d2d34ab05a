//! UTF-8 that was read as windows-1252 on its way here: `â€œ` is `“` again, `Ã©` is `é`.
//!
//! In: text. Out: the text mended, and the characters that were. Only what goes back exactly is changed: characters whose
//! bytes in windows-1252 are one character of UTF-8, of those that news prints. `CAFÉ»` and `IRMÃ”` stay.

use std::sync::LazyLock;

use encoding_rs::WINDOWS_1252;

/// The characters of the bytes from 0x80 on.
static HIGH: LazyLock<Vec<char>> = LazyLock::new(|| {
    let of = |byte: u8| WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next().unwrap_or('\u{fffd}');
    (0x80..=0xff).map(of).collect()
});

/// Text that was read wrongly this often at most is mended: once for each program that did it.
const ROUNDS: usize = 3;

/// The first byte of the characters from U+00C0 to U+00FF.
const LEAD: u8 = 0xc3;

/// The text mended, and how many characters came out of it.
pub(super) fn mended(text: String) -> (String, u64) {
    let (mut text, mut n_mended) = (text, 0);
    for _ in 0..ROUNDS {
        if !text.bytes().any(|byte| byte == LEAD) || !text.contains(|c: char| (0xc2..=0xf4).contains(&u32::from(c))) {
            break;
        }
        let (next, n) = once(&text);
        if n == 0 {
            break;
        }
        (text, n_mended) = (next, n);
    }
    (text, n_mended)
}

fn once(text: &str) -> (String, u64) {
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut n, mut goes_on) = (text, 0, false);
    while let Some(c) = rest.chars().next() {
        if let Some((mended, len)) = sequence(rest, goes_on) {
            out.push(mended);
            n += 1;
            rest = &rest[len..];
            goes_on = true;
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
            goes_on = false;
        }
    }
    (out, n)
}

/// The character that the first characters of `text` are the bytes of, and their length in `text`; `goes_on` says that
/// another one is right in front.
fn sequence(text: &str, goes_on: bool) -> Option<(char, usize)> {
    let mut chars = text.chars();
    let first = chars.next().filter(|c| (0xc2..=0xf4).contains(&u32::from(*c)))?;
    let mut bytes = [0; 4];
    bytes[0] = u8::try_from(u32::from(first)).ok()?;
    let n = match bytes[0] {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        _ => 4,
    };
    for byte in &mut bytes[1..n] {
        *byte = byte_of(chars.next()?).filter(|byte| (0x80..=0xbf).contains(byte))?;
    }
    let found = std::str::from_utf8(&bytes[..n]).ok()?.chars().next()?;
    // A letter in front of a dash or a closing mark: the end of a word in capitals.
    let marks_follow = !goes_on && n == 2 && bytes[0] != 0xc2 && (0x91..=0x97).contains(&bytes[1]);
    (is_printed(found) && !marks_follow).then_some((found, text.len() - chars.as_str().len()))
}

/// The byte of a character in windows-1252, from 0x80 on.
fn byte_of(c: char) -> Option<u8> {
    let place = HIGH.iter().position(|high| *high == c)?;
    u8::try_from(place + 0x80).ok()
}

/// Characters that news in languages of this script prints: letters, punctuation, currencies, emoji.
fn is_printed(c: char) -> bool {
    matches!(c,
        '\u{a0}'..='\u{17f}' | '\u{2010}'..='\u{2027}' | '\u{202f}'..='\u{203a}' | '\u{20ac}' | '\u{2122}' | '\u{2190}'..='\u{21ff}'
        | '\u{2200}'..='\u{22ff}' | '\u{2500}'..='\u{27bf}' | '\u{fb00}'..='\u{fb06}' | '\u{feff}' | '\u{fffd}' | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use crate::read::mojibake::mended;

    #[track_caller]
    fn check(text: &str, expected: &str, n: u64) {
        assert_eq!(mended(text.to_owned()), (expected.to_owned(), n));
    }

    #[test]
    fn utf8_read_as_windows_1252_is_mended() {
        check("â€œWe cook,â€\u{9d} she said.", "“We cook,” she said.", 2);
        check("the cookâ€™s cafÃ© â€” open", "the cook’s café — open", 3);
        check("Â£9 an hour, Â½ shifts, 30Â°", "£9 an hour, ½ shifts, 30°", 3);
        check("BeyoncÃ© in MÃ¼nchen, Å¡ala, Å\u{a0}koda", "Beyoncé in München, šala, Škoda", 4);
        check("ðŸ˜€ and â‚¬5", "😀 and €5", 2);
        // Twice read wrongly.
        check("Ã¢â‚¬Å“We cook", "“We cook", 1);
    }

    #[test]
    fn text_that_is_right_stays() {
        for text in [
            "“We cook,” she said at the café — open.",
            "«LE CAFÉ»",
            "“IRMÔ",
            "IRMÃ”",
            "Â is a letter, and so is Ã.",
            "â the hat, ß, Ä“ and Å–",
            "SÃO PAULO, ÃO",
            "plain",
        ] {
            check(text, text, 0);
        }
    }
}
