//! Slows those who try tokens: some wrong ones a minute from one address, then none is looked at.
//!
//! A token that was already sent from that address before is let in all the same, so that nobody who shares an address
//! with such a client is shut out.

use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use hashbrown::HashSet;

use crate::serve::access::{Access, Role};
use crate::serve::rate_limit::RateLimiter;

/// Wrong tokens a minute of one address.
const WRONG_A_MINUTE: u32 = 30;
/// Most pairs of address and token that are remembered.
const MAX_KNOWN: usize = 10_000;

/// Which tokens came from where.
pub(super) struct TokenAttempts {
    wrong: RateLimiter,
    known: Mutex<HashSet<(IpAddr, String)>>,
}

impl TokenAttempts {
    pub(super) fn new() -> Self {
        Self { wrong: RateLimiter::new(WRONG_A_MINUTE), known: Mutex::default() }
    }

    /// Name and role of the reader with this token; none without a token and for a wrong one.
    ///
    /// # Errors
    /// The seconds to wait, when too many wrong tokens came from this address.
    pub(super) fn admit<'a>(
        &self,
        access: &'a Access,
        token: Option<&str>,
        ip: IpAddr,
        now: Instant,
    ) -> Result<Option<(&'a str, Role)>, u64> {
        let reader = access.reader(token);
        if !access.needs_token() || token.is_none_or(str::is_empty) {
            return Ok(reader);
        }
        let address = ip.to_string();
        let Some((name, _)) = reader else {
            return self.wrong.take(&address, now).map(|()| None);
        };
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let pair = (ip, name.to_owned());
        if !known.contains(&pair) {
            self.wrong.peek(&address, now)?;
            if known.len() >= MAX_KNOWN {
                known.clear();
            }
            known.insert(pair);
        }
        Ok(reader)
    }
}
