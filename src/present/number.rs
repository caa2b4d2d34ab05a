//! Numbers as people read them.

use std::fmt::Display;

/// A whole number with commas between thousands: `37,284`.
#[must_use]
pub fn grouped(n: impl Display) -> String {
    let n = n.to_string();
    let (sign, digits) = n.strip_prefix('-').map_or(("", n.as_str()), |digits| ("−", digits));
    let mut out = sign.to_owned();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_have_commas() {
        assert_eq!([0, 999, 1_000, 37_284, -1_234_567].map(grouped), ["0", "999", "1,000", "37,284", "−1,234,567"]);
    }
}
