//! Rate limiting: token buckets that all api processes share.

use std::time::Duration;

use chrono::{DateTime, Utc};
use redis::RedisResult;

use super::Cache;
use crate::platform::config::limits::Rate;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bucket {
    /// Principal or address, and the limited action.
    pub key: String,
    pub rate: Rate,
}

/// The generic cell rate algorithm (GCRA): a bucket is stored as the instant at which it is full
/// again. One token is taken from every bucket, or from none. Times are milliseconds of the
/// caller's clock.
const TAKE: &str = "
local now = tonumber(ARGV[1])
local wait, due = 0, {}
for i, key in ipairs(KEYS) do
  local interval, count = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
  local full = math.max(tonumber(redis.call('get', key) or '0'), now)
  wait = math.max(wait, full - interval * (count - 1) - now)
  due[i] = full + interval
end
if wait >= 1 then return math.ceil(wait) end
for i, key in ipairs(KEYS) do
  redis.call('set', key, string.format('%.3f', due[i]), 'px', math.max(1, math.ceil(due[i] - now)))
end
return 0
";

impl Cache {
    /// Takes one token from each bucket. If a bucket has none left, takes nothing and returns the
    /// time until all of them have one.
    ///
    /// # Errors
    /// When Redis does not respond.
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
