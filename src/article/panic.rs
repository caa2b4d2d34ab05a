//! What a panic of our own says, for a report that must not quote a text.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::article::Reject;

/// Longest cause, in characters.
const MOST_CHARS: usize = 120;

/// What a panic says, up to the first quotation mark: after it the message may quote an article or a query.
#[must_use]
pub fn panic_cause(panic: &(dyn Any + Send)) -> String {
    let said = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    unquoted(said.unwrap_or_default())
}

/// What `work` makes of the record at `position` of `source`, or the refused record where it panics.
///
/// Whatever `work` shares with other records must be sound at every point where it can panic.
pub(crate) fn made_or_refused<R>(source: &Arc<str>, position: u64, work: impl FnOnce() -> R) -> Result<R, Reject> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| Reject::of_panic(source, position, &panic_cause(&*panic)))
}

/// The start of a message, without what it quotes.
fn unquoted(message: &str) -> String {
    let end = message.find(['`', '"', '\'', '\n', '‘', '“']).unwrap_or(message.len());
    let cause: String = message[..end].chars().take(MOST_CHARS).collect();
    let cause = cause.trim_end_matches([' ', ':', ';', ',', '(']);
    if cause.is_empty() { "no cause is known".to_owned() } else { cause.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::panic_cause;

    #[track_caller]
    fn check(panicking: impl FnOnce() + std::panic::UnwindSafe, expected: &str) {
        let panic = std::panic::catch_unwind(panicking).expect_err("it panics");
        assert_eq!(panic_cause(&*panic), expected);
    }

    #[test]
    fn what_a_panic_quotes_is_left_out() {
        let text = "Ana Ruiz é cleans offices";
        check(|| assert!(text.get(0..10).is_some(), "no span in {text:?}"), "no span in");
        check(|| drop(text[0..10].to_owned()), "end byte index 10 is not a char boundary; it is inside");
        check(|| panic!("{}", "x".repeat(500)), &"x".repeat(120));
        check(
            || drop(vec![1][std::hint::black_box(3)..].to_vec()),
            "range start index 3 out of range for slice of length 1",
        );
        check(|| std::panic::panic_any(7), "no cause is known");
    }
}
