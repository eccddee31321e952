//! RabbitMQ: the connection, the queues, and publishing with confirms. Messages carry ids of job
//! rows and nothing else.

pub mod topology;

use std::{sync::Arc, time::Duration};

use lapin::{
    BasicProperties, Channel, Confirmation, Connection, ConnectionProperties,
    options::{BasicPublishOptions, ConfirmSelectOptions},
    types::{AMQPValue, FieldTable},
};
use secrecy::ExposeSecret;
use tokio::{sync::Mutex, time::timeout};

use super::{config::amqp::Settings, domain::ids::JobId, telemetry::trace};

/// How long RabbitMQ may take to answer.
const TIMEOUT: Duration = Duration::from_secs(5);

/// AMQP 0-9-1: kept on disk.
const PERSISTENT: u8 = 2;

/// Why a message could not be handed over.
#[derive(Debug, thiserror::Error)]
pub enum AmqpError {
    /// RabbitMQ refused, or the connection broke.
    #[error("RabbitMQ: {0}")]
    Lapin(#[from] lapin::Error),
    /// RabbitMQ did not answer in time.
    #[error("RabbitMQ did not answer within {} seconds", TIMEOUT.as_secs())]
    Timeout,
    /// There is no queue that the message could go to.
    #[error("RabbitMQ returned the message: there is no queue for it")]
    Unroutable,
    /// RabbitMQ said that it could not keep the message.
    #[error("RabbitMQ did not take the message over")]
    NotConfirmed,
}

/// A connection to RabbitMQ that is made when it is first needed, and again after it broke.
#[derive(Clone)]
pub struct Amqp {
    settings: Settings,
    name: &'static str,
    publishing: Arc<Mutex<Option<Publishing>>>,
}

struct Publishing {
    // Dropping the connection closes the channel.
    _connection: Connection,
    channel: Channel,
}

/// Opens a connection called `name`, so that it can be found in RabbitMQ's own lists.
///
/// # Errors
/// When RabbitMQ cannot be reached in time, or refuses.
pub async fn connect(settings: &Settings, name: &str) -> Result<Connection, AmqpError> {
    let properties = ConnectionProperties::default().with_connection_name(name.into());
    let connecting = Connection::connect(settings.url.expose_secret(), properties);
    Ok(timeout(TIMEOUT, connecting).await.map_err(|_| AmqpError::Timeout)??)
}

impl Amqp {
    /// A connection for publishing; nothing is opened yet.
    pub fn new(settings: Settings, name: &'static str) -> Self {
        Self { settings, name, publishing: Arc::default() }
    }

    /// Hands the id of a job over. RabbitMQ has it safely on disk, in a queue, when this answers
    /// `Ok`.
    ///
    /// # Errors
    /// When that is not certain; the message may have arrived all the same.
    pub async fn publish(&self, id: JobId, kind: &str) -> Result<(), AmqpError> {
        let channel = self.channel().await?;
        let published = timeout(TIMEOUT, self.confirmed(&channel, id, kind))
            .await
            .unwrap_or(Err(AmqpError::Timeout));
        if published.is_err() {
            self.publishing.lock().await.take();
        }
        published
    }

    /// Whether RabbitMQ answers.
    ///
    /// # Errors
    /// Why it does not.
    pub async fn ping(&self) -> Result<(), AmqpError> {
        self.channel().await.map(drop)
    }

    /// How many messages wait in the queue of jobs.
    ///
    /// # Errors
    /// When RabbitMQ does not answer.
    pub async fn waiting(&self) -> Result<u32, AmqpError> {
        let channel = self.channel().await?;
        let asked = timeout(TIMEOUT, topology::waiting(&channel, &self.settings.prefix)).await;
        Ok(asked.map_err(|_| AmqpError::Timeout)??)
    }

    async fn confirmed(&self, channel: &Channel, id: JobId, kind: &str) -> Result<(), AmqpError> {
        let properties = BasicProperties::default()
            .with_delivery_mode(PERSISTENT)
            .with_message_id(id.to_string().into())
            .with_type(kind.into())
            .with_headers(trace_headers());
        let options = BasicPublishOptions { mandatory: true, ..BasicPublishOptions::default() };
        let queue = topology::jobs_queue(&self.settings.prefix);
        let confirm =
            channel.basic_publish("".into(), queue.into(), options, b"", properties).await?;
        match confirm.await? {
            Confirmation::Ack(None) => Ok(()),
            Confirmation::Ack(Some(_)) | Confirmation::Nack(Some(_)) => Err(AmqpError::Unroutable),
            Confirmation::Nack(None) | Confirmation::NotRequested => Err(AmqpError::NotConfirmed),
        }
    }

    async fn channel(&self) -> Result<Channel, AmqpError> {
        let mut publishing = self.publishing.lock().await;
        if let Some(open) = publishing.as_ref().filter(|open| open.channel.status().connected()) {
            return Ok(open.channel.clone());
        }
        let connection = connect(&self.settings, self.name).await?;
        let opening = async {
            let channel = connection.create_channel().await?;
            topology::declare(&channel, &self.settings.prefix).await?;
            // Without this a confirm promises nothing.
            channel.confirm_select(ConfirmSelectOptions::default()).await?;
            Ok::<_, AmqpError>(channel)
        };
        let channel = timeout(TIMEOUT, opening).await.map_err(|_| AmqpError::Timeout)??;
        *publishing = Some(Publishing { _connection: connection, channel: channel.clone() });
        Ok(channel)
    }
}

/// The present trace, for whoever takes the message.
fn trace_headers() -> FieldTable {
    let mut headers = FieldTable::default();
    if let Some(traceparent) = trace::current() {
        headers.insert(trace::TRACEPARENT.into(), AMQPValue::LongString(traceparent.into()));
    }
    headers
}

/// The trace that a message came with.
pub fn traceparent(headers: Option<&FieldTable>) -> Option<String> {
    let value = headers?.inner().get(trace::TRACEPARENT)?;
    value.as_long_string().map(ToString::to_string)
}
