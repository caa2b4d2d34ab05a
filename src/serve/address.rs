//! Addresses of pages, which encode their whole state.

use std::fmt::Write;

/// `path?name=value&…` percent-encoded; empty values are left out.
pub(super) fn address(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut out = path.to_owned();
    let mut sign = '?';
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        out.push(sign);
        out.push_str(name);
        out.push('=');
        escape(value, &mut out);
        sign = '&';
    }
    out
}

/// Percent-encodes all but letters, digits and `-._~`; a blank becomes `+`.
pub(super) fn escape(text: &str, out: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            _ => write!(out, "%{byte:02X}").expect("a string can be written"),
        }
    }
}

/// True for an address within this site: safe as a redirect target.
pub(super) fn is_own(to: &str) -> bool {
    to.starts_with('/') && !to.starts_with("//") && !to.contains('\\') && to.bytes().all(|b| b.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::{address, is_own};

    #[test]
    fn nothing_breaks_out_of_a_value() {
        let found = address("/", &[("q", "a&b=\"<ü>#"), ("f", ""), ("n", "1 2")]);
        assert_eq!(found, "/?q=a%26b%3D%22%3C%C3%BC%3E%23&n=1+2");
    }

    #[test]
    fn a_reader_is_led_into_this_site_only() {
        assert!(is_own("/?q=wage"));
        for to in ["//evil.example", "https://evil.example", "/\\evil.example", "", "/a\r\nb"] {
            assert!(!is_own(to), "{to}");
        }
    }
}
