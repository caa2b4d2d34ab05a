//! Work that takes longer than a reader waits for a page: it goes on while the page tells how far it is,
//! can be cancelled, and its answer is kept for whoever asks again.
//!
//! Always holds: so many pieces of work at once, fewer of one reader, and so many answers kept; work stops
//! at its next step when it is cancelled, takes too long, or nobody has asked for it for a while.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{Semaphore, watch};
use tokio::task::spawn_blocking;

use crate::findings::Progress;
use crate::serve::access::Caller;
use crate::serve::problem::Problem;

/// Pieces of work that are begun and not over; more are refused.
const MOST_AT_ONCE: usize = 8;
/// Of these, begun by one reader: both sides of a dashboard.
const MOST_OF_ONE: usize = 2;
/// Most of them in threads of their own at a time; the others wait.
const MOST_THREADS: usize = 4;
/// Answers kept, the last asked for.
const KEPT: usize = 32;
/// Time for one piece of work.
const LONGEST: Duration = Duration::from_mins(2);
/// Time after which nobody seems to wait any more; a page that shows progress asks every few seconds.
const LEFT: Duration = Duration::from_secs(20);
/// How often work that waits for a thread looks whether it is still wanted.
const LOOK: Duration = Duration::from_millis(200);

/// What work ends with: nothing when it was told to stop.
pub(super) type Ended<T> = Result<Option<T>, Problem>;

/// How far a piece of work is.
#[derive(Debug)]
pub(super) enum State<T> {
    /// For a thread.
    Waiting,
    Running(Progress),
    Done(Arc<T>),
    Failed(Problem),
    /// After so many steps of so many.
    Stopped(Stop, Progress),
}

/// Why work ended without an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// A reader said so.
    Cancelled,
    /// It took longer than [`LONGEST`].
    TooLong,
    /// Nobody asked any more.
    Left,
}

impl<T> State<T> {
    pub(super) fn is_over(&self) -> bool {
        !matches!(self, Self::Waiting | Self::Running(_))
    }
}

// By hand, as the answer itself need not be cloned.
impl<T> Clone for State<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Waiting => Self::Waiting,
            Self::Running(progress) => Self::Running(*progress),
            Self::Done(answer) => Self::Done(Arc::clone(answer)),
            Self::Failed(problem) => Self::Failed(problem.clone()),
            Self::Stopped(stop, progress) => Self::Stopped(*stop, *progress),
        }
    }
}

/// One piece of work.
pub(super) struct Job<T> {
    state: watch::Sender<State<T>>,
    /// Who began it.
    caller: Caller,
    begun: Instant,
    /// When somebody last asked for it, and whether it was cancelled.
    asked: Mutex<(Instant, bool)>,
}

impl<T> Job<T> {
    fn new(caller: Caller) -> Self {
        let now = Instant::now();
        Self { state: watch::Sender::new(State::Waiting), caller, begun: now, asked: Mutex::new((now, false)) }
    }

    /// How far it is; waits until it is over, but no longer than `patience`.
    pub(super) async fn state(&self, patience: Duration) -> State<T> {
        let mut changes = self.state.subscribe();
        // What is not over by then is told as it is.
        let _ = tokio::time::timeout(patience, changes.wait_for(State::is_over)).await;
        changes.borrow().clone()
    }

    /// Tells it to stop at its next step.
    pub(super) fn cancel(&self) {
        self.asked().1 = true;
    }

    /// True for work that was told to stop, also while it has not yet.
    pub(super) fn is_cancelled(&self) -> bool {
        self.asked().1
    }

    /// Tells readers how far it is; a break when it is to stop here.
    pub(super) fn go_on(&self, progress: Progress) -> ControlFlow<()> {
        let Some(stop) = self.stop() else {
            self.state.send_replace(State::Running(progress));
            return ControlFlow::Continue(());
        };
        self.state.send_replace(State::Stopped(stop, progress));
        ControlFlow::Break(())
    }

    fn stop(&self) -> Option<Stop> {
        let (asked, cancelled) = *self.asked();
        match () {
            () if cancelled => Some(Stop::Cancelled),
            () if self.begun.elapsed() > LONGEST => Some(Stop::TooLong),
            () if asked.elapsed() > LEFT => Some(Stop::Left),
            () => None,
        }
    }

    fn asked(&self) -> MutexGuard<'_, (Instant, bool)> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_over(&self) -> bool {
        self.state.borrow().is_over()
    }

    /// True when asking again is to begin it again: it failed, or was stopped and then left.
    fn is_lost(&self) -> bool {
        match *self.state.borrow() {
            State::Failed(_) | State::Stopped(Stop::Left, _) => true,
            State::Stopped(..) => self.asked().0.elapsed() > LEFT,
            _ => false,
        }
    }
}

/// All pieces of work, by what they answer.
pub(super) struct Jobs<T> {
    known: Mutex<BTreeMap<String, Arc<Job<T>>>>,
    threads: Arc<Semaphore>,
}

impl<T: Send + Sync + 'static> Jobs<T> {
    /// As many threads as there are cores, but not more than [`MOST_THREADS`].
    pub(super) fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { known: Mutex::default(), threads: Arc::new(Semaphore::new(cores.min(MOST_THREADS))) }
    }

    /// The work called `key`, which is begun for `caller` unless it is known. `work` hears from [`Job::go_on`] at each
    /// step whether to stop, and then returns nothing.
    pub(super) fn ask(
        &self,
        key: &str,
        caller: &Caller,
        work: impl FnOnce(&Job<T>) -> Ended<T> + Send + 'static,
    ) -> Result<Arc<Job<T>>, Problem> {
        let mut known = self.known();
        if let Some(job) = known.get(key).filter(|job| !job.is_lost()) {
            job.asked().0 = Instant::now();
            return Ok(Arc::clone(job));
        }
        let going_on: Vec<_> = known.values().filter(|job| !job.is_over()).collect();
        if going_on.iter().filter(|job| job.caller == *caller).count() >= MOST_OF_ONE {
            let told = "your other dashboards are still being worked out; cancel one, or try again in a moment";
            return Err(Problem::busy(told));
        }
        if going_on.len() >= MOST_AT_ONCE {
            return Err(Problem::busy("too many other figures are being worked out; try again in a moment"));
        }
        thin(&mut known);
        let job = Arc::new(Job::new(caller.clone()));
        known.insert(key.to_owned(), Arc::clone(&job));
        tokio::spawn(run(Arc::clone(&job), Arc::clone(&self.threads), work));
        Ok(job)
    }

    /// Forgets work that was stopped, so that it can be begun again.
    pub(super) fn forget_stopped(&self, key: &str) {
        let mut known = self.known();
        if known.get(key).is_some_and(|job| matches!(*job.state.borrow(), State::Stopped(..)) || job.is_cancelled()) {
            known.remove(key);
        }
    }

    /// Cancels the work called `key`, if there is any that is not over.
    pub(super) fn cancel(&self, key: &str) {
        if let Some(job) = self.known().get(key).filter(|job| !job.is_over()) {
            job.cancel();
        }
    }

    fn known(&self) -> MutexGuard<'_, BTreeMap<String, Arc<Job<T>>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Makes room for one more: what is over and was not asked for for the longest time goes.
fn thin<T>(known: &mut BTreeMap<String, Arc<Job<T>>>) {
    let over = known.iter().filter(|(_, job)| job.is_over());
    let mut over: Vec<(Instant, String)> = over.map(|(key, job)| (job.asked().0, key.clone())).collect();
    over.sort();
    let n_over = over.len();
    for (_, key) in over.into_iter().take((n_over + 1).saturating_sub(KEPT)) {
        known.remove(&key);
    }
}

/// Waits for a thread, then works in it.
async fn run<T: Send + Sync + 'static>(
    job: Arc<Job<T>>,
    threads: Arc<Semaphore>,
    work: impl FnOnce(&Job<T>) -> Ended<T> + Send + 'static,
) {
    let nothing = Progress { done: 0, of: 1, next: "a free place" };
    let thread = loop {
        match tokio::time::timeout(LOOK, Arc::clone(&threads).acquire_owned()).await {
            Ok(thread) => break thread,
            Err(_) => {
                if let Some(stop) = job.stop() {
                    job.state.send_replace(State::Stopped(stop, nothing));
                    return;
                }
            }
        }
    };
    let own = Arc::clone(&job);
    let done = spawn_blocking(move || {
        let answer = work(&own);
        drop(thread);
        answer
    });
    let ended = match done.await {
        Ok(Ok(Some(answer))) => State::Done(Arc::new(answer)),
        // It has heard so from `go_on`, which told the readers.
        Ok(Ok(None)) if job.is_over() => return,
        Ok(Ok(None)) => State::Failed(Problem::ours("work ended without an answer and was not told to")),
        Ok(Err(problem)) => State::Failed(problem),
        Err(panic) => State::Failed(Problem::ours(&panic.to_string())),
    };
    job.state.send_replace(ended);
}

#[cfg(test)]
mod tests;
