//! The web page and the HTTP API of an audit.
//!
//! In: an opened audit folder, and the access rules. Out: pages for people, and responses under
//! `/api/v1` for programs. No request is stored. The only files written are those of readers with the role
//! `coder`: saved queries, and their codes, in the folders of the plans given at the start.
//!
//! Invariant: text of articles and readers is escaped, never markup; a reader sees no more of an
//! article than the role allows, whatever the routes and queries; size, time and number of
//! requests are limited; without tokens only requests from this machine are served.

mod rate_limit;
mod connection;
mod client;
mod problem;
mod attachment;
mod access;
mod token_attempts;
mod seen_text;
mod query_limits;
mod phrase_budget;
mod asker;
mod address;
mod excerpt;
mod chart;
mod workers;
mod jobs;
mod coding;
mod open;
mod many_rows;
mod cache;
mod site;
mod params;
mod filtered_query;
mod dedupe;
mod words;
mod anchors;
mod passage;
mod figures;
mod pages;
mod guard;
mod api;
mod server;

pub use crate::serve::access::{Access, AccessError, Role};
pub use crate::serve::connection::Clients;
pub use crate::serve::open::OpenAudit;
pub use crate::serve::server::{REQUEST_TIMEOUT, ServeOptions, serve};
pub use crate::serve::site::Log;

use std::net::SocketAddr;
use std::path::PathBuf;

use crate::audit::AuditError;
use crate::serve::site::{Shared, Site, blocking};
use crate::validate::plan::PlanError;

/// Why the server cannot start or run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The audit cannot be opened.
    #[error(transparent)]
    Audit(#[from] AuditError),
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
    /// The address can be reached from other machines, and no token is required.
    #[error("{address} can be reached from other machines: name who may read, or serve 127.0.0.1")]
    Open {
        /// The address.
        address: SocketAddr,
    },
    /// Everybody whom a proxy lets in could read, and no token is required.
    #[error("with a proxy everybody comes from this machine: name who may read in a file of tokens")]
    OpenProxy,
    /// The address cannot be served.
    #[error("{address}: cannot be served ({reason})")]
    Address {
        /// The address.
        address: SocketAddr,
        /// The system error.
        reason: String,
    },
}
