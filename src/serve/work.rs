//! Work that takes a while: off the threads that speak, so much at once, and no longer than so long.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use crate::serve::problem::Problem;

/// Wait for a free place.
const QUEUE: Duration = Duration::from_secs(10);
/// Time for one answer.
pub(super) const ANSWER: Duration = Duration::from_secs(20);

/// Places for work.
#[derive(Debug, Clone)]
pub(super) struct Work {
    places: Arc<Semaphore>,
}

impl Work {
    /// As many places as there are cores, and one more.
    pub(super) fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { places: Arc::new(Semaphore::new(cores + 1)) }
    }

    /// Waits for a place.
    pub(super) async fn place(&self) -> Result<OwnedSemaphorePermit, Problem> {
        match timeout(QUEUE, Arc::clone(&self.places).acquire_owned()).await {
            Ok(Ok(place)) => Ok(place),
            Ok(Err(_)) | Err(_) => Err(Problem::busy("too many others are asking; try again in a moment")),
        }
    }

    /// Does the work in a thread of its own. It keeps its place until it is done, also when nobody
    /// waits for it any more.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let place = self.place().await?;
        let done = spawn_blocking(move || {
            let answer = work();
            drop(place);
            answer
        });
        match timeout(ANSWER, done).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(panic)) => Err(Problem::ours(&panic.to_string())),
            Err(_) => Err(Problem::busy(format!("this takes longer than {} s: narrow the query", ANSWER.as_secs()))),
        }
    }
}
