//! RTF: takes the marks off and gives plain lines.
//!
//! Unicode escapes with their fallbacks, bytes by the code page of the document, destinations that
//! are no text (fonts, pictures, styles, headers) left out. Broken input ends the text early.

use encoding_rs::Encoding;

/// Destinations without running text.
const SKIPPED: &[&str] = &[
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "generator",
    "themedata",
    "colorschememapping",
    "latentstyles",
    "datastore",
    "fldinst",
    "xmlnstbl",
    "filetbl",
    "revtbl",
    "nonshppict",
];

/// What applies inside one group.
#[derive(Debug, Clone, Copy)]
struct GroupState {
    is_skipped: bool,
    /// Fallback characters after a Unicode escape.
    n_fallback: usize,
}

/// The text of an RTF document.
pub(super) fn plain(source: &str) -> String {
    let mut reader = Rtf {
        rest: source,
        out: String::with_capacity(source.len() / 2),
        groups: vec![GroupState { is_skipped: false, n_fallback: 1 }],
        page: encoding_rs::WINDOWS_1252,
        bytes: Vec::new(),
        to_skip: 0,
        surrogate: None,
    };
    while reader.step() {}
    reader.flush();
    reader.out
}

struct Rtf<'a> {
    rest: &'a str,
    out: String,
    groups: Vec<GroupState>,
    page: &'static Encoding,
    bytes: Vec<u8>,
    to_skip: usize,
    surrogate: Option<u16>,
}

impl Rtf<'_> {
    fn group(&mut self) -> &mut GroupState {
        if self.groups.is_empty() {
            self.groups.push(GroupState { is_skipped: false, n_fallback: 1 });
        }
        let last = self.groups.len() - 1;
        &mut self.groups[last]
    }

    fn step(&mut self) -> bool {
        let Some(first) = self.rest.chars().next() else { return false };
        self.rest = &self.rest[first.len_utf8()..];
        match first {
            '{' => {
                let group = *self.group();
                self.groups.push(group);
            }
            '}' => {
                self.flush();
                self.groups.pop();
                self.to_skip = 0;
            }
            '\\' => self.control(),
            '\r' | '\n' => {}
            other => self.put(other),
        }
        true
    }

    fn control(&mut self) {
        let Some(first) = self.rest.chars().next() else { return };
        if !first.is_ascii_alphabetic() {
            self.rest = &self.rest[first.len_utf8()..];
            match first {
                '\'' => self.byte(),
                '*' => self.group().is_skipped = true,
                '~' => self.put('\u{a0}'),
                '_' => self.put('-'),
                '\\' | '{' | '}' => self.put(first),
                '\r' | '\n' => self.put('\n'),
                _ => {}
            }
            return;
        }
        let end = self.rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(self.rest.len());
        let (word, after) = self.rest.split_at(end);
        let digits = after.strip_prefix('-').unwrap_or(after);
        let n_digits = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        let sign = if n_digits > 0 { after.len() - digits.len() } else { 0 };
        let number = after[..sign + n_digits].parse::<i64>().ok();
        let after = &after[sign + n_digits..];
        self.rest = after.strip_prefix(' ').unwrap_or(after);
        self.word(word, number);
    }

    fn word(&mut self, word: &str, number: Option<i64>) {
        match word {
            "par" | "line" | "row" | "sect" | "page" => self.put('\n'),
            "tab" | "cell" => self.put('\t'),
            "emdash" => self.put('—'),
            "endash" => self.put('–'),
            "lquote" => self.put('‘'),
            "rquote" => self.put('’'),
            "ldblquote" => self.put('“'),
            "rdblquote" => self.put('”'),
            "bullet" => self.put('•'),
            "u" => self.unicode(number.unwrap_or(0)),
            "uc" => self.group().n_fallback = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(16),
            "ansicpg" => {
                let label = format!("windows-{}", number.unwrap_or(1252));
                self.page = Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::WINDOWS_1252);
            }
            "bin" => {
                let n = usize::try_from(number.unwrap_or(0)).unwrap_or(0).min(self.rest.len());
                self.rest = &self.rest[self.rest.ceil_char_boundary(n)..];
            }
            _ if SKIPPED.contains(&word) => self.group().is_skipped = true,
            _ => {}
        }
    }

    fn unicode(&mut self, number: i64) {
        self.flush();
        let unit = number.rem_euclid(1 << 16) as u16;
        let units: Vec<u16> = self.surrogate.take().into_iter().chain([unit]).collect();
        if (0xd800..0xdc00).contains(&unit) {
            self.surrogate = Some(unit);
        } else {
            let text = String::from_utf16_lossy(&units);
            if !self.group().is_skipped {
                self.out.push_str(&text);
            }
        }
        self.to_skip = self.group().n_fallback;
    }

    fn byte(&mut self) {
        let digits = self.rest.get(..2).and_then(|d| u8::from_str_radix(d, 16).ok());
        let Some(byte) = digits else { return };
        self.rest = &self.rest[2..];
        if self.to_skip > 0 {
            self.to_skip -= 1;
        } else if !self.group().is_skipped {
            self.bytes.push(byte);
        }
    }

    fn put(&mut self, character: char) {
        if self.to_skip > 0 && character != '\n' {
            self.to_skip -= 1;
            return;
        }
        self.flush();
        if !self.group().is_skipped {
            self.out.push(character);
        }
    }

    /// Decodes the bytes collected: characters of some code pages take two.
    fn flush(&mut self) {
        if !self.bytes.is_empty() {
            let bytes = std::mem::take(&mut self.bytes);
            self.out.push_str(&self.page.decode_without_bom_handling(&bytes).0);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::read::rtf::plain;

    #[test]
    fn text_comes_out_without_marks() {
        let source = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\*\generator x;}\b Caf\'e9\b0  \u8220?pay\u8221?\par Two\tab cells \{x\}}";
        assert_eq!(plain(source), "Café “pay”\nTwo\tcells {x}");
    }

    #[test]
    fn broken_rtf_never_panics() {
        let source = r"{\rtf1\ansi{\*\x }\u-10179?\u-8704?\'8\'zz\bin99999 caf\'e9}}}}}\uc9\u1";
        for end in 0..=source.len() {
            let _ = plain(&source[..end]);
            let _ = plain(&source[source.len() - end..]);
        }
        assert!(plain(r"{\rtf1\u-10179?\u-8704?}").contains('😀'));
    }
}
