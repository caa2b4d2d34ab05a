//! Serves an audit until it is asked to stop.

use crate::serve::access::Access;
use crate::serve::cache::Cache;
use crate::serve::connection::Clients;
use crate::serve::connection::{BoundedListener, Peer};
use crate::serve::jobs::Jobs;
use crate::serve::many_rows::ManyRows;
use crate::serve::open::OpenAudit;
use crate::serve::params::MAX_BODY_BYTES;
use crate::serve::phrase_budget::PhraseBudgets;
use crate::serve::problem::Problem;
use crate::serve::rate_limit::RateLimiter;
use crate::serve::seen_text::SeenText;
use crate::serve::site::Log;
use crate::serve::site::{Shared, Site};
use crate::serve::token_attempts::TokenAttempts;
use crate::serve::workers::Workers;
use crate::serve::{ServeError, api, guard, pages};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use once_cell::sync::OnceCell;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// Timeout of a request with a slow client: longer than any response takes to compute.
pub const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);

/// Time for open requests to finish after a shutdown signal.
const SHUTDOWN_GRACE: Duration = Duration::from_secs(5);

/// Where and for whom to serve.
#[derive(Debug, Clone)]
pub struct ServeOptions {
    /// Receives internal errors.
    pub log: Log,
    /// Address to listen on; port 0 takes any free one.
    pub address: SocketAddr,
    /// Who may read, and how much.
    pub access: Access,
    /// How clients reach the server.
    pub clients: Clients,
    /// Most requests a minute of one reader; `None` sets no limit.
    pub rate: Option<u32>,
    /// Limits a whole request, and the time a client takes to receive a chunk of the response; [`REQUEST_TIMEOUT`]
    /// is the default.
    pub request_timeout: Duration,
}

/// Serves the audit until a shutdown signal; `ready` receives the bound address.
///
/// # Errors
/// When the address cannot be served, or is open to other machines without tokens.
pub fn serve(audit: OpenAudit, options: ServeOptions, ready: impl FnOnce(SocketAddr)) -> Result<(), ServeError> {
    let ServeOptions { log, address, access, clients, rate, request_timeout } = options;
    if !access.needs_token() && !address.ip().is_loopback() {
        return Err(ServeError::Open { address });
    }
    if !access.needs_token() && clients == Clients::BehindProxy {
        return Err(ServeError::OpenProxy);
    }
    let failed = |e: std::io::Error| ServeError::Address { address, reason: e.to_string() };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(failed)?;
    let site = Arc::new(Site {
        phrases: Arc::new(PhraseBudgets::new(audit.lexicon())),
        log,
        audit,
        access,
        rate: rate.map(RateLimiter::new),
        token_attempts: TokenAttempts::new(),
        clients,
        seen: SeenText::default(),
        workers: Workers::new(),
        jobs: Jobs::new(),
        many_rows: ManyRows::new(),
        hits: OnceCell::new(),
        compared: Cache::new(),
        people: Cache::new(),
        words: Cache::new(),
        lines: Cache::new(),
    });
    let warmed = Arc::clone(&site);
    // Whoever asks for words, a comparison or speakers first waits no longer than the others; if it cannot be read, the request says so.
    runtime.spawn_blocking(move || {
        warmed.audit.store().read_common_words().ok();
        if warmed.audit.audit.keeps_rows() {
            pages::read_all_people(&warmed).ok();
        }
    });
    let served = runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(address).await?;
        ready(listener.local_addr()?);
        let service = router(&site).into_make_service_with_connect_info::<Peer>();
        tokio::select! {
            served = async { axum::serve(BoundedListener::new(listener, request_timeout, clients), service).with_graceful_shutdown(shutdown_signal()).await } => served,
            () = async { shutdown_signal().await; tokio::time::sleep(SHUTDOWN_GRACE).await } => Ok(()),
        }
    });
    runtime.shutdown_timeout(SHUTDOWN_GRACE);
    served.map_err(failed)
}

fn router(site: &Shared) -> Router {
    pages::routes()
        .merge(api::routes())
        .fallback(async || Problem::missing("there is no page at this address"))
        .method_not_allowed_fallback(async || {
            Problem::new(axum::http::StatusCode::METHOD_NOT_ALLOWED, "this address takes another method")
        })
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .layer(from_fn_with_state(Arc::clone(site), guard::guard))
        .with_state(Arc::clone(site))
}

/// Resolves when the process is interrupted or terminated.
async fn shutdown_signal() {
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
