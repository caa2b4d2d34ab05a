//! Answers that were computed lately, so that a page, its chart and its files are computed once.

use std::sync::{Arc, Mutex, PoisonError};

use crate::serve::problem::Problem;

/// Answers kept; the oldest goes first.
const MOST: usize = 24;

/// Answers by what was asked.
pub(super) struct Cache<T>(Mutex<Vec<(String, Arc<T>)>>);

impl<T> Cache<T> {
    pub(super) fn new() -> Self {
        Self(Mutex::new(Vec::new()))
    }

    /// The answer to `key`, which `make` computes where it is not kept.
    ///
    /// # Errors
    /// Those of `make`; they are not kept.
    pub(super) fn get_or(&self, key: &str, make: impl FnOnce() -> Result<T, Problem>) -> Result<Arc<T>, Problem> {
        self.get_or_if(key, |_| true, make)
    }

    /// The same, where an answer is kept only if it `is_small`.
    ///
    /// # Errors
    /// As [`Self::get_or`].
    pub(super) fn get_or_if(
        &self,
        key: &str,
        is_small: impl FnOnce(&T) -> bool,
        make: impl FnOnce() -> Result<T, Problem>,
    ) -> Result<Arc<T>, Problem> {
        let known = self.lock(|kept| kept.iter().find(|(own, _)| own == key).map(|(_, answer)| Arc::clone(answer)));
        if let Some(answer) = known {
            return Ok(answer);
        }
        // Not under the lock: two who ask at once may both compute it.
        let answer = Arc::new(make()?);
        if !is_small(&answer) {
            return Ok(answer);
        }
        self.lock(|kept| {
            if kept.len() >= MOST {
                kept.remove(0);
            }
            kept.push((key.to_owned(), Arc::clone(&answer)));
        });
        Ok(answer)
    }

    fn lock<R>(&self, use_it: impl FnOnce(&mut Vec<(String, Arc<T>)>) -> R) -> R {
        use_it(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::{Cache, MOST};
    use crate::serve::problem::Problem;

    #[test]
    fn an_answer_is_computed_once_and_errors_are_not_kept() {
        let cache: Cache<usize> = Cache::new();
        assert!(cache.get_or("a", || Err(Problem::bad("no"))).is_err());
        assert_eq!(*cache.get_or("a", || Ok(1)).expect("it is made"), 1);
        assert_eq!(*cache.get_or("a", || Ok(2)).expect("it is kept"), 1);
        assert_eq!(*cache.get_or_if("large", |n| *n < 5, || Ok(9)).expect("it is made"), 9);
        assert_eq!(*cache.get_or_if("large", |n| *n < 5, || Ok(3)).expect("it was not kept"), 3);
        for n in 0..MOST {
            cache.get_or(&n.to_string(), || Ok(n)).expect("it is made");
        }
        assert_eq!(*cache.get_or("a", || Ok(3)).expect("it is made again"), 3);
    }
}
