//! Background jobs for work that takes longer than a page load: they report progress, can be cancelled, and
//! their results are cached.
//!
//! Invariant: active jobs, those of one reader, and cached results are limited in number. A job stops at its
//! next checkpoint once it is cancelled, exceeds its timeout, or is no longer polled.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{Semaphore, watch};
use tokio::task::spawn_blocking;

use crate::findings::Progress;
use crate::serve::access::Caller;
use crate::serve::problem::Problem;

/// Most unfinished jobs; more are refused.
const MAX_ACTIVE: usize = 8;
/// Most unfinished jobs of one reader: both sides of a dashboard.
const MAX_ACTIVE_PER_CALLER: usize = 2;
/// Most jobs that run at the same time; the others are queued.
const MAX_THREADS: usize = 4;
/// Finished jobs in the cache; the least recently requested are evicted.
const MAX_CACHED: usize = 32;
/// Longest time of one job.
const JOB_TIMEOUT: Duration = Duration::from_mins(2);
/// A job that was not requested for this long is abandoned; a page that shows progress polls every second.
const ABANDONED_AFTER: Duration = Duration::from_secs(20);
/// How often a queued job checks whether it was cancelled or abandoned.
const POLL_INTERVAL: Duration = Duration::from_millis(200);

/// The result of a job; `None` when a checkpoint stopped it.
pub(super) type JobResult<T> = Result<Option<T>, Problem>;

/// State of a job.
#[derive(Debug)]
pub(super) enum JobState<T> {
    /// Waits for a thread.
    Waiting,
    Running(Progress),
    Done(Arc<T>),
    Failed(Problem),
    /// Stopped without a result, with the progress it had made.
    Stopped(StopReason, Progress),
}

/// Why a job stopped without a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StopReason {
    /// A reader cancelled it.
    Cancelled,
    /// It took longer than [`JOB_TIMEOUT`].
    TimedOut,
    /// No reader requested it for [`ABANDONED_AFTER`].
    Abandoned,
}

impl<T> JobState<T> {
    pub(super) fn is_finished(&self) -> bool {
        !matches!(self, Self::Waiting | Self::Running(_))
    }
}

// By hand, since `T` need not be `Clone`.
impl<T> Clone for JobState<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Waiting => Self::Waiting,
            Self::Running(progress) => Self::Running(*progress),
            Self::Done(result) => Self::Done(Arc::clone(result)),
            Self::Failed(problem) => Self::Failed(problem.clone()),
            Self::Stopped(reason, progress) => Self::Stopped(*reason, *progress),
        }
    }
}

/// One job.
pub(super) struct Job<T> {
    state: watch::Sender<JobState<T>>,
    /// The reader who started it.
    caller: Caller,
    started: Instant,
    requests: Mutex<Requests>,
}

/// What readers last wanted of a job.
#[derive(Debug, Clone, Copy)]
struct Requests {
    last: Instant,
    cancelled: bool,
}

impl<T> Job<T> {
    fn new(caller: Caller) -> Self {
        let now = Instant::now();
        let requests = Mutex::new(Requests { last: now, cancelled: false });
        Self { state: watch::Sender::new(JobState::Waiting), caller, started: now, requests }
    }

    /// Its state; waits until it is finished, but no longer than `timeout`.
    pub(super) async fn state(&self, timeout: Duration) -> JobState<T> {
        let mut changes = self.state.subscribe();
        // An unfinished job is reported as it is.
        let _ = tokio::time::timeout(timeout, changes.wait_for(JobState::is_finished)).await;
        changes.borrow().clone()
    }

    /// Stops it at its next checkpoint.
    pub(super) fn cancel(&self) {
        self.requests().cancelled = true;
    }

    /// True once it was cancelled, also while it still runs.
    pub(super) fn is_cancelled(&self) -> bool {
        self.requests().cancelled
    }

    /// Reports progress; breaks when the job must stop here.
    pub(super) fn checkpoint(&self, progress: Progress) -> ControlFlow<()> {
        let Some(reason) = self.stop_reason() else {
            self.state.send_replace(JobState::Running(progress));
            return ControlFlow::Continue(());
        };
        self.state.send_replace(JobState::Stopped(reason, progress));
        ControlFlow::Break(())
    }

    fn stop_reason(&self) -> Option<StopReason> {
        let Requests { last, cancelled } = *self.requests();
        match () {
            () if cancelled => Some(StopReason::Cancelled),
            () if self.started.elapsed() > JOB_TIMEOUT => Some(StopReason::TimedOut),
            () if last.elapsed() > ABANDONED_AFTER => Some(StopReason::Abandoned),
            () => None,
        }
    }

    fn requests(&self) -> MutexGuard<'_, Requests> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_finished(&self) -> bool {
        self.state.borrow().is_finished()
    }

    /// True when the next request must start it again: it failed, or stopped and was then abandoned.
    fn must_restart(&self) -> bool {
        match *self.state.borrow() {
            JobState::Failed(_) | JobState::Stopped(StopReason::Abandoned, _) => true,
            JobState::Stopped(..) => self.requests().last.elapsed() > ABANDONED_AFTER,
            _ => false,
        }
    }
}

/// All jobs by key, unfinished and cached.
pub(super) struct Jobs<T> {
    jobs: Mutex<BTreeMap<String, Arc<Job<T>>>>,
    threads: Arc<Semaphore>,
}

impl<T: Send + Sync + 'static> Jobs<T> {
    /// One thread per core, but at most [`MAX_THREADS`].
    pub(super) fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { jobs: Mutex::default(), threads: Arc::new(Semaphore::new(cores.min(MAX_THREADS))) }
    }

    /// The job called `key`, started for `caller` unless it exists. `work` calls [`Job::checkpoint`] at each step and
    /// returns `None` when that breaks.
    ///
    /// # Errors
    /// When too many jobs are unfinished.
    pub(super) fn get_or_start(
        &self,
        key: &str,
        caller: &Caller,
        work: impl FnOnce(&Job<T>) -> JobResult<T> + Send + 'static,
    ) -> Result<Arc<Job<T>>, Problem> {
        let mut jobs = self.jobs();
        if let Some(job) = jobs.get(key).filter(|job| !job.must_restart()) {
            job.requests().last = Instant::now();
            return Ok(Arc::clone(job));
        }
        let active: Vec<_> = jobs.values().filter(|job| !job.is_finished()).collect();
        if active.iter().filter(|job| job.caller == *caller).count() >= MAX_ACTIVE_PER_CALLER {
            return Err(Problem::busy(
                "your other dashboards are still being computed; cancel one, or try again in a moment",
            ));
        }
        if active.len() >= MAX_ACTIVE {
            return Err(Problem::busy("too many dashboards are being computed; try again in a moment"));
        }
        evict(&mut jobs);
        let job = Arc::new(Job::new(caller.clone()));
        jobs.insert(key.to_owned(), Arc::clone(&job));
        tokio::spawn(run(Arc::clone(&job), Arc::clone(&self.threads), work));
        Ok(job)
    }

    /// Removes a stopped job, so that the next request starts it again.
    pub(super) fn forget_stopped(&self, key: &str) {
        let mut jobs = self.jobs();
        if jobs.get(key).is_some_and(|job| matches!(*job.state.borrow(), JobState::Stopped(..)) || job.is_cancelled()) {
            jobs.remove(key);
        }
    }

    /// Cancels the job called `key`, if it is unfinished.
    pub(super) fn cancel(&self, key: &str) {
        if let Some(job) = self.jobs().get(key).filter(|job| !job.is_finished()) {
            job.cancel();
        }
    }

    fn jobs(&self) -> MutexGuard<'_, BTreeMap<String, Arc<Job<T>>>> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Makes room for one more by evicting the finished jobs that were requested least recently.
fn evict<T>(jobs: &mut BTreeMap<String, Arc<Job<T>>>) {
    let finished = jobs.iter().filter(|(_, job)| job.is_finished());
    let mut finished: Vec<(Instant, String)> = finished.map(|(key, job)| (job.requests().last, key.clone())).collect();
    finished.sort();
    let n_finished = finished.len();
    for (_, key) in finished.into_iter().take((n_finished + 1).saturating_sub(MAX_CACHED)) {
        jobs.remove(&key);
    }
}

/// Waits for a thread, then runs the job on it.
async fn run<T: Send + Sync + 'static>(
    job: Arc<Job<T>>,
    threads: Arc<Semaphore>,
    work: impl FnOnce(&Job<T>) -> JobResult<T> + Send + 'static,
) {
    let nothing = Progress { done: 0, of: 1, next: "waiting for a free thread" };
    let thread = loop {
        match tokio::time::timeout(POLL_INTERVAL, Arc::clone(&threads).acquire_owned()).await {
            Ok(thread) => break thread,
            Err(_) => {
                if let Some(reason) = job.stop_reason() {
                    job.state.send_replace(JobState::Stopped(reason, nothing));
                    return;
                }
            }
        }
    };
    let own = Arc::clone(&job);
    let done = spawn_blocking(move || {
        let result = work(&own);
        drop(thread);
        result
    });
    let state = match done.await {
        Ok(Ok(Some(result))) => JobState::Done(Arc::new(result)),
        // The checkpoint that stopped it has set the state.
        Ok(Ok(None)) if job.is_finished() => return,
        Ok(Ok(None)) => JobState::Failed(Problem::ours("a job ended without a result and was not stopped")),
        Ok(Err(problem)) => JobState::Failed(problem),
        Err(ended) => JobState::Failed(Problem::of_panic(ended)),
    };
    job.state.send_replace(state);
}

#[cfg(test)]
mod tests;
