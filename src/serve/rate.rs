//! How often a reader may ask: a bucket of requests each, which fills again with time.

use std::sync::Mutex;
use std::time::Instant;

use hashbrown::HashMap;

/// Readers remembered at once; when there are more, full buckets are forgotten.
const MOST_READERS: usize = 10_000;

/// The buckets of all readers.
#[derive(Debug)]
pub(super) struct Rate {
    /// Requests a minute; a bucket holds as many.
    per_minute: f64,
    buckets: Mutex<HashMap<String, Bucket>>,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    left: f64,
    at: Instant,
}

impl Rate {
    pub(super) fn new(per_minute: u32) -> Self {
        Self { per_minute: f64::from(per_minute), buckets: Mutex::new(HashMap::new()) }
    }

    /// Takes one request from the bucket of `reader`.
    ///
    /// # Errors
    /// With the seconds to wait when it is empty.
    pub(super) fn take(&self, reader: &str, now: Instant) -> Result<(), u64> {
        let mut buckets = self.buckets.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let filled = |bucket: Bucket| {
            let seconds = now.saturating_duration_since(bucket.at).as_secs_f64();
            (bucket.left + seconds * self.per_minute / 60.0).min(self.per_minute)
        };
        if buckets.len() >= MOST_READERS {
            buckets.retain(|_, bucket| filled(*bucket) < self.per_minute);
        }
        let left = buckets.get(reader).map_or(self.per_minute, |bucket| filled(*bucket));
        if left < 1.0 {
            return Err(((1.0 - left) * 60.0 / self.per_minute).ceil() as u64);
        }
        buckets.insert(reader.to_owned(), Bucket { left: left - 1.0, at: now });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Rate;
    use std::time::{Duration, Instant};

    #[test]
    fn a_bucket_empties_and_fills_again() {
        let (rate, start) = (Rate::new(60), Instant::now());
        assert!((0..60).all(|_| rate.take("a", start).is_ok()));
        assert_eq!(rate.take("a", start), Err(1));
        assert_eq!(rate.take("b", start), Ok(()));
        assert_eq!(rate.take("a", start + Duration::from_secs(1)), Ok(()));
        assert_eq!(rate.take("a", start + Duration::from_secs(1)), Err(1));
    }
}
