//! Work without the lock of the interpreter that Ctrl-C can stop.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use pyo3::{PyResult, Python};

use crate::error;

/// How often signals are looked for.
const TICK: Duration = Duration::from_millis(50);

/// Runs `work` on a thread of its own, and `look` every now and then with the lock held; when a signal came or `look` fails,
/// `stop` is set and what came is raised after the work has ended.
pub fn interruptible<T: Send>(
    py: Python<'_>,
    stop: &AtomicBool,
    mut look: impl FnMut(Python<'_>) -> PyResult<()>,
    work: impl FnOnce() -> T + Send,
) -> (T, PyResult<()>) {
    std::thread::scope(|scope| {
        let working = scope.spawn(work);
        let mut seen = Ok(());
        loop {
            // A thread that has ended wakes nobody, so short work is looked at sooner.
            py.detach(|| {
                for _ in 0..TICK.as_millis() {
                    if working.is_finished() {
                        break;
                    }
                    std::thread::sleep(Duration::from_millis(1));
                }
            });
            if working.is_finished() {
                break;
            }
            seen = py.check_signals().and_then(|()| look(py));
            if seen.is_err() {
                stop.store(true, Ordering::Relaxed);
                break;
            }
        }
        let done = py.detach(|| working.join());
        (done.unwrap_or_else(|panic| std::panic::resume_unwind(panic)), seen)
    })
}

/// The same for work that can fail.
pub fn interruptible_or<T: Send, E: std::error::Error + Send + 'static>(
    py: Python<'_>,
    stop: &AtomicBool,
    work: impl FnOnce() -> Result<T, E> + Send,
) -> PyResult<T> {
    let (done, seen) = interruptible(py, stop, |_| Ok(()), work);
    seen?;
    done.map_err(error::of)
}
