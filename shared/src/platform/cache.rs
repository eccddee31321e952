//! Redis, for data that may be lost: notifications of map changes, results of jobs, and counters of
//! the rate limits.
//!
//! No operation depends on Redis: failures are logged.

mod buckets;

use std::time::Duration;

use chrono::{DateTime, Utc};
use redis::{
    AsyncCommands, Client, RedisResult,
    aio::{ConnectionManager, ConnectionManagerConfig, PubSub},
};
use secrecy::ExposeSecret;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use serde_json::json;
use tokio::{sync::watch, time::sleep};

use super::{
    config::redis::Settings,
    domain::{ids::JobId, job_state::JobState},
};

pub use buckets::Bucket;

/// Time to live of a job's result, in seconds.
const RESULT_TTL_S: u64 = 24 * 3_600;

/// Minimum interval between two messages about map changes.
const PUBLISH_INTERVAL: Duration = Duration::from_millis(10);

/// Timeout of connecting and of a command.
const TIMEOUT: Duration = Duration::from_millis(500);

/// Outcome of a finished job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobResult {
    pub kind: String,
    #[serde(deserialize_with = "job_state")]
    pub outcome: JobState,
    pub at: DateTime<Utc>,
}

fn job_state<'de, D: Deserializer<'de>>(deserializer: D) -> Result<JobState, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
}

/// A connection to Redis that reconnects automatically.
#[derive(Clone)]
pub struct Cache {
    client: Client,
    connection: ConnectionManager,
    prefix: String,
}

impl Cache {
    /// Prepares the connection without opening it.
    ///
    /// # Errors
    /// When the URL is not valid.
    pub fn new(settings: &Settings) -> RedisResult<Self> {
        let config = ConnectionManagerConfig::new()
            .set_number_of_retries(1)
            .set_max_delay(Duration::from_secs(1))
            .set_connection_timeout(Some(TIMEOUT))
            .set_response_timeout(Some(TIMEOUT));
        let client = Client::open(settings.url.expose_secret())?;
        let connection = ConnectionManager::new_lazy_with_config(client.clone(), config)?;
        Ok(Self { client, connection, prefix: settings.prefix.clone() })
    }

    /// Channel for notifications that the map may have changed.
    pub fn spots_channel(&self) -> String {
        format!("{}:spots", self.prefix)
    }

    /// Publishes after each commit that the map may have changed. Commits within 10 ms share a
    /// message. Returns when `commits` is closed.
    pub async fn publish_map_changes(self, mut commits: watch::Receiver<()>) {
        while commits.changed().await.is_ok() {
            self.publish_map_change().await;
            sleep(PUBLISH_INTERVAL).await;
        }
    }

    async fn publish_map_change(&self) {
        let published: RedisResult<()> =
            self.connection.clone().publish(self.spots_channel(), "").await;
        if let Err(error) = published {
            tracing::debug!(%error, "Could not publish a map change");
        }
    }

    /// Subscribes to map changes on a connection of its own. The stream ends when the connection
    /// does.
    ///
    /// # Errors
    /// When Redis does not respond.
    pub async fn listen(&self) -> RedisResult<PubSub> {
        let connecting = tokio::time::timeout(TIMEOUT, self.client.get_async_pubsub()).await;
        let mut connection = connecting.map_err(std::io::Error::from)??;
        connection.subscribe(self.spots_channel()).await?;
        Ok(connection)
    }

    /// Stores the results of jobs for a day: id, kind and outcome of each.
    pub async fn keep_results<'a>(
        &self,
        results: impl IntoIterator<Item = (JobId, &'a str, JobState)>,
        at: DateTime<Utc>,
    ) {
        let mut pipe = redis::pipe();
        for (id, kind, outcome) in results {
            let result = json!(JobResult { kind: kind.to_owned(), outcome, at }).to_string();
            pipe.set_ex(self.result_key(id), result, RESULT_TTL_S).ignore();
        }
        let kept: RedisResult<()> = pipe.query_async(&mut self.connection.clone()).await;
        if let Err(error) = kept {
            tracing::debug!(%error, "Could not keep results of jobs");
        }
    }

    /// Returns the result of a job; `None` when it is unknown or expired.
    ///
    /// # Errors
    /// When Redis does not respond.
    pub async fn result(&self, id: JobId) -> RedisResult<Option<JobResult>> {
        let text: Option<String> = self.connection.clone().get(self.result_key(id)).await?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// Deletes the result of a job whose state an operator has changed.
    pub async fn delete_result(&self, id: JobId) {
        let deleted: RedisResult<()> = self.connection.clone().del(self.result_key(id)).await;
        if let Err(error) = deleted {
            tracing::debug!(%error, "Could not delete the result of a job");
        }
    }

    fn result_key(&self, id: JobId) -> String {
        format!("{}:job:{id}", self.prefix)
    }

    /// Checks that Redis responds.
    ///
    /// # Errors
    /// When Redis cannot be reached.
    pub async fn ping(&self) -> RedisResult<()> {
        self.connection.clone().ping().await
    }
}
