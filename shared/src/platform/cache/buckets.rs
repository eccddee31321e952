//! Buckets of the rate limits: each lets so much through within its time, for all api processes
//! together.

use std::time::Duration;

use chrono::{DateTime, Utc};
use redis::RedisResult;

use super::Cache;
use crate::platform::config::limits::Rate;

/// Something that is limited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bucket {
    /// Whose it is, and for what.
    pub key: String,
    /// How much it lets through.
    pub rate: Rate,
}

/// The generic cell rate algorithm: a bucket is the instant at which it is empty again. All of them
/// let through, or none is touched. Times are milliseconds; the caller's clock is the one that
/// counts.
const TAKE: &str = "
local now = tonumber(ARGV[1])
local wait, due = 0, {}
for i, key in ipairs(KEYS) do
  local interval, count = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
  local empty = math.max(tonumber(redis.call('get', key) or '0'), now)
  wait = math.max(wait, empty - interval * (count - 1) - now)
  due[i] = empty + interval
end
if wait >= 1 then return math.ceil(wait) end
for i, key in ipairs(KEYS) do
  redis.call('set', key, string.format('%.3f', due[i]), 'px', math.max(1, math.ceil(due[i] - now)))
end
return 0
";

impl Cache {
    /// Takes one from each bucket, or nothing from any: then answers how long it is until there is
    /// one.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn take(
        &self,
        buckets: &[Bucket],
        now: DateTime<Utc>,
    ) -> RedisResult<Option<Duration>> {
        let mut script = redis::cmd("EVAL");
        script.arg(TAKE).arg(buckets.len());
        for bucket in buckets {
            script.arg(format!("{}:limit:{}", self.prefix, bucket.key));
        }
        script.arg(now.timestamp_millis());
        for Bucket { rate, .. } in buckets {
            script
                .arg(rate.per.as_secs_f64() * 1_000.0 / f64::from(rate.count.get()))
                .arg(rate.count.get());
        }
        let wait: u64 = script.query_async(&mut self.connection.clone()).await?;
        Ok((wait > 0).then(|| Duration::from_millis(wait)))
    }
}
