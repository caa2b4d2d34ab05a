use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use axum::http::StatusCode;

use crate::findings::Progress;
use crate::serve::access::Caller;
use crate::serve::jobs::{Ended, Job, Jobs, KEPT, LEFT, LONGEST, MOST_AT_ONCE, MOST_OF_ONE, State, Stop};
use crate::serve::problem::Problem;

const LONG: Duration = Duration::from_mins(1);

fn ann() -> Caller {
    Caller("ann".to_owned())
}

fn step(done: usize) -> Progress {
    Progress { done, of: 1000, next: "the next step" }
}

/// Work of a thousand steps, each of which is counted when it begins and ends when the sender says so.
fn stepwise(begun: &Arc<AtomicUsize>) -> (Sender<()>, impl FnOnce(&Job<usize>) -> Ended<usize> + use<>) {
    let (sender, receiver): (_, Receiver<()>) = channel();
    let own = Arc::clone(begun);
    let work = move |job: &Job<usize>| {
        for done in 0..1000 {
            if job.go_on(step(done)).is_break() {
                return Ok(None);
            }
            own.fetch_add(1, Ordering::SeqCst);
            receiver.recv().expect("somebody says when");
        }
        Ok(Some(1000))
    };
    (sender, work)
}

fn done(n: usize) -> impl FnOnce(&Job<usize>) -> Ended<usize> {
    move |_| Ok(Some(n))
}

/// A moment longer ago than `time`.
fn ago(time: Duration) -> Instant {
    Instant::now().checked_sub(time + Duration::from_secs(1)).expect("this machine is up for longer")
}

/// Waits until work is at step `done`.
async fn reach(job: &Job<usize>, done: usize) {
    while !matches!(job.state(Duration::ZERO).await, State::Running(at) if at.done == done) {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn cancelled_work_stops_at_its_next_step() {
    let jobs = Jobs::new();
    let begun = Arc::default();
    let (go, work) = stepwise(&begun);
    let job = jobs.ask("a", &ann(), work).expect("there is room");
    go.send(()).expect("it listens");
    go.send(()).expect("it listens");
    reach(&job, 2).await;
    jobs.cancel("a");
    assert!(job.is_cancelled());
    go.send(()).expect("it listens");
    let state = job.state(LONG).await;
    assert!(matches!(state, State::Stopped(Stop::Cancelled, at) if at == step(3)), "{state:?}");
    assert_eq!(begun.load(Ordering::SeqCst), 3, "the fourth step was never begun");
    // It told its state a moment before it let go of what it listened with.
    let gone = async {
        while go.send(()).is_ok() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(LONG, gone).await.expect("its thread is gone");
}

#[tokio::test]
async fn what_was_cancelled_stays_so_until_it_is_forgotten_or_left() {
    let jobs = Jobs::new();
    let (go, work) = stepwise(&Arc::default());
    let job = jobs.ask("a", &ann(), work).expect("there is room");
    reach(&job, 0).await;
    jobs.cancel("a");
    go.send(()).expect("it listens");
    assert!(job.state(LONG).await.is_over());
    let same = jobs.ask("a", &ann(), done(1)).expect("there is room");
    assert!(matches!(same.state(LONG).await, State::Stopped(Stop::Cancelled, _)));
    jobs.forget_stopped("a");
    let again = jobs.ask("a", &ann(), done(1)).expect("there is room");
    assert!(matches!(again.state(LONG).await, State::Done(answer) if *answer == 1));
    let (go, work) = stepwise(&Arc::default());
    let other = jobs.ask("b", &ann(), work).expect("there is room");
    reach(&other, 0).await;
    jobs.cancel("b");
    go.send(()).expect("it listens");
    assert!(other.state(LONG).await.is_over());
    other.asked().0 = ago(LEFT);
    let again = jobs.ask("b", &ann(), done(2)).expect("there is room");
    assert!(matches!(again.state(LONG).await, State::Done(answer) if *answer == 2));
}

#[tokio::test]
async fn an_answer_is_worked_out_once_and_a_failure_again() {
    let jobs = Jobs::new();
    for _ in 0..3 {
        let job = jobs.ask("a", &ann(), done(7)).expect("there is room");
        assert!(matches!(job.state(LONG).await, State::Done(answer) if *answer == 7));
    }
    let first = jobs.ask("a", &ann(), done(8)).expect("there is room");
    assert!(matches!(first.state(LONG).await, State::Done(answer) if *answer == 7), "the first answer is kept");
    let failed = jobs.ask("b", &ann(), |_: &Job<usize>| Err(Problem::bad("no"))).expect("there is room");
    assert!(matches!(failed.state(LONG).await, State::Failed(_)));
    let job = jobs.ask("b", &ann(), done(9)).expect("there is room");
    assert!(matches!(job.state(LONG).await, State::Done(answer) if *answer == 9));
}

#[tokio::test]
async fn so_much_is_worked_on_and_so_many_answers_are_kept() {
    let jobs = Jobs::new();
    let held: Vec<_> = (0..MOST_AT_ONCE)
        .map(|n| {
            let (go, work) = stepwise(&Arc::default());
            (jobs.ask(&format!("long {n}"), &Caller(format!("reader {n}")), work).expect("there is room"), go)
        })
        .collect();
    let refused = jobs.ask("one more", &ann(), done(0)).err().expect("there is no room");
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    for (job, go) in held {
        job.cancel();
        // What waits for a thread does not listen yet.
        let _ = go.send(());
        assert!(job.state(LONG).await.is_over());
    }
    for n in 0..2 * KEPT {
        let job = jobs.ask(&format!("short {n}"), &ann(), done(n)).expect("there is room");
        assert!(job.state(LONG).await.is_over());
    }
    assert_eq!(jobs.known().len(), KEPT);
    assert!(jobs.known().contains_key(&format!("short {}", 2 * KEPT - 1)));
}

#[tokio::test]
async fn one_reader_leaves_room_for_others() {
    let jobs = Jobs::new();
    let held: Vec<_> = (0..MOST_OF_ONE)
        .map(|n| {
            let (go, work) = stepwise(&Arc::default());
            (jobs.ask(&format!("long {n}"), &ann(), work).expect("there is room"), go)
        })
        .collect();
    let refused = jobs.ask("one more", &ann(), done(0)).err().expect("she has enough");
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(refused.detail.contains("your other dashboards"), "{}", refused.detail);
    assert!(jobs.ask("long 0", &ann(), done(0)).is_ok(), "what goes on may be asked for");
    assert!(jobs.ask("another", &Caller("ben".to_owned()), done(0)).is_ok());
    for (job, go) in held {
        job.cancel();
        // What waits for a thread does not listen yet.
        let _ = go.send(());
        assert!(job.state(LONG).await.is_over());
    }
    assert!(jobs.ask("one more", &ann(), done(0)).is_ok());
}

#[test]
fn work_ends_when_nobody_asks_or_it_takes_too_long() {
    let wanted = Job::<usize>::new(ann());
    assert_eq!(wanted.go_on(step(1)), ControlFlow::Continue(()));
    let left = Job::<usize>::new(ann());
    left.asked().0 = ago(LEFT);
    assert_eq!(left.go_on(step(1)), ControlFlow::Break(()));
    assert!(left.is_lost(), "asking again begins it again");
    let long = Job::<usize> { begun: ago(LONGEST), ..Job::new(ann()) };
    assert_eq!(long.go_on(step(1)), ControlFlow::Break(()));
    assert!(matches!(*long.state.borrow(), State::Stopped(Stop::TooLong, _)) && !long.is_lost());
}
