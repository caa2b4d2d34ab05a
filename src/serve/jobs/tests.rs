use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use axum::http::StatusCode;

use crate::findings::Progress;
use crate::serve::access::Caller;
use crate::serve::jobs::{
    ABANDONED_AFTER, JOB_TIMEOUT, Job, JobResult, JobState, Jobs, MAX_ACTIVE, MAX_ACTIVE_PER_CALLER, MAX_CACHED,
    StopReason,
};
use crate::serve::problem::Problem;

const LONG: Duration = Duration::from_mins(1);

fn ann() -> Caller {
    Caller("ann".to_owned())
}

fn step(done: usize) -> Progress {
    Progress { done, of: 1000, next: "the next step" }
}

/// A job of a thousand steps: each is counted when it starts, and ends when the sender sends.
fn stepwise(begun: &Arc<AtomicUsize>) -> (Sender<()>, impl FnOnce(&Job<usize>) -> JobResult<usize> + use<>) {
    let (sender, receiver): (_, Receiver<()>) = channel();
    let own = Arc::clone(begun);
    let work = move |job: &Job<usize>| {
        for done in 0..1000 {
            if job.checkpoint(step(done)).is_break() {
                return Ok(None);
            }
            own.fetch_add(1, Ordering::SeqCst);
            receiver.recv().expect("the test sends");
        }
        Ok(Some(1000))
    };
    (sender, work)
}

fn done(n: usize) -> impl FnOnce(&Job<usize>) -> JobResult<usize> {
    move |_| Ok(Some(n))
}

/// A moment longer ago than `time`.
fn ago(time: Duration) -> Instant {
    Instant::now().checked_sub(time + Duration::from_secs(1)).expect("the clock started earlier")
}

/// Waits until the job is at step `done`.
async fn reach(job: &Job<usize>, done: usize) {
    while !matches!(job.state(Duration::ZERO).await, JobState::Running(at) if at.done == done) {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_cancelled_job_stops_at_its_next_checkpoint() {
    let jobs = Jobs::new();
    let begun = Arc::default();
    let (go, work) = stepwise(&begun);
    let job = jobs.get_or_start("a", &ann(), work).expect("there is room");
    go.send(()).expect("the job receives");
    go.send(()).expect("the job receives");
    reach(&job, 2).await;
    jobs.cancel("a");
    assert!(job.is_cancelled());
    go.send(()).expect("the job receives");
    let state = job.state(LONG).await;
    assert!(matches!(state, JobState::Stopped(StopReason::Cancelled, at) if at == step(3)), "{state:?}");
    assert_eq!(begun.load(Ordering::SeqCst), 3, "the fourth step never started");
    // The state is set a moment before the thread drops its receiver.
    let gone = async {
        while go.send(()).is_ok() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(LONG, gone).await.expect("the thread ended");
}

#[tokio::test]
async fn a_cancelled_job_stays_cancelled_until_it_is_forgotten_or_abandoned() {
    let jobs = Jobs::new();
    let (go, work) = stepwise(&Arc::default());
    let job = jobs.get_or_start("a", &ann(), work).expect("there is room");
    reach(&job, 0).await;
    jobs.cancel("a");
    go.send(()).expect("the job receives");
    assert!(job.state(LONG).await.is_finished());
    let same = jobs.get_or_start("a", &ann(), done(1)).expect("there is room");
    assert!(matches!(same.state(LONG).await, JobState::Stopped(StopReason::Cancelled, _)));
    jobs.forget_stopped("a");
    let again = jobs.get_or_start("a", &ann(), done(1)).expect("there is room");
    assert!(matches!(again.state(LONG).await, JobState::Done(answer) if *answer == 1));
    let (go, work) = stepwise(&Arc::default());
    let other = jobs.get_or_start("b", &ann(), work).expect("there is room");
    reach(&other, 0).await;
    jobs.cancel("b");
    go.send(()).expect("the job receives");
    assert!(other.state(LONG).await.is_finished());
    other.requests().last = ago(ABANDONED_AFTER);
    let again = jobs.get_or_start("b", &ann(), done(2)).expect("there is room");
    assert!(matches!(again.state(LONG).await, JobState::Done(answer) if *answer == 2));
}

#[tokio::test]
async fn a_result_is_computed_once_and_a_failure_again() {
    let jobs = Jobs::new();
    for _ in 0..3 {
        let job = jobs.get_or_start("a", &ann(), done(7)).expect("there is room");
        assert!(matches!(job.state(LONG).await, JobState::Done(answer) if *answer == 7));
    }
    let first = jobs.get_or_start("a", &ann(), done(8)).expect("there is room");
    assert!(matches!(first.state(LONG).await, JobState::Done(answer) if *answer == 7), "the first result is cached");
    let failed = jobs.get_or_start("b", &ann(), |_: &Job<usize>| Err(Problem::bad("no"))).expect("there is room");
    assert!(matches!(failed.state(LONG).await, JobState::Failed(_)));
    let job = jobs.get_or_start("b", &ann(), done(9)).expect("there is room");
    assert!(matches!(job.state(LONG).await, JobState::Done(answer) if *answer == 9));
}

#[tokio::test]
async fn active_jobs_and_cached_results_are_limited() {
    let jobs = Jobs::new();
    let active: Vec<_> = (0..MAX_ACTIVE)
        .map(|n| {
            let (go, work) = stepwise(&Arc::default());
            (jobs.get_or_start(&format!("long {n}"), &Caller(format!("reader {n}")), work).expect("there is room"), go)
        })
        .collect();
    let refused = jobs.get_or_start("one more", &ann(), done(0)).err().expect("there is no room");
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    for (job, go) in active {
        job.cancel();
        // A queued job has no receiver yet.
        let _ = go.send(());
        assert!(job.state(LONG).await.is_finished());
    }
    for n in 0..2 * MAX_CACHED {
        let job = jobs.get_or_start(&format!("short {n}"), &ann(), done(n)).expect("there is room");
        assert!(job.state(LONG).await.is_finished());
    }
    assert_eq!(jobs.jobs().len(), MAX_CACHED);
    assert!(jobs.jobs().contains_key(&format!("short {}", 2 * MAX_CACHED - 1)));
}

#[tokio::test]
async fn the_jobs_of_one_reader_are_limited() {
    let jobs = Jobs::new();
    let active: Vec<_> = (0..MAX_ACTIVE_PER_CALLER)
        .map(|n| {
            let (go, work) = stepwise(&Arc::default());
            (jobs.get_or_start(&format!("long {n}"), &ann(), work).expect("there is room"), go)
        })
        .collect();
    let refused = jobs.get_or_start("one more", &ann(), done(0)).err().expect("the limit of one reader");
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(refused.detail.contains("your other dashboards"), "{}", refused.detail);
    assert!(jobs.get_or_start("long 0", &ann(), done(0)).is_ok(), "an active job may be requested again");
    assert!(jobs.get_or_start("another", &Caller("ben".to_owned()), done(0)).is_ok());
    for (job, go) in active {
        job.cancel();
        // A queued job has no receiver yet.
        let _ = go.send(());
        assert!(job.state(LONG).await.is_finished());
    }
    assert!(jobs.get_or_start("one more", &ann(), done(0)).is_ok());
}

#[test]
fn a_job_stops_when_it_is_abandoned_or_times_out() {
    let requested = Job::<usize>::new(ann());
    assert_eq!(requested.checkpoint(step(1)), ControlFlow::Continue(()));
    let left = Job::<usize>::new(ann());
    left.requests().last = ago(ABANDONED_AFTER);
    assert_eq!(left.checkpoint(step(1)), ControlFlow::Break(()));
    assert!(left.must_restart(), "the next request starts it again");
    let long = Job::<usize> { started: ago(JOB_TIMEOUT), ..Job::new(ann()) };
    assert_eq!(long.checkpoint(step(1)), ControlFlow::Break(()));
    assert!(matches!(*long.state.borrow(), JobState::Stopped(StopReason::TimedOut, _)) && !long.must_restart());
}
