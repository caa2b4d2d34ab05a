//! Limits the requests a minute of each reader: a token bucket per reader.

use std::sync::Mutex;
use std::time::Instant;

use hashbrown::HashMap;

/// Buckets kept; above this number, full buckets are dropped.
const MAX_READERS: usize = 10_000;

/// The token buckets of all readers.
#[derive(Debug)]
pub(super) struct RateLimiter {
    /// Requests a minute, which is also the capacity of a bucket.
    per_minute: f64,
    buckets: Mutex<HashMap<String, Bucket>>,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    left: f64,
    at: Instant,
}

impl RateLimiter {
    pub(super) fn new(per_minute: u32) -> Self {
        Self { per_minute: f64::from(per_minute), buckets: Mutex::new(HashMap::new()) }
    }

    /// Takes one request from the bucket of `reader`.
    ///
    /// # Errors
    /// The seconds to wait, when the bucket is empty.
    pub(super) fn take(&self, reader: &str, now: Instant) -> Result<(), u64> {
        self.look(reader, now, 1.0)
    }

    /// Whether the bucket of `reader` has a request left, which stays in it.
    ///
    /// # Errors
    /// The seconds to wait, when the bucket is empty.
    pub(super) fn peek(&self, reader: &str, now: Instant) -> Result<(), u64> {
        self.look(reader, now, 0.0)
    }

    fn look(&self, reader: &str, now: Instant, taken: f64) -> Result<(), u64> {
        let mut buckets = self.buckets.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let filled = |bucket: Bucket| {
            let seconds = now.saturating_duration_since(bucket.at).as_secs_f64();
            (bucket.left + seconds * self.per_minute / 60.0).min(self.per_minute)
        };
        if buckets.len() >= MAX_READERS {
            buckets.retain(|_, bucket| filled(*bucket) < self.per_minute);
        }
        let left = buckets.get(reader).map_or(self.per_minute, |bucket| filled(*bucket));
        if left < 1.0 {
            return Err(((1.0 - left) * 60.0 / self.per_minute).ceil() as u64);
        }
        buckets.insert(reader.to_owned(), Bucket { left: left - taken, at: now });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::RateLimiter;
    use std::time::{Duration, Instant};

    #[test]
    fn a_bucket_empties_and_refills() {
        let (rate, start) = (RateLimiter::new(60), Instant::now());
        assert!((0..60).all(|_| rate.take("a", start).is_ok()));
        assert_eq!(rate.take("a", start), Err(1));
        assert_eq!(rate.take("b", start), Ok(()));
        assert_eq!(rate.take("a", start + Duration::from_secs(1)), Ok(()));
        assert_eq!(rate.take("a", start + Duration::from_secs(1)), Err(1));
    }
}
