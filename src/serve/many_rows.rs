//! Rows of many articles are in memory for one piece of work at a time.

use std::ops::ControlFlow;
use std::thread::sleep;
use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};

/// Articles whose rows take so much memory that no other piece of work may hold as many meanwhile.
const MANY: u64 = 10_000;
/// How often work that waits for a permit checks whether it is still wanted.
const POLL_INTERVAL: Duration = Duration::from_millis(100);

/// Who holds the rows of many articles.
pub(super) struct ManyRows(Semaphore);

/// Permit for the rows of a piece of work, until it is dropped.
pub(super) struct RowsPermit<'a>(#[expect(dead_code, reason = "dropped, never looked at")] Option<SemaphorePermit<'a>>);

impl ManyRows {
    pub(super) fn new() -> Self {
        Self(Semaphore::new(1))
    }

    /// Waits until rows of `n` articles may be held; nothing when `go_on` says stop.
    pub(super) fn acquire(&self, n: u64, go_on: &mut dyn FnMut() -> ControlFlow<()>) -> Option<RowsPermit<'_>> {
        if n <= MANY {
            return Some(RowsPermit(None));
        }
        while go_on().is_continue() {
            if let Ok(permit) = self.0.try_acquire() {
                return Some(RowsPermit(Some(permit)));
            }
            sleep(POLL_INTERVAL);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use crate::serve::many_rows::{MANY, ManyRows};

    #[test]
    fn rows_of_many_articles_are_held_once_and_of_few_at_any_time() {
        let (rows, mut looks) = (ManyRows::new(), 0);
        let mut go_on = || ControlFlow::Continue(());
        let held = rows.acquire(MANY + 1, &mut go_on).expect("nobody holds them");
        assert!(rows.acquire(MANY, &mut go_on).is_some(), "few need not wait");
        let mut thrice = || {
            looks += 1;
            if looks < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        assert!(rows.acquire(MANY + 1, &mut thrice).is_none(), "who waits can be stopped");
        assert_eq!(looks, 3);
        drop(held);
        assert!(rows.acquire(MANY + 1, &mut go_on).is_some());
    }
}
