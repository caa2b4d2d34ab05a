//! The web page and the HTTP API of an audit.
//!
//! In: an audit folder, opened, and who may see what. Out: pages for people, and answers under
//! `/api/v1` for programs. No request is kept. Nothing is written but what readers with the role `coder`
//! send: queries they save, and their codes, beside the plans that were named when the server was started.
//!
//! Always holds: text of articles and readers is escaped, never markup; a reader sees no more of an
//! article than the role allows, whatever the route; every request is bounded in size, time and
//! number; without tokens only readers on this machine are answered.

mod access;
mod open;
mod rate;
mod listen;
mod problem;
mod kept;
mod params;
mod address;
mod ask;
mod fold;
mod work;
mod guard;
mod excerpt;
mod passage;
mod margin;
mod reading;
mod remark;
mod chart;
mod jobs;
mod figures;
mod lexicon_hits;
mod coding;
mod pages;
mod api;

pub use crate::serve::access::{Access, AccessError, Role};
pub use crate::serve::open::OpenAudit;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;

use crate::folder::FolderError;
use crate::score::CalibrationError;
use crate::serve::figures::{Findings, ManyRows};
use crate::serve::jobs::Jobs;
use crate::serve::kept::Kept;
use crate::serve::lexicon_hits::LexiconHits;
use crate::serve::listen::{Door, Peer};
use crate::serve::problem::Problem;
use crate::serve::rate::Rate;
use crate::serve::work::Work;
use crate::store::{StoreError, StoryPlaces};
use crate::validate::plan::PlanError;

/// Largest body of a request, in bytes: a long draft.
pub(crate) const MOST_BODY: usize = 1 << 20;
/// Time for a slow reader: longer than any answer takes to be worked out.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// Time for open answers when the server is told to stop.
const FAREWELL: Duration = Duration::from_secs(5);

/// What can stop the server.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The audit folder.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The index.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The weights of the lexicon.
    #[error(transparent)]
    Calibration(#[from] CalibrationError),
    /// The audit was made with another lexicon.
    #[error("{} was made with lexicon {made}, this one is {given}: name the right one with --lexicon, or run the audit again", path.display())]
    Lexicon {
        /// The audit.
        path: PathBuf,
        /// Its lexicon.
        made: String,
        /// Hash of the lexicon at hand.
        given: String,
    },
    /// A plan to code by.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// A folder of codes cannot be used.
    #[error("{}: {reason}", path.display())]
    Coding {
        /// The file.
        path: PathBuf,
        /// What is wrong and what to do.
        reason: String,
    },
    /// Readers elsewhere would come in without a token.
    #[error("{address} can be reached from other machines: name who may read with --tokens FILE, or serve 127.0.0.1")]
    Open {
        /// The address.
        address: SocketAddr,
    },
    /// The address cannot be served.
    #[error("{address}: cannot be served ({reason})")]
    Address {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        reason: String,
    },
}

/// What went wrong on this side goes here, a line each: serving prints nothing itself.
#[derive(Clone)]
pub struct Log(Arc<dyn Fn(&str) + Send + Sync>);

impl Log {
    /// A log that hands every line to `write`, from any thread.
    #[must_use]
    pub fn new(write: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self(Arc::new(write))
    }
}

impl std::fmt::Debug for Log {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Log")
    }
}

/// Where and for whom to serve.
#[derive(Debug, Clone)]
pub struct ServeOptions {
    /// Where broken promises are told.
    pub log: Log,
    /// Address to listen on; port 0 takes any free one.
    pub address: SocketAddr,
    /// Who may come in.
    pub access: Access,
    /// Requests a minute of one reader; `None` does not count.
    pub rate: Option<u32>,
    /// Time for a whole request, and for a piece of an answer to be taken; [`PATIENCE`] is a good one.
    pub patience: Duration,
}

/// What handlers share.
struct Site {
    log: Log,
    audit: OpenAudit,
    access: Access,
    rate: Option<Rate>,
    work: Work,
    jobs: Jobs<Findings>,
    many_rows: ManyRows,
    hits: Kept<LexiconHits>,
    stories: Kept<StoryPlaces>,
}

type Shared = Arc<Site>;

impl Site {
    /// Tells the log what a reader is not told.
    fn report(&self, problem: &Problem) {
        problem.reason.iter().for_each(|reason| (self.log.0)(reason));
    }
}

/// Does work on the audit in a thread of its own.
async fn blocking<T: Send + 'static>(
    site: &Shared,
    work: impl FnOnce(&Site) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let own = Arc::clone(site);
    site.work.run(move || work(&own)).await
}

/// Serves the audit until the process is told to stop; `ready` gets the address once it listens.
///
/// # Errors
/// When the address cannot be served, or is open to other machines without tokens.
pub fn serve(audit: OpenAudit, options: ServeOptions, ready: impl FnOnce(SocketAddr)) -> Result<(), ServeError> {
    let ServeOptions { log, address, access, rate, patience } = options;
    if !access.needs_token() && !address.ip().is_loopback() {
        return Err(ServeError::Open { address });
    }
    let failed = |e: std::io::Error| ServeError::Address { address, reason: e.to_string() };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(failed)?;
    let site = Arc::new(Site {
        log,
        audit,
        access,
        rate: rate.map(Rate::new),
        work: Work::new(),
        jobs: Jobs::new(),
        many_rows: ManyRows::new(),
        hits: Kept::new(),
        stories: Kept::new(),
    });
    let served = runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(address).await?;
        ready(listener.local_addr()?);
        let service = router(&site).into_make_service_with_connect_info::<Peer>();
        tokio::select! {
            served = async { axum::serve(Door::new(listener, patience), service).with_graceful_shutdown(told_to_stop()).await } => served,
            () = async { told_to_stop().await; tokio::time::sleep(FAREWELL).await } => Ok(()),
        }
    });
    runtime.shutdown_timeout(FAREWELL);
    served.map_err(failed)
}

fn router(site: &Shared) -> Router {
    pages::routes()
        .merge(api::routes())
        .fallback(async || Problem::missing("there is nothing at this address"))
        .method_not_allowed_fallback(async || {
            Problem::new(axum::http::StatusCode::METHOD_NOT_ALLOWED, "this address is asked in another way")
        })
        .layer(DefaultBodyLimit::max(MOST_BODY))
        .layer(from_fn_with_state(Arc::clone(site), guard::guard))
        .with_state(Arc::clone(site))
}

/// Ends when the process is interrupted or told to terminate.
async fn told_to_stop() {
    let interrupted = async { tokio::signal::ctrl_c().await.ok() };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    interrupted.await;
}
