//! What is read from the audit when somebody first asks for it, and kept from then on.
//!
//! Always holds: one reads, others wait for it; what could not be read is read again for the next who asks.

use std::sync::{Mutex, OnceLock, PoisonError};

/// A value that is read once.
pub(super) struct Kept<T> {
    value: OnceLock<T>,
    reading: Mutex<()>,
}

impl<T> Kept<T> {
    pub(super) fn new() -> Self {
        Self { value: OnceLock::new(), reading: Mutex::new(()) }
    }

    /// The value, which `read` makes unless it is known.
    pub(super) fn get_or_read<E>(&self, read: impl FnOnce() -> Result<T, E>) -> Result<&T, E> {
        if let Some(value) = self.value.get() {
            return Ok(value);
        }
        // One at a time; nothing behind the lock can be left half done.
        let _reading = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = self.value.get() {
            return Ok(value);
        }
        let value = read()?;
        Ok(self.value.get_or_init(|| value))
    }
}

#[cfg(test)]
mod tests {
    use super::Kept;

    #[test]
    fn a_passing_error_is_not_kept_and_a_value_is() {
        let kept = Kept::new();
        assert_eq!(kept.get_or_read(|| Err("away")), Err("away"));
        assert_eq!(kept.get_or_read(|| Ok::<_, &str>(7)), Ok(&7));
        assert_eq!(kept.get_or_read(|| Err("away again")), Ok(&7));
    }
}
