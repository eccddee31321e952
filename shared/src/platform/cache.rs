//! Redis: what may be lost. News of spots for those who watch a map, the results of jobs for those
//! who are curious, and how often somebody has asked for the same.
//!
//! Nothing waits for Redis and nothing depends on it: a failure is a line in the log.

mod buckets;

use std::time::Duration;

use chrono::{DateTime, Utc};
use redis::{
    AsyncCommands, Client, RedisResult,
    aio::{ConnectionManager, ConnectionManagerConfig, PubSub},
};
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use super::{config::redis::Settings, domain::ids::JobId};

pub use buckets::Bucket;

/// How long the result of a job can be looked at.
const RESULT_TTL_S: u64 = 24 * 3_600;

/// How long Redis may take to answer.
const TIMEOUT: Duration = Duration::from_millis(500);

/// A connection to Redis that mends itself.
#[derive(Clone)]
pub struct Cache {
    client: Client,
    connection: ConnectionManager,
    prefix: String,
}

impl Cache {
    /// Prepares the connection; Redis need not be there yet.
    ///
    /// # Errors
    /// When the address makes no sense.
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

    /// Channel on which it is told that a spot was held, confirmed or freed.
    pub fn spots_channel(&self) -> String {
        format!("{}:spots", self.prefix)
    }

    /// Tells in the background that something has changed on the map.
    pub fn publish_map_change(&self) {
        let (mut connection, channel) = (self.connection.clone(), self.spots_channel());
        tokio::spawn(async move {
            let told: RedisResult<()> = connection.publish(channel, "{}").await;
            if let Err(error) = told {
                tracing::debug!(%error, "Could not tell of a change");
            }
        });
    }

    /// Listens to what is told of spots, on a connection of its own. The stream ends when the
    /// connection does.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn listen(&self) -> RedisResult<PubSub> {
        let connecting = tokio::time::timeout(TIMEOUT, self.client.get_async_pubsub()).await;
        let mut connection = connecting.map_err(std::io::Error::from)??;
        connection.subscribe(self.spots_channel()).await?;
        Ok(connection)
    }

    /// Keeps outcomes of jobs for a day, for people to look at: of each its id, its kind, and what
    /// came of it.
    pub async fn keep_results<'a>(
        &self,
        results: impl IntoIterator<Item = (JobId, &'a str, &'a str)>,
        at: DateTime<Utc>,
    ) {
        let mut pipe = redis::pipe();
        for (id, kind, outcome) in results {
            let result = json!({ "kind": kind, "outcome": outcome, "at": at }).to_string();
            pipe.set_ex(format!("{}:job:{id}", self.prefix), result, RESULT_TTL_S).ignore();
        }
        let kept: RedisResult<()> = pipe.query_async(&mut self.connection.clone()).await;
        if let Err(error) = kept {
            tracing::debug!(%error, "Could not keep results of jobs");
        }
    }

    /// The outcome of a job, if it is still there.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn result(&self, id: JobId) -> RedisResult<Option<Value>> {
        let text: Option<String> =
            self.connection.clone().get(format!("{}:job:{id}", self.prefix)).await?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// Whether Redis answers.
    ///
    /// # Errors
    /// Why it does not.
    pub async fn ping(&self) -> RedisResult<()> {
        self.connection.clone().ping().await
    }
}
