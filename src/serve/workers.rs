//! Runs slow work outside the async threads: a semaphore limits how much runs at once, a timeout how long it takes.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use crate::serve::problem::Problem;

/// Longest wait for a permit.
const QUEUE_TIMEOUT: Duration = Duration::from_secs(10);
/// Longest time to compute one response.
pub(super) const ANSWER_TIMEOUT: Duration = Duration::from_secs(20);

/// The semaphore of the worker threads.
#[derive(Debug, Clone)]
pub(super) struct Workers {
    permits: Arc<Semaphore>,
}

impl Workers {
    /// One permit per core, and one more.
    pub(super) fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { permits: Arc::new(Semaphore::new(cores + 1)) }
    }

    /// Waits for a permit.
    pub(super) async fn permit(&self) -> Result<OwnedSemaphorePermit, Problem> {
        match timeout(QUEUE_TIMEOUT, Arc::clone(&self.permits).acquire_owned()).await {
            Ok(Ok(permit)) => Ok(permit),
            Ok(Err(_)) | Err(_) => Err(Problem::busy("the server is busy; try again in a moment")),
        }
    }

    /// Runs `work` on a blocking thread. It keeps its permit until it ends, even after the request timed out.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let permit = self.permit().await?;
        let done = spawn_blocking(move || {
            let result = work();
            drop(permit);
            result
        });
        match timeout(ANSWER_TIMEOUT, done).await {
            Ok(Ok(result)) => result,
            Ok(Err(ended)) => Err(Problem::of_panic(ended)),
            Err(_) => {
                Err(Problem::busy(format!("this takes longer than {} s: narrow the query", ANSWER_TIMEOUT.as_secs())))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use crate::serve::workers::Workers;

    #[test]
    fn work_that_panics_is_an_error_of_one_request() {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_time().build().expect("a runtime");
        runtime.block_on(async {
            let workers = Workers::new();
            // More often than there are permits: each is given back.
            for _ in 0..=std::thread::available_parallelism().map_or(1, std::num::NonZero::get) + 1 {
                let failed = workers.run(|| -> Result<(), _> { panic!("no span in {:?}", "Ana Ruiz cleans offices") });
                let problem = failed.await.expect_err("it panics");
                assert_eq!(problem.status, StatusCode::INTERNAL_SERVER_ERROR);
                assert!(!problem.detail.contains("span"), "{}", problem.detail);
                let reason = problem.reason.expect("the log has the cause");
                assert_eq!(reason, "a task failed: no span in; please report it");
            }
            assert_eq!(workers.run(|| Ok(1)).await, Ok(1));
        });
    }
}
